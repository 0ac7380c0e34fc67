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
    /// Whether they show a second factor as they sign in.
    pub has_factor: bool,
}

const ALL: Sql = sql!(
    "SELECT id, login, name, role, language, is_active, factor IS NOT NULL FROM staff ORDER BY name, login"
);
const BY_LOGIN: Sql = sql!(
    "SELECT id, login, name, role, language, is_active, factor IS NOT NULL, password FROM staff WHERE login = $1"
);
const BY_ID: Sql =
    sql!("SELECT id, login, name, role, language, is_active, factor IS NOT NULL FROM staff WHERE id = $1");
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
    "SELECT s.id, s.login, s.name, s.role, s.language, s.is_active, s.factor IS NOT NULL FROM session t JOIN staff s ON s.id = t.staff
     WHERE t.token = $1 AND t.expires_at > $2 AND s.is_active = TRUE"
);
const END_SESSION: Sql = sql!("DELETE FROM session WHERE token = $1");
const END_SESSIONS: Sql = sql!("DELETE FROM session WHERE staff = $1");
const SWEEP_SESSIONS: Sql = sql!("DELETE FROM session WHERE expires_at <= $1");
const PUT_HALF: Sql = sql!("INSERT INTO half_session (token, staff, expires_at) VALUES ($1, $2, $3)");
const SWEEP_HALVES: Sql = sql!("DELETE FROM half_session WHERE expires_at <= $1");
const BY_HALF: Sql = sql!(
    "SELECT s.id, s.login, s.name, s.role, s.language, s.is_active, s.factor IS NOT NULL FROM half_session t
     JOIN staff s ON s.id = t.staff WHERE t.token = $1 AND t.expires_at > $2 AND s.is_active = TRUE"
);
const END_HALF: Sql = sql!("DELETE FROM half_session WHERE token = $1");
const FACTOR: Sql = sql!("SELECT factor FROM staff WHERE id = $1");
const SET_FACTOR: Sql = sql!("UPDATE staff SET factor = $2, factor_step = $3 WHERE id = $1");
const STEP: Sql =
    sql!("UPDATE staff SET factor_step = $2 WHERE id = $1 AND (factor_step IS NULL OR factor_step < $2)");
const DROP_RECOVERY: Sql = sql!("DELETE FROM recovery_code WHERE staff = $1");
const PUT_RECOVERY: Sql = sql!("INSERT INTO recovery_code (staff, code) VALUES ($1, $2)");
const USE_RECOVERY: Sql = sql!("DELETE FROM recovery_code WHERE staff = $1 AND code = $2");
const RECOVERIES: Sql = sql!("SELECT count(*) FROM recovery_code WHERE staff = $1");
const SESSIONS: Sql = sql!("SELECT count(*) FROM session WHERE staff = $1 AND expires_at > $2");
const END_OTHERS: Sql = sql!("DELETE FROM session WHERE staff = $1 AND token <> $2");
const PUT_ATTEMPT: Sql = sql!(
    "INSERT INTO sign_in_attempt (state, nonce, verifier, next, expires_at) VALUES ($1, $2, $3, $4, $5)"
);
const SWEEP_ATTEMPTS: Sql = sql!("DELETE FROM sign_in_attempt WHERE expires_at <= $1");
const END_ATTEMPT: Sql =
    sql!("DELETE FROM sign_in_attempt WHERE state = $1 AND expires_at > $2 RETURNING nonce, verifier, next");
