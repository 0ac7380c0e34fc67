//! What is being written, and the beginning of a draft.

use axum::Form;
use axum::response::Response;
use newsroom::views::DraftFields;
use serde::{Deserialize, Serialize};

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
}

#[derive(Serialize)]
struct View {
    lines: Vec<Line>,
}

/// The list.
pub async fn list(desk: Desk) -> Result<Response, Fault> {
    let all = desk.agency().drafts(&desk.staff).await?;
    let (zone, now) = (zone(&desk.agency().house()), desk.agency().now());
    let lines = all.into_iter().map(|line| Line {
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
    desk.page("drafts", "desk-drafts", View { lines: lines.collect() })
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
