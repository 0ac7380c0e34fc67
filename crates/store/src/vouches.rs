//! Who vouched for what is grave, before a second person sends it.

use jiff::Timestamp;
use story::{DraftId, MediaId, StaffId, StoryId};

use crate::StoreError;
use crate::db::{Sql, Tx, Value, sql};

/// What somebody vouches for, as it stands at a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A draft, at a save.
    Draft(DraftId, u64),
    /// A story's withdrawal, at a number of entries.
    Story(StoryId, u64),
}

impl Subject {
    fn values(self) -> [Value; 2] {
        match self {
            Subject::Draft(id, version) => [id.into(), version.into()],
            Subject::Story(id, version) => [id.into(), version.into()],
        }
    }
}

const VOUCH: Sql =
    sql!("INSERT INTO vouch (subject, version, staff, at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING");
const VOUCHED: Sql = sql!(
    "SELECT v.staff, f.name FROM vouch v JOIN staff f ON f.id = v.staff
     WHERE v.subject = $1 AND v.version = $2 ORDER BY v.at"
);
const SHOWN_ELSEWHERE: Sql =
    sql!("SELECT count(*) FROM revision WHERE story <> $1 AND content LIKE '%' || $2 || '%'");

impl Tx<'_> {
    /// Notes that somebody vouches for a subject.
    pub fn vouch(&self, subject: Subject, by: StaffId, now: Timestamp) -> Result<(), StoreError> {
        let [subject, version] = subject.values();
        self.run(VOUCH, &[subject, version, by.into(), now.into()]).map(drop)
    }

    /// Who vouched for a subject, by id and name, the first first.
    pub fn vouched(&self, subject: Subject) -> Result<Vec<(StaffId, String)>, StoreError> {
        let rows = self.rows(VOUCHED, &subject.values())?;
        rows.iter().map(|row| Ok((StaffId(row.uuid(0)?), row.text(1)?.to_owned()))).collect()
    }

    /// Whether another story than this shows a picture. Reads every revision: for rare moves only.
    pub fn is_shown_elsewhere(&self, picture: MediaId, than: StoryId) -> Result<bool, StoreError> {
        let row = self.row(SHOWN_ELSEWHERE, &[than.into(), picture.to_string().into()])?;
        Ok(row.map_or(Ok(0), |row| row.count(0))? > 0)
    }
}
