//! One thing of the wire, to be read, copied, downloaded, marked as used, acknowledged.

use axum::Form;
use axum::extract::Path;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Redirect, Response};
use formats::Format;
use i18n::Arg;
use newsroom::{Error, GivenStory};
use serde::{Deserialize, Serialize};

use super::line::Line;
use super::usage::Use;
use super::who::Portal;
use crate::desk::{Beside, beside, moment};
use crate::difference::{Pair, pairs};
use crate::fault::Fault;
use crate::reading::Reading;

#[derive(Serialize)]
struct Since {
    said: String,
    address: String,
    line: Option<String>,
    pairs: Vec<Pair>,
}

#[derive(Serialize)]
struct Step {
    position: u64,
    kind: String,
    revision: u32,
    at: String,
    is_here: bool,
}

#[derive(Serialize)]
struct View {
    line: Line,
    /// The address of the picture, where they may have it.
    picture: Option<String>,
    reading: Option<Reading>,
    usage_terms: Option<String>,
    link: Option<String>,
    revision: Option<u32>,
    at: String,
    since: Option<Since>,
    chain: Vec<Step>,
    used: Vec<Use>,
    formats: Vec<&'static str>,
    /// The text as it is copied.
    copy: String,
    faults: Beside,
    typed_address: String,
}

/// The page.
pub async fn page(portal: Portal, Path(position): Path<u64>) -> Result<Response, Fault> {
    show(&portal, position, Beside::new(), String::new()).await
}

/// What is done with it.
#[derive(Debug, Deserialize)]
pub struct Act {
    #[serde(rename = "do")]
    act: String,
    #[serde(default)]
    address: String,
    #[serde(default)]
    format: String,
}

/// Does it.
pub async fn act(
    portal: Portal,
    Path(position): Path<u64>,
    Form(typed): Form<Act>,
) -> Result<Response, Fault> {
    let (agency, who) = (portal.agency(), &portal.user);
    let done = match typed.act.as_str() {
        "used" => agency.mark_used(who, position, &typed.address).await,
        "copied" => agency.mark_copied(who, position).await,
        "acknowledge" => agency.acknowledge_in_portal(who, position).await,
        "download" => {
            let format = Format::named(&typed.format).ok_or(Fault::NotFound)?;
            let (name, media_type, bytes) = agency.download(who, position, format, portal.url()).await?;
            return Ok(file(&name, media_type, bytes));
        }
        other => return Err(Fault::Bad(format!("there is nothing to do by the name of `{other}`"))),
    };
    match done {
        Ok(()) => Ok(Redirect::to(&format!("/client/items/{position}")).into_response()),
        Err(Error::Faults(faults)) => {
            show(&portal, position, beside(portal.locale, &faults), typed.address).await
        }
        Err(error) => Err(error.into()),
    }
}

/// A file to be kept by the browser.
pub fn file(name: &str, media_type: &'static str, bytes: Vec<u8>) -> Response {
    let named = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(media_type)),
        (header::CONTENT_DISPOSITION, named.unwrap_or(HeaderValue::from_static("attachment"))),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    (headers, bytes).into_response()
}

async fn show(portal: &Portal, position: u64, faults: Beside, typed: String) -> Result<Response, Fault> {
    let (agency, who) = (portal.agency(), &portal.user);
    let GivenStory { given, usage, since_used, chain } =
        agency.portal_item(who, position, portal.url()).await?;
    let (house, now) = (agency.house(), agency.now());
    let time = |at| moment(at, now, &portal.zone);
    let line = Line::of(portal, &given);
    let content = given.revision.as_ref().map(|revision| &revision.content);
    let since = since_used.zip(content).map(|(since, content)| Since {
        said: portal.say("client-since-used", &[("number", Arg::Number(since.used.0.into()))]),
        pairs: pairs(portal.locale, &since.old, content),
        address: since.address,
        line: since.line,
    });
    let plain = given.item.as_ref().filter(|_| content.is_some()).map(|item| {
        let document = formats::Document { items: vec![item.clone()], ..formats::Document::default() };
        String::from_utf8_lossy(&Format::Copy.write(&document).0).into_owned()
    });
    let title = line.headline.clone();
    let view = View {
        picture: content.and(given.item.as_ref()).and_then(|item| {
            let href = &item.media.first()?.href;
            Some(href.strip_prefix(portal.url()).unwrap_or(href).to_owned())
        }),
        reading: content.map(|content| Reading::of(content, &house)),
        usage_terms: given.item.as_ref().and_then(|item| item.usage.clone()),
        link: given.item.as_ref().and_then(|item| item.link.clone()),
        revision: given.revision.as_ref().map(|revision| revision.number.0),
        at: time(given.at),
        since,
        chain: chain
            .into_iter()
            .map(|(place, kind, revision, at)| Step {
                position: place,
                kind,
                revision: revision.0,
                at: time(at),
                is_here: place == position,
            })
            .collect(),
        used: usage.into_iter().map(|row| Use::of(portal, row, String::new())).collect(),
        formats: Format::ALL.iter().map(|format| format.as_str()).collect(),
        copy: plain.unwrap_or_default(),
        faults,
        typed_address: typed,
        line,
    };
    let status = if view.faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    portal.page(status, "item", &title, view)
}
