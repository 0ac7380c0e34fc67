//! Passwords: how they are kept, and how often they may be tried.
//!
//! A password is kept by argon2id with 19 MiB, two passes, one lane, and worked out behind a semaphore so that no flood
//! of tries takes the machine.

use std::collections::HashMap;
use std::sync::{MutexGuard, PoisonError};

use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, Version};
use jiff::{SignedDuration, Timestamp};
use store::StoreError;

use crate::house::fault;
use crate::staff::new_token;
use crate::{Agency, Error};

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

/// Whether a hash was made with other figures than today's.
pub(crate) fn is_outdated(kept: &str) -> bool {
    !kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$")
}

impl Agency {
    /// Refuses a password that is soon guessed (zxcvbn, fewer than three of four points), also by who knows `inputs`.
    pub(crate) fn strong_enough(&self, password: &str, inputs: &[&str]) -> Result<(), Error> {
        if password.chars().count() < PASSWORD_LEAST {
            return Err(fault("password", "fault-password-short", ""));
        }
        let parts = |it: &&'_ str| -> Vec<String> {
            let all = it.split('@').chain(it.split(['@', '.', ' ']));
            std::iter::once(*it).chain(all).map(str::to_owned).collect()
        };
        let inputs: Vec<String> = inputs.iter().flat_map(parts).collect();
        let inputs: Vec<&str> = inputs.iter().map(String::as_str).collect();
        let strength = tokio::task::block_in_place(|| zxcvbn::zxcvbn(password, &inputs)).score();
        if strength < zxcvbn::Score::Three {
            Err(fault("password", "fault-password-guessed", ""))
        } else {
            Ok(())
        }
    }

    /// What a password is kept as; one too short or too long is a fault of the field `password`.
    pub(crate) async fn password_hash(&self, password: &str) -> Result<String, Error> {
        match password.chars().count() {
            n if n < PASSWORD_LEAST => return Err(fault("password", "fault-password-short", "")),
            n if n > PASSWORD_MOST => return Err(fault("password", "fault-too-long", "")),
            _ => {}
        }
        let password = password.to_owned();
        self.hashing(move || Ok(argon()?.hash_password(password.as_bytes()).map_err(hash_fault)?.to_string()))
            .await
    }

    /// Whether a password fits what is kept of an account; without anything kept it never does, and takes as long.
    ///
    /// # Errors
    /// [`Error::WrongPassword`], and [`Error::TooManyTries`] after some of them, for each account alone.
    pub(crate) async fn fits(
        &self,
        account: &str,
        kept: Option<String>,
        password: &str,
    ) -> Result<(), Error> {
        let now = self.now();
        self.check_tries(account, now)?;
        let is_there = kept.is_some();
        let hash = match kept {
            Some(hash) => hash,
            None => self.decoy().await?,
        };
        let password = password.to_owned();
        let fits = self
            .hashing(move || {
                let parsed = argon2::PasswordHash::new(&hash).map_err(hash_fault)?;
                Ok(argon()?.verify_password(password.as_bytes(), &parsed).is_ok())
            })
            .await?;
        if fits && is_there {
            self.tries().remove(account);
            return Ok(());
        }
        self.note_try(account, now);
        Err(Error::WrongPassword)
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

    fn tries(&self) -> MutexGuard<'_, HashMap<String, Tries>> {
        self.inner.tries.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn check_tries(&self, account: &str, now: Timestamp) -> Result<(), Error> {
        match self.tries().get(account) {
            Some(tries) if tries.count >= FREE_TRIES && tries.until > now => {
                let left = tries.until.duration_since(now).as_secs().max(1);
                Err(Error::TooManyTries { seconds: u64::try_from(left).unwrap_or(1) })
            }
            _ => Ok(()),
        }
    }

    /// Five tries are free, then the wait doubles from half a minute to a day.
    pub(crate) fn note_try(&self, account: &str, now: Timestamp) {
        let mut all = self.tries();
        if all.len() > 10_000 {
            all.retain(|_, tries| tries.until > now);
        }
        let tries = all.entry(account.to_owned()).or_insert(Tries { count: 0, until: now });
        tries.count += 1;
        let doubled = 30_i64.saturating_mul(1 << tries.count.saturating_sub(FREE_TRIES).min(12)).min(86_400);
        tries.until = now + SignedDuration::from_secs(doubled);
    }
}

fn hash_fault(error: impl std::fmt::Display) -> Error {
    StoreError::Engine(format!("a password cannot be worked out: {error}")).into()
}
