//! Registering: the form, the page that says to look into the mail, the button that confirms.

use axum::Form;
use axum::extract::Path;
use axum::response::Response;
use newsroom::{Error, PASSWORD_LEAST, Registered, Registration};
use serde::{Deserialize, Serialize};

use super::who::Guest;
use crate::desk::Beside;
use crate::fault::Fault;
use crate::session;

/// What somebody typed to register.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    name: String,
    address: String,
    password: String,
}

#[derive(Serialize)]
struct View {
    name: String,
    address: String,
    least: usize,
    faults: Beside,
    is_open: bool,
}

fn show(guest: &Guest, typed: Typed, faults: Beside) -> Result<Response, Fault> {
    let is_faulty = !faults.is_empty();
    let is_open = guest.agency().sends_letters();
    let view = View { name: typed.name, address: typed.address, least: PASSWORD_LEAST, faults, is_open };
    guest.again("reader/register", "reader-register", view, is_faulty)
}

/// The form.
pub async fn page(guest: Guest) -> Result<Response, Fault> {
    show(&guest, Typed::default(), Beside::new())
}

/// Registers, and says to look into the mail, whatever the address is.
pub async fn register(guest: Guest, Form(typed): Form<Typed>) -> Result<Response, Fault> {
    let it = Registration {
        address: &typed.address,
        name: &typed.name,
        password: &typed.password,
        edition: &guest.site.edition().slug,
    };
    match guest.agency().register(it, &guest.from).await {
        Ok(browser) => {
            let cookie = session::begin_visit(&guest.web.options, &browser);
            Ok(guest.on_with("/account/check-mail", &[cookie]))
        }
        Err(error) => {
            let faults = guest.faults(error)?;
            show(&guest, typed, faults)
        }
    }
}

#[derive(Serialize)]
struct CheckMail {
    faults: Beside,
    is_sent: bool,
}

/// The page that says to look into the mail.
pub async fn check_mail(guest: Guest) -> Result<Response, Fault> {
    let view = CheckMail { faults: Beside::new(), is_sent: false };
    guest.page("reader/check_mail", "reader-check-mail", view)
}

/// Writes once more, or says how long to wait.
pub async fn write_again(guest: Guest) -> Result<Response, Fault> {
    let visit = guest.visit().unwrap_or_default();
    let faults = match guest.agency().write_again(&visit, &guest.from).await {
        // Where nothing waits nothing goes, and nobody is told which of the two it was.
        Ok(()) | Err(Error::NotFound) => Beside::new(),
        Err(error) => guest.faults(error)?,
    };
    let (is_sent, is_faulty) = (faults.is_empty(), !faults.is_empty());
    guest.again("reader/check_mail", "reader-check-mail", CheckMail { faults, is_sent }, is_faulty)
}

#[derive(Serialize)]
struct Confirm {
    token: String,
    holds: bool,
    is_elsewhere: bool,
    is_done: bool,
    faults: Beside,
}

/// The page that the mail opens: one button. Opening it changes nothing.
pub async fn confirm_page(guest: Guest, Path(token): Path<String>) -> Result<Response, Fault> {
    let confirms = guest.agency().confirms(&token, guest.visit().as_deref()).await?;
    let view = Confirm {
        token,
        holds: confirms.is_some(),
        is_elsewhere: confirms == Some(false),
        is_done: false,
        faults: Beside::new(),
    };
    guest.page("reader/confirm", "reader-confirm", view)
}

/// Confirms.
pub async fn confirm(guest: Guest, Path(token): Path<String>) -> Result<Response, Fault> {
    let mut view = Confirm { token, holds: true, is_elsewhere: false, is_done: false, faults: Beside::new() };
    match guest.agency().confirm(&view.token, guest.visit().as_deref(), &guest.from).await {
        Ok(Registered::In(session)) => {
            return Ok(
                guest.on_with("/account?welcome", &session::begin_reader(&guest.web.options, &session))
            );
        }
        Ok(Registered::Elsewhere) => view.is_done = true,
        Err(Error::NotFound) => view.holds = false,
        Err(error) => view.faults = guest.faults(error)?,
    }
    let is_faulty = !view.faults.is_empty();
    guest.again("reader/confirm", "reader-confirm", view, is_faulty)
}
