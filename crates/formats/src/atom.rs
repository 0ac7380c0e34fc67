//! Atom 0.3 and 1.0, read; Atom 1.0, written. Source: RFC 4287.

use std::fmt::Write as _;

use crate::field::Field;
use crate::item::{Author, Document, Head, Item, Left, Subject};
use crate::rss::first_words;
use crate::tree::Node;
use crate::xml::{element, escape, optional};
use crate::{Diagnosis, dates, html, markup, media_rss, ours};

/// The media type it is served as.
pub const MEDIA_TYPE: &str = "application/atom+xml; charset=utf-8";

/// Reads a feed, or a single entry, from its tree.
pub(crate) fn read(root: &Node) -> Document {
    let format = if root.attribute("version") == Some("0.3") { "Atom 0.3" } else { "Atom 1.0" };
    let mut document = Document { format: format.into(), head: head(root), ..Document::default() };
    if document.head.title.is_empty() {
        document.diagnoses.push(Diagnosis::warning(1, 1, "the feed has no title"));
    }
    let own = std::iter::once(root).filter(|node| node.name() == "entry");
    for node in root.nodes().filter(|node| matches!(node.name(), "entry" | "item")).chain(own) {
        match entry(node, root, &document) {
            Some(item) => document.items.push(item),
            None => document.left.push(Left { what: "an entry".into(), why: "it says nothing".into() }),
        }
    }
    document
}

fn head(root: &Node) -> Head {
    let plain = |names: &[&str]| {
        let found = names.iter().find_map(|name| root.find(name))?;
        Some(html::plain(&text_of(found))).filter(|text| !text.is_empty())
    };
    let linked = |rel: &str| {
        let mut links = root.nodes().filter(|node| node.name() == "link");
        links.find(|node| node.attribute("rel") == Some(rel)).and_then(|node| node.filled("href"))
    };
    Head {
        title: plain(&["title"]).unwrap_or_default(),
        description: plain(&["subtitle", "tagline", "info", "description"]),
        home: link(root),
        own: linked("self").map(str::to_owned),
        hub: linked("hub").map(str::to_owned),
        id: value(root, "id"),
        language: root.filled("lang").map(str::to_owned),
        updated: date(root, &["updated", "modified", "dc:date"]),
        authors: people_of(root),
        copyright: plain(&["rights", "copyright"]),
    }
}

/// A text construct (RFC 4287 section 3.1) as HTML.
fn text_of(node: &Node) -> String {
    let kind = node.attribute("type").unwrap_or("text");
    let mode = node.attribute("mode");
    let is_markup = node.nodes().next().is_some();
    // Atom 0.3 says so; in 1.0 a media type that is neither text nor XML is base64 (section 4.1.3.3).
    let is_binary =
        mode == Some("base64") || kind.contains('/') && !kind.starts_with("text/") && !kind.ends_with("xml");
    match (kind, mode) {
        _ if is_binary && !is_markup => base64(&node.text()).unwrap_or_else(|| node.text()),
        ("xhtml" | "application/xhtml+xml", _) | (_, Some("xml")) => node.markup(),
        ("text" | "text/plain", None | Some("escaped")) if !is_markup => {
            node.text().replace('&', "&amp;").replace('<', "&lt;")
        }
        _ if is_markup => node.markup(),
        _ => node.text(),
    }
}

/// Text in base64 (RFC 4648 section 4), white space passed over.
fn base64(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len() * 3 / 4);
    let (mut bits, mut count) = (0_u32, 0);
    for c in text.bytes().filter(|b| !b.is_ascii_whitespace()) {
        let six = match c {
            b'A'..=b'Z' => c - b'A',
            b'a'..=b'z' => c - b'a' + 26,
            b'0'..=b'9' => c - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            b'=' => break,
            _ => return None,
        };
        bits = bits << 6 | u32::from(six);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from(bits >> count & 0xff).unwrap_or(0));
        }
    }
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

fn value(node: &Node, name: &str) -> Option<String> {
    node.find(name).map(|node| node.text().trim().to_owned()).filter(|text| !text.is_empty())
}

fn date(node: &Node, names: &[&str]) -> Option<jiff::Timestamp> {
    names.iter().find_map(|name| value(node, name)).and_then(|text| dates::read(&text))
}

