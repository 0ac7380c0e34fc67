//! Drafts: what is being written, with the revision it is written on.
//!
//! A draft's fields are kept as they were typed, so nothing typed is lost; a save names the version it
//! follows, and one that comes too late is kept as a branch.

use jiff::Timestamp;
use story::{DeskId, DraftId, RevisionNumber, StaffId, Standing, StoryId};

use crate::StoreError;
use crate::db::{Row, Sql, Tx, sql};
use crate::record::Hash;

/// Where a draft is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DraftState {
    /// Being written.
    Open,
    /// Its text went on the wire.
    Sent,
    /// Thrown away.
    Discarded,
}

/// A draft as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftRow {
    /// Which draft.
    pub id: DraftId,
    /// The story it goes to, if that exists.
    pub story: Option<StoryId>,
    /// The revision it is written on.
    pub base: Option<RevisionNumber>,
    /// Counts the saves.
    pub version: u64,
    /// What was typed, as JSON.
    pub fields: String,
    /// When it was last saved.
    pub saved_at: Timestamp,
    /// Who saved it last.
    pub saved_by: StaffId,
    /// The name of who began it.
    pub begun_by: String,
    /// Where it is in its life.
    pub state: DraftState,
    /// Who has it open, by id and name, and until when.
    pub lease: Option<(StaffId, String, Timestamp)>,
    /// The present head of its story.
    pub head: Option<RevisionNumber>,
    /// How its story stands.
    pub standing: Option<Standing>,
    /// The draft from which it branched, if that is still open.
    pub branch_of: Option<DraftId>,
    /// The desk where it is, and that desk's name; none only where the house has no desk.
    pub desk: Option<(DeskId, String)>,
    /// When it was filed, for an editor to send; none while it is being written.
    pub filed_at: Option<Timestamp>,
}

macro_rules! draft_columns {
    () => {
        "d.id, d.story, d.base, d.version, d.fields, d.saved_at, d.saved_by, b.name, d.state, d.lease_by, l.name,
         d.lease_until, s.head, s.standing, o.id, k.id, k.name, d.filed_at
         FROM draft d JOIN staff b ON b.id = d.begun_by LEFT JOIN staff l ON l.id = d.lease_by
         LEFT JOIN story s ON s.id = d.story
         LEFT JOIN draft o ON o.id = d.branch_of AND o.state = 'open'
         LEFT JOIN news_desk k ON k.id = coalesce(d.desk, (SELECT id FROM news_desk ORDER BY created_at, name LIMIT 1))"
    };
}
const DRAFT: Sql = sql!(concat!("SELECT ", draft_columns!(), " WHERE d.id = $1"));
const OPEN: Sql =
    sql!(concat!("SELECT ", draft_columns!(), " WHERE d.state = 'open' ORDER BY d.saved_at DESC LIMIT $1"));
const PUT: Sql = sql!(
    "INSERT INTO draft (id, story, base, begun_by, version, fields, saved_at, saved_by, state, branch_of, desk)
     VALUES ($1, $2, $3, $4, 0, $5, $6, $4, 'open', $7, coalesce(
       (SELECT desk FROM draft WHERE id = $7),
       (SELECT desk FROM draft WHERE story = $2 AND state = 'sent' ORDER BY saved_at DESC, id DESC LIMIT 1),
       (SELECT m.desk FROM desk_member m JOIN news_desk k ON k.id = m.desk WHERE m.staff = $4
        ORDER BY k.created_at, k.name LIMIT 1),
       (SELECT id FROM news_desk ORDER BY created_at, name LIMIT 1)))"
);
const SAVE: Sql = sql!(
    "UPDATE draft SET version = version + 1, fields = $3, saved_at = $4, saved_by = $5
     WHERE id = $1 AND version = $2 AND state = 'open'"
);
const LEASE: Sql = sql!(
    "UPDATE draft SET lease_by = $2, lease_until = $3
     WHERE id = $1 AND (lease_by IS NULL OR lease_by = $2 OR lease_until <= $4)"
);
const LEAVE: Sql =
    sql!("UPDATE draft SET lease_by = NULL, lease_until = NULL WHERE id = $1 AND lease_by = $2");
const CLOSE: Sql = sql!(
    "UPDATE draft SET state = $3, story = coalesce(story, $4), lease_by = NULL, lease_until = NULL
     WHERE id = $1 AND version = $2 AND state = 'open'"
);
const FILE: Sql = sql!("UPDATE draft SET desk = $2, filed_at = $3 WHERE id = $1 AND state = 'open'");
const PUT_PREVIEW: Sql = sql!("INSERT INTO preview (token, draft, expires_at) VALUES ($1, $2, $3)");
const SWEEP_PREVIEWS: Sql = sql!("DELETE FROM preview WHERE expires_at <= $1");
const BY_PREVIEW: Sql = sql!("SELECT draft FROM preview WHERE token = $1 AND expires_at > $2");

