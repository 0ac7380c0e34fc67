//! The advisory line: written from changes, read from text, and verified against a difference.
//!
//! Invariants:
//! - what is written reads back: the numbers and wordings of a derived line are found by [`parse()`];
//! - a derived line verifies without a fault;
//! - no line is an error: what has no verb of the grammar is a note.

mod arabic;
mod clause;
mod english;
mod lexer;
mod parse;
mod recognise;
mod russian;
mod verify;
mod write;

pub use parse::{Advisory, Said, parse};
pub use recognise::is_advisory;
pub use verify::verify;
pub use write::write;
