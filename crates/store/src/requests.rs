//! What readers say is wrong in a story, and what the desk made of it.

use jiff::Timestamp;
use story::{ReaderId, RequestId, RevisionNumber, StoryId};

use crate::StoreError;
use crate::db::{Row, Sql, Tx, sql};

/// What a reader says is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CorrectionRequest {
    /// Which.
    pub id: RequestId,
    /// In which story.
    pub story: StoryId,
    /// In which of its revisions they read it.
    pub revision: RevisionNumber,
    /// The passage, as it stood there; empty where none is meant.
    pub passage: String,
    /// What is wrong with it.
    pub text: String,
    /// Who says so, where they have an account.
    pub reader: Option<ReaderId>,
    /// Where they are answered, if they want to be.
    pub address: Option<String>,
    /// In which language.
    pub language: String,
    /// When.
    pub at: Timestamp,
    /// How it stands: `open`, `taken` or `left`.
    pub state: String,
    /// Who decided.
    pub staff: Option<String>,
    /// What they were answered.
    pub answer: Option<String>,
    /// When it was decided.
    pub decided_at: Option<Timestamp>,
}

const PUT: Sql = sql!(
    "INSERT INTO correction_request (id, story, revision, passage, text, reader, address, language, at, state)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'open')"
);
macro_rules! columns {
    () => {
        "SELECT id, story, revision, passage, text, reader, address, language, at, state, staff, answer, decided_at
         FROM correction_request "
    };
}
const ONE: Sql = sql!(concat!(columns!(), "WHERE id = $1"));
const OPEN: Sql = sql!(concat!(columns!(), "WHERE state = 'open' ORDER BY at, id LIMIT $1"));
const DECIDED: Sql = sql!(concat!(columns!(), "WHERE state <> 'open' ORDER BY at DESC, id LIMIT $1"));
const COUNT: Sql = sql!("SELECT count(*) FROM correction_request WHERE state = 'open'");
const OF: Sql = sql!(concat!(columns!(), "WHERE reader = $1 ORDER BY at DESC, id LIMIT $2"));
const DECIDE: Sql = sql!(
    "UPDATE correction_request SET state = $2, staff = $3, answer = $4, decided_at = $5, address = NULL
     WHERE id = $1 AND state = 'open'"
);
const FORGET: Sql = sql!("DELETE FROM correction_request WHERE reader = $1 OR address = $2");

fn request(row: &Row) -> Result<CorrectionRequest, StoreError> {
    let text = |row: &Row, at: usize| Ok(row.text(at)?.to_owned());
    Ok(CorrectionRequest {
        id: RequestId(row.uuid(0)?),
        story: StoryId(row.uuid(1)?),
        revision: RevisionNumber(row.small(2)?),
        passage: row.text(3)?.to_owned(),
        text: row.text(4)?.to_owned(),
        reader: row.maybe(5, Row::uuid)?.map(ReaderId),
        address: row.maybe(6, text)?,
        language: row.text(7)?.to_owned(),
        at: row.instant(8)?,
        state: row.text(9)?.to_owned(),
        staff: row.maybe(10, text)?,
        answer: row.maybe(11, text)?,
        decided_at: row.maybe(12, Row::instant)?,
    })
}

impl Tx<'_> {
    /// Takes one in.
    pub fn put_request(&self, it: &CorrectionRequest) -> Result<(), StoreError> {
        let values = [
            it.id.into(),
            it.story.into(),
            it.revision.into(),
            it.passage.as_str().into(),
            it.text.as_str().into(),
            it.reader.into(),
            it.address.as_deref().into(),
            it.language.as_str().into(),
            it.at.into(),
        ];
        self.run(PUT, &values).map(drop)
    }

    /// One.
    pub fn request(&self, id: RequestId) -> Result<Option<CorrectionRequest>, StoreError> {
        self.row(ONE, &[id.into()])?.as_ref().map(request).transpose()
    }

    /// Those that nobody decided, the one that waits longest first.
    pub fn open_requests(&self, limit: u32) -> Result<Vec<CorrectionRequest>, StoreError> {
        self.rows(OPEN, &[limit.into()])?.iter().map(request).collect()
    }

    /// Those that were decided, the last first.
    pub fn decided_requests(&self, limit: u32) -> Result<Vec<CorrectionRequest>, StoreError> {
        self.rows(DECIDED, &[limit.into()])?.iter().map(request).collect()
    }

    /// How many nobody decided.
    pub fn count_requests(&self) -> Result<u64, StoreError> {
        self.row(COUNT, &[])?.map_or(Ok(0), |row| row.count(0))
    }

    /// What a reader asked for, the last first.
    pub fn requests_of(&self, id: ReaderId, limit: u32) -> Result<Vec<CorrectionRequest>, StoreError> {
        self.rows(OF, &[id.into(), limit.into()])?.iter().map(request).collect()
    }

    /// Decides one, and forgets the address; false where it was decided already.
    pub fn decide_request(
        &self,
        id: RequestId,
        state: &str,
        (staff, answer): (&str, &str),
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        Ok(self.run(DECIDE, &[id.into(), state.into(), staff.into(), answer.into(), now.into()])? == 1)
    }

    /// Forgets what was asked by a reader, or from an address.
    pub fn forget_requester(&self, id: ReaderId, address: &str) -> Result<(), StoreError> {
        self.run(FORGET, &[id.into(), address.into()]).map(drop)
    }
}
