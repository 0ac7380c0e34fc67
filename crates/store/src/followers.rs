//! How far each follower of the wire has come.

use story::Sequence;

use crate::StoreError;
use crate::db::{Sql, Tx, sql};

const CURSOR: Sql = sql!("SELECT cursor FROM follower WHERE name = $1");
const PUT_CURSOR: Sql =
    sql!("INSERT INTO follower (name, cursor) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET cursor = $2");

impl Tx<'_> {
    /// The last entry that a follower has dealt with; 0 when it has not begun.
    pub fn cursor(&self, follower: &str) -> Result<Sequence, StoreError> {
        self.row(CURSOR, &[follower.into()])?.map_or(Ok(Sequence(0)), |row| row.count(0).map(Sequence))
    }

    /// Notes how far a follower has come; 0 makes it begin again.
    pub fn put_cursor(&self, follower: &str, at: Sequence) -> Result<(), StoreError> {
        self.run(PUT_CURSOR, &[follower.into(), at.into()]).map(drop)
    }
}
