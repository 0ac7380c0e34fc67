//! How does text become words that can be found?
//!
//! Text is put into one spelling (composed, without vowel points, lengthening strokes and invisible
//! characters), cut at whatever is no letter or digit, put in lower case, stemmed by the rules of its language, and
//! stripped of accents last, because stemmers know their language's accents. Scripts that set no space
//! between words are cut into pairs of characters, each with the next; what is asked for in them is found as a phrase of
//! pairs. A story has the last character of a run alone too, so that one character finds every word that has it.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use tantivy::tokenizer::{
    AsciiFoldingFilter, Language as Stem, LowerCaser, RawTokenizer, Stemmer, TextAnalyzer, Token as Cut,
    TokenStream, Tokenizer, TokenizerManager,
};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

/// The languages whose words are stemmed, each with a pair of fields; all others share one pair in
/// which words are found as they are.
pub const LANGUAGES: [&str; 6] = ["en", "ru", "ar", "es", "fr", "de"];

/// The name of the analyser for words as they are.
pub(crate) const PLAIN: &str = "plain";

/// The name of the analyser for words as they are written.
pub(crate) const SPELT: &str = "spelt";

/// A longer run of letters is no word of any language here, in bytes.
const LONGEST_WORD: usize = 120;
/// How many words are remembered as they are read.
const REMEMBERED: usize = 4096;
/// Text is spelt in runs of about this many bytes at the most, where nothing parts it.
const LONGEST_PIECE: usize = 600;

/// All analysers of stories, by name: [`LANGUAGES`] and [`PLAIN`].
pub(crate) fn analysers() -> TokenizerManager {
    let analysers = TokenizerManager::default();
    for name in LANGUAGES.into_iter().chain([PLAIN]) {
        analysers.register(name, TextAnalyzer::from(Words::told(Reading::of(stem(name)))));
    }
    analysers.register(SPELT, TextAnalyzer::from(Words::told(Reading::as_written())));
    analysers
}

/// How words are read: a language's place in [`LANGUAGES`], or [`Analysers::PLAIN`].
pub(crate) struct Analysers {
    told: [TextAnalyzer; Analysers::COUNT],
    asked: [TextAnalyzer; Analysers::COUNT],
}

/// A word of what is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Token {
    /// Its place among those around it.
    pub at: u32,
    pub word: String,
    /// Whether a story may have more after it: a character of a script without spaces.
    pub is_beginning: bool,
}

impl Analysers {
    /// Words as they are.
    pub const PLAIN: usize = LANGUAGES.len();
    /// How many there are.
    pub const COUNT: usize = LANGUAGES.len() + 1;

    pub fn new() -> Self {
        let by = |words: fn(Reading) -> Words| {
            std::array::from_fn(|at| {
                TextAnalyzer::from(words(Reading::of(LANGUAGES.get(at).and_then(|name| stem(name)))))
            })
        };
        Self { told: by(Words::told), asked: by(Words::asked) }
    }

    /// Which one reads a language.
    pub fn of(primary: &str) -> usize {
        LANGUAGES.iter().position(|language| *language == primary).unwrap_or(Self::PLAIN)
    }

    /// The words of a story's text, each with its place among them and where it stands in bytes.
    pub fn told(&mut self, which: usize, text: &str, mut word: impl FnMut(&str, u32, Range<usize>)) {
        self.told[which].token_stream(text).process(&mut |token| {
            word(&token.text, place(token.position), token.offset_from..token.offset_to);
        });
    }

    /// The words of what is asked for.
    pub fn asked(&mut self, which: usize, text: &str) -> Vec<Token> {
        let mut words: Vec<Token> = Vec::new();
        self.asked[which].token_stream(text).process(&mut |token| {
            words.push(Token { at: place(token.position), word: token.text.clone(), is_beginning: false });
        });
        if let Some(last) = words.last_mut() {
            let mut letters = last.word.chars();
            last.is_beginning = letters.next().is_some_and(stands_alone) && letters.next().is_none();
        }
        words
    }
}

fn place(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}

fn stem(language: &str) -> Option<Stem> {
    match language {
        "en" => Some(Stem::English),
        "ru" => Some(Stem::Russian),
        "ar" => Some(Stem::Arabic),
        "es" => Some(Stem::Spanish),
        "fr" => Some(Stem::French),
        "de" => Some(Stem::German),
        _ => None,
    }
}

/// How a word that was cut is read. Stories say the same words over and over, and a stem is dear: those met lately are remembered.
#[derive(Clone)]
struct Reading {
    rules: TextAnalyzer,
    known: HashMap<Box<str>, Box<str>>,
}

