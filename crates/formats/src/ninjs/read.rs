//! What does a ninjs object of any version say?

use serde_json::Value;
use story::Urgency;

use super::{ID, OURS};
use crate::item::{
    Author, Document, Item, Left, Media, Relation, RelationKind, Status, Subject, SubjectKind,
};
use crate::json::text;
use crate::{Diagnosis, dates, html, ours};

/// Keys that are read, in lower case; others are kept as extensions.
const KNOWN: &[&str] = &[
    "uri",
    "guid",
    "type",
    "standard",
    "$standard",
    "version",
    "firstcreated",
    "versioncreated",
    "embargoed",
    "embargoeduntil",
    "expires",
    "pubstatus",
    "urgency",
    "copyrightnotice",
    "usageterms",
    "ednote",
    "language",
    "byline",
    "by",
    "headline",
    "headlines",
    "title",
    "slugline",
    "located",
    "body_html",
    "body_xhtml",
    "body_text",
    "body",
    "bodies",
    "description_text",
    "description_html",
    "description_dateline",
    "descriptions",
    "genre",
    "genres",
    "infosource",
    "infosources",
    "source",
    "subject",
    "subjects",
    "place",
    "places",
    "person",
    "people",
    "organisation",
    "organisations",
    "event",
    "events",
    "associations",
    "renditions",
    "keywords",
    "keyword",
    "evolvedfrom",
    "signal",
    "service",
    "representationtype",
    "charcount",
    "wordcount",
    "mimetype",
    "contenttype",
];

/// Reads ninjs items.
pub(crate) fn read(all: &[&Value]) -> Document {
    let mut document = Document::default();
    for value in all {
        let what = text(value, "uri").or_else(|| text(value, "title")).unwrap_or_else(|| "an item".into());
        if document.format.is_empty() {
            document.format = version(value);
        }
        let is_event = get(value, "eventDetails").is_some();
        let kind = text(value, "type").unwrap_or_else(|| if is_event { "event" } else { "text" }.into());
        // Text is what can be a story; a composite holds one.
        if matches!(
            kind.as_str(),
            "picture" | "graphic" | "audio" | "video" | "component" | "event" | "planning"
        ) {
            document.left.push(Left { what, why: format!("it is of type {kind}, not a text") });
            continue;
        }
        match item(value, &mut document.diagnoses) {
            Some(item) => document.items.push(item),
            None => document.left.push(Left { what, why: "it has neither a headline nor a body".into() }),
        }
    }
    document
}

fn version(value: &Value) -> String {
    let standard = get(value, "standard").or_else(|| value.get("$standard"));
    match standard.and_then(|standard| text(standard, "version")) {
        Some(version) => format!("ninjs {version}"),
        None if value["headlines"].is_array() || value["bodies"].is_array() => "ninjs 2 or 3".into(),
        None => "ninjs 1".into(),
    }
}

/// A value by its name in ninjs 3, or in lower case as in 1 and 2.
fn get<'a>(value: &'a Value, name: &str) -> Option<&'a Value> {
    value.get(name).or_else(|| value.get(name.to_ascii_lowercase())).filter(|value| !value.is_null())
}

fn said(value: &Value, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| text(value, name).or_else(|| text(value, &name.to_ascii_lowercase())))
}

fn objects<'a>(value: &'a Value, names: &[&str]) -> Vec<&'a Value> {
    names.iter().filter_map(|name| get(value, name)).filter_map(Value::as_array).flatten().collect()
}

/// The value of a list of `{role, value, contentType}`, one of the wanted roles before others.
fn listed<'a>(value: &'a Value, key: &str, roles: &[&str]) -> Option<&'a Value> {
    let all = objects(value, &[key]);
    let has = |each: &&&Value| text(each, "value").is_some() && each["role"].as_str() != Some(OURS);
    let is_wanted = |each: &&&Value| each["role"].as_str().is_none_or(|role| roles.contains(&role));
    let found = all.iter().filter(has).find(is_wanted).or_else(|| all.iter().find(has));
    found.copied()
}

/// A text that should be plain and often is HTML; what we wrote ourselves is what it says it is.
fn flat(text: String, is_ours: bool) -> String {
    if !is_ours && text.contains(['<', '&']) { html::plain(&text) } else { text }
}

