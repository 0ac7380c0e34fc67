//! The copy desk: what an attentive copy editor asks of a story before it is sent.
//!
//! Deterministic checks, one file each in `checks/`, each with its examples. A check says what is wrong, where to the
//! character, and what would be right; it changes nothing. False alarms cost more than misses, so a check that is not
//! sure is silent.
//!
//! Invariants: pure and total: no clock, no I/O, no text makes it fail; a finding lies inside its part of the story.

mod checks;
mod context;
mod desk;
mod read;
mod sheet;

pub use checks::{ALL, Check, Example, spaces};
pub use context::{Context, Facts, Known, Ran, Rule};
pub use desk::Desk;
pub use sheet::{Part, Place, Sheet};

use std::ops::Range;

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Wrong, as far as can be known: sent only with a reason.
    Error,
    /// Probably wrong: look.
    Warning,
    /// Worth a thought.
    Note,
}

impl Severity {
    /// The word by which machines know it.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }
}

/// What a check found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The check's number.
    pub check: u8,
    /// The check's name.
    pub rule: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// Which part of the story, by its place in [`Sheet::parts`].
    pub part: usize,
    /// The bytes in that part's text.
    pub range: Range<usize>,
    /// The characters meant.
    pub words: String,
    /// What is wrong and what would be right, in lower case without a full stop.
    pub message: String,
}

/// Checks a story, all of it, cold. To check while somebody writes, keep a [`Desk`].
pub fn check(content: &story::Content, context: &Context<'_>) -> Vec<Finding> {
    Desk::new().check(&Sheet::of(content, context), context)
}
