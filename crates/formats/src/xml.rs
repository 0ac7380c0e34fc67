//! Text that may stand in XML.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Whether a character may stand in XML 1.0 (section 2.2, Char).
fn is_allowed(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

/// Escapes text for an element's content; what XML cannot hold is left out.
pub(crate) fn escape(text: &str) -> Cow<'_, str> {
    escaped(text, false)
}

/// Escapes text for an attribute's value.
pub(crate) fn attribute(text: &str) -> Cow<'_, str> {
    escaped(text, true)
}

fn escaped(text: &str, is_attribute: bool) -> Cow<'_, str> {
    if text.chars().all(|c| is_allowed(c) && !matches!(c, '&' | '<' | '>' | '"' | '\'' | '\r' | '\n' | '\t'))
    {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars().filter(|c| is_allowed(*c)) {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\r' => out.push_str("&#13;"),
            // In an attribute they would be read as spaces (XML 1.0 section 3.3.3).
            '\n' if is_attribute => out.push_str("&#10;"),
            '\t' if is_attribute => out.push_str("&#9;"),
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// Writes `<name>text</name>` on a line of its own.
pub(crate) fn element(out: &mut String, name: &str, text: &str) {
    let _ = writeln!(out, "<{name}>{}</{name}>", escape(text));
}

/// Writes an element, if there is something to say.
pub(crate) fn optional(out: &mut String, name: &str, text: Option<&str>) {
    if let Some(text) = text.filter(|text| !text.is_empty()) {
        element(out, name, text);
    }
}

/// Writes `<name a="b">` or, if it is empty, `<name a="b"/>`; attributes that say nothing are left out.
pub(crate) fn tag(out: &mut String, name: &str, attributes: &[(&str, &str)], is_empty: bool) {
    out.push('<');
    out.push_str(name);
    for (key, value) in attributes.iter().filter(|(_, value)| !value.is_empty()) {
        let _ = write!(out, " {key}=\"{}\"", attribute(value));
    }
    out.push_str(if is_empty { "/>\n" } else { ">" });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_cannot_hold_is_left_out_and_the_rest_is_escaped() {
        assert_eq!(escape("a\u{0}b\u{b}c\u{fffe}d"), "abcd");
        assert_eq!(escape("<b a=\"1\">]]>&'"), "&lt;b a=&quot;1&quot;&gt;]]&gt;&amp;&#39;");
        assert_eq!(escape("Привет 🌊"), "Привет 🌊");
    }
}
