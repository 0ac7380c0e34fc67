//! NITF 3.2 to 3.6, read; NITF 3.6, written.
//!
//! Source: IPTC NITF 3.6 (namespace `http://iptc.org/std/NITF/2006-10-18/`). The embargo is `date.release`; `du-key` is
//! the chain of write-throughs; what changed stands in `ed-msg`; what NITF has no element for travels as JSON in a
//! `meta` named `dateline`, which other readers pass over.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use story::{Role, Run, Urgency};

use crate::field::Field;
use crate::item::{Author, Document, Item, Media, Relation, RelationKind, Status, Subject, SubjectKind};
use crate::tree::Node;
use crate::xml::{element, escape, optional, tag};
use crate::{dates, html, markup, ours};

/// What NITF has a place for.
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

/// The number of a subject that has none: the schema wants one.
const NO_NUMBER: &str = "00000000";
/// The name of our `meta`.
const OURS: &str = "dateline";
/// Elements of `identified-content`, by what they name.
const KINDS: [(SubjectKind, &str); 4] = [
    (SubjectKind::Place, "location"),
    (SubjectKind::Person, "person"),
    (SubjectKind::Organisation, "org"),
    (SubjectKind::Event, "event"),
];

/// The attribute of such an element that holds a code.
fn code_of(kind: SubjectKind) -> &'static str {
    if kind == SubjectKind::Place { "location-code" } else { "value" }
}

/// Reads a document.
pub(crate) fn read(root: &Node) -> Document {
    let format = match root.attribute("version").and_then(|version| version.split("NITF ").nth(1)) {
        Some(version) => format!("NITF {}", version.split(['/', ' ']).next().unwrap_or_default()),
        None => "NITF".to_owned(),
    };
    let mut item = Item::default();
    if let Some(head) = root.find("head") {
        read_head(head, &mut item);
    }
    if let Some(body) = root.find("body") {
        read_body(body, &mut item);
    }
    finish(&mut item, root);
    Document { format, items: vec![item], ..Document::default() }
}

/// What stands in the text of a document, for formats that carry NITF inside.
pub(crate) fn body_of(root: &Node) -> Vec<story::Paragraph> {
    let mut item = Item::default();
    if let Some(body) = root.find("body") {
        read_body(body, &mut item);
    }
    item.body
}

fn read_head(head: &Node, item: &mut Item) {
    let mut ours = None;
    for meta in head.nodes().filter(|node| node.name() == "meta") {
        let (Some(name), Some(content)) = (meta.filled("name"), meta.filled("content")) else { continue };
        match name {
            OURS => ours = serde_json::from_str::<serde_json::Value>(content).ok(),
            "slugline" | "slug" | "NTBStikkord" => item.slugline = Some(content.to_owned()),
            "anpa-keyword" if item.slugline.is_none() => item.slugline = Some(content.to_owned()),
            "language" => item.language = Some(content.to_owned()),
            "genre" => item.genre = Some(content.to_owned()),
            "first-created" => item.created = dates::read(content),
            _ => item.extend(name, content),
        }
    }
    item.title = head.said("title").unwrap_or_default();
    if let Some(object) = head.find("tobject") {
        for subject in object.nodes().filter(|node| node.name() == "tobject.subject") {
            let part = |name: &str| subject.filled(&format!("tobject.subject.{name}"));
            let name = part("detail").or(part("matter")).or(part("type")).unwrap_or_default();
            let list = part("ipr").filter(|list| list.ends_with('/')).unwrap_or_default();
            let code =
                part("refnum").filter(|number| *number != NO_NUMBER).map(|number| format!("{list}{number}"));
            if !name.is_empty() || code.is_some() {
                item.subjects.push(Subject { name: name.to_owned(), code, kind: SubjectKind::Topic });
            }
        }
        if item.genre.is_none() {
            let property =
                object.find("tobject.property").and_then(|node| node.filled("tobject.property.type"));
            item.genre = property.map(str::to_owned);
        }
    }
    if let Some(docdata) = head.find("docdata") {
        read_docdata(docdata, item);
    }
    for node in head.nodes().filter(|node| node.name() == "revision-history") {
        if let Some(comment) = node.filled("comment") {
            item.extend("revision-history", comment);
        }
    }
    if let Some(ours) = ours {
        let (kept, note) = (item.extensions.clone(), item.note.take());
        let advisory = item.advisory.take();
        ours::take_full(&ours, item);
        item.extensions = kept;
        let whole = [advisory, note].into_iter().flatten().collect::<Vec<_>>().join("\n");
        ours::split_note(&whole, item);
    }
}

