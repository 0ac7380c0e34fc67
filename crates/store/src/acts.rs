//! What the staff did.

use jiff::Timestamp;
use uuid::Uuid;

use crate::StoreError;
use crate::db::{Row, Sql, Tx, sql};

/// Something that somebody of the staff did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaffAct {
    /// Which.
    pub id: Uuid,
    /// When.
    pub at: Timestamp,
    /// The name that they sign in with.
    pub who: String,
    /// What: `POST` and the route, or the name of an act.
    pub what: String,
    /// The address, which names what it was about.
    pub path: String,
    /// What was said with it: the fields of the form, but for secrets.
    pub detail: String,
}

const PUT: Sql =
    sql!("INSERT INTO staff_act (id, at, who, what, path, detail) VALUES ($1, $2, $3, $4, $5, $6)");
const NEWEST: Sql = sql!(
    "SELECT id, at, who, what, path, detail FROM staff_act WHERE at < $1 ORDER BY at DESC, id DESC LIMIT $2"
);
const OF: Sql = sql!(
    "SELECT id, at, who, what, path, detail FROM staff_act WHERE who = $3 AND at < $1 ORDER BY at DESC, id DESC LIMIT $2"
);

fn act(row: &Row) -> Result<StaffAct, StoreError> {
    Ok(StaffAct {
        id: row.uuid(0)?,
        at: row.instant(1)?,
        who: row.text(2)?.to_owned(),
        what: row.text(3)?.to_owned(),
        path: row.text(4)?.to_owned(),
        detail: row.text(5)?.to_owned(),
    })
}

impl Tx<'_> {
    /// Notes what somebody did.
    pub fn put_act(&self, it: &StaffAct) -> Result<(), StoreError> {
        let values = [
            it.id.into(),
            it.at.into(),
            it.who.as_str().into(),
            it.what.as_str().into(),
            it.path.as_str().into(),
            it.detail.as_str().into(),
        ];
        self.run(PUT, &values).map(drop)
    }

    /// What was done before an instant, by one of the staff or by all, the last first.
    pub fn acts(
        &self,
        who: Option<&str>,
        before: Timestamp,
        limit: u32,
    ) -> Result<Vec<StaffAct>, StoreError> {
        let rows = match who {
            Some(who) => self.rows(OF, &[before.into(), limit.into(), who.into()])?,
            None => self.rows(NEWEST, &[before.into(), limit.into()])?,
        };
        rows.iter().map(act).collect()
    }
}
