//! RSS 0.9 to 2.0 and RDF (RSS 1.0), read; RSS 2.0, written.
//!
//! Source: RSS 2.0.11 (rssboard.org), RSS 1.0 (purl.org/rss/1.0), Dublin Core; with `content:encoded` and
//! `atom:link`.

use std::fmt::Write as _;

use crate::field::Field;
use crate::item::{Author, Document, Head, Item, Left, Subject};
use crate::tree::Node;
use crate::xml::{element, escape, optional};
use crate::{Diagnosis, dates, html, markup, media_rss, ours};

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
    let is_ours = root.attribute("xmlns:dl") == Some(ours::NAMESPACE);
    let mut document = Document { format, head: head(channel, is_ours), ..Document::default() };
    if document.head.title.is_empty() {
        document.diagnoses.push(Diagnosis::warning(1, 1, "the channel has no title"));
    }
    // In RDF the items stand beside the channel.
    let beside = Some(root).filter(|root| !std::ptr::eq(*root, channel));
    let all = channel.nodes().chain(beside.into_iter().flat_map(Node::nodes));
    for node in all.filter(|node| matches!(node.name(), "item" | "entry")) {
        match item(node, &document, is_ours) {
            Some(item) => document.items.push(item),
            None => document.left.push(Left { what: "an item".into(), why: "it says nothing".into() }),
        }
    }
    document
}

fn head(channel: &Node, is_ours: bool) -> Head {
    let date = |names: &[&str]| value(channel, names).and_then(|text| dates::read(&text));
    let linked = |rel: &str| {
        let mut links = channel.nodes().filter(|node| node.name() == "link");
        links.find(|node| node.attribute("rel") == Some(rel)).and_then(|node| node.filled("href"))
    };
    let description = value(
        channel,
        &["description", "itunes:summary", "subtitle", "tagline", "itunes:subtitle", "abstract"],
    );
    Head {
        title: channel.find("title").map(|node| flat(&node.text(), is_ours)).unwrap_or_default(),
        description: description.map(|text| flat(&text, is_ours)).filter(|text| !text.is_empty()),
        home: link(channel),
        own: linked("self").map(str::to_owned),
        hub: linked("hub").map(str::to_owned),
        id: value(channel, &["id"]).or_else(|| channel.filled("about").map(str::to_owned)),
        language: value(channel, &["language", "dc:language"]),
        updated: date(&["lastBuildDate", "updated", "modified", "dc:date", "date", "pubDate"])
            .or_else(|| lastmod(channel)),
        authors: authors(channel, is_ours),
        copyright: value(channel, &["copyright", "dc:rights", "rights"]),
    }
}

/// Channel Definition Format says when something changed in an attribute.
fn lastmod(node: &Node) -> Option<jiff::Timestamp> {
    node.filled("lastmod").and_then(dates::read)
}

/// The page that a channel or an item belongs to.
fn link(node: &Node) -> Option<String> {
    let is_page = |node: &&Node| {
        node.name() == "link"
            && !matches!(node.attribute("rel"), Some("self" | "hub" | "enclosure" | "next" | "replies"))
    };
    let all: Vec<&Node> = node.nodes().filter(is_page).collect();
    let text = all.iter().map(|node| node.text().trim().to_owned()).find(|text| !text.is_empty());
    text.or_else(|| all.iter().find_map(|node| node.filled("href")).map(str::to_owned))
        .or_else(|| node.filled("href").map(str::to_owned))
}

/// Who wrote it: by name, with the mail address where it is told.
fn authors(node: &Node, is_ours: bool) -> Vec<Author> {
    const NAMES: &[&str] = &["creator", "author", "managingEditor", "contributor"];
    let all = node.nodes().filter(|node| NAMES.contains(&node.name()));
    let one = |node: &Node| {
        let role = (node.name() == "contributor").then(|| "contributor".to_owned());
        let (name, email) = match node.find("name") {
            Some(name) => (name.text().trim().to_owned(), node.said("email")),
            None if is_ours => (node.text(), None),
            None => author(&html::plain(&node.text())),
        };
        let name = if name.is_empty() { email.clone().unwrap_or_default() } else { name };
        (!name.is_empty()).then_some(Author { name, role, email, uri: node.said("uri") })
    };
    let mut found: Vec<Author> = Vec::new();
    for author in all.filter_map(one) {
        // The same person is often told twice, once by name and once by address.
        if !found.iter().any(|known| known.name == author.name) {
            found.push(author);
        }
    }
    found
}