fn read_docdata(docdata: &Node, item: &mut Item) {
    item.status = docdata.filled("management-status").map(Status::read).unwrap_or_default();
    if let Some(id) = docdata.filled("management-doc-idref") {
        item.relations.push(Relation { kind: RelationKind::Replaces, id: id.to_owned(), title: None });
    }
    for node in docdata.nodes() {
        let said = |name: &str| node.filled(name).map(str::to_owned);
        let norm = || node.filled("norm").and_then(dates::read);
        match node.name() {
            "doc-id" => {
                item.id = said("id-string").unwrap_or_default();
                item.source = item.source.take().or_else(|| said("regsrc"));
            }
            "urgency" => item.urgency = said("ed-urg").and_then(|number| number.parse::<Urgency>().ok()),
            "date.issue" => item.updated = norm(),
            "date.release" => item.embargo = norm(),
            "date.expire" => item.expires = norm(),
            "ed-msg" => {
                if let Some(info) = said("info") {
                    ours::take_note(&info, item);
                }
            }
            "du-key" => {
                item.version =
                    said("version").or_else(|| said("generation")).and_then(|number| number.parse().ok());
                if let Some(key) = said("key").filter(|key| *key != item.id) {
                    item.extend("du-key", key);
                }
            }
            "correction" => {
                item.kind = Some(story::Kind::Correction);
                let other = said("id-string").filter(|id| *id != item.id && !item.id.is_empty());
                item.relations.extend(other.map(|id| Relation {
                    kind: RelationKind::Corrects,
                    id,
                    title: None,
                }));
            }
            "doc.copyright" => {
                let (year, holder) = (said("year"), said("holder"));
                item.copyright = holder.map(|holder| match year {
                    Some(year) if !holder.contains(&year) => format!("{year} {holder}"),
                    _ => holder,
                });
            }
            "doc.rights" => item.usage = said("limitations").or_else(|| said("type")),
            "evloc" => {
                let parts = ["city", "state-prov", "iso-cc"];
                let parts: Vec<String> = parts.into_iter().filter_map(said).collect();
                item.located = Some(parts.join(", ")).filter(|place| !place.is_empty());
            }
            "key-list" => {
                item.keywords.extend(node.nodes().filter_map(|node| node.filled("key")).map(str::to_owned))
            }
            "identified-content" => {
                for (kind, name) in KINDS {
                    for one in node.nodes().filter(|node| node.name() == name) {
                        let subject = Subject {
                            name: one.text().trim().to_owned(),
                            code: one.filled(code_of(kind)).map(str::to_owned),
                            kind,
                        };
                        item.subjects.push(subject);
                    }
                }
            }
            other => {
                let all: Vec<String> =
                    ["scope", "fix-id", "series.name", "series.part"].into_iter().filter_map(said).collect();
                item.extend(other, all.join(" "));
            }
        }
    }
}

/// NITF's names as HTML's.
fn rename(node: &Node) -> Option<&'static str> {
    Some(match node.name() {
        "p" | "lead" => "p",
        "hl1" | "hl2" => "h2",
        "bq" => "blockquote",
        "ul" | "ol" => "ul",
        "li" => "li",
        "dl" | "dt" | "dd" => "p",
        "em" if node.attribute("class") == Some("bold") => "strong",
        "em" | "i" => "em",
        "b" | "strong" => "strong",
        "a" => "a",
        "br" => "br",
        "pre" => "pre",
        "table" | "nitf-table" => "table",
        "tr" => "tr",
        "td" => "td",
        "th" => "th",
        "hr" => "hr",
        "block" | "credit" => "div",
        "media" | "note" | "custom-table" | "table-reference" => return None,
        _ => "",
    })
}

