//! 16. One name in two spellings.

use std::collections::BTreeMap;

use super::spelling::is_word;
use super::{Check, Example, Report, Run};
use crate::read::names::{is_common, opens_sentence};
use crate::read::passage::Passage;
use crate::sheet::Sheet;
use crate::{Context, Severity};

pub const CHECK: Check = Check {
    number: 16,
    rule: "name-variant",
    about: "names of five letters or more that differ in one or two of them",
    languages: &["en", "es", "fr"],
    run: Run::Whole(run),
    fires: &[
        Example::fires("Talks\n\nPresident Zelenskiy spoke.\n\nLater Zelensky left for Tessa.", "Zelensky"),
        Example::fires("Port\n\nThe port of Merrin is shut.\n\nShips wait off Merin for days.", "Merin"),
        Example::fires("Vote\n\nThe mayor, Oda Lindqvist, won.\n\nVoters chose Lindquist by far.", "Lindquist"),
        Example::fires("Club\n\nThe striker Haldorsen scored.\n\nThen Haldorson was sent off.", "Haldorson"),
        Example::fires("Court\n\nThe lawyer, Ana Petrovic, spoke.\n\nThe judge told Petrovich to stop.", "Petrovich"),
        Example::fires("Talks\n\nPremier Radomir Kovacs met the union.\n\nKovacz said the talks were open.", "Kovacz"),
        Example::fires("Flood\n\nThe river Velmarr rose.\n\nTowns along the Velmar were cleared.", "Velmar"),
    ],
    silent: &[
        Example::silent("Talks\n\nPresident Zelenskiy spoke.\n\nLater Zelenskiy left for Tessa."),
        Example::silent("Port\n\nThe port of Merrin is shut.\n\nThe Merrins, a family of Merrin’s, own it."),
        Example::silent("Vote\n\nThe Norlanders voted.\n\nA Norlander won in Norland."),
        Example::silent("Talks\n\nAnna and Anne Holt spoke."),
        Example::silent("Border\n\nThe Kestrian army and the Kestria council met."),
        Example::silent("Club\n\nMarten scored, then Martin Lind did, both for Tessa."),
    ],
};

fn run(sheet: &Sheet, context: &Context<'_>, report: &mut Report<'_>) {
    let mut names: BTreeMap<String, Vec<(usize, usize)>> = BTreeMap::new();
    let mut plain: std::collections::HashSet<String> = std::collections::HashSet::new();
    for (at, part) in sheet.body() {
        let passage = &part.passage;
        for (word, known) in passage.words.iter().enumerate() {
            if !known.is_capital {
                plain.insert(known.lower.clone());
            } else if known.lower.chars().count() >= 5 && !known.is_upper && (!opens_sentence(passage, word) || acts(passage, word)) && !is_common(&known.lower) {
                let bare = known.lower.trim_end_matches("'s").trim_end_matches('\'').to_owned();
                names.entry(bare).or_default().push((at, word));
            }
        }
    }
    let all: Vec<(&String, &Vec<(usize, usize)>)> = names.iter().collect();
    for (place, (one, uses)) in all.iter().enumerate() {
        for (other, others) in &all[place + 1..] {
            if is_word(one) || is_word(other) || plain.contains(*one) || plain.contains(*other) || !is_variant(one, other) || are_both_people(sheet, uses, others) {
                continue;
            }
            let house = |name: &str| context.facts.names.iter().any(|known| known.to_lowercase().split(' ').any(|part| part == name));
            // The house's spelling is right; else the one that comes first.
            let (right, wrong) = match (house(one), house(other), uses[0] < others[0]) {
                (true, true, _) => continue,
                (true, false, _) => (uses, others),
                (false, true, _) => (others, uses),
                (_, _, true) => (uses, others),
                (_, _, false) => (others, uses),
            };
            let word = |(at, word): (usize, usize)| sheet.parts[at].passage.word(word).to_owned();
            let (at, place) = wrong[0];
            let range = sheet.parts[at].passage.span(place..place + 1);
            let text = word(right[0]);
            report.put(Severity::Warning, at, range, format!("elsewhere it is {}: are they one?", text.trim_end_matches("’s").trim_end_matches("'s")));
        }
    }
}

/// Whether a word that opens a sentence does what people do there: `Kovacz said`, `Kovacz told`.
fn acts(passage: &Passage, word: usize) -> bool {
    const VERBS: &[&str] = &["said", "says", "told", "added", "denied", "declined", "called", "warned", "was", "has", "had"];
    VERBS.contains(&passage.lower(word + 1)) && passage.gap(word) == " "
}

/// Whether both have first names of their own, and different ones: then they are two people.
fn are_both_people(sheet: &Sheet, one: &[(usize, usize)], other: &[(usize, usize)]) -> bool {
    let neighbour = |uses: &[(usize, usize)]| {
        uses.iter().find_map(|(at, word)| {
            let passage = &sheet.parts[*at].passage;
            let before = word.checked_sub(1).filter(|before| passage.words[*before].is_capital && passage.before(*word) == " " && !is_common(passage.lower(*before)) && !TITLES.contains(&passage.lower(*before)) && !opens_sentence(passage, *before));
            before.map(|before| passage.lower(before).to_owned())
        })
    };
    let follows = |uses: &[(usize, usize)]| {
        uses.iter().any(|(at, word)| {
            let passage = &sheet.parts[*at].passage;
            passage.words.get(word + 1).is_some_and(|next| next.is_capital) && passage.gap(*word) == " "
        })
    };
    match (neighbour(one), neighbour(other)) {
        (Some(a), Some(b)) => a != b,
        _ => follows(one) || follows(other),
    }
}

/// What stands in front of a surname and is no first name.
const TITLES: &[&str] = &[
    "president", "minister", "mayor", "chief", "captain", "professor", "judge", "king", "queen", "prince", "princess", "general",
    "colonel", "senator", "governor", "chancellor", "premier", "secretary", "director", "mr", "mrs", "ms", "dr", "sir", "lady", "lord",
];

fn is_variant(one: &str, other: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let (short, long) = if a.len() <= b.len() { (one, other) } else { (other, one) };
    const ENDINGS: &[&str] = &["s", "n", "an", "ian", "er", "ers", "es", "ese", "ish", "i", "is", "a", "ia", "ic", "d", "ns", "ans", "ern", "y", "e", "en"];
    let is_derived = long.strip_prefix(short).is_some_and(|ending| ENDINGS.contains(&ending))
        || ENDINGS.iter().any(|x| ENDINGS.iter().any(|y| short.strip_suffix(x).is_some_and(|stem| stem.len() >= 4 && long.strip_suffix(y) == Some(stem) && x.len() + y.len() > 2)));
    if a.first() != b.first() || is_derived {
        return false;
    }
    let most = if a.len().max(b.len()) >= 8 { 2 } else { 1 };
    // Four letters alike at the least, and the difference not in a short name's heart.
    distance(&a, &b, most) <= most
}

/// How many letters have to be put in, taken out or exchanged; more than `most` counts as `most + 1`.
fn distance(a: &[char], b: &[char], most: usize) -> usize {
    if a.len().abs_diff(b.len()) > most {
        return most + 1;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut last = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let next = (last + usize::from(x != y)).min(row[j] + 1).min(row[j + 1] + 1);
            last = row[j + 1];
            row[j + 1] = next;
        }
    }
    row[b.len()]
}
