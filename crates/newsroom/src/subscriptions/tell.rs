//! Telling who subscribed: at once as a story moves, or in a digest that shows the last of it.

use std::collections::HashMap;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp, ToSpan as _};
use serde_json::{Value, json};
use store::{Correspondent, DigestItem, StoreError, Subscription, Tx};
use story::{House, Kind, PublicSequence, Revision, RevisionNumber, StoryId};

use super::author_of;
use super::searches::SavedSearches;
use crate::documents;
use crate::letters::{NewLetter, post_letter, post_letter_about};
use crate::links::Purpose;
use crate::site::public_move;
use crate::views::{Item, PublicMove};
use crate::{Agency, Error};

/// How many moves are looked at at a time.
const BATCH: u32 = 50;
/// At which hour a digest goes out, in the zone of the edition.
const HOUR: i8 = 7;

impl Agency {
    pub(crate) async fn keep_telling(&self) {
        let mut listener = self.inner.bus.subscribe();
        let mut saved = SavedSearches::default();
        loop {
            match self.tell_next_moves(&mut saved).await {
                Ok(true) => continue,
                Ok(false) => {}
                Err(error) => tracing::error!(%error, "who subscribed cannot be told; it is tried again"),
            }
            match self.send_newsletters().await {
                Ok(true) => continue,
                Ok(false) => {}
                Err(error) => tracing::error!(%error, "a newsletter cannot be sent; it is tried again"),
            }
            if let Err(error) = self.send_digests().await {
                tracing::error!(%error, "digests cannot be sent; they are tried again");
            }
            if let Ok(false) = tokio::time::timeout(Duration::from_secs(1), listener.woken()).await {
                return;
            }
        }
    }

    /// Deals with the next public moves; false when there are none.
    async fn tell_next_moves(&self, saved: &mut SavedSearches) -> Result<bool, Error> {
        let house = self.house();
        let (at, last, moves) = self.inner.store.read(|tx| -> Result<_, Error> {
            // Nobody is told of what came before there were subscriptions.
            let Some(at) = tx.subscription_cursor()? else { return Ok((None, None, Vec::new())) };
            let rows = tx.public_after(at, BATCH)?;
            let moves = rows.iter().map(|row| public_move(tx, row)).collect::<Result<Vec<_>, _>>()?;
            let moves: Vec<PublicMove> = moves.into_iter().flatten().collect();
            let last = moves.last().map(|it| it.sequence);
            if !moves.is_empty() {
                saved.read(tx, self)?;
            }
            // Most moves mean nobody; whoever writes is not kept waiting for those.
            let mut meant = Vec::new();
            for it in moves {
                let meaning = Meaning::of(tx, &it, saved, &house)?;
                if is_taken_back(&it) || meaning.means_anybody(tx)? {
                    meant.push((it, meaning));
                }
            }
            Ok((Some(at), last, meant))
        })?;
        if at.is_none() {
            let begin = |tx: Tx<'_>| tx.put_subscription_cursor(tx.public_head()?);
            self.inner.store.write(begin).await?;
            return Ok(false);
        }
        let Some(last) = last else { return Ok(false) };
        let (agency, now) = (self.clone(), self.now());
        let url = self.post().map(|(_, url)| url).unwrap_or_default();
        self.inner
            .store
            .write(move |tx| -> Result<(), Error> {
                for (it, meaning) in &moves {
                    agency.tell_move(tx, it, meaning, &url, now)?;
                }
                Ok(tx.put_subscription_cursor(last.max(PublicSequence(0)))?)
            })
            .await?;
        self.inner.letters.notify_one();
        self.inner.pushes.notify_one();
        Ok(true)
    }

    fn tell_move(
        &self,
        tx: Tx<'_>,
        it: &PublicMove,
        meaning: &Meaning,
        url: &str,
        now: Timestamp,
    ) -> Result<(), Error> {
        if is_taken_back(it) {
            // What waits is not sent any more.
            self.push_move(tx, it, None, now)?;
            tx.pull_letters(it.story, now)?;
            take_out(tx, it.story, now)?;
            return Ok(tx.drop_from_digests(it.story)?);
        }
        let Some(item) = &it.item else { return Ok(()) };
        self.push_move(tx, it, Some(meaning), now)?;
        // However many subscriptions of one person mean it, they are told once: by the quickest of them.
        let mut chosen: HashMap<_, Subscription> = HashMap::new();
        for found in meaning.subscribed(tx)? {
            match chosen.get(&found.correspondent) {
                Some(known) if pace(&known.rhythm) <= pace(&found.rhythm) => {}
                _ => drop(chosen.insert(found.correspondent, found)),
            }
        }
        for subscription in chosen.into_values() {
            let Some(who) = tx.correspondent(subscription.correspondent)? else { continue };
            let is_paused = who.paused_until.is_some_and(|until| now < until);
            let day = now - SignedDuration::from_hours(24);
            let is_over = tx.letters_since(&who.address, "news", day)? >= u64::from(who.most_a_day);
            let grave = it.kind == Kind::Correction;
            if subscription.rhythm == "at-once" && !is_paused && (!is_over || grave) {
                self.write_news(tx, &who, &subscription, item, url, now)?;
                continue;
            }
            let before = item.revision.number.0.checked_sub(1).map(RevisionNumber);
            let waits =
                DigestItem { story: item.story, subscription: subscription.id, since: before, at: now };
            tx.put_digest_item(who.id, &waits)?;
            let due = self.digest_due(&who, &subscription, now);
            if who.digest_at.is_none_or(|at| due < at) {
                tx.set_correspondent(&Correspondent { digest_at: Some(due), ..who })?;
            }
        }
        Ok(())
    }

