//! 15. A surname before the full name, or a full name given again.

use super::{Check, Example, Report, Run};
use crate::read::names::{SAYING, is_common, sequences};
use crate::read::passage::Passage;
use crate::sheet::Sheet;
use crate::{Context, Severity};

pub const CHECK: Check = Check {
    number: 15,
    rule: "first-reference",
    about: "people who speak: the surname alone before the full name, the full name a second time",
    languages: &["en"],
    run: Run::Whole(run),
    fires: &[
        Example::fires("Vote\n\nThe vote was fair, Smith said.\n\nJane Smith leads the board.", "Smith"),
        Example::fires("Fire\n\nHolt said the fire was out.\n\nChief Rasmus Holt led the crews.", "Holt"),
        Example::fires("Talks\n\nJane Smith said yes.\n\nThe talks went on.\n\nJane Smith said no later.", "Jane Smith"),
        Example::fires("Talks\n\n“We go on,” Marr said.\n\nIda Marr heads the union.", "Marr"),
        Example::fires("Ferry\n\nThe ferry is safe, said Lind.\n\nThe line belongs to Oda Lind.", "Lind"),
        Example::fires("Court\n\nRasmus Holt told the court he ran.\n\nLater Rasmus Holt said he hid.", "Rasmus Holt"),
    ],
    silent: &[
        Example::silent("Vote\n\nThe vote was fair, Jane Smith said.\n\nSmith leads the board."),
        Example::silent("Fire\n\nThe fire was out, a spokesman said.\n\nChief Rasmus Holt led the crews."),
        Example::silent("Talks\n\nJane Smith said yes.\n\n“I trust Jane Smith,” Holt said."),
        Example::silent("Talks\n\nThe Port Merrin council met.\n\nThe council of Port Merrin said yes."),
        Example::silent("Vote\n\nSmith & Sons said it would sell.\n\nJane Smith is no relation."),
        Example::silent("Lind wins\n\nOda Lind won the vote.\n\nLind said she was glad."),
    ],
};

struct Person {
    part: usize,
    start: usize,
    first: String,
    last: String,
}

fn run(sheet: &Sheet, _: &Context<'_>, report: &mut Report<'_>) {
    let mut people: Vec<Person> = Vec::new();
    for (part, at) in sheet.body() {
        let passage = &at.passage;
        for words in sequences(passage) {
            let last = words.end - 1;
            let first = last - 1;
            let is_place = words.start > 0 && matches!(passage.lower(words.start - 1), "of" | "in" | "at" | "near" | "from" | "off" | "the");
            if is_place || words.len() > 3 || is_common(passage.lower(first)) || passage.words[last].is_upper {
                continue;
            }
            people.push(Person { part, start: first, first: passage.lower(first).into(), last: passage.lower(last).into() });
        }
    }
    let mut told: Vec<(String, String)> = Vec::new();
    for (place, person) in people.iter().enumerate() {
        let key = (person.first.clone(), person.last.clone());
        let again = people[..place].iter().find(|other| (&other.first, &other.last) == (&person.first, &person.last));
        let passage = &sheet.parts[person.part].passage;
        match again {
            None => surname_first(sheet, person, &people, report),
            Some(first) if !told.contains(&key) => {
                let spoke = |person: &Person| speaks(&sheet.parts[person.part].passage, person.start + 1);
                let quoted = passage.is_quoted(passage.words[person.start].start);
                if person.part > first.part && !quoted && (spoke(person) || spoke(first)) && !shares_surname(person, &people) {
                    let range = passage.span(person.start..person.start + 2);
                    report.put(Severity::Note, person.part, range, format!("after the first time {} is enough", passage.word(person.start + 1)));
                    told.push(key);
                }
            }
            Some(_) => {}
        }
    }
}

/// Whether two people of the story have one surname, so that the first name tells them apart.
fn shares_surname(person: &Person, people: &[Person]) -> bool {
    people.iter().any(|other| other.last == person.last && other.first != person.first)
}

fn surname_first(sheet: &Sheet, person: &Person, people: &[Person], report: &mut Report<'_>) {
    for (at, part) in sheet.body().take_while(|(at, _)| *at <= person.part) {
        let passage = &part.passage;
        for word in 0..passage.words.len() {
            if at == person.part && word >= person.start {
                return;
            }
            let alone = passage.lower(word) == person.last
                && passage.words[word].is_capital
                && !people.iter().any(|other| other.part == at && (other.start..other.start + 2).contains(&word));
            if alone && speaks(passage, word) && !passage.is_quoted(passage.words[word].start) && !shares_surname(person, people) {
                let range = passage.span(word..word + 1);
                report.put(Severity::Warning, at, range, "the full name comes only below");
                return;
            }
        }
    }
}

/// Whether a word of saying stands right beside a name.
fn speaks(passage: &Passage, word: usize) -> bool {
    let behind = passage.gap(word).trim().is_empty() && SAYING.contains(&passage.lower(word + 1));
    let ahead = word > 0 && passage.before(word).trim().is_empty() && matches!(passage.lower(word - 1), "said" | "says");
    behind || ahead
}
