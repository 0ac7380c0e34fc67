//! The portal: where the people of a subscriber read the wire. One file a page.
//!
//! Invariants: what is shown here the subscriber was given; nothing of the desk is reached from here; every page works
//! as plain forms, script makes it live.

mod alerts;
mod door;
mod filters;
mod item;
mod line;
mod rehearsal;
mod usage;
mod who;
mod wire;

use axum::Router;
use axum::routing::{get, post};

use crate::Web;

/// The portal's addresses.
pub fn routes() -> Router<Web> {
    Router::new()
        .route("/client", get(wire::page))
        .route("/client/download", post(wire::download))
        .route("/client/rows", get(wire::rows))
        .route("/client/live", get(wire::live))
        .route("/client/items/{position}", get(item::page).post(item::act))
        .route("/client/filters", get(filters::page).post(filters::change))
        .route("/client/alerts", get(alerts::page))
        .route("/client/usage", get(usage::page))
        .route("/client/test", get(rehearsal::page).post(rehearsal::send))
        .route("/client/sign-in", get(door::sign_in).post(door::enter))
        .route("/client/sign-out", post(door::leave))
        .route("/client/claim/{token}", get(door::claim).post(door::claim_password))
}
