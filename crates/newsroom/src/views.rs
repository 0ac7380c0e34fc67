//! What the use cases give to those who show it: plain facts, nothing rendered.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::Timestamp;
use story::{
    Change, Content, DeskId, DraftId, EntryKind, Kind, Placement, PublicSequence, Question, Revision,
    RevisionNumber, Section, Sequence, ShortId, Standing, StoryId, Urgency,
};

/// A story as a list shows it: its present public revision.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Which story.
    pub story: StoryId,
    /// What decides its address.
    pub short: ShortId,
    /// The words in its address, from the headline first published.
    pub slug: String,
    /// The revision shown. Its content is whole, so a list may show lead, dateline or picture.
    pub revision: Arc<Revision>,
    /// When the public first had it; its civil date in the home edition's zone stands in the address.
    pub first_public: Timestamp,
    /// When the public got this revision.
    pub updated: Timestamp,
    /// The place of its last public entry.
    pub sequence: PublicSequence,
    /// How many wire entries it has: its version, in every format.
    pub version: u32,
}

impl Item {
    /// The edition and section that decide its address.
    pub fn home(&self) -> Option<&Placement> {
        self.revision.content.placements.first()
    }
}

/// An edition's front page.
#[derive(Clone, Debug, Default)]
pub struct Front {
    /// The story that leads.
    pub lead: Option<Item>,
    /// The stories below it.
    pub top: Vec<Item>,
    /// Each section with its newest, without those above.
    pub sections: Vec<(Section, Vec<Item>)>,
    /// The newest moves, newest first.
    pub newsfeed: Vec<Item>,
    /// A flash or bulletin of the last hours.
    pub breaking: Option<Item>,
}

/// A page of a section.
#[derive(Clone, Debug)]
pub struct SectionPage {
    /// Which section.
    pub section: Section,
    /// Its stories, the last moved first.
    pub items: Vec<Item>,
    /// Where the next page begins, if there is one.
    pub next: Option<PublicSequence>,
}

/// A story as the public has it.
#[derive(Clone, Debug)]
pub struct PublicStory {
    /// The present revision and its address.
    pub item: Item,
    /// All public revisions, oldest first.
    pub revisions: Vec<Arc<Revision>>,
    /// When the public got each of them.
    pub public_at: Vec<Timestamp>,
    /// Where in the public log each of them stands.
    pub places: HashMap<RevisionNumber, PublicSequence>,
    /// How many wire entries the story has: the version in every format.
    pub version: u32,
    /// Other stories of its section, newest first.
    pub more: Vec<Item>,
    /// The same story in other languages.
    pub translations: Vec<Item>,
}

/// A story that must not be used, for the moment or any more.
#[derive(Clone, Debug)]
pub struct Withdrawn {
    /// Which story.
    pub story: StoryId,
    /// Where it stood.
    pub placements: Vec<Placement>,
    /// Since when.
    pub at: Timestamp,
    /// Why, for the reader.
    pub reason: String,
}

/// What stands at a story's address.
#[derive(Clone, Debug)]
pub enum AtAddress {
    /// The story.
    Story(Box<PublicStory>),
    /// The notice that it is withheld for the moment (HTTP 404: nothing is here now, RFC 9110 section 15.5.5).
    Held(Withdrawn),
    /// The notice that it was withdrawn or taken down (HTTP 410).
    Withdrawn(Withdrawn),
}

/// One public move, as a live stream and the public log tell it.
#[derive(Clone, Debug, PartialEq)]
pub struct PublicMove {
    /// Its place among public moves.
    pub sequence: PublicSequence,
    /// What it did.
    pub kind: Kind,
    /// When the public got it.
    pub at: Timestamp,
    /// The story after it; none when it was withdrawn.
    pub item: Option<Item>,
    /// Which story.
    pub story: StoryId,
    /// Where the story stands, or stood.
    pub placements: Vec<Placement>,
}

