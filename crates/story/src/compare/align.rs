//! Which paragraph of the new state is which of the old one?
//!
//! Equal paragraphs are anchored first (a diff over whole paragraphs), then those that stand in the gaps are
//! matched by the words they share. Candidates come from an index of rare words and from the places in the
//! gap, never from all pairs, so the cost grows as n log n on ordinary edits.
//!
//! Invariants:
//! - no paragraph is matched twice;
//! - paragraphs are matched only with their like: counted ones with counted ones, list items with list items.

use std::collections::HashMap;

use imara_diff::{Algorithm, Diff, Token as DiffToken};

use super::token::{Lexicon, Token};
use crate::Role;

/// How alike two paragraphs in order must be to be one, of 1000.
const ALIKE: u32 = 450;
/// How alike they must be when one changed places: a false move misleads more than a missed one.
const ALIKE_ELSEWHERE: u32 = 600;
/// Up to this many pairs, all are weighed.
const ALL_PAIRS: usize = 2_500;
/// A word in more paragraphs than this tells nothing.
const RARE: usize = 12;
/// The most candidates weighed for one paragraph.
const CANDIDATES: usize = 8;

/// A paragraph, as far as aligning needs it.
pub(crate) struct Unit<'a> {
    pub(crate) tokens: &'a [Token],
    pub(crate) role: Role,
}

/// What matches what: old place, new place; by new place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Match {
    pub(crate) old: Vec<usize>,
    pub(crate) new: Vec<usize>,
    pub(crate) equal: bool,
    pub(crate) moved: bool,
}

/// The words of a paragraph as a bag: sorted ids with their counts.
struct Bag {
    words: Vec<(u32, u32)>,
    weight: u32,
}

impl Bag {
    fn of(tokens: &[Token], lexicon: &Lexicon) -> Bag {
        let mut ids: Vec<u32> =
            tokens.iter().map(|t| t.word).filter(|id| lexicon.word(*id).weight > 0).collect();
        ids.sort_unstable();
        let mut words: Vec<(u32, u32)> = Vec::with_capacity(ids.len());
        for id in ids {
            match words.last_mut() {
                Some((last, count)) if *last == id => *count += 1,
                _ => words.push((id, 1)),
            }
        }
        let weight = words.iter().map(|(id, count)| lexicon.word(*id).weight * count).sum();
        Bag { words, weight }
    }

    fn shared(&self, other: &Bag, lexicon: &Lexicon) -> u32 {
        let (mut i, mut j, mut shared) = (0, 0, 0);
        while let (Some((a, m)), Some((b, n))) = (self.words.get(i), other.words.get(j)) {
            match a.cmp(b) {
                std::cmp::Ordering::Less => i += 1,
                std::cmp::Ordering::Greater => j += 1,
                std::cmp::Ordering::Equal => {
                    shared += lexicon.word(*a).weight * m.min(n);
                    (i, j) = (i + 1, j + 1);
                }
            }
        }
        shared
    }

    /// How alike two bags are, of 1000: what they share of both, or, for a longer paragraph that grew out
    /// of a shorter one, of the shorter.
    fn alike(&self, other: &Bag, lexicon: &Lexicon) -> u32 {
        let (both, least) = (self.weight + other.weight, self.weight.min(other.weight));
        if least == 0 {
            return 0;
        }
        let shared = self.shared(other, lexicon);
        let of_both = 2000 * shared / both;
        let of_shorter = if least >= 10 { 750 * shared / least } else { 0 };
        of_both.max(if of_shorter >= 600 { of_shorter } else { 0 })
    }
}

