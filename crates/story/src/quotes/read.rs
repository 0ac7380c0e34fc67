//! The words of a paragraph, and what stands in quotation marks.

use std::ops::Range;

/// A piece of a paragraph outside of quotation marks, or a quotation as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// A word.
    Word(&'a str),
    /// A mark; of several only the first.
    Mark(char),
    /// The quotation of that place.
    Quote(usize),
}

/// The tokens of a text, and the bytes of its quotations without their marks.
pub(super) fn read(text: &str) -> (Vec<Token<'_>>, Vec<Range<usize>>) {
    let mut tokens = Vec::new();
    let mut spans: Vec<Range<usize>> = Vec::new();
    let mut open: Option<(char, usize)> = None;
    let mut word: Option<usize> = None;
    for (at, c) in text.char_indices() {
        if let Some((closing, start)) = open {
            if c == closing {
                spans.push(start..at);
                open = None;
            }
            continue;
        }
        let is_inner = matches!(c, '\'' | '’' | '-' | '‑' | '.')
            && word.is_some()
            && text[at + c.len_utf8()..].chars().next().is_some_and(char::is_alphanumeric);
        if c.is_alphanumeric() || is_inner {
            word.get_or_insert(at);
            continue;
        }
        if let Some(start) = word.take() {
            tokens.push(Token::Word(&text[start..at]));
        }
        let closing = match c {
            '“' => Some('”'),
            '«' => Some('»'),
            '„' => Some('“'),
            '"' => Some('"'),
            _ => None,
        };
        match closing {
            Some(closing) => {
                tokens.push(Token::Quote(spans.len()));
                open = Some((closing, at + c.len_utf8()));
            }
            None if c.is_whitespace() => {}
            None => tokens.push(Token::Mark(c)),
        }
    }
    if let Some(start) = word {
        tokens.push(Token::Word(&text[start..]));
    }
    // A quotation that goes on in the next paragraph is not closed in this one.
    if let Some((_, start)) = open {
        spans.push(start..text.len());
    }
    (tokens, spans)
}
