//! 3. A day that its month does not have.

use super::{Check, Example, Report, Run};
use crate::read::dates::{longest, mentions, month_name};
use crate::sheet::{Part, Sheet};
use crate::{Context, Severity};

pub const CHECK: Check = Check {
    number: 3,
    rule: "impossible-date",
    about: "a day beyond the end of its month, February 29 in a year that has none",
    languages: &["en", "ru", "ar"],
    run: Run::Each(run),
    fires: &[
        Example::fires("The deadline is June 31, the ministry said.", "June 31"),
        Example::fires("He was born on February 30, 1970.", "February 30, 1970"),
        Example::fires("The law takes effect on 31 September.", "31 September"),
        Example::fires("The bridge opened on Feb. 29, 2025.", "Feb. 29, 2025"),
        Example::fires("Payments end on November 31st, it said.", "November 31st"),
        Example::fires("Срок истекает 31 апреля.", "31 апреля"),
        Example::fires("A report is due on April 35.", "April 35"),
    ],
    silent: &[
        Example::silent("The deadline is June 30, the ministry said."),
        Example::silent("He was born on February 29, 1972."),
        Example::silent("The law takes effect on 31 August."),
        Example::silent("The bridge opened on Feb. 29, 2024."),
        Example::silent("In June 31 people were hurt on the roads.").knowing("{}"),
        Example::silent("Срок истекает 30 апреля."),
        Example::silent("The fair runs from 1 to 30 September."),
    ],
};

fn run(part: &Part, sheet: &Sheet, _: &Context<'_>, report: &mut Report<'_>) {
    for mention in mentions(&part.passage) {
        let is_beyond = mention.day > longest(mention.month);
        let is_leap = mention.month == 2 && mention.day == 29;
        let year = sheet.date.year();
        let years = mention.year.map_or(vec![year - 1, year, year + 1], |year| vec![year]);
        let never = years.into_iter().all(|year| mention.in_year(year).is_none());
        if !(is_beyond || is_leap && never) || !part.is_prose() {
            continue;
        }
        // `In June 31 people were hurt`: what follows is counted.
        let after = part.passage.lower(mention.words.end);
        let counts = ["people", "men", "women", "children", "cases", "tickets", "percent", "million", "ships", "of"];
        if counts.contains(&after) && part.passage.gap(mention.words.end - 1).trim().is_empty() {
            continue;
        }
        let month = month_name(mention.month);
        let message = match mention.year.filter(|_| is_leap) {
            Some(year) => format!("{year} has no February 29"),
            None => format!("{month} has {} days", if mention.month == 2 { "28 or 29".into() } else { longest(mention.month).to_string() }),
        };
        report.here(Severity::Error, part.passage.span(mention.words.clone()), message);
    }
}
