//! Is what a line says what the difference says?
//!
//! Invariant: the derived line, in every style, is true of the difference it was derived from.

use super::clause::Clause;
use super::parse::{Said, parse};
use super::write::{told, write};
use crate::compare::{Class, Comparison};
use crate::{Change, Counted, Kind, Language, NumberStyle, Verb};

/// What in a line is not what the difference says; each fault names the paragraph. A line that says nothing
/// false and leaves nothing weighty out has none.
///
/// Faults: a paragraph that did not change or does not exist, a changed one left out, "adds" for a changed
/// number or for nothing new, a correction without old and new or with others than those that stood there,
/// "corrects" in what is no correction.
pub fn verify(line: &str, comparison: &Comparison, kind: Kind) -> Vec<String> {
    let changes = comparison.changes(kind);
    let tight = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let given = tight(line);
    let is_derived = NumberStyle::ALL.into_iter().any(|style| {
        [comparison.language(), &Language::english()]
            .into_iter()
            .any(|language| write(&changes, style, language).is_some_and(|derived| tight(&derived) == given))
    });
    if is_derived { Vec::new() } else { check(line, &changes, comparison, kind) }
}

/// Checks a line by what it says, however it came about.
pub(super) fn check(line: &str, changes: &[Change], comparison: &Comparison, kind: Kind) -> Vec<String> {
    let said = parse(line).clauses;
    let mut faults = Vec::new();
    for clause in &said {
        check_places(clause, &said, comparison, &mut faults);
    }
    if kind == Kind::Update && said.iter().any(|clause| clause.verb == Some(Verb::Corrects)) {
        faults.push("the line says \"corrects\", but this is an update: send it as a correction".to_owned());
    }
    if kind == Kind::Correction {
        for change in changes.iter().filter(|change| change.verb == Verb::Corrects) {
            faults.extend(check_correction(change, &said));
        }
    }
    for clause in told(changes, comparison.language()) {
        left_out(&clause, changes, &said, &mut faults);
    }
    let mut seen = Vec::new();
    faults.retain(|fault| {
        let fresh = !seen.contains(fault);
        seen.push(fault.clone());
        fresh
    });
    faults
}

fn check_places(clause: &Said, all: &[Said], comparison: &Comparison, faults: &mut Vec<String>) {
    let (old_count, new_count) = comparison.counted();
    let takes_out = matches!(clause.verb, Some(Verb::Removes | Verb::Trims));
    let changed = |number: u32, is_new: bool| {
        comparison.class_of(number, is_new).is_some_and(|class| class != Class::Equal)
    };
    for number in clause.paragraphs.iter().copied() {
        if clause.of == Counted::Old {
            if number == 0 || number > old_count {
                faults.push(format!(
                    "there is no para {number} in the previous version: it has {old_count} paragraphs"
                ));
            } else if !changed(number, false) {
                faults.push(format!("para {number} of the previous version still stands as it was"));
            }
            continue;
        }
        if takes_out && changed(number, false) {
            continue;
        }
        if number == 0 || number > new_count {
            faults.push(format!("there is no para {number}: the story has {new_count} paragraphs"));
            continue;
        }
        if !changed(number, true) {
            faults.push(format!("para {number} did not change"));
            continue;
        }
        if clause.verb != Some(Verb::Adds) {
            continue;
        }
        let numbers = comparison.numbers_changed(number);
        if let Some((old, new)) = numbers.first() {
            let told = all.iter().any(|other| {
                matches!(
                    other.verb,
                    Some(Verb::Updates | Verb::Corrects | Verb::Clarifies | Verb::Recasts | Verb::Rewrites)
                ) && (other.throughout || other.paragraphs.is_empty() || other.paragraphs.contains(&number))
            });
            if !told {
                faults.push(format!(
                    "para {number}: {old} became {new}, which is not \"adds\": say \"updates\" or \"corrects\""
                ));
            }
        } else if !comparison.has_new_matter(number) {
            faults.push(format!("para {number}: nothing was added there"));
        }
    }
}

