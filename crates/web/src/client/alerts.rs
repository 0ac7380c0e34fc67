//! What somebody was told of, the newest first; looking at it is having seen it.

use axum::http::StatusCode;
use axum::response::Response;
use serde::Serialize;

use super::line::Line;
use super::who::Portal;
use crate::fault::Fault;

#[derive(Serialize)]
struct Told {
    line: Line,
    filters: String,
    is_new: bool,
    mail: String,
}

#[derive(Serialize)]
struct View {
    told: Vec<Told>,
}

/// The page.
pub async fn page(portal: Portal) -> Result<Response, Fault> {
    let all = portal.agency().alerts(&portal.user, portal.url()).await?;
    let told = all.iter().map(|(alert, given)| Told {
        line: Line::of(&portal, given),
        filters: alert.filters.lines().collect::<Vec<_>>().join(", "),
        is_new: alert.seen_at.is_none(),
        mail: alert.mail.clone(),
    });
    let view = View { told: told.collect() };
    portal.page(StatusCode::OK, "alerts", &portal.say("client-alerts", &[]), view)
}
