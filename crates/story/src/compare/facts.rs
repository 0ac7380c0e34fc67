//! What did an edit touch: a number, a date, a name, a quote, or only the wording?
//!
//! Invariant: an edit is a slip only if no number, date, name, negation or quoted word is in it.

use std::ops::Range;

use super::cues::{Cues, is_in};
use super::token::{Lexicon, Sort, Token, Word};
use super::words::{Hunk, ends_sentence};
use crate::Answer;

/// What an edit touched, the gravest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Touch {
    /// Words inside quotation marks.
    Quote,
    /// One number in the place of another.
    Number,
    /// One day or year in the place of another.
    Date,
    /// One name in the place of another.
    Name,
    /// `not`, `never`, `denied` came or went.
    Negation,
    /// Words put in: new matter.
    Added,
    /// Words taken out.
    Dropped,
    /// Other words in the place of some.
    Words,
    /// A slip of the pen mended.
    Typo,
    /// A small word that was missing put in.
    DroppedWord,
    /// A small word too many taken out.
    ExtraWord,
    /// A sentence that stood elsewhere, or a number in another spelling: nothing new.
    Nothing,
}

impl Touch {
    /// Whether only a slip was mended, or less.
    pub(crate) fn is_slip(self) -> bool {
        self >= Touch::Typo
    }
}

/// One edit within a paragraph.
#[derive(Clone, Debug)]
pub(crate) struct Edit {
    pub(crate) touch: Touch,
    pub(crate) hunk: Hunk,
    /// Whether it is whole sentences.
    pub(crate) whole_sentence: bool,
    /// What the editor said of it, where it changed a fact.
    pub(crate) answer: Option<Answer>,
}

/// Both sides of a pair, and what is known of the bodies they are from.
pub(crate) struct Sides<'a> {
    pub(crate) old: &'a [Token],
    pub(crate) new: &'a [Token],
    pub(crate) lexicon: &'a Lexicon,
    pub(crate) cues: &'static Cues,
    /// Whether the whole is a quotation (a block quote).
    pub(crate) is_quote: bool,
    /// Whether a sentence stood in the old body.
    pub(crate) stood: &'a dyn Fn(&[Token]) -> bool,
    /// Whether a sentence stands in the new body.
    pub(crate) stands: &'a dyn Fn(&[Token]) -> bool,
}

