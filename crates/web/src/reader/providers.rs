//! Readers who come in by a provider of sign-ins: away to it, back, and the choice of a name.
//!
//! A provider leads back to one address, without an edition; in which one somebody was is kept here.

use axum::Form;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use newsroom::{Error, Vouched};
use serde::{Deserialize, Serialize};

use super::door::{self, Next};
use super::who::{Guest, is_own};
use crate::desk::Beside;
use crate::fault::Fault;
use crate::session::{self, see_other};
use crate::site::provider::Brought;

/// The address that a provider leads back to.
fn redirect(guest: &Guest, machine: &str) -> String {
    format!("{}/account/provider/{machine}/return", guest.web.options.public_url)
}

/// Away to a provider. A link and no form: browsers hold a form to `form-action` on its way on, too.
pub async fn leave(
    guest: Guest,
    Path(machine): Path<String>,
    Query(Next { next }): Query<Next>,
) -> Result<Response, Fault> {
    let (edition, next) = (&guest.site.edition().slug, guest.own(&next));
    let to = redirect(&guest, &machine);
    let leaving = guest.agency().reader_leaves_for(&machine, &to, (edition, &next), &guest.from).await;
    match leaving {
        Ok(leaving) => {
            let cookie = session::begin_attempt(&guest.web.options, &leaving.state);
            Ok(see_other(&leaving.address, &[cookie]))
        }
        Err(Error::Provider(why)) => failed(&guest, &why),
        Err(Error::NotFound) => Err(Fault::NotFound),
        Err(other) => {
            let faults = guest.faults(other)?;
            door::refused(&guest, faults)
        }
    }
}

/// Back from a provider. A return that this browser did not begin lets nobody in.
pub async fn back(
    guest: Guest,
    Path(machine): Path<String>,
    Query(it): Query<Brought>,
) -> Result<Response, Fault> {
    let kept =
        session::cookie(&guest.headers, guest.web.options.attempt_cookie()).filter(|it| !it.is_empty());
    if kept.as_deref() != Some(it.state.as_str()) {
        return failed(&guest, "this browser did not begin it");
    }
    if !it.error.is_empty() {
        return failed(&guest, &it.error);
    }
    let (brought, to) = ((it.state.as_str(), it.code.as_str()), redirect(&guest, &machine));
    match guest.agency().reader_returns_from(&machine, brought, &to, &guest.from).await {
        Ok(Vouched::In(token, next)) => {
            let next = if is_own(&next) { next } else { guest.site.path("/") };
            Ok(see_other(&next, &session::begin_reader(&guest.web.options, &token)))
        }
        Ok(Vouched::New(token, edition)) => {
            let to = format!("{}/account/newcomer", guest.agency().house().prefix(&edition));
            Ok(see_other(&to, &[session::begin_visit(&guest.web.options, &token)]))
        }
        Err(Error::Provider(why)) => failed(&guest, &why),
        Err(Error::NotFound) => failed(&guest, "it took too long"),
        Err(other) => Err(other.into()),
    }
}

/// The door, and that nobody was let in. Why is for the operator's log.
fn failed(guest: &Guest, why: &str) -> Result<Response, Fault> {
    tracing::warn!(why, "no reader was let in by a provider of sign-ins");
    let said = guest.say("reader-provider-failed", &[]);
    door::refused(guest, Beside::from([("form".to_owned(), said)]))
}

#[derive(Serialize)]
struct View {
    name: String,
    address: String,
    faults: Beside,
}

/// The page on which somebody new chooses a name.
pub async fn newcomer_page(guest: Guest) -> Result<Response, Fault> {
    let (address, name) = match guest.agency().newcomer(&guest.visit().unwrap_or_default()).await {
        Ok(it) => it,
        Err(Error::NotFound) => return failed(&guest, "it took too long"),
        Err(other) => return Err(other.into()),
    };
    guest.page("reader/newcomer", "reader-newcomer", View { name, address, faults: Beside::new() })
}

/// The name that they chose.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Chosen {
    name: String,
}

/// Makes the account.
pub async fn newcomer(guest: Guest, Form(Chosen { name }): Form<Chosen>) -> Result<Response, Fault> {
    let visit = guest.visit().unwrap_or_default();
    match guest.agency().welcome_newcomer(&visit, &name, &guest.from).await {
        Ok((token, next)) => {
            let next = if is_own(&next) { next } else { guest.site.path("/") };
            Ok(see_other(&next, &session::begin_reader(&guest.web.options, &token)))
        }
        Err(Error::NotFound) => failed(&guest, "it took too long"),
        Err(error) => {
            let faults = guest.faults(error)?;
            let (address, _) = guest.agency().newcomer(&visit).await?;
            let view = View { name, address, faults };
            guest.page_with(StatusCode::UNPROCESSABLE_ENTITY, "reader/newcomer", "reader-newcomer", view)
        }
    }
}
