//! What the media store takes, refuses, keeps and gives away.
#![allow(clippy::unwrap_used, clippy::expect_used)]

const NOW: jiff::Timestamp = jiff::Timestamp::UNIX_EPOCH;

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::{ImageEncoder, ImageFormat, RgbImage, RgbaImage};
use media::{MAX_BYTES, MediaError, MediaStore, PictureKind, Shape};
use story::Focus;

fn shelf() -> (tempfile::TempDir, MediaStore) {
    let folder = tempfile::tempdir().unwrap();
    let store = MediaStore::open(folder.path().join("media")).unwrap();
    (folder, store)
}

/// Red on the left half, blue on the right.
fn two_halves(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, _| {
        image::Rgb(if x < width / 2 { [220, 20, 20] } else { [20, 20, 220] })
    })
}

fn encoded(picture: &RgbImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn rendition(store: &MediaStore, bytes: &[u8]) -> (Vec<u8>, RgbImage) {
    let stored = store.put(bytes, Focus::MIDDLE, NOW).unwrap();
    let (jpeg, mime) = store.rendition(stored.id).unwrap().unwrap();
    assert_eq!(mime, "image/jpeg");
    assert_eq!(jpeg.len() as u64, stored.bytes);
    let picture = image::load_from_memory_with_format(&jpeg, ImageFormat::Jpeg).unwrap().into_rgb8();
    assert_eq!(picture.dimensions(), (stored.width, stored.height));
    (jpeg, picture)
}

/// An Exif block that says `orientation` and carries `secret` where a place would stand.
fn exif(orientation: u16, secret: &[u8]) -> Vec<u8> {
    let mut tiff = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01".to_vec();
    tiff.extend(orientation.to_be_bytes());
    tiff.extend([0, 0, 0, 0, 0, 0]);
    tiff.extend(secret);
    tiff
}

fn jpeg_with_exif(picture: &RgbImage, exif: Vec<u8>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = JpegEncoder::new(&mut bytes);
    encoder.set_exif_metadata(exif).unwrap();
    let (width, height) = picture.dimensions();
    encoder.write_image(picture, width, height, image::ExtendedColorType::Rgb8).unwrap();
    bytes
}

#[test]
fn every_kind_that_is_taken_becomes_a_jpeg_no_wider_than_a_page() {
    let (_folder, store) = shelf();
    for (format, kind) in [
        (ImageFormat::Jpeg, PictureKind::Jpeg),
        (ImageFormat::Png, PictureKind::Png),
        (ImageFormat::WebP, PictureKind::WebP),
        (ImageFormat::Gif, PictureKind::Gif),
    ] {
        let bytes = encoded(&two_halves(1800, 90), format);
        let stored = store.put(&bytes, Focus::MIDDLE, NOW).unwrap();
        assert_eq!((stored.kind, stored.width, stored.height), (kind, 1600, 80));
        assert_eq!(store.original(stored.id).unwrap().unwrap(), bytes);
        let (_, picture) = rendition(&store, &bytes);
        assert!(picture.get_pixel(100, 40)[0] > 180 && picture.get_pixel(1500, 40)[2] > 180);
    }
}

#[test]
fn a_small_picture_is_not_blown_up() {
    let (_folder, store) = shelf();
    let stored = store.put(&encoded(&two_halves(300, 200), ImageFormat::Png), Focus::MIDDLE, NOW).unwrap();
    assert_eq!((stored.width, stored.height), (300, 200));
}

#[test]
fn a_picture_is_turned_the_right_way_up_and_tells_no_place() {
    let (_folder, store) = shelf();
    let bytes = jpeg_with_exif(&two_halves(400, 200), exif(6, b"GPS 12.5N 33.1E"));
    let (jpeg, picture) = rendition(&store, &bytes);
    assert_eq!(picture.dimensions(), (200, 400), "orientation 6: a quarter turn clockwise");
    assert!(picture.get_pixel(100, 20)[0] > 180, "what was left is on top");
    for secret in [&b"GPS"[..], b"Exif"] {
        assert!(!jpeg.windows(secret.len()).any(|w| w == secret));
    }
}

#[test]
fn a_cut_out_stands_on_white() {
    let (_folder, store) = shelf();
    let mut bytes = Cursor::new(Vec::new());
    RgbaImage::from_pixel(2000, 100, image::Rgba([0, 0, 0, 0]))
        .write_to(&mut bytes, ImageFormat::Png)
        .unwrap();
    let (_, picture) = rendition(&store, &bytes.into_inner());
    assert!(picture.pixels().all(|p| p.0.iter().all(|&c| c > 250)));
}

#[test]
fn a_truncated_picture_is_refused_and_leaves_nothing() {
    let (folder, store) = shelf();
    for format in [ImageFormat::Png, ImageFormat::WebP, ImageFormat::Gif] {
        let bytes = encoded(&two_halves(640, 480), format);
        for keep in [12, 30, bytes.len() / 3] {
            let error = store.put(&bytes[..keep], Focus::MIDDLE, NOW).unwrap_err();
            assert!(matches!(error, MediaError::Damaged { .. }), "{format:?} {keep}: {error}");
        }
    }
    let jpeg = encoded(&two_halves(640, 480), ImageFormat::Jpeg);
    for keep in [3, 30, 200, jpeg.len() / 3, jpeg.len() - 2] {
        assert!(
            matches!(store.put(&jpeg[..keep], Focus::MIDDLE, NOW).unwrap_err(), MediaError::Damaged { .. }),
            "jpeg {keep}"
        );
    }
    assert_eq!(std::fs::read_dir(folder.path().join("media")).unwrap().count(), 0);
}

#[test]
fn a_header_that_claims_the_world_is_refused_before_a_pixel_is_read() {
    let (_folder, store) = shelf();
    let mut png = encoded(&two_halves(4, 4), ImageFormat::Png);
    png[16..20].copy_from_slice(&60_000u32.to_be_bytes());
    png[20..24].copy_from_slice(&60_000u32.to_be_bytes());
    let mut gif = encoded(&two_halves(4, 4), ImageFormat::Gif);
    gif[6..10].copy_from_slice(&[0xff; 4]);
    for bytes in [&png[..], &png[..33], &gif] {
        let error = store.put(bytes, Focus::MIDDLE, NOW).unwrap_err();
        assert!(matches!(error, MediaError::TooManyPixels { .. }), "{error}");
    }
}

#[test]
fn a_file_of_two_kinds_gives_the_public_its_pixels_only() {
    let (_folder, store) = shelf();
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::Gif] {
        let mut bytes = encoded(&two_halves(64, 64), format);
        bytes.extend(b"<script>alert(1)</script>PK\x03\x04");
        let (jpeg, _) = rendition(&store, &bytes);
        assert!(!jpeg.windows(7).any(|w| w == b"<script"), "{format:?}");
        assert!(jpeg.ends_with(&[0xff, 0xd9]), "{format:?}");
    }
    let error = store.put(b"GIF89a/*<svg onload=alert(1)>*/=1;", Focus::MIDDLE, NOW).unwrap_err();
    assert!(matches!(error, MediaError::Damaged { .. } | MediaError::TooManyPixels { .. }), "{error}");
}

