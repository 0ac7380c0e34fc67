//! What the copy desk finds in a draft: for the sheet and for the editor's scripts; and setting a finding aside.

use axum::extract::{Path, Query};
use axum::response::Response;
use axum::{Form, Json};
use i18n::Arg;
use newsroom::Error;
use newsroom::views::Found;
use serde::{Deserialize, Serialize};
use story::{DraftId, Kind};

use super::who::{Desk, on_to};
use crate::fault::Fault;

/// A finding in words.
#[derive(Serialize)]
pub struct FoundView {
    #[serde(flatten)]
    found: Found,
    /// Where it stands.
    place: String,
    /// The anchor in the editor.
    anchor: &'static str,
}

impl FoundView {
    /// Findings in the words of the desk's language, the gravest first.
    pub fn all(desk: &Desk, found: Vec<Found>) -> Vec<FoundView> {
        let mut all: Vec<FoundView> = found
            .into_iter()
            .map(|found| {
                let place = match (found.number, found.field) {
                    (Some(number), _) => {
                        desk.say("desk-paragraph", &[("number", Arg::Number(number.into()))])
                    }
                    (None, field) => desk.say(&format!("desk-{field}"), &[]),
                };
                let anchor = if found.field == "advisory" { "line" } else { found.field };
                FoundView { found, place, anchor }
            })
            .collect();
        all.sort_by_key(|view| (view.found.reason.is_some(), view.found.severity));
        all
    }
}

/// Which kind of move is meant.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Meant {
    kind: String,
}

/// The findings as JSON: `[{"check", "rule", "severity", "field", "paragraph", "number", "start", "length", "words",
/// "message", "reason", "place"}]`.
pub async fn list(
    desk: Desk,
    Path(id): Path<DraftId>,
    Query(meant): Query<Meant>,
) -> Result<Json<Vec<FoundView>>, Fault> {
    let kind: Option<Kind> = meant.kind.parse().ok();
    let found = desk.agency().findings(&desk.staff, id, kind).await?;
    Ok(Json(FoundView::all(&desk, found)))
}

/// What is set aside, and why.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Aside {
    rule: String,
    words: String,
    reason: String,
    /// The kind that the sheet showed.
    kind: String,
}

/// Sets a finding aside and goes back to the sheet.
pub async fn set_aside(
    desk: Desk,
    Path(id): Path<DraftId>,
    Form(aside): Form<Aside>,
) -> Result<Response, Fault> {
    let kind = crate::site::query_value(&aside.kind);
    match desk.agency().set_aside(&desk.staff, id, &aside.rule, &aside.words, &aside.reason).await {
        // Without a reason it stays where it was.
        Ok(()) | Err(Error::Faults(_)) => Ok(on_to(&format!("/desk/drafts/{id}/send?kind={kind}"))),
        Err(error) => Err(error.into()),
    }
}
