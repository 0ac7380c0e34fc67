//! How does an upload become a picture for a page?
//!
//! Decode within limits, turn it the right way up, scale it down, lay it on white, encode it as JPEG.
//! Of the metadata only an RGB colour profile is kept, because without it the colours would be wrong;
//! Exif (with the place where it was taken), IPTC and XMP go.

use std::io::Cursor;

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ExtendedColorType, ImageDecoder, ImageEncoder, ImageError, ImageReader, Limits};

use crate::{MAX_PIXELS, MediaError, PictureKind};

/// The greatest width of a rendition, in pixels.
pub const MAX_WIDTH: u32 = 1600;
/// The greatest height of a rendition, in pixels: three times the width, for charts that are towers.
pub const MAX_HEIGHT: u32 = 4800;

const QUALITY: u8 = 82;
/// Above what 50 million pixels of 16 bits and four channels need.
const MAX_DECODER_BYTES: u64 = 512 << 20;
/// Profiles of cameras and editors have a few hundred bytes to a few kilobytes.
const MAX_PROFILE_BYTES: usize = 64 << 10;

/// A JPEG fit for a page.
pub(crate) struct Rendition {
    pub jpeg: Vec<u8>,
    pub width: u32,
    pub height: u32,
}

pub(crate) fn make(bytes: &[u8], kind: PictureKind) -> Result<Rendition, MediaError> {
    let damaged = |error: ImageError| MediaError::Damaged { kind, detail: error.to_string() };
    if let Some((width, height)) = png_header(bytes) {
        check_pixels(width, height)?;
    }
    if kind == PictureKind::Jpeg && !jpeg_has_its_end(bytes) {
        return Err(MediaError::Damaged { kind, detail: "the end is missing".to_owned() });
    }
    let mut reader = ImageReader::with_format(Cursor::new(bytes), kind.format());
    reader.limits(limits());
    let mut decoder = reader.into_decoder().map_err(damaged)?;
    let (width, height) = decoder.dimensions();
    check_pixels(width, height)?;
    let orientation = decoder.orientation().map_err(damaged)?;
    let profile = decoder.icc_profile().ok().flatten().filter(|profile| is_plain_rgb(profile));

    let mut picture = DynamicImage::from_decoder(decoder).map_err(damaged)?;
    picture.apply_orientation(orientation);
    let opaque = !picture.color().has_alpha();
    let picture = picture.into_rgba8();
    let (width, height) = picture.dimensions();
    let (fit_width, fit_height) = fit(width, height);
    let pixels = if (fit_width, fit_height) == (width, height) {
        picture.into_raw()
    } else {
        scale(picture.as_raw(), (width, height), (fit_width, fit_height), opaque)
            .map_err(|detail| MediaError::Damaged { kind, detail })?
    };
    let jpeg = encode(&on_white(&pixels), fit_width, fit_height, profile).map_err(damaged)?;
    Ok(Rendition { jpeg, width: fit_width, height: fit_height })
}

fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.max_alloc = Some(MAX_DECODER_BYTES);
    limits
}

fn check_pixels(width: u32, height: u32) -> Result<(), MediaError> {
    if u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(MediaError::TooManyPixels { width, height });
    }
    Ok(())
}

/// Width and height from a PNG's header. The decoder reads on to the first pixels before it tells them,
/// so a bare header that claims the world would be reported as damage only.
fn png_header(bytes: &[u8]) -> Option<(u32, u32)> {
    let number = |at: usize| Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
    (bytes.get(12..16)? == b"IHDR").then_some(())?;
    Some((number(16)?, number(20)?))
}

/// Whether a JPEG's first scan is followed by an end marker. The decoder would fill what is missing with
/// grey, and half a picture is not what was meant. What comes after the end does not matter.
fn jpeg_has_its_end(bytes: &[u8]) -> bool {
    const SCAN: u8 = 0xda;
    let mut at = 2;
    // Segments are walked by their lengths, because a thumbnail inside one has scan and end of its own.
    while let Some(&[0xff, marker, high, low]) = bytes.get(at..at + 4) {
        if marker == SCAN {
            return bytes[at..].windows(2).any(|pair| pair == [0xff, 0xd9]);
        }
        at += if marker == 0xff { 1 } else { 2 + usize::from(u16::from_be_bytes([high, low])) };
    }
    false
}

/// The greatest size within the limits, with the same proportions.
fn fit(width: u32, height: u32) -> (u32, u32) {
    let scale =
        (f64::from(MAX_WIDTH) / f64::from(width)).min(f64::from(MAX_HEIGHT) / f64::from(height)).min(1.0);
    let scaled = |side: u32, most: u32| ((f64::from(side) * scale).round() as u32).clamp(1, most);
    (scaled(width, MAX_WIDTH), scaled(height, MAX_HEIGHT))
}

fn scale(rgba: &[u8], from: (u32, u32), to: (u32, u32), opaque: bool) -> Result<Vec<u8>, String> {
    let source = ImageRef::new(from.0, from.1, rgba, PixelType::U8x4).map_err(|e| e.to_string())?;
    let mut target = Image::new(to.0, to.1, PixelType::U8x4);
    let options = ResizeOptions::new()
        .resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3))
        // Where nothing is transparent, two passes over the pixels can be left out.
        .use_alpha(!opaque);
    Resizer::new().resize(&source, &mut target, &options).map_err(|e| e.to_string())?;
    Ok(target.into_vec())
}

/// RGB from RGBA: JPEG knows no transparency, and a cut-out is meant to stand on the page.
fn on_white(rgba: &[u8]) -> Vec<u8> {
    let mut rgb = Vec::with_capacity(rgba.len() / 4 * 3);
    for pixel in rgba.chunks_exact(4) {
        let alpha = u32::from(pixel[3]);
        rgb.extend(
            pixel[..3].iter().map(|&c| ((u32::from(c) * alpha + 255 * (255 - alpha) + 127) / 255) as u8),
        );
    }
    rgb
}

fn encode(rgb: &[u8], width: u32, height: u32, profile: Option<Vec<u8>>) -> Result<Vec<u8>, ImageError> {
    let mut jpeg = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut jpeg, QUALITY);
    if let Some(profile) = profile {
        // A profile that cannot be written costs some colour, not the picture.
        let _ = encoder.set_icc_profile(profile);
    }
    encoder.write_image(rgb, width, height, ExtendedColorType::Rgb8)?;
    Ok(jpeg)
}

/// Whether a colour profile describes RGB, the only pixels that renditions have (ICC.1, 7.2: bytes 16–19
/// name the colour space, 36–39 are `acsp`).
fn is_plain_rgb(profile: &[u8]) -> bool {
    profile.len() <= MAX_PROFILE_BYTES
        && profile.get(16..20) == Some(b"RGB ")
        && profile.get(36..40) == Some(b"acsp")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rendition_keeps_its_proportions_and_stays_within_the_limits() {
        for (size, fitted) in [
            ((800, 600), (800, 600)),
            ((1600, 900), (1600, 900)),
            ((3200, 1800), (1600, 900)),
            ((4000, 6000), (1600, 2400)),
            ((1000, 9600), (500, 4800)),
            ((50_000, 1), (1600, 1)),
            ((1, 50_000), (1, 4800)),
        ] {
            assert_eq!(fit(size.0, size.1), fitted, "{size:?}");
        }
    }

    #[test]
    fn transparency_becomes_white() {
        assert_eq!(on_white(&[10, 20, 30, 255, 0, 0, 0, 0]), [10, 20, 30, 255, 255, 255]);
    }
}
