//! How does an upload become a picture for a page?
//!
//! Decode within limits, turn it the right way up, scale it down, lay it on white; then each cut is scaled from that and
//! encoded, as JPEG at once and as AVIF when there is time. Of the metadata only an RGB colour profile is kept, because without
//! it the colours would be wrong; Exif (with the place where it was taken), IPTC and XMP go.

use std::io::Cursor;

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ExtendedColorType, ImageDecoder, ImageEncoder, ImageError, ImageReader, Limits};
use ravif::{Img, RGB8};

use crate::cut::{Cut, Window};
use crate::{MAX_PIXELS, MediaError, PictureKind};

/// The greatest width of a rendition, in pixels.
pub const MAX_WIDTH: u32 = 1600;
/// The greatest height of a rendition, in pixels: three times the width, for charts that are towers.
pub const MAX_HEIGHT: u32 = 4800;

const QUALITY: u8 = 82;
/// AVIF's own scale, on which this looks as JPEG does at [`QUALITY`].
const AVIF_QUALITY: f32 = 62.0;
/// From 1, slow and small, to 10. At 10 a file has a third of a JPEG's bytes; at 8 it has a quarter, for nearly three times the work.
const AVIF_SPEED: u8 = 10;
/// Above what 50 million pixels of 16 bits and four channels need.
const MAX_DECODER_BYTES: u64 = 512 << 20;
/// Encoders make some ten passes, and sixty-four at the very most for all coefficients of one component.
const MAX_SCANS: usize = 100;
/// Profiles of cameras and editors have a few hundred bytes to a few kilobytes.
const MAX_PROFILE_BYTES: usize = 64 << 10;

/// The pixels of a picture, upright, on white and no larger than a page wants them.
pub(crate) struct Pixels {
    /// Red, green, blue, and a fourth byte that says nothing.
    rgba: Vec<u8>,
    pub width: u32,
    pub height: u32,
    /// The colour profile, where they have one that is not the web's own.
    profile: Option<Vec<u8>>,
}

