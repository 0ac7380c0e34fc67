//! How does text become words that can be found?
//!
//! Text is put into one spelling (composed, without vowel points, lengthening strokes and invisible
//! characters), cut at whatever is no letter or digit, put in lower case, stemmed by the rules of its language, and
//! stripped of accents last, because stemmers know their language's accents. Scripts that set no space
//! between words are cut into single characters, which a search then finds as a phrase.

use tantivy::tokenizer::{
    AsciiFoldingFilter, Language as Stem, LowerCaser, RemoveLongFilter, Stemmer, TextAnalyzer, Token,
    TokenStream, Tokenizer, TokenizerManager,
};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

/// The languages whose words are stemmed, each with a pair of fields; all others share one pair in
/// which words are found as they are.
pub const LANGUAGES: [&str; 6] = ["en", "ru", "ar", "es", "fr", "de"];

/// The name of the analyser for words as they are.
pub(crate) const PLAIN: &str = "plain";

/// A longer run of letters is no word of any language here, in bytes.
const LONGEST_WORD: usize = 120;

/// The name of the analyser for a primary language tag.
pub(crate) fn analyser_name(primary: &str) -> &'static str {
    LANGUAGES.into_iter().find(|language| *language == primary).unwrap_or(PLAIN)
}

/// All analysers, by name: [`LANGUAGES`] and [`PLAIN`].
pub(crate) fn analysers() -> TokenizerManager {
    let analysers = TokenizerManager::default();
    for language in LANGUAGES {
        analysers.register(language, analyser(stem(language)));
    }
    analysers.register(PLAIN, analyser(None));
    analysers
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

fn analyser(stem: Option<Stem>) -> TextAnalyzer {
    let words = TextAnalyzer::builder(Words::default())
        .filter(RemoveLongFilter::limit(LONGEST_WORD))
        .filter(LowerCaser);
    match stem {
        Some(language) => words.filter(Stemmer::new(language)).filter(AsciiFoldingFilter).build(),
        None => words.filter(AsciiFoldingFilter).build(),
    }
}

/// The one spelling in which text is indexed and asked for.
pub(crate) fn one_spelling(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    let composed: Box<dyn Iterator<Item = char>> = match is_nfkc_quick(text.chars()) {
        IsNormalized::Yes => Box::new(text.chars()),
        _ => Box::new(text.nfkc()),
    };
    composed
        .filter(|c| !is_left_out(*c))
        .map(|c| match c {
            'ё' => 'е',
            'Ё' => 'Е',
            'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
            'ى' => 'ي',
            _ => c,
        })
        .collect()
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
#[derive(Clone, Default)]
struct Words {
    token: Token,
}

struct WordStream<'a> {
    text: &'a str,
    at: usize,
    token: &'a mut Token,
}

impl Tokenizer for Words {
    type TokenStream<'a> = WordStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> WordStream<'a> {
        self.token.reset();
        WordStream { text, at: 0, token: &mut self.token }
    }
}

impl TokenStream for WordStream<'_> {
    fn advance(&mut self) -> bool {
        let rest = &self.text[self.at..];
        let Some((start, first)) = rest.char_indices().find(|(_, c)| c.is_alphanumeric()) else {
            self.at = self.text.len();
            return false;
        };
        let word = &rest[start..];
        let length = if stands_alone(first) {
            first.len_utf8()
        } else {
            word.find(|c: char| !is_within_word(c)).unwrap_or(word.len())
        };
        let from = self.at + start;
        self.at = from + length;
        self.token.text.clear();
        self.token.text.push_str(&word[..length]);
        self.token.offset_from = from;
        self.token.offset_to = self.at;
        self.token.position = self.token.position.wrapping_add(1);
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

fn is_within_word(c: char) -> bool {
    let is_mark = matches!(c, '\u{0300}'..='\u{036f}' | '\u{0900}'..='\u{0dff}');
    (c.is_alphanumeric() || is_mark) && !stands_alone(c)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]

    use super::*;

    fn words(language: &str, text: &str) -> Vec<String> {
        let mut analyser = analysers().get(analyser_name(language)).unwrap();
        let text = one_spelling(text);
        let mut stream = analyser.token_stream(&text);
        let mut out = Vec::new();
        stream.process(&mut |token| out.push(token.text.clone()));
        out
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
    fn scripts_without_spaces_are_cut_into_characters() {
        assert_eq!(words("zh", "北京 2026年"), ["北", "京", "2026", "年"]);
        assert_eq!(words("hi", "मंत्री ने"), ["मंत्री", "ने"]);
    }

    #[test]
    fn only_letters_and_digits_are_words() {
        assert_eq!(words("en", "U.S.-based: 3.5% (\"x\")"), ["u", "s", "base", "3", "5", "x"]);
        assert_eq!(words("en", "—…  \n"), Vec::<String>::new());
        assert_eq!(words("en", &"x".repeat(500)), Vec::<String>::new());
    }
}
