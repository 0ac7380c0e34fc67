//! NewsML-G2 2.x, read: news items, alone or in news messages. NewsML-G2 2.35, written.
//!
//! Source: IPTC NewsML-G2 2.35, conformance level power (namespace `http://iptc.org/std/nar/2006-10-01/`). The order of
//! elements is the schema's. What it has no element for travels as JSON in an element of our own namespace at the end of
//! `itemMeta`, where the schema lets providers put theirs.

use jiff::Timestamp;
use story::{Kind, Urgency};

use crate::field::Field;
use crate::item::{Author, Document, Head, Item, Left, Media, Status, Subject, SubjectKind};
use crate::tree::Node;
use crate::xml::{element, escape, optional, tag};
use crate::{Diagnosis, dates, html, markup, nitf, ours};

/// What NewsML-G2 has a place for.
pub(crate) const CARRIES: &[Field] = &[
    Field::Id,
    Field::Version,
    Field::Revision,
    Field::Kind,
    Field::Status,
    Field::Urgency,
    Field::Title,
    Field::Slugline,
    Field::Link,
    Field::Language,
    Field::Genre,
    Field::Subjects,
    Field::SubjectCodes,
    Field::SubjectKinds,
    Field::Keywords,
    Field::Authors,
    Field::Byline,
    Field::Credit,
    Field::Source,
    Field::Copyright,
    Field::Usage,
    Field::Created,
    Field::Published,
    Field::Updated,
    Field::Embargo,
    Field::Expires,
    Field::Summary,
    Field::Dateline,
    Field::Located,
    Field::Body,
    Field::Roles,
    Field::Tables,
    Field::Blocks,
    Field::Marks,
    Field::Links,
    Field::Note,
    Field::Advisory,
    Field::Changes,
    Field::Relations,
    Field::Media,
    Field::MediaDetails,
];

/// The concept types of subjects (IPTC NewsCodes, Concept Nature).
const NATURES: [(SubjectKind, &str); 5] = [
    (SubjectKind::Topic, "cpnat:abstract"),
    (SubjectKind::Place, "cpnat:geoArea"),
    (SubjectKind::Person, "cpnat:person"),
    (SubjectKind::Organisation, "cpnat:organisation"),
    (SubjectKind::Event, "cpnat:event"),
];
/// The role of the note that says what changed.
const ADVISORY: &str = "dlednote:advisory";

/// What stands for a provider where nobody is named: the schema wants one.
const NOBODY: &str = "unknown";

/// Reads an item or a message.
pub(crate) fn read(root: &Node) -> Document {
    let version = root.attribute("standardversion").map(str::to_owned);
    let mut document = Document::default();
    let items: Vec<&Node> = match root.name() {
        "newsMessage" => {
            if let Some(header) = root.find("header").or_else(|| root.find("Header")) {
                let sent = header.said("sent").or_else(|| header.said("Sent"));
                document.head.updated = sent.and_then(|text| dates::read(&text));
                document.head.title = header.said("sender").unwrap_or_default();
                document.head.id = header.said("transmitId");
            }
            root.find("itemSet").map(|set| set.nodes().collect()).unwrap_or_default()
        }
        _ => vec![root],
    };
    for node in items {
        let id = node.filled("guid").unwrap_or("an item").to_owned();
        if document.format.is_empty() {
            let version = node.attribute("standardversion").map(str::to_owned).or(version.clone());
            document.format =
                version.map_or_else(|| "NewsML-G2".into(), |version| format!("NewsML-G2 {version}"));
        }
        if node.name() != "newsItem" {
            let why = format!("it is a {}, not a news item", node.name());
            document.left.push(Left { what: id, why });
            continue;
        }
        let class = node.find("itemMeta").and_then(|meta| meta.find("itemClass"));
        let class = class.and_then(|class| class.filled("qcode")).unwrap_or("ninat:text");
        let nature = class.rsplit(':').next().unwrap_or_default();
        if matches!(nature, "picture" | "graphic" | "video" | "audio" | "animated") {
            document.left.push(Left { what: id, why: format!("it is of class {nature}, not a text") });
            continue;
        }
        match item(node, &mut document.diagnoses) {
            Some(item) => document.items.push(item),
            None => document.left.push(Left { what: id, why: "it has neither a headline nor a text".into() }),
        }
    }
    if document.format.is_empty() {
        document.format = "NewsML-G2".into();
    }
    document
}

