//! Telling browsers by web push, at once as a story moves.
//!
//! A browser stands for itself: whoever knows its endpoint may change what it is told of, and nobody else is shown one.
//! Of a story a browser is told the last state only: a newer move replaces the one that waits, at its push service (by
//! topic) and on its screen (by tag). What is withdrawn is replaced by that word where it was told.

use std::collections::HashSet;
use std::time::Duration;

use i18n::Locale;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use store::{PushDevice, PushNote, PushWish, Reader, StoreError, Tx};
use story::{DeviceId, EditionSlug, Kind, StoryId, Urgency};

use super::Wish;
use super::tell::Meaning;
use crate::house::fault;
use crate::limits::Limited;
use crate::readers::Visitor;
use crate::views::PublicMove;
use crate::{Agency, Error};

/// How many are handed over at once.
const BATCH: u32 = 50;
/// How long it is tried.
const TRIED: SignedDuration = SignedDuration::from_hours(24);
/// How long it is known what a browser was told of, so that it can be taken back.
const KEPT: SignedDuration = SignedDuration::from_hours(24 * 28);
/// Of how many stories a browser is told in a day; corrections and what is withdrawn come all the same.
const MOST_A_DAY: u64 = 30;
/// Of how many things a browser may want to be told.
const MOST_WISHES: usize = 50;
/// How many characters of a text are told.
const MOST_TEXT: usize = 240;

/// Where a browser says it can be told (Push API section 8.1).
#[derive(Clone, Copy, Debug)]
pub struct Browser<'a> {
    /// The address of its push service.
    pub endpoint: &'a str,
    /// Its public key: the uncompressed point, 65 bytes.
    pub key: &'a [u8],
    /// The secret that it shares, 16 bytes.
    pub auth: &'a [u8],
}

/// Something that a browser is told of, with its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PushWished {
    /// The thing.
    pub wish: PushWish,
    /// What it is called.
    pub name: String,
}

impl Agency {
    /// The key that browsers are told when they are asked for leave; none where nothing can be pushed.
    pub fn push_key(&self) -> Option<String> {
        self.post()?;
        self.push_signer().map(|key| key.public()).ok()
    }

    fn push_signer(&self) -> Result<&post::PushKey, Error> {
        if let Some(key) = self.inner.push_key.get() {
            return Ok(key);
        }
        let key = post::PushKey::open(&self.kept_at().keys().join("push.key")).map_err(Error::Post)?;
        Ok(self.inner.push_key.get_or_init(|| key))
    }

    /// A browser wants to be told of something. What it wants so far is answered by [`Agency::push_wished`].
    ///
    /// # Errors
    /// A fault of `form` where the browser cannot be told, of `what` where there is no such thing or too many.
    pub async fn want_push(
        &self,
        edition: &EditionSlug,
        browser: Browser<'_>,
        wish: &Wish<'_>,
        (reader, from): (Option<&Reader>, &Visitor),
    ) -> Result<(), Error> {
        let to = post::PushTo { endpoint: browser.endpoint, key: browser.key, auth: browser.auth };
        if !post::is_push(&to) {
            return Err(fault("form", "fault-push", ""));
        }
        self.wish_name(edition, wish.what, wish.value)?;
        self.limit(Limited::Push, browser.endpoint, &from.network)?;
        let now = self.now();
        let device = PushDevice {
            id: DeviceId::new(now),
            endpoint: browser.endpoint.to_owned(),
            key: browser.key.to_vec(),
            auth: browser.auth.to_vec(),
            reader: reader.map(|it| it.id),
        };
        let wish = PushWish {
            edition: edition.to_string(),
            what: wish.what.to_owned(),
            value: wish.value.trim().to_owned(),
        };
        self.inner
            .store
            .write(move |tx| -> Result<(), Error> {
                let device = tx.put_push_device(&device, now)?;
                if tx.push_wishes(device.id)?.len() >= MOST_WISHES {
                    return Err(fault("what", "fault-push-enough", ""));
                }
                Ok(tx.put_push_wish(device.id, &wish, now)?)
            })
            .await
    }

