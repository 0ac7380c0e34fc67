//! Which finished pages are at hand, and which does a public move make stale?
//!
//! A page is rendered on the first request after something it shows has changed, and kept as bytes.
//! Invariants:
//! - a page is dropped only by a tag that it carries, so a move touches no page that does not show it;
//! - a page rendered from what was read before a move is never kept after it: each tag remembers when it
//!   last turned, and a late page is given out once but not kept;
//! - one request renders, the others that want the same page wait for it.

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use jiff::Timestamp;
use newsroom::views::PublicMove;
use story::{EditionSlug, House, SectionSlug, StoryId, subjects_of};

use crate::served::Served;

/// What a page shows, so that it can be dropped when that changes; an outside cache knows the same words.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Tag {
    /// A story: its pages, and each list that names it.
    Story(StoryId),
    /// The front page of an edition.
    Front(EditionSlug),
    /// A section's pages and feeds.
    Section(EditionSlug, SectionSlug),
    /// The pages and feeds of a topic in an edition, by its subject.
    Topic(EditionSlug, String),
    /// The newest moves of an edition, wherever they are listed.
    Newsfeed(EditionSlug),
    /// The list of corrections of an edition.
    Corrections(EditionSlug),
    /// What is read most, wherever it is listed.
    MostRead,
    /// What is said of a story: its discussion, and wherever it is counted.
    Discussion(StoryId),
}

impl fmt::Display for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Tag::Story(id) => write!(f, "story:{id}"),
            Tag::Discussion(story) => write!(f, "discussion:{story}"),
            Tag::MostRead => f.write_str("most-read"),
            Tag::Front(edition) => write!(f, "front:{edition}"),
            Tag::Section(edition, section) => write!(f, "section:{edition}/{section}"),
            Tag::Topic(edition, subject) => write!(f, "topic:{edition}/{subject}"),
            Tag::Newsfeed(edition) => write!(f, "newsfeed:{edition}"),
            Tag::Corrections(edition) => write!(f, "corrections:{edition}"),
        }
    }
}

/// What a public move changes: the story's own pages, and every list in which it stands or stood.
pub fn tags_of(public: &PublicMove) -> Vec<Tag> {
    let mut tags = vec![Tag::Story(public.story)];
    let now = public.item.iter().flat_map(|item| &item.revision.content.placements);
    // A topic that it left has it on its pages by its own tag.
    let subjects = public.item.as_ref().map(|item| subjects_of(&item.revision.content)).unwrap_or_default();
    for placement in public.placements.iter().chain(now) {
        let edition = &placement.edition;
        for tag in [
            Tag::Section(edition.clone(), placement.section.clone()),
            Tag::Front(edition.clone()),
            Tag::Newsfeed(edition.clone()),
            Tag::Corrections(edition.clone()),
        ] {
            if !tags.contains(&tag) {
                tags.push(tag);
            }
        }
        tags.extend(subjects.iter().map(|subject| Tag::Topic(edition.clone(), subject.clone())));
    }
    tags
}

/// A page as a renderer hands it over.
#[derive(Debug)]
pub struct Rendered {
    /// The answer.
    pub served: Served,
    /// What it shows.
    pub tags: Vec<Tag>,
    /// When it says something else of itself, without any move (a date line at midnight).
    pub until: Option<Timestamp>,
}

#[derive(Debug)]
struct Kept {
    served: Arc<Served>,
    tags: Vec<Tag>,
    until: Option<Timestamp>,
}

#[derive(Debug, Default)]
struct Shelf {
    kept: HashMap<String, Kept>,
    by_tag: HashMap<Tag, HashSet<String>>,
    /// At which turn a tag last changed; older ones than `floor` are forgotten.
    turned: HashMap<Tag, u64>,
    floor: u64,
    turn: u64,
    bytes: usize,
    house: Option<Arc<House>>,
}

impl Shelf {
    fn drop_page(&mut self, key: &str) {
        let Some(page) = self.kept.remove(key) else { return };
        self.bytes -= page.served.bytes().len();
        for tag in &page.tags {
            if let Some(keys) = self.by_tag.get_mut(tag) {
                keys.remove(key);
                if keys.is_empty() {
                    self.by_tag.remove(tag);
                }
            }
        }
    }

