//! What waits for a moderator: held and reported messages, those that wait longest first.

use axum::Form;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use discussion::{Grounds, SanctionKind, State, Verdict, markup};
use newsroom::{Decided, SanctionOrder, Waiting};
use serde::{Deserialize, Serialize};
use story::MessageId;

use super::told;
use crate::desk::who::{Desk, on_to, private};
use crate::discussion::reason;
use crate::fault::Fault;

/// What a phase found.
#[derive(Serialize)]
struct FindingView {
    phase: &'static str,
    verdict: &'static str,
    words: String,
}

/// What a reader reported.
#[derive(Serialize)]
struct ReportView {
    category: &'static str,
    reason: String,
    law: Option<String>,
    contact: Option<String>,
    reference: String,
    state: &'static str,
}

/// A message that waits.
#[derive(Serialize)]
pub struct WaitingView {
    id: String,
    html: String,
    state: &'static str,
    at: String,
    reader: Option<String>,
    author: String,
    badge: &'static str,
    is_watched: bool,
    standing: u32,
    rejected: u32,
    last: u32,
    parent: Option<(String, String)>,
    story: String,
    headline: String,
    lang: String,
    dir: &'static str,
    href: String,
    is_picked: bool,
    is_pinned: bool,
    grounds: Option<String>,
    findings: Vec<FindingView>,
    reports: Vec<ReportView>,
}

impl WaitingView {
    /// Of one.
    pub fn of(desk: &Desk, it: &Waiting) -> WaitingView {
        let content = it.item.as_ref().map(|item| &item.revision.content);
        let (standing, (rejected, last)) = it.record;
        WaitingView {
            id: it.message.id.to_string(),
            html: markup::html(&it.message.text),
            state: it.message.state.as_str(),
            at: told(desk, it.message.at),
            reader: it.author.as_ref().map(|author| author.id.to_string()),
            author: it.message.author.clone(),
            badge: it.message.badge.as_str(),
            is_watched: it.author.as_ref().is_some_and(|author| author.is_watched),
            standing,
            rejected,
            last,
            parent: it
                .parent
                .as_ref()
                .map(|parent| (parent.author.clone(), markup::excerpt(&parent.text, 300))),
            story: it.message.story.to_string(),
            headline: content.map(|it| it.headline.clone()).unwrap_or_default(),
            lang: content.map(|it| it.language.to_string()).unwrap_or_default(),
            dir: content.map_or("auto", |it| it.language.direction().as_str()),
            href: it
                .item
                .as_ref()
                .map(|item| format!("{}/discussion/{}", desk.agency().story_path(item), it.message.sequence))
                .unwrap_or_default(),
            is_picked: it.message.picked_at.is_some(),
            is_pinned: it.is_pinned,
            grounds: it.message.grounds.clone(),
            findings: it
                .findings
                .iter()
                .map(|finding| FindingView {
                    phase: finding.phase.as_str(),
                    verdict: match finding.verdict {
                        Verdict::Tag => "tag",
                        Verdict::Hold => "hold",
                        Verdict::Reject => "reject",
                    },
                    words: format!("{} {}", reason(desk.locale, finding), finding.detail).trim().to_owned(),
                })
                .collect(),
            reports: it
                .reports
                .iter()
                .map(|report| ReportView {
                    category: report.category.as_str(),
                    reason: report.reason.clone(),
                    law: report.law.clone(),
                    contact: report.contact.clone(),
                    reference: report.reference.clone(),
                    state: report.state.as_str(),
                })
                .collect(),
        }
    }
}

#[derive(Serialize)]
struct View {
    tab: &'static str,
    count: u64,
    waiting: Vec<WaitingView>,
    grounds: Vec<&'static str>,
    next: Option<String>,
    undo: Option<u64>,
    back: String,
}

fn grounds() -> Vec<&'static str> {
    Grounds::ALL.iter().map(|it| it.as_str()).collect()
}

/// Where the page begins, and what was just done.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    after: Option<MessageId>,
    done: Option<u64>,
}

/// The queue.
pub async fn page(desk: Desk, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    let found = desk.agency().moderation_queue(&desk.staff, asked.after).await?;
    let view = View {
        tab: "queue",
        count: found.count,
        waiting: found.waiting.iter().map(|it| WaitingView::of(&desk, it)).collect(),
        grounds: grounds(),
        next: found.next.map(|id| format!("/desk/moderation?after={id}")),
        undo: asked.done,
        back: "/desk/moderation".into(),
    };
    desk.page("moderation", "moderation-title", view)
}

