//! What readers save to read later: a list of stories as they stand now.

use std::collections::HashSet;

use store::{Reader, Tx};
use story::{Standing, StoryId};

use crate::house::fault;
use crate::limits::Limited;
use crate::views::Item;
use crate::{Agency, Error};

/// How many a reader may save.
const MOST: u32 = 300;

impl Agency {
    /// Saves a story for a reader, or does not any more.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the story is not public, a fault of the form where they saved enough.
    pub async fn save_story(&self, who: &Reader, story: StoryId, is_saved: bool) -> Result<(), Error> {
        self.limit(Limited::Act, &who.id.to_string(), "")?;
        let (id, now) = (who.id, self.now());
        self.inner
            .store
            .write(move |tx| -> Result<(), Error> {
                if !is_saved {
                    return Ok(tx.drop_saved(id, story)?);
                }
                public(tx, story)?.ok_or(Error::NotFound)?;
                let known: HashSet<StoryId> = tx.saved(id, MOST)?.into_iter().collect();
                if known.len() >= MOST as usize && !known.contains(&story) {
                    return Err(fault("form", "fault-saved-enough", ""));
                }
                Ok(tx.save_story(id, story, now)?)
            })
            .await
    }

    /// What a reader saved, the last first; what was withdrawn is not among it.
    pub fn saved(&self, who: &Reader) -> Result<Vec<Item>, Error> {
        self.inner.store.read(|tx| {
            let mut found = Vec::new();
            for story in tx.saved(who.id, MOST)? {
                found.extend(public(tx, story)?);
            }
            Ok(found)
        })
    }

    /// A public story by its id.
    pub fn public_item(&self, story: StoryId) -> Result<Item, Error> {
        self.inner.store.read(|tx| public(tx, story))?.ok_or(Error::NotFound)
    }
}

/// A story as the public has it; none where it does not stand.
pub(crate) fn public(tx: Tx<'_>, story: StoryId) -> Result<Option<Item>, Error> {
    let row = tx.story(story)?.filter(|it| it.public_revision.is_some() && it.standing == Standing::Live);
    Ok(row.map(|row| tx.listed(row.id)).transpose()?.flatten().and_then(Item::from_listed))
}
