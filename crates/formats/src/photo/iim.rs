//! The words of a picture as IPTC-IIM 4.2, in Photoshop's resources.

use story::MediaWords;

use super::DigitalSource;

/// Photoshop's resource in which IIM stands (Photoshop File Formats, image resource 1028).
const RESOURCE: u16 = 0x0404;
/// Envelope record 1, dataset 90: the text is UTF-8 (IIM 4.2, chapter 5; ISO 2022).
const UTF8: &[u8] = b"\x1b%G";

/// Reads them, from no resources too.
pub(super) fn read(photoshop: &[u8]) -> MediaWords {
    let Some(data) = resource(photoshop) else { return MediaWords::default() };
    let is_utf8 = datasets(data).any(|(record, number, value)| (record, number) == (1, 90) && value == UTF8);
    // Without the mark most files are UTF-8 all the same; what is not is of Windows or an old Mac.
    let text = |value: &[u8]| match std::str::from_utf8(value) {
        Ok(text) => text.to_owned(),
        Err(_) if is_utf8 => String::from_utf8_lossy(value).into_owned(),
        Err(_) => encoding_rs::WINDOWS_1252.decode(value).0.into_owned(),
    };
    let mut words = MediaWords::default();
    let (mut creators, mut headline) = (Vec::new(), String::new());
    for (_, number, value) in datasets(data).filter(|(record, ..)| *record == 2) {
        let value = text(value);
        match number {
            25 => words.keywords.push(value),
            40 => words.instructions = value,
            55 => words.taken = value,
            80 => creators.push(value),
            90 => words.city = value,
            101 => words.country = value,
            105 => headline = value,
            110 => words.credit = value,
            116 => words.copyright = value,
            120 => words.caption = value,
            _ => {}
        }
    }
    words.creator = creators.join(", ");
    if words.caption.trim().is_empty() {
        words.caption = headline;
    }
    words.source_type = DigitalSource::Unsaid;
    words
}

/// Writes them as resources, each no longer than the standard lets it be.
pub(super) fn write(words: &MediaWords) -> Vec<u8> {
    let mut data = Vec::new();
    let mut put = |record: u8, number: u8, value: &str, most: usize| {
        let mut end = value.len().min(most);
        while !value.is_char_boundary(end) {
            end -= 1;
        }
        if end > 0 {
            data.extend([0x1c, record, number]);
            data.extend((end as u16).to_be_bytes());
            data.extend(&value.as_bytes()[..end]);
        }
    };
    put(1, 90, "\x1b%G", 32);
    // The version of the model is 4 (2:00, two bytes).
    put(2, 0, "\0\x04", 2);
    for keyword in &words.keywords {
        put(2, 25, keyword, 64);
    }
    put(2, 40, &words.instructions, 256);
    put(2, 55, &words.taken.replace('-', ""), 8);
    put(2, 80, &words.creator, 32);
    put(2, 90, &words.city, 32);
    put(2, 101, &words.country, 64);
    put(2, 110, &words.credit, 32);
    put(2, 116, &words.copyright, 128);
    put(2, 120, &words.caption, 2_000);
    let mut out = b"8BIM".to_vec();
    out.extend(RESOURCE.to_be_bytes());
    out.extend([0, 0]);
    out.extend((data.len() as u32).to_be_bytes());
    out.extend(&data);
    if data.len() % 2 == 1 {
        out.push(0);
    }
    out
}

/// The resource with the words.
fn resource(mut rest: &[u8]) -> Option<&[u8]> {
    loop {
        let after = rest.strip_prefix(b"8BIM")?;
        let kind = u16::from_be_bytes([*after.first()?, *after.get(1)?]);
        // A name with its length before it, filled to an even count.
        let name = 1 + usize::from(*after.get(2)?);
        let after = after.get(2 + name + name % 2..)?;
        let length = u32::from_be_bytes(after.get(..4)?.try_into().ok()?) as usize;
        let content = after.get(4..)?.get(..length)?;
        if kind == RESOURCE {
            return Some(content);
        }
        rest = after.get(4 + length + length % 2..)?;
    }
}

/// The datasets: record, number, value (IIM 4.2, 1.5). Those longer than 32 KB have no place in a picture.
fn datasets(data: &[u8]) -> impl Iterator<Item = (u8, u8, &[u8])> {
    let mut rest = data;
    std::iter::from_fn(move || {
        let &[0x1c, record, number, high, low, ref after @ ..] = rest else { return None };
        let length = usize::from(u16::from_be_bytes([high, low]));
        let value = after.get(..length)?;
        rest = &after[length..];
        Some((record, number, value))
    })
}
