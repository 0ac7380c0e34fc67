//! The second factor of the staff: a code of six digits that changes every thirty seconds (TOTP, RFC 6238), and codes
//! for who lost it.
//!
//! A code is good for its own step of time and the one on either side, once. A recovery code is good once.

use aws_lc_rs::constant_time::verify_slices_are_equal;
use aws_lc_rs::hmac;
use jiff::{SignedDuration, Timestamp};
use store::Hash;
use story::{Permission, StaffId};

use crate::house::fault;
use crate::staff::{hash_token, new_token};
use crate::views::Staff;
use crate::{Agency, Error, allow};

/// How long a step of time is, in seconds (section 4.1).
const STEP: i64 = 30;
/// How long a secret is, in bytes (RFC 4226 section 4 wants 16 and asks for 20).
const SECRET: usize = 20;
/// How many recovery codes somebody is given.
const CODES: usize = 10;
/// How long somebody who gave the password may take for the code.
const HALF: SignedDuration = SignedDuration::from_mins(5);
/// The letters of base 32 (RFC 4648 section 6), as every app reads a secret.
const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// What came of a password that was right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entered {
    /// They are in: the token of the session.
    In(String),
    /// They are asked for the code: the token by which it belongs to the password.
    WantsCode(String),
}

impl Entered {
    /// The session, where they are in.
    pub fn session(self) -> Option<String> {
        match self {
            Entered::In(session) => Some(session),
            Entered::WantsCode(_) => None,
        }
    }
}

/// A second factor that is offered: not kept before it was shown to work.
#[derive(Clone, Debug)]
pub struct FactorOffer {
    /// The secret in base 32, to be typed into an app.
    pub secret: String,
    /// The same as the address that apps read from a picture (`otpauth://totp/…`).
    pub address: String,
}

fn base32(bytes: &[u8]) -> String {
    let letter = |at: usize| {
        let bits = (0..5).fold(0, |all, bit| {
            let place = at * 5 + bit;
            let byte = bytes.get(place / 8).copied().unwrap_or(0);
            all << 1 | usize::from(byte >> (7 - place % 8) & 1)
        });
        char::from(LETTERS[bits])
    };
    (0..(bytes.len() * 8).div_ceil(5)).map(letter).collect()
}

/// A secret as it was offered: nothing that has another length.
fn secret_of(text: &str) -> Option<[u8; SECRET]> {
    let count = SECRET * 8 / 5;
    let letters: Vec<u8> = text.bytes().filter(|byte| !byte.is_ascii_whitespace()).take(count + 1).collect();
    if letters.len() != count {
        return None;
    }
    let mut bits = Vec::new();
    for letter in letters {
        let value = LETTERS.iter().position(|known| *known == letter.to_ascii_uppercase())?;
        bits.extend((0..5).rev().map(|bit| value >> bit & 1 == 1));
    }
    let bytes = bits.chunks(8).map(|byte| byte.iter().fold(0, |all, bit| all << 1 | u8::from(*bit)));
    bytes.collect::<Vec<u8>>().try_into().ok()
}

/// The code of a step (RFC 4226 section 5.3).
fn code_at(secret: &[u8], step: u64) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, secret);
    let tag = hmac::sign(&key, &step.to_be_bytes());
    let bytes = tag.as_ref();
    let at = usize::from(bytes[bytes.len() - 1] & 0xf);
    let four = [bytes[at] & 0x7f, bytes[at + 1], bytes[at + 2], bytes[at + 3]];
    format!("{:06}", u32::from_be_bytes(four) % 1_000_000)
}

/// The step in which a code is good around an instant, if it is.
fn step_of(secret: &[u8], code: &str, now: Timestamp) -> Option<u64> {
    let digits: String = code.chars().filter(char::is_ascii_digit).collect();
    let present = u64::try_from(now.as_second().div_euclid(STEP)).ok()?;
    (present.saturating_sub(1)..=present + 1)
        .find(|step| verify_slices_are_equal(code_at(secret, *step).as_bytes(), digits.as_bytes()).is_ok())
}

/// How a recovery code is kept.
fn kept(code: &str) -> Hash {
    let plain: String = code.chars().filter(char::is_ascii_alphanumeric).collect();
    hash_token(&format!("recovery {}", plain.to_lowercase()))
}

impl Agency {
    /// What follows a password that was right: a session, or the question for the code.
    pub(crate) async fn entered(&self, staff: &Staff) -> Result<Entered, Error> {
        if !staff.has_factor {
            return Ok(Entered::In(self.begin_session(staff.id).await?));
        }
        let (token, now, id) = (new_token()?, self.now(), staff.id);
        let hash = hash_token(&token);
        self.inner.store.write(move |tx| tx.begin_half_session(hash, id, now, now + HALF)).await?;
        Ok(Entered::WantsCode(token))
    }

    /// Signs in by the code, or by a recovery code, after the password.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the password was given too long ago, [`Error::WrongPassword`] for a wrong code.
    pub async fn enter_code(&self, half: &str, code: &str) -> Result<String, Error> {
        let (hash, now) = (hash_token(half), self.now());
        let staff = self.inner.store.read(|tx| tx.staff_by_half_session(hash, now))?;
        let staff = staff.ok_or(Error::NotFound)?;
        self.use_code(&staff, code).await?;
        self.inner.store.write(move |tx| tx.end_half_session(hash)).await?;
        self.begin_session(staff.id).await
    }

