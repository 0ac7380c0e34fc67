//! Where moderators keep the discussions: what waits, whom it is about, by which rules. One file a page.

mod people;
mod queue;
mod record;
mod rules;
mod story;

use axum::Router;
use axum::routing::{get, post};

use super::line::{moment, zone};
use super::who::Desk;
use crate::Web;

/// The addresses.
pub fn routes() -> Router<Web> {
    Router::new()
        .route("/desk/moderation", get(queue::page))
        .route("/desk/moderation/in/{state}", get(queue::in_state))
        .route("/desk/moderation/messages/{message}", get(queue::one).post(queue::decide))
        .route("/desk/moderation/messages/{message}/tools", get(queue::tools))
        .route("/desk/moderation/undo/{act}", post(queue::undo))
        .route("/desk/moderation/readers", get(people::list))
        .route("/desk/moderation/readers/{reader}", get(people::page).post(people::act))
        .route("/desk/moderation/appeals", get(people::appeals).post(people::answer))
        .route("/desk/moderation/record", get(record::page).post(record::lift_all))
        .route("/desk/moderation/rules", get(rules::page).post(rules::change))
        .route("/desk/moderation/stories/{story}", get(story::page).post(story::keep))
}

/// An instant as a moderator reads it.
fn told(desk: &Desk, at: jiff::Timestamp) -> String {
    moment(at, desk.agency().now(), &zone(&desk.agency().house()))
}
