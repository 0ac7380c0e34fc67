//! The XML of Ritzau, the Danish agency, read: one story, or a queue of them.
//!
//! Source: files seen; `NyVersion` is a new version, `Korrektion` a correction, `Annuleret` cancelled, `InfoFlash` a flash.

use story::{Kind, Urgency};

use crate::item::{Author, Document, Item, Left, Relation, RelationKind, Status, Subject};
use crate::tree::Node;
use crate::{dates, html, ours};

/// Elements that are read, or say nothing of the story.
const KNOWN: &[&str] = &[
    "NewsID",
    "PublishDate",
    "strapline",
    "headline",
    "subtitle",
    "town",
    "origin",
    "section",
    "version",
    "Replaces",
    "content",
    "Priority",
    "IPTCList",
    "replacedID",
    "Annuleret",
    "NyVersion",
    "Korrektion",
    "InfoFlash",
    "byLine",
    "byLineEmail",
    "SubjectKeyword",
    "TilRedaktionen",
    "ContentShort",
];

/// Reads a story or a queue.
pub(crate) fn read(root: &Node) -> Document {
    let mut document = Document { format: "Ritzau".into(), ..Document::default() };
    let all = if root.name() == "RBNews" { vec![root] } else { root.all("RBNews") };
    for node in all {
        match item(node) {
            Some(item) => document.items.push(item),
            None => document
                .left
                .push(Left { what: "a story".into(), why: "it has neither a headline nor a text".into() }),
        }
    }
    if let Some(message) =
        root.all("errormsg").first().map(|node| node.text().trim().to_owned()).filter(|it| !it.is_empty())
    {
        document.left.push(Left { what: "the answer".into(), why: message });
    }
    document
}

fn item(node: &Node) -> Option<Item> {
    let said = |name: &str| node.said(name);
    let is = |name: &str| said(name).as_deref() == Some("true");
    let body = html::paragraphs(&node.find("content").map(Node::text).unwrap_or_default());
    let title = said("headline").unwrap_or_else(|| crate::rss::first_words(&body));
    if title.is_empty() {
        return None;
    }
    let published = said("PublishDate").and_then(|text| dates::read(&text));
    let mut item = Item {
        id: said("NewsID").unwrap_or_else(|| title.clone()),
        version: said("version").and_then(|version| version.parse().ok()),
        slugline: said("strapline"),
        summary: said("subtitle").or_else(|| said("ContentShort")),
        located: said("town"),
        source: said("origin").map(|name| name.trim_matches('/').to_owned()),
        subjects: said("section").map(Subject::named).into_iter().collect(),
        urgency: said("Priority").and_then(|number| number.parse::<Urgency>().ok()),
        byline: said("byLine"),
        published,
        updated: published,
        title,
        body,
        ..Item::default()
    };
    item.authors =
        item.byline.iter().map(|name| Author { email: said("byLineEmail"), ..Author::named(name) }).collect();
    if let Some(list) = node.find("IPTCList") {
        let codes = list.nodes().map(|node| node.text().trim().to_owned()).filter(|code| !code.is_empty());
        item.subjects.extend(codes.map(|code| Subject { code: Some(code), ..Subject::default() }));
    }
    if let Some(list) = node.find("SubjectKeyword") {
        item.keywords
            .extend(list.nodes().map(|node| node.text().trim().to_owned()).filter(|word| !word.is_empty()));
    }
    if is("InfoFlash") {
        item.urgency = Some(Urgency::FLASH);
    }
    if is("Annuleret") {
        (item.status, item.kind) = (Status::Canceled, Some(Kind::Withdrawal));
    } else if is("Korrektion") {
        item.kind = Some(Kind::Correction);
    } else if is("NyVersion") {
        item.kind = Some(Kind::Update);
    }
    if let Some(id) = said("Replaces").or_else(|| said("replacedID")) {
        item.relations.push(Relation { kind: RelationKind::Replaces, id, title: None });
    }
    if let Some(note) = said("TilRedaktionen") {
        ours::take_note(&note, &mut item);
    }
    for other in node.nodes().filter(|node| !KNOWN.contains(&node.name())) {
        item.extend(other.name(), other.text().trim());
    }
    Some(item)
}
