//! What does the mark at a headline say, in any house's style?
//!
//! `Headline -1`, `UPDATE 2-Headline`, `CORRECTED-UPDATE 1-Headline`, `Headline, 1st Ld-Writethru`,
//! `1ST LEAD: Headline`, `KILL: Headline` and their combinations.

use story::{Kind, NumberStyle};

/// A headline without its marks, and what the marks said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Marked<'a> {
    pub headline: &'a str,
    pub number: Option<(u32, NumberStyle)>,
    pub kind: Option<Kind>,
}

const STATUS: [(&str, Kind); 11] = [
    ("CORRECTED-", Kind::Correction),
    ("CORRECTED:", Kind::Correction),
    ("CORRECTION:", Kind::Correction),
    ("Correction:", Kind::Correction),
    ("REFILE-", Kind::Refile),
    ("REFILE:", Kind::Refile),
    ("RPT-", Kind::Repeat),
    ("REPEAT:", Kind::Repeat),
    ("KILL:", Kind::Withdrawal),
    ("WITHDRAWN-", Kind::Withdrawal),
    ("WITHDRAWN:", Kind::Withdrawal),
];

/// Takes the marks off a headline.
pub(super) fn unmark(line: &str) -> Marked<'_> {
    let mut marked = Marked { headline: line.trim(), ..Marked::default() };
    loop {
        let before = marked.clone();
        match prefix(&mut marked) {
            Some(shorter) if !shorter.is_empty() => marked.headline = shorter,
            _ => {
                marked = before;
                break;
            }
        }
    }
    if marked.number.is_none() {
        if let Some((headline, number)) = writethru(marked.headline) {
            marked.headline = headline;
            marked.number = Some((number, NumberStyle::Ap));
            marked.kind.get_or_insert(Kind::Update);
        } else if let Some((headline, number)) = suffix(marked.headline) {
            marked.headline = headline;
            marked.number = Some((number, NumberStyle::Suffix));
        }
    }
    marked
}

/// Takes one mark off the front.
fn prefix<'a>(marked: &mut Marked<'a>) -> Option<&'a str> {
    let line = marked.headline;
    for (mark, kind) in STATUS {
        // The first mark is the weightiest: a repeat of a correction is a repeat.
        let spaced = mark.strip_suffix([':', '-']).filter(|word| {
            let behind = line.strip_prefix(word);
            behind.is_some_and(|rest| lead(rest.trim_start()).is_some())
        });
        let rest = line.strip_prefix(mark).or_else(|| line.strip_prefix(spaced?));
        if let Some(rest) = rest {
            marked.kind.get_or_insert(kind);
            return Some(rest.trim_start());
        }
    }
    for word in ["UPDATE ", "WRAPUP "] {
        if let Some((number, rest)) = line.strip_prefix(word).and_then(|rest| rest.split_once('-'))
            && let Some(number) = count(number.trim())
        {
            marked.number.get_or_insert((number, NumberStyle::Reuters));
            marked.kind.get_or_insert(Kind::Update);
            return Some(rest.trim_start());
        }
    }
    let (number, rest) = lead(line)?;
    marked.number.get_or_insert((number, NumberStyle::Dpa));
    marked.kind.get_or_insert(Kind::Update);
    Some(rest)
}

/// `1ST LEAD: …`, `2ND LEAD …`.
fn lead(line: &str) -> Option<(u32, &str)> {
    let (ordinal, rest) = line.split_once(' ')?;
    let number =
        count(ordinal.strip_suffix(["ST", "ND", "RD", "TH"].into_iter().find(|s| ordinal.ends_with(s))?)?)?;
    let rest = rest.strip_prefix("LEAD").or_else(|| rest.strip_prefix("LD"))?;
    let rest = rest.strip_prefix(':').or_else(|| rest.strip_prefix(' '))?;
    Some((number, rest.trim_start()))
}

/// `…, 1st Ld-Writethru`, `…, 2nd Ld`.
fn writethru(line: &str) -> Option<(&str, u32)> {
    let (headline, mark) = line.rsplit_once(',')?;
    let mark = mark.trim().to_ascii_lowercase();
    let (ordinal, word) = mark.split_once(' ')?;
    let suffix = ["st", "nd", "rd", "th"].into_iter().find(|suffix| ordinal.ends_with(suffix))?;
    let number = count(ordinal.strip_suffix(suffix)?)?;
    matches!(word, "ld" | "lead" | "ld-writethru" | "lead-writethru")
        .then(|| (headline.trim_end(), number))
        .filter(|(headline, _)| !headline.is_empty() && !headline.ends_with('\\'))
}

