//! Signing in, and who belongs to the staff.
//!
//! A session is 256 random bits in the visitor's cookie, kept hashed; a password is kept by argon2id with
//! 19 MiB, two passes, one lane, and worked out behind a semaphore so that no flood of tries takes the machine.

use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, Version};
use jiff::{SignedDuration, Timestamp};
use store::{Hash, StoreError};
use story::{Permission, StaffId, StaffRole};

use crate::house::{fault, required};
use crate::views::Staff;
use crate::{Agency, Error, allow};

const SESSION: SignedDuration = SignedDuration::from_hours(12);
const CLAIM: SignedDuration = SignedDuration::from_hours(72);
/// The fewest characters of a password.
pub const PASSWORD_LEAST: usize = 10;
const PASSWORD_MOST: usize = 200;
const FREE_TRIES: u32 = 5;

/// What an account's failed tries have come to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tries {
    count: u32,
    until: Timestamp,
}

fn argon() -> Result<Argon2<'static>, Error> {
    let params = Params::new(19 * 1024, 2, 1, None).map_err(|error| StoreError::Engine(error.to_string()))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// What a token is kept as.
pub(crate) fn hash_token(token: &str) -> Hash {
    let mut hash = [0; 32];
    hash.copy_from_slice(aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, token.as_bytes()).as_ref());
    hash
}

/// A fresh token of 256 bits, in hexadecimal digits.
pub(crate) fn new_token() -> Result<String, StoreError> {
    Ok(store::hex(&store::random::<32>()?))
}

impl Agency {
    /// Whether nobody can sign in yet to run the house.
    pub fn is_new(&self) -> Result<bool, Error> {
        Ok(!self.inner.store.read(|tx| tx.has_administrator())?)
    }

    /// A one-time link's token for the first administrator, where nobody can sign in yet.
    pub async fn first_claim(&self) -> Result<Option<String>, Error> {
        if !self.is_new()? {
            return Ok(None);
        }
        let now = self.now();
        let token = new_token()?;
        let hash = hash_token(&token);
        self.inner
            .store
            .write(move |tx| -> Result<(), StoreError> {
                let id = match tx.all_staff()?.into_iter().find(|s| s.role == StaffRole::Administrator) {
                    Some(staff) => staff.id,
                    None => {
                        let staff = Staff {
                            id: StaffId::new(now),
                            login: "administrator".into(),
                            name: "Administrator".into(),
                            role: StaffRole::Administrator,
                            language: "en".into(),
                            is_active: true,
                        };
                        tx.put_staff(&staff, now)?;
                        staff.id
                    }
                };
                tx.put_claim(hash, id, now + CLAIM)
            })
            .await?;
        Ok(Some(token))
    }

    /// For whom a one-time link is, while it holds.
    pub async fn claim(&self, token: &str) -> Result<Option<Staff>, Error> {
        let (hash, now) = (hash_token(token), self.now());
        Ok(self.inner.store.read(|tx| tx.staff_by_claim(hash, now))?)
    }

    /// Sets a password by a one-time link and signs in; the link is spent.
    pub async fn claim_password(&self, token: &str, password: &str) -> Result<String, Error> {
        let staff = self.claim(token).await?.ok_or(Error::NotFound)?;
        self.set_password_of(staff.id, password).await?;
        self.begin_session(staff.id).await
    }

    /// Sets a member's password, as from the command line: all their sessions end.
    pub async fn set_password_of(&self, id: StaffId, password: &str) -> Result<(), Error> {
        match password.chars().count() {
            n if n < PASSWORD_LEAST => return Err(fault("password", "fault-password-short", "")),
            n if n > PASSWORD_MOST => return Err(fault("password", "fault-too-long", "")),
            _ => {}
        }
        let password = password.to_owned();
        let hash = self
            .hashing(move || Ok(argon()?.hash_password(password.as_bytes()).map_err(hash_fault)?.to_string()))
            .await?;
        Ok(self.inner.store.write(move |tx| tx.set_password(id, &hash)).await?)
    }

    /// Signs in; the answer takes as long for an unknown name as for a wrong password.
    pub async fn sign_in(&self, login: &str, password: &str) -> Result<String, Error> {
        let login = login.trim().to_lowercase();
        let now = self.now();
        self.check_tries(&login, now)?;
        let found = self.inner.store.read(|tx| tx.staff_by_login(&login))?;
        let (staff, hash) = match found {
            Some((staff, Some(hash))) if staff.is_active => (Some(staff), hash),
            _ => (None, self.decoy().await?),
        };
        let password = password.to_owned();
        let fits = self
            .hashing(move || {
                let parsed = argon2::PasswordHash::new(&hash).map_err(hash_fault)?;
                Ok(argon()?.verify_password(password.as_bytes(), &parsed).is_ok())
            })
            .await?;
        match staff {
            Some(staff) if fits => {
                self.tries().remove(&login);
                self.begin_session(staff.id).await
            }
            _ => {
                self.note_try(&login, now);
                Err(Error::WrongPassword)
            }
        }
    }

