//! The queue of what is pushed: which delivery is next, when it is tried again, and how each went.
//!
//! One delivery at a time goes to a destination, and none overtakes an earlier one of the same story. A destination
//! that fails is tried again with growing delays and costs no other anything. After three days a delivery is parked,
//! for somebody to look at.

use std::collections::HashMap;
use std::time::Duration;

use formats::Format;
use jiff::{SignedDuration, Timestamp};
use post::Answer;
use store::{Attempt, Delivery, Destination, StoreError};
use story::{DestinationId, Permission, Progress, StoryId, SubscriberId};
use tokio::task::JoinSet;
use tracing::Span;

use crate::carry::Parcel;
use crate::kills::{REMINDER, meant};
use crate::views::Staff;
use crate::{Agency, Error, allow};

/// How many deliveries are under way at once.
const AT_ONCE: usize = 32;
/// How long a delivery is tried.
const TRIED: SignedDuration = SignedDuration::from_hours(72);
/// The longest that a delivery waits for its next try.
const LONGEST: SignedDuration = SignedDuration::from_hours(1);

/// How a destination behaves.
#[derive(Clone, Copy, Debug, Default)]
struct Mood {
    failures: u32,
    not_before: Option<Timestamp>,
}

/// One line of the ledger, for people.
#[derive(Clone, Debug)]
pub struct LedgerLine {
    /// Who.
    pub subscriber: String,
    /// Where to.
    pub destination: Destination,
    /// What and how it went.
    pub delivery: Delivery,
    /// The kind of move.
    pub kind: String,
    /// Why they got it.
    pub why: String,
}

