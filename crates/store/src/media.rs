//! What is known of the pictures of the house, and which stories show them?

use jiff::Timestamp;
use story::{Focus, MediaId, MediaRights, MediaWords, Revision, RevisionNumber, StaffId, StoryId};

use crate::StoreError;
use crate::db::{Row, Sql, Tx, Value, sql};
use crate::nodes::Signal;
use crate::record::Hash;

/// How many words of a search count; what is behind them is left out.
const MOST_WORDS: usize = 4;

/// A picture of the house.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MediaRow {
    /// Which.
    pub id: MediaId,
    /// The media type of what came in.
    pub mime: String,
    /// In pixels, as pages show all of it.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// SHA-256 of what came in.
    pub hash: Hash,
    /// What is said of it.
    pub words: MediaWords,
    /// How it may be used.
    pub rights: MediaRights,
    /// What no cut may leave out.
    pub focus: Focus,
    /// Whether its small files are made.
    pub is_small: bool,
    /// The name of who brought it, where it is known.
    pub by: Option<String>,
    /// When it came.
    pub added_at: Timestamp,
    /// Counts the changes.
    pub version: u64,
}

/// A story that shows a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MediaUse {
    /// Which story.
    pub story: StoryId,
    /// The first of its revisions that does.
    pub first: RevisionNumber,
    /// The last of its revisions that does.
    pub last: RevisionNumber,
}

/// A revision that shows a picture, as an earlier build kept it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Of which story.
    pub story: StoryId,
    /// Which.
    pub revision: RevisionNumber,
    /// The picture and its words there.
    pub picture: story::Picture,
}

macro_rules! media {
    ($which:expr) => {
        sql!(concat!(
            "SELECT m.id, m.mime, m.width, m.height, m.hash, m.words, m.rights, m.focus_x, m.focus_y, m.is_small, b.name,
                    m.added_at, m.version
             FROM media_file m LEFT JOIN staff b ON b.id = m.staff ",
            $which
        ))
    };
}
const ONE: Sql = media!("WHERE m.id = $1");
const SAME: Sql = media!("WHERE m.hash = $1 ORDER BY m.id LIMIT 1");
// Ids grow with time.
const FOUND: Sql = media!(
    "WHERE m.id < $1 AND m.found_by LIKE $2 AND m.found_by LIKE $3 AND m.found_by LIKE $4 AND m.found_by LIKE $5
     ORDER BY m.id DESC LIMIT $6"
);
const LARGE: Sql = media!("WHERE m.is_small = FALSE ORDER BY m.id DESC LIMIT 1");
const PUT: Sql = sql!(
    "INSERT INTO media_file (id, mime, width, height, hash, words, rights, ends_at, focus_x, focus_y, found_by, is_small, staff,
       added_at, version)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, FALSE, $12, $13, 1) ON CONFLICT DO NOTHING"
);
const CHANGE: Sql = sql!(
    "UPDATE media_file SET words = $3, rights = $4, ends_at = $5, found_by = $6, is_small = (is_small AND focus_x = $7 AND
       focus_y = $8), focus_x = $7, focus_y = $8, version = version + 1
     WHERE id = $1 AND version = $2"
);
const NAME: Sql = sql!("UPDATE media_file SET words = $2, found_by = $3 WHERE id = $1");
const SMALL: Sql =
    sql!("UPDATE media_file SET is_small = TRUE WHERE id = $1 AND focus_x = $2 AND focus_y = $3");
const ENDED: Sql = sql!("SELECT count(*) FROM media_file WHERE ends_at > $1 AND ends_at <= $2");
const REMOVE: Sql = sql!("DELETE FROM media_file WHERE id = $1");
const FORGET: Sql = sql!("DELETE FROM media_use WHERE story = $1");
const USE: Sql =
    sql!("INSERT INTO media_use (media, story, revision) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING");
const USES: Sql = sql!(
    "SELECT story, min(revision), max(revision) FROM media_use WHERE media = $1
     GROUP BY story ORDER BY story DESC LIMIT $2"
);
// What a page shows that the public may read: of a story that is live, up to what is public of it.
const IS_PUBLIC: Sql = sql!(
    "SELECT 1 FROM media_use u JOIN story s ON s.id = u.story
     WHERE u.media = $1 AND s.standing = 'live' AND s.public_revision >= u.revision LIMIT 1"
);
const SHOWN: Sql = sql!(
    "SELECT story, number, content FROM revision
     WHERE (story > $1 OR (story = $1 AND number > $2)) AND content LIKE '%\"picture\":{%'
     ORDER BY story, number LIMIT $3"
);

