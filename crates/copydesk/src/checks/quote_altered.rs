//! 18. Words in quotation marks that are not what they were.

use story::compare::compare;
use story::quotes::{likeness, quotations};
use story::{Fact, Kind};

use super::{Check, Example, Report, Run};
use crate::sheet::Sheet;
use crate::{Context, Ran, Severity};

/// From which likeness on a quotation is one that ran before.
const ALIKE: f64 = 0.7;

pub const CHECK: Check = Check {
    number: 18,
    rule: "quote-altered",
    about: "a quotation whose words differ from the earlier revision’s, or from how it ran in another story",
    languages: &[],
    run: Run::Whole(run),
    fires: &[
        Example::fires("“We will rebuild the bridge by spring,” Mayor Oda Lind said.", "We will rebuild the bridge by spring")
            .knowing(r#"{"quotes":[{"words":"We will repair the bridge by spring","name":"Oda Lind","day":"2026-10-11"}]}"#),
        Example::fires("“We will repair the bridge by spring,” the mayor said.", "repair")
            .after("Council meets\n\n“We will rebuild the bridge by spring,” the mayor said."),
        Example::fires("“I never met him in my life,” Lind told the court.", "never met him in my life")
            .after("Council meets\n\n“I rarely saw him in those years,” Lind told the court."),
        Example::fires("\"The ship was safe to sail,\" Holt said.", "safe").after("Council meets\n\n\"The ship was fit to sail,\" Holt said."),
        Example::fires("“Prices must fall this year,” she said on Monday.", "must")
            .after("Council meets\n\n“Prices will fall this year,” she said on Monday."),
        Example::fires("He called the plan “a waste of public money”.", "waste")
            .after("Council meets\n\nHe called the plan “a loss of public money”."),
        Example::fires("Talks\n\nThey met.\n\n“We are close to a deal,” he said.", "close").after("Talks\n\nThey met.\n\n“We are near to a deal,” he said."),
    ],
    silent: &[
        Example::silent("“We will repair the bridge by spring,” Mayor Oda Lind said.")
            .knowing(r#"{"quotes":[{"words":"We will repair the bridge by spring","name":"Oda Lind"}]}"#),
        Example::silent("“We will repair the bridge,” Mayor Oda Lind said.")
            .knowing(r#"{"quotes":[{"words":"We will repair the bridge by spring","name":"Oda Lind"}]}"#),
        Example::silent("“We will rebuild the bridge by spring,” Mayor Ada Brand said.")
            .knowing(r#"{"quotes":[{"words":"We will repair the bridge by spring","name":"Oda Lind"}]}"#),
        Example::silent("“We will rebuild the bridge by spring,” the mayor said.")
            .after("Council meets\n\n“We will rebuild the bridge by spring,” the mayor said."),
        Example::silent("“We will rebuild the bridge by spring,” Mayor Oda Lind said.")
            .after("Council meets\n\n“We will rebuild the bridge by spring,” the mayor said."),
        Example::silent("\"We will rebuild the bridge by spring,\" the mayor said.")
            .after("Council meets\n\n“We will rebuild the bridge by spring,” the mayor said."),
        Example::silent("“We will rebuild the bridge by spring,” the mayor said."),
        Example::silent("Talks\n\nThey met.\n\n“We are close to a deal,” he said.").after("Talks\n\nThey met."),
        Example::silent("The council will rebuild the bridge.").after("Council meets\n\nThe council will repair the bridge."),
    ],
};

fn run(sheet: &Sheet, context: &Context<'_>, report: &mut Report<'_>) {
    ran_before(sheet, context, report);
    let Some(earlier) = context.earlier else { return };
    let severity = if context.kind == Some(Kind::Correction) { Severity::Warning } else { Severity::Error };
    for question in compare(earlier, &sheet.content).questions().into_iter().filter(|q| q.fact == Fact::Quote) {
        let places = sheet.parts.iter().enumerate().filter(|(_, part)| part.number().is_some_and(|n| question.paragraphs.contains(&n)));
        for (at, part) in places {
            let text = &part.passage.text;
            let found = text.match_indices(question.new.as_str()).find(|(start, _)| part.passage.is_quoted(*start));
            let Some((start, words)) = found.or_else(|| text.match_indices(question.new.as_str()).next()) else { continue };
            let message = format!(
                "the quotation said “{}” before: confirm it, and say “Corrects quote in paragraph {}” if that was wrong",
                question.old,
                part.number().unwrap_or_default()
            );
            report.put(severity, at, start..start + words.len(), message);
        }
    }
}

/// Quotations that ran in other stories in nearly, not just, these words.
fn ran_before(sheet: &Sheet, context: &Context<'_>, report: &mut Report<'_>) {
    let ran = context.facts.quotes.iter().filter(|it| !it.words.trim().is_empty());
    if ran.clone().next().is_none() {
        return;
    }
    for said in quotations(&sheet.content) {
        let name = said.speaker.as_ref().map(|who| who.name.as_str()).unwrap_or_default();
        let is_theirs = |it: &&Ran| it.name.is_empty() || it.name == name;
        let bare = |text: &str| -> String {
            let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
            words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
        };
        let now = bare(&said.words);
        // Half of it, or more around it, is the same quotation.
        let is_same = |it: &&Ran| bare(&it.words).contains(&now) || now.contains(&bare(&it.words));
        if ran.clone().filter(is_theirs).any(|it| is_same(&it)) {
            continue;
        }
        let alike = ran.clone().filter(is_theirs).map(|it| (likeness(&it.words, &said.words), it));
        let Some((_, it)) = alike.filter(|(like, _)| *like >= ALIKE).max_by(|(a, _), (b, _)| a.total_cmp(b)) else {
            continue;
        };
        let place = sheet.parts.iter().enumerate().find_map(|(at, part)| {
            let start = part.number().and_then(|_| part.passage.text.find(said.words.as_str()))?;
            Some((at, start..start + said.words.len()))
        });
        if let Some((at, range)) = place {
            let day = it.day.as_ref().map_or_else(String::new, |day| format!(" on {day}"));
            report.put(Severity::Warning, at, range, format!("the quotation ran{day} as “{}”", it.words));
        }
    }
}