/// One line of the wire monitor: an entry, for the house only.
#[derive(Clone, Debug, PartialEq)]
pub struct WireLine {
    /// Its place on the wire.
    pub sequence: Sequence,
    /// Its place among public entries, once it is public.
    pub public: Option<PublicSequence>,
    /// What it is.
    pub kind: EntryKind,
    /// When it was sent.
    pub at: Timestamp,
    /// By whom.
    pub by: Option<String>,
    /// Which story.
    pub story: StoryId,
    /// What decides its address.
    pub short: ShortId,
    /// The words in its address.
    pub slug: String,
    /// When the public first had it; none under embargo.
    pub first_public: Option<Timestamp>,
    /// The revision it made, or the last one where it made none.
    pub revision: Arc<Revision>,
    /// Why, where it is a notice.
    pub reason: Option<String>,
    /// How the story stands by now.
    pub standing: Standing,
    /// How many entries the story had with this one.
    pub version: u32,
}

/// The fields of a draft, as typed: nothing is parsed before a send, so nothing typed is lost.
///
/// `body` is plain wire copy with its dateline in front of the first paragraph; lists are set apart by
/// commas; `sections` are `edition/section` words.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct DraftFields {
    /// The working name.
    pub slugline: String,
    /// Without the revision's number.
    pub headline: String,
    /// The standfirst.
    pub lead: String,
    /// The dateline, with or without its dash (`PORT MERRIN, October 12 (Meridian) -`).
    pub dateline: String,
    /// The paragraphs.
    pub body: String,
    /// Who wrote it.
    pub byline: String,
    /// `edition/section`, the first decides the address.
    pub sections: Vec<String>,
    /// `1` to `8`.
    pub urgency: String,
    /// The kind of writing.
    pub genre: String,
    /// The language tag.
    pub language: String,
    /// The topics it stands in, one a line: by name or by code.
    pub subjects: String,
    /// Set apart by commas.
    pub keywords: String,
    /// Not for publication.
    pub note: String,
    /// `YYYY-MM-DD HH:MM` in the edition's zone, or empty.
    pub embargo: String,
    /// The picture's id, or empty.
    pub picture: String,
    /// What it shows.
    pub caption: String,
    /// Who made it.
    pub credit: String,
    /// What it shows, for those who do not see it.
    pub alt: String,
}

/// A draft as a list shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct DraftLine {
    /// Which draft.
    pub id: DraftId,
    /// The story it will go to, if it exists.
    pub story: Option<StoryId>,
    /// The revision it is written on.
    pub base: Option<RevisionNumber>,
    /// Its working name.
    pub slugline: String,
    /// Its headline.
    pub headline: String,
    /// How pressing it is.
    pub urgency: Urgency,
    /// Who began it.
    pub by: String,
    /// When it was last saved.
    pub saved_at: Timestamp,
    /// Who has it open now, if somebody has.
    pub open_by: Option<String>,
    /// Whether the story has moved on since.
    pub is_stale: bool,
    /// How the story stands.
    pub standing: Standing,
    /// The draft from which it branched, if that is still open.
    pub branch_of: Option<DraftId>,
    /// The desk where it is, and that desk's name.
    pub desk: Option<(DeskId, String)>,
    /// When it was filed for an editor to send; none while it is being written.
    pub filed_at: Option<Timestamp>,
    /// Whether the one who asks may send it.
    pub may_send: bool,
}

/// A draft, whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// As in a list.
    pub line: DraftLine,
    /// Counts the saves; a save names the one it follows.
    pub version: u64,
    /// What was typed.
    pub fields: DraftFields,
    /// Who holds the lease, if not the one who asks.
    pub open_by: Option<String>,
    /// The revision it is written on.
    pub base: Option<Arc<Revision>>,
}

/// What a save answered.
#[derive(Clone, Debug, PartialEq)]
pub enum Saved {
    /// It is kept.
    Kept {
        /// The number to name at the next save.
        version: u64,
        /// When.
        at: Timestamp,
    },
    /// Somebody saved in between, or the draft was sent: both texts are kept, this one as a branch of its own.
    Branched {
        /// Where the text now is.
        branch: DraftId,
        /// Who was faster.
        by: String,
    },
}

/// What a send would do: the send sheet.
#[derive(Clone, Debug)]
pub struct Preview {
    /// The revision it would make; the refusal where it would not.
    pub outcome: Result<Revision, story::Refusal>,
    /// What faults stand in which fields, before any rule is asked.
    pub faults: Vec<FieldFault>,
    /// What it differs from.
    pub against: Option<Content>,
    /// What it would say.
    pub content: Option<Content>,
    /// Each changed fact that the editor is asked about.
    pub questions: Vec<Question>,
}

