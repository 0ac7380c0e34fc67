//! What a client of the wire asks for: everything behind a token, in order and without a gap.
//!
//! A token stands for a place in what one subscriber was given. Each thing names its own token and the one before it,
//! so that a client can prove that nothing is missing. A text that was held or withdrawn since is not told any more,
//! whatever token it is asked by.

use std::net::IpAddr;
use std::time::Duration;

use formats::{Document, Format};
use jiff::SignedDuration;
use serde_json::{Value, json};
use store::{Destination, StoreError, Subscriber, Transmission, Tx, WireRow};
use story::{Change, Content, DestinationId, Filter, Kind, Standing, StoryId, SubscriberId};

use crate::items::Told;
use crate::kills::{REMINDER, meant};
use crate::portal::zone_of;
use crate::staff::hash_token;
use crate::subscribers::{ENTITLEMENT, kind_of, means};
use crate::telling::Entry;
use crate::{Agency, Error, addresses, networks};

/// The most things in one answer.
const MOST: u32 = 100;
/// How far is looked at a time for what a filter means.
const LOOKED: u32 = 1000;
/// The longest that an answer waits for something to tell.
const LONGEST: Duration = Duration::from_secs(60);

/// A client that showed a token.
#[derive(Clone, Debug)]
pub struct Client {
    /// Whose it is.
    pub subscriber: Subscriber,
    /// The destination that pulls.
    pub destination: Destination,
    /// The token's hash, by which its rate is counted.
    pub key: [u8; 32],
}

/// What a client asks for.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// How many things at the most.
    pub limit: u32,
    /// In which format.
    pub format: Format,
    /// Only what this means, and whatever stops or mends a story.
    pub filter: Option<&'a Filter>,
}

/// What a client gets in one answer.
#[derive(Clone, Debug)]
pub struct Pulled {
    /// Each thing, in order.
    pub entries: Vec<Entry>,
    /// The token to ask by next time.
    pub next: String,
    /// Whether there is more already.
    pub has_more: bool,
}

impl Agency {
    /// The client that a token stands for, from where it comes.
    pub async fn client(&self, token: &str, from: Option<IpAddr>) -> Result<Option<Client>, Error> {
        let (hash, now) = (hash_token(token), self.now());
        let found = self.inner.store.read(|tx| -> Result<_, StoreError> {
            let Some(token) = tx.token(hash, now)? else { return Ok(None) };
            let Some(destination) = tx.destination(token.destination)?.filter(|it| it.is_active) else {
                return Ok(None);
            };
            let subscriber = tx.subscriber(destination.subscriber)?;
            Ok(subscriber.map(|subscriber| (token, Client { subscriber, destination, key: hash })))
        })?;
        let Some((token, client)) = found.filter(|(token, _)| networks::allow(&token.networks, from)) else {
            return Ok(None);
        };
        let is_stale =
            token.used_at.is_none_or(|used| now.duration_since(used) > SignedDuration::from_mins(1));
        if is_stale {
            self.inner.store.write(move |tx| tx.use_token(hash, now)).await?;
        }
        Ok(Some(client))
    }

    /// What a client was given behind a token; waits for it as long as asked, where there is nothing yet.
    pub async fn pull(
        &self,
        client: &Client,
        after: Option<&str>,
        wanted: Wanted<'_>,
        wait: Duration,
        public_url: &str,
    ) -> Result<Pulled, Error> {
        let of = client.subscriber.id;
        let after = match after {
            Some(token) => read_token(token, of).ok_or(Error::NotFound)?,
            None => 0,
        };
        let limit = wanted.limit.clamp(1, MOST) as usize;
        let mut looked = after;
        let deadline = tokio::time::Instant::now() + wait.min(LONGEST);
        let mut given = self.inner.given.subscribe();
        let (entries, has_more) = loop {
            given.mark_unchanged();
            let (found, has_more, reached) = self.inner.store.read(|tx| match wanted.filter {
                Some(filter) => {
                    self.tell_some(tx, client, (after, looked, limit), (filter, wanted.format), public_url)
                }
                None => {
                    let place = (after, limit);
                    let (all, has_more) =
                        self.tell(tx, &client.subscriber, place, wanted.format, public_url)?;
                    let reached = after + all.len() as u64;
                    Ok((all, has_more, reached))
                }
            })?;
            looked = reached;
            let rest = deadline.saturating_duration_since(tokio::time::Instant::now());
            if !found.is_empty() || (rest.is_zero() && !has_more) {
                break (found, has_more);
            }
            if has_more {
                continue;
            }
            // What changes products wakes the bus only, so it is looked at every second too.
            let _ = tokio::time::timeout(rest.min(Duration::from_secs(1)), given.changed()).await;
        };
        self.note_handed(client.destination.id, entries.iter().map(|it| it.position).collect()).await?;
        Ok(Pulled { entries, next: write_token(of, looked), has_more })
    }

