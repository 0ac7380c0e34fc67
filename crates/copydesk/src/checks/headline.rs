//! 29. A headline that is too long or ends in a stop.

use super::{Check, Example, Report, Run};
use crate::sheet::{Part, Place, Sheet};
use crate::{Context, Severity};

pub const CHECK: Check = Check {
    number: 29,
    rule: "headline",
    about: "more than 64 characters, a stop at the end, capitals throughout, two exclamation marks",
    languages: &[],
    run: Run::Each(run),
    fires: &[
        Example::fires("Harbour bridge closes to all lorries for months as engineers look for more cracks\n\nIt is shut, police said.", "Harbour bridge closes to all lorries for months as engineers look for more cracks"),
        Example::fires("Harbour bridge closes.\n\nIt is shut, police said.", "."),
        Example::fires("HARBOUR BRIDGE CLOSES TO LORRIES\n\nIt is shut, police said.", "HARBOUR BRIDGE CLOSES TO LORRIES"),
        Example::fires("Harbour bridge closes!\n\nIt is shut, police said.", "!"),
        Example::fires("Мост закрыт.\n\nОн закрыт, сообщила полиция.", "."),
        Example::fires("The government of Norland says that it will not, for now, send any ships to the strait\n\nIt said so.", "The government of Norland says that it will not, for now, send any ships to the strait"),
    ],
    silent: &[
        Example::silent("Harbour bridge closes to lorries\n\nIt is shut, police said."),
        Example::silent("Can the bridge be saved?\n\nIt is shut, police said."),
        Example::silent("Holt quits U.N.\n\nHe left, he said."),
        Example::silent("NATO, EU back pact\n\nThey back it, they said."),
        Example::silent("“We will not go”\n\nShe said so."),
        Example::silent("Мост закрыт для грузовиков\n\nОн закрыт, сообщила полиция."),
    ],
};

const LONGEST: usize = 64;

fn run(part: &Part, _: &Sheet, _: &Context<'_>, report: &mut Report<'_>) {
    if part.place != Place::Headline {
        return;
    }
    let text = part.passage.text.trim_end();
    let length = text.chars().count();
    if length > LONGEST {
        report.here(Severity::Warning, 0..text.len(), format!("{length} characters: {LONGEST} are the most"));
    }
    let is_abbreviated = part.passage.words.last().is_some_and(|word| {
        let written = &part.passage.text[word.start..word.end];
        written.contains('.') || matches!(word.lower.as_str(), "inc" | "ltd" | "corp" | "jr" | "co")
    });
    if let Some(mark) = text.chars().next_back().filter(|c| matches!(c, '.' | '!' | '。')).filter(|_| !is_abbreviated && !text.ends_with("...")) {
        report.here(Severity::Warning, text.len() - mark.len_utf8()..text.len(), "no mark ends a headline");
    }
    let words = &part.passage.words;
    if words.len() >= 3 && words.iter().all(|word| word.is_upper || word.is_numeral || word.end - word.start == 1) {
        report.here(Severity::Warning, 0..text.len(), "not in capitals throughout");
    }
}
