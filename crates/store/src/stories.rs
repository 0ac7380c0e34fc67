//! Stories and their revisions, as the house and as the public have them.

use std::sync::Arc;

use jiff::Timestamp;
use story::{
    Chain, Content, EditionSlug, Placement, PublicSequence, Revision, RevisionNumber, SectionSlug, ShortId,
    StaffId, Standing, StoryId, subjects_of,
};

use crate::StoreError;
use crate::db::{Row, Sql, Tx, Value, sql};

/// A story with one of its revisions and what its address is made of.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    /// Which story.
    pub story: StoryId,
    /// What decides its address.
    pub short: ShortId,
    /// The words in its address.
    pub slug: String,
    /// The revision.
    pub revision: Arc<Revision>,
    /// When the public first had the story; none while it is embargoed.
    pub first_public: Option<Timestamp>,
    /// When the public got its present revision.
    pub updated: Option<Timestamp>,
    /// The place of its last public entry.
    pub sequence: Option<PublicSequence>,
    /// How many wire entries it has.
    pub entries: u32,
}

/// How a story stands, without its revisions.
#[derive(Clone, Debug, PartialEq)]
pub struct StoryRow {
    /// Which story.
    pub id: StoryId,
    /// What decides its address.
    pub short: ShortId,
    /// The words in its address.
    pub slug: String,
    /// The working name.
    pub slugline: String,
    /// How it stands.
    pub standing: Standing,
    /// The last revision sent.
    pub head: RevisionNumber,
    /// How many wire entries it has.
    pub entries: u32,
    /// The revision the public has.
    pub public_revision: Option<RevisionNumber>,
    /// When the public first had it.
    pub first_public: Option<Timestamp>,
    /// When it was withdrawn.
    pub withdrawn_at: Option<Timestamp>,
    /// Why.
    pub reason: Option<String>,
}

/// The columns of a revision, from `r`, in the order in which [`revision_at`] reads them.
macro_rules! revision_columns {
    () => {
        "r.story, r.number, r.kind, r.updates, r.content, r.advisory, r.changes, r.sent_at, r.sent_by, r.answers,
         r.seconded_by"
    };
}
/// How many there are: what names the text stands behind them.
const REVISION_COLUMNS: usize = 11;
/// How many of the story's own stand before a revision in a list.
const STORY_SIDE: usize = 6;
/// What a list says of a story, from `s`.
macro_rules! story_side {
    () => {
        "s.short, s.slug, s.first_public, s.updated, s.public_sequence, s.entries, "
    };
}
/// A list whose revisions are mostly at hand: it only names them.
macro_rules! listed_columns {
    () => {
        concat!(story_side!(), "r.story, r.number, r.salt")
    };
}
/// A list whose revisions may all be new: it brings them along, and then their salts.
macro_rules! brought_columns {
    () => {
        concat!(story_side!(), revision_columns!(), ", r.salt")
    };
}
pub(crate) use {brought_columns, revision_columns, story_side};

pub(crate) fn revision_at(row: &Row, at: usize) -> Result<Revision, StoreError> {
    let read = |error: serde_json::Error| StoreError::Damaged(format!("a revision cannot be read: {error}"));
    Ok(Revision {
        story: StoryId(row.uuid(at)?),
        number: RevisionNumber(row.small(at + 1)?),
        kind: row.parsed(at + 2)?,
        updates: row.small(at + 3)?,
        content: serde_json::from_str(row.text(at + 4)?).map_err(read)?,
        advisory: row.maybe(at + 5, |row, at| Ok(row.text(at)?.to_owned()))?,
        changes: serde_json::from_str(row.text(at + 6)?).map_err(read)?,
        sent_at: row.instant(at + 7)?,
        sent_by: StaffId(row.uuid(at + 8)?),
        answers: serde_json::from_str(row.text(at + 9)?).map_err(read)?,
        seconded_by: row.maybe(at + 10, Row::uuid)?.map(StaffId),
    })
}

fn listed_with(row: &Row, at: usize, revision: Arc<Revision>) -> Result<Listed, StoreError> {
    Ok(Listed {
        story: revision.story,
        short: row.parsed(at)?,
        slug: row.text(at + 1)?.to_owned(),
        first_public: row.maybe(at + 2, Row::instant)?,
        updated: row.maybe(at + 3, Row::instant)?,
        sequence: row.maybe(at + 4, Row::count)?.map(PublicSequence),
        entries: row.small(at + 5)?,
        revision,
    })
}

