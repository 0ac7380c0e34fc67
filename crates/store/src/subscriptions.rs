//! Subscriptions of readers: who is written to about what, how often, and what waits for their digest.

use jiff::Timestamp;
use story::{CorrespondentId, PublicSequence, RevisionNumber, StoryId, SubscriptionId};

use crate::StoreError;
use crate::db::{Row, Sql, Tx, sql};

/// Somebody who is written to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correspondent {
    /// Who.
    pub id: CorrespondentId,
    /// The address.
    pub address: String,
    /// The language of their mails, a tag.
    pub language: String,
    /// The edition in which they subscribed first.
    pub edition: String,
    /// How many mails at once they get in a day, at the most; more wait for a digest.
    pub most_a_day: u32,
    /// Until when nothing goes to them.
    pub paused_until: Option<Timestamp>,
    /// When their next digest is due.
    pub digest_at: Option<Timestamp>,
}

/// What somebody wants to be told of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subscription {
    /// Which.
    pub id: SubscriptionId,
    /// Whose.
    pub correspondent: CorrespondentId,
    /// In which edition.
    pub edition: String,
    /// What: `edition`, `section`, `story`, `author`, `search` or `corrections`.
    pub what: String,
    /// Which one: a section's word, a story's id, an author's word, the words of a search.
    pub value: String,
    /// How often: `at-once`, `daily` or `weekly`.
    pub rhythm: String,
    /// How it stands: `pending`, `active` or `ended`.
    pub state: String,
}

/// Something that waits for a digest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DigestItem {
    /// Which story.
    pub story: StoryId,
    /// By which subscription.
    pub subscription: SubscriptionId,
    /// The revision that they were told of last.
    pub since: Option<RevisionNumber>,
    /// Since when it waits.
    pub at: Timestamp,
}

macro_rules! correspondent_columns {
    () => {
        "c.id, c.address, c.language, c.edition, c.most_a_day, c.paused_until, c.digest_at"
    };
}
macro_rules! columns {
    () => {
        "s.id, s.correspondent, s.edition, s.what, s.value, s.rhythm, s.state"
    };
}
const BY_ADDRESS: Sql =
    sql!(concat!("SELECT ", correspondent_columns!(), " FROM correspondent c WHERE c.address = $1"));
const BY_ID: Sql =
    sql!(concat!("SELECT ", correspondent_columns!(), " FROM correspondent c WHERE c.id = $1"));
const PUT: Sql = sql!(
    "INSERT INTO correspondent (id, address, language, edition, most_a_day, made_at) VALUES ($1, $2, $3, $4, $5, $6)"
);
const SET: Sql = sql!(
    "UPDATE correspondent SET most_a_day = $2, paused_until = $3, digest_at = $4, language = $5 WHERE id = $1"
);
const DIGESTS_DUE: Sql = sql!(concat!(
    "SELECT ",
    correspondent_columns!(),
    " FROM correspondent c WHERE c.digest_at <= $1 ORDER BY c.digest_at LIMIT $2"
));
const PUT_SUBSCRIPTION: Sql = sql!(
    "INSERT INTO subscription (id, correspondent, edition, what, value, rhythm, state, made_at, changed_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8)
     ON CONFLICT (correspondent, edition, what, value) DO UPDATE
     SET rhythm = $6, state = CASE WHEN subscription.state = 'active' THEN 'active' ELSE $7 END, changed_at = $8"
);
const SUBSCRIPTION: Sql = sql!(concat!("SELECT ", columns!(), " FROM subscription s WHERE s.id = $1"));
const FOUND: Sql = sql!(concat!(
    "SELECT ",
    columns!(),
    " FROM subscription s WHERE s.correspondent = $1 AND s.edition = $2 AND s.what = $3 AND s.value = $4"
));
const OF: Sql = sql!(concat!(
    "SELECT ",
    columns!(),
    " FROM subscription s WHERE s.correspondent = $1 ORDER BY s.made_at, s.id"
));
const SET_SUBSCRIPTION: Sql =
    sql!("UPDATE subscription SET rhythm = $2, state = $3, changed_at = $4 WHERE id = $1");
