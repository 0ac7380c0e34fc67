//! 7. A percentage that does not fit the two figures between which it runs.

use super::{Check, Example, Report, Run};
use crate::read::numbers::{Number, numbers, written};
use crate::read::passage::Passage;
use crate::sheet::{Part, Sheet};
use crate::{Context, Severity};

pub const CHECK: Check = Check {
    number: 7,
    rule: "percent-change",
    about: "`up Z% to X from Y` and its kin, within what rounding allows",
    languages: &["en"],
    run: Run::Each(run),
    fires: &[
        Example::fires("Sales were up 15% to 560 from 500 a year before.", "15%"),
        Example::fires("Profit rose 20 percent to $3.3 billion from $3.0 billion.", "20 percent"),
        Example::fires("Output fell 10% from 400 tonnes to 320 tonnes.", "10%"),
        Example::fires("The index dropped 5 percent to 1,800 from 2,000.", "5 percent"),
        Example::fires("Arrivals climbed by 50 percent, to 120,000 from 100,000.", "50 percent"),
        Example::fires("Costs grew 12.5% to 450 million euros from 420 million euros.", "12.5%"),
    ],
    silent: &[
        Example::silent("Sales were up 12% to 560 from 500 a year before."),
        Example::silent("Profit rose 10 percent to $3.3 billion from $3.0 billion."),
        Example::silent("Output fell 20% from 400 tonnes to 320 tonnes."),
        Example::silent("Profit rose 9 percent to $3.3 billion from $3.0 billion."),
        Example::silent("Turnout rose to 60% from 55% in 2022."),
        Example::silent("Sales rose 15% in 2025, and staff grew to 560 from 500."),
        Example::silent("The rate was cut by 0.5 percentage points to 3% from 3.5%."),
        Example::silent("Unemployment fell 2 percent from May to June."),
    ],
};

fn run(part: &Part, _: &Sheet, _: &Context<'_>, report: &mut Report<'_>) {
    let passage = &part.passage;
    let all = numbers(passage);
    for (at, change) in all.iter().enumerate().filter(|(_, n)| n.is_percent) {
        let sentence = passage.sentence_of(change.words.start);
        if passage.lower(change.words.end) == "percentage" || !sentence.contains(&change.words.start) {
            continue;
        }
        let rest: Vec<&Number> = all[at + 1..].iter().filter(|n| sentence.contains(&n.words.start)).take(2).collect();
        let [one, other] = rest.as_slice() else { continue };
        let Some((new, old)) = ends(passage, change, one, other) else { continue };
        let is_plain = |n: &Number| !n.is_percent && !n.is_year() && n.value != 0.0;
        if !is_plain(new) || !is_plain(old) || (new.currency != old.currency && !old.currency.is_empty() && !new.currency.is_empty()) {
            continue;
        }
        // `to 3.3 from 3.0 billion` shares the scale.
        let shared = |n: &Number, with: &Number| if n.scale.is_empty() { n.value * with.value / with.bare } else { n.value };
        let (to, from) = (shared(new, old), shared(old, new));
        let percent = |to: f64, from: f64| (to - from) / from * 100.0;
        let right = percent(to, from);
        let slack = change.slack()
            + (percent(to + new.slack(), from - old.slack()) - percent(to - new.slack(), from + old.slack())).abs() / 2.0;
        let fits = |signed: f64| (signed - right).abs() <= slack + 0.05;
        if fits(change.value) || fits(-change.value) {
            continue;
        }
        let end = if passage.gap(change.words.end - 1).starts_with('%') {
            passage.words[change.words.end - 1].end + 1
        } else {
            passage.span(change.words.start..change.words.end + 1 + usize::from(passage.lower(change.words.end) == "per")).end
        };
        let start = passage.words[change.words.start].start;
        let message = format!("from {} to {} it is {}%", passage.word(old.words.start), passage.word(new.words.start), written(right.abs()));
        report.here(Severity::Error, start..end, message);
    }
}

/// Which of two numbers behind a percentage is the new one, which the old: only where `to` and `from` say so and
/// nothing else stands between.
fn ends<'a>(passage: &Passage, change: &Number, one: &'a Number, other: &'a Number) -> Option<(&'a Number, &'a Number)> {
    let lead = |n: &Number| n.words.start.checked_sub(1).map_or("", |at| passage.lower(at));
    let near = one.words.start <= change.words.end + 4 && other.words.start <= one.words.end + 5;
    let is_clean = !(change.words.end..one.words.start)
        .any(|at| matches!(passage.lower(at), "and" | "in" | "while" | "when" | "points"));
    match (lead(one), lead(other)) {
        ("to", "from") if near && is_clean => Some((one, other)),
        ("from", "to") if near && is_clean => Some((other, one)),
        _ => None,
    }
}
