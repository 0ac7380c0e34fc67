//! 4. `Will` with a date that has passed.

use super::{Check, Example, Report, Run};
use crate::read::dates::mentions;
use crate::read::names::SAYING;
use crate::sheet::{Part, Sheet};
use crate::{Context, Severity};

pub const CHECK: Check = Check {
    number: 4,
    rule: "tense",
    about: "a verb in the future with a date before the story’s own",
    languages: &["en"],
    run: Run::Each(run),
    fires: &[
        Example::fires("The council will vote on October 3, she said.", "will vote on October 3"),
        Example::fires("Parliament will vote Sept. 3 on the law.", "will vote Sept. 3"),
        Example::fires("The line will open on 1 October.", "will open on 1 October"),
        Example::fires("The two presidents will meet in Tessa on Monday, Sept. 28.", "will meet in Tessa on Monday, Sept. 28"),
        Example::fires("A court will hear the case on August 14, 2026.", "will hear the case on August 14, 2026"),
        Example::fires("The ferry will be repaired by October 5.", "will be repaired by October 5"),
    ],
    silent: &[
        Example::silent("The council will vote on October 23, she said."),
        Example::silent("She said on October 3 that the council will vote soon."),
        Example::silent("The council voted on October 3."),
        Example::silent("The council will vote on a law passed on October 3."),
        Example::silent("The line will open on 1 November."),
        Example::silent("“We will vote on October 3,” she said in August."),
        Example::silent("The law of October 3 will be changed."),
        Example::silent("He will appear in court over the fire of October 3."),
    ],
};

/// Words behind which a date belongs to something else.
const BREAKS: &[&str] = &[
    "that", "which", "who", "after", "since", "passed", "signed", "agreed", "of", "from", "ended", "began", "following", "when",
    "where", "killed", "over", "because", "until", "despite", "dated", "adopted", "announced", "made", "held", "filed", "issued",
];

fn run(part: &Part, sheet: &Sheet, _: &Context<'_>, report: &mut Report<'_>) {
    let passage = &part.passage;
    if !part.is_prose() {
        return;
    }
    for mention in mentions(passage) {
        let Some(date) = mention.near(sheet.date).filter(|date| *date < sheet.date) else { continue };
        let sentence = passage.sentence_of(mention.words.start);
        let start = mention.words.start;
        let Some(will) = (sentence.start..start).rev().find(|at| passage.lower(*at) == "will") else { continue };
        let between = will + 1..start;
        let is_broken = between.clone().any(|at| {
            let lower = passage.lower(at);
            BREAKS.contains(&lower) || SAYING.contains(&lower) || passage.before(at).contains([',', ';', '“', '"', '—'])
        });
        if between.len() > 9 || is_broken || passage.is_quoted(passage.words[will].start) {
            continue;
        }
        let range = passage.span(will..mention.words.end);
        report.here(Severity::Error, range, format!("{date} is past: say what happened, or mend the date"));
    }
}
