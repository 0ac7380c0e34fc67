//! What do nodes that share a database tell each other, and which of them does what must be done once?
//!
//! Invariant: nothing stands here that is not in the rows that it is about; a node that missed a signal reads anew.

use story::StoryId;

use crate::StoreError;
use crate::db::{Sql, Tx, Value, sql};

const PUT: Sql = sql!(
    "INSERT INTO signal (id, node, kind, subject) SELECT coalesce(max(id), 0) + 1, $1, $2, $3 FROM signal"
);
const HEAD: Sql = sql!("SELECT coalesce(max(id), 0) FROM signal");
const AFTER: Sql = sql!("SELECT id, node, kind, subject FROM signal WHERE id > $1 ORDER BY id LIMIT $2");
const SWEEP: Sql = sql!("DELETE FROM signal WHERE id <= $1");
const DUTY: Sql = sql!("SELECT beat FROM duty WHERE name = $1");
const TAKE: Sql = sql!(
    "INSERT INTO duty (name, node, beat) VALUES ($1, $2, 1)
     ON CONFLICT (name) DO UPDATE SET node = $2, beat = duty.beat + 1 WHERE duty.node = $2 OR duty.beat = $3
     RETURNING beat"
);
const LEAVE: Sql = sql!("DELETE FROM duty WHERE name = $1 AND node = $2");

/// How many signals are kept for nodes that are behind.
const KEPT: u64 = 10_000;

/// Something changed that every node keeps in memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    /// The agency, its editions, sections or standing pages.
    House,
    /// A discussion.
    Discussion(StoryId),
    /// Signals are gone that were not read: anything may have changed.
    Lost,
}

/// Signals in order, and the place of the last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signals {
    /// Those of other nodes.
    pub heard: Vec<Signal>,
    /// The place behind them.
    pub upto: u64,
}

impl Tx<'_> {
    /// Tells other nodes, where there may be any.
    pub(crate) fn signal(&self, it: Signal) -> Result<(), StoreError> {
        let Some(node) = self.node() else { return Ok(()) };
        let (kind, subject) = match it {
            Signal::House => ("house", Value::Null),
            Signal::Discussion(story) => ("discussion", story.into()),
            Signal::Lost => ("lost", Value::Null),
        };
        self.put(PUT, &[node.into(), kind.into(), subject])
    }

    /// The place of the last signal.
    pub fn signal_head(&self) -> Result<u64, StoreError> {
        self.row(HEAD, &[])?.map_or(Ok(0), |row| row.count(0))
    }

    /// What other nodes told since a place.
    pub fn signals_after(&self, place: u64) -> Result<Signals, StoreError> {
        let node = self.node().unwrap_or_default();
        let mut signals = Signals { heard: Vec::new(), upto: place };
        for row in self.rows(AFTER, &[place.into(), 500_u64.into()])? {
            let id = row.count(0)?;
            if id != signals.upto + 1 {
                signals.heard.push(Signal::Lost);
            }
            signals.upto = id;
            if row.bytes(1)? == node {
                continue;
            }
            signals.heard.push(match row.text(2)? {
                "house" => Signal::House,
                "discussion" => Signal::Discussion(StoryId(row.uuid(3)?)),
                // A newer node tells what this one does not know.
                _ => Signal::Lost,
            });
        }
        Ok(signals)
    }

    /// Forgets the oldest signals.
    pub fn sweep_signals(&self) -> Result<(), StoreError> {
        let head = self.signal_head()?;
        self.run(SWEEP, &[head.saturating_sub(KEPT).into()]).map(drop)
    }

    /// How far whoever has a duty has counted; none where nobody has it.
    pub fn duty(&self, name: &str) -> Result<Option<u64>, StoreError> {
        self.row(DUTY, &[name.into()])?.map(|row| row.count(0)).transpose()
    }

    /// Takes a duty that nobody has, keeps the one that this node has, or takes the one of a node that has not counted on
    /// since `stale`; whether this node has it now.
    pub fn take_duty(&self, name: &str, stale: Option<u64>) -> Result<bool, StoreError> {
        let node = self.node().unwrap_or_default();
        let stale = stale.map_or(-1, |it| i64::try_from(it).unwrap_or(-1));
        Ok(self.row(TAKE, &[name.into(), node.into(), stale.into()])?.is_some())
    }

    /// Leaves a duty to whoever comes first.
    pub fn leave_duty(&self, name: &str) -> Result<(), StoreError> {
        self.run(LEAVE, &[name.into(), self.node().unwrap_or_default().into()]).map(drop)
    }
}
