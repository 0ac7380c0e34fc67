//! 39. A first paragraph that is too long, or says neither who nor where.

use super::{Check, Example, Report, Run};
use crate::sheet::Sheet;
use crate::{Context, Severity};

pub const CHECK: Check = Check {
    number: 39,
    rule: "lead",
    about: "more than 35 words in the first sentence; neither a name nor a place in the first paragraph",
    languages: &["en"],
    run: Run::Whole(run),
    fires: &[
        Example::fires("The port of Tessa, which was shut in May after a crane fell on the quay and hurt four workers who had been loading grain for a ship from Norland, will open again next week once a new crane has been tested, the harbour master said.", "The port of Tessa, which was shut in May after a crane fell on the quay and hurt four workers who had been loading grain for a ship from Norland, will open again next week once a new crane has been tested, the harbour master said"),
        Example::fires("A bank in Merrin that had lent too much to a line whose ships were old and slow, and that had not told its owners of it for years, failed on Monday, and the state will now pay back what its clients had put into it, a minister said.", "A bank in Merrin that had lent too much to a line whose ships were old and slow, and that had not told its owners of it for years, failed on Monday, and the state will now pay back what its clients had put into it, a minister said"),
        Example::fires("It was a long day and nobody slept, and then it rained.", "It was a long day and nobody slept, and then it rained."),
        Example::fires("They came late and left early and said little.", "They came late and left early and said little."),
        Example::fires("Prices are up and wages are not, and that hurts.", "Prices are up and wages are not, and that hurts."),
        Example::fires("There were songs and there were tears all night long.", "There were songs and there were tears all night long."),
    ],
    silent: &[
        Example::silent("The port of Tessa will open next week, the harbour master said."),
        Example::silent("Police held seven people over a fire, a judge in Merrin said."),
        Example::silent("TESSA, October 12 (Meridian) - A bank failed."),
        Example::silent("Port\n\nTESSA (Meridian) - It was a long day and nobody slept."),
        Example::silent("Oda Lind won."),
        Example::silent("Parliament voted on Monday to shut the port of Tessa for a year."),
    ],
};

const LONGEST: usize = 35;
/// Who may act without a name.
const WHO: &[&str] = &[
    "police", "court", "government", "parliament", "minister", "ministry", "president", "mayor", "bank", "army", "company", "council",
    "judge", "officials", "scientists", "researchers", "union", "workers", "shares", "rescuers", "firefighters", "voters", "lawmakers",
    "prosecutors", "engineers", "farmers", "students", "doctors", "prices",
];

fn run(sheet: &Sheet, _: &Context<'_>, report: &mut Report<'_>) {
    let Some((at, part)) = sheet.body().next() else { return };
    let passage = &part.passage;
    if let Some(first) = passage.sentences.first().filter(|first| first.len() > LONGEST) {
        let range = passage.span(first.clone());
        report.put(Severity::Warning, at, range, format!("the first sentence has {} words: {LONGEST} are the most", first.len()));
    }
    // The first word has a capital whatever it is, unless all of it has.
    let has_name = passage.words.iter().enumerate().any(|(word, known)| {
        known.is_capital && known.lower.len() > 1 && (word > 0 || known.is_upper)
    });
    let has_who = passage.words.iter().any(|word| WHO[..WHO.len() - 1].contains(&word.lower.as_str()));
    if !has_name && !has_who && sheet.content.dateline.is_none() && sheet.content.lead.is_none() && passage.words.len() > 3 {
        report.put(Severity::Note, at, 0..passage.text.len(), "who is this about, and where?");
    }
}
