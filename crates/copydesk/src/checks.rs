//! The checks, one file each, in one table.

use std::ops::Range;

use crate::sheet::{Part, Sheet};
use crate::{Context, Finding, Severity};

/// A story that shows what a check does.
#[derive(Clone, Copy, Debug)]
pub struct Example {
    /// Plain wire copy; a bare paragraph is a story under a plain headline.
    pub copy: &'static str,
    /// The words that are meant, as they stand in the copy; empty for an example that stays silent.
    pub words: &'static str,
    /// The earlier revision, as plain wire copy.
    pub earlier: &'static str,
    /// Facts from outside, as JSON.
    pub facts: &'static str,
}

impl Example {
    /// A story that must be found at these words.
    pub const fn fires(copy: &'static str, words: &'static str) -> Example {
        Example { copy, words, earlier: "", facts: "" }
    }

    /// A story that must be let pass.
    pub const fn silent(copy: &'static str) -> Example {
        Example { copy, words: "", earlier: "", facts: "" }
    }

    /// After an earlier revision.
    pub const fn after(self, earlier: &'static str) -> Example {
        Example { earlier, ..self }
    }

    /// With facts from outside.
    pub const fn knowing(self, facts: &'static str) -> Example {
        Example { facts, ..self }
    }
}

/// How a check looks.
#[derive(Clone, Copy, Debug)]
pub enum Run {
    /// At each part by itself.
    Each(fn(&Part, &Sheet, &Context<'_>, &mut Report<'_>)),
    /// At the story as a whole.
    Whole(fn(&Sheet, &Context<'_>, &mut Report<'_>)),
}

/// A check.
#[derive(Clone, Copy, Debug)]
pub struct Check {
    /// Its number.
    pub number: u8,
    /// Its name, by which machines and the house's settings know it.
    pub rule: &'static str,
    /// What it looks at, in a sentence.
    pub about: &'static str,
    /// The languages it knows; all of them where none is named.
    pub languages: &'static [&'static str],
    /// How it looks.
    pub run: Run,
    /// Stories that it must find.
    pub fires: &'static [Example],
    /// Stories that it must let pass.
    pub silent: &'static [Example],
}

/// What is found, on its way out of a check.
#[derive(Debug)]
pub struct Report<'a> {
    pub(crate) findings: Vec<Finding>,
    sheet: &'a Sheet,
    check: u8,
    rule: &'static str,
    part: usize,
}

impl<'a> Report<'a> {
    /// Nothing found yet, in a part of a story that is looked at by itself.
    pub(crate) fn at(sheet: &'a Sheet, part: usize) -> Report<'a> {
        Report { findings: Vec::new(), sheet, check: 0, rule: "", part }
    }

    /// From here on a check's findings.
    pub(crate) fn begin(&mut self, check: &Check) {
        self.check = check.number;
        self.rule = check.rule;
    }

    /// Notes a finding at some bytes of a part.
    pub fn put(&mut self, severity: Severity, part: usize, range: Range<usize>, message: impl Into<String>) {
        let Some(text) = self.sheet.parts.get(part).map(|part| part.passage.text.as_str()) else { return };
        let end = range.end.min(text.len());
        let start = range.start.min(end);
        let Some(words) = text.get(start..end) else { return };
        self.findings.push(Finding {
            check: self.check,
            rule: self.rule,
            severity,
            part,
            words: words.to_owned(),
            range: start..end,
            message: message.into(),
        });
    }

    /// Notes a finding in the one part that is looked at.
    pub fn here(&mut self, severity: Severity, range: Range<usize>, message: impl Into<String>) {
        self.put(severity, self.part, range, message);
    }
}

macro_rules! checks {
    ($($file:ident)*) => {
        $(mod $file;)*
        /// All checks, by number.
        pub const ALL: &[Check] = &[$($file::CHECK),*];
    };
}

checks! {
    weekday stale_day impossible_date tense age duration percent_change sums shares magnitude
    conversion headline_figure toll acronym first_reference name_variant quote_balance quote_altered
    quote_attribution sourcing negation dateline time_zone embargo advisory duplicate repeated_word
    number_style headline placeholder link lexicon spelling dialect legal output dossier caption lead
}

pub use repeated_word::spaces;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checks_are_numbered_one_to_thirty_nine() {
        let numbers: Vec<u8> = ALL.iter().map(|check| check.number).collect();
        assert_eq!(numbers, (1..=39).collect::<Vec<u8>>());
        let mut names: Vec<_> = ALL.iter().map(|check| check.rule).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), 39);
    }

    #[test]
    fn each_check_shows_what_it_finds_and_what_it_lets_pass() {
        for check in ALL {
            assert!(check.fires.len() >= 6, "{} has {} examples that fire", check.rule, check.fires.len());
            assert!(check.silent.len() >= 6, "{} has {} examples that pass", check.rule, check.silent.len());
        }
    }
}
