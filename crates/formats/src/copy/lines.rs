//! How does text from any keyboard, clipboard or file become clean lines?

use std::borrow::Cow;

/// One line, trimmed, with its number from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line<'a> {
    pub number: usize,
    pub text: &'a str,
    /// Whether white space stood before the text.
    pub indented: bool,
}

/// Takes away a byte order mark and control characters and makes every kind of line end one `\n`.
pub(super) fn plain_lines(source: &str) -> Cow<'_, str> {
    let is_odd = |c: char| c.is_control() && c != '\n' || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}');
    if !source.contains(is_odd) {
        return Cow::Borrowed(source);
    }
    let mut out = String::with_capacity(source.len());
    let mut chars = source.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' => {
                chars.next_if_eq(&'\n');
                out.push('\n');
            }
            '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push('\n'),
            '\t' => out.push(' '),
            '\u{feff}' => {}
            c if c.is_control() && c != '\n' => {}
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

pub(super) fn lines(source: &str) -> Vec<Line<'_>> {
    source
        .split('\n')
        .zip(1..)
        .map(|(line, number)| {
            let text = line.trim_start();
            Line { number, indented: text.len() < line.len(), text: trim_line(text) }
        })
        .collect()
}

/// Trims the end, but keeps a space behind a backslash.
fn trim_line(line: &str) -> &str {
    let trimmed = line.trim_end();
    let slashes = trimmed.chars().rev().take_while(|c| *c == '\\').count();
    match line[trimmed.len()..].chars().next() {
        Some(space) if slashes % 2 == 1 => &line[..trimmed.len() + space.len_utf8()],
        _ => trimmed,
    }
}
