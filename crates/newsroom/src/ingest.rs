//! Copy of others comes in: an item becomes a story, a draft or nothing, once.
//!
//! An item is known by its source and its own id. The same text again makes nothing new; a newer version is the next
//! revision of what it became; an older one is noted and not shown; an id that comes back with another text is never
//! dropped. A kill reaches what the item became, and only that: an item without an id kills nothing.

use formats::{Document, Item};
use jiff::SignedDuration;
use jiff::tz::TimeZone;
use store::{Arrival, RoutingRule, Source};
use story::filter::Sample;
use story::{Becomes, Content, DeskId, Filter, Kind, Placement, SectionSlug, Shingles, Urgency};

use crate::compose::fields_of;
use crate::send::Beside;
use crate::staff::hash_token;
use crate::views::Staff;
use crate::wire_client::changed;
use crate::{Agency, Error};

/// How far back another source is looked at for nearly the same.
const LATELY: SignedDuration = SignedDuration::from_hours(72);

/// What came of a file, in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Took {
    /// Items that became a story or a revision.
    pub stories: usize,
    /// Items that became a draft.
    pub drafts: usize,
    /// Items that were noted and left: by a rule, because they are older, or because they were refused.
    pub left: usize,
    /// Items that were here before, unchanged.
    pub known: usize,
}

/// Where an item goes.
struct Route {
    section: SectionSlug,
    becomes: Becomes,
    desk: Option<DeskId>,
    urgency: Option<Urgency>,
    why: String,
}

impl Took {
    /// Both together.
    pub(crate) fn and(self, more: Took) -> Took {
        Took {
            stories: self.stories + more.stories,
            drafts: self.drafts + more.drafts,
            left: self.left + more.left,
            known: self.known + more.known,
        }
    }

    /// In words.
    pub(crate) fn said(self) -> String {
        let Took { stories, drafts, left, known } = self;
        format!("{stories} on the wire, {drafts} drafts, {left} left, {known} known")
    }
}

impl Agency {
    /// Takes in what a source gave.
    pub(crate) async fn take_in(&self, source: &Source, document: Document) -> Result<Took, Error> {
        let who = self.machine("ingest", "Ingest").await?;
        let rules = self.inner.store.read(|tx| tx.routing_rules())?;
        let mut took = Took::default();
        let mut items = document.items;
        // The oldest first, so that the newest stands on top here too.
        items.sort_by_key(|item| item.updated.or(item.published).or(item.created));
        for item in items {
            match self.take_item(&who, source, &rules, item).await? {
                Some("story" | "withdrawn") => took.stories += 1,
                Some("draft") => took.drafts += 1,
                Some(_) => took.left += 1,
                None => took.known += 1,
            }
        }
        Ok(took)
    }

