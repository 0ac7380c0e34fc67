//! Which public stories say this?
//!
//! A full-text index beside the store: one document a story, in its present state, and a cursor that says
//! how far along the wire it is. It can be thrown away at any time and built again from entry 1.
//!
//! Invariants:
//! - only what is public is put in; who may see what is not decided here;
//! - a story and the cursor that covers it count from one commit on; what a power cut takes is had again from the wire;
//! - no text a reader can type makes an error: what is not understood is searched for as words.

mod folder;
mod index;
mod query;
mod sought;
mod unwanted;
mod words;

pub use index::{Document, Hit, Hits, Index, Opened, Order, Query};
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