/// `… -1`: a number behind a dash that a space sets apart, and no score (`3 -1`).
fn suffix(line: &str) -> Option<(&str, u32)> {
    let (headline, number) = line.rsplit_once(['-', '–'])?;
    let number = count(number)?;
    let before = headline.trim_end();
    (before.len() < headline.len() && !before.is_empty() && !before.ends_with(|c: char| c.is_numeric()))
        .then_some((before, number))
}

fn count(digits: &str) -> Option<u32> {
    ((1..=3).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit()))
        .then(|| digits.parse().ok())
        .flatten()
        .filter(|number| *number > 0)
}

fn ordinal(number: u32) -> String {
    let suffix = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{number}{suffix}")
}

/// Puts the mark back; guarded so that reading finds this headline and no other mark.
pub(super) fn mark(headline: &str, number: Option<(u32, NumberStyle)>) -> String {
    let guarded = guard(headline);
    match number {
        None => guarded,
        Some((number, NumberStyle::Suffix)) => format!("{guarded} -{number}"),
        Some((number, NumberStyle::Reuters)) => format!("UPDATE {number}-{guarded}"),
        Some((number, NumberStyle::Ap)) => format!("{guarded}, {} Ld-Writethru", ordinal(number)),
        Some((number, NumberStyle::Dpa)) => {
            format!("{} LEAD: {guarded}", ordinal(number).to_ascii_uppercase())
        }
    }
}

fn guard(headline: &str) -> String {
    let mut escaped = String::with_capacity(headline.len());
    let plain: String = headline.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    for c in plain.trim().chars() {
        if c == '\\' {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    // A backslash before the sign that ends what looks like a mark takes its meaning.
    for _ in 0..8 {
        let found = unmark(&escaped);
        if found.headline == escaped {
            break;
        }
        let at = if let Some(cut) = escaped.strip_suffix(found.headline) {
            cut.rfind(['-', ':', ' ']).unwrap_or(0)
        } else if let Some(mark) = escaped.strip_prefix(found.headline) {
            found.headline.len() + mark.find([',', '-', '–']).unwrap_or(0)
        } else {
            0
        };
        escaped.insert(at, '\\');
    }
    if escaped == "---" { "\\---".to_owned() } else { escaped }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_headline_with_controls_at_its_ends_is_written_as_one_without() {
        for (odd, plain) in
            [("\u{7f}Õ\u{7}", "Õ"), (" \u{1} Ferries stop\t", "Ferries stop"), ("\u{1}\u{1}", "")]
        {
            assert_eq!(mark(odd, None), plain);
        }
    }

    #[test]
    fn marks_of_every_house_are_taken_off() {
        use Kind::{Correction, Refile, Repeat, Update, Withdrawal};
        use NumberStyle::{Ap, Dpa, Reuters, Suffix};
        for (line, headline, number, kind) in [
            ("Ferries stop -1", "Ferries stop", Some((1, Suffix)), None),
            ("Ferries stop – 12", "Ferries stop – 12", None, None),
            ("Harbour beat Quay 3 -1", "Harbour beat Quay 3 -1", None, None),
            ("Ferries stop", "Ferries stop", None, None),
            ("UPDATE 2-Ferries stop", "Ferries stop", Some((2, Reuters)), Some(Update)),
            ("CORRECTED-Ferries stop", "Ferries stop", None, Some(Correction)),
            ("CORRECTED-UPDATE 1-Ferries stop", "Ferries stop", Some((1, Reuters)), Some(Correction)),
            ("REFILE-UPDATE 3-Ferries stop", "Ferries stop", Some((3, Reuters)), Some(Refile)),
            ("RPT-UPDATE 3-Ferries stop", "Ferries stop", Some((3, Reuters)), Some(Repeat)),
            ("Ferries stop, 1st Ld-Writethru", "Ferries stop", Some((1, Ap)), Some(Update)),
            ("Correction: Ferries stop, 2nd Ld-Writethru", "Ferries stop", Some((2, Ap)), Some(Correction)),
            ("1ST LEAD: Ferries stop", "Ferries stop", Some((1, Dpa)), Some(Update)),
            ("2ND LEAD Ferries stop", "Ferries stop", Some((2, Dpa)), Some(Update)),
            ("CORRECTION 1ST LEAD: Ferries stop", "Ferries stop", Some((1, Dpa)), Some(Correction)),
            ("REFILE: Ferries stop", "Ferries stop", None, Some(Refile)),
            ("KILL: Ferries stop", "Ferries stop", None, Some(Withdrawal)),
            ("UPDATE on ferries", "UPDATE on ferries", None, None),
            ("UPDATE 2-", "UPDATE 2-", None, None),
            ("Covid-19", "Covid-19", None, None),
            ("", "", None, None),
        ] {
            let marked = unmark(line);
            assert_eq!((marked.headline, marked.number, marked.kind), (headline, number, kind), "{line}");
        }
    }
}
