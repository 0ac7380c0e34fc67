//! Withdrawing a story, with a reason.

use axum::Form;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use newsroom::Error;
use serde::{Deserialize, Serialize};
use story::{Permission, StoryId};

use super::entry;
use super::refusals::{Beside, sentence};
use super::who::{Desk, on_to};
use crate::fault::Fault;

#[derive(Serialize)]
struct View {
    story: String,
    from: u64,
    headline: String,
    reason: String,
    refusal: Option<String>,
    faults: Beside,
}

/// What the form sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// The place on the wire from which it was asked.
    from: u64,
    reason: String,
}

/// The page that asks for the reason.
pub async fn page(
    desk: Desk,
    Path(id): Path<StoryId>,
    Query(typed): Query<Typed>,
) -> Result<Response, Fault> {
    if !desk.may(Permission::Withdraw) {
        return Err(Fault::NotAllowed);
    }
    show(&desk, id, typed, None, Beside::new()).await
}

/// Withdraws.
pub async fn withdraw(
    desk: Desk,
    Path(id): Path<StoryId>,
    Form(typed): Form<Typed>,
) -> Result<Response, Fault> {
    match desk.agency().withdraw(&desk.staff, id, &typed.reason).await {
        Ok(sent) => Ok(on_to(&format!("/desk?sent={}", sent.sequence))),
        Err(Error::Refused(refusal)) if !matches!(refusal, story::Refusal::NotAllowed { .. }) => {
            let said = sentence(desk.locale, &refusal);
            match refusal.field() {
                Some(field) => show(&desk, id, typed, None, Beside::from([(field.to_owned(), said)])).await,
                None => show(&desk, id, typed, Some(said), Beside::new()).await,
            }
        }
        Err(error) => Err(error.into()),
    }
}

async fn show(
    desk: &Desk,
    id: StoryId,
    typed: Typed,
    refusal: Option<String>,
    faults: Beside,
) -> Result<Response, Fault> {
    let line = entry::find(desk, typed.from).await?;
    if line.story != id {
        return Err(Fault::NotFound);
    }
    let is_refused = refusal.is_some() || !faults.is_empty();
    let status = if is_refused { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let view = View {
        story: id.to_string(),
        from: typed.from,
        headline: line.revision.content.headline,
        reason: typed.reason,
        refusal,
        faults,
    };
    desk.page_with(status, "withdraw", "desk-withdraw-title", view)
}
