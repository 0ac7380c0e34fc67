//! The machine interface of the wire: what a client may have, in order and without a gap.
//!
//! Pull: `/api/wire?after=TOKEN`, at once, after a wait, or as a stream. A client shows a token of its own; every answer
//! is JSON, faults too. The whole is told by `/api/openapi.json` and `docs/subscribers.md`.

use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use axum::Json;
use axum::body::Body;
use axum::extract::{FromRequestParts, Path, Query, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use formats::Format;
use futures_util::stream::{StreamExt as _, once, unfold};
use jiff::Timestamp;
use newsroom::{Client, Entry, Pulled, Wanted};
use serde::Deserialize;
use serde_json::json;
use story::{Filter, RevisionNumber, StoryId};

use crate::Web;
use crate::errors;
use crate::fault::Fault;
use crate::visitor;

/// The description of the interface (OpenAPI 3.1).
const OPENAPI: &str = include_str!("api/openapi.json");
/// The longest that an answer may be held back, in seconds.
const MOST_WAIT: u64 = 60;
/// The most entries of one answer.
const MOST_ENTRIES: u32 = 100;
/// How many requests a token has in a minute.
const RATE: u32 = 600;
/// A line that keeps a stream known to be alive, each so often.
const HEARTBEAT: Duration = Duration::from_secs(20);

/// How many requests each token has left in its minute.
#[derive(Debug, Default)]
pub struct Rates(Mutex<HashMap<[u8; 32], (i64, u32)>>);

impl Rates {
    /// Counts a request: how many are left, and in how many seconds the minute is over; none left is an error.
    fn count(&self, key: [u8; 32], now: Timestamp) -> (Result<u32, ()>, i64) {
        let minute = now.as_second().div_euclid(60);
        let rest = 60 - now.as_second().rem_euclid(60);
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() > 10_000 {
            all.retain(|_, (at, _)| *at == minute);
        }
        let entry = all.entry(key).or_insert((minute, 0));
        if entry.0 != minute {
            *entry = (minute, 0);
        }
        if entry.1 >= RATE {
            return (Err(()), rest);
        }
        entry.1 += 1;
        (Ok(RATE - entry.1), rest)
    }
}

/// Why a machine does not get what it asked for.
#[derive(Debug)]
pub enum ApiFault {
    /// It showed no token, or one that does not hold.
    Token,
    /// It goes on from a token that is none of its own.
    Place,
    /// It asked too often; in so many seconds it may ask again.
    TooOften(i64),
    /// As everywhere.
    Other(Fault),
}

impl<E: Into<Fault>> From<E> for ApiFault {
    fn from(fault: E) -> Self {
        ApiFault::Other(fault.into())
    }
}

impl IntoResponse for ApiFault {
    fn into_response(self) -> Response {
        let said = |status: StatusCode, code: &str, message: &str| {
            (status, Json(json!({ "error": { "code": code, "message": message } }))).into_response()
        };
        match self {
            ApiFault::Token => {
                let message =
                    "show a token that holds, as `Authorization: Bearer …`, from a network that it is for";
                let mut response = said(StatusCode::UNAUTHORIZED, "token", message);
                response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
                response
            }
            ApiFault::Place => {
                let message = "`after` is no token of this subscriber: use one that an answer gave, or none";
                said(StatusCode::NOT_FOUND, "no-such-token", message)
            }
            ApiFault::TooOften(seconds) => {
                let message =
                    format!("a token has {RATE} requests in a minute: ask again in {seconds} seconds");
                let mut response = said(StatusCode::TOO_MANY_REQUESTS, "too-often", &message);
                response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
                response
            }
            ApiFault::Other(fault) => errors::for_machines(&fault),
        }
    }
}

/// A client by its token, its rate counted.
pub struct Caller {
    client: Client,
    left: u32,
    rest: i64,
}

/// The token that a request shows.
fn bearer(headers: &axum::http::HeaderMap) -> Result<&str, ApiFault> {
    let shown = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    shown.and_then(|value| value.strip_prefix("Bearer ")).map(str::trim).ok_or(ApiFault::Token)
}

impl FromRequestParts<Web> for Caller {
    type Rejection = ApiFault;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, ApiFault> {
        let token = bearer(&parts.headers)?;
        let from = visitor::address(parts, &web.options);
        let client = web.agency.client(token, from).await?.ok_or(ApiFault::Token)?;
        match web.rates.count(client.key, web.now()) {
            (Ok(left), rest) => Ok(Caller { client, left, rest }),
            (Err(()), rest) => Err(ApiFault::TooOften(rest)),
        }
    }
}

impl Caller {
    /// An answer that says how many requests are left (draft-ietf-httpapi-ratelimit-headers-10).
    fn answer(&self, json: impl Into<Body>) -> Response {
        let mut response = Response::new(json.into());
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        let policy = HeaderValue::from_static("\"default\";q=600;w=60");
        headers.insert("ratelimit-policy", policy);
        if let Ok(rate) = HeaderValue::from_str(&format!("\"default\";r={};t={}", self.left, self.rest)) {
            headers.insert("ratelimit", rate);
        }
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        response
    }
}

/// Where the wire goes on, and how.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Asked {
    after: Option<String>,
    limit: Option<u32>,
    format: Option<String>,
    filter: Option<String>,
    wait: Option<u64>,
}

