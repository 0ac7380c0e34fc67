//! Which revisions are at hand as they were read, so that lists need not read their text again?
//!
//! A revision never changes. The salt of its hashes is drawn for that text alone, and a takedown takes both away; so what is
//! kept under a salt can never be stale, neither after a change that was undone nor on another node.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use story::Revision;

use crate::Hash;

/// How many bytes a generation holds, about; two of them are kept.
const GENERATION: usize = 12 << 20;
/// What a revision takes besides its text, about.
const OVERHEAD: usize = 1024;
/// How often its text stands in memory, about: as it is, and in its marks.
const TIMES: usize = 2;

/// The revisions at hand. What nobody asked for during a whole generation is let go.
#[derive(Debug)]
pub(crate) struct Kept<T = Revision> {
    generations: RwLock<Generations<T>>,
}

#[derive(Debug)]
struct Generations<T> {
    young: HashMap<Hash, Piece<T>>,
    old: HashMap<Hash, Piece<T>>,
    bytes: usize,
}

#[derive(Debug)]
struct Piece<T> {
    what: Arc<T>,
    bytes: usize,
}

impl<T> Generations<T> {
    fn put(&mut self, salt: Hash, piece: Piece<T>) {
        self.bytes += piece.bytes;
        self.young.insert(salt, piece);
        if self.bytes > GENERATION {
            self.old = std::mem::take(&mut self.young);
            self.bytes = 0;
        }
    }
}

impl<T> Default for Generations<T> {
    fn default() -> Self {
        Generations { young: HashMap::new(), old: HashMap::new(), bytes: 0 }
    }
}

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Kept { generations: RwLock::default() }
    }
}

impl<T> Kept<T> {
    /// The revision with that salt.
    pub(crate) fn find(&self, salt: &[u8]) -> Option<Arc<T>> {
        let salt: Hash = salt.try_into().ok()?;
        let (what, bytes) = {
            let generations = self.generations.read().unwrap_or_else(PoisonError::into_inner);
            if let Some(piece) = generations.young.get(&salt) {
                return Some(piece.what.clone());
            }
            let piece = generations.old.get(&salt)?;
            (piece.what.clone(), piece.bytes)
        };
        self.put(salt, Piece { what: what.clone(), bytes });
        Some(what)
    }

    /// Keeps a revision whose content has that many bytes as it is stored; one without a salt is not kept.
    pub(crate) fn keep(&self, salt: &[u8], what: &Arc<T>, bytes: usize) {
        if let Ok(salt) = salt.try_into() {
            self.put(salt, Piece { what: what.clone(), bytes: OVERHEAD + TIMES * bytes });
        }
    }

    /// Lets go of all of them.
    pub(crate) fn clear(&self) {
        *self.generations.write().unwrap_or_else(PoisonError::into_inner) = Generations::default();
    }

    fn put(&self, salt: Hash, piece: Piece<T>) {
        self.generations.write().unwrap_or_else(PoisonError::into_inner).put(salt, piece);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn salt(n: u32) -> Hash {
        let mut salt = [0; 32];
        salt[..4].copy_from_slice(&n.to_be_bytes());
        salt
    }

    #[test]
    fn what_is_asked_for_stays_and_the_rest_goes() {
        let kept = Kept::default();
        let each = 100_000;
        for n in 0..1000 {
            kept.keep(&salt(n), &Arc::new(n), each);
            assert_eq!(kept.find(&salt(0)).as_deref(), Some(&0), "asked for each time");
        }
        let left = (0..1000).filter(|n| kept.find(&salt(*n)).is_some()).count();
        assert!(left * (OVERHEAD + TIMES * each) <= 2 * GENERATION + 10 * each, "{left} are left");
        assert!(kept.find(&salt(999)).is_some());
        kept.clear();
        assert!((0..1000).all(|n| kept.find(&salt(n)).is_none()));
    }

    #[test]
    fn what_has_no_salt_any_more_is_not_kept() {
        let kept = Kept::default();
        kept.keep(&[], &Arc::new(1), 10);
        assert!(kept.find(&[]).is_none());
    }
}
