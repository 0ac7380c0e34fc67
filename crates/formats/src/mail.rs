//! Mail that carries copy, read: its headers, its text, and files that are news themselves.
//!
//! Source: RFC 5322 (headers), RFC 2045 to 2047 (MIME). The mail itself is taken apart by `mail-parser`.

use jiff::Timestamp;
use mail_parser::{Address, Message, MessageParser, MimeHeaders as _};
use serde_json::Value;

use crate::item::{Author, Document, Item, Left, Media, Relation, RelationKind, Subject};
use crate::{html, markup};

/// The largest file in a mail that is looked at for news of its own.
const LARGEST: usize = 8 << 20;

/// Names of headers that begin a mail.
const HEADERS: &[&str] = &[
    "from",
    "to",
    "subject",
    "date",
    "received",
    "mime-version",
    "message-id",
    "return-path",
    "delivered-to",
    "content-type",
    "x-received",
    "reply-to",
    "cc",
    "sender",
    "received-spf",
    "dkim-signature",
    "arc-seal",
    "x-mailer",
    "in-reply-to",
];

/// Whether bytes are a mail: at least two of the lines that begin one, and nothing else before the first blank line.
pub(crate) fn is(bytes: &[u8]) -> bool {
    // Some files carry a run of spaces in front.
    let start = bytes.iter().position(|b| !b.is_ascii_whitespace()).unwrap_or(0);
    let head = bytes.get(start..).unwrap_or_default();
    let head = head.get(..head.len().min(4096)).unwrap_or_default();
    let mut known = 0;
    for line in head.split(|b| *b == b'\n') {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.is_empty() {
            break;
        }
        if line.starts_with(b" ") || line.starts_with(b"\t") {
            continue;
        }
        let Some(colon) = line.iter().position(|b| *b == b':') else { break };
        let name = String::from_utf8_lossy(line.get(..colon).unwrap_or_default()).to_ascii_lowercase();
        if name.is_empty() || !name.bytes().all(|b| b.is_ascii_graphic()) {
            return false;
        }
        known += usize::from(HEADERS.contains(&name.as_str()));
    }
    known >= 2
}

/// Reads a mail.
pub(crate) fn read(bytes: &[u8]) -> Document {
    let start = bytes.iter().position(|b| !b.is_ascii_whitespace()).unwrap_or(0);
    let mut document = Document { format: "mail".into(), ..Document::default() };
    let Some(message) = MessageParser::default().parse(bytes.get(start..).unwrap_or_default()) else {
        document
            .left
            .push(Left { what: "the mail".into(), why: "it has no headers that can be read".into() });
        return document;
    };
    let mut item = headers(&message);
    item.body = body(&message, &mut item.extensions);
    structured(&mut item);
    let found = files(&message, &mut item, &mut document);
    if item.title.is_empty() {
        item.title = crate::rss::first_words(&item.body);
    }
    if item.id.is_empty() {
        item.id = item.title.clone();
    }
    // A mail that only brings a file of news is no story of its own.
    if item.body.is_empty() && !found.is_empty() {
        document.items = found;
    } else {
        document.items.push(item);
        document.items.extend(found);
    }
    document
}

fn authors(address: Option<&Address<'_>>) -> Vec<Author> {
    let all = address.into_iter().flat_map(Address::iter);
    all.filter_map(|one| {
        let email = one.address().map(str::to_owned);
        let name = one.name().map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned);
        Some(Author { name: name.or_else(|| email.clone())?, email, ..Author::default() })
    })
    .collect()
}

fn headers(message: &Message<'_>) -> Item {
    let at = message.date().and_then(|date| Timestamp::from_second(date.to_timestamp()).ok());
    let mut item = Item {
        id: message.message_id().unwrap_or_default().to_owned(),
        title: html::plain(&message.subject().unwrap_or_default().replace('&', "&amp;").replace('<', "&lt;")),
        authors: authors(message.from()),
        published: at,
        created: at,
        updated: at,
        ..Item::default()
    };
    if let Some(id) = message.in_reply_to().as_text() {
        item.relations.push(Relation { kind: RelationKind::EvolvedFrom, id: id.to_owned(), title: None });
    }
    for address in authors(message.to()) {
        item.extend("To", address.email.unwrap_or(address.name));
    }
    item
}