impl Reading {
    /// In lower case, stemmed, without accents.
    fn of(stem: Option<Stem>) -> Self {
        let small = TextAnalyzer::builder(RawTokenizer::default()).filter(LowerCaser);
        Self::by(match stem {
            Some(language) => small.filter(Stemmer::new(language)).filter(AsciiFoldingFilter).build(),
            None => small.filter(AsciiFoldingFilter).build(),
        })
    }

    /// In lower case.
    fn as_written() -> Self {
        Self::by(TextAnalyzer::builder(RawTokenizer::default()).filter(LowerCaser).build())
    }

    fn by(rules: TextAnalyzer) -> Self {
        Reading { rules, known: HashMap::new() }
    }

    /// Puts a word as it is read in the place of what was written.
    fn read(&mut self, word: &mut String) {
        if let Some(read) = self.known.get(word.as_str()) {
            word.clear();
            word.push_str(read);
            return;
        }
        let written = Box::from(word.as_str());
        word.clear();
        self.rules.token_stream(&written).process(&mut |token| word.push_str(&token.text));
        if self.known.len() == REMEMBERED {
            self.known.clear();
        }
        self.known.insert(written, Box::from(word.as_str()));
    }
}

/// The one spelling in which text is indexed and asked for.
pub(crate) fn one_spelling(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let is_composed = is_nfkc_quick(text.chars()) == IsNormalized::Yes;
    if is_composed && text.chars().all(|c| !is_left_out(c) && same(c) == c) {
        return Cow::Borrowed(text);
    }
    let composed: Box<dyn Iterator<Item = char>> =
        if is_composed { Box::new(text.chars()) } else { Box::new(text.nfkc()) };
    Cow::Owned(composed.filter(|c| !is_left_out(*c)).map(same).collect())
}

/// What is written in two ways in one language, in one of them.
fn same(c: char) -> char {
    match c {
        'ё' => 'е',
        'Ё' => 'Е',
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ى' => 'ي',
        _ => c,
    }
}

