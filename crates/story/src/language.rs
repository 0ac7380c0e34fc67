//! The language of a text, and the way it runs.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A language tag (BCP 47, RFC 5646), as `en`, `ru`, `pt-BR`: stored as it is to be written.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Language(String);

/// The direction in which a script is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// Left to right.
    Ltr,
    /// Right to left.
    Rtl,
}

impl Direction {
    /// The value of HTML's `dir`.
    pub fn as_str(self) -> &'static str {
        match self {
            Direction::Ltr => "ltr",
            Direction::Rtl => "rtl",
        }
    }
}

impl Language {
    /// English.
    pub fn english() -> Self {
        Language("en".to_owned())
    }

    /// The whole tag.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The language without script, region or variant: `pt` of `pt-BR`.
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or_default()
    }

    /// Whether both are the same language, whatever the region.
    pub fn same_language(&self, other: &Language) -> bool {
        self.primary() == other.primary()
    }

    /// The direction in which its usual script runs.
    pub fn direction(&self) -> Direction {
        const RTL_SCRIPTS: [&str; 6] = ["Arab", "Hebr", "Thaa", "Syrc", "Nkoo", "Adlm"];
        const RTL_LANGUAGES: [&str; 11] =
            ["ar", "he", "fa", "ur", "ps", "sd", "ug", "yi", "dv", "ckb", "syr"];
        match self.0.split('-').skip(1).find(|part| part.len() == 4 && part.is_ascii()) {
            Some(script) if RTL_SCRIPTS.contains(&script) => Direction::Rtl,
            Some(_) => Direction::Ltr,
            None if RTL_LANGUAGES.contains(&self.primary()) => Direction::Rtl,
            None => Direction::Ltr,
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Language({})", self.0)
    }
}

/// A word that is not a language tag.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a language tag: use one as in `en`, `ru` or `pt-BR`")]
pub struct NoLanguage(pub String);

impl FromStr for Language {
    type Err = NoLanguage;

    /// Reads a tag in any case and with `_` for `-`; `EN_us` becomes `en-US`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut tag = String::with_capacity(text.len());
        for (i, part) in text.trim().split(['-', '_']).enumerate() {
            let fits = match i {
                0 => (2..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphabetic()),
                _ => (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()),
            };
            if !fits || i > 4 {
                return Err(NoLanguage(text.to_owned()));
            }
            let lower = part.to_ascii_lowercase();
            match (i, part.len()) {
                (0, _) => tag.push_str(&lower),
                (_, 2) => tag.extend(["-", &part.to_ascii_uppercase()]),
                (_, 4) if !part.as_bytes()[0].is_ascii_digit() => {
                    tag.extend(["-", &lower[..1].to_ascii_uppercase(), &lower[1..]]);
                }
                _ => tag.extend(["-", &lower]),
            }
        }
        Ok(Language(tag))
    }
}

impl TryFrom<String> for Language {
    type Error = NoLanguage;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Language> for String {
    fn from(language: Language) -> String {
        language.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_written_in_its_usual_case() {
        for (typed, tag) in
            [("EN_us", "en-US"), ("zh-hant-tw", "zh-Hant-TW"), ("ru", "ru"), ("es-419", "es-419")]
        {
            assert_eq!(typed.parse::<Language>().map(String::from), Ok(tag.to_owned()));
        }
        for bad in ["", "e", "english", "en-", "e1", "en us"] {
            assert!(bad.parse::<Language>().is_err(), "{bad}");
        }
    }

    #[test]
    fn direction_follows_the_script_then_the_language() {
        for (tag, direction) in [
            ("ar", Direction::Rtl),
            ("fa-IR", Direction::Rtl),
            ("en", Direction::Ltr),
            ("az-Arab", Direction::Rtl),
            ("ur-Latn", Direction::Ltr),
        ] {
            assert_eq!(tag.parse::<Language>().map(|l| l.direction()), Ok(direction), "{tag}");
        }
    }
}
