//! What readers follow, whom they mute, and what they are told on the site.

use discussion::NoteKind;
use jiff::Timestamp;
use story::{MessageId, NoteId, ReaderId, StoryId};
use uuid::Uuid;

use crate::StoreError;
use crate::db::{Row, Sql, Tx, sql};

/// What a reader is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReaderNote {
    /// Which.
    pub id: NoteId,
    /// Whom.
    pub reader: ReaderId,
    /// Of what kind.
    pub kind: NoteKind,
    /// About which message.
    pub message: Option<MessageId>,
    /// What more there is to say: the grounds, the reference of a report.
    pub detail: String,
    /// When.
    pub at: Timestamp,
    /// When they saw it.
    pub seen_at: Option<Timestamp>,
}

const PUT: Sql = sql!(
    "INSERT INTO reader_note (id, reader, kind, message, detail, at, mailed) VALUES ($1, $2, $3, $4, $5, $6, FALSE)
     ON CONFLICT (reader, kind, message) DO NOTHING"
);
macro_rules! columns {
    () => {
        "SELECT id, reader, kind, message, detail, at, seen_at FROM reader_note "
    };
}
const OF: Sql = sql!(concat!(columns!(), "WHERE reader = $1 ORDER BY at DESC, id DESC LIMIT $2"));
const UNSEEN: Sql = sql!("SELECT count(*) FROM reader_note WHERE reader = $1 AND seen_at IS NULL");
const SEE: Sql = sql!("UPDATE reader_note SET seen_at = $2 WHERE reader = $1 AND seen_at IS NULL");
const TO_MAIL: Sql = sql!(
    "SELECT DISTINCT n.reader FROM reader_note n JOIN reader r ON r.id = n.reader
     WHERE n.mailed = FALSE AND r.mails <> 'never' AND r.leaves_at IS NULL
       AND coalesce(r.mailed_at, 0) <= CASE r.mails WHEN 'daily' THEN CAST($1 AS BIGINT) WHEN 'hourly' THEN CAST($2 AS BIGINT) ELSE CAST($3 AS BIGINT) END LIMIT 50"
);
const UNMAILED: Sql =
    sql!(concat!(columns!(), "WHERE reader = $1 AND mailed = FALSE ORDER BY at, id LIMIT 50"));
const MAILED: Sql = sql!("UPDATE reader_note SET mailed = TRUE WHERE reader = $1 AND mailed = FALSE");
const SET_MAILED_AT: Sql = sql!("UPDATE reader SET mailed_at = $2 WHERE id = $1");
const SWEEP: Sql = sql!("DELETE FROM reader_note WHERE at < $1");
const ERASE: Sql = sql!("DELETE FROM reader_note WHERE reader = $1");
const FOLLOW: Sql = sql!(
    "INSERT INTO discussion_follow (reader, story, root) VALUES ($1, $2, $3) ON CONFLICT (reader, root) DO NOTHING"
);
const UNFOLLOW: Sql = sql!("DELETE FROM discussion_follow WHERE reader = $1 AND root = $2");
const UNFOLLOW_ALL: Sql = sql!("DELETE FROM discussion_follow WHERE reader = $1");
const FOLLOWERS: Sql = sql!("SELECT reader FROM discussion_follow WHERE root = $1 LIMIT 5000");
const FOLLOWS: Sql = sql!("SELECT story, root FROM discussion_follow WHERE reader = $1 LIMIT 500");
const MUTE: Sql =
    sql!("INSERT INTO reader_mute (reader, muted) VALUES ($1, $2) ON CONFLICT (reader, muted) DO NOTHING");
const UNMUTE: Sql = sql!("DELETE FROM reader_mute WHERE reader = $1 AND muted = $2");
const UNMUTE_ALL: Sql = sql!("DELETE FROM reader_mute WHERE reader = $1 OR muted = $1");
const MUTED: Sql = sql!(
    "SELECT r.id, r.name FROM reader_mute m JOIN reader r ON r.id = m.muted WHERE m.reader = $1 ORDER BY r.name LIMIT 500"
);
const IS_MUTED: Sql = sql!("SELECT 1 FROM reader_mute WHERE reader = $1 AND muted = $2");

fn note(row: &Row) -> Result<ReaderNote, StoreError> {
    Ok(ReaderNote {
        id: NoteId(row.uuid(0)?),
        reader: ReaderId(row.uuid(1)?),
        kind: row.parsed(2)?,
        message: row.maybe(3, Row::uuid)?.map(MessageId),
        detail: row.text(4)?.to_owned(),
        at: row.instant(5)?,
        seen_at: row.maybe(6, Row::instant)?,
    })
}

/// The root under which a whole discussion is followed.
fn whole(story: StoryId) -> Uuid {
    story.0
}