const MATCHING: Sql = sql!(concat!(
    "SELECT ",
    columns!(),
    " FROM subscription s WHERE s.what = $1 AND s.edition = $2 AND s.value = $3 AND s.state = 'active' ORDER BY s.id"
));
const SAVED: Sql = sql!(
    "SELECT edition, value FROM subscription WHERE what = 'search' AND state = 'active' AND changed_at >= $1
     UNION SELECT edition, value FROM push_wish WHERE what = 'search' AND made_at >= $1"
);
const EXPIRE: Sql = sql!("DELETE FROM subscription WHERE state = 'pending' AND changed_at < $1");
const PUT_ITEM: Sql = sql!(
    "INSERT INTO digest_item (correspondent, story, subscription, since, at) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (correspondent, story) DO NOTHING"
);
const ITEMS: Sql = sql!(
    "SELECT story, subscription, since, at FROM digest_item WHERE correspondent = $1 ORDER BY at, story LIMIT 200"
);
const DROP_ITEMS: Sql = sql!("DELETE FROM digest_item WHERE correspondent = $1");
const DROP_ITEM: Sql = sql!("DELETE FROM digest_item WHERE story = $1");
const CURSOR: Sql = sql!("SELECT public_sequence FROM subscription_cursor WHERE id = 1");
const PUT_CURSOR: Sql = sql!(
    "INSERT INTO subscription_cursor (id, public_sequence) VALUES (1, $1) ON CONFLICT (id) DO UPDATE SET public_sequence = $1"
);
const ERASE: [Sql; 3] = [
    sql!("DELETE FROM digest_item WHERE correspondent = $1"),
    sql!("DELETE FROM subscription WHERE correspondent = $1"),
    sql!("DELETE FROM correspondent WHERE id = $1"),
];

fn correspondent(row: &Row) -> Result<Correspondent, StoreError> {
    Ok(Correspondent {
        id: CorrespondentId(row.uuid(0)?),
        address: row.text(1)?.to_owned(),
        language: row.text(2)?.to_owned(),
        edition: row.text(3)?.to_owned(),
        most_a_day: row.small(4)?,
        paused_until: row.maybe(5, Row::instant)?,
        digest_at: row.maybe(6, Row::instant)?,
    })
}

pub(crate) fn subscription(row: &Row) -> Result<Subscription, StoreError> {
    Ok(Subscription {
        id: SubscriptionId(row.uuid(0)?),
        correspondent: CorrespondentId(row.uuid(1)?),
        edition: row.text(2)?.to_owned(),
        what: row.text(3)?.to_owned(),
        value: row.text(4)?.to_owned(),
        rhythm: row.text(5)?.to_owned(),
        state: row.text(6)?.to_owned(),
    })
}

