//! The ledger: what each subscriber was given, and how each delivery of it went. Nothing here is ever deleted.
//!
//! A *transmission* is a wire entry given to a subscriber, numbered per subscriber from 1 without a gap. A *delivery*
//! is a transmission on its way to one destination.

use jiff::Timestamp;
use story::{DestinationId, Progress, RevisionNumber, Sequence, StoryId, SubscriberId};

use crate::StoreError;
use crate::db::{Row, Sql, Tx, sql};

/// A wire entry given to a subscriber.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transmission {
    /// Its number for this subscriber, from 1.
    pub position: u64,
    /// The entry; none where the subscriber's products changed.
    pub sequence: Option<Sequence>,
    /// The story of the entry.
    pub story: Option<StoryId>,
    /// The kind of move, or `entitlement`.
    pub kind: String,
    /// Why it was given: the product's name, or that they had the story.
    pub why: String,
    /// When.
    pub at: Timestamp,
}

/// A delivery of a transmission to a destination.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// Where to.
    pub destination: DestinationId,
    /// The transmission's number for its subscriber.
    pub position: u64,
    /// The story.
    pub story: Option<StoryId>,
    /// The same over all attempts.
    pub message: String,
    /// How far it has come.
    pub progress: Progress,
    /// How often it was tried.
    pub attempts: u32,
    /// When it was first to be made.
    pub made_at: Timestamp,
    /// When it is to be tried next.
    pub due_at: Option<Timestamp>,
    /// When it was made.
    pub done_at: Option<Timestamp>,
    /// What the destination said last.
    pub answer: Option<String>,
    /// When the client said that they have it and acted on it.
    pub acknowledged_at: Option<Timestamp>,
    /// Who said so.
    pub acknowledged_by: Option<String>,
}

/// One try of a delivery.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// When.
    pub at: Timestamp,
    /// What the destination said.
    pub answer: String,
    /// Whether the delivery was made.
    pub is_done: bool,
}

/// A kill that a subscriber was given and has not said to have acted on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unacknowledged {
    /// Who.
    pub subscriber: SubscriberId,
    /// The kill's number for them.
    pub position: u64,
    /// The story.
    pub story: StoryId,
    /// The kind of move.
    pub kind: String,
    /// When it was given.
    pub at: Timestamp,
    /// How often they were reminded.
    pub reminders: u32,
    /// When they were last reminded.
    pub reminded_at: Option<Timestamp>,
}

