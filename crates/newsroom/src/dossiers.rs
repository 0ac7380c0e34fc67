//! What do the dossiers say, and who may change that?
//!
//! An entry is public as soon as it is written, unless it was pinned in a draft or from a revision: then it is public when that
//! is, and as long as its story is; what is changed of it meanwhile waits with it. So nothing under embargo is told by a dossier.

use jiff::Timestamp;
use store::{DraftState, EntryRow, PinnedFrom, Tx};
use story::{
    DossierEntry, DossierKey, DossierKind, DossierStanding, DraftId, EntryWords, Permission, StoryId, Topic,
    TopicSlug,
};

use crate::house::{fault, required};
use crate::views::Staff;
use crate::{Agency, Error, allow};

/// The most entries that a dossier has.
const MOST: u64 = 300;
/// How many overdue entries are listed.
const MOST_OVERDUE: u32 = 100;
/// The word of the page on which an entry is begun.
const TAKEN: &str = "new";

/// A dossier as readers have it.
#[derive(Clone, Debug)]
pub struct Dossier {
    /// Its topic.
    pub topic: Topic,
    /// What it says, each entry once, by their words.
    pub entries: Vec<EntryNow>,
    /// The stories from which something was pinned: what they do may change what it says.
    pub pinned: Vec<StoryId>,
}

/// An entry as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryNow {
    /// Its word.
    pub key: DossierKey,
    /// Which of its revisions this is, from 1.
    pub revision: u32,
    /// What it says.
    pub entry: DossierEntry,
    /// Since when it says that.
    pub at: Timestamp,
}

/// An entry at the desk.
#[derive(Clone, Debug)]
pub struct EntryAtDesk {
    /// In the dossier of which topic.
    pub topic: TopicSlug,
    /// As it was written last.
    pub now: EntryNow,
    /// By whom.
    pub by: String,
    /// Whether readers do not have that yet: it was pinned in what is not public.
    pub waits: bool,
}

/// What an entry is to say.
#[derive(Clone, Debug)]
pub struct EntryForm {
    /// Its word; of its name where there is none.
    pub key: Option<DossierKey>,
    /// The revision that was seen; 0 for a new one.
    pub behind: u32,
    /// What it says.
    pub entry: DossierEntry,
    /// Where it was pinned from.
    pub from: Option<PinnedFrom>,
}

impl Agency {
    /// Opens the dossier of a topic, or opens it again.
    pub async fn open_dossier(&self, who: &Staff, topic: &TopicSlug) -> Result<(), Error> {
        self.put_dossier(who, topic, false).await
    }

    /// Closes the dossier of a topic: what it says stays as it is.
    pub async fn close_dossier(&self, who: &Staff, topic: &TopicSlug) -> Result<(), Error> {
        self.kept_dossier(topic)?;
        self.put_dossier(who, topic, true).await
    }

    async fn put_dossier(&self, who: &Staff, topic: &TopicSlug, is_closed: bool) -> Result<(), Error> {
        allow(who, Permission::Send)?;
        let (topic, now) = (self.house().topic(topic).ok_or(Error::NotFound)?.slug.clone(), self.now());
        self.inner.store.write(move |tx| tx.put_dossier(&topic, is_closed, now)).await?;
        self.reload_house()
    }

    /// The topic of a dossier.
    pub(crate) fn kept_dossier(&self, topic: &TopicSlug) -> Result<Topic, Error> {
        let house = self.house();
        house.topic(topic).filter(|it| it.dossier.is_some()).cloned().ok_or(Error::NotFound)
    }

    /// A dossier as readers have it, without what no longer holds.
    pub async fn dossier(&self, topic: &TopicSlug) -> Result<Dossier, Error> {
        let topic = self.kept_dossier(topic)?;
        let rows = self.inner.store.read(|tx| tx.dossier_entries(&topic.slug))?;
        let mut pinned: Vec<StoryId> = rows.iter().filter_map(|row| row.story).collect();
        pinned.sort();
        pinned.dedup();
        let entries = heads(rows.into_iter().filter(|row| row.is_public));
        let entries = entries.map(EntryNow::of).filter(|it| !it.entry.is_retired).collect();
        Ok(Dossier { topic, entries, pinned })
    }

    /// An entry as readers have it: all its revisions, the last first, and the story it was pinned from.
    pub async fn dossier_entry(
        &self,
        topic: &TopicSlug,
        key: &DossierKey,
    ) -> Result<(Topic, Vec<EntryNow>, Vec<StoryId>), Error> {
        let topic = self.kept_dossier(topic)?;
        let rows = self.inner.store.read(|tx| tx.dossier_entry(&topic.slug, key))?;
        let pinned = rows.iter().filter_map(|row| row.story).collect();
        let all: Vec<EntryNow> = rows.into_iter().filter(|row| row.is_public).map(EntryNow::of).collect();
        if all.is_empty() { Err(Error::NotFound) } else { Ok((topic, all, pinned)) }
    }

