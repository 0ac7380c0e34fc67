//! Readers: their accounts, their sessions, and what the links and codes of mails are good for.

use discussion::ReaderBadge;
use jiff::Timestamp;
use story::ReaderId;

use crate::StoreError;
use crate::db::{Row, Sql, Tx, sql};
use crate::record::Hash;

/// An account of the public.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reader {
    /// Whose.
    pub id: ReaderId,
    /// The e-mail address.
    pub address: String,
    /// The name as it is shown.
    pub name: String,
    /// What the name is known by (`discussion::names::key`).
    pub name_key: String,
    /// The language of their pages and mails, a tag.
    pub language: String,
    /// Their time zone (IANA name).
    pub zone: String,
    /// The word of the edition they registered in.
    pub edition: String,
    /// What stands beside their name.
    pub badge: ReaderBadge,
    /// Whether everything of theirs is looked at first.
    pub is_watched: bool,
    /// How often they are written to about answers: `at-once`, `hourly`, `daily` or `never`.
    pub mails: String,
    /// Since when.
    pub since: Timestamp,
    /// When they last changed their name.
    pub named_at: Option<Timestamp>,
    /// When they last took their data out.
    pub exported_at: Option<Timestamp>,
    /// When they go, and whether what they said is erased (`erase`) or stays without a name (`anonymise`).
    pub leaves: Option<(Timestamp, String)>,
}

/// Somebody whose address is not confirmed: no account yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pending {
    /// The hash of what the browser keeps that registered.
    pub browser: Hash,
    /// The address.
    pub address: String,
    /// The name.
    pub name: String,
    /// What the name is known by.
    pub name_key: String,
    /// The hash of the password.
    pub password: String,
    /// The language.
    pub language: String,
    /// The edition.
    pub edition: String,
}

/// A session, as its reader sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReaderSession {
    /// The hash of its token.
    pub token: Hash,
    /// The browser and the machine, as the browser tells them.
    pub device: String,
    /// Since when.
    pub began_at: Timestamp,
    /// When it was last used, to the hour.
    pub seen_at: Timestamp,
}

/// What a mail's link is good for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ticket {
    /// The hash of its token.
    pub token: Hash,
    /// For whom.
    pub reader: ReaderId,
    /// For what: `sign-in`, `password` or `address`.
    pub purpose: String,
    /// The hash of what the browser keeps that asked for it.
    pub browser: Option<Hash>,
    /// The hash of the code for another device.
    pub code: Option<Hash>,
    /// How often a code was tried.
    pub tries: u32,
    /// The new address, where it is about one.
    pub address: Option<String>,
}

macro_rules! columns {
    () => {
        "r.id, r.address, r.name, r.name_key, r.language, r.zone, r.edition, r.badge, r.is_watched, r.mails, r.since,
         r.named_at, r.exported_at, r.leaves_at, r.leaves_how"
    };
}
const BY_ID: Sql = sql!(concat!("SELECT ", columns!(), " FROM reader r WHERE r.id = $1"));
const BY_ADDRESS: Sql =
    sql!(concat!("SELECT ", columns!(), ", r.password FROM reader r WHERE r.address = $1"));
