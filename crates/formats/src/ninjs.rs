//! ninjs 1.x, 2.x and 3.x, read. Source: IPTC ninjs, schemas 1.6, 2.2 and 3.1.

use serde_json::Value;
use story::Urgency;

use crate::document::{Document, Item, Left};
use crate::json::text;
use crate::{dates, html};

/// Reads ninjs items.
pub(crate) fn read(all: &[&Value]) -> Document {
    let mut document = Document { format: "ninjs".into(), ..Document::default() };
    for value in all {
        let what = text(value, "uri").or_else(|| text(value, "title")).unwrap_or_else(|| "an item".into());
        let is_event = !value["eventDetails"].is_null();
        let kind = text(value, "type").unwrap_or_else(|| if is_event { "event" } else { "text" }.into());
        if document.title.is_empty() {
            document.format = match value["standard"]["version"].as_str() {
                Some(version) => format!("ninjs {version}"),
                None if value["headlines"].is_array() || value["bodies"].is_array() => "ninjs 2 or 3".into(),
                None => "ninjs 1".into(),
            };
        }
        if !matches!(kind.as_str(), "text" | "composite") {
            document.left.push(Left { what, why: format!("it is of type {kind}, not a text") });
            continue;
        }
        match item(value) {
            Some(item) => document.items.push(item),
            None => document.left.push(Left { what, why: "it has neither a headline nor a body".into() }),
        }
        for key in ["associations", "renditions"] {
            let count = match &value[key] {
                Value::Array(all) => all.len(),
                Value::Object(all) => all.len(),
                _ => 0,
            };
            if count > 0 {
                let what = text(value, "uri").unwrap_or_else(|| "an item".into());
                document
                    .left
                    .push(Left { what, why: format!("{count} {key} of it: only the text is taken") });
            }
        }
    }
    document
}

fn any(value: &Value, keys: &[&str]) -> Option<String> {
    keys.iter().find_map(|key| text(value, key))
}

/// The first value of a list of `{role, value, contentType}`, the main one before others.
fn listed<'a>(value: &'a Value, key: &str) -> Option<&'a Value> {
    let all = value[key].as_array()?;
    let is_main =
        |each: &&Value| matches!(each["role"].as_str(), None | Some("main" | "text" | "body" | "headline"));
    let has = |each: &&Value| each["value"].as_str().is_some_and(|text| !text.trim().is_empty());
    all.iter().filter(has).find(is_main).or_else(|| all.iter().find(has))
}

fn item(value: &Value) -> Option<Item> {
    let headline = any(value, &["headline"])
        .or_else(|| listed(value, "headlines").and_then(|each| text(each, "value")))
        .or_else(|| any(value, &["title"]))
        .map(|headline| html::plain(&headline));
    let body = match (
        any(value, &["body_html", "body_xhtml"]),
        any(value, &["body_text", "body"]),
        listed(value, "bodies"),
    ) {
        (Some(markup), ..) => html::paragraphs(&markup),
        (None, Some(plain), _) => html::from_plain(&plain),
        (None, None, Some(body)) => {
            let content = body["value"].as_str().unwrap_or_default();
            let kind = any(body, &["contentType", "contenttype"]).unwrap_or_default();
            if kind.contains("html") || kind.is_empty() && content.contains("</") {
                html::paragraphs(content)
            } else {
                html::from_plain(content)
            }
        }
        (None, None, None) => Vec::new(),
    };
    let summary = any(value, &["description_text"])
        .or_else(|| any(value, &["description_html"]).map(|markup| html::plain(&markup)))
        .or_else(|| {
            listed(value, "descriptions").and_then(|each| text(each, "value")).map(|text| html::plain(&text))
        });
    let body =
        if body.is_empty() { summary.as_deref().map(html::from_plain).unwrap_or_default() } else { body };
    if headline.is_none() && body.is_empty() {
        return None;
    }
    let title = headline.unwrap_or_else(|| crate::rss::first_words(&body));
    let date = |keys: &[&str]| any(value, keys).and_then(|text| dates::read(&text));
    let names = |keys: &[&str]| -> Vec<String> {
        let lists = keys.iter().filter_map(|key| value[*key].as_array());
        lists.flatten().filter_map(|each| text(each, "name")).collect()
    };
    let keywords = ["keywords", "keyword"].iter().filter_map(|key| value[*key].as_array()).flatten();
    let status = any(value, &["pubStatus", "pubstatus"]).unwrap_or_default();
    Some(Item {
        id: any(value, &["uri", "guid"]).unwrap_or_else(|| title.clone()),
        version: any(value, &["version"]).and_then(|version| version.parse().ok()),
        link: any(value, &["uri", "url"]).filter(|uri| uri.starts_with("http")),
        language: any(value, &["language"]),
        categories: names(&["subject", "subjects"]),
        keywords: keywords.filter_map(|word| word.as_str().map(str::to_owned)).collect(),
        authors: any(value, &["byline", "by"]).into_iter().collect(),
        published: date(&["firstCreated", "firstcreated", "versionCreated", "versioncreated"]),
        updated: date(&["versionCreated", "versioncreated"]),
        summary,
        slugline: any(value, &["slugline"]),
        urgency: any(value, &["urgency"]).and_then(|urgency| urgency.parse::<Urgency>().ok()),
        usage: any(value, &["usageTerms", "usageterms", "copyrightNotice", "copyrightnotice"]),
        note: any(value, &["edNote", "ednote"]),
        located: any(value, &["located"]),
        embargo: date(&["embargoedUntil", "embargoed"]),
        is_withheld: matches!(status.as_str(), "withheld" | "canceled"),
        title,
        body,
    })
}
