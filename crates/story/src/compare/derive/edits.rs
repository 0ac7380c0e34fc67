//! What do the edits within a paragraph come to?

use std::collections::BTreeMap;
use std::ops::Range;

use super::gather::Gathered;
use super::thing;
use crate::compare::facts::{Edit, Touch, is_month};
use crate::compare::head::FieldEdits;
use crate::compare::object::{Setting, slot};
use crate::compare::token::{Sort, Token};
use crate::compare::words::{Hunk, Read};
use crate::compare::{Comparison, HeadChange, Joined, Pair};
use crate::{Counted, Kind, Role, Verb};

/// Longer rewordings than this count as new details rather than as wording.
const WORDING: usize = 8;

/// What was found in one paragraph of the new state.
#[derive(Default)]
struct Tally {
    numbers: Vec<&'static str>,
    date: bool,
    quote: bool,
    fact: bool,
    /// Objects of whole sentences put in.
    sentences: Vec<String>,
    /// Objects of parts of sentences put in.
    parts: Vec<String>,
    /// How many words stand for others.
    swapped: usize,
    /// How many words were exchanged or put in, and of how many.
    words: usize,
    length: usize,
    /// Old paragraphs that lost whole sentences.
    trimmed: Vec<u32>,
}

impl Comparison {
    pub(super) fn tell_edits(
        &self,
        kind: Kind,
        pair: &Pair,
        edits: &[Edit],
        setting: &Setting<'_>,
        gathered: &mut Gathered,
        slips: &mut Gathered,
    ) {
        let (old, new) = (self.old.joined(&pair.old), self.new.joined(&pair.new));
        let role = pair.new.first().and_then(|n| self.new.paragraphs.get(*n)).map(|p| p.role);
        let mut tallies: BTreeMap<u32, Tally> = BTreeMap::new();
        let is_corrected = edits.iter().any(|edit| edit.is_wrong(kind));
        let joined = if is_corrected { self.join_wordings(edits, &old, &new) } else { edits.to_vec() };
        for edit in &joined {
            let number = self.number_at(&new, &edit.hunk.new, &self.new);
            let Some(number) = number else {
                self.tell_uncounted(kind, role, edit, &old, &new, gathered);
                continue;
            };
            if edit.touch.is_slip() {
                let verb = if kind == Kind::Refile { Verb::Refiles } else { Verb::Edits };
                let object = match edit.touch {
                    Touch::DroppedWord => "dropped word",
                    Touch::ExtraWord => "extra word",
                    Touch::Nothing => continue,
                    _ => "typo",
                };
                slips.add(verb, object, [number], Counted::New);
                continue;
            }
            if edit.is_wrong(kind) && self.correct(edit, number, &old, &new, gathered) {
                continue;
            }
            let tally = tallies.entry(number).or_default();
            let text = || setting.object(&new.tokens[edit.hunk.new.clone()], false);
            match edit.touch {
                Touch::Number => tally.numbers.push(slot(
                    &new.tokens,
                    self.number_place(&new.tokens, &edit.hunk.new),
                    &self.lexicon,
                    self.cues(),
                )),
                Touch::Date => tally.date = true,
                Touch::Quote => tally.quote = true,
                Touch::Name | Touch::Negation => tally.fact = true,
                Touch::Added if edit.whole_sentence => tally.sentences.push(text()),
                Touch::Added => {
                    tally.parts.push(text());
                    tally.words += edit.hunk.new.len();
                }
                Touch::Dropped if edit.whole_sentence => {
                    tally.trimmed.extend(self.number_at(&old, &edit.hunk.old, &self.old));
                }
                _ => {
                    let (gone, come) = (
                        self.count_words(&old.tokens, &edit.hunk.old),
                        self.count_words(&new.tokens, &edit.hunk.new),
                    );
                    tally.swapped += gone.min(come);
                    tally.words += gone.max(come);
                }
            }
            tally.length = new.tokens.len();
        }
        for (number, tally) in tallies {
            tell(number, tally, kind, gathered);
        }
    }

    /// The number of the paragraph in which a stretch begins; where it is empty, of the one before it.
    pub(in crate::compare) fn number_at(
        &self,
        joined: &Joined,
        range: &Range<usize>,
        body: &crate::compare::Body,
    ) -> Option<u32> {
        let at = if range.is_empty() { range.start.saturating_sub(1) } else { range.start };
        let owner = joined.owners.get(at).or(joined.owners.last())?;
        body.paragraphs.get(*owner)?.number
    }