fn media(row: &Row) -> Result<MediaRow, StoreError> {
    let per_cent = |at| row.small(at).map(|it| u8::try_from(it).unwrap_or(100));
    let damaged = |what: &str, error: serde_json::Error| {
        StoreError::Damaged(format!("the {what} of a picture cannot be read: {error}"))
    };
    Ok(MediaRow {
        id: MediaId(row.uuid(0)?),
        mime: row.text(1)?.to_owned(),
        width: row.small(2)?,
        height: row.small(3)?,
        hash: row.hash(4)?,
        words: serde_json::from_str(row.text(5)?).map_err(|error| damaged("words", error))?,
        rights: serde_json::from_str(row.text(6)?).map_err(|error| damaged("rights", error))?,
        focus: Focus::new(per_cent(7)?, per_cent(8)?),
        is_small: row.truth(9)?,
        by: row.maybe(10, |row, at| Ok(row.text(at)?.to_owned()))?,
        added_at: row.instant(11)?,
        version: row.count(12)?,
    })
}

/// What a search looks into, in small letters.
fn found_by(words: &MediaWords) -> String {
    let all = [
        &words.caption,
        &words.alt,
        &words.credit,
        &words.creator,
        &words.copyright,
        &words.city,
        &words.country,
    ];
    let all: Vec<&str> = all.into_iter().chain(&words.keywords).map(String::as_str).collect();
    all.join("\n").to_lowercase()
}

fn written<T: serde::Serialize>(it: &T) -> Result<Value, StoreError> {
    Ok(serde_json::to_string(it).map_err(|error| StoreError::Damaged(error.to_string()))?.into())
}

