//! Who gets a feed posted when it changes (WebSub).

use jiff::Timestamp;
use story::SubscriptionId;

use crate::StoreError;
use crate::db::{Row, Sql, Tx, sql};
use crate::record::Hash;

/// Somebody who gets a feed posted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedSubscription {
    /// Which.
    pub id: SubscriptionId,
    /// The address of the feed.
    pub topic: String,
    /// Where it is posted to.
    pub callback: String,
    /// What it is signed with, where they want that.
    pub secret: Option<String>,
    /// Until when.
    pub lease_until: Timestamp,
    /// How often it was tried.
    pub attempts: u32,
    /// The hash of what was sent last.
    pub sent: Option<Hash>,
}

const PUT: Sql = sql!(
    "INSERT INTO websub_subscription (id, topic, callback, secret, lease_until, attempts, sent, made_at)
     VALUES ($1, $2, $3, $4, $5, 0, $6, $7)
     ON CONFLICT (topic, callback) DO UPDATE SET secret = $4, lease_until = $5"
);
macro_rules! columns {
    () => {
        "SELECT id, topic, callback, secret, lease_until, attempts, sent FROM websub_subscription "
    };
}
const FOUND: Sql = sql!(concat!(columns!(), "WHERE topic = $1 AND callback = $2 AND lease_until > $3"));
const COUNT: Sql = sql!("SELECT count(*) FROM websub_subscription");
const TOUCH: Sql = sql!("UPDATE websub_subscription SET due_at = $1, attempts = 0 WHERE lease_until > $1");
const DUE: Sql =
    sql!(concat!(columns!(), "WHERE due_at <= $1 AND lease_until > $1 ORDER BY due_at, id LIMIT $2"));
const SENT: Sql = sql!("UPDATE websub_subscription SET due_at = NULL, attempts = 0, sent = $2 WHERE id = $1");
const AGAIN: Sql = sql!("UPDATE websub_subscription SET due_at = $2, attempts = attempts + 1 WHERE id = $1");
const END: Sql = sql!("DELETE FROM websub_subscription WHERE topic = $1 AND callback = $2");
const SWEEP: Sql = sql!("DELETE FROM websub_subscription WHERE lease_until <= $1");

fn subscription(row: &Row) -> Result<FeedSubscription, StoreError> {
    Ok(FeedSubscription {
        id: SubscriptionId(row.uuid(0)?),
        topic: row.text(1)?.to_owned(),
        callback: row.text(2)?.to_owned(),
        secret: row.maybe(3, |row, at| Ok(row.text(at)?.to_owned()))?,
        lease_until: row.instant(4)?,
        attempts: row.small(5)?,
        sent: row.maybe(6, Row::hash)?,
    })
}

impl Tx<'_> {
    /// Adds somebody, or renews their lease.
    pub fn put_feed_subscription(&self, it: &FeedSubscription, now: Timestamp) -> Result<(), StoreError> {
        let values = [
            it.id.into(),
            it.topic.as_str().into(),
            it.callback.as_str().into(),
            it.secret.as_deref().into(),
            it.lease_until.into(),
            it.sent.into(),
            now.into(),
        ];
        self.run(PUT, &values).map(drop)
    }

    /// Who gets a feed posted there, while it lasts.
    pub fn feed_subscription(
        &self,
        topic: &str,
        callback: &str,
        now: Timestamp,
    ) -> Result<Option<FeedSubscription>, StoreError> {
        self.row(FOUND, &[topic.into(), callback.into(), now.into()])?.as_ref().map(subscription).transpose()
    }

    /// How many there are.
    pub fn count_feed_subscriptions(&self) -> Result<u64, StoreError> {
        self.row(COUNT, &[])?.map_or(Ok(0), |row| row.count(0))
    }

    /// Something moved: all feeds are looked at again.
    pub fn touch_feed_subscriptions(&self, now: Timestamp) -> Result<(), StoreError> {
        self.run(TOUCH, &[now.into()]).map(drop)
    }

    /// Whose feed is to be looked at by now.
    pub fn feed_subscriptions_due(
        &self,
        now: Timestamp,
        limit: u32,
    ) -> Result<Vec<FeedSubscription>, StoreError> {
        self.rows(DUE, &[now.into(), limit.into()])?.iter().map(subscription).collect()
    }

    /// They have a feed as it is now.
    pub fn note_feed_sent(&self, id: SubscriptionId, sent: Hash) -> Result<(), StoreError> {
        self.run(SENT, &[id.into(), sent.into()]).map(drop)
    }

    /// It is tried again then.
    pub fn try_feed_again(&self, id: SubscriptionId, at: Timestamp) -> Result<(), StoreError> {
        self.run(AGAIN, &[id.into(), at.into()]).map(drop)
    }

    /// They get it no more.
    pub fn end_feed_subscription(&self, topic: &str, callback: &str) -> Result<(), StoreError> {
        self.run(END, &[topic.into(), callback.into()]).map(drop)
    }

    /// Forgets those whose time is over.
    pub fn sweep_feed_subscriptions(&self, now: Timestamp) -> Result<(), StoreError> {
        self.run(SWEEP, &[now.into()]).map(drop)
    }
}
