//! What does the public log say, and how large is it?
//!
//! An entry of it is a public move: what anybody may know of it, and the hash of the text it made public. It is derived from the wire,
//! and its tiles from its entries, so that the same wire always has the same log. `docs/record.md` says what is hashed.

use serde_json::json;
use story::{EntryKind, PublicSequence, RevisionNumber, StoryId, canonical_json, canonical_public};
use tlog::{Growing, Tile, Tree, WIDTH};

use crate::StoreError;
use crate::db::{Row, Sql, Tx, sql};
use crate::record::{Hash, hex};
use crate::stories::revision_at;
use crate::verify::SALTED;

/// How many entries are taken into the tree at a time.
const BATCH: u32 = 2_000;

const ENTRIES: Sql = sql!(
    "SELECT w.public_sequence, w.kind, w.story, w.revision, w.at, w.reason, r.public_hash
     FROM wire w LEFT JOIN revision r ON r.story = w.story AND r.number = w.revision
     WHERE w.public_sequence > $1 ORDER BY w.public_sequence LIMIT $2"
);
const PLACES: Sql = sql!(
    "SELECT w.revision, max(w.public_sequence) FROM wire w
     WHERE w.story = $1 AND w.revision IS NOT NULL AND w.public_sequence IS NOT NULL GROUP BY w.revision"
);
const LAST_TILE: Sql = sql!("SELECT place, hashes FROM log_tile WHERE level = 0 ORDER BY place DESC LIMIT 1");
const TILE: Sql = sql!("SELECT hashes FROM log_tile WHERE level = $1 AND place = $2");
// Two who keep the log at once write the same, one of them less of it.
const PUT_TILE: Sql = sql!(
    "INSERT INTO log_tile (level, place, hashes) VALUES ($1, $2, $3)
     ON CONFLICT (level, place) DO UPDATE SET hashes = excluded.hashes
       WHERE length(excluded.hashes) > length(log_tile.hashes)"
);

const WITNESSED: Sql = sql!("SELECT name, size, note FROM log_witness ORDER BY size DESC, name");
const PUT_WITNESSED: Sql = sql!(
    "INSERT INTO log_witness (name, size, note) VALUES ($1, $2, $3)
     ON CONFLICT (name) DO UPDATE SET size = excluded.size, note = excluded.note"
);

/// An entry of the public log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogEntry {
    /// Its place: the first is 1, and its leaf in the tree 0.
    pub sequence: PublicSequence,
    /// What happened.
    pub kind: EntryKind,
    /// To which story.
    pub story: StoryId,
    /// The revision that it made public.
    pub revision: Option<RevisionNumber>,
    /// When.
    pub at: jiff::Timestamp,
    /// Why, where it is a notice.
    pub reason: Option<String>,
    /// The hash of what that revision says.
    pub content: Option<Hash>,
}

impl LogEntry {
    /// The canonical JSON, whose bytes are the leaf.
    pub fn canonical(&self) -> String {
        canonical_json(&json!({
            "at": self.at.as_microsecond(),
            "content": self.content.map(|hash| hex(&hash)),
            "kind": self.kind.as_str(),
            "reason": self.reason,
            "revision": self.revision.map(|n| n.0),
            "sequence": self.sequence.0,
            "story": self.story.to_string(),
        }))
    }
}

fn entry(row: &Row) -> Result<LogEntry, StoreError> {
    Ok(LogEntry {
        sequence: PublicSequence(row.count(0)?),
        kind: row.parsed(1)?,
        story: StoryId(row.uuid(2)?),
        revision: row.maybe(3, Row::small)?.map(RevisionNumber),
        at: row.instant(4)?,
        reason: row.maybe(5, |row, at| Ok(row.text(at)?.to_owned()))?,
        content: row.maybe(6, Row::hash)?,
    })
}

fn hashes(bytes: &[u8]) -> Vec<Hash> {
    bytes.chunks_exact(32).filter_map(|hash| hash.try_into().ok()).collect()
}

