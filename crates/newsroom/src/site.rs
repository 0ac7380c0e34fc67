//! What the public site shows: only what is public, read from one consistent view.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use store::{Listed, StoreError, Tx};
use story::{EditionSlug, EntryKind, Kind, PublicSequence, SectionSlug, ShortId, Standing};

use crate::follow::search_fault;
use crate::views::{AtAddress, Front, Item, PublicMove, PublicStory, SectionPage, Withdrawn};
use crate::{Agency, Error};

/// How many stories stand below the one that leads.
const TOP: usize = 6;
/// How many stories of each section the front page has.
const PER_SECTION: usize = 4;
/// How many moves the newsfeed of a page has.
const NEWSFEED: usize = 20;
/// How many stories a page of a section has.
const PER_PAGE: usize = 20;
/// How long a flash or bulletin stands above every page.
const BREAKING: SignedDuration = SignedDuration::from_hours(6);
/// How many moves back a live stream can be resumed.
const RESUME: u64 = 1000;

/// What is searched for in an edition.
#[derive(Clone, Copy, Debug)]
pub struct Sought<'a> {
    /// As typed.
    pub text: &'a str,
    /// Newest or best first.
    pub order: search::Order,
    /// At most so many stories.
    pub limit: usize,
    /// Where the page before ended.
    pub after: Option<search::After>,
    /// Whether it is told how many of all stand where.
    pub counts: bool,
}

/// The stories that a search found.
#[derive(Clone, Debug)]
pub struct Found {
    /// How many in all.
    pub total: usize,
    /// Those on this page.
    pub items: Vec<Item>,
    /// What comes after; none on the last page.
    pub next: Option<search::After>,
    /// How many of all stand where.
    pub counts: search::Counts,
}

impl Item {
    pub(crate) fn from_listed(listed: Listed) -> Option<Item> {
        Some(Item {
            story: listed.story,
            short: listed.short,
            slug: listed.slug,
            first_public: listed.first_public?,
            updated: listed.updated?,
            sequence: listed.sequence?,
            version: listed.entries,
            revision: listed.revision,
        })
    }
}

fn items(listed: Vec<Listed>) -> Vec<Item> {
    listed.into_iter().filter_map(Item::from_listed).collect()
}

/// A page of a list, of which at most so many are asked for, and where the next begins.
pub(crate) fn page_of(
    list: impl FnOnce(u32) -> Result<Vec<Listed>, StoreError>,
) -> Result<(Vec<Item>, Option<PublicSequence>), Error> {
    let mut items = items(list(PER_PAGE as u32 + 1)?);
    let next = if items.len() > PER_PAGE { items.get(PER_PAGE - 1).map(|item| item.sequence) } else { None };
    items.truncate(PER_PAGE);
    Ok((items, next))
}

impl Agency {
    /// An edition's front page. The most urgent of the last day leads, then what moved last.
    pub async fn front(&self, edition: &EditionSlug) -> Result<Front, Error> {
        let house = self.house();
        let known = house.edition(edition).ok_or(Error::NotFound)?;
        let now = self.now();
        self.inner.store.read(|tx| {
            let newest = items(tx.newest(edition, None, None, 60)?);
            let breaking = newest
                .iter()
                .filter(|item| item.revision.content.urgency.is_breaking() && now < item.updated + BREAKING)
                .min_by_key(|item| (item.revision.content.urgency, std::cmp::Reverse(item.sequence)))
                .cloned();
            let mut ranked = newest.clone();
            let day = now - SignedDuration::from_hours(24);
            ranked.sort_by_key(|item| {
                let urgency = item.revision.content.urgency.get();
                let weight = if item.updated >= day { urgency } else { 9 };
                (weight, item.revision.content.body.is_empty(), std::cmp::Reverse(item.sequence))
            });
            let mut ranked = ranked.into_iter();
            let lead = ranked.next();
            let top: Vec<Item> = ranked.take(TOP).collect();
            let shown: Vec<_> = lead.iter().chain(&top).map(|item| item.story).collect();
            let mut sections = Vec::new();
            for section in &known.sections {
                let limit = u32::try_from(PER_SECTION + shown.len()).unwrap_or(u32::MAX);
                let mut list = items(tx.newest(edition, Some(&section.slug), None, limit)?);
                list.retain(|item| !shown.contains(&item.story));
                list.truncate(PER_SECTION);
                sections.push((section.clone(), list));
            }
            let newsfeed = newest.into_iter().take(NEWSFEED).collect();
            Ok(Front { lead, top, sections, newsfeed, breaking })
        })
    }

