//! The formats of news, one file a format: pure readers and writers.
//!
//! This room answers: *what does this file say, as a story, and how does a story look in that format?*
//! Text or bytes go in and the model (`item`) comes out, or the other way round.
//!
//! Invariants:
//! - nothing here reads a clock, a file or the network;
//! - no input makes a reader panic; what it could not take is named, with its place;
//! - what a format has a place for (`Format::carries`) survives the way out and back; the rest is reported as lost;
//! - the XML and HTML crates are used in this room only.

mod address;
mod anpa1312;
mod ap;
pub mod atom;
pub mod calendar;
mod charset;
pub mod comments;
pub mod copy;
mod dates;
mod diagnosis;
mod field;
mod format;
mod ghost;
mod html;
mod iptc7901;
mod item;
mod json;
pub mod jsonfeed;
mod latin;
mod mail;
mod markup;
mod media_rss;
mod newsml1;
mod newsml_g2;
mod ninjs;
mod nitf;
mod ours;
pub mod photo;
mod read;
mod returned;
mod ritzau;
pub mod rss;
mod slug;
mod tree;
mod validate;
mod wxr;
mod xml;

pub use diagnosis::{Diagnosis, Severity};
pub use field::Field;
pub use format::{Format, Loss};
pub use html::plain as plain_text;
pub use item::{
    Author, Comment, Document, Extension, Head, Item, Left, Media, Relation, RelationKind, Status, Subject,
    SubjectKind,
};
pub use read::{LARGEST, ReadError, read, read_from};
pub use returned::{Returned, returned};
pub use slug::{LONGEST_SLUG, address_slug, slugline_of, transliterate};
pub use validate::validate;
