//! The desks: teams, who stands at them, and the queue of copy that is filed at each.
//!
//! A draft is at one desk. A role in the house holds at every desk; a role at a desk holds for the drafts that are
//! there and the stories that it sent, where it is more.

use std::collections::HashMap;

use store::{DeskMember, DraftRow, NewsDesk, StoreError};
use story::{DeskId, DraftId, Permission, StaffId, StaffRole, StoryId};

use crate::house::{fault, required};
use crate::views::Staff;
use crate::{Agency, Error, allow};

/// A desk with those who stand at it and how much waits there.
#[derive(Clone, Debug)]
pub struct DeskPage {
    /// The desk.
    pub desk: NewsDesk,
    /// Who stands there, by name.
    pub members: Vec<DeskMember>,
    /// How many drafts are filed there.
    pub filed: usize,
    /// How many are being written.
    pub written: usize,
}

impl Agency {
    /// All desks, the first made first.
    pub async fn desks(&self, who: &Staff) -> Result<Vec<DeskPage>, Error> {
        allow(who, Permission::ReadDesk)?;
        Ok(self.inner.store.read(|tx| -> Result<_, StoreError> {
            let members = tx.desk_members()?;
            let mut counts: HashMap<DeskId, (usize, usize)> = HashMap::new();
            for draft in tx.open_drafts(u32::MAX)? {
                if let Some((desk, _)) = draft.desk {
                    let count = counts.entry(desk).or_default();
                    *(if draft.filed_at.is_some() { &mut count.0 } else { &mut count.1 }) += 1;
                }
            }
            let page = |desk: NewsDesk| {
                let (filed, written) = counts.get(&desk.id).copied().unwrap_or_default();
                let members = members.iter().filter(|member| member.desk == desk.id).cloned().collect();
                DeskPage { desk, members, filed, written }
            };
            Ok(tx.desks()?.into_iter().map(page).collect())
        })?)
    }

    /// Adds a desk, or changes the one of that id.
    pub async fn put_desk(
        &self,
        who: &Staff,
        id: Option<DeskId>,
        name: &str,
        zone: &str,
    ) -> Result<DeskId, Error> {
        allow(who, Permission::ManageStaff)?;
        let now = self.now();
        let zone = zone.trim().to_owned();
        if jiff::tz::TimeZone::get(&zone).is_err() {
            return Err(fault("zone", "fault-zone", &zone));
        }
        let name = required("name", name, 60)?;
        let desk = NewsDesk { id: id.unwrap_or_else(|| DeskId::new(now)), name: name.clone(), zone };
        let made = desk.id;
        match self.inner.store.write(move |tx| tx.put_desk(&desk, now)).await {
            Err(StoreError::Taken) => Err(fault("name", "fault-taken", &name)),
            other => Ok(other.map(|()| made)?),
        }
    }

    /// Puts somebody at a desk as an editor or a writer; without a role, takes them from it.
    pub async fn put_at_desk(
        &self,
        who: &Staff,
        desk: DeskId,
        member: StaffId,
        role: Option<StaffRole>,
    ) -> Result<(), Error> {
        allow(who, Permission::ManageStaff)?;
        // Nobody runs the house from a desk.
        if role == Some(StaffRole::Administrator) {
            return Err(fault("role", "fault-choice", StaffRole::Administrator.as_str()));
        }
        self.inner
            .store
            .write(move |tx| -> Result<(), Error> {
                let is_there = tx.desks()?.iter().any(|other| other.id == desk);
                if !is_there || tx.staff(member)?.is_none() {
                    return Err(Error::NotFound);
                }
                match role {
                    Some(role) => tx.put_desk_member(desk, member, role)?,
                    None => tx.drop_desk_member(desk, member)?,
                }
                Ok(())
            })
            .await
    }

    /// Files a draft at a desk, for an editor there to send. At another desk than before, it is handed over.
    pub async fn file(&self, who: &Staff, id: DraftId, desk: DeskId) -> Result<(), Error> {
        let now = self.now();
        self.place(who, id, desk, Some(now)).await
    }

    /// Takes a filed draft out of the queue, to be written on at its desk.
    pub async fn take_back(&self, who: &Staff, id: DraftId) -> Result<(), Error> {
        let (desk, _) = self.draft_row(id)?.desk.ok_or(Error::NotFound)?;
        self.place(who, id, desk, None).await
    }

    async fn place(
        &self,
        who: &Staff,
        id: DraftId,
        desk: DeskId,
        filed_at: Option<jiff::Timestamp>,
    ) -> Result<(), Error> {
        allow(who, Permission::Write)?;
        self.inner
            .store
            .write(move |tx| -> Result<(), Error> {
                let is_there = tx.desks()?.iter().any(|other| other.id == desk);
                let is_open = is_there && tx.place_draft(id, desk, filed_at)?;
                if is_open { Ok(()) } else { Err(Error::NotFound) }
            })
            .await
    }

    /// The most that somebody is anywhere: in the house, or at one of the desks.
    pub fn best_role(&self, who: &Staff) -> Result<StaffRole, Error> {
        let roles = self.inner.store.read(|tx| tx.desk_roles(who.id))?;
        Ok(roles.into_iter().map(|(_, role)| role).fold(who.role, StaffRole::min))
    }

    /// Somebody as they stand towards a draft: with their role at its desk, where that is more.
    pub(crate) fn at_draft(&self, who: &Staff, draft: &DraftRow) -> Result<Staff, Error> {
        self.at_desk(who, draft.desk.as_ref().map(|(desk, _)| *desk))
    }

    /// Somebody as they stand towards a story: with their role at the desk that sent it last, where that is more.
    pub(crate) fn at_story(&self, who: &Staff, story: StoryId) -> Result<Staff, Error> {
        let desk = self.inner.store.read(|tx| tx.desk_of_story(story))?;
        self.at_desk(who, desk)
    }

    fn at_desk(&self, who: &Staff, desk: Option<DeskId>) -> Result<Staff, Error> {
        let roles = self.inner.store.read(|tx| tx.desk_roles(who.id))?;
        let there = roles.into_iter().filter(|(at, _)| Some(*at) == desk).map(|(_, role)| role);
        let role = there.fold(who.role, StaffRole::min);
        Ok(Staff { role, ..who.clone() })
    }

    /// Makes the first desk, by the name of the home edition, where the house has an edition and no desk.
    pub(crate) async fn first_desk(&self) -> Result<(), Error> {
        let house = self.house();
        let Some(home) = house.home() else { return Ok(()) };
        let (name, zone, now) = (home.name.clone(), home.zone.clone(), self.now());
        self.inner
            .store
            .write(move |tx| -> Result<(), StoreError> {
                if !tx.desks()?.is_empty() {
                    return Ok(());
                }
                tx.put_desk(&NewsDesk { id: DeskId::new(now), name, zone }, now)
            })
            .await?;
        Ok(())
    }
}
