//! What a file of news says, whatever its format: the one model that every reader fills and every writer reads.

use jiff::Timestamp;
use story::{Change, Dateline, DatelineStyle, Kind, Language, Paragraph, Urgency};

use crate::Diagnosis;

/// A file that was read, or is to be written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// The format's name (`RSS 2.0`, `ninjs 3.1`).
    pub format: String,
    /// What it says of itself.
    pub head: Head,
    /// Its stories, in order.
    pub items: Vec<Item>,
    /// What is no story, and why it was left.
    pub left: Vec<Left>,
    /// What was taken in spite of a fault.
    pub diagnoses: Vec<Diagnosis>,
}

/// What a feed, a message or an export says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// Its title, plain.
    pub title: String,
    /// One sentence on it, plain.
    pub description: Option<String>,
    /// The page it belongs to.
    pub home: Option<String>,
    /// Its own address.
    pub own: Option<String>,
    /// The hub that posts it when it changes (WebSub).
    pub hub: Option<String>,
    /// What identifies it, where it says so.
    pub id: Option<String>,
    /// Its language tag, as written.
    pub language: Option<String>,
    /// When anything in it last changed, or when it was sent.
    pub updated: Option<Timestamp>,
    /// Who makes it.
    pub authors: Vec<Author>,
    /// Whose it is.
    pub copyright: Option<String>,
}

/// A story in a file: one revision of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Item {
    /// What stays the same over its versions; its address or a title where the file gives no id.
    pub id: String,
    /// Its version, where the file counts. Versions of some agencies jump: newer is what `updated` says is newer.
    pub version: Option<u64>,
    /// The number of the revision, from 0, where it is told apart from the version: a hold is a version and no revision.
    pub revision: Option<u64>,
    /// What kind of move it is, where the sender says.
    pub kind: Option<Kind>,
    /// Whether it may be used.
    pub status: Status,
    /// How pressing it is.
    pub urgency: Option<Urgency>,
    /// Its headline, plain.
    pub title: String,
    /// The working name.
    pub slugline: Option<String>,
    /// The address of its page.
    pub link: Option<String>,
    /// Its language tag, as written.
    pub language: Option<String>,
    /// What sort of text it is (`Current`, `Feature`, `Analysis`).
    pub genre: Option<String>,
    /// Its sections, topics, places, people, organisations.
    pub subjects: Vec<Subject>,
    /// Words to find it by.
    pub keywords: Vec<String>,
    /// Who wrote it.
    pub authors: Vec<Author>,
    /// The line that says who wrote it, as printed.
    pub byline: Option<String>,
    /// The line that says whose it is, as printed beside it.
    pub credit: Option<String>,
    /// Who provides it.
    pub source: Option<String>,
    /// Whose the rights are.
    pub copyright: Option<String>,
    /// How it may be used.
    pub usage: Option<String>,
    /// When its first version was made.
    pub created: Option<Timestamp>,
    /// When it was published.
    pub published: Option<Timestamp>,
    /// When this version was made.
    pub updated: Option<Timestamp>,
    /// Not for release before this.
    pub embargo: Option<Timestamp>,
    /// Not to be used after this.
    pub expires: Option<Timestamp>,
    /// Its first words or its abstract, plain.
    pub summary: Option<String>,
    /// The dateline, as printed (`TESSA, Oct 12 (Meridian)`).
    pub dateline: Option<String>,
    /// Where it was written or plays.
    pub located: Option<String>,
    /// Its paragraphs, numbered 1, 2, 3 ….
    pub body: Vec<Paragraph>,
    /// For editors, not for publication.
    pub note: Option<String>,
    /// What this version changed, as a line.
    pub advisory: Option<String>,
    /// What this version changed, as data.
    pub changes: Vec<Change>,
    /// The items it stands to in some way.
    pub relations: Vec<Relation>,
    /// Pictures, sound, films and files, by reference.
    pub media: Vec<Media>,
    /// What readers said below it.
    pub comments: Vec<Comment>,
    /// What the file says and this model has no place for, kept as it was.
    pub extensions: Vec<Extension>,
}

impl Item {
    /// A dateline as it is printed in front of a text, without the dash between them.
    pub fn dateline(line: &Dateline, language: &Language, style: DatelineStyle) -> String {
        line.write(language, style).trim_end_matches([' ', '-', '–', '—']).to_owned()
    }

    /// The headline; where there is none, as in a kill, the slugline: feeds must have some title.
    pub(crate) fn shown_title(&self) -> &str {
        if self.title.is_empty() { self.slugline.as_deref().unwrap_or("–") } else { &self.title }
    }

    /// The names of those who wrote it.
    pub fn author_names(&self) -> Vec<&str> {
        self.authors.iter().map(|author| author.name.as_str()).collect()
    }

    /// Whether its sender withholds it or took it back.
    pub fn is_withheld(&self) -> bool {
        self.status != Status::Usable
    }

