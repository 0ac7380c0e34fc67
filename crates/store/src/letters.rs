//! Letters: mail to readers on its way out, how it went, and addresses that get none any more.

use jiff::Timestamp;
use story::{LetterId, ReaderId, StoryId};

use crate::StoreError;
use crate::db::{Row, Sql, Tx, sql};
use crate::record::Hash;

/// A mail to a reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// Which.
    pub id: LetterId,
    /// To whom, where they have an account.
    pub reader: Option<ReaderId>,
    /// The address.
    pub address: String,
    /// The language, a tag.
    pub language: String,
    /// What it is: the name of its template.
    pub kind: String,
    /// About which story, where it is about one alone.
    pub story: Option<StoryId>,
    /// What its template is filled with, as JSON; gone once it was sent.
    pub content: Option<String>,
    /// How it stands: `waiting`, `sent`, `parked`, `bounced` or `suppressed`.
    pub state: String,
    /// How often it was tried.
    pub attempts: u32,
    /// When it was made.
    pub made_at: Timestamp,
    /// When it was done with.
    pub done_at: Option<Timestamp>,
    /// What the mail server said last.
    pub said: Option<String>,
}

macro_rules! columns {
    () => {
        "SELECT id, reader, address, language, kind, content, state, attempts, made_at, done_at, said, story FROM letter "
    };
}
const PUT: Sql = sql!(
    "INSERT INTO letter (id, reader, address, language, kind, content, state, attempts, due_at, made_at, story)
     VALUES ($1, $2, $3, $4, $5, $6, $7, 0, $8, $9, $10)"
);
const DUE: Sql =
    sql!(concat!(columns!(), "WHERE state = 'waiting' AND due_at <= $1 ORDER BY due_at, id LIMIT $2"));
const OF: Sql = sql!(concat!(columns!(), "WHERE reader = $1 ORDER BY made_at DESC, id DESC LIMIT $2"));
const COLLECTIONS: Sql =
    sql!(concat!(columns!(), "WHERE state = 'waiting' AND kind IN ('digest', 'newsletter') ORDER BY id"));
const REWRITE: Sql = sql!("UPDATE letter SET content = $2 WHERE id = $1 AND state = 'waiting'");
const TAKE_BACK: Sql = sql!(
    "UPDATE letter SET state = 'pulled', content = NULL, done_at = $2 WHERE id = $1 AND state = 'waiting'"
);
const ONE: Sql = sql!(concat!(columns!(), "WHERE id = $1"));
const MARK: Sql = sql!("SELECT mark FROM mail_returns WHERE id = 1");
const PUT_MARK: Sql =
    sql!("INSERT INTO mail_returns (id, mark) VALUES (1, $1) ON CONFLICT (id) DO UPDATE SET mark = $1");
const NOTE: Sql = sql!(
    "UPDATE letter SET state = $2, attempts = attempts + 1, due_at = $3, done_at = $4, said = $5,
     content = CASE WHEN $2 = 'waiting' THEN content ELSE NULL END WHERE id = $1"
);
const PULL: Sql = sql!(
    "UPDATE letter SET state = 'pulled', content = NULL, done_at = $2 WHERE story = $1 AND state = 'waiting'"
);
const SENT_SINCE: Sql = sql!(
    "SELECT count(*) FROM letter WHERE address = $1 AND kind = $2 AND made_at > $3 AND state <> 'pulled'"
);
const SWEEP: Sql = sql!("DELETE FROM letter WHERE made_at < $1 AND state <> 'waiting'");
const ERASE: Sql = sql!("DELETE FROM letter WHERE reader = $1 OR address = $2");
const SUPPRESS: Sql =
    sql!("INSERT INTO suppressed (address, reason, at) VALUES ($1, $2, $3) ON CONFLICT (address) DO NOTHING");
const UNSUPPRESS: Sql = sql!("DELETE FROM suppressed WHERE address = $1");
const IS_SUPPRESSED: Sql = sql!("SELECT reason FROM suppressed WHERE address = $1");

fn letter(row: &Row) -> Result<Letter, StoreError> {
    Ok(Letter {
        id: LetterId(row.uuid(0)?),
        reader: row.maybe(1, Row::uuid)?.map(ReaderId),
        address: row.text(2)?.to_owned(),
        language: row.text(3)?.to_owned(),
        kind: row.text(4)?.to_owned(),
        content: row.maybe(5, |row, at| Ok(row.text(at)?.to_owned()))?,
        state: row.text(6)?.to_owned(),
        attempts: row.small(7)?,
        made_at: row.instant(8)?,
        done_at: row.maybe(9, Row::instant)?,
        said: row.maybe(10, |row, at| Ok(row.text(at)?.to_owned()))?,
        story: row.maybe(11, Row::uuid)?.map(StoryId),
    })
}

