//! 5. An age that does not fit the date of birth.

use jiff::civil::Date;

use super::{Check, Example, Report, Run};
use crate::read::dates::mentions;
use crate::read::numbers::numbers;
use crate::sheet::{Part, Sheet};
use crate::{Context, Severity};

pub const CHECK: Check = Check {
    number: 5,
    rule: "age",
    about: "an age beside a date or a year of birth, counted at the story’s date",
    languages: &["en"],
    run: Run::Each(run),
    fires: &[
        Example::fires("Oda Lind, 54, was born on June 4, 1970, in Tessa.", "54"),
        Example::fires("Born in 1980, the 40-year-old minister grew up in Merrin.", "40-year-old"),
        Example::fires("He was born on December 24, 1950, and is 76 years old.", "76"),
        Example::fires("The singer, aged 31, was born in May 1990.", "31"),
        Example::fires("Rasmus Holt (born March 1, 2000), 27, leads the list.", "27"),
        Example::fires("Lind, 61, was born on October 13, 1965.", "61"),
        Example::fires("The mayor, born June 4, 1970, is 54.", "54"),
    ],
    silent: &[
        Example::silent("Oda Lind, 56, was born on June 4, 1970, in Tessa."),
        Example::silent("Born in 1980, the 46-year-old minister grew up in Merrin."),
        Example::silent("Born in 1980, the 45-year-old minister grew up in Merrin."),
        Example::silent("He was born on December 24, 1950, and is 75 years old."),
        Example::silent("She died aged 54 on Sunday. Lind was born in 1970."),
        Example::silent("Lind, who was born in 1970, joined the party at 20."),
        Example::silent("Holt, 27, leads the list. Lind was born in 1970."),
        Example::silent("The club, born in 1970, has 54 members."),
    ],
};

fn run(part: &Part, sheet: &Sheet, _: &Context<'_>, report: &mut Report<'_>) {
    let passage = &part.passage;
    for sentence in &passage.sentences {
        let words = sentence.clone();
        let Some(born) = words.clone().find(|at| passage.lower(*at) == "born") else { continue };
        // Ages at a death or at another time are counted otherwise.
        if passage.has_any(words.clone(), &["died", "dead", "killed", "then", "was", "joined", "became", "at"])
            && passage.has_any(words.clone(), &["died", "dead", "killed", "joined", "became", "then"])
        {
            continue;
        }
        let dates = mentions(passage);
        let born_on = dates.iter().find(|m| m.words.start > born && m.words.start <= born + 3 && m.year.is_some());
        let year = numbers(passage).iter().find(|n| n.is_year() && n.words.start > born && n.words.start <= born + 5);
        let Some(year) = year.map(|n| n.value as i16) else { continue };
        let (least, most) = match born_on.and_then(|m| m.in_year(year)) {
            Some(date) => (age_at(date, sheet.date), age_at(date, sheet.date)),
            None => (sheet.date.year() - year - 1, sheet.date.year() - year),
        };
        for at in words.clone() {
            let Some(age) = age_in(passage, at) else { continue };
            if (least..=most).contains(&age) {
                continue;
            }
            let right = if least == most { least.to_string() } else { format!("{least} or {most}") };
            let place = passage.span(at..at + 1);
            report.here(Severity::Error, place, format!("who was born then is {right} on {}", sheet.date));
        }
    }
}

fn age_at(born: Date, on: Date) -> i16 {
    let had = (on.month(), on.day()) >= (born.month(), born.day());
    on.year() - born.year() - i16::from(!had)
}

/// The age that a word tells: `54-year-old`, `, 54,`, `aged 54`, `54 years old`.
fn age_in(passage: &crate::read::passage::Passage, at: usize) -> Option<i16> {
    let word = passage.words.get(at)?;
    if let Some(age) = word.lower.strip_suffix("-year-old") {
        return age.parse().ok();
    }
    let age: i16 = word.lower.parse().ok().filter(|age| (1..120).contains(age))?;
    let before = passage.before(at);
    let after = passage.gap(at);
    let set_apart = before.starts_with([',', ')']) && before.contains(", ") && after.starts_with(',')
        && at > 0
        && passage.words[at - 1].is_capital
        || before == "), " && after.starts_with(',');
    let month_before = at > 0 && crate::read::dates::month(passage.lower(at - 1)).is_some();
    let before_word = at.checked_sub(1).map_or("", |before| passage.lower(before));
    let ends = after.starts_with(['.', ',', ';']) || passage.lower(at + 1) == "and" || after.is_empty();
    let is_said = before_word == "aged"
        || passage.lower(at + 1) == "years" && passage.lower(at + 2) == "old"
        || matches!(before_word, "is" | "turned" | "now") && ends;
    ((set_apart && !month_before) || is_said).then_some(age)
}
