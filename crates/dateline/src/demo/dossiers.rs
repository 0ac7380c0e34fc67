//! What do the demo's dossiers say?

use std::collections::BTreeMap;

use anyhow::{Context as _, Result};
use jiff::ToSpan as _;
use jiff::civil::Date;
use serde::Deserialize;
use story::{DossierEntry, DossierKey, DossierKind, EntryWords, TopicSlug};

use super::{placeholder, text};

/// A revision of an entry of the demo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoEntry {
    /// In the dossier of which topic.
    pub topic: TopicSlug,
    /// Which entry.
    pub key: DossierKey,
    /// How many days before today it was written.
    pub days_ago: i64,
    /// What it says.
    pub entry: DossierEntry,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Dossiers {
    entry: Vec<Written>,
}

type ByLanguage = BTreeMap<String, String>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    topic: String,
    key: String,
    kind: String,
    at: i64,
    name: ByLanguage,
    #[serde(default)]
    value: ByLanguage,
    #[serde(default)]
    unit: ByLanguage,
    #[serde(default)]
    text: ByLanguage,
    day: Option<String>,
    #[serde(default)]
    days: u16,
    stage: Option<String>,
    status: Option<String>,
    #[serde(default)]
    source: ByLanguage,
    review: Option<String>,
}

/// The entries of all dossiers on a day, each revision in its order.
///
/// # Errors
/// `demo/dossiers.toml` is missing or wrong; a test rules this out.
pub fn entries(today: Date) -> Result<Vec<DemoEntry>> {
    let all: Dossiers = toml::from_str(&text("dossiers.toml")?).context("demo/dossiers.toml")?;
    let entry = |it: Written| {
        let said = format!("demo/dossiers.toml: {}/{}", it.topic, it.key);
        entry(it, today).context(said)
    };
    all.entry.into_iter().map(entry).collect()
}

fn entry(it: Written, today: Date) -> Result<DemoEntry> {
    let kind: DossierKind = it.kind.parse().map_err(anyhow::Error::msg)?;
    let mut entry = DossierEntry::new(kind);
    for (language, name) in &it.name {
        let said =
            |of: &ByLanguage| placeholder::fill(of.get(language).map_or("", String::as_str), language, today);
        entry.words.push(EntryWords {
            language: language.parse()?,
            name: placeholder::fill(name, language, today)?,
            value: said(&it.value)?,
            unit: said(&it.unit)?,
            text: said(&it.text)?,
            source: said(&it.source)?,
        });
    }
    let day = |typed: Option<String>| typed.map(|typed| day(&typed, today)).transpose();
    (entry.day, entry.review, entry.days) = (day(it.day)?, day(it.review)?, it.days);
    entry.stage = it.stage.map(|it| it.parse()).transpose().map_err(anyhow::Error::msg)?;
    entry.status =
        it.status.map(|it| it.parse()).transpose().map_err(anyhow::Error::msg)?.unwrap_or_default();
    Ok(DemoEntry { topic: it.topic.parse()?, key: it.key.parse()?, days_ago: -it.at, entry })
}

/// A civil date, or so many days from today (`-12`, `+30`).
fn day(typed: &str, today: Date) -> Result<Date> {
    if let Ok(days) = typed.parse::<i64>() {
        return Ok(today.checked_add(days.days())?);
    }
    Ok(typed.parse()?)
}