const BY_NAME: Sql = sql!(concat!("SELECT ", columns!(), " FROM reader r WHERE r.name_key = $1"));
const SEARCH: Sql = sql!(concat!(
    "SELECT ",
    columns!(),
    " FROM reader r WHERE $1 = '' OR r.name_key LIKE $1 || '%' OR r.address = $2 ORDER BY r.since DESC, r.id LIMIT $3"
));
const PASSWORD: Sql = sql!("SELECT password FROM reader WHERE id = $1");
const INSERT: Sql = sql!(
    "INSERT INTO reader (id, address, name, name_key, password, language, zone, edition, badge, is_watched, mails, since)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"
);
const UPDATE: Sql = sql!(
    "UPDATE reader SET address = $2, name = $3, name_key = $4, language = $5, zone = $6, badge = $7, is_watched = $8,
     mails = $9, named_at = $10, exported_at = $11, leaves_at = $12, leaves_how = $13 WHERE id = $1"
);
const SET_PASSWORD: Sql = sql!("UPDATE reader SET password = $2 WHERE id = $1");
const DUE: Sql = sql!(concat!(
    "SELECT ",
    columns!(),
    " FROM reader r WHERE r.leaves_at <= $1 ORDER BY r.leaves_at LIMIT 20"
));
const PUT_PENDING: Sql = sql!(
    "INSERT INTO reader_pending (token, browser, address, name, name_key, password, language, edition, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
);
const PENDING: Sql = sql!(
    "SELECT browser, address, name, name_key, password, language, edition FROM reader_pending
     WHERE token = $1 AND expires_at > $2"
);
const PENDING_OF_BROWSER: Sql = sql!(
    "SELECT browser, address, name, name_key, password, language, edition FROM reader_pending
     WHERE browser = $1 AND expires_at > $2 ORDER BY expires_at DESC LIMIT 1"
);
const END_PENDING: Sql = sql!("DELETE FROM reader_pending WHERE token = $1 OR address = $2");
const SWEEP_PENDING: Sql = sql!("DELETE FROM reader_pending WHERE expires_at <= $1");
const PUT_SESSION: Sql = sql!(
    "INSERT INTO reader_session (token, reader, device, began_at, seen_at, expires_at) VALUES ($1, $2, $3, $4, $4, $5)"
);
const SWEEP_SESSIONS: Sql = sql!("DELETE FROM reader_session WHERE expires_at <= $1");
const BY_SESSION: Sql = sql!(concat!(
    "SELECT ",
    columns!(),
    ", s.seen_at FROM reader_session s JOIN reader r ON r.id = s.reader WHERE s.token = $1 AND s.expires_at > $2"
));
const SEE_SESSION: Sql = sql!("UPDATE reader_session SET seen_at = $2, expires_at = $3 WHERE token = $1");
const SESSIONS: Sql = sql!(
    "SELECT token, device, began_at, seen_at FROM reader_session WHERE reader = $1 AND expires_at > $2 ORDER BY seen_at DESC, token"
);
const END_SESSION: Sql = sql!("DELETE FROM reader_session WHERE token = $1 AND reader = $2");
const END_OTHERS: Sql = sql!("DELETE FROM reader_session WHERE reader = $1 AND token <> $2");
const END_SESSIONS: Sql = sql!("DELETE FROM reader_session WHERE reader = $1");
const PUT_TICKET: Sql = sql!(
    "INSERT INTO reader_ticket (token, reader, purpose, browser, code, tries, address, expires_at)
     VALUES ($1, $2, $3, $4, $5, 0, $6, $7)"
);
macro_rules! ticket_columns {
    () => {
        "SELECT token, reader, purpose, browser, code, tries, address FROM reader_ticket "
    };
}
const TICKET: Sql = sql!(concat!(ticket_columns!(), "WHERE token = $1 AND expires_at > $2"));
const TICKET_OF_BROWSER: Sql = sql!(concat!(
    ticket_columns!(),
    "WHERE browser = $1 AND expires_at > $2 ORDER BY expires_at DESC LIMIT 1"
));
const TRY_TICKET: Sql = sql!("UPDATE reader_ticket SET tries = tries + 1 WHERE token = $1");
const END_TICKET: Sql = sql!("DELETE FROM reader_ticket WHERE token = $1");
const END_TICKETS: Sql = sql!("DELETE FROM reader_ticket WHERE reader = $1");
const SWEEP_TICKETS: Sql = sql!("DELETE FROM reader_ticket WHERE expires_at <= $1");
const ERASE: Sql = sql!("DELETE FROM reader WHERE id = $1");

fn reader(row: &Row) -> Result<Reader, StoreError> {
    let leaves_at = row.maybe(13, Row::instant)?;
    let leaves_how = row.maybe(14, |row, at| Ok(row.text(at)?.to_owned()))?;
    Ok(Reader {
        id: ReaderId(row.uuid(0)?),
        address: row.text(1)?.to_owned(),
        name: row.text(2)?.to_owned(),
        name_key: row.text(3)?.to_owned(),
        language: row.text(4)?.to_owned(),
        zone: row.text(5)?.to_owned(),
        edition: row.text(6)?.to_owned(),
        badge: row.parsed(7)?,
        is_watched: row.truth(8)?,
        mails: row.text(9)?.to_owned(),
        since: row.instant(10)?,
        named_at: row.maybe(11, Row::instant)?,
        exported_at: row.maybe(12, Row::instant)?,
        leaves: leaves_at.zip(leaves_how),
    })
}

fn pending(row: &Row) -> Result<Pending, StoreError> {
    Ok(Pending {
        browser: row.hash(0)?,
        address: row.text(1)?.to_owned(),
        name: row.text(2)?.to_owned(),
        name_key: row.text(3)?.to_owned(),
        password: row.text(4)?.to_owned(),
        language: row.text(5)?.to_owned(),
        edition: row.text(6)?.to_owned(),
    })
}

