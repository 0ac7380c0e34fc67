//! Does a proof hold? (RFC 9162 sections 2.1.3.2 and 2.1.4.2, whose trees are those of RFC 6962.)

use crate::{Hash, empty_root, node_hash};

/// Whether the entry of this hash stands at a place of the log that has this root at this size.
pub fn is_in(leaf: &Hash, index: u64, size: u64, path: &[Hash], root: &Hash) -> bool {
    if index >= size {
        return false;
    }
    let (mut at, mut last, mut hash) = (index, size - 1, *leaf);
    for step in path {
        if last == 0 {
            return false;
        }
        if at % 2 == 1 || at == last {
            hash = node_hash(step, &hash);
            if at % 2 == 0 {
                while at % 2 == 0 && at != 0 {
                    (at, last) = (at >> 1, last >> 1);
                }
            }
        } else {
            hash = node_hash(&hash, step);
        }
        (at, last) = (at >> 1, last >> 1);
    }
    last == 0 && hash == *root
}

/// Whether the log that had one root at one size has the other at the other, and only grew in between.
pub fn only_grew((old, old_root): (u64, &Hash), (new, new_root): (u64, &Hash), path: &[Hash]) -> bool {
    if old > new || (old == 0 && *old_root != empty_root()) {
        return false;
    }
    if old == 0 || old == new {
        return path.is_empty() && (old == 0 || old_root == new_root);
    }
    let (mut at, mut last) = (old - 1, new - 1);
    while at % 2 == 1 {
        (at, last) = (at >> 1, last >> 1);
    }
    let (first, rest) = match (at, path) {
        // A full tree on the left is its own beginning.
        (0, path) => (old_root, path),
        (_, [first, rest @ ..]) => (first, rest),
        (_, []) => return false,
    };
    let (mut before, mut after) = (*first, *first);
    for step in rest {
        if last == 0 {
            return false;
        }
        if at % 2 == 1 || at == last {
            (before, after) = (node_hash(step, &before), node_hash(step, &after));
            while at % 2 == 0 && at != 0 {
                (at, last) = (at >> 1, last >> 1);
            }
        } else {
            after = node_hash(&after, step);
        }
        (at, last) = (at >> 1, last >> 1);
    }
    last == 0 && before == *old_root && after == *new_root
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::tile::{Tile, WIDTH};
    use crate::tree::{Growing, Tree};
    use crate::{leaf_hash, sha256};
    use proptest::prelude::*;
    use std::collections::HashMap;
    use std::convert::Infallible;

    /// RFC 6962 section 2.1, word for word.
    fn root_of(entries: &[Vec<u8>]) -> Hash {
        match entries {
            [] => sha256(&[]),
            [one] => leaf_hash(one),
            all => {
                let split = all.len().next_power_of_two() / 2;
                node_hash(&root_of(&all[..split]), &root_of(&all[split..]))
            }
        }
    }

    #[derive(Default)]
    struct Kept(HashMap<(u8, u64), Vec<Hash>>);

    impl Kept {
        fn grow(&mut self, growing: &mut Growing) {
            self.0.extend(growing.take().into_iter().map(|(level, index, hashes)| ((level, index), hashes)));
        }

        fn tile(&self, tile: Tile) -> Result<Vec<Hash>, Infallible> {
            assert!((1..=WIDTH).contains(&tile.width), "{tile:?}");
            Ok(self.0[&(tile.level, tile.index)][..usize::try_from(tile.width).unwrap()].to_vec())
        }
    }

    fn entries(count: u64) -> Vec<Vec<u8>> {
        (0..count).map(|n| format!("entry {n}").into_bytes()).collect()
    }

    fn grown(all: &[Vec<u8>]) -> Kept {
        let (mut growing, mut kept) = (Growing::default(), Kept::default());
        for (at, entry) in all.iter().enumerate() {
            growing.push(entry);
            // It is put away now and then, and gone on with from what was put away.
            if at % 97 == 0 {
                kept.grow(&mut growing);
                growing = Growing::from(growing.size(), |tile| kept.tile(tile)).unwrap();
            }
        }
        kept.grow(&mut growing);
        kept
    }

    #[test]
    fn roots_and_proofs_are_those_of_the_definition_at_every_size() {
        let all = entries(600);
        let kept = grown(&all);
        for size in (0..70).chain([127, 128, 129, 255, 256, 257, 511, 512, 513, 600]) {
            let root = root_of(&all[..size as usize]);
            let mut tree = Tree::new(size, |tile| kept.tile(tile));
            assert_eq!(tree.root().unwrap(), root, "{size}");
            for index in (0..size).step_by(1 + size as usize / 40) {
                let path = tree.inclusion(index).unwrap().unwrap();
                let leaf = leaf_hash(&all[index as usize]);
                assert!(is_in(&leaf, index, size, &path, &root), "{index} of {size}");
                assert!(!is_in(&leaf_hash(b"other"), index, size, &path, &root));
                assert!(!is_in(&leaf, index + 1, size, &path, &root) || size == 1);
                assert!(
                    !is_in(&leaf, index, size, &path[..path.len().saturating_sub(1)], &root)
                        || path.is_empty()
                );
            }
            assert_eq!(tree.inclusion(size).unwrap(), None);
            for old in (0..=size).step_by(1 + size as usize / 40) {
                let before = root_of(&all[..old as usize]);
                let path = tree.consistency(old).unwrap().unwrap();
                assert!(only_grew((old, &before), (size, &root), &path), "{old} to {size}");
                let altered = [9; 32];
                assert!(!only_grew((old, &altered), (size, &root), &path));
                assert!(!only_grew((old, &before), (size, &altered), &path) || old == 0);
            }
            assert_eq!(tree.consistency(size + 1).unwrap(), None);
        }
    }

    #[test]
    fn a_log_of_three_levels_goes_on_where_it_was() {
        let all = entries(WIDTH * WIDTH + 300);
        let kept = grown(&all);
        let size = all.len() as u64;
        let root = root_of(&all);
        let mut tree = Tree::new(size, |tile| kept.tile(tile));
        assert_eq!(tree.root().unwrap(), root);
        for index in [0, 255, 256, 65_535, 65_536, size - 1] {
            let path = tree.inclusion(index).unwrap().unwrap();
            assert!(is_in(&leaf_hash(&all[index as usize]), index, size, &path, &root));
        }
        let path = tree.consistency(65_537).unwrap().unwrap();
        assert!(only_grew((65_537, &root_of(&all[..65_537])), (size, &root), &path));
    }

    /// The tree of eight entries in the reference implementation of RFC 6962 (Certificate Transparency, merkle tree tests).
    #[test]
    fn a_known_tree_has_its_known_root() {
        let inputs: [&[u8]; 8] = [
            &[],
            &[0],
            &[0x10],
            &[0x20, 0x21],
            &[0x30, 0x31],
            &[0x40, 0x41, 0x42, 0x43],
            &[0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57],
            &[0x60, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6a, 0x6b, 0x6c, 0x6d, 0x6e, 0x6f],
        ];
        let all: Vec<Vec<u8>> = inputs.iter().map(|entry| entry.to_vec()).collect();
        let hex: String = root_of(&all).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(hex, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
    }

    proptest! {
        #[test]
        fn no_made_up_proof_makes_a_panic(index in any::<u64>(), size in any::<u64>(), path in prop::collection::vec(any::<[u8; 32]>(), 0..70)) {
            prop_assert!(!is_in(&[1; 32], index, size, &path, &[2; 32]));
            let _ = only_grew((index, &[1; 32]), (size, &[2; 32]), &path);
        }
    }
}
