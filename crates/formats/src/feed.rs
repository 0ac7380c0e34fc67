//! What a feed says: the one shape from which RSS, Atom and JSON Feed are written.

use jiff::Timestamp;

/// A feed of a site, a section or a topic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feed {
    /// Its title.
    pub title: String,
    /// One sentence on it.
    pub description: String,
    /// The page it belongs to, a whole address.
    pub home: String,
    /// Its own whole address.
    pub own: String,
    /// The language tag (BCP 47).
    pub language: String,
    /// When anything in it last changed.
    pub updated: Timestamp,
    /// Its stories, the last moved first.
    pub items: Vec<FeedItem>,
}

/// A story in a feed. Its id stays the same over all revisions; `updated` moves with them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedItem {
    /// `urn:uuid:…` of the story.
    pub id: String,
    /// The whole address of its page.
    pub url: String,
    /// The headline with the mark of its revision.
    pub title: String,
    /// Its first words, plain.
    pub summary: String,
    /// Its text as HTML.
    pub html: String,
    /// When the public first had it.
    pub published: Timestamp,
    /// When the public got this revision.
    pub updated: Timestamp,
    /// The revision's number.
    pub revision: u32,
    /// The kind of move (`new`, `update`, `correction` …).
    pub kind: String,
    /// What this revision changed.
    pub advisory: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// Its sections and keywords.
    pub categories: Vec<String>,
    /// The language tag, where it is not the feed's.
    pub language: String,
}