fn read_body(body: &Node, item: &mut Item) {
    if let Some(head) = body.find("body.head") {
        let hedline = head.find("hedline").or_else(|| head.find("headline")).unwrap_or(head);
        if let Some(title) = hedline.said("hl1") {
            item.title = title;
        }
        if let Some(second) = hedline.said("hl2") {
            item.extend("hl2", second);
        }
        let byline =
            head.find("byline").map(|node| node.text().split_whitespace().collect::<Vec<_>>().join(" "));
        item.byline = item.byline.take().or(byline).filter(|line| !line.is_empty());
        item.source = head.said("distributor").or(item.source.take());
        if item.dateline.is_none() {
            item.dateline = head.said("dateline");
        }
        item.summary = head
            .find("abstract")
            .map(|node| html::plain(&node.markup_as(&rename)))
            .filter(|text| !text.is_empty());
    }
    for content in body.nodes().filter(|node| node.name() == "body.content") {
        for paragraph in html::paragraphs(&content.markup_as(&rename)) {
            let id = story::ParagraphId(u32::try_from(item.body.len()).unwrap_or(u32::MAX).saturating_add(1));
            item.body.push(story::Paragraph { id, ..paragraph });
        }
        item.media.extend(content.all("media").into_iter().filter_map(media));
    }
    if let Some(tagline) = body.find("body.end").and_then(|end| end.said("tagline")) {
        item.extend("tagline", tagline);
    }
}

fn media(node: &Node) -> Option<Media> {
    let reference = node.find("media-reference")?;
    let size =
        node.nodes().find(|node| node.name() == "media-metadata" && node.attribute("name") == Some("size"));
    let caption = node.find("media-caption").map(|node| html::plain(&node.markup_as(&rename)));
    Some(Media {
        id: node.filled("id").map(str::to_owned),
        href: reference.filled("source").or(reference.filled("name"))?.to_owned(),
        media_type: reference.filled("mime-type").map(str::to_owned),
        size: size.and_then(|node| node.filled("value")?.parse().ok()),
        width: reference.filled("width").and_then(|number| number.parse().ok()),
        height: reference.filled("height").and_then(|number| number.parse().ok()),
        caption: caption.filter(|text| !text.is_empty()),
        alt: reference.filled("alternate-text").map(str::to_owned),
        credit: node.said("media-producer"),
    })
}

fn finish(item: &mut Item, root: &Node) {
    if item.title.is_empty() {
        item.title = crate::rss::first_words(&item.body);
    }
    if item.id.is_empty() {
        item.id = root.filled("uno").map_or_else(|| item.title.clone(), str::to_owned);
    }
    if let Some(dateline) = &item.dateline {
        markup::take_dateline(&mut item.body, dateline);
    }
    if item.authors.is_empty()
        && root.find("head").is_none_or(|head| !head.nodes().any(|node| node.attribute("name") == Some(OURS)))
    {
        item.authors.extend(item.byline.iter().map(Author::named));
    }
    let names = item.author_names().join(", ");
    item.byline =
        item.byline.take().filter(|byline| *byline != names || item.authors.len() == 1 && names.is_empty());
    if item.status == Status::Canceled {
        item.kind = item.kind.or(Some(story::Kind::Withdrawal));
    }
}

