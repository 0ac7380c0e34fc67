//! Ways for readers to come in without a password: passkeys, and identities at providers of sign-ins.

use jiff::Timestamp;
use story::ReaderId;

use crate::StoreError;
use crate::db::{Row, Sql, Tx, sql};
use crate::record::Hash;

/// A passkey of a reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passkey {
    /// The id of its credential, as its authenticator gave it.
    pub credential: Vec<u8>,
    /// Whose.
    pub reader: ReaderId,
    /// What its reader calls it.
    pub name: String,
    /// The public key and its counter, as the library keeps them.
    pub kept: String,
    /// Since when.
    pub made_at: Timestamp,
    /// When it was last used.
    pub used_at: Option<Timestamp>,
}

/// Somebody whom a provider vouches for and who has no account yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Newcomer {
    /// Which provider.
    pub issuer: String,
    /// Who they are there.
    pub subject: String,
    /// Their address; the provider says that it is theirs.
    pub address: String,
    /// The name that the provider knows.
    pub name: String,
    /// Where they want to go, with the edition in front.
    pub next: String,
}

const PUT_PASSKEY: Sql = sql!(
    "INSERT INTO passkey (credential, reader, name, kept, made_at, used_at) VALUES ($1, $2, $3, $4, $5, $6)"
);
macro_rules! passkey_columns {
    () => {
        "SELECT credential, reader, name, kept, made_at, used_at FROM passkey "
    };
}
const PASSKEY: Sql = sql!(concat!(passkey_columns!(), "WHERE credential = $1"));
const PASSKEYS: Sql = sql!(concat!(passkey_columns!(), "WHERE reader = $1 ORDER BY made_at, credential"));
const USE_PASSKEY: Sql = sql!("UPDATE passkey SET kept = $2, used_at = $3 WHERE credential = $1");
const END_PASSKEY: Sql = sql!("DELETE FROM passkey WHERE credential = $1 AND reader = $2");
const PUT_CEREMONY: Sql =
    sql!("INSERT INTO passkey_ceremony (token, reader, kept, expires_at) VALUES ($1, $2, $3, $4)");
const END_CEREMONY: Sql =
    sql!("DELETE FROM passkey_ceremony WHERE token = $1 AND expires_at > $2 RETURNING reader, kept");
const SWEEP_CEREMONIES: Sql = sql!("DELETE FROM passkey_ceremony WHERE expires_at <= $1");
const PUT_IDENTITY: Sql =
    sql!("INSERT INTO reader_identity (issuer, subject, reader, since) VALUES ($1, $2, $3, $4)");
const IDENTITY: Sql = sql!("SELECT reader FROM reader_identity WHERE issuer = $1 AND subject = $2");
const IDENTITIES: Sql = sql!("SELECT issuer, since FROM reader_identity WHERE reader = $1 ORDER BY issuer");
const END_IDENTITY: Sql = sql!("DELETE FROM reader_identity WHERE issuer = $1 AND reader = $2");
const PUT_NEWCOMER: Sql = sql!(
    "INSERT INTO reader_newcomer (token, issuer, subject, address, name, next, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)"
);
const NEWCOMER: Sql = sql!(
    "SELECT issuer, subject, address, name, next FROM reader_newcomer WHERE token = $1 AND expires_at > $2"
);
const END_NEWCOMER: Sql = sql!("DELETE FROM reader_newcomer WHERE token = $1");
const SWEEP_NEWCOMERS: Sql = sql!("DELETE FROM reader_newcomer WHERE expires_at <= $1");
const FORGET: [Sql; 3] = [
    sql!("DELETE FROM passkey WHERE reader = $1"),
    sql!("DELETE FROM passkey_ceremony WHERE reader = $1"),
    sql!("DELETE FROM reader_identity WHERE reader = $1"),
];

fn passkey(row: &Row) -> Result<Passkey, StoreError> {
    Ok(Passkey {
        credential: row.bytes(0)?.to_vec(),
        reader: ReaderId(row.uuid(1)?),
        name: row.text(2)?.to_owned(),
        kept: row.text(3)?.to_owned(),
        made_at: row.instant(4)?,
        used_at: row.maybe(5, Row::instant)?,
    })
}

