//! Which words of two texts differ?
//!
//! Invariants:
//! - the runs that are `Same` or `Old` are the old text's words in order, `Same` and `New` the new one's;
//! - a sentence put in or taken out is one whole run, never the tail of one and the head of the next.

use std::ops::Range;

use imara_diff::{Algorithm, Diff, Token as DiffToken};

use super::token::{Lexicon, Token};
use super::{RunKind, WordRun};

/// A stretch that differs: token ranges, of which one may be empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Hunk {
    pub(crate) old: Range<usize>,
    pub(crate) new: Range<usize>,
}

/// The stretches in which two token sequences differ, in order.
pub(crate) fn hunks(old: &[Token], new: &[Token], lexicon: &Lexicon) -> Vec<Hunk> {
    // The diff wants small ids: it keeps a table over them.
    let mut known: Vec<u32> = old.iter().chain(new).map(|t| t.word).collect();
    known.sort_unstable();
    known.dedup();
    let small = |tokens: &[Token]| -> Vec<DiffToken> {
        tokens
            .iter()
            .map(|t| DiffToken(u32::try_from(known.binary_search(&t.word).unwrap_or(0)).unwrap_or(0)))
            .collect()
    };
    let (before, after) = (small(old), small(new));
    let mut diff = Diff::default();
    diff.compute_with(Algorithm::Histogram, &before, &after, u32::try_from(known.len()).unwrap_or(u32::MAX));
    let mut hunks: Vec<Hunk> = diff
        .hunks()
        .map(|h| Hunk {
            old: h.before.start as usize..h.before.end as usize,
            new: h.after.start as usize..h.after.end as usize,
        })
        .collect();
    for at in 0..hunks.len() {
        let floor = if at == 0 { (0, 0) } else { (hunks[at - 1].old.end, hunks[at - 1].new.end) };
        let ceiling =
            hunks.get(at + 1).map_or((old.len(), new.len()), |next| (next.old.start, next.new.start));
        settle(&mut hunks[at], old, new, floor, ceiling, lexicon);
    }
    hunks
}

/// Slides an insertion or deletion whose ends could lie elsewhere so that it begins where a sentence does.
fn settle(
    hunk: &mut Hunk,
    old: &[Token],
    new: &[Token],
    floor: (usize, usize),
    ceiling: (usize, usize),
    lexicon: &Lexicon,
) {
    let (tokens, range, low, high) = if hunk.old.is_empty() {
        (new, hunk.new.clone(), floor.1, ceiling.1)
    } else if hunk.new.is_empty() {
        (old, hunk.old.clone(), floor.0, ceiling.0)
    } else {
        return;
    };
    let word = |at: usize| tokens[at].word;
    let mut back = 0;
    while range.start - back > low && word(range.start - back - 1) == word(range.end - back - 1) {
        back += 1;
    }
    let mut forth = 0;
    while range.end + forth < high && word(range.end + forth) == word(range.start + forth) {
        forth += 1;
    }
    if back + forth == 0 {
        return;
    }
    let begins_well = |start: usize| {
        start == 0 || {
            let before = &lexicon.word(word(start - 1)).key;
            ends_sentence(before)
                || before == "\"" && start >= 2 && ends_sentence(&lexicon.word(word(start - 2)).key)
        }
    };
    let Some(start) = (range.start - back..=range.start + forth).find(|start| begins_well(*start)) else {
        return;
    };
    let moved = |r: &Range<usize>| {
        if start < range.start {
            r.start - (range.start - start)..r.end - (range.start - start)
        } else {
            r.start + (start - range.start)..r.end + (start - range.start)
        }
    };
    (hunk.old, hunk.new) = (moved(&hunk.old), moved(&hunk.new));
}

/// Whether a mark ends a sentence.
pub(crate) fn ends_sentence(mark: &str) -> bool {
    matches!(mark, "." | "!" | "?" | "؟" | "。" | "...")
}

/// A text with its tokens.
#[derive(Clone, Copy)]
pub(crate) struct Read<'a> {
    pub(crate) text: &'a str,
    pub(crate) tokens: &'a [Token],
}

impl Read<'_> {
    /// What stands from one token up to the start of another, its trailing space included.
    fn stretch(&self, range: Range<usize>) -> &str {
        if range.is_empty() {
            return "";
        }
        let start = if range.start == 0 { 0 } else { self.tokens[range.start].start };
        let end = self.tokens.get(range.end).map_or(self.text.len(), |next| next.start);
        &self.text[start..end]
    }

    /// The words of a token range, as written, without the space around.
    pub(crate) fn phrase(&self, range: Range<usize>) -> &str {
        match (self.tokens.get(range.start), range.end.checked_sub(1).and_then(|last| self.tokens.get(last)))
        {
            (Some(first), Some(last)) if first.start < last.end => &self.text[first.start..last.end],
            _ => "",
        }
    }
}

/// The difference as runs to show; what is the same is written as in the new text.
pub(crate) fn runs(old: Read<'_>, new: Read<'_>, hunks: &[Hunk]) -> Vec<WordRun> {
    let mut runs = Vec::new();
    let mut push = |kind, text: &str| {
        if !text.is_empty() {
            runs.push(WordRun { kind, text: text.to_owned() });
        }
    };
    let mut at = 0;
    for hunk in hunks {
        push(RunKind::Same, new.stretch(at..hunk.new.start));
        push(RunKind::Old, old.stretch(hunk.old.clone()));
        push(RunKind::New, new.stretch(hunk.new.clone()));
        at = hunk.new.end;
    }
    push(RunKind::Same, new.stretch(at..new.tokens.len()));
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(old: &str, new: &str) -> String {
        let mut lexicon = Lexicon::default();
        let (a, b) = (lexicon.read(old), lexicon.read(new));
        let found = hunks(&a, &b, &lexicon);
        runs(Read { text: old, tokens: &a }, Read { text: new, tokens: &b }, &found)
            .into_iter()
            .map(|run| match run.kind {
                RunKind::Same => run.text,
                RunKind::Old => format!("[-{}-]", run.text),
                RunKind::New => format!("{{+{}+}}", run.text),
            })
            .collect()
    }

    #[test]
    fn words_that_differ_are_marked_and_the_rest_is_as_written() {
        assert_eq!(
            shown("Twelve people were killed.", "Fourteen people were killed."),
            "[-Twelve -]{+Fourteen +}people were killed."
        );
        assert_eq!(shown("“Yes” she said.", "\"Yes\" she said."), "\"Yes\" she said.");
    }

    #[test]
    fn a_sentence_put_in_is_one_run() {
        assert_eq!(
            shown(
                "The road is shut. The port is open.",
                "The road is shut. The school is shut. The port is open."
            ),
            "The road is shut. {+The school is shut. +}The port is open."
        );
    }
}
