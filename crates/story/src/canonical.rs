//! The canonical form of what is recorded: JSON by RFC 8785 (JSON Canonicalization Scheme).
//!
//! Our records hold no fractions, so numbers are integers and print as they are; keys are sorted by
//! their UTF-16 code units (RFC 8785 section 3.2.3) and strings escape only what JSON must.
//! `docs/record.md` specifies what is hashed, with test vectors.

use serde_json::Value;

use crate::Revision;

/// The number of the record's format, in front of everything that is hashed.
pub const FORMAT: u8 = 1;

/// Writes a value by RFC 8785. Numbers that are not integers have no place in a record; they are written
/// as `serde_json` writes them.
pub fn canonical_json(value: &Value) -> String {
    let mut out = String::new();
    write(value, &mut out);
    out
}

fn write(value: &Value, out: &mut String) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(true) => out.push_str("true"),
        Value::Bool(false) => out.push_str("false"),
        Value::Number(number) => out.push_str(&number.to_string()),
        Value::String(text) => write_string(text, out),
        Value::Array(items) => {
            out.push('[');
            for (i, item) in items.iter().enumerate() {
                if i > 0 {
                    out.push(',');
                }
                write(item, out);
            }
            out.push(']');
        }
        Value::Object(map) => {
            let mut keys: Vec<&String> = map.keys().collect();
            keys.sort_by(|a, b| a.encode_utf16().cmp(b.encode_utf16()));
            out.push('{');
            for (i, key) in keys.into_iter().enumerate() {
                if i > 0 {
                    out.push(',');
                }
                write_string(key, out);
                out.push(':');
                write(&map[key], out);
            }
            out.push('}');
        }
    }
}

fn write_string(text: &str, out: &mut String) {
    use std::fmt::Write as _;
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\u{8}' => out.push_str("\\b"),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\u{c}' => out.push_str("\\f"),
            '\r' => out.push_str("\\r"),
            c if c < ' ' => {
                let _ = write!(out, "\\u{:04x}", c as u32);
            }
            c => out.push(c),
        }
    }
    out.push('"');
}

/// What of a revision anyone may see, canonically: all but its senders, what they answered, the editors' note and
/// the embargo.
pub fn canonical_public(revision: &Revision) -> String {
    let mut value = serde_json::to_value(revision).unwrap_or_default();
    if let Value::Object(map) = &mut value {
        for own in ["sent_by", "answers", "seconded_by"] {
            map.remove(own);
        }
        map.insert("sent_at".to_owned(), revision.sent_at.as_microsecond().into());
        if let Some(Value::Object(content)) = map.get_mut("content") {
            content.retain(|key, _| !HOUSE_ONLY.contains(&key.as_str()));
        }
    }
    canonical_json(&value)
}

/// What of a revision only the house may see, canonically: its senders, what they answered, the editors' note and
/// the embargo. What is empty does not stand there.
pub fn canonical_house(revision: &Revision) -> String {
    let mut value = serde_json::to_value(&revision.content).unwrap_or_default();
    if let Value::Object(map) = &mut value {
        map.retain(|key, _| HOUSE_ONLY.contains(&key.as_str()));
        map.insert("sent_by".to_owned(), revision.sent_by.to_string().into());
        if !revision.answers.is_empty() {
            map.insert("answers".to_owned(), serde_json::to_value(&revision.answers).unwrap_or_default());
        }
        if let Some(second) = revision.seconded_by {
            map.insert("seconded_by".to_owned(), second.to_string().into());
        }
    }
    canonical_json(&value)
}

/// The fields of a revision's content that are never published.
const HOUSE_ONLY: [&str; 2] = ["note", "embargo"];

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    /// The sorting example of RFC 8785 section 3.2.3.
    #[test]
    fn keys_are_sorted_by_utf_16_code_units() {
        let value = json!({
            "\u{20ac}": "Euro Sign", "\r": "Carriage Return", "\u{fb33}": "Hebrew Letter Dalet With Dagesh",
            "1": "One", "\u{1f600}": "Emoji: Grinning Face", "\u{80}": "Control", "\u{f6}": "Latin Small Letter O With Diaeresis",
        });
        let written = canonical_json(&value);
        let order = ["Carriage", "One", "Control", "Latin", "Euro", "Emoji", "Hebrew"];
        let places: Vec<_> = order.iter().map(|word| written.find(word)).collect();
        assert!(places.is_sorted() && places.iter().all(Option::is_some), "{written}");
    }

    #[test]
    fn strings_escape_only_what_json_must() {
        assert_eq!(canonical_json(&json!("\u{20ac}$\u{f}\nA'B\"\\/")), "\"\u{20ac}$\\u000f\\nA'B\\\"\\\\/\"");
    }

    #[test]
    fn the_editors_note_is_not_in_the_public_form() {
        let mut content = crate::Content::new(crate::Language::english(), "x", "X");
        content.note = Some("call the mayor".into());
        let revision = Revision {
            story: crate::StoryId::new(jiff::Timestamp::UNIX_EPOCH),
            number: crate::RevisionNumber(0),
            kind: crate::Kind::New,
            updates: 0,
            content,
            advisory: None,
            changes: Vec::new(),
            sent_at: jiff::Timestamp::UNIX_EPOCH,
            sent_by: crate::StaffId::new(jiff::Timestamp::UNIX_EPOCH),
            answers: Vec::new(),
            seconded_by: None,
        };
        let public = canonical_public(&revision);
        assert!(!public.contains("mayor") && !public.contains(&revision.sent_by.to_string()), "{public}");
        assert!(canonical_house(&revision).contains(r#""note":"call the mayor""#));
    }

    proptest! {
        #[test]
        fn a_canonical_string_reads_back(text in any::<String>()) {
            let value = Value::String(text);
            prop_assert_eq!(serde_json::from_str::<Value>(&canonical_json(&value)).unwrap(), value);
        }
    }
}
