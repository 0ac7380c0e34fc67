//! The desk that looks at a story while it is written: what did not change is not read or checked again.

use std::collections::HashMap;
use std::sync::Arc;

use story::Content;

use crate::checks::{ALL, Report, Run};
use crate::read::passage::Passage;
use crate::sheet::{Part, Place, Sheet};
use crate::{Context, Finding};

/// Remembers texts that were read and what was found in them. Good for one context: another time, another earlier
/// revision or other facts want a new desk.
#[derive(Debug, Default)]
pub struct Desk {
    passages: HashMap<String, Arc<Passage>>,
    found: HashMap<(PlaceKind, String), Vec<Finding>>,
}

/// What of a place counts for a check that looks at one part alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct PlaceKind(std::mem::Discriminant<Place>, bool);

/// The most texts that are remembered.
const MOST: usize = 2_000;

impl Desk {
    /// A desk that has seen nothing.
    pub fn new() -> Desk {
        Desk::default()
    }

    /// Reads and checks a story; what was seen before costs little.
    pub fn look(&mut self, content: &Content, context: &Context<'_>) -> Vec<Finding> {
        if self.passages.len() > MOST {
            *self = Desk::default();
        }
        let sheet = Sheet::with(content, context, |text| match self.passages.get(text) {
            Some(known) => known.clone(),
            None => {
                let read = Arc::new(Passage::read(text));
                self.passages.insert(text.to_owned(), read.clone());
                read
            }
        });
        self.check(&sheet, context)
    }

    /// Holds a story that is laid out against one check alone, by its name.
    pub fn check_by(rule: &str, sheet: &Sheet, context: &Context<'_>) -> Vec<Finding> {
        let speaks =
            |languages: &[&str]| languages.is_empty() || languages.contains(&sheet.language.primary());
        let mut found = Vec::new();
        for check in ALL.iter().filter(|check| check.rule == rule && speaks(check.languages)) {
            let mut run = |at: usize, run: &dyn Fn(&mut Report<'_>)| {
                let mut report = Report::at(sheet, at);
                report.begin(check);
                run(&mut report);
                found.append(&mut report.findings);
            };
            match check.run {
                Run::Whole(whole) => run(0, &|report| whole(sheet, context, report)),
                Run::Each(each) => {
                    for (at, part) in sheet.parts.iter().enumerate() {
                        run(at, &|report| each(part, sheet, context, report));
                    }
                }
            }
        }
        found
    }

    /// Checks a story that is laid out: findings in reading order, the gravest first in one place.
    pub fn check(&mut self, sheet: &Sheet, context: &Context<'_>) -> Vec<Finding> {
        let mut all = Vec::new();
        let speaks =
            |languages: &[&str]| languages.is_empty() || languages.contains(&sheet.language.primary());
        for (at, part) in sheet.parts.iter().enumerate() {
            let key = (kind_of(part), key_of(part));
            let found = self.found.entry(key).or_insert_with(|| {
                let mut report = Report::at(sheet, at);
                for check in ALL.iter().filter(|check| speaks(check.languages)) {
                    if let Run::Each(run) = check.run {
                        report.begin(check);
                        run(part, sheet, context, &mut report);
                    }
                }
                report.findings
            });
            all.extend(found.iter().cloned().map(|finding| Finding { part: at, ..finding }));
        }
        let mut report = Report::at(sheet, 0);
        for check in ALL.iter().filter(|check| speaks(check.languages)) {
            if let Run::Whole(run) = check.run {
                report.begin(check);
                run(sheet, context, &mut report);
            }
        }
        all.append(&mut report.findings);
        all.sort_by_key(|finding| (finding.part, finding.range.start, finding.severity, finding.check));
        all.dedup();
        all
    }
}

/// What a part says and where its links lead.
fn key_of(part: &Part) -> String {
    let mut key = part.passage.text.clone();
    for (range, link) in &part.links {
        key.push_str(&format!("\u{0}{range:?}{link}"));
    }
    key
}

fn kind_of(part: &Part) -> PlaceKind {
    PlaceKind(std::mem::discriminant(&part.place), part.is_body())
}
