//! How does a fault look: a page in the edition's look, or JSON for a machine?

use std::convert::Infallible;

use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::response::{IntoResponse as _, Redirect, Response};
use serde_json::json;

use crate::Web;
use crate::edition::Site;
use crate::fault::Fault;
use crate::pages::Rendered;
use crate::served::{Keep, Served};
use crate::site::frame;

/// Puts a page or JSON in place of an answer that says a fault and nothing more.
pub fn dressed(
    web: &Web,
    site: Option<&Site>,
    (method, request): (&Method, &HeaderMap),
    response: Response,
) -> Response {
    let fault = response.extensions().get::<Fault>().cloned().or_else(|| {
        let kind = response.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
        let is_bare = kind.is_none_or(|kind| kind.starts_with("text/plain"));
        let is_fault = response.status().is_client_error() || response.status().is_server_error();
        if is_bare && is_fault { Fault::of_status(response.status()) } else { None }
    });
    let Some(fault) = fault else { return response };
    // A person who reads is led to the door and back; one who sends a form can go back to what they typed, and a
    // machine is told.
    if let (Fault::SignIn { next }, true, false) = (&fault, *method == Method::GET, wants_json(request)) {
        // The people of clients have a door of their own.
        let door = if next.starts_with("/client") { "/client/sign-in" } else { "/sign-in" };
        let to = format!("{door}?next={}", crate::site::query_value(next));
        return Redirect::to(&to).into_response();
    }
    // A form that a reader sent with a session that ended is not led away either: what they typed is in their history.
    if let (Fault::LogIn { door, next }, true, false) = (&fault, *method == Method::GET, wants_json(request))
    {
        let to = format!("{door}?next={}", crate::site::query_value(next));
        return Redirect::to(&to).into_response();
    }
    let mut page = page(web, site, request, &fault);
    if let Some(allow) = response.headers().get(header::ALLOW) {
        page.headers_mut().insert(header::ALLOW, allow.clone());
    }
    page
}

/// The answer to who comes while there is too much to do. Its page is kept: a flood is not answered by rendering.
pub async fn busy(web: &Web, request: &HeaderMap) -> Response {
    let fault = Fault::Busy;
    if wants_json(request) {
        return page(web, None, request, &fault);
    }
    let render = async {
        let served = as_page(web, None, &fault).with_status(fault.status()).with_keep(Keep::Never);
        Ok::<_, Infallible>(Rendered { served, tags: Vec::new(), until: None })
    };
    let served = web
        .pages
        .find_or("busy", &web.house(), web.now(), render)
        .await
        .unwrap_or_else(|never| match never {});
    come_back(&fault, served.answer(&Method::GET, request))
}

/// The answer that tells a fault.
pub fn page(web: &Web, site: Option<&Site>, request: &HeaderMap, fault: &Fault) -> Response {
    let served = if wants_json(request) { as_json(fault) } else { as_page(web, site, fault) };
    let served = served.with_status(fault.status()).with_keep(match fault {
        Fault::NotFound | Fault::Held(_) | Fault::Withdrawn(_) => Keep::Revalidated,
        _ => Keep::Never,
    });
    come_back(fault, served.answer(&Method::GET, request))
}

/// Says when to come back, where that is soon (RFC 9110 section 10.2.3).
fn come_back(fault: &Fault, mut response: Response) -> Response {
    if matches!(fault, Fault::Busy | Fault::Away) {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("2"));
    }
    response
}

fn as_page(web: &Web, site: Option<&Site>, fault: &Fault) -> Served {
    match frame::fault_page(web, site, fault) {
        Ok(html) => Served::html(html),
        Err(error) => {
            tracing::error!(%error, "the page of a fault could not be rendered");
            Served::html(String::new())
        }
    }
}

/// The answer that tells a machine a fault, whatever it said that it wants.
pub fn for_machines(fault: &Fault) -> Response {
    let served = as_json(fault).with_status(fault.status()).with_keep(Keep::Never);
    come_back(fault, served.answer(&Method::GET, &HeaderMap::new()))
}

/// `{"error": {"code", "message", …}}`; the code is the fault's or the refused rule's name.
fn as_json(fault: &Fault) -> Served {
    let (code, message) = match fault {
        Fault::Refused(refusal) => (refusal.name(), refusal.to_string()),
        Fault::Bad(what) => (fault.name(), what.clone()),
        Fault::TooLarge(limit) => (fault.name(), format!("the body is over the limit of {limit} bytes")),
        other => (other.name(), other.status().canonical_reason().unwrap_or_default().to_lowercase()),
    };
    let body = json!({ "error": { "code": code, "message": message } });
    Served::new("application/json", body.to_string(), Keep::Never)
}

/// Whether the other side asked for JSON rather than a page.
pub fn wants_json(request: &HeaderMap) -> bool {
    let accept = request.get(header::ACCEPT).and_then(|accept| accept.to_str().ok()).unwrap_or_default();
    accept.contains("application/json") && !accept.contains("text/html")
}
