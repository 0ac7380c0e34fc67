//! How is a log cut into files that never change? Tiles of hashes and bundles of entries (C2SP tlog-tiles).

use crate::{TlogError, malformed};

/// How many hashes a full tile has, and how many entries a full bundle.
pub const WIDTH: u64 = 256;

/// Hashes side by side: level 0 has those of entries, each level above those of full tiles below.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tile {
    /// From 0.
    pub level: u8,
    /// Its place on the level, from 0.
    pub index: u64,
    /// How many hashes of it are meant: 1 to [`WIDTH`].
    pub width: u64,
}

/// Entries side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bundle {
    /// Its place, from 0.
    pub index: u64,
    /// How many entries of it are meant: 1 to [`WIDTH`].
    pub width: u64,
}

/// A place as it stands in addresses: groups of three digits, all but the last with `x` in front.
fn spelt(index: u64) -> String {
    let mut text = format!("{:03}", index % 1000);
    let mut rest = index / 1000;
    while rest > 0 {
        text = format!("x{:03}/{text}", rest % 1000);
        rest /= 1000;
    }
    text
}

/// The path of a place with its width.
fn path(index: u64, width: u64) -> String {
    match width {
        WIDTH => spelt(index),
        width => format!("{}.p/{width}", spelt(index)),
    }
}

/// Reads what [`path`] writes, and nothing else.
fn read(text: &str) -> Option<(u64, u64)> {
    let (place, width) = match text.split_once(".p/") {
        Some((place, width)) => (place, width.parse().ok().filter(|width| (1..WIDTH).contains(width))?),
        None => (text, WIDTH),
    };
    let mut index: u64 = 0;
    for group in place.split('/') {
        let digits = group.strip_prefix('x').unwrap_or(group);
        if digits.len() != 3 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        index = index.checked_mul(1000)?.checked_add(digits.parse().ok()?)?;
    }
    // One spelling only: no zeros in front, no width with them.
    (path(index, width) == text).then_some((index, width))
}

impl Tile {
    /// Its path below the log: `tile/0/x001/x234/067`, or `tile/0/001.p/3` where it is not full.
    pub fn path(&self) -> String {
        format!("tile/{}/{}", self.level, path(self.index, self.width))
    }

    /// The tile of a path.
    pub fn read(path: &str) -> Option<Tile> {
        let (level, rest) = path.strip_prefix("tile/")?.split_once('/')?;
        let level: u8 = level.parse().ok().filter(|level| *level < 64)?;
        let (index, width) = read(rest)?;
        let tile = Tile { level, index, width };
        (tile.path() == path).then_some(tile)
    }
}

impl Bundle {
    /// Its path below the log: `tile/entries/000`.
    pub fn path(&self) -> String {
        format!("tile/entries/{}", path(self.index, self.width))
    }

    /// The bundle of a path.
    pub fn read(path: &str) -> Option<Bundle> {
        let (index, width) = read(path.strip_prefix("tile/entries/")?)?;
        Some(Bundle { index, width })
    }

    /// The bundles of a log of that size, in order.
    pub fn all(size: u64) -> impl Iterator<Item = Bundle> {
        let part = Some(Bundle { index: size / WIDTH, width: size % WIDTH }).filter(|it| it.width > 0);
        (0..size / WIDTH).map(|index| Bundle { index, width: WIDTH }).chain(part)
    }
}

/// Entries as a bundle: each with its length in front, in two bytes.
///
/// # Errors
/// An entry of 65,536 bytes or more has no place in one.
pub fn bundle<'a>(entries: impl IntoIterator<Item = &'a [u8]>) -> Result<Vec<u8>, TlogError> {
    let mut out = Vec::new();
    for entry in entries {
        let length =
            u16::try_from(entry.len()).map_err(|_| malformed("an entry is too long for a bundle"))?;
        out.extend(length.to_be_bytes());
        out.extend(entry);
    }
    Ok(out)
}

/// The entries of a bundle.
///
/// # Errors
/// What is cut off in the middle of an entry.
pub fn entries_of(mut bundle: &[u8]) -> Result<Vec<&[u8]>, TlogError> {
    let mut entries = Vec::new();
    while !bundle.is_empty() {
        let cut = || malformed("a bundle ends in the middle of an entry");
        let (length, rest) = bundle.split_first_chunk::<2>().ok_or_else(cut)?;
        let (entry, rest) =
            rest.split_at_checked(usize::from(u16::from_be_bytes(*length))).ok_or_else(cut)?;
        entries.push(entry);
        bundle = rest;
    }
    Ok(entries)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use proptest::prelude::*;

    #[test]
    fn paths_are_those_of_the_standard() {
        let tile = |level, index, width| Tile { level, index, width };
        for (tile, path) in [
            (tile(0, 0, 256), "tile/0/000"),
            (tile(1, 1_234_067, 256), "tile/1/x001/x234/067"),
            (tile(0, 273, 112), "tile/0/273.p/112"),
        ] {
            assert_eq!((tile.path(), Tile::read(path)), (path.to_owned(), Some(tile)));
        }
        for wrong in [
            "tile/0/00",
            "tile/0/x000/001",
            "tile/0/001.p/0",
            "tile/0/001.p/256",
            "tile/0/001.p/01",
            "tile/64/001",
            "tile/00/001",
            "tile/0/001/002",
            "tile/0/",
            "tile/0/x999/x999/x999/x999/x999/x999/x999/999",
            "tile/entries/0",
        ] {
            assert!(Tile::read(wrong).is_none() && Bundle::read(wrong).is_none(), "{wrong}");
        }
        assert_eq!(Bundle::read("tile/entries/x001/002.p/3"), Some(Bundle { index: 1002, width: 3 }));
        assert_eq!(
            Bundle::all(513).map(|it| it.path()).collect::<Vec<_>>(),
            ["tile/entries/000", "tile/entries/001", "tile/entries/002.p/1"]
        );
    }

    proptest! {
        #[test]
        fn a_path_reads_back(level in 0u8..64, index in any::<u64>(), width in 1u64..=256) {
            let (tile, of) = (Tile { level, index, width }, Bundle { index, width });
            prop_assert_eq!(Tile::read(&tile.path()), Some(tile));
            prop_assert_eq!(Bundle::read(&of.path()), Some(of));
        }

        #[test]
        fn a_bundle_reads_back_and_one_that_is_cut_off_does_not(entries in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..300), 1..9)) {
            let bytes = bundle(entries.iter().map(Vec::as_slice)).unwrap();
            prop_assert_eq!(entries_of(&bytes).unwrap(), entries.iter().map(Vec::as_slice).collect::<Vec<_>>());
            prop_assert!(entries_of(&bytes[..bytes.len() - 1]).map_or(true, |left| left.len() < entries.len()));
        }

        #[test]
        fn no_path_and_no_bundle_makes_a_panic(path in ".{0,60}", bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = (Tile::read(&path), Bundle::read(&path), entries_of(&bytes));
        }
    }
}
