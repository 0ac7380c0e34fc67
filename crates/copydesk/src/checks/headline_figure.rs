//! 12. A figure or a name in the headline that the story does not have.

use super::{Check, Example, Report, Run};
use crate::read::names::opens_sentence;
use crate::read::numbers::{Number, numbers};
use crate::read::passage::Passage;
use crate::sheet::{Place, Sheet};
use crate::{Context, Severity};

pub const CHECK: Check = Check {
    number: 12,
    rule: "headline-figure",
    about: "numbers and names of the headline that stand nowhere in the story",
    languages: &["en", "de", "es", "fr", "ru"],
    run: Run::Whole(run),
    fires: &[
        Example::fires("Bus crash kills 14\n\nA bus crash killed 12 people near Tessa, police said.", "14"),
        Example::fires("Lind wins vote\n\nThe mayor won by a wide margin.\n\nHolt came second.", "Lind").knowing("{}"),
        Example::fires("Bank cuts rate to 3.5%\n\nThe central bank cut its rate to 3.25% on Monday.", "3.5%"),
        Example::fires("Port sold for $2 billion\n\nThe port was sold for $3 billion, the ministry said.", "$2 billion"),
        Example::fires("Storm hits Merrin\n\nA storm hit the coast of Tessa on Monday.", "Merrin"),
        Example::fires("Seven held over fire\n\nPolice held eight men over the fire.", "Seven"),
    ],
    silent: &[
        Example::silent("Bus crash kills 12\n\nA bus crash killed twelve people near Tessa, police said."),
        Example::silent("Mayor Lind wins vote\n\nOda Lind won by a wide margin."),
        Example::silent("Bank cuts rate to 3.3%\n\nThe central bank cut its rate to 3.25% on Monday."),
        Example::silent("Port sold for $1.3 billion\n\nThe port was sold for $1.28 billion, the ministry said."),
        Example::silent("Tessa’s ferry sinks\n\nA ferry sank off Tessa on Monday."),
        Example::silent("Lind wins vote"),
        Example::silent("Dozens hurt in crash\n\nA crash hurt 40 people."),
        Example::silent("Union of Harbour Workers votes\n\nThe Union of Harbour Workers votes on Monday."),
    ],
};

fn run(sheet: &Sheet, _: &Context<'_>, report: &mut Report<'_>) {
    let Some((at, headline)) = sheet.part(Place::Headline) else { return };
    let body: Vec<&Passage> = sheet
        .parts
        .iter()
        .filter(|part| matches!(part.place, Place::Lead | Place::Paragraph(..) | Place::Dateline))
        .map(|part| &*part.passage)
        .collect();
    if !sheet.parts.iter().any(crate::Part::is_body) {
        return;
    }
    let passage = &headline.passage;
    let known: Vec<&Number> = body.iter().flat_map(|passage| numbers(passage)).collect();
    for number in numbers(passage) {
        // `One` is as often a word as a number.
        if !number.is_figure && number.value == 1.0 {
            continue;
        }
        if known.iter().any(|other| is_same(number, other)) || is_hidden(number, &body) {
            continue;
        }
        let span = passage.span(number.words.clone());
        let sign = number.currency.chars().next().filter(|c| !c.is_alphabetic()).map_or(0, char::len_utf8);
        let percent = usize::from(passage.text[span.end..].starts_with('%'));
        report.put(Severity::Error, at, span.start - sign..span.end + percent, "the story does not have this figure");
    }
    names(sheet, at, passage, &body, report);
}

/// Equal, or equal once the story's figure is rounded as the headline's is.
fn is_same(head: &Number, body: &Number) -> bool {
    if head.is_percent && !body.is_percent {
        return false;
    }
    let is_finer = body.decimals > head.decimals || !head.scale.is_empty();
    let slack = if is_finer { head.slack() } else { 0.0 };
    (head.value - body.value).abs() <= slack + 1e-9
}