    /// What a browser is told of, by its endpoint, the first first.
    pub fn push_wished(&self, endpoint: &str) -> Result<Vec<PushWished>, Error> {
        let wishes = self.inner.store.read(|tx| -> Result<_, StoreError> {
            tx.push_device_at(endpoint)?.map_or(Ok(Vec::new()), |it| tx.push_wishes(it.id))
        })?;
        let named = |wish: PushWish| {
            let edition = wish.edition.parse().ok()?;
            let name =
                self.wish_name(&edition, &wish.what, &wish.value).unwrap_or_else(|_| wish.value.clone());
            Some(PushWished { wish, name })
        };
        Ok(wishes.into_iter().filter_map(named).collect())
    }

    /// A browser does not want to be told of something any more; with the last of it the browser is forgotten.
    pub async fn end_push(&self, endpoint: &str, wish: PushWish) -> Result<(), Error> {
        let endpoint = endpoint.to_owned();
        let ended = self.inner.store.write(move |tx| -> Result<(), StoreError> {
            let Some(device) = tx.push_device_at(&endpoint)? else { return Ok(()) };
            tx.end_push_wish(device.id, &wish)?;
            if tx.push_wishes(device.id)?.is_empty() { tx.erase_push_device(device.id) } else { Ok(()) }
        });
        Ok(ended.await?)
    }

    /// A browser was given another address by its push service.
    pub async fn move_push(&self, old: &str, browser: Browser<'_>) -> Result<(), Error> {
        let to = post::PushTo { endpoint: browser.endpoint, key: browser.key, auth: browser.auth };
        if !post::is_push(&to) {
            return Err(fault("form", "fault-push", ""));
        }
        let (old, endpoint) = (old.to_owned(), browser.endpoint.to_owned());
        let (key, auth) = (browser.key.to_vec(), browser.auth.to_vec());
        self.inner
            .store
            .write(move |tx| -> Result<(), Error> {
                let device = tx.push_device_at(&old)?.ok_or(Error::NotFound)?;
                if tx.push_device_at(&endpoint)?.is_some_and(|other| other.id != device.id) {
                    return Ok(tx.erase_push_device(device.id)?);
                }
                Ok(tx.move_push_device(&PushDevice { endpoint, key, auth, ..device })?)
            })
            .await
    }

    /// Puts down what browsers are to be told of a move.
    pub(super) fn push_move(
        &self,
        tx: Tx<'_>,
        it: &PublicMove,
        meaning: Option<&Meaning>,
        now: Timestamp,
    ) -> Result<(), Error> {
        let (Some(item), Some(meaning)) = (&it.item, meaning) else {
            return Ok(self.push_withdrawal(tx, it, now)?);
        };
        let content = &item.revision.content;
        let text = match &item.revision.advisory {
            Some(line) => line.clone(),
            None => content.summary().map(|it| it.as_plain().into_owned()).unwrap_or_default(),
        };
        let told = json!({
            "title": story::numbered_headline(&item.revision, story::NumberStyle::Suffix),
            "text": text.chars().take(MOST_TEXT).collect::<String>(),
            "address": self.story_path(item),
            "story": it.story,
            "kind": it.kind.as_str(),
            "lang": content.language.to_string(),
            "dir": content.language.direction().as_str(),
            "urgent": content.urgency <= Urgency::FLASH,
        })
        .to_string();
        let day = now - SignedDuration::from_hours(24);
        for device in meaning.push_wished(tx)? {
            if it.kind == Kind::Correction || tx.pushed_since(device, day)? < MOST_A_DAY {
                tx.put_push_note(device, it.story, &told, now)?;
            }
        }
        Ok(())
    }

    /// What waits of a story is not told any more; where it was told, that word replaces it.
    fn push_withdrawal(&self, tx: Tx<'_>, it: &PublicMove, now: Timestamp) -> Result<(), StoreError> {
        let house = self.house();
        let home = it.placements.first().and_then(|home| house.edition(&home.edition));
        let locale = home.and_then(|it| Locale::of_tag(it.language.as_str())).unwrap_or(Locale::English);
        let key = if it.kind == Kind::Hold { "push-held" } else { "push-withdrawn" };
        let told = json!({
            "title": home.map_or_else(|| house.name.clone(), |it| it.name.clone()),
            "text": i18n::message(locale, key, &[]),
            "address": home.map_or_else(|| "/".to_owned(), |it| format!("{}/", house.prefix(&it.slug))),
            "story": it.story,
            "kind": it.kind.as_str(),
            "lang": locale.tag(),
            "dir": locale.direction(),
            "urgent": false,
        })
        .to_string();
        for note in tx.push_notes_about(it.story)? {
            match note.told_at {
                Some(_) => tx.put_push_note(note.device, it.story, &told, now)?,
                None => tx.drop_push_note(note.device, it.story)?,
            }
        }
        Ok(())
    }

