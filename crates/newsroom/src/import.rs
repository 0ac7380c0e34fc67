//! Taking in stories from files of other systems.
//!
//! Each item is known by its own id. Read again unchanged it makes nothing new; with another text it is the next
//! revision of the story it became. Its source, language and time are kept; what is no text is named with the
//! reason, and one bad item never stops the others.

use std::collections::HashSet;

use formats::{Document, Item, SubjectKind};
use futures_util::StreamExt as _;
use futures_util::stream::FuturesOrdered;
use jiff::Timestamp;
use store::Hash;
use story::{
    Content, Dateline, EditionSlug, Language, Permission, Placement, Section, SectionSlug, StoryId, Text,
};

use crate::old_addresses::old_addresses;
use crate::send::{Beside, Sending};
use crate::staff::hash_token;
use crate::views::{Sent, Staff};
use crate::{Agency, Error, allow};

/// A story that was taken.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Taken {
    /// The item's own id.
    pub source: String,
    /// The story it became.
    pub story: StoryId,
    /// Its revision here.
    pub revision: u32,
    /// Its headline.
    pub headline: String,
    /// Where it stands.
    pub path: String,
}

/// What came of a file.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct Imported {
    /// The format's name.
    pub format: String,
    /// What was taken.
    pub taken: Vec<Taken>,
    /// What was left: what, and why.
    pub left: Vec<(String, String)>,
    /// What was noticed.
    pub noticed: Vec<String>,
}

/// What came of one item: its own id, its headline, what it became.
type Came = (String, String, Result<Option<Taken>, Error>);

impl Imported {
    fn note(&mut self, came: Option<Came>, under_way: &mut HashSet<String>) -> Result<(), Error> {
        let Some((id, what, came)) = came else { return Ok(()) };
        under_way.remove(&id);
        match came {
            Ok(Some(taken)) => self.taken.push(taken),
            Ok(None) => self.left.push((what, "it was taken before and has not changed".into())),
            Err(Error::Store(error)) => return Err(error.into()),
            Err(refused) => self.left.push((what, refused.to_string())),
        }
        Ok(())
    }
}

impl Agency {
    /// Takes in what a file holds. Without a section an item goes to the section that one of its categories
    /// names, else to `imported`; a section that is missing is made.
    pub async fn import(
        &self,
        who: &Staff,
        document: Document,
        edition: Option<&EditionSlug>,
        section: Option<&SectionSlug>,
    ) -> Result<Imported, Error> {
        allow(who, Permission::Send)?;
        let house = self.house();
        let edition = match edition {
            Some(slug) => house.edition(slug).ok_or(Error::NotFound)?,
            None => house.home().ok_or(Error::NoEdition)?,
        };
        let format = document.format;
        let mut report = Imported { format: format.clone(), ..Imported::default() };
        report.left.extend(document.left.into_iter().map(|left| (left.what, left.why)));
        report.noticed.extend(document.diagnoses.iter().map(|diagnosis| diagnosis.message.clone()));
        let mut items = document.items;
        // The oldest first, so that the newest stands on top here too.
        items.sort_by_key(|item| item.published.or(item.created).or(item.updated));
        let mut under_way = FuturesOrdered::new();
        let mut ids = HashSet::new();
        for item in items {
            if item.is_withheld() {
                report.left.push((item.title, "its sender withheld or cancelled it".into()));
                continue;
            }
            let section = match section {
                Some(section) => section.clone(),
                None => {
                    named_section(&item, edition).unwrap_or(IMPORTED.parse().map_err(|_| Error::NotFound)?)
                }
            };
            self.make_section(who, &edition.slug, &section).await?;
            let home = Placement { edition: edition.slug.clone(), section };
            // What comes twice waits for what it became.
            while ids.contains(&item.id) || under_way.len() >= TOGETHER {
                report.note(under_way.next().await, &mut ids)?;
            }
            ids.insert(item.id.clone());
            let language = &edition.language;
            let format = format.as_str();
            under_way.push_back(async move {
                let (id, what) = (item.id.clone(), item.title.clone());
                (id, what, self.take(who, (item, format), home, language).await)
            });
        }
        while !under_way.is_empty() {
            report.note(under_way.next().await, &mut ids)?;
        }
        Ok(report)
    }

    pub(crate) async fn make_section(
        &self,
        who: &Staff,
        edition: &EditionSlug,
        slug: &SectionSlug,
    ) -> Result<(), Error> {
        if self.house().edition(edition).is_some_and(|edition| edition.section(slug).is_some()) {
            return Ok(());
        }
        let mut name = slug.as_str().replace('-', " ");
        if let Some(first) = name.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        self.add_section(who, edition, Section { slug: slug.clone(), name, description: String::new() }).await
    }

