//! What a newsroom says and feeds have no place for: our namespace in XML, our extension in JSON.
//!
//! Both are told in `docs/formats.md`: the version, the kind of move, the advisory line, what changed as data, and
//! the dateline, so that a reader can set it apart again.

use serde_json::{Value, json};
use story::{Change, Kind};

use crate::item::{Author, Item, Media, Relation, RelationKind};
use crate::markup;
use crate::tree::Node;
use crate::xml::optional;

/// The namespace of our elements.
pub(crate) const NAMESPACE: &str = "urn:dateline:wire:1";

/// The summary of an item as a feed shows it: what changed stands in front.
pub(crate) fn summary(item: &Item) -> Option<String> {
    match (&item.advisory, &item.summary) {
        (Some(advisory), Some(summary)) => Some(format!("{advisory} {summary}")),
        (Some(one), None) | (None, Some(one)) => Some(one.clone()),
        (None, None) => None,
    }
}

/// Writes our elements of an item.
pub(crate) fn write(item: &Item, out: &mut String) {
    optional(out, "dl:version", item.version.map(|version| version.to_string()).as_deref());
    optional(out, "dl:revision", item.revision.map(|number| number.to_string()).as_deref());
    optional(out, "dl:kind", item.kind.map(Kind::as_str));
    optional(out, "dl:advisory", item.advisory.as_deref());
    optional(out, "dl:dateline", item.dateline.as_deref());
    if !item.changes.is_empty() {
        optional(out, "dl:changes", serde_json::to_string(&item.changes).ok().as_deref());
    }
}

/// Reads our elements of an item.
pub(crate) fn read(node: &Node, item: &mut Item) {
    let ours = |name: &str| node.find(&format!("dl:{name}")).map(|node| node.text().trim().to_owned());
    let changes = ours("changes").and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
    item.revision = ours("revision").and_then(|number| number.parse().ok());
    take_all(item, ours("version"), ours("kind"), ours("advisory"), ours("dateline"), changes);
}

/// Our extension of an item, as JSON.
pub(crate) fn value(item: &Item) -> Value {
    let value = crate::json::without_nulls(json!({
        "version": item.version,
        "revision": item.revision,
        "kind": item.kind.map(Kind::as_str),
        "advisory": item.advisory,
        "dateline": item.dateline,
        "changes": if item.changes.is_empty() { Value::Null } else { json!(item.changes) },
    }));
    if value.as_object().is_some_and(serde_json::Map::is_empty) { Value::Null } else { value }
}

/// Reads our extension of an item.
pub(crate) fn take(value: &Value, item: &mut Item) {
    let ours = |name: &str| crate::json::text(value, name);
    let changes = serde_json::from_value(value["changes"].clone()).unwrap_or_default();
    item.revision = ours("revision").and_then(|number| number.parse().ok());
    take_all(item, ours("version"), ours("kind"), ours("advisory"), ours("dateline"), changes);
}

fn take_all(
    item: &mut Item,
    version: Option<String>,
    kind: Option<String>,
    advisory: Option<String>,
    dateline: Option<String>,
    changes: Vec<Change>,
) {
    item.version = item.version.or_else(|| version.and_then(|version| version.parse().ok()));
    item.kind = item.kind.or_else(|| kind.and_then(|kind| kind.parse().ok()));
    item.changes = changes;
    if let Some(advisory) = advisory {
        // It stands in front of the summary too, for those who know nothing of us.
        let rest = item.summary.take().and_then(|summary| match summary.strip_prefix(&advisory) {
            Some(rest) => Some(rest.trim_start().to_owned()).filter(|rest| !rest.is_empty()),
            None => Some(summary),
        });
        item.summary = rest;
        item.advisory = Some(advisory);
    }
    if let Some(dateline) = dateline {
        markup::take_dateline(&mut item.body, &dateline);
        item.dateline = Some(dateline);
    }
}