/// Reads a content set that stands alone, out of an item.
pub(crate) fn read_content(set: &Node) -> Document {
    let mut item = Item::default();
    content_set(set, &mut item);
    in_body(&mut item);
    item.title = crate::rss::first_words(&item.body);
    item.id = item.title.clone();
    let diagnoses =
        vec![Diagnosis::warning(1, 1, "it is a content set without its item: it has no id and no times")];
    let items = if item.body.is_empty() { Vec::new() } else { vec![item] };
    Document { format: "NewsML-G2".into(), items, diagnoses, ..Document::default() }
}

fn item(node: &Node, diagnoses: &mut Vec<Diagnosis>) -> Option<Item> {
    let mut item = Item {
        id: node.filled("guid").unwrap_or_default().to_owned(),
        version: node.filled("version").and_then(|version| version.parse().ok()),
        language: node.filled("lang").map(str::to_owned),
        ..Item::default()
    };
    if let Some(rights) = node.find("rightsInfo") {
        let holder = rights.find("copyrightHolder").and_then(name_of);
        item.copyright = rights.said("copyrightNotice").or(holder);
        item.usage = rights.said("usageTerms");
    }
    let mut notes = Vec::new();
    let mut kept = None;
    if let Some(meta) = node.find("itemMeta") {
        kept = meta
            .find("dl:item")
            .and_then(|node| serde_json::from_str::<serde_json::Value>(&node.text()).ok());
        item_meta(meta, &mut item, &mut notes, diagnoses);
    }
    let is_ours = kept.is_some();
    if let Some(meta) = node.find("contentMeta") {
        content_meta(meta, &mut item, is_ours);
    }
    if let Some(set) = node.find("contentSet") {
        content_set(set, &mut item);
    }
    if let Some(kept) = &kept {
        item.authors.clear();
        item.media.clear();
        item.kind = None;
        item.extensions.retain(|extension| !extension.name.starts_with("link"));
        item.source = item.source.take().filter(|source| source != NOBODY);
        let (keywords, credit) = (std::mem::take(&mut item.keywords), item.credit.take());
        ours::take_full(kept, &mut item);
        ours::take_media(kept, &mut item);
        (item.keywords, item.credit) = (keywords, credit);
        if notes.first().map(String::as_str) == item.advisory.as_deref() && item.advisory.is_some() {
            notes.remove(0);
        }
        item.note = Some(notes.join("\n")).filter(|note| !note.is_empty());
    } else {
        in_body(&mut item);
        if !notes.is_empty() {
            let kept = item.advisory.take();
            ours::take_note(&notes.join("\n"), &mut item);
            item.advisory = item.advisory.take().or(kept);
        }
        item.published = item.created.or(item.updated);
        item.link = item.link.take().or_else(|| Some(item.id.clone()).filter(|id| id.starts_with("http")));
    }
    if item.title.is_empty() && item.body.is_empty() && item.summary.is_none() {
        return None;
    }
    if item.title.is_empty() {
        item.title = crate::rss::first_words(&item.body);
    }
    if item.id.is_empty() {
        item.id = item.title.clone();
    }
    let names = item.author_names().join(", ");
    item.byline = item.byline.take().filter(|byline| !is_ours || *byline != names);
    if !is_ours && item.authors.is_empty() {
        item.authors.extend(item.byline.iter().map(Author::named));
    }
    Some(item)
}

/// The name of a concept, by its name, its literal or its code.
fn name_of(node: &Node) -> Option<String> {
    let code = node.filled("qcode").map(|code| code.rsplit(':').next().unwrap_or(code).to_owned());
    node.said("name").or_else(|| node.filled("literal").map(str::to_owned)).or(code)
}

fn instant(meta: &Node, name: &str, id: &str, diagnoses: &mut Vec<Diagnosis>) -> Option<Timestamp> {
    let written = meta.said(name)?;
    let read = dates::read(&written);
    if read.is_none() {
        diagnoses.push(Diagnosis::error(1, 1, format!("{name} of {id} is no instant: {written}")));
    }
    read.filter(|at| *at != Timestamp::UNIX_EPOCH)
}

