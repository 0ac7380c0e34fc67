//! The formats of news, one file a format: pure readers and writers.
//!
//! This room answers: *what does this file say, as a story, and how does a story look in that format?*
//! Text or bytes go in and the model comes out, or the other way round.
//!
//! Invariants:
//! - nothing here reads a clock, a file or the network;
//! - no input makes a reader panic; what it could not take is named, with its place;
//! - the XML and HTML crates are used in this room only.

pub mod atom;
mod charset;
pub mod copy;
mod dates;
mod diagnosis;
mod document;
mod feed;
mod html;
mod json;
pub mod jsonfeed;
mod ninjs;
pub mod rss;
mod slug;
mod tree;
mod xml;

pub use diagnosis::{Diagnosis, Severity};
pub use document::{Document, Item, LARGEST, Left, ReadError, read};
pub use feed::{Feed, FeedItem};
pub use slug::{LONGEST_SLUG, address_slug, slugline_of, transliterate};
