//! 32. Words that the house writes otherwise.

use super::{Check, Example, Report, Run};
use crate::read::passage::Passage;
use crate::sheet::{Part, Place, Sheet};
use crate::{Context, Rule, Severity};

pub const CHECK: Check = Check {
    number: 32,
    rule: "lexicon",
    about: "the house’s own rules, outside quotation marks unless a rule says otherwise",
    languages: &[],
    run: Run::Each(run),
    fires: &[
        Example::fires("The terrorist group left.", "terrorist").knowing(r#"{"lexicon":{"terrorist":"militant"}}"#),
        Example::fires("The stewardess said so.", "stewardess").knowing(r#"{"lexicon":[{"find":"stewardess","use":"flight attendant"}]}"#),
        Example::fires("They met in order to talk.", "in order to").knowing(r#"{"lexicon":[{"from":"in order to","to":"to"}]}"#),
        Example::fires("The Norland Republic said no.", "Norland Republic").knowing(r#"{"lexicon":{"Norland Republic":"Norland"}}"#),
        Example::fires("He called it “a terrorist act”.", "terrorist").knowing(r#"{"lexicon":[{"find":"terrorist","use":"militant","quotes":true}]}"#),
        Example::fires("Chairmen met in Tessa over pay.", "Chairmen").knowing(r#"{"lexicon":[{"find":"chairmen","use":"chairs","context":"pay"}]}"#),
    ],
    silent: &[
        Example::silent("He called it “a terrorist act”.").knowing(r#"{"lexicon":{"terrorist":"militant"}}"#),
        Example::silent("The terrorists left.").knowing(r#"{"lexicon":{"terrorist":"militant"}}"#),
        Example::silent("The terrorist group left."),
        Example::silent("The norland republic said no.").knowing(r#"{"lexicon":{"Norland Republic":"Norland"}}"#),
        Example::silent("Chairmen met in Tessa.").knowing(r#"{"lexicon":[{"find":"chairmen","use":"chairs","context":"pay"}]}"#),
        Example::silent("The bank on the river broke.").knowing(r#"{"lexicon":[{"find":"bank","use":"lender","unless":"river"}]}"#),
    ],
};

fn run(part: &Part, _: &Sheet, context: &Context<'_>, report: &mut Report<'_>) {
    if matches!(part.place, Place::Note | Place::Byline) {
        return;
    }
    for rule in context.facts.lexicon.iter().filter(|rule| !rule.find.trim().is_empty()) {
        find(&part.passage, rule, report);
    }
}

fn find(passage: &Passage, rule: &Rule, report: &mut Report<'_>) {
    let wanted = Passage::read(&rule.find);
    let exact = wanted.words.iter().any(|word| word.is_capital);
    let has = |word: &Option<String>| word.as_ref().map(|word| passage.words.iter().any(|w| w.lower == word.to_lowercase()));
    if wanted.words.is_empty() || has(&rule.context) == Some(false) || has(&rule.unless) == Some(true) {
        return;
    }
    let length = wanted.words.len();
    for at in 0..passage.words.len().saturating_sub(length - 1) {
        let fits = (0..length).all(|step| {
            if exact { passage.word(at + step) == wanted.word(step) } else { passage.lower(at + step) == wanted.lower(step) }
        });
        let range = passage.span(at..at + length);
        if !fits || !rule.quotes && passage.is_quoted(range.start) {
            continue;
        }
        let severity = match rule.severity.as_deref() {
            Some("error") => Severity::Error,
            Some("note") => Severity::Note,
            _ => Severity::Warning,
        };
        let what = if rule.use_.is_empty() { "the house avoids this".to_owned() } else { format!("the house writes “{}”", rule.use_) };
        let why = rule.reason.as_ref().map_or_else(String::new, |why| format!(": {why}"));
        report.here(severity, range, what + &why);
    }
}
