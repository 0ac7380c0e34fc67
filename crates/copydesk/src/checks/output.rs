//! 36. Characters that do not arrive, or are not what they look like.

use encoding_rs::Encoding;

use super::{Check, Example, Report, Run};
use crate::sheet::{Part, Sheet};
use crate::{Context, Severity};

pub const CHECK: Check = Check {
    number: 36,
    rule: "output",
    about: "characters that a subscriber’s character set lacks, letters of two scripts in one word, marks that turn or hide text",
    languages: &[],
    run: Run::Each(run),
    fires: &[
        Example::fires("“We go on,” the mayor of Tessa said.", "“").knowing(r#"{"charset":"iso-8859-5"}"#),
        Example::fires("The p\u{430}rty won, it said.", "p\u{430}rty"),
        Example::fires("The sum is \u{202e}001 crowns.", "\u{202e}"),
        Example::fires("The port\u{200b}is shut.", "\u{200b}"),
        Example::fires("“We go on,” the mayor said.", "“").knowing(r#"{"charset":"latin-1"}"#),
        Example::fires("Prices rose to 5 € a litre.", "€").knowing(r#"{"charset":"koi8-r"}"#),
        Example::fires("The co\u{ad}py holds a hyphen.", "\u{ad}"),
        Example::fires("The port\u{fffd} is shut.", "\u{fffd}"),
    ],
    silent: &[
        Example::silent("“We go on,” the mayor of Tessa said."),
        Example::silent("We go on, the mayor of Tessa said.").knowing(r#"{"charset":"iso-8859-1"}"#),
        Example::silent("Партия «Заря» победила."),
        Example::silent("The ИТАР agency and the Ω sign."),
        Example::silent("قال الوزير إن الميناء مغلق."),
        Example::silent("The COVID-19 α variant."),
        Example::silent("Prices rose to 5 € a litre.").knowing(r#"{"charset":"windows-1252"}"#),
    ],
};

/// A script whose letters look like another's.
fn script(c: char) -> Option<u8> {
    match c {
        'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' => Some(0),
        '\u{400}'..='\u{52f}' => Some(1),
        '\u{370}'..='\u{3ff}' => Some(2),
        _ => None,
    }
}

fn hidden(c: char) -> Option<(Severity, &'static str)> {
    match c {
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => Some((Severity::Error, "this turns the direction of the text")),
        '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{180e}' => Some((Severity::Warning, "a character of no width stands here")),
        '\u{ad}' => Some((Severity::Warning, "a hidden hyphen stands here")),
        '\u{fffd}' => Some((Severity::Error, "a character was lost here")),
        '\t' | '\n' => None,
        c if c.is_control() => Some((Severity::Error, "a control character stands here")),
        c if ('\u{e000}'..='\u{f8ff}').contains(&c) => Some((Severity::Error, "this character has no meaning outside one font")),
        _ => None,
    }
}

fn run(part: &Part, _: &Sheet, context: &Context<'_>, report: &mut Report<'_>) {
    let passage = &part.passage;
    let text = &passage.text;
    for (at, c) in text.char_indices() {
        if let Some((severity, message)) = hidden(c) {
            report.here(severity, at..at + c.len_utf8(), message);
        }
    }
    for word in 0..passage.words.len() {
        let mut scripts = passage.word(word).chars().filter_map(script);
        let first = scripts.next();
        // `Ω-3`, `α-helix` are written so; letters that touch are not.
        if first.is_some() && scripts.any(|other| Some(other) != first) && !passage.word(word).contains('-') {
            report.here(Severity::Error, passage.span(word..word + 1), "letters of two scripts stand in this word");
        }
    }
    let Some(label) = &context.facts.charset else { return };
    // The Encoding Standard takes Latin-1 and ASCII for Windows-1252, which has curly quotes; a wire that means them has not.
    let most = match label.trim().to_ascii_lowercase().as_str() {
        "iso-8859-1" | "iso8859-1" | "iso_8859-1" | "latin1" | "latin-1" | "l1" => Some('\u{ff}'),
        "ascii" | "us-ascii" => Some('\u{7f}'),
        _ => None,
    };
    let encoding = Encoding::for_label(label.trim().as_bytes());
    if encoding.is_none() && most.is_none() {
        if part.place == crate::Place::Headline {
            report.here(Severity::Note, 0..text.len(), format!("the character set {label} is not known"));
        }
        return;
    }
    for (at, c) in text.char_indices().filter(|(_, c)| !c.is_ascii()) {
        let mut bytes = [0; 4];
        let lacks = match (most, encoding) {
            (Some(most), _) => c > most,
            (None, Some(encoding)) => encoding.encode(c.encode_utf8(&mut bytes)).2,
            (None, None) => false,
        };
        if lacks {
            report.here(Severity::Error, at..at + c.len_utf8(), format!("{label} has no such character"));
        }
    }
}
