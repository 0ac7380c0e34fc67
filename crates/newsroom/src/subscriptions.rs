//! Subscriptions: what readers are told of by mail. Asked for by anybody, confirmed by a button on the page that a mail
//! opens, changed and ended by the links of every mail, without an account.
//!
//! Invariants: nothing goes to an address before it was confirmed there; opening a link changes nothing; what was withdrawn
//! is told of to nobody, not in a mail that waits and not in a digest; of a story nobody is told twice for one move.

mod push;
mod searches;
mod tell;

pub use push::{Browser, PushWished};

use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use store::{Correspondent, Reader, StoreError, Subscription};
use story::{CorrespondentId, EditionSlug, StoryId, SubscriptionId};

use crate::house::fault;
use crate::letters::{NewLetter, post_letter};
use crate::limits::Limited;
use crate::links::Purpose;
use crate::readers::Visitor;
use crate::{Agency, Error};

/// How long a subscription may be confirmed.
const PENDING: SignedDuration = SignedDuration::from_hours(48);
/// How many mails at once somebody gets in a day, unless they choose otherwise.
const MOST_A_DAY: u32 = 12;

/// How often.
pub const RHYTHMS: [&str; 3] = ["at-once", "daily", "weekly"];
/// To what.
pub const KINDS: [&str; 8] =
    ["edition", "section", "topic", "story", "author", "search", "corrections", "newsletter"];

/// What somebody wants to be told of.
#[derive(Clone, Debug)]
pub struct Wish<'a> {
    /// One of [`KINDS`].
    pub what: &'a str,
    /// Which one; empty for a whole edition and for corrections.
    pub value: &'a str,
    /// One of [`RHYTHMS`].
    pub rhythm: &'a str,
}

/// Somebody with all they subscribed to.
#[derive(Clone, Debug)]
pub struct Subscribed {
    /// Who.
    pub correspondent: Correspondent,
    /// What, the first first, each with its name.
    pub all: Vec<(Subscription, String)>,
}

impl Agency {
    /// What a wish is called, where there is such a thing.
    pub fn wish_name(&self, edition: &EditionSlug, what: &str, value: &str) -> Result<String, Error> {
        let house = self.house();
        let known = house.edition(edition).ok_or(Error::NoEdition)?;
        let unknown = || fault("what", "fault-choice", value);
        match what {
            "edition" | "corrections" | "newsletter" => Ok(known.name.clone()),
            "section" => {
                let section = known.sections.iter().find(|it| it.slug.as_str() == value);
                section.map(|it| it.name.clone()).ok_or_else(unknown)
            }
            "topic" => {
                let topic = value.parse().ok().and_then(|slug| house.topic(&slug)).ok_or_else(unknown)?;
                Ok(topic.name(&known.language).to_owned())
            }
            "story" => {
                let id: StoryId = value.parse().map_err(|_| unknown())?;
                let now = self.now();
                let room = self.inner.store.read(|tx| crate::discussions::discussed(tx, id, now))?;
                Ok(room.item.revision.content.headline.clone())
            }
            "author" => Ok(value.replace('-', " ")),
            "search" if (2..=100).contains(&value.trim().chars().count()) => Ok(value.trim().to_owned()),
            _ => Err(unknown()),
        }
    }

