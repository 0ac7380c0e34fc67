//! Exports of Ghost, read: posts with their tags, authors and pictures by reference.
//!
//! Source: Ghost's export files, versions 1 to 5 (`db[].data.posts …`). What stands in `html` is taken; where there is
//! none, `lexical` and `mobiledoc` are read as far as their text goes.

use std::collections::HashMap;

use jiff::Timestamp;
use serde_json::Value;

use crate::item::{Author, Document, Item, Left, Media, Status, Subject};
use crate::json::text;
use crate::{dates, html};

/// How deep a document of the editor may be nested.
const DEEPEST: usize = 60;

/// The tables of an export, wherever they stand.
fn data(value: &Value) -> Option<&Value> {
    [&value["db"][0]["data"], &value["data"]].into_iter().find(|data| data["posts"].is_array())
}

/// Whether a value is an export.
pub(crate) fn is(value: &Value) -> bool {
    data(value).is_some_and(|data| {
        data["users"].is_array() || data["posts_tags"].is_array() || data["tags"].is_array()
    })
}

/// Reads an export.
pub(crate) fn read(value: &Value) -> Document {
    let version = text(&value["db"][0]["meta"], "version").or_else(|| text(&value["meta"], "version"));
    let format = version.map_or_else(|| "Ghost".to_owned(), |version| format!("Ghost {version}"));
    let mut document = Document { format, ..Document::default() };
    let Some(data) = data(value) else { return document };
    for setting in rows(data, "settings") {
        match setting["key"].as_str() {
            Some("title") => document.head.title = text(setting, "value").unwrap_or_default(),
            Some("description") => document.head.description = text(setting, "value"),
            Some("lang" | "locale" | "default_locale") => document.head.language = text(setting, "value"),
            _ => {}
        }
    }
    let tags = by_id(data, "tags");
    let users = by_id(data, "users");
    for post in rows(data, "posts") {
        let mut item = item(post);
        item.language = text(post, "locale").or_else(|| document.head.language.clone());
        for tag in joined(data, "posts_tags", post, "tag_id").into_iter().filter_map(|id| tags.get(&id)) {
            // A tag with a # is for the house only.
            let name = text(tag, "name").unwrap_or_default();
            if name.starts_with('#') {
                item.extend("tag", name);
            } else {
                item.subjects.push(Subject { name, code: text(tag, "slug"), ..Subject::default() });
            }
        }
        let mut authors = joined(data, "posts_authors", post, "author_id");
        authors.extend(text(post, "author_id").filter(|_| authors.is_empty()));
        item.authors = authors.iter().filter_map(|id| users.get(id)).map(|user| author(user)).collect();
        if item.title.is_empty() && item.body.is_empty() {
            document.left.push(Left { what: item.id, why: "it has neither a title nor a text".into() });
        } else {
            document.items.push(item);
        }
    }
    document
}

fn rows<'a>(data: &'a Value, table: &str) -> impl Iterator<Item = &'a Value> {
    data[table].as_array().into_iter().flatten()
}

fn by_id<'a>(data: &'a Value, table: &str) -> HashMap<String, &'a Value> {
    rows(data, table).filter_map(|row| Some((text(row, "id")?, row))).collect()
}

/// The ids that a table of pairs gives for a post, in their order.
fn joined(data: &Value, table: &str, post: &Value, column: &str) -> Vec<String> {
    let Some(id) = text(post, "id") else { return Vec::new() };
    let mut found: Vec<(i64, String)> = rows(data, table)
        .filter(|row| text(row, "post_id").as_ref() == Some(&id))
        .filter_map(|row| Some((row["sort_order"].as_i64().unwrap_or(0), text(row, column)?)))
        .collect();
    found.sort_by_key(|(order, _)| *order);
    found.into_iter().map(|(_, id)| id).collect()
}

fn author(user: &Value) -> Author {
    let name = text(user, "name").or_else(|| text(user, "slug")).unwrap_or_default();
    Author { name, role: None, email: text(user, "email"), uri: text(user, "website") }
}

/// An instant: ISO 8601, or milliseconds since 1970 in old exports.
fn instant(post: &Value, name: &str) -> Option<Timestamp> {
    match post[name].as_i64() {
        Some(millisecond) => Timestamp::from_millisecond(millisecond).ok(),
        None => text(post, name).and_then(|text| dates::read(&text)),
    }
}

fn item(post: &Value) -> Item {
    let said = |name: &str| text(post, name);
    let document = |name: &str| said(name).and_then(|text| serde_json::from_str::<Value>(&text).ok());
    let body = match said("html") {
        Some(markup) => html::paragraphs(&markup),
        None => {
            let mut lines = Vec::new();
            if let Some(lexical) = document("lexical") {
                gather(&lexical["root"], 0, &mut lines);
            } else if let Some(mobiledoc) = document("mobiledoc") {
                sections(&mobiledoc, &mut lines);
            }
            match (lines.is_empty(), said("plaintext")) {
                (true, Some(plain)) => html::from_plain(&plain),
                _ => html::from_plain(&lines.join("\n\n")),
            }
        }
    };
    let picture = said("feature_image").or_else(|| said("image"));
    let mut item = Item {
        id: said("uuid").or_else(|| said("id")).unwrap_or_default(),
        title: said("title").unwrap_or_default(),
        slugline: said("slug"),
        link: said("canonical_url"),
        summary: said("custom_excerpt").or_else(|| said("meta_description")),
        created: instant(post, "created_at"),
        published: instant(post, "published_at"),
        updated: instant(post, "updated_at"),
        // A draft is nobody's yet.
        status: if matches!(said("status").as_deref(), None | Some("published")) {
            Status::Usable
        } else {
            Status::Withheld
        },
        media: picture
            .map(|href| Media {
                href,
                alt: said("feature_image_alt"),
                caption: said("feature_image_caption"),
                ..Media::default()
            })
            .into_iter()
            .collect(),
        body,
        ..Item::default()
    };
    for name in ["status", "visibility", "type", "page", "featured"] {
        if let Some(value) =
            said(name).filter(|value| !matches!(value.as_str(), "published" | "public" | "post" | "0"))
        {
            item.extend(name, value);
        }
    }
    item
}

/// The text of a document of the newer editor: a paragraph a line.
fn gather(node: &Value, depth: usize, lines: &mut Vec<String>) {
    if depth > DEEPEST {
        return;
    }
    let children = node["children"].as_array().into_iter().flatten();
    let is_block = matches!(
        node["type"].as_str(),
        Some("paragraph" | "heading" | "extended-heading" | "quote" | "listitem" | "aside")
    );
    if is_block {
        let mut line = String::new();
        words(node, depth, &mut line);
        lines.push(line);
    } else {
        children.for_each(|child| gather(child, depth + 1, lines));
    }
}

fn words(node: &Value, depth: usize, line: &mut String) {
    if depth > DEEPEST {
        return;
    }
    line.push_str(node["text"].as_str().unwrap_or_default());
    for child in node["children"].as_array().into_iter().flatten() {
        words(child, depth + 1, line);
    }
}

/// The text of a document of the older editor: sections of markers (Mobiledoc 0.3).
fn sections(document: &Value, lines: &mut Vec<String>) {
    for section in document["sections"].as_array().into_iter().flatten() {
        let lists: Vec<&Value> = match section[0].as_u64() {
            Some(1) => vec![&section[2]],
            Some(3) => section[2].as_array().into_iter().flatten().collect(),
            _ => continue,
        };
        for markers in lists {
            let said = markers.as_array().into_iter().flatten().filter_map(|marker| marker[3].as_str());
            lines.push(said.collect());
        }
    }
}