impl<'a> Sides<'a> {
    fn word(&self, token: &Token) -> &'a Word {
        self.lexicon.word(token.word)
    }

    /// Says of each stretch that differs what it touches.
    pub(crate) fn edits(&self, hunks: &[Hunk]) -> Vec<Edit> {
        hunks
            .iter()
            .map(|hunk| {
                let touch = self.touch(hunk);
                let tokens = if hunk.new.is_empty() { self.old } else { self.new };
                let range = if hunk.new.is_empty() { &hunk.old } else { &hunk.new };
                let whole_sentence =
                    (hunk.old.is_empty() || hunk.new.is_empty()) && self.is_whole(tokens, range);
                Edit { touch, hunk: hunk.clone(), whole_sentence, answer: None }
            })
            .collect()
    }

    fn is_whole(&self, tokens: &[Token], range: &Range<usize>) -> bool {
        let ends = |at: usize| {
            let key = |at: usize| tokens.get(at).map(|t| self.word(t).key.as_str()).unwrap_or_default();
            ends_sentence(key(at))
                || key(at) == "\"" && at > 0 && (ends_sentence(key(at - 1)) || key(at - 1) == ",")
        };
        let words = tokens[range.clone()].iter().filter(|t| self.word(t).sort != Sort::Mark).count();
        words >= 3
            && (range.start == 0 || ends(range.start - 1))
            && (range.end == tokens.len() || range.end > 0 && ends(range.end - 1))
    }

    fn touch(&self, hunk: &Hunk) -> Touch {
        let (old, new) = (&self.old[hunk.old.clone()], &self.new[hunk.new.clone()]);
        let words = |tokens: &[Token]| tokens.iter().filter(|t| self.word(t).sort != Sort::Mark).count();
        let (old_words, new_words) = (words(old), words(new));
        if old_words == 0 && new_words == 0 {
            return if self.has_currency(old) || self.has_currency(new) { Touch::Words } else { Touch::Typo };
        }
        if self.is_known(old, new) {
            return Touch::Nothing;
        }
        let whole = (hunk.old.is_empty() && self.is_whole(self.new, &hunk.new))
            || (hunk.new.is_empty() && self.is_whole(self.old, &hunk.old));
        if whole {
            return if hunk.old.is_empty() { Touch::Added } else { Touch::Dropped };
        }
        if self.inside_quote(self.old, hunk.old.start) && self.inside_quote(self.new, hunk.new.start) {
            return Touch::Quote;
        }
        let (old_numbers, new_numbers) = (self.numbers(old), self.numbers(new));
        if old_numbers != new_numbers {
            let both = old_words > 0 && new_words > 0;
            if both && (self.is_date(self.old, &hunk.old) || self.is_date(self.new, &hunk.new)) {
                return Touch::Date;
            }
            // A number in the place of a word is one only where little else changed: `Several`, `Eleven`.
            let one_for_one = !old_numbers.is_empty() && !new_numbers.is_empty();
            if both && (one_for_one || old_words <= 3 && new_words <= 3) {
                return Touch::Number;
            }
            if !both && old_words.max(new_words) < 4 {
                return Touch::Number;
            }
        }
        let has = |tokens: &[Token], list: &[&str]| {
            tokens.iter().filter(|t| is_in(&self.word(t).lower, list)).count()
        };
        let days = |tokens: &[Token]| has(tokens, self.cues.weekdays) + self.count_months(tokens);
        if days(old) > 0 && days(new) > 0 {
            return Touch::Date;
        }
        if has(old, self.cues.negations) != has(new, self.cues.negations) && old_words.max(new_words) < 8 {
            return Touch::Negation;
        }
        if self.respelt(old, new) {
            return Touch::Nothing;
        }
        match self.slip(old, new, hunk) {
            Some(slip) => return slip,
            None if self.changes_name(hunk) => return Touch::Name,
            None => {}
        }
        match (old_words, new_words) {
            (0, 4..) => Touch::Added,
            (4.., 0) => Touch::Dropped,
            (old, new) if old > 0 && new >= old * 4 + 3 => Touch::Added,
            (old, new) if new > 0 && old >= new * 4 + 3 => Touch::Dropped,
            _ => Touch::Words,
        }
    }

    fn has_currency(&self, tokens: &[Token]) -> bool {
        tokens.iter().any(|t| matches!(self.word(t).key.as_str(), "$" | "€" | "£" | "₽" | "¥" | "%"))
    }

    /// Whether all that came or went are sentences that the other state has as well.
    fn is_known(&self, old: &[Token], new: &[Token]) -> bool {
        let all = |tokens: &[Token], known: &dyn Fn(&[Token]) -> bool| {
            sentences(tokens, self.lexicon).into_iter().all(|range| known(&tokens[range]))
        };
        all(old, self.stands) && all(new, self.stood)
    }

    /// Whether a place lies inside quotation marks.
    fn inside_quote(&self, tokens: &[Token], at: usize) -> bool {
        self.is_quote
            || tokens[..at.min(tokens.len())].iter().filter(|t| self.word(t).key == "\"").count() % 2 == 1
    }

    /// What the numbers of a stretch are worth, in order.
    fn numbers(&self, tokens: &[Token]) -> Vec<String> {
        tokens.iter().filter_map(|t| worth(self.word(t), self.cues)).collect()
    }

    /// `May` and `March` are months only with a capital.
    fn count_months(&self, tokens: &[Token]) -> usize {
        tokens.iter().filter(|t| is_month(self.word(t), self.cues)).count()
    }

    /// Whether the numbers of a stretch are a day or a year.
    fn is_date(&self, tokens: &[Token], range: &Range<usize>) -> bool {
        let near = |at: Option<usize>| at.and_then(|at| tokens.get(at)).map(|t| self.word(t));
        let month = |word: Option<&Word>| word.is_some_and(|w| is_month(w, self.cues));
        let day = |word: Option<&Word>| word.is_some_and(|w| is_in(&w.lower, self.cues.weekdays));
        let inside = &tokens[range.clone()];
        let before = near(range.start.checked_sub(1));
        let after = near(Some(range.end));
        let is_year = |word: &Word| {
            word.key.len() == 4 && word.key.parse::<u16>().is_ok_and(|year| (1500..2100).contains(&year))
        };
        month(before)
            || month(after)
            || self.count_months(inside) > 0
            || inside.iter().any(|t| day(Some(self.word(t))))
            || matches!(inside, [only] if is_year(self.word(only)))
    }

    /// Whether the same numbers stand there in another spelling (`12`, `twelve`).
    fn respelt(&self, old: &[Token], new: &[Token]) -> bool {
        let plain = |tokens: &[Token]| -> Vec<String> {
            tokens
                .iter()
                .filter(|t| self.word(t).sort != Sort::Mark)
                .map(|t| worth(self.word(t), self.cues).unwrap_or_else(|| self.word(t).lower.clone()))
                .collect()
        };
        plain(old) == plain(new)
    }

    fn changes_name(&self, hunk: &Hunk) -> bool {
        if !self.cues.names_have_capitals {
            return false;
        }
        let names = |tokens: &'a [Token], range: &Range<usize>| -> Vec<&'a str> {
            range
                .clone()
                .filter(|at| is_name_at(tokens, *at, self.lexicon))
                .map(|at| bare(&self.word(&tokens[at]).key))
                .collect()
        };
        let (old, new) = (names(self.old, &hunk.old), names(self.new, &hunk.new));
        let replaces = !hunk.old.is_empty() && !hunk.new.is_empty();
        replaces && old != new && (!old.is_empty() || hunk.new.len() <= 6)
    }

    /// Which slip was mended, if it was one.
    fn slip(&self, old: &[Token], new: &[Token], hunk: &Hunk) -> Option<Touch> {
        let words = |tokens: &[Token]| -> Vec<&'a Word> {
            tokens.iter().map(|t| self.word(t)).filter(|w| w.sort != Sort::Mark).collect()
        };
        let (a, b) = (words(old), words(new));
        let is_function = |word: &Word| is_in(&word.lower, self.cues.function);
        match (a.as_slice(), b.as_slice()) {
            ([], [only]) if is_function(only) => Some(Touch::DroppedWord),
            ([only], []) if is_function(only) || self.is_doubled(only, hunk) => Some(Touch::ExtraWord),
            ([], _) | (_, []) => None,
            _ if a.len() == b.len() => a
                .iter()
                .zip(&b)
                .all(|(one, other)| {
                    let name = self.cues.names_have_capitals && (one.is_capital() || other.is_capital());
                    one.lower == other.lower && !(name && a.len() > 1)
                        || is_function(one) && is_function(other)
                        || !name && is_slip(&one.lower, &other.lower, self.cues)
                        || name && self.opens(hunk) && is_slip(&one.lower, &other.lower, self.cues)
                })
                .then_some(Touch::Typo),
            _ => {
                // `can not` for `cannot`, `health care` for `healthcare`.
                let run = |words: &[&Word]| words.iter().map(|w| w.lower.as_str()).collect::<String>();
                (run(&a) == run(&b)).then_some(Touch::Typo)
            }
        }
    }

    fn is_doubled(&self, word: &Word, hunk: &Hunk) -> bool {
        let same = |at: Option<&Token>| at.is_some_and(|t| self.word(t).lower == word.lower);
        same(hunk.old.start.checked_sub(1).and_then(|at| self.old.get(at)))
            || same(self.old.get(hunk.old.end))
    }

    /// Whether a stretch opens a sentence, where a capital makes no name.
    fn opens(&self, hunk: &Hunk) -> bool {
        opens_sentence(self.new, hunk.new.start, self.lexicon)
            && hunk.new.len() == 1
            && !is_name_at(self.new, hunk.new.start, self.lexicon)
    }
}

