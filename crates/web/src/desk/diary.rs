//! The diary: the days ahead, an event, and the address for calendars.

use std::collections::BTreeMap;

use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use formats::calendar::{Calendar, CalendarEvent, CalendarTime};
use jiff::ToSpan as _;
use jiff::civil::{Date, Time};
use newsroom::views::FieldFault;
use newsroom::{Error, EventRow};
use serde::{Deserialize, Serialize};
use story::{Coverage, DiaryEvent, EventId};

use super::choices::{DeskChoice, desks};
use super::line::zone;
use super::refusals::{Beside, beside};
use super::who::{Desk, on_to};
use crate::Web;
use crate::fault::Fault;

/// How many days are shown.
const SHOWN: i32 = 14;

/// What a form said, by the names of its fields.
type Typed = BTreeMap<String, String>;

/// From which day on.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    from: String,
}

#[derive(Serialize)]
struct EventLine {
    id: String,
    at: String,
    title: String,
    place: String,
    coverage: &'static str,
    by: String,
    /// The last day, where that is another.
    until: Option<String>,
    story: Option<String>,
    is_cancelled: bool,
}

#[derive(Serialize)]
struct DayView {
    iso: String,
    weekday: &'static str,
    text: String,
    is_today: bool,
    events: Vec<EventLine>,
}

#[derive(Serialize)]
struct ListView {
    days: Vec<DayView>,
    before: String,
    after: String,
    form: FormView,
}

#[derive(Serialize)]
struct FormView {
    /// The event that is changed; none where one is put in.
    id: Option<String>,
    typed: Typed,
    coverages: Vec<&'static str>,
    desks: Vec<DeskChoice>,
    faults: Beside,
}

#[derive(Serialize)]
struct OneView {
    title: String,
    draft: Option<String>,
    story: Option<String>,
    form: FormView,
}

impl FormView {
    async fn of(desk: &Desk, id: Option<EventId>, mut typed: Typed, faults: Beside) -> Result<Self, Fault> {
        for field in [
            "version",
            "day",
            "last-day",
            "at",
            "title",
            "place",
            "note",
            "coverage",
            "desk",
            "mine",
            "cancelled",
        ] {
            typed.entry(field.to_owned()).or_default();
        }
        Ok(FormView {
            id: id.map(|id| id.to_string()),
            typed,
            coverages: Coverage::ALL.iter().map(|it| it.as_str()).collect(),
            desks: desks(desk).await?,
            faults,
        })
    }
}

/// The days ahead, and the form for one more event.
pub async fn list(desk: Desk, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    show(&desk, &asked, Typed::new(), Beside::new()).await
}

async fn show(desk: &Desk, asked: &Asked, typed: Typed, faults: Beside) -> Result<Response, Fault> {
    let today = zone(&desk.agency().house()).to_datetime(desk.agency().now()).date();
    let from: Date = asked.from.parse().unwrap_or(today);
    let until = from.saturating_add((SHOWN - 1).days());
    let rows = desk.agency().diary(&desk.staff, from, until).await?;
    let line = |row: &EventRow, day: Date| EventLine {
        id: row.id.to_string(),
        at: row.event.at.filter(|_| row.event.day == day).map(clock).unwrap_or_default(),
        title: row.event.title.clone(),
        place: row.event.place.clone(),
        coverage: row.event.coverage.as_str(),
        by: row.by.clone().unwrap_or_default(),
        until: (row.event.last_day > row.event.day).then(|| row.event.last_day.to_string()),
        story: row.story.map(|story| story.to_string()),
        is_cancelled: row.event.is_cancelled,
    };
    let day = |day: Date| DayView {
        iso: day.to_string(),
        weekday: i18n::weekday(desk.locale, day),
        text: i18n::date_long(desk.locale, day),
        is_today: day == today,
        events: rows
            .iter()
            .filter(|row| row.event.day <= day && day <= row.event.last_day)
            .map(|row| line(row, day))
            .collect(),
    };
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let view = ListView {
        days: from.series(1.day()).take(SHOWN as usize).map(day).collect(),
        before: from.saturating_sub(SHOWN.days()).to_string(),
        after: from.saturating_add(SHOWN.days()).to_string(),
        form: FormView::of(desk, None, typed, faults).await?,
    };
    desk.page_with(status, "diary", "desk-diary", view)
}

fn clock(at: Time) -> String {
    at.strftime("%H:%M").to_string()
}

/// Puts an event in.
pub async fn add(desk: Desk, Form(typed): Form<Typed>) -> Result<Response, Fault> {
    let done = match read(&desk, &typed) {
        Ok(event) => desk.agency().put_event(&desk.staff, event).await.map(drop),
        Err(faults) => Err(Error::Faults(faults)),
    };
    match done {
        Ok(()) => Ok(on_to(&format!("/desk/diary?from={}", typed.get("day").map_or("", |day| day.trim())))),
        Err(Error::Faults(faults)) => {
            let faults = beside(desk.locale, &faults);
            show(&desk, &Asked::default(), typed, faults).await
        }
        Err(error) => Err(error.into()),
    }
}