impl Agency {
    pub(crate) async fn keep_delivering(&self) {
        let mut listener = self.inner.bus.subscribe();
        let mut given = self.inner.given.subscribe();
        let mut moods: HashMap<DestinationId, Mood> = HashMap::new();
        let mut under_way: JoinSet<(DestinationId, bool)> = JoinSet::new();
        let mut busy: Vec<DestinationId> = Vec::new();
        loop {
            if let Err(error) = self.begin_deliveries(&moods, &mut busy, &mut under_way) {
                tracing::error!(%error, "deliveries cannot be begun; they are tried again");
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
            tokio::select! {
                Some(done) = under_way.join_next(), if !under_way.is_empty() => {
                    if let Ok((destination, is_well)) = done {
                        busy.retain(|it| *it != destination);
                        let mood = moods.entry(destination).or_default();
                        if is_well {
                            *mood = Mood::default();
                        } else {
                            mood.failures += 1;
                            // A dead destination with much to come is asked once a while, not once a story.
                            let pause = SignedDuration::from_secs(1 << mood.failures.min(6));
                            mood.not_before = Some(self.now() + pause);
                        }
                    } else {
                        // A task that fell has told nobody which it was.
                        busy.clear();
                        under_way.abort_all();
                        while under_way.join_next().await.is_some() {}
                    }
                }
                alive = listener.woken() => if !alive { return },
                _ = given.changed() => {}
                () = tokio::time::sleep(Duration::from_millis(500)) => {}
            }
        }
    }

    fn begin_deliveries(
        &self,
        moods: &HashMap<DestinationId, Mood>,
        busy: &mut Vec<DestinationId>,
        under_way: &mut JoinSet<(DestinationId, bool)>,
    ) -> Result<(), StoreError> {
        let Some((_, public_url)) = self.post() else { return Ok(()) };
        let now = self.now();
        let ready = self.inner.store.read(|tx| -> Result<_, StoreError> {
            let mut ready = Vec::new();
            for destination in tx.pushed_destinations()? {
                let mood = moods.get(&destination.id).copied().unwrap_or_default();
                let is_resting = mood.not_before.is_some_and(|at| at > now);
                if busy.contains(&destination.id) || is_resting || busy.len() + ready.len() >= AT_ONCE {
                    continue;
                }
                if let Some(delivery) = tx.next_delivery(destination.id, now)? {
                    ready.push((destination, delivery));
                }
            }
            Ok(ready)
        })?;
        for (destination, delivery) in ready {
            busy.push(destination.id);
            let (agency, public_url) = (self.clone(), public_url.clone());
            under_way.spawn(async move {
                let id = destination.id;
                match agency.deliver(&destination, &delivery, &public_url).await {
                    Ok(is_well) => (id, is_well),
                    Err(error) => {
                        tracing::error!(%error, message = delivery.message, "a delivery could not be noted");
                        (id, false)
                    }
                }
            });
        }
        Ok(())
    }

    /// Makes one delivery and notes how it went; whether the destination is well.
    #[tracing::instrument(
        level = "debug",
        skip_all,
        fields(otel.kind = "client", position = delivery.position, format = destination.format, outcome)
    )]
    async fn deliver(
        &self,
        destination: &Destination,
        delivery: &Delivery,
        public_url: &str,
    ) -> Result<bool, Error> {
        let format = Format::named(&destination.format).unwrap_or(Format::Ninjs3);
        let parcel = self.inner.store.read(|tx| -> Result<_, Error> {
            let subscriber = tx.subscriber(destination.subscriber)?.ok_or(Error::NotFound)?;
            let mut it = tx.transmission(subscriber.id, delivery.position)?.ok_or(Error::NotFound)?;
            // What comes late says how the story stands now, never what it said before.
            if let Some(story) = it.story
                && it.kind != REMINDER
                && let Some(last) = tx.last_given(subscriber.id, story)?
                && tx
                    .delivery(destination.id, last.position)?
                    .is_some_and(|it| it.progress == Progress::Delivered)
            {
                it = last;
            }
            Ok(Parcel {
                message: delivery.message.clone(),
                number: format!("{:010}", delivery.position),
                format,
                entry: self.entry(tx, &subscriber, &it, format, public_url)?,
                given: self.given(tx, &subscriber, &it, public_url)?,
                zone: crate::portal::zone_of(&subscriber),
            })
        })?;
        let at = self.now();
        let answer = self.carry(destination, &parcel, at).await;
        let outcome = if matches!(answer, Answer::Taken(_)) { "taken" } else { "failed" };
        Span::current().record("outcome", outcome);
        metrics::counter!("dateline_delivery_tries_total", "outcome" => outcome).increment(1);
        self.note(destination, delivery, at, &answer).await?;
        Ok(matches!(answer, Answer::Taken(_)))
    }

    /// Notes how a delivery went, and when it is tried next.
    async fn note(
        &self,
        destination: &Destination,
        delivery: &Delivery,
        at: Timestamp,
        answer: &Answer,
    ) -> Result<(), Error> {
        let attempt =
            Attempt { at, answer: answer.said().to_owned(), is_done: matches!(answer, Answer::Taken(_)) };
        let next = next_try(delivery, at, answer);
        let (to, position) = (destination.id, delivery.position);
        let (progress, due_at) = match (answer, next) {
            (Answer::Taken(_), _) => (Progress::Delivered, None),
            (_, Some(due_at)) => (Progress::Waiting, Some(due_at)),
            (_, None) => (Progress::Parked, None),
        };
        // A webhook may acknowledge a kill in its answer.
        let acknowledged = acknowledged(answer);
        let of = destination.subscriber;
        // An address that says it is gone for good is asked no more until somebody looks.
        let closes = matches!(answer, Answer::Gone(_))
            .then(|| Destination { is_active: false, ..destination.clone() });
        self.inner
            .store
            .write(move |tx| -> Result<(), StoreError> {
                tx.note_attempt((to, position), &attempt, progress, due_at)?;
                if let Some(by) = &acknowledged {
                    tx.acknowledge(to, meant(tx, of, position)?, by, at)?;
                }
                match &closes {
                    Some(closed) => tx.put_destination(closed, at),
                    None => Ok(()),
                }
            })
            .await?;
        Ok(())
    }

    /// Delivers something again, at once: to one destination, the thing of a number.
    pub async fn resend(&self, who: &Staff, to: DestinationId, position: u64) -> Result<(), Error> {
        allow(who, Permission::ManageSubscribers)?;
        let now = self.now();
        let is_there = self.inner.store.write(move |tx| tx.deliver_again(to, position, now)).await?;
        self.inner.bus.wake();
        if is_there { Ok(()) } else { Err(Error::NotFound) }
    }

    /// How many deliveries were given up and wait for somebody to look.
    pub fn parked_deliveries(&self) -> Result<u64, Error> {
        Ok(self.inner.store.read(|tx| tx.parked())?)
    }

    /// Who got a story: every delivery of it, ever.
    pub async fn ledger_of(&self, who: &Staff, story: StoryId) -> Result<Vec<LedgerLine>, Error> {
        allow(who, Permission::ReadDesk)?;
        self.inner.store.read(|tx| {
            let all = tx.deliveries_of(story)?;
            all.into_iter().map(|delivery| ledger_line(tx, delivery)).collect()
        })
    }

    /// The last deliveries to a subscriber's destinations, newest first.
    pub async fn ledger(&self, who: &Staff, of: SubscriberId, limit: u32) -> Result<Vec<LedgerLine>, Error> {
        allow(who, Permission::ManageSubscribers)?;
        self.inner.store.read(|tx| {
            let mut all = Vec::new();
            for destination in tx.destinations(of)? {
                for delivery in tx.deliveries(destination.id, limit.min(500))? {
                    all.push(ledger_line(tx, delivery)?);
                }
            }
            all.sort_by_key(|line| std::cmp::Reverse((line.delivery.made_at, line.delivery.position)));
            all.truncate(limit as usize);
            Ok(all)
        })
    }
}

