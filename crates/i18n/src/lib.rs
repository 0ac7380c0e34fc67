//! The interface's languages: messages, plurals, numbers, dates, direction.
//!
//! The catalogues stand in `locales/{language}/*.ftl` (Project Fluent) and are part of the binary. To add a
//! message, add it to the file of the same name in every language; the tests refuse a key that one language
//! lacks, variables that differ, plural forms that are missing, and letters of another script.
//!
//! Invariants: a message that is asked for by name is there in every language ([`has_everywhere`] is asked
//! when templates are loaded); no message falls back to another language.

mod catalogue;
mod dates;
mod locale;

pub use catalogue::{Arg, has_everywhere, keys, message};
pub use dates::{date_long, date_short, date_time, month_name, number, relative, time, weekday, zone_name};
pub use locale::Locale;