impl Tx<'_> {
    /// Puts a letter on its way, due at an instant.
    pub fn put_letter(&self, it: &Letter, due_at: Timestamp) -> Result<(), StoreError> {
        let values = [
            it.id.into(),
            it.reader.into(),
            it.address.as_str().into(),
            it.language.as_str().into(),
            it.kind.as_str().into(),
            it.content.as_deref().into(),
            it.state.as_str().into(),
            due_at.into(),
            it.made_at.into(),
            it.story.into(),
        ];
        self.run(PUT, &values).map(drop)
    }

    /// A letter.
    pub fn letter(&self, id: LetterId) -> Result<Option<Letter>, StoreError> {
        self.row(ONE, &[id.into()])?.as_ref().map(letter).transpose()
    }

    /// Up to where mail that came back was read.
    pub fn returns_mark(&self) -> Result<Option<String>, StoreError> {
        self.row(MARK, &[])?.map(|row| Ok(row.text(0)?.to_owned())).transpose()
    }

    /// Notes up to where.
    pub fn put_returns_mark(&self, mark: &str) -> Result<(), StoreError> {
        self.run(PUT_MARK, &[mark.into()]).map(drop)
    }

    /// Letters that are to be sent by now, those that wait longest first.
    pub fn letters_due(&self, now: Timestamp, limit: u32) -> Result<Vec<Letter>, StoreError> {
        self.rows(DUE, &[now.into(), limit.into()])?.iter().map(letter).collect()
    }

    /// The letters to a reader, the newest first.
    pub fn letters_of(&self, id: ReaderId, limit: u32) -> Result<Vec<Letter>, StoreError> {
        self.rows(OF, &[id.into(), limit.into()])?.iter().map(letter).collect()
    }

    /// Notes how a try went. What a letter said is forgotten with its last one.
    pub fn note_letter(
        &self,
        id: LetterId,
        state: &str,
        (due_at, done_at): (Option<Timestamp>, Option<Timestamp>),
        said: &str,
    ) -> Result<(), StoreError> {
        self.run(NOTE, &[id.into(), state.into(), due_at.into(), done_at.into(), said.into()]).map(drop)
    }

    /// Takes letters about a story back that are not sent yet; how many.
    pub fn pull_letters(&self, story: StoryId, now: Timestamp) -> Result<usize, StoreError> {
        self.run(PULL, &[story.into(), now.into()])
    }

    /// Letters about several stories that are not sent yet.
    pub fn waiting_collections(&self) -> Result<Vec<Letter>, StoreError> {
        self.rows(COLLECTIONS, &[])?.iter().map(letter).collect()
    }

    /// Changes what a letter says that is not sent yet; nothing takes it back.
    pub fn rewrite_letter(
        &self,
        id: LetterId,
        content: Option<&str>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        match content {
            Some(content) => self.run(REWRITE, &[id.into(), content.into()]).map(drop),
            None => self.run(TAKE_BACK, &[id.into(), now.into()]).map(drop),
        }
    }

    /// How many letters of a kind went to an address since an instant.
    pub fn letters_since(&self, address: &str, kind: &str, since: Timestamp) -> Result<u64, StoreError> {
        self.row(SENT_SINCE, &[address.into(), kind.into(), since.into()])?.map_or(Ok(0), |row| row.count(0))
    }

    /// Forgets letters made before an instant that are done with.
    pub fn sweep_letters(&self, before: Timestamp) -> Result<(), StoreError> {
        self.run(SWEEP, &[before.into()]).map(drop)
    }

    /// Forgets all letters to a reader.
    pub fn erase_letters(&self, id: ReaderId, address: &str) -> Result<(), StoreError> {
        self.run(ERASE, &[id.into(), address.into()]).map(drop)
    }

    /// Sends no more mail to an address, known by its hash.
    pub fn suppress(&self, address: Hash, reason: &str, now: Timestamp) -> Result<(), StoreError> {
        self.run(SUPPRESS, &[address.into(), reason.into(), now.into()]).map(drop)
    }

    /// Lets mail go to an address again.
    pub fn unsuppress(&self, address: Hash) -> Result<(), StoreError> {
        self.run(UNSUPPRESS, &[address.into()]).map(drop)
    }

    /// Why no mail goes to an address, if so.
    pub fn is_suppressed(&self, address: Hash) -> Result<Option<String>, StoreError> {
        self.row(IS_SUPPRESSED, &[address.into()])?.map(|row| Ok(row.text(0)?.to_owned())).transpose()
    }
}
