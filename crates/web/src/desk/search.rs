//! The house's own search: drafts and copy that is not public stand first, by right, then what was sent.

use axum::extract::Query;
use axum::response::Response;
use newsroom::{SearchAfter, SearchOrder};
use serde::{Deserialize, Serialize};
use story::Permission;

use super::line::{Line, lines, moment, zone};
use super::who::{Desk, on_to};
use crate::fault::Fault;
use crate::site::query_value;

/// How many public stories a page has.
const RESULTS: usize = 40;

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    q: String,
    order: String,
    after: String,
}

#[derive(Serialize)]
struct Draft {
    id: String,
    slugline: String,
    headline: String,
    desk: String,
    by: String,
    /// RFC 3339.
    saved_at: String,
    saved: String,
}

#[derive(Serialize)]
struct View {
    query: String,
    is_best: bool,
    drafts: Vec<Draft>,
    hidden: Vec<Line>,
    total: Option<usize>,
    is_more: bool,
    lines: Vec<Line>,
    next: Option<String>,
}

/// The page.
pub async fn page(desk: Desk, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    if !desk.may_somewhere(Permission::ReadDesk) {
        return Ok(on_to("/desk/moderation"));
    }
    let agency = desk.agency();
    let query: String = asked.q.trim().chars().take(400).collect();
    let is_best = asked.order == "best";
    let order = if is_best { SearchOrder::Best } else { SearchOrder::Newest };
    let after: Option<SearchAfter> = asked.after.parse().ok();
    let found = agency.search_house(&desk.staff, &query, order, (RESULTS, after)).await?;
    let (now, zone) = (agency.now(), zone(&agency.house()));
    let draft = |line: newsroom::views::DraftLine| Draft {
        id: line.id.to_string(),
        slugline: line.slugline,
        headline: line.headline,
        desk: line.desk.map(|(_, name)| name).unwrap_or_default(),
        by: line.by,
        saved_at: line.saved_at.to_string(),
        saved: moment(line.saved_at, now, &zone),
    };
    let next = |after: SearchAfter| {
        let order = if is_best { "&order=best" } else { "" };
        format!("/desk/search?q={}{order}&after={after}", query_value(&query))
    };
    let view = View {
        is_best,
        drafts: found.drafts.into_iter().map(draft).collect(),
        hidden: lines(&desk, found.hidden),
        total: if query.is_empty() { None } else { Some(found.total) },
        is_more: found.total == newsroom::MOST_COUNTED,
        lines: lines(&desk, found.public),
        next: found.next.map(next),
        query,
    };
    desk.page("search", "search", view)
}
