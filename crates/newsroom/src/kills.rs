//! Kills that nobody has acknowledged: who has not, and reminding them.
//!
//! A kill counts as acted on when somebody at the subscriber says so: by the interface, or in a webhook's answer. Until
//! then they are reminded on a schedule. A reminder is given as everything is, by pull and by push, and stands in the
//! ledger.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use store::{StoreError, Subscriber, Tx, Unacknowledged};
use story::{Kind, Permission, Sequence, StoryId, SubscriberId};

use crate::house::required;
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
        let is_due = move |kill: &Unacknowledged| is_due(kill, now);
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

    /// Takes a story back from one subscriber, for whom it is withdrawn from now on; everybody else keeps it. They are
    /// given no revision of it any more until somebody gives them one.
    pub async fn take_back_from(
        &self,
        who: &Staff,
        from: SubscriberId,
        story: StoryId,
        reason: &str,
    ) -> Result<(), Error> {
        allow(who, Permission::ManageSubscribers)?;
        let (reason, now) = (required("reason", reason, 300)?, self.now());
        self.inner
            .store
            .write(move |tx| -> Result<(), Error> {
                tx.last_entry_given(from, story)?.ok_or(Error::NotFound)?;
                if tx.taken_back(from, story)?.is_none() {
                    tx.transmit(from, (None, Some(story)), Kind::Withdrawal.as_str(), &reason, now)?;
                }
                Ok(())
            })
            .await?;
        self.inner.bus.wake();
        Ok(())
    }

    /// Gives an entry of the wire to a subscriber, whatever their products mean; again where they had it.
    pub async fn give(&self, who: &Staff, to: SubscriberId, sequence: Sequence) -> Result<(), Error> {
        allow(who, Permission::ManageSubscribers)?;
        let (now, by) = (self.now(), who.name.clone());
        self.inner
            .store
            .write(move |tx| -> Result<(), Error> {
                tx.subscriber(to)?.ok_or(Error::NotFound)?;
                let story = tx.wire_at(sequence)?.map(|row| row.listed.story);
                if let Some(story) = story
                    && tx.taken_back(to, story)?.is_some()
                    && tx.transmission_of(to, sequence)?.is_some()
                {
                    tx.transmit(to, (None, Some(story)), Kind::Release.as_str(), &by, now)?;
                    return Ok(());
                }
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

/// Whether a reminder of a kill is due. Reminders that came due while the agency was down are not given all at once.
fn is_due(kill: &Unacknowledged, now: Timestamp) -> bool {
    let count = kill.reminders as usize;
    let Some(hours) = AFTER.get(count) else { return false };
    let before = count.checked_sub(1).and_then(|last| AFTER.get(last)).unwrap_or(&0);
    let is_rested = kill
        .reminded_at
        .is_none_or(|at| now.duration_since(at) >= SignedDuration::from_hours(hours - before));
    is_rested && now.duration_since(kill.at) >= SignedDuration::from_hours(*hours)
}

/// Where an acknowledgement of a place belongs: one of a reminder to the kill that it is of.
pub(crate) fn meant(tx: Tx<'_>, of: SubscriberId, position: u64) -> Result<u64, StoreError> {
    let it = tx.transmission(of, position)?.filter(|it| it.kind == REMINDER);
    Ok(it.and_then(|it| it.why.parse().ok()).unwrap_or(position))
}

#[cfg(test)]
mod tests {
    use super::*;
    use story::StoryId;

    #[test]
    fn reminders_come_on_their_schedule_and_never_in_a_heap() {
        let at = Timestamp::from_second(1_790_000_000).unwrap();
        let hours = |hours| at + SignedDuration::from_hours(hours);
        let kill = |reminders, reminded_at| Unacknowledged {
            subscriber: SubscriberId::new(at),
            position: 1,
            story: StoryId::new(at),
            kind: "withdrawal".into(),
            at,
            reminders,
            reminded_at,
        };
        assert!(!is_due(&kill(0, None), hours(0)) && is_due(&kill(0, None), hours(1)));
        assert!(!is_due(&kill(1, Some(hours(1))), hours(3)) && is_due(&kill(1, Some(hours(1))), hours(4)));
        // Down for two days: one at once, the next three hours later.
        assert!(is_due(&kill(0, None), hours(48)) && !is_due(&kill(1, Some(hours(48))), hours(49)));
        assert!(is_due(&kill(1, Some(hours(48))), hours(51)));
        assert!(!is_due(&kill(10, Some(hours(168))), hours(1000)));
    }
}