    /// What the desk has in a dossier, what waits for its story among it.
    pub async fn dossier_at_desk(&self, who: &Staff, topic: &TopicSlug) -> Result<Vec<EntryAtDesk>, Error> {
        allow(who, Permission::Write)?;
        let topic = self.kept_dossier(topic)?;
        let rows = self.inner.store.read(|tx| tx.dossier_entries(&topic.slug))?;
        Ok(heads(rows.into_iter()).map(EntryAtDesk::of).collect())
    }

    /// All revisions of an entry, the last first.
    pub async fn entry_at_desk(
        &self,
        who: &Staff,
        topic: &TopicSlug,
        key: &DossierKey,
    ) -> Result<Vec<EntryAtDesk>, Error> {
        allow(who, Permission::Write)?;
        let topic = self.kept_dossier(topic)?;
        let rows = self.inner.store.read(|tx| tx.dossier_entry(&topic.slug, key))?;
        if rows.is_empty() {
            Err(Error::NotFound)
        } else {
            Ok(rows.into_iter().map(EntryAtDesk::of).collect())
        }
    }

    /// The entries that ought to have been looked at by today, in the zone of the first edition.
    pub async fn overdue_entries(&self, who: &Staff) -> Result<Vec<EntryAtDesk>, Error> {
        allow(who, Permission::Write)?;
        let today = self.house().home().map_or_else(Default::default, |home| home.date_of(self.now()));
        let rows = self.inner.store.read(|tx| tx.overdue_entries(today, MOST_OVERDUE))?;
        Ok(rows.into_iter().map(EntryAtDesk::of).collect())
    }

    /// Whether something waits in a dossier for a draft to be sent.
    pub(crate) fn has_pins(&self, draft: DraftId) -> Result<bool, Error> {
        let has_dossiers = self.house().topics.iter().any(|it| it.dossier.is_some());
        Ok(has_dossiers && self.inner.store.read(|tx| tx.has_pins(draft))?)
    }

    /// Writes an entry, or a revision of it; answers its word. Writing what stands there changes nothing.
    ///
    /// # Errors
    /// Faults by field; of `entry` where the dossier is closed, is full, or somebody was faster.
    pub async fn put_entry(
        &self,
        who: &Staff,
        topic: &TopicSlug,
        mut form: EntryForm,
    ) -> Result<DossierKey, Error> {
        // What is pinned in a draft waits for somebody who may send it.
        let is_draft = matches!(form.from, Some(PinnedFrom::Draft(_)));
        allow(who, if is_draft { Permission::Write } else { Permission::Send })?;
        let topic = self.kept_dossier(topic)?;
        if topic.dossier == Some(DossierStanding::Closed) {
            return Err(fault("entry", "fault-dossier-closed", ""));
        }
        let now = self.now();
        form.entry = checked(form.entry, now)?;
        let is_new = form.key.is_none() || form.behind == 0;
        let key = match form.key {
            Some(key) => key,
            None => key_of(&form.entry)?,
        };
        if key.as_str() == TAKEN {
            return Err(fault("key", "fault-taken", key.as_str()));
        }
        match form.from {
            None => {}
            Some(PinnedFrom::Draft(draft)) => drop(self.draft_row(draft)?),
            Some(PinnedFrom::Revision(story, number)) => {
                self.inner.store.read(|tx| tx.revision(story, number))?.ok_or(Error::NotFound)?;
            }
        }
        let (by, written, from, entry, behind) = (who.id, key.clone(), form.from, form.entry, form.behind);
        self.inner
            .store
            .write(move |tx| -> Result<(), Error> {
                let rows = tx.dossier_entry(&topic.slug, &written)?;
                if rows.first().is_some_and(|last| last.entry == entry && last.revision == behind) {
                    return Ok(());
                }
                // What waits is not told by a change of it: that waits with it.
                let from = from.or(rows.first().map_or(Ok(None), |last| waiting(tx, last))?);
                if rows.is_empty() && tx.count_dossier_entries(&topic.slug)? >= MOST {
                    return Err(fault("entry", "fault-too-many", ""));
                }
                match tx.add_dossier_entry((&topic.slug, &written, behind), &entry, from, by, now)? {
                    Some(_) => Ok(()),
                    None if is_new => Err(fault("key", "fault-taken", written.as_str())),
                    None => Err(fault("entry", "fault-entry-moved", "")),
                }
            })
            .await?;
        self.reload_house()?;
        Ok(key)
    }
}

impl EntryNow {
    fn of(row: EntryRow) -> Self {
        EntryNow { key: row.key, revision: row.revision, entry: row.entry, at: row.at }
    }
}

