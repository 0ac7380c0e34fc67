//! Who gets a move? The follower that gives each entry of the wire to the subscribers it is for.
//!
//! Stories go to those whose products mean them. Corrections, holds, releases and kills go also to everyone who ever
//! had the story, paused and former subscribers too. A subscriber without a product gets nothing; what is denied wins.
//! The cursor moves in the transaction that gives, so an entry is given once, whatever happens in between.

use std::time::Duration;

use jiff::tz::TimeZone;
use store::{Entitlement, StoreError, Subscriber, Tx, WireRow};
use story::{Filter, Kind, SubscriberStanding, excludes};
use tracing::Instrument as _;

use crate::subscribers::{kind_of, means};
use crate::{Agency, Error};

/// The follower's name in the store.
const NAME: &str = "dispatcher";
/// How many entries it takes at a time.
const BATCH: u32 = 50;

impl Agency {
    pub(crate) async fn keep_dispatching(&self) {
        let mut listener = self.inner.bus.subscribe();
        let mut delay = Duration::from_millis(100);
        loop {
            match self.dispatch_next().await {
                Ok(true) => delay = Duration::from_millis(100),
                Ok(false) => {
                    delay = Duration::from_millis(100);
                    // A wake that was lost costs at most a second.
                    if let Ok(false) = tokio::time::timeout(Duration::from_secs(1), listener.woken()).await {
                        return;
                    }
                }
                Err(error) => {
                    tracing::error!(follower = NAME, %error, "a follower failed and tries again");
                    tokio::time::sleep(delay).await;
                    delay = (delay * 2).min(Duration::from_secs(30));
                }
            }
        }
    }

    /// Gives the next entries to whom they are for; false when there are none.
    async fn dispatch_next(&self) -> Result<bool, Error> {
        let (head, has_more) = self.inner.store.read(|tx| -> Result<_, StoreError> {
            let (head, _) = tx.head()?;
            Ok((head, tx.cursor(NAME)? < head))
        })?;
        if !has_more {
            self.inner.given.send_if_modified(|at| std::mem::replace(at, head) != head);
            return Ok(false);
        }
        let now = self.now();
        let reached = self
            .inner
            .store
            .write(move |tx| -> Result<_, StoreError> {
                let subscribers = recipients(tx)?;
                if subscribers.is_empty() {
                    tx.put_cursor(NAME, head)?;
                    return Ok(head);
                }
                let rows = tx.wire_after(tx.cursor(NAME)?, BATCH)?;
                let mut reached = head;
                for row in &rows {
                    for recipient in &subscribers {
                        if let Some(why) = recipient.is_for(tx, row)? {
                            let kind = kind_of(row).map_or("", Kind::as_str);
                            let what = (Some(row.sequence), Some(row.listed.story));
                            tx.transmit(recipient.subscriber.id, what, kind, &why, now)?;
                        }
                    }
                    reached = row.sequence;
                }
                tx.put_cursor(NAME, reached)?;
                Ok(reached)
            })
            .instrument(tracing::debug_span!(parent: None, "follow", follower = NAME, sequence = head.0))
            .await?;
        self.inner.given.send_replace(reached);
        if self.inner.store.is_shared() {
            self.inner.bus.wake();
        }
        Ok(true)
    }

    /// Notes how far the node that dispatches has come.
    pub(crate) fn note_dispatched(&self) -> Result<(), Error> {
        let reached = self.inner.store.read(|tx| tx.cursor(NAME))?;
        self.inner.given.send_if_modified(|at| *at < reached && std::mem::replace(at, reached) != reached);
        Ok(())
    }

    /// Waits until an entry was given to all it is for: for tests and for the command line.
    pub async fn dispatched(&self, sequence: story::Sequence) {
        let mut seen = self.inner.given.subscribe();
        let _ = tokio::time::timeout(Duration::from_secs(20), seen.wait_for(|at| *at >= sequence)).await;
    }
}

/// A subscriber with what they may have, its filters read.
pub(crate) struct Recipient {
    subscriber: Subscriber,
    granted: Vec<(String, Filter)>,
    denied: Vec<Filter>,
    zone: TimeZone,
}

fn recipients(tx: Tx<'_>) -> Result<Vec<Recipient>, StoreError> {
    tx.subscribers()?
        .into_iter()
        .map(|subscriber| {
            let entitlements = tx.entitlements(subscriber.id)?;
            Ok(Recipient::new(subscriber, &entitlements))
        })
        .collect()
}

impl Recipient {
    fn new(subscriber: Subscriber, entitlements: &[Entitlement]) -> Self {
        // A filter that cannot be read any more means nothing where it grants, and everything where it denies.
        let (mut granted, mut denied) = (Vec::new(), Vec::new());
        for it in entitlements {
            let filter = it.product.filter.parse::<Filter>();
            if it.is_denied {
                denied.push(filter.unwrap_or(Filter::All));
            } else if let Ok(filter) = filter {
                granted.push((it.product.name.clone(), filter));
            }
        }
        let zone = TimeZone::get(&subscriber.zone).unwrap_or(TimeZone::UTC);
        Recipient { subscriber, granted, denied, zone }
    }

    /// The product through which an entry is theirs, if it is.
    fn product(&self, row: &WireRow) -> Option<&str> {
        let content = &row.listed.revision.content;
        let is_denied = self.denied.iter().any(|filter| means(filter, row, &self.zone));
        let terms = content.usage_terms.as_deref().unwrap_or_default();
        let is_out = self.subscriber.territory.as_deref().is_some_and(|territory| excludes(terms, territory));
        if is_denied || is_out {
            return None;
        }
        let found = self.granted.iter().find(|(_, filter)| means(filter, row, &self.zone));
        found.map(|(name, _)| name.as_str())
    }

    /// Why an entry is for them, if it is.
    fn is_for(&self, tx: Tx<'_>, row: &WireRow) -> Result<Option<String>, StoreError> {
        let Some(kind) = kind_of(row).filter(|_| row.public.is_some()) else {
            return Ok(None);
        };
        // What was taken back from them comes no more, but for the end of it.
        let is_end = matches!(kind, Kind::Withdrawal | Kind::Takedown);
        if !is_end && tx.taken_back(self.subscriber.id, row.listed.story)?.is_some() {
            return Ok(None);
        }
        let is_active = self.subscriber.standing == SubscriberStanding::Active;
        if is_active && let Some(product) = self.product(row) {
            return Ok(Some(product.to_owned()));
        }
        let follows =
            matches!(kind, Kind::Correction | Kind::Hold | Kind::Release | Kind::Withdrawal | Kind::Takedown);
        let had = follows && tx.has_had(self.subscriber.id, row.listed.story)?;
        Ok(had.then(|| HAD.to_owned()))
    }
}

/// Why somebody gets a move whose products do not mean it.
pub(crate) const HAD: &str = "they had the story";
