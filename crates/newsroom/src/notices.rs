//! Moves that make no revision: repeat, hold, release, withdrawal, takedown.

use std::collections::HashSet;

use store::Subject;
use story::{DraftId, Eyes, Grave, Kind, MediaId, Permission, Refusal, StaffId, StoryId};

use crate::send::Beside;
use crate::views::{Sent, Staff};
use crate::{Agency, Error, allow};

impl Agency {
    /// Sends a notice about a story: `kind` is repeat, hold, release, withdrawal or takedown; a hold, a withdrawal and
    /// a takedown say why.
    ///
    /// A takedown erases: the text leaves the store, the index and the pages, and so do pictures that no other story
    /// shows. Where the house wants four eyes, the first editor who withdraws vouches, the second sends.
    pub async fn notice(&self, who: &Staff, id: StoryId, kind: Kind, reason: &str) -> Result<Sent, Error> {
        allow(who, Permission::ReadDesk)?;
        let who = &self.at_story(who, id)?;
        let (chain, version) = self.inner.store.read(|tx| -> Result<_, Error> {
            Ok((tx.chain(id)?, tx.story(id)?.map_or(0, |row| u64::from(row.entries))))
        })?;
        let subject = Subject::Story(id, version);
        let eyes = self.eyes(subject, who)?;
        let decided = chain.notice(kind, reason, (who.id, who.role), eyes, self.now());
        let decided = match decided {
            Err(Refusal::WantsSecond { what }) => return Err(self.vouch(subject, who, what).await?),
            decided => decided?,
        };
        let pictures = if kind == Kind::Takedown { self.pictures_only_of(id)? } else { Vec::new() };
        let slugline = chain.head.map(|head| head.content.slugline).unwrap_or_default();
        let mut sent = self.put_on_wire(decided, Beside::Nothing, None).await?;
        sent.slugline = slugline;
        if kind == Kind::Takedown {
            // The text is gone from the database; that it also leaves its log may wait for a reader to finish.
            if let Err(error) = tokio::task::block_in_place(|| self.inner.store.settle()) {
                tracing::warn!(%error, "the log of a takedown is emptied later");
            }
            for picture in &pictures {
                tokio::task::block_in_place(|| self.inner.media.remove(*picture))
                    .map_err(|error| Error::Picture(error.to_string()))?;
            }
            let forget = move |tx: store::Tx<'_>| {
                tx.forget_uses(id)?;
                pictures.iter().try_for_each(|picture| tx.remove_media(*picture))
            };
            self.inner.store.write(forget).await?;
        }
        Ok(sent)
    }

    /// Withdraws a story: it is not to be used any more, in any revision.
    pub async fn withdraw(&self, who: &Staff, id: StoryId, reason: &str) -> Result<Sent, Error> {
        self.notice(who, id, Kind::Withdrawal, reason).await
    }

    /// Whether the house wants a second person, and who vouched for this already.
    pub(crate) fn eyes(&self, subject: Subject, who: &Staff) -> Result<Eyes, Error> {
        let vouched = self.inner.store.read(|tx| tx.vouched(subject))?;
        let other = vouched.into_iter().map(|(staff, _)| staff).find(|staff| *staff != who.id);
        Ok(Eyes { four: self.house().four_eyes, seconded_by: other })
    }

    /// Notes that one editor would send this, so that another can; gives the refusal that says so.
    pub(crate) async fn vouch(&self, subject: Subject, who: &Staff, what: Grave) -> Result<Error, Error> {
        let (by, now): (StaffId, _) = (who.id, self.now());
        self.inner.store.write(move |tx| tx.vouch(subject, by, now)).await?;
        Ok(Refusal::WantsSecond { what }.into())
    }

    /// The names of those who vouched for a draft as it stands.
    pub async fn vouchers(&self, who: &Staff, id: DraftId, version: u64) -> Result<Vec<String>, Error> {
        allow(who, Permission::ReadDesk)?;
        let vouched = self.inner.store.read(|tx| tx.vouched(Subject::Draft(id, version)))?;
        Ok(vouched.into_iter().map(|(_, name)| name).collect())
    }

    /// The pictures of a story that no other story shows.
    fn pictures_only_of(&self, id: StoryId) -> Result<Vec<MediaId>, Error> {
        let revisions = self.inner.store.read(|tx| tx.revisions(id))?;
        let mine: HashSet<MediaId> = revisions
            .iter()
            .filter_map(|revision| revision.content.picture.as_ref())
            .map(|p| p.media)
            .collect();
        let mut alone = Vec::new();
        for picture in mine {
            if !self.inner.store.read(|tx| tx.is_shown_elsewhere(picture, id))? {
                alone.push(picture);
            }
        }
        Ok(alone)
    }
}
