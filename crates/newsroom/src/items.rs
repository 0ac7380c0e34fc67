//! What a story says, as an item of the trade's formats: for feeds, for subscribers, for downloads.

use formats::{Author, Status, Subject, SubjectKind};
use jiff::Timestamp;
use store::MediaRow;
use story::{DatelineStyle, Edition, House, Kind, Revision, Standing, numbered_headline};

use crate::views;

/// A revision as an item. `version` counts the story's wire entries, so that a hold or a kill is newer for everyone.
pub struct Told<'a> {
    /// The house, for its editions' names and styles.
    pub house: &'a House,
    /// The address at which the public reaches the agency, without a slash at its end.
    pub public_url: &'a str,
    /// The revision.
    pub revision: &'a Revision,
    /// The address of its page, if it has one.
    pub path: Option<String>,
    /// When the public first had the story.
    pub first_public: Option<Timestamp>,
    /// When this move was made.
    pub at: Timestamp,
    /// How many wire entries the story had by then.
    pub version: u64,
    /// The kind of move.
    pub kind: Kind,
    /// How the story stands now: what was withdrawn since is not told any more.
    pub standing: Standing,
    /// Why, where it is held or withdrawn.
    pub reason: Option<&'a str>,
    /// The picture that leads it, where it may be shown to whom this is told; with the key of its link, where they need one.
    pub media: Option<(MediaRow, Option<String>)>,
}

impl Told<'_> {
    /// The item.
    pub fn item(&self) -> formats::Item {
        let (revision, content) = (self.revision, &self.revision.content);
        let edition = content.placements.first().and_then(|home| self.house.edition(&home.edition));
        let style = edition.map_or(DatelineStyle::Full, |edition| edition.dateline_style);
        let mut item = formats::Item {
            id: format!("urn:uuid:{}", revision.story),
            version: Some(self.version),
            revision: Some(u64::from(revision.number.0)),
            kind: Some(self.kind),
            status: match self.standing {
                Standing::Held => Status::Withheld,
                Standing::Withdrawn | Standing::TakenDown => Status::Canceled,
                Standing::Live | Standing::Unsent => Status::Usable,
            },
            urgency: Some(content.urgency),
            title: title(revision, edition),
            slugline: Some(content.slugline.clone()),
            link: self.path.as_ref().map(|path| format!("{}{path}", self.public_url)),
            language: Some(content.language.to_string()),
            genre: content.genre.clone(),
            subjects: subjects(revision, self.house),
            keywords: content.keywords.clone(),
            authors: content.byline.iter().map(Author::named).collect(),
            source: Some(self.house.name.clone()).filter(|name| !name.is_empty()),
            usage: content.usage_terms.clone(),
            created: self.first_public,
            published: self.first_public,
            updated: Some(self.at),
            embargo: content.embargo.as_ref().map(|embargo| embargo.until).filter(|until| *until > self.at),
            summary: content.lead.as_ref().map(|lead| lead.as_plain().into_owned()),
            dateline: content
                .dateline
                .as_ref()
                .map(|line| formats::Item::dateline(line, &content.language, style)),
            located: content.dateline.as_ref().and_then(|line| line.places.first().cloned()),
            body: content.body.clone(),
            media: content.picture.iter().filter_map(|picture| self.picture(picture)).collect(),
            note: content.note.clone(),
            advisory: revision.advisory.clone(),
            changes: revision.changes.clone(),
            ..formats::Item::default()
        };
        if self.standing != Standing::Live {
            self.silence(&mut item);
        }
        item
    }

    /// A picture by the address of its rendition, which is a JPEG always.
    fn picture(&self, picture: &story::Picture) -> Option<formats::Media> {
        let (row, key) = self.media.as_ref()?;
        let key = key.as_ref().map(|key| format!("?key={key}")).unwrap_or_default();
        let said = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        Some(formats::Media {
            id: Some(format!("urn:uuid:{}", picture.media)),
            href: format!("{}/media/{}{key}", self.public_url, picture.media),
            media_type: Some("image/jpeg".into()),
            width: Some(row.width),
            height: Some(row.height),
            caption: said(&picture.caption),
            alt: said(&picture.alt),
            credit: said(&picture.credit),
            ..formats::Media::default()
        })
    }

    /// Takes out what must not be used: nothing of a text that is held or gone leaves the house again.
    fn silence(&self, item: &mut formats::Item) {
        item.body.clear();
        item.media.clear();
        item.changes.clear();
        (item.summary, item.advisory, item.note, item.dateline) = (None, None, None, None);
        if self.standing == Standing::TakenDown {
            item.title = "Removed".into();
            (item.slugline, item.link, item.genre, item.located) = (None, None, None, None);
            item.subjects.clear();
            item.keywords.clear();
            item.authors.clear();
        }
        item.note = self.reason.map(str::to_owned);
    }
}

/// The headline with the mark of its revision, in its home edition's style.
fn title(revision: &Revision, edition: Option<&Edition>) -> String {
    match edition {
        Some(edition) => numbered_headline(revision, edition.number_style),
        None => revision.content.headline.clone(),
    }
}

/// Sections by their names, then what the story is about.
fn subjects(revision: &Revision, house: &House) -> Vec<Subject> {
    let content = &revision.content;
    let sections = content.placements.iter().filter_map(|placement| {
        let section = house.edition(&placement.edition)?.section(&placement.section)?;
        Some(Subject::named(&section.name))
    });
    let of = |all: &[String], kind: SubjectKind| -> Vec<Subject> {
        all.iter().map(|name| Subject { name: name.clone(), code: None, kind }).collect()
    };
    let topics = content.subjects.iter().map(|topic| match topic.split_once(':') {
        // A code with its scheme, as `medtop:20000002`.
        Some(_) => {
            let name = house.subject_name(topic, &content.language).unwrap_or_default().to_owned();
            Subject { name, code: Some(topic.clone()), kind: SubjectKind::Topic }
        }
        None => Subject::named(topic),
    });
    sections
        .chain(topics)
        .chain(of(&content.places, SubjectKind::Place))
        .chain(of(&content.people, SubjectKind::Person))
        .chain(of(&content.organisations, SubjectKind::Organisation))
        .collect()
}

/// A public story as the item of a feed.
pub fn of_item(
    item: &views::Item,
    house: &House,
    public_url: &str,
    media: Option<MediaRow>,
) -> formats::Item {
    Told {
        media: media.map(|row| (row, None)),
        house,
        public_url,
        revision: &item.revision,
        path: Some(crate::addresses::story_path(house, item)),
        first_public: Some(item.first_public),
        at: item.updated,
        version: u64::from(item.version),
        kind: item.revision.kind,
        standing: Standing::Live,
        reason: None,
    }
    .item()
}