    async fn take(
        &self,
        who: &Staff,
        (item, format): (Item, &str),
        home: Placement,
        usual: &Language,
    ) -> Result<Option<Taken>, Error> {
        let source = item.id.clone();
        let dated = item.published.or(item.created).or(item.updated);
        let old = old_addresses(&item, format);
        let (content, text) = self.content_of(item, home, usual);
        let known = self.inner.store.read(|tx| tx.import(&source))?;
        let story = match known {
            Some((_, before)) if before == text => return Ok(None),
            known => known.map(|(story, _)| story),
        };
        let headline = content.headline.clone();
        let beside = Beside::Import(source.clone(), text, old);
        let sent = self.send_item(who, content, story, dated, beside).await?;
        let revision = sent.revision.map_or(0, |number| number.0);
        Ok(Some(Taken { source, story: sent.story, revision, headline, path: sent.path }))
    }

    /// What an item says as a story of ours, and the hash by which it is known again.
    pub(crate) fn content_of(&self, item: Item, home: Placement, usual: &Language) -> (Content, Hash) {
        let embargo = item.embargo.filter(|until| *until > self.now());
        let mut content = content(item, home, usual);
        let text = hash_token(
            &serde_json::to_string(&(&content.headline, &content.lead, &content.body)).unwrap_or_default(),
        );
        content.embargo = embargo.map(|until| story::Embargo { until, zone: "UTC".into() });
        (content, text)
    }

    /// Puts what an item says on the wire: a new story, or the next revision of one.
    pub(crate) async fn send_item(
        &self,
        who: &Staff,
        mut content: Content,
        story: Option<StoryId>,
        dated: Option<Timestamp>,
        beside: Beside,
    ) -> Result<Sent, Error> {
        let base = match story {
            Some(story) => {
                let head = self.head_of(story)?;
                content.slugline = head.content.slugline;
                Some(head.number)
            }
            None => None,
        };
        let sending =
            Sending { story, base, kind: None, content, advisory: None, answers: None, beside, dated };
        self.send_content(who, sending).await
    }
}

const IMPORTED: &str = "imported";
/// How many items of a file are on their way to the wire at the same time; they share commits.
const TOGETHER: usize = 64;

/// The section that one of an item's categories names.
fn named_section(item: &Item, edition: &story::Edition) -> Option<SectionSlug> {
    item.subjects.iter().map(|subject| &subject.name).find_map(|category| {
        let slug = formats::address_slug(category);
        let known = edition.sections.iter().find(|section| {
            section.slug.as_str() == slug || section.name.to_lowercase() == category.trim().to_lowercase()
        })?;
        Some(known.slug.clone())
    })
}

fn content(item: Item, home: Placement, usual: &Language) -> Content {
    let language = item.language.as_deref().and_then(|tag| tag.parse().ok()).unwrap_or_else(|| usual.clone());
    let headline: String = item.title.chars().take(250).collect();
    let byline = item.byline.clone().unwrap_or_else(|| item.author_names().join(", "));
    let slugline = item.slugline.unwrap_or_else(|| formats::slugline_of(&headline));
    let mut content = Content::new(
        language,
        if slugline.trim().is_empty() { "imported".into() } else { slugline },
        headline,
    );
    content.placements = vec![home];
    content.body = item.body;
    let first =
        content.body.first().map(|paragraph| paragraph.text.as_plain().into_owned()).unwrap_or_default();
    let around = item.published.unwrap_or_default().to_zoned_datetime(jiff::tz::TimeZone::UTC).date();
    content.dateline =
        item.dateline.as_deref().and_then(|line| Dateline::parse(line, &content.language, around));
    // The dateline that opens the text is set apart, as it is in copy.
    let found = Dateline::find(&first, &content.language, around);
    if let (Some((line, at)), Some(paragraph)) = (found, content.body.first_mut())
        && paragraph.text.runs().len() == 1
    {
        content.dateline = Some(line);
        paragraph.text = Text::plain(&first[at..]);
    }
    if content.body.is_empty() {
        content.lead = item.summary.filter(|text| !text.trim().is_empty()).map(Text::plain);
    }
    content.byline = Some(byline).filter(|names| !names.trim().is_empty());
    content.genre = item.genre;
    content.places = item.located.into_iter().collect();
    content.keywords = item.keywords;
    for subject in item.subjects {
        if let Some(topic) = subject.code.as_deref().and_then(story::media_topics::find) {
            content.subjects.push(topic.qcode());
            continue;
        }
        let place = match subject.kind {
            SubjectKind::Place => &mut content.places,
            SubjectKind::Person => &mut content.people,
            SubjectKind::Organisation => &mut content.organisations,
            SubjectKind::Topic | SubjectKind::Event => &mut content.keywords,
        };
        place.push(subject.name.trim().to_owned());
    }
    for names in [&mut content.places, &mut content.people, &mut content.organisations, &mut content.keywords]
    {
        names.retain(|name| !name.is_empty());
    }
    content.keywords.dedup();
    content.subjects.dedup();
    content.subjects.truncate(crate::topics::MOST_SUBJECTS);
    content.keywords.truncate(20);
    content.urgency = item.urgency.unwrap_or_default();
    content.usage_terms = item.usage;
    content.note = item.note;
    content.origin = item.link;
    content
}
