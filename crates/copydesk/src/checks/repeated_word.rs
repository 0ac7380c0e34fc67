//! 27. A word or a space twice.

use super::{Check, Example, Report, Run};
use crate::sheet::{Part, Sheet};
use crate::{Context, Severity};

pub const CHECK: Check = Check {
    number: 27,
    rule: "repeated-word",
    about: "a word right behind itself; two spaces between words",
    languages: &[],
    run: Run::Each(run),
    fires: &[
        Example::fires("The minister said the the port was shut.", "the the"),
        Example::fires("He left for for Tessa on Monday.", "for for"),
        Example::fires("It was was a long day.", "was was"),
        Example::fires("Министр сказал, что что порт закрыт.", "что что"),
        Example::fires("Ships wait for two two days outside.", "two two"),
        Example::fires("The The port is shut.", "The The"),
    ],
    silent: &[
        Example::silent("She had had enough of that."),
        Example::silent("He said that that was all."),
        Example::silent("They sailed from Bora Bora to Tessa."),
        Example::silent("It was a very, very long day."),
        Example::silent("“No, no, no,” she said."),
        Example::silent("The score was 2 2 at the end.").knowing("{}"),
        Example::silent("In 2020, 2020 people came."),
        Example::silent("They won. Won by far, he said."),
    ],
};

const MAY_REPEAT: &[&str] = &["had", "that", "is", "do", "very", "no", "yes", "ha", "so", "bye", "his", "her", "in", "on", "up", "out", "long", "far", "many", "much"];

fn run(part: &Part, _: &Sheet, _: &Context<'_>, report: &mut Report<'_>) {
    let passage = &part.passage;
    for at in 1..passage.words.len() {
        let (one, other) = (&passage.words[at - 1], &passage.words[at]);
        if passage.before(at) != " " || one.lower != other.lower || other.is_numeral {
            continue;
        }
        let is_name = one.is_capital && other.is_capital && !crate::read::names::is_common(&one.lower);
        if is_name || MAY_REPEAT.contains(&one.lower.as_str()) || one.lower.chars().count() < 2 {
            continue;
        }
        report.here(Severity::Warning, one.start..other.end, "this stands twice");
    }
}

/// Two or more spaces between words of a line of copy, as ranges of bytes. Reading copy takes them for one, so they
/// are found in the source alone.
pub fn spaces(line: &str) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    let mut from = line.len() - line.trim_start().len();
    let end = line.trim_end().len();
    while let Some(start) = line.get(from..end).and_then(|rest| rest.find("  ")).map(|at| at + from) {
        let length = line[start..].len() - line[start..].trim_start_matches(' ').len();
        found.push(start..start + length);
        from = start + length;
    }
    found
}

#[cfg(test)]
mod tests {
    #[test]
    fn two_spaces_between_words_are_found_and_no_others() {
        assert_eq!(super::spaces("The port  is   shut. "), [8..10, 12..15]);
        assert_eq!(super::spaces("    indented, and one space each   "), [] as [std::ops::Range<usize>; 0]);
    }
}