const LAST_POSITION: Sql = sql!("SELECT coalesce(max(position), 0) FROM transmission WHERE subscriber = $1");
const TRANSMIT: Sql = sql!(
    "INSERT INTO transmission (subscriber, position, sequence, story, kind, why, at) VALUES ($1, $2, $3, $4, $5, $6, $7)"
);
const TRANSMISSIONS: Sql = sql!(
    "SELECT position, sequence, story, kind, why, at FROM transmission WHERE subscriber = $1 AND position > $2
     ORDER BY position LIMIT $3"
);
const TRANSMISSION: Sql = sql!(
    "SELECT position, sequence, story, kind, why, at FROM transmission WHERE subscriber = $1 AND position = $2"
);
const OWN_NOTICES: Sql = sql!(
    "SELECT story FROM transmission WHERE subscriber = $1 AND position > $2 AND position <= $3
     AND sequence IS NULL AND story IS NOT NULL"
);
const HAD: Sql = sql!("SELECT 1 FROM transmission WHERE story = $1 AND subscriber = $2 LIMIT 1");
const LAST_OF_STORY: Sql = sql!(
    "SELECT position, sequence, story, kind, why, at FROM transmission WHERE subscriber = $1 AND story = $2
     AND kind <> 'reminder' ORDER BY position DESC LIMIT 1"
);
const LAST_ENTRY_OF: Sql = sql!(
    "SELECT position, sequence, story, kind, why, at FROM transmission WHERE subscriber = $1 AND story = $2
     AND sequence IS NOT NULL ORDER BY position DESC LIMIT 1"
);
const GIVEN_OF: Sql = sql!(
    "SELECT position, sequence, story, kind, why, at FROM transmission WHERE subscriber = $1 AND story = $2
     AND sequence IS NOT NULL ORDER BY position"
);
const ACKNOWLEDGED: Sql = sql!(
    "SELECT 1 FROM delivery d JOIN destination x ON x.id = d.destination
     WHERE x.subscriber = $1 AND d.position = $2 AND d.acknowledged_at IS NOT NULL LIMIT 1"
);
const OF_ENTRY: Sql = sql!(
    "SELECT position, sequence, story, kind, why, at FROM transmission WHERE subscriber = $1 AND sequence = $2"
);
const UNACKNOWLEDGED: Sql = sql!(
    "SELECT t.subscriber, t.position, t.story, t.kind, t.at,
       (SELECT count(*) FROM transmission r WHERE r.story = t.story AND r.subscriber = t.subscriber
          AND r.kind = 'reminder' AND r.position > t.position),
       (SELECT max(r.at) FROM transmission r WHERE r.story = t.story AND r.subscriber = t.subscriber
          AND r.kind = 'reminder' AND r.position > t.position)
     FROM transmission t WHERE t.kind IN ('withdrawal', 'takedown') AND t.at > $1
       AND NOT EXISTS (SELECT 1 FROM delivery d JOIN destination x ON x.id = d.destination
          WHERE x.subscriber = t.subscriber AND d.position = t.position AND d.acknowledged_at IS NOT NULL)
     ORDER BY t.at, t.subscriber"
);
const REVISION_BEFORE: Sql = sql!(
    "SELECT max(w.revision) FROM transmission t JOIN wire w ON w.sequence = t.sequence
     WHERE t.subscriber = $1 AND t.story = $2 AND t.position < $3"
);
const DELIVERED: Sql = sql!("SELECT 1 FROM delivery WHERE destination = $1 AND story = $2 LIMIT 1");
const PUT_DELIVERY: Sql = sql!(
    "INSERT INTO delivery (destination, position, story, message, state, attempts, made_at, due_at)
     VALUES ($1, $2, $3, $4, 'waiting', 0, $5, $5)"
);
macro_rules! delivery_columns {
    () => {
        "d.destination, d.position, d.story, d.message, d.state, d.attempts, d.made_at, d.due_at, d.done_at, d.answer,
         d.acknowledged_at, d.acknowledged_by"
    };
}
// The first that is due and has none of the same story waiting before it.
const NEXT: Sql = sql!(concat!(
    "SELECT ",
    delivery_columns!(),
    " FROM delivery d WHERE d.destination = $1 AND d.state = 'waiting' AND d.due_at <= $2
        AND NOT EXISTS (SELECT 1 FROM delivery e WHERE e.destination = d.destination AND e.state = 'waiting'
          AND e.story IS NOT DISTINCT FROM d.story AND e.position < d.position)
      ORDER BY d.position LIMIT 1"
));
const NEXT_DUE: Sql = sql!("SELECT min(due_at) FROM delivery WHERE destination = $1 AND state = 'waiting'");
const COUNTS: Sql = sql!(
    "SELECT sum(CASE WHEN state = 'waiting' THEN 1 ELSE 0 END), sum(CASE WHEN state = 'parked' THEN 1 ELSE 0 END)
     FROM delivery WHERE destination = $1"
);
const PARKED: Sql = sql!("SELECT count(*) FROM delivery WHERE state = 'parked'");
const DELIVERY: Sql = sql!(concat!(
    "SELECT ",
    delivery_columns!(),
    " FROM delivery d WHERE d.destination = $1 AND d.position = $2"
));
const DELIVERIES: Sql = sql!(concat!(
    "SELECT ",
    delivery_columns!(),
    " FROM delivery d WHERE d.destination = $1 ORDER BY d.position DESC LIMIT $2"
));
const OF_STORY: Sql = sql!(concat!(
    "SELECT ",
    delivery_columns!(),
    " FROM delivery d WHERE d.story = $1 ORDER BY d.made_at, d.destination, d.position"
));
const TRY: Sql = sql!(
    "UPDATE delivery SET attempts = attempts + 1, answer = $3, state = $4, due_at = $5, done_at = $6
     WHERE destination = $1 AND position = $2"
);
const PUT_ATTEMPT: Sql = sql!(
    "INSERT INTO attempt (destination, position, number, at, answer, is_done)
     SELECT destination, position, attempts, $3, $4, $5 FROM delivery WHERE destination = $1 AND position = $2"
);
const ATTEMPTS: Sql =
    sql!("SELECT at, answer, is_done FROM attempt WHERE destination = $1 AND position = $2 ORDER BY number");
