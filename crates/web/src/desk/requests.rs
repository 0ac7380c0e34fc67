//! What readers say is wrong: the list, and what the desk makes of it.

use axum::Form;
use axum::extract::{Path, Query};
use axum::response::Response;
use serde::{Deserialize, Serialize};
use story::RequestId;

use super::line::{moment, zone};
use super::who::{Desk, on_to};
use crate::fault::Fault;

#[derive(Serialize)]
struct Line {
    id: String,
    headline: Option<String>,
    lang: String,
    dir: &'static str,
    href: Option<String>,
    revision: u32,
    is_present: bool,
    passage: String,
    text: String,
    at: String,
    is_answered: bool,
    state: String,
    staff: Option<String>,
    answer: Option<String>,
}

#[derive(Serialize)]
struct View {
    lines: Vec<Line>,
    is_open: bool,
}

/// Which are asked for.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    decided: Option<String>,
}

/// The list, of those that wait or of those that were decided.
pub async fn page(desk: Desk, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    let is_open = asked.decided.is_none();
    let (agency, house) = (desk.agency(), desk.agency().house());
    let (now, zone) = (agency.now(), zone(&house));
    let found = agency.correction_requests(&desk.staff, is_open)?;
    let lines = found.into_iter().map(|(it, item)| Line {
        id: it.id.to_string(),
        lang: item.as_ref().map(|it| it.revision.content.language.to_string()).unwrap_or_default(),
        dir: item.as_ref().map_or("auto", |it| it.revision.content.language.direction().as_str()),
        href: item.as_ref().map(|it| agency.story_path(it)),
        is_present: item.as_ref().is_some_and(|item| item.revision.number == it.revision),
        headline: item.map(|it| it.revision.content.headline.clone()),
        revision: it.revision.0,
        passage: it.passage,
        text: it.text,
        at: moment(it.at, now, &zone),
        is_answered: it.address.is_some(),
        state: it.state,
        staff: it.staff,
        answer: it.answer,
    });
    let view = View { lines: lines.collect(), is_open };
    desk.page("requests", "requests-title", view)
}

/// What was decided.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    #[serde(rename = "do")]
    act: String,
    answer: String,
}

/// Takes one up, or leaves it.
pub async fn decide(
    desk: Desk,
    Path(id): Path<RequestId>,
    Form(typed): Form<Typed>,
) -> Result<Response, Fault> {
    let is_taken = match typed.act.as_str() {
        "take" => true,
        "leave" => false,
        _ => return Err(Fault::Bad("no such act".into())),
    };
    desk.agency().decide_request(&desk.staff, id, is_taken, &typed.answer).await?;
    Ok(on_to("/desk/requests"))
}