    /// When somebody's next digest goes out: the next morning, or the next Monday's, in the edition's zone; after a pause.
    fn digest_due(&self, who: &Correspondent, by: &Subscription, now: Timestamp) -> Timestamp {
        let house = self.house();
        let edition = house.editions.iter().find(|it| it.slug.as_str() == by.edition);
        let zone = edition.map_or(jiff::tz::TimeZone::UTC, story::Edition::time_zone);
        let from = who.paused_until.map_or(now, |until| until.max(now));
        let mut day = zone.to_datetime(from).date();
        let morning = |day: jiff::civil::Date| {
            let at = day.at(HOUR, 0, 0, 0);
            zone.to_ambiguous_timestamp(at).compatible().unwrap_or(from + SignedDuration::from_hours(24))
        };
        for _ in 0..8 {
            let is_day = by.rhythm != "weekly" || day.weekday() == jiff::civil::Weekday::Monday;
            if is_day && morning(day) > from {
                return morning(day);
            }
            day = day.checked_add(1.day()).unwrap_or(day);
        }
        morning(day)
    }

    fn write_news(
        &self,
        tx: Tx<'_>,
        who: &Correspondent,
        by: &Subscription,
        item: &Item,
        url: &str,
        now: Timestamp,
    ) -> Result<(), Error> {
        let mut content = self.foot(who, by, url)?;
        content["items"] = json!([self.line_of(item, &item.revision, url)]);
        content["title"] = json!(story::numbered_headline(&item.revision, story::NumberStyle::Suffix));
        let letter =
            NewLetter { reader: None, address: &who.address, language: &who.language, kind: "news", content };
        Ok(post_letter_about(tx, letter, Some(item.story), now).map(drop)?)
    }

    async fn send_digests(&self) -> Result<(), Error> {
        let now = self.now();
        let due = self.inner.store.read(|tx| tx.digests_due(now, BATCH))?;
        if due.is_empty() {
            return Ok(());
        }
        let url = self.post().map(|(_, url)| url).unwrap_or_default();
        for who in due {
            let (agency, url) = (self.clone(), url.clone());
            self.inner.store.write(move |tx| agency.send_digest(tx, who, &url, now)).await?;
        }
        self.inner.letters.notify_one();
        Ok(())
    }

    fn send_digest(&self, tx: Tx<'_>, who: Correspondent, url: &str, now: Timestamp) -> Result<(), Error> {
        let done = Correspondent { digest_at: None, ..who.clone() };
        tx.set_correspondent(&done)?;
        let (mut lines, mut by) = (Vec::new(), None);
        for waits in tx.digest_items(who.id)? {
            // As it stands now: the last revision, once, with what changed since they were told of it last.
            let Ok(room) = crate::discussions::discussed(tx, waits.story, now) else { continue };
            let Some(found) = tx.subscription(waits.subscription)?.filter(|it| it.state == "active") else {
                continue;
            };
            let mut line = self.line_of(&room.item, &room.item.revision, url);
            let revisions = tx.public_revisions(waits.story)?;
            let since = waits.since.map_or(0, |it| it.0 + 1);
            let changes: Vec<String> = revisions
                .into_iter()
                .filter(|(it, _)| it.number.0 >= since.max(1))
                .filter_map(|(it, _)| it.advisory.clone())
                .collect();
            line["changes"] = json!(changes);
            lines.push(line);
            by = by.or(Some(found));
        }
        tx.drop_digest(who.id)?;
        let Some(by) = by else { return Ok(()) };
        let mut content = self.foot(&who, &by, url)?;
        content["items"] = json!(lines);
        let letter = NewLetter {
            reader: None,
            address: &who.address,
            language: &who.language,
            kind: "digest",
            content,
        };
        Ok(post_letter(tx, letter, now).map(drop)?)
    }

