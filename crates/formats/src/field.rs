//! What can an item hold, and what has a format a place for?

use story::{Role, Text};

use crate::item::{Author, Item, Status};

macro_rules! fields {
    ($($(#[$meta:meta])* $name:ident = $word:literal),* $(,)?) => {
        /// One thing that an item can hold. The unit in which formats say what they carry.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Field { $($(#[$meta])* $name),* }

        impl Field {
            /// All there are, in the order of the table in `docs/formats.md`.
            pub const ALL: &[Field] = &[$(Field::$name),*];

            /// The word for it in a report.
            pub fn as_str(self) -> &'static str {
                match self { $(Field::$name => $word),* }
            }
        }
    };
}

fields! {
    /// What stays the same over its versions.
    Id = "id",
    /// The number of the version.
    Version = "version",
    /// The number of the revision.
    Revision = "revision",
    /// The kind of move.
    Kind = "kind of move",
    /// Whether it may be used.
    Status = "status",
    /// How pressing it is.
    Urgency = "urgency",
    /// The headline.
    Title = "headline",
    /// The working name.
    Slugline = "slugline",
    /// The address of its page.
    Link = "link",
    /// The language.
    Language = "language",
    /// What sort of text it is.
    Genre = "genre",
    /// What it is about, by name.
    Subjects = "subjects",
    /// The codes of its subjects.
    SubjectCodes = "codes of subjects",
    /// Whether a subject is a topic, a place, a person ….
    SubjectKinds = "kinds of subjects",
    /// Words to find it by.
    Keywords = "keywords",
    /// Who wrote it.
    Authors = "authors",
    /// Roles, mail addresses and pages of its authors.
    AuthorDetails = "roles and addresses of authors",
    /// The byline, as printed.
    Byline = "byline",
    /// The credit line.
    Credit = "credit line",
    /// Who provides it.
    Source = "source",
    /// Whose the rights are.
    Copyright = "copyright",
    /// How it may be used.
    Usage = "usage terms",
    /// When its first version was made.
    Created = "first created",
    /// When it was published.
    Published = "published",
    /// When this version was made.
    Updated = "updated",
    /// Not for release before this.
    Embargo = "embargo",
    /// Not to be used after this.
    Expires = "expiry",
    /// The abstract.
    Summary = "summary",
    /// The dateline.
    Dateline = "dateline",
    /// Where it was written.
    Located = "place of writing",
    /// The paragraphs.
    Body = "body",
    /// Subheads, lists, block quotes.
    Roles = "subheads, lists, quotes set apart",
    /// Tables.
    Tables = "tables",
    /// Background, embeds and notes as such.
    Blocks = "background, embeds and notes as such",
    /// Strong and emphasised words.
    Marks = "strong and emphasised words",
    /// Links in the text.
    Links = "links in the text",
    /// The note for editors.
    Note = "editor's note",
    /// The advisory line.
    Advisory = "advisory line",
    /// What changed, as data.
    Changes = "changes as data",
    /// How it stands to other items.
    Relations = "relations to other items",
    /// Pictures and files.
    Media = "media",
    /// Sizes, texts for those who do not see it, and credits of media.
    MediaDetails = "sizes, alternative texts and credits of media",
    /// Comments of readers.
    Comments = "comments",
    /// What other formats said and the model has no place for.
    Extensions = "extensions",
}

impl Field {
    /// Whether an item says anything of this kind.
    pub fn is_in(self, item: &Item) -> bool {
        let mut without = item.clone();
        self.clear(&mut without);
        without != *item
    }

    /// Takes all of this kind out of an item.
    pub fn clear(self, item: &mut Item) {
        match self {
            Field::Id => item.id.clear(),
            Field::Version => item.version = None,
            Field::Revision => item.revision = None,
            Field::Kind => item.kind = None,
            Field::Status => item.status = Status::Usable,
            Field::Urgency => item.urgency = None,
            Field::Title => item.title.clear(),
            Field::Slugline => item.slugline = None,
            Field::Link => item.link = None,
            Field::Language => item.language = None,
            Field::Genre => item.genre = None,
            Field::Subjects => item.subjects.clear(),
            Field::SubjectCodes => item.subjects.iter_mut().for_each(|subject| subject.code = None),
            Field::SubjectKinds => {
                item.subjects.iter_mut().for_each(|subject| subject.kind = crate::SubjectKind::Topic);
            }
            Field::Keywords => item.keywords.clear(),
            Field::Authors => item.authors.clear(),
            Field::AuthorDetails => {
                for author in &mut item.authors {
                    *author = Author::named(std::mem::take(&mut author.name));
                }
            }
            Field::Byline => item.byline = None,
            Field::Credit => item.credit = None,
            Field::Source => item.source = None,
            Field::Copyright => item.copyright = None,
            Field::Usage => item.usage = None,
            Field::Created => item.created = None,
            Field::Published => item.published = None,
            Field::Updated => item.updated = None,
            Field::Embargo => item.embargo = None,
            Field::Expires => item.expires = None,
            Field::Summary => item.summary = None,
            Field::Dateline => item.dateline = None,
            Field::Located => item.located = None,
            Field::Body => item.body.clear(),
            Field::Roles => plainer(item, &[Role::Subhead, Role::ListItem, Role::BlockQuote]),
            Field::Tables => plainer(item, &[Role::Table]),
            Field::Blocks => plainer(item, &[Role::Background, Role::Embed, Role::Note]),
            Field::Marks => runs(item, |run| (run.strong, run.emphasis) = (false, false)),
            Field::Links => runs(item, |run| run.link = None),
            Field::Note => item.note = None,
            Field::Advisory => item.advisory = None,
            Field::Changes => item.changes.clear(),
            Field::Relations => item.relations.clear(),
            Field::Media => item.media.clear(),
            Field::MediaDetails => {
                for media in &mut item.media {
                    (media.size, media.width, media.height) = (None, None, None);
                    (media.alt, media.credit) = (None, None);
                }
            }
            Field::Comments => item.comments.clear(),
            Field::Extensions => item.extensions.clear(),
        }
    }
}

fn plainer(item: &mut Item, roles: &[Role]) {
    for paragraph in item.body.iter_mut().filter(|paragraph| roles.contains(&paragraph.role)) {
        paragraph.role = Role::Body;
    }
}

fn runs(item: &mut Item, change: impl Fn(&mut story::Run)) {
    for paragraph in &mut item.body {
        let mut all: Vec<story::Run> = std::mem::take(&mut paragraph.text).into();
        all.iter_mut().for_each(&change);
        paragraph.text = Text::from(all);
    }
}