impl Asked {
    fn filter(&self) -> Result<Option<Filter>, ApiFault> {
        let line = self.filter.as_deref().filter(|line| !line.trim().is_empty());
        let read = line.map(str::parse::<Filter>).transpose();
        read.map_err(|error| Fault::Bad(format!("`filter` cannot be read: {error}")).into())
    }

    fn format(&self, usual: &str) -> Result<Format, ApiFault> {
        let word = self.format.as_deref().unwrap_or(usual);
        Format::named(word).ok_or_else(|| {
            let all: Vec<&str> = Format::ALL.iter().map(|format| format.as_str()).collect();
            Fault::Bad(format!("there is no format {word}: one of {}", all.join(", "))).into()
        })
    }
}

/// A query that is read and within its bounds, or a fault in JSON.
fn asked(query: Result<Query<Asked>, axum::extract::rejection::QueryRejection>) -> Result<Asked, ApiFault> {
    let Query(asked) = query.map_err(|rejection| Fault::Bad(rejection.body_text()))?;
    if asked.wait.is_some_and(|wait| wait > MOST_WAIT) {
        return Err(Fault::Bad(format!("`wait` is at most {MOST_WAIT} seconds")).into());
    }
    if asked.limit.is_some_and(|limit| !(1..=MOST_ENTRIES).contains(&limit)) {
        return Err(Fault::Bad(format!("`limit` is 1 to {MOST_ENTRIES}")).into());
    }
    Ok(asked)
}

fn bad_token(error: newsroom::Error) -> ApiFault {
    match error {
        newsroom::Error::NotFound => ApiFault::Place,
        other => other.into(),
    }
}

/// What came behind a token; waits for it as long as asked.
pub async fn wire(
    State(web): State<Web>,
    caller: Caller,
    query: Result<Query<Asked>, axum::extract::rejection::QueryRejection>,
) -> Result<Response, ApiFault> {
    let asked = asked(query)?;
    let format = asked.format(&caller.client.destination.format)?;
    let wait = Duration::from_secs(asked.wait.unwrap_or(0));
    let after = asked.after.as_deref().filter(|after| !after.is_empty());
    let (limit, filter) = (asked.limit.unwrap_or(50), asked.filter()?);
    let pulled = web
        .agency
        .pull(
            &caller.client,
            after,
            Wanted { limit, format, filter: filter.as_ref() },
            wait,
            &web.options.public_url,
        )
        .await
        .map_err(bad_token)?;
    Ok(caller.answer(page(&pulled)))
}

