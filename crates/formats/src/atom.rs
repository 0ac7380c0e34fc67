//! Atom 0.3 and 1.0, read; Atom 1.0, written. Source: RFC 4287.

use std::fmt::Write as _;

use crate::document::{Document, Item, Left};
use crate::feed::Feed;
use crate::rss::first_words;
use crate::tree::Node;
use crate::xml::{element, escape};
use crate::{Diagnosis, dates, html};

/// The media type it is served as.
pub const MEDIA_TYPE: &str = "application/atom+xml; charset=utf-8";

/// Reads a feed, or a single entry, from its tree.
pub(crate) fn read(root: &Node) -> Document {
    let format = if root.attribute("version") == Some("0.3") { "Atom 0.3" } else { "Atom 1.0" };
    let mut document = Document { format: format.into(), ..Document::default() };
    document.title = root.find("title").map(|node| html::plain(&text_of(node))).unwrap_or_default();
    document.language = root.attribute("lang").map(str::to_owned).filter(|lang| !lang.is_empty());
    if document.title.is_empty() {
        document.diagnoses.push(Diagnosis::warning(1, 1, "the feed has no title"));
    }
    let own = std::iter::once(root).filter(|node| node.name() == "entry");
    for node in root.nodes().filter(|node| node.name() == "entry").chain(own) {
        match entry(node, root, &document) {
            Some(item) => document.items.push(item),
            None => document
                .left
                .push(Left { what: "an entry".into(), why: "it has neither a title nor a text".into() }),
        }
    }
    document
}

/// A text construct (RFC 4287 section 3.1) as HTML.
fn text_of(node: &Node) -> String {
    let kind = node.attribute("type").unwrap_or("text");
    match (kind, node.attribute("mode")) {
        ("xhtml" | "application/xhtml+xml", _) | (_, Some("xml")) => node.markup(),
        ("text" | "text/plain", None | Some("escaped")) if node.nodes().next().is_none() => {
            node.text().replace('&', "&amp;").replace('<', "&lt;")
        }
        _ if node.nodes().next().is_some() => node.markup(),
        _ => node.text(),
    }
}

fn value(node: &Node, name: &str) -> Option<String> {
    node.find(name).map(|node| node.text().trim().to_owned()).filter(|text| !text.is_empty())
}

fn entry(node: &Node, feed: &Node, document: &Document) -> Option<Item> {
    let title = node.find("title").map(|node| html::plain(&text_of(node))).unwrap_or_default();
    let summary = node.find("summary").map(text_of);
    let content = node.find("content").filter(|node| node.attribute("src").is_none()).map(text_of);
    let body = content.as_ref().or(summary.as_ref()).map(|text| html::paragraphs(text)).unwrap_or_default();
    if title.is_empty() && body.is_empty() {
        return None;
    }
    let title = if title.is_empty() { first_words(&body) } else { title };
    let links: Vec<&Node> = node.nodes().filter(|node| node.name() == "link").collect();
    let alternate = |node: &&&Node| matches!(node.attribute("rel"), None | Some("alternate"));
    let link = links.iter().find(alternate).or(links.first()).and_then(|node| node.attribute("href"));
    let link = link.map(|href| href.trim().to_owned());
    let names = |node: &Node| -> Vec<String> {
        let authors = node.nodes().filter(|node| matches!(node.name(), "author" | "creator"));
        authors
            .filter_map(|author| value(author, "name").or_else(|| Some(author.text().trim().to_owned())))
            .filter(|name| !name.is_empty())
            .collect()
    };
    let own = names(node);
    let date =
        |names: &[&str]| names.iter().find_map(|name| value(node, name)).and_then(|text| dates::read(&text));
    Some(Item {
        id: value(node, "id").or_else(|| link.clone()).unwrap_or_else(|| title.clone()),
        title,
        link,
        language: node.attribute("lang").map(str::to_owned).or_else(|| document.language.clone()),
        categories: node
            .nodes()
            .filter(|node| node.name() == "category")
            .filter_map(|node| node.attribute("label").or_else(|| node.attribute("term")))
            .map(str::to_owned)
            .collect(),
        authors: if own.is_empty() { names(feed) } else { own },
        published: date(&["published", "issued", "created", "updated", "modified"]),
        updated: date(&["updated", "modified"]),
        summary: summary.map(|text| html::plain(&text)),
        body,
        usage: value(node, "rights"),
        ..Item::default()
    })
}

/// Writes a feed as Atom 1.0. An entry's `id` is the story's and stays; `updated` moves with its revisions.
pub fn write(feed: &Feed) -> String {
    let mut out = String::with_capacity(4096);
    out.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let _ =
        writeln!(out, "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">", escape(&feed.language));
    element(&mut out, "id", &feed.own);
    element(&mut out, "title", &feed.title);
    element(&mut out, "subtitle", &feed.description);
    element(&mut out, "updated", &feed.updated.to_string());
    element(&mut out, "generator", "Dateline");
    let _ = writeln!(out, "<author><name>{}</name></author>", escape(&feed.title));
    let _ =
        writeln!(out, "<link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>", escape(&feed.own));
    let _ = writeln!(out, "<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>", escape(&feed.home));
    for item in &feed.items {
        let _ = writeln!(out, "<entry xml:lang=\"{}\">", escape(&item.language));
        element(&mut out, "id", &item.id);
        element(&mut out, "title", &item.title);
        let _ = writeln!(out, "<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>", escape(&item.url));
        element(&mut out, "published", &item.published.to_string());
        element(&mut out, "updated", &item.updated.to_string());
        if let Some(author) = &item.author {
            let _ = writeln!(out, "<author><name>{}</name></author>", escape(author));
        }
        for category in &item.categories {
            let _ = writeln!(out, "<category term=\"{}\"/>", escape(category));
        }
        let summary = match &item.advisory {
            Some(advisory) => format!("{advisory} {}", item.summary),
            None => item.summary.clone(),
        };
        element(&mut out, "summary", &summary);
        let _ = writeln!(out, "<content type=\"html\">{}</content>", escape(&item.html));
        out.push_str("</entry>\n");
    }
    out.push_str("</feed>\n");
    out
}
