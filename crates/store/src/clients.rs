//! The people at subscribers: who they are, their sessions, their filters, what they are told of, what they used.

use jiff::Timestamp;
use story::{Alert, ClientId, RevisionNumber, SavedFilterId, StoryId, SubscriberId, Usage, UsageId};

use crate::StoreError;
use crate::db::{Row, Sql, Tx, sql};
use crate::ledger::Transmission;
use crate::record::Hash;

/// Somebody who works at a subscriber.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientUser {
    /// Who.
    pub id: ClientId,
    /// Where they work.
    pub subscriber: SubscriberId,
    /// The e-mail address, by which they sign in too.
    pub address: String,
    /// The name as it is shown.
    pub name: String,
    /// The language of their portal, a tag.
    pub language: String,
    /// Whether they may sign in.
    pub is_active: bool,
}

/// A filter that somebody saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedFilter {
    /// Which.
    pub id: SavedFilterId,
    /// Whose.
    pub client: ClientId,
    /// Its name.
    pub name: String,
    /// The line of the filter.
    pub filter: String,
    /// How they are told of what it means.
    pub alert: Alert,
}

/// Something that somebody is told of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientAlert {
    /// Its place in what the subscriber was given.
    pub position: u64,
    /// The names of the filters that mean it, one a line; none where it follows what they were told of before.
    pub filters: String,
    /// When.
    pub at: Timestamp,
    /// When they saw it.
    pub seen_at: Option<Timestamp>,
    /// How its mail stands: `none`, `waiting`, `sent` or `parked`.
    pub mail: String,
}

/// A mail that is to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailDue {
    /// To whom.
    pub client: ClientUser,
    /// Of what.
    pub position: u64,
    /// The names of the filters that mean it, one a line.
    pub filters: String,
    /// How often it was tried.
    pub attempts: u32,
    /// When it was made.
    pub at: Timestamp,
}

/// What a client did with a story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UsageRow {
    /// Which note.
    pub id: UsageId,
    /// The name of who did it.
    pub by: String,
    /// Which story.
    pub story: StoryId,
    /// Which revision of it.
    pub revision: RevisionNumber,
    /// What they did.
    pub what: Usage,
    /// The address where they ran it, or the format.
    pub detail: String,
    /// When.
    pub at: Timestamp,
}

macro_rules! user_columns {
    () => {
        "u.id, u.subscriber, u.address, u.name, u.language, u.is_active"
    };
}
const OF_SUBSCRIBER: Sql = sql!(concat!(
    "SELECT ",
    user_columns!(),
    " FROM client_user u WHERE u.subscriber = $1 ORDER BY u.name, u.address"
));
const BY_ID: Sql = sql!(concat!("SELECT ", user_columns!(), " FROM client_user u WHERE u.id = $1"));
const BY_ADDRESS: Sql =
    sql!(concat!("SELECT ", user_columns!(), ", u.password FROM client_user u WHERE u.address = $1"));