const FETCHED: Sql = sql!(
    "UPDATE delivery SET state = 'delivered', attempts = attempts + 1, done_at = coalesce(done_at, $4), due_at = NULL,
       answer = coalesce(answer, 'fetched')
     WHERE destination = $1 AND position > $2 AND position <= $3 AND state = 'waiting'"
);
const IS_WAITED_FOR: Sql = sql!(
    "SELECT 1 FROM delivery WHERE destination = $1 AND state = 'waiting' AND position > $2 AND position <= $3 LIMIT 1"
);
const ACKNOWLEDGE: Sql = sql!(
    "UPDATE delivery SET acknowledged_at = $3, acknowledged_by = $4
     WHERE destination = $1 AND position = $2 AND acknowledged_at IS NULL"
);
const AGAIN: Sql =
    sql!("UPDATE delivery SET state = 'waiting', due_at = $3 WHERE destination = $1 AND position = $2");

pub(crate) fn transmission(row: &Row) -> Result<Transmission, StoreError> {
    Ok(Transmission {
        position: row.count(0)?,
        sequence: row.maybe(1, Row::count)?.map(Sequence),
        story: row.maybe(2, Row::uuid)?.map(StoryId),
        kind: row.text(3)?.to_owned(),
        why: row.text(4)?.to_owned(),
        at: row.instant(5)?,
    })
}

fn delivery(row: &Row) -> Result<Delivery, StoreError> {
    let owned = |row: &Row, at: usize| row.text(at).map(str::to_owned);
    Ok(Delivery {
        destination: DestinationId(row.uuid(0)?),
        position: row.count(1)?,
        story: row.maybe(2, Row::uuid)?.map(StoryId),
        message: owned(row, 3)?,
        progress: row.parsed(4)?,
        attempts: row.small(5)?,
        made_at: row.instant(6)?,
        due_at: row.maybe(7, Row::instant)?,
        done_at: row.maybe(8, Row::instant)?,
        answer: row.maybe(9, owned)?,
        acknowledged_at: row.maybe(10, Row::instant)?,
        acknowledged_by: row.maybe(11, owned)?,
    })
}

/// What is asked for a send or a page, for the test of plans.
#[cfg(test)]
pub(crate) const OFTEN: [(&str, Sql); 11] = [
    ("LAST_POSITION", LAST_POSITION),
    ("TRANSMISSIONS", TRANSMISSIONS),
    ("TRANSMISSION", TRANSMISSION),
    ("OWN_NOTICES", OWN_NOTICES),
    ("HAD", HAD),
    ("LAST_OF_STORY", LAST_OF_STORY),
    ("LAST_ENTRY_OF", LAST_ENTRY_OF),
    ("GIVEN_OF", GIVEN_OF),
    ("OF_ENTRY", OF_ENTRY),
    ("REVISION_BEFORE", REVISION_BEFORE),
    ("DELIVERED", DELIVERED),
];

