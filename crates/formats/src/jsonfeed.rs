//! JSON Feed 1.1, written. Source: jsonfeed.org/version/1.1.

use serde_json::{Value, json};

use crate::feed::Feed;

/// The media type it is served as.
pub const MEDIA_TYPE: &str = "application/feed+json; charset=utf-8";

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
