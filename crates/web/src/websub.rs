//! The house's own hub (WebSub): what is asked of it, and how it reads the feeds that it posts.

use std::sync::Arc;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Form, Router};
use http_body_util::BodyExt as _;
use newsroom::{Error, FeedNow, FeedReader, HubRequest};
use serde::Deserialize;
use tower::ServiceExt as _;

use crate::Web;
use crate::fault::Fault;
use crate::visitor::Asking;

/// The most bytes of a feed.
const MOST: usize = 8 << 20;

/// The address of the hub.
pub fn routes() -> Router<Web> {
    Router::new().route("/websub", post(ask))
}

/// What a subscriber asks (section 5.1).
#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    #[serde(rename = "hub.mode")]
    mode: String,
    #[serde(rename = "hub.topic")]
    topic: String,
    #[serde(rename = "hub.callback")]
    callback: String,
    #[serde(rename = "hub.secret")]
    secret: String,
    #[serde(rename = "hub.lease_seconds")]
    lease: String,
}

/// Takes a request in: 202, and whether they mean it is asked at the callback (section 5.1.2).
async fn ask(
    axum::extract::State(web): axum::extract::State<Web>,
    Asking(from): Asking,
    Form(asked): Form<Asked>,
) -> Result<Response, Fault> {
    let told = |status: StatusCode, why: String| {
        let body = serde_json::json!({ "error": why }).to_string();
        (status, [(header::CONTENT_TYPE, "application/json")], body).into_response()
    };
    let is_wanted = match asked.mode.as_str() {
        "subscribe" => true,
        "unsubscribe" => false,
        other => {
            let why = format!("hub.mode is subscribe or unsubscribe, not `{other}`");
            return Ok(told(StatusCode::BAD_REQUEST, why));
        }
    };
    let request = HubRequest {
        topic: &asked.topic,
        callback: &asked.callback,
        secret: &asked.secret,
        lease: asked.lease.parse().ok(),
        is_wanted,
    };
    match web.agency.ask_hub(request, &from).await {
        Ok(()) => Ok(StatusCode::ACCEPTED.into_response()),
        Err(Error::Faults(faults)) => {
            let why = faults.iter().map(|it| match it.field.as_str() {
                "topic" => format!("hub.topic is no feed of this site: `{}`\n", it.typed),
                "secret" => "hub.secret has 200 bytes or more".to_owned(),
                _ => format!("hub.callback is no address that can be posted to: `{}`\n", it.typed),
            });
            Ok(told(StatusCode::BAD_REQUEST, why.collect()))
        }
        Err(Error::TooManyTries { seconds }) => {
            let mut response = told(StatusCode::TOO_MANY_REQUESTS, "too many requests".to_owned());
            response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
            Ok(response)
        }
        Err(other) => Err(other.into()),
    }
}

/// Reads feeds as everybody does: by asking the site itself.
pub fn reader(room: Router) -> FeedReader {
    Arc::new(move |topic| {
        let room = room.clone();
        Box::pin(async move { read(room, &topic).await })
    })
}

async fn read(room: Router, topic: &str) -> Option<FeedNow> {
    let (_, rest) = topic.split_once("://")?;
    let (host, path) = rest.split_at(rest.find('/')?);
    let file = path.split('?').next()?.rsplit('/').next()?;
    if !matches!(file, "feed.rss" | "feed.atom" | "feed.json") {
        return None;
    }
    let request = Request::get(path).header(header::HOST, host).body(Body::empty()).ok()?;
    let response = room.oneshot(request).await.ok().filter(|it| it.status() == StatusCode::OK)?;
    let kind = response.headers().get(header::CONTENT_TYPE)?.to_str().ok()?.to_owned();
    let bytes = response.into_body().collect().await.ok()?.to_bytes();
    (bytes.len() <= MOST).then(|| (kind, bytes.to_vec()))
}
