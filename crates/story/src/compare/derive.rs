//! Which clauses tell what changed?

use super::Comparison;
use crate::{Change, Kind};

impl Comparison {
    /// What was done, heaviest first, as the clauses of an advisory line.
    pub fn changes(&self, _kind: Kind) -> Vec<Change> {
        Vec::new()
    }
}
