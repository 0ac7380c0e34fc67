//! What stands in the demo's diary?

use anyhow::{Context as _, Result};
use jiff::ToSpan as _;
use jiff::civil::Date;
use serde::Deserialize;
use story::DiaryEvent;

use super::text;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Diary {
    event: Vec<Written>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    day: i64,
    last: Option<i64>,
    at: Option<String>,
    title: String,
    place: String,
    coverage: String,
    #[serde(default)]
    note: String,
}

/// The events of the diary on a day.
///
/// # Errors
/// `demo/diary.toml` is missing or wrong; a test rules this out.
pub fn events(today: Date) -> Result<Vec<DiaryEvent>> {
    let diary: Diary = toml::from_str(&text("diary.toml")?).context("demo/diary.toml")?;
    let event = |it: Written| -> Result<DiaryEvent> {
        Ok(DiaryEvent {
            day: today.checked_add(it.day.days())?,
            last_day: today.checked_add(it.last.unwrap_or(it.day).days())?,
            at: it.at.map(|at| at.parse()).transpose()?,
            title: it.title,
            place: it.place,
            note: it.note,
            coverage: it.coverage.parse().map_err(anyhow::Error::msg)?,
            desk: None,
            staff: None,
            is_cancelled: false,
        })
    };
    diary.event.into_iter().map(event).collect()
}
