//! What became of the paragraph with this number?

use super::facts::{Edit, Touch};
use super::words::Read;
use super::{Class, Comparison, Pair, Paragraph};
use crate::Language;

impl Comparison {
    /// How many paragraphs with a number the old and the new state have.
    pub(crate) fn counted(&self) -> (u32, u32) {
        (self.old.counted, self.new.counted)
    }

    /// The language of the new state.
    pub(crate) fn language(&self) -> &Language {
        &self.language
    }

    fn find(&self, number: u32, is_new: bool) -> Option<(usize, &Pair, &Paragraph)> {
        self.pairs.iter().enumerate().find_map(|(at, pair)| {
            let (places, body) = if is_new { (&pair.new, &self.new) } else { (&pair.old, &self.old) };
            let paragraph = places
                .iter()
                .filter_map(|place| body.paragraphs.get(*place))
                .find(|paragraph| paragraph.number == Some(number))?;
            Some((at, pair, paragraph))
        })
    }

    /// How paragraph `number` of the new state (or, with `is_new` false, of the old one) relates to the other.
    pub(crate) fn class_of(&self, number: u32, is_new: bool) -> Option<Class> {
        self.find(number, is_new).map(|(_, pair, _)| pair.class)
    }

    fn edits_in(&self, number: u32) -> Vec<(Edit, String, String)> {
        let Some((at, pair, _)) = self.find(number, true) else { return Vec::new() };
        let (old, new) = (self.old.joined(&pair.old), self.new.joined(&pair.new));
        let phrase = |read: Read<'_>, range: &std::ops::Range<usize>| read.phrase(range.clone()).to_owned();
        self.edits[at]
            .iter()
            .filter(|edit| self.number_at(&new, &edit.hunk.new, &self.new) == Some(number))
            .map(|edit| {
                (edit.clone(), phrase(old.read(), &edit.hunk.old), phrase(new.read(), &edit.hunk.new))
            })
            .collect()
    }

    /// The numbers and dates that stand in the place of others there: old and new.
    pub(crate) fn numbers_changed(&self, number: u32) -> Vec<(String, String)> {
        self.edits_in(number)
            .into_iter()
            .filter(|(edit, ..)| matches!(edit.touch, Touch::Number | Touch::Date))
            .map(|(_, old, new)| (old, new))
            .collect()
    }

    /// Whether something stands there that did not stand in the old state, a changed number aside.
    pub(crate) fn has_new_matter(&self, number: u32) -> bool {
        match self.find(number, true) {
            Some((_, pair, paragraph)) if pair.class == Class::Inserted => {
                let stood = self.changed_sentences(|pair| &pair.old, &self.old);
                !self.is_known(&paragraph.tokens, &stood)
            }
            Some(_) => self.edits_in(number).iter().any(|(edit, ..)| {
                !edit.touch.is_slip() && !matches!(edit.touch, Touch::Number | Touch::Date | Touch::Dropped)
            }),
            None => false,
        }
    }
}
