//! Which saved searches does a story meet?
//!
//! All searches that somebody saved are at hand, each once, so that a move is held against the few that its words lead to. One that
//! nobody has any more is forgotten at the next start; until then it finds nobody.

use std::collections::{HashMap, HashSet};

use jiff::{SignedDuration, Timestamp};
use search::{Document, Watch};
use store::Tx;

use crate::{Agency, Error};

/// What was saved so long ago is read again: another node's clock may be behind, and what it saved reaches all a little later.
const OVERLAP: SignedDuration = SignedDuration::from_mins(10);

/// The searches that readers subscribed to.
#[derive(Default)]
pub(super) struct SavedSearches {
    by_edition: HashMap<String, Edition>,
    /// Up to when they were read.
    read_at: Option<Timestamp>,
}

#[derive(Default)]
struct Edition {
    known: HashSet<String>,
    watch: Watch<String>,
}

impl SavedSearches {
    /// Reads what was saved since the last time.
    pub fn read(&mut self, tx: Tx<'_>, agency: &Agency) -> Result<(), Error> {
        let now = agency.now();
        let since = self.read_at.map_or(Timestamp::MIN, |at| at.min(now) - OVERLAP);
        for (edition, text) in tx.searches_saved(since)? {
            let of = self.by_edition.entry(edition.clone()).or_default();
            if of.known.insert(text.clone()) {
                let zone = edition.parse().map_or(jiff::tz::TimeZone::UTC, |it| agency.zone(&it));
                of.watch.add(text.clone(), &text, &zone);
            }
        }
        self.read_at = Some(now);
        Ok(())
    }

    /// Whether anybody saved a search in one of these.
    pub fn are_in(&self, editions: &[String]) -> bool {
        editions.iter().any(|edition| self.by_edition.contains_key(edition))
    }

    /// Those of an edition that a story meets, as they were typed.
    pub fn met(&mut self, edition: &str, document: &Document) -> Vec<String> {
        let Some(of) = self.by_edition.get_mut(edition) else { return Vec::new() };
        of.watch.met(document).into_iter().cloned().collect()
    }
}
