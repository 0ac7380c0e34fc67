//! What a camera says in Exif 3.0: who and when. Where, it says too, and that is not read.

use story::MediaWords;

/// Reads a TIFF structure (TIFF 6.0, section 2; Exif 3.0, 4.5).
pub(super) fn read(tiff: &[u8]) -> MediaWords {
    let mut words = MediaWords::default();
    let Some(it) = Tiff::of(tiff) else { return words };
    let Some(first) = it.long(4) else { return words };
    for (tag, text) in it.texts(first as usize) {
        match tag {
            0x010e => words.caption = text,
            0x013b => words.creator = text,
            0x8298 => words.copyright = text,
            _ => {}
        }
    }
    if let Some(more) = it.pointer(first as usize, 0x8769) {
        let taken = it.texts(more as usize).find(|(tag, _)| *tag == 0x9003);
        words.taken = taken.map(|(_, text)| text).unwrap_or_default();
    }
    words
}

struct Tiff<'a> {
    bytes: &'a [u8],
    is_big: bool,
}

impl<'a> Tiff<'a> {
    fn of(bytes: &'a [u8]) -> Option<Self> {
        let is_big = match bytes.get(..4)? {
            b"MM\0*" => true,
            b"II*\0" => false,
            _ => return None,
        };
        Some(Tiff { bytes, is_big })
    }

    fn short(&self, at: usize) -> Option<u16> {
        let two = self.bytes.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if self.is_big { u16::from_be_bytes(two) } else { u16::from_le_bytes(two) })
    }

    fn long(&self, at: usize) -> Option<u32> {
        let four = self.bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
        Some(if self.is_big { u32::from_be_bytes(four) } else { u32::from_le_bytes(four) })
    }

    /// Where the entries of a directory stand: at most as many as two bytes count.
    fn entries(&self, directory: usize) -> impl Iterator<Item = usize> {
        let count = self.short(directory).unwrap_or(0);
        (0..usize::from(count)).map(move |n| directory + 2 + n * 12)
    }

    /// The texts of a directory (type 2, and 129 for UTF-8) by their tags.
    fn texts(&self, directory: usize) -> impl Iterator<Item = (u16, String)> {
        self.entries(directory).filter_map(|at| {
            let (tag, kind, length) = (self.short(at)?, self.short(at + 2)?, self.long(at + 4)? as usize);
            if !matches!(kind, 2 | 129) {
                return None;
            }
            // What fits into four bytes stands in the entry itself.
            let start = if length <= 4 { at + 8 } else { self.long(at + 8)? as usize };
            let text = self.bytes.get(start..start.checked_add(length)?)?;
            let text = text.split(|byte| *byte == 0).next().unwrap_or_default();
            Some((tag, String::from_utf8_lossy(text).into_owned()))
        })
    }

    /// Where another directory stands.
    fn pointer(&self, directory: usize, wanted: u16) -> Option<u32> {
        self.entries(directory).find(|at| self.short(*at) == Some(wanted)).and_then(|at| self.long(at + 8))
    }
}
