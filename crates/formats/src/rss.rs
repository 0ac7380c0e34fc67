//! RSS 0.9 to 2.0 and RDF (RSS 1.0), read; RSS 2.0, written.
//!
//! Source: RSS 2.0.11 (rssboard.org), RSS 1.0 (purl.org/rss/1.0), Dublin Core; with `content:encoded` and
//! `atom:link`.

use std::fmt::Write as _;

use crate::document::{Document, Item, Left};
use crate::feed::Feed;
use crate::tree::Node;
use crate::xml::{element, escape};
use crate::{Diagnosis, dates, html};

/// The media type it is served as.
pub const MEDIA_TYPE: &str = "application/rss+xml; charset=utf-8";

/// Reads a feed from its tree.
pub(crate) fn read(root: &Node) -> Document {
    let channel = if root.name() == "channel" { root } else { root.find("channel").unwrap_or(root) };
    let format = match (root.name(), root.attribute("version")) {
        ("RDF", _) => "RSS 1.0".to_owned(),
        (_, Some(version)) => format!("RSS {version}"),
        _ => "RSS".to_owned(),
    };
    let mut document = Document { format, ..Document::default() };
    document.title = channel.find("title").map(|node| html::plain(&node.text())).unwrap_or_default();
    document.language = value(channel, &["language", "dc:language"]);
    if document.title.is_empty() {
        document.diagnoses.push(Diagnosis::warning(1, 1, "the channel has no title"));
    }
    // In RDF the items stand beside the channel.
    for node in channel.nodes().chain(root.nodes()).filter(|node| node.name() == "item") {
        match item(node, &document) {
            Some(item) => document.items.push(item),
            None => document
                .left
                .push(Left { what: "an item".into(), why: "it has neither a title nor a text".into() }),
        }
    }
    document
}

fn value(node: &Node, names: &[&str]) -> Option<String> {
    names
        .iter()
        .find_map(|name| node.find(name))
        .map(|node| node.text().trim().to_owned())
        .filter(|text| !text.is_empty())
}

fn item(node: &Node, document: &Document) -> Option<Item> {
    let title = value(node, &["title"]).map(|title| html::plain(&title)).unwrap_or_default();
    let content = value(node, &["content:encoded", "encoded", "body"]);
    let description = value(node, &["description", "summary", "abstract"]);
    let text = content.as_ref().or(description.as_ref());
    let body = text.map(|text| html::paragraphs(text)).unwrap_or_default();
    if title.is_empty() && body.is_empty() {
        return None;
    }
    let title = if title.is_empty() { first_words(&body) } else { title };
    let guid = node.find("guid");
    let link = value(node, &["link"])
        .or_else(|| node.find("link").and_then(|link| link.attribute("href")).map(str::to_owned))
        .or_else(|| {
            let guid = guid.filter(|guid| guid.attribute("isPermaLink") != Some("false"))?;
            Some(guid.text().trim().to_owned()).filter(|link| link.starts_with("http"))
        });
    let about = node.attribute("about").map(str::to_owned);
    let id = value(node, &["guid", "id"]).or(about).or_else(|| link.clone()).unwrap_or_else(|| title.clone());
    let date = |names: &[&str]| value(node, names).and_then(|text| dates::read(&text));
    Some(Item {
        id,
        title,
        link,
        language: value(node, &["dc:language", "language"]).or_else(|| document.language.clone()),
        categories: node
            .nodes()
            .filter(|node| matches!(node.name(), "category" | "subject"))
            .map(|node| html::plain(&node.text()))
            .filter(|text| !text.is_empty())
            .collect(),
        authors: node
            .nodes()
            .filter(|node| matches!(node.name(), "creator" | "author"))
            .map(|node| author(&node.text()))
            .filter(|text| !text.is_empty())
            .collect(),
        published: date(&["pubDate", "dc:date", "published", "issued"]),
        updated: date(&["updated", "dcterms:modified", "modified"]),
        summary: description.map(|text| html::plain(&text)),
        body,
        ..Item::default()
    })
}

/// `desk@news.example (Ida Marr)` is Ida Marr.
fn author(text: &str) -> String {
    let text = html::plain(text);
    match (text.split_once('('), text.contains('@')) {
        (Some((_, name)), true) => name.trim_end_matches(')').trim().to_owned(),
        _ => text,
    }
}

/// A headline for what has none: its first words.
pub(crate) fn first_words(body: &[story::Paragraph]) -> String {
    let first = body.first().map(|paragraph| paragraph.text.as_plain().into_owned()).unwrap_or_default();
    let words: Vec<&str> = first.split_whitespace().take(12).collect();
    words.join(" ").chars().take(120).collect()
}

/// Writes a feed as RSS 2.0. The `guid` is the story's id and stays the same over its revisions.
pub fn write(feed: &Feed) -> String {
    let mut out = String::with_capacity(4096);
    out.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.push_str("<rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n<channel>\n");
    element(&mut out, "title", &feed.title);
    element(&mut out, "link", &feed.home);
    element(&mut out, "description", &feed.description);
    element(&mut out, "language", &feed.language);
    element(&mut out, "lastBuildDate", &rfc_822(feed.updated));
    element(&mut out, "generator", "Dateline");
    let _ = writeln!(
        out,
        "<atom:link href=\"{}\" rel=\"self\" type=\"application/rss+xml\"/>",
        escape(&feed.own)
    );
    for item in &feed.items {
        out.push_str("<item>\n");
        element(&mut out, "title", &item.title);
        element(&mut out, "link", &item.url);
        let _ = writeln!(out, "<guid isPermaLink=\"false\">{}</guid>", escape(&item.id));
        element(&mut out, "pubDate", &rfc_822(item.published));
        let summary = match &item.advisory {
            Some(advisory) => format!("{advisory} {}", item.summary),
            None => item.summary.clone(),
        };
        element(&mut out, "description", &summary);
        if let Some(author) = &item.author {
            element(&mut out, "dc:creator", author);
        }
        for category in &item.categories {
            element(&mut out, "category", category);
        }
        element(&mut out, "atom:updated", &item.updated.to_string());
        element(&mut out, "content:encoded", &item.html);
        out.push_str("</item>\n");
    }
    out.push_str("</channel>\n</rss>\n");
    out
}

/// `Mon, 12 Oct 2026 12:05:00 GMT` (RFC 822, with RFC 1123's year of four digits).
fn rfc_822(at: jiff::Timestamp) -> String {
    at.to_zoned_datetime(jiff::tz::TimeZone::UTC).strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_written_by_rfc_822() {
        assert_eq!(rfc_822("2026-10-12T12:05:00.5Z".parse().unwrap()), "Mon, 12 Oct 2026 12:05:00 GMT");
    }
}