const PUT: Sql = sql!(
    "INSERT INTO client_user (id, subscriber, address, name, language, is_active, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (id) DO UPDATE SET address = $3, name = $4, language = $5, is_active = $6"
);
const SET_PASSWORD: Sql = sql!("UPDATE client_user SET password = $2 WHERE id = $1");
const PUT_SESSION: Sql = sql!("INSERT INTO client_session (token, client, expires_at) VALUES ($1, $2, $3)");
const SWEEP_SESSIONS: Sql = sql!("DELETE FROM client_session WHERE expires_at <= $1");
const BY_SESSION: Sql = sql!(concat!(
    "SELECT ",
    user_columns!(),
    " FROM client_session t JOIN client_user u ON u.id = t.client
      WHERE t.token = $1 AND t.expires_at > $2 AND u.is_active = TRUE"
));
const END_SESSION: Sql = sql!("DELETE FROM client_session WHERE token = $1");
const END_SESSIONS: Sql = sql!("DELETE FROM client_session WHERE client = $1");
const PUT_CLAIM: Sql = sql!("INSERT INTO client_claim (token, client, expires_at) VALUES ($1, $2, $3)");
const BY_CLAIM: Sql = sql!(concat!(
    "SELECT ",
    user_columns!(),
    " FROM client_claim c JOIN client_user u ON u.id = c.client
      WHERE c.token = $1 AND c.expires_at > $2 AND u.is_active = TRUE"
));
const END_CLAIMS: Sql = sql!("DELETE FROM client_claim WHERE client = $1");
const FILTERS: Sql = sql!(
    "SELECT id, client, name, filter, alert FROM saved_filter WHERE client = $1 ORDER BY created_at, name"
);
const PUT_FILTER: Sql = sql!(
    "INSERT INTO saved_filter (id, client, name, filter, alert, created_at) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (id) DO UPDATE SET name = $3, filter = $4, alert = $5"
);
const DROP_FILTER: Sql = sql!("DELETE FROM saved_filter WHERE id = $1 AND client = $2");
const CURSOR: Sql = sql!("SELECT position FROM alert_cursor WHERE subscriber = $1");
const PUT_CURSOR: Sql = sql!(
    "INSERT INTO alert_cursor (subscriber, position) VALUES ($1, $2)
     ON CONFLICT (subscriber) DO UPDATE SET position = $2"
);
const PUT_ALERT: Sql = sql!(
    "INSERT INTO client_alert (client, position, story, filters, at, mail, mail_attempts, mail_due)
     VALUES ($1, $2, $3, $4, $5, $6, 0, $7) ON CONFLICT (client, position) DO NOTHING"
);
const TOLD_OF: Sql = sql!("SELECT max(mail) FROM client_alert WHERE client = $1 AND story = $2");
const ALERTS: Sql = sql!(
    "SELECT position, filters, at, seen_at, mail FROM client_alert WHERE client = $1 ORDER BY position DESC LIMIT $2"
);
const UNSEEN: Sql = sql!("SELECT count(*) FROM client_alert WHERE client = $1 AND seen_at IS NULL");
const SEE_ALERTS: Sql = sql!("UPDATE client_alert SET seen_at = $2 WHERE client = $1 AND seen_at IS NULL");
const MAILS_DUE: Sql = sql!(concat!(
    "SELECT ",
    user_columns!(),
    ", a.position, a.filters, a.mail_attempts, a.at FROM client_alert a JOIN client_user u ON u.id = a.client
      WHERE a.mail = 'waiting' AND a.mail_due <= $1 ORDER BY a.mail_due LIMIT $2"
));
const NOTE_MAIL: Sql = sql!(
    "UPDATE client_alert SET mail = $3, mail_attempts = mail_attempts + 1, mail_due = $4, mail_said = $5
     WHERE client = $1 AND position = $2"
);
const PUT_USAGE: Sql = sql!(
    "INSERT INTO client_usage (id, subscriber, client, story, revision, what, detail, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
);
const HAS_USED: Sql = sql!("SELECT 1 FROM client_usage WHERE client = $1 AND story = $2 LIMIT 1");
macro_rules! usage_columns {
    () => {
        "SELECT g.id, u.name, g.story, g.revision, g.what, g.detail, g.at FROM client_usage g JOIN client_user u ON u.id = g.client "
    };
}
const USAGE: Sql =
    sql!(concat!(usage_columns!(), "WHERE g.subscriber = $1 ORDER BY g.at DESC, g.id DESC LIMIT $2"));
const USAGE_OF: Sql = sql!(concat!(
    usage_columns!(),
    "WHERE g.subscriber = $1 AND g.story = $2 ORDER BY g.at DESC, g.id DESC LIMIT 200"
));
const NEWEST: Sql = sql!(
    "SELECT position, sequence, story, kind, why, at FROM transmission
     WHERE subscriber = $1 AND position < $2 ORDER BY position DESC LIMIT $3"
);

fn user(row: &Row) -> Result<ClientUser, StoreError> {
    Ok(ClientUser {
        id: ClientId(row.uuid(0)?),
        subscriber: SubscriberId(row.uuid(1)?),
        address: row.text(2)?.to_owned(),
        name: row.text(3)?.to_owned(),
        language: row.text(4)?.to_owned(),
        is_active: row.truth(5)?,
    })
}

fn usage(row: &Row) -> Result<UsageRow, StoreError> {
    Ok(UsageRow {
        id: UsageId(row.uuid(0)?),
        by: row.text(1)?.to_owned(),
        story: StoryId(row.uuid(2)?),
        revision: RevisionNumber(row.small(3)?),
        what: row.parsed(4)?,
        detail: row.text(5)?.to_owned(),
        at: row.instant(6)?,
    })
}

