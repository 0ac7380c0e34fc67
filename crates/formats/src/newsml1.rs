//! NewsML 1.0 to 1.2, read.
//!
//! Source: IPTC NewsML 1.2 functional specification: NewsIdentifier, NewsManagement, NewsLines, metadata, ContentItem.

use story::{Kind, Urgency};

use crate::item::{Author, Document, Item, Left, Media, Status, Subject};
use crate::tree::Node;
use crate::{dates, html, markup, nitf, ours};

/// Reads a document of news items.
pub(crate) fn read(root: &Node) -> Document {
    let version = root.attribute("Version").unwrap_or("1");
    let mut document = Document { format: format!("NewsML {version}"), ..Document::default() };
    let envelope = root.find("NewsEnvelope");
    document.head.updated =
        envelope.and_then(|it| it.said("DateAndTime")).and_then(|text| dates::read(&text));
    for node in root.nodes().filter(|node| node.name() == "NewsItem") {
        let item = item(node, envelope);
        if item.title.is_empty() && item.body.is_empty() {
            let why = if item.media.is_empty() {
                "it has neither a headline nor a text"
            } else {
                "it is a picture or another file, not a text"
            };
            document.left.push(Left { what: item.id, why: why.into() });
        } else {
            document.items.push(item);
        }
    }
    document
}

/// The formal name of the first element of that name, at any depth.
fn formal(node: &Node, name: &str) -> Option<String> {
    let found = node.all(name).into_iter().next()?;
    let own = found
        .filled("FormalName")
        .or_else(|| found.find("Party").and_then(|party| party.filled("FormalName")));
    own.map(str::to_owned)
}

fn line(node: &Node, name: &str) -> Option<String> {
    let all = node.all(name);
    all.into_iter().map(|node| html::plain(&node.markup())).find(|text| !text.is_empty())
}

fn item(node: &Node, envelope: Option<&Node>) -> Item {
    let mut item = Item::default();
    if let Some(identification) = node.find("Identification") {
        if let Some(id) = identification.find("NewsIdentifier") {
            let part = |name: &str| id.said(name).unwrap_or_default();
            // The public identifier ends with the revision: what stays is all before it.
            let public = part("PublicIdentifier");
            let revision = part("RevisionId");
            let stem =
                public.strip_suffix(&revision).unwrap_or(&public).trim_end_matches([':', 'N', 'U', 'A']);
            item.id = match stem {
                "" => format!("urn:newsml:{}:{}:{}", part("ProviderId"), part("DateId"), part("NewsItemId")),
                stem => stem.to_owned(),
            };
            item.version = revision.parse().ok();
        }
        item.slugline = line(identification, "NameLabel");
    }
    if let Some(management) = node.find("NewsManagement") {
        let instant = |name: &str| management.said(name).and_then(|text| dates::read(&text));
        item.created = instant("FirstCreated");
        item.updated = instant("ThisRevisionCreated");
        item.embargo = instant("StatusWillChange").or(item.embargo);
        item.status = management
            .find("Status")
            .and_then(|it| it.filled("FormalName"))
            .map(Status::read)
            .unwrap_or_default();
        item.urgency =
            management.find("Urgency").and_then(|it| it.filled("FormalName")?.parse::<Urgency>().ok());
        for instruction in management.all("Instruction") {
            let word = instruction.filled("FormalName").unwrap_or_default();
            match word.to_ascii_lowercase().as_str() {
                "update" | "rectify" if item.kind.is_none() => item.kind = Some(Kind::Update),
                "correction" | "correct" => item.kind = Some(Kind::Correction),
                other => item.extend("Instruction", other),
            }
        }
    }
    if item.status == Status::Canceled {
        item.kind = Some(Kind::Withdrawal);
    }
    let priority = envelope
        .and_then(|it| it.find("Priority"))
        .and_then(|it| it.filled("FormalName")?.parse::<Urgency>().ok());
    item.urgency = item.urgency.or(priority);
    for product in envelope.map(|it| it.all("NewsProduct")).unwrap_or_default() {
        item.extend("NewsProduct", product.filled("FormalName").unwrap_or_default());
    }
    for component in node.nodes().filter(|node| matches!(node.name(), "NewsComponent" | "Update")) {
        read_component(component, &mut item);
    }
    item.published = item.created.or(item.updated);
    if item.title.is_empty() {
        item.title = crate::rss::first_words(&item.body);
    }
    if let Some(dateline) = &item.dateline {
        markup::take_dateline(&mut item.body, dateline);
    }
    item
}

