//! Where in a file do its words stand: the blocks of JPEG, PNG and WebP, without a pixel being read.

/// How XMP is announced in a JPEG (ISO 16684-1, and XMP part 3 section 1.1.3).
const XMP: &[u8] = b"http://ns.adobe.com/xap/1.0/\0";
const EXIF: &[u8] = b"Exif\0\0";
const PHOTOSHOP: &[u8] = b"Photoshop 3.0\0";
/// The most bytes of a JPEG's segment beside its length.
const SEGMENT: usize = 0xffff - 2;

/// What a file carries beside its pixels.
#[derive(Default)]
pub(super) struct Blocks<'a> {
    /// The XMP packet.
    pub xmp: Option<String>,
    /// Photoshop's resources, in which IIM stands.
    pub photoshop: Vec<u8>,
    /// A TIFF structure.
    pub exif: Option<&'a [u8]>,
}

/// Finds them.
pub(super) fn blocks(bytes: &[u8]) -> Blocks<'_> {
    match bytes {
        [0xff, 0xd8, ..] => of_jpeg(bytes),
        [0x89, b'P', b'N', b'G', ..] => of_png(bytes),
        [b'R', b'I', b'F', b'F', ..] => of_webp(bytes),
        _ => Blocks::default(),
    }
}

/// The segments before the first scan (ITU-T T.81, B.1.1.4): marker, content, and where they begin.
fn segments(bytes: &[u8]) -> impl Iterator<Item = (u8, &[u8], usize)> {
    const SCAN: u8 = 0xda;
    let mut at = 2;
    std::iter::from_fn(move || {
        while let Some(&[0xff, 0xff]) = bytes.get(at..at + 2) {
            at += 1;
        }
        let &[0xff, marker, high, low] = bytes.get(at..at + 4)? else { return None };
        let length = usize::from(u16::from_be_bytes([high, low]));
        if marker == SCAN || length < 2 {
            return None;
        }
        let (start, content) = (at, bytes.get(at + 4..at + 2 + length)?);
        at += 2 + length;
        Some((marker, content, start))
    })
}

fn of_jpeg(bytes: &[u8]) -> Blocks<'_> {
    let mut found = Blocks::default();
    for (marker, content, _) in segments(bytes) {
        match marker {
            0xe1 if content.starts_with(XMP) && found.xmp.is_none() => {
                found.xmp = Some(String::from_utf8_lossy(&content[XMP.len()..]).into_owned());
            }
            0xe1 if content.starts_with(EXIF) && found.exif.is_none() => {
                found.exif = Some(&content[EXIF.len()..]);
            }
            // What is longer than a segment goes on in the next.
            0xed if content.starts_with(PHOTOSHOP) => found.photoshop.extend(&content[PHOTOSHOP.len()..]),
            _ => {}
        }
    }
    found
}

/// The chunks of a PNG (section 5.3): text in `iTXt` (11.3.3.4), Exif in `eXIf` (11.3.2.13).
fn of_png(bytes: &[u8]) -> Blocks<'_> {
    const KEYWORD: &[u8] = b"XML:com.adobe.xmp\0\0\0";
    let mut found = Blocks::default();
    let mut at = 8;
    while let Some(head) = bytes.get(at..at + 8) {
        let length = u32::from_be_bytes([head[0], head[1], head[2], head[3]]) as usize;
        let Some(content) = bytes.get(at + 8..).and_then(|rest| rest.get(..length)) else { break };
        match &head[4..] {
            b"iTXt" if content.starts_with(KEYWORD) => {
                // Language and translated keyword, each to its NUL, come before the text.
                let text = content[KEYWORD.len()..].splitn(3, |byte| *byte == 0).nth(2);
                found.xmp = text.map(|text| String::from_utf8_lossy(text).into_owned());
            }
            b"eXIf" => found.exif = Some(content),
            b"IEND" => break,
            _ => {}
        }
        at += 12 + length;
    }
    found
}

/// The chunks of a WebP (RFC 9649, 2.3 and 2.7.1.5).
fn of_webp(bytes: &[u8]) -> Blocks<'_> {
    let mut found = Blocks::default();
    let mut at = 12;
    while let Some(head) = bytes.get(at..at + 8) {
        let length = u32::from_le_bytes([head[4], head[5], head[6], head[7]]) as usize;
        let Some(content) = bytes.get(at + 8..).and_then(|rest| rest.get(..length)) else { break };
        match &head[..4] {
            b"XMP " => found.xmp = Some(String::from_utf8_lossy(content).into_owned()),
            b"EXIF" => found.exif = Some(content.strip_prefix(EXIF).unwrap_or(content)),
            _ => {}
        }
        at += 8 + length + length % 2;
    }
    found
}

/// A JPEG with an XMP packet and Photoshop's resources, behind the segment that says that it is JFIF.
pub(super) fn with(jpeg: &[u8], xmp: &str, photoshop: &[u8]) -> Vec<u8> {
    if !jpeg.starts_with(&[0xff, 0xd8]) {
        return jpeg.to_vec();
    }
    let jfif = segments(jpeg).take(1).find(|(marker, ..)| *marker == 0xe0);
    let at = jfif.map_or(2, |(_, content, start)| start + 4 + content.len());
    let mut out = Vec::with_capacity(jpeg.len() + xmp.len() + photoshop.len() + 64);
    out.extend(&jpeg[..at]);
    for (marker, head, content) in [(0xe1, XMP, xmp.as_bytes()), (0xed, PHOTOSHOP, photoshop)] {
        let length = head.len() + content.len();
        if length <= SEGMENT {
            out.extend([0xff, marker]);
            out.extend(((length + 2) as u16).to_be_bytes());
            out.extend(head.iter().chain(content));
        }
    }
    out.extend(&jpeg[at..]);
    out
}
