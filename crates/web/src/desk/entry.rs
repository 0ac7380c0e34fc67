//! One entry of the wire, to be read.

use axum::Form;
use axum::extract::Path;
use axum::response::Response;
use newsroom::views::WireLine;
use serde::{Deserialize, Serialize};
use story::{Permission, Sequence, SubscriberId};

use super::line::{Line, lines, moment, zone};
use super::who::{Desk, on_to};
use super::wire::public_path;
use crate::fault::Fault;
use crate::reading::Reading;

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
    ledger: Vec<super::subscribers::Line>,
    /// Those it can be given to, by id and name; empty for who does not manage subscribers.
    subscribers: Vec<(String, String)>,
}

/// The page.
pub async fn page(desk: Desk, Path(sequence): Path<u64>) -> Result<Response, Fault> {
    let found = find(&desk, sequence).await?;
    let found_embargo = found.revision.content.embargo.as_ref().map(|embargo| embargo.until);
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
    let ledger = desk.agency().ledger_of(&desk.staff, found.revision.story).await?;
    let ledger = ledger.into_iter().map(|line| super::subscribers::Line::of(&desk, line)).collect();
    let line = lines(&desk, vec![found]).pop().ok_or(Fault::NotFound)?;
    let subscribers = if desk.may(Permission::ManageSubscribers) {
        let all = desk.agency().subscribers(&desk.staff).await?;
        all.into_iter().map(|it| (it.id.to_string(), it.name)).collect()
    } else {
        Vec::new()
    };
    let embargo = found_embargo.is_some_and(|until| until > desk.agency().now());
    let page = desk.page("entry", "desk-wire", View { line, entry, ledger, subscribers })?;
    Ok(super::audit::marked(page, embargo))
}

/// To whom an entry is given.
#[derive(Deserialize)]
pub struct Give {
    subscriber: SubscriberId,
    #[serde(default, rename = "do")]
    act: String,
    #[serde(default)]
    reason: String,
}

/// Gives the entry to a subscriber, whatever their products mean, or takes its story back from them.
pub async fn give(desk: Desk, Path(sequence): Path<u64>, Form(give): Form<Give>) -> Result<Response, Fault> {
    if give.act == "take-back" {
        let story = find(&desk, sequence).await?.story;
        desk.agency().take_back_from(&desk.staff, give.subscriber, story, &give.reason).await?;
    } else {
        desk.agency().give(&desk.staff, give.subscriber, Sequence(sequence)).await?;
    }
    Ok(on_to(&format!("/desk/wire/{sequence}")))
}

/// The entry at a place on the wire.
pub async fn find(desk: &Desk, sequence: u64) -> Result<WireLine, Fault> {
    let before = Some(Sequence(sequence.saturating_add(1)));
    let found = desk.agency().wire(&desk.staff, before, 1).await?;
    found.into_iter().find(|line| line.sequence.0 == sequence).ok_or(Fault::NotFound)
}