    /// A second factor to be set up: the one that was offered before, where its secret is given, or a new one.
    pub fn offer_factor(&self, who: &Staff, before: Option<&str>) -> Result<FactorOffer, Error> {
        let secret = match before.and_then(secret_of) {
            Some(secret) => base32(&secret),
            None => base32(&store::random::<SECRET>()?),
        };
        let house: String = self.house().name.chars().filter(|c| c.is_alphanumeric()).collect();
        let escaped = |text: &str| {
            let all = text.bytes().map(|byte| match byte {
                byte if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
                byte => format!("%{byte:02X}"),
            });
            all.collect::<String>()
        };
        let (issuer, login) = (escaped(&house), escaped(&who.login));
        let address = format!("otpauth://totp/{issuer}:{login}?secret={secret}&issuer={issuer}");
        Ok(FactorOffer { secret, address })
    }

    /// Sets a second factor that shows a right code; the recovery codes, this once.
    pub async fn set_factor(&self, who: &Staff, secret: &str, code: &str) -> Result<Vec<String>, Error> {
        let (id, now) = (who.id, self.now());
        // One that was never offered has no code either.
        let secret = secret_of(secret).ok_or_else(|| fault("code", "fault-code", ""))?;
        let step = step_of(&secret, code, now).ok_or_else(|| fault("code", "fault-code", ""))?;
        let mut codes = Vec::new();
        for _ in 0..CODES {
            // 120 bits: nobody tries them all, so they are kept by a plain hash.
            let letters = base32(&store::random::<15>()?).to_lowercase();
            let groups: Vec<_> = letters.as_bytes().chunks(4).map(String::from_utf8_lossy).collect();
            codes.push(groups.join("-"));
        }
        let hashes: Vec<Hash> = codes.iter().map(|code| kept(code)).collect();
        self.inner.store.write(move |tx| tx.set_factor(id, Some((&secret, step)), &hashes)).await?;
        Ok(codes)
    }

    /// Takes somebody's own second factor away, by a code of it.
    pub async fn drop_factor(&self, who: &Staff, code: &str) -> Result<(), Error> {
        self.use_code(who, code).await.map_err(|error| match error {
            Error::WrongPassword => fault("code", "fault-code", ""),
            other => other,
        })?;
        let id = who.id;
        Ok(self.inner.store.write(move |tx| tx.set_factor(id, None, &[])).await?)
    }

    /// Takes away the second factor of somebody who lost it and all codes.
    pub async fn reset_factor(&self, who: &Staff, of: StaffId) -> Result<(), Error> {
        allow(who, Permission::ManageStaff)?;
        Ok(self.inner.store.write(move |tx| tx.set_factor(of, None, &[])).await?)
    }

    /// How many recovery codes and how many sessions somebody has.
    pub fn factor_counts(&self, who: &Staff) -> Result<(u64, u64), Error> {
        let now = self.now();
        Ok(self
            .inner
            .store
            .read(|tx| Ok::<_, store::StoreError>((tx.recovery_codes(who.id)?, tx.sessions(who.id, now)?)))?)
    }

    /// Ends all of somebody's sessions but the one that asks.
    pub async fn end_other_sessions(&self, who: &Staff, token: &str) -> Result<(), Error> {
        let (id, kept) = (who.id, hash_token(token));
        Ok(self.inner.store.write(move |tx| tx.end_other_sessions(id, kept)).await?)
    }

    async fn use_code(&self, staff: &Staff, code: &str) -> Result<(), Error> {
        let (id, now) = (staff.id, self.now());
        let account = format!("code {}", staff.login);
        self.check_tries(&account, now)?;
        let secret = self.inner.store.read(|tx| tx.factor(id))?.ok_or(Error::NotFound)?;
        let is_right = match step_of(&secret, code, now) {
            Some(step) => self.inner.store.write(move |tx| tx.use_step(id, step)).await?,
            None => {
                let code = kept(code);
                self.inner.store.write(move |tx| tx.use_recovery_code(id, code)).await?
            }
        };
        if is_right {
            return Ok(());
        }
        self.note_try(&account, now);
        Err(Error::WrongPassword)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_those_of_the_standard() {
        // RFC 6238 appendix B, the last six of its eight digits.
        let secret = b"12345678901234567890";
        for (second, code) in [(59, "287082"), (1_111_111_109, "081804"), (20_000_000_000, "353130")] {
            assert_eq!(code_at(secret, second / 30), code);
            let now = Timestamp::from_second(i64::try_from(second).unwrap()).unwrap();
            assert_eq!(step_of(secret, code, now), Some(second / 30));
            assert_eq!(step_of(secret, &format!("{} {}", &code[..3], &code[3..]), now), Some(second / 30));
            let late = now + SignedDuration::from_secs(90);
            assert_eq!(step_of(secret, code, late), None);
        }
    }

    #[test]
    fn base_32_is_that_of_the_standard_and_reads_back() {
        for (plain, letters) in [("f", "MY"), ("fo", "MZXQ"), ("foobar", "MZXW6YTBOI")] {
            assert_eq!(base32(plain.as_bytes()), letters);
        }
        let secret = *b"12345678901234567890";
        let letters = base32(&secret);
        assert_eq!(secret_of(&letters.to_lowercase()), Some(secret));
        assert_eq!(secret_of(&format!(" {} {}\n", &letters[..4], &letters[4..])), Some(secret));
        let others =
            [String::new(), "1".into(), "A".repeat(31), "A".repeat(33), "A".repeat(70_000), "É".repeat(32)];
        assert!(others.iter().all(|other| secret_of(other).is_none()));
    }
}
