//! What stands in the dossiers, who may see it yet, and which stories quote it?

use jiff::Timestamp;
use jiff::civil::Date;
use story::{DossierEntry, DossierKey, DraftId, ParagraphId, RevisionNumber, StaffId, StoryId, TopicSlug};

use crate::StoreError;
use crate::db::{Row, Sql, Tx, Value, sql};
use crate::nodes::Signal;

/// A revision of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryRow {
    /// In the dossier of which topic.
    pub topic: TopicSlug,
    /// Which entry.
    pub key: DossierKey,
    /// Which of its revisions, from 1.
    pub revision: u32,
    /// What it says.
    pub entry: DossierEntry,
    /// Who wrote it.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// Where it was pinned from.
    pub from: Option<PinnedFrom>,
    /// The story from which it was pinned, once there is one.
    pub story: Option<StoryId>,
    /// Whether readers see it: what was pinned waits for its story.
    pub is_public: bool,
}

/// Where an entry was pinned from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PinnedFrom {
    /// From a draft, as it is sent.
    Draft(DraftId),
    /// From what was sent.
    Revision(StoryId, RevisionNumber),
}

/// A paragraph of a story that is a dossier's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// Which paragraph.
    pub paragraph: ParagraphId,
    /// In the dossier of which topic.
    pub topic: TopicSlug,
    /// Which entry.
    pub key: DossierKey,
    /// Which of its revisions.
    pub of: u32,
}

const PUT: Sql = sql!(
    "INSERT INTO dossier (topic, is_closed, opened_at) VALUES ($1, $2, $3)
     ON CONFLICT (topic) DO UPDATE SET is_closed = $2"
);
// A draft that was sent has become the revision behind its base.
macro_rules! entries {
    ($which:expr) => {
        sql!(concat!(
            "SELECT e.topic, e.entry, e.revision, e.body, b.name, e.at, coalesce(e.story, d.story),
                    (e.draft IS NULL AND e.story IS NULL)
                      OR (s.standing = 'live' AND s.public_revision >= coalesce(e.story_revision, d.base + 1, 0)),
                    e.draft, e.story, e.story_revision
             FROM dossier_entry e JOIN staff b ON b.id = e.staff
             LEFT JOIN draft d ON d.id = e.draft AND d.state = 'sent'
             LEFT JOIN story s ON s.id = coalesce(e.story, d.story) ",
            $which
        ))
    };
}
const OF_TOPIC: Sql = entries!("WHERE e.topic = $1 ORDER BY e.entry, e.revision DESC");
const OF_ENTRY: Sql = entries!("WHERE e.topic = $1 AND e.entry = $2 ORDER BY e.revision DESC");
const OVERDUE: Sql = entries!(
    "WHERE e.review <= $1 AND NOT EXISTS
       (SELECT 1 FROM dossier_entry n WHERE n.topic = e.topic AND n.entry = e.entry AND n.revision > e.revision)
       AND e.topic IN (SELECT topic FROM dossier WHERE is_closed = FALSE)
     ORDER BY e.review, e.topic, e.entry LIMIT $2"
);
const HAS_PINS: Sql = sql!("SELECT 1 FROM dossier_entry WHERE draft = $1 LIMIT 1");
const COUNT: Sql = sql!("SELECT count(DISTINCT entry) FROM dossier_entry WHERE topic = $1");
const HEAD: Sql =
    sql!("SELECT coalesce(max(revision), 0) FROM dossier_entry WHERE topic = $1 AND entry = $2");
const ADD: Sql = sql!(
    "INSERT INTO dossier_entry (topic, entry, revision, body, review, staff, at, draft, story, story_revision)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
);
const QUOTE: Sql = sql!(
    "INSERT INTO dossier_quote (story, revision, paragraph, topic, entry, entry_revision) VALUES ($1, $2, $3, $4, $5, $6)"
);
const QUOTES: Sql = sql!(
    "SELECT paragraph, topic, entry, entry_revision FROM dossier_quote
     WHERE story = $1 AND revision = $2 ORDER BY paragraph"
);
// Of which the public has the last: what is under embargo is nobody's to read here.
const QUOTING: Sql = sql!(
    "SELECT q.story, q.paragraph, q.topic, q.entry, q.entry_revision
     FROM dossier_quote q JOIN story s ON s.id = q.story AND s.head = q.revision AND s.public_revision = q.revision
     WHERE q.topic = $1 AND s.standing = 'live' AND s.head_at >= $2
     ORDER BY s.head_at DESC, q.paragraph LIMIT $3"
);

fn entry(row: &Row) -> Result<EntryRow, StoreError> {
    let entry = serde_json::from_str(row.text(3)?)
        .map_err(|error| StoreError::Damaged(format!("an entry of a dossier cannot be read: {error}")))?;
    Ok(EntryRow {
        topic: row.parsed(0)?,
        key: row.parsed(1)?,
        revision: row.small(2)?,
        entry,
        by: row.text(4)?.to_owned(),
        at: row.instant(5)?,
        story: row.maybe(6, Row::uuid)?.map(StoryId),
        from: match (row.maybe(8, Row::uuid)?, row.maybe(9, Row::uuid)?) {
            (Some(draft), _) => Some(PinnedFrom::Draft(DraftId(draft))),
            (None, Some(story)) => Some(PinnedFrom::Revision(StoryId(story), RevisionNumber(row.small(10)?))),
            (None, None) => None,
        },
        is_public: !row.is_null(7) && row.truth(7)?,
    })
}