impl Tx<'_> {
    /// Adds a passkey; one that is known already is [`StoreError::Taken`].
    pub fn put_passkey(&self, it: &Passkey) -> Result<(), StoreError> {
        let values = [
            it.credential.as_slice().into(),
            it.reader.into(),
            it.name.as_str().into(),
            it.kept.as_str().into(),
            it.made_at.into(),
            it.used_at.into(),
        ];
        self.run(PUT_PASSKEY, &values).map(drop)
    }

    /// A passkey by its credential.
    pub fn passkey(&self, credential: &[u8]) -> Result<Option<Passkey>, StoreError> {
        self.row(PASSKEY, &[credential.into()])?.as_ref().map(passkey).transpose()
    }

    /// The passkeys of a reader, the first first.
    pub fn passkeys(&self, id: ReaderId) -> Result<Vec<Passkey>, StoreError> {
        self.rows(PASSKEYS, &[id.into()])?.iter().map(passkey).collect()
    }

    /// Notes that a passkey was used, and what is to be kept of it now.
    pub fn use_passkey(&self, credential: &[u8], kept: &str, now: Timestamp) -> Result<(), StoreError> {
        self.run(USE_PASSKEY, &[credential.into(), kept.into(), now.into()]).map(drop)
    }

    /// Takes a passkey of a reader away.
    pub fn end_passkey(&self, credential: &[u8], id: ReaderId) -> Result<(), StoreError> {
        self.run(END_PASSKEY, &[credential.into(), id.into()]).map(drop)
    }

    /// Keeps what a browser was asked to sign, and sweeps what it is too late for.
    pub fn begin_ceremony(
        &self,
        token: Hash,
        id: Option<ReaderId>,
        kept: &str,
        (now, until): (Timestamp, Timestamp),
    ) -> Result<(), StoreError> {
        self.run(SWEEP_CEREMONIES, &[now.into()])?;
        self.run(PUT_CEREMONY, &[token.into(), id.into(), kept.into(), until.into()]).map(drop)
    }

    /// Uses up what a browser was asked to sign: for whom, and what was asked.
    pub fn end_ceremony(
        &self,
        token: Hash,
        now: Timestamp,
    ) -> Result<Option<(Option<ReaderId>, String)>, StoreError> {
        let row = self.row(END_CEREMONY, &[token.into(), now.into()])?;
        row.map(|row| Ok((row.maybe(0, Row::uuid)?.map(ReaderId), row.text(1)?.to_owned()))).transpose()
    }

    /// Notes who a reader is at a provider; one that is known already is [`StoreError::Taken`].
    pub fn put_identity(
        &self,
        (issuer, subject): (&str, &str),
        id: ReaderId,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.run(PUT_IDENTITY, &[issuer.into(), subject.into(), id.into(), now.into()]).map(drop)
    }

    /// Which reader that is at a provider.
    pub fn reader_by_identity(&self, issuer: &str, subject: &str) -> Result<Option<ReaderId>, StoreError> {
        self.row(IDENTITY, &[issuer.into(), subject.into()])?
            .map(|row| Ok(ReaderId(row.uuid(0)?)))
            .transpose()
    }

    /// The providers that a reader comes in by, and since when.
    pub fn identities(&self, id: ReaderId) -> Result<Vec<(String, Timestamp)>, StoreError> {
        let rows = self.rows(IDENTITIES, &[id.into()])?;
        rows.iter().map(|row| Ok((row.text(0)?.to_owned(), row.instant(1)?))).collect()
    }

    /// A reader does not come in by a provider any more.
    pub fn end_identity(&self, issuer: &str, id: ReaderId) -> Result<(), StoreError> {
        self.run(END_IDENTITY, &[issuer.into(), id.into()]).map(drop)
    }

    /// Keeps somebody who has to choose a name, and sweeps those whose time is over.
    pub fn put_newcomer(
        &self,
        token: Hash,
        it: &Newcomer,
        (now, until): (Timestamp, Timestamp),
    ) -> Result<(), StoreError> {
        self.run(SWEEP_NEWCOMERS, &[now.into()])?;
        let values = [
            token.into(),
            it.issuer.as_str().into(),
            it.subject.as_str().into(),
            it.address.as_str().into(),
            it.name.as_str().into(),
            it.next.as_str().into(),
            until.into(),
        ];
        self.run(PUT_NEWCOMER, &values).map(drop)
    }

    /// Somebody who has to choose a name.
    pub fn newcomer(&self, token: Hash, now: Timestamp) -> Result<Option<Newcomer>, StoreError> {
        let row = self.row(NEWCOMER, &[token.into(), now.into()])?;
        row.map(|row| {
            Ok(Newcomer {
                issuer: row.text(0)?.to_owned(),
                subject: row.text(1)?.to_owned(),
                address: row.text(2)?.to_owned(),
                name: row.text(3)?.to_owned(),
                next: row.text(4)?.to_owned(),
            })
        })
        .transpose()
    }

    /// Forgets somebody who had to choose a name.
    pub fn end_newcomer(&self, token: Hash) -> Result<(), StoreError> {
        self.run(END_NEWCOMER, &[token.into()]).map(drop)
    }

    /// Takes all of a reader's ways in away.
    pub fn forget_entrances(&self, id: ReaderId) -> Result<(), StoreError> {
        for statement in FORGET {
            self.run(statement, &[id.into()])?;
        }
        Ok(())
    }
}
