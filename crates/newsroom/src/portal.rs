//! What somebody at a subscriber sees of the wire, and does with it.
//!
//! They see what their subscriber was given, by the same rule as every other way out: how a story stands is asked when
//! it is told, so nothing that is held or withdrawn is read here, whatever page it is asked by.

use std::sync::Arc;

use formats::{Document, Format, Item};
use jiff::Timestamp;
use serde_json::Value;
use store::{ClientUser, SavedFilter, StoreError, Subscriber, Transmission, Tx, UsageRow};
use story::{
    Alert, Channel, Content, DestinationId, Filter, Progress, Revision, RevisionNumber, SavedFilterId,
    StoryId, SubscriberId, Usage, UsageId,
};
use tokio::sync::watch;

use crate::house::{fault, required};
use crate::kills::{REMINDER, meant};
use crate::subscribers::{means, read_filter};
use crate::wire_client::{changed, row_of};
use crate::{Agency, Error};

/// How many things a page of the portal shows.
pub const PAGE: u32 = 60;
/// So many hits of a search are looked through at a time.
const SEARCHED: usize = 100;
/// And so many times.
const MOST_SEARCHED: usize = 20;
/// How far back a page looks for what a filter means.
const LOOKED: u32 = 1000;
/// The most stories of one download.
const DOWNLOADED: usize = 500;
/// The most filters that somebody keeps.
const MOST_FILTERS: usize = 100;

/// A thing that a subscriber was given, as the portal shows it.
#[derive(Clone, Debug)]
pub struct Given {
    /// Its place in what the subscriber was given.
    pub position: u64,
    /// The kind of move, `reminder` or `entitlement`.
    pub kind: String,
    /// When it was given.
    pub at: Timestamp,
    /// Which story; none for a change of products.
    pub story: Option<StoryId>,
    /// What it says now; none for a change of products.
    pub item: Option<Item>,
    /// The revision, while it may be read.
    pub revision: Option<Arc<Revision>>,
    /// What changed for the subscriber, where no story did.
    pub entitlement: Option<Value>,
    /// Whether it is a kill that nobody at the subscriber has acknowledged.
    pub wants_acknowledgement: bool,
    /// Whether something newer of the same story was given.
    pub is_passed: bool,
}

/// A page of the portal's wire.
#[derive(Clone, Debug)]
pub struct GivenPage {
    /// What was given, the newest first.
    pub given: Vec<Given>,
    /// Where the next page begins, if there is one.
    pub older: Option<u64>,
}

/// One thing, to be read.
#[derive(Clone, Debug)]
pub struct GivenStory {
    /// The thing.
    pub given: Given,
    /// What people at the subscriber did with the story, the newest first.
    pub usage: Vec<UsageRow>,
    /// What changed since the revision that they used last, where it is an older one.
    pub since_used: Option<SinceUsed>,
    /// Each thing that they were given of the story: place, kind, revision, instant.
    pub chain: Vec<(u64, String, RevisionNumber, Timestamp)>,
}

/// What changed since a revision that was used.
#[derive(Clone, Debug)]
pub struct SinceUsed {
    /// Which revision.
    pub used: RevisionNumber,
    /// Where it was run.
    pub address: String,
    /// What it said.
    pub old: Content,
    /// The line that says what changed.
    pub line: Option<String>,
}

impl Agency {
    /// The subscriber where somebody works.
    pub async fn subscriber_of(&self, who: &ClientUser) -> Result<Subscriber, Error> {
        self.inner.store.read(|tx| tx.subscriber(who.subscriber))?.ok_or(Error::NotFound)
    }

    /// What a subscriber was given before a place, the newest first; only what a filter means, where there is one.
    pub async fn portal_wire(
        &self,
        who: &ClientUser,
        before: Option<u64>,
        filter: Option<&Filter>,
        public_url: &str,
    ) -> Result<GivenPage, Error> {
        let of = who.subscriber;
        let looked = if filter.is_some() { LOOKED } else { PAGE };
        let page = self.inner.store.read(|tx| -> Result<_, Error> {
            let subscriber = tx.subscriber(of)?.ok_or(Error::NotFound)?;
            let zone = zone_of(&subscriber);
            let rows = tx.given_before(of, before.unwrap_or(i64::MAX as u64), looked)?;
            let mut older = rows.last().map(|it| it.position).filter(|_| rows.len() == looked as usize);
            let mut given = Vec::new();
            for it in &rows {
                if let Some(filter) = filter {
                    let row = it.sequence.map(|sequence| tx.wire_at(sequence)).transpose()?.flatten();
                    if !row.is_some_and(|row| means(filter, &row, &zone)) {
                        continue;
                    }
                }
                given.push(self.given(tx, &subscriber, it, public_url)?);
                if given.len() == PAGE as usize {
                    older = Some(it.position);
                    break;
                }
            }
            Ok(GivenPage { given, older })
        })?;
        self.note_shown(of, &page.given).await?;
        Ok(page)
    }