/// The text: as HTML if that says anything, else as plain copy or plain text.
fn body(message: &Message<'_>, extensions: &mut Vec<crate::item::Extension>) -> Vec<story::Paragraph> {
    let is_html = message.html_bodies().next().is_some_and(|part| part.is_text_html());
    if let Some(markup) = message.body_html(0).filter(|_| is_html) {
        let paragraphs = html::paragraphs(&markup);
        if !paragraphs.is_empty() {
            return paragraphs;
        }
    }
    let Some(plain) = message.body_text(0) else { return Vec::new() };
    // The signature is no copy (RFC 3676 section 4.3).
    let (plain, signature) = plain.split_once("\n-- \n").unwrap_or((&plain, ""));
    if !signature.trim().is_empty() {
        extensions
            .push(crate::item::Extension { name: "signature".into(), value: signature.trim().to_owned() });
    }
    html::from_plain(plain)
}

/// Some desks send a form: one JSON object with the fields of a story.
fn structured(item: &mut Item) {
    let text = markup::plain(&item.body, None).replace("\n\n", " ");
    let Ok(Value::Object(fields)) = serde_json::from_str::<Value>(text.trim()) else { return };
    let said = |value: &Value| -> String {
        match value {
            Value::String(text) => text.trim().to_owned(),
            Value::Array(all) => {
                all.iter().filter_map(Value::as_str).map(str::trim).collect::<Vec<_>>().join(", ")
            }
            other => other.to_string(),
        }
    };
    item.body.clear();
    for (name, value) in &fields {
        let value = said(value);
        if value.is_empty() {
            continue;
        }
        match name.to_ascii_lowercase().as_str() {
            "headline" => item.title = value,
            "slugline" | "slug" => item.slugline = Some(value),
            "abstract" | "summary" => item.summary = Some(value),
            "body" | "text" => item.body = html::from_plain(&value),
            "byline" => item.byline = Some(value),
            "priority" | "urgency" => item.urgency = value.parse().ok(),
            "category" | "section" => item.subjects.extend(value.split(", ").map(Subject::named)),
            "place" | "dateline" => item.located = Some(value),
            "embargo" => item.embargo = crate::dates::read(&value),
            _ => item.extend(name, value),
        }
    }
}

/// Attached files: those that are news give their stories, the others are kept by reference.
fn files(message: &Message<'_>, item: &mut Item, document: &mut Document) -> Vec<Item> {
    let mut found = Vec::new();
    for part in message.attachments() {
        let name = part.attachment_name().unwrap_or("a file").to_owned();
        let media_type = part.content_type().map(|it| match it.subtype() {
            Some(subtype) => format!("{}/{subtype}", it.ctype()),
            None => it.ctype().to_owned(),
        });
        let bytes = part.contents();
        let is_text = media_type.as_deref().is_some_and(|it| {
            it.starts_with("text/")
                || it.contains("xml")
                || it.contains("json")
                || it.ends_with("octet-stream")
        });
        // A mail in a mail is not gone into: only one step is taken.
        if is_text
            && bytes.len() <= LARGEST
            && !is(bytes)
            && let Ok(inside) = crate::read::read(bytes)
        {
            found.extend(inside.items);
            document.left.extend(inside.left);
            continue;
        }
        let id = part.content_id().map(str::to_owned);
        item.media.push(Media {
            href: format!("cid:{}", id.as_deref().unwrap_or(&name)),
            id,
            media_type,
            size: u64::try_from(bytes.len()).ok(),
            caption: Some(name),
            ..Media::default()
        });
    }
    found
}
