//! 13. Two tolls for the same event in one story.

use std::ops::Range;

use super::{Check, Example, Report, Run};
use crate::read::dates::mentions;
use crate::read::numbers::{Number, numbers};
use crate::read::passage::Passage;
use crate::sheet::{Place, Sheet};
use crate::{Context, Severity};

pub const CHECK: Check = Check {
    number: 13,
    rule: "toll",
    about: "different counts of killed, injured, missing or arrested people, where nothing says that they are of other events",
    languages: &["en"],
    run: Run::Whole(run),
    fires: &[
        Example::fires("Blast kills twelve\n\nA blast killed 12 people in Tessa.\n\nThe blast killed 14 people, the mayor said.", "14"),
        Example::fires("Crash\n\nThe crash killed nine people.\n\nRescuers said 11 people were killed.", "11"),
        Example::fires("Fire\n\nThe fire injured 30 people.\n\nDoctors treated them.\n\nThe fire injured 35 people, police said.", "35"),
        Example::fires("Raid\n\nPolice arrested 20 people.\n\nIn all, 25 people were arrested.", "25"),
        Example::fires("Quake\n\nAt least 40 people died.\n\nHelp came late.\n\nSome 50 people died, the mayor said.", "50"),
        Example::fires("Ship sinks\n\nThree people are missing.\n\nDivers looked for four people who are missing.", "four").knowing("{}"),
    ],
    silent: &[
        Example::silent("Blast kills 12\n\nA blast killed 12 people in Tessa.\n\nThe blast killed twelve people, the mayor said."),
        Example::silent("Crash\n\nThe crash killed nine people.\n\nIn 2019 a crash there killed 11 people."),
        Example::silent("Crash\n\nThe crash killed nine people.\n\nOf them, two people were killed on the spot."),
        Example::silent("Fire\n\nThe fire injured 30 people.\n\nIt killed 12 people."),
        Example::silent("Raid\n\nPolice arrested 20 people.\n\nLast month, 25 people were arrested in Merrin."),
        Example::silent("Quake\n\nAt least 40 people died.\n\nThe toll had stood at 35, and earlier reports said 30 people died."),
        Example::silent("War\n\nStrikes killed 12 people on Monday.\n\nA strike on Sunday killed three people."),
        Example::silent("Blast\n\nA blast killed 12 people.\n\nFive more people were killed nearby."),
    ],
};

/// Words for what was suffered, by the toll they make.
const SUFFERED: &[(&str, &[&str])] = &[
    ("killed", &["killed", "dead", "died", "kills"]),
    ("injured", &["injured", "wounded", "hurt", "injures"]),
    ("arrested", &["arrested", "detained"]),
    ("missing", &["missing"]),
];
const COUNTED: &[&str] = &["people", "persons", "passengers", "civilians", "dead", "killed", "injured", "wounded", "missing", "died"];
/// Words that make another event, another time or a part of the toll.
const OTHER: &[&str] = &[
    "earlier", "previous", "previously", "last", "since", "another", "more", "further", "also", "including", "among", "them", "those",
    "year", "years", "month", "months", "week", "ago", "total", "overall", "had", "revised", "initially", "first", "separate",
    "separately", "elsewhere", "nearby", "similar", "worst", "deadliest", "war", "every", "each", "per", "annually", "could", "may",
    "might", "if", "feared", "up", "from", "other", "others", "attack", "second", "third", "one", "later", "history", "average",
];

struct Toll {
    part: usize,
    words: Range<usize>,
    value: f64,
    kind: &'static str,
    noun: String,
    days: Vec<String>,
}

fn run(sheet: &Sheet, _: &Context<'_>, report: &mut Report<'_>) {
    let mut seen: Vec<Toll> = Vec::new();
    for (at, part) in sheet.parts.iter().enumerate() {
        if !matches!(part.place, Place::Lead | Place::Paragraph(_, Some(_), _)) {
            continue;
        }
        for toll in tolls(at, &part.passage) {
            let other = seen.iter().find(|known| {
                known.kind == toll.kind && known.noun == toll.noun && known.value != toll.value && (known.days.is_empty() || toll.days.is_empty() || known.days == toll.days)
            });
            if let Some(other) = other {
                let before = sheet.parts[other.part].passage.text[sheet.parts[other.part].passage.span(other.words.clone())].to_owned();
                let message = format!("above it is {before} {}: which is right?", toll.kind);
                report.put(Severity::Error, at, part.passage.span(toll.words.clone()), message);
            } else {
                seen.push(toll);
            }
        }
    }
}

fn tolls(part: usize, passage: &Passage) -> Vec<Toll> {
    let all = numbers(passage);
    let mut out = Vec::new();
    for sentence in &passage.sentences {
        let inside: Vec<&Number> = all.iter().filter(|n| sentence.contains(&n.words.start)).collect();
        let is_other = passage.has_any(sentence.clone(), OTHER)
            || inside.iter().any(|n| n.is_year())
            || mentions(passage).iter().any(|m| sentence.contains(&m.words.start));
        if is_other {
            continue;
        }
        let days: Vec<String> = sentence
            .clone()
            .map(|at| passage.lower(at).to_owned())
            .filter(|lower| crate::read::dates::weekday(lower).is_some() || matches!(lower.as_str(), "today" | "yesterday"))
            .collect();
        for (kind, verbs) in SUFFERED {
            let places: Vec<usize> = sentence.clone().filter(|at| verbs.contains(&passage.lower(*at))).collect();
            let [verb] = places.as_slice() else { continue };
            // The nearest number to the verb that counts people, with nothing else suffered between.
            let near = inside
                .iter()
                .filter(|n| COUNTED.contains(&n.noun.as_str()) && n.scale.is_empty() && n.currency.is_empty() && !n.is_percent)
                .min_by_key(|n| n.words.start.abs_diff(*verb));
            let Some(number) = near.filter(|n| n.words.start.abs_diff(*verb) <= 6) else { continue };
            let between = number.words.end.min(*verb)..number.words.start.max(*verb);
            let is_mixed = SUFFERED.iter().any(|(other, words)| other != kind && passage.has_any(between.clone(), words));
            if is_mixed || passage.is_quoted(passage.words[number.words.start].start) {
                continue;
            }
            let noun = if SUFFERED.iter().any(|(_, words)| words.contains(&number.noun.as_str())) { "people" } else { &number.noun };
            out.push(Toll { part, words: number.words.clone(), value: number.value, kind, noun: noun.into(), days: days.clone() });
        }
    }
    out
}
