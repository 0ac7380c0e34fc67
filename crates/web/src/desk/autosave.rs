//! What the editor's scripts ask while somebody writes: JSON in, JSON out.

use axum::Json;
use axum::extract::Path;
use axum::http::StatusCode;
use newsroom::Said;
use newsroom::views::{DraftFields, Saved};
use serde::Deserialize;
use serde_json::{Value, json};
use story::{DraftId, Kind};

use super::refusals::{beside, sentence};
use super::who::Desk;
use crate::fault::Fault;

/// A save names the one it follows.
#[derive(Debug, Deserialize)]
pub struct Save {
    version: u64,
    fields: DraftFields,
}

/// Saves: `{"state": "kept", "version", "at"}`, or `{"state": "branched", "draft", "version", "by"}` where
/// somebody else was faster.
pub async fn save(
    desk: Desk,
    Path(id): Path<DraftId>,
    Json(asked): Json<Save>,
) -> Result<Json<Value>, Fault> {
    let saved = desk.agency().save(&desk.staff, id, asked.version, asked.fields).await?;
    Ok(Json(match saved {
        Saved::Kept { version, at } => json!({ "state": "kept", "version": version, "at": at }),
        Saved::Branched { branch, by } => {
            let draft = desk.agency().draft(&desk.staff, branch).await?;
            json!({ "state": "branched", "draft": branch, "version": draft.version, "by": by })
        }
    }))
}

/// What the page shows.
#[derive(Debug, Deserialize)]
pub struct Seen {
    version: u64,
}

/// Keeps the lease: `{"version", "open_by", "is_stale", "fields"}`, the fields only where the page shows an
/// earlier save.
pub async fn open(desk: Desk, Path(id): Path<DraftId>, Json(seen): Json<Seen>) -> Result<Json<Value>, Fault> {
    desk.agency().open_draft(&desk.staff, id).await?;
    let draft = desk.agency().draft(&desk.staff, id).await?;
    let fields = (draft.version > seen.version).then_some(&draft.fields);
    Ok(Json(json!({
        "version": draft.version,
        "open_by": draft.open_by,
        "is_stale": draft.line.is_stale,
        "fields": fields,
    })))
}

/// Gives the lease back.
pub async fn leave(desk: Desk, Path(id): Path<DraftId>) -> Result<StatusCode, Fault> {
    desk.agency().leave_draft(&desk.staff, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The kind of move that is meant.
#[derive(Debug, Deserialize)]
pub struct Meant {
    kind: Option<Kind>,
}

/// What a send would say: `{"state": "line" | "refused" | "new", "text"}`.
pub async fn preview(
    desk: Desk,
    Path(id): Path<DraftId>,
    Json(meant): Json<Meant>,
) -> Result<Json<Value>, Fault> {
    let draft = desk.agency().draft(&desk.staff, id).await?;
    let kind = draft.line.base.and(meant.kind);
    let preview = desk.agency().preview(&desk.staff, id, Said { kind, ..Said::default() }).await?;
    let first = beside(desk.locale, &preview.faults).into_values().next();
    let (state, text) = match (first, preview.outcome) {
        (Some(fault), _) => ("refused", fault),
        (None, Err(refusal)) if is_early(&refusal) => ("new", String::new()),
        (None, Err(refusal)) => ("refused", sentence(desk.locale, &refusal)),
        (None, Ok(revision)) => match revision.advisory {
            Some(line) => ("line", line),
            None => ("new", String::new()),
        },
    };
    Ok(Json(json!({ "state": state, "text": text })))
}

/// What nobody needs to be told while they have hardly begun, or may not send anyway.
fn is_early(refusal: &story::Refusal) -> bool {
    use story::Refusal::{NoHeadline, NoSection, NoSlugline, NotAllowed, Unchanged};
    matches!(refusal, NoHeadline | NoSection | NoSlugline | Unchanged | NotAllowed { .. })
}
