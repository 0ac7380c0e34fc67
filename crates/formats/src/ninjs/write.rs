//! How does an item look in ninjs 1.6, 2.2 and 3.1?

use jiff::Timestamp;

use super::{ID, OURS};
use crate::format::Format;
use crate::item::{Item, Media, Subject, SubjectKind};
use crate::json::Object;
use crate::{markup, ours};

/// The names of one version. 2.x writes in lower case what 3.x writes in camel case.
struct Names {
    is_1: bool,
    is_3: bool,
}

impl Names {
    fn pick(&self, one: &'static str, two: &'static str, three: &'static str) -> &'static str {
        match (self.is_1, self.is_3) {
            (true, _) => one,
            (_, false) => two,
            (_, true) => three,
        }
    }
}

/// Writes an item.
pub(crate) fn write(item: &Item, format: Format, out: &mut Vec<u8>) {
    let names = Names { is_1: format == Format::Ninjs1, is_3: format == Format::Ninjs3 };
    let mut object = Object::open(out);
    object.text("uri", &uri(&item.id));
    let (standard, version, schema) = match (names.is_1, names.is_3) {
        (true, _) => ("$standard", "1.6", "http://www.iptc.org/std/ninjs/ninjs-schema_1.6.json#"),
        (_, false) => ("standard", "2.2", "http://www.iptc.org/std/ninjs/ninjs-schema_2.2.json#"),
        (_, true) => ("standard", "3.1", "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#"),
    };
    object.object(standard, |it| {
        it.text("name", "ninjs");
        it.text("version", version);
        it.text("schema", schema);
    });
    object.text("type", "text");
    object.text(
        names.pick("representationtype", "representationtype", "representationType"),
        names.pick("complete", "full", "full"),
    );
    object.text(names.pick("pubstatus", "pubstatus", "pubStatus"), item.status.as_str());
    if let Some(version) = item.version {
        object.text("version", &version.to_string());
    }
    for (name, at) in [
        (names.pick("firstcreated", "firstcreated", "firstCreated"), item.created),
        (names.pick("versioncreated", "versioncreated", "versionCreated"), item.updated),
        (names.pick("embargoed", "embargoed", "embargoedUntil"), item.embargo),
        ("expires", item.expires),
    ] {
        instant(&mut object, name, at);
    }
    if let Some(urgency) = item.urgency {
        object.number("urgency", urgency.get().into());
    }
    object.optional(
        names.pick("copyrightnotice", "copyrightnotice", "copyrightNotice"),
        item.copyright.as_deref(),
    );
    object.optional(names.pick("usageterms", "usageterms", "usageTerms"), item.usage.as_deref());
    object.optional(names.pick("ednote", "ednote", "edNote"), ours::note(item).as_deref());
    object.optional("language", item.language.as_deref());
    object.optional(names.pick("byline", "by", "by"), byline(item).as_deref());
    object.optional("slugline", item.slugline.as_deref());
    object.optional("located", item.located.as_deref());
    object.text("title", &item.title);
    texts(&mut object, item, &names);
    if let Some(genre) = &item.genre {
        object.list(names.pick("genre", "genres", "genres"), [genre].into_iter(), |it, genre| {
            it.text("name", genre)
        });
    }
    if let Some(source) = &item.source {
        object.list(
            names.pick("infosource", "infosources", "infoSources"),
            [source].into_iter(),
            |it, source| {
                it.text("name", source);
            },
        );
    }
    for (name, kind) in [
        (names.pick("subject", "subjects", "subjects"), SubjectKind::Topic),
        (names.pick("place", "places", "places"), SubjectKind::Place),
        (names.pick("person", "people", "people"), SubjectKind::Person),
        (names.pick("organisation", "organisations", "organisations"), SubjectKind::Organisation),
        (names.pick("event", "events", "events"), SubjectKind::Event),
    ] {
        let all = item.subjects.iter().filter(|subject| subject.kind == kind);
        object.list(name, all, |it, subject| concept(it, subject, &names));
    }
    associations(&mut object, item, &names);
    object.close();
}

/// The line that names who wrote it.
fn byline(item: &Item) -> Option<String> {
    item.byline.clone().or_else(|| (!item.authors.is_empty()).then(|| item.author_names().join(", ")))
}

/// Headline, summary and body.
fn texts(object: &mut Object<'_>, item: &Item, names: &Names) {
    let html = (!item.body.is_empty()).then(|| markup::html(&item.body, item.dateline.as_deref()));
    let ours = ours::full(item);
    if names.is_1 {
        object.text("headline", &item.title);
        object.optional("description_text", item.summary.as_deref());
        object.optional("body_html", html.as_deref());
        object.text("description_dateline", &ours);
        return;
    }
    let content_type = names.pick("", "contenttype", "contentType");
    object.list("headlines", [&item.title].into_iter(), |it, title| {
        it.text("role", "main");
        it.text(content_type, "text/plain");
        it.text("value", title);
    });
    let summary = item.summary.as_deref().map(|text| ("summary", "text/plain", text));
    let ours = (OURS, "application/json", ours.as_str());
    object.list("descriptions", summary.into_iter().chain([ours]), |it, (role, media_type, value)| {
        it.text("role", role);
        it.text(content_type, media_type);
        it.text("value", value);
    });
    object.list("bodies", html.iter(), |it, html| {
        it.text("role", "main");
        it.text(content_type, "text/html");
        it.text("value", html);
    });
}

/// Something the item is about.
fn concept(it: &mut Object<'_>, subject: &Subject, names: &Names) {
    it.optional("name", Some(&subject.name));
    let Some(code) = &subject.code else { return };
    if !names.is_1 {
        it.text(if is_uri(code) { "uri" } else { "literal" }, code);
        return;
    }
    // A scheme has to be a URI; a code without one stands alone.
    match code.rfind(['/', '#', ':']).filter(|at| is_uri(&code[..*at]) && at + 1 < code.len()) {
        Some(at) => {
            it.text("scheme", &code[..=at]);
            it.text("code", &code[at + 1..]);
        }
        None => it.text("code", code),
    }
}

/// Pictures and other files.
fn associations(object: &mut Object<'_>, item: &Item, names: &Names) {
    let shown = item.media.iter().filter(|media| is_uri(&media.href)).enumerate();
    if names.is_1 {
        if shown.clone().next().is_some() {
            object.object("associations", |it| {
                for (at, media) in shown {
                    it.object(&format!("media_{}", at + 1), |it| association(it, media, names));
                }
            });
        }
        return;
    }
    object.list("associations", shown, |it, (at, media)| {
        it.text("name", &format!("media-{}", at + 1));
        association(it, media, names);
    });
}

fn association(it: &mut Object<'_>, media: &Media, names: &Names) {
    it.text("uri", &uri(media.id.as_deref().unwrap_or(&media.href)));
    let of = media.media_type.as_deref().unwrap_or_default();
    let kind = [("video/", "video"), ("audio/", "audio"), ("image/", "picture"), ("", "component")];
    it.text(
        "type",
        kind.iter().find(|(start, _)| of.starts_with(start)).map_or("component", |(_, kind)| kind),
    );
    it.optional(names.pick("byline", "by", "by"), media.credit.as_deref());
    let content_type = names.pick("mimetype", "contenttype", "contentType");
    let said = [("caption", &media.caption), ("alt", &media.alt)];
    if names.is_1 {
        for (role, text) in said {
            it.optional(&format!("description_{role}"), text.as_deref());
        }
        it.object("renditions", |it| {
            it.object("main", |it| rendition(it, media, content_type, "sizeinbytes"))
        });
        return;
    }
    let said = said.into_iter().filter_map(|(role, text)| Some((role, text.as_deref()?)));
    it.list("descriptions", said, |it, (role, text)| {
        it.text("role", role);
        it.text("value", text);
    });
    it.list("renditions", [media].into_iter(), |it, media| {
        it.text("name", "main");
        rendition(it, media, content_type, names.pick("", "sizeinbytes", "sizeInBytes"));
    });
}

fn rendition(it: &mut Object<'_>, media: &Media, content_type: &str, size: &str) {
    it.text("href", &media.href);
    it.optional(content_type, media.media_type.as_deref());
    for (name, value) in
        [("width", media.width.map(u64::from)), ("height", media.height.map(u64::from)), (size, media.size)]
    {
        if let Some(value) = value {
            it.number(name, value);
        }
    }
}

fn instant(object: &mut Object<'_>, name: &str, at: Option<Timestamp>) {
    if let Some(at) = at {
        object.text(name, &at.to_string());
    }
}

/// Whether a text can stand where a URI is required (RFC 3986 section 3): a scheme, a colon and allowed characters.
fn is_uri(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else { return false };
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'));
    is_scheme
        && !rest.is_empty()
        && rest.bytes().all(|b| b.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&b))
}

/// An id as a URI; one that is none is put under ours.
fn uri(id: &str) -> std::borrow::Cow<'_, str> {
    if is_uri(id) && !id.starts_with(ID) {
        return id.into();
    }
    let mut out = String::from(ID);
    for byte in id.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out.into()
}