/// All that ninjs has no place of its own for, as JSON text.
pub(crate) fn full(item: &Item) -> String {
    let related: Vec<Value> = item
        .relations
        .iter()
        .map(|relation| {
            crate::json::without_nulls(
                json!({ "kind": relation.kind.as_str(), "id": relation.id, "title": relation.title }),
            )
        })
        .collect();
    let authors: Vec<&str> = item.author_names();
    let some = |list: Value| if list.as_array().is_some_and(Vec::is_empty) { Value::Null } else { list };
    let value = crate::json::without_nulls(json!({
        "revision": item.revision,
        "kind": item.kind.map(Kind::as_str),
        "advisory": item.advisory,
        "dateline": item.dateline,
        "changes": some(json!(item.changes)),
        "published": item.published.map(|at| at.to_string()),
        "link": item.link,
        "authors": some(json!(authors)),
        "byline": item.byline,
        "credit": item.credit,
        "keywords": some(json!(item.keywords)),
        "relations": some(json!(related)),
    }));
    value.to_string()
}

/// Reads what `full` wrote.
pub(crate) fn take_full(value: &Value, item: &mut Item) {
    let ours = |name: &str| crate::json::text(value, name);
    let words = |name: &str| -> Vec<String> {
        value[name].as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
    };
    item.link = ours("link");
    item.credit = ours("credit");
    item.published = ours("published").and_then(|text| text.parse().ok());
    item.keywords = words("keywords");
    item.authors = words("authors").into_iter().map(Author::named).collect();
    for each in value["relations"].as_array().into_iter().flatten() {
        let kind = crate::json::text(each, "kind").and_then(|word| RelationKind::read(&word));
        if let (Some(kind), Some(id)) = (kind, crate::json::text(each, "id")) {
            item.relations.push(Relation { kind, id, title: crate::json::text(each, "title") });
        }
    }
    take(value, item);
}

/// The same with pictures and files.
pub(crate) fn full_with_media(item: &Item) -> String {
    if item.media.is_empty() {
        return full(item);
    }
    let mut value: Value = serde_json::from_str(&full(item)).unwrap_or_default();
    if let Some(map) = value.as_object_mut() {
        map.insert("media".into(), media(item));
    }
    value.to_string()
}

/// Our extension of an item, as JSON, with pictures and files.
pub(crate) fn value_with_media(item: &Item) -> Value {
    let mut value = value(item);
    if !item.media.is_empty() {
        if value.is_null() {
            value = json!({});
        }
        value["media"] = media(item);
    }
    value
}

fn media(item: &Item) -> Value {
    let all = item.media.iter().map(|media| {
        crate::json::without_nulls(json!({
            "id": media.id, "href": media.href, "type": media.media_type, "size": media.size, "width": media.width,
            "height": media.height, "caption": media.caption, "alt": media.alt, "credit": media.credit,
        }))
    });
    all.collect()
}

/// Reads the pictures and files that `full_with_media` wrote.
pub(crate) fn take_media(value: &Value, item: &mut Item) {
    for each in value["media"].as_array().into_iter().flatten() {
        let said = |name: &str| crate::json::text(each, name);
        let small = |name: &str| each[name].as_u64().and_then(|number| u32::try_from(number).ok());
        item.media.extend(said("href").map(|href| Media {
            id: said("id"),
            href,
            media_type: said("type"),
            size: each["size"].as_u64(),
            width: small("width"),
            height: small("height"),
            caption: said("caption"),
            alt: said("alt"),
            credit: said("credit"),
        }));
    }
}

/// Takes an editor's note apart, the advisory line known or not.
pub(crate) fn split_note(note: &str, item: &mut Item) {
    match item.advisory.clone() {
        Some(advisory) => {
            let rest = note.trim().strip_prefix(advisory.as_str()).unwrap_or(note).trim();
            item.note = Some(rest.to_owned()).filter(|rest| !rest.is_empty());
        }
        None => take_note(note, item),
    }
}

/// An editor's note for formats that have one place for all that editors say: the line that says what changed, then
/// the note.
pub(crate) fn note(item: &Item) -> Option<String> {
    match (&item.advisory, &item.note) {
        (Some(advisory), Some(note)) => Some(format!("{advisory}\n{note}")),
        (Some(one), None) | (None, Some(one)) => Some(one.clone()),
        (None, None) => None,
    }
}

/// Takes an editor's note apart again: a first line that says what changed is the advisory line.
pub(crate) fn take_note(note: &str, item: &mut Item) {
    let note = note.trim();
    let (first, rest) = note.split_once('\n').unwrap_or((note, ""));
    if story::advisory::is_advisory(first.trim()) {
        item.advisory = Some(first.trim().to_owned());
        item.note = Some(rest.trim().to_owned()).filter(|rest| !rest.is_empty());
    } else {
        item.note = Some(note.to_owned()).filter(|note| !note.is_empty());
    }
}