    /// Subscribes an address: a mail goes there, by whose page it is confirmed. Who is signed in with that address needs
    /// no mail: true where it is active already.
    pub async fn subscribe_address(
        &self,
        typed: &str,
        edition: &EditionSlug,
        wishes: &[Wish<'_>],
        (reader, from): (Option<&Reader>, &Visitor),
    ) -> Result<bool, Error> {
        let url =
            self.mailer().map(|(_, url)| url).ok_or_else(|| Error::Post("no mail can be sent".into()))?;
        let address = typed.trim().to_lowercase();
        if !post::is_mailbox(&address) {
            return Err(fault("address", "fault-mailbox", typed));
        }
        if wishes.is_empty() {
            return Err(fault("what", "fault-choice", ""));
        }
        let mut named = Vec::new();
        for wish in wishes {
            if !RHYTHMS.contains(&wish.rhythm) {
                return Err(fault("rhythm", "fault-choice", wish.rhythm));
            }
            self.wish_name(edition, wish.what, wish.value)?;
            named.push((wish.what.to_owned(), wish.value.trim().to_owned(), wish.rhythm.to_owned()));
        }
        self.limit(Limited::Mail, &address, &from.network)?;
        let is_own = reader.is_some_and(|reader| reader.address == address);
        let house = self.house();
        let language = house.edition(edition).ok_or(Error::NoEdition)?.language.to_string();
        let (prefix, edition) = (house.prefix(edition), edition.to_string());
        let (agency, now) = (self.clone(), self.now());
        self.inner
            .store
            .write(move |tx| -> Result<(), Error> {
                tx.expire_subscriptions(now - PENDING)?;
                let correspondent = match tx.correspondent_by_address(&address)? {
                    Some(known) => known,
                    None => {
                        let new = Correspondent {
                            id: CorrespondentId::new(now),
                            address: address.clone(),
                            language,
                            edition: edition.clone(),
                            most_a_day: MOST_A_DAY,
                            paused_until: None,
                            digest_at: None,
                        };
                        tx.put_correspondent(&new, now)?;
                        new
                    }
                };
                for (what, value, rhythm) in named {
                    let it = Subscription {
                        id: SubscriptionId::new(now),
                        correspondent: correspondent.id,
                        edition: edition.clone(),
                        what,
                        value,
                        rhythm,
                        state: if is_own { "active" } else { "pending" }.into(),
                    };
                    tx.put_subscription(&it, now)?;
                }
                if is_own {
                    tx.unsuppress(crate::staff::hash_token(&address))?;
                    return Ok(());
                }
                let token = agency.link_token(Purpose::Confirm, correspondent.id.0)?;
                let letter = NewLetter {
                    reader: None,
                    address: &address,
                    language: &correspondent.language,
                    kind: "subscribe",
                    content: json!({ "link": format!("{url}{prefix}/subscriptions/confirm/{token}") }),
                };
                Ok(post_letter(tx, letter, now).map(drop)?)
            })
            .await?;
        self.inner.letters.notify_one();
        Ok(is_own)
    }

    /// Whose subscriptions a link of a mail confirms, and what waits. Asking changes nothing.
    pub async fn to_confirm(&self, token: &str) -> Result<Subscribed, Error> {
        self.subscribed_by(Purpose::Confirm, token)
    }

    /// Confirms what waits; the token of the page of all subscriptions.
    pub async fn confirm_subscriptions(&self, token: &str) -> Result<String, Error> {
        let id = CorrespondentId(self.read_link(Purpose::Confirm, token)?);
        let now = self.now();
        self.inner
            .store
            .write(move |tx| -> Result<(), Error> {
                let correspondent = tx.correspondent(id)?.ok_or(Error::NotFound)?;
                for it in tx.subscriptions_of(id)?.into_iter().filter(|it| it.state == "pending") {
                    tx.set_subscription(it.id, &it.rhythm, "active", now)?;
                }
                // Who confirms wants mail, whatever came back before.
                Ok(tx.unsuppress(crate::staff::hash_token(&correspondent.address))?)
            })
            .await?;
        self.link_token(Purpose::Correspondent, id.0)
    }

    /// Somebody's subscriptions, by the link of a mail. Asking changes nothing.
    pub async fn subscriptions(&self, token: &str) -> Result<Subscribed, Error> {
        self.subscribed_by(Purpose::Correspondent, token)
    }

    /// The same for a reader who is signed in: the token, where they subscribed to anything.
    pub async fn subscriptions_token(&self, who: &Reader) -> Result<Option<String>, Error> {
        let found = self.inner.store.read(|tx| tx.correspondent_by_address(&who.address))?;
        found.map(|it| self.link_token(Purpose::Correspondent, it.id.0)).transpose()
    }

    fn subscribed_by(&self, what: Purpose, token: &str) -> Result<Subscribed, Error> {
        let id = CorrespondentId(self.read_link(what, token)?);
        let (correspondent, all) = self.inner.store.read(|tx| -> Result<_, Error> {
            Ok((tx.correspondent(id)?.ok_or(Error::NotFound)?, tx.subscriptions_of(id)?))
        })?;
        let named = |it: Subscription| {
            let edition = it.edition.parse().ok()?;
            // What is gone by now has its own word left.
            let name = self.wish_name(&edition, &it.what, &it.value).unwrap_or_else(|_| it.value.clone());
            Some((it, name))
        };
        Ok(Subscribed { correspondent, all: all.into_iter().filter_map(named).collect() })
    }

    /// Changes one subscription: how often, or ended, or begun again.
    pub async fn change_subscription(
        &self,
        token: &str,
        which: SubscriptionId,
        (rhythm, is_active): (&str, bool),
    ) -> Result<(), Error> {
        let id = CorrespondentId(self.read_link(Purpose::Correspondent, token)?);
        if !RHYTHMS.contains(&rhythm) {
            return Err(fault("rhythm", "fault-choice", rhythm));
        }
        let (rhythm, now) = (rhythm.to_owned(), self.now());
        self.inner
            .store
            .write(move |tx| -> Result<(), Error> {
                tx.subscription(which)?.filter(|it| it.correspondent == id).ok_or(Error::NotFound)?;
                Ok(tx.set_subscription(which, &rhythm, if is_active { "active" } else { "ended" }, now)?)
            })
            .await
    }

    /// Changes how somebody is written to: how many mails a day, paused until when.
    pub async fn change_correspondence(
        &self,
        token: &str,
        most_a_day: u32,
        paused_until: Option<Timestamp>,
    ) -> Result<(), Error> {
        let id = CorrespondentId(self.read_link(Purpose::Correspondent, token)?);
        self.inner
            .store
            .write(move |tx| -> Result<(), Error> {
                let it = tx.correspondent(id)?.ok_or(Error::NotFound)?;
                Ok(tx.set_correspondent(&Correspondent {
                    most_a_day: most_a_day.min(100),
                    paused_until,
                    ..it
                })?)
            })
            .await
    }

    /// What a mail's link ends, with the token of the page of all. Asking changes nothing.
    pub async fn to_end(&self, token: &str) -> Result<(Subscription, String), Error> {
        let id = SubscriptionId(self.read_link(Purpose::End, token)?);
        let it = self.inner.store.read(|tx| tx.subscription(id))?.ok_or(Error::NotFound)?;
        let all = self.link_token(Purpose::Correspondent, it.correspondent.0)?;
        Ok((it, all))
    }

    /// Ends it, or begins it again.
    pub async fn end_subscription(&self, token: &str, is_active: bool) -> Result<(), Error> {
        let (it, all) = self.to_end(token).await?;
        self.change_subscription(&all, it.id, (&it.rhythm, is_active)).await
    }
}

/// Forgets what somebody who leaves subscribed to.
pub(crate) fn forget(tx: store::Tx<'_>, who: &Reader) -> Result<(), StoreError> {
    push::forget(tx, who)?;
    match tx.correspondent_by_address(&who.address)? {
        Some(it) => tx.erase_correspondent(it.id),
        None => Ok(()),
    }
}

/// The word of an author in addresses.
fn author_of(byline: &str) -> String {
    crate::author_slug(byline)
}
