//! What is read most, counted without cookies and without knowing who reads.
//!
//! Somebody who reads a story again on the same day counts once. For that a number is made of where they come from, which
//! is mixed with a secret of that day and kept in memory until the day ends; it names nobody and is written nowhere.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher as _, Hash, RandomState};
use std::sync::PoisonError;
use std::time::Duration;

use jiff::Timestamp;
use story::{EditionSlug, ShortId, StoryId};

use crate::saved::public;
use crate::views::Item;
use crate::{Agency, Error};

/// The most readings of a day that are told from each other; beyond it nobody is counted twice, or at all.
const MOST: usize = 2_000_000;
/// Over how many hours it is counted.
const WINDOW: u64 = 24;
/// How many hours are kept.
const KEPT: u64 = 24 * 8;
/// How often what was counted is written down.
const PAUSE: Duration = Duration::from_secs(10);
/// How many stories are looked at for a list.
const LOOKED_AT: u32 = 200;

/// What was counted since it was last written down.
#[derive(Default)]
pub(crate) struct Reads {
    day: i64,
    secret: RandomState,
    seen: HashSet<u64>,
    counts: HashMap<(ShortId, u64), u64>,
    ranked: Vec<StoryId>,
}

impl Reads {
    fn count(&mut self, story: ShortId, who: &impl Hash, now: Timestamp) {
        let hour = hour(now);
        let day = i64::try_from(hour / 24).unwrap_or(0);
        if day != self.day {
            (self.day, self.secret, self.seen) = (day, RandomState::new(), HashSet::new());
        }
        if self.seen.len() < MOST && self.seen.insert(self.secret.hash_one((&story, who))) {
            *self.counts.entry((story, hour)).or_default() += 1;
        }
    }
}

fn hour(now: Timestamp) -> u64 {
    u64::try_from(now.as_second() / 3600).unwrap_or(0)
}

impl Agency {
    /// Somebody read a story. `who` is whatever tells them from others: it is not kept.
    pub fn count_read(&self, story: ShortId, who: &impl Hash) {
        let mut reads = self.inner.reads.lock().unwrap_or_else(PoisonError::into_inner);
        reads.count(story, who, self.now());
    }

    /// What was read most in the last day in an edition, the most first.
    pub fn most_read(&self, edition: &EditionSlug, limit: usize) -> Result<Vec<Item>, Error> {
        let since = hour(self.now()).saturating_sub(WINDOW - 1);
        self.inner.store.read(|tx| -> Result<_, Error> {
            let mut found = Vec::new();
            for (story, _) in tx.most_read(since, LOOKED_AT)? {
                let Some(item) = public(tx, story)? else { continue };
                if item.revision.content.placements.iter().any(|it| it.edition == *edition) {
                    found.push(item);
                }
                if found.len() == limit {
                    break;
                }
            }
            Ok(found)
        })
    }

    /// Registers one who must know when the order of what is read most changes.
    pub fn follow_reads(&self, told: impl Fn() + Send + Sync + 'static) {
        self.inner.read_told.write().unwrap_or_else(PoisonError::into_inner).push(Box::new(told));
    }

    pub(crate) async fn keep_counting(&self) {
        loop {
            tokio::time::sleep(PAUSE).await;
            if let Err(error) = self.write_reads().await {
                tracing::error!(%error, "what was read could not be counted");
            }
        }
    }

    /// Writes down what was counted, and tells where the order changed.
    pub async fn write_reads(&self) -> Result<(), Error> {
        let now = self.now();
        let counts = {
            let mut reads = self.inner.reads.lock().unwrap_or_else(PoisonError::into_inner);
            std::mem::take(&mut reads.counts)
        };
        if !counts.is_empty() {
            let write = move |tx: store::Tx<'_>| -> Result<(), store::StoreError> {
                for ((short, hour), count) in &counts {
                    if let Some(story) = tx.story_by_short(*short)? {
                        tx.add_reads(story.id, *hour, *count)?;
                    }
                }
                tx.sweep_reads(hour(now).saturating_sub(KEPT))
            };
            self.inner.store.write(write).await?;
        }
        let since = hour(now).saturating_sub(WINDOW - 1);
        let ranked = self.inner.store.read(|tx| tx.most_read(since, 20))?;
        let ranked: Vec<StoryId> = ranked.into_iter().map(|(story, _)| story).collect();
        let is_other = {
            let mut reads = self.inner.reads.lock().unwrap_or_else(PoisonError::into_inner);
            std::mem::replace(&mut reads.ranked, ranked.clone()) != ranked
        };
        if is_other {
            for told in self.inner.read_told.read().unwrap_or_else(PoisonError::into_inner).iter() {
                told();
            }
        }
        Ok(())
    }
}

/// One who is told that the order changed.
pub(crate) type Told = Box<dyn Fn() + Send + Sync>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_reads_again_on_the_same_day_counts_once_and_the_next_day_again() {
        let mut reads = Reads::default();
        let (one, other): (ShortId, ShortId) = ("abcdefghjk".parse().unwrap(), "bcdefghjkm".parse().unwrap());
        let noon: Timestamp = "2026-10-12T12:00:00Z".parse().unwrap();
        for who in ["a", "b", "a", "a"] {
            reads.count(one, &who, noon);
        }
        reads.count(other, &"a", noon);
        assert_eq!(reads.counts[&(one, hour(noon))], 2);
        assert_eq!(reads.counts[&(other, hour(noon))], 1);
        let later = noon + jiff::SignedDuration::from_hours(24);
        reads.count(one, &"a", later);
        assert_eq!(reads.counts[&(one, hour(later))], 1);
        assert_eq!(reads.seen.len(), 1, "nothing of the day before is left");
    }
}