/// Messages that stand so, the newest first.
pub async fn in_state(
    desk: Desk,
    Path(state): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let state: State = state.parse().map_err(|_| Fault::NotFound)?;
    let before = match asked.after {
        Some(id) => Some(desk.agency().moderated(&desk.staff, id).await?.message.at),
        None => None,
    };
    let found = desk.agency().messages_in(&desk.staff, state, before).await?;
    let last = found.last().map(|it| it.message.id).filter(|_| found.len() >= 20);
    let view = View {
        tab: state.as_str(),
        count: desk.agency().moderation_queue(&desk.staff, None).await?.count,
        waiting: found.iter().map(|it| WaitingView::of(&desk, it)).collect(),
        grounds: grounds(),
        next: last.map(|id| format!("/desk/moderation/in/{}?after={id}", state.as_str())),
        undo: asked.done,
        back: format!("/desk/moderation/in/{}", state.as_str()),
    };
    desk.page("moderation", "moderation-title", view)
}

/// One message, whatever its state.
pub async fn one(
    desk: Desk,
    Path(id): Path<MessageId>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let found = desk.agency().moderated(&desk.staff, id).await?;
    let view = View {
        tab: "one",
        count: desk.agency().moderation_queue(&desk.staff, None).await?.count,
        waiting: vec![WaitingView::of(&desk, &found)],
        grounds: grounds(),
        next: None,
        undo: asked.done,
        back: format!("/desk/moderation/messages/{id}"),
    };
    desk.page("moderation", "moderation-title", view)
}

#[derive(Serialize)]
struct Tools {
    lang: &'static str,
    dir: &'static str,
    it: WaitingView,
    grounds: Vec<&'static str>,
    hours: [u32; 3],
}

/// How long somebody can be kept out from where the message stands, in hours.
const KEPT_OUT: [u32; 3] = [1, 24, 168];

/// The moderator's form for a message, to stand below it on the site's own page; nothing for those who may not.
pub async fn tools(desk: Desk, Path(id): Path<MessageId>) -> Result<Response, Fault> {
    if !desk.may(story::Permission::Moderate) {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    let found = desk.agency().moderated(&desk.staff, id).await?;
    let view = Tools {
        lang: desk.locale.tag(),
        dir: desk.locale.direction(),
        it: WaitingView::of(&desk, &found),
        grounds: grounds(),
        hours: KEPT_OUT,
    };
    Ok(private(StatusCode::OK, desk.web.theme.render("desk/moderation_tools.html", desk.locale, view)?))
}

/// What a moderator pressed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    #[serde(rename = "do")]
    act: String,
    grounds: String,
    words: String,
    back: String,
}

/// Decides, and goes on with what waits.
pub async fn decide(
    desk: Desk,
    Path(id): Path<MessageId>,
    Form(typed): Form<Typed>,
) -> Result<Response, Fault> {
    let decided = match typed.act.as_str() {
        "approve" => Decided::Approve,
        "reject" => Decided::Reject(typed.grounds.parse().map_err(Fault::Bad)?),
        "pick" => Decided::Pick(true),
        "unpick" => Decided::Pick(false),
        "pin" => Decided::Pin(true),
        "unpin" => Decided::Pin(false),
        act => return keep_out(&desk, id, act, &typed).await,
    };
    let act = desk.agency().decide_message(&desk.staff, id, decided, &typed.words).await?;
    Ok(on_to(&format!("{}?done={act}", own(&typed.back))))
}

/// `suspend-24`: the author may say nothing for a day.
async fn keep_out(desk: &Desk, id: MessageId, act: &str, typed: &Typed) -> Result<Response, Fault> {
    let hours =
        act.strip_prefix("suspend-").and_then(|it| it.parse().ok()).filter(|it| KEPT_OUT.contains(it));
    let hours = hours.ok_or_else(|| Fault::Bad("no such act".into()))?;
    let author = desk.agency().moderated(&desk.staff, id).await?.message.reader.ok_or(Fault::NotFound)?;
    let order = SanctionOrder {
        kind: SanctionKind::Suspension,
        grounds: typed.grounds.parse().map_err(Fault::Bad)?,
        words: &typed.words,
        message: Some(id),
        hours,
    };
    desk.agency().sanction(&desk.staff, author, order).await?;
    Ok(on_to(own(&typed.back)))
}

/// Undoes what was decided.
pub async fn undo(desk: Desk, Path(act): Path<u64>, Form(typed): Form<Typed>) -> Result<Response, Fault> {
    desk.agency().undo(&desk.staff, act).await?;
    Ok(on_to(own(&typed.back)))
}

/// A path of moderation, and nothing else.
fn own(back: &str) -> &str {
    let is_own = back.starts_with("/desk/moderation")
        && back.bytes().all(|b| b.is_ascii_alphanumeric() || b"/-".contains(&b));
    if is_own { back } else { "/desk/moderation" }
}
