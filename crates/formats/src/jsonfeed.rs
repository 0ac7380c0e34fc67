//! JSON Feed 1.0 and 1.1, read; 1.1, written. Source: jsonfeed.org/version/1.1.

use serde_json::{Value, json};

use crate::document::{Document, Item, Left};
use crate::feed::Feed;
use crate::json::text;
use crate::{dates, html};

/// The media type it is served as.
pub const MEDIA_TYPE: &str = "application/feed+json; charset=utf-8";

/// Reads a feed.
pub(crate) fn read(value: &Value) -> Document {
    let mut document = Document { format: "JSON Feed".into(), ..Document::default() };
    document.title = text(value, "title").unwrap_or_default();
    document.language = text(value, "language");
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
    let names = |value: &Value| -> Vec<String> {
        let many = value["authors"].as_array().into_iter().flatten();
        many.chain(std::iter::once(&value["author"])).filter_map(|author| text(author, "name")).collect()
    };
    let own = names(value);
    let date = |key: &str| text(value, key).and_then(|text| dates::read(&text));
    Some(Item {
        id: text(value, "id").or_else(|| link.clone()).unwrap_or_else(|| title.clone()),
        title,
        link,
        language: text(value, "language").or_else(|| document.language.clone()),
        categories: value["tags"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|tag| tag.as_str().map(str::to_owned))
            .collect(),
        authors: if own.is_empty() { names(feed) } else { own },
        published: date("date_published"),
        updated: date("date_modified"),
        summary: text(value, "summary"),
        body,
        ..Item::default()
    })
}

/// Writes a feed as JSON Feed 1.1. What a revision changed stands in the extension `_dateline`.
pub fn write(feed: &Feed) -> String {
    let items: Vec<Value> = feed
        .items
        .iter()
        .map(|item| {
            let mut value = json!({
                "id": item.id,
                "url": item.url,
                "title": item.title,
                "summary": item.summary,
                "content_html": item.html,
                "date_published": item.published.to_string(),
                "date_modified": item.updated.to_string(),
                "language": item.language,
                "tags": item.categories,
                "_dateline": {
                    "about": "https://www.jsonfeed.org/version/1.1/#extensions-a-name-extensions-a",
                    "revision": item.revision,
                    "kind": item.kind,
                    "advisory": item.advisory,
                },
            });
            if let (Some(author), Value::Object(map)) = (&item.author, &mut value) {
                map.insert("authors".to_owned(), json!([{ "name": author }]));
            }
            value
        })
        .collect();
    json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "description": feed.description,
        "home_page_url": feed.home,
        "feed_url": feed.own,
        "language": feed.language,
        "items": items,
    })
    .to_string()
}