fn read(desk: &Desk, typed: &Typed) -> Result<DiaryEvent, Vec<FieldFault>> {
    let said = |name: &str| typed.get(name).map_or("", |text| text.trim());
    let mut faults = Vec::new();
    let mut fault = |field: &str, key: &'static str| {
        faults.push(FieldFault { field: field.to_owned(), key, typed: said(field).to_owned() });
    };
    let day: Option<Date> = said("day").parse().ok();
    if day.is_none() {
        fault("day", "fault-day");
    }
    let last_day = match said("last-day") {
        "" => day,
        typed => typed.parse().map_err(|_| fault("last-day", "fault-day")).ok(),
    };
    let at = match said("at") {
        "" => None,
        typed => typed.parse::<Time>().map_err(|_| fault("at", "fault-time")).ok(),
    };
    let (Some(day), Some(last_day), true) = (day, last_day, faults.is_empty()) else { return Err(faults) };
    Ok(DiaryEvent {
        day,
        last_day,
        at,
        title: said("title").to_owned(),
        place: said("place").to_owned(),
        note: said("note").to_owned(),
        coverage: said("coverage").parse().unwrap_or_default(),
        desk: said("desk").parse().ok(),
        staff: (!said("mine").is_empty()).then_some(desk.staff.id),
        is_cancelled: !said("cancelled").is_empty(),
    })
}

/// One event.
pub async fn one(desk: Desk, Path(id): Path<EventId>) -> Result<Response, Fault> {
    let row = desk.agency().event(&desk.staff, id).await?;
    let it = &row.event;
    let typed = [
        ("version", row.version.to_string()),
        ("day", it.day.to_string()),
        ("last-day", if it.last_day == it.day { String::new() } else { it.last_day.to_string() }),
        ("at", it.at.map(clock).unwrap_or_default()),
        ("title", it.title.clone()),
        ("place", it.place.clone()),
        ("note", it.note.clone()),
        ("coverage", it.coverage.as_str().to_owned()),
        ("desk", it.desk.map(|desk| desk.to_string()).unwrap_or_default()),
        ("mine", if it.staff == Some(desk.staff.id) { "1".to_owned() } else { String::new() }),
        ("cancelled", if it.is_cancelled { "1".to_owned() } else { String::new() }),
    ];
    let typed = typed.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    show_one(&desk, &row, typed, Beside::new()).await
}

async fn show_one(desk: &Desk, row: &EventRow, typed: Typed, faults: Beside) -> Result<Response, Fault> {
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let view = OneView {
        title: row.event.title.clone(),
        draft: row.draft.map(|draft| draft.to_string()),
        story: row.story.map(|story| story.to_string()),
        form: FormView::of(desk, Some(row.id), typed, faults).await?,
    };
    desk.page_with(status, "diary_one", "desk-diary", view)
}

/// Changes an event, or begins its story.
pub async fn change(
    desk: Desk,
    Path(id): Path<EventId>,
    Form(mut typed): Form<Typed>,
) -> Result<Response, Fault> {
    if typed.get("do").is_some_and(|act| act == "begin") {
        let language = super::drafts::empty(&desk).language;
        let draft = desk.agency().begin_event(&desk.staff, id, &language).await?;
        return Ok(on_to(&format!("/desk/drafts/{draft}")));
    }
    let row = desk.agency().event(&desk.staff, id).await?;
    let version = typed.get("version").and_then(|version| version.parse().ok()).unwrap_or(0);
    let done = match read(&desk, &typed) {
        Ok(mut event) => {
            // Who covers it stays, unless somebody takes it or gives it back.
            if event.staff.is_none() && row.event.staff != Some(desk.staff.id) {
                event.staff = row.event.staff;
            }
            desk.agency().change_event(&desk.staff, id, version, event).await
        }
        Err(faults) => Err(Error::Faults(faults)),
    };
    match done {
        Ok(()) => Ok(on_to(&format!("/desk/diary?from={}", typed.get("day").map_or("", |day| day.trim())))),
        Err(Error::Faults(faults)) => {
            // Who saves again has seen what it says by now.
            typed.insert("version".into(), row.version.to_string());
            let faults = beside(desk.locale, &faults);
            show_one(&desk, &row, typed, faults).await
        }
        Err(error) => Err(error.into()),
    }
}

#[derive(Serialize)]
struct LinkView {
    title: String,
    text: String,
    link: String,
    back: String,
}

/// Makes the address at which the calendar of who asks is given the diary.
pub async fn link(desk: Desk) -> Result<Response, Fault> {
    let token = desk.agency().diary_link(&desk.staff).await?;
    let view = LinkView {
        title: desk.say("desk-diary-calendar", &[]),
        text: desk.say("desk-diary-calendar-text", &[]),
        link: format!("{}/diary/{token}", desk.web.options.public_url),
        back: "/desk/diary".into(),
    };
    desk.page("link", "desk-diary", view)
}

/// The diary as a calendar, for who has the address.
pub async fn calendar(State(web): State<Web>, Path(token): Path<String>) -> Result<Response, Fault> {
    let (rows, zone) = web.agency.diary_by(&token).await?.ok_or(Fault::NotFound)?;
    let public_url = &web.options.public_url;
    let host = public_url.split_once("://").map_or(public_url.as_str(), |(_, host)| host);
    let event = |row: &EventRow| {
        let it = &row.event;
        let at = it.at.and_then(|at| zone.to_timestamp(it.day.to_datetime(at)).ok());
        CalendarEvent {
            uid: format!("{}@{host}", row.id),
            when: at.map_or(CalendarTime::Days(it.day, it.last_day), CalendarTime::At),
            summary: it.title.clone(),
            place: it.place.clone(),
            description: it.note.clone(),
            url: format!("{public_url}/desk/diary/{}", row.id),
            sequence: u32::try_from(row.version - 1).unwrap_or(u32::MAX),
            changed: row.changed_at,
            is_cancelled: it.is_cancelled,
        }
    };
    let calendar = Calendar {
        name: web.agency.house().name.clone(),
        url: format!("{public_url}/desk/diary"),
        events: rows.iter().map(event).collect(),
    };
    let headers =
        [(header::CONTENT_TYPE, "text/calendar; charset=utf-8"), (header::CACHE_CONTROL, "no-store")];
    Ok((headers, formats::calendar::write(&calendar)).into_response())
}
