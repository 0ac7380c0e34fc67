//! 8. Parts that do not make their total.

use super::{Check, Example, Report, Run};
use crate::read::numbers::{Number, numbers, written};
use crate::read::passage::Passage;
use crate::sheet::{Part, Sheet};
use crate::{Context, Severity};

pub const CHECK: Check = Check {
    number: 8,
    rule: "sums",
    about: "`N: a … and b …` must add up; `N, including a and b` must not exceed N",
    languages: &["en"],
    run: Run::Each(run),
    fires: &[
        Example::fires("The crash left 12 dead: 8 men and 5 women.", "12"),
        Example::fires("Ten people, including eight soldiers and four children, were hurt.", "Ten"),
        Example::fires("The fleet has 30 ships: 12 frigates, 10 tugs and 6 tankers.", "30"),
        Example::fires("Police held 20 people, including 15 men and seven women.", "20"),
        Example::fires("Five villages were cut off, including three in the north and three in the south.", "Five"),
        Example::fires("The panel has nine members: five judges and three lawyers.", "nine"),
        Example::fires("The jury of 12 was made up of seven women and six men, the clerk said.", "12"),
        Example::fires("Fifteen ships were damaged: nine trawlers, four ferries and three tugs, the port said.", "Fifteen"),
    ],
    silent: &[
        Example::silent("The crash left 13 dead: 8 men and 5 women."),
        Example::silent("Ten people, including four soldiers and four children, were hurt."),
        Example::silent("The fleet has 28 ships: 12 frigates, 10 tugs and 6 tankers."),
        Example::silent("At least 12 people died, including two children, when 40 cars crashed."),
        Example::silent("He gave two reasons: 12 ships were late and 40 never came."),
        Example::silent("The law has three parts: one on tax, two on trade."),
        Example::silent("The jury of 12 was made up of seven women and five men, the clerk said."),
        Example::silent("The law has three parts: tax, trade and the courts."),
        Example::silent("The score was 3-2: two goals in 10 minutes and one in 40."),
        Example::silent("Some 500 people, including 300 who arrived on 12 buses, were moved."),
    ],
};

fn run(part: &Part, _: &Sheet, _: &Context<'_>, report: &mut Report<'_>) {
    let passage = &part.passage;
    let all = numbers(passage);
    for sentence in &passage.sentences {
        let inside: Vec<&Number> = all.iter().filter(|n| sentence.contains(&n.words.start)).collect();
        if let Some((total, parts, is_whole)) = split(passage, sentence.clone(), &inside) {
            let sum: f64 = parts.iter().map(|n| n.value).sum();
            let wrong = if is_whole { sum != total.value } else { sum > total.value };
            if wrong {
                let range = passage.span(total.words.clone());
                report.here(Severity::Error, range, format!("the parts make {}", written(sum)));
            }
        }
    }
}

/// Words behind which all parts of a whole are told.
const WHOLES: &[&[&str]] = &[&["made", "up", "of"], &["consisting", "of"], &["consists", "of"], &["comprising"], &["comprises"]];

/// A total and its parts: behind a colon all of them, behind `including` some.
fn split<'a>(
    passage: &Passage,
    sentence: std::ops::Range<usize>,
    all: &[&'a Number],
) -> Option<(&'a Number, Vec<&'a Number>, bool)> {
    let including = sentence.clone().find(|at| passage.lower(*at) == "including");
    let colon = sentence.clone().find(|at| passage.gap(*at).starts_with(':')).map(|at| at + 1);
    let made_of = sentence.clone().find_map(|at| {
        WHOLES.iter().find(|words| passage.has_at(at, words)).map(|words| at + words.len())
    });
    let (from, is_whole) = match (including, colon.or(made_of)) {
        (Some(at), _) => (at, false),
        (None, Some(at)) => (at, true),
        (None, None) => return None,
    };
    let total = all.iter().rfind(|n| n.words.end <= from && !n.is_year() && !n.is_percent)?;
    let before = all.iter().filter(|n| n.words.end <= from).count();
    if before != 1 || is_ordinal_or_money(total) || from > total.words.end + 5 {
        return None;
    }
    let mut parts = Vec::new();
    let mut end = from + usize::from(!is_whole);
    while let Some(next) = all.iter().find(|n| n.words.start == end && !n.is_percent && !n.is_year()) {
        // `8 men`, `three in the north`: a number and at most three words up to the comma, `and` or the end.
        let mut stop = next.words.end;
        while stop < sentence.end && !ends_part(passage, stop) && stop - next.words.end < 4 {
            stop += 1;
        }
        const VERBS: &[&str] = &["was", "were", "is", "are", "had", "has", "have", "will", "never", "came", "went", "did", "do"];
        if passage.has_any(next.words.end..stop, VERBS) || stop - next.words.end > 3 || is_ordinal_or_money(next) || next.words.end == stop {
            return None;
        }
        parts.push(*next);
        end = stop + usize::from(passage.lower(stop) == "and");
        if stop >= sentence.end || passage.gap(stop - 1).contains(['.', ';', ')', '—']) {
            break;
        }
    }
    let is_list = parts.len() >= 2;
    // In a list of all parts the sentence ends with it.
    let ends = !is_whole || all.iter().filter(|n| n.words.start >= from).count() == parts.len() && (end >= sentence.end || passage.has_any(end..sentence.end, &["said", "says", "say", "according"]));
    (is_list && ends).then_some((*total, parts, is_whole))
}

fn is_ordinal_or_money(n: &Number) -> bool {
    !n.currency.is_empty() || n.is_percent || n.decimals > 0
}

/// Whether a part of a list ends in front of a word.
fn ends_part(passage: &Passage, at: usize) -> bool {
    passage.lower(at) == "and" || passage.before(at).starts_with(',') || passage.before(at).contains(['.', ';', '—'])
}
