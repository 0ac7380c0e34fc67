//! What is this file, by its content?

use std::fmt;

use crate::MediaError;

/// A kind of picture that is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PictureKind {
    /// JPEG (ITU-T T.81).
    Jpeg,
    /// PNG (W3C).
    Png,
    /// WebP (RFC 9649).
    WebP,
    /// GIF; only its first frame is used.
    Gif,
}

impl PictureKind {
    /// Its media type.
    pub fn mime(self) -> &'static str {
        match self {
            PictureKind::Jpeg => "image/jpeg",
            PictureKind::Png => "image/png",
            PictureKind::WebP => "image/webp",
            PictureKind::Gif => "image/gif",
        }
    }

    /// Reads it from the first bytes; other kinds of file are refused by name.
    pub(crate) fn of(bytes: &[u8]) -> Result<Self, MediaError> {
        match bytes {
            [] => Err(MediaError::Empty),
            [0xff, 0xd8, 0xff, ..] => Ok(PictureKind::Jpeg),
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Ok(PictureKind::Png),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Ok(PictureKind::WebP),
            [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Ok(PictureKind::Gif),
            other => Err(MediaError::WrongKind { found: name_of_other(other) }),
        }
    }

    pub(crate) fn format(self) -> image::ImageFormat {
        match self {
            PictureKind::Jpeg => image::ImageFormat::Jpeg,
            PictureKind::Png => image::ImageFormat::Png,
            PictureKind::WebP => image::ImageFormat::WebP,
            PictureKind::Gif => image::ImageFormat::Gif,
        }
    }
}

impl fmt::Display for PictureKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            PictureKind::Jpeg => "JPEG",
            PictureKind::Png => "PNG",
            PictureKind::WebP => "WebP",
            PictureKind::Gif => "GIF",
        })
    }
}

/// What a file that is not taken seems to be, so that its sender knows which one was chosen.
fn name_of_other(bytes: &[u8]) -> &'static str {
    match bytes {
        [_, _, _, _, b'f', b't', b'y', b'p', brand @ ..] => match brand.get(..4) {
            Some(b"avif" | b"avis") => "an AVIF picture",
            Some(b"heic" | b"heix" | b"hevc" | b"mif1" | b"msf1") => "a HEIC picture",
            _ => "a film",
        },
        [b'I', b'I', b'*', 0, ..] | [b'M', b'M', 0, b'*', ..] => "a TIFF or camera raw file",
        [b'8', b'B', b'P', b'S', ..] => "a Photoshop file",
        [b'B', b'M', ..] => "a BMP picture",
        [0, 0, 1, 0, ..] => "an icon",
        [0xff, 0x0a, ..] | [0, 0, 0, 0x0c, b'J', b'X', b'L', ..] => "a JPEG XL picture",
        [b'%', b'P', b'D', b'F', ..] => "a PDF document",
        [b'P', b'K', 3, 4, ..] => "a ZIP archive or office document",
        [0x1a, 0x45, 0xdf, 0xa3, ..] => "a film",
        _ => name_of_text(bytes),
    }
}

fn name_of_text(bytes: &[u8]) -> &'static str {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).to_lowercase();
    if head.contains("<svg") {
        "an SVG drawing"
    } else if head.contains("<html") || head.contains("<!doctype html") {
        "a web page"
    } else if std::str::from_utf8(bytes).is_ok() {
        "text"
    } else {
        "a file of an unknown kind"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_taken_is_refused_by_its_name() {
        let cases: [(&[u8], &str); 9] = [
            (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "an SVG drawing"),
            (b"<?xml version='1.0'?>\n<!-- x --><SVG/>", "an SVG drawing"),
            (b"<!DOCTYPE html><p>", "a web page"),
            (b"II*\0rest", "a TIFF or camera raw file"),
            (b"\0\0\0\x20ftypheic....", "a HEIC picture"),
            (b"\0\0\0\x20ftypavif....", "an AVIF picture"),
            (b"%PDF-1.7", "a PDF document"),
            (b"hello", "text"),
            (b"\xfe\xfe\xfe", "a file of an unknown kind"),
        ];
        for (bytes, name) in cases {
            match PictureKind::of(bytes) {
                Err(MediaError::WrongKind { found }) => assert_eq!(found, name),
                other => panic!("{name}: {other:?}"),
            }
        }
        assert!(matches!(PictureKind::of(b""), Err(MediaError::Empty)));
    }
}
