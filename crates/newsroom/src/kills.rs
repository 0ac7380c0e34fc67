//! Kills that nobody has acknowledged: who has not, and reminding them.
//!
//! A kill counts as acted on when somebody at the subscriber says so: by the interface, or in a webhook's answer. Until
//! then they are reminded on a schedule. A reminder is given as everything is, by pull and by push, and stands in the
//! ledger.

use std::time::Duration;

use jiff::SignedDuration;
use store::{StoreError, Subscriber, Tx, Unacknowledged};
use story::{Permission, Sequence, SubscriberId};

use crate::views::Staff;
use crate::{Agency, Error, allow};

/// The word for a reminder, among the kinds of move.
pub(crate) const REMINDER: &str = "reminder";
/// How many hours after a kill its reminders are given.
const AFTER: [i64; 10] = [1, 4, 12, 24, 48, 72, 96, 120, 144, 168];
/// For how long the desk is shown who has not acknowledged.
const SHOWN: SignedDuration = SignedDuration::from_hours(24 * 30);

/// A kill that a subscriber has not acknowledged.
#[derive(Clone, Debug)]
pub struct OpenKill {
    /// Who.
    pub subscriber: Subscriber,
    /// What, when, and how often they were reminded.
    pub kill: Unacknowledged,
    /// The story's slugline.
    pub slugline: String,
}

impl Agency {
    pub(crate) async fn keep_chasing(&self) {
        loop {
            if let Err(error) = self.remind().await {
                tracing::error!(%error, "reminders of kills cannot be given; they are tried again");
            }
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
    }

    /// Gives the reminders that are due.
    async fn remind(&self) -> Result<(), StoreError> {
        let now = self.now();
        let oldest = now - SignedDuration::from_hours(AFTER[AFTER.len() - 1] + 24);
        let is_due = move |kill: &Unacknowledged| {
            let next = AFTER.get(kill.reminders as usize);
            next.is_some_and(|hours| now.duration_since(kill.at) >= SignedDuration::from_hours(*hours))
        };
        if !self.inner.store.read(|tx| tx.unacknowledged(oldest))?.iter().any(is_due) {
            return Ok(());
        }
        self.inner
            .store
            .write(move |tx| -> Result<(), StoreError> {
                for kill in tx.unacknowledged(oldest)?.into_iter().filter(is_due) {
                    let of = kill.position.to_string();
                    tx.transmit(kill.subscriber, (None, Some(kill.story)), REMINDER, &of, now)?;
                }
                Ok(())
            })
            .await?;
        self.inner.bus.wake();
        Ok(())
    }

    /// Kills of the last month that a subscriber has not acknowledged, the oldest first.
    pub async fn open_kills(&self, who: &Staff) -> Result<Vec<OpenKill>, Error> {
        allow(who, Permission::ManageSubscribers)?;
        let after = self.now() - SHOWN;
        self.inner.store.read(|tx| {
            tx.unacknowledged(after)?
                .into_iter()
                .map(|kill| {
                    let subscriber = tx.subscriber(kill.subscriber)?.ok_or(Error::NotFound)?;
                    let slugline = tx.story(kill.story)?.map(|story| story.slugline).unwrap_or_default();
                    Ok(OpenKill { subscriber, kill, slugline })
                })
                .collect()
        })
    }

    /// Gives an entry of the wire to a subscriber, whatever their products mean; again where they had it.
    pub async fn give(&self, who: &Staff, to: SubscriberId, sequence: Sequence) -> Result<(), Error> {
        allow(who, Permission::ManageSubscribers)?;
        let (now, by) = (self.now(), who.name.clone());
        self.inner
            .store
            .write(move |tx| -> Result<(), Error> {
                tx.subscriber(to)?.ok_or(Error::NotFound)?;
                if let Some(had) = tx.transmission_of(to, sequence)? {
                    for destination in tx.destinations(to)? {
                        tx.deliver_again(destination.id, had.position, now)?;
                    }
                    return Ok(());
                }
                let row = tx.wire_at(sequence)?.filter(|row| row.public.is_some()).ok_or(Error::NotFound)?;
                let kind = crate::subscribers::kind_of(&row).ok_or(Error::NotFound)?;
                let what = (Some(sequence), Some(row.listed.story));
                tx.transmit(to, what, kind.as_str(), &by, now)?;
                Ok(())
            })
            .await?;
        self.inner.bus.wake();
        Ok(())
    }
}

/// Where an acknowledgement of a place belongs: one of a reminder to the kill that it is of.
pub(crate) fn meant(tx: Tx<'_>, of: SubscriberId, position: u64) -> Result<u64, StoreError> {
    let it = tx.transmission(of, position)?.filter(|it| it.kind == REMINDER);
    Ok(it.and_then(|it| it.why.parse().ok()).unwrap_or(position))
}
