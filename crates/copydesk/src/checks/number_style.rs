//! 28. Numbers not in the house's style.

use super::{Check, Example, Report, Run};
use crate::read::numbers::{figure_value, numbers};
use crate::sheet::{Part, Place, Sheet};
use crate::{Context, Severity};

pub const CHECK: Check = Check {
    number: 28,
    rule: "number-style",
    about: "one to nine in words before what is counted, 10 and more in figures, no sentence that begins with figures, the sign of a currency in front, % for percent",
    languages: &["en"],
    run: Run::Each(run),
    fires: &[
        Example::fires("Police held 7 people over the fire.", "7"),
        Example::fires("The crash hurt fourteen people, police said.", "fourteen"),
        Example::fires("12 people were hurt in the crash.", "12"),
        Example::fires("It costs 100$ a day, he said.", "100$"),
        Example::fires("Rescuers found 3 children in the hut.", "3"),
        Example::fires("The firm has twenty-one ships.", "twenty-one"),
        Example::fires("Prices rose 12 percent in May.", "12 percent"),
        Example::fires("Prices rose 5 % in May and 6% in June.", "5 %"),
    ],
    silent: &[
        Example::silent("Police held seven people over the fire."),
        Example::silent("The crash hurt 14 people, police said."),
        Example::silent("Twelve people were hurt in the crash."),
        Example::silent("It costs $100 a day, he said."),
        Example::silent("The boy, 7, was found 3 miles from home."),
        Example::silent("The vote was 7-2; page 4 of the report says why."),
        Example::silent("“There were fourteen of us,” she said."),
        Example::silent("It fell 3% to 8 million euros."),
        Example::silent("2026 was a good year for Tessa."),
        Example::silent("At 9 a.m. on 3 October, 5-year-old Ida left."),
    ],
};

/// Nouns that tell that what stands in front is counted, not measured.
const COUNTED: &[&str] = &[
    "people", "men", "women", "children", "persons", "soldiers", "officers", "workers", "students", "pupils", "ships", "cars", "houses",
    "homes", "villages", "towns", "cities", "countries", "states", "members", "passengers", "civilians", "victims", "suspects",
    "candidates", "parties", "schools", "hospitals", "companies", "banks", "judges", "lawmakers", "ministers", "players", "teams",
    "witnesses", "boats", "trains", "buses", "bridges", "prisoners", "hostages", "journalists", "families", "patients", "doctors",
    "firefighters", "protesters", "migrants", "refugees", "buildings", "firms", "reporters", "rescuers", "dead",
];

fn run(part: &Part, _: &Sheet, _: &Context<'_>, report: &mut Report<'_>) {
    let passage = &part.passage;
    if !part.is_prose() {
        return;
    }
    for number in numbers(passage) {
        let (start, end) = (number.words.start, number.words.end);
        let span = passage.span(start..end);
        let opens = passage.sentences.iter().any(|sentence| sentence.start == start) && !passage.before(start).contains(['“', '"']);
        let counts = COUNTED.contains(&number.noun.as_str());
        let plain = number.scale.is_empty() && number.currency.is_empty() && !number.is_percent && number.decimals == 0;
        let written = passage.word(start);
        if !number.is_figure && passage.is_quoted(span.start) {
            continue;
        }
        let is_list = matches!(part.place, Place::Paragraph(_, None, _));
        if number.is_figure && plain && number.value < 10.0 && counts && figure_value(written).is_some() && !opens {
            let words = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            let word = words.get(number.value as usize).copied().unwrap_or_default();
            report.here(Severity::Note, span, format!("write {word}"));
        } else if !number.is_figure && plain && number.value >= 10.0 && number.value < 100.0 && counts && !opens && !written.eq_ignore_ascii_case("dozen") && number.words.len() == 1 {
            report.here(Severity::Note, span, format!("write {}", number.value));
        } else if opens && number.is_figure && !number.is_year() && !is_list && number.currency.is_empty() && passage.before(start).trim().is_empty() && counts {
            report.here(Severity::Note, span, "begin the sentence otherwise, or write the number out");
        } else if number.is_figure && passage.text[span.end..].starts_with(['$', '€', '£']) {
            let sign = passage.text[span.end..].chars().next().map_or(0, char::len_utf8);
            report.here(Severity::Note, span.start..span.end + sign, "the sign stands in front of the figure");
        } else if number.is_figure && number.is_percent && passage.text[span.end..].starts_with(" per") {
            let words = if passage.lower(end) == "per" { 2 } else { 1 };
            let range = passage.span(start..end + words);
            report.here(Severity::Note, range, format!("write {written}%"));
        } else if number.is_figure && passage.text[span.end..].starts_with(" %") {
            report.here(Severity::Note, span.start..span.end + 2, "no space before the sign");
        }
    }
}
