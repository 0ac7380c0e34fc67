//! Is this entry in that log, and did the log only grow?
//!
//! A log is a list of entries under a Merkle tree (RFC 6962 section 2.1): whoever knows its root at one size can be shown that an
//! entry is in it, and that a later root is of the same list with more behind it. It is published as tiles (C2SP tlog-tiles) under
//! checkpoints (C2SP tlog-checkpoint) that are signed notes (C2SP signed-note), which witnesses may sign too (C2SP tlog-witness).
//!
//! This room is pure: it asks for tiles and never stores them. Whoever proves and whoever checks read the same code, but a check
//! never trusts what it is given: it counts again.

mod checkpoint;
mod note;
mod proof;
mod tile;
mod tree;
mod witness;

pub use checkpoint::Checkpoint;
pub use note::{Note, SignerKey, VerifierKey};
pub use proof::{is_in, only_grew};
pub use tile::{Bundle, Tile, WIDTH, bundle, entries_of};
pub use tree::{Growing, Tree};
pub use witness::AddCheckpoint;

/// A SHA-256 hash.
pub type Hash = [u8; 32];

/// Why something of a log cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TlogError {
    /// A checkpoint, a note or a key is not written as it should be.
    #[error("{0}")]
    Malformed(String),
    /// No signature of the key that was asked for holds.
    #[error("it is not signed by {0}")]
    Unsigned(String),
}

fn malformed(what: impl Into<String>) -> TlogError {
    TlogError::Malformed(what.into())
}

fn sha256(parts: &[&[u8]]) -> Hash {
    let mut context = aws_lc_rs::digest::Context::new(&aws_lc_rs::digest::SHA256);
    parts.iter().for_each(|part| context.update(part));
    let mut out = [0; 32];
    out.copy_from_slice(context.finish().as_ref());
    out
}

/// The hash of an entry (RFC 6962 section 2.1).
pub fn leaf_hash(entry: &[u8]) -> Hash {
    sha256(&[&[0], entry])
}

/// The hash of two neighbours (RFC 6962 section 2.1).
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    sha256(&[&[1], left, right])
}

/// The root of an empty log (RFC 6962 section 2.1).
pub fn empty_root() -> Hash {
    sha256(&[])
}