    pub(crate) async fn keep_pushing(&self) {
        let mut swept = self.now();
        loop {
            match self.push_next().await {
                Ok(true) => continue,
                Ok(false) => {}
                Err(error) => tracing::error!(%error, "pushes cannot be noted; they are tried again"),
            }
            let now = self.now();
            if now.duration_since(swept) > SignedDuration::from_hours(1) {
                swept = now;
                if let Err(error) = self.inner.store.write(move |tx| tx.sweep_push_notes(now - KEPT)).await {
                    tracing::error!(%error, "old pushes cannot be forgotten; it is tried again");
                }
            }
            let _ = tokio::time::timeout(Duration::from_secs(1), self.inner.pushes.notified()).await;
        }
    }

    /// Tells what is due; false when there is nothing.
    async fn push_next(&self) -> Result<bool, Error> {
        let Some((post, url)) = self.post() else { return Ok(false) };
        let due = self.inner.store.read(|tx| tx.push_notes_due(self.now(), BATCH))?;
        if due.is_empty() {
            return Ok(false);
        }
        let mut under_way = tokio::task::JoinSet::new();
        for note in due {
            let (agency, post, url) = (self.clone(), post.clone(), url.clone());
            under_way.spawn(async move { agency.push_one(&post, &url, note).await });
        }
        while let Some(done) = under_way.join_next().await {
            match done {
                Ok(Err(error)) => return Err(error),
                Ok(Ok(())) => {}
                Err(error) => tracing::error!(%error, "a push broke off; it is tried again"),
            }
        }
        Ok(true)
    }

    async fn push_one(&self, post: &post::Post, url: &str, note: PushNote) -> Result<(), Error> {
        let device = self.inner.store.read(|tx| tx.push_device(note.device))?;
        let (Some(device), Some(content)) = (device, note.content.clone()) else {
            return Ok(self.inner.store.write(move |tx| tx.drop_push_note(note.device, note.story)).await?);
        };
        let told: Value = serde_json::from_str(&content).unwrap_or_default();
        let is_news = told["kind"] != Kind::Correction.as_str() && note.told_at.is_none();
        let to = post::PushTo { endpoint: &device.endpoint, key: &device.key, auth: &device.auth };
        let push = post::Push {
            topic: &topic(note.story),
            // News is stale after a day; what mends what somebody was told is not.
            ttl: if is_news { 86_400 } else { 28 * 86_400 },
            urgency: if told["urgent"] == true { "high" } else { "normal" },
            body: content.as_bytes(),
        };
        let answer = post.push(self.push_signer()?, (&to, &push), url, self.now()).await;
        let now = self.now();
        self.inner
            .store
            .write(move |tx| match answer {
                post::Answer::Taken(_) => tx.note_pushed(&note, now),
                post::Answer::Gone(_) => tx.erase_push_device(note.device),
                post::Answer::Refused { .. } if now.duration_since(note.made_at) >= TRIED => {
                    tx.drop_push_note(note.device, note.story)
                }
                post::Answer::Refused { after, .. } => {
                    let wait = i64::from(after.unwrap_or(0)).clamp(15 << note.attempts.min(8), 3600);
                    tx.push_again(&note, now + SignedDuration::from_secs(wait))
                }
            })
            .await?;
        Ok(())
    }
}

/// What stands for a story at a push service: 22 signs that tell nothing (RFC 8030 section 5.4).
fn topic(story: StoryId) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(story.0.as_bytes())
}

impl Meaning {
    /// The browsers that want to be told of it, each once.
    pub(super) fn push_wished(&self, tx: Tx<'_>) -> Result<HashSet<DeviceId>, StoreError> {
        let mut found = HashSet::new();
        for (edition, what, value) in &self.exact {
            found.extend(tx.push_wished(what, edition, value)?);
        }
        Ok(found)
    }
}

/// Forgets the browsers in which somebody who leaves was signed in.
pub(crate) fn forget(tx: Tx<'_>, who: &Reader) -> Result<(), StoreError> {
    for device in tx.push_devices_of(who.id)? {
        tx.erase_push_device(device.id)?;
    }
    Ok(())
}
