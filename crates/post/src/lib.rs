//! The doors of the house: webhooks, push services of browsers, files in folders and on servers, mail, and addresses and
//! mailboxes that are asked.
//!
//! This room answers: *did the other side take it, or what did it give, and what did it say?* It decides nothing about
//! who gets what; it keeps no state but its connections.
//!
//! Invariants: nothing goes to an address of a private network unless the operator allows it, whatever a name resolves
//! to; what is posted follows no redirect, and what is asked for looks at each step; everything is bounded in time and
//! size.

mod dkim;
mod examine;
mod fetch;
mod folder;
mod guard;
mod keys;
mod mail;
mod mailbox;
mod provider;
mod push;
mod sftp;
mod webhook;
mod websub;
mod witness;

pub use dkim::{DkimKey, SELECTOR as DKIM_SELECTOR};
pub use examine::{Names, certificate_until, time_at};
pub use fetch::{Asking, Fetched};
pub use folder::put_file;
pub use guard::Networks;
pub use mail::{Mail, Mailer, is_mailbox};
pub use mailbox::{Looked, is_mail_folder};
pub use provider::{Doors, Provider};
pub use push::{MOST as PUSH_MOST, Push, PushKey, PushTo, is_push};
pub use sftp::{is_file_server, shown_key};
pub use webhook::{Message, Post, is_address, shown_secret, sign};
pub use websub::Feed;

/// What a destination said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It took what was sent.
    Taken(String),
    /// It is gone for good and wants nothing more.
    Gone(String),
    /// It did not, and asks to be tried no sooner than after so many seconds, where it says so.
    Refused {
        /// What it said.
        said: String,
        /// How long to wait at the least, in seconds.
        after: Option<u32>,
    },
}

impl Answer {
    /// What it said.
    pub fn said(&self) -> &str {
        match self {
            Answer::Taken(said) | Answer::Gone(said) | Answer::Refused { said, .. } => said,
        }
    }
}