const PUT_CLAIM: Sql = sql!("INSERT INTO claim (token, staff, expires_at) VALUES ($1, $2, $3)");
const BY_CLAIM: Sql = sql!(
    "SELECT s.id, s.login, s.name, s.role, s.language, s.is_active, s.factor IS NOT NULL FROM claim c JOIN staff s ON s.id = c.staff
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
        has_factor: row.truth(6)?,
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
            Some(row) => Ok(Some((staff(&row)?, row.maybe(7, |row, at| Ok(row.text(at)?.to_owned()))?))),
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

    /// Notes that somebody left for a provider: what has to come back with them, and where they want to go. Those that ended
    /// are swept.
    pub fn begin_attempt(
        &self,
        state: Hash,
        (nonce, verifier): (&str, &str),
        next: &str,
        (now, until): (Timestamp, Timestamp),
    ) -> Result<(), StoreError> {
        self.run(SWEEP_ATTEMPTS, &[now.into()])?;
        let values = [state.into(), nonce.into(), verifier.into(), next.into(), until.into()];
        self.run(PUT_ATTEMPT, &values).map(drop)
    }

    /// Uses up what somebody left with: nonce, verifier, and where they want to go.
    pub fn end_attempt(
        &self,
        state: Hash,
        now: Timestamp,
    ) -> Result<Option<(String, String, String)>, StoreError> {
        let row = self.row(END_ATTEMPT, &[state.into(), now.into()])?;
        row.map(|row| Ok((row.text(0)?.to_owned(), row.text(1)?.to_owned(), row.text(2)?.to_owned())))
            .transpose()
    }

    /// Notes that somebody gave the password and is asked for the code, and sweeps those that ended.
    pub fn begin_half_session(
        &self,
        token: Hash,
        id: StaffId,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<(), StoreError> {
        self.run(SWEEP_HALVES, &[now.into()])?;
        self.run(PUT_HALF, &[token.into(), id.into(), until.into()]).map(drop)
    }

    /// Who is asked for the code.
    pub fn staff_by_half_session(&self, token: Hash, now: Timestamp) -> Result<Option<Staff>, StoreError> {
        self.row(BY_HALF, &[token.into(), now.into()])?.as_ref().map(staff).transpose()
    }

    /// Ends the asking.
    pub fn end_half_session(&self, token: Hash) -> Result<(), StoreError> {
        self.run(END_HALF, &[token.into()]).map(drop)
    }

    /// The secret of somebody's second factor.
    pub fn factor(&self, id: StaffId) -> Result<Option<Vec<u8>>, StoreError> {
        let row = self.row(FACTOR, &[id.into()])?;
        row.map_or(Ok(None), |row| row.maybe(0, |row, at| Ok(row.bytes(at)?.to_vec())))
    }

    /// Sets somebody's second factor with its recovery codes, hashed; without one, takes both away.
    pub fn set_factor(
        &self,
        id: StaffId,
        factor: Option<(&[u8], u64)>,
        codes: &[Hash],
    ) -> Result<(), StoreError> {
        let (secret, step) = factor.unzip();
        self.run(SET_FACTOR, &[id.into(), secret.into(), step.into()])?;
        self.run(DROP_RECOVERY, &[id.into()])?;
        for code in codes {
            self.run(PUT_RECOVERY, &[id.into(), (*code).into()])?;
        }
        Ok(())
    }

    /// Uses up a step of time of a second factor; false where it or a later one was used before.
    pub fn use_step(&self, id: StaffId, step: u64) -> Result<bool, StoreError> {
        Ok(self.run(STEP, &[id.into(), step.into()])? == 1)
    }

    /// Uses up a recovery code; false where it is none.
    pub fn use_recovery_code(&self, id: StaffId, code: Hash) -> Result<bool, StoreError> {
        Ok(self.run(USE_RECOVERY, &[id.into(), code.into()])? == 1)
    }

    /// How many recovery codes somebody has left.
    pub fn recovery_codes(&self, id: StaffId) -> Result<u64, StoreError> {
        self.row(RECOVERIES, &[id.into()])?.map_or(Ok(0), |row| row.count(0))
    }

    /// How many sessions somebody has.
    pub fn sessions(&self, id: StaffId, now: Timestamp) -> Result<u64, StoreError> {
        self.row(SESSIONS, &[id.into(), now.into()])?.map_or(Ok(0), |row| row.count(0))
    }

    /// Ends all sessions of somebody but one.
    pub fn end_other_sessions(&self, id: StaffId, kept: Hash) -> Result<(), StoreError> {
        self.run(END_OTHERS, &[id.into(), kept.into()]).map(drop)
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