impl Tx<'_> {
    /// Who is written to at an address.
    pub fn correspondent_by_address(&self, address: &str) -> Result<Option<Correspondent>, StoreError> {
        self.row(BY_ADDRESS, &[address.into()])?.as_ref().map(correspondent).transpose()
    }

    /// Somebody who is written to.
    pub fn correspondent(&self, id: CorrespondentId) -> Result<Option<Correspondent>, StoreError> {
        self.row(BY_ID, &[id.into()])?.as_ref().map(correspondent).transpose()
    }

    /// Adds somebody.
    pub fn put_correspondent(&self, it: &Correspondent, now: Timestamp) -> Result<(), StoreError> {
        let values = [
            it.id.into(),
            it.address.as_str().into(),
            it.language.as_str().into(),
            it.edition.as_str().into(),
            it.most_a_day.into(),
            now.into(),
        ];
        self.run(PUT, &values).map(drop)
    }

    /// Changes how somebody is written to.
    pub fn set_correspondent(&self, it: &Correspondent) -> Result<(), StoreError> {
        let values = [
            it.id.into(),
            it.most_a_day.into(),
            it.paused_until.into(),
            it.digest_at.into(),
            it.language.as_str().into(),
        ];
        self.run(SET, &values).map(drop)
    }

    /// Whose digest is due.
    pub fn digests_due(&self, now: Timestamp, limit: u32) -> Result<Vec<Correspondent>, StoreError> {
        self.rows(DIGESTS_DUE, &[now.into(), limit.into()])?.iter().map(correspondent).collect()
    }

    /// Adds a subscription; one of the same thing is changed to it, and stays active where it is.
    pub fn put_subscription(&self, it: &Subscription, now: Timestamp) -> Result<Subscription, StoreError> {
        let values = [
            it.id.into(),
            it.correspondent.into(),
            it.edition.as_str().into(),
            it.what.as_str().into(),
            it.value.as_str().into(),
            it.rhythm.as_str().into(),
            it.state.as_str().into(),
            now.into(),
        ];
        self.run(PUT_SUBSCRIPTION, &values)?;
        let found = self.row(FOUND, &values[1..5])?;
        found
            .as_ref()
            .map(subscription)
            .transpose()?
            .ok_or_else(|| StoreError::Damaged("a subscription is gone".into()))
    }

    /// A subscription.
    pub fn subscription(&self, id: SubscriptionId) -> Result<Option<Subscription>, StoreError> {
        self.row(SUBSCRIPTION, &[id.into()])?.as_ref().map(subscription).transpose()
    }

    /// What somebody subscribed to, the first first.
    pub fn subscriptions_of(&self, id: CorrespondentId) -> Result<Vec<Subscription>, StoreError> {
        self.rows(OF, &[id.into()])?.iter().map(subscription).collect()
    }

    /// Changes how often, or ends or begins it.
    pub fn set_subscription(
        &self,
        id: SubscriptionId,
        rhythm: &str,
        state: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.run(SET_SUBSCRIPTION, &[id.into(), rhythm.into(), state.into(), now.into()]).map(drop)
    }

    /// Active subscriptions to one thing of an edition.
    pub fn subscribed(
        &self,
        what: &str,
        edition: &str,
        value: &str,
    ) -> Result<Vec<Subscription>, StoreError> {
        self.rows(MATCHING, &[what.into(), edition.into(), value.into()])?.iter().map(subscription).collect()
    }

    /// The searches that somebody subscribed to since an instant, by mail or push: edition and what was typed, each once.
    pub fn searches_saved(&self, since: Timestamp) -> Result<Vec<(String, String)>, StoreError> {
        let text = |row: &Row| Ok((row.text(0)?.to_owned(), row.text(1)?.to_owned()));
        self.rows(SAVED, &[since.into()])?.iter().map(text).collect()
    }

    /// Forgets subscriptions that nobody confirmed since an instant.
    pub fn expire_subscriptions(&self, before: Timestamp) -> Result<(), StoreError> {
        self.run(EXPIRE, &[before.into()]).map(drop)
    }

    /// Puts a story into somebody's digest, once.
    pub fn put_digest_item(&self, of: CorrespondentId, it: &DigestItem) -> Result<(), StoreError> {
        let values = [of.into(), it.story.into(), it.subscription.into(), it.since.into(), it.at.into()];
        self.run(PUT_ITEM, &values).map(drop)
    }

    /// What waits for somebody's digest.
    pub fn digest_items(&self, of: CorrespondentId) -> Result<Vec<DigestItem>, StoreError> {
        let item = |row: &Row| {
            Ok(DigestItem {
                story: StoryId(row.uuid(0)?),
                subscription: SubscriptionId(row.uuid(1)?),
                since: row.maybe(2, |row, at| Ok(RevisionNumber(row.small(at)?)))?,
                at: row.instant(3)?,
            })
        };
        self.rows(ITEMS, &[of.into()])?.iter().map(item).collect()
    }

    /// Empties somebody's digest.
    pub fn drop_digest(&self, of: CorrespondentId) -> Result<(), StoreError> {
        self.run(DROP_ITEMS, &[of.into()]).map(drop)
    }

    /// Takes a story out of all digests.
    pub fn drop_from_digests(&self, story: StoryId) -> Result<(), StoreError> {
        self.run(DROP_ITEM, &[story.into()]).map(drop)
    }

    /// How far public moves were looked at; none where they never were.
    pub fn subscription_cursor(&self) -> Result<Option<PublicSequence>, StoreError> {
        self.row(CURSOR, &[])?.map(|row| Ok(PublicSequence(row.count(0)?))).transpose()
    }

    /// Notes how far.
    pub fn put_subscription_cursor(&self, at: PublicSequence) -> Result<(), StoreError> {
        self.put(PUT_CURSOR, &[at.into()])
    }

    /// Forgets somebody with all they subscribed to.
    pub fn erase_correspondent(&self, id: CorrespondentId) -> Result<(), StoreError> {
        for statement in ERASE {
            self.run(statement, &[id.into()])?;
        }
        Ok(())
    }
}
