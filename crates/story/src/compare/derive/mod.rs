//! Which clauses tell what changed?
//!
//! Invariants:
//! - a changed number is never "adds";
//! - a split, a join, a sentence that only changed its paragraph and a paragraph that moved below the top
//!   are no clause;
//! - deleted matter is counted in the old state, all else in the new.

mod edits;
mod gather;

use std::collections::HashSet;

use super::facts::{Edit, Touch, bare, sentences};
use super::head::FieldEdits;
use super::object::{Leaning, Setting};
use super::token::Token;
use super::{Class, Comparison, HeadField, Pair, Sentences};
use crate::{Change, Counted, Kind, Role, Verb};
use gather::Gathered;

impl Comparison {
    /// What was done, heaviest first, as the clauses of an advisory line: all that an editor could say. The
    /// line itself has the first three verbs of them.
    pub fn changes(&self, kind: Kind) -> Vec<Change> {
        let mut gathered = Gathered::default();
        if kind != Kind::Correction && kind != Kind::Refile && self.is_rewritten() {
            let numbers =
                self.pairs.iter().filter(|p| p.class != Class::Equal).flat_map(|p| self.new_numbers(p));
            gathered.add(Verb::Rewrites, "text", numbers, Counted::New);
            gathered.mark_throughout(Verb::Rewrites);
        } else {
            self.tell_body(kind, &mut gathered);
        }
        self.tell_head(kind, &mut gathered);
        gathered.finish(self.new.counted)
    }