/// A side of two drafts that are merged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The draft into which is merged.
    Mine,
    /// The other.
    Theirs,
    /// Both, one behind the other.
    Both,
}

/// A field that two drafts fill differently, as JSON.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldPair {
    /// Its name in [`DraftFields`].
    pub field: String,
    /// What one's own has.
    pub mine: serde_json::Value,
    /// What the other has.
    pub theirs: serde_json::Value,
}

/// Two drafts of one story beside each other; in each pair one's own comes first.
#[derive(Clone, Debug)]
pub struct Branches {
    /// The saves that were read.
    pub versions: (u64, u64),
    /// Who began them.
    pub begun_by: (String, String),
    /// The fields that differ, the body aside.
    pub fields: Vec<FieldPair>,
    /// What they say.
    pub contents: (Content, Content),
    /// One's own fields.
    pub mine: DraftFields,
}

/// What the copy desk found in a draft.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Found {
    /// The check's number.
    pub check: u8,
    /// The check's name.
    pub rule: &'static str,
    /// How much it weighs.
    pub severity: copydesk::Severity,
    /// The field of the form: `headline`, `lead`, `dateline`, `body` …
    pub field: &'static str,
    /// Which paragraph of the body, from 0.
    pub paragraph: Option<usize>,
    /// That paragraph's number, where it has one.
    pub number: Option<u32>,
    /// The first character meant, from 0, in Unicode scalar values.
    pub start: usize,
    /// How many characters.
    pub length: usize,
    /// The characters.
    pub words: String,
    /// What is wrong and what would be right.
    pub message: String,
    /// Why it stands, where it was set aside.
    pub reason: Option<String>,
}

/// A rule of the house's lexicon.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct HouseRule {
    /// Which rule; none for one that is new.
    #[serde(skip)]
    pub id: Option<RuleId>,
    /// The words that are looked for.
    pub find: String,
    /// What to write in their place; empty where they are only to be avoided.
    pub wanted: String,
    /// Only in a paragraph with this word.
    pub context: String,
    /// Not in a paragraph with this word.
    pub unless: String,
    /// Why.
    pub reason: String,
    /// Whether it holds inside quotation marks too.
    pub quotes: bool,
    /// `error`, `warning` or `note`.
    pub severity: String,
    /// Whether the copy desk goes by it.
    #[serde(skip)]
    pub is_live: bool,
}

/// What a rule finds in the archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleHit {
    /// In which story.
    pub story: StoryId,
    /// Its headline.
    pub headline: String,
    /// The words.
    pub words: String,
}

/// A field that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct FieldFault {
    /// The field's name in [`DraftFields`].
    pub field: String,
    /// The message's key in `i18n`, `fault-…`.
    pub key: &'static str,
    /// What was typed, as far as it helps.
    pub typed: String,
}

/// A move that is on the wire.
#[derive(Clone, Debug, PartialEq)]
pub struct Sent {
    /// Its place on the wire.
    pub sequence: Sequence,
    /// Its place among public moves; none under embargo.
    pub public: Option<PublicSequence>,
    /// Which story.
    pub story: StoryId,
    /// What decides its address.
    pub short: ShortId,
    /// The working name.
    pub slugline: String,
    /// The revision it made, if it made one.
    pub revision: Option<RevisionNumber>,
    /// What it was.
    pub kind: Kind,
    /// What it changed.
    pub advisory: Option<String>,
    /// The same as data.
    pub changes: Vec<Change>,
    /// The path at which it stands, once it is public.
    pub path: String,
}

pub use store::{
    ClientAlert, ClientUser, CorrectionRequest, DeskMember, Discussion, HouseRules, Letter, Message,
    ModerationAct, NewsDesk, Newsletter, PushWish, Reader, ReaderNote, Report, RuleCount, Sanction,
    SavedFilter, Staff, StaffAct, Subscriber, Subscription, UsageRow,
};

/// What names a rule of the lexicon.
pub type RuleId = uuid::Uuid;