impl Tx<'_> {
    /// The entries of the public log behind a place, in order.
    pub fn log_entries(&self, after: PublicSequence, limit: u32) -> Result<Vec<LogEntry>, StoreError> {
        self.rows(ENTRIES, &[after.into(), limit.into()])?.iter().map(entry).collect()
    }

    /// How many entries have their place in the tree.
    pub fn log_size(&self) -> Result<u64, StoreError> {
        let last = self.row(LAST_TILE, &[])?;
        last.map_or(Ok(0), |row| Ok(row.count(0)? * WIDTH + row.bytes(1)?.len() as u64 / 32))
    }

    /// A tile, as many hashes of it as are asked for; none where the log has not so many.
    pub fn log_tile(&self, tile: Tile) -> Result<Option<Vec<Hash>>, StoreError> {
        let Ok(place) = i64::try_from(tile.index) else { return Ok(None) };
        let Some(row) = self.row(TILE, &[u64::from(tile.level).into(), place.into()])? else {
            return Ok(None);
        };
        let mut hashes = hashes(row.bytes(0)?);
        let width = usize::try_from(tile.width).unwrap_or(usize::MAX);
        hashes.truncate(width);
        Ok(Some(hashes).filter(|hashes| hashes.len() == width))
    }

    fn tile_there(&self, tile: Tile) -> Result<Vec<Hash>, StoreError> {
        let missing = || {
            let path = tile.path();
            StoreError::Engine(format!(
                "the public log has no {path}: empty the table log_tile, it is made again"
            ))
        };
        self.log_tile(tile)?.ok_or_else(missing)
    }

    /// The tree as it is now.
    pub fn log_tree(&self) -> Result<Tree<'_, StoreError>, StoreError> {
        Ok(Tree::new(self.log_size()?, |tile| self.tile_there(tile)))
    }

    /// Takes the next public entries into the tree; how many there were.
    pub fn grow_log(&self) -> Result<usize, StoreError> {
        let size = self.log_size()?;
        let entries = self.log_entries(PublicSequence(size), BATCH)?;
        if entries.is_empty() {
            return Ok(0);
        }
        let mut growing = Growing::from(size, |tile| self.tile_there(tile))?;
        for entry in &entries {
            if entry.sequence.0 != growing.size() + 1 {
                let wanted = growing.size() + 1;
                return Err(StoreError::Engine(format!("public entry {wanted} is missing on the wire")));
            }
            growing.push(entry.canonical().as_bytes());
        }
        for (level, place, hashes) in growing.take() {
            self.run(PUT_TILE, &[u64::from(level).into(), place.into(), hashes.concat().into()])?;
        }
        Ok(entries.len())
    }

    /// What each witness signed last: its name, the size of the log, the checkpoint with its signature. The largest first.
    pub fn witnessed(&self) -> Result<Vec<(String, u64, String)>, StoreError> {
        let row = |row: &Row| Ok((row.text(0)?.to_owned(), row.count(1)?, row.text(2)?.to_owned()));
        self.rows(WITNESSED, &[])?.iter().map(row).collect()
    }

    /// Notes what a witness signed.
    pub fn put_witnessed(&self, name: &str, size: u64, note: &str) -> Result<(), StoreError> {
        self.run(PUT_WITNESSED, &[name.into(), size.into(), note.into()]).map(drop)
    }

    /// Where in the log each public revision of a story stands: the last entry that made it public.
    pub fn log_places(&self, story: StoryId) -> Result<Vec<(RevisionNumber, PublicSequence)>, StoreError> {
        let place = |row: &Row| Ok((RevisionNumber(row.small(0)?), PublicSequence(row.count(1)?)));
        self.rows(PLACES, &[story.into()])?.iter().map(place).collect()
    }

    /// What was hashed of a revision for all to see: the salt and the canonical JSON; none where it was erased.
    pub fn hashed(
        &self,
        story: StoryId,
        number: RevisionNumber,
    ) -> Result<Option<(Hash, String)>, StoreError> {
        let Some(row) = self.row(SALTED, &[story.into(), number.into()])? else { return Ok(None) };
        if row.bytes(11)?.is_empty() {
            return Ok(None);
        }
        Ok(Some((row.hash(11)?, canonical_public(&revision_at(&row, 0)?))))
    }
}
