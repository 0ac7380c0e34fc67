//! What is read, and what readers saved to read later.

use jiff::Timestamp;
use story::{ReaderId, StoryId};

use crate::StoreError;
use crate::db::{Row, Sql, Tx, sql};

const SAVE: Sql = sql!(
    "INSERT INTO reader_saved (reader, story, at) VALUES ($1, $2, $3) ON CONFLICT (reader, story) DO NOTHING"
);
const DROP: Sql = sql!("DELETE FROM reader_saved WHERE reader = $1 AND story = $2");
const SAVED: Sql = sql!("SELECT story FROM reader_saved WHERE reader = $1 ORDER BY at DESC, story LIMIT $2");
const FORGET: Sql = sql!("DELETE FROM reader_saved WHERE reader = $1");
const ADD_READS: Sql = sql!(
    "INSERT INTO story_read (story, hour, reads) VALUES ($1, $2, $3)
     ON CONFLICT (story, hour) DO UPDATE SET reads = story_read.reads + $3"
);
const MOST_READ: Sql = sql!(
    "SELECT story, CAST(sum(reads) AS BIGINT) FROM story_read WHERE hour >= $1
     GROUP BY story ORDER BY 2 DESC, story LIMIT $2"
);
const SWEEP_READS: Sql = sql!("DELETE FROM story_read WHERE hour < $1");

impl Tx<'_> {
    /// A reader saves a story.
    pub fn save_story(&self, id: ReaderId, story: StoryId, now: Timestamp) -> Result<(), StoreError> {
        self.run(SAVE, &[id.into(), story.into(), now.into()]).map(drop)
    }

    /// A reader does not want it any more.
    pub fn drop_saved(&self, id: ReaderId, story: StoryId) -> Result<(), StoreError> {
        self.run(DROP, &[id.into(), story.into()]).map(drop)
    }

    /// What a reader saved, the last first.
    pub fn saved(&self, id: ReaderId, limit: u32) -> Result<Vec<StoryId>, StoreError> {
        self.rows(SAVED, &[id.into(), limit.into()])?.iter().map(|row| Ok(StoryId(row.uuid(0)?))).collect()
    }

    /// Forgets what a reader saved.
    pub fn forget_saved(&self, id: ReaderId) -> Result<(), StoreError> {
        self.run(FORGET, &[id.into()]).map(drop)
    }

    /// A story was read so often in an hour, counted since 1970.
    pub fn add_reads(&self, story: StoryId, hour: u64, reads: u64) -> Result<(), StoreError> {
        self.run(ADD_READS, &[story.into(), hour.into(), reads.into()]).map(drop)
    }

    /// What was read most since an hour, with how often.
    pub fn most_read(&self, hour: u64, limit: u32) -> Result<Vec<(StoryId, u64)>, StoreError> {
        let read = |row: &Row| Ok((StoryId(row.uuid(0)?), row.count(1)?));
        self.rows(MOST_READ, &[hour.into(), limit.into()])?.iter().map(read).collect()
    }

    /// Forgets how often stories were read before an hour.
    pub fn sweep_reads(&self, hour: u64) -> Result<(), StoreError> {
        self.run(SWEEP_READS, &[hour.into()]).map(drop)
    }
}