    fn clear(&mut self) {
        self.kept.clear();
        self.by_tag.clear();
        self.turned.clear();
        self.turn += 1;
        self.floor = self.turn;
        self.bytes = 0;
    }

    fn is_stale(&self, tags: &[Tag], since: u64) -> bool {
        since < self.floor || tags.iter().any(|tag| self.turned.get(tag).is_some_and(|turn| *turn > since))
    }
}

/// The finished pages.
#[derive(Debug)]
pub struct Pages {
    shelf: RwLock<Shelf>,
    rendering: Mutex<HashMap<String, Arc<tokio::sync::Mutex<()>>>>,
    limit: usize,
}

/// The most tags whose last turn is remembered; beyond it, pages under way are simply not kept.
const MOST_TURNS: usize = 20_000;

impl Pages {
    /// An empty shelf that holds at most `limit` bytes of pages.
    pub fn new(limit: usize) -> Self {
        Pages { shelf: RwLock::default(), rendering: Mutex::default(), limit }
    }

    /// The page kept under a key, if it still holds.
    pub fn find(&self, key: &str, house: &Arc<House>, now: Timestamp) -> Option<Arc<Served>> {
        let shelf = self.shelf.read().unwrap_or_else(PoisonError::into_inner);
        if !shelf.house.as_ref().is_some_and(|known| Arc::ptr_eq(known, house)) {
            return None;
        }
        let page = shelf.kept.get(key)?;
        page.until.is_none_or(|until| now < until).then(|| page.served.clone())
    }

    /// The page kept under a key, or the one that `render` makes.
    pub async fn find_or<E>(
        &self,
        key: &str,
        house: &Arc<House>,
        now: Timestamp,
        render: impl Future<Output = Result<Rendered, E>>,
    ) -> Result<Arc<Served>, E> {
        if let Some(page) = self.find(key, house, now) {
            return Ok(page);
        }
        let turn = {
            let mut rendering = self.rendering.lock().unwrap_or_else(PoisonError::into_inner);
            rendering.entry(key.to_owned()).or_default().clone()
        };
        let held = turn.lock().await;
        let answer = match self.find(key, house, now) {
            Some(page) => Ok(page),
            None => {
                metrics::counter!("dateline_pages_made_total").increment(1);
                let since = self.begin(house);
                render.await.map(|page| self.keep(key, page, since))
            }
        };
        drop(held);
        let mut rendering = self.rendering.lock().unwrap_or_else(PoisonError::into_inner);
        if Arc::strong_count(&turn) <= 2 {
            rendering.remove(key);
        }
        answer
    }

    /// Notes that what these tags name has changed.
    pub fn turn(&self, tags: &[Tag]) {
        let mut shelf = self.shelf.write().unwrap_or_else(PoisonError::into_inner);
        shelf.turn += 1;
        let turn = shelf.turn;
        for tag in tags {
            for key in shelf.by_tag.get(tag).cloned().unwrap_or_default() {
                shelf.drop_page(&key);
            }
            shelf.turned.insert(tag.clone(), turn);
        }
        if shelf.turned.len() > MOST_TURNS {
            shelf.turned.clear();
            shelf.floor = turn;
        }
    }

    /// The keys of the pages at hand, for tests and for the operator.
    pub fn keys(&self) -> Vec<String> {
        self.shelf.read().unwrap_or_else(PoisonError::into_inner).kept.keys().cloned().collect()
    }

    fn begin(&self, house: &Arc<House>) -> u64 {
        let mut shelf = self.shelf.write().unwrap_or_else(PoisonError::into_inner);
        if !shelf.house.as_ref().is_some_and(|known| Arc::ptr_eq(known, house)) {
            shelf.clear();
            shelf.house = Some(house.clone());
        }
        shelf.turn
    }

