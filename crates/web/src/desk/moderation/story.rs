//! How one discussion is kept: what it is for, whether it is open, how slow.

use axum::Form;
use axum::extract::Path;
use axum::response::Response;
use discussion::{Closing, Mode};
use jiff::SignedDuration;
use newsroom::views::Discussion;
use serde::{Deserialize, Serialize};
use story::StoryId;

use super::told;
use crate::desk::who::{Desk, on_to};
use crate::fault::Fault;

/// How a discussion is to be kept.
#[derive(Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Typed {
    mode: String,
    watched: Option<String>,
    slow: u32,
    age: u32,
    closed: String,
    /// Hours from now; nothing leaves it as it is.
    hours: String,
}

#[derive(Serialize)]
struct View {
    tab: &'static str,
    id: String,
    headline: String,
    lang: String,
    dir: &'static str,
    href: String,
    count: u64,
    typed: Typed,
    modes: Vec<&'static str>,
    closings: [&'static str; 2],
    closes: Option<String>,
}

/// The page.
pub async fn page(desk: Desk, Path(id): Path<StoryId>) -> Result<Response, Fault> {
    let (it, item) = desk.agency().kept_discussion(&desk.staff, id).await?;
    let content = &item.revision.content;
    let view = View {
        tab: "story",
        id: id.to_string(),
        headline: content.headline.clone(),
        lang: content.language.to_string(),
        dir: content.language.direction().as_str(),
        href: format!("{}/discussion", desk.agency().story_path(&item)),
        count: it.visible,
        typed: Typed {
            mode: it.mode.as_str().into(),
            watched: it.is_watched.then(|| "yes".to_owned()),
            slow: it.slow_seconds,
            age: it.least_hours,
            closed: it.closed.map(Closing::as_str).unwrap_or_default().into(),
            hours: String::new(),
        },
        modes: Mode::ALL.iter().map(|it| it.as_str()).collect(),
        closings: [Closing::Moderator, Closing::Subject].map(Closing::as_str),
        closes: it.closes_at.map(|at| told(&desk, at)),
    };
    desk.page("moderation_story", "moderation-story", view)
}

/// Keeps it so.
pub async fn keep(desk: Desk, Path(id): Path<StoryId>, Form(typed): Form<Typed>) -> Result<Response, Fault> {
    let (before, _) = desk.agency().kept_discussion(&desk.staff, id).await?;
    let hours = typed
        .hours
        .trim()
        .parse::<u32>()
        .ok()
        .map(|it| SignedDuration::from_hours(i64::from(it.min(24 * 365))));
    let it = Discussion {
        mode: typed.mode.parse().map_err(Fault::Bad)?,
        is_watched: typed.watched.is_some(),
        slow_seconds: typed.slow.min(3600),
        least_hours: typed.age.min(8760),
        closed: typed.closed.parse::<Closing>().ok(),
        closes_at: hours.map_or(before.closes_at, |hours| Some(desk.agency().now() + hours)),
        ..before
    };
    desk.agency().keep_discussion(&desk.staff, it).await?;
    Ok(on_to(&format!("/desk/moderation/stories/{id}")))
}