/// The page of a feed or an entry: the alternate link, as HTML before others.
fn link(node: &Node) -> Option<String> {
    let links: Vec<&Node> =
        node.nodes().filter(|node| node.name() == "link" && node.filled("href").is_some()).collect();
    let is_alternate = |node: &&&Node| matches!(node.attribute("rel"), None | Some("alternate"));
    let is_page = |node: &&&Node| node.attribute("type").is_none_or(|kind| kind.contains("html"));
    let page = links.iter().filter(is_alternate).find(is_page).or_else(|| links.iter().find(is_alternate));
    let any = page.or_else(|| {
        links.first().filter(|node| !matches!(node.attribute("rel"), Some("self" | "enclosure")))
    });
    any.and_then(|node| node.filled("href")).map(str::to_owned)
}

fn people_of(node: &Node) -> Vec<Author> {
    let all = node.nodes().filter(|node| matches!(node.name(), "author" | "creator" | "contributor"));
    all.filter_map(person).collect()
}

fn entry(node: &Node, feed: &Node, document: &Document) -> Option<Item> {
    let title = node.find("title").map(|node| html::plain(&text_of(node))).unwrap_or_default();
    let summary = node.find("summary").map(text_of);
    let content = node.find("content").filter(|node| node.attribute("src").is_none()).map(text_of);
    let body = content.as_ref().or(summary.as_ref()).map(|text| html::paragraphs(text)).unwrap_or_default();
    let link = link(node);
    let title = if title.is_empty() { first_words(&body) } else { title };
    let own = people_of(node);
    // An entry of another feed has the people of that feed (section 4.2.1).
    let source = node.find("source").map(people_of).unwrap_or_default();
    let of_feed = || document.head.authors.iter().filter(|it| it.role.is_none()).cloned().collect();
    let mut item = Item {
        id: value(node, "id").or_else(|| link.clone()).unwrap_or_else(|| title.clone()),
        title,
        link,
        language: node.attribute("lang").map(str::to_owned).or_else(|| document.head.language.clone()),
        subjects: node.nodes().filter(|node| node.name() == "category").filter_map(subject).collect(),
        authors: match (own.is_empty(), source.is_empty()) {
            (false, _) => own,
            (true, false) => source,
            (true, true) => of_feed(),
        },
        created: date(node, &["created", "dcterms:created"]),
        published: date(node, &["published", "issued", "dcterms:issued", "pubDate"]),
        updated: date(node, &["updated", "modified", "dcterms:modified", "dc:date"]),
        summary: summary.map(|text| html::plain(&text)).filter(|text| !text.is_empty()),
        body,
        copyright: value(node, "rights").or_else(|| value(feed, "rights").filter(|_| feed.name() == "feed")),
        media: media_rss::read(node),
        ..Item::default()
    };
    ours::read(node, &mut item);
    let says_nothing = item.id.is_empty()
        && item.media.is_empty()
        && item.published.or(item.updated).or(item.created).is_none()
        && node.nodes().next().is_none();
    (!says_nothing).then_some(item)
}

/// A person construct (RFC 4287 section 3.2), or a bare name.
fn person(node: &Node) -> Option<Author> {
    let role = (node.name() == "contributor").then(|| "contributor".to_owned());
    let (email, uri) = (value(node, "email"), value(node, "uri").or_else(|| value(node, "url")));
    let name = value(node, "name").or_else(|| email.clone()).unwrap_or_else(|| node.text().trim().to_owned());
    (!name.is_empty()).then_some(Author { name, role, email, uri })
}

/// A category (RFC 4287 section 4.2.2): the label is for people, the term for machines.
fn subject(node: &Node) -> Option<Subject> {
    match (node.attribute("label"), node.attribute("term")) {
        (Some(label), Some(term)) if label != term => {
            Some(Subject { name: label.to_owned(), code: Some(term.to_owned()), ..Subject::default() })
        }
        (Some(name), _) | (None, Some(name)) => Some(Subject::named(name)),
        (None, None) => {
            Some(node.text().trim().to_owned()).filter(|name| !name.is_empty()).map(Subject::named)
        }
    }
}

