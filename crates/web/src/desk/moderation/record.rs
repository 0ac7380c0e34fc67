//! What moderators did, with who and about whom; and undoing many acts of one cause at once.

use axum::Form;
use axum::extract::Query;
use axum::response::Response;
use discussion::Grounds;
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

use super::told;
use crate::desk::who::{Desk, on_to};
use crate::fault::Fault;

#[derive(Serialize)]
struct Line {
    id: u64,
    at: String,
    staff: String,
    act: String,
    grounds: Option<String>,
    message: Option<String>,
    reader: Option<String>,
    is_undone: bool,
}

#[derive(Serialize)]
struct View {
    tab: &'static str,
    lines: Vec<Line>,
    next: Option<u64>,
    grounds: Vec<&'static str>,
    lifted: Option<usize>,
}

/// Where the page begins.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    before: Option<u64>,
    lifted: Option<usize>,
}

/// The page.
pub async fn page(desk: Desk, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    let acts = desk.agency().moderation_acts(&desk.staff, asked.before).await?;
    let next = acts.last().map(|act| act.id).filter(|id| *id > 1);
    let lines = acts.into_iter().map(|it| Line {
        id: it.id,
        at: told(&desk, it.at),
        staff: it.staff,
        act: it.act,
        grounds: it.grounds,
        message: it.message.map(|id| id.to_string()),
        reader: it.reader.map(|id| id.to_string()),
        is_undone: it.undone_at.is_some(),
    });
    let view = View {
        tab: "record",
        lines: lines.collect(),
        next,
        grounds: Grounds::ALL.iter().map(|it| it.as_str()).collect(),
        lifted: asked.lifted,
    };
    desk.page("moderation_record", "moderation-record", view)
}

/// Which sanctions are to be lifted at once.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    staff: String,
    grounds: String,
    hours: u32,
}

/// Lifts them.
pub async fn lift_all(desk: Desk, Form(typed): Form<Typed>) -> Result<Response, Fault> {
    let grounds: Grounds = typed.grounds.parse().map_err(Fault::Bad)?;
    let since = desk.agency().now() - SignedDuration::from_hours(i64::from(typed.hours.min(24 * 365)));
    let lifted = desk.agency().lift_all(&desk.staff, typed.staff.trim(), grounds, since).await?;
    Ok(on_to(&format!("/desk/moderation/record?lifted={lifted}")))
}
