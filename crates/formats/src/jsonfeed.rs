//! JSON Feed 1.0 and 1.1, read; 1.1, written. Source: jsonfeed.org/version/1.1.

use serde_json::{Value, json};

use crate::field::Field;
use crate::item::{Author, Document, Head, Item, Left, Media, Subject};
use crate::json::text;
use crate::{dates, html, markup, ours};

/// The media type it is served as.
pub const MEDIA_TYPE: &str = "application/feed+json; charset=utf-8";

/// Reads a feed.
pub(crate) fn read(value: &Value) -> Document {
    let mut document = Document { format: "JSON Feed".into(), ..Document::default() };
    document.head.title = text(value, "title").unwrap_or_default();
    document.head.language = text(value, "language");
    document.head.hub = text(&value["hubs"][0], "url");
    for each in value["items"].as_array().into_iter().flatten() {
        match item(each, value, &document) {
            Some(item) => document.items.push(item),
            None => document.left.push(Left {
                what: text(each, "id").unwrap_or_else(|| "an item".into()),
                why: "it has neither a title nor a text".into(),
            }),
        }
    }
    document
}

fn item(value: &Value, feed: &Value, document: &Document) -> Option<Item> {
    let body = match (text(value, "content_html"), text(value, "content_text"), text(value, "summary")) {
        (Some(markup), ..) => html::paragraphs(&markup),
        (None, Some(plain), _) | (None, None, Some(plain)) => html::from_plain(&plain),
        (None, None, None) => Vec::new(),
    };
    let title = text(value, "title").unwrap_or_else(|| crate::rss::first_words(&body));
    if title.is_empty() {
        return None;
    }
    let link = text(value, "url").or_else(|| text(value, "external_url"));
    let names = |value: &Value| -> Vec<Author> {
        let many = value["authors"].as_array().into_iter().flatten();
        many.chain(std::iter::once(&value["author"]))
            .filter_map(|author| {
                let uri = text(author, "url");
                let name = text(author, "name").or_else(|| uri.clone())?;
                Some(Author { name, uri, ..Author::default() })
            })
            .collect()
    };
    let own = names(value);
    let date = |key: &str| text(value, key).and_then(|text| dates::read(&text));
    let mut item = Item {
        id: text(value, "id").or_else(|| link.clone()).unwrap_or_else(|| title.clone()),
        title,
        link,
        language: text(value, "language").or_else(|| document.head.language.clone()),
        subjects: value["tags"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|tag| tag.as_str().map(Subject::named))
            .collect(),
        authors: if own.is_empty() { names(feed) } else { own },
        published: date("date_published"),
        updated: date("date_modified"),
        summary: text(value, "summary"),
        body,
        media: value["attachments"].as_array().into_iter().flatten().filter_map(attachment).collect(),
        ..Item::default()
    };
    let ours = &value["_dateline"];
    ours::take(ours, &mut item);
    if ours["media"].is_array() {
        item.media.clear();
        ours::take_media(ours, &mut item);
    }
    Some(item)
}

fn attachment(value: &Value) -> Option<Media> {
    Some(Media {
        href: text(value, "url")?,
        media_type: text(value, "mime_type"),
        caption: text(value, "title"),
        size: value["size_in_bytes"].as_u64(),
        ..Media::default()
    })
}

/// What JSON Feed has a place for, with the extension `_dateline` for what a newsroom says.
pub(crate) const CARRIES: &[Field] = &[
    Field::Id,
    Field::Version,
    Field::Revision,
    Field::Kind,
    Field::Title,
    Field::Link,
    Field::Language,
    Field::Subjects,
    Field::Authors,
    Field::Published,
    Field::Updated,
    Field::Summary,
    Field::Dateline,
    Field::Body,
    Field::Roles,
    Field::Tables,
    Field::Blocks,
    Field::Marks,
    Field::Links,
    Field::Advisory,
    Field::Changes,
    Field::Media,
    Field::MediaDetails,
];

/// Writes what stands in front of the items.
pub(crate) fn start(head: &Head, out: &mut Vec<u8>) {
    let value = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": if head.title.is_empty() { "News" } else { &head.title },
        "description": head.description,
        "home_page_url": head.home,
        "feed_url": head.own,
        "hubs": head.hub.as_ref().map(|hub| json!([{ "type": "WebSub", "url": hub }])),
        "language": head.language,
        "authors": authors(&head.authors),
    });
    let text = crate::json::without_nulls(value).to_string();
    out.extend_from_slice(text.trim_end_matches('}').as_bytes());
    out.extend_from_slice(b",\"items\":[");
}

fn authors(all: &[Author]) -> Value {
    let named =
        |author: &Author| crate::json::without_nulls(json!({ "name": author.name, "url": author.uri }));
    if all.is_empty() { Value::Null } else { all.iter().map(named).collect() }
}

/// Writes an item. What a revision changed stands in the extension `_dateline`.
pub(crate) fn write_item(item: &Item, at: usize, out: &mut Vec<u8>) {
    let html = (!item.body.is_empty()).then(|| markup::html(&item.body, item.dateline.as_deref()));
    let media = item.media.iter().map(|media| {
        crate::json::without_nulls(json!({
            "url": media.href,
            "mime_type": media.media_type.as_deref().unwrap_or("application/octet-stream"),
            "title": media.caption,
            "size_in_bytes": media.size,
        }))
    });
    let media: Vec<Value> = media.collect();
    let tags: Vec<&str> =
        item.subjects.iter().map(|subject| subject.name.as_str()).filter(|name| !name.is_empty()).collect();
    let text = html.is_none().then(|| item.summary.clone().unwrap_or_else(|| item.title.clone()));
    let value = json!({
        "id": item.id,
        "url": item.link,
        "title": item.title,
        "summary": ours::summary(item),
        "content_html": html,
        "content_text": text,
        "date_published": item.published.map(|at| at.to_string()),
        "date_modified": item.updated.map(|at| at.to_string()),
        "language": item.language,
        "authors": authors(&item.authors),
        "tags": if tags.is_empty() { Value::Null } else { json!(tags) },
        "attachments": if media.is_empty() { Value::Null } else { json!(media) },
        "_dateline": ours::value_with_media(item),
    });
    if at > 0 {
        out.push(b',');
    }
    out.extend_from_slice(crate::json::without_nulls(value).to_string().as_bytes());
}

/// Writes what stands behind the items.
pub(crate) fn end(out: &mut Vec<u8>) {
    out.extend_from_slice(b"]}\n");
}
