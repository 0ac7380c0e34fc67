//! What does the demo agency send, and when?
//!
//! The copy stands in `demo/` as plain wire copy, a file a revision, embedded in the binary. Its
//! dates are placeholders, so that the demo is true on whatever day it is filled.
//!
//! Invariants: nothing here reads the clock or touches a store; no move lies after `now`; the
//! revisions of a story move in their order; the same `now` gives the same moves.

mod agency;
mod diary;
mod discussions;
mod dossiers;
mod placeholder;

use anyhow::{Context as _, Result, anyhow, bail};
use jiff::civil::{Date, Time};
use jiff::{SignedDuration, Timestamp, ToSpan as _, ZonedDateTime, tz::TimeZone};
use rust_embed::RustEmbed;
use story::{Embargo, Kind};

use agency::DemoEdition;
pub use agency::{agency, pages};
pub use diary::events;
pub use discussions::discussions;
pub use dossiers::{DemoEntry, entries};

#[derive(RustEmbed)]
#[folder = "demo/"]
struct Files;

/// How far back a move "of today" may lie: `date: -2h`, `date: -40m`.
const TODAY: SignedDuration = SignedDuration::from_hours(12);

/// One move of the demo: a revision of a story, or its withdrawal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoStory {
    /// Where the file stands below `demo/`: `en/lenn-treaty-talks.1.txt`.
    pub path: String,
    /// The edition it is sent to.
    pub edition: String,
    /// The slugline, the same for all revisions.
    pub slug: String,
    /// Its place in the chain, from 0; a withdrawal takes the next.
    pub revision: u32,
    /// What the move does.
    pub kind: Kind,
    /// Plain wire copy as `formats::copy` reads it, every placeholder resolved, without the keys
    /// that only the demo knows; empty for a withdrawal.
    pub copy: String,
    /// When it is sent: never after the `now` it was asked for.
    pub sent_at: Timestamp,
    /// Until when it is withheld.
    pub embargo: Option<Embargo>,
    /// The slugline of the English story of which it is the translation.
    pub translation: Option<String>,
    /// Why a withdrawn story must not be used.
    pub reason: Option<String>,
    /// The file of its lead picture; see [`picture`].
    pub picture: Option<String>,
}

/// All moves of the demo, the oldest first.
///
/// # Errors
/// A file that breaks the demo's rules; the message names it. The tests below rule this out for the
/// files that are embedded.
pub fn stories(now: Timestamp) -> Result<Vec<DemoStory>> {
    let agency = agency()?;
    let mut stories = Vec::new();
    for path in Files::iter() {
        let Some((edition, file)) = path.split_once('/').filter(|(_, file)| !file.contains('/')) else {
            continue;
        };
        let Some(name) = file.strip_suffix(".txt") else { continue };
        let edition = agency
            .edition(edition)
            .with_context(|| format!("demo/{path}: agency.toml has no edition `{edition}`"))?;
        let story = text(&path)
            .and_then(|raw| resolve(name, edition, &raw, now))
            .with_context(|| format!("demo/{path}"))?;
        stories.push(DemoStory { path: path.into_owned(), ..story });
    }
    stories.sort_by(|a, b| {
        (a.sent_at, &a.edition, &a.slug, a.revision).cmp(&(b.sent_at, &b.edition, &b.slug, b.revision))
    });
    Ok(stories)
}

/// The bytes of a picture of the demo (JPEG), by the name that [`DemoStory::picture`] gives.
pub fn picture(name: &str) -> Option<Vec<u8>> {
    Files::get(&format!("pictures/{name}")).map(|file| file.data.into_owned())
}

/// The text of an embedded file.
fn text(path: &str) -> Result<String> {
    let file = Files::get(path).ok_or_else(|| anyhow!("there is no such file"))?;
    String::from_utf8(file.data.into_owned()).context("it is not UTF-8")
}