fn read_component(component: &Node, item: &mut Item) {
    let lines = |name: &str| line(component, name);
    item.title = lines("HeadLine").unwrap_or_default();
    item.byline = lines("ByLine");
    item.authors = item.byline.iter().map(Author::named).collect();
    item.dateline = lines("DateLine");
    item.credit = lines("CreditLine");
    item.copyright = lines("CopyrightLine");
    item.slugline = lines("SlugLine").or(item.slugline.take());
    item.keywords =
        component.all("KeywordLine").into_iter().map(|node| html::plain(&node.markup())).collect();
    item.keywords.retain(|word| !word.is_empty());
    item.usage = lines("UsageTerms").or_else(|| lines("RightsLine"));
    item.summary = lines("SubHeadLine");
    item.source = formal(component, "Provider").or_else(|| formal(component, "Source"));
    item.language = formal(component, "Language").or_else(|| component.filled("lang").map(str::to_owned));
    item.genre = formal(component, "Genre");
    let places = component.all("Location");
    item.located = places.first().and_then(|place| {
        let parts: Vec<&str> =
            place.all("Property").into_iter().filter_map(|it| it.filled("Value")).collect();
        Some(parts.join(", ")).filter(|place| !place.is_empty())
    });
    for topic in component.all("Topic") {
        let named = topic
            .nodes()
            .filter(|node| node.name() == "Description" && node.attribute("Variant") != Some("Category"));
        let named: Vec<&Node> = named.collect();
        let english = named.iter().find(|node| node.attribute("lang") == Some("en"));
        let name = english.or(named.first()).map(|node| node.text().trim().to_owned()).unwrap_or_default();
        let code = topic.said("FormalName");
        if !name.is_empty() || code.is_some() {
            item.subjects.push(Subject { name, code, ..Subject::default() });
        }
    }
    for name in ["Subject", "SubjectMatter", "SubjectDetail"] {
        for node in component.all(name) {
            if let Some(code) = node.filled("FormalName") {
                item.subjects.push(Subject { code: Some(code.to_owned()), ..Subject::default() });
            }
        }
    }
    for name in ["OfInterestTo", "Property"] {
        for node in component.all(name) {
            let value = node.filled("Value").or(node.filled("FormalName")).unwrap_or_default();
            item.extend(
                if name == "Property" { node.filled("FormalName").unwrap_or(name) } else { name },
                value,
            );
        }
    }
    for node in component.all("ContentItem") {
        read_content(node, item);
    }
    if let Some(note) = lines("EditorialNote").or_else(|| line(component, "NewsLineText")) {
        ours::take_note(&note, item);
    }
}

fn read_content(node: &Node, item: &mut Item) {
    let media_type = node.find("MediaType").and_then(|it| it.filled("FormalName")).unwrap_or_default();
    if let Some(href) = node.filled("Href").filter(|_| !media_type.eq_ignore_ascii_case("text")) {
        let property = |name: &str| {
            let all = node.all("Property");
            let found = all
                .into_iter()
                .find(|it| it.filled("FormalName").is_some_and(|own| own.eq_ignore_ascii_case(name)))?;
            found.filled("Value").and_then(|value| value.parse::<u32>().ok())
        };
        item.media.push(Media {
            href: href.to_owned(),
            media_type: node.find("MimeType").and_then(|it| it.filled("FormalName")).map(str::to_owned),
            width: property("Width"),
            height: property("Height"),
            ..Media::default()
        });
        return;
    }
    let Some(data) = node.find("DataContent") else { return };
    let body = match data.find("nitf") {
        Some(inside) => nitf::body_of(inside),
        None if data.nodes().next().is_some() => html::paragraphs(&data.markup()),
        None => {
            let text = data.text();
            if text.contains("</p>") { html::paragraphs(&text) } else { html::from_plain(&text) }
        }
    };
    if item.body.is_empty() {
        item.body = body;
    }
}
