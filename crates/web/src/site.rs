//! The public site: the same bytes for every reader.

mod comparison;
pub mod coverage;
mod directory;
pub mod dossiers;
pub mod embed;
pub mod feeds;
pub mod files;
pub mod frame;
mod json_ld;
pub mod lists;
pub mod log;
pub mod machines;
pub mod media;
mod picture;
pub mod provider;
pub mod quotes;
pub mod search;
pub mod staff;
pub mod standing;
pub mod story;
pub mod topics;
pub mod view;
pub mod wrong;

/// Text as it may stand in a query's value (WHATWG URL, percent-encode set of forms).
pub fn query_value(text: &str) -> String {
    use std::fmt::Write as _;
    text.bytes().fold(String::new(), |mut out, byte| {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => out.push(char::from(byte)),
            byte => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
        out
    })
}
