//! What are the root of a log and the proofs of it, counted from its tiles?

use std::collections::HashMap;

use crate::tile::{Tile, WIDTH};
use crate::{Hash, empty_root, leaf_hash, node_hash};

/// How many levels of the tree a tile has.
const HEIGHT: u8 = 8;

/// How a tile is had.
type Tiles<'a, E> = Box<dyn FnMut(Tile) -> Result<Vec<Hash>, E> + 'a>;

/// A log of some size, whose tiles can be had.
pub struct Tree<'a, E> {
    size: u64,
    tiles: Tiles<'a, E>,
    known: HashMap<(u8, u64), Vec<Hash>>,
}

impl<'a, E> Tree<'a, E> {
    /// A log of this size. A tile that is asked for has just the hashes of its width.
    pub fn new(size: u64, tiles: impl FnMut(Tile) -> Result<Vec<Hash>, E> + 'a) -> Self {
        Tree { size, tiles: Box::new(tiles), known: HashMap::new() }
    }

    /// How many entries it has.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The root.
    ///
    /// # Errors
    /// When a tile cannot be had.
    pub fn root(&mut self) -> Result<Hash, E> {
        self.root_at(self.size)
    }

    fn root_at(&mut self, size: u64) -> Result<Hash, E> {
        if size == 0 { Ok(empty_root()) } else { self.range(0, size) }
    }

    /// The path that proves that the entry at a place is in the log (RFC 6962 section 2.1.1); none where there is no such place.
    ///
    /// # Errors
    /// When a tile cannot be had.
    pub fn inclusion(&mut self, index: u64) -> Result<Option<Vec<Hash>>, E> {
        if index >= self.size {
            return Ok(None);
        }
        let (mut low, mut high, mut path) = (0, self.size, Vec::new());
        while high - low > 1 {
            let middle = low + split(high - low);
            if index < middle {
                path.push(self.range(middle, high)?);
                high = middle;
            } else {
                path.push(self.range(low, middle)?);
                low = middle;
            }
        }
        path.reverse();
        Ok(Some(path))
    }

    /// What proves that the log at a smaller size is the beginning of it (RFC 6962 section 2.1.2); none where it is not smaller.
    ///
    /// # Errors
    /// When a tile cannot be had.
    pub fn consistency(&mut self, old: u64) -> Result<Option<Vec<Hash>>, E> {
        if old > self.size {
            return Ok(None);
        }
        if old == 0 || old == self.size {
            return Ok(Some(Vec::new()));
        }
        let (mut low, mut high, mut path, mut is_whole) = (0, self.size, Vec::new(), true);
        while old != high {
            let middle = low + split(high - low);
            if old <= middle {
                path.push(self.range(middle, high)?);
                high = middle;
            } else {
                path.push(self.range(low, middle)?);
                (low, is_whole) = (middle, false);
            }
        }
        if !is_whole {
            path.push(self.range(low, high)?);
        }
        path.reverse();
        Ok(Some(path))
    }

    /// The hash over the entries from one place to before another.
    fn range(&mut self, low: u64, high: u64) -> Result<Hash, E> {
        let count = high - low;
        if count.is_power_of_two() && low.is_multiple_of(count) {
            return self.node(u8::try_from(count.trailing_zeros()).unwrap_or(u8::MAX), low / count);
        }
        let middle = low + split(count);
        Ok(node_hash(&self.range(low, middle)?, &self.range(middle, high)?))
    }

    /// The hash over the 2^level entries at a place of that level.
    fn node(&mut self, level: u8, index: u64) -> Result<Hash, E> {
        let (tile_level, within) = (level / HEIGHT, level % HEIGHT);
        let first = index << within;
        let count = 1_usize << within;
        let hashes = self.tile(tile_level, first / WIDTH)?;
        let at = usize::try_from(first % WIDTH).unwrap_or(usize::MAX);
        Ok(folded(&hashes[at..at + count]))
    }

    fn tile(&mut self, level: u8, index: u64) -> Result<&[Hash], E> {
        let on_level = self.size >> (u32::from(level) * u32::from(HEIGHT));
        let width = (on_level - index * WIDTH).min(WIDTH);
        let known = match self.known.entry((level, index)) {
            std::collections::hash_map::Entry::Occupied(known) => known.into_mut(),
            std::collections::hash_map::Entry::Vacant(empty) => {
                empty.insert((self.tiles)(Tile { level, index, width })?)
            }
        };
        Ok(known)
    }
}

/// Where a list of more than one is parted: the largest power of two below its length.
fn split(count: u64) -> u64 {
    1 << (u64::BITS - 1 - (count - 1).leading_zeros())
}

/// The hash over a full part of a tile.
fn folded(hashes: &[Hash]) -> Hash {
    match hashes {
        [one] => *one,
        _ => {
            let (left, right) = hashes.split_at(hashes.len() / 2);
            node_hash(&folded(left), &folded(right))
        }
    }
}

/// A log that grows entry by entry: which tiles change, and to what.
#[derive(Clone, Debug, Default)]
pub struct Growing {
    size: u64,
    /// The last tile of each level, as far as it is filled.
    last: Vec<Vec<Hash>>,
    /// Those that were filled since they were taken.
    filled: Vec<(u8, u64, Vec<Hash>)>,
}

impl Growing {
    /// Goes on from a size, whose last tile of each level is given by who keeps them: as many hashes as that level has beyond its
    /// full tiles.
    ///
    /// # Errors
    /// When a tile cannot be had.
    pub fn from<E>(size: u64, mut tile: impl FnMut(Tile) -> Result<Vec<Hash>, E>) -> Result<Self, E> {
        let mut last = Vec::new();
        let mut on_level = size;
        let mut level = 0;
        while on_level > 0 {
            let (index, width) = (on_level / WIDTH, on_level % WIDTH);
            last.push(if width == 0 { Vec::new() } else { tile(Tile { level, index, width })? });
            on_level /= WIDTH;
            level += 1;
        }
        Ok(Growing { size, last, filled: Vec::new() })
    }

    /// How many entries it has.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Adds an entry.
    pub fn push(&mut self, entry: &[u8]) {
        let mut hash = leaf_hash(entry);
        let mut place = self.size;
        for level in 0_u8.. {
            let at = usize::from(level);
            if self.last.len() == at {
                self.last.push(Vec::new());
            }
            let tile = &mut self.last[at];
            tile.push(hash);
            if tile.len() as u64 != WIDTH {
                break;
            }
            let full = std::mem::take(tile);
            (hash, place) = (folded(&full), place / WIDTH);
            self.filled.push((level, place, full));
        }
        self.size += 1;
    }

    /// The tiles that were filled since they were taken, and the last of each level as far as it is: level, place, hashes.
    pub fn take(&mut self) -> Vec<(u8, u64, Vec<Hash>)> {
        let mut tiles = std::mem::take(&mut self.filled);
        let mut on_level = self.size;
        for (level, hashes) in (0..).zip(&self.last) {
            if !hashes.is_empty() {
                tiles.push((level, on_level / WIDTH, hashes.clone()));
            }
            on_level /= WIDTH;
        }
        tiles
    }
}