/// Whether the number stands in a word of the story that is no number by itself: `54-year-old`, `G7`.
fn is_hidden(number: &Number, body: &[&Passage]) -> bool {
    let digits = format!("{}", number.value);
    body.iter().any(|passage| passage.words.iter().any(|word| word.lower.split(|c: char| !c.is_ascii_digit()).any(|part| part == digits)))
}

fn names(sheet: &Sheet, at: usize, passage: &Passage, body: &[&Passage], report: &mut Report<'_>) {
    // German nouns have capitals, and Russian names have cases.
    if sheet.speaks("de") || sheet.speaks("ru") {
        return;
    }
    let capitals = passage.words.iter().filter(|word| word.is_capital).count();
    // A headline in title case or capitals tells no names.
    if capitals * 2 > passage.words.len() && passage.words.len() > 3 {
        return;
    }
    let has = |lower: &str| body.iter().any(|passage| passage.words.iter().any(|word| is_name(&word.lower, lower)));
    for (place, word) in passage.words.iter().enumerate() {
        let opens = place == 0 || opens_sentence(passage, place);
        let is_first_name = opens && place == 0 && is_known_surname(sheet, &word.lower);
        if !word.is_capital || word.is_numeral || word.lower.chars().count() < 3 || (opens && !is_first_name) {
            continue;
        }
        if crate::read::names::is_common(&word.lower) || has(&word.lower) || is_abbreviation(passage, place, body) {
            continue;
        }
        report.put(Severity::Warning, at, passage.span(place..place + 1), "the story does not have this name");
    }
}

/// Whether a headline's first word is a name: the word behind it is a verb that people do.
fn is_known_surname(sheet: &Sheet, lower: &str) -> bool {
    const DOES: &[&str] = &["wins", "says", "quits", "dies", "resigns", "loses", "urges", "warns", "vows", "calls", "denies", "admits"];
    let Some((_, headline)) = sheet.part(Place::Headline) else { return false };
    DOES.contains(&headline.passage.lower(1)) && !crate::read::names::is_common(lower) && !lower.ends_with('s')
        && headline.passage.words.first().is_some_and(|word| !word.is_upper)
        && !COLLECTIVE.contains(&lower)
}

/// Words that begin headlines in the place of a name.
const COLLECTIVE: &[&str] = &[
    "mayor", "minister", "president", "court", "union", "bank", "party", "team", "man", "woman", "government", "parliament", "army",
    "police", "company", "council", "king", "queen", "pope", "judge", "group", "firm", "report", "study", "poll", "premier", "chief",
    "ministry", "agency", "opposition", "club", "champion", "star", "actor", "singer", "writer", "captain", "coach", "regulator",
];

/// Whether a word of the story is a name of the headline, in another number or as part of a longer one.
fn is_name(body: &str, head: &str) -> bool {
    body == head
        || body.strip_suffix('s') == Some(head)
        || head.strip_suffix('s') == Some(body)
        || body.split('-').any(|part| part == head)
        || head.split('-').any(|part| part == body)
        || is_kin(body, head)
        || body.trim_end_matches('\'') == head.trim_end_matches('\'')
}

/// Whether two words are of one stem: `Mirovian` of `Mirovia`.
fn is_kin(one: &str, other: &str) -> bool {
    let alike = one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    let (a, b) = (one.chars().count(), other.chars().count());
    alike >= 5 && alike + 3 >= a.max(b)
}

/// Whether a headline's capitals stand for a name that the story writes out: `UHW` for `Union of Harbour Workers`.
fn is_abbreviation(passage: &Passage, at: usize, body: &[&Passage]) -> bool {
    let word = &passage.words[at];
    let letters: Vec<char> = passage.word(at).chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
    word.is_upper
        && body.iter().any(|passage| {
            let firsts: Vec<char> = passage.words.iter().filter(|word| word.is_capital).filter_map(|word| word.lower.chars().next()).collect();
            firsts.windows(letters.len()).any(|window| window == letters)
        })
}
