//! The desks: teams, who stands at them as what, and where a draft is.

use jiff::Timestamp;
use story::{DeskId, StaffId, StaffRole, StoryId};

use crate::StoreError;
use crate::db::{Row, Sql, Tx, sql};

/// A team, and the place where its copy is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewsDesk {
    /// Which.
    pub id: DeskId,
    /// Its name.
    pub name: String,
    /// The time zone it works in (IANA).
    pub zone: String,
}

/// Somebody who stands at a desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskMember {
    /// Where.
    pub desk: DeskId,
    /// Who.
    pub staff: StaffId,
    /// The name as it is shown.
    pub name: String,
    /// What they are there.
    pub role: StaffRole,
}

const ALL: Sql = sql!("SELECT id, name, zone FROM news_desk ORDER BY created_at, name");
const PUT: Sql = sql!(
    "INSERT INTO news_desk (id, name, zone, created_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (id) DO UPDATE SET name = $2, zone = $3"
);
const MEMBERS: Sql = sql!(
    "SELECT m.desk, m.staff, s.name, m.role FROM desk_member m JOIN staff s ON s.id = m.staff
     WHERE s.is_active = TRUE ORDER BY s.name"
);
const ROLES: Sql = sql!("SELECT desk, role FROM desk_member WHERE staff = $1");
const PUT_MEMBER: Sql = sql!(
    "INSERT INTO desk_member (desk, staff, role) VALUES ($1, $2, $3)
     ON CONFLICT (desk, staff) DO UPDATE SET role = $3"
);
const DROP_MEMBER: Sql = sql!("DELETE FROM desk_member WHERE desk = $1 AND staff = $2");
// A story is at the desk that sent it last.
const OF_STORY: Sql = sql!(
    "SELECT desk FROM draft WHERE story = $1 AND state = 'sent' AND desk IS NOT NULL
     ORDER BY saved_at DESC, id DESC LIMIT 1"
);

impl Tx<'_> {
    /// All desks, the first made first.
    pub fn desks(&self) -> Result<Vec<NewsDesk>, StoreError> {
        let rows = self.rows(ALL, &[])?;
        let desk = |row: &Row| {
            Ok(NewsDesk {
                id: DeskId(row.uuid(0)?),
                name: row.text(1)?.to_owned(),
                zone: row.text(2)?.to_owned(),
            })
        };
        rows.iter().map(desk).collect()
    }

    /// Adds or changes a desk; a name that another has is [`StoreError::Taken`].
    pub fn put_desk(&self, desk: &NewsDesk, now: Timestamp) -> Result<(), StoreError> {
        let values = [desk.id.into(), desk.name.as_str().into(), desk.zone.as_str().into(), now.into()];
        self.run(PUT, &values).map(drop)
    }

    /// Who stands at which desk, by name.
    pub fn desk_members(&self) -> Result<Vec<DeskMember>, StoreError> {
        let rows = self.rows(MEMBERS, &[])?;
        let member = |row: &Row| {
            Ok(DeskMember {
                desk: DeskId(row.uuid(0)?),
                staff: StaffId(row.uuid(1)?),
                name: row.text(2)?.to_owned(),
                role: row.parsed(3)?,
            })
        };
        rows.iter().map(member).collect()
    }

    /// What somebody is at which desk.
    pub fn desk_roles(&self, of: StaffId) -> Result<Vec<(DeskId, StaffRole)>, StoreError> {
        let rows = self.rows(ROLES, &[of.into()])?;
        rows.iter().map(|row| Ok((DeskId(row.uuid(0)?), row.parsed(1)?))).collect()
    }

    /// Puts somebody at a desk, or changes what they are there.
    pub fn put_desk_member(&self, desk: DeskId, staff: StaffId, role: StaffRole) -> Result<(), StoreError> {
        self.run(PUT_MEMBER, &[desk.into(), staff.into(), role.as_str().into()]).map(drop)
    }

    /// Takes somebody from a desk.
    pub fn drop_desk_member(&self, desk: DeskId, staff: StaffId) -> Result<(), StoreError> {
        self.run(DROP_MEMBER, &[desk.into(), staff.into()]).map(drop)
    }

    /// The desk that sent a story last.
    pub fn desk_of_story(&self, story: StoryId) -> Result<Option<DeskId>, StoreError> {
        self.row(OF_STORY, &[story.into()])?.map(|row| row.uuid(0).map(DeskId)).transpose()
    }
}