/// A name without its possessive.
pub(crate) fn bare(key: &str) -> &str {
    key.strip_suffix("'s").or_else(|| key.strip_suffix('\'')).unwrap_or(key)
}

/// Whether a word is a month: `May` and `March` only with a capital.
pub(crate) fn is_month(word: &Word, cues: &Cues) -> bool {
    is_in(&word.lower, cues.months)
        && (word.is_capital()
            || !matches!(word.lower.as_str(), "may" | "march" | "mar" | "dec" | "jan" | "sep"))
}

/// Whether a token begins a sentence or a quotation.
pub(crate) fn opens_sentence(tokens: &[Token], at: usize, lexicon: &Lexicon) -> bool {
    at.checked_sub(1).and_then(|before| tokens.get(before)).is_none_or(|t| {
        let key = lexicon.word(t.word).key.as_str();
        ends_sentence(key) || matches!(key, "\"" | ":" | "-")
    })
}

/// Whether the token is a capitalised word that is no sentence's first, or, as the first, is never written small.
pub(crate) fn is_name_at(tokens: &[Token], at: usize, lexicon: &Lexicon) -> bool {
    let Some(word) = tokens.get(at).map(|t| lexicon.word(t.word)) else { return false };
    if word.sort != Sort::Word || !word.is_capital() || word.lower == "i" {
        return false;
    }
    // The first word of a sentence is a name if another name follows it at once: `Ilsa Marten said`.
    !opens_sentence(tokens, at, lexicon)
        || tokens.get(at + 1).is_some_and(|t| {
            let next = lexicon.word(t.word);
            next.sort == Sort::Word && next.is_capital() && word.key.chars().count() > 3
        })
}

