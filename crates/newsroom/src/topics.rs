//! Which topics does the house keep, what stands in them, and which would suit a draft?
//!
//! A topic is put forward for what the draft says and for what the house did with copy like it, and each comes with its reasons: the
//! same draft beside the same archive is always answered alike.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, OnceLock, PoisonError};

use jiff::tz::TimeZone;
use search::{Document, Watch};
use story::{
    Content, EditionSlug, House, Language, Permission, PublicSequence, Topic, TopicName, TopicSlug,
    media_topics,
};

use crate::house::{fault, required};
use crate::site::page_of;
use crate::views::{DraftFields, Item, Staff};
use crate::{Agency, Error, allow, documents};

/// The most topics that a house keeps.
const MOST: usize = 5_000;
/// The most topics that a story stands in by its own words.
pub(crate) const MOST_SUBJECTS: usize = 20;
/// How many stories like a draft are looked at.
const ALIKE: usize = 20;
/// In how many of them a topic must stand to be put forward for it.
const ALIKE_LEAST: usize = 3;
/// How many topics are put forward.
const MOST_SUGGESTED: usize = 6;

/// A page of a topic in one edition.
#[derive(Clone, Debug)]
pub struct TopicPage {
    /// Which topic.
    pub topic: Topic,
    /// Its stories, the last moved first.
    pub items: Vec<Item>,
    /// Where the next page begins, if there is one.
    pub next: Option<PublicSequence>,
}

/// A topic that may suit a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SuggestedTopic {
    /// Its subject, by code.
    pub subject: String,
    /// What it is called in the draft's language.
    pub name: String,
    /// How a draft names it, in a line of its list.
    pub line: String,
    /// Why it is put forward.
    pub because: Because,
}

/// Why a topic is put forward.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Because {
    /// The draft names it.
    pub is_named: bool,
    /// So many of the stories most like the draft stand in it,
    pub alike: usize,
    /// of so many.
    pub of: usize,
}

impl Agency {
    /// Opens a topic, or changes the names of the one of that word and whether it is closed; its subject stays.
    pub async fn put_topic(&self, who: &Staff, mut topic: Topic, is_new: bool) -> Result<(), Error> {
        allow(who, Permission::Send)?;
        let house = self.house();
        match house.topic(&topic.slug) {
            Some(_) if is_new => return Err(fault("slug", "fault-taken", topic.slug.as_str())),
            Some(known) => (topic.subject, topic.dossier) = (known.subject.clone(), known.dossier),
            None if !is_new => return Err(Error::NotFound),
            None if house.topics.len() >= MOST => return Err(fault("slug", "fault-too-many", "")),
            None => {}
        }
        let own = Topic::own_subject(&topic.slug);
        if topic.subject != own {
            let known = topic.media_topic().filter(|it| it.retired.is_none());
            topic.subject = known.ok_or_else(|| fault("subject", "fault-subject", &topic.subject))?.qcode();
        }
        let other = house.topics.iter().find(|it| it.subject == topic.subject && it.slug != topic.slug);
        if let Some(other) = other {
            return Err(fault("subject", "fault-taken", other.slug.as_str()));
        }
        let mut names: Vec<TopicName> = Vec::new();
        for (at, it) in topic.names.iter().enumerate() {
            if it.name.trim().is_empty() && it.about.trim().is_empty() {
                continue;
            }
            let (name, about) = (required(&format!("name-{at}"), &it.name, 80)?, it.about.trim().to_owned());
            if about.chars().count() > 400 {
                return Err(fault(&format!("about-{at}"), "fault-too-long", &about));
            }
            if names.iter().all(|known| known.language.primary() != it.language.primary()) {
                names.push(TopicName { language: it.language.clone(), name, about });
            }
        }
        if names.is_empty() && topic.subject == own {
            return Err(fault("name-0", "fault-empty", ""));
        }
        topic.names = names;
        let now = self.now();
        self.inner.store.write(move |tx| tx.put_topic(&topic, now)).await?;
        self.reload_house()
    }

    /// A page of a topic in an edition, from its newest or from before a place.
    pub async fn topic(
        &self,
        edition: &EditionSlug,
        slug: &TopicSlug,
        before: Option<PublicSequence>,
    ) -> Result<TopicPage, Error> {
        let house = self.house();
        house.edition(edition).ok_or(Error::NotFound)?;
        let topic = house.topic(slug).ok_or(Error::NotFound)?.clone();
        let (items, next) = page_of(|limit| {
            self.inner.store.read(|tx| tx.newest_about(edition, &topic.subject, before, limit))
        })?;
        Ok(TopicPage { topic, items, next })
    }

    /// Topics that may suit a draft and that it does not have, the likeliest first.
    pub async fn suggested_topics(&self, fields: &DraftFields) -> Result<Vec<SuggestedTopic>, Error> {
        let house = self.house();
        let now = self.now();
        let (content, _) = crate::compose::compose(fields, None, &house, now);
        let language = content.language.clone();
        let mut found: BTreeMap<String, Because> = BTreeMap::new();
        for subject in named_in(&content, &house) {
            found.entry(subject).or_default().is_named = true;
        }
        let alike = self.alike(&content, fields)?;
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for item in &alike {
            for subject in &item.revision.content.subjects {
                *counts.entry(subject).or_default() += 1;
            }
        }
        for (subject, count) in counts {
            let because = found.entry(subject.to_owned()).or_default();
            (because.alike, because.of) = (count, alike.len());
        }
        let is_own = |subject: &str| house.topics.iter().any(|it| it.subject == subject);
        let known: Vec<&String> = content.subjects.iter().collect();
        let mut all: Vec<SuggestedTopic> = found
            .into_iter()
            .filter(|(_, because)| because.is_named || because.alike >= ALIKE_LEAST)
            .filter(|(subject, _)| !known.contains(&subject))
            .filter_map(|(subject, because)| {
                let name = house.subject_name(&subject, &language)?.to_owned();
                let line = subject_shown(&subject, &house, &language);
                Some(SuggestedTopic { subject, name, line, because })
            })
            .collect();
        all.sort_by_key(|it| {
            let weight = it.because.alike * 2
                + usize::from(it.because.is_named) * 5
                + usize::from(is_own(&it.subject)) * 5;
            (std::cmp::Reverse(weight), it.name.clone())
        });
        all.truncate(MOST_SUGGESTED);
        Ok(all)
    }

