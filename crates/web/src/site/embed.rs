//! A story's card on the pages of others, as it stands now; and what machines are told of it (oEmbed 1.0).

use axum::extract::{Path, Query};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use newsroom::views::{AtAddress, Item, Withdrawn};
use serde::{Deserialize, Serialize};
use serde_json::json;
use story::ShortId;

use crate::ask::Ask;
use crate::fault::Fault;
use crate::site::frame::Frame;
use crate::site::picture;
use crate::site::view::Card;

/// What a card may do: the one page that others may frame, without script.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; base-uri 'none'; \
    form-action 'none'; frame-ancestors *";
/// How large a card is, in CSS pixels.
const SIZE: (u32, u32) = (600, 240);

#[derive(Serialize)]
struct View {
    frame: Frame,
    card: Option<Card>,
    reason: Option<String>,
}

fn short_of(last: &str) -> Result<ShortId, Fault> {
    last.rsplit('-').next().unwrap_or_default().parse().map_err(|_| Fault::NotFound)
}

/// The card.
pub async fn card(ask: Ask, Path(short): Path<String>) -> Result<Response, Fault> {
    let (site, web) = (&ask.site, &ask.web);
    let gone = |notice: Withdrawn| (StatusCode::GONE, None, Some(notice.reason));
    let (status, card, reason) = match web.agency.story(short_of(&short)?).await?.ok_or(Fault::NotFound)? {
        AtAddress::Story(found) => (StatusCode::OK, Some(Card::of(&found.item, site, web)), None),
        AtAddress::Held(_) => (StatusCode::NOT_FOUND, None, Some(String::new())),
        AtAddress::Withdrawn(notice) => gone(notice),
    };
    let frame = Frame::of(site, "").unlisted();
    let html = web.theme.render("site/embed.html", site.locale(), View { frame, card, reason })?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")),
        (header::CACHE_CONTROL, HeaderValue::from_static("public, no-cache")),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY)),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (header::REFERRER_POLICY, HeaderValue::from_static("strict-origin-when-cross-origin")),
    ];
    Ok((status, headers, html).into_response())
}

/// The markup by which a page takes a card in.
pub fn markup(ask: &Ask, item: &Item) -> String {
    let address = ask.site.address(&ask.web.options.public_url, &format!("/embed/{}", item.short));
    let title: String = item.revision.content.headline.chars().filter(|it| !"<>&\"".contains(*it)).collect();
    let (width, height) = SIZE;
    format!(
        "<iframe src=\"{address}\" title=\"{title}\" width=\"{width}\" height=\"{height}\" loading=\"lazy\" style=\"border:0;max-width:100%\"></iframe>"
    )
}

/// What is asked (oEmbed section 2.2).
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    url: String,
    format: String,
    maxwidth: Option<u32>,
    maxheight: Option<u32>,
}

/// What stands at an address, as JSON or XML (section 2.3).
pub async fn oembed(ask: Ask, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    let public_url = &ask.web.options.public_url;
    let below = asked.url.strip_prefix(public_url.as_str()).unwrap_or(&asked.url);
    let last = below.split(['?', '#']).next().unwrap_or_default().rsplit('/').next().unwrap_or_default();
    let AtAddress::Story(found) = ask.web.agency.story(short_of(last)?).await?.ok_or(Fault::NotFound)? else {
        return Err(Fault::NotFound);
    };
    let item = &found.item;
    let path = ask.web.agency.story_path(item);
    if below.split(['?', '#']).next() != Some(&path) {
        return Err(Fault::NotFound);
    }
    let content = &item.revision.content;
    let mut told = json!({
        "version": "1.0",
        "type": "rich",
        "title": content.headline,
        "provider_name": ask.site.edition().name,
        "provider_url": ask.site.address(public_url, "/"),
        "cache_age": 60,
        "html": markup(&ask, item),
        "width": asked.maxwidth.unwrap_or(SIZE.0).min(SIZE.0),
        "height": asked.maxheight.unwrap_or(SIZE.1).min(SIZE.1),
    });
    if let Some(byline) = &content.byline {
        told["author_name"] = json!(byline);
    }
    if let Some(row) = picture::row_of(content, &ask.web) {
        told["thumbnail_url"] = json!(format!("{public_url}/media/{}", row.id));
        (told["thumbnail_width"], told["thumbnail_height"]) = (json!(row.width), json!(row.height));
    }
    let (kind, body) = match asked.format.as_str() {
        "" | "json" => ("application/json", told.to_string()),
        "xml" => ("text/xml; charset=utf-8", as_xml(&told)),
        _ => return Ok(StatusCode::NOT_IMPLEMENTED.into_response()),
    };
    let headers = [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "public, no-cache")];
    Ok((headers, body).into_response())
}

/// The same as XML (section 2.3.4.2).
fn as_xml(told: &serde_json::Value) -> String {
    let escape = |text: &str| {
        text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
    };
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"yes\"?>\n<oembed>\n");
    for (name, value) in told.as_object().into_iter().flatten() {
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        out.push_str(&format!("<{name}>{}</{name}>\n", escape(&text)));
    }
    out.push_str("</oembed>\n");
    out
}