    /// Whose session a cookie's token is.
    pub async fn staff_of(&self, token: &str) -> Result<Option<Staff>, Error> {
        let (hash, now) = (hash_token(token), self.now());
        Ok(self.inner.store.read(|tx| tx.staff_by_session(hash, now))?)
    }

    /// Ends a session.
    pub async fn sign_out(&self, token: &str) -> Result<(), Error> {
        let hash = hash_token(token);
        Ok(self.inner.store.write(move |tx| tx.end_session(hash)).await?)
    }

    /// All of the staff.
    pub async fn staff(&self, who: &Staff) -> Result<Vec<Staff>, Error> {
        allow(who, Permission::ManageStaff)?;
        Ok(self.inner.store.read(|tx| tx.all_staff())?)
    }

    /// Adds a member of the staff; the token of the one-time link by which they set a password.
    pub async fn add_staff(
        &self,
        who: &Staff,
        login: &str,
        name: &str,
        role: StaffRole,
        language: &str,
    ) -> Result<String, Error> {
        allow(who, Permission::ManageStaff)?;
        let staff = self.put_new_staff(login, name, role, language).await?;
        self.claim_for(staff.id).await
    }

    /// Adds a member of the staff, as the command line does.
    pub async fn put_new_staff(
        &self,
        login: &str,
        name: &str,
        role: StaffRole,
        language: &str,
    ) -> Result<Staff, Error> {
        let login = required("login", login, 60)?.to_lowercase();
        let name = required("name", name, 80)?;
        let now = self.now();
        let staff = Staff {
            id: StaffId::new(now),
            login: login.clone(),
            name,
            role,
            language: language.into(),
            is_active: true,
        };
        let kept = staff.clone();
        match self.inner.store.write(move |tx| tx.put_staff(&kept, now)).await {
            Err(StoreError::Taken) => Err(fault("login", "fault-taken", &login)),
            other => Ok(other.map(|()| staff)?),
        }
    }

    /// A one-time link's token by which a member of the staff sets a password.
    pub async fn claim_for(&self, id: StaffId) -> Result<String, Error> {
        let (token, now) = (new_token()?, self.now());
        let hash = hash_token(&token);
        self.inner.store.write(move |tx| tx.put_claim(hash, id, now + CLAIM)).await?;
        Ok(token)
    }

    /// A member of the staff by the name to sign in with.
    pub async fn staff_by_login(&self, login: &str) -> Result<Option<Staff>, Error> {
        let login = login.trim().to_lowercase();
        Ok(self.inner.store.read(|tx| tx.staff_by_login(&login))?.map(|(staff, _)| staff))
    }

    /// All of the staff, for the command line.
    pub async fn everyone(&self) -> Result<Vec<Staff>, Error> {
        Ok(self.inner.store.read(|tx| tx.all_staff())?)
    }

    async fn begin_session(&self, id: StaffId) -> Result<String, Error> {
        let (token, now) = (new_token()?, self.now());
        let hash = hash_token(&token);
        self.inner.store.write(move |tx| tx.begin_session(hash, id, now, now + SESSION)).await?;
        Ok(token)
    }

    /// The hash of a password nobody has, worked out once, so that an unknown name costs as much as a known one.
    async fn decoy(&self) -> Result<String, Error> {
        if let Some(hash) = self.inner.decoy.get() {
            return Ok(hash.clone());
        }
        let password = new_token()?;
        let hash = self
            .hashing(move || Ok(argon()?.hash_password(password.as_bytes()).map_err(hash_fault)?.to_string()))
            .await?;
        Ok(self.inner.decoy.get_or_init(|| hash).clone())
    }

    async fn hashing<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let _turn = self.inner.hashing.acquire().await.map_err(|_| StoreError::Closed)?;
        tokio::task::spawn_blocking(work).await.map_err(|error| StoreError::Engine(error.to_string()))?
    }

    fn tries(&self) -> std::sync::MutexGuard<'_, std::collections::HashMap<String, Tries>> {
        self.inner.tries.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    fn check_tries(&self, login: &str, now: Timestamp) -> Result<(), Error> {
        match self.tries().get(login) {
            Some(tries) if tries.count >= FREE_TRIES && tries.until > now => {
                let left = tries.until.duration_since(now).as_secs().max(1);
                Err(Error::TooManyTries { seconds: u64::try_from(left).unwrap_or(1) })
            }
            _ => Ok(()),
        }
    }

    /// Five tries are free, then the wait doubles from half a minute to a day.
    fn note_try(&self, login: &str, now: Timestamp) {
        let mut all = self.tries();
        if all.len() > 10_000 {
            all.retain(|_, tries| tries.until > now);
        }
        let tries = all.entry(login.to_owned()).or_insert(Tries { count: 0, until: now });
        tries.count += 1;
        let doubled = 30_i64.saturating_mul(1 << tries.count.saturating_sub(FREE_TRIES).min(12)).min(86_400);
        tries.until = now + SignedDuration::from_secs(doubled);
    }
}

fn hash_fault(error: impl std::fmt::Display) -> Error {
    StoreError::Engine(format!("a password cannot be worked out: {error}")).into()
}
