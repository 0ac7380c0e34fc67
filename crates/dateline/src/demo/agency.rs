//! Who is the demo agency: its name, editions, sections and standing pages?

use std::collections::BTreeMap;

use anyhow::{Context as _, Result};
use serde::Deserialize;

use super::text;

/// The agency, as `demo/agency.toml` has it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemoAgency {
    /// What it is called, in the language of its first edition.
    pub name: String,
    /// Its editions; the first stands at `/`.
    #[serde(rename = "edition")]
    pub editions: Vec<DemoEdition>,
    /// What crosses sections and editions.
    #[serde(rename = "topic")]
    pub topics: Vec<DemoTopic>,
}

/// A topic of the demo.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemoTopic {
    /// In its address.
    pub slug: String,
    /// A Media Topic by code; the house's own where there is none.
    pub subject: Option<String>,
    /// By language.
    pub name: BTreeMap<String, String>,
    /// By language, in a sentence or two.
    #[serde(default)]
    pub about: BTreeMap<String, String>,
}

/// A site of the demo.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemoEdition {
    /// In its address, and the folder of its copy.
    pub slug: String,
    /// In its own language.
    pub name: String,
    /// BCP 47 tag.
    pub language: String,
    /// IANA name.
    pub zone: String,
    /// `suffix`, `reuters`, `ap` or `dpa`.
    pub number_style: String,
    /// One sentence for the front page's head.
    pub description: String,
    /// In their order.
    #[serde(rename = "section")]
    pub sections: Vec<DemoSection>,
}

/// A section of a site of the demo.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemoSection {
    /// In its address; the same in all editions.
    pub slug: String,
    /// In the edition's language.
    pub name: String,
    /// One sentence.
    pub description: String,
}

/// A standing page of an edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoPage {
    /// Whose.
    pub edition: String,
    /// `about`, `contact`, `corrections-policy` or `privacy`.
    pub name: &'static str,
    /// Plain wire copy: the title, then paragraphs.
    pub copy: String,
}

/// The standing pages by the names of their addresses.
const PAGES: [&str; 4] = ["about", "contact", "corrections-policy", "privacy"];

impl DemoAgency {
    /// The edition with this slug.
    pub fn edition(&self, slug: &str) -> Option<&DemoEdition> {
        self.editions.iter().find(|edition| edition.slug == slug)
    }
}

impl DemoEdition {
    /// The section with this slug.
    pub fn section(&self, slug: &str) -> Option<&DemoSection> {
        self.sections.iter().find(|section| section.slug == slug)
    }
}

/// The demo agency.
///
/// # Errors
/// `demo/agency.toml` is missing or wrong; a test rules this out.
pub fn agency() -> Result<DemoAgency> {
    toml::from_str(&text("agency.toml").context("demo/agency.toml")?).context("demo/agency.toml")
}

/// The standing pages of all editions.
///
/// # Errors
/// One of them is missing; a test rules this out.
pub fn pages() -> Result<Vec<DemoPage>> {
    let mut pages = Vec::new();
    for edition in agency()?.editions {
        for name in PAGES {
            let path = format!("{}/pages/{name}.txt", edition.slug);
            let copy = text(&path).with_context(|| format!("demo/{path}"))?;
            pages.push(DemoPage { edition: edition.slug.clone(), name, copy });
        }
    }
    Ok(pages)
}