    /// Behind a place, what a filter means; what was asked for last is named as what comes before the first. Who asks by a
    /// filter proves by it too that nothing is missing.
    fn tell_some(
        &self,
        tx: Tx<'_>,
        client: &Client,
        (after, mut looked, limit): (u64, u64, usize),
        (filter, format): (&Filter, Format),
        public_url: &str,
    ) -> Result<(Vec<Entry>, bool, u64), Error> {
        let of = client.subscriber.id;
        let zone = zone_of(&client.subscriber);
        let all = tx.transmissions(of, looked, LOOKED)?;
        let (mut rest, mut before) = (all.len(), after);
        let mut meant = Vec::new();
        for it in all {
            if meant.len() == limit {
                break;
            }
            (looked, rest) = (it.position, rest - 1);
            if is_wanted(tx, &it, filter, &zone)? {
                let mut entry = self.entry(tx, &client.subscriber, &it, format, public_url)?;
                entry["previous"] = write_token(of, before).into();
                before = it.position;
                meant.push(Entry::alone(it.position, entry));
            }
        }
        Ok((meant, rest > 0, looked))
    }

    /// Notes in the ledger what was handed over to who asks for it: that, and nothing between that they left out.
    pub(crate) async fn note_handed(&self, to: DestinationId, mut positions: Vec<u64>) -> Result<(), Error> {
        if positions.is_empty() {
            return Ok(());
        }
        positions.sort_unstable();
        let (first, last) = (positions[0], positions[positions.len() - 1]);
        // Who asks for the same again changes nothing.
        if !self.inner.store.read(|tx| tx.is_waited_for(to, first - 1, last))? {
            return Ok(());
        }
        let now = self.now();
        self.inner
            .store
            .write(move |tx| -> Result<(), Error> {
                for run in positions.chunk_by(|one, next| one + 1 == *next) {
                    tx.note_fetched(to, run[0] - 1, run[run.len() - 1], now)?;
                }
                Ok(())
            })
            .await
    }

    /// Notes that a client has acted on what a token stands for.
    pub async fn acknowledge(&self, client: &Client, token: &str, by: &str) -> Result<(), Error> {
        let position = read_token(token, client.subscriber.id).ok_or(Error::NotFound)?;
        let (of, to, now) = (client.subscriber.id, client.destination.id, self.now());
        let by = by.chars().take(80).collect::<String>();
        self.inner
            .store
            .write(move |tx| -> Result<(), Error> {
                tx.delivery(to, position)?.ok_or(Error::NotFound)?;
                tx.acknowledge(to, meant(tx, of, position)?, &by, now)?;
                Ok(())
            })
            .await
    }

    /// A story as a client may see it now: the last thing they were given of it.
    pub async fn given_story(
        &self,
        client: &Client,
        story: StoryId,
        format: Format,
        public_url: &str,
    ) -> Result<Value, Error> {
        self.inner.store.read(|tx| {
            let last = tx.last_given(client.subscriber.id, story)?.ok_or(Error::NotFound)?;
            self.entry(tx, &client.subscriber, &last, format, public_url)
        })
    }

