//! Which things are at hand as they are told, so that a thousand subscribers need not have each made anew?
//!
//! What is told of an entry is the same for all who were given it for the same reason, until the story moves again. Each
//! who asks reads how far the wire and what they were given have come, in the transaction of what they ask; what moved
//! since the last who asked is let go first. So no text is told after a move that took it away, at any node.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use formats::Format;
use serde_json::Value;
use store::{Entitlement, StoreError, Subscriber, Transmission, Tx};
use story::{House, Sequence, StoryId, SubscriberId};

use crate::kills::REMINDER;
use crate::wire_client::write_token;
use crate::{Agency, Error};

/// How many bytes a generation of texts holds, about; two of them are kept.
const GENERATION: usize = 12 << 20;
/// What a text takes besides itself, about.
const OVERHEAD: usize = 256;
/// How many places of one subscriber are kept, the last that were asked for.
const PLACES: usize = 1000;
/// How many places are kept in all.
const ALL_PLACES: usize = 200_000;
/// Of how many stories it is known when they moved last.
const ALL_MOVED: usize = 50_000;
/// How many moves are followed one by one; behind more, nothing is kept.
const FOLLOWED: u64 = 5000;

/// One thing as it is told to a subscriber.
#[derive(Clone, Debug)]
pub struct Entry {
    pub(crate) position: u64,
    /// The token of its place.
    pub token: String,
    /// The token of what the subscriber was told before it.
    pub previous: String,
    said: Arc<Said>,
}

/// What is said of a thing to all who were given it for one reason.
#[derive(Debug)]
struct Said {
    kind: String,
    /// The members of a JSON object but for the tokens, without its braces.
    members: String,
}

impl Entry {
    /// A thing that is told by itself.
    pub(crate) fn alone(position: u64, entry: Value) -> Entry {
        let token = |name: &str| entry[name].as_str().unwrap_or_default().to_owned();
        Entry {
            position,
            token: token("token"),
            previous: token("previous"),
            said: Arc::new(Said::of(entry)),
        }
    }

    /// The kind of move, or what else it is.
    pub fn kind(&self) -> &str {
        &self.said.kind
    }

    /// How many bytes it takes at the most as JSON.
    pub fn size(&self) -> usize {
        self.said.members.len() + 128
    }

    /// Writes it as an object of JSON.
    pub fn write(&self, out: &mut String) {
        out.push_str("{\"token\":\"");
        out.push_str(&self.token);
        out.push_str("\",\"previous\":\"");
        out.push_str(&self.previous);
        out.push_str("\",");
        out.push_str(&self.said.members);
        out.push('}');
    }
}

impl Said {
    fn of(mut entry: Value) -> Said {
        if let Some(members) = entry.as_object_mut() {
            members.remove("token");
            members.remove("previous");
        }
        let kind = entry["kind"].as_str().unwrap_or_default().to_owned();
        let text = entry.to_string();
        let members = text.strip_prefix('{').and_then(|text| text.strip_suffix('}')).unwrap_or_default();
        Said { kind, members: members.to_owned() }
    }
}

/// By what a text is known that is the same for many.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Reason {
    sequence: Sequence,
    format: Format,
    kind: String,
    why: String,
    terms: Option<String>,
}

/// What is at hand.
#[derive(Debug, Default)]
pub(crate) struct Telling(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    /// As far as the wire was followed.
    head: Sequence,
    /// How far the wire was when a story was last found to have moved: what was made before is not told any more, though
    /// somebody may still hold it.
    moved: HashMap<StoryId, Sequence>,
    house: Option<(Arc<House>, String)>,
    young: HashMap<StoryId, Vec<(Reason, Arc<Said>)>>,
    old: HashMap<StoryId, Vec<(Reason, Arc<Said>)>>,
    bytes: usize,
    sheets: HashMap<(SubscriberId, Format), Sheet>,
    places: usize,
}

/// What a subscriber was given, one place after the other.
#[derive(Debug)]
struct Sheet {
    entitlements: Vec<Entitlement>,
    /// As far as it was looked at for what is about them alone.
    seen: u64,
    first: u64,
    places: VecDeque<Line>,
}

#[derive(Debug)]
struct Line {
    token: String,
    story: Option<StoryId>,
    said: Weak<Said>,
    /// How far the wire was when it was said.
    as_of: Sequence,
    /// Holds what tells of no story, which is little and stays true.
    _own: Option<Arc<Said>>,
}

/// Who asks, in which format, and how far everything had come in the transaction of what they ask.
struct Asking<'a> {
    subscriber: &'a Subscriber,
    format: Format,
    public_url: &'a str,
    house: Arc<House>,
    head: Sequence,
    last: u64,
    entitlements: Vec<Entitlement>,
}

impl Asking<'_> {
    fn key(&self) -> (SubscriberId, Format) {
        (self.subscriber.id, self.format)
    }
}

