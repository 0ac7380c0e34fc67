//! The staff: who they are, their sessions and their one-time links.
//!
//! Tokens are kept hashed; who reads the database can sign in as nobody.

use jiff::Timestamp;
use story::{StaffId, StaffRole};

use crate::StoreError;
use crate::db::{Row, Sql, Tx, sql};
use crate::record::Hash;

/// A member of the staff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Staff {
    /// Who.
    pub id: StaffId,
    /// The name to sign in with.
    pub login: String,
    /// The name as it is shown.
    pub name: String,
    /// What they may do.
    pub role: StaffRole,
    /// The language of their desk, a tag.
    pub language: String,
    /// Whether they may sign in.
    pub is_active: bool,
}

const ALL: Sql = sql!("SELECT id, login, name, role, language, is_active FROM staff ORDER BY name, login");
const BY_LOGIN: Sql =
    sql!("SELECT id, login, name, role, language, is_active, password FROM staff WHERE login = $1");
const BY_ID: Sql = sql!("SELECT id, login, name, role, language, is_active FROM staff WHERE id = $1");
const HAS_ADMINISTRATOR: Sql = sql!(
    "SELECT 1 FROM staff WHERE role = 'administrator' AND is_active = TRUE AND password IS NOT NULL LIMIT 1"
);
const PUT: Sql = sql!(
    "INSERT INTO staff (id, login, name, role, language, is_active, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (id) DO UPDATE SET login = $2, name = $3, role = $4, language = $5, is_active = $6"
);
const SET_PASSWORD: Sql = sql!("UPDATE staff SET password = $2 WHERE id = $1");
const PUT_SESSION: Sql =
    sql!("INSERT INTO session (token, staff, created_at, expires_at) VALUES ($1, $2, $3, $4)");
const BY_SESSION: Sql = sql!(
    "SELECT s.id, s.login, s.name, s.role, s.language, s.is_active FROM session t JOIN staff s ON s.id = t.staff
     WHERE t.token = $1 AND t.expires_at > $2 AND s.is_active = TRUE"
);
const END_SESSION: Sql = sql!("DELETE FROM session WHERE token = $1");
const END_SESSIONS: Sql = sql!("DELETE FROM session WHERE staff = $1");
const SWEEP_SESSIONS: Sql = sql!("DELETE FROM session WHERE expires_at <= $1");
const PUT_CLAIM: Sql = sql!("INSERT INTO claim (token, staff, expires_at) VALUES ($1, $2, $3)");
const BY_CLAIM: Sql = sql!(
    "SELECT s.id, s.login, s.name, s.role, s.language, s.is_active FROM claim c JOIN staff s ON s.id = c.staff
     WHERE c.token = $1 AND c.expires_at > $2 AND s.is_active = TRUE"
);
const END_CLAIMS: Sql = sql!("DELETE FROM claim WHERE staff = $1");

fn staff(row: &Row) -> Result<Staff, StoreError> {
    Ok(Staff {
        id: StaffId(row.uuid(0)?),
        login: row.text(1)?.to_owned(),
        name: row.text(2)?.to_owned(),
        role: row.parsed(3)?,
        language: row.text(4)?.to_owned(),
        is_active: row.truth(5)?,
    })
}

impl Tx<'_> {
    /// All of the staff, by name.
    pub fn all_staff(&self) -> Result<Vec<Staff>, StoreError> {
        self.rows(ALL, &[])?.iter().map(staff).collect()
    }

    /// Who has that name to sign in with, and the hash of their password, if they have set one.
    pub fn staff_by_login(&self, login: &str) -> Result<Option<(Staff, Option<String>)>, StoreError> {
        match self.row(BY_LOGIN, &[login.into()])? {
            Some(row) => Ok(Some((staff(&row)?, row.maybe(6, |row, at| Ok(row.text(at)?.to_owned()))?))),
            None => Ok(None),
        }
    }

    /// A member of the staff.
    pub fn staff(&self, id: StaffId) -> Result<Option<Staff>, StoreError> {
        self.row(BY_ID, &[id.into()])?.as_ref().map(staff).transpose()
    }

    /// Whether an administrator can sign in.
    pub fn has_administrator(&self) -> Result<bool, StoreError> {
        Ok(self.row(HAS_ADMINISTRATOR, &[])?.is_some())
    }

    /// Adds or changes a member of the staff; a login that another has is [`StoreError::Taken`].
    pub fn put_staff(&self, staff: &Staff, now: Timestamp) -> Result<(), StoreError> {
        let values = [
            staff.id.into(),
            staff.login.as_str().into(),
            staff.name.as_str().into(),
            staff.role.as_str().into(),
            staff.language.as_str().into(),
            staff.is_active.into(),
            now.into(),
        ];
        self.run(PUT, &values).map(drop)
    }

    /// Sets a password's hash, ends all sessions and burns all one-time links.
    pub fn set_password(&self, id: StaffId, hash: &str) -> Result<(), StoreError> {
        self.run(SET_PASSWORD, &[id.into(), hash.into()])?;
        self.run(END_CLAIMS, &[id.into()])?;
        self.run(END_SESSIONS, &[id.into()]).map(drop)
    }

    /// Begins a session under the hash of its token, and sweeps those that ended.
    pub fn begin_session(
        &self,
        token: Hash,
        id: StaffId,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<(), StoreError> {
        self.run(SWEEP_SESSIONS, &[now.into()])?;
        self.run(PUT_SESSION, &[token.into(), id.into(), now.into(), until.into()]).map(drop)
    }

    /// Whose session that is.
    pub fn staff_by_session(&self, token: Hash, now: Timestamp) -> Result<Option<Staff>, StoreError> {
        self.row(BY_SESSION, &[token.into(), now.into()])?.as_ref().map(staff).transpose()
    }

    /// Ends a session.
    pub fn end_session(&self, token: Hash) -> Result<(), StoreError> {
        self.run(END_SESSION, &[token.into()]).map(drop)
    }

    /// Makes a one-time link under the hash of its token.
    pub fn put_claim(&self, token: Hash, id: StaffId, until: Timestamp) -> Result<(), StoreError> {
        self.run(PUT_CLAIM, &[token.into(), id.into(), until.into()]).map(drop)
    }

    /// For whom a one-time link is.
    pub fn staff_by_claim(&self, token: Hash, now: Timestamp) -> Result<Option<Staff>, StoreError> {
        self.row(BY_CLAIM, &[token.into(), now.into()])?.as_ref().map(staff).transpose()
    }
}
