//! 6. A number of years that does not fit the year since which they run.

use super::{Check, Example, Report, Run};
use crate::read::numbers::{Number, numbers};
use crate::read::passage::Passage;
use crate::sheet::{Part, Sheet};
use crate::{Context, Severity};

pub const CHECK: Check = Check {
    number: 6,
    rule: "duration",
    about: "`N years` in one clause with `since` a year; an anniversary of a year",
    languages: &["en"],
    run: Run::Each(run),
    fires: &[
        Example::fires("She has led the party for nine years, since 2019.", "nine years"),
        Example::fires("Since 2019, nine years ago, the road has been shut.", "nine years"),
        Example::fires("Merrin has had no ferry for 12 years, since 2020.", "12 years"),
        Example::fires("Tessa marked the 40th anniversary of the 1976 flood.", "40th anniversary"),
        Example::fires("The club celebrates its 100th anniversary this year; it was founded in 1925.", "100th anniversary"),
        Example::fires("He has been mayor since 2010, for 20 years.", "20 years"),
        Example::fires("The road has been shut since 2019, nine years, the mayor said.", "nine years"),
        Example::fires("The pier has been closed since 2021, for nearly nine years, she said.", "nine years"),
        Example::fires("He has led it for more than 12 years, since 2020.", "12 years"),
    ],
    silent: &[
        Example::silent("She has led the party for seven years, since 2019."),
        Example::silent("She has led the party since 2019, for almost seven years."),
        Example::silent("Prices rose for the third time in nine years since the 2019 crisis ended."),
        Example::silent("Tessa marked the 50th anniversary of the 1976 flood."),
        Example::silent("It is the worst flood in 100 years and the first since 2019."),
        Example::silent("He was jailed for nine years in 2019."),
        Example::silent("The pact, signed in 2019, runs for nine years."),
        Example::silent("Next year is the 51st anniversary of the 1976 flood."),
    ],
};

fn run(part: &Part, sheet: &Sheet, _: &Context<'_>, report: &mut Report<'_>) {
    let passage = &part.passage;
    let all = numbers(passage);
    for sentence in &passage.sentences {
        let inside: Vec<&Number> = all.iter().filter(|n| sentence.contains(&n.words.start)).collect();
        since(passage, sheet, sentence.clone(), &inside, report);
        anniversary(passage, sheet, sentence.clone(), &inside, report);
    }
}

fn since(passage: &Passage, sheet: &Sheet, sentence: std::ops::Range<usize>, all: &[&Number], report: &mut Report<'_>) {
    let year = all.iter().find(|n| n.is_year() && n.words.start > 0 && passage.lower(n.words.start - 1) == "since");
    let Some(year) = year else { return };
    for span in all.iter().filter(|n| matches!(n.noun.as_str(), "years" | "year") && n.scale.is_empty()) {
        let start = span.words.start;
        // Only `for N years, since` and `since …, N years ago` tell the same stretch twice.
        let behind = year.words.start == span.words.end + 2 && passage.gap(span.words.end).starts_with(',');
        let lead = rounded(passage, start);
        let is_for = lead > sentence.start && passage.lower(lead - 1) == "for";
        let ahead = passage.gap(year.words.end - 1).starts_with(',')
            && (start == year.words.end || is_for && lead == year.words.end + 1);
        let runs = behind && is_for;
        if !(runs || ahead) {
            continue;
        }
        let right = f64::from(sheet.date.year()) - year.value;
        if (span.value - right).abs() > 1.0 {
            let range = passage.span(start..span.words.end + 1);
            report.here(Severity::Error, range, format!("from {} to {} it is {right} years", year.value, sheet.date.year()));
        }
    }
}

/// Where a number begins with what rounds it: `nearly nine`, `more than nine`.
fn rounded(passage: &Passage, start: usize) -> usize {
    let before = |back: usize| start.checked_sub(back).map_or("", |at| passage.lower(at));
    match (before(2), before(1)) {
        ("more", "than") | ("less", "than") | ("at", "least") => start - 2,
        (_, "nearly" | "almost" | "about" | "around" | "over" | "some") => start - 1,
        _ => start,
    }
}

fn anniversary(
    passage: &Passage,
    sheet: &Sheet,
    sentence: std::ops::Range<usize>,
    all: &[&Number],
    report: &mut Report<'_>,
) {
    let Some(at) = sentence.clone().find(|at| passage.lower(*at) == "anniversary" && *at > 0) else { return };
    let ordinal = passage.lower(at - 1);
    let digits = ordinal.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let (Ok(count), true) = (digits.parse::<i16>(), ordinal.len() > digits.len()) else { return };
    let years: Vec<&&Number> = all.iter().filter(|n| n.is_year()).collect();
    let [year] = years.as_slice() else { return };
    let is_elsewhen = passage.has_any(sentence, &["next", "last", "will", "in", "was", "had"])
        && passage.lower(year.words.start.saturating_sub(1)) != "in"
        && passage.lower(at + 1) != "of";
    let next = (0..at).any(|word| matches!(passage.lower(word), "next" | "last"));
    #[allow(clippy::cast_possible_truncation)]
    let right = sheet.date.year() - year.value as i16;
    if is_elsewhen || next || right == count || right <= 0 {
        return;
    }
    let range = passage.span(at - 1..at + 1);
    report.here(Severity::Error, range, format!("from {} to {} it is {right} years", year.value, sheet.date.year()));
}