impl Pixels {
    /// Reads a picture.
    pub(crate) fn read(bytes: &[u8], kind: PictureKind) -> Result<Pixels, MediaError> {
        let damaged = |error: ImageError| MediaError::Damaged { kind, detail: error.to_string() };
        if let Some((width, height)) = png_header(bytes) {
            check_pixels(width, height)?;
        }
        if kind == PictureKind::Jpeg {
            let wrong = |detail: &str| Err(MediaError::Damaged { kind, detail: detail.to_owned() });
            if !jpeg_has_its_end(bytes) {
                return wrong("the end is missing");
            }
            if scans(bytes) > MAX_SCANS {
                return wrong("it is read in too many passes");
            }
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
        let mut rgba = if (fit_width, fit_height) == (width, height) {
            picture.into_raw()
        } else {
            let whole = Window { left: 0, top: 0, width, height };
            scale(picture.as_raw(), (width, height), whole, (fit_width, fit_height), opaque)
                .map_err(|detail| MediaError::Damaged { kind, detail })?
        };
        if !opaque {
            lay_on_white(&mut rgba);
        }
        Ok(Pixels { rgba, width: fit_width, height: fit_height, profile })
    }

    /// All of it as JPEG.
    pub(crate) fn jpeg(&self) -> Result<Vec<u8>, MediaError> {
        self.encode(&self.rgba, self.width, self.height)
    }

    /// A cut as JPEG.
    pub(crate) fn jpeg_of(&self, cut: Cut) -> Result<Vec<u8>, MediaError> {
        let (rgba, width, height) = self.cut(cut)?;
        self.encode(&rgba, width, height)
    }

    /// A cut as AVIF; none where its colours would be others, for an AVIF of ours says that they are the web's own.
    pub(crate) fn avif_of(&self, cut: Cut) -> Result<Option<Vec<u8>>, MediaError> {
        if self.profile.as_deref().is_some_and(|profile| !is_srgb(profile)) {
            return Ok(None);
        }
        let (rgba, width, height) = self.cut(cut)?;
        let pixels: Vec<RGB8> = rgba.chunks_exact(4).map(|it| RGB8::new(it[0], it[1], it[2])).collect();
        let encoded = ravif::Encoder::new()
            .with_quality(AVIF_QUALITY)
            .with_speed(AVIF_SPEED)
            .with_num_threads(Some(1))
            .encode_rgb(Img::new(&pixels, width as usize, height as usize))
            .map_err(|error| unfit(error.to_string()))?;
        Ok(Some(encoded.avif_file))
    }

    fn cut(&self, cut: Cut) -> Result<(Vec<u8>, u32, u32), MediaError> {
        let window = cut.shape.window(self.width, self.height);
        let to = (cut.width, cut.shape.height_at(cut.width, self.width, self.height));
        let rgba = scale(&self.rgba, (self.width, self.height), window, to, true).map_err(unfit)?;
        Ok((rgba, to.0, to.1))
    }

    fn encode(&self, rgba: &[u8], width: u32, height: u32) -> Result<Vec<u8>, MediaError> {
        let rgb: Vec<u8> = rgba.chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
        let mut jpeg = Vec::new();
        let mut encoder = JpegEncoder::new_with_quality(&mut jpeg, QUALITY);
        if let Some(profile) = &self.profile {
            // A profile that cannot be written costs some colour, not the picture.
            let _ = encoder.set_icc_profile(profile.clone());
        }
        encoder
            .write_image(&rgb, width, height, ExtendedColorType::Rgb8)
            .map_err(|error| unfit(error.to_string()))?;
        Ok(jpeg)
    }
}

/// The size of a rendition, from its head alone.
pub(crate) fn size(jpeg: &[u8]) -> Result<(u32, u32), MediaError> {
    let reader = ImageReader::with_format(Cursor::new(jpeg), PictureKind::Jpeg.format());
    let kind = PictureKind::Jpeg;
    reader.into_dimensions().map_err(|error| MediaError::Damaged { kind, detail: error.to_string() })
}

fn unfit(detail: String) -> MediaError {
    MediaError::Unfit { detail }
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

/// In how many passes over all its pixels a JPEG is read: a file of kilobytes may ask for thousands, each as long as a whole
/// picture. Within what is encoded a marker cannot stand (ITU-T T.81, B.1.1.5); those of a thumbnail are counted along.
fn scans(jpeg: &[u8]) -> usize {
    jpeg.windows(2).filter(|pair| *pair == [0xff, 0xda]).count()
}

/// The greatest size within the limits, with the same proportions.
fn fit(width: u32, height: u32) -> (u32, u32) {
    let scale =
        (f64::from(MAX_WIDTH) / f64::from(width)).min(f64::from(MAX_HEIGHT) / f64::from(height)).min(1.0);
    let scaled = |side: u32, most: u32| ((f64::from(side) * scale).round() as u32).clamp(1, most);
    (scaled(width, MAX_WIDTH), scaled(height, MAX_HEIGHT))
}

fn scale(
    rgba: &[u8],
    from: (u32, u32),
    window: Window,
    to: (u32, u32),
    opaque: bool,
) -> Result<Vec<u8>, String> {
    let source = ImageRef::new(from.0, from.1, rgba, PixelType::U8x4).map_err(|e| e.to_string())?;
    let mut target = Image::new(to.0, to.1, PixelType::U8x4);
    let options = ResizeOptions::new()
        .resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3))
        .crop(
            f64::from(window.left),
            f64::from(window.top),
            f64::from(window.width),
            f64::from(window.height),
        )
        // Where nothing is transparent, two passes over the pixels can be left out.
        .use_alpha(!opaque);
    Resizer::new().resize(&source, &mut target, &options).map_err(|e| e.to_string())?;
    Ok(target.into_vec())
}

/// JPEG knows no transparency, and a cut-out is meant to stand on the page.
fn lay_on_white(rgba: &mut [u8]) {
    for pixel in rgba.chunks_exact_mut(4) {
        let alpha = u32::from(pixel[3]);
        for colour in &mut pixel[..3] {
            *colour = ((u32::from(*colour) * alpha + 255 * (255 - alpha) + 127) / 255) as u8;
        }
        pixel[3] = 255;
    }
}

/// Whether a colour profile describes RGB, the only pixels that renditions have (ICC.1, 7.2: bytes 16–19
/// name the colour space, 36–39 are `acsp`).
fn is_plain_rgb(profile: &[u8]) -> bool {
    profile.len() <= MAX_PROFILE_BYTES
        && profile.get(16..20) == Some(b"RGB ")
        && profile.get(36..40) == Some(b"acsp")
}

/// Whether a profile calls itself sRGB, in one byte a letter or in two (ICC.1, 9.2.41 and 10.15).
fn is_srgb(profile: &[u8]) -> bool {
    let narrow = profile.windows(4).any(|it| it == b"sRGB");
    narrow || profile.windows(8).any(|it| it == b"\0s\0R\0G\0B")
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
        let mut pixels = [10, 20, 30, 255, 0, 0, 0, 0];
        lay_on_white(&mut pixels);
        assert_eq!(pixels, [10, 20, 30, 255, 255, 255, 255, 255]);
    }
}
