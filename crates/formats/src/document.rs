//! What a file of news says, whatever its format: the shape in which all readers answer.

use std::fmt;

use jiff::Timestamp;
use story::{Paragraph, Urgency};

use crate::Diagnosis;

/// A file that was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// The format's name (`RSS 2.0`, `ninjs 3`).
    pub format: String,
    /// Its title.
    pub title: String,
    /// Its language tag, as written.
    pub language: Option<String>,
    /// Its stories, in order.
    pub items: Vec<Item>,
    /// What is no story, and why it was left.
    pub left: Vec<Left>,
    /// What was taken in spite of a fault.
    pub diagnoses: Vec<Diagnosis>,
}

/// A story in a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Item {
    /// What stays the same over its versions; its address or a title where the file gives no id.
    pub id: String,
    /// Its version, where the file counts.
    pub version: Option<u64>,
    /// Its headline, plain.
    pub title: String,
    /// Its address.
    pub link: Option<String>,
    /// Its language tag, as written.
    pub language: Option<String>,
    /// Its sections or categories, as written.
    pub categories: Vec<String>,
    /// Words to find it by.
    pub keywords: Vec<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// When it was published.
    pub published: Option<Timestamp>,
    /// When it last changed.
    pub updated: Option<Timestamp>,
    /// Its first words, plain.
    pub summary: Option<String>,
    /// Its paragraphs, numbered 1, 2, 3 ….
    pub body: Vec<Paragraph>,
    /// The working name.
    pub slugline: Option<String>,
    /// How pressing it is.
    pub urgency: Option<Urgency>,
    /// How it may be used.
    pub usage: Option<String>,
    /// For editors.
    pub note: Option<String>,
    /// Where it was written.
    pub located: Option<String>,
    /// Not for release before this.
    pub embargo: Option<Timestamp>,
    /// Withheld or cancelled by its sender.
    pub is_withheld: bool,
}

/// Something that was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// What.
    pub what: String,
    /// Why.
    pub why: String,
}

/// A file that could not be read at all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct ReadError {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in characters.
    pub column: usize,
    /// What is wrong, and what to do.
    pub message: String,
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}: {}", self.line, self.column, self.message)
    }
}

impl ReadError {
    /// A fault at a byte of a text.
    pub(crate) fn at(text: &str, byte: usize, message: impl Into<String>) -> Self {
        let before = text.get(..byte.min(text.len())).unwrap_or(text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        ReadError { line, column, message: message.into() }
    }
}

/// The largest file that is read, in bytes.
pub const LARGEST: usize = 32 << 20;

/// Reads a file of news, its format found by what it holds: RSS, RDF, Atom, JSON Feed, ninjs.
///
/// # Errors
/// When it is none of these, or damaged beyond use; the place is named.
pub fn read(bytes: &[u8]) -> Result<Document, ReadError> {
    if bytes.len() > LARGEST {
        let message = format!("it has {} bytes, more than {LARGEST}: split it", bytes.len());
        return Err(ReadError { line: 1, column: 1, message });
    }
    let text = crate::charset::decode(bytes);
    let start = text.trim_start();
    match start.chars().next() {
        None => Err(ReadError { line: 1, column: 1, message: "it is empty".into() }),
        Some('{' | '[') => crate::json::read(&text),
        Some('<') => {
            let root = crate::tree::read(&text)?;
            match root.name() {
                "rss" | "RDF" | "channel" => Ok(crate::rss::read(&root)),
                "feed" | "entry" => Ok(crate::atom::read(&root)),
                other => Err(ReadError::at(
                    &text,
                    text.len() - start.len(),
                    format!(
                        "<{other}> begins no format that is read here: RSS, RDF, Atom, JSON Feed or ninjs"
                    ),
                )),
            }
        }
        Some(_) => Err(ReadError::at(
            &text,
            text.len() - start.len(),
            "it begins neither with `<` nor with `{`: it is no RSS, RDF, Atom, JSON Feed or ninjs",
        )),
    }
}