    /// The public stories whose words are most like those of a headline and its keywords.
    fn alike(&self, content: &Content, fields: &DraftFields) -> Result<Vec<Item>, Error> {
        let said = format!("{} {} {}", content.headline, fields.keywords, content.slugline.replace('-', " "));
        let mut words: Vec<String> = Vec::new();
        for word in said.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase) {
            if word.chars().count() >= 4 && !words.contains(&word) && words.len() < 12 {
                words.push(word);
            }
        }
        if words.is_empty() {
            return Ok(Vec::new());
        }
        let query = search::Query {
            edition: None,
            section: None,
            text: format!("{} language:{}", words.join(" OR "), content.language.primary()),
            zone: TimeZone::UTC,
            order: search::Order::Best,
            limit: ALIKE,
            after: None,
            counts: false,
        };
        let hits = self.find(&query)?;
        Ok(self.inner.store.read(|tx| {
            let listed = hits.hits.iter().filter_map(|hit| tx.listed(hit.story).transpose());
            listed.filter_map(|it| it.map(Item::from_listed).transpose()).collect::<Result<Vec<_>, _>>()
        })?)
    }
}

/// The subject that a line of a draft names: by its code, by the word or a name of a topic of the house, or by a name in the
/// vocabulary.
pub fn subject_named(typed: &str, house: &House) -> Option<String> {
    let typed = typed.trim();
    let is_it = |name: &str| name.to_lowercase() == typed.to_lowercase();
    let own = house.topics.iter().find(|it| {
        it.subject == typed || it.slug.as_str() == typed || it.names.iter().any(|name| is_it(&name.name))
    });
    if let Some(own) = own {
        return Some(own.subject.clone());
    }
    if typed.contains(':') {
        let is_code = typed.split_once(':').is_some_and(|(scheme, code)| {
            let is_word = |text: &str| {
                !text.is_empty()
                    && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
            };
            scheme != story::OWN_SCHEME && is_word(scheme) && is_word(code)
        });
        return match media_topics::find(typed) {
            Some(known) => Some(known.qcode()),
            None => is_code.then(|| typed.to_owned()),
        };
    }
    let standing = media_topics::all().iter().filter(|it| it.retired.is_none());
    standing.clone().find(|it| it.names().any(is_it)).map(media_topics::MediaTopic::qcode)
}

/// How a subject stands in a draft: by its name, where that leads back to it, else by its code.
pub(crate) fn subject_shown(subject: &str, house: &House, language: &Language) -> String {
    let name = house.subject_name(subject, language);
    let leads_back = |name: &&str| subject_named(name, house).is_some_and(|it| it == subject);
    name.filter(leads_back).unwrap_or(subject).to_owned()
}

/// The subjects whose names stand in a story: in its headline or lead, or anywhere where the name is of several words.
fn named_in(content: &Content, house: &House) -> Vec<String> {
    static VOCABULARY: OnceLock<Mutex<HashMap<String, Watch<&'static str>>>> = OnceLock::new();
    let whole = documents::content(content, house);
    let top = Document {
        text: content.lead.as_ref().map(|lead| lead.as_plain().into_owned()).unwrap_or_default(),
        ..whole.clone()
    };
    let language = &content.language;
    let exact = |name: &str| format!("\"{}\"", name.replace('"', " "));
    let mut found = Vec::new();
    let mut own = Watch::new();
    for topic in house.topics.iter().filter(|it| !it.is_closed) {
        own.add(topic.subject.clone(), &exact(topic.name(language)), &TimeZone::UTC);
    }
    found.extend(own.met(&whole).into_iter().cloned());
    let mut vocabularies =
        VOCABULARY.get_or_init(Mutex::default).lock().unwrap_or_else(PoisonError::into_inner);
    let primary = language.primary();
    if media_topics::LANGUAGES.contains(&primary) {
        let vocabulary = vocabularies.entry(primary.to_owned()).or_insert_with(|| {
            let mut watch = Watch::new();
            for topic in media_topics::all().iter().filter(|it| it.retired.is_none()) {
                if let Some(name) = topic.name_in(primary) {
                    watch.add(topic.code, &exact(name), &TimeZone::UTC);
                }
            }
            watch
        });
        let name_of = |code: &str| media_topics::find(code).and_then(|it| it.name_in(primary)).unwrap_or("");
        let anywhere: Vec<&str> = vocabulary.met(&whole).into_iter().copied().collect();
        let above: Vec<&str> = vocabulary.met(&top).into_iter().copied().collect();
        let telling = anywhere.into_iter().filter(|code| above.contains(code) || name_of(code).contains(' '));
        found.extend(telling.filter_map(media_topics::find).map(media_topics::MediaTopic::qcode));
    }
    found.sort();
    found.dedup();
    found
}
