//! The wire as a subscriber was given it: the newest first, live, searched, by a filter.

use std::convert::Infallible;
use std::time::Duration;

use axum::Form;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::Response;
use axum::response::sse::{Event, KeepAlive, Sse};
use formats::Format;
use futures_util::Stream;
use futures_util::stream::unfold;
use serde::{Deserialize, Serialize};
use story::Filter;

use super::line::Line;
use super::who::Portal;
use crate::fault::Fault;

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// Words to search for.
    q: String,
    /// The id of a saved filter, or a filter's line.
    filter: String,
    before: Option<u64>,
    after: Option<u64>,
}

#[derive(Serialize)]
struct Choice {
    id: String,
    name: String,
}

#[derive(Serialize)]
struct View {
    lines: Vec<Line>,
    /// Whether new lines belong on top.
    is_live: bool,
    head: u64,
    q: String,
    filter: String,
    fault: Option<String>,
    filters: Vec<Choice>,
    older: Option<String>,
    zone: String,
    formats: Vec<&'static str>,
}

/// The page.
pub async fn page(portal: Portal, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    let (agency, who) = (portal.agency(), &portal.user);
    let saved = agency.saved_filters(who).await?;
    let chosen = saved.iter().find(|it| it.id.to_string() == asked.filter);
    let line = chosen.map_or(asked.filter.as_str(), |it| it.filter.as_str());
    let (filter, fault) = match line {
        "" => (None, None),
        line => match line.parse::<Filter>() {
            Ok(filter) => (Some(filter), None),
            Err(error) => (None, Some(error.to_string())),
        },
    };
    let (given, older) = if asked.q.trim().is_empty() {
        let page = agency.portal_wire(who, asked.before, filter.as_ref(), portal.url()).await?;
        (page.given, page.older)
    } else {
        (agency.portal_search(who, &asked.q, portal.url()).await?, None)
    };
    let older = older.map(|older| {
        let filter = crate::site::query_value(&asked.filter);
        format!("/client?before={older}&filter={filter}")
    });
    let view = View {
        is_live: asked.q.trim().is_empty() && filter.is_none() && asked.before.is_none(),
        head: given.first().map_or(0, |it| it.position),
        lines: given.iter().map(|it| Line::of(&portal, it)).collect(),
        q: asked.q,
        filter: asked.filter,
        filters: saved.iter().map(|it| Choice { id: it.id.to_string(), name: it.name.clone() }).collect(),
        older,
        zone: portal.zone.to_offset_info(agency.now()).abbreviation().to_owned(),
        fault,
        formats: Format::ALL.iter().map(|format| format.as_str()).collect(),
    };
    let status = if view.fault.is_none() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    portal.page(status, "wire", &portal.say("client-wire", &[]), view)
}

/// What is shown, and in which format it is wanted.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    q: String,
    filter: String,
    format: String,
}

/// All stories that a filter means, or that have some words, as one file.
pub async fn download(portal: Portal, Form(wanted): Form<Wanted>) -> Result<Response, Fault> {
    let (agency, who) = (portal.agency(), &portal.user);
    let format = Format::named(&wanted.format).ok_or(Fault::NotFound)?;
    let saved = agency.saved_filters(who).await?;
    let chosen = saved.iter().find(|it| it.id.to_string() == wanted.filter);
    let line = chosen.map_or(wanted.filter.as_str(), |it| it.filter.as_str());
    let filter = Some(line).filter(|line| !line.is_empty()).map(str::parse::<Filter>).transpose();
    let filter = filter.map_err(|error| Fault::Bad(error.to_string()))?;
    let asked = (filter.as_ref(), wanted.q.as_str());
    let (name, media_type, bytes) = agency.download_all(who, asked, format, portal.url()).await?;
    Ok(super::item::file(&name, media_type, bytes))
}

/// The lines above one, for a page that is open.
pub async fn rows(portal: Portal, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    #[derive(Serialize)]
    struct Rows {
        lines: Vec<Line>,
        head: u64,
    }
    let after = asked.after.unwrap_or(0);
    let given = portal.agency().portal_after(&portal.user, after, portal.url()).await?;
    let head = given.first().map_or(after, |it| it.position);
    let lines = given.iter().map(|it| Line::of(&portal, it)).collect();
    portal.page(StatusCode::OK, "wire_rows", &portal.say("client-wire", &[]), Rows { lines, head })
}

/// Says that something came: events named `given`, their data the last place; the lines themselves are asked for.
pub async fn live(portal: Portal) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Fault> {
    let place = portal.web.live.place()?;
    let (mut woken, last) = portal.agency().portal_stream(&portal.user);
    woken.mark_changed();
    let events = unfold((woken, last, 0, place), |(mut woken, last, mut told, place)| async move {
        loop {
            // What changes products wakes nobody, so it is looked at now and then.
            if let Ok(Err(_)) = tokio::time::timeout(Duration::from_secs(5), woken.changed()).await {
                return None;
            }
            let now = last();
            if now != told {
                told = now;
                let event = Event::default().event("given").data(now.to_string());
                return Some((Ok(event), (woken, last, told, place)));
            }
        }
    });
    Ok(Sse::new(events).keep_alive(KeepAlive::new().interval(Duration::from_secs(20))))
}
