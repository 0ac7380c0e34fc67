//! Readers as moderators see them: their record, what was done about them, and what they say against it.

use axum::Form;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use discussion::{Grounds, ReaderBadge, SanctionKind, markup};
use newsroom::views::Sanction;
use newsroom::{Error, SanctionOrder};
use serde::{Deserialize, Serialize};
use story::ReaderId;

use super::told;
use crate::desk::refusals::{Beside, beside};
use crate::desk::who::{Desk, on_to};
use crate::fault::Fault;

#[derive(Serialize)]
struct ReaderLine {
    id: String,
    name: String,
    badge: &'static str,
    since: String,
    is_watched: bool,
}

#[derive(Serialize)]
struct ListView {
    tab: &'static str,
    typed: String,
    readers: Vec<ReaderLine>,
}

/// Whom to look for.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    q: String,
}

/// The list.
pub async fn list(desk: Desk, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    let found = desk.agency().find_readers(&desk.staff, &asked.q).await?;
    let readers = found.into_iter().map(|it| ReaderLine {
        id: it.id.to_string(),
        since: told(&desk, it.since),
        badge: it.badge.as_str(),
        is_watched: it.is_watched,
        name: it.name,
    });
    let view = ListView { tab: "readers", typed: asked.q, readers: readers.collect() };
    desk.page("moderation_readers", "moderation-readers", view)
}

/// Something that was done about a reader.
#[derive(Serialize)]
struct SanctionLine {
    id: String,
    kind: &'static str,
    grounds: &'static str,
    words: String,
    message: Option<String>,
    staff: String,
    at: String,
    until: Option<String>,
    holds: bool,
    is_lifted: bool,
    appeal: Option<String>,
    answer: Option<String>,
}

impl SanctionLine {
    fn of(desk: &Desk, it: Sanction) -> SanctionLine {
        SanctionLine {
            id: it.id.to_string(),
            kind: it.kind.as_str(),
            grounds: it.grounds.as_str(),
            message: it.message.map(|id| id.to_string()),
            at: told(desk, it.at),
            until: it.until.map(|at| told(desk, at)),
            holds: it.holds(desk.agency().now()),
            is_lifted: it.lifted_at.is_some(),
            words: it.words,
            staff: it.staff,
            appeal: it.appeal,
            answer: it.answer,
        }
    }
}

#[derive(Serialize)]
struct Said {
    id: String,
    text: String,
    state: &'static str,
    at: String,
}

#[derive(Serialize)]
struct View {
    tab: &'static str,
    id: String,
    name: String,
    badge: &'static str,
    badges: Vec<&'static str>,
    is_watched: bool,
    since: String,
    standing: u32,
    rejected: u32,
    last: u32,
    upheld: u32,
    reports: u32,
    sanctions: Vec<SanctionLine>,
    notes: Vec<(String, String, String)>,
    messages: Vec<Said>,
    kinds: [&'static str; 3],
    grounds: Vec<&'static str>,
    typed: Typed,
    faults: Beside,
}

/// What a moderator typed or pressed.
#[derive(Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Typed {
    #[serde(rename = "do")]
    act: String,
    kind: String,
    grounds: String,
    words: String,
    hours: u32,
    text: String,
    badge: String,
    watched: Option<String>,
    sanction: String,
}

