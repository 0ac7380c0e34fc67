//! 25. An advisory line that does not say what changed.

use story::compare::compare;
use story::{Kind, advisory};

use super::{Check, Example, Report, Run};
use crate::sheet::{Place, Sheet};
use crate::{Context, Severity};

pub const CHECK: Check = Check {
    number: 25,
    rule: "advisory",
    about: "the line against the difference, its paragraph numbers against the story, its length",
    languages: &[],
    run: Run::Whole(run),
    fires: &[
        Example::fires("Port\n\n(Adds details in para 3)\n\nThe port is shut.\n\nShips wait outside.", "(Adds details in para 3)")
            .after("Port\n\nThe port is shut."),
        Example::fires("Port\n\n(Adds details in para 9)\n\nThe port is shut.\n\nShips wait outside.", "(Adds details in para 9)"),
        Example::fires("Port\n\n(Adds details in paras 2, 4)\n\nThe port is shut.\n\nShips wait.\n\nIt rains.\n\nCranes stand.", "(Adds details in paras 2, 4)")
            .after("Port\n\nThe port is shut.\n\nShips wait."),
        Example::fires("Toll\n\n(Adds toll in para 1)\n\nThe blast killed 14 people.", "(Adds toll in para 1)").after("Toll\n\nThe blast killed 12 people."),
        Example::fires("---\nkind: correction\n---\nToll\n\n(Updates toll in para 1)\n\nThe blast killed 14 people.", "(Updates toll in para 1)")
            .after("Toll\n\nThe blast killed 12 people."),
        Example::fires("Port\n\n(Adds details in para 2, eds: please use this one)\n\nThe port is shut.\n\nShips wait.", "(Adds details in para 2, eds: please use this one)"),
    ],
    silent: &[
        Example::silent("Port\n\n(Adds details in para 2)\n\nThe port is shut.\n\nShips wait outside.").after("Port\n\nThe port is shut."),
        Example::silent("Port\n\n(Adds details in para 2)\n\nThe port is shut.\n\nShips wait outside."),
        Example::silent("Toll\n\n(Updates toll in para 1)\n\nThe blast killed 14 people.").after("Toll\n\nThe blast killed 12 people."),
        Example::silent("---\nkind: correction\n---\nToll\n\n(Corrects toll in para 1 to 14, not 12)\n\nThe blast killed 14 people.")
            .after("Toll\n\nThe blast killed 12 people."),
        Example::silent("Port\n\nThe port is shut."),
        Example::silent("Port\n\n(Adds details, quotes)\n\nThe port is shut.\n\nShips wait."),
    ],
};

/// Two lines of a wire printer.
const LONGEST: usize = 160;

fn run(sheet: &Sheet, context: &Context<'_>, report: &mut Report<'_>) {
    let Some((at, part)) = sheet.part(Place::Advisory) else { return };
    let line = part.passage.text.as_str();
    let whole = 0..line.len();
    if line.chars().count() > LONGEST {
        report.put(Severity::Warning, at, whole.clone(), "the line is longer than two lines: name less");
    }
    let inner = line.trim_start_matches(['(', '[']);
    let has_eds = part.passage.words.iter().any(|word| word.lower == "eds");
    if has_eds && !inner.starts_with("Eds:") {
        report.put(Severity::Warning, at, whole.clone(), "words to editors belong in the note");
    }
    let count = sheet.content.numbered().filter_map(|(number, _)| number).max().unwrap_or(0);
    if let Some(earlier) = context.earlier {
        let comparison = compare(earlier, &sheet.content);
        for fault in advisory::verify(line, &comparison, context.kind.unwrap_or(Kind::Update)) {
            report.put(Severity::Error, at, whole.clone(), fault.to_string());
        }
    } else {
        let read = advisory::parse(line);
        let beyond = read.clauses.iter().flat_map(|clause| &clause.paragraphs).find(|number| **number > count);
        if let Some(number) = beyond {
            report.put(Severity::Error, at, whole, format!("there is no paragraph {number}: the story has {count}"));
        }
    }
}
