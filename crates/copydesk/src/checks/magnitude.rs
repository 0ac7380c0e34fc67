//! 10. A million that was a billion, or the other way round.

use super::{Check, Example, Report, Run};
use crate::read::numbers::{Number, numbers};
use crate::read::passage::Passage;
use crate::sheet::Sheet;
use crate::{Context, Severity};

pub const CHECK: Check = Check {
    number: 10,
    rule: "magnitude",
    about: "the same figure for the same thing once with million, once with billion, in the story or since the last revision",
    languages: &["en"],
    run: Run::Whole(run),
    fires: &[
        Example::fires("Fund set up\n\nThe state set up a $3 billion fund.\n\nThe $3 million fund will pay for roads.", "$3 million"),
        Example::fires("The bank lent 40 million euros for the port.", "40 million")
            .after("Council meets\n\nThe bank lent 40 billion euros for the port."),
        Example::fires(
            "Deal signed\n\nThe pipeline will cost 2.5 billion dollars.\n\nCritics say the pipeline’s 2.5 million dollars are lost.",
            "2.5 million",
        ),
        Example::fires("The budget of $7 trillion was passed.", "$7 trillion")
            .after("Council meets\n\nThe budget of $7 billion was passed."),
        Example::fires("Aid sent\n\nThe union sent 12 million tonnes of grain.\n\nThe 12 billion tonnes of grain came late.", "12 billion"),
        Example::fires("The $3 million deal was signed on Monday.", "$3 million")
            .after("Council meets\n\nThe $3 billion deal was signed on Monday."),
        Example::fires("Debt grows\n\nDebt of £9 million is due.\n\nThe ministry said the debt of £9 billion was too much.", "£9 billion"),
    ],
    silent: &[
        Example::silent("Fund set up\n\nThe state set up a $3 billion fund.\n\nThe $3 billion fund will pay for roads."),
        Example::silent("Fund set up\n\nThe state set up a $3 billion fund.\n\nOf this, $3 million goes to schools."),
        Example::silent("The bank lent 45 million euros for the port.").after("Council meets\n\nThe bank lent 40 billion euros for the port."),
        Example::silent("Deal signed\n\nThe pipeline will cost 2.5 billion dollars.\n\nAbout 2.5 million people live along it."),
        Example::silent("The country has 7 million people and a debt of $7 billion."),
        Example::silent("Aid sent\n\nIt sent 12 million tonnes of grain.\n\nIt paid 12 billion crowns."),
    ],
};

const SCALES: &[&str] = &["million", "billion", "trillion"];

fn run(sheet: &Sheet, context: &Context<'_>, report: &mut Report<'_>) {
    let all: Vec<(usize, Number, Vec<String>)> = sheet
        .body()
        .flat_map(|(at, part)| {
            let found = numbers(&part.passage);
            found.iter().map(move |n| (at, n.clone(), near(&part.passage, n)))
        })
        .filter(|(_, n, _)| SCALES.contains(&n.scale))
        .collect();
    for (place, (at, number, nouns)) in all.iter().enumerate() {
        let flips = all[..place].iter().find(|(_, other, others)| is_flip(number, other) && nouns.iter().any(|n| others.contains(n)));
        if let Some((_, other, _)) = flips {
            put(sheet, report, *at, number, other, "above it is");
        }
    }
    let Some(earlier) = context.earlier else { return };
    let old: Vec<Passage> = earlier.body.iter().map(|p| Passage::read(&p.text.as_plain())).collect();
    for (at, number, nouns) in &all {
        let passage = &sheet.parts[*at].passage;
        let before = |other: &Passage| {
            // In the same paragraph, told in other words, one word of what it is of is enough.
            let least = if is_alike(passage, other) { 1 } else { 2 };
            let is_of = |n: &Number| near(other, n).iter().filter(|word| nouns.contains(word)).count() >= least;
            numbers(other).iter().find(|n| is_flip(number, n) && is_of(n)).cloned()
        };
        let is_new = !old.iter().any(|other| other.text == passage.text);
        if let Some(other) = old.iter().filter(|_| is_new).find_map(before) {
            put(sheet, report, *at, number, &other, "before it was");
        }
    }
}

/// Whether half of the words are common to two paragraphs.
fn is_alike(one: &Passage, other: &Passage) -> bool {
    let has = |lower: &str| other.words.iter().any(|word| word.lower == lower);
    let common = one.words.iter().filter(|word| has(&word.lower)).count();
    common * 2 >= one.words.len().max(other.words.len())
}

fn put(sheet: &Sheet, report: &mut Report<'_>, at: usize, number: &Number, other: &Number, how: &str) {
    let passage = &sheet.parts[at].passage;
    let span = passage.span(number.words.clone());
    let sign = number.currency.chars().next().filter(|c| !c.is_alphabetic()).map_or(0, char::len_utf8);
    report.put(Severity::Error, at, span.start - sign..span.end, format!("{how} {} {}: which is it?", other.bare, other.scale));
}

fn is_flip(one: &Number, other: &Number) -> bool {
    one.bare == other.bare && one.scale != other.scale && !other.scale.is_empty() && SCALES.contains(&other.scale) && one.currency == other.currency
}

/// The words around a number that say what it is of.
fn near(passage: &Passage, number: &Number) -> Vec<String> {
    const SMALL: &[&str] = &[
        "the", "a", "an", "of", "for", "in", "to", "and", "will", "was", "is", "were", "be", "said", "it", "that", "this", "with",
        "dollars", "dollar", "euros", "euro", "pounds", "about", "some", "million", "billion", "from", "by", "at", "on",
    ];
    let sentence = passage.sentence_of(number.words.start);
    let from = number.words.start.saturating_sub(5).max(sentence.start);
    let to = (number.words.end + 4).min(sentence.end);
    (from..to)
        .filter(|at| !number.words.contains(at))
        .map(|at| passage.lower(at).trim_end_matches("'s").to_owned())
        .filter(|word| word.len() > 2 && !SMALL.contains(&word.as_str()))
        .collect()
}