    /// What stands below every such mail: how to end it, and where all of it is changed.
    pub(crate) fn foot(&self, who: &Correspondent, by: &Subscription, url: &str) -> Result<Value, Error> {
        let house = self.house();
        let edition = house.editions.iter().find(|it| it.slug.as_str() == by.edition);
        let prefix = edition.map(|it| house.prefix(&it.slug)).unwrap_or_default();
        let end = self.link_token(Purpose::End, by.id.0)?;
        let all = self.link_token(Purpose::Correspondent, who.id.0)?;
        Ok(json!({
            "unsubscribe": format!("{url}{prefix}/subscriptions/end/{end}"),
            "settings": format!("{url}{prefix}/subscriptions/{all}"),
        }))
    }

    pub(crate) fn line_of(&self, item: &Item, revision: &Revision, url: &str) -> Value {
        let content = &revision.content;
        json!({
            "story": item.story,
            "headline": story::numbered_headline(revision, story::NumberStyle::Suffix),
            "advisory": revision.advisory,
            "summary": content.summary().map(|it| it.as_plain().chars().take(300).collect::<String>()),
            "link": format!("{url}{}", self.story_path(item)),
            "lang": content.language.to_string(),
            "dir": content.language.direction().as_str(),
        })
    }
}

/// Takes a story out of letters about several that wait; one that is left with nothing is not sent.
fn take_out(tx: Tx<'_>, story: StoryId, now: Timestamp) -> Result<(), StoreError> {
    for letter in tx.waiting_collections()? {
        let mut content: Value =
            serde_json::from_str(letter.content.as_deref().unwrap_or("null")).unwrap_or_default();
        let Some(items) = content["items"].as_array_mut() else { continue };
        let before = items.len();
        items.retain(|item| item["story"] != json!(story));
        let (left, is_other) = (items.len(), items.len() < before);
        let has_words = content["introduction"].as_array().is_some_and(|it| !it.is_empty());
        if is_other {
            let text = content.to_string();
            tx.rewrite_letter(letter.id, Some(text.as_str()).filter(|_| left > 0 || has_words), now)?;
        }
    }
    Ok(())
}

fn pace(rhythm: &str) -> u8 {
    match rhythm {
        "at-once" => 0,
        "daily" => 1,
        _ => 2,
    }
}

/// Whether a story does not stand any more.
fn is_taken_back(it: &PublicMove) -> bool {
    it.item.is_none() || matches!(it.kind, Kind::Withdrawal | Kind::Takedown | Kind::Hold)
}

/// What a story is for those who subscribe: all the things of which it is one.
pub(super) struct Meaning {
    /// Edition, kind, value.
    pub(super) exact: Vec<(String, &'static str, String)>,
}

impl Meaning {
    /// Nothing, for a move that tells nobody anything new.
    fn of(
        tx: Tx<'_>,
        it: &PublicMove,
        saved: &mut SavedSearches,
        house: &House,
    ) -> Result<Meaning, StoreError> {
        let mut exact = Vec::new();
        let Some(item) = it.item.as_ref().filter(|_| !matches!(it.kind, Kind::Repeat | Kind::Release)) else {
            return Ok(Meaning { exact });
        };
        let content = &item.revision.content;
        let mut editions = Vec::<String>::new();
        for placement in &content.placements {
            let edition = placement.edition.to_string();
            exact.push((edition.clone(), "section", placement.section.to_string()));
            if !editions.contains(&edition) {
                editions.push(edition);
            }
        }
        // Earlier revisions are read for it.
        let document = saved.are_in(&editions).then(|| documents::public(tx, item, house)).transpose()?;
        let topics = house.topics_of(content);
        for edition in editions {
            exact.push((edition.clone(), "edition", String::new()));
            exact.extend(topics.iter().map(|topic| (edition.clone(), "topic", topic.slug.to_string())));
            exact.push((edition.clone(), "story", item.story.to_string()));
            if it.kind == Kind::Correction {
                exact.push((edition.clone(), "corrections", String::new()));
            }
            if let Some(byline) = &content.byline {
                exact.push((edition.clone(), "author", author_of(byline)));
            }
            for search in document.iter().flat_map(|it| saved.met(&edition, it)).collect::<Vec<_>>() {
                exact.push((edition.clone(), "search", search));
            }
        }
        Ok(Meaning { exact })
    }

    fn means_anybody(&self, tx: Tx<'_>) -> Result<bool, StoreError> {
        Ok(!self.subscribed(tx)?.is_empty() || !self.push_wished(tx)?.is_empty())
    }

    /// All subscriptions by mail that mean it.
    fn subscribed(&self, tx: Tx<'_>) -> Result<Vec<Subscription>, StoreError> {
        let mut found = Vec::new();
        for (edition, what, value) in &self.exact {
            found.extend(tx.subscribed(what, edition, value)?);
        }
        Ok(found)
    }
}
