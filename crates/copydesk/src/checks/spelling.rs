//! 33. Words that no dictionary has.

use std::collections::HashSet;
use std::sync::OnceLock;

use spellbook::Dictionary;

use super::{Check, Example, Report, Run};
use crate::sheet::{Part, Place, Sheet};
use crate::{Context, Severity};

pub const CHECK: Check = Check {
    number: 33,
    rule: "spelling",
    about: "words in small letters that are in no dictionary of the language; names are left to the dossier",
    languages: &["en"],
    run: Run::Each(run),
    fires: &[
        Example::fires("The goverment said the port was shut.", "goverment"),
        Example::fires("Rescuers recieved help at once.", "recieved"),
        Example::fires("The accomodation was poor.", "accomodation"),
        Example::fires("It happend on Monday, she said.", "happend"),
        Example::fires("The comittee meets in May.", "comittee"),
        Example::fires("They were definately late.", "definately"),
    ],
    silent: &[
        Example::silent("The government said the port was shut."),
        Example::silent("Rescuers received help at once in Tessa."),
        Example::silent("The Zwrx company sold its ships."),
        Example::silent("The goverment said so.").knowing(r#"{"ignore":["goverment"]}"#),
        Example::silent("The colour of the harbour, or color of the harbor."),
        Example::silent("The 54-year-old re-elected leader spoke at a co-op."),
        Example::silent("More is at https://news.exmple/abcd now."),
    ],
};

const AFFIXES: &str = include_str!("../../dictionaries/en.aff");
const WORDS: &str = include_str!("../../dictionaries/en.dic");

/// Words of the trade and of the day that the dictionary is too old or too small for.
const MORE: &[&str] = &[
    "lawmaker", "lawmakers", "spokesperson", "spokespeople", "airstrike", "airstrikes", "ceasefire", "ceasefires", "blockchain",
    "livestream", "livestreamed", "website", "websites", "smartphone", "smartphones", "startup", "startups", "cyberattack",
    "cyberattacks", "reinsurer", "reinsurers", "headteacher", "policymaker", "policymakers", "newsfeed", "standfirst", "slugline",
    "wildfire", "wildfires", "paywall", "podcast", "podcasts", "crypto", "cryptocurrency", "decarbonise", "decarbonisation",
    "lockdown", "lockdowns", "coronavirus", "covid", "email", "emails", "online", "offline", "hackathon", "hotline", "hotlines", "midfielder", "midfielders",
    "goalkeeping", "byelection", "postgame", "semifinal", "semifinals", "quarterfinal", "quarterfinals", "playmaker", "tiebreak",
    "floodwater", "floodwaters", "stormwater", "desalination", "biogas", "megawatt", "megawatts", "gigawatt", "gigawatts", "euro", "euros",
    "trawler", "trawlers", "lightkeeper", "dataset", "datasets", "metre", "metres", "kilometre", "kilometres", "tonne", "tonnes",
];

fn dictionary() -> Option<&'static Dictionary> {
    static ENGLISH: OnceLock<Option<Dictionary>> = OnceLock::new();
    ENGLISH.get_or_init(|| Dictionary::new(AFFIXES, WORDS).ok()).as_ref()
}

/// The most words of one passage that are told: where there are more, it is no English.
const MOST: usize = 12;

/// Whether English has a word in small letters, so that it is no name.
pub(super) fn is_word(lower: &str) -> bool {
    dictionary().is_some_and(|known| known.check(lower))
}