/// An instant as NITF norms it: `20261012T120500Z`.
fn norm(at: Timestamp) -> String {
    at.to_zoned_datetime(TimeZone::UTC).strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// Writes an item.
pub(crate) fn write(item: &Item, out: &mut Vec<u8>) {
    let mut text = String::with_capacity(4096);
    text.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    text.push_str("<nitf xmlns=\"http://iptc.org/std/NITF/2006-10-18/\" version=\"-//IPTC//DTD NITF 3.6//EN\">\n<head>\n");
    element(&mut text, "title", &item.title);
    let created = item.created.map(|at| at.to_string());
    let ours = ours::full(item);
    for (name, content) in [
        ("slugline", item.slugline.as_deref()),
        ("language", item.language.as_deref()),
        ("genre", item.genre.as_deref()),
        ("first-created", created.as_deref()),
        (OURS, Some(ours.as_str())),
    ] {
        if let Some(content) = content {
            tag(&mut text, "meta", &[("name", name), ("content", content)], true);
        }
    }
    text.push_str("<tobject tobject.type=\"news\">\n");
    for subject in item.subjects.iter().filter(|subject| subject.kind == SubjectKind::Topic) {
        // A number of a list is a name token (NITF, tobject.subject.refnum); what stands before it says whose list it is.
        let code = subject.code.as_deref().unwrap_or_default();
        let (list, number) = code.split_at(code.rfind('/').map_or(0, |at| at + 1));
        let number = if is_token(number) { number } else { "" };
        let all = [
            ("tobject.subject.ipr", if number.is_empty() { "" } else { list }),
            ("tobject.subject.refnum", if number.is_empty() { NO_NUMBER } else { number }),
            ("tobject.subject.matter", &subject.name),
        ];
        tag(&mut text, "tobject.subject", &all, true);
    }
    text.push_str("</tobject>\n");
    write_docdata(item, &mut text);
    if let (Some(advisory), Some(at)) = (&item.advisory, item.updated) {
        // What changed, in the place of NITF for it; it is read from `ed-msg`.
        tag(
            &mut text,
            "revision-history",
            &[("function", "editor"), ("norm", &norm(at)), ("name", advisory)],
            true,
        );
    }
    text.push_str("</head>\n<body>\n<body.head>\n");
    text.push_str("<hedline>\n");
    element(&mut text, "hl1", &item.title);
    text.push_str("</hedline>\n");
    optional(&mut text, "byline", byline(item).as_deref());
    optional(&mut text, "distributor", item.source.as_deref());
    optional(&mut text, "dateline", item.dateline.as_deref());
    if let Some(summary) = &item.summary {
        text.push_str("<abstract>");
        element(&mut text, "p", summary);
        text.push_str("</abstract>\n");
    }
    text.push_str("</body.head>\n<body.content>\n");
    write_body(item, &mut text);
    write_media(item, &mut text);
    text.push_str("</body.content>\n</body>\n</nitf>\n");
    out.extend_from_slice(text.as_bytes());
}

/// Whether a text is a name token (XML 1.0, Nmtoken), of ASCII only.
fn is_token(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_alphanumeric() || b"._:-".contains(&b))
}

fn byline(item: &Item) -> Option<String> {
    item.byline.clone().or_else(|| (!item.authors.is_empty()).then(|| item.author_names().join(", ")))
}

fn write_docdata(item: &Item, text: &mut String) {
    tag(text, "docdata", &[("management-status", item.status.as_str())], false);
    text.push('\n');
    tag(
        text,
        "doc-id",
        &[("id-string", &item.id), ("regsrc", item.source.as_deref().unwrap_or_default())],
        true,
    );
    if let Some(urgency) = item.urgency {
        tag(text, "urgency", &[("ed-urg", &urgency.get().to_string())], true);
    }
    for (name, at) in
        [("date.issue", item.updated), ("date.release", item.embargo), ("date.expire", item.expires)]
    {
        if let Some(at) = at {
            tag(text, name, &[("norm", &norm(at))], true);
        }
    }
    if let Some(note) = ours::note(item) {
        tag(text, "ed-msg", &[("info", &note)], true);
    }
    let version = item.version.map(|version| version.to_string()).unwrap_or_default();
    tag(text, "du-key", &[("key", &item.id), ("generation", &version), ("version", &version)], true);
    if item.kind == Some(story::Kind::Correction) {
        let info = item.advisory.as_deref().unwrap_or_default();
        tag(text, "correction", &[("info", info), ("id-string", &item.id)], true);
    }
    if let Some(copyright) = &item.copyright {
        tag(text, "doc.copyright", &[("holder", copyright)], true);
    }
    if let Some(usage) = &item.usage {
        tag(text, "doc.rights", &[("limitations", usage)], true);
    }
    if let Some(located) = &item.located {
        tag(text, "evloc", &[("city", located)], true);
    }
    if !item.keywords.is_empty() {
        text.push_str("<key-list>\n");
        for word in &item.keywords {
            tag(text, "keyword", &[("key", word)], true);
        }
        text.push_str("</key-list>\n");
    }
    if item.subjects.iter().any(|subject| subject.kind != SubjectKind::Topic) {
        text.push_str("<identified-content>\n");
        for (kind, name) in KINDS {
            for subject in item.subjects.iter().filter(|subject| subject.kind == kind) {
                tag(text, name, &[(code_of(kind), subject.code.as_deref().unwrap_or_default())], false);
                text.push_str(&escape(&subject.name));
                text.push_str(&format!("</{name}>\n"));
            }
        }
        text.push_str("</identified-content>\n");
    }
    text.push_str("</docdata>\n");
}

