//! Writing: drafts on top of a base revision, saved as typed, shared by a lease that warns and never blocks.

use jiff::SignedDuration;
use store::{DraftRow, DraftState, StoreError};
use story::{DraftId, EditionSlug, Permission, Revision, Standing, StoryId, Urgency};

use crate::compose::{compose, fields_of};
use crate::staff::{hash_token, new_token};
use crate::views::{Draft, DraftFields, DraftLine, Saved, Staff};
use crate::{Agency, Error, allow};

const LEASE: SignedDuration = SignedDuration::from_secs(30);
const PREVIEW: SignedDuration = SignedDuration::from_hours(24);
/// The most that a draft may hold, in bytes.
const DRAFT_MOST: usize = 1_000_000;

impl Agency {
    /// The drafts being written, the last saved first.
    pub async fn drafts(&self, who: &Staff) -> Result<Vec<DraftLine>, Error> {
        allow(who, Permission::Write)?;
        let rows = self.inner.store.read(|tx| tx.open_drafts(200))?;
        rows.iter().map(|row| self.line(who, row)).collect()
    }

    /// Begins a draft: on a story's last revision, with given fields, or empty.
    pub async fn begin(
        &self,
        who: &Staff,
        story: Option<StoryId>,
        fields: Option<DraftFields>,
    ) -> Result<DraftId, Error> {
        allow(who, Permission::Write)?;
        let (house, now, by) = (self.house(), self.now(), who.id);
        let head = match story {
            Some(id) => Some(self.head_of(id)?),
            None => None,
        };
        let fields =
            fields.or_else(|| head.as_ref().map(|head| fields_of(&head.content, &house))).unwrap_or_default();
        let json = write_fields(&fields)?;
        let (id, base) = (DraftId::new(now), head.map(|head| head.number));
        self.inner.store.write(move |tx| tx.begin_draft(id, story, base, by, &json, None, now)).await?;
        Ok(id)
    }

    /// Begins a new story from what another says: without its slugline, and never with its embargo.
    pub async fn begin_copy(&self, who: &Staff, of: StoryId) -> Result<DraftId, Error> {
        allow(who, Permission::Write)?;
        let fields = fields_of(&self.head_of(of)?.content, &self.house());
        let fields = DraftFields { slugline: String::new(), embargo: String::new(), ..fields };
        self.begin(who, None, Some(fields)).await
    }

    /// A draft as it was last saved.
    pub async fn draft(&self, who: &Staff, id: DraftId) -> Result<Draft, Error> {
        allow(who, Permission::Write)?;
        let row = self.draft_row(id)?;
        let base = match (row.story, row.base) {
            (Some(story), Some(number)) => self.inner.store.read(|tx| tx.revision(story, number))?,
            _ => None,
        };
        let line = self.line(who, &row)?;
        Ok(Draft {
            open_by: line.open_by.clone(),
            line,
            version: row.version,
            fields: read_fields(&row)?,
            base,
        })
    }

    /// Keeps what was typed. A save that comes too late, or after a send, is kept as a branch of its own.
    pub async fn save(
        &self,
        who: &Staff,
        id: DraftId,
        version: u64,
        fields: DraftFields,
    ) -> Result<Saved, Error> {
        allow(who, Permission::Write)?;
        let json = write_fields(&fields)?;
        let (now, by) = (self.now(), who.id);
        self.inner
            .store
            .write(move |tx| -> Result<Saved, Error> {
                let row = tx.draft(id)?.ok_or(Error::NotFound)?;
                if row.fields == json && row.state == DraftState::Open {
                    tx.lease_draft(id, by, now + LEASE, now)?;
                    return Ok(Saved::Kept { version: row.version, at: row.saved_at });
                }
                if tx.save_draft(id, version, &json, by, now)? {
                    tx.lease_draft(id, by, now + LEASE, now)?;
                    return Ok(Saved::Kept { version: version + 1, at: now });
                }
                let branch = DraftId::new(now);
                tx.begin_draft(branch, row.story, row.base, by, &json, Some(id), now)?;
                tx.lease_draft(branch, by, now + LEASE, now)?;
                let faster = tx.staff(row.saved_by)?.map(|staff| staff.name).unwrap_or_default();
                Ok(Saved::Branched { branch, by: faster })
            })
            .await
    }

    /// Says that a draft is open before somebody; false when another has it.
    pub async fn open_draft(&self, who: &Staff, id: DraftId) -> Result<bool, Error> {
        allow(who, Permission::Write)?;
        let (now, by) = (self.now(), who.id);
        Ok(self.inner.store.write(move |tx| tx.lease_draft(id, by, now + LEASE, now)).await?)
    }