    /// What came behind a place, the newest first.
    pub async fn portal_after(
        &self,
        who: &ClientUser,
        after: u64,
        public_url: &str,
    ) -> Result<Vec<Given>, Error> {
        let of = who.subscriber;
        let given = self.inner.store.read(|tx| -> Result<Vec<Given>, Error> {
            let subscriber = tx.subscriber(of)?.ok_or(Error::NotFound)?;
            let rows = tx.transmissions(of, after, PAGE)?;
            rows.iter().rev().map(|it| self.given(tx, &subscriber, it, public_url)).collect()
        })?;
        self.note_shown(of, &given).await?;
        Ok(given)
    }

    /// A stream that wakes when something may have been given, and the last place at a subscriber.
    pub fn portal_stream(
        &self,
        who: &ClientUser,
    ) -> (watch::Receiver<story::Sequence>, impl Fn() -> u64 + use<>) {
        let (agency, of) = (self.clone(), who.subscriber);
        let last = move || agency.inner.store.read(|tx| tx.last_position(of)).unwrap_or(0);
        (self.inner.given.subscribe(), last)
    }

    /// The stories with some words that a subscriber was given, as they stand now.
    pub async fn portal_search(
        &self,
        who: &ClientUser,
        text: &str,
        public_url: &str,
    ) -> Result<Vec<Given>, Error> {
        let subscriber = self.inner.store.read(|tx| tx.subscriber(who.subscriber))?.ok_or(Error::NotFound)?;
        let mut query = search::Query {
            edition: None,
            section: None,
            text: text.to_owned(),
            zone: zone_of(&subscriber),
            order: search::Order::Newest,
            limit: SEARCHED,
            after: None,
            counts: false,
        };
        let mut found = Vec::new();
        // Much of what is found may be no part of what they were given.
        for _ in 0..MOST_SEARCHED {
            let hits = self.find(&query)?;
            self.inner.store.read(|tx| -> Result<_, Error> {
                for hit in hits.hits {
                    if found.len() < PAGE as usize
                        && let Some(it) = tx.last_given(who.subscriber, hit.story)?
                    {
                        found.push(self.given(tx, &subscriber, &it, public_url)?);
                    }
                }
                Ok(())
            })?;
            if hits.next.is_none() || found.len() == PAGE as usize {
                break;
            }
            query.after = hits.next;
        }
        self.note_shown(who.subscriber, &found).await?;
        Ok(found)
    }

    /// One thing, with what people at the subscriber did with its story.
    pub async fn portal_item(
        &self,
        who: &ClientUser,
        position: u64,
        public_url: &str,
    ) -> Result<GivenStory, Error> {
        self.inner.store.read(|tx| {
            let subscriber = tx.subscriber(who.subscriber)?.ok_or(Error::NotFound)?;
            let it = tx.transmission(who.subscriber, position)?.ok_or(Error::NotFound)?;
            let given = self.given(tx, &subscriber, &it, public_url)?;
            let Some(story) = given.story else {
                return Ok(GivenStory { given, usage: Vec::new(), since_used: None, chain: Vec::new() });
            };
            let usage = tx.usage_of(who.subscriber, story)?;
            let used = usage.iter().find(|row| row.what == Usage::Used);
            let since_used = match (used, &given.revision) {
                (Some(used), Some(new)) if used.revision < new.number => {
                    tx.revision(story, used.revision)?.map(|old| SinceUsed {
                        used: used.revision,
                        address: used.detail.clone(),
                        line: changed(&old.content, &new.content).0,
                        old: old.content.clone(),
                    })
                }
                _ => None,
            };
            let mut chain = Vec::new();
            for it in tx.given_of(who.subscriber, story)? {
                let row = it.sequence.map(|sequence| tx.wire_at(sequence)).transpose()?.flatten();
                if let Some(row) = row {
                    chain.push((it.position, it.kind, row.listed.revision.number, it.at));
                }
            }
            Ok(GivenStory { given, usage, since_used, chain })
        })
    }

    /// Notes that a story was used in a revision, and where it was run.
    pub async fn mark_used(&self, who: &ClientUser, position: u64, address: &str) -> Result<(), Error> {
        let address = address.trim();
        if !address.is_empty() && !post::is_address(address) {
            return Err(fault("address", "fault-address", address));
        }
        self.note_usage(who, position, Usage::Used, address).await
    }