/// British spellings beside the American ones that the dictionary has.
fn is_british(lower: &str) -> bool {
    let tries: &[(&str, &str)] = &[
        ("our", "or"), ("ise", "ize"), ("isa", "iza"), ("isi", "izi"), ("yse", "yze"), ("ysi", "yzi"), ("tre", "ter"), ("lled", "led"),
        ("lling", "ling"), ("ller", "ler"), ("ence", "ense"), ("ogue", "og"), ("gramme", "gram"), ("ae", "e"), ("oe", "e"), ("cheque", "check"),
        ("tyre", "tire"), ("kerb", "curb"), ("plough", "plow"), ("grey", "gray"), ("storey", "story"), ("ll", "l"), ("fulfil", "fulfill"),
        ("enrol", "enroll"), ("manoeuvr", "maneuver"), ("judgement", "judgment"), ("ageing", "aging"), ("sceptic", "skeptic"), ("defence", "defense"),
        ("licence", "license"), ("practis", "practic"), ("whilst", "while"), ("learnt", "learned"), ("burnt", "burned"), ("mould", "mold"),
        ("re", "er"),
    ];
    let Some(known) = dictionary() else { return true };
    tries.iter().any(|(british, american)| lower.contains(british) && known.check(&lower.replacen(british, american, 1)))
}

/// A word of the dictionary that is one slip away: two letters exchanged, one too many, one missing, one for another.
/// Sooner than the dictionary's own suggestions, which take longer than all other checks together.
fn nearest(known: &Dictionary, word: &str) -> Option<String> {
    let letters: Vec<u8> = word.bytes().collect();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let swapped = (1..letters.len()).map(|at| {
        let mut other = letters.clone();
        other.swap(at - 1, at);
        text(&other)
    });
    let alphabet = || b'a'..=b'z';
    let put_in = (0..=letters.len()).flat_map(|at| {
        alphabet().map(move |letter| (at, letter)).collect::<Vec<_>>()
    });
    let put_in = put_in.map(|(at, letter)| {
        let mut other = letters.clone();
        other.insert(at, letter);
        text(&other)
    });
    let taken_out = (0..letters.len()).map(|at| {
        let mut other = letters.clone();
        other.remove(at);
        text(&other)
    });
    let exchanged = (1..letters.len()).flat_map(|at| {
        alphabet().map(move |letter| (at, letter)).collect::<Vec<_>>()
    });
    let exchanged = exchanged.map(|(at, letter)| {
        let mut other = letters.clone();
        other[at] = letter;
        text(&other)
    });
    swapped.chain(put_in).chain(taken_out).chain(exchanged).find(|other| known.check(other))
}

fn run(part: &Part, _: &Sheet, context: &Context<'_>, report: &mut Report<'_>) {
    if matches!(part.place, Place::Dateline | Place::Byline | Place::Note | Place::Advisory) {
        return;
    }
    let Some(known) = dictionary() else { return };
    let passage = &part.passage;
    let mut told: HashSet<&str> = HashSet::new();
    let mut found = Vec::new();
    let mut plain = 0;
    for (at, word) in passage.words.iter().enumerate() {
        let written = passage.word(at);
        let is_plain = !word.is_capital && written.chars().all(|c| c.is_ascii_lowercase()) && written.len() > 2;
        let is_address = passage.before(at).ends_with(['/', '@', '.', '#', '_']) || passage.gap(at).starts_with(['@', '/', '_']) || passage.gap(at).starts_with("://");
        if !is_plain || is_address || told.contains(written) || told.len() >= MOST {
            continue;
        }
        plain += 1;
        let is_ignored = context.facts.ignore.iter().chain(&context.facts.names).any(|known| known.to_lowercase() == word.lower);
        if is_ignored || MORE.contains(&written) || known.check(written) || is_british(written) {
            continue;
        }
        told.insert(written);
        let message = match nearest(known, written) {
            Some(right) => format!("the dictionary has no such word: “{right}”?"),
            None => "the dictionary has no such word".to_owned(),
        };
        found.push((passage.span(at..at + 1), message));
    }
    // Where every fourth word is unknown, it is another language.
    if found.len() >= 3 && found.len() * 4 > plain {
        return;
    }
    for (range, message) in found {
        report.here(Severity::Warning, range, message);
    }
}
