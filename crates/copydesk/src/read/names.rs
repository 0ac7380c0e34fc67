//! Names in a text, and who speaks.

use std::ops::Range;

use super::passage::Passage;

/// Verbs of saying, as they stand with a quotation or a source.
pub const SAYING: &[&str] = &[
    "said",
    "says",
    "say",
    "saying",
    "told",
    "tells",
    "added",
    "adds",
    "wrote",
    "writes",
    "asked",
    "asks",
    "replied",
    "noted",
    "stated",
    "announced",
    "announces",
    "declared",
    "explained",
    "insisted",
    "warned",
    "warns",
    "argued",
    "claimed",
    "admitted",
    "acknowledged",
    "recalled",
    "commented",
    "remarked",
    "continued",
    "concluded",
    "reported",
    "reports",
    "posted",
    "tweeted",
    "testified",
    "confirmed",
    "denied",
    "predicted",
    "promised",
    "vowed",
    "urged",
    "called",
    "shouted",
    "responded",
    "read",
    "reads",
    "quoted",
    "described",
    "according",
    "joked",
    "repeated",
    "stressed",
    "pledged",
    "complained",
    "cried",
    "answered",
];

/// Words with a capital that begin sentences or name days, not people.
const COMMON: &[&str] = &[
    "the",
    "a",
    "an",
    "in",
    "on",
    "at",
    "it",
    "he",
    "she",
    "they",
    "we",
    "i",
    "but",
    "and",
    "or",
    "for",
    "to",
    "of",
    "by",
    "with",
    "from",
    "as",
    "if",
    "when",
    "while",
    "after",
    "before",
    "this",
    "that",
    "these",
    "those",
    "its",
    "his",
    "her",
    "their",
    "our",
    "my",
    "your",
    "one",
    "two",
    "three",
    "some",
    "many",
    "most",
    "more",
    "no",
    "not",
    "there",
    "here",
    "what",
    "who",
    "why",
    "how",
    "since",
    "under",
    "over",
    "about",
    "last",
    "next",
    "new",
    "all",
    "both",
    "each",
    "other",
    "another",
    "also",
    "only",
    "even",
    "yet",
    "so",
    "then",
    "now",
    "still",
    "just",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "officials",
    "police",
    "prosecutors",
    "residents",
    "witnesses",
    "analysts",
    "experts",
    "critics",
    "supporters",
    "workers",
];

/// Whether a word with a capital is no name: it begins sentences, or names a day or a month.
pub fn is_common(lower: &str) -> bool {
    COMMON.contains(&lower) || super::dates::month(lower).is_some() || super::dates::weekday(lower).is_some()
}

/// Whether a word is the first of its sentence, or of what is quoted.
pub fn opens_sentence(passage: &Passage, at: usize) -> bool {
    passage.sentences.iter().any(|range| range.start == at)
        || passage.before(at).contains(['“', '"', '«', '„', '‘', ':', '—', '•'])
}

/// Sequences of two to four words with capitals that stand together, at least one of them not at a sentence's start:
/// `Oda Lind`, `Port Merrin Harbour Board`. Capital words that begin a sentence and are common words are left off.
pub fn sequences(passage: &Passage) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < passage.words.len() {
        let is_part = |at: usize| {
            passage
                .words
                .get(at)
                .is_some_and(|word| word.is_capital && word.end - word.start > 1 && !(is_common(&word.lower)))
        };
        if !is_part(at) {
            at += 1;
            continue;
        }
        let start = at;
        at += 1;
        while is_part(at) && matches!(passage.gap(at - 1), " " | "\u{a0}") && at - start < 4 {
            at += 1;
        }
        if at - start >= 2 {
            out.push(start..at);
        }
    }
    out
}
