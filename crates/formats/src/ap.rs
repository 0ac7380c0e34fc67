//! Items and feeds of the AP Media API, read.
//!
//! Source: the API's documentation (media/v/content): `altids`, `pubstatus`, `signals`, `editorialpriority`,
//! `usageterms`, renditions. A story's text is a rendition to be fetched; where it was put into the item, it is read.

use serde_json::Value;
use story::{Kind, Urgency};

use crate::item::{
    Author, Document, Item, Left, Media, Relation, RelationKind, Status, Subject, SubjectKind,
};
use crate::json::text;
use crate::{Diagnosis, dates, html, ours};

/// Keys that are read, or say nothing of the story.
const KNOWN: &[&str] = &[
    "uri",
    "altids",
    "version",
    "type",
    "urgency",
    "editorialpriority",
    "language",
    "versioncreated",
    "firstcreated",
    "embargoed",
    "pubstatus",
    "signals",
    "title",
    "headline",
    "headline_extended",
    "slugline",
    "copyrightnotice",
    "usageterms",
    "keywords",
    "provider",
    "person",
    "subject",
    "place",
    "organisation",
    "event",
    "bylines",
    "byline",
    "ednote",
    "datelinelocation",
    "renditions",
    "associations",
    "description_summary",
    "body_nitf",
    "body_html",
    "infosource",
];

/// Whether a value is an answer of the API.
pub(crate) fn is(value: &Value) -> bool {
    let item = &value["data"]["item"];
    item["altids"].is_object() || value["data"]["items"][0]["item"]["altids"].is_object()
}

/// Reads an answer.
pub(crate) fn read(value: &Value) -> Document {
    let mut document = Document { format: "AP Media API".into(), ..Document::default() };
    document.head.title = text(value, "org_name").unwrap_or_default();
    let data = &value["data"];
    document.head.updated = text(data, "updated").and_then(|text| dates::read(&text));
    let all: Vec<&Value> = match &data["items"] {
        Value::Array(items) => items.iter().map(|each| &each["item"]).collect(),
        _ => vec![&data["item"]],
    };
    for each in all {
        let what =
            text(&each["altids"], "itemid").or_else(|| text(each, "uri")).unwrap_or_else(|| "an item".into());
        let kind = text(each, "type").unwrap_or_else(|| "text".into());
        if kind != "text" {
            document.left.push(Left { what, why: format!("it is of type {kind}, not a text") });
            continue;
        }
        let item = item(each, what);
        if item.body.is_empty() {
            let why = format!("the text of {} is not in it: it is to be fetched from a rendition", item.id);
            document.diagnoses.push(Diagnosis::warning(1, 1, why));
        }
        document.items.push(item);
    }
    document
}

fn item(value: &Value, id: String) -> Item {
    let said = |name: &str| text(value, name);
    let instant = |name: &str| said(name).and_then(|text| dates::read(&text));
    let words = |name: &str| -> Vec<String> {
        value[name].as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
    };
    let body = match (said("body_nitf"), said("body_html")) {
        (Some(markup), _) | (None, Some(markup)) => html::paragraphs(&markup),
        (None, None) => Vec::new(),
    };
    let title = said("headline").or_else(|| said("title")).unwrap_or_else(|| id.clone());
    let mut item = Item {
        version: value["version"].as_u64(),
        title,
        slugline: said("slugline"),
        language: said("language"),
        link: said("uri"),
        summary: said("headline_extended").or_else(|| said("description_summary")),
        created: instant("firstcreated"),
        published: instant("firstcreated"),
        updated: instant("versioncreated"),
        embargo: instant("embargoed"),
        status: said("pubstatus").map(|word| Status::read(&word)).unwrap_or_default(),
        urgency: urgency(value),
        source: said("provider"),
        copyright: said("copyrightnotice"),
        usage: Some(words("usageterms").join(" ")).filter(|terms| !terms.is_empty()),
        keywords: words("keywords"),
        located: text(&value["datelinelocation"], "city").or_else(|| said("datelinelocation")),
        id,
        body,
        ..Item::default()
    };
    let bylines = value["bylines"].as_array().into_iter().flatten();
    item.authors = bylines
        .filter_map(|each| {
            let name = text(each, "name").or_else(|| text(each, "by"))?;
            Some(Author { role: text(each, "title"), ..Author::named(name) })
        })
        .collect();
    item.byline = said("byline");
    for (name, kind) in [
        ("subject", SubjectKind::Topic),
        ("place", SubjectKind::Place),
        ("person", SubjectKind::Person),
        ("organisation", SubjectKind::Organisation),
        ("event", SubjectKind::Event),
    ] {
        for each in value[name].as_array().into_iter().flatten() {
            let scheme = text(each, "scheme").unwrap_or_default();
            let code = text(each, "code").map(|code| format!("{scheme}{code}"));
            item.subjects.push(Subject { name: text(each, "name").unwrap_or_default(), code, kind });
        }
    }
    signals(&words("signals"), &mut item);
    if let Some(note) = said("ednote") {
        ours::take_note(&note, &mut item);
    }
    shown(value, &mut item);
    for (key, other) in value["altids"].as_object().into_iter().flatten() {
        item.extend(format!("altids.{key}"), other.as_str().map_or_else(|| other.to_string(), str::to_owned));
    }
    for (key, other) in value.as_object().into_iter().flatten() {
        if !KNOWN.contains(&key.as_str()) && !other.is_null() {
            item.extend(key, other.as_str().map_or_else(|| other.to_string(), str::to_owned));
        }
    }
    item
}

/// 1 flash, 2 bulletin, 3 urgent, 4 routine; or the letter of the wire.
fn urgency(value: &Value) -> Option<Urgency> {
    let number = value["urgency"].as_u64().and_then(|number| u8::try_from(number).ok());
    let letter = match value["editorialpriority"].as_str() {
        Some("f") => Some(1),
        Some("b") => Some(2),
        Some("u") => Some(3),
        Some("r") => Some(4),
        Some("d") => Some(5),
        _ => None,
    };
    number.or(letter).and_then(|number| Urgency::try_from(number).ok())
}

fn signals(all: &[String], item: &mut Item) {
    for signal in all {
        match signal.to_ascii_lowercase().as_str() {
            "correction" | "corrected" => item.kind = Some(Kind::Correction),
            "update" | "updated" | "writethru" => item.kind = item.kind.or(Some(Kind::Update)),
            other => item.extend("signal", other),
        }
    }
    if item.status == Status::Canceled {
        item.kind = Some(Kind::Withdrawal);
    }
}

fn shown(value: &Value, item: &mut Item) {
    for (key, each) in value["renditions"].as_object().into_iter().flatten() {
        let Some(href) = text(each, "href") else { continue };
        if each["type"].as_str() == Some("text") {
            item.extend(format!("renditions.{key}"), href);
        } else {
            let number = |name: &str| each[name].as_u64().and_then(|number| u32::try_from(number).ok());
            item.media.push(Media {
                href,
                media_type: text(each, "mimetype"),
                size: each["sizeinbytes"].as_u64(),
                width: number("width"),
                height: number("height"),
                caption: text(each, "title"),
                ..Media::default()
            });
        }
    }
    for each in value["associations"].as_object().into_iter().flatten().map(|(_, each)| each) {
        if let Some(id) = text(&each["altids"], "itemid").or_else(|| text(each, "uri")) {
            item.relations.push(Relation { kind: RelationKind::SeeAlso, id, title: text(each, "headline") });
        }
    }
}