impl EntryAtDesk {
    fn of(row: EntryRow) -> Self {
        EntryAtDesk {
            topic: row.topic.clone(),
            by: row.by.clone(),
            waits: !row.is_public,
            now: EntryNow::of(row),
        }
    }
}

/// Where what a row says waits: in a draft that is written, or with a story that the public does not have yet.
fn waiting(tx: Tx<'_>, row: &EntryRow) -> Result<Option<PinnedFrom>, Error> {
    if row.is_public {
        return Ok(None);
    }
    let waits = match row.from {
        Some(PinnedFrom::Draft(draft)) => match tx.draft(draft)?.map(|draft| draft.state) {
            Some(DraftState::Discarded) | None => false,
            Some(DraftState::Open) => true,
            Some(DraftState::Sent) => stands(tx, row.story)?,
        },
        _ => stands(tx, row.story)?,
    };
    Ok(row.from.filter(|_| waits))
}

/// Whether a story may still become public with what it says.
fn stands(tx: Tx<'_>, story: Option<StoryId>) -> Result<bool, Error> {
    let row = story.map(|story| tx.story(story)).transpose()?.flatten();
    Ok(row.is_some_and(|row| !row.standing.is_over()))
}

/// The last revision of each entry, of rows that have it first.
pub(crate) fn heads(rows: impl Iterator<Item = EntryRow>) -> impl Iterator<Item = EntryRow> {
    let mut last: Option<DossierKey> = None;
    rows.filter(move |row| {
        let is_first = last.as_ref() != Some(&row.key);
        last = Some(row.key.clone());
        is_first
    })
}

/// The rows of several dossiers together.
pub(crate) fn rows_of(tx: Tx<'_>, topics: &[&Topic]) -> Result<Vec<EntryRow>, Error> {
    let mut all = Vec::new();
    for topic in topics {
        all.extend(tx.dossier_entries(&topic.slug)?);
    }
    Ok(all)
}

/// The word of an entry, of the first name that makes one.
fn key_of(entry: &DossierEntry) -> Result<DossierKey, Error> {
    let mut made = entry.words.iter().map(|it| formats::address_slug(&it.name));
    let word = made.find(|word| !word.is_empty()).unwrap_or_default();
    let word: String = word.chars().take(60).collect();
    word.trim_end_matches('-').parse().map_err(|_| fault("key", "fault-slug", &word))
}

/// What was typed, trimmed and without what is not of its kind, or what is wrong with it.
fn checked(entry: DossierEntry, now: Timestamp) -> Result<DossierEntry, Error> {
    let kind = entry.kind;
    let mut words: Vec<EntryWords> = Vec::new();
    for (at, it) in entry.words.iter().enumerate() {
        if [&it.name, &it.value, &it.unit, &it.text, &it.source].iter().all(|typed| typed.trim().is_empty()) {
            continue;
        }
        let field = |name: &str| format!("{name}-{at}");
        let bounded = |name: &str, typed: &str, most: usize| match typed.trim() {
            long if long.chars().count() > most => Err(fault(&field(name), "fault-too-long", typed)),
            typed => Ok(typed.to_owned()),
        };
        let name = required(&field("name"), &it.name, 120)?;
        let (value, unit) = match kind {
            DossierKind::Fact => (required(&field("value"), &it.value, 80)?, bounded("unit", &it.unit, 40)?),
            _ => (String::new(), String::new()),
        };
        let text = match kind {
            DossierKind::Background | DossierKind::Position => required(&field("text"), &it.text, 2000)?,
            _ => bounded("text", &it.text, 2000)?,
        };
        if words.iter().all(|known| known.language.primary() != it.language.primary()) {
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            let source = bounded("source", &it.source, 200)?;
            words.push(EntryWords { language: it.language.clone(), name, value, unit, text, source });
        }
    }
    if words.is_empty() {
        return Err(fault("name-0", "fault-empty", ""));
    }
    let has_day = matches!(kind, DossierKind::Event | DossierKind::State | DossierKind::Deadline);
    if has_day && entry.day.is_none() {
        return Err(fault("day", "fault-empty", ""));
    }
    if kind == DossierKind::State && entry.stage.is_none() {
        return Err(fault("stage", "fault-empty", ""));
    }
    Ok(DossierEntry {
        kind,
        as_of: (kind == DossierKind::Fact).then(|| entry.as_of.unwrap_or(now)),
        day: entry.day.filter(|_| has_day),
        days: if kind == DossierKind::Deadline { entry.days } else { 0 },
        status: if kind == DossierKind::Fact { entry.status } else { Default::default() },
        stage: entry.stage.filter(|_| kind == DossierKind::State),
        words,
        desk: entry.desk,
        review: entry.review,
        is_retired: entry.is_retired,
    })
}