    /// The flash or bulletin of the last hours that stands above every page of an edition.
    pub async fn breaking(&self, edition: &EditionSlug) -> Result<Option<Item>, Error> {
        Ok(self.front(edition).await?.breaking)
    }

    /// A page of a section, from its newest or from before a place.
    pub async fn section(
        &self,
        edition: &EditionSlug,
        section: &SectionSlug,
        before: Option<PublicSequence>,
    ) -> Result<SectionPage, Error> {
        let house = self.house();
        let known = house.edition(edition).and_then(|e| e.section(section)).ok_or(Error::NotFound)?.clone();
        let (items, next) =
            page_of(|limit| self.inner.store.read(|tx| tx.newest(edition, Some(section), before, limit)))?;
        Ok(SectionPage { section: known, items, next })
    }

    /// What stands at a story's address; only the short id decides.
    pub async fn story(&self, short: ShortId) -> Result<Option<AtAddress>, Error> {
        self.inner.store.read(|tx| {
            let Some(row) = tx.story_by_short(short)?.filter(|row| row.public_revision.is_some()) else {
                return Ok(None);
            };
            if row.standing != Standing::Live {
                let head = tx.revision(row.id, row.head)?;
                let notice = Withdrawn {
                    story: row.id,
                    placements: head.map(|revision| revision.content.placements.clone()).unwrap_or_default(),
                    at: row.withdrawn_at.unwrap_or_default(),
                    reason: row.reason.unwrap_or_default(),
                };
                return Ok(Some(match row.standing {
                    Standing::Held => AtAddress::Held(notice),
                    _ => AtAddress::Withdrawn(notice),
                }));
            }
            let Some(item) = tx.listed(row.id)?.and_then(Item::from_listed) else {
                return Ok(None);
            };
            let (revisions, public_at) = tx.public_revisions(row.id)?.into_iter().unzip();
            let more = match item.home() {
                Some(home) => {
                    let mut more = items(tx.newest(&home.edition, Some(&home.section), None, 6)?);
                    more.retain(|other| other.story != item.story);
                    more.truncate(5);
                    more
                }
                None => Vec::new(),
            };
            let translations = items(tx.translations(row.id)?);
            let places = tx.log_places(row.id)?.into_iter().collect();
            let version = row.entries;
            let story = PublicStory { item, revisions, public_at, places, version, more, translations };
            Ok(Some(AtAddress::Story(Box::new(story))))
        })
    }

    /// The newest moves of an edition, or those before a place; newest first.
    pub async fn newsfeed(
        &self,
        edition: &EditionSlug,
        before: Option<PublicSequence>,
        limit: usize,
    ) -> Result<Vec<Item>, Error> {
        let limit = u32::try_from(limit.min(100)).unwrap_or(100);
        Ok(items(self.inner.store.read(|tx| tx.newest(edition, None, before, limit))?))
    }

    /// How many public moves of stories that still stand an edition had since a place.
    pub async fn newsfeed_count(&self, edition: &EditionSlug, after: PublicSequence) -> Result<u64, Error> {
        Ok(self.inner.store.read(|tx| tx.moves_since(edition, after))?)
    }

    /// The stories of an edition that say this. Days begin in the edition's zone.
    pub async fn search(&self, edition: &EditionSlug, sought: Sought<'_>) -> Result<Found, Error> {
        let query = self.query(edition, sought);
        let hits = self.find(&query)?;
        let found = self.inner.store.read(|tx| {
            hits.hits.iter().filter_map(|hit| tx.listed(hit.story).transpose()).collect::<Result<Vec<_>, _>>()
        })?;
        Ok(Found { total: hits.total, items: items(found), next: hits.next, counts: hits.counts })
    }

