//! 21. A `not` or an `alleged` that came or went since the earlier revision.

use story::Fact;
use story::compare::{Class, compare};

use super::{Check, Example, Report, Run};
use crate::read::passage::Passage;
use crate::sheet::Sheet;
use crate::{Context, Severity};

pub const CHECK: Check = Check {
    number: 21,
    rule: "negation",
    about: "denials, charges and the words that hedge them, against the earlier revision",
    languages: &["en", "ru", "ar"],
    run: Run::Whole(run),
    fires: &[
        Example::fires("He is guilty of the fire, the court found.", "guilty").after("Council meets\n\nHe is not guilty of the fire, the court found."),
        Example::fires("He is not guilty of the fire, the court found.", "not guilty").after("Council meets\n\nHe is guilty of the fire, the court found."),
        Example::fires("Police named the thief as Rasmus Holt.", "thief").after("Council meets\n\nPolice named the alleged thief as Rasmus Holt."),
        Example::fires("The minister will resign, his office said.", "resign").after("Council meets\n\nThe minister will not resign, his office said."),
        Example::fires("Police held the attacker on Sunday.", "attacker").after("Council meets\n\nPolice held the suspected attacker on Sunday."),
        Example::fires("The firm never paid for the ships, it said.", "never paid").after("Council meets\n\nThe firm paid for the ships, it said."),
    ],
    silent: &[
        Example::silent("He is not guilty of the fire, the court found.").after("Council meets\n\nHe is not guilty of the fire, the court found."),
        Example::silent("He is guilty of the fire, the court in Tessa found.").after("Council meets\n\nHe is guilty of the fire, the court found."),
        Example::silent("Police named the alleged thief as Rasmus Holt, 31.").after("Council meets\n\nPolice named the alleged thief as Rasmus Holt."),
        Example::silent("He is guilty of the fire, the court found."),
        Example::silent("The minister will resign in May, his office said.").after("Council meets\n\nThe minister will resign, his office said."),
        Example::silent("Court\n\nHe was held.\n\nHe is not the first.").after("Court\n\nHe was held."),
    ],
};

/// Words that keep a charge a charge.
const HEDGES: &[&str] = &["alleged", "allegedly", "suspected", "accused", "reportedly", "purported", "purportedly"];

fn run(sheet: &Sheet, context: &Context<'_>, report: &mut Report<'_>) {
    let Some(earlier) = context.earlier else { return };
    let comparison = compare(earlier, &sheet.content);
    for question in comparison.questions().into_iter().filter(|q| q.fact == Fact::Negation) {
        for (at, part) in sheet.parts.iter().enumerate() {
            if !part.number().is_some_and(|n| question.paragraphs.contains(&n)) {
                continue;
            }
            let Some(start) = part.passage.text.find(question.new.as_str()) else { continue };
            let message = format!("before it said “{}”: a second person has to confirm this", question.old);
            report.put(Severity::Error, at, start..start + question.new.len(), message);
        }
    }
    for pair in comparison.pairs.iter().filter(|pair| matches!(pair.class, Class::Edited | Class::Typo | Class::Split | Class::Merged)) {
        let old: Vec<Passage> = pair.old.iter().filter_map(|at| earlier.body.get(*at)).map(|p| Passage::read(&p.text.as_plain())).collect();
        for place in &pair.new {
            let found = sheet.parts.iter().enumerate().find(|(_, part)| matches!(part.place, crate::Place::Paragraph(at, ..) if at == *place));
            let Some((at, part)) = found else { continue };
            dropped(at, &part.passage, &old, report);
        }
    }
}

/// Notes a word that lost the hedge in front of it.
fn dropped(at: usize, passage: &Passage, old: &[Passage], report: &mut Report<'_>) {
    for before in old {
        for word in 0..before.words.len() {
            let hedge = before.lower(word);
            if !HEDGES.contains(&hedge) || passage.words.iter().any(|word| HEDGES.contains(&word.lower.as_str())) {
                continue;
            }
            let charge = before.lower(word + 1).to_owned();
            if let Some(now) = (0..passage.words.len()).find(|at| passage.lower(*at) == charge) {
                let range = passage.span(now..now + 1);
                report.put(Severity::Error, at, range, format!("before it was “{hedge} {charge}”: a second person has to confirm this"));
            }
        }
    }
}
