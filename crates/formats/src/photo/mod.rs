//! What does a picture say of itself, and how is it made to say it?
//!
//! The fields are those of the IPTC Photo Metadata Standard 2023.1, which stand in a file up to three times: as XMP
//! (ISO 16684-1), as IPTC-IIM 4.2 and, a few of them, as Exif 3.0 (the camera's). Where they differ XMP is believed before IIM
//! and both before Exif, as the Metadata Working Group's guidance has it (2.0, section 5). Nothing else is read, least of all
//! the place that Exif tells in degrees.

mod exif;
mod file;
mod iim;
mod xmp;

use story::{DigitalSource, MediaWords};

/// Where IPTC's words for [`DigitalSource`] stand.
const SOURCE_TYPES: &str = "http://cv.iptc.org/newscodes/digitalsourcetype/";
/// The most letters of a field.
const LONGEST: usize = 2_000;
/// The most keywords.
const MOST_KEYWORDS: usize = 50;

/// Reads the words of a JPEG, PNG or WebP file, as far as they can be read; other files have none.
pub fn read(bytes: &[u8]) -> MediaWords {
    let blocks = file::blocks(bytes);
    let mut words = MediaWords::default();
    // The most believed first: a later one only fills what is empty.
    if let Some(packet) = &blocks.xmp {
        fill(&mut words, xmp::read(packet));
    }
    fill(&mut words, iim::read(&blocks.photoshop));
    if let Some(tiff) = blocks.exif {
        fill(&mut words, exif::read(tiff));
    }
    words
}

/// Writes words into a JPEG that has none, as XMP and as IIM, with the terms under which it may be used (Rights Usage Terms);
/// another file is left as it is.
pub fn write(jpeg: &[u8], words: &MediaWords, terms: &str) -> Vec<u8> {
    file::with(jpeg, &xmp::write(words, terms), &iim::write(words))
}

fn fill(words: &mut MediaWords, from: MediaWords) {
    let pairs = [
        (&mut words.caption, from.caption),
        (&mut words.alt, from.alt),
        (&mut words.credit, from.credit),
        (&mut words.creator, from.creator),
        (&mut words.copyright, from.copyright),
        (&mut words.city, from.city),
        (&mut words.country, from.country),
        (&mut words.taken, from.taken),
        (&mut words.instructions, from.instructions),
    ];
    for (own, other) in pairs {
        if own.is_empty() {
            *own = clean(&other);
        }
    }
    words.taken = day(&words.taken);
    if words.keywords.is_empty() {
        let all = from.keywords.iter().map(|word| clean(word)).filter(|word| !word.is_empty());
        words.keywords = all.take(MOST_KEYWORDS).collect();
    }
    if words.source_type == DigitalSource::Unsaid {
        words.source_type = from.source_type;
    }
}

/// On one line, without what cannot be seen, and no longer than a field may be.
fn clean(text: &str) -> String {
    let shown: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let line = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    line.chars().take(LONGEST).collect::<String>().trim_end().to_owned()
}

/// `2026-11-30` of what stands for it in the three: `2026-11-30T12:00`, `20261130`, `2026:11:30 12:00:00`; empty for no day.
fn day(text: &str) -> String {
    let digits: String = text.chars().take(10).filter(char::is_ascii_digit).take(8).collect();
    let parts = (digits.get(..4), digits.get(4..6), digits.get(6..8));
    let (Some(year), Some(month), Some(day)) = parts else { return String::new() };
    let written = format!("{year}-{month}-{day}");
    if written.parse::<jiff::civil::Date>().is_ok() { written } else { String::new() }
}
