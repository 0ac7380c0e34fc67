//! Who speaks in a paragraph, and who answers?

use std::collections::HashSet;

use super::cues::{Cues, is_in};
use super::facts::{bare, is_name_at};
use super::token::{Lexicon, Sort, Token, Word};

/// A paragraph, read with the words of its language.
#[derive(Clone, Copy)]
pub(crate) struct Voice<'a> {
    pub(crate) tokens: &'a [Token],
    pub(crate) lexicon: &'a Lexicon,
    pub(crate) cues: &'static Cues,
}

impl<'a> Voice<'a> {
    pub(crate) fn word(&self, at: usize) -> Option<&'a Word> {
        self.tokens.get(at).map(|t| self.lexicon.word(t.word))
    }

    /// Which tokens lie inside quotation marks.
    pub(crate) fn quoted(&self) -> Vec<bool> {
        let mut inside = false;
        self.tokens
            .iter()
            .map(|t| {
                let mark = self.lexicon.word(t.word).key == "\"";
                inside ^= mark;
                inside && !mark
            })
            .collect()
    }

    /// Places of words of a list that are not quoted.
    pub(crate) fn places(&self, list: &[&str], quoted: &[bool]) -> Vec<usize> {
        (0..self.tokens.len())
            .filter(|at| !quoted.get(*at).copied().unwrap_or(false))
            .filter(|at| self.word(*at).is_some_and(|w| w.sort != Sort::Mark && is_in(&w.lower, list)))
            .collect()
    }

    /// The name beside a verb of speech: its last two words, without titles.
    pub(crate) fn speaker(&self) -> Option<Vec<&'a str>> {
        if !self.cues.names_have_capitals {
            return None;
        }
        let quoted = self.quoted();
        self.places(self.cues.speech, &quoted)
            .into_iter()
            .find_map(|verb| self.name_before(verb).or_else(|| self.name_after(verb)))
    }

    fn name_before(&self, verb: usize) -> Option<Vec<&'a str>> {
        let start = (0..verb).rev().take_while(|at| self.is_name(*at)).last()?;
        Some(self.last_two(start, verb))
    }

    fn name_after(&self, verb: usize) -> Option<Vec<&'a str>> {
        let start = (verb + 1..self.tokens.len())
            .take(4)
            .take_while(|at| self.word(*at).is_some_and(|w| w.sort == Sort::Word))
            .find(|at| self.is_name(*at))?;
        let end = (start..self.tokens.len()).find(|at| !self.is_name(*at)).unwrap_or(self.tokens.len());
        Some(self.last_two(start, end))
    }

    /// A capitalised word; the first of a sentence counts unless it is one of those that often are.
    fn is_name(&self, at: usize) -> bool {
        let Some(word) = self.word(at) else { return false };
        word.sort == Sort::Word
            && word.is_capital()
            && !is_in(&word.lower, &PRONOUNS)
            && !is_in(&word.lower, self.cues.weekdays)
            && (is_name_at(self.tokens, at, self.lexicon) || !is_in(&word.lower, self.cues.function))
    }

    fn last_two(&self, start: usize, end: usize) -> Vec<&'a str> {
        let from = start.max(end.saturating_sub(2));
        (from..end).filter_map(|at| self.word(at)).map(|w| bare(&w.key)).collect()
    }

    /// Who welcomes or condemns, if it is one who was not in the story: `Some("")` where it has no name.
    pub(crate) fn reaction(&self, known: &HashSet<&str>) -> Option<String> {
        let quoted = self.quoted();
        for verb in self.places(self.cues.reaction, &quoted) {
            let name = (0..verb)
                .rev()
                .take(4)
                .find(|at| self.is_name(*at))
                .and_then(|last| self.name_before(last + 1))
                .filter(|_| self.cues.names_have_capitals);
            if let Some(name) = name {
                if name.iter().any(|part| !known.contains(part.to_lowercase().as_str())) {
                    return Some(name.join(" "));
                }
                continue;
            }
            let subject = (verb.saturating_sub(3)..(verb + 3).min(self.tokens.len()))
                .filter(|at| *at != verb)
                .filter_map(|at| self.word(at))
                .any(|w| w.weight == 2 && !is_in(&w.lower, &PRONOUNS) && !known.contains(bare(&w.lower)));
            if subject {
                return Some(String::new());
            }
        }
        None
    }
}

/// Words that stand for a name, or open a sentence as often as a name does.
const PRONOUNS: [&str; 38] = [
    "he$", "she$", "it$", "they$", "we$", "i$", "you$", "this$", "that$", "these$", "those$", "there$",
    "but$", "and$", "the$", "a$", "an$", "his$", "her$", "its$", "their$", "who$", "some$", "many$", "one$",
    "all$", "both$", "он$", "она$", "они$", "оно$", "это$", "эти$", "как$", "так$", "но$", "по$", "об$",
];
