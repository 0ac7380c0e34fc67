//! The revision's number at the headline, in each house's style.

use serde::{Deserialize, Serialize};

use crate::{Kind, Revision};

/// How a house marks later revisions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NumberStyle {
    /// `Headline -1`: the revision's number behind the headline.
    #[default]
    Suffix,
    /// `UPDATE 1-Headline`, `CORRECTED-UPDATE 1-Headline`.
    Reuters,
    /// `Headline, 1st Ld-Writethru`.
    Ap,
    /// `1ST LEAD: Headline`.
    Dpa,
}

impl NumberStyle {
    /// All styles, the default first.
    pub const ALL: [NumberStyle; 4] =
        [NumberStyle::Suffix, NumberStyle::Reuters, NumberStyle::Ap, NumberStyle::Dpa];

    /// The word by which the settings know it.
    pub fn as_str(self) -> &'static str {
        match self {
            NumberStyle::Suffix => "suffix",
            NumberStyle::Reuters => "reuters",
            NumberStyle::Ap => "ap",
            NumberStyle::Dpa => "dpa",
        }
    }
}

impl std::str::FromStr for NumberStyle {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        NumberStyle::ALL
            .into_iter()
            .find(|style| style.as_str() == text)
            .ok_or_else(|| format!("`{text}` is no house style: use suffix, reuters, ap or dpa"))
    }
}

pub(crate) fn ordinal(n: u32) -> String {
    let suffix = match (n % 10, n % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{n}{suffix}")
}

/// The headline with the mark of its revision.
///
/// In the suffix style that is the revision's number. In the others UPDATE and LEAD count the updates so
/// far, and a correction or a refile carries the last number.
pub fn numbered_headline(revision: &Revision, style: NumberStyle) -> String {
    let headline = &revision.content.headline;
    let n = revision.updates;
    match style {
        NumberStyle::Suffix if revision.number.0 == 0 => headline.clone(),
        NumberStyle::Suffix => format!("{headline} -{}", revision.number),
        NumberStyle::Reuters => {
            let status = match revision.kind {
                Kind::Correction => "CORRECTED-",
                Kind::Refile => "REFILE-",
                _ => "",
            };
            let chain = if n == 0 { String::new() } else { format!("UPDATE {n}-") };
            format!("{status}{chain}{headline}")
        }
        NumberStyle::Ap => {
            let status = if revision.kind == Kind::Correction { "Correction: " } else { "" };
            let chain = if n == 0 { String::new() } else { format!(", {} Ld-Writethru", ordinal(n)) };
            format!("{status}{headline}{chain}")
        }
        NumberStyle::Dpa => {
            let status = match revision.kind {
                Kind::Correction => "CORRECTION ",
                Kind::Refile => "REFILE ",
                _ => "",
            };
            let chain = if n == 0 { String::new() } else { format!("{} LEAD", ordinal(n).to_uppercase()) };
            let mark = format!("{status}{chain}");
            if mark.is_empty() { headline.clone() } else { format!("{}: {headline}", mark.trim_end()) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Content, Language, RevisionNumber, StaffId, StoryId};

    /// The chain of a first version, an update, a correction, a refile and an update, in all four styles.
    #[test]
    fn a_chain_is_numbered_in_every_house_style() {
        let chain = [
            (Kind::New, 0, 0, ["X", "X", "X", "X"]),
            (Kind::Update, 1, 1, ["X -1", "UPDATE 1-X", "X, 1st Ld-Writethru", "1ST LEAD: X"]),
            (
                Kind::Correction,
                2,
                1,
                ["X -2", "CORRECTED-UPDATE 1-X", "Correction: X, 1st Ld-Writethru", "CORRECTION 1ST LEAD: X"],
            ),
            (Kind::Refile, 3, 1, ["X -3", "REFILE-UPDATE 1-X", "X, 1st Ld-Writethru", "REFILE 1ST LEAD: X"]),
            (Kind::Update, 4, 2, ["X -4", "UPDATE 2-X", "X, 2nd Ld-Writethru", "2ND LEAD: X"]),
        ];
        for (kind, number, updates, lines) in chain {
            let revision = Revision {
                story: StoryId::new(jiff::Timestamp::UNIX_EPOCH),
                number: RevisionNumber(number),
                kind,
                updates,
                content: Content::new(Language::english(), "X", "X"),
                advisory: None,
                changes: Vec::new(),
                sent_at: jiff::Timestamp::UNIX_EPOCH,
                sent_by: StaffId::new(jiff::Timestamp::UNIX_EPOCH),
                answers: Vec::new(),
                seconded_by: None,
            };
            for (style, line) in NumberStyle::ALL.into_iter().zip(lines) {
                assert_eq!(numbered_headline(&revision, style), line);
            }
        }
    }

    #[test]
    fn ordinals_are_english() {
        let all = [
            (1, "1st"),
            (2, "2nd"),
            (3, "3rd"),
            (4, "4th"),
            (11, "11th"),
            (12, "12th"),
            (21, "21st"),
            (112, "112th"),
        ];
        for (n, text) in all {
            assert_eq!(ordinal(n), text);
        }
    }
}