/// Aligns two bodies. Paragraphs that are in no match are inserted or deleted.
pub(crate) fn align(old: &[Unit<'_>], new: &[Unit<'_>], lexicon: &Lexicon) -> Vec<Match> {
    let mut partner: Vec<Option<usize>> = vec![None; new.len()];
    let mut taken = vec![false; old.len()];
    let (old_ids, new_ids, count) = whole_ids(old, new);
    let (old_gap, new_gap) = anchor(&old_ids, &new_ids, count, &mut partner, &mut taken);
    match_moved(&old_ids, &new_ids, &mut partner, &mut taken);
    let free_old: Vec<usize> = (0..old.len()).filter(|o| !taken[*o]).collect();
    let free_new: Vec<usize> = (0..new.len()).filter(|n| partner[*n].is_none()).collect();
    let candidates = candidates(old, new, &free_old, &free_new, &old_gap, &new_gap, lexicon);
    let in_order: Vec<(usize, usize, u32)> = candidates
        .iter()
        .copied()
        .filter(|(o, n, score)| *score >= ALIKE && old_gap[*o] == new_gap[*n])
        .collect();
    for (o, n) in heaviest_in_order(in_order, new.len()) {
        partner[n] = Some(o);
        taken[o] = true;
    }
    let mut rest: Vec<(usize, usize, u32)> =
        candidates.into_iter().filter(|(_, _, score)| *score >= ALIKE_ELSEWHERE).collect();
    rest.sort_by_key(|(o, n, score)| (std::cmp::Reverse(*score), *o, *n));
    for (o, n, _) in rest {
        if !taken[o] && partner[n].is_none() {
            partner[n] = Some(o);
            taken[o] = true;
        }
    }
    let mut matches: Vec<Match> = partner
        .iter()
        .enumerate()
        .filter_map(|(n, o)| {
            let o = (*o)?;
            Some(Match { old: vec![o], new: vec![n], equal: old_ids[o] == new_ids[n], moved: false })
        })
        .collect();
    join_parts(old, new, &mut matches, &mut partner, &mut taken, lexicon);
    mark_moved(old, &mut matches);
    matches
}

/// Gives each distinct paragraph a number.
fn whole_ids(old: &[Unit<'_>], new: &[Unit<'_>]) -> (Vec<u32>, Vec<u32>, u32) {
    let mut known: HashMap<(Vec<u32>, u8), u32> = HashMap::with_capacity(old.len() + new.len());
    let mut ids = |units: &[Unit<'_>]| -> Vec<u32> {
        units
            .iter()
            .map(|unit| {
                let next = u32::try_from(known.len()).unwrap_or(u32::MAX);
                *known
                    .entry((unit.tokens.iter().map(|t| t.word).collect(), sort_of(unit.role)))
                    .or_insert(next)
            })
            .collect()
    };
    let (a, b) = (ids(old), ids(new));
    let count = u32::try_from(known.len()).unwrap_or(u32::MAX);
    (a, b, count)
}

fn sort_of(role: Role) -> u8 {
    match role {
        Role::Body | Role::Background | Role::BlockQuote => 0,
        Role::Subhead => 1,
        Role::ListItem => 2,
        Role::Table => 3,
        Role::Embed => 4,
        Role::Note => 5,
    }
}

/// Matches what is equal and in order; says for each paragraph behind how many anchors it stands.
fn anchor(
    old: &[u32],
    new: &[u32],
    count: u32,
    partner: &mut [Option<usize>],
    taken: &mut [bool],
) -> (Vec<usize>, Vec<usize>) {
    let tokens = |ids: &[u32]| -> Vec<DiffToken> { ids.iter().map(|id| DiffToken(*id)).collect() };
    let mut diff = Diff::default();
    diff.compute_with(Algorithm::Histogram, &tokens(old), &tokens(new), count);
    let (mut old_gap, mut new_gap) = (vec![0; old.len()], vec![0; new.len()]);
    let (mut o, mut n, mut anchors) = (0, 0, 0);
    while o < old.len() || n < new.len() {
        if o < old.len() && diff.is_removed(o as u32) {
            old_gap[o] = anchors;
            o += 1;
        } else if n < new.len() && diff.is_added(n as u32) {
            new_gap[n] = anchors;
            n += 1;
        } else if o < old.len() && n < new.len() {
            (partner[n], taken[o]) = (Some(o), true);
            anchors += 1;
            (old_gap[o], new_gap[n]) = (anchors, anchors);
            (o, n) = (o + 1, n + 1);
        } else {
            break;
        }
    }
    (old_gap, new_gap)
}

