//! One entry of the wire, to be read.

use axum::extract::Path;
use axum::response::Response;
use newsroom::views::WireLine;
use serde::Serialize;
use story::Sequence;

use super::line::{Line, lines, moment, zone};
use super::reading::Reading;
use super::who::Desk;
use super::wire::public_path;
use crate::fault::Fault;

#[derive(Serialize)]
struct Entry {
    #[serde(flatten)]
    reading: Reading,
    advisory: Option<String>,
    reason: Option<String>,
    revision: u32,
    by: Option<String>,
    sent_at: String,
    href: Option<String>,
}

#[derive(Serialize)]
struct View {
    line: Line,
    entry: Entry,
}

/// The page.
pub async fn page(desk: Desk, Path(sequence): Path<u64>) -> Result<Response, Fault> {
    let found = find(&desk, sequence).await?;
    let house = desk.agency().house();
    let entry = Entry {
        reading: Reading::of(&found.revision.content, &house),
        advisory: found.revision.advisory.clone(),
        reason: found.reason.clone(),
        revision: found.revision.number.0,
        by: found.by.clone(),
        sent_at: moment(found.at, desk.agency().now(), &zone(&house)),
        href: public_path(&desk, &found),
    };
    let line = lines(&desk, vec![found]).pop().ok_or(Fault::NotFound)?;
    desk.page("entry", "desk-wire", View { line, entry })
}

/// The entry at a place on the wire.
pub async fn find(desk: &Desk, sequence: u64) -> Result<WireLine, Fault> {
    let before = Some(Sequence(sequence.saturating_add(1)));
    let found = desk.agency().wire(&desk.staff, before, 1).await?;
    found.into_iter().find(|line| line.sequence.0 == sequence).ok_or(Fault::NotFound)
}