impl Telling {
    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets go of what is not true any more.
    fn follow(&self, tx: Tx<'_>, asking: &Asking<'_>) -> Result<(), StoreError> {
        let (head, seen) = {
            let kept = self.kept();
            (kept.head, kept.sheets.get(&asking.key()).map(|sheet| sheet.seen))
        };
        let moved = match asking.head.0.saturating_sub(head.0) {
            0 => Some(Vec::new()),
            1..=FOLLOWED => Some(tx.moved_between(head, asking.head)?),
            _ => None,
        };
        let own = match seen {
            Some(seen) if seen < asking.last => tx.own_notices(asking.subscriber.id, seen, asking.last)?,
            _ => Vec::new(),
        };
        let mut kept = self.kept();
        let is_other = kept.house.as_ref().is_none_or(|(house, url)| {
            !Arc::ptr_eq(house, &asking.house) || url.as_str() != asking.public_url
        });
        match moved {
            Some(moved) if !is_other && kept.moved.len() + moved.len() <= ALL_MOVED => {
                for story in moved {
                    kept.young.remove(&story);
                    kept.old.remove(&story);
                    let last = kept.moved.entry(story).or_default();
                    *last = asking.head.max(*last);
                }
            }
            _ => {
                *kept = Kept { head: kept.head, ..Kept::default() };
                kept.house = Some((asking.house.clone(), asking.public_url.to_owned()));
            }
        }
        kept.head = kept.head.max(asking.head);
        if let Some(sheet) = kept.sheets.get_mut(&asking.key()) {
            for line in &mut sheet.places {
                if line.story.is_some_and(|story| own.contains(&story)) {
                    line.said = Weak::new();
                }
            }
            sheet.seen = sheet.seen.max(asking.last);
        }
        Ok(())
    }

    /// The things from one place to another, as far as they are at hand.
    fn find(&self, asking: &Asking<'_>, first: u64, last: u64) -> Vec<Option<Entry>> {
        let kept = &mut *self.kept();
        let mut found = vec![None; usize::try_from(last + 1 - first).unwrap_or(0)];
        if let Some(sheet) = kept.sheets.get_mut(&asking.key()) {
            if sheet.entitlements != asking.entitlements {
                sheet.places.clear();
                sheet.entitlements.clone_from(&asking.entitlements);
            }
            let mut previous = None;
            for (at, line) in (sheet.first..).zip(&sheet.places).skip_while(|(at, _)| at + 1 < first) {
                if at > last {
                    break;
                }
                let moved = line.story.and_then(|story| kept.moved.get(&story));
                if at >= first
                    && moved.is_none_or(|moved| *moved <= line.as_of)
                    && let Some(said) = line.said.upgrade()
                {
                    let previous = match previous {
                        Some(token) => String::clone(token),
                        None => write_token(asking.subscriber.id, at - 1),
                    };
                    let entry = Entry { position: at, token: line.token.clone(), previous, said };
                    found[usize::try_from(at - first).unwrap_or(0)] = Some(entry);
                }
                previous = Some(&line.token);
            }
        }
        found
    }

    fn text(&self, story: StoryId, reason: &Reason) -> Option<Arc<Said>> {
        let mut kept = self.kept();
        let of = |all: &HashMap<StoryId, Vec<(Reason, Arc<Said>)>>| {
            let mut texts = all.get(&story)?.iter();
            texts.find(|(known, _)| known == reason).map(|(_, said)| said.clone())
        };
        if let Some(said) = of(&kept.young) {
            return Some(said);
        }
        let said = of(&kept.old)?;
        kept.put(story, reason.clone(), said.clone());
        Some(said)
    }

    fn keep_text(&self, asking: &Asking<'_>, story: StoryId, reason: Reason, said: Arc<Said>) {
        let mut kept = self.kept();
        if kept.is_as_of(asking) {
            kept.put(story, reason, said);
        }
    }

    /// Notes what a run of places tells, so that who asks for them again has it at once.
    fn keep_places(&self, asking: &Asking<'_>, first: u64, run: Vec<Line>) {
        let mut kept = self.kept();
        if !kept.is_as_of(asking) {
            return;
        }
        if kept.places + run.len() > ALL_PLACES {
            (kept.sheets, kept.places) = (HashMap::new(), 0);
        }
        let sheet = kept.sheets.entry(asking.key()).or_insert_with(|| Sheet {
            entitlements: asking.entitlements.clone(),
            seen: asking.last,
            first,
            places: VecDeque::new(),
        });
        if sheet.seen != asking.last || sheet.entitlements != asking.entitlements {
            return;
        }
        let before = sheet.places.len();
        let end = sheet.first + before as u64;
        if first < sheet.first || first > end {
            sheet.places.clear();
            sheet.first = first;
        } else {
            sheet.places.truncate(usize::try_from(first - sheet.first).unwrap_or(0));
        }
        sheet.places.extend(run);
        while sheet.places.len() > PLACES {
            sheet.places.pop_front();
            sheet.first += 1;
        }
        let after = sheet.places.len();
        kept.places = (kept.places + after).saturating_sub(before);
    }
}

