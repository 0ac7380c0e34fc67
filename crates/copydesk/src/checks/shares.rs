//! 9. Shares of one whole that come to more than all of it.

use super::{Check, Example, Report, Run};
use crate::read::numbers::{numbers, written};
use crate::sheet::{Part, Sheet};
use crate::{Context, Severity};

pub const CHECK: Check = Check {
    number: 9,
    rule: "shares",
    about: "percentages of one vote, poll or split that come to more than 100",
    languages: &["en"],
    run: Run::Each(run),
    fires: &[
        Example::fires("She led the poll by 54% to 49%.", "54% to 49%"),
        Example::fires("Voters backed the plan, with 58 percent for and 47 percent against.", "58 percent for and 47 percent"),
        Example::fires("Lind won 51% of the vote, against 50.5% for Holt.", "51% of the vote, against 50.5%"),
        Example::fires("In the survey 60% said yes, 30% said no and 15% did not know.", "60% said yes, 30% said no and 15%"),
        Example::fires("The referendum ended 53 percent vs. 49 percent.", "53 percent vs. 49 percent"),
        Example::fires("Lind took 45% of votes, Holt 35% and Marr 25%.", "45% of votes, Holt 35% and Marr 25%"),
    ],
    silent: &[
        Example::silent("She led the poll by 51% to 49%."),
        Example::silent("Voters backed the plan, with 58 percent for and 42 percent against."),
        Example::silent("Lind won 51% of the vote, up from 60% in 2022."),
        Example::silent("Sales rose 60% in May and 55% in June."),
        Example::silent("With 95% of votes counted, Lind had 54% and Holt 40%."),
        Example::silent("Turnout was 70%; Lind won 52% of the vote."),
        Example::silent("Of men 60% backed it, of women 55%, the poll showed."),
        Example::silent("In the survey 60% said yes, 30% said no and 10% did not know."),
    ],
};

const WHOLE: &[&str] = &[
    "poll", "polls", "vote", "votes", "voters", "survey", "respondents", "referendum", "against", "versus", "vs", "ballot", "voted",
];
const OTHER: &[&str] = &[
    "rose", "fell", "grew", "up", "down", "increase", "increased", "decrease", "from", "compared", "turnout", "counted", "margin",
    "men", "women", "aged", "among", "year", "month", "rise", "risen", "also", "chance", "inflation", "districts", "stations",
    "previous", "earlier", "last", "respectively", "multiple",
];

fn run(part: &Part, _: &Sheet, _: &Context<'_>, report: &mut Report<'_>) {
    let passage = &part.passage;
    let all = numbers(passage);
    for sentence in &passage.sentences {
        let shares: Vec<_> = all.iter().filter(|n| n.is_percent && sentence.contains(&n.words.start)).collect();
        let sum: f64 = shares.iter().map(|n| n.value).sum();
        let is_split = passage.has_any(sentence.clone(), WHOLE) && !passage.has_any(sentence.clone(), OTHER);
        let slack: f64 = shares.iter().map(|n| n.slack()).sum();
        if !(2..=8).contains(&shares.len()) || !is_split || sum <= 100.0 + slack || shares.iter().any(|n| n.value > 100.0) {
            continue;
        }
        let (first, last) = (shares[0], shares[shares.len() - 1]);
        let tail = if passage.gap(last.words.end - 1).starts_with('%') {
            passage.words[last.words.end - 1].end + 1
        } else {
            passage.span(last.words.start..last.words.end + 1).end
        };
        let range = passage.words[first.words.start].start..tail;
        report.here(Severity::Error, range, format!("these shares make {}%", written(sum)));
    }
}
