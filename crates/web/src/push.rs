//! Being told in the browser: what its script asks for, and the worker that shows it. Without script there is mail.
//!
//! A browser names itself by its endpoint, which only it and its push service know.

use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use newsroom::views::PushWish;
use newsroom::{Browser, Error, Wish};
use serde::Deserialize;
use serde_json::json;

use crate::Web;
use crate::fault::Fault;
use crate::reader::{Guest, MaybeReader};

/// The addresses, below an edition.
pub fn routes() -> Router<Web> {
    Router::new()
        .route("/push/want", post(want))
        .route("/push/wished", post(wished))
        .route("/push/end", post(end))
        .route("/push/move", post(moved))
        .route("/worker.js", get(worker))
}

/// A browser, as `PushSubscription.toJSON()` writes it (Push API section 8).
#[derive(Deserialize)]
struct Subscription {
    endpoint: String,
    keys: Keys,
}

#[derive(Deserialize)]
struct Keys {
    p256dh: String,
    auth: String,
}

impl Subscription {
    fn keys(&self) -> (Vec<u8>, Vec<u8>) {
        let bytes = |text: &str| URL_SAFE_NO_PAD.decode(text.trim_end_matches('=')).unwrap_or_default();
        (bytes(&self.keys.p256dh), bytes(&self.keys.auth))
    }
}

/// What a browser wants: `KIND` or `KIND:VALUE`, as in the form for mail.
#[derive(Deserialize)]
struct Wanting {
    subscription: Subscription,
    to: String,
}

fn answered(guest: &Guest, endpoint: &str, done: Result<(), Error>) -> Result<Response, Fault> {
    let headers = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")];
    let (status, body) = match done {
        Ok(()) => {
            let all = guest.agency().push_wished(endpoint)?;
            let line = |it: newsroom::PushWished| {
                let PushWish { edition, what, value } = it.wish;
                let says = guest.say(&format!("subscribe-one-{what}"), &[]);
                json!({ "edition": edition, "what": what, "value": value, "says": says, "name": it.name })
            };
            (StatusCode::OK, json!({ "wished": all.into_iter().map(line).collect::<Vec<_>>() }))
        }
        Err(error) => {
            let why = guest.faults(error)?.into_values().next().unwrap_or_default();
            (StatusCode::UNPROCESSABLE_ENTITY, json!({ "fault": why }))
        }
    };
    Ok((status, headers, body.to_string()).into_response())
}

/// A browser wants to be told of something.
async fn want(
    guest: Guest,
    MaybeReader(reader): MaybeReader,
    Json(it): Json<Wanting>,
) -> Result<Response, Fault> {
    let (key, auth) = it.subscription.keys();
    let endpoint = &it.subscription.endpoint;
    let browser = Browser { endpoint, key: &key, auth: &auth };
    let (what, value) = it.to.split_once(':').unwrap_or((&it.to, ""));
    let wish = Wish { what, value, rhythm: "at-once" };
    let edition = &guest.site.edition().slug;
    let done = guest.agency().want_push(edition, browser, &wish, (reader.as_ref(), &guest.from)).await;
    answered(&guest, endpoint, done)
}

/// Which browser asks.
#[derive(Deserialize)]
struct Asking {
    endpoint: String,
}

/// What a browser is told of.
async fn wished(guest: Guest, Json(Asking { endpoint }): Json<Asking>) -> Result<Response, Fault> {
    answered(&guest, &endpoint, Ok(()))
}

/// What a browser does not want to be told of any more.
#[derive(Deserialize)]
struct Ending {
    endpoint: String,
    edition: String,
    what: String,
    value: String,
}

async fn end(guest: Guest, Json(it): Json<Ending>) -> Result<Response, Fault> {
    let wish = PushWish { edition: it.edition, what: it.what, value: it.value };
    let done = guest.agency().end_push(&it.endpoint, wish).await;
    answered(&guest, &it.endpoint, done)
}

/// A push service gave a browser another address.
#[derive(Deserialize)]
struct Moving {
    old: String,
    subscription: Subscription,
}

async fn moved(guest: Guest, Json(it): Json<Moving>) -> Result<Response, Fault> {
    let (key, auth) = it.subscription.keys();
    let browser = Browser { endpoint: &it.subscription.endpoint, key: &key, auth: &auth };
    let done = guest.agency().move_push(&it.old, browser).await;
    answered(&guest, &it.subscription.endpoint, done)
}

/// The site's worker: at the root, so that it is in charge of the whole site (Service Workers section 3.2).
async fn worker(State(web): State<Web>, method: Method, headers: HeaderMap) -> Result<Response, Fault> {
    // Under no set of its own it is asked for each time.
    let file = web.theme.assets().file("", "site/worker.js").ok_or(Fault::NotFound)?;
    Ok(file.answer(&method, &headers))
}
