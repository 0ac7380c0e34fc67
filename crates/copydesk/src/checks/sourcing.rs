//! 20. A story that does not say where it is from.

use super::{Check, Example, Report, Run};
use crate::read::names::SAYING;
use crate::sheet::Sheet;
use crate::{Context, Severity};

pub const CHECK: Check = Check {
    number: 20,
    rule: "sourcing",
    about: "no source in the first three paragraphs of a story that has more than three",
    languages: &["en"],
    run: Run::Whole(run),
    fires: &[
        Example::fires("Port shut\n\nThe port of Tessa is shut.\n\nNo ship has left it since May.\n\nThe cranes stand still.\n\nWork will start in June.", "The port of Tessa is shut."),
        Example::fires("Bank fails\n\nA bank in Merrin has failed.\n\nIt owed 40 million crowns.\n\nIts doors are closed.\n\nThe state will pay.", "A bank in Merrin has failed."),
        Example::fires("Army moves\n\nThe army has left the north.\n\nTanks rolled south for hours.\n\nRoads are blocked.\n\nPeople watched, a farmer said.", "The army has left the north."),
        Example::fires("Prices up\n\nBread costs more in Tessa.\n\nA loaf is two crowns.\n\nMilk is dearer too.\n\nWages have not moved.", "Bread costs more in Tessa."),
        Example::fires("Chief out\n\nThe head of the line has gone.\n\nHe led it for ten years.\n\nHis deputy takes over.\n\nThe line lost money.", "The head of the line has gone."),
        Example::fires("Law dead\n\nThe law on ports is dead.\n\nIt will not come back.\n\nIts friends have left it.\n\nIt took years to write.", "The law on ports is dead."),
    ],
    silent: &[
        Example::silent("Port shut\n\nThe port of Tessa is shut, its owner said.\n\nNo ship has left.\n\nThe cranes stand still.\n\nWork will start."),
        Example::silent("Port shut\n\nThe port of Tessa is shut.\n\nNo ship has left, according to the line.\n\nThe cranes stand still.\n\nWork starts."),
        Example::silent("Port shut\n\nThe port of Tessa is shut."),
        Example::silent("Prices up\n\nBread costs more, figures showed.\n\nA loaf is two crowns.\n\nMilk is dearer.\n\nWages have not moved."),
        Example::silent("Vote\n\nParliament voted on Monday.\n\nThe vote was 40 to 12.\n\nThe law takes effect in May.\n\nIt was a long night."),
        Example::silent("Match\n\nTessa beat Merrin 2-1 on Sunday.\n\nLind scored twice.\n\nMerrin missed a penalty.\n\nThey meet again in May."),
    ],
};

/// Words and kinds of event by which a reader knows where a story is from.
const SOURCES: &[&str] = &[
    "data", "figures", "showed", "shows", "show", "statement", "sources", "source", "officials", "official", "spokesman",
    "spokeswoman", "spokesperson", "report", "documents", "document", "reuters", "agency", "survey", "poll", "study", "witness",
    "witnesses", "court", "judge", "ministry", "filing", "records", "published", "told", "released", "estimates", "ruled", "voted",
    "vote", "elected", "beat", "scored", "won", "drew", "defeated", "match", "signed", "unveiled", "ordered", "forecast", "forecasts",
    "interview", "letter", "decree", "police", "found", "researchers", "scientists", "television", "broadcaster", "expects", "agreed",
    "approved", "rejected", "appealed", "accused", "sentenced", "convicted", "charged", "arrested", "launched", "opened", "met",
    "decided", "cut", "raised", "backed", "adopted", "passed", "awarded", "named", "appointed", "resigned", "set", "index", "bureau",
];

fn run(sheet: &Sheet, _: &Context<'_>, report: &mut Report<'_>) {
    let body: Vec<(usize, _)> = sheet.body().collect();
    if body.len() <= 3 || sheet.content.genre.is_some() {
        return;
    }
    let is_sourced = sheet
        .part(crate::sheet::Place::Lead)
        .into_iter()
        .chain(body.iter().take(3).map(|(at, part)| (*at, *part)))
        .any(|(_, part)| part.passage.words.iter().any(|word| SAYING.contains(&word.lower.as_str()) || SOURCES.contains(&word.lower.as_str())));
    if !is_sourced {
        let (at, part) = body[0];
        report.put(Severity::Warning, at, 0..part.passage.text.len(), "the first three paragraphs name no source");
    }
}