/// A correction says old, new and where.
fn check_correction(change: &Change, said: &[Said]) -> Option<String> {
    let place = match change.paragraphs.as_slice() {
        [] => format!("the {}", change.object),
        [only] => format!("para {only}"),
        all => format!("paras {}", super::clause::list(all, ", ")),
    };
    let (old, new) = (change.old.as_deref().unwrap_or_default(), change.new.as_deref().unwrap_or_default());
    let right = match (old.is_empty(), new.is_empty()) {
        (false, false) => format!("to {new}, not {old}"),
        (true, _) => format!("to add {new}"),
        (false, true) => format!("to remove {old}"),
    };
    let here: Vec<&Said> = said
        .iter()
        .filter(|clause| matches!(clause.verb, Some(Verb::Corrects | Verb::Clarifies)))
        .filter(|clause| {
            clause.throughout
                || clause.places.contains(&change.object.as_str())
                || change.paragraphs.iter().any(|number| clause.paragraphs.contains(number))
                || change.paragraphs.contains(&1) && clause.places.contains(&"lead")
        })
        .collect();
    let says = |given: &Option<String>, text: &str| {
        text.is_empty() || given.as_deref().is_some_and(|given| is_said(given, text))
    };
    if here.iter().any(|clause| says(&clause.old, old) && says(&clause.new, new)) {
        return None;
    }
    // What is made clear is told in a sentence: it has to hold what is right.
    let clears = |clause: &&Said| clause.verb == Some(Verb::Clarifies) && is_said(&clause.text, new);
    if !new.is_empty() && here.iter().any(clears) {
        return None;
    }
    Some(match here.as_slice() {
        [] => format!("{place} was corrected, but the line does not say so: corrects … {right}"),
        all if all.iter().all(|clause| clause.old.is_none() || clause.new.is_none()) => {
            format!("{place}: a correction says what is right and what stood there: {right}")
        }
        _ => format!("{place}: the line says something else than what changed there: {right}"),
    })
}

/// Whether a wording in a line is that of the text: cut, in other quotation marks or with more around it.
fn is_said(given: &str, text: &str) -> bool {
    let plain = |text: &str| -> String {
        text.to_lowercase()
            .chars()
            .map(|c| {
                if matches!(c, '"' | '“' | '”' | '„' | '«' | '»' | '’' | '‘') { '\'' } else { c }
            })
            .collect::<String>()
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .trim_matches(['\'', '.', ',', ' '])
            .to_owned()
    };
    let (given, text) = (plain(given.trim_end_matches("...")), plain(text));
    given == text || !given.is_empty() && !text.is_empty() && (holds(&text, &given) || holds(&given, &text))
}

/// Whether a text holds a phrase, not as a part of a word.
fn holds(text: &str, phrase: &str) -> bool {
    text.match_indices(phrase).any(|(at, _)| {
        let joins = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        !joins(text[..at].chars().next_back()) && !joins(text[at + phrase.len()..].chars().next())
    })
}

/// What the derived line would name has to be named.
fn left_out(clause: &Clause<'_>, changes: &[Change], said: &[Said], faults: &mut Vec<String>) {
    if matches!(clause.verb, Verb::Edits | Verb::Refiles | Verb::Corrects | Verb::Changes) {
        return;
    }
    let lead = changes
        .iter()
        .any(|change| change.verb == clause.verb && change.object == "lead" && !change.paragraphs.is_empty());
    let needed = clause.paragraphs.iter().copied().chain(lead.then_some(1));
    for number in needed {
        let named = said.iter().any(|other| {
            let Some(verb) = other.verb else { return false };
            let same_count = other.of == clause.of || matches!(verb, Verb::Trims | Verb::Removes);
            other.throughout
                || same_count && other.paragraphs.contains(&number)
                || number == 1 && other.places.contains(&"lead")
                || other.paragraphs.is_empty() && other.places.is_empty() && is_like(verb, clause.verb, other)
        });
        if !named {
            faults.push(match clause.of {
                Counted::New => format!("para {number} changed, but the line does not name it"),
                Counted::Old => {
                    format!(
                        "para {number} of the previous version was taken out, but the line does not name it"
                    )
                }
            });
        }
    }
}

/// Whether a clause without a place may stand for one of another verb.
fn is_like(said: Verb, derived: Verb, clause: &Said) -> bool {
    let group = |verb: Verb| match verb {
        Verb::Trims | Verb::Removes | Verb::Withdraws => 0,
        Verb::Recasts | Verb::Rewrites => 1,
        Verb::Updates | Verb::Corrects | Verb::Clarifies => 2,
        Verb::Adds | Verb::Restores | Verb::Combines => 3,
        _ => 4,
    };
    group(said) == group(derived)
        || matches!(said, Verb::Rewrites | Verb::Recasts) && clause.objects.is_empty()
}