    /// Notes that the text of a story was copied.
    pub async fn mark_copied(&self, who: &ClientUser, position: u64) -> Result<(), Error> {
        self.note_usage(who, position, Usage::Copied, "").await
    }

    /// A story as a file in a format: its name, its media type and its bytes. That it was downloaded is noted.
    pub async fn download(
        &self,
        who: &ClientUser,
        position: u64,
        format: Format,
        public_url: &str,
    ) -> Result<(String, &'static str, Vec<u8>), Error> {
        let page = self.portal_item(who, position, public_url).await?;
        let item = page.given.item.ok_or(Error::NotFound)?;
        let slug = formats::address_slug(item.slugline.as_deref().unwrap_or(&item.title));
        let version = item.version.unwrap_or_default();
        let document = Document { items: vec![item], ..Document::default() };
        let (bytes, _) = format.write(&document);
        self.note_usage(who, position, Usage::Downloaded, format.as_str()).await?;
        Ok((format!("{slug}-v{version}.{}", format.ending()), format.media_type(), bytes))
    }

    /// Every story that a filter means, or that has some words, as one file: each once, as it stands now, at most five
    /// hundred, the newest first. That they were downloaded is noted.
    pub async fn download_all(
        &self,
        who: &ClientUser,
        (filter, text): (Option<&Filter>, &str),
        format: Format,
        public_url: &str,
    ) -> Result<(String, &'static str, Vec<u8>), Error> {
        let (mut items, mut positions, mut before) = (Vec::new(), Vec::new(), None);
        loop {
            let (given, older) = if text.trim().is_empty() {
                let page = self.portal_wire(who, before, filter, public_url).await?;
                (page.given, page.older)
            } else {
                (self.portal_search(who, text, public_url).await?, None)
            };
            for given in given.into_iter().filter(|it| !it.is_passed && it.revision.is_some()) {
                positions.push(given.position);
                items.extend(given.item);
            }
            before = older;
            if before.is_none() || items.len() >= DOWNLOADED {
                break;
            }
        }
        items.truncate(DOWNLOADED);
        positions.truncate(DOWNLOADED);
        let (bytes, _) = format.write(&Document { items, ..Document::default() });
        self.note_usages(who, positions, Usage::Downloaded, format.as_str()).await?;
        Ok((format!("wire.{}", format.ending()), format.media_type(), bytes))
    }

    /// What people at a subscriber did with stories, the newest first, with each story's slugline.
    pub async fn portal_usage(&self, who: &ClientUser) -> Result<Vec<(UsageRow, String)>, Error> {
        Ok(self.inner.store.read(|tx| -> Result<_, StoreError> {
            let rows = tx.usage(who.subscriber, 200)?;
            rows.into_iter()
                .map(|row| {
                    let slugline = tx.story(row.story)?.map(|story| story.slugline).unwrap_or_default();
                    Ok((row, slugline))
                })
                .collect()
        })?)
    }

    /// Says that somebody has acted on a kill.
    pub async fn acknowledge_in_portal(&self, who: &ClientUser, position: u64) -> Result<(), Error> {
        let (of, now, by) = (who.subscriber, self.now(), who.name.clone());
        self.inner
            .store
            .write(move |tx| -> Result<(), Error> {
                let portal = portal_of(tx, of)?.ok_or(Error::NotFound)?;
                let position = meant(tx, of, position)?;
                let it = tx.transmission(of, position)?.ok_or(Error::NotFound)?;
                // It may have been given before there was a portal.
                tx.owe(portal, &it, now)?;
                tx.note_fetched(portal, position - 1, position, now)?;
                tx.acknowledge(portal, position, &by, now)?;
                Ok(())
            })
            .await
    }

    /// The filters that somebody saved.
    pub async fn saved_filters(&self, who: &ClientUser) -> Result<Vec<SavedFilter>, Error> {
        Ok(self.inner.store.read(|tx| tx.saved_filters(who.id))?)
    }

    /// Saves a filter, or changes the one of that id.
    pub async fn save_filter(
        &self,
        who: &ClientUser,
        id: Option<SavedFilterId>,
        (name, filter, alert): (&str, &str, &str),
    ) -> Result<SavedFilterId, Error> {
        let now = self.now();
        let it = SavedFilter {
            id: id.unwrap_or_else(|| SavedFilterId::new(now)),
            client: who.id,
            name: required("name", &name.replace(['\r', '\n'], " "), 80)?,
            filter: read_filter(filter)?.to_string(),
            alert: alert.parse::<Alert>().map_err(|_| fault("alert", "fault-choice", alert))?,
        };
        let made = it.id;
        self.inner
            .store
            .write(move |tx| -> Result<(), Error> {
                let own = tx.saved_filters(it.client)?;
                let is_own = own.iter().any(|other| other.id == it.id);
                if id.is_some() && !is_own {
                    return Err(Error::NotFound);
                }
                if !is_own && own.len() >= MOST_FILTERS {
                    return Err(fault("name", "fault-too-many", &MOST_FILTERS.to_string()));
                }
                Ok(tx.put_saved_filter(&it, now)?)
            })
            .await?;
        Ok(made)
    }

