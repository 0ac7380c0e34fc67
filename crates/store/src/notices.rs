//! Moves that make no revision: repeat, hold, release, withdrawal, takedown.
//!
//! Invariant: the public has a story as long as it stands `live`, and not a moment longer: what takes it away also
//! takes its placements, what gives it back places it anew.

use jiff::Timestamp;
use story::{EntryKind, Kind, PublicSequence, Sequence, StaffId, Standing, StoryId};

use crate::StoreError;
use crate::db::{Sql, Tx, sql};
use crate::record::{Entry, NOTHING_BEFORE, Signer};
use crate::stories::StoryRow;
use crate::wire::Appended;

const COUNT_ENTRY: Sql = sql!("UPDATE story SET entries = entries + 1 WHERE id = $1");
const STAND: Sql = sql!("UPDATE story SET standing = $2, withdrawn_at = $3, reason = $4 WHERE id = $1");
const RAISE: Sql = sql!("UPDATE story SET public_sequence = $2 WHERE id = $1");
const ERASE_STORY: Sql = sql!("UPDATE story SET slug = '', slugline = '' WHERE id = $1");
const ERASE_REVISION: Sql = sql!(
    "UPDATE revision SET content = $3, advisory = NULL, changes = '[]', answers = '[]', salt = $4
     WHERE story = $1 AND number = $2"
);
const ERASE_DRAFTS: Sql =
    sql!("UPDATE draft SET fields = '{}', state = 'discarded', lease_by = NULL WHERE story = $1");

/// A notice on its way onto the wire.
pub(crate) struct Notice<'a> {
    pub story: StoryId,
    pub kind: Kind,
    pub reason: &'a str,
    pub by: StaffId,
    pub at: Timestamp,
}

impl Tx<'_> {
    pub(crate) fn append_notice(&self, signer: &Signer, notice: &Notice<'_>) -> Result<Appended, StoreError> {
        let Notice { story: id, kind, reason, by, at } = *notice;
        let row = self.story(id)?.ok_or(StoreError::Conflict)?;
        let standing = row.standing.after(kind).map_err(|_| StoreError::Conflict)?;
        let head = self.revision(id, row.head)?.ok_or(StoreError::Conflict)?;
        let public = if row.public_revision.is_some() { Some(self.public_head()?.next()) } else { None };
        let version = row.entries + 1;
        self.run(COUNT_ENTRY, &[id.into()])?;
        let entry = Entry {
            sequence: Sequence(0),
            public,
            kind: EntryKind::Move(kind),
            story: id,
            revision: None,
            version,
            at,
            reason: Some(reason.to_owned()).filter(|reason| !reason.is_empty()),
            content: None,
            previous: NOTHING_BEFORE,
        };
        let sequence = self.put_entry(signer, entry, Some(by))?;
        match standing {
            Standing::Live => self.give_back(&row, public)?,
            _ => self.take_away(id, standing, at, reason)?,
        }
        if let Some(public) = public {
            self.note_public_move(&head.content.placements, public, id)?;
        }
        if standing == Standing::TakenDown {
            self.erase(id)?;
        }
        Ok(Appended { sequence, public, version, short: row.short })
    }

    /// Places a story anew, at its new place among public moves.
    fn give_back(&self, row: &StoryRow, public: Option<PublicSequence>) -> Result<(), StoreError> {
        let nothing = None::<Timestamp>;
        let values = [row.id.into(), Standing::Live.as_str().into(), nothing.into(), None::<String>.into()];
        self.run(STAND, &values)?;
        let (Some(public), Some(number)) = (public, row.public_revision) else { return Ok(()) };
        let shown = self.revision(row.id, number)?.ok_or(StoreError::Conflict)?;
        self.run(RAISE, &[row.id.into(), public.into()])?;
        self.place(row.id, Some(&shown.content), public)
    }

    /// Takes a story from the public. A hold keeps the embargo for its release; what is over has none.
    fn take_away(
        &self,
        id: StoryId,
        standing: Standing,
        at: Timestamp,
        reason: &str,
    ) -> Result<(), StoreError> {
        self.run(STAND, &[id.into(), standing.as_str().into(), at.into(), reason.into()])?;
        self.place(id, None, PublicSequence(0))?;
        if standing.is_over() { self.lift_embargo(id) } else { Ok(()) }
    }

    /// Erases what the revisions and drafts of a story say, and the salt without which nobody can guess it from its
    /// hash. What stays tells where the story stood, so that every list that showed it is made anew.
    fn erase(&self, id: StoryId) -> Result<(), StoreError> {
        for revision in self.revisions(id)? {
            let left = serde_json::to_string(&revision.content.erased())
                .map_err(|error| StoreError::Engine(format!("a revision cannot be erased: {error}")))?;
            let values = [id.into(), revision.number.into(), left.into(), Vec::new().into()];
            self.run(ERASE_REVISION, &values)?;
        }
        if let Some(kept) = self.kept() {
            kept.clear();
        }
        self.run(ERASE_STORY, &[id.into()])?;
        self.run(ERASE_DRAFTS, &[id.into()]).map(drop)
    }
}
