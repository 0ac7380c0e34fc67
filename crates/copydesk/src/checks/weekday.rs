//! 1. A weekday that does not fit its date. Either may be wrong, so nothing is put in its place.

use super::{Check, Example, Report, Run};
use crate::read::dates::{mentions, month_name, weekday_name};
use crate::sheet::{Part, Sheet};
use crate::{Context, Severity};

pub const CHECK: Check = Check {
    number: 1,
    rule: "weekday",
    about: "a weekday beside a date that falls on another; without a year, only if the years around do not fit either",
    languages: &["en", "ru", "ar"],
    run: Run::Each(run),
    fires: &[
        Example::fires("The minister said on Friday, October 12, that talks would go on.", "Friday, October 12"),
        Example::fires("Voting begins on Tuesday, Oct. 14, 2026, in all districts.", "Tuesday, Oct. 14, 2026"),
        Example::fires("The ferry sank on Monday 4 July 2021 off Merrin.", "Monday 4 July 2021"),
        Example::fires("The court meets on Monday (October 14) to hear him.", "Monday (October 14"),
        Example::fires("Вчера, в пятницу, 12 октября, министр уехал.", "пятницу, 12 октября"),
        Example::fires("The treaty was signed on Wednesday, March 3, 2020, in Tessa.", "Wednesday, March 3, 2020"),
        Example::fires("Shops close early on Saturday, December 24, the union said.", "Saturday, December 24"),
    ],
    silent: &[
        Example::silent("The minister said on Monday, October 12, that talks would go on."),
        Example::silent("Voting begins on Wednesday, Oct. 14, 2026, in all districts."),
        Example::silent("The ferry sank on Sunday, July 4, 2021, off Merrin."),
        Example::silent("She spoke on Friday. October 12 is a holiday in Tessa."),
        Example::silent("The talks began on Sunday, October 12, last year."),
        Example::silent("В понедельник, 12 октября, министр вернулся."),
        Example::silent("The market is held every Friday, 12 weeks a year."),
        Example::silent("The law of May 12 was passed on a Tuesday."),
    ],
};

fn run(part: &Part, sheet: &Sheet, _: &Context<'_>, report: &mut Report<'_>) {
    for mention in mentions(&part.passage) {
        let Some((_, day)) = mention.weekday else { continue };
        let years: Vec<i16> = match mention.year {
            Some(year) => vec![year],
            None => vec![sheet.date.year(), sheet.date.year() - 1, sheet.date.year() + 1],
        };
        let dates: Vec<_> = years.into_iter().filter_map(|year| mention.in_year(year)).collect();
        if dates.is_empty() || dates.iter().any(|date| date.weekday() == day) {
            continue;
        }
        let Some(nearest) = mention.near(sheet.date) else { continue };
        let range = part.passage.span(mention.words.clone());
        report.here(
            Severity::Error,
            range,
            format!(
                "{} {}, {}, is a {}: the day or the date is wrong",
                month_name(mention.month),
                mention.day,
                nearest.year(),
                weekday_name(nearest.weekday())
            ),
        );
    }
}
