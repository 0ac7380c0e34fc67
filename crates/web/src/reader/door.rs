//! How readers come in and go: password, link, code; and a forgotten password.

use axum::Form;
use axum::extract::{Path, Query};
use axum::response::Response;
use newsroom::{AtDoor, Error, LinkState, PASSWORD_LEAST};
use serde::{Deserialize, Serialize};

use super::who::Guest;
use crate::desk::Beside;
use crate::fault::Fault;
use crate::session;

/// Where to go on to.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Next {
    /// A path of this site.
    pub next: String,
}

/// What somebody typed at the door.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    address: String,
    password: String,
    code: String,
    next: String,
}

#[derive(Serialize)]
struct Door {
    address: String,
    next: String,
    faults: Beside,
    has_passkeys: bool,
    providers: Vec<String>,
}

/// The door, with what was wrong.
pub fn refused(guest: &Guest, faults: Beside) -> Result<Response, Fault> {
    show(guest, Typed::default(), faults)
}

fn show(guest: &Guest, typed: Typed, faults: Beside) -> Result<Response, Fault> {
    let is_faulty = !faults.is_empty();
    let agency = guest.agency();
    let (has_passkeys, providers) = (agency.has_passkeys(), agency.reader_providers());
    let view = Door { address: typed.address, next: typed.next, faults, has_passkeys, providers };
    guest.again("reader/log_in", "reader-log-in", view, is_faulty)
}

/// The form.
pub async fn page(guest: Guest, Query(Next { next }): Query<Next>) -> Result<Response, Fault> {
    show(&guest, Typed { next, ..Typed::default() }, Beside::new())
}

/// Signs in by the password.
pub async fn enter(guest: Guest, Form(typed): Form<Typed>) -> Result<Response, Fault> {
    match guest.agency().sign_reader_in(&typed.address, &typed.password, &guest.from).await {
        Ok(session) => Ok(guest.entered(&session, &typed.next)),
        Err(error) => {
            let faults = guest.faults(error)?;
            show(&guest, typed, faults)
        }
    }
}

/// Signs out.
pub async fn leave(guest: Guest) -> Result<Response, Fault> {
    if let Some(token) = session::cookie(&guest.headers, guest.web.options.reader_cookie()) {
        guest.agency().sign_reader_out(&token).await?;
    }
    Ok(guest.on_with("/", &session::end_reader(&guest.web.options)))
}

#[derive(Serialize)]
struct AskMail {
    address: String,
    next: String,
    action: &'static str,
    text: String,
    faults: Beside,
}

fn ask_mail(guest: &Guest, what: AtDoor, typed: Typed, faults: Beside) -> Result<Response, Fault> {
    let (action, title, text) = match what {
        AtDoor::SignIn => ("sign-in", "reader-link-title", "reader-link-text"),
        AtDoor::Password => ("password", "reader-forgot", "reader-forgot-text"),
    };
    let is_faulty = !faults.is_empty();
    let view =
        AskMail { address: typed.address, next: typed.next, action, text: guest.say(text, &[]), faults };
    guest.again("reader/ask_mail", title, view, is_faulty)
}

/// The form that asks for a link.
pub async fn link_page(guest: Guest, Query(Next { next }): Query<Next>) -> Result<Response, Fault> {
    ask_mail(&guest, AtDoor::SignIn, Typed { next, ..Typed::default() }, Beside::new())
}

/// Sends the link and the code, and asks for the code here.
pub async fn send_link(guest: Guest, Form(typed): Form<Typed>) -> Result<Response, Fault> {
    let edition = &guest.site.edition().slug;
    match guest.agency().ask_for_link(AtDoor::SignIn, &typed.address, edition, &guest.from).await {
        Ok(browser) => {
            let to = format!("/account/code?next={}", crate::site::query_value(&typed.next));
            Ok(guest.on_with(&to, &[session::begin_visit(&guest.web.options, &browser)]))
        }
        Err(error) => {
            let faults = guest.faults(error)?;
            ask_mail(&guest, AtDoor::SignIn, typed, faults)
        }
    }
}

#[derive(Serialize)]
struct Code {
    next: String,
    faults: Beside,
}

/// The form for the code of a mail.
pub async fn code_page(guest: Guest, Query(Next { next }): Query<Next>) -> Result<Response, Fault> {
    guest.page("reader/code", "reader-code-title", Code { next, faults: Beside::new() })
}

