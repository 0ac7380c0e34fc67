//! 37. A figure, a status or a name that is not the dossier's.

use super::{Check, Example, Report, Run};
use crate::read::numbers::{Number, numbers};
use crate::read::passage::Passage;
use crate::sheet::{Part, Place, Sheet};
use crate::{Context, Known, Severity};

pub const CHECK: Check = Check {
    number: 37,
    rule: "dossier",
    about: "sentences that speak of a known fact and give another value",
    languages: &[],
    run: Run::Each(run),
    fires: &[
        Example::fires("The Kestrel toll is 12, the mayor said.", "12").knowing(r#"{"facts":[{"name":"Kestrel toll","value":"14","as_of":"2026-10-12T09:10:00Z"}]}"#),
        Example::fires("The blast in Merrin killed 12 people.", "12").knowing(r#"{"facts":[{"about":"Merrin blast","value":14,"unit":"people"}]}"#),
        Example::fires("The strait treaty has 11 members.", "11").knowing(r#"{"facts":{"strait treaty members":"12"}}"#),
        Example::fires("The harbour treaty is signed by all.", "signed").knowing(r#"{"facts":[{"name":"harbour treaty","value":"ratified","was":["signed"]}]}"#),
        Example::fires("The Kestrel dam cost $3 billion.", "$3 billion").knowing(r#"{"facts":[{"name":"Kestrel dam cost","value":"$4 billion"}]}"#),
        Example::fires("The head of the line, Oda Lindt, said so.", "Oda Lindt").knowing(r#"{"facts":[{"name":"head line","value":"Oda Lind","not":["Oda Lindt"]}]}"#),
    ],
    silent: &[
        Example::silent("The Kestrel toll is 14, the mayor said.").knowing(r#"{"facts":[{"name":"Kestrel toll","value":"14"}]}"#),
        Example::silent("The Kestrel toll is fourteen, the mayor said.").knowing(r#"{"facts":[{"name":"Kestrel toll","value":"14"}]}"#),
        Example::silent("The toll in Merrin is 12, the mayor said.").knowing(r#"{"facts":[{"name":"Kestrel toll","value":"14"}]}"#),
        Example::silent("The Kestrel toll is 12, the mayor said."),
        Example::silent("The harbour treaty is ratified by all.").knowing(r#"{"facts":[{"name":"harbour treaty","value":"ratified","was":["signed"]}]}"#),
        Example::silent("In 2019 the Kestrel toll road opened after 12 years.").knowing(r#"{"facts":[{"name":"Kestrel toll","value":"14","unit":"dead"}]}"#),
    ],
};

fn run(part: &Part, _: &Sheet, context: &Context<'_>, report: &mut Report<'_>) {
    if matches!(part.place, Place::Note | Place::Byline | Place::Dateline | Place::Advisory) {
        return;
    }
    for fact in context.facts.facts.iter().filter(|fact| !fact.name.trim().is_empty() && !fact.value.is_empty()) {
        check(&part.passage, fact, report);
    }
}

fn check(passage: &Passage, fact: &Known, report: &mut Report<'_>) {
    let about: Vec<String> = Passage::read(&fact.name).words.into_iter().map(|word| stem(&word.lower).to_owned()).filter(|w| w.len() > 2).collect();
    let value = Passage::read(&fact.value);
    let wanted = numbers(&value).first();
    let as_of = fact.as_of.as_ref().map_or_else(String::new, |at| format!(" as of {at}"));
    let message = format!("the dossier has {}{as_of}", fact.value);
    for sentence in &passage.sentences {
        let has = |word: &String| sentence.clone().any(|at| stem(passage.lower(at)) == word.as_str());
        if about.is_empty() || !about.iter().all(has) {
            continue;
        }
        match &wanted {
            Some(wanted) => figure(passage, sentence.clone(), wanted, fact, &message, report),
            None => status(passage, sentence.clone(), fact, &message, report),
        }
    }
}

/// A figure of the same kind in a sentence that has no such figure.
fn figure(passage: &Passage, sentence: std::ops::Range<usize>, wanted: &Number, fact: &Known, message: &str, report: &mut Report<'_>) {
    let unit = fact.unit.as_deref().map(str::to_lowercase).or_else(|| (!wanted.noun.is_empty()).then(|| wanted.noun.clone()));
    let all: Vec<&Number> = numbers(passage)
        .iter()
        .filter(|n| sentence.contains(&n.words.start))
        .filter(|n| n.is_percent == wanted.is_percent && n.currency.is_empty() == wanted.currency.is_empty())
        .filter(|n| !n.is_year() || wanted.is_year())
        .filter(|n| unit.as_ref().is_none_or(|unit| wanted.is_percent || !n.currency.is_empty() || stem(&n.noun) == stem(unit)))
        .filter(|n| !matches!(n.noun.as_str(), "years" | "days" | "months" | "hours" | "weeks" | "minutes") || unit.as_deref() == Some(n.noun.as_str()))
        .filter(|n| n.words.start == 0 || crate::read::dates::month(passage.lower(n.words.start - 1)).is_none())
        .collect();
    if all.iter().any(|n| (n.value - wanted.value).abs() <= n.slack().min(wanted.value.abs() * 0.001)) {
        return;
    }
    if let [only] = all.as_slice() {
        let span = passage.span(only.words.clone());
        let sign = only.currency.chars().next().filter(|c| !c.is_alphabetic()).map_or(0, char::len_utf8);
        report.here(Severity::Error, span.start - sign..span.end, message);
    }
}

/// A status or a name that held before or never did.
fn status(passage: &Passage, sentence: std::ops::Range<usize>, fact: &Known, message: &str, report: &mut Report<'_>) {
    let range = passage.span(sentence);
    let text = &passage.text[range.clone()];
    for former in fact.former.iter().filter(|former| !former.is_empty()) {
        if let Some(at) = text.find(former.as_str()) {
            report.here(Severity::Error, range.start + at..range.start + at + former.len(), message);
        }
    }
}

/// A word without its plural.
fn stem(word: &str) -> &str {
    match word.strip_suffix('s') {
        Some(stem) if stem.len() > 3 && !stem.ends_with('s') => stem,
        _ => word,
    }
}
