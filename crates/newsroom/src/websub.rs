//! The house's own hub: feeds are posted to who subscribed to them, as soon as they change (WebSub).
//!
//! Whoever names a callback has to answer there that they mean it, so nobody has posts sent to others. A feed is looked
//! at after every public move and posted where it is not what was sent last; so what is withdrawn leaves them too.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use jiff::SignedDuration;
use store::{FeedSubscription, StoreError, Tx};
use story::SubscriptionId;

use crate::house::fault;
use crate::limits::Limited;
use crate::readers::Visitor;
use crate::staff::{hash_token, new_token};
use crate::{Agency, Error};

/// How long a lease is at the least, as a rule, and at the most, in seconds (section 5.1).
const LEASES: (i64, i64, i64) = (300, 10 * 86_400, 30 * 86_400);
/// The most subscriptions.
const MOST: u64 = 20_000;
/// The most bytes of a secret: fewer than 200 (section 5.1).
const SECRET: usize = 199;
/// How many are dealt with at once.
const BATCH: u32 = 20;
/// How often a feed is tried before that subscriber waits for the next change.
const TRIES: u32 = 10;

/// A feed as it stands: its media type and its bytes.
pub type FeedNow = (String, Vec<u8>);
/// Reads one of the site's feeds by its address; none where there is no such feed.
pub type FeedReader =
    Arc<dyn Fn(String) -> Pin<Box<dyn Future<Output = Option<FeedNow>> + Send>> + Send + Sync>;

/// What is asked of the hub (section 5.1).
#[derive(Clone, Copy, Debug)]
pub struct HubRequest<'a> {
    /// The address of the feed.
    pub topic: &'a str,
    /// Where it is to be posted to.
    pub callback: &'a str,
    /// What it is to be signed with; empty where it is not.
    pub secret: &'a str,
    /// For how long, in seconds, where they say so.
    pub lease: Option<i64>,
    /// Whether they want it, or no more.
    pub is_wanted: bool,
}

impl Agency {
    /// Says how feeds are read.
    pub fn set_feeds(&self, read: FeedReader) {
        *self.inner.feeds.write().unwrap_or_else(PoisonError::into_inner) = Some(read);
    }

    async fn feed_now(&self, topic: &str) -> Option<FeedNow> {
        let (_, url) = self.post()?;
        let house = self.house();
        let hosts = house.editions.iter().filter_map(|it| it.host.as_deref());
        let places = hosts.map(|host| format!("https://{host}")).chain([url]);
        if !places.into_iter().any(|place| topic.strip_prefix(&place).is_some_and(|it| it.starts_with('/'))) {
            return None;
        }
        let read = self.inner.feeds.read().unwrap_or_else(PoisonError::into_inner).clone()?;
        read(topic.to_owned()).await
    }

    /// Takes in what is asked of the hub; whether they mean it is asked afterwards.
    ///
    /// # Errors
    /// Faults of `topic`, `callback` and `secret`; [`Error::TooManyTries`].
    pub async fn ask_hub(&self, it: HubRequest<'_>, from: &Visitor) -> Result<(), Error> {
        let (post, _) = self.post().ok_or_else(|| Error::Post("nothing can be posted".into()))?;
        if it.callback.len() > 2000 || !post::is_address(it.callback) {
            return Err(fault("callback", "fault-address", it.callback));
        }
        if it.secret.len() > SECRET {
            return Err(fault("secret", "fault-too-long", ""));
        }
        self.limit(Limited::Push, &format!("{} {}", it.topic, it.callback), &from.network)?;
        let Some((_, bytes)) = self.feed_now(it.topic).await else {
            return Err(fault("topic", "fault-choice", it.topic));
        };
        if it.is_wanted && self.inner.store.read(|tx| tx.count_feed_subscriptions())? >= MOST {
            return Err(Error::TooManyTries { seconds: 3600 });
        }
        let lease = it.lease.unwrap_or(LEASES.1).clamp(LEASES.0, LEASES.2);
        let subscription = FeedSubscription {
            id: SubscriptionId::new(self.now()),
            topic: it.topic.to_owned(),
            callback: it.callback.to_owned(),
            secret: Some(it.secret.to_owned()).filter(|it| !it.is_empty()),
            lease_until: self.now() + SignedDuration::from_secs(lease),
            attempts: 0,
            // They have the feed as it is: they asked for its address.
            sent: Some(hash_token(&String::from_utf8_lossy(&bytes))),
        };
        let (agency, is_wanted) = (self.clone(), it.is_wanted);
        tokio::spawn(async move {
            if let Err(error) = agency.confirm_hub(&post, subscription, lease, is_wanted).await {
                tracing::info!(%error, "a subscription of a feed was not confirmed");
            }
        });
        Ok(())
    }

