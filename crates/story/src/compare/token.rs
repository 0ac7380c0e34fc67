//! What are the words of a text, for comparing?
//!
//! Invariants:
//! - white space makes no token, so how a text is spaced or wrapped makes no difference;
//! - every token knows the bytes it came from, so what is shown is always as it was written;
//! - two tokens are the same word exactly if their ids are: quotes, dashes and ellipses have one form,
//!   text is in NFC, digits are ASCII, invisible characters are dropped.

use std::collections::HashMap;
use std::iter::Peekable;
use std::str::CharIndices;

use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};
use unicode_segmentation::UnicodeSegmentation;

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sort {
    /// Letters.
    Word,
    /// Begins with a digit.
    Number,
    /// Punctuation, a symbol, an emoji.
    Mark,
}

/// A word as the lexicon knows it.
#[derive(Clone, Debug)]
pub(crate) struct Word {
    /// Its normal form, in its own case.
    pub(crate) key: String,
    /// The same in lower case.
    pub(crate) lower: String,
    /// What it is made of.
    pub(crate) sort: Sort,
    /// How much it tells about which paragraph this is: 0 for marks, little for short words and numbers.
    pub(crate) weight: u32,
}

impl Word {
    /// Whether it begins with a capital letter.
    pub(crate) fn is_capital(&self) -> bool {
        self.key.chars().next().is_some_and(char::is_uppercase)
    }
}

/// A word where it stands: bytes `start..end` of its paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) word: u32,
}

/// The words of both states, each once.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lexicon {
    ids: HashMap<String, u32>,
    words: Vec<Word>,
}

impl Lexicon {
    /// The word behind an id of this lexicon.
    pub(crate) fn word(&self, id: u32) -> &Word {
        // An id is only ever made by `id_of`, which puts its word in.
        &self.words[id as usize]
    }

    /// All words, by id.
    pub(crate) fn words(&self) -> &[Word] {
        &self.words
    }

    fn id_of(&mut self, key: &str, sort: Sort) -> u32 {
        if let Some(id) = self.ids.get(key) {
            return *id;
        }
        let id = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
        let weight = match sort {
            Sort::Mark => 0,
            Sort::Number => 1,
            Sort::Word if key.chars().nth(3).is_some() => 2,
            Sort::Word => 1,
        };
        self.ids.insert(key.to_owned(), id);
        self.words.push(Word { lower: key.to_lowercase(), key: key.to_owned(), sort, weight });
        id
    }

    /// The tokens of a text in order.
    pub(crate) fn read(&mut self, text: &str) -> Vec<Token> {
        let mut tokens = Vec::with_capacity(text.len() / 5);
        let mut chars = text.char_indices().peekable();
        let mut key = String::new();
        while let Some((start, c)) = chars.next() {
            if c.is_whitespace() || c.is_control() || is_invisible(c) {
                continue;
            }
            key.clear();
            let (end, sort) = if c.is_alphanumeric() {
                let sort = if c.is_numeric() { Sort::Number } else { Sort::Word };
                (read_word(text, start, c, &mut chars, &mut key), sort)
            } else {
                (read_mark(text, start, c, &mut chars, &mut key), Sort::Mark)
            };
            if !key.is_ascii() && is_nfc_quick(key.chars()) != IsNormalized::Yes {
                key = key.nfc().collect();
            }
            tokens.push(Token { start, end, word: self.id_of(&key, sort) });
        }
        tokens
    }
}

fn read_word(
    text: &str,
    start: usize,
    first: char,
    chars: &mut Peekable<CharIndices<'_>>,
    key: &mut String,
) -> usize {
    key.push(ascii_digit(first));
    let mut end = start + first.len_utf8();
    let mut last = first;
    if stands_alone(first) {
        return end;
    }
    while let Some((at, c)) = chars.peek().copied() {
        let after = || text[at + c.len_utf8()..].chars().next();
        let joins = if c.is_alphanumeric() {
            !stands_alone(c)
        } else if matches!(c, '\'' | '’' | 'ʼ') {
            last.is_alphabetic() && after().is_some_and(char::is_alphabetic)
        } else if matches!(c, '.' | ',' | '٫' | '٬') {
            last.is_numeric() && after().is_some_and(char::is_numeric)
        } else {
            is_combining_mark(c) || is_joiner(c) || is_invisible(c)
        };
        if !joins {
            break;
        }
        chars.next();
        end = at + c.len_utf8();
        match c {
            '’' | 'ʼ' => key.push('\''),
            '٫' => key.push('.'),
            '٬' => key.push(','),
            c if is_invisible(c) => continue,
            c => key.push(ascii_digit(c)),
        }
        last = c;
    }
    end
}