/// Matches what is equal but out of order.
fn match_moved(old: &[u32], new: &[u32], partner: &mut [Option<usize>], taken: &mut [bool]) {
    let mut places: HashMap<u32, Vec<usize>> = HashMap::new();
    for o in (0..old.len()).rev().filter(|o| !taken[*o]) {
        places.entry(old[o]).or_default().push(o);
    }
    for n in 0..new.len() {
        if partner[n].is_none()
            && let Some(o) = places.get_mut(&new[n]).and_then(Vec::pop)
        {
            (partner[n], taken[o]) = (Some(o), true);
        }
    }
}

/// Pairs worth weighing, with how alike they are.
fn candidates(
    old: &[Unit<'_>],
    new: &[Unit<'_>],
    free_old: &[usize],
    free_new: &[usize],
    old_gap: &[usize],
    new_gap: &[usize],
    lexicon: &Lexicon,
) -> Vec<(usize, usize, u32)> {
    let old_bags: Vec<Bag> = free_old.iter().map(|o| Bag::of(old[*o].tokens, lexicon)).collect();
    let new_bags: Vec<Bag> = free_new.iter().map(|n| Bag::of(new[*n].tokens, lexicon)).collect();
    let mut out = Vec::new();
    let mut weigh = |i: usize, j: usize| {
        let (o, n) = (free_old[i], free_new[j]);
        if sort_of(old[o].role) == sort_of(new[n].role) {
            let score = old_bags[i].alike(&new_bags[j], lexicon);
            if score >= ALIKE {
                out.push((o, n, score));
            }
        }
    };
    if free_old.len() * free_new.len() <= ALL_PAIRS {
        for i in 0..free_old.len() {
            (0..free_new.len()).for_each(|j| weigh(i, j));
        }
        return out;
    }
    let mut index: HashMap<u32, Vec<usize>> = HashMap::new();
    for (j, bag) in new_bags.iter().enumerate() {
        for (id, _) in bag.words.iter().filter(|(id, _)| lexicon.word(*id).weight > 1) {
            index.entry(*id).or_default().push(j);
        }
    }
    // Where the words tell nothing, the place does: the same distance from either end of the gap.
    let first_in_gap = |gaps: &[usize], free: &[usize]| -> HashMap<usize, (usize, usize)> {
        let mut ends: HashMap<usize, (usize, usize)> = HashMap::new();
        for (k, place) in free.iter().enumerate() {
            ends.entry(gaps[*place]).and_modify(|(_, last)| *last = k).or_insert((k, k));
        }
        ends
    };
    let (old_ends, new_ends) = (first_in_gap(old_gap, free_old), first_in_gap(new_gap, free_new));
    let mut votes: HashMap<usize, u32> = HashMap::new();
    for (i, bag) in old_bags.iter().enumerate() {
        votes.clear();
        for (id, _) in &bag.words {
            if let Some(places) = index.get(id).filter(|places| places.len() <= RARE) {
                places.iter().for_each(|j| *votes.entry(*j).or_default() += 1);
            }
        }
        let mut best: Vec<(usize, u32)> = votes.iter().map(|(j, count)| (*j, *count)).collect();
        best.sort_by_key(|(j, count)| (std::cmp::Reverse(*count), *j));
        let mut chosen: Vec<usize> = best.into_iter().take(CANDIDATES).map(|(j, _)| j).collect();
        let gap = old_gap[free_old[i]];
        if let (Some((first, last)), Some((from, to))) = (old_ends.get(&gap), new_ends.get(&gap)) {
            chosen.extend((from + i - first..=*to).take(2));
            chosen.extend((*from..=*to).rev().nth(last - i));
        }
        chosen.sort_unstable();
        chosen.dedup();
        chosen.into_iter().for_each(|j| weigh(i, j));
    }
    out
}

/// The heaviest choice of pairs of which each next one stands behind the one before in both states.
fn heaviest_in_order(mut pairs: Vec<(usize, usize, u32)>, width: usize) -> Vec<(usize, usize)> {
    // By old place; within one, the last new place first, so that one old paragraph is used once.
    pairs.sort_by_key(|(o, n, _)| (*o, std::cmp::Reverse(*n)));
    // A Fenwick tree of the heaviest chain that ends at or before each new place.
    let mut tree: Vec<(u64, usize)> = vec![(0, usize::MAX); width + 1];
    let mut chains: Vec<(u64, usize)> = Vec::with_capacity(pairs.len());
    for (k, (_, n, score)) in pairs.iter().enumerate() {
        let mut best = (0, usize::MAX);
        let mut at = *n;
        while at > 0 {
            if tree[at].0 > best.0 {
                best = tree[at];
            }
            at &= at - 1;
        }
        let weight = best.0 + u64::from(*score);
        chains.push((weight, best.1));
        let mut at = n + 1;
        while at <= width {
            if weight > tree[at].0 {
                tree[at] = (weight, k);
            }
            at += at & at.wrapping_neg();
        }
    }
    let mut at = chains.iter().enumerate().max_by_key(|(k, (weight, _))| (*weight, std::cmp::Reverse(*k)));
    let mut out = Vec::new();
    while let Some((k, (_, before))) = at {
        out.push((pairs[k].0, pairs[k].1));
        at = chains.get(*before).map(|chain| (*before, chain));
    }
    out.reverse();
    out
}

/// Finds paragraphs that were split, and ones that were joined: a neighbour nobody claims whose words
/// stand, in their order, in what the match has on the other side.
fn join_parts(
    old: &[Unit<'_>],
    new: &[Unit<'_>],
    matches: &mut [Match],
    partner: &mut [Option<usize>],
    taken: &mut [bool],
    lexicon: &Lexicon,
) {
    for found in matches.iter_mut().filter(|found| !found.equal) {
        let (o, n) = (found.old[0], found.new[0]);
        let whole = Pairs::of(old[o].tokens, lexicon);
        for step in [1, -1_isize] {
            let mut at = n;
            while let Some(next) = at.checked_add_signed(step).filter(|next| *next < new.len()) {
                if partner[next].is_some()
                    || sort_of(new[next].role) != sort_of(new[n].role)
                    || !whole.hold(new[next].tokens, lexicon)
                {
                    break;
                }
                partner[next] = Some(o);
                found.new.push(next);
                at = next;
            }
        }
        if found.new.len() > 1 {
            found.new.sort_unstable();
            continue;
        }
        let whole = Pairs::of(new[n].tokens, lexicon);
        for step in [1, -1_isize] {
            let mut at = o;
            while let Some(next) = at.checked_add_signed(step).filter(|next| *next < old.len()) {
                if taken[next]
                    || sort_of(old[next].role) != sort_of(old[o].role)
                    || !whole.hold(old[next].tokens, lexicon)
                {
                    break;
                }
                taken[next] = true;
                found.old.push(next);
                at = next;
            }
        }
        found.old.sort_unstable();
    }
}

/// The neighbouring words of a paragraph.
struct Pairs(Vec<(u32, u32)>);

impl Pairs {
    fn list(tokens: &[Token], lexicon: &Lexicon) -> Vec<(u32, u32)> {
        let words: Vec<u32> =
            tokens.iter().map(|t| t.word).filter(|id| lexicon.word(*id).weight > 0).collect();
        words.windows(2).map(|two| (two[0], two[1])).collect()
    }

    fn of(tokens: &[Token], lexicon: &Lexicon) -> Pairs {
        let mut pairs = Self::list(tokens, lexicon);
        pairs.sort_unstable();
        Pairs(pairs)
    }

    /// Whether nearly all neighbouring words of a text are neighbours here.
    fn hold(&self, tokens: &[Token], lexicon: &Lexicon) -> bool {
        let part = Self::list(tokens, lexicon);
        let held = part.iter().filter(|pair| self.0.binary_search(pair).is_ok()).count();
        part.len() >= 2 && held * 10 >= part.len() * 8
    }
}

/// Marks those that changed places: as few paragraphs as there can be, and of two rather the shorter.
fn mark_moved(old: &[Unit<'_>], matches: &mut [Match]) {
    let Some(width) = matches.iter().filter_map(|m| m.new.first()).max().map(|last| last + 1) else { return };
    let weighed = matches
        .iter()
        .map(|m| {
            let length: usize = m.old.iter().map(|o| old[*o].tokens.len() + 1).sum();
            (m.old[0], m.new[0], 10_000 + u32::try_from(length.min(9_999)).unwrap_or(0))
        })
        .collect();
    let kept = heaviest_in_order(weighed, width);
    for found in matches {
        found.moved = kept.binary_search_by_key(&found.old[0], |(o, _)| *o).is_err();
    }
}