/// The value of an entry of a list, plain.
fn plain(each: &Value, is_ours: bool) -> Option<String> {
    let is_plain = said(each, &["contentType"]).as_deref() == Some("text/plain");
    text(each, "value").map(|text| flat(text, is_ours || is_plain))
}

fn item(value: &Value, diagnoses: &mut Vec<Diagnosis>) -> Option<Item> {
    let mut item = Item { body: body(value), ..Item::default() };
    let is_ours = descriptions(value, &mut item);
    let headline = said(value, &["headline"])
        .map(|text| flat(text, is_ours))
        .or_else(|| listed(value, "headlines", &["main", "headline"]).and_then(|each| plain(each, is_ours)))
        .or_else(|| said(value, &["title"]).map(|text| flat(text, is_ours)));
    item.summary = said(value, &["description_text"])
        .map(|text| flat(text, is_ours))
        .or_else(|| said(value, &["description_html"]).map(|markup| html::plain(&markup)))
        .or_else(|| {
            listed(value, "descriptions", &["summary", "main"]).and_then(|each| plain(each, is_ours))
        });
    if headline.is_none() && item.body.is_empty() && item.summary.is_none() {
        return None;
    }
    if item.body.is_empty() && !is_ours {
        item.body = item.summary.as_deref().map(html::from_plain).unwrap_or_default();
    }
    item.title = headline.unwrap_or_else(|| crate::rss::first_words(&item.body));
    item.id = said(value, &["uri", "guid"]).map_or_else(|| item.title.clone(), |id| own_id(&id));
    if let Some(version) = said(value, &["version"]) {
        match version.parse() {
            Ok(number) => item.version = Some(number),
            Err(_) => item.extend("version", version),
        }
    }
    item.status = said(value, &["pubStatus"]).map(|word| Status::read(&word)).unwrap_or_default();
    item.urgency = said(value, &["urgency"]).and_then(|number| {
        // 9 is user-defined (IPTC urgency), and as little pressing as 8.
        let number = number.split('.').next().unwrap_or_default().parse::<u8>().ok()?;
        Urgency::try_from(number.min(8)).ok()
    });
    item.slugline = said(value, &["slugline"]);
    item.language = said(value, &["language"]);
    item.link =
        item.link.or_else(|| said(value, &["url", "uri"]).filter(|uri| !is_ours && uri.starts_with("http")));
    item.usage = said(value, &["usageTerms"]);
    item.copyright = said(value, &["copyrightNotice"]);
    item.located = said(value, &["located"]);
    for (names, place) in [
        (&["firstCreated"][..], &mut item.created),
        (&["versionCreated"], &mut item.updated),
        (&["embargoedUntil", "embargoed"], &mut item.embargo),
        (&["expires"], &mut item.expires),
    ] {
        let Some(written) = said(value, names) else { continue };
        match dates::read(&written) {
            Some(at) => *place = Some(at),
            None => diagnoses.push(Diagnosis::error(
                1,
                1,
                format!("{} of {} is no instant: {written}", names[0], item.id),
            )),
        }
    }
    if !is_ours {
        item.published = item.created.or(item.updated);
    }
    about(value, &mut item, is_ours);
    newsroom(value, &mut item);
    media(value, &mut item, is_ours);
    for (key, value) in value.as_object().into_iter().flatten() {
        let lower = key.to_ascii_lowercase();
        if !KNOWN.contains(&lower.as_str()) && !value.is_null() {
            let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            item.extend(key, value);
        }
    }
    Some(item)
}