    /// One thing as it is told: what happened, and the item in the format that is asked for.
    pub(crate) fn entry(
        &self,
        tx: Tx<'_>,
        subscriber: &Subscriber,
        it: &Transmission,
        format: Format,
        public_url: &str,
    ) -> Result<Value, Error> {
        let token = write_token(subscriber.id, it.position);
        let before = write_token(subscriber.id, it.position - 1);
        let source = &self.source_of(tx, subscriber.id, it)?;
        let reminded = Some(source).filter(|source| source.position != it.position);
        let Some(row) = row_of(tx, subscriber.id, source)? else {
            let change: Value = serde_json::from_str(&it.why).unwrap_or_default();
            return Ok(json!({
                "token": token, "previous": before, "kind": ENTITLEMENT, "at": it.at.to_string(), "entitlement": change,
            }));
        };
        let item = self.told(tx, &row, source, subscriber, public_url)?;
        let (advisory, changes) = (item.advisory.clone(), json!(item.changes));
        let since = if item.body.is_empty() { Value::Null } else { since(tx, subscriber.id, it, &row)? };
        let content = as_value(&item, format);
        let mut value = json!({
            "token": token,
            "previous": before,
            "kind": it.kind,
            "at": row.at.to_string(),
            "story": row.listed.story.to_string(),
            "version": item.version,
            "revision": row.listed.revision.number.0,
            "status": item.status.as_str(),
            "headline": item.title,
            "slugline": item.slugline,
            "advisory": advisory,
            "changes": changes,
            "reason": item.note.filter(|_| item.body.is_empty()),
            "why": source.why,
            "of": reminded.map(|kill| write_token(subscriber.id, kill.position)),
            "format": format.as_str(),
            "media_type": format.media_type(),
        });
        if let Some(map) = value.as_object_mut() {
            if !since.is_null() {
                map.insert("since".into(), since);
            }
            map.insert("item".into(), content);
            map.retain(|_, value| !value.is_null());
        }
        Ok(value)
    }

    /// What a thing tells of: a reminder says again what the kill said that it is of.
    pub(crate) fn source_of(
        &self,
        tx: Tx<'_>,
        of: SubscriberId,
        it: &Transmission,
    ) -> Result<Transmission, StoreError> {
        let reminded = match it.kind.as_str() {
            REMINDER => tx.transmission(of, meant(tx, of, it.position)?)?,
            _ => None,
        };
        Ok(reminded.unwrap_or_else(|| it.clone()))
    }

    /// The item of an entry, as far as it may be told now.
    pub(crate) fn told(
        &self,
        tx: Tx<'_>,
        row: &WireRow,
        it: &Transmission,
        subscriber: &Subscriber,
        public_url: &str,
    ) -> Result<formats::Item, Error> {
        let house = self.house();
        let kind = kind_of(row).unwrap_or(Kind::Update);
        // What was taken back from them alone is withdrawn for them alone, and newer than what they had.
        let taken_back = tx.taken_back(subscriber.id, row.listed.story)?;
        let own = u64::from(it.sequence.is_none());
        // What a notice says holds for it for ever; a text is told only while the story is live.
        let standing = match kind {
            _ if taken_back.is_some() && row.standing != Standing::TakenDown => Standing::Withdrawn,
            Kind::Hold => Standing::Held,
            Kind::Withdrawal => Standing::Withdrawn,
            Kind::Takedown => Standing::TakenDown,
            _ => row.standing,
        };
        let is_notice = !matches!(standing, Standing::Live);
        let reason = match (&row.reason, is_notice) {
            _ if taken_back.is_some() => taken_back,
            (Some(reason), true) => Some(reason.clone()),
            (None, true) => tx.story(row.listed.story)?.and_then(|story| story.reason),
            (_, false) => None,
        };
        let path = crate::views::Item::from_listed(row.listed.clone())
            .filter(|_| !is_notice)
            .map(|item| addresses::story_path(&house, &item));
        let media = self.media_for(tx, &row.listed.revision.content, subscriber, &it.why)?;
        let told = Told {
            house: &house,
            media,
            public_url,
            revision: &row.listed.revision,
            path,
            first_public: row.listed.first_public,
            at: row.at,
            version: u64::from(row.version) + own,
            kind,
            standing,
            reason: reason.as_deref(),
        };
        let mut item = told.item();
        // The terms of the product travel in every item.
        let terms = tx.entitlements(subscriber.id)?.into_iter().find(|own| own.product.name == it.why);
        if let Some(terms) = terms.and_then(|own| own.product.terms) {
            item.usage = Some(match item.usage.take() {
                Some(own) => format!("{own} {terms}"),
                None => terms,
            });
        }
        Ok(item)
    }
}