    /// What may have been meant by a search that finds nothing in an edition; none where nothing near is found.
    pub async fn meant(&self, edition: &EditionSlug, sought: Sought<'_>) -> Result<Option<String>, Error> {
        let query = self.query(edition, sought);
        tokio::task::block_in_place(|| self.inner.index.meant(&query)).map_err(search_fault)
    }

    fn query(&self, edition: &EditionSlug, sought: Sought<'_>) -> search::Query {
        search::Query {
            edition: Some(edition.clone()),
            section: None,
            text: sought.text.to_owned(),
            zone: self.zone(edition),
            order: sought.order,
            limit: sought.limit,
            after: sought.after,
            counts: sought.counts,
        }
    }

    /// Where an edition's days begin.
    pub(crate) fn zone(&self, edition: &EditionSlug) -> TimeZone {
        let house = self.house();
        house.edition(edition).and_then(|it| TimeZone::get(&it.zone).ok()).unwrap_or(TimeZone::UTC)
    }

    /// The corrections of an edition's stories, newest first: each item has the correcting revision.
    pub async fn corrections(&self, edition: &EditionSlug, limit: usize) -> Result<Vec<Item>, Error> {
        let limit = u32::try_from(limit.min(200)).unwrap_or(200);
        Ok(items(self.inner.store.read(|tx| tx.corrected(edition, limit))?))
    }

    /// The stories of an edition under a byline whose address word is `slug`; the byline as it is written.
    pub async fn author(
        &self,
        edition: &EditionSlug,
        slug: &str,
    ) -> Result<Option<(String, Vec<Item>)>, Error> {
        let listed = items(self.inner.store.read(|tx| tx.newest(edition, None, None, 500))?);
        let mine: Vec<Item> = listed
            .into_iter()
            .filter(|item| item.revision.content.byline.as_deref().is_some_and(|by| author_slug(by) == slug))
            .take(50)
            .collect();
        Ok(mine.first().and_then(|item| item.revision.content.byline.clone()).map(|name| (name, mine)))
    }

    /// The stories of an edition that moved since an instant, the last moved first.
    pub async fn recent(
        &self,
        edition: &EditionSlug,
        since: Timestamp,
        limit: usize,
    ) -> Result<Vec<Item>, Error> {
        let limit = u32::try_from(limit).unwrap_or(u32::MAX);
        Ok(items(self.inner.store.read(|tx| tx.moved_since(edition, since, limit))?))
    }

    /// The path at which a story stands.
    pub fn story_path(&self, item: &Item) -> String {
        crate::addresses::story_path(&self.house(), item)
    }

    /// The place of the last public move.
    pub fn public_head(&self) -> Result<PublicSequence, Error> {
        Ok(self.inner.store.read(|tx| tx.public_head())?)
    }

    /// The public moves since a place, oldest first; none when it is too long ago to be told one by one.
    pub async fn moves_after(&self, after: PublicSequence) -> Result<Option<Vec<PublicMove>>, Error> {
        self.inner.store.read(|tx| {
            let head = tx.public_head()?;
            if after > head || head.0 - after.0 > RESUME {
                return Ok(None);
            }
            let rows = tx.public_after(after, u32::try_from(RESUME).unwrap_or(u32::MAX))?;
            rows.iter()
                .map(|row| public_move(tx, row))
                .collect::<Result<Vec<_>, _>>()
                .map(|moves| Some(moves.into_iter().flatten().collect()))
        })
    }
}

/// A public entry as a live stream tells it; none for an entry that is not public.
pub(crate) fn public_move(tx: Tx<'_>, row: &store::WireRow) -> Result<Option<PublicMove>, Error> {
    let Some(sequence) = row.public else {
        return Ok(None);
    };
    let kind = match row.kind {
        EntryKind::Move(kind) => kind,
        EntryKind::Publication => Kind::New,
        EntryKind::Key => return Ok(None),
    };
    Ok(Some(PublicMove {
        sequence,
        kind,
        at: row.at,
        item: tx.listed(row.listed.story)?.and_then(Item::from_listed),
        story: row.listed.story,
        placements: row.listed.revision.content.placements.clone(),
    }))
}

/// A byline as a word in addresses.
pub fn author_slug(byline: &str) -> String {
    formats::address_slug(byline)
}