fn quote(row: &Row, at: usize) -> Result<Quote, StoreError> {
    Ok(Quote {
        paragraph: ParagraphId(row.small(at)?),
        topic: row.parsed(at + 1)?,
        key: row.parsed(at + 2)?,
        of: row.small(at + 3)?,
    })
}

impl Tx<'_> {
    /// Opens the dossier of a topic, or says whether the one that there is is closed.
    pub fn put_dossier(&self, topic: &TopicSlug, is_closed: bool, now: Timestamp) -> Result<(), StoreError> {
        self.run(PUT, &[topic.into(), is_closed.into(), now.into()])?;
        self.signal(Signal::House)
    }

    /// Every revision of every entry of a dossier, by their words; of each the last first.
    pub fn dossier_entries(&self, topic: &TopicSlug) -> Result<Vec<EntryRow>, StoreError> {
        self.rows(OF_TOPIC, &[topic.into()])?.iter().map(entry).collect()
    }

    /// Every revision of an entry, the last first.
    pub fn dossier_entry(&self, topic: &TopicSlug, key: &DossierKey) -> Result<Vec<EntryRow>, StoreError> {
        self.rows(OF_ENTRY, &[topic.into(), key.into()])?.iter().map(entry).collect()
    }

    /// The entries of open dossiers that ought to have been looked at by a day, the longest due first.
    pub fn overdue_entries(&self, today: Date, limit: u32) -> Result<Vec<EntryRow>, StoreError> {
        let rows = self.rows(OVERDUE, &[today.to_string().into(), limit.into()])?;
        rows.iter().map(entry).collect()
    }

    /// Whether something was pinned in a draft.
    pub fn has_pins(&self, draft: DraftId) -> Result<bool, StoreError> {
        Ok(self.row(HAS_PINS, &[draft.into()])?.is_some())
    }

    /// Tells other nodes that the dossiers say something else.
    pub fn dossiers_changed(&self) -> Result<(), StoreError> {
        self.signal(Signal::House)
    }

    /// How many entries a dossier has.
    pub fn count_dossier_entries(&self, topic: &TopicSlug) -> Result<u64, StoreError> {
        self.row(COUNT, &[topic.into()])?.map_or(Ok(0), |row| row.count(0))
    }

    /// Adds a revision to an entry behind the one that it was written on; none where another was faster.
    pub fn add_dossier_entry(
        &self,
        (topic, key, behind): (&TopicSlug, &DossierKey, u32),
        entry: &DossierEntry,
        from: Option<PinnedFrom>,
        by: StaffId,
        now: Timestamp,
    ) -> Result<Option<u32>, StoreError> {
        let head = self.row(HEAD, &[topic.into(), key.into()])?.map_or(Ok(0), |row| row.small(0))?;
        if head != behind {
            return Ok(None);
        }
        let body = serde_json::to_string(entry).map_err(|error| StoreError::Engine(error.to_string()))?;
        let review = entry.review.filter(|_| !entry.is_retired).map(|day| day.to_string());
        let (draft, story, number) = match from {
            None => (None, None, None),
            Some(PinnedFrom::Draft(draft)) => (Some(draft), None, None),
            Some(PinnedFrom::Revision(story, number)) => (None, Some(story), Some(number)),
        };
        let values: [Value; 10] = [
            topic.into(),
            key.into(),
            (head + 1).into(),
            body.into(),
            review.into(),
            by.into(),
            now.into(),
            draft.into(),
            story.into(),
            number.into(),
        ];
        self.run(ADD, &values)?;
        self.signal(Signal::House)?;
        Ok(Some(head + 1))
    }

    /// Notes which paragraphs of a revision are a dossier's.
    pub fn put_quotes(
        &self,
        story: StoryId,
        revision: RevisionNumber,
        quotes: &[Quote],
    ) -> Result<(), StoreError> {
        for it in quotes {
            let values = [
                Value::from(story),
                revision.into(),
                it.paragraph.0.into(),
                (&it.topic).into(),
                (&it.key).into(),
                it.of.into(),
            ];
            self.put(QUOTE, &values)?;
        }
        Ok(())
    }

    /// Which paragraphs of a revision are a dossier's.
    pub fn quotes(&self, story: StoryId, revision: RevisionNumber) -> Result<Vec<Quote>, StoreError> {
        self.rows(QUOTES, &[story.into(), revision.into()])?.iter().map(|row| quote(row, 0)).collect()
    }

    /// The paragraphs of a topic's dossier in the stories as the public has them that moved since an instant, the last moved first.
    pub fn quoting(
        &self,
        topic: &TopicSlug,
        since: Timestamp,
        limit: u32,
    ) -> Result<Vec<(StoryId, Quote)>, StoreError> {
        let rows = self.rows(QUOTING, &[topic.into(), since.into(), limit.into()])?;
        rows.iter().map(|row| Ok((StoryId(row.uuid(0)?), quote(row, 1)?))).collect()
    }
}