/// The entry of the wire that a thing tells of: its own, or the last that they had where it is about them alone. A change
/// of products tells of none.
pub(crate) fn row_of(tx: Tx<'_>, of: SubscriberId, it: &Transmission) -> Result<Option<WireRow>, StoreError> {
    let sequence = match (it.sequence, it.story) {
        (Some(sequence), _) => Some(sequence),
        (None, Some(story)) => tx.last_entry_given(of, story)?.and_then(|last| last.sequence),
        (None, None) => None,
    };
    Ok(sequence.map(|sequence| tx.wire_at(sequence)).transpose()?.flatten())
}

/// Whether a client that asks by a filter wants a thing: what the filter means, and whatever stops or mends a story.
fn is_wanted(
    tx: Tx<'_>,
    it: &Transmission,
    filter: &Filter,
    zone: &jiff::tz::TimeZone,
) -> Result<bool, StoreError> {
    let row = it.sequence.map(|sequence| tx.wire_at(sequence)).transpose()?.flatten();
    let is_plain = matches!(it.kind.as_str(), "new" | "update" | "refile" | "repeat");
    Ok(!is_plain || row.is_some_and(|row| means(filter, &row, zone)))
}

/// What changed since the revision that a subscriber had, where it is not the one just before.
fn since(tx: Tx<'_>, of: SubscriberId, it: &Transmission, row: &WireRow) -> Result<Value, Error> {
    let (Some(story), new) = (it.story, &row.listed.revision) else { return Ok(Value::Null) };
    let Some(had) = tx.revision_before(of, story, it.position)?.filter(|had| had.next() < new.number) else {
        return Ok(Value::Null);
    };
    let Some(old) = tx.revision(story, had)? else { return Ok(Value::Null) };
    let (line, changes) = changed(&old.content, &new.content);
    Ok(json!({ "revision": had.0, "advisory": line, "changes": changes }))
}

/// What changed from one text to another, whatever lies between: the line that says it, and the same as data.
pub(crate) fn changed(old: &Content, new: &Content) -> (Option<String>, Vec<Change>) {
    let changes = story::compare::compare(old, new).changes(Kind::Update);
    (story::advisory::write(&changes, story::NumberStyle::Suffix, &new.language), changes)
}

/// An item in a format: JSON as JSON, every other format as text.
pub(crate) fn as_value(item: &formats::Item, format: Format) -> Value {
    let (bytes, _) = format.write(&Document { items: vec![item.clone()], ..Document::default() });
    serde_json::from_slice(&bytes)
        .unwrap_or_else(|_| Value::String(String::from_utf8_lossy(&bytes).into_owned()))
}

/// A place in what a subscriber was given, as a token: six bytes of whose it is, eight of where, four of proof.
pub(crate) fn write_token(of: SubscriberId, position: u64) -> String {
    let mut bytes = Vec::with_capacity(18);
    bytes.extend_from_slice(&of.0.as_bytes()[10..]);
    bytes.extend_from_slice(&position.to_be_bytes());
    let proof = hash_token(&format!("{of}.{position}"));
    bytes.extend_from_slice(&proof[..4]);
    store::hex(&bytes)
}

/// The place that a token of a subscriber stands for.
fn read_token(token: &str, of: SubscriberId) -> Option<u64> {
    let digits = token.get(12..28)?;
    let position = u64::from_str_radix(digits, 16).ok()?;
    (write_token(of, position) == token).then_some(position)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::Timestamp;

    #[test]
    fn a_token_is_read_by_its_own_subscriber_only() {
        let now = Timestamp::from_second(1_790_000_000).unwrap();
        let (one, other) = (SubscriberId::new(now), SubscriberId::new(now));
        let token = write_token(one, 77);
        assert_eq!(read_token(&token, one), Some(77));
        assert_eq!(read_token(&token, other), None);
        for bad in ["", "77", &token[1..], &format!("{token}0"), "é".repeat(20).as_str()] {
            assert_eq!(read_token(bad, one), None, "{bad}");
        }
    }
}
