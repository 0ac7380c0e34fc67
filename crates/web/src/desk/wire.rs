//! The wire monitor: all that moved, newest first.

use axum::extract::Query;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use story::{EntryKind, Kind, Permission, Sequence, Standing};

use super::choices::{EditionChoice, URGENCIES, editions};
use super::dossiers::{self, EntryLine};
use super::line::{self, Line, lines};
use super::who::{Desk, on_to};
use crate::fault::Fault;

const LIMIT: u32 = 200;

/// What the address asks for.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Asked {
    text: String,
    section: String,
    kind: String,
    urgency: String,
    before: Option<u64>,
    after: Option<u64>,
    sent: Option<u64>,
}

#[derive(Serialize)]
struct Just {
    headline: String,
    href: Option<String>,
}

#[derive(Serialize)]
struct Monitor {
    lines: Vec<Line>,
    head: u64,
    chosen: Asked,
    editions: Vec<EditionChoice>,
    kinds: Vec<&'static str>,
    urgencies: [u8; 8],
    zone: String,
    older: Option<String>,
    sent: Option<Just>,
    /// What ought to have been looked at in the dossiers.
    overdue: Vec<EntryLine>,
}

/// The page.
pub async fn monitor(desk: Desk, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    if !desk.may_somewhere(Permission::ReadDesk) {
        return Ok(on_to("/desk/moderation"));
    }
    let agency = desk.agency();
    let head = agency.head()?.0;
    let all = agency.wire(&desk.staff, asked.before.map(Sequence), LIMIT).await?;
    let is_more = all.len() == LIMIT as usize;
    let last = all.last().map(|line| line.sequence.0);
    let hrefs: Vec<(u64, Option<String>)> = match asked.sent {
        Some(sent) => {
            all.iter().filter(|line| line.sequence.0 == sent).map(|l| (sent, public_path(&desk, l))).collect()
        }
        None => Vec::new(),
    };
    let mut shown = lines(&desk, all);
    let mut just = None;
    for line in shown.iter_mut().filter(|line| asked.sent == Some(line.sequence)) {
        line.is_fresh = true;
        let href = hrefs.iter().find(|(sent, _)| *sent == line.sequence).and_then(|(_, href)| href.clone());
        just = Some(Just { headline: line.headline.clone(), href });
    }
    shown.retain(|line| is_asked(line, &asked));
    let house = agency.house();
    let overdue = match desk.may(Permission::Write) {
        true => dossiers::overdue(&desk).await?,
        false => Vec::new(),
    };
    let older = last.filter(|_| is_more).map(|last| older(&asked, last));
    let view = Monitor {
        lines: shown,
        head,
        editions: editions(&house),
        kinds: Kind::ALL.into_iter().map(Kind::as_str).chain([EntryKind::Publication.as_str()]).collect(),
        urgencies: URGENCIES,
        zone: line::zone(&house).to_offset_info(agency.now()).abbreviation().to_owned(),
        older,
        overdue,
        sent: just,
        chosen: asked,
    };
    desk.page("wire", "desk-wire", view)
}

/// The lines above one, for a monitor that is open.
pub async fn rows(desk: Desk, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    let after = Sequence(asked.after.unwrap_or(0));
    let mut all = desk.agency().wire_after(&desk.staff, after).await?;
    all.sort_by_key(|line| std::cmp::Reverse(line.sequence));
    let head = all.first().map_or(after, |line| line.sequence).0;
    #[derive(Serialize)]
    struct Rows {
        lines: Vec<Line>,
        head: u64,
    }
    desk.page("wire_rows", "desk-wire", Rows { lines: lines(&desk, all), head })
}

/// Where the public finds the story of a line, if it does.
pub fn public_path(desk: &Desk, line: &newsroom::views::WireLine) -> Option<String> {
    let first_public = line.first_public.filter(|_| line.standing == Standing::Live)?;
    let item = newsroom::views::Item {
        story: line.story,
        short: line.short,
        slug: line.slug.clone(),
        revision: line.revision.clone(),
        first_public,
        updated: line.at,
        sequence: line.public.unwrap_or_default(),
        version: line.version,
    };
    Some(desk.agency().story_path(&item))
}

fn is_asked(line: &Line, asked: &Asked) -> bool {
    let words = asked.text.to_lowercase();
    let text = format!("{} {}", line.slugline, line.headline).to_lowercase();
    (asked.section.is_empty() || line.sections.contains(&asked.section))
        && (asked.kind.is_empty() || line.kind == asked.kind)
        && asked.urgency.parse::<u8>().map_or(true, |most| line.urgency <= most)
        && words.split_whitespace().all(|word| text.contains(word))
}

fn older(asked: &Asked, before: u64) -> String {
    let all = [
        ("text", &asked.text),
        ("section", &asked.section),
        ("kind", &asked.kind),
        ("urgency", &asked.urgency),
    ];
    let mut query = format!("/desk?before={before}");
    for (name, value) in all.into_iter().filter(|(_, value)| !value.is_empty()) {
        query.push_str(&format!("&{name}={}", crate::site::query_value(value)));
    }
    query
}
