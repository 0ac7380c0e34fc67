//! Passkeys: what the script of the door and of the account's page asks for. Without script there are other ways in.

use axum::Json;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use newsroom::{Ceremony, Error};
use serde::Deserialize;
use serde_json::{Value, json};

use super::who::{Account, Guest};
use crate::fault::Fault;
use crate::session;

/// What a browser signed, and for what.
#[derive(Deserialize)]
pub struct Signed {
    token: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    next: String,
    answer: Value,
}

fn answered(status: StatusCode, body: &Value) -> Response {
    let headers = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")];
    (status, headers, body.to_string()).into_response()
}

fn asked(guest: &Guest, begun: Result<Ceremony, Error>) -> Result<Response, Fault> {
    match begun {
        Ok(it) => Ok(answered(StatusCode::OK, &json!({ "token": it.token, "options": it.options }))),
        Err(error) => refused(guest, error),
    }
}

/// Why not, in a sentence.
fn refused(guest: &Guest, error: Error) -> Result<Response, Fault> {
    let why = match error {
        Error::NotFound => guest.say("fault-passkey-late", &[]),
        other => guest.faults(other)?.remove("form").unwrap_or_default(),
    };
    Ok(answered(StatusCode::UNPROCESSABLE_ENTITY, &json!({ "fault": why })))
}

/// Asks the browser to make a passkey.
pub async fn begin(account: Account) -> Result<Response, Fault> {
    asked(&account, account.agency().begin_passkey(&account.reader).await)
}

/// Keeps the passkey that it made.
pub async fn add(account: Account, Json(it): Json<Signed>) -> Result<Response, Fault> {
    match account.agency().add_passkey(&account.reader, &it.token, &it.name, it.answer).await {
        Ok(()) => Ok(answered(StatusCode::OK, &json!({ "to": account.site.path("/account?saved") }))),
        Err(error) => refused(&account, error),
    }
}

/// Asks the browser for any passkey of this site.
pub async fn ask(guest: Guest) -> Result<Response, Fault> {
    asked(&guest, guest.agency().ask_for_passkey(&guest.from).await)
}

/// Signs in who holds it.
pub async fn enter(guest: Guest, Json(it): Json<Signed>) -> Result<Response, Fault> {
    match guest.agency().enter_by_passkey(&it.token, it.answer, &guest.from).await {
        Ok(token) => {
            let to = guest.own(&it.next);
            let mut response = answered(StatusCode::OK, &json!({ "to": to }));
            for cookie in session::begin_reader(&guest.web.options, &token) {
                if let Ok(cookie) = cookie.parse() {
                    response.headers_mut().append(header::SET_COOKIE, cookie);
                }
            }
            Ok(response)
        }
        Err(error) => refused(&guest, error),
    }
}
