//! What is known beside the story itself: the time, the earlier revision, facts from outside.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Deserialize;
use story::{Content, Kind};

/// What a check may know beside the story.
#[derive(Clone, Debug)]
pub struct Context<'a> {
    /// The instant at which the story is to be sent.
    pub now: Timestamp,
    /// The house's zone.
    pub zone: TimeZone,
    /// The revision that the public has, where there is one.
    pub earlier: Option<&'a Content>,
    /// The kind of move that is meant.
    pub kind: Option<Kind>,
    /// The advisory line as it was written, if it was.
    pub advisory: Option<&'a str>,
    /// What is known from outside.
    pub facts: &'a Facts,
}

impl Context<'_> {
    /// The civil date at which the story is sent, in the house's zone.
    pub fn today(&self) -> Date {
        self.zone.to_datetime(self.now).date()
    }
}

/// Facts from outside the story, as JSON gives them. Every member may be left out.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Facts {
    /// What a dossier holds. A member may be an object of name and value (`{"Kestrel toll": 14}`).
    #[serde(deserialize_with = "known")]
    pub facts: Vec<Known>,
    /// What ran before in other stories, in nearly the words of a quotation of this one.
    pub quotes: Vec<Ran>,
    /// Names that the house knows to be spelt so.
    #[serde(deserialize_with = "one_or_many")]
    pub names: Vec<String>,
    /// Captions of the story's pictures.
    #[serde(deserialize_with = "one_or_many")]
    pub captions: Vec<String>,
    /// The character set that the narrowest subscriber takes, by its label (WHATWG Encoding).
    pub charset: Option<String>,
    /// The house's rules. A member may be an object of found and wanted words (`{"terrorist": "militant"}`).
    #[serde(deserialize_with = "rules")]
    pub lexicon: Vec<Rule>,
    /// When the embargo ends, as the field says (RFC 3339).
    pub embargo: Option<Timestamp>,
    /// The editor's note.
    pub note: Option<String>,
    /// Names that must not be published.
    #[serde(deserialize_with = "one_or_many")]
    pub suppress: Vec<String>,
    /// Words that are right here, whatever the dictionary says.
    #[serde(deserialize_with = "one_or_many")]
    pub ignore: Vec<String>,
}

/// A fact of a dossier.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Known {
    /// What it is about: the words by which a sentence is known to speak of it.
    #[serde(alias = "about", alias = "subject")]
    pub name: String,
    /// What holds: a number with or without its unit, a name, a status.
    #[serde(deserialize_with = "as_text")]
    pub value: String,
    /// The unit or the noun counted.
    pub unit: Option<String>,
    /// As of when.
    #[serde(alias = "as-of", alias = "as of")]
    pub as_of: Option<String>,
    /// Values that held before or are wrong, beside which the present one is known to conflict.
    #[serde(alias = "was", alias = "not", deserialize_with = "one_or_many")]
    pub former: Vec<String>,
}

/// A quotation as it ran before.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Ran {
    /// The words.
    pub words: String,
    /// Who said them.
    pub name: String,
    /// On which day it ran.
    pub day: Option<String>,
}

/// A rule of the house's lexicon: words, and what to write in their place.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Rule {
    /// The words that are looked for. With a capital in them, only so.
    #[serde(alias = "from", alias = "wrong", alias = "pattern", alias = "word")]
    pub find: String,
    /// What to write; empty where the words are only to be avoided.
    #[serde(rename = "use", alias = "to", alias = "right", alias = "replace", alias = "replacement")]
    pub use_: String,
    /// Only in a paragraph with this word.
    #[serde(alias = "when", alias = "only_with")]
    pub context: Option<String>,
    /// Not in a paragraph with this word.
    pub unless: Option<String>,
    /// Why.
    #[serde(alias = "note", alias = "message")]
    pub reason: Option<String>,
    /// Whether it holds inside quotation marks too.
    pub quotes: bool,
    /// How much it weighs: `error`, `warning` or `note`.
    pub severity: Option<String>,
}

fn as_text<'de, D: serde::Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    Ok(match serde_json::Value::deserialize(from)? {
        serde_json::Value::String(text) => text,
        other => other.to_string(),
    })
}

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

fn one_or_many<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Vec<String>, D::Error> {
    Ok(match OneOrMany::deserialize(from)? {
        OneOrMany::One(text) => vec![text],
        OneOrMany::Many(all) => all,
    })
}

#[derive(Deserialize)]
#[serde(untagged)]
enum ListOrMap<T> {
    List(Vec<T>),
    Map(BTreeMap<String, serde_json::Value>),
}

fn plain(value: serde_json::Value) -> String {
    match value {
        serde_json::Value::String(text) => text,
        other => other.to_string(),
    }
}

fn known<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Vec<Known>, D::Error> {
    Ok(match ListOrMap::deserialize(from)? {
        ListOrMap::List(all) => all,
        ListOrMap::Map(map) => map
            .into_iter()
            .map(|(name, value)| Known { name, value: plain(value), ..Known::default() })
            .collect(),
    })
}

fn rules<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Vec<Rule>, D::Error> {
    Ok(match ListOrMap::deserialize(from)? {
        ListOrMap::List(all) => all,
        ListOrMap::Map(map) => map
            .into_iter()
            .map(|(find, value)| Rule { find, use_: plain(value), ..Rule::default() })
            .collect(),
    })
}
