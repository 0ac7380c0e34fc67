//! How far each follower of the wire has come.

use story::Sequence;

use crate::StoreError;
use crate::db::{Sql, Tx, sql};

const CURSOR: Sql = sql!("SELECT cursor FROM follower WHERE name = $1");
const PUT_CURSOR: Sql =
    sql!("INSERT INTO follower (name, cursor) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET cursor = $2");
const ALL: Sql = sql!("SELECT name, cursor FROM follower ORDER BY name");
// By destination, whose index knows the state.
const WAITING: Sql = sql!(
    "SELECT (SELECT count(*) FROM destination x JOIN delivery d ON d.destination = x.id WHERE d.state = 'waiting'),
            (SELECT count(*) FROM delivery WHERE state = 'parked'),
            (SELECT count(*) FROM letter WHERE state = 'waiting')"
);

/// How much waits to leave the house.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Queues {
    /// Deliveries that are to be tried.
    pub deliveries: u64,
    /// Deliveries that were given up and wait for somebody to look.
    pub parked: u64,
    /// Letters to readers.
    pub letters: u64,
}

impl Tx<'_> {
    /// All followers that keep their place here, with the last entry that each has dealt with.
    pub fn cursors(&self) -> Result<Vec<(String, Sequence)>, StoreError> {
        let all = self.rows(ALL, &[])?;
        all.iter().map(|row| Ok((row.text(0)?.to_owned(), Sequence(row.count(1)?)))).collect()
    }

    /// How much waits to leave the house.
    pub fn queues(&self) -> Result<Queues, StoreError> {
        let Some(row) = self.row(WAITING, &[])? else { return Ok(Queues::default()) };
        Ok(Queues { deliveries: row.count(0)?, parked: row.count(1)?, letters: row.count(2)? })
    }

    /// The last entry that a follower has dealt with; 0 when it has not begun.
    pub fn cursor(&self, follower: &str) -> Result<Sequence, StoreError> {
        self.row(CURSOR, &[follower.into()])?.map_or(Ok(Sequence(0)), |row| row.count(0).map(Sequence))
    }

    /// Notes how far a follower has come; 0 makes it begin again.
    pub fn put_cursor(&self, follower: &str, at: Sequence) -> Result<(), StoreError> {
        self.put(PUT_CURSOR, &[follower.into(), at.into()])
    }
}
