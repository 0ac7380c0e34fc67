//! What the copy desk finds, and what it lets pass.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

mod examples;
mod quiet;
mod totality;

use copydesk::{Context, Facts, Finding, Sheet};
use jiff::tz::TimeZone;
use story::{Content, Kind, Language};

/// A Monday.
const NOON: &str = "2026-10-12T12:00:00Z";

/// What plain copy says, its advisory line and its kind of move. A bare paragraph gets a plain headline.
fn read(copy: &str) -> (Content, Option<String>, Option<Kind>) {
    let is_whole = copy.starts_with("---") || copy.contains("\n\n");
    let copy = if is_whole { copy.to_owned() } else { format!("Council meets\n\n{copy}\n") };
    let is_russian = copy.chars().any(|c| ('а'..='я').contains(&c)) && !copy.contains("party");
    let is_arabic = copy.chars().any(|c| ('\u{620}'..='\u{64a}').contains(&c));
    let language = if is_arabic {
        "ar"
    } else if is_russian {
        "ru"
    } else {
        "en"
    };
    let language: Language = language.parse().unwrap();
    let mut read = formats::copy::read(&copy, &language, jiff::civil::date(2026, 10, 12));
    let (advisory, kind) = (read.advisory.take(), read.kind);
    (read.into_content(&language, &"en".parse().unwrap()), advisory, kind)
}

/// The findings in a story, and its parts.
fn check(copy: &str, earlier: Option<&str>, facts: &Facts) -> (Vec<Finding>, Sheet) {
    let (content, advisory, kind) = read(copy);
    let earlier = earlier.map(|copy| read(copy).0);
    let context = Context {
        now: NOON.parse().unwrap(),
        zone: TimeZone::get("Europe/Berlin").unwrap(),
        earlier: earlier.as_ref(),
        kind,
        advisory: advisory.as_deref(),
        facts,
    };
    (copydesk::check(&content, &context), Sheet::of(&content, &context))
}
