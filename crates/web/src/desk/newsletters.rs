//! The newsletters: put together from a section or by hand, looked at, tried, sent, and how they went.

use axum::Form;
use axum::extract::{Path, Query};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use newsroom::views::Newsletter;
use newsroom::{Error, NewsletterForm};
use serde::{Deserialize, Serialize};
use story::NewsletterId;

use super::choices::{EditionChoice, editions};
use super::line::{moment, zone};
use super::refusals::{Beside, beside};
use super::who::{Desk, on_to};
use crate::fault::Fault;

/// What the page of a preview may do: show itself, with the styles that mail has in it, and nothing else.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'";

#[derive(Serialize)]
struct Line {
    id: String,
    edition: String,
    subject: String,
    state: String,
    at: String,
    staff: String,
    counts: Vec<(String, u64)>,
}

fn line(desk: &Desk, it: Newsletter) -> Line {
    let (house, now) = (desk.agency().house(), desk.agency().now());
    let at = it.sent_at.or(it.send_at).unwrap_or(it.made_at);
    Line {
        id: it.id.to_string(),
        edition: it.edition,
        subject: it.subject,
        state: it.state,
        at: moment(at, now, &zone(&house)),
        staff: it.staff,
        counts: it.counts,
    }
}

#[derive(Serialize)]
struct List {
    lines: Vec<Line>,
    editions: Vec<EditionChoice>,
}

/// The list.
pub async fn list(desk: Desk) -> Result<Response, Fault> {
    let all = desk.agency().newsletters(&desk.staff).await?;
    let view = List {
        lines: all.into_iter().map(|it| line(&desk, it)).collect(),
        editions: editions(&desk.agency().house()),
    };
    desk.page("newsletters", "newsletters", view)
}

/// From what one begins: `EDITION` or `EDITION/SECTION`.
#[derive(Deserialize)]
pub struct Begun {
    from: String,
}

/// Begins one.
pub async fn begin(desk: Desk, Form(Begun { from }): Form<Begun>) -> Result<Response, Fault> {
    let (edition, section) = from.split_once('/').map_or((from.as_str(), None), |(a, b)| (a, Some(b)));
    let bad = |_| Fault::Bad("no such edition or section".into());
    let edition = edition.parse().map_err(bad)?;
    let section = section.map(str::parse).transpose().map_err(bad)?;
    let id = desk.agency().begin_newsletter(&desk.staff, &edition, section.as_ref()).await?;
    Ok(on_to(&format!("/desk/newsletters/{id}")))
}

/// What was typed and pressed.
#[derive(Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Typed {
    #[serde(rename = "do")]
    act: String,
    subject: String,
    introduction: String,
    stories: String,
    address: String,
    at: String,
}

#[derive(Serialize)]
struct View {
    line: Line,
    typed: Typed,
    headlines: Vec<(String, String)>,
    audience: u64,
    is_open: bool,
    done: Option<&'static str>,
    faults: Beside,
}

async fn show(
    desk: &Desk,
    id: NewsletterId,
    typed: Option<Typed>,
    (done, faults): (Option<&'static str>, Beside),
) -> Result<Response, Fault> {
    let agency = desk.agency();
    let (it, items, audience) = agency.newsletter(&desk.staff, id).await?;
    let addresses: Vec<String> = items.iter().map(|item| agency.story_path(item)).collect();
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let typed = typed.unwrap_or_else(|| Typed {
        subject: it.subject.clone(),
        introduction: it.introduction.clone(),
        stories: addresses.join("\n"),
        ..Typed::default()
    });
    let headlines =
        items.iter().zip(addresses).map(|(it, path)| (path, it.revision.content.headline.clone()));
    let view = View {
        is_open: matches!(it.state.as_str(), "draft" | "scheduled"),
        headlines: headlines.collect(),
        line: line(desk, it),
        typed,
        audience,
        done,
        faults,
    };
    desk.page_with(status, "newsletters_one", "newsletters", view)
}

/// What was done to it.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Done {
    done: String,
}

/// One, to be changed as long as it has not gone.
pub async fn one(
    desk: Desk,
    Path(id): Path<NewsletterId>,
    Query(Done { done }): Query<Done>,
) -> Result<Response, Fault> {
    let done = match done.as_str() {
        "saved" => Some("newsletter-saved"),
        "tested" => Some("newsletter-tested"),
        "scheduled" => Some("newsletter-scheduled"),
        _ => None,
    };
    show(&desk, id, None, (done, Beside::new())).await
}

/// Keeps it, and does what was pressed.
pub async fn change(
    desk: Desk,
    Path(id): Path<NewsletterId>,
    Form(typed): Form<Typed>,
) -> Result<Response, Fault> {
    let (agency, who) = (desk.agency(), &desk.staff);
    if typed.act == "drop" {
        agency.drop_newsletter(who, id).await?;
        return Ok(on_to("/desk/newsletters"));
    }
    let form = NewsletterForm {
        subject: &typed.subject,
        introduction: &typed.introduction,
        stories: &typed.stories,
    };
    // Whatever is pressed, what was typed is kept first.
    let done = match agency.keep_newsletter(who, id, form).await {
        Ok(()) => match typed.act.as_str() {
            "test" => agency.test_newsletter(who, id, &typed.address).await.map(|()| "tested"),
            "schedule" => agency.schedule_newsletter(who, id, &typed.at).await.map(|()| "scheduled"),
            _ => Ok("saved"),
        },
        Err(error) => Err(error),
    };
    match done {
        Ok(done) => Ok(on_to(&format!("/desk/newsletters/{id}?done={done}"))),
        Err(Error::Faults(faults)) => {
            let faults = beside(desk.locale, &faults);
            show(&desk, id, Some(typed), (None, faults)).await
        }
        Err(Error::Post(_)) => {
            let faults = Beside::from([("address".to_owned(), desk.say("reader-no-mail", &[]))]);
            show(&desk, id, Some(typed), (None, faults)).await
        }
        Err(other) => Err(other.into()),
    }
}

/// How it looks that somebody gets.
pub async fn preview(desk: Desk, Path(id): Path<NewsletterId>) -> Result<Response, Fault> {
    let written = desk.agency().preview_newsletter(&desk.staff, id).await?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY)),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    ];
    Ok((headers, written.html).into_response())
}