    /// Drops a filter.
    pub async fn drop_filter(&self, who: &ClientUser, id: SavedFilterId) -> Result<(), Error> {
        let of = who.id;
        let is_dropped = self.inner.store.write(move |tx| tx.drop_saved_filter(id, of)).await?;
        if is_dropped { Ok(()) } else { Err(Error::NotFound) }
    }

    /// A thing as the portal shows it.
    pub(crate) fn given(
        &self,
        tx: Tx<'_>,
        subscriber: &Subscriber,
        it: &Transmission,
        public_url: &str,
    ) -> Result<Given, Error> {
        let source = self.source_of(tx, subscriber.id, it)?;
        let row = row_of(tx, subscriber.id, &source)?;
        let mut given = Given {
            position: it.position,
            kind: it.kind.clone(),
            at: it.at,
            story: it.story,
            item: None,
            revision: None,
            entitlement: None,
            wants_acknowledgement: false,
            is_passed: false,
        };
        let Some(row) = row else {
            given.entitlement = serde_json::from_str(&it.why).ok();
            return Ok(given);
        };
        let item = self.told(tx, &row, &source, subscriber, public_url)?;
        given.revision = (!item.is_withheld()).then(|| row.listed.revision.clone());
        given.item = Some(item);
        let kill =
            matches!(it.kind.as_str(), "withdrawal" | "takedown" | REMINDER).then_some(source.position);
        given.wants_acknowledgement = match kill {
            Some(kill) => !tx.is_acknowledged(subscriber.id, kill)?,
            None => false,
        };
        if let Some(story) = it.story {
            let last = tx.last_given(subscriber.id, story)?;
            given.is_passed = last.is_some_and(|last| last.position > source.position);
        }
        Ok(given)
    }

    /// Notes that things were shown to somebody in the portal.
    async fn note_shown(&self, of: SubscriberId, shown: &[Given]) -> Result<(), Error> {
        let found = self.inner.store.read(|tx| -> Result<_, StoreError> {
            let Some(portal) = portal_of(tx, of)? else { return Ok(None) };
            let mut fresh = Vec::new();
            for given in shown {
                let delivery = tx.delivery(portal, given.position)?;
                if delivery.is_some_and(|it| it.progress == Progress::Waiting) {
                    fresh.push(given.position);
                }
            }
            Ok(Some((portal, fresh)))
        })?;
        match found {
            Some((portal, fresh)) => self.note_handed(portal, fresh).await,
            None => Ok(()),
        }
    }

    async fn note_usage(
        &self,
        who: &ClientUser,
        position: u64,
        what: Usage,
        detail: &str,
    ) -> Result<(), Error> {
        self.note_usages(who, vec![position], what, detail).await
    }

    async fn note_usages(
        &self,
        who: &ClientUser,
        positions: Vec<u64>,
        what: Usage,
        detail: &str,
    ) -> Result<(), Error> {
        let (who, now, detail) = (who.clone(), self.now(), detail.to_owned());
        self.inner
            .store
            .write(move |tx| -> Result<(), Error> {
                for position in positions {
                    let it = tx.transmission(who.subscriber, position)?.ok_or(Error::NotFound)?;
                    let row = row_of(tx, who.subscriber, &it)?.ok_or(Error::NotFound)?;
                    let usage = UsageRow {
                        id: UsageId::new(now),
                        by: who.name.clone(),
                        story: row.listed.story,
                        revision: row.listed.revision.number,
                        what,
                        detail: detail.clone(),
                        at: now,
                    };
                    tx.put_usage(&who, &usage)?;
                }
                Ok(())
            })
            .await
    }
}

/// The zone of a subscriber.
pub(crate) fn zone_of(subscriber: &Subscriber) -> jiff::tz::TimeZone {
    jiff::tz::TimeZone::get(&subscriber.zone).unwrap_or(jiff::tz::TimeZone::UTC)
}

/// The destination that a subscriber's portal is.
fn portal_of(tx: Tx<'_>, of: SubscriberId) -> Result<Option<DestinationId>, StoreError> {
    let all = tx.destinations(of)?.into_iter();
    Ok(all.filter(|it| it.channel == Channel::Portal).map(|it| it.id).next())
}
