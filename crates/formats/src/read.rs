//! Which format is this file in? Found by what it holds, never by its name.

use std::fmt;

use crate::address::resolve;
use crate::item::Document;
use crate::{
    anpa1312, atom, charset, iptc7901, json, mail, newsml_g2, newsml1, nitf, ritzau, rss, tree, wxr,
};

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

    fn first(message: impl Into<String>) -> Self {
        ReadError { line: 1, column: 1, message: message.into() }
    }
}

/// The largest file that is read, in bytes.
pub const LARGEST: usize = 32 << 20;

/// Reads a file of news that was fetched from an address: relative addresses in it are taken from there.
///
/// # Errors
/// As [`read`].
pub fn read_from(bytes: &[u8], address: &str) -> Result<Document, ReadError> {
    let mut document = read(bytes)?;
    let whole = |text: &mut Option<String>| {
        if let Some(text) = text {
            *text = resolve(address, text);
        }
    };
    whole(&mut document.head.home);
    whole(&mut document.head.own);
    // An id that begins with a slash is an address that was cut short.
    let id = |text: &mut String| {
        if text.starts_with('/') {
            *text = resolve(address, text);
        }
    };
    document.head.id.iter_mut().for_each(id);
    for item in &mut document.items {
        id(&mut item.id);
        whole(&mut item.link);
        item.media.iter_mut().for_each(|media| media.href = resolve(address, &media.href));
    }
    Ok(document)
}

/// Reads a file of news, its format found by what it holds.
///
/// # Errors
/// When it is in none of the formats, or damaged beyond use; the place is named.
pub fn read(bytes: &[u8]) -> Result<Document, ReadError> {
    if bytes.len() > LARGEST {
        return Err(ReadError::first(format!("it has {} bytes, more than {LARGEST}: split it", bytes.len())));
    }
    if anpa1312::is(bytes) {
        return Ok(anpa1312::read(bytes));
    }
    if iptc7901::is(bytes) {
        return Ok(iptc7901::read(bytes));
    }
    if mail::is(bytes) {
        return Ok(mail::read(bytes));
    }
    let text = charset::decode(bytes);
    let start = text.trim_start();
    match start.chars().next() {
        None => Err(ReadError::first("it is empty")),
        Some('{' | '[') => json::read(&text),
        Some('<') => {
            let mut root = tree::read(&text)?;
            // Channel Definition Format, an ancestor of RSS, and feeds by those who write in capitals.
            if matches!(root.name(), "CHANNEL" | "Channel" | "RSS" | "Rss" | "FEED") {
                root = root.lowered();
            }
            match root.name() {
                "rss" | "RDF" | "channel" if wxr::is(&root) => Ok(wxr::read(&root)),
                "rss" | "RDF" | "channel" => Ok(rss::read(&root)),
                "feed" | "entry" => Ok(atom::read(&root)),
                "newsItem" | "newsMessage" | "packageItem" | "conceptItem" | "knowledgeItem"
                | "planningItem" | "catalogItem" => Ok(newsml_g2::read(&root)),
                "contentSet" => Ok(newsml_g2::read_content(&root)),
                "NewsML" => Ok(newsml1::read(&root)),
                "nitf" => Ok(nitf::read(&root)),
                "RBNews" | "XMLNewsQueuedResponse" => Ok(ritzau::read(&root)),
                other => Err(ReadError::at(
                    &text,
                    text.len() - start.len(),
                    format!("<{other}> begins no format that is read here: {FORMATS}"),
                )),
            }
        }
        Some(_) if is_copy(start) => Ok(crate::copy::read_item(&text)),
        Some(_) => Err(ReadError::at(
            &text,
            text.len() - start.len(),
            format!("it is in no format that is read here: {FORMATS}"),
        )),
    }
}

const FORMATS: &str = "RSS, RDF, Atom, JSON Feed, ninjs, NewsML, NITF, IPTC 7901, ANPA 1312, AP, Ritzau, mail, WordPress, Ghost \
                       or plain copy with a headline and paragraphs";

/// Whether it can be plain copy: front matter, or a headline and a text set apart by a blank line.
fn is_copy(text: &str) -> bool {
    let has_front = text.starts_with("---\n") || text.starts_with("---\r\n");
    let mut lines = text.lines();
    let headline = lines.next().unwrap_or_default().trim();
    let is_blank = lines.next().is_some_and(|line| line.trim().is_empty());
    has_front || !headline.is_empty() && is_blank && lines.any(|line| !line.trim().is_empty())
}