impl Tx<'_> {
    /// Gives something to a subscriber: its number for them. Deliveries to their destinations begin to wait.
    pub fn transmit(
        &self,
        to: SubscriberId,
        (sequence, story): (Option<Sequence>, Option<StoryId>),
        kind: &str,
        why: &str,
        now: Timestamp,
    ) -> Result<u64, StoreError> {
        let position = self.last_position(to)? + 1;
        let values =
            [to.into(), position.into(), sequence.into(), story.into(), kind.into(), why.into(), now.into()];
        self.put(TRANSMIT, &values)?;
        // What must not be used any more waits also for a destination that is out of use and had the story.
        let is_stop = matches!(kind, "hold" | "withdrawal" | "takedown");
        for destination in self.destinations(to)? {
            let had = |story: StoryId| self.row(DELIVERED, &[destination.id.into(), story.into()]);
            let is_owed = is_stop && story.map(had).transpose()?.flatten().is_some();
            if destination.is_active || is_owed {
                self.put_delivery(destination.id, position, story, now)?;
            }
        }
        Ok(position)
    }

    fn put_delivery(
        &self,
        to: DestinationId,
        position: u64,
        story: Option<StoryId>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let message = format!("msg_{}_{position}", to.0.simple());
        let values = [to.into(), position.into(), story.into(), message.into(), now.into()];
        self.put(PUT_DELIVERY, &values)
    }

    /// Makes a delivery of something that was given already, where there is none.
    pub fn owe(&self, to: DestinationId, it: &Transmission, now: Timestamp) -> Result<(), StoreError> {
        match self.delivery(to, it.position)? {
            Some(_) => Ok(()),
            None => self.put_delivery(to, it.position, it.story, now),
        }
    }

    /// Whether somebody at a subscriber acknowledged a kill, at any of their destinations.
    pub fn is_acknowledged(&self, of: SubscriberId, position: u64) -> Result<bool, StoreError> {
        Ok(self.row(ACKNOWLEDGED, &[of.into(), position.into()])?.is_some())
    }

    /// Each thing of a story that a subscriber was given, in order.
    pub fn given_of(&self, of: SubscriberId, story: StoryId) -> Result<Vec<Transmission>, StoreError> {
        self.rows(GIVEN_OF, &[of.into(), story.into()])?.iter().map(transmission).collect()
    }

    /// The number of the last thing that a subscriber was given; 0 for nothing.
    pub fn last_position(&self, of: SubscriberId) -> Result<u64, StoreError> {
        self.row(LAST_POSITION, &[of.into()])?.map_or(Ok(0), |row| row.count(0))
    }

    /// What a subscriber was given behind a number, in order.
    pub fn transmissions(
        &self,
        of: SubscriberId,
        after: u64,
        limit: u32,
    ) -> Result<Vec<Transmission>, StoreError> {
        self.rows(TRANSMISSIONS, &[of.into(), after.into(), limit.into()])?.iter().map(transmission).collect()
    }

    /// The stories of which a subscriber was told something about them alone, behind one number and up to another.
    pub fn own_notices(&self, of: SubscriberId, after: u64, to: u64) -> Result<Vec<StoryId>, StoreError> {
        let rows = self.rows(OWN_NOTICES, &[of.into(), after.into(), to.into()])?;
        rows.iter().map(|row| row.uuid(0).map(StoryId)).collect()
    }

    /// One thing that a subscriber was given.
    pub fn transmission(&self, of: SubscriberId, position: u64) -> Result<Option<Transmission>, StoreError> {
        self.row(TRANSMISSION, &[of.into(), position.into()])?.as_ref().map(transmission).transpose()
    }

    /// Whether a subscriber ever had a story.
    pub fn has_had(&self, who: SubscriberId, story: StoryId) -> Result<bool, StoreError> {
        Ok(self.row(HAD, &[story.into(), who.into()])?.is_some())
    }

    /// The last thing that a subscriber was given of a story.
    pub fn last_given(&self, of: SubscriberId, story: StoryId) -> Result<Option<Transmission>, StoreError> {
        self.row(LAST_OF_STORY, &[of.into(), story.into()])?.as_ref().map(transmission).transpose()
    }

    /// The last entry of the wire that a subscriber was given of a story.
    pub fn last_entry_given(
        &self,
        of: SubscriberId,
        story: StoryId,
    ) -> Result<Option<Transmission>, StoreError> {
        self.row(LAST_ENTRY_OF, &[of.into(), story.into()])?.as_ref().map(transmission).transpose()
    }

    /// Why a story was taken back from a subscriber alone, if it was and nothing of it was given since.
    pub fn taken_back(&self, of: SubscriberId, story: StoryId) -> Result<Option<String>, StoreError> {
        let last = self.last_given(of, story)?;
        Ok(last.filter(|it| it.sequence.is_none() && it.kind == "withdrawal").map(|it| it.why))
    }

    /// An entry as a subscriber was given it, if they were.
    pub fn transmission_of(
        &self,
        of: SubscriberId,
        sequence: Sequence,
    ) -> Result<Option<Transmission>, StoreError> {
        self.row(OF_ENTRY, &[of.into(), sequence.into()])?.as_ref().map(transmission).transpose()
    }

    /// Kills given after an instant that nobody at the subscriber has acknowledged, the oldest first.
    pub fn unacknowledged(&self, after: Timestamp) -> Result<Vec<Unacknowledged>, StoreError> {
        let rows = self.rows(UNACKNOWLEDGED, &[after.into()])?;
        rows.iter()
            .map(|row| {
                Ok(Unacknowledged {
                    subscriber: SubscriberId(row.uuid(0)?),
                    position: row.count(1)?,
                    story: StoryId(row.uuid(2)?),
                    kind: row.text(3)?.to_owned(),
                    at: row.instant(4)?,
                    reminders: row.small(5)?,
                    reminded_at: row.maybe(6, Row::instant)?,
                })
            })
            .collect()
    }

    /// The newest revision of a story that a subscriber was given before a number.
    pub fn revision_before(
        &self,
        of: SubscriberId,
        story: StoryId,
        position: u64,
    ) -> Result<Option<RevisionNumber>, StoreError> {
        let row = self.row(REVISION_BEFORE, &[of.into(), story.into(), position.into()])?;
        Ok(row.map_or(Ok(None), |row| row.maybe(0, Row::small))?.map(RevisionNumber))
    }

    /// What is to be delivered to a destination next: due, and nothing of the same story waits before it.
    pub fn next_delivery(&self, to: DestinationId, now: Timestamp) -> Result<Option<Delivery>, StoreError> {
        self.row(NEXT, &[to.into(), now.into()])?.as_ref().map(delivery).transpose()
    }

    /// When something is due at a destination next.
    pub fn next_due(&self, to: DestinationId) -> Result<Option<Timestamp>, StoreError> {
        self.row(NEXT_DUE, &[to.into()])?.map_or(Ok(None), |row| row.maybe(0, Row::instant))
    }

    /// How many deliveries to a destination wait, and how many are parked.
    pub fn delivery_counts(&self, to: DestinationId) -> Result<(u64, u64), StoreError> {
        let Some(row) = self.row(COUNTS, &[to.into()])? else { return Ok((0, 0)) };
        Ok((row.maybe(0, Row::count)?.unwrap_or(0), row.maybe(1, Row::count)?.unwrap_or(0)))
    }

    /// How many deliveries were given up and wait for somebody to look.
    pub fn parked(&self) -> Result<u64, StoreError> {
        self.row(PARKED, &[])?.map_or(Ok(0), |row| row.count(0))
    }

    /// One delivery.
    pub fn delivery(&self, to: DestinationId, position: u64) -> Result<Option<Delivery>, StoreError> {
        self.row(DELIVERY, &[to.into(), position.into()])?.as_ref().map(delivery).transpose()
    }

    /// The last deliveries to a destination, the newest first.
    pub fn deliveries(&self, to: DestinationId, limit: u32) -> Result<Vec<Delivery>, StoreError> {
        self.rows(DELIVERIES, &[to.into(), limit.into()])?.iter().map(delivery).collect()
    }

    /// Every delivery of a story, to anyone, ever.
    pub fn deliveries_of(&self, story: StoryId) -> Result<Vec<Delivery>, StoreError> {
        self.rows(OF_STORY, &[story.into()])?.iter().map(delivery).collect()
    }

    /// Notes a try of a delivery and what comes next.
    pub fn note_attempt(
        &self,
        (to, position): (DestinationId, u64),
        attempt: &Attempt,
        progress: Progress,
        due_at: Option<Timestamp>,
    ) -> Result<(), StoreError> {
        let done_at = attempt.is_done.then_some(attempt.at);
        let values = [
            to.into(),
            position.into(),
            attempt.answer.as_str().into(),
            progress.as_str().into(),
            due_at.into(),
            done_at.into(),
        ];
        self.run(TRY, &values)?;
        let values = [
            to.into(),
            position.into(),
            attempt.at.into(),
            attempt.answer.as_str().into(),
            attempt.is_done.into(),
        ];
        self.run(PUT_ATTEMPT, &values).map(drop)
    }

    /// The tries of a delivery, in order.
    pub fn attempts(&self, to: DestinationId, position: u64) -> Result<Vec<Attempt>, StoreError> {
        let rows = self.rows(ATTEMPTS, &[to.into(), position.into()])?;
        rows.iter()
            .map(|row| {
                Ok(Attempt { at: row.instant(0)?, answer: row.text(1)?.to_owned(), is_done: row.truth(2)? })
            })
            .collect()
    }

    /// Whether anything behind one number, up to another, was not yet fetched.
    pub fn is_waited_for(&self, to: DestinationId, after: u64, last: u64) -> Result<bool, StoreError> {
        Ok(self.row(IS_WAITED_FOR, &[to.into(), after.into(), last.into()])?.is_some())
    }

    /// Notes that a client fetched what lies behind one number, up to another.
    pub fn note_fetched(
        &self,
        to: DestinationId,
        after: u64,
        last: u64,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.run(FETCHED, &[to.into(), after.into(), last.into(), now.into()]).map(drop)
    }

    /// Notes that a client says they have something and acted on it; false where they said so before.
    pub fn acknowledge(
        &self,
        to: DestinationId,
        position: u64,
        by: &str,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        Ok(self.run(ACKNOWLEDGE, &[to.into(), position.into(), now.into(), by.into()])? == 1)
    }

    /// Lets a delivery be made again, at once; false where there is none.
    pub fn deliver_again(
        &self,
        to: DestinationId,
        position: u64,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        Ok(self.run(AGAIN, &[to.into(), position.into(), now.into()])? == 1)
    }
}