    /// Says that it is closed again.
    pub async fn leave_draft(&self, who: &Staff, id: DraftId) -> Result<(), Error> {
        let by = who.id;
        Ok(self.inner.store.write(move |tx| tx.leave_draft(id, by)).await?)
    }

    /// Throws a draft away, at the version that was seen.
    pub async fn discard(&self, who: &Staff, id: DraftId, version: u64) -> Result<(), Error> {
        allow(who, Permission::Write)?;
        let done = self.inner.store.write(move |tx| tx.close_draft(id, version, None)).await?;
        if done { Ok(()) } else { Err(Error::DraftMoved) }
    }

    /// Reads pasted plain wire copy into a draft's fields, with what could not be read.
    pub async fn read_copy(
        &self,
        who: &Staff,
        text: &str,
        edition: &EditionSlug,
    ) -> Result<(DraftFields, Vec<String>), Error> {
        allow(who, Permission::Write)?;
        let house = self.house();
        let edition = house.edition(edition).or_else(|| house.home()).ok_or(Error::NotFound)?;
        let copy = formats::copy::read(text, &edition.language, edition.date_of(self.now()));
        let diagnoses = copy.diagnoses.iter().map(ToString::to_string).collect();
        let unread = copy.unread.clone();
        let mut fields = fields_of(&copy.into_content(&edition.language, &edition.slug), &house);
        // What could not be read stands in its field as it was written, so that nobody sends without it.
        for (key, value) in unread {
            match key.as_str() {
                "embargo" => fields.embargo = value,
                "urgency" => fields.urgency = value,
                "language" => fields.language = value,
                _ => {}
            }
        }
        Ok((fields, diagnoses))
    }

    /// The token of a link by which a draft can be seen for a day.
    pub async fn preview_link(&self, who: &Staff, id: DraftId) -> Result<String, Error> {
        allow(who, Permission::Write)?;
        self.draft_row(id)?;
        let (token, now) = (new_token()?, self.now());
        let hash = hash_token(&token);
        self.inner.store.write(move |tx| tx.put_preview(hash, id, now + PREVIEW, now)).await?;
        Ok(token)
    }

    /// What a link shows: the draft as a story, not sent and not numbered.
    pub async fn preview_by(&self, token: &str) -> Result<Option<story::Content>, Error> {
        let (hash, now) = (hash_token(token), self.now());
        let row = self.inner.store.read(|tx| match tx.draft_by_preview(hash, now)? {
            Some(id) => tx.draft(id),
            None => Ok(None),
        })?;
        let Some(row) = row.filter(|row| row.state == DraftState::Open) else {
            return Ok(None);
        };
        Ok(Some(compose(&read_fields(&row)?, None, &self.house(), now).0))
    }

    pub(crate) fn draft_row(&self, id: DraftId) -> Result<DraftRow, Error> {
        let row = self.inner.store.read(|tx| tx.draft(id))?;
        row.filter(|row| row.state == DraftState::Open).ok_or(Error::NotFound)
    }

    pub(crate) fn head_of(&self, id: StoryId) -> Result<Revision, Error> {
        self.inner.store.read(|tx| tx.chain(id))?.head.ok_or(Error::NotFound)
    }

    pub(crate) fn line(&self, who: &Staff, row: &DraftRow) -> Result<DraftLine, Error> {
        let fields = read_fields(row)?;
        let now = self.now();
        let open_by = row.lease.as_ref().filter(|(by, _, until)| *by != who.id && *until > now);
        Ok(DraftLine {
            id: row.id,
            story: row.story,
            base: row.base,
            slugline: fields.slugline,
            headline: fields.headline,
            urgency: fields.urgency.parse().unwrap_or(Urgency::ROUTINE),
            by: row.begun_by.clone(),
            saved_at: row.saved_at,
            open_by: open_by.map(|(_, name, _)| name.clone()),
            is_stale: row.head > row.base,
            standing: row.standing.unwrap_or(Standing::Unsent),
            branch_of: row.branch_of,
            desk: row.desk.clone(),
            filed_at: row.filed_at,
            may_send: self.at_draft(who, row)?.role.may(Permission::Send),
        })
    }
}

pub(crate) fn read_fields(row: &DraftRow) -> Result<DraftFields, Error> {
    Ok(serde_json::from_str(&row.fields)
        .map_err(|error| StoreError::Damaged(format!("a draft cannot be read: {error}")))?)
}

fn write_fields(fields: &DraftFields) -> Result<String, Error> {
    let json = serde_json::to_string(fields).map_err(|error| StoreError::Engine(error.to_string()))?;
    if json.len() > DRAFT_MOST {
        return Err(crate::house::fault("body", "fault-too-long", ""));
    }
    Ok(json)
}
