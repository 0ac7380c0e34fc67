//! How does a line of the wire monitor look?

use std::collections::HashSet;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use newsroom::views::WireLine;
use serde::Serialize;
use story::{EntryKind, House, Kind, NumberStyle, Permission, Standing, numbered_headline};

use super::who::Desk;

/// A line, ready to be shown.
#[derive(Serialize)]
pub struct Line {
    pub sequence: u64,
    pub story: String,
    pub kind: &'static str,
    pub urgency: u8,
    /// `edition/section`, the home first.
    pub sections: Vec<String>,
    /// The home section's name.
    pub section: String,
    pub is_withdrawn: bool,
    /// Which notices may be sent about the story: words of [`super::notice`].
    pub acts: Vec<&'static str>,
    /// Whether the story is on hold: what is written on it is its release.
    pub is_held: bool,
    /// A later entry of the same story stands above it.
    pub is_passed: bool,
    /// Just sent by the one who looks.
    pub is_fresh: bool,
    /// RFC 3339.
    pub at: String,
    pub time: String,
    /// Where it was not today.
    pub day: Option<String>,
    pub slugline: String,
    pub headline: String,
    pub lang: String,
    pub dir: &'static str,
    /// The advisory line, or why it was withdrawn.
    pub detail: Option<String>,
    /// `public`, `embargoed`, `held`, `withdrawn` or `house`.
    pub standing: &'static str,
    /// When an embargo ends.
    pub until: Option<String>,
    /// Whether something may be written on it.
    pub may_follow: bool,
}

/// The zone of the desk's times: the home edition's.
pub fn zone(house: &House) -> TimeZone {
    house.home().map_or(TimeZone::UTC, story::Edition::time_zone)
}

/// Hours and minutes.
pub fn clock(at: Timestamp, zone: &TimeZone) -> String {
    zone.to_datetime(at).strftime("%H:%M").to_string()
}

/// The civil date, where it is not today's.
pub fn day(at: Timestamp, now: Timestamp, zone: &TimeZone) -> Option<String> {
    let date = zone.to_datetime(at).date();
    (date != zone.to_datetime(now).date()).then(|| date.to_string())
}

/// Date, if not today's, and time.
pub fn moment(at: Timestamp, now: Timestamp, zone: &TimeZone) -> String {
    match day(at, now, zone) {
        Some(day) => format!("{day} {}", clock(at, zone)),
        None => clock(at, zone),
    }
}

/// Lines, newest first.
pub fn lines(desk: &Desk, all: Vec<WireLine>) -> Vec<Line> {
    let house = desk.agency().house();
    let now = desk.agency().now();
    let mut seen = HashSet::new();
    all.into_iter().map(|each| line(desk, &house, now, &each, !seen.insert(each.story))).collect()
}

fn line(desk: &Desk, house: &House, now: Timestamp, line: &WireLine, is_passed: bool) -> Line {
    let zone = zone(house);
    let content = &line.revision.content;
    let home = content.placements.first();
    let edition = home.and_then(|home| house.edition(&home.edition));
    let section = edition.zip(home).and_then(|(edition, home)| edition.section(&home.section));
    let style = edition.map_or(NumberStyle::default(), |edition| edition.number_style);
    let embargo = content.embargo.as_ref().filter(|_| line.first_public.is_none());
    let standing = match () {
        () if line.standing.is_over() => "withdrawn",
        () if line.standing == Standing::Held => "held",
        () if line.public.is_some() || line.first_public.is_some() => "public",
        () if embargo.is_some() => "embargoed",
        () => "house",
    };
    let is_notice = !matches!(
        line.kind,
        EntryKind::Move(Kind::New | Kind::Update | Kind::Correction | Kind::Refile | Kind::Release)
    );
    Line {
        sequence: line.sequence.0,
        story: line.story.to_string(),
        kind: line.kind.as_str(),
        urgency: content.urgency.get(),
        sections: content.placements.iter().map(|p| format!("{}/{}", p.edition, p.section)).collect(),
        section: section.map(|section| section.name.clone()).unwrap_or_default(),
        is_withdrawn: line.standing.is_over(),
        acts: if is_passed { Vec::new() } else { super::notice::offered(desk, line.standing) },
        is_held: line.standing == Standing::Held,
        is_passed,
        is_fresh: false,
        at: line.at.to_string(),
        time: clock(line.at, &zone),
        day: day(line.at, now, &zone),
        slugline: content.slugline.clone(),
        headline: numbered_headline(&line.revision, style),
        lang: content.language.to_string(),
        dir: content.language.direction().as_str(),
        detail: line.reason.clone().or_else(|| line.revision.advisory.clone().filter(|_| !is_notice)),
        standing,
        until: embargo.filter(|_| standing == "embargoed").map(|e| moment(e.until, now, &zone)),
        may_follow: !line.standing.is_over()
            && !is_passed
            && line.kind != EntryKind::Key
            && desk.may(Permission::Write),
    }
}