/// `desk@news.example (Ida Marr)`, `Ida Marr <desk@news.example>`, `Ida Marr desk@news.example`: the name and the address.
fn author(text: &str) -> (String, Option<String>) {
    let is_edge = |c: char| c.is_whitespace() || "()<>,;\"'".contains(c);
    let mut words = text.split(is_edge).filter(|word| !word.is_empty());
    let Some(email) = words.find(|word| is_email(word.trim_start_matches("mailto:"))) else {
        return (text.trim().to_owned(), None);
    };
    let name = text.replace(email, " ");
    let name = name.trim_matches(is_edge);
    // What stood around the address is no part of a name.
    let name = name.trim_end_matches("()").trim_end_matches("<>").trim_matches(is_edge).trim();
    (name.to_owned(), Some(email.trim_start_matches("mailto:").to_owned()))
}

fn is_email(word: &str) -> bool {
    word.split_once('@')
        .is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !host.contains('@'))
}

fn value(node: &Node, names: &[&str]) -> Option<String> {
    names
        .iter()
        .find_map(|name| node.find(name))
        .map(|node| node.text().trim().to_owned())
        .filter(|text| !text.is_empty())
}

/// A text that may be HTML, as nothing in RSS says; what we wrote ourselves is plain.
fn flat(text: &str, is_ours: bool) -> String {
    if is_ours { text.trim().to_owned() } else { html::plain(text) }
}

fn item(node: &Node, document: &Document, is_ours: bool) -> Option<Item> {
    let title = value(node, &["title"]).map(|title| flat(&title, is_ours)).unwrap_or_default();
    let content = value(node, &["content:encoded", "encoded", "fullitem", "content"]).or_else(|| {
        // XHTML, as elements.
        let body = node.find("body")?;
        Some(if body.nodes().next().is_some() { body.markup() } else { body.text() })
    });
    let short =
        ["description", "summary", "abstract", "itunes:summary", "itunes:subtitle", "media:description"];
    let description = value(node, &short)
        .or_else(|| node.find("group")?.all("description").first().map(|node| node.text().trim().to_owned()));
    let text = content.as_ref().or(description.as_ref());
    let body = text.map(|text| html::paragraphs(text)).unwrap_or_default();
    let guid = node.find("guid");
    let link = link(node).or_else(|| {
        let guid = guid.filter(|guid| guid.attribute("isPermaLink") != Some("false"))?;
        Some(guid.text().trim().to_owned()).filter(|link| link.starts_with("http"))
    });
    let date = |names: &[&str]| value(node, names).and_then(|text| dates::read(&text));
    let published = date(&["pubDate", "dcterms:issued", "issued", "published", "dc:date", "date"]);
    let updated =
        date(&["atom:updated", "updated", "dcterms:modified", "modified"]).or_else(|| lastmod(node));
    let about = node.filled("about").map(str::to_owned);
    let id = value(node, &["guid", "id"]).or(about).or_else(|| link.clone());
    let title = if title.is_empty() { first_words(&body) } else { title };
    let mut item = Item {
        id: id.unwrap_or_else(|| title.clone()),
        title,
        link,
        language: value(node, &["dc:language", "language"]).or_else(|| document.head.language.clone()),
        subjects: node
            .nodes()
            .filter(|node| matches!(node.name(), "category" | "subject"))
            .map(|node| flat(&node.text(), is_ours))
            .filter(|text| !text.is_empty())
            .map(Subject::named)
            .collect(),
        authors: authors(node, is_ours),
        created: date(&["dcterms:created", "created"]),
        published,
        updated: updated.or(published.filter(|_| !is_ours && value(node, &["dc:date"]).is_some())),
        expires: date(&["dcterms:valid", "expirationDate", "expired"]),
        summary: description.map(|text| flat(&text, is_ours)).filter(|text| !text.is_empty()),
        body,
        copyright: value(node, &["dc:rights", "rights", "copyright"]),
        media: media_rss::read(node),
        ..Item::default()
    };
    ours::read(node, &mut item);
    let says_nothing = item.id.is_empty()
        && item.media.is_empty()
        && item.published.or(item.updated).or(item.created).is_none()
        && item.authors.is_empty();
    (!says_nothing).then_some(item)
}