#[test]
fn a_drawing_with_script_in_it_is_no_picture() {
    let (_folder, store) = shelf();
    let error = store
        .put(b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", Focus::MIDDLE, NOW)
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "this is an SVG drawing, not a picture that can be shown: send JPEG, PNG, WebP or GIF"
    );
}

#[test]
fn too_many_bytes_are_refused_with_the_limit() {
    let (_folder, store) = shelf();
    let error = store.put(&vec![0; MAX_BYTES + 1], Focus::MIDDLE, NOW).unwrap_err();
    assert_eq!(error.to_string(), "the picture has 21 MiB, more than 20: send a smaller one");
}

#[test]
fn opening_again_keeps_the_pictures_and_clears_what_was_half_written() {
    let (folder, store) = shelf();
    let stored = store.put(&encoded(&two_halves(64, 64), ImageFormat::Png), Focus::MIDDLE, NOW).unwrap();
    let shelf = std::fs::read_dir(folder.path().join("media")).unwrap().next().unwrap().unwrap().path();
    std::fs::write(shelf.join("x.part"), b"half").unwrap();
    let store = MediaStore::open(folder.path().join("media")).unwrap();
    assert!(!shelf.join("x.part").exists());
    assert!(store.rendition(stored.id).unwrap().is_some());
    store.remove(stored.id).unwrap();
    store.remove(stored.id).unwrap();
    assert!(store.rendition(stored.id).unwrap().is_none() && store.original(stored.id).unwrap().is_none());
}