fn ledger_line(tx: store::Tx<'_>, delivery: Delivery) -> Result<LedgerLine, Error> {
    let destination = tx.destination(delivery.destination)?.ok_or(Error::NotFound)?;
    let subscriber = tx.subscriber(destination.subscriber)?.ok_or(Error::NotFound)?;
    let it = tx.transmission(subscriber.id, delivery.position)?.ok_or(Error::NotFound)?;
    Ok(LedgerLine { subscriber: subscriber.name, destination, delivery, kind: it.kind, why: it.why })
}

/// Who acted on it, where a destination took something and says so: `{ "acknowledged": true, "by": "Desk" }`.
fn acknowledged(answer: &Answer) -> Option<String> {
    let Answer::Taken(said) = answer else { return None };
    let value: serde_json::Value = serde_json::from_str(&said[said.find('{')?..]).ok()?;
    let by = value["by"].as_str().unwrap_or("webhook");
    (value["acknowledged"] == true).then(|| by.chars().take(80).collect())
}

/// When a delivery is tried next; none where it has been tried long enough, or is wanted no more.
fn next_try(delivery: &Delivery, at: Timestamp, answer: &Answer) -> Option<Timestamp> {
    let after = match answer {
        Answer::Refused { after, .. } => {
            after.map_or(SignedDuration::ZERO, |after| SignedDuration::from_secs(after.into()))
        }
        Answer::Taken(_) | Answer::Gone(_) => return None,
    };
    if at.duration_since(delivery.made_at) > TRIED {
        return None;
    }
    // Two seconds, doubled each time, and a fifth more or less so that many do not come back at once.
    let base = SignedDuration::from_secs(2_i64 << delivery.attempts.min(12)).min(LONGEST);
    let spread = i64::from(u32::from_le_bytes(store::random::<4>().unwrap_or_default()) % 400) - 200;
    let jittered = SignedDuration::from_millis(
        i64::try_from(base.as_millis()).unwrap_or(i64::MAX / 1000) * (1000 + spread) / 1000,
    );
    Some(at + jittered.max(after.min(LONGEST)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn delivery(attempts: u32) -> Delivery {
        let now = Timestamp::from_second(1_790_000_000).unwrap();
        Delivery {
            destination: DestinationId::new(now),
            position: 1,
            story: None,
            message: "msg_1".into(),
            progress: Progress::Waiting,
            attempts,
            made_at: now,
            due_at: Some(now),
            done_at: None,
            answer: None,
            acknowledged_at: None,
            acknowledged_by: None,
        }
    }

    #[test]
    fn a_delivery_is_tried_with_growing_delays_for_three_days_and_then_parked() {
        let refused = Answer::Refused { said: "no".into(), after: None };
        let mut last = SignedDuration::ZERO;
        for attempts in 0..9 {
            let it = delivery(attempts);
            let delay = next_try(&it, it.made_at, &refused).unwrap().duration_since(it.made_at);
            assert!(delay > last && delay <= LONGEST * 6 / 5, "{attempts}: {delay}");
            last = delay;
        }
        let it = delivery(50);
        assert!(next_try(&it, it.made_at + TRIED + SignedDuration::from_secs(1), &refused).is_none());
        let asks = Answer::Refused { said: "later".into(), after: Some(120) };
        assert!(next_try(&it, it.made_at, &asks).unwrap() >= it.made_at + SignedDuration::from_secs(120));
        assert!(next_try(&it, it.made_at, &Answer::Gone("gone".into())).is_none());
    }
}
