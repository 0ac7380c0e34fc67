//! What is being written, and the beginning of a draft.

use axum::Form;
use axum::extract::{Path, Query};
use axum::response::Response;
use newsroom::views::DraftFields;
use serde::{Deserialize, Serialize};
use story::DraftId;

use super::choices::{DeskChoice, desks};
use super::line::{moment, zone};
use super::who::{Desk, on_to};
use crate::fault::Fault;

#[derive(Serialize)]
struct Line {
    id: String,
    slugline: String,
    headline: String,
    urgency: u8,
    base: Option<u32>,
    is_stale: bool,
    by: String,
    /// RFC 3339.
    saved_at: String,
    saved: String,
    open_by: Option<String>,
    desk: String,
    filed: Option<String>,
}

#[derive(Serialize)]
struct View {
    desks: Vec<DeskChoice>,
    /// The desk whose copy is shown; empty for all.
    here: String,
    lines: Vec<Line>,
}

/// The desk whose copy is wanted.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    desk: String,
}

/// The list: what is filed stands first, the most pressing on top, then what is being written.
pub async fn list(desk: Desk, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    let mut all = desk.agency().drafts(&desk.staff).await?;
    let all_desks = desk.agency().desks(&desk.staff).await?;
    let here = all_desks.iter().find(|it| it.desk.id.to_string() == asked.desk).map(|it| &it.desk);
    // A desk's page tells the time as that desk has it.
    let zone = here
        .and_then(|it| jiff::tz::TimeZone::get(&it.zone).ok())
        .unwrap_or_else(|| zone(&desk.agency().house()));
    let now = desk.agency().now();
    if let Some(here) = here {
        all.retain(|line| line.desk.as_ref().is_some_and(|(desk, _)| *desk == here.id));
    }
    all.sort_by_key(|line| match line.filed_at {
        Some(at) => (0, line.urgency.get(), at),
        None => (1, 0, jiff::Timestamp::MAX),
    });
    let here = here.map(|it| it.id.to_string()).unwrap_or_default();
    let lines = all.into_iter().map(|line| Line {
        desk: line.desk.map(|(_, name)| name).unwrap_or_default(),
        filed: line.filed_at.map(|at| moment(at, now, &zone)),
        id: line.id.to_string(),
        slugline: line.slugline,
        headline: line.headline,
        urgency: line.urgency.get(),
        base: line.base.map(|number| number.0),
        is_stale: line.is_stale,
        by: line.by,
        saved_at: line.saved_at.to_string(),
        saved: moment(line.saved_at, now, &zone),
        open_by: line.open_by,
    });
    desk.page("drafts", "desk-drafts", View { desks: desks(&desk).await?, here, lines: lines.collect() })
}

/// The desk at which a draft is filed.
#[derive(Debug, Deserialize)]
pub struct Filed {
    desk: String,
}

/// Files a draft as it was last saved.
pub async fn file(desk: Desk, Path(id): Path<DraftId>, Form(filed): Form<Filed>) -> Result<Response, Fault> {
    super::editor::file(&desk, id, &filed.desk).await
}

/// On which story, and as what kind of move; `copy` makes a new story of it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Begin {
    story: String,
    kind: String,
}

/// Begins a draft and goes to it.
pub async fn begin(desk: Desk, Form(Begin { story, kind }): Form<Begin>) -> Result<Response, Fault> {
    let story = match story.as_str() {
        "" => None,
        id => Some(id.parse().map_err(|_| Fault::NotFound)?),
    };
    if let (Some(story), "copy") = (story, kind.as_str()) {
        let id = desk.agency().begin_copy(&desk.staff, story).await?;
        return Ok(on_to(&format!("/desk/drafts/{id}")));
    }
    let fields = story.is_none().then(|| empty(&desk));
    let id = desk.agency().begin(&desk.staff, story, fields).await?;
    let kind = if super::choices::FOLLOWING.contains(&kind.as_str()) {
        format!("?kind={kind}")
    } else {
        String::new()
    };
    Ok(on_to(&format!("/desk/drafts/{id}{kind}")))
}

/// A new story as the form first shows it.
pub fn empty(desk: &Desk) -> DraftFields {
    let house = desk.agency().house();
    // The edition that speaks the writer's language, else the first.
    let edition =
        house.editions.iter().find(|e| e.language.primary() == desk.staff.language).or(house.home());
    DraftFields {
        urgency: story::Urgency::ROUTINE.to_string(),
        language: edition.map(|edition| edition.language.to_string()).unwrap_or_default(),
        ..DraftFields::default()
    }
}