/// A headline for what has none: its first words.
pub(crate) fn first_words(body: &[story::Paragraph]) -> String {
    let first = body.first().map(|paragraph| paragraph.text.as_plain().into_owned()).unwrap_or_default();
    let words: Vec<&str> = first.split_whitespace().take(12).collect();
    words.join(" ").chars().take(120).collect()
}

/// What RSS has a place for: its own elements, Dublin Core, Media RSS, and our namespace for what a newsroom says.
pub(crate) const CARRIES: &[Field] = &[
    Field::Id,
    Field::Version,
    Field::Revision,
    Field::Kind,
    Field::Title,
    Field::Link,
    Field::Language,
    Field::Subjects,
    Field::Authors,
    Field::Published,
    Field::Updated,
    Field::Summary,
    Field::Dateline,
    Field::Body,
    Field::Roles,
    Field::Tables,
    Field::Blocks,
    Field::Marks,
    Field::Links,
    Field::Copyright,
    Field::Advisory,
    Field::Changes,
    Field::Media,
    Field::MediaDetails,
];

/// Writes what stands in front of the items.
pub(crate) fn start(head: &Head, out: &mut Vec<u8>) {
    let mut text = String::with_capacity(1024);
    text.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let _ = writeln!(
        text,
        "<rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\" \
         xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:media=\"http://search.yahoo.com/mrss/\" xmlns:dl=\"{}\">\n<channel>",
        ours::NAMESPACE
    );
    // A title, a link and a description are required (RSS 2.0, required channel elements).
    element(&mut text, "title", if head.title.is_empty() { "News" } else { &head.title });
    element(&mut text, "link", head.home.as_deref().or(head.own.as_deref()).unwrap_or("http://localhost/"));
    element(&mut text, "description", head.description.as_deref().unwrap_or(&head.title));
    optional(&mut text, "language", head.language.as_deref());
    optional(&mut text, "copyright", head.copyright.as_deref());
    if let Some(updated) = head.updated {
        element(&mut text, "lastBuildDate", &rfc_822(updated));
    }
    element(&mut text, "generator", "Dateline");
    if let Some(own) = &head.own {
        let _ =
            writeln!(text, "<atom:link href=\"{}\" rel=\"self\" type=\"application/rss+xml\"/>", escape(own));
    }
    if let Some(hub) = &head.hub {
        let _ = writeln!(text, "<atom:link href=\"{}\" rel=\"hub\"/>", escape(hub));
    }
    out.extend_from_slice(text.as_bytes());
}

/// Writes an item. The `guid` is the story's id and stays the same over its revisions.
pub(crate) fn write_item(item: &Item, out: &mut Vec<u8>) {
    let mut text = String::with_capacity(4096);
    text.push_str("<item>\n");
    element(&mut text, "title", item.shown_title());
    optional(&mut text, "link", item.link.as_deref());
    let _ = writeln!(text, "<guid isPermaLink=\"false\">{}</guid>", escape(&item.id));
    if let Some(at) = item.published {
        element(&mut text, "pubDate", &rfc_822(at));
    }
    optional(&mut text, "description", ours::summary(item).as_deref());
    for author in &item.authors {
        element(&mut text, "dc:creator", &author.name);
    }
    for subject in item.subjects.iter().filter(|subject| !subject.name.is_empty()) {
        element(&mut text, "category", &subject.name);
    }
    optional(&mut text, "dc:language", item.language.as_deref());
    optional(&mut text, "dc:rights", item.copyright.as_deref());
    if let Some(at) = item.updated {
        element(&mut text, "atom:updated", &at.to_string());
    }
    if !item.body.is_empty() {
        element(&mut text, "content:encoded", &markup::html(&item.body, item.dateline.as_deref()));
    }
    media_rss::write(&item.media, &mut text);
    ours::write(item, &mut text);
    text.push_str("</item>\n");
    out.extend_from_slice(text.as_bytes());
}

/// Writes what stands behind the items.
pub(crate) fn end(out: &mut Vec<u8>) {
    out.extend_from_slice(b"</channel>\n</rss>\n");
}

/// `Mon, 12 Oct 2026 12:05:00 GMT` (RFC 822, with RFC 1123's year of four digits).
pub(crate) fn rfc_822(at: jiff::Timestamp) -> String {
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