impl Tx<'_> {
    /// Tells a reader of something, once.
    pub fn put_reader_note(&self, it: &ReaderNote) -> Result<(), StoreError> {
        let values = [
            it.id.into(),
            it.reader.into(),
            it.kind.as_str().into(),
            it.message.into(),
            it.detail.as_str().into(),
            it.at.into(),
        ];
        self.run(PUT, &values).map(drop)
    }

    /// What a reader was told, the last first.
    pub fn reader_notes(&self, of: ReaderId, limit: u32) -> Result<Vec<ReaderNote>, StoreError> {
        self.rows(OF, &[of.into(), limit.into()])?.iter().map(note).collect()
    }

    /// How much of that they have not seen.
    pub fn unseen_notes(&self, of: ReaderId) -> Result<u64, StoreError> {
        self.row(UNSEEN, &[of.into()])?.map_or(Ok(0), |row| row.count(0))
    }

    /// Notes that they saw all of it.
    pub fn see_notes(&self, of: ReaderId, now: Timestamp) -> Result<(), StoreError> {
        self.run(SEE, &[of.into(), now.into()]).map(drop)
    }

    /// Readers who are to be written to, who were last written to before these instants: daily, hourly, at once.
    pub fn readers_to_mail(&self, before: [Timestamp; 3]) -> Result<Vec<ReaderId>, StoreError> {
        let rows = self.rows(TO_MAIL, &before.map(Into::into))?;
        rows.iter().map(|row| Ok(ReaderId(row.uuid(0)?))).collect()
    }

    /// What a reader was not written to about.
    pub fn unmailed_notes(&self, of: ReaderId) -> Result<Vec<ReaderNote>, StoreError> {
        self.rows(UNMAILED, &[of.into()])?.iter().map(note).collect()
    }

    /// Notes that they were written to about everything.
    pub fn notes_mailed(&self, of: ReaderId, now: Timestamp) -> Result<(), StoreError> {
        self.run(MAILED, &[of.into()])?;
        self.run(SET_MAILED_AT, &[of.into(), now.into()]).map(drop)
    }

    /// Forgets what was told before an instant.
    pub fn sweep_notes(&self, before: Timestamp) -> Result<(), StoreError> {
        self.run(SWEEP, &[before.into()]).map(drop)
    }

    /// Follows a thread, or a whole discussion where no root is named.
    pub fn follow(&self, who: ReaderId, story: StoryId, root: Option<MessageId>) -> Result<(), StoreError> {
        let root = root.map_or(whole(story), |root| root.0);
        self.run(FOLLOW, &[who.into(), story.into(), root.into()]).map(drop)
    }

    /// Does not follow it any more.
    pub fn unfollow(&self, who: ReaderId, story: StoryId, root: Option<MessageId>) -> Result<(), StoreError> {
        let root = root.map_or(whole(story), |root| root.0);
        self.run(UNFOLLOW, &[who.into(), root.into()]).map(drop)
    }

    /// Who follows a thread or the discussion it stands in.
    pub fn followers(&self, story: StoryId, root: MessageId) -> Result<Vec<ReaderId>, StoreError> {
        let mut all = Vec::new();
        for root in [root.0, whole(story)] {
            for row in self.rows(FOLLOWERS, &[root.into()])? {
                let reader = ReaderId(row.uuid(0)?);
                if !all.contains(&reader) {
                    all.push(reader);
                }
            }
        }
        Ok(all)
    }

    /// What a reader follows: the story, and the thread where it is not all of it.
    pub fn followed(&self, who: ReaderId) -> Result<Vec<(StoryId, Option<MessageId>)>, StoreError> {
        let rows = self.rows(FOLLOWS, &[who.into()])?;
        let followed = |row: &Row| {
            let (story, root) = (StoryId(row.uuid(0)?), row.uuid(1)?);
            Ok((story, Some(MessageId(root)).filter(|_| root != whole(story))))
        };
        rows.iter().map(followed).collect()
    }

    /// Shows a reader nothing of another any more, or again.
    pub fn mute(&self, who: ReaderId, whom: ReaderId, is_muted: bool) -> Result<(), StoreError> {
        self.run(if is_muted { MUTE } else { UNMUTE }, &[who.into(), whom.into()]).map(drop)
    }

    /// Whom a reader muted: their ids and names.
    pub fn muted(&self, who: ReaderId) -> Result<Vec<(ReaderId, String)>, StoreError> {
        let rows = self.rows(MUTED, &[who.into()])?;
        rows.iter().map(|row| Ok((ReaderId(row.uuid(0)?), row.text(1)?.to_owned()))).collect()
    }

    /// Whether a reader muted another.
    pub fn is_muted(&self, who: ReaderId, whom: ReaderId) -> Result<bool, StoreError> {
        Ok(self.row(IS_MUTED, &[who.into(), whom.into()])?.is_some())
    }

    /// Forgets what a reader follows, mutes and was told.
    pub fn forget_follower(&self, who: ReaderId) -> Result<(), StoreError> {
        for statement in [ERASE, UNFOLLOW_ALL, UNMUTE_ALL] {
            self.run(statement, &[who.into()])?;
        }
        Ok(())
    }
}
