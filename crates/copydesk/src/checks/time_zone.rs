//! 23. A clock time in the wrong zone, or two that do not meet.

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::{Check, Example, Report, Run};
use crate::read::passage::Passage;
use crate::sheet::{Part, Sheet};
use crate::{Context, Severity};

pub const CHECK: Check = Check {
    number: 23,
    rule: "time-zone",
    about: "standard time in summer and summer time in winter; a local time whose GMT in brackets differs; a time without a zone",
    languages: &["en"],
    run: Run::Each(run),
    fires: &[
        Example::fires("The launch is set for 10 a.m. EST (1400 GMT) on January 12.", "1400 GMT"),
        Example::fires("Quake\n\nTESSA, July 4 (Meridian) - It struck at 10 a.m. EST, officials said.", "EST"),
        Example::fires("Quake\n\nTESSA, January 4 (Meridian) - It struck at 6 p.m. EDT, officials said.", "EDT"),
        Example::fires("Talks start at 3 p.m. CET (1500 GMT), he said.", "1500 GMT").knowing("{}"),
        Example::fires("The market opens at 9:30 a.m. EDT (1430 GMT).", "1430 GMT"),
        Example::fires("Vote\n\nTESSA, July 4 (Meridian) - Polls close at 2000 GMT, 9 p.m. CET, it said.", "CET"),
    ],
    silent: &[
        Example::silent("The launch is set for 10 a.m. EDT (1400 GMT)."),
        Example::silent("Talks start at 4 p.m. CEST (1400 GMT), he said."),
        Example::silent("Quake\n\nTESSA, January 4 (Meridian) - It struck at 10 a.m. EST (1500 GMT)."),
        Example::silent("The market opens at 9:30 a.m. EDT (1330 GMT)."),
        Example::silent("The EST project ended in 2019."),
        Example::silent("It struck at 1205 GMT, the centre said."),
    ],
};

/// An abbreviation: minutes east of Greenwich, whether it is summer time, which zone's summer decides.
type Zone = (&'static str, i32, Option<bool>, &'static str);

/// The zones that copy names.
const ZONES: &[Zone] = &[
    ("GMT", 0, None, ""), ("UTC", 0, None, ""), ("BST", 60, Some(true), "Europe/London"), ("CET", 60, Some(false), "Europe/Berlin"),
    ("CEST", 120, Some(true), "Europe/Berlin"), ("EET", 120, Some(false), "Europe/Helsinki"), ("EEST", 180, Some(true), "Europe/Helsinki"),
    ("EST", -300, Some(false), "America/New_York"), ("EDT", -240, Some(true), "America/New_York"), ("CST", -360, Some(false), "America/Chicago"),
    ("CDT", -300, Some(true), "America/Chicago"), ("MST", -420, Some(false), "America/Denver"), ("MDT", -360, Some(true), "America/Denver"),
    ("PST", -480, Some(false), "America/Los_Angeles"), ("PDT", -420, Some(true), "America/Los_Angeles"),
];

/// A clock time: its words, minutes since midnight, its zone.
struct Clock {
    words: std::ops::Range<usize>,
    minutes: i32,
    zone: Option<(usize, &'static Zone)>,
}

fn clocks(passage: &Passage) -> Vec<Clock> {
    let mut out = Vec::new();
    for at in 0..passage.words.len() {
        let word = &passage.words[at];
        if !word.is_numeral {
            continue;
        }
        let (hour, minute, mut end) = match word.lower.as_str() {
            text if text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit()) => {
                let number: i32 = text.parse().unwrap_or(9999);
                (number / 100, number % 100, at + 1)
            }
            text if text.len() <= 2 => {
                let Ok(hour) = text.parse::<i32>() else { continue };
                let colon = passage.gap(at) == ":" && passage.lower(at + 1).len() == 2;
                match passage.lower(at + 1).parse::<i32>().ok().filter(|_| colon) {
                    Some(minute) => (hour, minute, at + 2),
                    None => (hour, 0, at + 1),
                }
            }
            text => match text.split_once('.') {
                Some((hour, minute)) if minute.len() == 2 => match (hour.parse(), minute.parse()) {
                    (Ok(hour), Ok(minute)) => (hour, minute, at + 1),
                    _ => continue,
                },
                _ => continue,
            },
        };
        if !(0..24).contains(&hour) || !(0..60).contains(&minute) {
            continue;
        }
        let half = passage.lower(end);
        let is_half = matches!(half, "a.m" | "p.m" | "am" | "pm");
        let hour = match half {
            "p.m" | "pm" if hour < 12 => hour + 12,
            "a.m" | "am" if hour == 12 => 0,
            _ => hour,
        };
        end += usize::from(is_half);
        let zone = passage.words.get(end).filter(|word| word.is_upper).and_then(|_| {
            ZONES.iter().find(|(name, ..)| *name == passage.word(end)).map(|zone| (end, zone))
        });
        let four = word.lower.len() == 4;
        if !is_half && zone.is_none() || four && zone.is_none() {
            continue;
        }
        end += usize::from(zone.is_some());
        out.push(Clock { words: at..end, minutes: hour * 60 + minute, zone });
    }
    out
}

/// Whether it is summer time in a zone on a date.
fn is_summer(zone: &str, date: Date) -> Option<bool> {
    let zone = TimeZone::get(zone).ok()?;
    let noon = zone.to_timestamp(date.at(12, 0, 0, 0)).ok()?;
    Some(zone.to_offset_info(noon).dst().is_dst())
}

fn run(part: &Part, sheet: &Sheet, _: &Context<'_>, report: &mut Report<'_>) {
    let passage = &part.passage;
    let all = clocks(passage);
    for (place, clock) in all.iter().enumerate() {
        let Some((word, (name, offset, summer, zone))) = clock.zone else { continue };
        let on = crate::read::dates::mentions(passage).iter().find_map(|m| m.near(sheet.date)).unwrap_or(sheet.date);
        let pair = all.get(place + 1).filter(|next| {
            let opens = passage.before(next.words.start).contains('(') || passage.before(next.words.start).contains(',');
            opens && next.words.start == clock.words.end && next.zone.is_some_and(|(_, (other, ..))| matches!(*other, "GMT" | "UTC"))
        });
        let is_wrong_season = summer.is_some_and(|summer| is_summer(zone, on).is_some_and(|is| is != summer));
        if let Some(other) = pair {
            let right = (clock.minutes - offset).rem_euclid(24 * 60);
            if right != other.minutes && !matches!(*name, "GMT" | "UTC") {
                let message = format!("this is {:02}{:02} GMT", right / 60, right % 60);
                report.here(Severity::Error, passage.span(other.words.clone()), message);
                continue;
            }
        }
        if is_wrong_season {
            let message = if summer == &Some(true) { "there is no summer time on that day" } else { "on that day it is summer time" };
            report.here(Severity::Error, passage.span(word..word + 1), message);
        }
    }
}