/// An id that was written under ours.
fn own_id(id: &str) -> String {
    let Some(packed) = id.strip_prefix(ID) else { return id.to_owned() };
    let mut bytes = Vec::with_capacity(packed.len());
    let mut rest = packed.as_bytes();
    while let [first, tail @ ..] = rest {
        let code = match (first, tail) {
            (b'%', [a, b, ..]) => {
                std::str::from_utf8(&[*a, *b]).ok().and_then(|hex| u8::from_str_radix(hex, 16).ok())
            }
            _ => None,
        };
        bytes.push(code.unwrap_or(*first));
        rest = if code.is_some() { tail.get(2..).unwrap_or_default() } else { tail };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn body(value: &Value) -> Vec<story::Paragraph> {
    if let Some(markup) = said(value, &["body_html", "body_xhtml"]) {
        return html::paragraphs(&markup);
    }
    if let Some(plain) = said(value, &["body_text", "body"]) {
        return html::from_plain(&plain);
    }
    // Of several bodies the one that keeps most is taken: marked up as HTML, then plain, then another document.
    let weight = |each: &&Value| {
        let kind = said(each, &["contentType"]).unwrap_or_default().to_ascii_lowercase();
        match kind.as_str() {
            kind if kind.contains("html") => 0,
            "" => 1,
            "text/plain" => 2,
            _ => 3,
        }
    };
    let bodies = objects(value, &["bodies"]);
    let Some(body) = bodies.into_iter().filter(|each| text(each, "value").is_some()).min_by_key(weight)
    else {
        return Vec::new();
    };
    let content = body["value"].as_str().unwrap_or_default();
    let kind = said(body, &["contentType"]).unwrap_or_default();
    if kind.contains("html")
        || kind.contains("xml")
        || kind.to_ascii_lowercase().contains("nitf")
        || kind.is_empty() && content.contains("</")
    {
        html::paragraphs(content)
    } else {
        html::from_plain(content)
    }
}

/// What we put into a description ourselves; says whether there was such a one.
fn descriptions(value: &Value, item: &mut Item) -> bool {
    let ours = text(value, "description_dateline").or_else(|| {
        let all = objects(value, &["descriptions"]);
        let ours = all.into_iter().find(|each| each["role"].as_str() == Some(OURS))?;
        text(ours, "value")
    });
    let Some(ours) = ours.and_then(|text| serde_json::from_str::<Value>(&text).ok()) else { return false };
    ours::take_full(&ours, item);
    true
}

/// Subjects, places, people, organisations, events.
fn about(value: &Value, item: &mut Item, is_ours: bool) {
    for (names, kind) in [
        (["subject", "subjects"], SubjectKind::Topic),
        (["place", "places"], SubjectKind::Place),
        (["person", "people"], SubjectKind::Person),
        (["organisation", "organisations"], SubjectKind::Organisation),
        (["event", "events"], SubjectKind::Event),
    ] {
        for each in objects(value, &names) {
            let name = text(each, "name").unwrap_or_default();
            let code = match (text(each, "scheme"), said(each, &["uri", "code", "literal", "qcode"])) {
                (Some(scheme), Some(code)) if each.get("uri").is_none() => {
                    let joint = if scheme.ends_with(['/', '#', ':']) { "" } else { ":" };
                    Some(format!("{scheme}{joint}{code}"))
                }
                (_, code) => code,
            };
            // Who wrote it stands among the people too.
            if matches!(text(each, "rel").as_deref(), Some("author" | "creator")) {
                item.authors.push(Author { name, uri: code, ..Author::default() });
                continue;
            }
            if !name.is_empty() || code.is_some() {
                item.subjects.push(Subject { name, code, kind });
            }
        }
    }
    for service in objects(value, &["service"]) {
        item.subjects.extend(text(service, "name").map(Subject::named));
    }
    let keywords = objects(value, &["keywords", "keyword"]);
    item.keywords.extend(keywords.into_iter().filter_map(|word| word.as_str().map(str::to_owned)));
    item.genre = objects(value, &["genre", "genres"]).iter().find_map(|each| {
        said(each, &["name", "literal", "code"]).or_else(|| {
            text(each, "uri").map(|uri| uri.rsplit(['/', ':']).next().unwrap_or_default().to_owned())
        })
    });
    item.source = objects(value, &["infosource", "infoSources"])
        .iter()
        .find_map(|each| said(each, &["name", "literal"]))
        .or_else(|| said(value, &["source"]));
    let byline = said(value, &["byline", "by"]);
    let names = item.author_names().join(", ");
    item.byline = byline.filter(|byline| *byline != names);
    if item.authors.is_empty() && !is_ours {
        item.authors.extend(item.byline.iter().map(Author::named));
    }
}

/// The note for editors, the kind of move, what it grew out of.
fn newsroom(value: &Value, item: &mut Item) {
    if let Some(note) = said(value, &["edNote"]) {
        ours::split_note(&note, item);
    }
    if let Some(signal) = said(value, &["signal"]) {
        match signal.rsplit(':').next().unwrap_or_default() {
            "update" => item.kind = item.kind.or(Some(story::Kind::Update)),
            "correction" => item.kind = item.kind.or(Some(story::Kind::Correction)),
            _ => item.extend("signal", signal),
        }
    }
    if let Some(id) = said(value, &["evolvedfrom"]) {
        item.relations.push(Relation { kind: RelationKind::EvolvedFrom, id, title: None });
    }
    if item.status == Status::Canceled {
        item.kind = item.kind.or(Some(story::Kind::Withdrawal));
    }
}

/// Associations and renditions: what can be seen or heard becomes media, a text a relation.
fn media(value: &Value, item: &mut Item, is_ours: bool) {
    let associated: Vec<&Value> = match get(value, "associations") {
        Some(Value::Array(all)) => all.iter().collect(),
        Some(Value::Object(all)) => all.values().filter(|value| value.is_object()).collect(),
        _ => Vec::new(),
    };
    for each in associated {
        let id = said(each, &["uri", "guid"]);
        let title = said(each, &["headline", "title"])
            .or_else(|| listed(each, "headlines", &["main"]).and_then(|each| text(each, "value")));
        if matches!(text(each, "type").as_deref(), Some("text" | "composite" | "event" | "planning")) {
            item.relations.extend(id.map(|id| Relation { kind: RelationKind::SeeAlso, id, title }));
            continue;
        }
        let role = |role: &str| {
            let all = objects(each, &["descriptions"]);
            let found = all
                .into_iter()
                .find(|each| each["role"].as_str() == Some(role))
                .and_then(|each| text(each, "value"));
            found.or_else(|| text(each, &format!("description_{role}")))
        };
        let caption = role("caption").or_else(|| role("text")).or_else(|| {
            let first = listed(each, "descriptions", &["caption"])
                .filter(|each| each["role"].as_str() != Some("alt"));
            first.and_then(|each| text(each, "value")).or_else(|| said(each, &["description_html"]))
        });
        let mut best = renditions(each).into_iter().max_by_key(|media| u64::from(media.width.unwrap_or(0)));
        if best.is_none() {
            best = id.clone().map(|href| Media { href, ..Media::default() });
        }
        let Some(best) = best else { continue };
        item.media.push(Media {
            id: id.map(|id| own_id(&id)).filter(|id| *id != best.href),
            caption: caption.map(|text| flat(text, is_ours)).or(title),
            alt: role("alt"),
            credit: said(each, &["byline", "by"]),
            ..best
        });
    }
    let own = renditions(value).into_iter().filter(|media| media.media_type.as_deref().is_some_and(is_shown));
    item.media.extend(own);
}

fn is_shown(media_type: &str) -> bool {
    ["image/", "video/", "audio/"].iter().any(|start| media_type.starts_with(start))
}

fn renditions(value: &Value) -> Vec<Media> {
    let all: Vec<&Value> = match get(value, "renditions") {
        Some(Value::Array(all)) => all.iter().collect(),
        Some(Value::Object(all)) => all.values().collect(),
        _ => Vec::new(),
    };
    let whole = |each: &Value, name: &str| {
        let number = get(each, name)?;
        number.as_u64().or_else(|| number.as_str()?.parse().ok())
    };
    let small = |each: &Value, name: &str| whole(each, name).and_then(|number| u32::try_from(number).ok());
    all.into_iter()
        .filter_map(|each| {
            Some(Media {
                href: text(each, "href")?,
                media_type: said(each, &["contentType", "mimetype"]),
                size: whole(each, "sizeInBytes"),
                width: small(each, "width"),
                height: small(each, "height"),
                ..Media::default()
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_that_was_packed_is_unpacked() {
        for (packed, id) in
            [("urn:dateline:item:a%20b", "a b"), ("urn:dateline:item:%", "%"), ("urn:x", "urn:x")]
        {
            assert_eq!(own_id(packed), id);
        }
    }
}