    fn setting(&self) -> Setting<'_> {
        let cues = self.cues();
        let words = self.lexicon.words();
        let mut is_old = vec![false; words.len()];
        let body = self.old.paragraphs.iter().flat_map(|p| &p.tokens).map(|t| t.word);
        for word in body.chain(self.old_head.iter().copied()) {
            is_old[word as usize] = true;
        }
        let known: HashSet<&str> =
            words.iter().zip(&is_old).filter(|(_, old)| **old).map(|(word, _)| bare(&word.lower)).collect();
        let is_toll: Vec<bool> = words
            .iter()
            .zip(&is_old)
            .map(|(word, old)| *old && super::cues::is_in(&word.lower, cues.toll))
            .collect();
        let had_toll = is_toll.contains(&true)
            && self.old.paragraphs.iter().any(|p| {
                p.tokens.iter().any(|t| is_toll[t.word as usize])
                    && p.tokens.iter().any(|t| super::facts::worth(self.lexicon.word(t.word), cues).is_some())
            });
        Setting { lexicon: &self.lexicon, cues, known, had_toll, year: self.year, month: self.month }
    }

    fn new_numbers(&self, pair: &Pair) -> Vec<u32> {
        pair.new.iter().filter_map(|n| self.new.paragraphs.get(*n)).filter_map(|p| p.number).collect()
    }

    fn old_numbers(&self, pair: &Pair) -> Vec<u32> {
        pair.old.iter().filter_map(|o| self.old.paragraphs.get(*o)).filter_map(|p| p.number).collect()
    }

    /// Whether less than two fifths of the old words are left, and most of the new ones are new.
    fn is_rewritten(&self) -> bool {
        if self.old.counted < 2 || self.new.counted < 2 {
            return false;
        }
        let (mut old, mut new, mut gone, mut come) = (0, 0, 0, 0);
        for (pair, edits) in self.pairs.iter().zip(&self.edits) {
            let length = |places: &[usize], body: &super::Body| -> usize {
                places.iter().filter_map(|at| body.paragraphs.get(*at)).map(|p| p.tokens.len()).sum()
            };
            let (one, other) = (length(&pair.old, &self.old), length(&pair.new, &self.new));
            (old, new) = (old + one, new + other);
            match pair.class {
                Class::Inserted => come += other,
                Class::Deleted => gone += one,
                _ => {
                    gone += edits.iter().map(|edit| edit.hunk.old.len()).sum::<usize>();
                    come += edits.iter().map(|edit| edit.hunk.new.len()).sum::<usize>();
                }
            }
        }
        gone * 10 > old * 6 && come * 10 > new * 6
    }

    fn tell_body(&self, kind: Kind, gathered: &mut Gathered) {
        let setting = self.setting();
        let recast = self.tell_recast(gathered);
        let stood = self.changed_sentences(|pair| &pair.old, &self.old);
        let stands = self.changed_sentences(|pair| &pair.new, &self.new);
        let leanings = self.leanings(&setting);
        let mut slips = Gathered::default();
        for (at, (pair, edits)) in self.pairs.iter().zip(&self.edits).enumerate() {
            match pair.class {
                Class::Equal | Class::Moved => {}
                Class::Inserted => {
                    let Some(paragraph) = pair.new.first().and_then(|n| self.new.paragraphs.get(*n)) else {
                        continue;
                    };
                    match paragraph.number {
                        Some(1) if recast => {}
                        Some(_) if self.is_known(&paragraph.tokens, &stood) => {}
                        Some(number) => {
                            let object = match leanings[at] {
                                true => "background".to_owned(),
                                false => {
                                    setting.object(&paragraph.tokens, paragraph.role == Role::BlockQuote)
                                }
                            };
                            let again = pair.new.iter().any(|n| self.restored.contains(n));
                            let verb = if again { Verb::Restores } else { Verb::Adds };
                            gathered.add(verb, &object, [number], Counted::New);
                        }
                        None => {
                            if let Some(object) = thing(paragraph.role) {
                                gathered.add(Verb::Adds, object, [], Counted::New);
                            }
                        }
                    }
                }
                Class::Deleted => {
                    let Some(paragraph) = pair.old.first().and_then(|o| self.old.paragraphs.get(*o)) else {
                        continue;
                    };
                    let verb = if kind == Kind::Correction { Verb::Removes } else { Verb::Trims };
                    match paragraph.number {
                        Some(1) if recast => {}
                        Some(_) if self.is_known(&paragraph.tokens, &stands) => {}
                        Some(number) => {
                            let object = if leanings[at] { "background" } else { "text" };
                            gathered.add(verb, object, [number], Counted::Old);
                        }
                        None => {
                            if let Some(object) = thing(paragraph.role) {
                                gathered.add(verb, object, [], Counted::Old);
                            }
                        }
                    }
                }
                Class::Typo | Class::Edited | Class::Split | Class::Merged => {
                    // Of a new lead only a number that stands in another's place is worth more words.
                    let is_lead = recast && self.new_numbers(pair).first() == Some(&1);
                    let kept: Vec<Edit> = match is_lead && kind == Kind::Update {
                        true => edits.iter().filter(|edit| edit.touch == Touch::Number).cloned().collect(),
                        false => edits.clone(),
                    };
                    self.tell_edits(kind, pair, &kept, &setting, gathered, &mut slips);
                }
            }
        }
        // Slips are worth a word only where there is nothing else to say.
        if kind == Kind::Refile || gathered.is_empty() {
            gathered.extend(slips);
        }
    }

    /// A new lead, or another order at the top.
    fn tell_recast(&self, gathered: &mut Gathered) -> bool {
        if self.old.counted == 0 {
            return false;
        }
        let first = self.pairs.iter().find(|pair| self.new_numbers(pair).first() == Some(&1));
        let moved: Vec<&Pair> = self
            .pairs
            .iter()
            .filter(|pair| pair.moved)
            .filter(|pair| self.new_numbers(pair).iter().chain(&self.old_numbers(pair)).any(|n| *n <= 2))
            .collect();
        let new_lead = first.is_some_and(|pair| {
            pair.class == Class::Inserted
                || self.is_new_lead(pair)
                || !moved.is_empty() && self.old_numbers(pair).first() != Some(&1)
        });
        if new_lead {
            gathered.add(Verb::Recasts, "lead", [1], Counted::New);
        } else if !moved.is_empty() {
            let numbers = moved.iter().flat_map(|pair| self.new_numbers(pair));
            gathered.add(Verb::Recasts, "text", numbers, Counted::New);
        }
        new_lead
    }

    /// Whether so little of a lead was kept that it is another.
    fn is_new_lead(&self, pair: &Pair) -> bool {
        let Some(edits) = self.pairs.iter().position(|other| other == pair).and_then(|at| self.edits.get(at))
        else {
            return false;
        };
        let length = |places: &[usize], body: &super::Body| -> usize {
            places.iter().filter_map(|at| body.paragraphs.get(*at)).map(|p| p.tokens.len()).sum()
        };
        let (old, new) = (length(&pair.old, &self.old), length(&pair.new, &self.new));
        let lost: usize = edits.iter().map(|edit| edit.hunk.old.len()).sum();
        let kept = old.saturating_sub(lost);
        pair.class == Class::Edited && kept * 10 < old.max(new) * 4 && lost * 4 >= old
    }

    pub(super) fn changed_sentences(&self, side: fn(&Pair) -> &[usize], body: &super::Body) -> Sentences {
        let changed = self
            .pairs
            .iter()
            .filter(|pair| !matches!(pair.class, Class::Equal | Class::Moved))
            .flat_map(|pair| side(pair).iter().filter_map(|at| body.paragraphs.get(*at)));
        Sentences::of(changed, &self.lexicon)
    }

    /// Whether every sentence of a text is one of those.
    pub(super) fn is_known(&self, tokens: &[Token], known: &Sentences) -> bool {
        let all = sentences(tokens, &self.lexicon);
        !all.is_empty() && all.into_iter().all(|range| known.has(&tokens[range], &self.lexicon))
    }

    /// Which inserted and deleted paragraphs are background, by pair. Where the words of one do not decide,
    /// its neighbour in the same run does.
    fn leanings(&self, setting: &Setting<'_>) -> Vec<bool> {
        let mut found: Vec<Option<(Leaning, bool)>> = Vec::with_capacity(self.pairs.len());
        let mut out = vec![false; self.pairs.len()];
        for (at, pair) in self.pairs.iter().enumerate() {
            let (place, body) = match pair.class {
                Class::Inserted => (pair.new.first(), &self.new),
                Class::Deleted => (pair.old.first(), &self.old),
                _ => (None, &self.new),
            };
            let paragraph = place.and_then(|at| body.paragraphs.get(*at));
            found.push(paragraph.and_then(|p| Some((p, p.number?))).map(|(p, number)| {
                let late = number > 1 && number * 10 > body.counted * 4;
                let leaning = setting.leaning(&p.tokens);
                out[at] = p.role == Role::Background
                    || p.role != Role::BlockQuote
                        && setting.object(&p.tokens, false).as_str() == "details"
                        && leaning.is_background(late)
                    || p.role != Role::BlockQuote && leaning.background >= leaning.news + 4 && late;
                (leaning, late)
            }));
        }
        let open = |at: usize| found[at].is_some_and(|(leaning, late)| late && leaning.is_open());
        let same = |one: usize, other: usize| self.pairs[one].class == self.pairs[other].class;
        for at in 1..out.len() {
            out[at] |= open(at) && out[at - 1] && same(at, at - 1) && self.is_plain(at, setting);
        }
        for at in (1..out.len()).rev() {
            out[at - 1] |= open(at - 1) && out[at] && same(at, at - 1) && self.is_plain(at - 1, setting);
        }
        out
    }

    fn is_plain(&self, at: usize, setting: &Setting<'_>) -> bool {
        let pair = &self.pairs[at];
        let one = pair.new.first().and_then(|n| self.new.paragraphs.get(*n));
        one.or_else(|| pair.old.first().and_then(|o| self.old.paragraphs.get(*o)))
            .is_some_and(|p| p.role != Role::BlockQuote && setting.object(&p.tokens, false) == "details")
    }

    fn tell_head(&self, kind: Kind, gathered: &mut Gathered) {
        for (change, field) in self.head.iter().zip(&self.head_edits) {
            let slip = !field.edits.is_empty() && field.edits.iter().all(|edit| edit.touch.is_slip());
            let object = match change.field {
                HeadField::Picture => "photo",
                HeadField::Slugline => "slug",
                other => other.as_str(),
            };
            match (change.field, &change.old, &change.new) {
                (HeadField::Caption, None, _) | (HeadField::Caption, _, None) => {}
                (HeadField::Slugline, ..) => gathered.swap(Verb::Changes, object, &change.old, &change.new),
                (_, None, _) => gathered.add(Verb::Adds, object, [], Counted::New),
                (HeadField::Dateline, ..) if kind != Kind::Correction => {
                    gathered.swap(Verb::Changes, object, &change.old, &change.new);
                }
                (_, _, None) => gathered.add(Verb::Removes, object, [], Counted::Old),
                (HeadField::Picture, ..) => gathered.add(Verb::Changes, object, [], Counted::New),
                _ if slip && kind == Kind::Refile => gathered.add(Verb::Refiles, object, [], Counted::New),
                _ if slip => {}
                _ if is_wrong(field, kind) => self.correct_head(object, change, field, gathered),
                (HeadField::Lead, ..) => gathered.add(Verb::Updates, object, [], Counted::New),
                _ => gathered.swap(Verb::Changes, object, &change.old, &change.new),
            }
        }
        let only_slips = self.head_edits.iter().any(|f| !f.edits.is_empty());
        if gathered.is_empty() && only_slips && kind != Kind::Refile {
            for (change, _) in self.head.iter().zip(&self.head_edits) {
                gathered.add(Verb::Edits, change.field.as_str(), [], Counted::New);
            }
        }
    }
}

/// Whether a field mends what was wrong.
fn is_wrong(field: &FieldEdits, kind: Kind) -> bool {
    let mut told = field.edits.iter().filter(|edit| !edit.touch.is_slip()).peekable();
    match told.peek() {
        Some(_) => told.any(|edit| edit.is_wrong(kind)),
        None => kind == Kind::Correction,
    }
}

/// What a part without a number is called.
fn thing(role: Role) -> Option<&'static str> {
    match role {
        Role::ListItem => Some("list"),
        Role::Table => Some("table"),
        Role::Embed => Some("link"),
        Role::Note => Some("editor's note"),
        Role::Body | Role::Background | Role::BlockQuote | Role::Subhead => None,
    }
}