    /// Keeps what there is no place for.
    pub(crate) fn extend(&mut self, name: impl Into<String>, value: impl Into<String>) {
        let (name, value) = (name.into(), value.into());
        if !value.trim().is_empty() {
            self.extensions.push(Extension { name, value });
        }
    }
}

/// Whether an item may be used (IPTC NewsCodes, Publishing Status).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Status {
    /// It may.
    #[default]
    Usable,
    /// Not until told.
    Withheld,
    /// Never: it was taken back.
    Canceled,
}

impl Status {
    /// The word of IPTC's list.
    pub fn as_str(self) -> &'static str {
        match self {
            Status::Usable => "usable",
            Status::Withheld => "withheld",
            Status::Canceled => "canceled",
        }
    }

    /// Reads the word, with or without the prefix of the list; what is unknown is usable.
    pub fn read(word: &str) -> Status {
        match word.rsplit(':').next().unwrap_or_default().trim().to_ascii_lowercase().as_str() {
            "withheld" | "embargoed" => Status::Withheld,
            "canceled" | "cancelled" | "killed" => Status::Canceled,
            _ => Status::Usable,
        }
    }
}

/// What an item is about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Subject {
    /// Its name; empty where the file has only a code.
    pub name: String,
    /// Its code, with the scheme it is of (`medtop:20000002`, `http://cv.iptc.org/…`).
    pub code: Option<String>,
    /// What it is.
    pub kind: SubjectKind,
}

impl Subject {
    /// A topic by its name.
    pub fn named(name: impl Into<String>) -> Subject {
        Subject { name: name.into(), ..Subject::default() }
    }
}

/// What a subject is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum SubjectKind {
    /// A topic, a section, a category.
    #[default]
    Topic,
    /// A place.
    Place,
    /// A person.
    Person,
    /// An organisation.
    Organisation,
    /// An event.
    Event,
}

/// Who wrote something.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Author {
    /// The name; the mail address where there is no name.
    pub name: String,
    /// What they did (`photographer`).
    pub role: Option<String>,
    /// The mail address.
    pub email: Option<String>,
    /// A page or an id.
    pub uri: Option<String>,
}

impl Author {
    /// An author of whom only the name is known.
    pub fn named(name: impl Into<String>) -> Author {
        Author { name: name.into(), ..Author::default() }
    }
}

/// How an item stands to another.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Relation {
    /// In which way.
    pub kind: RelationKind,
    /// The other's id.
    pub id: String,
    /// The other's title, where it is told.
    pub title: Option<String>,
}

/// In which way an item stands to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RelationKind {
    /// It stands in the other's place.
    Replaces,
    /// It says what was wrong in the other.
    Corrects,
    /// It grew out of the other.
    EvolvedFrom,
    /// It says the same in another language.
    TranslationOf,
    /// It is worth reading beside it.
    SeeAlso,
}

impl RelationKind {
    /// The word for it in our extensions.
    pub fn as_str(self) -> &'static str {
        match self {
            RelationKind::Replaces => "replaces",
            RelationKind::Corrects => "corrects",
            RelationKind::EvolvedFrom => "evolved-from",
            RelationKind::TranslationOf => "translation-of",
            RelationKind::SeeAlso => "see-also",
        }
    }

    /// Reads the word.
    pub fn read(word: &str) -> Option<RelationKind> {
        use RelationKind::{Corrects, EvolvedFrom, Replaces, SeeAlso, TranslationOf};
        [Replaces, Corrects, EvolvedFrom, TranslationOf, SeeAlso]
            .into_iter()
            .find(|kind| kind.as_str() == word)
    }
}

/// A picture, a sound, a film or a file, by reference.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Media {
    /// What identifies it in the file, where it says so.
    pub id: Option<String>,
    /// Where it is.
    pub href: String,
    /// Its media type (`image/jpeg`).
    pub media_type: Option<String>,
    /// Its size in bytes.
    pub size: Option<u64>,
    /// In pixels.
    pub width: Option<u32>,
    /// In pixels.
    pub height: Option<u32>,
    /// What is printed below it.
    pub caption: Option<String>,
    /// What is said to those who do not see it.
    pub alt: Option<String>,
    /// Whose it is, as printed beside it.
    pub credit: Option<String>,
}

/// What a reader said below a story.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Comment {
    /// What identifies it in the file.
    pub id: String,
    /// The comment it answers.
    pub parent: Option<String>,
    /// Who said it.
    pub author: Author,
    /// When.
    pub at: Option<Timestamp>,
    /// What, plain.
    pub text: String,
    /// Whether it was let through.
    pub is_approved: bool,
}

/// What a file says and the model has no place for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Extension {
    /// Its name in the file, with its prefix or its path (`rtr:versionType`, `evolvedfrom`).
    pub name: String,
    /// Its value: text, or JSON where it has parts.
    pub value: String,
}

/// Something that was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// What.
    pub what: String,
    /// Why.
    pub why: String,
}
