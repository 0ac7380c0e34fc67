//! 38. A name or a date in a caption that the story does not have.

use super::{Check, Example, Report, Run};
use crate::read::dates::mentions;
use crate::read::names::sequences;
use crate::sheet::{Place, Sheet};
use crate::{Context, Severity};

pub const CHECK: Check = Check {
    number: 38,
    rule: "caption",
    about: "people, places and dates of a caption that stand nowhere in the story",
    languages: &["en", "es", "fr"],
    run: Run::Whole(run),
    fires: &[
        Example::fires("Mayor Oda Lind spoke on Monday.", "Ida Marr").knowing(r#"{"captions":["Mayor Ida Marr speaks in Tessa."]}"#),
        Example::fires("The ferry sank on October 10, police said.", "October 9").knowing(r#"{"captions":["The ferry on October 9."]}"#),
        Example::fires("The mayor of Tessa, Oda Lind, spoke.", "Rasmus Holt").knowing(r#"{"captions":"Oda Lind and Rasmus Holt shake hands."}"#),
        Example::fires("A storm hit Port Merrin.", "Port Tessa").knowing(r#"{"captions":["Waves in Port Tessa."]}"#),
        Example::fires("The bridge was shut on October 10.", "Oct. 11").knowing(r#"{"captions":["The bridge on Oct. 11."]}"#),
        Example::fires("The head of the line, Jon Aske, left.", "Jens Aske").knowing(r#"{"captions":["The head of the line, Jens Aske."]}"#),
    ],
    silent: &[
        Example::silent("Mayor Oda Lind spoke on Monday.").knowing(r#"{"captions":["Mayor Oda Lind speaks."]}"#),
        Example::silent("The ferry sank on October 10, police said.").knowing(r#"{"captions":["The ferry on Oct. 10."]}"#),
        Example::silent("Mayor Oda Lind spoke on Monday.").knowing(r#"{"captions":["A view of the harbour."]}"#),
        Example::silent("A storm hit Port Merrin.").knowing(r#"{"captions":["Waves in Port Merrin."]}"#),
        Example::silent("Mayor Oda Lind spoke on Monday."),
        Example::silent("Oda Lind, the mayor, and her deputy, Rasmus Holt, spoke.").knowing(r#"{"captions":["Oda Lind and Rasmus Holt."]}"#),
    ],
};

fn run(sheet: &Sheet, _: &Context<'_>, report: &mut Report<'_>) {
    let story: Vec<_> = sheet.parts.iter().filter(|part| !matches!(part.place, Place::Caption | Place::Note)).collect();
    let has = |lower: &str| story.iter().any(|part| part.passage.words.iter().any(|word| word.lower == lower));
    let dates: Vec<_> = story.iter().flat_map(|part| mentions(&part.passage)).map(|m| (m.month, m.day)).collect();
    let own = sheet.content.dateline.as_ref().and_then(|line| line.date).map(|date| (date.month(), date.day()));
    for (at, part) in sheet.parts.iter().enumerate().filter(|(_, part)| part.place == Place::Caption) {
        let passage = &part.passage;
        for words in sequences(passage) {
            // A title in front of a name may be new, the name may not.
            let tail = if words.len() > 2 { words.end - 2..words.end } else { words.clone() };
            if tail.clone().any(|word| !has(passage.lower(word))) {
                report.put(Severity::Warning, at, passage.span(tail), "the story does not have this name");
            }
        }
        for mention in mentions(passage) {
            let date = (mention.month, mention.day);
            if !dates.contains(&date) && own != Some(date) && mention.year.is_none_or(|year| year == sheet.date.year()) {
                report.put(Severity::Warning, at, passage.span(mention.words.clone()), "the story does not have this date");
            }
        }
    }
}