/// Arabic vowel points and lengthening, Hebrew points, soft hyphens, joiners, direction marks.
fn is_left_out(c: char) -> bool {
    matches!(c,
        '\u{064b}'..='\u{065f}' | '\u{0670}' | '\u{0640}' | '\u{0591}'..='\u{05bd}'
        | '\u{00ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Whether a character's script sets no spaces between words.
fn stands_alone(c: char) -> bool {
    matches!(c,
        '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Cuts text at whatever is neither letter, digit nor a mark upon one.
#[derive(Clone)]
struct Words {
    token: Cut,
    reading: Reading,
    /// Whether a run of a script without spaces ends with its last character alone.
    ends_alone: bool,
}

impl Words {
    /// As stories are read.
    fn told(reading: Reading) -> Self {
        Words { token: Cut::default(), reading, ends_alone: true }
    }

    /// As queries are read.
    fn asked(reading: Reading) -> Self {
        Words { token: Cut::default(), reading, ends_alone: false }
    }
}

struct WordStream<'a> {
    text: &'a str,
    /// What is not cut yet.
    rest: &'a str,
    /// Where it begins.
    rest_at: usize,
    piece: Piece<'a>,
    ends_alone: bool,
    reading: &'a mut Reading,
    token: &'a mut Cut,
}

/// A run of text that is cut next.
#[derive(Default)]
struct Piece<'a> {
    /// As it was written.
    written: &'a str,
    /// Where that begins.
    begins: usize,
    /// In one spelling.
    spelt: Cow<'a, str>,
    /// How much of the spelling is done.
    at: usize,
    /// Whether the character before was the first of a pair.
    is_in_run: bool,
}

impl Tokenizer for Words {
    type TokenStream<'a> = WordStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> WordStream<'a> {
        self.token.reset();
        WordStream {
            text,
            rest: text,
            rest_at: 0,
            piece: Piece::default(),
            ends_alone: self.ends_alone,
            reading: &mut self.reading,
            token: &mut self.token,
        }
    }
}

impl<'a> WordStream<'a> {
    /// The next word, where it is of plain letters and digits with nothing else beside them: most of most texts.
    fn next_plain(&mut self) -> Option<Range<usize>> {
        let bytes = self.rest.as_bytes();
        let start = bytes.iter().position(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii())?;
        let length = bytes[start..].iter().position(|byte| !byte.is_ascii_alphanumeric());
        let end = start + length.unwrap_or(bytes.len() - start);
        if end == start || bytes.get(end).is_some_and(|byte| !byte.is_ascii()) {
            return None;
        }
        let word = self.rest_at + start..self.rest_at + end;
        (self.rest, self.rest_at) = (&self.rest[end..], word.end);
        Some(word)
    }

    /// Goes on to the next run; false at the end.
    fn next_piece(&mut self) -> bool {
        let rest = self.rest.trim_start_matches(is_between);
        self.rest_at += self.rest.len() - rest.len();
        let length = rest.char_indices().find(|(at, c)| *at >= LONGEST_PIECE || is_between(*c));
        let (written, after) = rest.split_at(length.map_or(rest.len(), |(at, _)| at));
        self.piece =
            Piece { written, begins: self.rest_at, spelt: one_spelling(written), at: 0, is_in_run: false };
        (self.rest, self.rest_at) = (after, self.rest_at + written.len());
        !written.is_empty()
    }
}

impl Piece<'_> {
    /// The next word in the spelling.
    fn next_word(&mut self, ends_alone: bool) -> Option<Found> {
        let rest = &self.spelt[self.at..];
        let (start, first) = rest.char_indices().find(|(_, c)| c.is_alphanumeric())?;
        let from = self.at + start;
        if !stands_alone(first) {
            let length = self.spelt[from..].find(|c: char| !is_within_word(c));
            let to = from + length.unwrap_or(self.spelt.len() - from);
            (self.at, self.is_in_run) = (to, false);
            return Some(Found::Word(from..to));
        }
        let is_in_run = self.is_in_run && start == 0;
        self.at = from + first.len_utf8();
        let next = self.spelt[self.at..].chars().next().filter(|c| stands_alone(*c) && c.is_alphanumeric());
        self.is_in_run = next.is_some();
        Some(match next {
            Some(next) => Found::Word(from..self.at + next.len_utf8()),
            None if is_in_run && !ends_alone => Found::Nothing,
            None => Found::Word(from..self.at),
        })
    }

    /// Where a part of the spelling was written.
    fn written(&self, part: &Range<usize>) -> Range<usize> {
        let whole = self.begins..self.begins + self.written.len();
        if let Cow::Borrowed(_) = self.spelt {
            return self.begins + part.start..self.begins + part.end;
        }
        let ends = |at: usize| {
            // Most spellings change characters one for one; where they join or go, each beginning is spelt to see how far it goes.
            let (written, spelt) = (self.written.chars().count(), self.spelt.chars().count());
            let before = self.spelt[..at].chars().count();
            if written == spelt {
                return self.written.char_indices().nth(before).map_or(self.written.len(), |(at, _)| at);
            }
            let mut places = self.written.char_indices().map(|(place, _)| place);
            places
                .find(|place| one_spelling(&self.written[..*place]).len() >= at)
                .unwrap_or(self.written.len())
        };
        let (from, to) = (ends(part.start), ends(part.end));
        if from < to { self.begins + from..self.begins + to } else { whole }
    }
}

/// What stands next.
enum Found {
    /// A word.
    Word(Range<usize>),
    /// A character that the pair before has already.
    Nothing,
}

impl TokenStream for WordStream<'_> {
    fn advance(&mut self) -> bool {
        loop {
            let (word, written) = match self.piece.next_word(self.ends_alone) {
                Some(found) => {
                    self.token.position = self.token.position.wrapping_add(1);
                    let Found::Word(part) = found else { continue };
                    let written = self.piece.written(&part);
                    (&self.piece.spelt[part], written)
                }
                None => match self.next_plain() {
                    Some(written) => {
                        self.token.position = self.token.position.wrapping_add(1);
                        (&self.text[written.clone()], written)
                    }
                    None if self.next_piece() => continue,
                    None => return false,
                },
            };
            if word.len() < LONGEST_WORD {
                self.token.text.clear();
                self.token.text.push_str(word);
                self.reading.read(&mut self.token.text);
                (self.token.offset_from, self.token.offset_to) = (written.start, written.end);
                return true;
            }
        }
    }

    fn token(&self) -> &Cut {
        self.token
    }

    fn token_mut(&mut self) -> &mut Cut {
        self.token
    }
}

/// Whether no word goes across it, however it is spelt.
fn is_between(c: char) -> bool {
    if c.is_ascii_alphanumeric() {
        return false;
    }
    c.is_whitespace()
        || c.is_ascii_punctuation()
        || matches!(c, '\u{2010}'..='\u{2027}' | '\u{3001}'..='\u{3004}' | '\u{3008}'..='\u{3020}' | '\u{ff01}'..='\u{ff0f}')
}

