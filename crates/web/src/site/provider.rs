//! How the staff comes in by a provider of sign-ins: away to it, and back.

use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use newsroom::{Entered, Error};
use serde::Deserialize;

use super::staff::{locale, on_with, own_path, sign_in_page};
use crate::Web;
use crate::ask::MaybeSite;
use crate::fault::Fault;
use crate::session;

fn redirect(web: &Web) -> String {
    format!("{}/sign-in/provider/return", web.options.public_url)
}

/// Where to go after signing in.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Next {
    next: String,
}

/// Away to the provider.
pub async fn leave(
    State(web): State<Web>,
    MaybeSite(site): MaybeSite,
    Query(Next { next }): Query<Next>,
) -> Result<Response, Fault> {
    match web.agency.leave_for_provider(&redirect(&web), own_path(&next)).await {
        Ok(leaving) => {
            let cookie = session::begin_attempt(&web.options, &leaving.state);
            let headers = [(header::LOCATION, leaving.address), (header::SET_COOKIE, cookie)];
            Ok((StatusCode::SEE_OTHER, headers).into_response())
        }
        Err(Error::Provider(why)) => failed(&web, site.as_ref(), next, &why),
        Err(other) => Err(other.into()),
    }
}

/// What the provider brings back.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Brought {
    /// What the browser left with.
    pub state: String,
    /// What stands for who they are.
    pub code: String,
    /// Why they are not let in, where the provider says so.
    pub error: String,
}

/// Back from the provider. A return that this browser did not begin lets nobody in.
pub async fn back(
    State(web): State<Web>,
    MaybeSite(site): MaybeSite,
    headers: HeaderMap,
    Query(brought): Query<Brought>,
) -> Result<Response, Fault> {
    let kept = session::cookie(&headers, web.options.attempt_cookie()).unwrap_or_default();
    let is_own = !kept.is_empty() && kept == brought.state;
    if !is_own || !brought.error.is_empty() {
        let why = if is_own { brought.error.as_str() } else { "this browser did not begin it" };
        return failed(&web, site.as_ref(), String::new(), why);
    }
    match web.agency.return_from_provider(&brought.state, &brought.code, &redirect(&web)).await {
        Ok((session, next)) => on_with(&web, site.as_ref(), Entered::In(session), &next),
        Err(Error::Provider(why)) => failed(&web, site.as_ref(), String::new(), &why),
        Err(Error::NotFound) => failed(&web, site.as_ref(), String::new(), "it took too long"),
        Err(other) => Err(other.into()),
    }
}

/// The sign-in page, and that the provider let nobody in. Why is for the operator's log.
fn failed(
    web: &Web,
    site: Option<&crate::edition::Site>,
    next: String,
    why: &str,
) -> Result<Response, Fault> {
    tracing::warn!(why, "nobody was let in by the provider of sign-ins");
    let fault = i18n::message(locale(site), "sign-in-provider-failed", &[]);
    let mut response = sign_in_page(web, site, String::new(), next, Some(fault))?;
    *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(response)
}
