//! How are single findings brought together into clauses?

use std::collections::BTreeSet;

use crate::{Change, Counted, Verb};

/// Changes as they are found; like ones are one.
#[derive(Debug, Default)]
pub(crate) struct Gathered(Vec<Found>);

#[derive(Debug)]
struct Found {
    verb: Verb,
    object: String,
    paragraphs: BTreeSet<u32>,
    of: Counted,
    old: Option<String>,
    new: Option<String>,
    throughout: bool,
}

impl Gathered {
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn add(
        &mut self,
        verb: Verb,
        object: &str,
        paragraphs: impl IntoIterator<Item = u32>,
        of: Counted,
    ) {
        self.put(verb, object, paragraphs, of, None, None);
    }

    /// One thing in the head for another.
    pub(crate) fn swap(&mut self, verb: Verb, object: &str, old: &Option<String>, new: &Option<String>) {
        self.put(verb, object, [], Counted::New, old.clone(), new.clone());
    }

    pub(crate) fn put(
        &mut self,
        verb: Verb,
        object: &str,
        paragraphs: impl IntoIterator<Item = u32>,
        of: Counted,
        old: Option<String>,
        new: Option<String>,
    ) {
        let known = self
            .0
            .iter_mut()
            .find(|f| (f.verb, f.object.as_str(), f.of, &f.old, &f.new) == (verb, object, of, &old, &new));
        match known {
            Some(found) => found.paragraphs.extend(paragraphs),
            None => self.0.push(Found {
                verb,
                object: object.to_owned(),
                paragraphs: paragraphs.into_iter().collect(),
                of,
                old,
                new,
                throughout: false,
            }),
        }
    }

    pub(crate) fn mark_throughout(&mut self, verb: Verb) {
        self.0.iter_mut().filter(|f| f.verb == verb).for_each(|f| f.throughout = true);
    }

    pub(crate) fn extend(&mut self, other: Gathered) {
        for f in other.0 {
            self.put(f.verb, &f.object, f.paragraphs, f.of, f.old, f.new);
        }
    }

    /// The clauses in their order: by weight of the verb, then by the first paragraph.
    pub(crate) fn finish(mut self, counted: u32) -> Vec<Change> {
        self.join_speakers();
        self.join_numbers(counted);
        self.0.sort_by_key(|f| (f.verb, f.paragraphs.first().copied().unwrap_or(0)));
        self.0
            .into_iter()
            .map(|f| Change {
                verb: f.verb,
                object: f.object,
                paragraphs: f.paragraphs.into_iter().collect(),
                of: f.of,
                throughout: f.throughout,
                old: f.old,
                new: f.new,
            })
            .collect()
    }

    /// Quotes of more than one voice are quotes; so is reaction.
    fn join_speakers(&mut self) {
        for (is_one, all) in [
            (
                (|object: &str| object == "quotes" || object.starts_with("quotes from ")) as fn(&str) -> bool,
                "quotes",
            ),
            (|object: &str| object == "reaction" || object.ends_with(" reaction"), "reaction"),
        ] {
            let is_one = |f: &Found| f.verb == Verb::Adds && is_one(&f.object);
            if self.0.iter().filter(|f| is_one(f)).count() > 1 {
                let (voices, rest): (Vec<Found>, Vec<Found>) =
                    std::mem::take(&mut self.0).into_iter().partition(is_one);
                self.0 = rest;
                self.add(Verb::Adds, all, voices.into_iter().flat_map(|f| f.paragraphs), Counted::New);
            }
        }
    }

    /// Numbers that moved on in more than half of the paragraphs moved on throughout.
    fn join_numbers(&mut self, counted: u32) {
        const NUMBERS: [&str; 5] = ["toll", "results", "shares", "prices", "figures"];
        let is_number = |f: &Found| f.verb == Verb::Updates && NUMBERS.contains(&f.object.as_str());
        let paragraphs: BTreeSet<u32> =
            self.0.iter().filter(|f| is_number(f)).flat_map(|f| f.paragraphs.iter().copied()).collect();
        if paragraphs.len() < 2 || paragraphs.len() * 2 <= counted as usize {
            return;
        }
        let (numbers, rest): (Vec<Found>, Vec<Found>) =
            std::mem::take(&mut self.0).into_iter().partition(is_number);
        self.0 = rest;
        let object = match numbers.as_slice() {
            [only] => only.object.clone(),
            _ => "figures".to_owned(),
        };
        self.add(Verb::Updates, &object, paragraphs, Counted::New);
        self.0.iter_mut().filter(|f| is_number(f)).for_each(|f| f.throughout = true);
    }
}