macro_rules! story_columns {
    () => {
        "id, short, slug, slugline, standing, head, entries, public_revision, first_public, withdrawn_at, reason"
    };
}
const STORY: Sql = sql!(concat!("SELECT ", story_columns!(), " FROM story WHERE id = $1"));
const STORY_BY_SHORT: Sql = sql!(concat!("SELECT ", story_columns!(), " FROM story WHERE short = $1"));
const RECENT_BY_SLUGLINE: Sql = sql!(
    "SELECT id FROM story WHERE slugline = $1 AND head_at >= $2 AND (language = $3 OR language LIKE $4)
     ORDER BY head_at DESC LIMIT 1"
);
const REVISION: Sql = sql!(concat!(
    "SELECT ",
    revision_columns!(),
    ", r.salt FROM revision r WHERE r.story = $1 AND r.number = $2"
));
const REVISIONS: Sql =
    sql!("SELECT r.story, r.number, r.salt FROM revision r WHERE r.story = $1 ORDER BY r.number");
const PUBLIC_REVISIONS: Sql = sql!(
    "SELECT r.story, r.number, r.salt, r.public_at FROM revision r
     WHERE r.story = $1 AND r.public_at IS NOT NULL ORDER BY r.number"
);
const LISTED: Sql = sql!(concat!(
    "SELECT ",
    listed_columns!(),
    " FROM story s JOIN revision r ON r.story = s.id AND r.number = s.public_revision
      WHERE s.id = $1 AND s.standing = 'live'"
));
const NEWEST: Sql = sql!(concat!(
    "SELECT ",
    listed_columns!(),
    " FROM placement p JOIN story s ON s.id = p.story
      JOIN revision r ON r.story = s.id AND r.number = s.public_revision
      WHERE p.edition = $1 AND p.section = $2 AND p.public_sequence < $3
      ORDER BY p.public_sequence DESC LIMIT $4"
));
const SINCE: Sql = sql!(concat!(
    "SELECT ",
    listed_columns!(),
    " FROM placement p JOIN story s ON s.id = p.story
      JOIN revision r ON r.story = s.id AND r.number = s.public_revision
      WHERE p.edition = $1 AND p.section = '' AND s.updated >= $2
      ORDER BY p.public_sequence DESC LIMIT $3"
));
const CORRECTED: Sql = sql!(concat!(
    "SELECT ",
    listed_columns!(),
    " FROM revision r CROSS JOIN story s CROSS JOIN placement p
      WHERE r.kind = 'correction' AND r.public_at IS NOT NULL AND s.id = r.story
        AND p.edition = $1 AND p.section = '' AND p.story = s.id
      ORDER BY r.public_at DESC LIMIT $2"
));
const MOVES_SINCE: Sql = sql!(
    "SELECT count(*) FROM public_move m JOIN story s ON s.id = m.story
     WHERE m.edition = $1 AND m.public_sequence > $2 AND s.standing = 'live'"
);
const TRANSLATIONS: Sql = sql!(concat!(
    "SELECT ",
    listed_columns!(),
    " FROM story s JOIN revision r ON r.story = s.id AND r.number = s.public_revision
      WHERE s.id <> $1 AND s.standing = 'live' AND (s.translation_of = $1
        OR s.id = (SELECT translation_of FROM story WHERE id = $1)
        OR s.translation_of = (SELECT translation_of FROM story WHERE id = $1))"
));
// Of the words of the index `story_hidden`, which holds just these.
const HIDDEN: Sql = sql!(
    "SELECT id FROM story WHERE standing <> 'live' OR public_revision IS NULL OR public_revision <> head
     ORDER BY head_at DESC LIMIT $1"
);
const LINK_TRANSLATION: Sql = sql!("UPDATE story SET translation_of = $2 WHERE id = $1");

fn story_row(row: &Row) -> Result<StoryRow, StoreError> {
    Ok(StoryRow {
        id: StoryId(row.uuid(0)?),
        short: row.parsed(1)?,
        slug: row.text(2)?.to_owned(),
        slugline: row.text(3)?.to_owned(),
        standing: row.parsed(4)?,
        head: RevisionNumber(row.small(5)?),
        entries: row.small(6)?,
        public_revision: row.maybe(7, Row::small)?.map(RevisionNumber),
        first_public: row.maybe(8, Row::instant)?,
        withdrawn_at: row.maybe(9, Row::instant)?,
        reason: row.maybe(10, |row, at| Ok(row.text(at)?.to_owned()))?,
    })
}

