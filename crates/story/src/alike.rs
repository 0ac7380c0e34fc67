//! Are two texts nearly the same?
//!
//! Shingles: every run of three words, hashed. Two texts are as alike as the share of the shorter one's shingles that the
//! longer one has too, so that a first take is like the long story that it grew into.

use std::collections::BTreeSet;

use crate::Content;

/// How many words a shingle has.
const WORDS: usize = 3;
/// The most shingles that are kept: those of the smallest hashes, the same in every text.
const MOST: usize = 512;
/// The fewest shingles that say anything.
const FEWEST: usize = 12;
/// From here on two texts are nearly the same; see the test of the corpus for how often that is right.
const ALIKE: f64 = 0.4;

/// The shingles of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shingles(BTreeSet<u32>);

impl Shingles {
    /// Of headline, lead and paragraphs.
    pub fn of(content: &Content) -> Self {
        let mut text = content.headline.clone();
        for part in content.lead.iter().chain(content.body.iter().map(|paragraph| &paragraph.text)) {
            text.push(' ');
            text.push_str(&part.as_plain());
        }
        Shingles::read(&text)
    }

    /// Of a text.
    pub fn read(text: &str) -> Self {
        let text = text.to_lowercase();
        let words: Vec<&str> =
            text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let mut all: BTreeSet<u32> = words.windows(WORDS).map(hash).collect();
        while all.len() > MOST {
            all.pop_last();
        }
        Shingles(all)
    }

    /// As bytes, to be kept.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.0.iter().flat_map(|hash| hash.to_be_bytes()).collect()
    }

    /// From what was kept.
    pub fn from_bytes(bytes: &[u8]) -> Self {
        let (all, _) = bytes.as_chunks::<4>();
        Shingles(all.iter().map(|four| u32::from_be_bytes(*four)).collect())
    }

    /// The share of the shorter one's shingles that the other has too, from 0 to 1.
    pub fn likeness(&self, other: &Shingles) -> f64 {
        let (mut less, mut more) = (&self.0, &other.0);
        if less.len() > more.len() {
            (less, more) = (more, less);
        }
        if less.len() < FEWEST {
            return 0.0;
        }
        // Where the longer one was cut, only hashes below the cut can be in both.
        let cut = if more.len() == MOST { more.last().copied().unwrap_or(u32::MAX) } else { u32::MAX };
        let counted = less.range(..=cut).count();
        let shared = less.range(..=cut).filter(|hash| more.contains(hash)).count();
        #[allow(clippy::cast_precision_loss)]
        if counted < FEWEST { 0.0 } else { shared as f64 / counted as f64 }
    }

    /// Whether two texts are nearly the same.
    pub fn is_like(&self, other: &Shingles) -> bool {
        self.likeness(other) >= ALIKE
    }
}

/// FNV-1a over the words, folded to 32 bits: the same on every machine and for ever.
fn hash(words: &[&str]) -> u32 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in words.iter().flat_map(|word| word.bytes().chain([b' '])) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    u32::try_from((hash >> 32) ^ (hash & 0xffff_ffff)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_first_take_is_like_what_it_grew_into_and_not_like_another_story() {
        let first = "The ferry between Tessa and Hovn stopped on Monday after a fire in its engine room, the line said. Nobody was hurt.";
        let long = format!("{first} It carried 140 people. {}", "The line has two more ships. ".repeat(3));
        let other = "The price of bread rose by a tenth in Hovn on Monday, the bakers said, and it will rise again in the spring of next year.";
        let [first, long, other] = [first, &long, other].map(Shingles::read);
        assert!(first.is_like(&long) && long.is_like(&first));
        assert!(!first.is_like(&other) && !long.is_like(&other));
        assert_eq!(Shingles::from_bytes(&long.to_bytes()), long);
    }

    #[test]
    fn what_is_too_short_is_like_nothing() {
        let short = Shingles::read("The ferry is back.");
        assert!(!short.is_like(&short));
        assert_eq!(Shingles::from_bytes(&[1, 2, 3]), Shingles::default());
    }
}