    fn keep(&self, key: &str, page: Rendered, since: u64) -> Arc<Served> {
        let served = Arc::new(page.served);
        let size = served.bytes().len();
        let mut shelf = self.shelf.write().unwrap_or_else(PoisonError::into_inner);
        if size > self.limit / 4 || shelf.is_stale(&page.tags, since) {
            return served;
        }
        shelf.drop_page(key);
        while shelf.bytes + size > self.limit {
            let Some(oldest) = shelf.kept.keys().next().cloned() else { break };
            shelf.drop_page(&oldest);
        }
        for tag in &page.tags {
            shelf.by_tag.entry(tag.clone()).or_default().insert(key.to_owned());
        }
        shelf.bytes += size;
        shelf
            .kept
            .insert(key.to_owned(), Kept { served: served.clone(), tags: page.tags, until: page.until });
        served
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;
    use std::convert::Infallible;

    fn house() -> Arc<House> {
        Arc::new(House {
            name: "Meridian".into(),
            four_eyes: false,
            second_factor: false,
            editions: Vec::new(),
            topics: Vec::new(),
        })
    }

    fn front() -> Tag {
        Tag::Front("en".parse().unwrap())
    }

    fn page(text: &str, tags: Vec<Tag>) -> Result<Rendered, Infallible> {
        Ok(Rendered { served: Served::html(text.to_owned()), tags, until: None })
    }

    async fn get(pages: &Pages, key: &str, house: &Arc<House>, text: &str, tags: Vec<Tag>) -> String {
        let served =
            pages.find_or(key, house, Timestamp::UNIX_EPOCH, async { page(text, tags) }).await.unwrap();
        String::from_utf8(served.bytes().to_vec()).unwrap()
    }

    #[tokio::test]
    async fn a_move_drops_the_pages_that_show_it_and_no_others() {
        let (pages, house) = (Pages::new(1 << 20), house());
        let (one, two) = (
            Tag::Story(StoryId::new(Timestamp::UNIX_EPOCH)),
            Tag::Story(StoryId::new(Timestamp::UNIX_EPOCH)),
        );
        get(&pages, "a", &house, "a", vec![front(), one.clone()]).await;
        get(&pages, "b", &house, "b", vec![two]).await;
        pages.turn(&[one]);
        assert_eq!(pages.keys(), ["b"]);
        assert_eq!(get(&pages, "a", &house, "new", vec![]).await, "new");
        assert_eq!(get(&pages, "b", &house, "new", vec![]).await, "b");
    }

    #[tokio::test]
    async fn a_page_read_before_a_move_is_not_kept_after_it() {
        let (pages, house) = (Pages::new(1 << 20), house());
        let served = pages
            .find_or("a", &house, Timestamp::UNIX_EPOCH, async {
                pages.turn(&[front()]);
                page("old", vec![front()])
            })
            .await
            .unwrap();
        assert_eq!(&served.bytes()[..], b"old");
        assert!(pages.keys().is_empty());
    }

    #[tokio::test]
    async fn a_page_ends_at_its_instant_and_with_its_house() {
        let (pages, house) = (Pages::new(1 << 20), house());
        let until = Timestamp::from_second(100).unwrap();
        pages
            .find_or("a", &house, Timestamp::UNIX_EPOCH, async {
                page("x", vec![]).map(|page| Rendered { until: Some(until), ..page })
            })
            .await
            .unwrap();
        assert!(pages.find("a", &house, Timestamp::from_second(99).unwrap()).is_some());
        assert!(pages.find("a", &house, until).is_none());
        let renamed = Arc::new(House { name: "Other".into(), ..(*house).clone() });
        assert!(pages.find("a", &renamed, Timestamp::UNIX_EPOCH).is_none());
    }

    #[tokio::test]
    async fn the_shelf_stays_below_its_limit() {
        let (pages, house) = (Pages::new(1000), house());
        for n in 0..50 {
            get(&pages, &format!("{n}"), &house, &"x".repeat(100), vec![front()]).await;
        }
        assert!(pages.keys().len() <= 10 && !pages.keys().is_empty());
        pages.turn(&[front()]);
        assert!(pages.keys().is_empty());
    }
}