impl Tx<'_> {
    /// The people at a subscriber, by name.
    pub fn client_users(&self, of: SubscriberId) -> Result<Vec<ClientUser>, StoreError> {
        self.rows(OF_SUBSCRIBER, &[of.into()])?.iter().map(user).collect()
    }

    /// One of them.
    pub fn client_user(&self, id: ClientId) -> Result<Option<ClientUser>, StoreError> {
        self.row(BY_ID, &[id.into()])?.as_ref().map(user).transpose()
    }

    /// Who signs in by an address, and the hash of their password, if they have set one.
    pub fn client_by_address(
        &self,
        address: &str,
    ) -> Result<Option<(ClientUser, Option<String>)>, StoreError> {
        match self.row(BY_ADDRESS, &[address.into()])? {
            Some(row) => Ok(Some((user(&row)?, row.maybe(6, |row, at| Ok(row.text(at)?.to_owned()))?))),
            None => Ok(None),
        }
    }

    /// Adds or changes somebody; an address that another has is [`StoreError::Taken`].
    pub fn put_client_user(&self, it: &ClientUser, now: Timestamp) -> Result<(), StoreError> {
        let values = [
            it.id.into(),
            it.subscriber.into(),
            it.address.as_str().into(),
            it.name.as_str().into(),
            it.language.as_str().into(),
            it.is_active.into(),
            now.into(),
        ];
        self.run(PUT, &values).map(drop)
    }

    /// Sets a password's hash, ends all sessions and burns all one-time links.
    pub fn set_client_password(&self, id: ClientId, hash: &str) -> Result<(), StoreError> {
        self.run(SET_PASSWORD, &[id.into(), hash.into()])?;
        self.run(END_CLAIMS, &[id.into()])?;
        self.run(END_SESSIONS, &[id.into()]).map(drop)
    }

    /// Begins a session under the hash of its token, and sweeps those that ended.
    pub fn begin_client_session(
        &self,
        token: Hash,
        id: ClientId,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<(), StoreError> {
        self.run(SWEEP_SESSIONS, &[now.into()])?;
        self.run(PUT_SESSION, &[token.into(), id.into(), until.into()]).map(drop)
    }

    /// Whose session that is.
    pub fn client_by_session(&self, token: Hash, now: Timestamp) -> Result<Option<ClientUser>, StoreError> {
        self.row(BY_SESSION, &[token.into(), now.into()])?.as_ref().map(user).transpose()
    }

    /// Ends a session.
    pub fn end_client_session(&self, token: Hash) -> Result<(), StoreError> {
        self.run(END_SESSION, &[token.into()]).map(drop)
    }

    /// Makes a one-time link under the hash of its token.
    pub fn put_client_claim(&self, token: Hash, id: ClientId, until: Timestamp) -> Result<(), StoreError> {
        self.run(PUT_CLAIM, &[token.into(), id.into(), until.into()]).map(drop)
    }

    /// For whom a one-time link is.
    pub fn client_by_claim(&self, token: Hash, now: Timestamp) -> Result<Option<ClientUser>, StoreError> {
        self.row(BY_CLAIM, &[token.into(), now.into()])?.as_ref().map(user).transpose()
    }

    /// What a subscriber was given before a number, the newest first.
    pub fn given_before(
        &self,
        of: SubscriberId,
        before: u64,
        limit: u32,
    ) -> Result<Vec<Transmission>, StoreError> {
        let rows = self.rows(NEWEST, &[of.into(), before.into(), limit.into()])?;
        rows.iter().map(crate::ledger::transmission).collect()
    }

    /// The filters that somebody saved, the first first.
    pub fn saved_filters(&self, of: ClientId) -> Result<Vec<SavedFilter>, StoreError> {
        let rows = self.rows(FILTERS, &[of.into()])?;
        let filter = |row: &Row| {
            Ok(SavedFilter {
                id: SavedFilterId(row.uuid(0)?),
                client: ClientId(row.uuid(1)?),
                name: row.text(2)?.to_owned(),
                filter: row.text(3)?.to_owned(),
                alert: row.parsed(4)?,
            })
        };
        rows.iter().map(filter).collect()
    }

    /// Adds or changes a filter.
    pub fn put_saved_filter(&self, it: &SavedFilter, now: Timestamp) -> Result<(), StoreError> {
        let values = [
            it.id.into(),
            it.client.into(),
            it.name.as_str().into(),
            it.filter.as_str().into(),
            it.alert.as_str().into(),
            now.into(),
        ];
        self.run(PUT_FILTER, &values).map(drop)
    }

    /// Drops a filter of somebody; false where it is none of theirs.
    pub fn drop_saved_filter(&self, id: SavedFilterId, of: ClientId) -> Result<bool, StoreError> {
        Ok(self.run(DROP_FILTER, &[id.into(), of.into()])? == 1)
    }

    /// How far what a subscriber was given was looked at for alerts.
    pub fn alert_cursor(&self, of: SubscriberId) -> Result<u64, StoreError> {
        self.row(CURSOR, &[of.into()])?.map_or(Ok(0), |row| row.count(0))
    }

    /// Notes how far.
    pub fn put_alert_cursor(&self, of: SubscriberId, position: u64) -> Result<(), StoreError> {
        self.run(PUT_CURSOR, &[of.into(), position.into()]).map(drop)
    }

    /// Tells somebody of a thing, once; by mail too, where it is wanted.
    pub fn put_alert(
        &self,
        client: ClientId,
        it: &Transmission,
        filters: &str,
        by_mail: bool,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let (mail, due) = if by_mail { ("waiting", Some(now)) } else { ("none", None) };
        let values = [
            client.into(),
            it.position.into(),
            it.story.into(),
            filters.into(),
            now.into(),
            mail.into(),
            due.into(),
        ];
        self.run(PUT_ALERT, &values).map(drop)
    }

    /// Whether somebody was told of a story, and whether by mail.
    pub fn told_of(&self, client: ClientId, story: StoryId) -> Result<Option<bool>, StoreError> {
        // Of the words of a mail's state `none` is the least, so the greatest tells whether there was one.
        let row = self.row(TOLD_OF, &[client.into(), story.into()])?;
        let mail = row.map_or(Ok(None), |row| row.maybe(0, |row, at| Ok(row.text(at)?.to_owned())))?;
        Ok(mail.map(|mail| mail != "none"))
    }

    /// What somebody was told of, the newest first.
    pub fn alerts(&self, of: ClientId, limit: u32) -> Result<Vec<ClientAlert>, StoreError> {
        let rows = self.rows(ALERTS, &[of.into(), limit.into()])?;
        let alert = |row: &Row| {
            Ok(ClientAlert {
                position: row.count(0)?,
                filters: row.text(1)?.to_owned(),
                at: row.instant(2)?,
                seen_at: row.maybe(3, Row::instant)?,
                mail: row.text(4)?.to_owned(),
            })
        };
        rows.iter().map(alert).collect()
    }

    /// How many things somebody was told of and has not seen.
    pub fn unseen_alerts(&self, of: ClientId) -> Result<u64, StoreError> {
        self.row(UNSEEN, &[of.into()])?.map_or(Ok(0), |row| row.count(0))
    }

    /// Notes that somebody saw all that they were told of.
    pub fn see_alerts(&self, of: ClientId, now: Timestamp) -> Result<(), StoreError> {
        self.run(SEE_ALERTS, &[of.into(), now.into()]).map(drop)
    }

    /// Mails that are to be sent by now.
    pub fn mails_due(&self, now: Timestamp, limit: u32) -> Result<Vec<MailDue>, StoreError> {
        let rows = self.rows(MAILS_DUE, &[now.into(), limit.into()])?;
        let due = |row: &Row| {
            Ok(MailDue {
                client: user(row)?,
                position: row.count(6)?,
                filters: row.text(7)?.to_owned(),
                attempts: row.small(8)?,
                at: row.instant(9)?,
            })
        };
        rows.iter().map(due).collect()
    }

    /// Notes how a mail went: `sent`, `parked`, or `waiting` until it is tried again.
    pub fn note_mail(
        &self,
        (client, position): (ClientId, u64),
        state: &str,
        due_at: Option<Timestamp>,
        said: &str,
    ) -> Result<(), StoreError> {
        let values = [client.into(), position.into(), state.into(), due_at.into(), said.into()];
        self.run(NOTE_MAIL, &values).map(drop)
    }

    /// Notes what somebody did with a story.
    pub fn put_usage(&self, by: &ClientUser, it: &UsageRow) -> Result<(), StoreError> {
        let values = [
            it.id.into(),
            by.subscriber.into(),
            by.id.into(),
            it.story.into(),
            it.revision.0.into(),
            it.what.as_str().into(),
            it.detail.as_str().into(),
            it.at.into(),
        ];
        self.run(PUT_USAGE, &values).map(drop)
    }

    /// Whether somebody did anything with a story.
    pub fn has_used(&self, client: ClientId, story: StoryId) -> Result<bool, StoreError> {
        Ok(self.row(HAS_USED, &[client.into(), story.into()])?.is_some())
    }

    /// What people at a subscriber did with stories, the newest first.
    pub fn usage(&self, of: SubscriberId, limit: u32) -> Result<Vec<UsageRow>, StoreError> {
        self.rows(USAGE, &[of.into(), limit.into()])?.iter().map(usage).collect()
    }

    /// What people at a subscriber did with a story, the newest first.
    pub fn usage_of(&self, of: SubscriberId, story: StoryId) -> Result<Vec<UsageRow>, StoreError> {
        self.rows(USAGE_OF, &[of.into(), story.into()])?.iter().map(usage).collect()
    }
}
