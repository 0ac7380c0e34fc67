//! 24. An embargo in words that is not the one in the field.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::{Check, Example, Report, Run};
use crate::read::passage::Passage;
use crate::sheet::Sheet;
use crate::{Context, Severity};

pub const CHECK: Check = Check {
    number: 24,
    rule: "embargo",
    about: "an embargo in the past, in words without a zone, in words other than the field’s, on a story that is public",
    languages: &["en"],
    run: Run::Whole(run),
    fires: &[
        Example::fires("EMBARGOED UNTIL 0001 GMT October 14. The bank cut its rate.", "EMBARGOED UNTIL 0001 GMT")
            .knowing(r#"{"embargo":"2026-10-14T01:00:00Z"}"#),
        Example::fires("Embargoed until 10:00 on Tuesday. The bank cut its rate.", "Embargoed until 10:00")
            .knowing(r#"{"embargo":"2026-10-13T08:00:00Z"}"#),
        Example::fires("Rate cut\n\nThe bank cut its rate, it said.", "Rate cut").knowing(r#"{"embargo":"2026-10-12T08:00:00Z"}"#),
        Example::fires("Rate cut\n\nThe bank cut its rate, it said.", "Rate cut")
            .knowing(r#"{"embargo":"2026-10-13T08:00:00Z"}"#)
            .after("Rate due\n\nThe bank meets, it said."),
        Example::fires("Embargo until 6 p.m. The study is out.", "Embargo until 6 p.m").knowing("{}"),
        Example::fires("The study is out.", "Embargoed until 1500 GMT").knowing(r#"{"embargo":"2026-10-13T16:00:00Z","note":"Embargoed until 1500 GMT"}"#),
    ],
    silent: &[
        Example::silent("EMBARGOED UNTIL 0001 GMT October 14. The bank cut its rate.").knowing(r#"{"embargo":"2026-10-14T00:01:00Z"}"#),
        Example::silent("The bank cut its rate.").knowing(r#"{"embargo":"2026-10-13T08:00:00Z"}"#),
        Example::silent("The arms embargo will last until 2030, the council said."),
        Example::silent("The council lifted the embargo at 10 a.m. on Monday."),
        Example::silent("Embargoed until 1000 BST. The study is out.").knowing(r#"{"embargo":"2026-10-13T09:00:00Z"}"#),
        Example::silent("The oil embargo on Norland stays."),
    ],
};

/// Minutes east of Greenwich of the zones that embargoes are written in.
const ZONES: &[(&str, i64)] = &[
    ("GMT", 0), ("UTC", 0), ("BST", 60), ("CET", 60), ("CEST", 120), ("EET", 120), ("EEST", 180), ("MSK", 180), ("EST", -300), ("EDT", -240),
    ("CST", -360), ("CDT", -300), ("PST", -480), ("PDT", -420),
];

/// An embargo in words.
struct Words {
    words: std::ops::Range<usize>,
    minutes: i64,
    zone: Option<i64>,
}

fn words_of(passage: &Passage) -> Option<Words> {
    let at = (0..passage.words.len()).find(|at| {
        matches!(passage.lower(*at), "embargo" | "embargoed") && matches!(passage.lower(at + 1), "until" | "till" | "to" | "for")
    })?;
    let first = at + 2;
    let digits = passage.lower(first);
    let (hour, minute, mut end) = match digits.len() {
        4 if digits.bytes().all(|b| b.is_ascii_digit()) => {
            let number: i64 = digits.parse().ok()?;
            (number / 100, number % 100, first + 1)
        }
        1 | 2 => {
            let hour: i64 = digits.parse().ok()?;
            match passage.lower(first + 1).parse::<i64>() {
                Ok(minute) if passage.gap(first) == ":" => (hour, minute, first + 2),
                _ => (hour, 0, first + 1),
            }
        }
        _ => return None,
    };
    let half = passage.lower(end);
    let is_half = matches!(half, "a.m" | "p.m" | "am" | "pm");
    // `until 2030` is no time of day.
    if !(0..24).contains(&hour) || !(0..60).contains(&minute) || digits.len() <= 2 && !is_half && passage.gap(first) != ":" {
        return None;
    }
    let hour = if half.starts_with('p') && is_half && hour < 12 { hour + 12 } else { hour };
    end += usize::from(is_half);
    let zone = ZONES.iter().find(|(name, _)| *name == passage.word(end)).map(|(_, offset)| *offset);
    let is_year = digits.len() == 4 && zone.is_none() && !is_half && (19..22).contains(&hour);
    end += usize::from(zone.is_some());
    (!is_year).then_some(Words { words: at..end, minutes: hour * 60 + minute, zone })
}

fn run(sheet: &Sheet, context: &Context<'_>, report: &mut Report<'_>) {
    let field: Option<Timestamp> = context.facts.embargo.or(sheet.content.embargo.as_ref().map(|embargo| embargo.until));
    let head = sheet.parts.first().map_or(0..0, |part| 0..part.passage.text.len());
    if let Some(until) = field {
        if context.earlier.is_some_and(|earlier| earlier.embargo.is_none()) {
            report.put(Severity::Error, 0, head.clone(), "the story is public already: an embargo can no longer hold it");
        } else if until <= context.now {
            report.put(Severity::Error, 0, head.clone(), "the embargo ended in the past");
        }
    }
    for (at, part) in sheet.parts.iter().enumerate() {
        let Some(found) = words_of(&part.passage) else { continue };
        let range = part.passage.span(found.words.clone());
        let Some(zone) = found.zone else {
            report.put(Severity::Error, at, range, "the embargo names no zone: add one, as in 1500 GMT");
            continue;
        };
        let Some(until) = field else {
            report.put(Severity::Error, at, range, "the words name an embargo, the field has none");
            continue;
        };
        let civil = TimeZone::UTC.to_datetime(until).time();
        let there = (i64::from(civil.hour()) * 60 + i64::from(civil.minute()) + zone).rem_euclid(24 * 60);
        if there != found.minutes {
            let message = format!("the field says {:02}{:02} in that zone", there / 60, there % 60);
            report.put(Severity::Error, at, range, message);
        }
    }
}