fn item_meta(meta: &Node, item: &mut Item, notes: &mut Vec<String>, diagnoses: &mut Vec<Diagnosis>) {
    item.source = meta.find("provider").and_then(name_of);
    item.updated = instant(meta, "versionCreated", &item.id, diagnoses);
    item.created = instant(meta, "firstCreated", &item.id, diagnoses);
    item.embargo = instant(meta, "embargoed", &item.id, diagnoses);
    item.expires = instant(meta, "expires", &item.id, diagnoses);
    if meta.find("embargoed").is_some_and(|node| node.text().trim().is_empty())
        && meta.find("pubStatus").is_some()
    {
        // Empty: embargoed with no known end (NewsML-G2, embargoed). Some senders mean nothing by it.
        diagnoses.push(Diagnosis::warning(1, 1, format!("{} is embargoed with no known end", item.id)));
    }
    item.status =
        meta.find("pubStatus").and_then(|node| node.filled("qcode")).map(Status::read).unwrap_or_default();
    for note in meta.nodes().filter(|node| node.name() == "edNote" || node.name() == "ednote") {
        let text = html::plain(&note.markup());
        match note.filled("role") {
            _ if text.is_empty() => {}
            None | Some(ADVISORY) => notes.push(text),
            Some(role) => item.extend(role, text),
        }
    }
    for signal in meta.nodes().filter(|node| node.name() == "signal") {
        let code = signal.filled("qcode").unwrap_or_default();
        match code {
            "sig:update" | "edStat:U" => item.kind = item.kind.or(Some(Kind::Update)),
            "sig:correction" | "edStat:C" => item.kind = Some(Kind::Correction),
            "edStat:D" => item.kind = Some(Kind::Withdrawal),
            "edStat:N" => item.kind = item.kind.or(Some(Kind::New)),
            other => item.extend("signal", other),
        }
    }
    if item.status == Status::Canceled {
        item.kind = Some(Kind::Withdrawal);
    }
    for name in ["service", "role", "fileName", "profile", "memberOf"] {
        for node in meta.nodes().filter(|node| node.name() == name) {
            let value = name_of(node).unwrap_or_else(|| node.text().trim().to_owned());
            item.extend(name, value);
        }
    }
    for link in meta.nodes().filter(|node| node.name() == "link") {
        if let Some(to) = link.filled("href").or(link.filled("residref")) {
            item.extend(format!("link {}", link.filled("rel").unwrap_or_default()).trim(), to);
        }
    }
}

fn content_meta(meta: &Node, item: &mut Item, is_ours: bool) {
    item.urgency = meta.said("urgency").and_then(|number| {
        let number = number.parse::<u8>().ok()?;
        Urgency::try_from(number.min(8)).ok()
    });
    item.located = meta.find("located").and_then(name_of);
    if item.source.is_none() || !is_ours {
        item.source = meta.find("infoSource").and_then(name_of).or(item.source.take());
    }
    for node in meta.nodes() {
        let text = || html::plain(&node.markup());
        match node.name() {
            "creator" | "contributor" => {
                let author = name_of(node).map(|name| Author {
                    name,
                    role: node.filled("role").map(str::to_owned),
                    uri: node.filled("uri").map(str::to_owned),
                    ..Author::default()
                });
                item.authors.extend(author);
            }
            "language" => {
                item.language = item.language.take().or_else(|| node.filled("tag").map(str::to_owned))
            }
            "genre" => item.genre = item.genre.take().or_else(|| name_of(node)),
            "keyword" => item.keywords.extend(Some(text()).filter(|word| !word.is_empty())),
            "subject" => item.subjects.extend(subject(node)),
            "slugline" => {
                item.slugline = item.slugline.take().or_else(|| Some(text())).filter(|text| !text.is_empty())
            }
            "headline" => match node.filled("role") {
                _ if item.title.is_empty() => item.title = text(),
                Some(role) => item.extend(format!("headline {role}"), text()),
                None => item.extend("headline", text()),
            },
            "dateline" => item.dateline = Some(text()).filter(|text| !text.is_empty()),
            "by" => item.byline = Some(text()).filter(|text| !text.is_empty()),
            "creditline" => item.credit = Some(text()).filter(|text| !text.is_empty()),
            "description" if item.summary.is_none() => {
                item.summary = Some(text()).filter(|text| !text.is_empty());
            }
            "description" => item.extend("description", text()),
            "altId" => {
                item.extend(format!("altId {}", node.filled("type").unwrap_or_default()).trim(), text())
            }
            _ => {}
        }
    }
}

fn subject(node: &Node) -> Option<Subject> {
    let nature = node.filled("type").unwrap_or_default();
    let kind = match nature.rsplit(':').next().unwrap_or_default() {
        "geoArea" | "place" | "poi" => SubjectKind::Place,
        "person" => SubjectKind::Person,
        "organisation" | "organization" => SubjectKind::Organisation,
        "event" => SubjectKind::Event,
        _ => SubjectKind::Topic,
    };
    let code = node.filled("uri").or(node.filled("qcode")).map(str::to_owned);
    let name = node.said("name").or_else(|| node.filled("literal").map(str::to_owned)).unwrap_or_default();
    (!name.is_empty() || code.is_some()).then_some(Subject { name, code, kind })
}

