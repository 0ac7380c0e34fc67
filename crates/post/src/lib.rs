//! Whatever leaves the house: webhooks, files in folders.
//!
//! This room answers: *did the destination take it, and what did it say?* It decides nothing about who gets what; it
//! keeps no state but its connections.
//!
//! Invariants: nothing is sent to an address of a private network unless the operator allows it, whatever a name
//! resolves to; redirects are not followed; everything is bounded in time and size.

mod folder;
mod guard;
mod webhook;

pub use folder::put_file;
pub use guard::Networks;
pub use webhook::{Message, Post, is_address, shown_secret, sign};

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
