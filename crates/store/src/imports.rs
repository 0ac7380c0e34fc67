//! What items from elsewhere became here.

use story::StoryId;

use crate::StoreError;
use crate::db::{Sql, Tx, sql};
use crate::record::Hash;

const IMPORT: Sql = sql!("SELECT story, text_hash FROM import WHERE source = $1");
const PUT_IMPORT: Sql = sql!(
    "INSERT INTO import (source, story, text_hash) VALUES ($1, $2, $3)
     ON CONFLICT (source) DO UPDATE SET story = $2, text_hash = $3"
);

const FROM: Sql = sql!("SELECT story FROM old_address WHERE path = $1");
const PUT_OLD: Sql =
    sql!("INSERT INTO old_address (path, story) VALUES ($1, $2) ON CONFLICT (path) DO UPDATE SET story = $2");

impl Tx<'_> {
    /// The story that stood at an old path.
    pub fn story_from(&self, path: &str) -> Result<Option<StoryId>, StoreError> {
        self.row(FROM, &[path.into()])?.map(|row| row.uuid(0).map(StoryId)).transpose()
    }

    /// Notes where a story stood before.
    pub fn put_old_address(&self, path: &str, story: StoryId) -> Result<(), StoreError> {
        self.put(PUT_OLD, &[path.into(), story.into()])
    }

    /// The story that an item became, and the hash of the text it had; `source` is the item's own id.
    pub fn import(&self, source: &str) -> Result<Option<(StoryId, Hash)>, StoreError> {
        match self.row(IMPORT, &[source.into()])? {
            Some(row) => Ok(Some((StoryId(row.uuid(0)?), row.hash(1)?))),
            None => Ok(None),
        }
    }

    /// Notes what an item became.
    pub fn put_import(&self, source: &str, story: StoryId, text: Hash) -> Result<(), StoreError> {
        self.run(PUT_IMPORT, &[source.into(), story.into(), text.into()]).map(drop)
    }
}
