//! 17. A quotation mark without its other half.

use super::{Check, Example, Report, Run};
use crate::read::passage::is_inch;
use crate::sheet::{Place, Sheet};
use crate::{Context, Severity};

pub const CHECK: Check = Check {
    number: 17,
    rule: "quote-balance",
    about: "quotation marks by pairs; a quotation that goes on in the next paragraph opens again there and closes at its end",
    languages: &[],
    run: Run::Whole(run),
    fires: &[
        Example::fires("“We will not stop, he said.", "“"),
        Example::fires("We will not stop,” he said.", "”"),
        Example::fires("\"We will not stop, he said.", "\""),
        Example::fires("He called it “a “great” day.", "“"),
        Example::fires("«Мы не остановимся, сказал он.", "«"),
        Example::fires("Talks\n\n“We go on, he said.\n\nThe talks ended.", "“"),
        Example::fires("The wall is 6\" thick, \"and it stands, she said.", "\""),
    ],
    silent: &[
        Example::silent("“We will not stop,” he said."),
        Example::silent("\"We will not stop,\" he said."),
        Example::silent("Talks\n\n“We go on.\n\n“We do not give up,” he said."),
        Example::silent("The pipe is 6\" wide and the board 12\" long."),
        Example::silent("It’s the workers’ day, ’90s style."),
        Example::silent("“He told me ‘no’ twice,” she said."),
        Example::silent("«Мы „Заря“ не отдадим», — сказал он."),
        Example::silent("„Wir gehen“, sagte er."),
        Example::silent("Talks\n\n\"We go on.\n\n\"We do not give up,\" he said."),
    ],
};

fn run(sheet: &Sheet, _: &Context<'_>, report: &mut Report<'_>) {
    for (at, part) in sheet.parts.iter().enumerate() {
        if matches!(part.place, Place::Dateline) {
            continue;
        }
        let text = &part.passage.text;
        let next = sheet.parts.get(at + 1).filter(|next| next.is_prose()).map(|next| next.passage.text.trim_start().to_owned());
        let mut open: Vec<(usize, char)> = Vec::new();
        for (place, c) in text.char_indices() {
            match c {
                // In „Wir“ the mark that opens an English quotation closes a German one.
                '“' if open.last().is_some_and(|(_, mark)| *mark == '„') => drop(open.pop()),
                '“' | '„' | '«' => open.push((place, c)),
                '”' => match open.last() {
                    Some((_, '“' | '„')) => drop(open.pop()),
                    _ => wrong(at, place, c, report),
                },
                '»' => match open.last() {
                    Some((_, '«')) => drop(open.pop()),
                    _ => wrong(at, place, c, report),
                },
                '"' if is_inch(text, place) => {}
                '"' => match open.last() {
                    Some((_, '"')) => drop(open.pop()),
                    _ => open.push((place, c)),
                },
                _ => {}
            }
        }
        for (place, mark) in open {
            let goes_on = next.as_ref().is_some_and(|next| next.starts_with(mark));
            if !goes_on {
                let what = if mark == '"' { "this quotation mark has no other half" } else { "this quotation is not closed" };
                report.put(Severity::Error, at, place..place + mark.len_utf8(), what);
            }
        }
    }
}

fn wrong(at: usize, place: usize, mark: char, report: &mut Report<'_>) {
    report.put(Severity::Error, at, place..place + mark.len_utf8(), "this closes a quotation that was not opened");
}
