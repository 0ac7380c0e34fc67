//! Text for wires that carry Latin-1 and no more: what goes through, what is written otherwise.
//!
//! Source: ISO 8859-1. Typographic signs become what teleprinters used; letters of other alphabets are transliterated.

use crate::field::Field;
use crate::format::Loss;

/// Text in Latin-1, with line breaks and tabs as spaces; what was written otherwise is told as a loss of `field`.
pub(crate) fn latin(text: &str, item: &str, field: Field, losses: &mut Vec<Loss>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut changed: Vec<char> = Vec::new();
    for c in text.chars() {
        match c {
            '\t' | '\n' | '\r' | '\u{a0}' | '\u{2009}' | '\u{202f}' => out.push(' '),
            // Controls steer the line and never stand in a text.
            c if (c as u32) < 32 || (127..160).contains(&(c as u32)) => {}
            '“' | '”' | '„' | '«' | '»' if c as u32 > 255 => out.push('"'),
            '‘' | '’' | '‚' => out.push('\''),
            '–' | '‑' | '‒' => out.push('-'),
            '—' | '―' => out.push_str("--"),
            '…' => out.push_str("..."),
            '€' => out.push_str("EUR"),
            c if (c as u32) < 256 => out.push(c),
            c => {
                let plain = crate::transliterate(&c.to_string());
                let is_latin = !plain.is_empty() && plain.chars().all(|c| (c as u32) < 256);
                out.push_str(if is_latin { &plain } else { "?" });
                if !changed.contains(&c) && changed.len() < 8 {
                    changed.push(c);
                }
            }
        }
    }
    if !changed.is_empty() {
        let signs: String = changed.iter().collect();
        losses.push(Loss {
            item: item.to_owned(),
            field,
            what: format!("“{signs}” has no place in Latin-1 and was written otherwise"),
        });
    }
    out
}

/// Latin-1 as bytes.
pub(crate) fn bytes(text: &str) -> impl Iterator<Item = u8> + '_ {
    text.chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?'))
}

/// Bytes of a wire as text: UTF-8 where it is that, else Windows-1252, which holds all of Latin-1.
pub(crate) fn read(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
    }
}

/// Breaks a text into lines of at most so many characters, at spaces.
pub(crate) fn wrapped(text: &str, first: &str, most: usize) -> Vec<String> {
    let (mut lines, mut line) = (Vec::new(), first.to_owned());
    let mut is_start = true;
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        if !is_start && line.chars().count() + 1 + word.chars().count() > most {
            lines.push(std::mem::take(&mut line));
            is_start = true;
        }
        if !is_start {
            line.push(' ');
        }
        line.push_str(word);
        is_start = false;
    }
    if !line.trim().is_empty() {
        lines.push(line);
    }
    lines
}

/// How many words a body has.
pub(crate) fn words(body: &[story::Paragraph]) -> usize {
    body.iter().map(|paragraph| paragraph.text.as_plain().split_whitespace().count()).sum()
}
