//! 2. `Today`, `tonight` or `on Friday` carried over into a revision of another day.

use super::{Check, Example, Report, Run};
use crate::read::dates::weekday;
use crate::sheet::Sheet;
use crate::{Context, Severity};

pub const CHECK: Check = Check {
    number: 2,
    rule: "stale-day",
    about: "day words in a sentence that stood in an earlier revision of another day; weekdays once a week has passed",
    languages: &["en"],
    run: Run::Whole(run),
    fires: &[
        Example::fires(
            "Talks end\n\nTESSA, October 12 (Meridian) - Talks ended.\n\nThe two sides met earlier today, he said.",
            "today",
        )
        .after("Talks go on\n\nTESSA, October 10 (Meridian) - Talks go on.\n\nThe two sides met earlier today, he said."),
        Example::fires("Storm passes\n\nTESSA, Oct 12 (Meridian) - It passed.\n\nRain is due tonight.", "tonight")
            .after("Storm nears\n\nTESSA, Oct 11 (Meridian) - It nears.\n\nRain is due tonight."),
        Example::fires("Vote held\n\nTESSA, Oct 12 (Meridian) - It voted.\n\nThe house votes tomorrow.", "tomorrow")
            .after("Vote due\n\nTESSA, Oct 11 (Meridian) - It votes.\n\nThe house votes tomorrow."),
        Example::fires("Fire out\n\nTESSA, Oct 12 (Meridian) - It is out.\n\nIt broke out yesterday.", "yesterday")
            .after("Fire rages\n\nTESSA, Oct 10 (Meridian) - It rages.\n\nIt broke out yesterday."),
        Example::fires("Fire out\n\nTESSA, Oct 12 (Meridian) - It is out.\n\nIt began this morning, she said.", "this morning")
            .after("Fire rages\n\nTESSA, Oct 11 (Meridian) - It rages.\n\nIt began this morning, she said."),
        Example::fires("Trial ends\n\nTESSA, Oct 12 (Meridian) - It ended.\n\nHe was held on Friday.", "Friday")
            .after("Trial opens\n\nTESSA, Oct 2 (Meridian) - It opened.\n\nHe was held on Friday."),
    ],
    silent: &[
        Example::silent("Talks end\n\nTESSA, Oct 12 (Meridian) - They ended.\n\nThey met earlier today.")
            .after("Talks go on\n\nTESSA, Oct 12 (Meridian) - They go on.\n\nThey met earlier today."),
        Example::silent("Talks end\n\nTESSA, Oct 12 (Meridian) - They ended.\n\nThey met today in Merrin.")
            .after("Talks go on\n\nTESSA, Oct 11 (Meridian) - They go on.\n\nThey met in Tessa."),
        Example::silent("Vote held\n\nTESSA, Oct 12 (Meridian) - It voted.\n\nThe house voted on Sunday.")
            .after("Vote due\n\nTESSA, Oct 11 (Meridian) - It votes.\n\nThe house votes tomorrow."),
        Example::silent("Trial ends\n\nTESSA, Oct 12 (Meridian) - It ended.\n\nHe was held on Friday.")
            .after("Trial opens\n\nTESSA, Oct 10 (Meridian) - It opened.\n\nHe was held on Friday."),
        Example::silent("They met earlier today, the minister said."),
        Example::silent(
            "Talks end\n\nTESSA, Oct 12 (Meridian) - They ended.\n\n“We will win tomorrow’s world today,” she said in May.",
        )
        .after("Talks go on\n\nTESSA, Oct 11 (Meridian) - Go on.\n\n“We will win tomorrow’s world today,” she said in May."),
    ],
};

const WORDS: &[&str] = &["today", "yesterday", "tomorrow", "tonight"];
const PARTS: &[&str] = &["morning", "afternoon", "evening", "week"];

fn run(sheet: &Sheet, context: &Context<'_>, report: &mut Report<'_>) {
    let Some(earlier) = context.earlier else { return };
    let Some(then) = earlier.dateline.as_ref().and_then(|line| line.date) else { return };
    // The dateline may stay as it was; what counts is the day of the send.
    let now = sheet.content.dateline.as_ref().and_then(|line| line.date).filter(|date| *date > then);
    let now = now.unwrap_or_else(|| context.today());
    let days = then.until(now).map_or(0, |span| span.get_days());
    if days < 1 {
        return;
    }
    let old: Vec<String> = earlier.body.iter().map(|paragraph| paragraph.text.as_plain().into_owned()).collect();
    for (at, part) in sheet.body() {
        let passage = &part.passage;
        for sentence in &passage.sentences {
            let text = &passage.text[passage.span(sentence.clone())];
            if !old.iter().any(|paragraph| paragraph.contains(text)) {
                continue;
            }
            for word in sentence.clone() {
                let span = passage.span(word..word + 1);
                if passage.is_quoted(span.start) {
                    continue;
                }
                let lower = passage.lower(word);
                let is_possessive = passage.word(word).contains(['\'', '’']);
                let range = if WORDS.contains(&lower) && !is_possessive {
                    span
                } else if lower == "this" && PARTS.contains(&passage.lower(word + 1)) && passage.lower(word + 1) != "week" {
                    passage.span(word..word + 2)
                } else if weekday(lower).is_some() && days > 6 && !is_dated(passage, word) {
                    span
                } else {
                    continue;
                };
                report.put(
                    Severity::Warning,
                    at,
                    range,
                    format!("this stood in the revision of {then} already: what day is meant now?"),
                );
            }
        }
    }
}

/// Whether a date stands with a weekday, so that it cannot go stale.
fn is_dated(passage: &crate::read::passage::Passage, word: usize) -> bool {
    (word + 1..word + 3).any(|at| crate::read::dates::month(passage.lower(at)).is_some())
}