fn read_mark(
    text: &str,
    start: usize,
    first: char,
    chars: &mut Peekable<CharIndices<'_>>,
    key: &mut String,
) -> usize {
    let mut end = start + first.len_utf8();
    let mut take_while = |same: fn(char) -> bool, end: &mut usize| {
        while let Some((at, c)) = chars.next_if(|(_, c)| same(*c)) {
            *end = at + c.len_utf8();
        }
    };
    match first {
        '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '″' => key.push('"'),
        '\'' | '‘' | '’' | '‚' | '‛' | '′' | '`' | '‹' | '›' | 'ʼ' => key.push('\''),
        c if is_dash(c) => {
            take_while(is_dash, &mut end);
            key.push('-');
        }
        '.' | '…' => {
            take_while(|c| matches!(c, '.' | '…'), &mut end);
            key.push_str(if end - start > 1 { "..." } else { "." });
        }
        c if c.is_ascii() => key.push(c),
        c => {
            // A symbol may be of several characters (a flag, a family of emoji): it stays whole.
            let cluster = text[start..].graphemes(true).next().unwrap_or_default();
            if cluster.is_empty() {
                key.push(c)
            } else {
                key.push_str(cluster)
            }
            end = end.max(start + cluster.len());
            while chars.next_if(|(at, _)| *at < end).is_some() {}
        }
    }
    end
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑' | '‒' | '–' | '—' | '―' | '−')
}

/// Characters that show nothing: soft hyphen, zero-width space, direction marks, tatweel.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'
        | '\u{2066}'..='\u{2069}' | '\u{FEFF}' | '\u{61C}' | '\u{640}')
}

fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200C}' | '\u{200D}' | '\u{FE00}'..='\u{FE0F}')
}

/// Scripts written without spaces are compared character by character.
fn stands_alone(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

fn ascii_digit(c: char) -> char {
    let digit = match c {
        '\u{660}'..='\u{669}' => u32::from(c) - 0x660,
        '\u{6F0}'..='\u{6F9}' => u32::from(c) - 0x6F0,
        _ => return c,
    };
    char::from_digit(digit, 10).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Vec<String> {
        let mut lexicon = Lexicon::default();
        lexicon.read(text).iter().map(|t| lexicon.word(t.word).key.clone()).collect()
    }

    #[test]
    fn typography_and_spacing_make_no_difference() {
        for (one, other) in [
            ("“Yes,” he said", "\"Yes,\"  he\u{A0}said"),
            ("the road—closed", "the road -- closed"),
            ("wait… now", "wait ... now"),
            ("cafe\u{301}", "café"),
            ("it’s", "it's"),
            ("٢٠٢٦", "2026"),
            ("co\u{AD}operate", "cooperate"),
            ("«Да»", "“Да”"),
        ] {
            assert_eq!(keys(one), keys(other), "{one} / {other}");
        }
    }

    #[test]
    fn a_number_and_a_name_with_an_apostrophe_are_one_word() {
        assert_eq!(keys("1,250.5 dollars, O'Hara's"), ["1,250.5", "dollars", ",", "O'Hara's"]);
        assert_eq!(keys("12-year-old"), ["12", "-", "year", "-", "old"]);
        assert_eq!(keys("新华社"), ["新", "华", "社"]);
        assert_eq!(keys("👩‍👩‍👧!🇺🇳"), ["👩‍👩‍👧", "!", "🇺🇳"]);
    }

    #[test]
    fn every_token_is_a_slice_of_its_text() {
        let text = "Über 3,5 % – „gut“, sagt’s\u{200F} مرحبا ١٢ 👍🏽";
        let mut lexicon = Lexicon::default();
        let mut last = 0;
        for token in lexicon.read(text) {
            assert!(
                token.start >= last && token.end > token.start && text.get(token.start..token.end).is_some()
            );
            last = token.end;
        }
    }
}
