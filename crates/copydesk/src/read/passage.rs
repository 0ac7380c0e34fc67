//! A piece of text as the checks read it: words, sentences, what stands in quotation marks.

use std::ops::Range;
use std::sync::OnceLock;

use super::dates::Mention;
use super::numbers::Number;

/// A word or a number with all that belongs to it (`twenty-one`, `Tessa’s`, `1,234.5`).
#[derive(Clone, Debug)]
pub struct Word {
    /// The first byte.
    pub start: usize,
    /// The byte behind the last.
    pub end: usize,
    /// In lower case, apostrophes straight, a possessive `'s` left off.
    pub lower: String,
    /// Whether it begins with a capital.
    pub is_capital: bool,
    /// Whether it is written in capitals alone (two letters or more).
    pub is_upper: bool,
    /// Whether it begins with a digit.
    pub is_numeral: bool,
}

/// A text, read.
#[derive(Clone, Debug, Default)]
pub struct Passage {
    /// The characters.
    pub text: String,
    /// Its words in order.
    pub words: Vec<Word>,
    /// Its sentences, as ranges of words.
    pub sentences: Vec<Range<usize>>,
    /// What stands inside quotation marks, as ranges of bytes without the marks.
    pub quoted: Vec<Range<usize>>,
    /// Its numbers, read when they are first asked for.
    pub(super) numbers: OnceLock<Vec<Number>>,
    /// Its dates, likewise.
    pub(super) dates: OnceLock<Vec<Mention>>,
}

/// Abbreviations whose full stop ends no sentence.
const ABBREVIATIONS: &[&str] = &[
    "mr", "mrs", "ms", "dr", "prof", "gen", "col", "lt", "sgt", "capt", "gov", "sen", "rep", "rev", "st",
    "jr", "sr", "no", "vs", "jan", "feb", "mar", "apr", "aug", "sept", "sep", "oct", "nov", "dec", "inc",
    "ltd", "co", "corp", "a.m", "p.m", "u.s", "u.k", "u.n", "e.g", "i.e", "etc", "approx", "ft", "in", "mi",
    "km", "fig", "op", "al", "ave", "ca",
];

impl Passage {
    /// Reads a text.
    pub fn read(text: &str) -> Passage {
        let words = words(text);
        let sentences = sentences(text, &words);
        Passage { quoted: quoted(text), text: text.to_owned(), words, sentences, ..Passage::default() }
    }

    /// The characters of a word.
    pub fn word(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |word| &self.text[word.start..word.end])
    }

    /// A word in lower case; empty where there is none.
    pub fn lower(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |word| word.lower.as_str())
    }

    /// The characters between a word and the next; to the end behind the last.
    pub fn gap(&self, at: usize) -> &str {
        let from = self.words.get(at).map_or(0, |word| word.end);
        let to = self.words.get(at + 1).map_or(self.text.len(), |word| word.start);
        self.text.get(from..to).unwrap_or_default()
    }

    /// The characters in front of a word, back to the one before.
    pub fn before(&self, at: usize) -> &str {
        let from = if at == 0 { 0 } else { self.words[at - 1].end };
        self.words.get(at).map_or("", |word| &self.text[from..word.start])
    }

    /// The bytes of some words.
    pub fn span(&self, words: Range<usize>) -> Range<usize> {
        match (self.words.get(words.start), self.words.get(words.end.saturating_sub(1))) {
            (Some(first), Some(last)) => first.start..last.end.max(first.end),
            _ => 0..0,
        }
    }

    /// Whether a byte stands inside quotation marks.
    pub fn is_quoted(&self, byte: usize) -> bool {
        self.quoted.iter().any(|range| range.contains(&byte))
    }

    /// The sentence in which a word stands, as a range of words.
    pub fn sentence_of(&self, word: usize) -> Range<usize> {
        self.sentences.iter().find(|range| range.contains(&word)).cloned().unwrap_or(0..self.words.len())
    }

    /// Whether some words follow each other from a place, in lower case.
    pub fn has_at(&self, at: usize, wanted: &[&str]) -> bool {
        wanted.iter().enumerate().all(|(step, word)| self.lower(at + step) == *word)
    }

    /// Whether one of some words stands in a range of words.
    pub fn has_any(&self, range: Range<usize>, wanted: &[&str]) -> bool {
        range.into_iter().any(|at| wanted.contains(&self.lower(at)))
    }
}

fn is_inner(text: &str, at: usize, c: char, next: Option<char>) -> bool {
    let before = text[..at].chars().next_back();
    let (Some(before), Some(next)) = (before, next) else { return false };
    match c {
        '\'' | '’' => before.is_alphanumeric() && next.is_alphabetic(),
        '-' => before.is_alphanumeric() && next.is_alphanumeric(),
        '.' | ',' => {
            before.is_ascii_digit() && next.is_ascii_digit()
                || c == '.' && before.is_alphabetic() && next.is_alphabetic() && is_initials(text, at)
        }
        _ => false,
    }
}

/// Whether a full stop stands between single letters, as in `U.S.` or `a.m.`
fn is_initials(text: &str, at: usize) -> bool {
    let mut back = text[..at].chars().rev();
    let _ = back.next();
    let single_before = back.next().is_none_or(|c| !c.is_alphanumeric());
    let mut ahead = text[at + 1..].chars();
    let _ = ahead.next();
    let single_after = ahead.next().is_none_or(|c| !c.is_alphanumeric());
    single_before && single_after
}

fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut start = None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, c)| *c);
        let is_part = c.is_alphanumeric()
            || start.is_some() && (is_inner(text, at, c, next) || is_mark(c))
            || start.is_none() && is_mark(c) && next.is_some_and(char::is_alphabetic);
        match (is_part, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                words.push(word(text, from, at));
                start = None;
            }
            _ => {}
        }
    }
    if let Some(from) = start {
        words.push(word(text, from, text.len()));
    }
    words
}

/// Combining marks belong to the letter before them.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{670}')
}

fn word(text: &str, start: usize, end: usize) -> Word {
    let written = &text[start..end];
    let lower = written.to_lowercase().replace('’', "'");
    let lower = lower.strip_suffix("'s").map_or(lower.clone(), str::to_owned);
    let letters = written.chars().filter(|c| c.is_alphabetic()).count();
    Word {
        start,
        end,
        is_capital: written.chars().next().is_some_and(char::is_uppercase),
        is_upper: letters > 1
            && written.chars().any(char::is_uppercase)
            && written.chars().all(|c| !c.is_lowercase()),
        is_numeral: written.starts_with(|c: char| c.is_ascii_digit()),
        lower,
    }
}

fn sentences(text: &str, words: &[Word]) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut from = 0;
    for (at, word) in words.iter().enumerate() {
        let Some(next) = words.get(at + 1) else { break };
        let between = &text[word.end..next.start];
        let Some(mark) = between.find(['.', '!', '?', '…', '؟', '。']) else { continue };
        let is_stop = between[mark..].starts_with('.');
        let space_after = between[mark..].contains(char::is_whitespace);
        let is_abbreviation = is_stop
            && (ABBREVIATIONS.contains(&word.lower.as_str())
                || word.end - word.start == 1 && word.is_capital);
        let starts_anew = next.is_capital
            || next.is_numeral
            || !text[next.start..].starts_with(char::is_lowercase)
            || between.contains(['“', '"', '«', '„']);
        let goes_on = is_abbreviation && !is_end_of_abbreviated(text, next);
        if space_after && starts_anew && !goes_on {
            out.push(from..at + 1);
            from = at + 1;
        }
    }
    if from < words.len() {
        out.push(from..words.len());
    }
    out
}

/// After `a.m.` or `U.S.` a sentence may end; a word that often begins one says so.
fn is_end_of_abbreviated(text: &str, next: &Word) -> bool {
    const OPENERS: &[&str] = &[
        "The",
        "A",
        "An",
        "It",
        "He",
        "She",
        "They",
        "But",
        "In",
        "On",
        "At",
        "This",
        "That",
        "Police",
        "Officials",
    ];
    OPENERS.contains(&&text[next.start..next.end])
}

/// What stands inside quotation marks. An opening mark without its end runs to the end of the text.
fn quoted(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut open: Option<(usize, char)> = None;
    for (at, c) in text.char_indices() {
        let after = at + c.len_utf8();
        match (open, c) {
            (None, '“' | '„' | '«') => open = Some((after, c)),
            (None, '"') if !is_inch(text, at) => open = Some((after, c)),
            (Some((from, '“')), '”') | (Some((from, '«')), '»') => {
                out.push(from..at);
                open = None;
            }
            (Some((from, '„')), '“' | '”') => {
                out.push(from..at);
                open = None;
            }
            (Some((from, '"')), '"') if !is_inch(text, at) => {
                out.push(from..at);
                open = None;
            }
            _ => {}
        }
    }
    out.extend(open.map(|(from, _)| from..text.len()));
    out
}

/// Whether a straight mark tells inches: right behind a digit, with no word before it in the same quotation.
pub fn is_inch(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back().is_some_and(|c| c.is_ascii_digit());
    let after = text[at + 1..].chars().next();
    before
        && after.is_none_or(|c| c.is_whitespace() || matches!(c, ',' | '.' | ';' | ')' | '-'))
        && text[..at]
            .match_indices('"')
            .filter(|(mark, _)| !text[..*mark].ends_with(|c: char| c.is_ascii_digit()))
            .count()
            % 2
            == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<String> {
        let passage = Passage::read(text);
        passage.sentences.iter().map(|range| passage.text[passage.span(range.clone())].to_owned()).collect()
    }

    #[test]
    fn words_keep_what_belongs_to_them() {
        let passage =
            Passage::read("Tessa’s twenty-one U.S. ships cost $1,234.5 — at 10 a.m., 54-year-old Lind said.");
        let words: Vec<_> = (0..passage.words.len()).map(|at| passage.word(at)).collect();
        assert_eq!(
            words,
            [
                "Tessa’s",
                "twenty-one",
                "U.S",
                "ships",
                "cost",
                "1,234.5",
                "at",
                "10",
                "a.m",
                "54-year-old",
                "Lind",
                "said"
            ]
        );
        assert_eq!(passage.lower(0), "tessa");
    }

    #[test]
    fn a_sentence_ends_at_its_stop_and_not_at_an_abbreviation() {
        assert_eq!(
            split("Mr. Lind left. He came back on Oct. 12 at 10 a.m. The rest stayed."),
            ["Mr. Lind left", "He came back on Oct. 12 at 10 a.m", "The rest stayed"]
        );
        assert_eq!(split("“We won.” She left."), ["We won", "She left"]);
    }

    #[test]
    fn quotations_are_found_in_every_style() {
        let inside = |text: &str| {
            let passage = Passage::read(text);
            passage.quoted.iter().map(|range| text[range.clone()].to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(inside("He said “yes” and \"no\" and «да» and „ja“."), ["yes", "no", "да", "ja"]);
        assert_eq!(inside("A 6\" nail and a \"plan\""), ["plan"]);
        assert_eq!(inside("She said “it goes on"), ["it goes on"]);
    }
}