fn draft_row(row: &Row) -> Result<DraftRow, StoreError> {
    let lease = match (row.maybe(9, Row::uuid)?, row.maybe(11, Row::instant)?) {
        (Some(by), Some(until)) => Some((StaffId(by), row.text(10)?.to_owned(), until)),
        _ => None,
    };
    Ok(DraftRow {
        id: DraftId(row.uuid(0)?),
        story: row.maybe(1, Row::uuid)?.map(StoryId),
        base: row.maybe(2, Row::small)?.map(RevisionNumber),
        version: row.count(3)?,
        fields: row.text(4)?.to_owned(),
        saved_at: row.instant(5)?,
        saved_by: StaffId(row.uuid(6)?),
        begun_by: row.text(7)?.to_owned(),
        state: match row.text(8)? {
            "open" => DraftState::Open,
            "sent" => DraftState::Sent,
            _ => DraftState::Discarded,
        },
        lease,
        head: row.maybe(12, Row::small)?.map(RevisionNumber),
        standing: row.maybe(13, Row::parsed)?,
        branch_of: row.maybe(14, Row::uuid)?.map(DraftId),
        desk: match row.maybe(15, Row::uuid)? {
            Some(id) => Some((DeskId(id), row.text(16)?.to_owned())),
            None => None,
        },
        filed_at: row.maybe(17, Row::instant)?,
    })
}

impl Tx<'_> {
    /// A draft.
    pub fn draft(&self, id: DraftId) -> Result<Option<DraftRow>, StoreError> {
        self.row(DRAFT, &[id.into()])?.as_ref().map(draft_row).transpose()
    }

    /// The drafts being written, the last saved first.
    pub fn open_drafts(&self, limit: u32) -> Result<Vec<DraftRow>, StoreError> {
        self.rows(OPEN, &[limit.into()])?.iter().map(draft_row).collect()
    }

    /// Begins a draft, or a branch of one.
    #[allow(clippy::too_many_arguments)]
    pub fn begin_draft(
        &self,
        id: DraftId,
        story: Option<StoryId>,
        base: Option<RevisionNumber>,
        by: StaffId,
        fields: &str,
        branch_of: Option<DraftId>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let values =
            [id.into(), story.into(), base.into(), by.into(), fields.into(), now.into(), branch_of.into()];
        self.run(PUT, &values).map(drop)
    }

    /// Keeps what was typed; false when another save came in between or the draft is closed.
    pub fn save_draft(
        &self,
        id: DraftId,
        follows: u64,
        fields: &str,
        by: StaffId,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let values = [id.into(), follows.into(), fields.into(), now.into(), by.into()];
        Ok(self.run(SAVE, &values)? == 1)
    }

    /// Takes or renews the lease; false when another has it.
    pub fn lease_draft(
        &self,
        id: DraftId,
        by: StaffId,
        until: Timestamp,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        Ok(self.run(LEASE, &[id.into(), by.into(), until.into(), now.into()])? == 1)
    }

    /// Gives the lease back.
    pub fn leave_draft(&self, id: DraftId, by: StaffId) -> Result<(), StoreError> {
        self.run(LEAVE, &[id.into(), by.into()]).map(drop)
    }

    /// Closes a draft at a version, as sent to a story or thrown away; false when it is another version by now.
    pub fn close_draft(&self, id: DraftId, version: u64, sent: Option<StoryId>) -> Result<bool, StoreError> {
        let state = if sent.is_some() { "sent" } else { "discarded" };
        Ok(self.run(CLOSE, &[id.into(), version.into(), state.into(), sent.into()])? == 1)
    }

    /// Puts a draft at a desk: filed for an editor to send, or to be written there; false when it is closed.
    pub fn place_draft(
        &self,
        id: DraftId,
        desk: DeskId,
        filed_at: Option<Timestamp>,
    ) -> Result<bool, StoreError> {
        Ok(self.run(FILE, &[id.into(), desk.into(), filed_at.into()])? == 1)
    }

    /// Makes a link under the hash of its token by which a draft can be seen, and sweeps those that ended.
    pub fn put_preview(
        &self,
        token: Hash,
        draft: DraftId,
        until: Timestamp,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.run(SWEEP_PREVIEWS, &[now.into()])?;
        self.run(PUT_PREVIEW, &[token.into(), draft.into(), until.into()]).map(drop)
    }

    /// The draft that a link shows.
    pub fn draft_by_preview(&self, token: Hash, now: Timestamp) -> Result<Option<DraftId>, StoreError> {
        self.row(BY_PREVIEW, &[token.into(), now.into()])?.map(|row| row.uuid(0).map(DraftId)).transpose()
    }
}