    fn number_place(&self, tokens: &[Token], range: &Range<usize>) -> usize {
        range
            .clone()
            .find(|at| {
                crate::compare::facts::worth(self.lexicon.word(tokens[*at].word), self.cues()).is_some()
            })
            .unwrap_or(range.start)
    }

    fn count_words(&self, tokens: &[Token], range: &Range<usize>) -> usize {
        tokens[range.clone()].iter().filter(|t| self.lexicon.word(t.word).sort != Sort::Mark).count()
    }

    /// Edits of one quotation are one, and so are rewordings a few words apart: a correction that gave each
    /// small word for itself could not be read.
    pub(in crate::compare) fn join_wordings(&self, edits: &[Edit], old: &Joined, new: &Joined) -> Vec<Edit> {
        const APART: usize = 3;
        let mut out: Vec<Edit> = Vec::with_capacity(edits.len());
        for edit in edits {
            if let Some(last) = out.last_mut() {
                let same_place = self.number_at(new, &last.hunk.new, &self.new)
                    == self.number_at(new, &edit.hunk.new, &self.new)
                    && self.number_at(old, &last.hunk.old, &self.old)
                        == self.number_at(old, &edit.hunk.old, &self.old);
                let between = last.hunk.new.end..edit.hunk.new.start;
                let is_quote = |edit: &Edit| edit.touch == Touch::Quote;
                let is_words = |edit: &Edit| {
                    matches!(edit.touch, Touch::Words | Touch::Negation) && !edit.whole_sentence
                };
                let one_quote = is_quote(last)
                    && is_quote(edit)
                    && !new.tokens[between.clone()].iter().any(|t| self.lexicon.word(t.word).key == "\"");
                let one_wording = is_words(last) && is_words(edit) && between.len() <= APART;
                if same_place && last.answer == edit.answer && (one_quote || one_wording) {
                    last.hunk.old.end = edit.hunk.old.end;
                    last.hunk.new.end = edit.hunk.new.end;
                    continue;
                }
            }
            out.push(edit.clone());
        }
        out
    }

    /// A correction's clause for one edit; false where it is new matter or matter removed.
    fn correct(&self, edit: &Edit, number: u32, old: &Joined, new: &Joined, gathered: &mut Gathered) -> bool {
        let is_whole = edit.whole_sentence && matches!(edit.touch, Touch::Added | Touch::Dropped);
        if is_whole || edit.touch == Touch::Added && edit.hunk.old.is_empty() {
            return false;
        }
        let object = match edit.touch {
            Touch::Number => {
                let at = self.number_place(&new.tokens, &edit.hunk.new);
                match slot(&new.tokens, at, &self.lexicon, self.cues()) {
                    "figures" | "results" | "shares" => "figure",
                    "prices" => "price",
                    other => other,
                }
            }
            Touch::Date => "date",
            Touch::Name => "name",
            Touch::Quote => "quote",
            _ => "text",
        };
        let (was, is) = self.wordings(&edit.hunk, old.read(), new.read());
        gathered.put(Verb::Corrects, object, [number], Counted::New, Some(was), Some(is));
        true
    }

