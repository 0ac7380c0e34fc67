//! What moderators did, for everybody: what, when and why, on which story; neither who nor about whom.

use axum::extract::Query;
use axum::response::Response;
use serde::{Deserialize, Serialize};

use crate::fault::Fault;
use crate::reader::Guest;
use crate::site::view::When;

/// Where the page begins.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct From {
    before: Option<u64>,
}

#[derive(Serialize)]
struct Line {
    act: String,
    at: When,
    grounds: Option<String>,
    is_undone: bool,
    headline: String,
    lang: String,
    dir: &'static str,
    href: String,
}

#[derive(Serialize)]
struct View {
    lines: Vec<Line>,
    next: Option<u64>,
}

/// The page.
pub async fn page(guest: Guest, Query(from): Query<From>) -> Result<Response, Fault> {
    let acts = guest.agency().public_moderation(from.before).await?;
    let next = acts.last().map(|(act, _)| act.id).filter(|id| *id > 1);
    let lines = acts.into_iter().map(|(act, item)| {
        let content = item.as_ref().map(|item| &item.revision.content);
        Line {
            act: act.act,
            at: guest.when(act.at),
            grounds: act.grounds,
            is_undone: act.undone_at.is_some(),
            headline: content.map(|it| it.headline.clone()).unwrap_or_default(),
            lang: content.map(|it| it.language.to_string()).unwrap_or_default(),
            dir: content.map_or("auto", |it| it.language.direction().as_str()),
            href: item
                .map(|item| format!("{}/discussion", guest.agency().story_path(&item)))
                .unwrap_or_default(),
        }
    });
    let lines = lines.collect();
    guest.page("discussion/log", "moderation-log", View { lines, next })
}
