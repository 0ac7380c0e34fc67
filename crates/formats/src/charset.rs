//! Which characters do these bytes stand for?
//!
//! A byte order mark decides, then an XML declaration, then UTF-8 if it is valid, then Windows-1252, which
//! takes every byte (WHATWG Encoding).

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// Decodes a file; never fails.
pub(crate) fn decode(bytes: &[u8]) -> String {
    if let Some(text) = utf_32(bytes) {
        return text;
    }
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned();
    }
    if let Some(table) = label(bytes).as_deref().and_then(code_page) {
        return match table {
            oem_cp::code_table_type::TableType::Complete(table) => {
                oem_cp::decode_string_complete_table(bytes, table)
            }
            oem_cp::code_table_type::TableType::Incomplete(table) => {
                oem_cp::decode_string_incomplete_table_lossy(bytes, table)
            }
        };
    }
    let encoding = match bytes {
        [0, b'<', ..] | [0, b'{', ..] => UTF_16BE,
        [b'<', 0, ..] | [b'{', 0, ..] => UTF_16LE,
        _ => declared(bytes)
            .filter(|encoding| !(*encoding == UTF_16LE || *encoding == UTF_16BE))
            .unwrap_or(UTF_8),
    };
    let (text, _, is_damaged) = encoding.decode(bytes);
    if is_damaged && encoding == UTF_8 {
        return WINDOWS_1252.decode(bytes).0.into_owned();
    }
    text.into_owned()
}

/// The name of the encoding in an XML declaration, in lower case.
fn label(bytes: &[u8]) -> Option<String> {
    let head = &bytes[..bytes.len().min(400)];
    let head = String::from_utf8_lossy(head);
    let declaration = head.trim_start().strip_prefix("<?xml")?.split("?>").next()?;
    let value = declaration.split("encoding").nth(1)?.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    Some(value.get(1..)?.split(quote).next()?.trim().to_ascii_lowercase())
}

fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let label = label(bytes)?;
    let usual = match label.replace('_', "-").as_str() {
        "maccyrillic" | "mac-cyrillic" => "x-mac-cyrillic".to_owned(),
        "macroman" | "mac-roman" | "maciceland" => "macintosh".to_owned(),
        "ms-cyrl" => "windows-1251".to_owned(),
        other => other.to_owned(),
    };
    Encoding::for_label(label.as_bytes()).or_else(|| Encoding::for_label(usual.as_bytes()))
}

/// The table of a code page of DOS, by any of its names: `cp850`, `ibm850`, `850`, `cspc850multilingual`.
fn code_page(label: &str) -> Option<&'static oem_cp::code_table_type::TableType> {
    if Encoding::for_label(label.as_bytes()).is_some() {
        return None;
    }
    let digits = label.find(|c: char| c.is_ascii_digit())?;
    let (name, number) = label.split_at(digits);
    let end = number.find(|c: char| !c.is_ascii_digit()).unwrap_or(number.len());
    let number = number.get(..end)?;
    let is_page = matches!(
        name,
        "" | "cp" | "cp-" | "cp_" | "ibm" | "ibm-" | "csibm" | "cspc" | "cspcp" | "cspc8codepage"
    );
    let number =
        if name == "cspc" && number.starts_with('8') && number.len() > 3 { number.get(1..)? } else { number };
    if !is_page {
        return None;
    }
    oem_cp::code_table::DECODING_TABLE_CP_MAP.get(&number.parse().ok()?)
}

/// UTF-32, which no browser reads but some feeds are written in.
fn utf_32(bytes: &[u8]) -> Option<String> {
    let (is_little, skip) = match bytes {
        [0xff, 0xfe, 0, 0, ..] => (true, 4),
        [0, 0, 0xfe, 0xff, ..] => (false, 4),
        [b'<', 0, 0, 0, ..] => (true, 0),
        [0, 0, 0, b'<', ..] => (false, 0),
        _ => return None,
    };
    let text = bytes[skip..]
        .chunks_exact(4)
        .map(|unit| {
            let unit = [unit[0], unit[1], unit[2], unit[3]];
            let code = if is_little { u32::from_le_bytes(unit) } else { u32::from_be_bytes(unit) };
            char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)
        })
        .collect();
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_read_as_they_were_meant() {
        for (bytes, text) in [
            (&b"\xef\xbb\xbf<a>\xc3\xa9"[..], "<a>é"),
            (
                b"<?xml version='1.0' encoding='iso-8859-1'?><a>\xe9",
                "<?xml version='1.0' encoding='iso-8859-1'?><a>é",
            ),
            (b"<a>\xe9</a>", "<a>é</a>"),
            (b"<\0a\0>\0", "<a>"),
            (b"\xfe\xff\0<\0a", "<a"),
            (b"<\0\0\0a\0\0\0", "<a"),
            ("<a>привет".as_bytes(), "<a>привет"),
        ] {
            assert_eq!(decode(bytes), text);
        }
    }
}