/// What is asked for a send or a page, for the test of plans.
#[cfg(test)]
pub(crate) const OFTEN: [(&str, Sql); 12] = [
    ("HIDDEN", HIDDEN),
    ("STORY", STORY),
    ("STORY_BY_SHORT", STORY_BY_SHORT),
    ("RECENT_BY_SLUGLINE", RECENT_BY_SLUGLINE),
    ("REVISION", REVISION),
    ("REVISIONS", REVISIONS),
    ("PUBLIC_REVISIONS", PUBLIC_REVISIONS),
    ("LISTED", LISTED),
    ("NEWEST", NEWEST),
    ("SINCE", SINCE),
    ("CORRECTED", CORRECTED),
    ("MOVES_SINCE", MOVES_SINCE),
];

impl Tx<'_> {
    /// The stories of which the public does not have the last: under embargo, held or withdrawn; what was sent last stands first.
    pub fn hidden(&self, limit: u32) -> Result<Vec<StoryId>, StoreError> {
        self.rows(HIDDEN, &[limit.into()])?.iter().map(|row| Ok(StoryId(row.uuid(0)?))).collect()
    }

    /// How a story stands.
    pub fn story(&self, id: StoryId) -> Result<Option<StoryRow>, StoreError> {
        self.row(STORY, &[id.into()])?.as_ref().map(story_row).transpose()
    }

    /// How the story of that address stands.
    pub fn story_by_short(&self, short: ShortId) -> Result<Option<StoryRow>, StoreError> {
        self.row(STORY_BY_SHORT, &[short.into()])?.as_ref().map(story_row).transpose()
    }

    /// The story of that slugline and language that moved last, not before `since`.
    pub fn recent_by_slugline(
        &self,
        slugline: &str,
        language: &story::Language,
        since: Timestamp,
    ) -> Result<Option<StoryId>, StoreError> {
        let primary = language.primary();
        let values = [slugline.into(), since.into(), primary.into(), format!("{primary}-%").into()];
        self.row(RECENT_BY_SLUGLINE, &values)?.map(|row| row.uuid(0).map(StoryId)).transpose()
    }

    /// What is known of a story when something is to follow in it; a story never sent is an empty chain.
    pub fn chain(&self, id: StoryId) -> Result<Chain, StoreError> {
        let Some(row) = self.story(id)? else {
            return Ok(Chain::unsent(id));
        };
        let head = self.revision(id, row.head)?.map(Arc::unwrap_or_clone);
        let before = match row.head.0.checked_sub(1) {
            Some(number) => {
                self.revision(id, RevisionNumber(number))?.map(|revision| revision.content.clone())
            }
            None => None,
        };
        Ok(Chain { id, head, before, standing: row.standing, is_public: row.public_revision.is_some() })
    }

    /// One revision, public or not.
    pub fn revision(&self, id: StoryId, number: RevisionNumber) -> Result<Option<Arc<Revision>>, StoreError> {
        self.row(REVISION, &[id.into(), number.into()])?.map(|row| self.whole_at(&row, 0)).transpose()
    }

    /// The revision whose columns stand in a row, and then its salt.
    pub(crate) fn whole_at(&self, row: &Row, at: usize) -> Result<Arc<Revision>, StoreError> {
        let salt = row.bytes(at + REVISION_COLUMNS)?;
        if let Some(revision) = self.kept().and_then(|kept| kept.find(salt)) {
            return Ok(revision);
        }
        let revision = Arc::new(revision_at(row, at)?);
        if let Some(kept) = self.kept() {
            kept.keep(salt, &revision, row.text(at + 4)?.len());
        }
        Ok(revision)
    }

    /// The revision whose story, number and salt stand in a row.
    fn named_at(&self, row: &Row, at: usize) -> Result<Arc<Revision>, StoreError> {
        if let Some(revision) = self.kept().and_then(|kept| kept.find(row.bytes(at + 2).ok()?)) {
            return Ok(revision);
        }
        let (story, number) = (StoryId(row.uuid(at)?), RevisionNumber(row.small(at + 1)?));
        self.revision(story, number)?.ok_or_else(|| {
            StoreError::Damaged(format!("revision {number} of story {story} was there and is not"))
        })
    }

    fn listed_at(&self, row: &Row, at: usize) -> Result<Listed, StoreError> {
        listed_with(row, at, self.named_at(row, at + STORY_SIDE)?)
    }

    /// The same where the row brings the revision along.
    pub(crate) fn brought_at(&self, row: &Row, at: usize) -> Result<Listed, StoreError> {
        listed_with(row, at, self.whole_at(row, at + STORY_SIDE)?)
    }

    fn list(&self, sql: Sql, values: &[Value]) -> Result<Vec<Listed>, StoreError> {
        self.rows(sql, values)?.iter().map(|row| self.listed_at(row, 0)).collect()
    }

    /// All revisions, public or not, oldest first.
    pub fn revisions(&self, id: StoryId) -> Result<Vec<Arc<Revision>>, StoreError> {
        self.rows(REVISIONS, &[id.into()])?.iter().map(|row| self.named_at(row, 0)).collect()
    }

    /// The public revisions, oldest first, with the instant at which each became public.
    pub fn public_revisions(&self, id: StoryId) -> Result<Vec<(Arc<Revision>, Timestamp)>, StoreError> {
        self.rows(PUBLIC_REVISIONS, &[id.into()])?
            .iter()
            .map(|row| Ok((self.named_at(row, 0)?, row.instant(3)?)))
            .collect()
    }

    /// A story with its present public revision; none while it is embargoed, held or withdrawn.
    pub fn listed(&self, id: StoryId) -> Result<Option<Listed>, StoreError> {
        self.row(LISTED, &[id.into()])?.map(|row| self.listed_at(&row, 0)).transpose()
    }

    /// The public stories of an edition, or of one of its sections, the last moved first.
    pub fn newest(
        &self,
        edition: &EditionSlug,
        section: Option<&SectionSlug>,
        before: Option<PublicSequence>,
        limit: u32,
    ) -> Result<Vec<Listed>, StoreError> {
        self.newest_in(edition, section.map_or("", SectionSlug::as_str), before, limit)
    }

    /// The public stories of an edition under a subject or one that is narrower, the last moved first.
    pub fn newest_about(
        &self,
        edition: &EditionSlug,
        subject: &str,
        before: Option<PublicSequence>,
        limit: u32,
    ) -> Result<Vec<Listed>, StoreError> {
        self.newest_in(edition, subject, before, limit)
    }

    fn newest_in(
        &self,
        edition: &EditionSlug,
        place: &str,
        before: Option<PublicSequence>,
        limit: u32,
    ) -> Result<Vec<Listed>, StoreError> {
        let before = before.map_or(i64::MAX, |n| i64::try_from(n.0).unwrap_or(i64::MAX));
        self.list(NEWEST, &[edition.into(), place.into(), before.into(), limit.into()])
    }

    /// The public stories of an edition that moved since an instant, the last moved first.
    pub fn moved_since(
        &self,
        edition: &EditionSlug,
        since: Timestamp,
        limit: u32,
    ) -> Result<Vec<Listed>, StoreError> {
        self.list(SINCE, &[edition.into(), since.into(), limit.into()])
    }

    /// The public corrections of an edition's stories, newest first: each with the correcting revision.
    pub fn corrected(&self, edition: &EditionSlug, limit: u32) -> Result<Vec<Listed>, StoreError> {
        self.list(CORRECTED, &[edition.into(), limit.into()])
    }

    /// How many public moves of stories that still stand an edition had above a place.
    pub fn moves_since(&self, edition: &EditionSlug, after: PublicSequence) -> Result<u64, StoreError> {
        self.row(MOVES_SINCE, &[edition.into(), after.into()])?.map_or(Ok(0), |row| row.count(0))
    }

    /// The same story in other languages.
    pub fn translations(&self, id: StoryId) -> Result<Vec<Listed>, StoreError> {
        self.list(TRANSLATIONS, &[id.into()])
    }

    /// Notes that a story is a translation of another.
    pub fn link_translation(&self, id: StoryId, of: StoryId) -> Result<(), StoreError> {
        self.run(LINK_TRANSLATION, &[id.into(), of.into()]).map(drop)
    }
}

/// Where a revision stands: in its editions as a whole, in their sections, and there under its subjects.
pub(crate) fn places(content: &Content) -> Vec<(&EditionSlug, String)> {
    let mut places = Vec::new();
    let mut add = |place| {
        if !places.contains(&place) {
            places.push(place);
        }
    };
    let subjects = subjects_of(content);
    for Placement { edition, section } in &content.placements {
        add((edition, String::new()));
        add((edition, section.to_string()));
        subjects.iter().for_each(|subject| add((edition, subject.clone())));
    }
    places
}
