//! By which words is it seen what a stretch of news copy is about?
//!
//! One table a language. Entries are lower case and match the head of a word (`kill` finds `killed`), or
//! the whole word where they end in `$`. A language without a table finds nothing, so its objects fall back
//! to `details` and its numbers to `figures`.

mod arabic;
mod english;
mod russian;

use crate::Language;

/// The words of one language.
pub(crate) struct Cues {
    pub(crate) toll: &'static [&'static str],
    pub(crate) results: &'static [&'static str],
    pub(crate) shares: &'static [&'static str],
    /// What has a price, and the word itself.
    pub(crate) prices: &'static [&'static str],
    /// Currencies.
    pub(crate) money: &'static [&'static str],
    /// Beside a number, they make it an age.
    pub(crate) age: &'static [&'static str],
    /// Verbs of speech.
    pub(crate) speech: &'static [&'static str],
    /// Verbs of welcome and protest.
    pub(crate) reaction: &'static [&'static str],
    /// Who comments by trade.
    pub(crate) analyst: &'static [&'static str],
    /// What has been, and stands: the marks of background.
    pub(crate) background: &'static [&'static str],
    /// Pairs of words that mark background.
    pub(crate) background_pairs: &'static [(&'static str, &'static str)],
    /// What happens now: the marks of news.
    pub(crate) news: &'static [&'static str],
    pub(crate) months: &'static [&'static str],
    pub(crate) weekdays: &'static [&'static str],
    pub(crate) negations: &'static [&'static str],
    /// Words whose exchange is no slip, however alike they are.
    pub(crate) opposites: &'static [&'static str],
    /// Short words whose coming or going is a slip.
    pub(crate) function: &'static [&'static str],
    /// Number words with what they are worth.
    pub(crate) numbers: &'static [(&'static str, u32)],
    pub(crate) magnitudes: &'static [&'static str],
    /// Whether a capital inside a sentence makes a name.
    pub(crate) names_have_capitals: bool,
}

/// Whether a word (lower case) is in a list.
pub(crate) fn is_in(word: &str, list: &[&str]) -> bool {
    list.iter().any(|cue| match cue.strip_suffix('$') {
        Some(whole) => word == whole || word.strip_suffix("'s") == Some(whole),
        None => word.starts_with(cue),
    })
}

/// The table for a language.
pub(crate) fn of(language: &Language) -> &'static Cues {
    match language.primary() {
        "en" => &english::ENGLISH,
        "ru" => &russian::RUSSIAN,
        "ar" => &arabic::ARABIC,
        "de" => &NONE_WITH_CAPITAL_NOUNS,
        _ => &NONE,
    }
}

const NONE: Cues = Cues {
    toll: &[],
    results: &[],
    shares: &[],
    prices: &[],
    money: &["$$", "€$", "£$"],
    age: &[],
    speech: &[],
    reaction: &[],
    analyst: &[],
    background: &[],
    background_pairs: &[],
    news: &[],
    months: &[],
    weekdays: &[],
    negations: &["no$", "non$", "ne$", "nicht$", "not$", "não$", "pas$"],
    opposites: &[],
    function: &[],
    numbers: &[],
    magnitudes: &["million", "billion", "milliard", "miliard", "millón", "millon", "mil$"],
    names_have_capitals: true,
};

const NONE_WITH_CAPITAL_NOUNS: Cues = Cues { names_have_capitals: false, ..NONE };
