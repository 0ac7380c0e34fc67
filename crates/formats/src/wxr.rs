//! WordPress exports (WXR 1.0 to 1.2), read: posts and pages with authors, tags, pictures by reference, and comments.
//!
//! Source: WordPress export files: RSS 2.0 with the namespaces `wp`, `excerpt`, `content` and `dc`.

use std::collections::HashMap;

use crate::item::{Author, Comment, Document, Item, Left, Media, Status, Subject};
use crate::tree::Node;
use crate::{dates, html};

/// Whether a feed is an export.
pub(crate) fn is(root: &Node) -> bool {
    let channel = root.find("channel").unwrap_or(root);
    channel.find("wxr_version").is_some() || channel.nodes().any(|item| item.find("post_type").is_some())
}

/// Reads an export.
pub(crate) fn read(root: &Node) -> Document {
    let channel = root.find("channel").unwrap_or(root);
    let version = channel.said("wxr_version").unwrap_or_default();
    let mut document = Document { format: format!("WXR {version}").trim().to_owned(), ..Document::default() };
    document.head.title = channel.said("title").unwrap_or_default();
    document.head.description = channel.said("description");
    document.head.home = channel.said("link");
    document.head.language = channel.said("language");
    let authors = authors(channel);
    let nodes: Vec<&Node> = channel.nodes().filter(|node| node.name() == "item").collect();
    let mut files: HashMap<String, Vec<(String, Media)>> = HashMap::new();
    for node in nodes.iter().filter(|node| node.said("post_type").as_deref() == Some("attachment")) {
        if let Some(media) = attachment(node) {
            let id = node.said("post_id").unwrap_or_default();
            files.entry(node.said("post_parent").unwrap_or_default()).or_default().push((id, media));
        }
    }
    let all: HashMap<String, Media> = files.values().flatten().cloned().collect();
    for node in nodes {
        let kind = node.said("post_type").unwrap_or_else(|| "post".into());
        let what = node.said("title").or_else(|| node.said("post_name")).unwrap_or_else(|| "an item".into());
        let status = node.said("status").unwrap_or_else(|| "publish".into());
        match kind.as_str() {
            "post" | "page" if status != "trash" && status != "auto-draft" => {
                let id = node.said("post_id").unwrap_or_default();
                let mut item = item(node, &authors, &status);
                item.language = document.head.language.clone();
                // The picture that stands for a post, then those that were put up with it.
                let chosen = meta(node, "_thumbnail_id").and_then(|id| all.get(&id).cloned());
                let own = files.get(&id).into_iter().flatten().map(|(_, media)| media.clone());
                for media in chosen.into_iter().chain(own) {
                    if !item.media.iter().any(|known| known.href == media.href) {
                        item.media.push(media);
                    }
                }
                if kind == "page" {
                    item.extend("post_type", "page");
                }
                if item.title.is_empty() && item.body.is_empty() {
                    document.left.push(Left { what, why: "it has neither a title nor a text".into() });
                } else {
                    document.items.push(item);
                }
            }
            "attachment" if node.said("post_parent").is_some_and(|parent| parent != "0") => {}
            "post" | "page" => document.left.push(Left { what, why: format!("it is in the state {status}") }),
            other => document.left.push(Left { what, why: format!("it is of type {other}, not a post") }),
        }
    }
    document
}

fn authors(channel: &Node) -> HashMap<String, Author> {
    let all = channel.nodes().filter(|node| node.name() == "author" && node.find("author_login").is_some());
    all.filter_map(|node| {
        let login = node.said("author_login")?;
        let name = node.said("author_display_name").unwrap_or_else(|| login.clone());
        Some((login, Author { email: node.said("author_email"), ..Author::named(name) }))
    })
    .collect()
}

/// The value of a key that plugins and WordPress itself keep with a post.
fn meta(node: &Node, key: &str) -> Option<String> {
    let all = node.nodes().filter(|node| node.name() == "postmeta");
    all.filter(|node| node.said("meta_key").as_deref() == Some(key)).find_map(|node| node.said("meta_value"))
}

fn attachment(node: &Node) -> Option<Media> {
    let caption = node.nodes().find(|node| node.name() == "encoded" && node.prefix() == "excerpt");
    Some(Media {
        id: node.said("post_id"),
        href: node.said("attachment_url").or_else(|| node.said("guid"))?,
        caption: caption
            .map(|node| html::plain(&node.text()))
            .filter(|text| !text.is_empty())
            .or_else(|| node.said("title")),
        alt: meta(node, "_wp_attachment_image_alt"),
        ..Media::default()
    })
}

