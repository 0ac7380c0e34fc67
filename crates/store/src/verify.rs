//! Walks the whole wire and says whether it is what was sent.

use story::{PublicSequence, Sequence, StoryId};

use crate::StoreError;
use crate::db::{Sql, Tx, sql};
use crate::record::{Entry, Hash, NOTHING_BEFORE, hex, is_signed, revision_hashes};
use crate::stories::{revision_at, revision_columns};

/// What a walk found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// How many entries hold.
    pub entries: u64,
    /// How many revisions hold.
    pub revisions: u64,
    /// How many of them were removed by takedown: their hashes hold, their text is gone.
    pub removed: u64,
    /// The hash of the last entry that holds, in hexadecimal digits.
    pub head: String,
    /// The first thing that does not hold; none when all does.
    pub fault: Option<Fault>,
}

/// The first thing that is not as it was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The entry at which it was found.
    pub sequence: Sequence,
    /// Its story.
    pub story: Option<StoryId>,
    /// What is wrong, and what to do.
    pub what: String,
}

fn fault_of_entry(hash: &Hash, signature: &[u8], entry: &Entry, public_key: &[u8]) -> Option<String> {
    if entry.hash() != *hash {
        return Some("the entry is not what was sent: its hash differs".into());
    }
    if !is_signed(public_key, hash, signature) {
        return Some("its signature was not made with this agency's key".into());
    }
    None
}

pub(crate) const SALTED: Sql = sql!(concat!(
    "SELECT ",
    revision_columns!(),
    ", r.salt FROM revision r WHERE r.story = $1 AND r.number = $2"
));
const REVISION_COUNT: Sql = sql!("SELECT count(*) FROM revision");
const REMOVED_COUNT: Sql = sql!("SELECT count(*) FROM revision r WHERE length(r.salt) = 0");
const TAKEDOWNS: Sql = sql!("SELECT count(*) FROM wire WHERE story = $1 AND kind = 'takedown'");

impl Tx<'_> {
    /// Walks the wire from entry 1: sequence, chain, hashes, signatures, texts. Stops at the first fault.
    pub fn verify(&self, public_key: &[u8]) -> Result<Verdict, StoreError> {
        let mut verdict = Verdict { entries: 0, revisions: 0, removed: 0, head: String::new(), fault: None };
        let mut last = (Sequence(0), PublicSequence(0), NOTHING_BEFORE);
        loop {
            let batch = self.stored_entries(last.0, 500)?;
            if batch.is_empty() {
                break;
            }
            for stored in batch {
                let entry = &stored.entry;
                if let Some(what) = self.fault_of(&stored.hash, &stored.signature, entry, last, public_key)? {
                    let fault = Fault { sequence: last.0.next(), story: Some(entry.story), what };
                    return Ok(Verdict { fault: Some(fault), head: hex(&last.2), ..verdict });
                }
                verdict.entries += 1;
                verdict.revisions += u64::from(entry.content.is_some());
                last = (entry.sequence, entry.public.unwrap_or(last.1), stored.hash);
            }
        }
        verdict.removed = self.row(REMOVED_COUNT, &[])?.map_or(Ok(0), |row| row.count(0))?;
        let stored = self.row(REVISION_COUNT, &[])?.map_or(Ok(0), |row| row.count(0))?;
        verdict.head = hex(&last.2);
        if stored != verdict.revisions {
            verdict.fault = Some(Fault {
                sequence: last.0,
                story: None,
                what: format!(
                    "the store holds {stored} revisions, but the wire tells of {}: some were put in or taken out beside it",
                    verdict.revisions
                ),
            });
        }
        Ok(verdict)
    }

    fn fault_of(
        &self,
        hash: &Hash,
        signature: &[u8],
        entry: &Entry,
        (sequence, public, previous): (Sequence, PublicSequence, Hash),
        public_key: &[u8],
    ) -> Result<Option<String>, StoreError> {
        if entry.sequence != sequence.next() {
            return Ok(Some(format!("entry {} is missing: the next is {}", sequence.next(), entry.sequence)));
        }
        if entry.public.is_some_and(|n| n != public.next()) {
            return Ok(Some(format!("its public number should be {}", public.next())));
        }
        if entry.previous != previous {
            return Ok(Some("it does not follow the entry before: one of them was altered".into()));
        }
        if let (Some((public_hash, house_hash)), Some(number)) = (entry.content, entry.revision) {
            let Some(row) = self.row(SALTED, &[entry.story.into(), number.into()])? else {
                return Ok(Some(format!("revision {number} of its story is missing")));
            };
            if row.bytes(11)?.is_empty() {
                if self.row(TAKEDOWNS, &[entry.story.into()])?.map_or(Ok(0), |row| row.count(0))? == 0 {
                    return Ok(Some(format!(
                        "the text of revision {number} is gone, and no takedown says why"
                    )));
                }
                // Taken down: its text and salt are gone, its hashes and its place in the chain stay.
                return Ok(fault_of_entry(hash, signature, entry, public_key));
            }
            let found = match revision_at(&row, 0) {
                Ok(revision) => revision_hashes(&revision, &row.hash(11)?),
                Err(error) => {
                    return Ok(Some(format!("revision {number} of its story cannot be read: {error}")));
                }
            };
            if found.0 != public_hash {
                return Ok(Some(format!("the text of revision {number} is not the text that was sent")));
            }
            if found.1 != house_hash {
                return Ok(Some(format!("the editors' part of revision {number} is not what was sent")));
            }
        }
        Ok(fault_of_entry(hash, signature, entry, public_key))
    }
}
