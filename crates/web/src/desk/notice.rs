//! Moves that make no revision: a repeat, a hold, a release, a withdrawal, a takedown; each asked for on a page of its
//! own that says what it does.

use axum::Form;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use newsroom::Error;
use serde::{Deserialize, Serialize};
use story::{Kind, Permission, Refusal, Standing, StoryId};

use super::entry;
use super::refusals::{Beside, sentence};
use super::who::{Desk, on_to};
use crate::fault::Fault;

/// A notice by the word in its address, which ends its messages' keys (`desk-repeat-title` …).
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Act {
    /// Send it again, unchanged.
    Repeat,
    /// Do not use until told.
    Hold,
    /// May be used again.
    Release,
    /// Do not use; delete.
    Withdraw,
    /// The law demands that it goes.
    Takedown,
}

impl Act {
    fn word(self) -> &'static str {
        match self {
            Act::Repeat => "repeat",
            Act::Hold => "hold",
            Act::Release => "release",
            Act::Withdraw => "withdraw",
            Act::Takedown => "takedown",
        }
    }

    fn kind(self) -> Kind {
        match self {
            Act::Repeat => Kind::Repeat,
            Act::Hold => Kind::Hold,
            Act::Release => Kind::Release,
            Act::Withdraw => Kind::Withdrawal,
            Act::Takedown => Kind::Takedown,
        }
    }

    fn permission(self) -> Permission {
        match self {
            Act::Repeat | Act::Hold | Act::Release => Permission::Send,
            Act::Withdraw => Permission::Withdraw,
            Act::Takedown => Permission::TakeDown,
        }
    }

    /// Whether nothing brings the story back.
    fn is_final(self) -> bool {
        matches!(self, Act::Withdraw | Act::Takedown)
    }

    /// Whether it says why.
    fn wants_reason(self) -> bool {
        matches!(self, Act::Hold | Act::Withdraw | Act::Takedown)
    }
}

/// What one who looks may do with a story that stands so, the mildest first.
pub fn offered(desk: &Desk, standing: Standing) -> Vec<&'static str> {
    [Act::Repeat, Act::Hold, Act::Release, Act::Withdraw, Act::Takedown]
        .into_iter()
        .filter(|act| desk.may_somewhere(act.permission()) && standing.after(act.kind()).is_ok())
        .map(Act::word)
        .collect()
}

#[derive(Serialize)]
struct View {
    act: &'static str,
    is_final: bool,
    wants_reason: bool,
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

/// The page that says what the move does, and asks for the reason where there has to be one.
pub async fn page(
    desk: Desk,
    Path((id, act)): Path<(StoryId, Act)>,
    Query(typed): Query<Typed>,
) -> Result<Response, Fault> {
    if !desk.may_somewhere(act.permission()) {
        return Err(Fault::NotAllowed);
    }
    show(&desk, id, act, typed, None, Beside::new()).await
}

/// Sends the notice.
pub async fn send(
    desk: Desk,
    Path((id, act)): Path<(StoryId, Act)>,
    Form(typed): Form<Typed>,
) -> Result<Response, Fault> {
    match desk.agency().notice(&desk.staff, id, act.kind(), &typed.reason).await {
        Ok(sent) => Ok(on_to(&format!("/desk?sent={}", sent.sequence))),
        Err(Error::Refused(refusal)) if !matches!(refusal, Refusal::NotAllowed { .. }) => {
            let said = sentence(desk.locale, &refusal);
            match refusal.field() {
                Some(field) => {
                    show(&desk, id, act, typed, None, Beside::from([(field.to_owned(), said)])).await
                }
                None => show(&desk, id, act, typed, Some(said), Beside::new()).await,
            }
        }
        Err(error) => Err(error.into()),
    }
}

async fn show(
    desk: &Desk,
    id: StoryId,
    act: Act,
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
        act: act.word(),
        is_final: act.is_final(),
        wants_reason: act.wants_reason(),
        story: id.to_string(),
        from: typed.from,
        headline: line.revision.content.headline.clone(),
        reason: typed.reason,
        refusal,
        faults,
    };
    desk.page_with(status, "notice", &format!("desk-{}-title", act.word()), view)
}
