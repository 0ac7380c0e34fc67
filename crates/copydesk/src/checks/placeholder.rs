//! 30. What was to be filled in and was not.

use super::{Check, Example, Report, Run};
use crate::sheet::{Part, Place, Sheet};
use crate::{Context, Severity};

pub const CHECK: Check = Check {
    number: 30,
    rule: "placeholder",
    about: "TK, XXX, CQ, [check], lorem ipsum, marks of a merge, two question marks",
    languages: &[],
    run: Run::Each(run),
    fires: &[
        Example::fires("The ship carried TK people, the line said.", "TK"),
        Example::fires("The ship carried XXX people, the line said.", "XXX"),
        Example::fires("The captain, Ida Marr (CQ), said so.", "CQ"),
        Example::fires("It sank on Monday [check], police said.", "[check]"),
        Example::fires("Lorem ipsum dolor sit amet.", "Lorem ipsum"),
        Example::fires("It sank ?? miles off Tessa, police said.", "??"),
        Example::fires("<<<<<<< It sank off Tessa.", "<<<<<<<"),
        Example::fires("It sank [name to come] off Tessa, he said.", "[name to come]"),
        Example::fires("The plan will cost XX million crowns, the clerk said.", "XX"),
        Example::fires("TODO get a comment from the line.", "TODO"),
    ],
    silent: &[
        Example::silent("The ship carried 40 people, the line said."),
        Example::silent("He said: “[The ship] was safe.”"),
        Example::silent("TKM Holdings sold the ship, it said."),
        Example::silent("The film, Storm XXX, opens in May."),
        Example::silent("Why? Nobody knows, she said."),
        Example::silent("The law [of 2019] stands, she said."),
        Example::silent("Super Match XX begins in May."),
        Example::silent("The boat XX12 sank, police said."),
    ],
};

const WORDS: &[&str] = &["TK", "TKTK", "CQ", "TODO", "FIXME", "XXX", "XXXX", "TBC", "TBD", "TKTKTK"];
const BRACKETED: &[&str] = &["check", "tk", "xx", "name", "ck", "todo", "insert", "number", "verify", "confirm", "fill", "tbc", "cq", "quote", "date", "sic?"];

fn run(part: &Part, _: &Sheet, _: &Context<'_>, report: &mut Report<'_>) {
    if matches!(part.place, Place::Note) {
        return;
    }
    let passage = &part.passage;
    let text = &passage.text;
    for at in 0..passage.words.len() {
        let written = passage.word(at);
        let after_name = at > 0 && passage.words[at - 1].is_capital && passage.before(at) == " " && written.starts_with("XX");
        // `XX million`, `XX people`: the number to come; `Storm XX` is a name, and so is `XX Corp`.
        let is_number = written == "XX" && passage.words.get(at + 1).is_some_and(|next| !next.is_capital) && passage.gap(at) == " ";
        if (WORDS.contains(&written) || is_number) && !after_name {
            report.here(Severity::Error, passage.span(at..at + 1), "this was to be filled in or taken out");
        }
        if passage.has_at(at, &["lorem", "ipsum"]) {
            report.here(Severity::Error, passage.span(at..at + 2), "this is filler");
        }
    }
    let mut from = 0;
    while let Some(start) = text[from..].find('[').map(|at| at + from) {
        let Some(end) = text[start..].find(']').map(|at| at + start + 1) else { break };
        let inside = text[start + 1..end - 1].trim().to_lowercase();
        let first = inside.split([' ', ':', '?']).next().unwrap_or_default();
        let to_come = inside.ends_with("to come") || inside.ends_with("here") || inside.ends_with('?');
        if BRACKETED.contains(&first) && (inside == first || inside.contains(' ')) && (inside == first || to_come || matches!(first, "check" | "insert" | "verify" | "confirm" | "todo")) || to_come {
            report.here(Severity::Error, start..end, "this was to be filled in or taken out");
        }
        from = end;
    }
    for mark in ["<<<<<<<", ">>>>>>>", "=======", "??", "{++", "{--", "{{"] {
        if let Some(start) = text.find(mark) {
            report.here(Severity::Error, start..start + mark.len(), "this was to be filled in or taken out");
        }
    }
}
