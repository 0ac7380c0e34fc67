//! What would a careful receiver stop at in a file that can be read?
//!
//! The rules that every format of news shares; what a format itself forbids is told while it is read.

use std::collections::HashSet;

use crate::item::{Document, Item};
use crate::{Diagnosis, Severity};

/// What was noticed while the file was read, and what is odd about its items.
pub fn validate(document: &Document) -> Vec<Diagnosis> {
    let mut all = document.diagnoses.clone();
    let mut seen = HashSet::new();
    for item in &document.items {
        let called: String = item.title.chars().take(60).collect();
        let mut odd = |severity: Severity, what: &str| {
            let message = format!("“{called}”: {what}");
            all.push(Diagnosis { severity, line: 1, column: 1, message });
        };
        if !seen.insert((item.id.as_str(), item.version)) {
            odd(Severity::Error, &format!("a second item with the id {}", item.id));
        }
        for (severity, what) in faults(item) {
            odd(severity, what);
        }
    }
    all
}

/// What is odd about an item.
fn faults(item: &Item) -> Vec<(Severity, &'static str)> {
    let mut all = Vec::new();
    let mut check = |is_odd: bool, severity: Severity, what: &'static str| {
        if is_odd {
            all.push((severity, what));
        }
    };
    check(
        item.id.trim().is_empty() || item.id == item.title,
        Severity::Warning,
        "it has no id: an update cannot be told from a new story",
    );
    check(item.title.trim().is_empty(), Severity::Warning, "it has no headline");
    check(item.body.is_empty() && item.summary.is_none(), Severity::Warning, "it has no text");
    check(
        item.updated.or(item.published).or(item.created).is_none(),
        Severity::Warning,
        "it does not say when it was made",
    );
    let is_before = |one: Option<jiff::Timestamp>, other: Option<jiff::Timestamp>| {
        one.zip(other).is_some_and(|(one, other)| one < other)
    };
    check(
        is_before(item.updated, item.created),
        Severity::Warning,
        "its version is older than its first version",
    );
    check(
        is_before(item.expires, item.published.or(item.created)),
        Severity::Warning,
        "it expires before it is published",
    );
    let is_unknown = |tag: &str| tag.parse::<story::Language>().is_err();
    check(
        item.language.as_deref().is_some_and(is_unknown),
        Severity::Warning,
        "its language is no language tag (BCP 47)",
    );
    check(item.language.is_none(), Severity::Warning, "it does not say its language");
    all
}