impl Tx<'_> {
    /// A picture.
    pub fn media(&self, id: MediaId) -> Result<Option<MediaRow>, StoreError> {
        self.row(ONE, &[id.into()])?.as_ref().map(media).transpose()
    }

    /// The picture that came with the same bytes, if one did.
    pub fn media_by_hash(&self, hash: Hash) -> Result<Option<MediaRow>, StoreError> {
        self.row(SAME, &[hash.into()])?.as_ref().map(media).transpose()
    }

    /// The pictures in whose words all of a search stand, the last that came first, from before one on.
    pub fn find_media(
        &self,
        text: &str,
        before: Option<MediaId>,
        limit: u32,
    ) -> Result<Vec<MediaRow>, StoreError> {
        let mut words = text.to_lowercase();
        words.retain(|c| !matches!(c, '%' | '_' | '\\'));
        let mut words = words.split_whitespace().take(MOST_WORDS);
        let mut values: Vec<Value> = vec![before.unwrap_or(MediaId(uuid::Uuid::max())).into()];
        for _ in 0..MOST_WORDS {
            values.push(words.next().map_or_else(|| "%".to_owned(), |word| format!("%{word}%")).into());
        }
        values.push(limit.into());
        self.rows(FOUND, &values)?.iter().map(media).collect()
    }

    /// A picture whose small files are still to be made.
    pub fn large_media(&self) -> Result<Option<MediaRow>, StoreError> {
        self.row(LARGE, &[])?.as_ref().map(media).transpose()
    }

    /// Keeps a picture. One that is known stays as it is.
    pub fn put_media(&self, it: &MediaRow, by: Option<StaffId>) -> Result<(), StoreError> {
        let values = [
            it.id.into(),
            it.mime.as_str().into(),
            it.width.into(),
            it.height.into(),
            it.hash.into(),
            written(&it.words)?,
            written(&it.rights)?,
            it.rights.until.into(),
            u32::from(it.focus.x).into(),
            u32::from(it.focus.y).into(),
            found_by(&it.words).into(),
            by.into(),
            it.added_at.into(),
        ];
        self.run(PUT, &values).map(drop)
    }

    /// Changes a picture at the version that was seen; false where somebody was faster.
    pub fn change_media(
        &self,
        (id, version): (MediaId, u64),
        words: &MediaWords,
        rights: &MediaRights,
        focus: Focus,
    ) -> Result<bool, StoreError> {
        let values = [
            id.into(),
            version.into(),
            written(words)?,
            written(rights)?,
            rights.until.into(),
            found_by(words).into(),
            u32::from(focus.x).into(),
            u32::from(focus.y).into(),
        ];
        let is_done = self.run(CHANGE, &values)? == 1;
        // Pages say what is changed here.
        if is_done {
            self.media_changed()?;
        }
        Ok(is_done)
    }

    /// Tells other nodes that pictures are shown otherwise, or no longer.
    pub fn media_changed(&self) -> Result<(), StoreError> {
        self.signal(Signal::House)
    }

    /// Notes that the small files about this point are made.
    pub fn put_small(&self, id: MediaId, focus: Focus) -> Result<(), StoreError> {
        let values = [id.into(), u32::from(focus.x).into(), u32::from(focus.y).into()];
        self.run(SMALL, &values).map(drop)
    }

    /// How many pictures may not be used any more since an instant.
    pub fn media_ended(&self, since: Timestamp, now: Timestamp) -> Result<u64, StoreError> {
        self.row(ENDED, &[since.into(), now.into()])?.map_or(Ok(0), |row| row.count(0))
    }

    /// Forgets a picture.
    pub fn remove_media(&self, id: MediaId) -> Result<(), StoreError> {
        self.run(REMOVE, &[id.into()]).map(drop)
    }

    /// Forgets what a story shows, when its text is gone.
    pub fn forget_uses(&self, story: StoryId) -> Result<(), StoreError> {
        self.run(FORGET, &[story.into()]).map(drop)
    }

    /// Notes what a revision shows. What it says of a picture stands for what nobody has said of it yet.
    pub fn put_uses(&self, of: &Revision) -> Result<(), StoreError> {
        let Some(picture) = &of.content.picture else { return Ok(()) };
        self.put_use(picture.media, of.story, of.number)?;
        let Some(row) = self.media(picture.media)? else { return Ok(()) };
        let mut words = row.words.clone();
        for (own, said) in [
            (&mut words.caption, &picture.caption),
            (&mut words.credit, &picture.credit),
            (&mut words.alt, &picture.alt),
        ] {
            if own.is_empty() {
                own.clone_from(said);
            }
        }
        if words == row.words {
            return Ok(());
        }
        self.run(NAME, &[row.id.into(), written(&words)?, found_by(&words).into()]).map(drop)
    }

    /// Notes that a revision shows a picture.
    pub fn put_use(&self, id: MediaId, story: StoryId, revision: RevisionNumber) -> Result<(), StoreError> {
        self.run(USE, &[id.into(), story.into(), revision.0.into()]).map(drop)
    }

    /// The stories that show a picture, the last begun first.
    pub fn media_uses(&self, id: MediaId, limit: u32) -> Result<Vec<MediaUse>, StoreError> {
        let number = |row: &Row, at| row.small(at).map(RevisionNumber);
        let rows = self.rows(USES, &[id.into(), limit.into()])?;
        rows.iter()
            .map(|row| {
                Ok(MediaUse { story: StoryId(row.uuid(0)?), first: number(row, 1)?, last: number(row, 2)? })
            })
            .collect()
    }

    /// Whether the public has a revision that shows a picture.
    pub fn is_media_public(&self, id: MediaId) -> Result<bool, StoreError> {
        Ok(self.row(IS_PUBLIC, &[id.into()])?.is_some())
    }

    /// The revisions with a picture behind one, in the order of their ids: reads them all, for what is done once.
    pub fn shown_behind(
        &self,
        (story, revision): (StoryId, RevisionNumber),
        limit: u32,
    ) -> Result<Vec<Shown>, StoreError> {
        #[derive(serde::Deserialize)]
        struct OfContent {
            picture: Option<story::Picture>,
        }
        let mut all = Vec::new();
        for row in self.rows(SHOWN, &[story.into(), revision.0.into(), limit.into()])? {
            let content: OfContent = serde_json::from_str(row.text(2)?)
                .map_err(|error| StoreError::Damaged(format!("a revision cannot be read: {error}")))?;
            if let Some(picture) = content.picture {
                all.push(Shown {
                    story: StoryId(row.uuid(0)?),
                    revision: RevisionNumber(row.small(1)?),
                    picture,
                });
            }
        }
        Ok(all)
    }
}