impl Kept {
    /// What was read before a move that another has followed since might not be true any more.
    fn is_as_of(&self, asking: &Asking<'_>) -> bool {
        let is_same = self.house.as_ref().is_some_and(|(house, _)| Arc::ptr_eq(house, &asking.house));
        self.head == asking.head && is_same
    }

    fn put(&mut self, story: StoryId, reason: Reason, said: Arc<Said>) {
        self.bytes += said.members.len() + OVERHEAD;
        self.young.entry(story).or_default().push((reason, said));
        if self.bytes > GENERATION {
            self.old = std::mem::take(&mut self.young);
            self.bytes = 0;
        }
    }
}

impl Agency {
    /// At most so many things that a subscriber was given behind a place, in order, and whether there are more.
    pub(crate) fn tell(
        &self,
        tx: Tx<'_>,
        subscriber: &Subscriber,
        (after, limit): (u64, usize),
        format: Format,
        public_url: &str,
    ) -> Result<(Vec<Entry>, bool), Error> {
        let of = subscriber.id;
        let last = tx.last_position(of)?;
        let end = last.min(after.saturating_add(limit as u64));
        if end <= after {
            return Ok((Vec::new(), false));
        }
        let (head, _) = tx.head()?;
        let entitlements = tx.entitlements(of)?;
        let asking = Asking { subscriber, format, public_url, house: self.house(), head, last, entitlements };
        let telling = &self.inner.telling;
        telling.follow(tx, &asking)?;
        let first = after + 1;
        let mut entries = telling.find(&asking, first, end);
        if let Some(missing) = entries.iter().position(Option::is_none) {
            let from = first + missing as u64;
            let mut run = Vec::new();
            for it in tx.transmissions(of, from - 1, u32::try_from(end + 1 - from).unwrap_or(u32::MAX))? {
                let at = usize::try_from(it.position - first).unwrap_or(usize::MAX);
                let Some(place) = entries.get_mut(at) else { break };
                let entry = match place.take() {
                    Some(entry) => entry,
                    None => self.tell_one(tx, &asking, &it)?,
                };
                let _own = Some(&entry.said).filter(|_| it.story.is_none()).cloned();
                let said = Arc::downgrade(&entry.said);
                run.push(Line { token: entry.token.clone(), story: it.story, said, as_of: head, _own });
                *place = Some(entry);
            }
            telling.keep_places(&asking, from, run);
        }
        Ok((entries.into_iter().flatten().collect(), last > end))
    }

    /// One thing, from what is at hand for others or made anew.
    fn tell_one(&self, tx: Tx<'_>, asking: &Asking<'_>, it: &Transmission) -> Result<Entry, Error> {
        let shared = shared(tx, asking, it)?;
        let known = shared.as_ref().and_then(|(story, reason)| self.inner.telling.text(*story, reason));
        let said = match known {
            Some(said) => said,
            None => {
                let made = self.entry(tx, asking.subscriber, it, asking.format, asking.public_url)?;
                let said = Arc::new(Said::of(made));
                if let Some((story, reason)) = shared {
                    self.inner.telling.keep_text(asking, story, reason, said.clone());
                }
                said
            }
        };
        let token = write_token(asking.subscriber.id, it.position);
        let previous = write_token(asking.subscriber.id, it.position - 1);
        Ok(Entry { position: it.position, token, previous, said })
    }
}

/// By what the text of a thing is known, where it is the same for all who were given it for the same reason: not where
/// it is about this subscriber alone, or says what changed since the last that they had.
fn shared(
    tx: Tx<'_>,
    asking: &Asking<'_>,
    it: &Transmission,
) -> Result<Option<(StoryId, Reason)>, StoreError> {
    let (Some(sequence), Some(story)) = (it.sequence, it.story) else { return Ok(None) };
    let of = asking.subscriber.id;
    if it.kind == REMINDER || tx.taken_back(of, story)?.is_some() {
        return Ok(None);
    }
    if let Some(had) = tx.revision_before(of, story, it.position)? {
        let row = tx.wire_at(sequence)?;
        if row.is_none_or(|row| had.next() < row.listed.revision.number) {
            return Ok(None);
        }
    }
    let own = asking.entitlements.iter().find(|own| own.product.name == it.why);
    let terms = own.and_then(|own| own.product.terms.clone());
    let reason =
        Reason { sequence, format: asking.format, kind: it.kind.clone(), why: it.why.clone(), terms };
    Ok(Some((story, reason)))
}
