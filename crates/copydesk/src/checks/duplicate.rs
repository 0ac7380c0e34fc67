//! 26. The same paragraph twice.

use std::collections::HashSet;

use super::{Check, Example, Report, Run};
use crate::sheet::Sheet;
use crate::{Context, Severity};

pub const CHECK: Check = Check {
    number: 26,
    rule: "duplicate",
    about: "paragraphs that say the same in the same or nearly the same words",
    languages: &[],
    run: Run::Whole(run),
    fires: &[
        Example::fires("Port\n\nThe port has been shut since a crane fell in May.\n\nShips wait.\n\nThe port has been shut since a crane fell in May.", "The port has been shut since a crane fell in May."),
        Example::fires("Port\n\nThe port has been shut since a crane fell on the quay in early May.\n\nShips wait.\n\nThe port has been shut since a crane fell on the quay in May.", "The port has been shut since a crane fell on the quay in May."),
        Example::fires("Порт\n\nПорт закрыт с тех пор, как в мае упал большой портовый кран.\n\nСуда ждут.\n\nПорт закрыт с тех пор, как в мае упал большой портовый кран.", "Порт закрыт с тех пор, как в мае упал большой портовый кран."),
        Example::fires("Bank\n\n“We did nothing wrong at any time,” the head of the bank said.\n\nIt rains.\n\n“We did nothing wrong at any time,” the head of the bank said.", "“We did nothing wrong at any time,” the head of the bank said."),
        Example::fires("Law\n\nThe law was passed in 2019 after months of protest in Tessa.\n\nNobody voted.\n\nThe law was passed in 2019 after months of protests in Tessa.", "The law was passed in 2019 after months of protests in Tessa."),
        Example::fires("Ship\n\nShe sank within minutes of the blast.\n\nShe sank within minutes of the blast.", "She sank within minutes of the blast."),
    ],
    silent: &[
        Example::silent("Port\n\nThe port has been shut since a crane fell in May.\n\nShips wait.\n\nThe port will open again once a new crane stands."),
        Example::silent("Talks\n\n“No.”\n\nShe left.\n\n“No.”"),
        Example::silent("Results\n\nTessa beat Merrin 2-1 in the first match of the day.\n\nTessa lost to Norland 0-3 in the last match of the day."),
        Example::silent("Law\n\nThe law was passed in 2019 after months of protest.\n\nThe law was scrapped in 2024 after years of talks."),
        Example::silent("Port\n\nThe port is shut.\n\nThe port is open."),
        Example::silent("The port has been shut since a crane fell in May."),
    ],
};

/// A paragraph that was seen.
struct Seen<'a> {
    number: u32,
    words: Vec<&'a str>,
    /// Near paragraphs with other figures are two lines of a list.
    figures: Vec<&'a str>,
    neighbours: HashSet<[&'a str; 2]>,
}

impl Seen<'_> {
    fn says(&self, other: &Seen<'_>) -> bool {
        if self.words == other.words {
            return true;
        }
        let (short, long) =
            (self.words.len().min(other.words.len()), self.words.len().max(other.words.len()));
        if short < 10 || short * 10 < long * 7 || self.figures != other.figures {
            return false;
        }
        let common = self.neighbours.intersection(&other.neighbours).count();
        let all = self.neighbours.len() + other.neighbours.len() - common;
        common * 10 >= all * 6 && same_words(&self.words, &other.words)
    }
}

fn run(sheet: &Sheet, _: &Context<'_>, report: &mut Report<'_>) {
    let mut seen: Vec<Seen<'_>> = Vec::new();
    for (at, part) in sheet.body() {
        let words: Vec<&str> = part.passage.words.iter().map(|word| word.lower.as_str()).collect();
        if words.len() < 6 {
            continue;
        }
        let this = Seen {
            number: part.number().unwrap_or_default(),
            figures: words.iter().copied().filter(|word| word.starts_with(|c: char| c.is_ascii_digit())).collect(),
            neighbours: words.windows(2).map(|pair| [pair[0], pair[1]]).collect(),
            words,
        };
        match seen.iter().find(|known| known.says(&this)) {
            Some(known) => {
                let severity = if known.words == this.words { Severity::Error } else { Severity::Warning };
                let message = format!("paragraph {} says this already", known.number);
                report.put(severity, at, 0..part.passage.text.len(), message);
            }
            None => seen.push(this),
        }
    }
}

/// Whether four words in five are common to both.
fn same_words(one: &[&str], other: &[&str]) -> bool {
    let (a, b): (HashSet<&str>, HashSet<&str>) = (one.iter().copied().collect(), other.iter().copied().collect());
    let common = a.intersection(&b).count();
    common * 10 >= (a.len() + b.len() - common) * 8
}
