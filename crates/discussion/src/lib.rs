//! What readers say of a story: may it be said, how does it look, and who may be called what?
//!
//! This room is pure: it reads no clock, opens no file and knows no database; time is an argument.
//!
//! Invariants:
//! - a message passes the phases of [`phases::ALL`] in that order; each says nothing, or tags, holds or rejects with a
//!   reason that is kept and that its author is told;
//! - nobody is kept out unseen: whoever is held, rejected, suspended or banned is told so and why;
//! - what a reader typed becomes markup only by [`markup::html`], which escapes everything and knows a few elements.

mod bucket;
pub mod markup;
pub mod names;
pub mod phases;
pub mod plain;
mod sayings;

pub use bucket::{Bucket, Rate};
pub use phases::{Author, Decision, Finding, Phase, Place, Reason, Rules, Said, Verdict};
pub use sayings::{
    Category, Closing, Grounds, Mode, NoteKind, Order, Reaction, ReaderBadge, ReportState, SanctionKind,
    State,
};