async fn show(desk: &Desk, id: ReaderId, typed: Typed, faults: Beside) -> Result<Response, Fault> {
    let it = desk.agency().person(&desk.staff, id).await?;
    let (standing, (rejected, last)) = it.record;
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let view = View {
        tab: "readers",
        id: id.to_string(),
        name: it.reader.name,
        badge: it.reader.badge.as_str(),
        badges: ReaderBadge::ALL.iter().map(|it| it.as_str()).collect(),
        is_watched: it.reader.is_watched,
        since: told(desk, it.reader.since),
        standing,
        rejected,
        last,
        upheld: it.reports.0,
        reports: it.reports.1,
        sanctions: it.sanctions.into_iter().map(|it| SanctionLine::of(desk, it)).collect(),
        notes: it.notes.into_iter().map(|(who, text, at)| (who, text, told(desk, at))).collect(),
        messages: it
            .messages
            .into_iter()
            .map(|it| Said {
                id: it.id.to_string(),
                text: markup::excerpt(&it.text, 200),
                state: it.state.as_str(),
                at: told(desk, it.at),
            })
            .collect(),
        kinds: [SanctionKind::Warning, SanctionKind::Suspension, SanctionKind::Ban].map(SanctionKind::as_str),
        grounds: Grounds::ALL.iter().map(|it| it.as_str()).collect(),
        typed,
        faults,
    };
    desk.page_with(status, "moderation_reader", "moderation-readers", view)
}

/// One reader.
pub async fn page(desk: Desk, Path(id): Path<ReaderId>) -> Result<Response, Fault> {
    show(&desk, id, Typed { hours: 24, ..Typed::default() }, Beside::new()).await
}

/// Notes, marks, warns, suspends, bans, lifts.
pub async fn act(desk: Desk, Path(id): Path<ReaderId>, Form(typed): Form<Typed>) -> Result<Response, Fault> {
    let agency = desk.agency();
    let done = match typed.act.as_str() {
        "note" => agency.note_reader(&desk.staff, id, &typed.text).await,
        "mark" => {
            let badge: ReaderBadge = typed.badge.parse().map_err(Fault::Bad)?;
            agency.mark_reader(&desk.staff, id, typed.watched.is_some(), badge).await
        }
        "sanction" => {
            let order = SanctionOrder {
                kind: typed.kind.parse().map_err(Fault::Bad)?,
                grounds: typed.grounds.parse().map_err(Fault::Bad)?,
                words: &typed.words,
                message: None,
                hours: typed.hours,
            };
            agency.sanction(&desk.staff, id, order).await.map(drop)
        }
        "lift" => {
            let sanction = typed.sanction.parse().map_err(|_| Fault::NotFound)?;
            agency.answer_sanction(&desk.staff, sanction, true, &typed.words).await
        }
        _ => return Err(Fault::Bad("no such act".into())),
    };
    match done {
        Ok(()) => Ok(on_to(&format!("/desk/moderation/readers/{id}"))),
        Err(Error::Faults(faults)) => show(&desk, id, typed, beside(desk.locale, &faults)).await,
        Err(other) => Err(other.into()),
    }
}

#[derive(Serialize)]
struct Appeal {
    reader: String,
    name: String,
    sanction: SanctionLine,
}

#[derive(Serialize)]
struct AppealsView {
    tab: &'static str,
    appeals: Vec<Appeal>,
}

/// What readers say against decisions, and nobody has answered.
pub async fn appeals(desk: Desk) -> Result<Response, Fault> {
    let found = desk.agency().appeals(&desk.staff).await?;
    let appeals = found.into_iter().map(|(sanction, reader)| Appeal {
        reader: reader.id.to_string(),
        name: reader.name,
        sanction: SanctionLine::of(&desk, sanction),
    });
    let view = AppealsView { tab: "appeals", appeals: appeals.collect() };
    desk.page("moderation_appeals", "moderation-appeals", view)
}

/// Answers one.
pub async fn answer(desk: Desk, Form(typed): Form<Typed>) -> Result<Response, Fault> {
    let sanction = typed.sanction.parse().map_err(|_| Fault::NotFound)?;
    let is_lifted = match typed.act.as_str() {
        "lift" => true,
        "uphold" => false,
        _ => return Err(Fault::Bad("no such act".into())),
    };
    desk.agency().answer_sanction(&desk.staff, sanction, is_lifted, &typed.words).await?;
    Ok(on_to("/desk/moderation/appeals"))
}
