//! How is the line written in a house's style and a story's language?

use super::clause::{Clause, clauses};
use super::{arabic, english, russian};
use crate::{Change, Language, NumberStyle, Verb};

/// The longest line where it can be helped, in characters.
const LONGEST: usize = 120;

/// Writes the line in the house's style and the story's language; nothing where there are no changes.
///
/// It has at most three clauses (corrections are never left out) and keeps to 120 characters by leaving out
/// the lightest clause where it can. A language without a grammar here has its line in English.
pub fn write(changes: &[Change], style: NumberStyle, language: &Language) -> Option<String> {
    shortened(changes, style, language).1
}

/// The clauses that fit into a line, in whatever style it is written and in this language or English: what
/// no derived line would say need not be said.
pub(super) fn told<'a>(changes: &'a [Change], language: &Language) -> Vec<Clause<'a>> {
    let fits = NumberStyle::ALL
        .into_iter()
        .flat_map(|style| [(style, language.clone()), (style, Language::english())])
        .map(|(style, language)| shortened(changes, style, &language).0)
        .min();
    let mut clauses = clauses(changes);
    clauses.truncate(fits.unwrap_or(0));
    clauses
}

/// How many clauses the line has, and the line.
fn shortened(changes: &[Change], style: NumberStyle, language: &Language) -> (usize, Option<String>) {
    let mut clauses = clauses(changes);
    loop {
        let line = assemble(&clauses, style, language);
        let may_shorten = clauses.len() > 1 && clauses.last().is_some_and(|last| last.verb != Verb::Corrects);
        match line {
            Some(line) if line.chars().count() > LONGEST && may_shorten => {
                clauses.truncate(clauses.len() - 1)
            }
            line => return (clauses.len(), line),
        }
    }
}

fn assemble(clauses: &[Clause<'_>], style: NumberStyle, language: &Language) -> Option<String> {
    let (texts, semicolon): (Vec<String>, &str) = match language.primary() {
        "ru" => (clauses.iter().map(russian::clause).collect(), "; "),
        "ar" => (clauses.iter().map(arabic::clause).collect(), "؛ "),
        _ => (clauses.iter().map(|clause| english::clause(clause, style)).collect(), "; "),
    };
    let comma = if language.primary() == "ar" { "، " } else { ", " };
    if texts.is_empty() {
        return None;
    }
    if style == NumberStyle::Ap && !matches!(language.primary(), "ru" | "ar") {
        let sentences: Vec<String> = texts.iter().map(|text| format!("{}.", capital(text))).collect();
        return Some(format!("Eds: {}", sentences.join(" ")));
    }
    let mut line = String::from("(");
    for (at, text) in texts.iter().enumerate() {
        match at.checked_sub(1).map(|before| &texts[before]) {
            None => line.push_str(&capital(text)),
            Some(before) => {
                // A clause with a place or a comma of its own is closed by a semicolon.
                let closed = before.contains([',', '،', ':', '"']) || before.chars().any(char::is_numeric);
                line.push_str(if closed { semicolon } else { comma });
                line.push_str(text);
            }
        }
    }
    line.push(')');
    Some(line)
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}