/// The same as a stream of server-sent events, resumed by `Last-Event-ID`.
pub async fn live(
    State(web): State<Web>,
    caller: Caller,
    query: Result<Query<Asked>, axum::extract::rejection::QueryRejection>,
    headers: axum::http::HeaderMap,
) -> Result<Response, ApiFault> {
    let asked = asked(query)?;
    let format = asked.format(&caller.client.destination.format)?;
    let filter = asked.filter()?;
    let resumed = headers.get("last-event-id").and_then(|id| id.to_str().ok()).map(str::to_owned);
    let after = resumed.or(asked.after).filter(|after| !after.is_empty());
    let place = web.live.place()?;
    // A token that is none is told before the stream begins.
    let first = web
        .agency
        .pull(
            &caller.client,
            after.as_deref(),
            Wanted { limit: 50, format, filter: filter.as_ref() },
            Duration::ZERO,
            &web.options.public_url,
        )
        .await
        .map_err(bad_token)?;
    let start = (web, caller.client, first.next.clone(), place, filter);
    let rest = unfold(start, move |(web, client, after, place, filter)| async move {
        let url = web.options.public_url.clone();
        let wanted = Wanted { limit: 50, format, filter: filter.as_ref() };
        // A token that ended in between ends the stream.
        let pulled = web.agency.pull(&client, Some(&after), wanted, HEARTBEAT, &url).await.ok()?;
        let bytes = if pulled.entries.is_empty() {
            Bytes::from_static(b": here\n\n")
        } else {
            events(&pulled.entries)
        };
        Some((bytes, (web, client, pulled.next, place, filter)))
    });
    let opening = Bytes::from([&b"retry: 3000\n\n"[..], &events(&first.entries)].concat());
    let stream = once(std::future::ready(opening)).chain(rest).map(Ok::<_, Infallible>);
    let mut response = Response::new(Body::from_stream(stream));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

/// What was pulled, as one object of JSON.
fn page(pulled: &Pulled) -> String {
    let size: usize = pulled.entries.iter().map(Entry::size).sum();
    let mut page = String::with_capacity(size + 256);
    page.push_str("{\"entries\":[");
    for (at, entry) in pulled.entries.iter().enumerate() {
        if at > 0 {
            page.push(',');
        }
        entry.write(&mut page);
    }
    let (next, has_more, is_empty) = (&pulled.next, pulled.has_more, pulled.entries.is_empty());
    page.push_str(&format!("],\"next\":\"{next}\",\"has_more\":{has_more},\"nothing_new\":{is_empty}}}"));
    page
}

fn events(entries: &[Entry]) -> Bytes {
    let mut all = String::with_capacity(entries.iter().map(Entry::size).sum());
    for entry in entries {
        all.push_str(&format!("id: {}\nevent: {}\ndata: ", entry.token, entry.kind()));
        entry.write(&mut all);
        all.push_str("\n\n");
    }
    all.into()
}

/// Every kind of move of an invented story, for who tries out their side.
pub async fn rehearsal(
    State(web): State<Web>,
    caller: Caller,
    query: Result<Query<Asked>, axum::extract::rejection::QueryRejection>,
) -> Result<Response, ApiFault> {
    let asked = asked(query)?;
    let format = asked.format(&caller.client.destination.format)?;
    let entries = web.agency.rehearsal(format, &web.options.public_url)?;
    Ok(caller.answer(json!({ "test": true, "entries": entries }).to_string()))
}

/// A story as the client may have it now.
pub async fn story(
    State(web): State<Web>,
    caller: Caller,
    Path(id): Path<String>,
    query: Result<Query<Asked>, axum::extract::rejection::QueryRejection>,
) -> Result<Response, ApiFault> {
    let asked = asked(query)?;
    let format = asked.format(&caller.client.destination.format)?;
    let id = id.parse().map_err(|_| Fault::NotFound)?;
    let entry = web.agency.given_story(&caller.client, id, format, &web.options.public_url).await?;
    Ok(caller.answer(entry.to_string()))
}

/// Each thing that the client was given of a story, in order.
pub async fn revisions(
    State(web): State<Web>,
    caller: Caller,
    Path(id): Path<String>,
    query: Result<Query<Asked>, axum::extract::rejection::QueryRejection>,
) -> Result<Response, ApiFault> {
    let asked = asked(query)?;
    let format = asked.format(&caller.client.destination.format)?;
    let id: StoryId = id.parse().map_err(|_| Fault::NotFound)?;
    let url = &web.options.public_url;
    let entries = web.agency.given_revisions(&caller.client, id, format, url).await?;
    Ok(caller.answer(json!({ "story": id, "entries": entries }).to_string()))
}

/// What changed since a revision that the client was given.
pub async fn since(
    State(web): State<Web>,
    caller: Caller,
    Path((id, revision)): Path<(String, String)>,
    query: Result<Query<Asked>, axum::extract::rejection::QueryRejection>,
) -> Result<Response, ApiFault> {
    let asked = asked(query)?;
    let format = asked.format(&caller.client.destination.format)?;
    let id: StoryId = id.parse().map_err(|_| Fault::NotFound)?;
    let had = RevisionNumber(revision.parse().map_err(|_| Fault::NotFound)?);
    let url = &web.options.public_url;
    let answer = web.agency.given_since(&caller.client, (id, had), format, url).await?;
    Ok(caller.answer(answer.to_string()))
}

/// Who acted on a kill or a correction.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Acknowledged {
    by: String,
}

/// Notes that the client acted on what a token stands for.
pub async fn acknowledge(
    State(web): State<Web>,
    caller: Caller,
    Path(token): Path<String>,
    body: Result<Json<Acknowledged>, axum::extract::rejection::JsonRejection>,
) -> Result<Response, ApiFault> {
    let Json(body) = body.map_err(|rejection| Fault::Bad(rejection.body_text()))?;
    if body.by.trim().is_empty() {
        return Err(Fault::Bad("`by` says who acted: a name".into()).into());
    }
    web.agency.acknowledge(&caller.client, &token, body.by.trim()).await?;
    Ok(caller.answer(json!({ "acknowledged": true }).to_string()))
}

/// Takes in what another agency posts: a file of any format that is read.
pub async fn ingest(
    State(web): State<Web>,
    headers: axum::http::HeaderMap,
    body: Bytes,
) -> Result<Response, ApiFault> {
    let source = web.agency.hook(bearer(&headers)?).await?.ok_or(ApiFault::Token)?;
    let document = formats::read(&body).map_err(|error| Fault::Bad(error.to_string()))?;
    let took = web.agency.take_posted(&source, document).await?;
    Ok(Json(took).into_response())
}

/// The interface, told by OpenAPI.
pub async fn openapi() -> Response {
    ([(header::CONTENT_TYPE, "application/json")], OPENAPI).into_response()
}
