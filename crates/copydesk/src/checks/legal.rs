//! 35. What a lawyer would stop at.

use super::{Check, Example, Report, Run};
use crate::read::names::is_common;
use crate::read::passage::Passage;
use crate::sheet::Sheet;
use crate::{Context, Severity};

pub const CHECK: Check = Check {
    number: 35,
    rule: "legal",
    about: "a minor named in a story of crime, a suspect called what only a court can, names that must not be published",
    languages: &["en"],
    run: Run::Whole(run),
    fires: &[
        Example::fires("Police arrested Ida Marr, 15, over the fire.", "Ida Marr, 15"),
        Example::fires("The 14-year-old Rasmus Holt was charged with theft.", "14-year-old Rasmus Holt"),
        Example::fires("The murderer was charged on Monday and goes on trial in May.", "murderer"),
        Example::fires("Police arrested the rapist, who was charged on Sunday.", "rapist"),
        Example::fires("A witness named Oda Lind spoke.", "Oda Lind").knowing(r#"{"suppress":["Oda Lind"]}"#),
        Example::fires("The victim, Jon Aske, 9, was abused at the school, the court heard.", "Jon Aske, 9"),
    ],
    silent: &[
        Example::silent("Police arrested Ida Marr, 35, over the fire."),
        Example::silent("The pianist Ida Marr, 15, won the prize."),
        Example::silent("The murderer was convicted on Monday."),
        Example::silent("Police arrested a 15-year-old over the fire."),
        Example::silent("A witness named Oda Lind spoke."),
        Example::silent("He is accused of being the killer; he denies it."),
        Example::silent("“He is a murderer,” she said of the man, who was charged on Monday."),
    ],
};

const CRIME: &[&str] = &[
    "arrested", "charged", "accused", "convicted", "sentenced", "suspect", "suspected", "suspects", "trial", "rape", "raped", "abuse",
    "abused", "assault", "assaulted", "murder", "murdered", "victim", "custody", "court", "detained", "prosecutors", "stabbed",
];
const BEFORE_VERDICT: &[&str] = &["murderer", "murderers", "killer", "killers", "rapist", "rapists", "thief", "thieves", "terrorist", "fraudster", "attacker", "arsonist"];
const PENDING: &[&str] = &["charged", "trial", "accused", "suspect", "suspected", "arrested", "indicted"];
const VERDICT: &[&str] = &["convicted", "guilty", "sentenced", "verdict", "jailed", "pleaded", "confessed", "conviction"];
const HEDGED: &[&str] = &["alleged", "suspected", "accused", "being", "purported", "unknown", "unidentified", "the-alleged", "as"];

fn run(sheet: &Sheet, context: &Context<'_>, report: &mut Report<'_>) {
    let has = |words: &[&str]| sheet.body().any(|(_, part)| part.passage.words.iter().any(|word| words.contains(&word.lower.as_str())));
    let (is_crime, is_pending) = (has(CRIME), has(PENDING) && !has(VERDICT));
    for (at, part) in sheet.parts.iter().enumerate() {
        let passage = &part.passage;
        for name in &context.facts.suppress {
            for (start, words) in passage.text.match_indices(name.as_str()) {
                report.put(Severity::Error, at, start..start + words.len(), "this name must not be published");
            }
        }
        if !is_crime || !part.is_prose() {
            continue;
        }
        for word in 0..passage.words.len() {
            if let Some(range) = minor(passage, word) {
                report.put(Severity::Error, at, passage.span(range), "this names a minor in a story of crime");
            }
            let hedged = (1..=2).any(|back| word >= back && HEDGED.contains(&passage.lower(word - back)));
            let start = passage.words[word].start;
            if is_pending && BEFORE_VERDICT.contains(&passage.lower(word)) && !hedged && !passage.is_quoted(start) && is_definite(passage, word) {
                report.put(Severity::Warning, at, passage.span(word..word + 1), "no court has found this yet: say what the charge is");
            }
        }
    }
}

/// `the killer`, not `a killer` or `killer whale`.
fn is_definite(passage: &Passage, word: usize) -> bool {
    word > 0 && matches!(passage.lower(word - 1), "the" | "this" | "that" | "convicted")
}

/// A name with an age below eighteen: `Ida Marr, 15`, `15-year-old Ida Marr`.
fn minor(passage: &Passage, word: usize) -> Option<std::ops::Range<usize>> {
    let is_name = |at: usize| {
        let one = passage.words.get(at)?;
        let other = passage.words.get(at + 1)?;
        let fits = one.is_capital && other.is_capital && passage.gap(at) == " " && !is_common(&one.lower) && !is_common(&other.lower) && !one.is_numeral;
        fits.then_some(())
    };
    let lower = passage.lower(word);
    if let Some(age) = lower.strip_suffix("-year-old").and_then(|age| age.parse::<u8>().ok()) {
        is_name(word + 1).filter(|()| age < 18)?;
        return Some(word..word + 3);
    }
    let age: u8 = lower.parse().ok()?;
    let set_apart = passage.before(word) == ", " && passage.gap(word).starts_with([',', '.', ')']);
    is_name(word.checked_sub(2)?).filter(|()| (1..18).contains(&age) && set_apart)?;
    if crate::read::dates::month(passage.lower(word - 1)).is_some() {
        return None;
    }
    Some(word - 2..word + 1)
}