fn write_body(item: &Item, text: &mut String) {
    let mut dateline = item.dateline.as_deref();
    let mut is_list = false;
    for paragraph in &item.body {
        if is_list != (paragraph.role == Role::ListItem) {
            text.push_str(if is_list { "</ul>\n" } else { "<ul>\n" });
            is_list = !is_list;
        }
        let runs = paragraph.text.runs();
        match paragraph.role {
            Role::Body => {
                text.push_str("<p>");
                if let Some(dateline) = dateline.take() {
                    text.push_str(&escape(dateline));
                    text.push_str(markup::DASH);
                }
                inline(text, runs);
                text.push_str("</p>\n");
            }
            Role::Background | Role::Note | Role::Embed => {
                tag(text, "p", &[("class", markup::class(paragraph.role))], false);
                inline(text, runs);
                text.push_str("</p>\n");
            }
            Role::BlockQuote => {
                text.push_str("<bq><block><p>");
                inline(text, runs);
                text.push_str("</p></block></bq>\n");
            }
            Role::Subhead => {
                text.push_str("<hl2>");
                inline(text, runs);
                text.push_str("</hl2>\n");
            }
            Role::ListItem => {
                text.push_str("<li>");
                inline(text, runs);
                text.push_str("</li>\n");
            }
            Role::Table => {
                text.push_str("<table>");
                for row in paragraph.text.as_plain().lines() {
                    text.push_str("<tr>");
                    for cell in row.split('\t') {
                        text.push_str(&format!("<td>{}</td>", escape(cell)));
                    }
                    text.push_str("</tr>");
                }
                text.push_str("</table>\n");
            }
        }
    }
    if is_list {
        text.push_str("</ul>\n");
    }
}

fn inline(out: &mut String, runs: &[Run]) {
    for run in runs {
        if let Some(link) = &run.link {
            tag(out, "a", &[("href", link)], false);
        }
        out.push_str(if run.strong { "<em class=\"bold\">" } else { "" });
        out.push_str(if run.emphasis { "<em>" } else { "" });
        out.push_str(&escape(&run.text));
        out.push_str(if run.emphasis { "</em>" } else { "" });
        out.push_str(if run.strong { "</em>" } else { "" });
        out.push_str(if run.link.is_some() { "</a>" } else { "" });
    }
}

fn write_media(item: &Item, text: &mut String) {
    for media in &item.media {
        let of = media.media_type.as_deref().unwrap_or_default();
        let kind =
            ["image", "audio", "video"].into_iter().find(|kind| of.starts_with(kind)).unwrap_or("other");
        tag(text, "media", &[("media-type", kind)], false);
        text.push('\n');
        if let Some(size) = media.size {
            tag(text, "media-metadata", &[("name", "size"), ("value", &size.to_string())], true);
        }
        let number = |number: Option<u32>| number.map(|number| number.to_string()).unwrap_or_default();
        let all = [
            ("mime-type", of),
            ("source", media.href.as_str()),
            ("alternate-text", media.alt.as_deref().unwrap_or_default()),
            ("width", &number(media.width)),
            ("height", &number(media.height)),
        ];
        tag(text, "media-reference", &all, true);
        if let Some(caption) = &media.caption {
            text.push_str("<media-caption>");
            element(text, "p", caption);
            text.push_str("</media-caption>\n");
        }
        optional(text, "media-producer", media.credit.as_deref());
        text.push_str("</media>\n");
    }
}