fn item(node: &Node, authors: &HashMap<String, Author>, status: &str) -> Item {
    let encoded = |prefix: &str| {
        let found = node.nodes().find(|node| node.name() == "encoded" && node.prefix() == prefix);
        found.map(Node::text).filter(|text| !text.trim().is_empty())
    };
    let instant = |name: &str| {
        let text = node.said(name).filter(|text| !text.starts_with("0000"))?;
        dates::read(&text)
    };
    let published =
        instant("post_date_gmt").or_else(|| node.said("pubDate").and_then(|text| dates::read(&text)));
    let mut item = Item {
        id: node
            .said("guid")
            .or_else(|| node.said("link"))
            .unwrap_or_else(|| node.said("post_id").unwrap_or_default()),
        title: node.find("title").map(|title| html::plain(&title.text())).unwrap_or_default(),
        slugline: node.said("post_name"),
        link: node.said("link"),
        published,
        created: published,
        updated: instant("post_modified_gmt").or(published),
        status: if matches!(status, "publish" | "inherit") { Status::Usable } else { Status::Withheld },
        summary: encoded("excerpt").map(|text| html::plain(&text)).filter(|text| !text.is_empty()),
        body: html::paragraphs(&spaced(&encoded("content").unwrap_or_default())),
        ..Item::default()
    };
    if item.title.is_empty() {
        item.title = crate::rss::first_words(&item.body);
    }
    let login = node.nodes().find(|node| node.name() == "creator").map(|node| node.text().trim().to_owned());
    item.authors.extend(
        login
            .filter(|login| !login.is_empty())
            .map(|login| authors.get(&login).cloned().unwrap_or_else(|| Author::named(login))),
    );
    for category in node.nodes().filter(|node| node.name() == "category") {
        let name = html::plain(&category.text());
        match category.filled("domain") {
            Some("post_tag" | "tag") => item.keywords.push(name),
            Some("category") | None => {
                let code = category.filled("nicename").map(str::to_owned);
                item.subjects.push(Subject { name, code, ..Subject::default() });
            }
            Some(other) => item.extend(other, name),
        }
    }
    item.keywords.dedup();
    for each in node.nodes().filter(|node| node.name() == "postmeta") {
        let key = each.said("meta_key").unwrap_or_default();
        if !key.starts_with('_') {
            item.extend(key, each.said("meta_value").unwrap_or_default());
        }
    }
    if status != "publish" {
        item.extend("status", status);
    }
    item.comments = node.nodes().filter(|node| node.name() == "comment").filter_map(comment).collect();
    item
}

fn comment(node: &Node) -> Option<Comment> {
    let approved = node.said("comment_approved").unwrap_or_default();
    if approved == "spam" || approved == "trash" {
        return None;
    }
    let date = node.said("comment_date_gmt").filter(|text| !text.starts_with("0000"));
    Some(Comment {
        id: node.said("comment_id")?,
        parent: node.said("comment_parent").filter(|parent| parent != "0"),
        author: Author {
            name: node.said("comment_author").unwrap_or_default(),
            role: None,
            email: node.said("comment_author_email"),
            uri: node.said("comment_author_url"),
        },
        at: date.and_then(|text| dates::read(&text)),
        text: html::plain(&node.find("comment_content").map(Node::text).unwrap_or_default()),
        is_approved: approved == "1",
    })
}

/// WordPress keeps text without paragraphs' tags: a blank line sets them apart. Shortcodes are left out.
fn spaced(text: &str) -> String {
    let text = without_shortcodes(text).replace("\r\n", "\n");
    if text.contains("<p>") || text.contains("<p ") {
        return text;
    }
    let parts = text.split("\n\n").map(str::trim).filter(|part| !part.is_empty());
    parts
        .map(|part| if part.starts_with('<') { format!("{part}\n") } else { format!("<p>{part}</p>\n") })
        .collect()
}

/// `[gallery ids="1"]` and the like; what stands between `[caption]` and its end stays.
fn without_shortcodes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('[') {
        let (before, from) = rest.split_at(start);
        out.push_str(before);
        let inside = from[1..].split(']').next().unwrap_or_default();
        let name = inside.trim_start_matches('/').split([' ', '/']).next().unwrap_or_default();
        let is_one = !name.is_empty()
            && from[1..].contains(']')
            && inside.len() < 400
            && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_' || b == b'-')
            && (inside.contains('=') || KNOWN.contains(&name));
        if is_one {
            rest = from.get(inside.len() + 2..).unwrap_or_default();
        } else {
            out.push('[');
            rest = &from[1..];
        }
    }
    out.push_str(rest);
    out
}

const KNOWN: &[&str] = &["gallery", "caption", "audio", "video", "playlist", "embed", "more", "contact-form"];
