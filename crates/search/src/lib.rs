//! Which public stories say this?
//!
//! A full-text index beside the store: one document a story, in its present state, and a cursor that says
//! how far along the wire it is. It can be thrown away at any time and built again from entry 1. The newest few stand in
//! memory in front of it until they are committed. Saved searches are held against a story the other way round ([`Watch`]).
//!
//! Invariants:
//! - only what is public is put in; who may see what is not decided here;
//! - a story is found from its put on; it is kept, with the cursor that covers it, from one commit on; what a power cut takes is had
//!   again from the wire;
//! - whatever the engine finds in its files is found in a story at hand, and the other way round;
//! - no text a reader can type makes an error: what is not understood is searched for as words.

mod analysed;
mod document;
mod facets;
mod find;
mod folder;
mod index;
mod marks;
mod meant;
mod query;
mod recent;
mod sought;
mod unwanted;
mod watch;
mod words;

pub use document::Document;
pub use facets::{Counts, Facet};
pub use find::{After, Hit, Hits, MOST_COUNTED, Order, Query};
pub use index::{Index, Opened};
pub use marks::{Marker, Passage};
pub use watch::Watch;
pub use words::LANGUAGES;

/// Why the index failed. It is never the reader's fault.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// Another process writes here.
    #[error("the search index in {} is in use by another process: stop that one first", .0.display())]
    InUse(std::path::PathBuf),
    /// The folder cannot be read or written.
    #[error("the search index failed at {}: {source}", .path.display())]
    Folder {
        /// Where.
        path: std::path::PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The index itself failed.
    #[error("the search index failed: {0}")]
    Engine(#[from] tantivy::TantivyError),
}