/// What a number word is worth, as text; nothing for a word that is no number.
pub(crate) fn worth(word: &Word, cues: &Cues) -> Option<String> {
    if word.sort == Sort::Number {
        let parts: Vec<&str> = word.key.split(',').collect();
        let grouped = parts.len() > 1
            && parts[1..]
                .iter()
                .all(|part| part.len() >= 3 && part.as_bytes()[..3].iter().all(u8::is_ascii_digit));
        return Some(if grouped { parts.concat() } else { word.key.clone() });
    }
    if is_in(&word.lower, cues.magnitudes) {
        return Some(word.lower.trim_end_matches('s').to_owned());
    }
    cues.numbers.iter().find(|(name, _)| *name == word.lower).map(|(_, worth)| worth.to_string())
}

/// Whether two words differ by a slip of the pen: a letter or two in a long word, never one for its opposite.
fn is_slip(one: &str, other: &str, cues: &Cues) -> bool {
    if is_in(one, cues.opposites) && is_in(other, cues.opposites) {
        return false;
    }
    let (a, b): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let allowed = match a.len().max(b.len()) {
        0..=3 => return is_swap(&a, &b),
        4..=6 => 1,
        7..=40 => 2,
        _ => return false,
    };
    distance(&a, &b) <= allowed
}

fn is_swap(a: &[char], b: &[char]) -> bool {
    let (mut x, mut y) = (a.to_vec(), b.to_vec());
    x.sort_unstable();
    y.sort_unstable();
    a.len() == 3 && x == y
}

/// The edits from one word to another; two neighbours that changed places count as one.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let swap = usize::from(a[i - 1] != b[j - 1]);
            row[j] = (last[j] + 1).min(row[j - 1] + 1).min(last[j - 1] + swap);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before[j - 2] + 1);
            }
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

/// The sentences of a stretch, as token ranges; marks alone make none.
pub(crate) fn sentences(tokens: &[Token], lexicon: &Lexicon) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = 0;
    for at in 0..tokens.len() {
        let ends = ends_sentence(&lexicon.word(tokens[at].word).key);
        if ends || at + 1 == tokens.len() {
            if tokens[start..=at].iter().any(|t| lexicon.word(t.word).sort != Sort::Mark) {
                out.push(start..at + 1);
            }
            start = at + 1;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Language;
    use crate::compare::cues;
    use crate::compare::words::hunks;

    fn touches(old: &str, new: &str) -> Vec<Touch> {
        let mut lexicon = Lexicon::default();
        let (a, b) = (lexicon.read(old), lexicon.read(new));
        let found = hunks(&a, &b, &lexicon);
        let sides = Sides {
            old: &a,
            new: &b,
            lexicon: &lexicon,
            cues: cues::of(&Language::english()),
            is_quote: false,
            stood: &|_| false,
            stands: &|_| false,
        };
        sides.edits(&found).iter().map(|edit| edit.touch).collect()
    }

    #[test]
    fn an_edit_is_known_by_what_it_touches() {
        for (old, new, touch) in [
            ("Twelve people died.", "Fourteen people died.", Touch::Number),
            ("It cost 3 million crowns.", "It cost 3 billion crowns.", Touch::Number),
            ("He spoke on Monday in Tessa.", "He spoke on Tuesday in Tessa.", Touch::Date),
            ("It opens on May 3 in Tessa.", "It opens on May 4 in Tessa.", Touch::Date),
            ("The mayor, Ann Ode, agreed.", "The mayor, Ann Odel, agreed.", Touch::Name),
            ("He said \"we agree to go\" in Tessa.", "He said \"we plan to go\" in Tessa.", Touch::Quote),
            ("The court found him guilty.", "The court found him not guilty.", Touch::Negation),
            ("The goverment agreed.", "The government agreed.", Touch::Typo),
            ("The the mayor agreed.", "The mayor agreed.", Touch::ExtraWord),
            ("The mayor agreed to plan.", "The mayor agreed to the plan.", Touch::DroppedWord),
            ("The north road is shut.", "The south road is shut.", Touch::Words),
            ("There were 12 of them.", "There were twelve of them.", Touch::Nothing),
            ("There were 1,200 of them.", "There were 1200 of them.", Touch::Nothing),
            ("The road is shut.", "The road is shut. Crews were at work there.", Touch::Added),
        ] {
            assert_eq!(touches(old, new), [touch], "{old} / {new}");
        }
    }
}