/// Signs in by the code.
pub async fn by_code(guest: Guest, Form(typed): Form<Typed>) -> Result<Response, Fault> {
    let visit = guest.visit().unwrap_or_default();
    match guest.agency().enter_by_code(&typed.code, &visit, &guest.from).await {
        Ok(session) => Ok(guest.entered(&session, &typed.next)),
        Err(Error::WrongPassword) => {
            let faults = Beside::from([("code".to_owned(), guest.say("reader-code-wrong", &[]))]);
            guest.again("reader/code", "reader-code-title", Code { next: typed.next, faults }, true)
        }
        Err(error) => {
            let faults = guest.faults(error)?;
            guest.again("reader/code", "reader-code-title", Code { next: typed.next, faults }, true)
        }
    }
}

#[derive(Serialize)]
struct ByLink {
    token: String,
    state: &'static str,
}

fn state(it: LinkState) -> &'static str {
    match it {
        LinkState::Here => "here",
        LinkState::Elsewhere => "elsewhere",
        LinkState::Spent => "spent",
    }
}

/// The page that a sign-in link opens: one button. Opening it changes nothing.
pub async fn by_link_page(guest: Guest, Path(token): Path<String>) -> Result<Response, Fault> {
    let found = guest.agency().link_state(AtDoor::SignIn, &token, guest.visit().as_deref()).await?;
    guest.page("reader/by_link", "reader-log-in", ByLink { token, state: state(found) })
}

/// Signs in by the link, in the browser that asked for it.
pub async fn by_link(guest: Guest, Path(token): Path<String>) -> Result<Response, Fault> {
    let visit = guest.visit().unwrap_or_default();
    match guest.agency().enter_by_link(&token, &visit, &guest.from).await {
        Ok(session) => Ok(guest.entered(&session, "")),
        Err(Error::NotFound) => {
            let found = guest.agency().link_state(AtDoor::SignIn, &token, Some(&visit)).await?;
            guest.again("reader/by_link", "reader-log-in", ByLink { token, state: state(found) }, true)
        }
        Err(other) => Err(other.into()),
    }
}

/// The form for a forgotten password.
pub async fn forgot_page(guest: Guest) -> Result<Response, Fault> {
    ask_mail(&guest, AtDoor::Password, Typed::default(), Beside::new())
}

/// Sends the link by which a new one is set, where there is an account; the answer is the same.
pub async fn forgot(guest: Guest, Form(typed): Form<Typed>) -> Result<Response, Fault> {
    let edition = &guest.site.edition().slug;
    match guest.agency().ask_for_link(AtDoor::Password, &typed.address, edition, &guest.from).await {
        Ok(_) => guest.page("reader/sent", "reader-check-mail", ()),
        Err(error) => {
            let faults = guest.faults(error)?;
            ask_mail(&guest, AtDoor::Password, typed, faults)
        }
    }
}

#[derive(Serialize)]
struct Reset {
    token: String,
    holds: bool,
    least: usize,
    faults: Beside,
}

fn reset_form(guest: &Guest, token: String, holds: bool, faults: Beside) -> Result<Response, Fault> {
    let is_faulty = !faults.is_empty();
    let view = Reset { token, holds, least: PASSWORD_LEAST, faults };
    guest.again("reader/reset", "reader-new-password", view, is_faulty)
}

/// The page that the mail opens. Opening it changes nothing.
pub async fn reset_page(guest: Guest, Path(token): Path<String>) -> Result<Response, Fault> {
    let found = guest.agency().link_state(AtDoor::Password, &token, None).await?;
    reset_form(&guest, token, found != LinkState::Spent, Beside::new())
}

/// Sets the new password.
pub async fn reset(
    guest: Guest,
    Path(token): Path<String>,
    Form(typed): Form<Typed>,
) -> Result<Response, Fault> {
    match guest.agency().reset_reader_password(&token, &typed.password, &guest.from).await {
        Ok(session) => Ok(guest.entered(&session, "")),
        Err(Error::NotFound) => reset_form(&guest, token, false, Beside::new()),
        Err(error) => {
            let faults = guest.faults(error)?;
            reset_form(&guest, token, true, faults)
        }
    }
}