fn ticket(row: &Row) -> Result<Ticket, StoreError> {
    Ok(Ticket {
        token: row.hash(0)?,
        reader: ReaderId(row.uuid(1)?),
        purpose: row.text(2)?.to_owned(),
        browser: row.maybe(3, Row::hash)?,
        code: row.maybe(4, Row::hash)?,
        tries: row.small(5)?,
        address: row.maybe(6, |row, at| Ok(row.text(at)?.to_owned()))?,
    })
}

impl Tx<'_> {
    /// A reader.
    pub fn reader(&self, id: ReaderId) -> Result<Option<Reader>, StoreError> {
        self.row(BY_ID, &[id.into()])?.as_ref().map(reader).transpose()
    }

    /// Who has an address, and the hash of their password, if they have one.
    pub fn reader_by_address(&self, address: &str) -> Result<Option<(Reader, Option<String>)>, StoreError> {
        match self.row(BY_ADDRESS, &[address.into()])? {
            Some(row) => Ok(Some((reader(&row)?, row.maybe(15, |row, at| Ok(row.text(at)?.to_owned()))?))),
            None => Ok(None),
        }
    }

    /// Who has a name, or one that looks like it.
    pub fn reader_by_name(&self, name_key: &str) -> Result<Option<Reader>, StoreError> {
        self.row(BY_NAME, &[name_key.into()])?.as_ref().map(reader).transpose()
    }

    /// Readers whose name begins so or whose address is this; all where nothing is asked, the newest first.
    pub fn find_readers(&self, name_key: &str, address: &str, limit: u32) -> Result<Vec<Reader>, StoreError> {
        let rows = self.rows(SEARCH, &[name_key.into(), address.into(), limit.into()])?;
        rows.iter().map(reader).collect()
    }

    /// The hash of a reader's password.
    pub fn reader_password(&self, id: ReaderId) -> Result<Option<String>, StoreError> {
        let row = self.row(PASSWORD, &[id.into()])?;
        row.map_or(Ok(None), |row| row.maybe(0, |row, at| Ok(row.text(at)?.to_owned())))
    }

    /// Adds a reader; an address or a name that another has is [`StoreError::Taken`].
    pub fn add_reader(&self, it: &Reader, password: Option<&str>) -> Result<(), StoreError> {
        let values = [
            it.id.into(),
            it.address.as_str().into(),
            it.name.as_str().into(),
            it.name_key.as_str().into(),
            password.into(),
            it.language.as_str().into(),
            it.zone.as_str().into(),
            it.edition.as_str().into(),
            it.badge.as_str().into(),
            it.is_watched.into(),
            it.mails.as_str().into(),
            it.since.into(),
        ];
        self.run(INSERT, &values).map(drop)
    }

    /// Changes a reader; an address or a name that another has is [`StoreError::Taken`].
    pub fn change_reader(&self, it: &Reader) -> Result<(), StoreError> {
        let (leaves_at, leaves_how) = it.leaves.clone().unzip();
        let values = [
            it.id.into(),
            it.address.as_str().into(),
            it.name.as_str().into(),
            it.name_key.as_str().into(),
            it.language.as_str().into(),
            it.zone.as_str().into(),
            it.badge.as_str().into(),
            it.is_watched.into(),
            it.mails.as_str().into(),
            it.named_at.into(),
            it.exported_at.into(),
            leaves_at.into(),
            leaves_how.into(),
        ];
        self.run(UPDATE, &values).map(drop)
    }

    /// Sets the hash of a password, and burns what mails were good for.
    pub fn set_reader_password(&self, id: ReaderId, hash: &str) -> Result<(), StoreError> {
        self.run(SET_PASSWORD, &[id.into(), hash.into()])?;
        self.run(END_TICKETS, &[id.into()]).map(drop)
    }

    /// Readers whose time to go has come.
    pub fn leaving_readers(&self, now: Timestamp) -> Result<Vec<Reader>, StoreError> {
        self.rows(DUE, &[now.into()])?.iter().map(reader).collect()
    }

    /// Takes the row of a reader out, with sessions and tickets; what they said has to be gone before.
    pub fn erase_reader(&self, id: ReaderId) -> Result<(), StoreError> {
        self.run(END_SESSIONS, &[id.into()])?;
        self.run(END_TICKETS, &[id.into()])?;
        self.run(ERASE, &[id.into()]).map(drop)
    }

    /// Keeps somebody who has to confirm their address, under the hash of the link's token.
    pub fn put_pending(
        &self,
        token: Hash,
        it: &Pending,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<(), StoreError> {
        self.run(SWEEP_PENDING, &[now.into()])?;
        let values = [
            token.into(),
            it.browser.into(),
            it.address.as_str().into(),
            it.name.as_str().into(),
            it.name_key.as_str().into(),
            it.password.as_str().into(),
            it.language.as_str().into(),
            it.edition.as_str().into(),
            until.into(),
        ];
        self.run(PUT_PENDING, &values).map(drop)
    }

    /// Who confirms by a link.
    pub fn pending(&self, token: Hash, now: Timestamp) -> Result<Option<Pending>, StoreError> {
        self.row(PENDING, &[token.into(), now.into()])?.as_ref().map(pending).transpose()
    }

    /// Who last registered in a browser and has not confirmed.
    pub fn pending_of_browser(&self, browser: Hash, now: Timestamp) -> Result<Option<Pending>, StoreError> {
        self.row(PENDING_OF_BROWSER, &[browser.into(), now.into()])?.as_ref().map(pending).transpose()
    }

    /// Forgets everybody who wanted to confirm that address.
    pub fn end_pending(&self, token: Hash, address: &str) -> Result<(), StoreError> {
        self.run(END_PENDING, &[token.into(), address.into()]).map(drop)
    }

    /// Begins a session under the hash of its token.
    pub fn begin_reader_session(
        &self,
        (token, id): (Hash, ReaderId),
        device: &str,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<(), StoreError> {
        self.run(SWEEP_SESSIONS, &[now.into()])?;
        self.run(PUT_SESSION, &[token.into(), id.into(), device.into(), now.into(), until.into()]).map(drop)
    }

    /// Whose session that is, and when it was last used.
    pub fn reader_by_session(
        &self,
        token: Hash,
        now: Timestamp,
    ) -> Result<Option<(Reader, Timestamp)>, StoreError> {
        let row = self.row(BY_SESSION, &[token.into(), now.into()])?;
        row.map(|row| Ok((reader(&row)?, row.instant(15)?))).transpose()
    }

    /// Notes that a session is used, and moves its end.
    pub fn see_reader_session(
        &self,
        token: Hash,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<(), StoreError> {
        self.run(SEE_SESSION, &[token.into(), now.into(), until.into()]).map(drop)
    }

    /// The sessions of a reader, the last used first.
    pub fn reader_sessions(&self, id: ReaderId, now: Timestamp) -> Result<Vec<ReaderSession>, StoreError> {
        let rows = self.rows(SESSIONS, &[id.into(), now.into()])?;
        let session = |row: &Row| {
            Ok(ReaderSession {
                token: row.hash(0)?,
                device: row.text(1)?.to_owned(),
                began_at: row.instant(2)?,
                seen_at: row.instant(3)?,
            })
        };
        rows.iter().map(session).collect()
    }

    /// Ends a session of a reader.
    pub fn end_reader_session(&self, token: Hash, id: ReaderId) -> Result<(), StoreError> {
        self.run(END_SESSION, &[token.into(), id.into()]).map(drop)
    }

    /// Ends all sessions of a reader but one.
    pub fn end_reader_sessions_but(&self, id: ReaderId, but: Option<Hash>) -> Result<(), StoreError> {
        match but {
            Some(token) => self.run(END_OTHERS, &[id.into(), token.into()]),
            None => self.run(END_SESSIONS, &[id.into()]),
        }
        .map(drop)
    }

    /// Makes a ticket.
    pub fn put_ticket(&self, it: &Ticket, now: Timestamp, until: Timestamp) -> Result<(), StoreError> {
        self.run(SWEEP_TICKETS, &[now.into()])?;
        let values = [
            it.token.into(),
            it.reader.into(),
            it.purpose.as_str().into(),
            it.browser.into(),
            it.code.into(),
            it.address.as_deref().into(),
            until.into(),
        ];
        self.run(PUT_TICKET, &values).map(drop)
    }

    /// A ticket, while it holds.
    pub fn ticket(&self, token: Hash, now: Timestamp) -> Result<Option<Ticket>, StoreError> {
        self.row(TICKET, &[token.into(), now.into()])?.as_ref().map(ticket).transpose()
    }

    /// The last ticket that a browser asked for.
    pub fn ticket_of_browser(&self, browser: Hash, now: Timestamp) -> Result<Option<Ticket>, StoreError> {
        self.row(TICKET_OF_BROWSER, &[browser.into(), now.into()])?.as_ref().map(ticket).transpose()
    }

    /// Notes that a ticket's code was tried.
    pub fn try_ticket(&self, token: Hash) -> Result<(), StoreError> {
        self.run(TRY_TICKET, &[token.into()]).map(drop)
    }

    /// Spends a ticket; false when somebody was faster.
    pub fn end_ticket(&self, token: Hash) -> Result<bool, StoreError> {
        Ok(self.run(END_TICKET, &[token.into()])? == 1)
    }
}
