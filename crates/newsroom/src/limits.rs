//! How often may a stranger ask for something? Buckets by what is asked, per account or address, per network, in all.
//!
//! They are kept in memory: what is lost at a restart is only that somebody may ask again.

use std::collections::HashMap;
use std::sync::PoisonError;

use discussion::{Bucket, Rate};
use jiff::{SignedDuration, Timestamp};

use crate::{Agency, Error};

/// The most buckets that are kept; beyond it, full ones are forgotten, and then all.
const MOST: usize = 100_000;

/// Something that not everybody may do as often as they like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Limited {
    /// Register.
    Register,
    /// Ask for the same mail once more.
    Again,
    /// Ask for a mail: a sign-in link, a new password, a new address.
    Mail,
    /// Sign in.
    SignIn,
    /// Begin a sign-in by a passkey or a provider: by network only, for nobody says who they are.
    Passkey,
    /// Have a browser told of something.
    Push,
    /// Report, without an account.
    Notice,
    /// Change something of one's account, or mark, follow and report.
    Act,
}

impl Limited {
    /// For one account or address, for one network, in all.
    const fn rates(self) -> [Rate; 3] {
        let hour = SignedDuration::from_hours(1);
        let minutes = SignedDuration::from_mins(10);
        match self {
            Limited::Register => [Rate::per(3, hour), Rate::per(20, hour), Rate::per(900, hour)],
            Limited::Again => {
                [Rate::per(1, SignedDuration::from_mins(1)), Rate::per(60, hour), Rate::per(1800, hour)]
            }
            Limited::Mail => [Rate::per(4, hour), Rate::per(30, hour), Rate::per(1800, hour)],
            Limited::SignIn => [Rate::per(20, minutes), Rate::per(60, minutes), Rate::per(3000, minutes)],
            Limited::Passkey => [Rate::per(60, minutes), Rate::per(60, minutes), Rate::per(6000, minutes)],
            Limited::Push => [Rate::per(60, hour), Rate::per(300, hour), Rate::per(20_000, hour)],
            Limited::Notice => [Rate::per(5, hour), Rate::per(20, hour), Rate::per(600, hour)],
            Limited::Act => [Rate::per(120, minutes), Rate::per(600, minutes), Rate::per(60_000, minutes)],
        }
    }
}

/// The buckets.
#[derive(Debug, Default)]
pub(crate) struct Limits(HashMap<(Limited, u8, String), Bucket>);

impl Limits {
    /// Takes one out of each bucket, or out of none.
    fn take(&mut self, what: Limited, keys: [&str; 3], now: Timestamp) -> Result<(), SignedDuration> {
        if self.0.len() > MOST {
            self.0.retain(|_, bucket| !bucket.is_full(now));
            if self.0.len() > MOST {
                self.0.clear();
            }
        }
        let mut taken = Vec::with_capacity(3);
        for (level, (key, rate)) in (0..).zip(keys.into_iter().zip(what.rates())) {
            // Who acts in an account is not counted by their network too.
            if level == 1 && key.is_empty() {
                continue;
            }
            let key = (what, level, key.to_owned());
            let mut bucket = self.0.get(&key).copied().unwrap_or_else(|| Bucket::full(now));
            bucket.take(rate, now)?;
            taken.push((key, bucket));
        }
        self.0.extend(taken);
        Ok(())
    }
}

impl Agency {
    /// Lets somebody do a thing once more: `whom` is the account or the address, `network` where they come from.
    ///
    /// # Errors
    /// [`Error::TooManyTries`] with the time to wait.
    pub(crate) fn limit(&self, what: Limited, whom: &str, network: &str) -> Result<(), Error> {
        let mut limits = self.inner.limits.lock().unwrap_or_else(PoisonError::into_inner);
        limits.take(what, [whom, network, ""], self.now()).map_err(|wait| Error::TooManyTries {
            seconds: u64::try_from(wait.as_secs()).unwrap_or(0).max(1),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_of_account_network_and_all_has_its_limit() {
        let mut limits = Limits::default();
        let now = Timestamp::UNIX_EPOCH;
        for _ in 0..3 {
            assert_eq!(limits.take(Limited::Register, ["a@x", "n1", ""], now), Ok(()));
        }
        assert!(limits.take(Limited::Register, ["a@x", "n2", ""], now).is_err());
        // What was refused for one reason takes nothing from the others.
        for n in 0..17 {
            assert_eq!(limits.take(Limited::Register, [&format!("{n}@x"), "n1", ""], now), Ok(()), "{n}");
        }
        assert!(limits.take(Limited::Register, ["z@x", "n1", ""], now).is_err());
        assert_eq!(limits.take(Limited::Register, ["z@x", "n2", ""], now), Ok(()));
        let later = now + SignedDuration::from_hours(1);
        assert_eq!(limits.take(Limited::Register, ["a@x", "n1", ""], later), Ok(()));
        // Readers who act are counted each by themselves.
        for n in 0..2000 {
            assert_eq!(limits.take(Limited::Act, [&format!("{n}"), "", ""], now), Ok(()), "{n}");
        }
    }
}
