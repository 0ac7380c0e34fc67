//! What stands in the diary, and who may ask for it from outside?

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use story::{DeskId, DiaryEvent, DraftId, EventId, StaffId, StoryId};

use crate::StoreError;
use crate::db::{Row, Sql, Tx, Value, sql};
use crate::record::Hash;

/// An event with what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventRow {
    /// Which.
    pub id: EventId,
    /// What it is.
    pub event: DiaryEvent,
    /// The name of who covers it.
    pub by: Option<String>,
    /// The draft that was begun for it.
    pub draft: Option<DraftId>,
    /// The story that tells of it.
    pub story: Option<StoryId>,
    /// Counts the changes.
    pub version: u64,
    /// When it changed last.
    pub changed_at: Timestamp,
}

macro_rules! events {
    ($which:expr) => {
        sql!(concat!(
            "SELECT e.id, e.day, e.last_day, e.at, e.title, e.place, e.note, e.coverage, e.desk, e.staff, b.name, e.draft,
                    coalesce(e.story, d.story), e.is_cancelled, e.version, e.changed_at
             FROM diary_event e LEFT JOIN staff b ON b.id = e.staff
             LEFT JOIN draft d ON d.id = e.draft AND d.state = 'sent' ",
            $which
        ))
    };
}
const ONE: Sql = events!("WHERE e.id = $1");
const BETWEEN: Sql =
    events!("WHERE e.last_day >= $1 AND e.day <= $2 ORDER BY e.day, e.at, e.title, e.id LIMIT $3");
const PUT: Sql = sql!(
    "INSERT INTO diary_event (id, day, last_day, at, title, place, note, coverage, desk, staff, is_cancelled, version, changed_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1, $12)"
);
const CHANGE: Sql = sql!(
    "UPDATE diary_event SET day = $2, last_day = $3, at = $4, title = $5, place = $6, note = $7, coverage = $8, desk = $9,
       staff = $10, is_cancelled = $11, version = version + 1, changed_at = $12
     WHERE id = $1 AND version = $13"
);
const BEGIN: Sql = sql!("UPDATE diary_event SET draft = $2 WHERE id = $1");
const DROP_LINK: Sql = sql!("DELETE FROM diary_link WHERE staff = $1");
const PUT_LINK: Sql = sql!("INSERT INTO diary_link (token, staff) VALUES ($1, $2)");
const BY_LINK: Sql = sql!(
    "SELECT l.staff FROM diary_link l JOIN staff s ON s.id = l.staff WHERE l.token = $1 AND s.is_active = TRUE"
);

fn event(row: &Row) -> Result<EventRow, StoreError> {
    let at = row.text(3)?;
    let time = |text: &str| {
        text.parse::<Time>().map_err(|_| StoreError::Damaged(format!("`{text}` is no time of an event")))
    };
    Ok(EventRow {
        id: EventId(row.uuid(0)?),
        event: DiaryEvent {
            day: row.parsed(1)?,
            last_day: row.parsed(2)?,
            at: if at.is_empty() { None } else { Some(time(at)?) },
            title: row.text(4)?.to_owned(),
            place: row.text(5)?.to_owned(),
            note: row.text(6)?.to_owned(),
            coverage: row.parsed(7)?,
            desk: row.maybe(8, Row::uuid)?.map(DeskId),
            staff: row.maybe(9, Row::uuid)?.map(StaffId),
            is_cancelled: row.truth(13)?,
        },
        by: row.maybe(10, |row, at| Ok(row.text(at)?.to_owned()))?,
        draft: row.maybe(11, Row::uuid)?.map(DraftId),
        story: row.maybe(12, Row::uuid)?.map(StoryId),
        version: row.count(14)?,
        changed_at: row.instant(15)?,
    })
}

fn values(id: EventId, it: &DiaryEvent, now: Timestamp) -> Vec<Value> {
    vec![
        id.into(),
        it.day.to_string().into(),
        it.last_day.to_string().into(),
        it.at.map(|at| at.strftime("%H:%M").to_string()).unwrap_or_default().into(),
        it.title.as_str().into(),
        it.place.as_str().into(),
        it.note.as_str().into(),
        it.coverage.as_str().into(),
        it.desk.into(),
        it.staff.into(),
        it.is_cancelled.into(),
        now.into(),
    ]
}

impl Tx<'_> {
    /// The events of some days, in their order.
    pub fn diary(&self, from: Date, until: Date, limit: u32) -> Result<Vec<EventRow>, StoreError> {
        let values = [from.to_string().into(), until.to_string().into(), limit.into()];
        self.rows(BETWEEN, &values)?.iter().map(event).collect()
    }

    /// An event.
    pub fn event(&self, id: EventId) -> Result<Option<EventRow>, StoreError> {
        self.row(ONE, &[id.into()])?.as_ref().map(event).transpose()
    }

    /// Puts an event into the diary.
    pub fn put_event(&self, id: EventId, it: &DiaryEvent, now: Timestamp) -> Result<(), StoreError> {
        self.run(PUT, &values(id, it, now)).map(drop)
    }

    /// Changes an event at the version that was seen; false where somebody was faster.
    pub fn change_event(
        &self,
        id: EventId,
        version: u64,
        it: &DiaryEvent,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let mut values = values(id, it, now);
        values.push(version.into());
        Ok(self.run(CHANGE, &values)? == 1)
    }

    /// Notes the draft that was begun for an event.
    pub fn begin_event(&self, id: EventId, draft: DraftId) -> Result<(), StoreError> {
        self.run(BEGIN, &[id.into(), draft.into()]).map(drop)
    }

    /// Makes the address at which somebody's calendar asks for the diary; the one before ends.
    pub fn put_diary_link(&self, token: Hash, staff: StaffId) -> Result<(), StoreError> {
        self.run(DROP_LINK, &[staff.into()])?;
        self.run(PUT_LINK, &[token.into(), staff.into()]).map(drop)
    }

    /// Whose calendar asks.
    pub fn diary_link(&self, token: Hash) -> Result<Option<StaffId>, StoreError> {
        self.row(BY_LINK, &[token.into()])?.map(|row| row.uuid(0).map(StaffId)).transpose()
    }
}