/// Waves in three colours: something for encoders to do, unlike a plain field.
fn waves(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        let wave = |by: f32| ((((x as f32 * by).sin() + (y as f32 / by).cos()) + 2.0) * 60.0) as u8;
        image::Rgb([wave(0.013), wave(0.031), wave(0.007)])
    })
}

fn make_rest(store: &MediaStore, id: story::MediaId, focus: Focus) {
    let mut rest = store.rest_of(id, focus).unwrap().unwrap();
    while store.make_next(&mut rest).unwrap() {}
}

#[test]
fn each_cut_is_made_once_in_its_size_and_shows_the_point_that_matters() {
    let (_folder, store) = shelf();
    // Red on the left half: a card about a point on the left shows red only.
    let stored =
        store.put(&encoded(&two_halves(1800, 500), ImageFormat::Png), Focus::new(0, 50), NOW).unwrap();
    for cut in Shape::Whole.cuts(stored.width, stored.height) {
        let jpeg = store.jpeg(stored.id, cut).unwrap().unwrap();
        let picture = image::load_from_memory(&jpeg).unwrap();
        let height = Shape::Whole.height_at(cut.width, stored.width, stored.height);
        assert_eq!((picture.width(), picture.height()), (cut.width, height), "{cut}");
    }
    let reds = |x: u8| {
        let shape = Shape::Card(Focus::new(x, 50));
        let cut = shape.cuts(stored.width, stored.height)[0];
        let jpeg = store.jpeg(stored.id, cut).unwrap()?;
        let picture = image::load_from_memory(&jpeg).unwrap().into_rgb8();
        assert_eq!(picture.dimensions(), (320, 180));
        Some(picture.pixels().filter(|pixel| pixel[0] > 180).count() * 100 / (320 * 180))
    };
    assert_eq!(reds(0), Some(100));
    assert_eq!(reds(100), None, "nobody has asked for it");
    store.focus(stored.id, Focus::new(100, 50)).unwrap();
    assert_eq!((reds(0), reds(100)), (Some(100), Some(0)), "the earlier one stays for pages that were kept");
    assert_eq!(store.jpeg(stored.id, "whole-500".parse().unwrap()).unwrap(), None);
}

#[test]
fn avif_files_are_made_later_and_are_much_smaller() {
    let (_folder, store) = shelf();
    let stored = store.put(&encoded(&waves(700, 500), ImageFormat::Png), Focus::MIDDLE, NOW).unwrap();
    let cut = Shape::Whole.cuts(stored.width, stored.height)[1];
    assert_eq!(store.avif(stored.id, cut).unwrap(), None);
    make_rest(&store, stored.id, Focus::MIDDLE);
    let (avif, jpeg) =
        (store.avif(stored.id, cut).unwrap().unwrap(), store.jpeg(stored.id, cut).unwrap().unwrap());
    assert_eq!(&avif[4..12], b"ftypavif");
    assert!(avif.len() * 10 < jpeg.len() * 8, "{} of {}", avif.len(), jpeg.len());
    // The image's extent, ISO/IEC 23008-12 section 6.5.3: its size in two numbers of 32 bits.
    let at = avif.windows(4).position(|it| it == b"ispe").unwrap();
    let size = [640u32, 457].map(u32::to_be_bytes).concat();
    assert_eq!(avif[at + 8..at + 16], size);
}

#[test]
fn what_is_removed_leaves_no_file() {
    let (folder, store) = shelf();
    let stored = store.put(&encoded(&waves(700, 500), ImageFormat::Png), Focus::MIDDLE, NOW).unwrap();
    store.focus(stored.id, Focus::new(9, 9)).unwrap();
    make_rest(&store, stored.id, Focus::new(9, 9));
    store.remove(stored.id).unwrap();
    for shelf in std::fs::read_dir(folder.path().join("media")).unwrap() {
        assert_eq!(std::fs::read_dir(shelf.unwrap().path()).unwrap().count(), 0);
    }
}

#[test]
fn a_picture_that_asks_for_thousands_of_passes_is_refused() {
    let (_folder, store) = shelf();
    let jpeg = encoded(&two_halves(640, 480), ImageFormat::Jpeg);
    let scan = jpeg.windows(2).position(|pair| pair == [0xff, 0xda]).unwrap();
    let end = jpeg.len() - 2;
    let bomb = [&jpeg[..scan], &jpeg[scan..end].repeat(500), &jpeg[end..]].concat();
    let error = store.put(&bomb, Focus::MIDDLE, NOW).unwrap_err();
    assert!(matches!(error, MediaError::Damaged { .. }), "{error}");
}