    /// Asks at the callback whether they mean it (section 5.3), and does it.
    async fn confirm_hub(
        &self,
        post: &post::Post,
        it: FeedSubscription,
        lease: i64,
        is_wanted: bool,
    ) -> Result<(), Error> {
        let (challenge, lease) = (new_token()?, lease.to_string());
        let mut asked = vec![
            ("hub.mode", if is_wanted { "subscribe" } else { "unsubscribe" }),
            ("hub.topic", it.topic.as_str()),
            ("hub.challenge", challenge.as_str()),
        ];
        if is_wanted {
            asked.push(("hub.lease_seconds", lease.as_str()));
        }
        if !post.confirms(&it.callback, &asked).await.map_err(Error::Post)? {
            return Err(Error::Post("it does not mean it".into()));
        }
        let now = self.now();
        let kept = move |tx: Tx<'_>| -> Result<(), StoreError> {
            tx.sweep_feed_subscriptions(now)?;
            if is_wanted {
                tx.put_feed_subscription(&it, now)
            } else {
                tx.end_feed_subscription(&it.topic, &it.callback)
            }
        };
        Ok(self.inner.store.write(kept).await?)
    }

    pub(crate) async fn keep_distributing(&self) {
        let mut moves = self.subscribe();
        loop {
            tokio::select! {
                // Those that came together are told together.
                moved = moves.recv() => if !matches!(moved, Err(tokio::sync::broadcast::error::RecvError::Closed)) {
                    let now = self.now();
                    if let Err(error) = self.inner.store.write(move |tx| tx.touch_feed_subscriptions(now)).await {
                        tracing::error!(%error, "subscribers of feeds cannot be noted");
                    }
                },
                () = tokio::time::sleep(Duration::from_secs(1)) => {}
            }
            while let Ok(true) = self.distribute_next().await.inspect_err(|error| {
                tracing::error!(%error, "feeds cannot be posted; it is tried again");
            }) {}
        }
    }

    async fn distribute_next(&self) -> Result<bool, Error> {
        let Some((post, url)) = self.post() else { return Ok(false) };
        let due = self.inner.store.read(|tx| tx.feed_subscriptions_due(self.now(), BATCH))?;
        if due.is_empty() {
            return Ok(false);
        }
        let mut under_way = tokio::task::JoinSet::new();
        for it in due {
            let (agency, post, hub) = (self.clone(), post.clone(), format!("{url}/websub"));
            under_way.spawn(async move { agency.distribute(&post, &hub, it).await });
        }
        while let Some(done) = under_way.join_next().await {
            done.unwrap_or(Ok(()))?;
        }
        Ok(true)
    }

    async fn distribute(&self, post: &post::Post, hub: &str, it: FeedSubscription) -> Result<(), Error> {
        let Some((media_type, body)) = self.feed_now(&it.topic).await else {
            // The section or the author is no more.
            let end = move |tx: Tx<'_>| tx.end_feed_subscription(&it.topic, &it.callback);
            return Ok(self.inner.store.write(end).await?);
        };
        let hash = hash_token(&String::from_utf8_lossy(&body));
        let answer = if it.sent == Some(hash) {
            post::Answer::Taken(String::new())
        } else {
            let feed = post::Feed { media_type: &media_type, body: &body, topic: &it.topic, hub };
            post.distribute(&it.callback, it.secret.as_deref(), &feed).await
        };
        let now = self.now();
        let note = move |tx: Tx<'_>| match answer {
            post::Answer::Taken(_) => tx.note_feed_sent(it.id, hash),
            // Gone is a word for it (section 7).
            post::Answer::Gone(_) => tx.end_feed_subscription(&it.topic, &it.callback),
            post::Answer::Refused { .. } if it.attempts >= TRIES => {
                // What changes next is tried again from the start.
                tx.note_feed_sent(it.id, it.sent.unwrap_or(hash))
            }
            post::Answer::Refused { after, .. } => {
                let wait = i64::from(after.unwrap_or(0)).clamp(10 << it.attempts.min(9), 7200);
                tx.try_feed_again(it.id, now + SignedDuration::from_secs(wait))
            }
        };
        Ok(self.inner.store.write(note).await?)
    }
}
