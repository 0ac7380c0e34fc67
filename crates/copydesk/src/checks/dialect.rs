//! 34. British and American spelling in one story.

use super::{Check, Example, Report, Run};
use crate::sheet::{Part, Place, Sheet};
use crate::{Context, Severity};

pub const CHECK: Check = Check {
    number: 34,
    rule: "dialect",
    about: "words spelt the British and the American way in one story; the fewer are meant",
    languages: &["en"],
    run: Run::Whole(run),
    fires: &[
        Example::fires("The colour of the harbour changed, and the color stayed.", "color"),
        Example::fires("Labour leaders met at the town center, near the theatre and the harbour.", "center"),
        Example::fires("Ships\n\nThe defense minister spoke of armor.\n\nHis favorite ship carries a grey flag.", "grey"),
        Example::fires("They organised talks and analysed data, then organized a vote.", "organized"),
        Example::fires("The kilometre post, the litre jug and the gray wall stand.", "gray"),
        Example::fires("The programme was cancelled, the traveler said, at the theatre.", "traveler"),
    ],
    silent: &[
        Example::silent("The colour of the harbour changed."),
        Example::silent("The color of the harbor changed."),
        Example::silent("The Harbor Center, in the harbour of Tessa, is of a grey colour."),
        Example::silent("“The color is fine,” he said of the colour of the harbour."),
        Example::silent("They organized talks at the theatre.").knowing("{}"),
        Example::silent("He paid by check at the labour office.").knowing("{}"),
    ],
};

/// British and American stems of words that are spelt in only these two ways.
const PAIRS: &[(&str, &str)] = &[
    ("colour", "color"), ("harbour", "harbor"), ("labour", "labor"), ("favour", "favor"), ("honour", "honor"), ("neighbour", "neighbor"),
    ("rumour", "rumor"), ("armour", "armor"), ("behaviour", "behavior"), ("endeavour", "endeavor"), ("flavour", "flavor"), ("humour", "humor"),
    ("vapour", "vapor"), ("splendour", "splendor"), ("centre", "center"), ("theatre", "theater"), ("metre", "meter"), ("litre", "liter"),
    ("kilometre", "kilometer"), ("fibre", "fiber"), ("defence", "defense"), ("offence", "offense"), ("pretence", "pretense"), ("grey", "gray"),
    ("tyre", "tire"), ("plough", "plow"), ("travelled", "traveled"), ("traveller", "traveler"), ("travelling", "traveling"),
    ("cancelled", "canceled"), ("cancelling", "canceling"), ("labelled", "labeled"), ("modelling", "modeling"), ("jewellery", "jewelry"),
    ("programme", "program"), ("catalogue", "catalog"), ("dialogue", "dialog"), ("analyse", "analyze"), ("paralyse", "paralyze"),
    ("organise", "organize"), ("recognise", "recognize"), ("realise", "realize"), ("criticise", "criticize"), ("apologise", "apologize"),
    ("authorise", "authorize"), ("emphasise", "emphasize"), ("prioritise", "prioritize"), ("modernise", "modernize"), ("privatise", "privatize"),
    ("stabilise", "stabilize"), ("mobilise", "mobilize"), ("sceptic", "skeptic"), ("aluminium", "aluminum"), ("manoeuvre", "maneuver"),
    ("aeroplane", "airplane"), ("mould", "mold"), ("cheque", "_"), ("storey", "_"),
];

/// Whether a word is a stem with an ending.
fn is_of(lower: &str, stem: &str) -> bool {
    const ENDINGS: &[&str] = &["", "s", "d", "ed", "ing", "er", "ers", "r", "rs", "ful", "able", "al", "ally", "ism", "isms", "ist", "hood", "hoods", "ation", "ations", "less", "ly"];
    let bare = stem.trim_end_matches('e');
    lower.strip_prefix(stem).is_some_and(|ending| ENDINGS.contains(&ending))
        || stem.ends_with('e') && lower.strip_prefix(bare).is_some_and(|ending| matches!(ending, "ed" | "ing" | "ation" | "ations" | "able"))
}

fn run(sheet: &Sheet, _: &Context<'_>, report: &mut Report<'_>) {
    let mut british: Vec<(usize, usize, &str)> = Vec::new();
    let mut american: Vec<(usize, usize, &str)> = Vec::new();
    for (at, part) in sheet.parts.iter().enumerate().filter(|(_, part)| looks_at(part)) {
        let passage = &part.passage;
        for word in 0..passage.words.len() {
            let known = &passage.words[word];
            if known.is_capital && !crate::read::names::opens_sentence(passage, word) || passage.is_quoted(known.start) {
                continue;
            }
            let first = known.lower.as_bytes().first();
            for (one, other) in PAIRS.iter().filter(|(one, _)| one.as_bytes().first() == first) {
                // What is American alone: `program`, `tire`, `meter` are British words too.
                let ambiguous = matches!(*other, "program" | "tire" | "meter" | "mold" | "dialog" | "_");
                if is_of(&known.lower, one) {
                    british.push((at, word, other));
                } else if !ambiguous && is_of(&known.lower, other) {
                    american.push((at, word, one));
                }
            }
        }
    }
    // `-ize` alone is good British too.
    let only_ize = |found: &[(usize, usize, &str)]| found.iter().all(|(at, word, _)| sheet.parts[*at].passage.lower(*word).contains("iz"));
    let is_oxford = only_ize(&american) && !british.iter().any(|(at, word, _)| sheet.parts[*at].passage.lower(*word).contains("is"));
    if british.is_empty() || american.is_empty() || is_oxford {
        return;
    }
    let (few, other) = if american.len() <= british.len() { (&american, "British") } else { (&british, "American") };
    for (at, word, right) in few {
        let range = sheet.parts[*at].passage.span(*word..*word + 1);
        let hint = if *right == "_" { String::new() } else { format!(" (“{right}”)") };
        report.put(Severity::Warning, *at, range, format!("the story’s spelling is {other} elsewhere{hint}"));
    }
}

fn looks_at(part: &Part) -> bool {
    !matches!(part.place, Place::Dateline | Place::Byline | Place::Note)
}