fn is_within_word(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    let is_mark = matches!(c, '\u{0300}'..='\u{036f}' | '\u{0900}'..='\u{0dff}');
    (c.is_alphanumeric() || is_mark) && !stands_alone(c)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]

    use super::*;

    fn words(language: &str, text: &str) -> Vec<String> {
        let mut words = Vec::new();
        Analysers::new().told(Analysers::of(language), text, |word, _, _| words.push(word.to_owned()));
        words
    }

    proptest::proptest! {
        /// Plain words are cut by themselves where nothing else stands beside them: a space that is not plain has them cut as all others.
        #[test]
        fn plain_words_are_cut_as_all_others(text in "([a-zA-Z0-9]{1,12}|[,.;'-]|é|日本| ){0,30}") {
            proptest::prop_assert_eq!(words("en", &text), words("en", &text.replace(' ', "\u{a0}")));
        }
    }

    /// Stems are on disk: a stemmer that changes its mind needs [`crate::index`]'s format raised.
    #[test]
    fn stems_stay_what_they_are_in_an_index_on_disk() {
        for (language, text, stems) in [
            ("en", "Ministers agreed; the ministries' running costs", "minist agre the ministri run cost"),
            ("ru", "Министры подписали соглашения о ёлках", "министр подписа соглашен о елк"),
            ("ar", "الوزراء وقّعوا الاتفاقيات", "وزراء وقع اتفاق"),
            ("es", "Los ministros firmaron las elecciones", "los ministr firm las eleccion"),
            ("fr", "Les ministres ont signé les élections", "le ministr ont sign le elect"),
            ("de", "Die Minister unterzeichneten die Verträge", "die minist unterzeichn die vertrag"),
            ("pl", "Ministrowie podpisali umowę", "ministrowie podpisali umowe"),
        ] {
            assert_eq!(words(language, text).join(" "), stems, "{language}");
        }
    }

    #[test]
    fn spellings_of_one_word_are_one() {
        for (language, a, b) in [
            ("fr", "élection", "ELECTIONS"),
            ("de", "Straße", "strassen"),
            ("ru", "Артём", "артем"),
            ("ar", "مُحَمَّد", "محمد"),
            ("ar", "أحمـــد", "احمد"),
            ("en", "cafe\u{301}", "café"),
            ("en", "co\u{ad}operate", "cooperate"),
            ("pt", "Ação", "acao"),
        ] {
            assert_eq!(words(language, a), words(language, b), "{a} {b}");
        }
    }

    #[test]
    fn scripts_without_spaces_are_cut_into_pairs() {
        assert_eq!(words("zh", "北京市 2026年"), ["北京", "京市", "市", "2026", "年"]);
        assert_eq!(words("hi", "मंत्री ने"), ["मंत्री", "ने"]);
        let asked = |text: &str| {
            let tokens = Analysers::new().asked(Analysers::PLAIN, text).into_iter();
            tokens
                .map(|it| format!("{}{}{}", it.at, it.word, if it.is_beginning { "*" } else { "" }))
                .collect::<Vec<_>>()
                .join(" ")
        };
        assert_eq!(asked("北京市"), "0北京 1京市");
        assert_eq!(asked("北京 市长"), "0北京 2市长");
        assert_eq!(asked("2026年"), "02026 1年*");
        assert_eq!(asked("京"), "0京*");
    }

    #[test]
    fn a_word_is_known_where_it_was_written() {
        for text in [
            "Plain words, 3.5%",
            "Артём Лосёв",
            "مُحَمَّد أحمـــد",
            "cafe\u{301} co\u{ad}operate ﬁnd",
            "北京，２０２６年",
            "a\u{200b}b ½ ™",
        ] {
            let mut parts = Vec::new();
            Analysers::new().told(Analysers::PLAIN, text, |word, _, at| {
                parts.push((word.to_owned(), text[at].to_owned()))
            });
            for (word, written) in &parts {
                assert!(words("pl", written).contains(word), "{text}: {written}");
            }
            assert!(!parts.is_empty());
        }
    }

    #[test]
    fn only_letters_and_digits_are_words() {
        assert_eq!(words("en", "U.S.-based: 3.5% (\"x\")"), ["u", "s", "base", "3", "5", "x"]);
        assert_eq!(words("en", "—…  \n"), Vec::<String>::new());
        assert_eq!(words("en", &"x".repeat(500)), Vec::<String>::new());
    }
}
