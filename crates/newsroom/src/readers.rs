//! Readers: accounts of the public. Each file here is something that a reader does with their own.
//!
//! Invariants: nothing that is answered, and no time that it takes, tells whether an address has an account; opening a
//! link changes nothing; what a mail is good for is good once; a session is 256 random bits, kept hashed.

mod door;
mod leave;
mod names;
mod passkeys;
mod providers;
mod register;
mod settings;

pub use door::{AtDoor, LinkState};
pub use passkeys::Ceremony;
pub use providers::Vouched;
pub use register::{Registered, Registration};
pub use settings::{Choices, MAILS, Sessions};

use jiff::SignedDuration;
use store::{Hash, Reader};

use crate::staff::hash_token;
use crate::{Agency, Error};

/// How long a session lasts after it was last used.
const SESSION: SignedDuration = SignedDuration::from_hours(24 * 90);
/// How long what a mail brings is good.
const TICKET: SignedDuration = SignedDuration::from_mins(30);
/// How long a registration may be confirmed.
const PENDING: SignedDuration = SignedDuration::from_hours(24);

/// Where somebody comes from who has no account: for limits, and for the list of their sessions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Visitor {
    /// Their network: an IPv4 /24 or an IPv6 /48.
    pub network: String,
    /// The browser and the machine, as the browser tells them.
    pub device: String,
}

/// An address as it is kept: without space around it, in small letters.
fn address(typed: &str) -> Result<String, Error> {
    let address = typed.trim().to_lowercase();
    if post::is_mailbox(&address) {
        Ok(address)
    } else {
        Err(crate::house::fault("address", "fault-mailbox", typed))
    }
}

impl Agency {
    /// Whose session a cookie's token is; its end moves on as it is used.
    pub async fn reader_of(&self, token: &str) -> Result<Option<Reader>, Error> {
        let (hash, now): (Hash, _) = (hash_token(token), self.now());
        let Some((reader, seen_at)) = self.inner.store.read(|tx| tx.reader_by_session(hash, now))? else {
            return Ok(None);
        };
        if now.duration_since(seen_at) > SignedDuration::from_hours(1) {
            self.inner.store.write(move |tx| tx.see_reader_session(hash, now, now + SESSION)).await?;
        }
        Ok(Some(reader))
    }

    /// How many things a reader was told and has not seen.
    pub fn unseen_notes(&self, who: &Reader) -> Result<u64, Error> {
        Ok(self.inner.store.read(|tx| tx.unseen_notes(who.id))?)
    }
}