fn content_set(set: &Node, item: &mut Item) {
    for node in set.nodes() {
        let body = match node.name() {
            "inlineXML" => match node.nodes().next() {
                Some(inside) if inside.name() == "nitf" => nitf::body_of(inside),
                Some(_) => html::paragraphs(&node.markup()),
                None => html::from_plain(&node.text()),
            },
            "inlineData" => {
                let text = node.text();
                let is_html = node.filled("contenttype").is_some_and(|kind| kind.contains("html"));
                if is_html || text.contains("</p>") {
                    html::paragraphs(&text)
                } else {
                    html::from_plain(&text)
                }
            }
            "remoteContent" => {
                let number = |name: &str| node.filled(name).and_then(|number| number.parse::<u32>().ok());
                let href = node.filled("href").or(node.filled("residref"));
                item.media.extend(href.map(|href| Media {
                    href: href.to_owned(),
                    media_type: node.filled("contenttype").map(str::to_owned),
                    size: node.filled("size").and_then(|number| number.parse().ok()),
                    width: number("width"),
                    height: number("height"),
                    ..Media::default()
                }));
                continue;
            }
            _ => continue,
        };
        if item.body.is_empty() {
            item.body = body;
        }
    }
    if let Some(dateline) = &item.dateline {
        markup::take_dateline(&mut item.body, dateline);
    }
}

/// Reuters puts the line that says what changed into the first paragraph.
fn in_body(item: &mut Item) {
    let Some(first) = item.body.first() else { return };
    let text = first.text.as_plain().into_owned();
    if story::advisory::is_advisory(&text) {
        item.advisory = Some(text);
        item.body.remove(0);
        for (paragraph, id) in item.body.iter_mut().zip(1..) {
            paragraph.id = story::ParagraphId(id);
        }
    }
}

const OPENING: &str = "xmlns=\"http://iptc.org/std/nar/2006-10-01/\" xmlns:dl=\"urn:dateline:wire:1\"";
const CATALOG: &str = "http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_40.xml";

/// Writes what stands in front of the items of a message.
pub(crate) fn start(head: &Head, out: &mut Vec<u8>) {
    let mut text = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<newsMessage {OPENING}>\n<header>\n");
    element(&mut text, "sent", &head.updated.unwrap_or_default().to_string());
    tag(&mut text, "catalogRef", &[("href", CATALOG)], true);
    optional(&mut text, "sender", head.home.as_deref().or(Some(head.title.as_str())));
    optional(&mut text, "transmitId", head.id.as_deref());
    text.push_str("</header>\n<itemSet>\n");
    out.extend_from_slice(text.as_bytes());
}

/// Writes what stands behind the items of a message.
pub(crate) fn end(out: &mut Vec<u8>) {
    out.extend_from_slice(b"</itemSet>\n</newsMessage>\n");
}

/// Writes an item, with its declaration if it stands alone.
pub(crate) fn write(item: &Item, is_one: bool, out: &mut Vec<u8>) {
    let mut text = String::with_capacity(6144);
    if is_one {
        text.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    }
    let version = item.version.map(|version| version.to_string()).unwrap_or_default();
    text.push_str("<newsItem ");
    text.push_str(OPENING);
    for (key, value) in [
        ("guid", item.id.as_str()),
        ("version", &version),
        ("standard", "NewsML-G2"),
        ("standardversion", "2.35"),
        ("conformance", "power"),
        ("xml:lang", item.language.as_deref().unwrap_or_default()),
    ] {
        if !value.is_empty() {
            text.push_str(&format!(" {key}=\"{}\"", crate::xml::attribute(value)));
        }
    }
    text.push_str(">\n");
    tag(&mut text, "catalogRef", &[("href", CATALOG)], true);
    // The alias under which our note's role stands.
    text.push_str("<catalog>");
    tag(&mut text, "scheme", &[("alias", "dlednote"), ("uri", "urn:dateline:wire:1:ednote:")], true);
    text.push_str("</catalog>\n");
    if item.copyright.is_some() || item.usage.is_some() {
        text.push_str("<rightsInfo>\n");
        optional(&mut text, "copyrightNotice", item.copyright.as_deref());
        optional(&mut text, "usageTerms", item.usage.as_deref());
        text.push_str("</rightsInfo>\n");
    }
    write_item_meta(item, &mut text);
    write_content_meta(item, &mut text);
    if !item.body.is_empty() {
        text.push_str("<contentSet>\n<inlineXML contenttype=\"application/xhtml+xml\">");
        text.push_str("<html xmlns=\"http://www.w3.org/1999/xhtml\">\n<head>");
        element(&mut text, "title", &item.title);
        text.push_str("</head>\n<body>\n");
        text.push_str(&markup::html(&item.body, item.dateline.as_deref()));
        text.push_str("</body>\n</html></inlineXML>\n</contentSet>\n");
    }
    text.push_str("</newsItem>\n");
    out.extend_from_slice(text.as_bytes());
}

