//! What a revision says: all that is sent, shown and compared.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{Dateline, EditionSlug, Language, MediaId, ParagraphId, SectionSlug, Text, Urgency};

/// What a paragraph is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// A paragraph of the story.
    #[default]
    Body,
    /// A paragraph of standing background.
    Background,
    /// A quotation set apart.
    BlockQuote,
    /// A heading between paragraphs.
    Subhead,
    /// One item of a list; neighbours make the list.
    ListItem,
    /// A table: a row a line, cells set apart by tabs.
    Table,
    /// A thing from elsewhere, by its address.
    Embed,
    /// A note to the reader.
    Note,
}

impl Role {
    /// Whether it has a paragraph number: body, background and block quotes have.
    pub fn is_counted(self) -> bool {
        matches!(self, Role::Body | Role::Background | Role::BlockQuote)
    }
}

/// A paragraph of a story.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paragraph {
    /// Stable within the story, whatever happens to its place and words.
    pub id: ParagraphId,
    /// What it is for.
    #[serde(default)]
    pub role: Role,
    /// What it says.
    pub text: Text,
}

/// A section of an edition in which a story stands.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Placement {
    /// The site.
    pub edition: EditionSlug,
    /// Its part.
    pub section: SectionSlug,
}

/// The picture that leads a story.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Picture {
    /// Which file.
    pub media: MediaId,
    /// What it shows, for those who see it.
    pub caption: String,
    /// Who made it.
    pub credit: String,
    /// What it shows, for those who do not see it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub alt: String,
}

/// Not for release before an instant.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Embargo {
    /// The instant.
    pub until: Timestamp,
    /// The zone in which an editor set it (IANA name), so that it is shown as it was meant.
    pub zone: String,
}

/// What one revision says. Empty lists and absent fields leave no trace in the canonical form.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Content {
    /// The language of the text.
    pub language: Language,
    /// The working name: the same over all revisions.
    pub slugline: String,
    /// Without the revision's number.
    pub headline: String,
    /// The standfirst above the body, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lead: Option<Text>,
    /// Place, date and source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dateline: Option<Dateline>,
    /// The paragraphs in order. A headline-only flash has none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub body: Vec<Paragraph>,
    /// Who wrote it, as it is shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub byline: Option<String>,
    /// The initials or names at the foot.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sign_off: Option<String>,
    /// How pressing it is.
    #[serde(default)]
    pub urgency: Urgency,
    /// The kind of writing (`analysis`, `interview` …), where it is not plain news.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub genre: Option<String>,
    /// Where it stands; the first decides its address.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub placements: Vec<Placement>,
    /// IPTC Media Topics by code (`medtop:04000000`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub subjects: Vec<String>,
    /// Places it is about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<String>,
    /// People it is about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<String>,
    /// Organisations it is about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub organisations: Vec<String>,
    /// Words to find it by.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub keywords: Vec<String>,
    /// How it may be used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub usage_terms: Option<String>,
    /// The picture that leads it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<Picture>,
    /// Where it came from, if not from this house: the address or name of the source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
    /// Not for release before this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub embargo: Option<Embargo>,
    /// For editors, never for publication; not part of the public canonical form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Content {
    /// What is left of it when its text has to go: its language and where it stood.
    pub fn erased(&self) -> Content {
        let mut left = Content::new(self.language.clone(), "", "");
        left.placements = self.placements.clone();
        left
    }

    /// A story with a language, a slugline and a headline, and nothing else yet.
    pub fn new(language: Language, slugline: impl Into<String>, headline: impl Into<String>) -> Self {
        Content {
            language,
            slugline: slugline.into(),
            headline: headline.into(),
            lead: None,
            dateline: None,
            body: Vec::new(),
            byline: None,
            sign_off: None,
            urgency: Urgency::ROUTINE,
            genre: None,
            placements: Vec::new(),
            subjects: Vec::new(),
            places: Vec::new(),
            people: Vec::new(),
            organisations: Vec::new(),
            keywords: Vec::new(),
            usage_terms: None,
            picture: None,
            origin: None,
            embargo: None,
            note: None,
        }
    }

    /// Each paragraph with its number; those that are not counted have none.
    pub fn numbered(&self) -> impl Iterator<Item = (Option<u32>, &Paragraph)> {
        let mut last = 0;
        self.body.iter().map(move |paragraph| {
            let number = paragraph.role.is_counted().then(|| {
                last += 1;
                last
            });
            (number, paragraph)
        })
    }

    /// Gives paragraphs 1, 2, 3 … as their ids: for a first revision, whose paragraphs have no history.
    pub fn number_new_paragraphs(&mut self) {
        for (id, paragraph) in (1..).zip(&mut self.body) {
            paragraph.id = ParagraphId(id);
        }
    }

    /// The words of lead and body, by the white space between them.
    pub fn word_count(&self) -> usize {
        let words = |text: &Text| text.as_plain().split_whitespace().count();
        self.lead.iter().map(words).sum::<usize>() + self.body.iter().map(|p| words(&p.text)).sum::<usize>()
    }

    /// The first words of the story for a list or a preview: the lead, else the first counted paragraph.
    pub fn summary(&self) -> Option<&Text> {
        self.lead.as_ref().or_else(|| self.body.iter().find(|p| p.role.is_counted()).map(|p| &p.text))
    }
}
