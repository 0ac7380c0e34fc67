//! The accounts of readers: how they come in, what is theirs, what they are told. One file a page or an action.
//!
//! Invariants: every page works as plain forms; opening a link changes nothing; what is answered tells nobody whether an
//! address has an account; nothing here is kept by anybody.

mod account;
mod data;
mod door;
mod mail;
mod notes;
mod passkeys;
mod providers;
mod register;
mod saved;
mod standing;
mod who;

use axum::Router;
use axum::routing::{get, post};

pub use mail::letter;
pub use who::{Account, Guest, MaybeReader};

use crate::Web;

/// The addresses of accounts, below an edition.
pub fn routes() -> Router<Web> {
    Router::new()
        .route("/account", get(account::page).post(account::change))
        .route("/account/me", get(account::me))
        .route("/account/register", get(register::page).post(register::register))
        .route("/account/check-mail", get(register::check_mail).post(register::write_again))
        .route("/account/confirm/{token}", get(register::confirm_page).post(register::confirm))
        .route("/account/log-in", get(door::page).post(door::enter))
        .route("/account/log-out", post(door::leave))
        .route("/account/sign-in", get(door::link_page).post(door::send_link))
        .route("/account/sign-in/{token}", get(door::by_link_page).post(door::by_link))
        .route("/account/passkeys/begin", post(passkeys::begin))
        .route("/account/passkeys/add", post(passkeys::add))
        .route("/account/passkeys/ask", post(passkeys::ask))
        .route("/account/passkeys/enter", post(passkeys::enter))
        .route("/account/provider/{machine}", get(providers::leave))
        .route("/account/provider/{machine}/return", get(providers::back))
        .route("/account/newcomer", get(providers::newcomer_page).post(providers::newcomer))
        .route("/account/code", get(door::code_page).post(door::by_code))
        .route("/account/password", get(door::forgot_page).post(door::forgot))
        .route("/account/password/{token}", get(door::reset_page).post(door::reset))
        .route("/account/address/{token}", get(account::address_page).post(account::confirm_address))
        .route("/account/notes", get(notes::page))
        .route("/account/mail/{token}", get(mail::page).post(mail::choose))
        .route("/account/saved", get(saved::page).post(saved::change))
        .route("/account/saved.json", get(saved::list))
        .route("/account/standing", get(standing::page).post(standing::act))
        .route("/account/data", post(data::take))
        .route("/account/leave", get(account::leave_page).post(account::leave))
}