/// What Atom has a place for: its own elements, Media RSS, and our namespace for what a newsroom says.
pub(crate) const CARRIES: &[Field] = &[
    Field::Id,
    Field::Version,
    Field::Revision,
    Field::Kind,
    Field::Title,
    Field::Link,
    Field::Language,
    Field::Subjects,
    Field::SubjectCodes,
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

/// Writes what stands in front of the entries.
pub(crate) fn start(head: &Head, out: &mut Vec<u8>) {
    let mut text = String::with_capacity(1024);
    text.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let _ = write!(
        text,
        "<feed xmlns=\"http://www.w3.org/2005/Atom\" xmlns:media=\"http://search.yahoo.com/mrss/\" xmlns:dl=\"{}\"",
        ours::NAMESPACE
    );
    if let Some(language) = &head.language {
        let _ = write!(text, " xml:lang=\"{}\"", escape(language));
    }
    text.push_str(">\n");
    // An id, a title, an author and an instant are required (RFC 4287 section 4.1.1).
    let title = if head.title.is_empty() { "News" } else { &head.title };
    let id =
        head.id.as_deref().or(head.own.as_deref()).or(head.home.as_deref()).unwrap_or("urn:dateline:feed");
    element(&mut text, "id", id);
    element(&mut text, "title", title);
    optional(&mut text, "subtitle", head.description.as_deref());
    element(&mut text, "updated", &head.updated.unwrap_or_default().to_string());
    element(&mut text, "generator", "Dateline");
    optional(&mut text, "rights", head.copyright.as_deref());
    match head.authors.as_slice() {
        [] => people(&mut text, &[Author::named(title)]),
        authors => people(&mut text, authors),
    }
    if let Some(own) = &head.own {
        let _ = writeln!(text, "<link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>", escape(own));
    }
    if let Some(hub) = &head.hub {
        let _ = writeln!(text, "<link rel=\"hub\" href=\"{}\"/>", escape(hub));
    }
    if let Some(home) = &head.home {
        let _ = writeln!(text, "<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>", escape(home));
    }
    out.extend_from_slice(text.as_bytes());
}

fn people(text: &mut String, authors: &[Author]) {
    for author in authors {
        text.push_str("<author>\n");
        element(text, "name", &author.name);
        optional(text, "uri", author.uri.as_deref());
        optional(text, "email", author.email.as_deref());
        text.push_str("</author>\n");
    }
}

/// Writes an entry. Its `id` is the story's and stays; `updated` moves with its revisions.
pub(crate) fn write_item(item: &Item, out: &mut Vec<u8>) {
    let mut text = String::with_capacity(4096);
    match &item.language {
        Some(language) => {
            let _ = writeln!(text, "<entry xml:lang=\"{}\">", escape(language));
        }
        None => text.push_str("<entry>\n"),
    }
    element(&mut text, "id", &item.id);
    element(&mut text, "title", item.shown_title());
    if let Some(link) = &item.link {
        let _ = writeln!(text, "<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>", escape(link));
    }
    if let Some(at) = item.published {
        element(&mut text, "published", &at.to_string());
    }
    let updated = item.updated.or(item.published).unwrap_or_default();
    element(&mut text, "updated", &updated.to_string());
    people(&mut text, &item.authors);
    for subject in &item.subjects {
        let _ = match &subject.code {
            Some(code) => {
                writeln!(text, "<category term=\"{}\" label=\"{}\"/>", escape(code), escape(&subject.name))
            }
            None => writeln!(text, "<category term=\"{}\"/>", escape(&subject.name)),
        };
    }
    optional(&mut text, "rights", item.copyright.as_deref());
    optional(&mut text, "summary", ours::summary(item).as_deref());
    if !item.body.is_empty() {
        let html = markup::html(&item.body, item.dateline.as_deref());
        let _ = writeln!(text, "<content type=\"html\">{}</content>", escape(&html));
    }
    media_rss::write(&item.media, &mut text);
    ours::write(item, &mut text);
    text.push_str("</entry>\n");
    out.extend_from_slice(text.as_bytes());
}

/// Writes what stands behind the entries.
pub(crate) fn end(out: &mut Vec<u8>) {
    out.extend_from_slice(b"</feed>\n");
}