fn named(text: &mut String, name: &str, attributes: &[(&str, &str)], called: &str) {
    tag(text, name, attributes, false);
    if !called.is_empty() {
        element(text, "name", called);
    }
    text.push_str(&format!("</{name}>\n"));
}

fn write_item_meta(item: &Item, text: &mut String) {
    text.push_str("<itemMeta>\n<itemClass qcode=\"ninat:text\"/>\n");
    let source = item.source.as_deref().unwrap_or_default();
    named(text, "provider", &[("literal", if source.is_empty() { NOBODY } else { source })], source);
    // An item that does not say when its version was made says it of 1970.
    element(text, "versionCreated", &item.updated.unwrap_or_default().to_string());
    for (name, at) in [("firstCreated", item.created), ("embargoed", item.embargo)] {
        if let Some(at) = at {
            element(text, name, &at.to_string());
        }
    }
    tag(text, "pubStatus", &[("qcode", &format!("stat:{}", item.status.as_str()))], true);
    for (role, note) in [(ADVISORY, &item.advisory), ("", &item.note)] {
        if let Some(note) = note {
            tag(text, "edNote", &[("role", role)], false);
            text.push_str(&escape(note));
            text.push_str("</edNote>\n");
        }
    }
    match item.kind {
        Some(Kind::Correction) => tag(text, "signal", &[("qcode", "sig:correction")], true),
        Some(Kind::Update | Kind::Refile | Kind::Repeat | Kind::Release) => {
            tag(text, "signal", &[("qcode", "sig:update")], true);
        }
        _ => {}
    }
    if let Some(at) = item.expires {
        element(text, "expires", &at.to_string());
    }
    for media in &item.media {
        let of = media.media_type.as_deref().unwrap_or_default();
        tag(text, "link", &[("rel", "irel:seeAlso"), ("href", &media.href), ("contenttype", of)], true);
    }
    element(text, "dl:item", &ours::full_with_media(item));
    text.push_str("</itemMeta>\n");
}

fn write_content_meta(item: &Item, text: &mut String) {
    text.push_str("<contentMeta>\n");
    optional(text, "urgency", item.urgency.map(|urgency| urgency.get().to_string()).as_deref());
    if let Some(located) = &item.located {
        named(text, "located", &[("literal", located)], located);
    }
    for author in &item.authors {
        named(text, "creator", &[("literal", &author.name)], &author.name);
    }
    if let Some(language) = &item.language {
        tag(text, "language", &[("tag", language)], true);
    }
    if let Some(genre) = &item.genre {
        named(text, "genre", &[("literal", genre)], genre);
    }
    for word in &item.keywords {
        element(text, "keyword", word);
    }
    for subject in &item.subjects {
        let nature = NATURES.iter().find(|(kind, _)| *kind == subject.kind).map_or("", |(_, nature)| nature);
        // A code with a scheme's alias is a QCode; one that is an address is a URI.
        let (key, code) = match &subject.code {
            Some(code) if code.contains("://") || code.starts_with("urn:") => ("uri", code.as_str()),
            Some(code) => ("qcode", code.as_str()),
            None => ("literal", subject.name.as_str()),
        };
        named(text, "subject", &[("type", nature), (key, code)], &subject.name);
    }
    optional(text, "slugline", item.slugline.as_deref());
    element(text, "headline", &item.title);
    optional(text, "dateline", item.dateline.as_deref());
    optional(text, "by", byline(item).as_deref());
    optional(text, "creditline", item.credit.as_deref());
    optional(text, "description", item.summary.as_deref());
    text.push_str("</contentMeta>\n");
}

fn byline(item: &Item) -> Option<String> {
    item.byline.clone().or_else(|| (!item.authors.is_empty()).then(|| item.author_names().join(", ")))
}