    /// Both wordings, with a word of their surroundings where one alone would say nothing.
    pub(in crate::compare) fn wordings(&self, hunk: &Hunk, old: Read<'_>, new: Read<'_>) -> (String, String) {
        let (mut a, mut b) = (hunk.old.clone(), hunk.new.clone());
        let word = |read: &Read<'_>, at: usize| read.tokens.get(at).map(|t| self.lexicon.word(t.word));
        let is_word = |read: &Read<'_>, at: usize| word(read, at).is_some_and(|w| w.sort != Sort::Mark);
        let before = |a: &Range<usize>, b: &Range<usize>| a.start > 0 && b.start > 0;
        if self.count_words(old.tokens, &a) == 0 || self.count_words(new.tokens, &b) == 0 {
            if is_word(&old, a.end) && is_word(&new, b.end) {
                (a.end, b.end) = (a.end + 1, b.end + 1);
            } else {
                // At the end of a sentence: the last word before, and the mark between.
                let mut steps = 0;
                while before(&a, &b) && steps < 3 {
                    (a.start, b.start) = (a.start - 1, b.start - 1);
                    if is_word(&old, a.start) {
                        break;
                    }
                    steps += 1;
                }
            }
        }
        let first = word(&new, b.start);
        // `3 million, not 3 billion` rather than `million, not billion`; `May 4, not May 3`.
        let is_magnitude =
            first.is_some_and(|w| crate::compare::cues::is_in(&w.lower, self.cues().magnitudes));
        let month = |at: usize| word(&new, at).is_some_and(|w| is_month(w, self.cues()));
        let is_number = first.is_some_and(|w| w.sort == Sort::Number);
        if before(&a, &b)
            && (is_magnitude && word(&new, b.start - 1).is_some_and(|w| w.sort == Sort::Number)
                || is_number && month(b.start - 1))
        {
            (a.start, b.start) = (a.start - 1, b.start - 1);
        } else if is_number && b.len() == 1 && month(b.end) && a.end < old.tokens.len() {
            (a.end, b.end) = (a.end + 1, b.end + 1);
        }
        (old.phrase(a).to_owned(), new.phrase(b).to_owned())
    }

    fn tell_uncounted(
        &self,
        kind: Kind,
        role: Option<Role>,
        edit: &Edit,
        old: &Joined,
        new: &Joined,
        gathered: &mut Gathered,
    ) {
        let Some(object) = role.and_then(thing) else { return };
        if edit.touch.is_slip() {
            return;
        }
        if edit.is_wrong(kind) {
            let (was, is) = self.wordings(&edit.hunk, old.read(), new.read());
            gathered.put(Verb::Corrects, object, [], Counted::New, Some(was), Some(is));
        } else {
            gathered.add(Verb::Updates, object, [], Counted::New);
        }
    }

    pub(super) fn correct_head(
        &self,
        object: &str,
        change: &HeadChange,
        field: &FieldEdits,
        gathered: &mut Gathered,
    ) {
        let (one, other) =
            (change.old.as_deref().unwrap_or_default(), change.new.as_deref().unwrap_or_default());
        let told = field.edits.iter().filter(|edit| !edit.touch.is_slip()).collect::<Vec<_>>();
        let (was, is) = match told.as_slice() {
            [only] => self.wordings(
                &only.hunk,
                Read { text: one, tokens: &field.old },
                Read { text: other, tokens: &field.new },
            ),
            _ => (one.to_owned(), other.to_owned()),
        };
        gathered.put(Verb::Corrects, object, [], Counted::New, Some(was), Some(is));
    }
}

fn tell(number: u32, mut tally: Tally, kind: Kind, gathered: &mut Gathered) {
    let here = [number];
    let facts = !tally.numbers.is_empty() || tally.date || tally.quote || tally.fact;
    for object in &tally.numbers {
        gathered.add(Verb::Updates, object, here, Counted::New);
    }
    if tally.date {
        gathered.add(Verb::Updates, "date", here, Counted::New);
    }
    if tally.quote {
        gathered.add(Verb::Updates, "quote", here, Counted::New);
    }
    if tally.fact {
        gathered.add(Verb::Updates, if number == 1 { "lead" } else { "details" }, here, Counted::New);
    }
    let parts_words = tally.parts.len();
    // A lead that says something else besides is another lead, not the old one with more in it.
    let is_other_lead = number == 1 && tally.swapped >= 2;
    if parts_words > 0 && !facts && !is_other_lead && tally.sentences.is_empty() {
        tally.sentences.append(&mut tally.parts);
        tally.words = 0;
    }
    for object in &tally.sentences {
        gathered.add(Verb::Adds, object, here, Counted::New);
    }
    if !tally.trimmed.is_empty() {
        let verb = if kind == Kind::Correction { Verb::Removes } else { Verb::Trims };
        gathered.add(verb, "sentence", tally.trimmed.iter().copied(), Counted::Old);
    }
    let said = facts || !tally.sentences.is_empty() || !tally.trimmed.is_empty();
    if tally.words == 0 || said {
        return;
    }
    if number == 1 {
        gathered.add(Verb::Updates, "lead", here, Counted::New);
    } else if tally.words >= WORDING || tally.words * 3 >= tally.length {
        gathered.add(Verb::Updates, "details", here, Counted::New);
    } else {
        gathered.add(Verb::Edits, "wording", here, Counted::New);
    }
}
