//! A legal notice about a message, from whomever; and how one stands.

use axum::Form;
use axum::extract::{Path, Query};
use axum::response::Response;
use newsroom::{Error, Notice};
use serde::{Deserialize, Serialize};
use story::MessageId;

use super::view::MessageView;
use crate::desk::Beside;
use crate::fault::Fault;
use crate::reader::Guest;
use crate::site::view::When;

/// What somebody typed.
#[derive(Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Typed {
    law: String,
    reason: String,
    name: String,
    address: String,
}

#[derive(Serialize)]
struct View {
    message: MessageView,
    path: String,
    typed: Typed,
    reference: Option<String>,
    faults: Beside,
}

async fn show(
    guest: &Guest,
    id: MessageId,
    typed: Typed,
    (reference, faults): (Option<String>, Beside),
) -> Result<Response, Fault> {
    let (message, item) = guest.agency().message(id, None).await?;
    let path = guest.agency().story_path(&item);
    let is_faulty = !faults.is_empty();
    let message = MessageView::of(&message, &path, false, &guest.site, &guest.web);
    let view = View { message, path, typed, reference, faults };
    guest.again("discussion/notice", "notice-title", view, is_faulty)
}

/// The form.
pub async fn page(guest: Guest, Path(id): Path<MessageId>) -> Result<Response, Fault> {
    show(&guest, id, Typed::default(), (None, Beside::new())).await
}

/// Takes it in, and tells its reference.
pub async fn give(
    guest: Guest,
    Path(id): Path<MessageId>,
    Form(typed): Form<Typed>,
) -> Result<Response, Fault> {
    let notice = Notice {
        message: id,
        law: &typed.law,
        reason: &typed.reason,
        contact: (&typed.name, &typed.address),
        language: guest.locale().tag(),
    };
    match guest.agency().give_notice(notice, &guest.from).await {
        Ok(reference) => show(&guest, id, Typed::default(), (Some(reference), Beside::new())).await,
        Err(error) => {
            let faults = guest.faults(error)?;
            show(&guest, id, typed, (None, faults)).await
        }
    }
}

/// Which notice is asked after.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    reference: String,
}

#[derive(Serialize)]
struct Found {
    state: &'static str,
    at: When,
    decided: Option<When>,
    grounds: Option<String>,
}

#[derive(Serialize)]
struct AskView {
    reference: String,
    found: Option<Found>,
    is_unknown: bool,
}

/// How a notice stands, asked by its reference.
pub async fn ask(guest: Guest, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    let reference = asked.reference.trim().to_uppercase();
    let found = if reference.is_empty() {
        None
    } else {
        match guest.agency().notice_of(&reference).await {
            Ok(report) => Some(Found {
                state: report.state.as_str(),
                at: guest.when(report.at),
                decided: report.decided_at.map(|at| guest.when(at)),
                grounds: report.statement.filter(|it| !it.is_empty()),
            }),
            Err(Error::NotFound) => None,
            Err(other) => return Err(other.into()),
        }
    };
    let is_unknown = found.is_none() && !reference.is_empty();
    guest.page("discussion/notices", "notice-ask", AskView { reference, found, is_unknown })
}
