//! The one question about a change that no program can answer: was it wrong, or has it moved on?

use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// What stands in another's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Fact {
    /// A number: a toll, a price, a result.
    Number,
    /// Who or where.
    Name,
    /// A day, a month, a year.
    Date,
    /// Words inside quotation marks.
    Quote,
    /// Whether it is so at all: `not`, `never`, `denied` came or went.
    Negation,
}

impl Fact {
    /// All facts that are asked about.
    pub const ALL: [Fact; 5] = [Fact::Number, Fact::Name, Fact::Date, Fact::Quote, Fact::Negation];

    /// The word by which machines and the catalogues (`fact-…`) know it.
    pub fn as_str(self) -> &'static str {
        match self {
            Fact::Number => "number",
            Fact::Name => "name",
            Fact::Date => "date",
            Fact::Quote => "quote",
            Fact::Negation => "negation",
        }
    }
}

/// What the editor says of a changed fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// It was wrong when it was sent: a correction.
    Wrong,
    /// It was right then, and things have moved on: an update.
    MovedOn,
}

impl Answer {
    /// The word by which forms and machines know it.
    pub fn as_str(self) -> &'static str {
        match self {
            Answer::Wrong => "wrong",
            Answer::MovedOn => "moved-on",
        }
    }
}

impl FromStr for Answer {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let known = [Answer::Wrong, Answer::MovedOn].into_iter().find(|answer| answer.as_str() == text);
        known.ok_or_else(|| format!("`{text}` is no answer: a fact was `wrong` or has `moved-on`"))
    }
}

/// A changed fact that is asked about: the same change in several places is one question.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Question {
    /// What changed.
    pub fact: Fact,
    /// What stood there.
    pub old: String,
    /// What stands there now.
    pub new: String,
    /// The numbers of the new revision's paragraphs in which it stands.
    pub paragraphs: Vec<u32>,
    /// The fields of the head in which it stands (`headline`, `lead` …).
    pub fields: Vec<String>,
}

impl Question {
    /// Whether two are about the same change, wherever it stands.
    pub fn is_about(&self, other: &Question) -> bool {
        (self.fact, &self.old, &self.new) == (other.fact, &other.old, &other.new)
    }
}

/// A question with its answer, as it is recorded with the revision.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Answered {
    /// What was asked.
    #[serde(flatten)]
    pub question: Question,
    /// What the editor said.
    pub answer: Answer,
}
