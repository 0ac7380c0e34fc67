//! 14. An abbreviation before the name it stands for, or a name given its abbreviation twice or for nothing.

use std::ops::Range;

use super::{Check, Example, Report, Run};
use crate::read::passage::Passage;
use crate::sheet::Sheet;
use crate::{Context, Severity};

pub const CHECK: Check = Check {
    number: 14,
    rule: "acronym",
    about: "abbreviations that a name in the story explains in brackets: used before it, explained twice, never used",
    languages: &["en", "de", "es", "fr"],
    run: Run::Whole(run),
    fires: &[
        Example::fires("Pact\n\nThe NSU backed the pact.\n\nThe Northern Strait Union (NSU) has nine members.\n\nThe NSU meets in May.", "NSU"),
        Example::fires("Pact\n\nThe Northern Strait Union (NSU) met.\n\nThe Northern Strait Union (NSU) has nine members, the NSU said.", "(NSU)"),
        Example::fires("Pact\n\nThe Northern Strait Union (NSU) met.\n\nIt has nine members.", "(NSU)"),
        Example::fires("Aid\n\nWHO staff came.\n\nThe World Harbour Office (WHO) sent them, the WHO said.", "WHO"),
        Example::fires("Bank\n\nThe Merrin Development Bank (MDB) lent it.\n\nA spokesman declined to comment.", "(MDB)"),
        Example::fires("Fleet\n\nThe TFA wants more.\n\nThe Tessa Fishing Association (TFA) spoke on Monday.", "TFA"),
    ],
    silent: &[
        Example::silent("Pact\n\nThe Northern Strait Union (NSU) met.\n\nThe NSU has nine members."),
        Example::silent("Pact\n\nThe NSU backed the pact.\n\nIt has nine members."),
        Example::silent("Pact\n\nThe Northern Strait Union met.\n\nThe union has nine members."),
        Example::silent("The sale (AAA in the rating) went well, and the AAA stays."),
        Example::silent("NSU backs pact\n\nThe Northern Strait Union (NSU) met.\n\nThe NSU has nine members."),
        Example::silent("“The NSU is lost,” said Holt of the Northern Strait Union (NSU). The NSU did not answer."),
    ],
};

/// An explanation: where the name begins, and the abbreviation's word.
fn explanations(passage: &Passage) -> Vec<usize> {
    let is_short = |at: usize| {
        let word = &passage.words[at];
        word.is_upper && (2..=7).contains(&passage.word(at).chars().count()) && passage.word(at).chars().all(char::is_alphanumeric)
    };
    (1..passage.words.len())
        .filter(|at| is_short(*at) && passage.before(*at).ends_with('(') && passage.gap(*at).starts_with(')'))
        .filter(|at| stands_for(passage, *at))
        .collect()
}

/// Whether the capitals in front of a bracket spell the abbreviation in it.
fn stands_for(passage: &Passage, at: usize) -> bool {
    let letters: Vec<char> = passage.word(at).to_lowercase().chars().filter(|c| c.is_alphabetic()).collect();
    let mut wanted = letters.iter().rev().peekable();
    let mut skipped = 0;
    for before in (0..at).rev() {
        let word = &passage.words[before];
        let Some(letter) = wanted.peek() else { return true };
        if word.lower.starts_with(**letter) && (word.is_capital || skipped > 0) {
            wanted.next();
        } else if matches!(word.lower.as_str(), "of" | "for" | "the" | "and" | "de" | "la" | "du" | "des" | "del" | "y" | "und" | "für") {
            skipped += 1;
        } else {
            break;
        }
    }
    wanted.peek().is_none()
}

fn bracket(passage: &Passage, at: usize) -> Range<usize> {
    let word = &passage.words[at];
    word.start - 1..word.end + 1
}

fn run(sheet: &Sheet, _: &Context<'_>, report: &mut Report<'_>) {
    let body: Vec<(usize, &Passage)> = sheet.body().map(|(at, part)| (at, &*part.passage)).collect();
    let mut known: Vec<String> = Vec::new();
    let all: Vec<(usize, usize, String)> = body
        .iter()
        .flat_map(|(at, passage)| explanations(passage).into_iter().map(|word| (*at, word, passage.word(word).to_owned())))
        .collect();
    for (place, (part, word, short)) in all.iter().enumerate() {
        let passage = &sheet.parts[*part].passage;
        if known.contains(short) {
            let first = all[..place].iter().any(|(_, _, other)| other == short);
            if first {
                report.put(Severity::Warning, *part, bracket(passage, *word), "this is explained above already");
            }
            continue;
        }
        known.push(short.clone());
        let uses: Vec<(usize, usize)> = body
            .iter()
            .flat_map(|(at, passage)| (0..passage.words.len()).map(move |word| (*at, word)))
            .filter(|(at, word)| sheet.parts[*at].passage.lower(*word) == short.to_lowercase() && sheet.parts[*at].passage.words[*word].is_upper)
            .filter(|used| !all.iter().any(|(part, word, _)| (*part, *word) == *used))
            .collect();
        let early = uses.iter().find(|used| **used < (*part, *word) && !is_quoted(sheet, **used));
        if let Some((at, used)) = early {
            let range = sheet.parts[*at].passage.span(*used..*used + 1);
            report.put(Severity::Warning, *at, range, "this is used before the name it stands for");
        } else if uses.is_empty() {
            report.put(Severity::Note, *part, bracket(passage, *word), "this is explained and not used again: leave it out");
        }
    }
}

fn is_quoted(sheet: &Sheet, (part, word): (usize, usize)) -> bool {
    let passage = &sheet.parts[part].passage;
    passage.is_quoted(passage.words[word].start)
}