/// Reads one file for the day of `now`.
fn resolve(name: &str, edition: &DemoEdition, raw: &str, now: Timestamp) -> Result<DemoStory> {
    let (slug, revision) = name.rsplit_once('.').context("its name must end in `.N.txt`")?;
    let revision = revision.parse().context("its name must end in `.N.txt`")?;
    let zone = TimeZone::get(&edition.zone).with_context(|| format!("zone `{}`", edition.zone))?;
    let now = now.to_zoned_datetime(zone);
    let (front, body) = raw
        .strip_prefix("---\n")
        .and_then(|rest| rest.split_once("---\n"))
        .context("it must begin with front matter between `---` lines")?;

    let mut story = DemoStory {
        path: String::new(),
        edition: edition.slug.clone(),
        slug: slug.to_owned(),
        revision,
        kind: Kind::New,
        copy: String::new(),
        sent_at: now.timestamp(),
        embargo: None,
        translation: None,
        reason: None,
        picture: None,
    };
    let mut dated = false;
    let mut kept = String::from("---\n");
    for line in front.lines() {
        let (key, value) = line.split_once(": ").with_context(|| format!("`{line}` is not `key: value`"))?;
        let value = placeholder::fill(value, &edition.language, now.date())?;
        let value = match key {
            "slug" if value != slug => bail!("slug `{value}` is not the file's name"),
            "edition" if value != edition.slug => bail!("edition `{value}` is not the file's folder"),
            "section" if edition.section(&value).is_none() => bail!("the edition has no section `{value}`"),
            "kind" => {
                story.kind = value.parse()?;
                value
            }
            "date" => {
                dated = true;
                story.sent_at = sent_at(&value, &now)?;
                story.sent_at.to_string()
            }
            "embargo" => {
                let until = civil(&value, now.date())?.to_zoned_datetime(now.time_zone().clone())?;
                story.embargo = Some(Embargo { until: until.timestamp(), zone: edition.zone.clone() });
                format!("{} {}", until.strftime("%Y-%m-%d %H:%M"), edition.zone)
            }
            "picture" => {
                story.picture = Some(value.clone());
                value
            }
            "translation" => {
                story.translation = Some(value);
                continue;
            }
            "reason" => {
                story.reason = Some(value);
                continue;
            }
            _ => value,
        };
        kept.push_str(key);
        kept.push_str(": ");
        kept.push_str(&value);
        kept.push('\n');
    }
    if !dated {
        bail!("it has no `date:`");
    }
    if story.kind == Kind::Withdrawal {
        if story.reason.is_none() || !body.trim().is_empty() {
            bail!("a withdrawal has a `reason:` and no text");
        }
        return Ok(story);
    }
    kept.push_str("---\n");
    kept.push_str(&placeholder::fill(body, &edition.language, now.date())?);
    story.copy = kept;
    Ok(story)
}

/// The instant of a `date:`: `-3 14:05` is a civil time so many days before today, `-2h` and `-40m`
/// are of today.
///
/// While today is younger than [`TODAY`], what is of today moves closer together rather than into
/// yesterday: its dateline says today.
fn sent_at(value: &str, now: &ZonedDateTime) -> Result<Timestamp> {
    let ago = if let Some(hours) = value.strip_suffix('h') {
        hours.strip_prefix('-').and_then(|n| n.parse().ok()).map(SignedDuration::from_hours)
    } else if let Some(minutes) = value.strip_suffix('m') {
        minutes.strip_prefix('-').and_then(|n| n.parse().ok()).map(SignedDuration::from_mins)
    } else {
        let at = civil(value, now.date())?;
        if at.date() >= now.date() {
            bail!("date `{value}`: what is of today is given in hours or minutes back, as `-2h`");
        }
        return Ok(at.to_zoned_datetime(now.time_zone().clone())?.timestamp());
    };
    let ago = ago
        .filter(|ago| !ago.is_negative() && *ago < TODAY)
        .with_context(|| format!("date `{value}` is neither `-3 14:05` nor `-2h` nor `-40m`, below 12 h"))?;
    let elapsed = now.duration_since(&now.start_of_day()?);
    let ago = if elapsed >= TODAY { ago } else { ago.mul_f64(elapsed.as_secs_f64() / TODAY.as_secs_f64()) };
    Ok(now.timestamp() - ago)
}

/// `-3 14:05` or `+1 06:00`: a civil time on a day counted from today.
fn civil(value: &str, today: Date) -> Result<jiff::civil::DateTime> {
    let read = || {
        let (days, time) = value.split_once(' ')?;
        let time: Time = time.parse().ok()?;
        let days: i64 = days.parse().ok()?;
        Some(today.checked_add(days.days()).ok()?.to_datetime(time))
    };
    read().with_context(|| format!("`{value}` is not of the form `-3 14:05`"))
}

#[cfg(test)]
mod quiet;
#[cfg(test)]
mod tests;