    /// Takes in an item: what became of it; nothing where it was here before.
    async fn take_item(
        &self,
        who: &Staff,
        source: &Source,
        rules: &[RoutingRule],
        item: Item,
    ) -> Result<Option<&'static str>, Error> {
        let house = self.house();
        let edition = house.edition(&source.edition).or_else(|| house.home()).ok_or(Error::NoEdition)?;
        let (version, updated_at) = (item.version, item.updated.or(item.published));
        let (is_kill, advisory, has_id) = (item.is_withheld(), item.advisory.clone(), !item.id.is_empty());
        let note = item.note.clone();
        let home = Placement { edition: edition.slug.clone(), section: source.section.clone() };
        let key = if has_id { item.id.clone() } else { format!("untitled {}", item.title) };
        let (mut content, mut text) = self.content_of(item, home, &edition.language);
        if is_kill {
            text = hash_token(&format!("{} withheld {version:?}", store::hex(&text)));
        }
        let last = self.inner.store.read(|tx| tx.arrived(source.id, &key))?;
        let mut arrival = Arrival {
            source: source.id,
            item: key.clone(),
            version,
            updated_at,
            text,
            headline: content.headline.clone(),
            at: self.now(),
            outcome: String::new(),
            why: String::new(),
            story: last.as_ref().and_then(|last| last.story),
            draft: last.as_ref().and_then(|last| last.draft),
            shingles: Shingles::of(&content),
        };
        if let Some(last) = &last {
            if last.text == text {
                return Ok(None);
            }
            if is_older((version, updated_at), (last.version, last.updated_at)) {
                if self.inner.store.read(|tx| tx.arrived_late(source.id, &key, text))? {
                    return Ok(None);
                }
                arrival.why = "a newer version came before it".into();
                return self.note_arrival(arrival, "older").await;
            }
        }
        if is_kill {
            return self.take_kill(who, source, arrival, note.filter(|_| has_id)).await;
        }
        let Route { section, mut becomes, desk, urgency, why } = self.route(source, rules, &content);
        content.placements = vec![Placement { edition: edition.slug.clone(), section: section.clone() }];
        arrival.why = why;
        content.urgency = urgency.unwrap_or(content.urgency);
        // What another source brought already is looked at by somebody before it stands on the wire twice.
        if last.is_none()
            && becomes != Becomes::Nothing
            && let Some(twin) = self.twin(&arrival, &content)?
        {
            (arrival.why, becomes) = (twin, Becomes::Draft);
        }
        match becomes {
            Becomes::Nothing => self.note_arrival(arrival, "nothing").await,
            Becomes::Draft => {
                let fields = fields_of(&content, &house);
                let draft = self.begin(who, arrival.story, Some(fields)).await?;
                // It waits in the queue of its desk, like whatever a writer files.
                if let Some(desk) = desk.or_else(|| self.draft_row(draft).ok()?.desk.map(|(desk, _)| desk)) {
                    self.file(who, draft, desk).await?;
                }
                arrival.draft = Some(draft);
                self.note_arrival(arrival, "draft").await
            }
            Becomes::Story => {
                self.make_section(who, &edition.slug, &section).await?;
                arrival.outcome = "story".into();
                let beside = Beside::Arrival(Box::new(arrival.clone()), advisory);
                match self.send_item(who, content, arrival.story, None, beside).await {
                    Ok(_) => Ok(Some("story")),
                    Err(Error::Store(error)) => Err(error.into()),
                    Err(refused) => {
                        arrival.why = refused.to_string();
                        self.note_arrival(arrival, "refused").await
                    }
                }
            }
        }
    }

    /// A kill of an item: what it became is withdrawn, where it stands on the wire.
    async fn take_kill(
        &self,
        who: &Staff,
        source: &Source,
        mut arrival: Arrival,
        note: Option<String>,
    ) -> Result<Option<&'static str>, Error> {
        let Some(story) = arrival.story else {
            arrival.why = "its sender withdrew it, and nothing of it stands here".into();
            return self.note_arrival(arrival, "nothing").await;
        };
        let reason = note.filter(|note| !note.trim().is_empty());
        let reason = reason.unwrap_or_else(|| format!("{} withdrew it.", source.name));
        match self.withdraw(who, story, &reason).await {
            Ok(_) => self.note_arrival(arrival, "withdrawn").await,
            Err(Error::Store(error)) => Err(error.into()),
            Err(refused) => {
                arrival.why = refused.to_string();
                self.note_arrival(arrival, "refused").await
            }
        }
    }

    async fn note_arrival(
        &self,
        arrival: Arrival,
        outcome: &'static str,
    ) -> Result<Option<&'static str>, Error> {
        let arrival = Arrival { outcome: outcome.into(), ..arrival };
        self.inner.store.write(move |tx| tx.arrive(&arrival)).await?;
        Ok(Some(outcome))
    }

    /// That another source brought nearly the same, and what differs.
    fn twin(&self, arrival: &Arrival, content: &Content) -> Result<Option<String>, Error> {
        let after = arrival.at - LATELY;
        let found = self.inner.store.read(|tx| -> Result<_, Error> {
            let all = tx.arrivals_elsewhere(after, arrival.source)?;
            let Some(twin) = all.into_iter().find(|other| other.shingles.is_like(&arrival.shingles)) else {
                return Ok(None);
            };
            let from = tx.source(twin.source)?.map(|source| source.name).unwrap_or_default();
            Ok(Some((twin, from)))
        })?;
        let Some((twin, from)) = found else { return Ok(None) };
        let mut said = format!("nearly the same as “{}” of {from}", twin.headline);
        if let Some(head) = twin.story.map(|story| self.head_of(story)).transpose()? {
            let (line, _) = changed(&head.content, content);
            said.push_str(
                &line.map_or_else(|| ", without a difference".into(), |line| format!(", beside it {line}")),
            );
        }
        Ok(Some(said))
    }

    /// Where an item goes, and what becomes of it: by the first rule that means it, else as its source says.
    fn route(&self, source: &Source, rules: &[RoutingRule], content: &Content) -> Route {
        let house = self.house();
        let zone = house.edition(&source.edition).map(|edition| edition.zone.as_str());
        let zone = zone.and_then(|zone| TimeZone::get(zone).ok()).unwrap_or(TimeZone::UTC);
        let at = self.now().to_zoned_datetime(zone);
        let sample = Sample { content, kind: Kind::New, at: &at };
        for rule in rules {
            if rule.filter.parse::<Filter>().is_ok_and(|filter| filter.matches(&sample)) {
                return Route {
                    section: rule.section.clone(),
                    becomes: rule.becomes,
                    desk: rule.desk.or(source.desk),
                    urgency: rule.urgency.and_then(|urgency| urgency.to_string().parse().ok()),
                    why: format!("rule {}: {}", rule.place, rule.filter),
                };
            }
        }
        Route {
            section: source.section.clone(),
            becomes: source.becomes,
            desk: source.desk,
            urgency: None,
            why: String::new(),
        }
    }
}

/// Whether a version is older than another, by their numbers, else by their instants.
fn is_older<T: Ord>(one: (Option<u64>, Option<T>), other: (Option<u64>, Option<T>)) -> bool {
    match (one, other) {
        ((Some(one), _), (Some(other), _)) if one != other => one < other,
        ((_, Some(one)), (_, Some(other))) => one < other,
        _ => false,
    }
}
