//! What does a search find, in which order, and how much of what?

use std::cmp::Reverse;
use std::fmt;
use std::str::FromStr;

use jiff::tz::TimeZone;
use story::{EditionSlug, SectionSlug, ShortId, StoryId};
use tantivy::collector::sort_key::SortByStaticFastValue;
use tantivy::collector::{FilterCollector, TopDocs};
use tantivy::fieldnorm::FieldNormReader;
use tantivy::query::{Bm25Weight, EnableScoring, Query as Sought};
use tantivy::schema::{Field, Value};
use tantivy::{DocAddress, DocSet as _, Order as Direction, Searcher, TERMINATED, TantivyDocument, Term};

use crate::document::{Document, PUBLISHED, TIE, end_of, period_of, tie_of};
use crate::facets::Counts;
use crate::query::{self, Part, Wish};
use crate::recent::View;
use crate::sought::{Seeker, in_one_of, within};
use crate::words::{Analysers, Token, one_spelling};
use crate::{Index, SearchError};

/// The most hits on one page.
const MOST_HITS: usize = 100;
/// Deeper among the best is not read: nobody does, and each page costs as much as all before it.
const DEEPEST: usize = 10_000;
/// Beyond so many, hits are not counted: nobody reads them all.
pub const MOST_COUNTED: usize = 10_000;
/// So few are put in order all together.
const FEW: usize = 2000;
/// So many periods are looked at together; what is older than that is put in order all together.
const MOST_PERIODS: i64 = 256;

/// In which order hits come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// What was published last, first.
    #[default]
    Newest,
    /// What fits best, first.
    Best,
}

/// What a reader asks for.
#[derive(Clone, Debug)]
pub struct Query {
    /// In one edition, or in all.
    pub edition: Option<EditionSlug>,
    /// In one section of that edition (ignored without an edition).
    pub section: Option<SectionSlug>,
    /// As typed: words, `"phrases"`, `this OR that`, `-not this`, `begin*`, `(…)`, `headline:…`, `after:2026-10-31`. Blank finds
    /// nothing.
    pub text: String,
    /// Where the days of the text begin.
    pub zone: TimeZone,
    /// Newest or best first.
    pub order: Order,
    /// At most so many hits, up to 100.
    pub limit: usize,
    /// Where the page before ended; one of another order is the first page.
    pub after: Option<After>,
    /// Whether it is told how many of the hits stand where.
    pub counts: bool,
}

/// Where a page ends. As text it is letters, digits and points, for addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum After {
    /// The last story, newest first: when it was published, its order within that instant, and how many of that instant were told.
    Newest(i64, u64, usize),
    /// So many of the best.
    Best(usize),
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hits {
    /// How many in all; so many at the least where they are [`MOST_COUNTED`].
    pub total: usize,
    /// Those on this page.
    pub hits: Vec<Hit>,
    /// What `after` is on the next page; none on the last.
    pub next: Option<After>,
    /// How many of all stand where, if that was asked for; only where there is a choice.
    pub counts: Counts,
}

/// A story that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// Which story.
    pub story: StoryId,
    /// The id in its address.
    pub short_id: ShortId,
    /// How well it fits; 0 where newest come first.
    pub score: f32,
}

impl fmt::Display for After {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            After::Newest(published, tie, told) => write!(f, "n{published}.{tie:x}.{told}"),
            After::Best(told) => write!(f, "b{told}"),
        }
    }
}

impl FromStr for After {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let read = || match text.split_at_checked(1)? {
            ("b", told) => Some(After::Best(told.parse().ok()?)),
            ("n", rest) => {
                let mut parts = rest.split('.');
                let (published, tie, told) = (parts.next()?, parts.next()?, parts.next()?);
                let tie = u64::from_str_radix(tie, 16).ok()?;
                Some(After::Newest(published.parse().ok()?, tie, told.parse().ok()?))
            }
            _ => None,
        };
        read().ok_or(())
    }
}

/// When a hit was published, its order within that instant, and where the engine has it.
type Dated = (i64, u64, DocAddress);

/// A hit, and what orders it.
struct Found {
    hit: Hit,
    published: i64,
}

impl Found {
    /// Lower comes first.
    fn newest(&self) -> (Reverse<i64>, Reverse<u64>) {
        (Reverse(self.published), Reverse(tie_of(self.hit.story)))
    }
}

impl Index {
    /// Finds stories, also those that were put a moment ago. Whatever the text is, it is no error.
    pub fn search(&self, asked: &Query) -> Result<Hits, SearchError> {
        let Some(wish) = query::parse(&one_spelling(&asked.text), &asked.zone) else {
            return Ok(Hits::default());
        };
        // What was put first, then the files: what is on its way from there to here is in both, and counts once.
        let recent = self.recent();
        let searcher = self.searcher();
        let mut analysers = Analysers::new();
        let fresh = self.fresh(asked, &wish, &recent, &searcher, &mut analysers);
        let wanted = Seeker::new(self.fields(), &searcher, &mut analysers)?.query(&wish);
        let filters =
            asked.edition.iter().map(|it| self.fields().of_place(it, asked.section.as_ref())).collect();
        let without = recent
            .iter()
            .filter(|(_, noted)| noted.is_in_files)
            .map(|(story, _)| self.fields().of_story(*story))
            .collect();
        let wanted = within(wanted, filters, without);

        let limit = asked.limit.clamp(1, MOST_HITS);
        let kept = count(&*wanted, &searcher)?;
        let total = (kept + fresh.len()).min(MOST_COUNTED);
        let counts = if asked.counts {
            self.counts(&*wanted, &searcher, fresh.iter().map(|(_, document)| *document))?
        } else {
            Vec::new()
        };
        let fresh = fresh.into_iter().map(|(found, _)| found).collect();
        let mut hits = match asked.order {
            Order::Newest if kept <= FEW => {
                let sorted = |most, last| newest_of(&*wanted, &searcher, most, last);
                self.newest(sorted, &searcher, fresh, limit, asked.after)?
            }
            Order::Newest => {
                let sorted = |most, last| self.newest_by_periods(&*wanted, &searcher, most, last);
                self.newest(sorted, &searcher, fresh, limit, asked.after)?
            }
            Order::Best => self.best(&*wanted, &searcher, fresh, limit, (asked.after, total))?,
        };
        hits.total = total;
        hits.counts = counts;
        Ok(hits)
    }

    /// What was put lately and meets the wish.
    fn fresh<'a>(
        &self,
        asked: &Query,
        wish: &Wish,
        recent: &'a View,
        searcher: &Searcher,
        analysers: &mut Analysers,
    ) -> Vec<(Found, &'a Document)> {
        let weigh = |part: Part, read_by: usize, words: &[Token], count: u32, length: u32| {
            let field = self.fields().of_part(part, read_by);
            field.map_or(0.0, |field| weight(searcher, field, words, count, length).unwrap_or(0.0))
        };
        let is_meant = |document: &Document| {
            asked.edition.as_ref().is_none_or(|edition| document.stands_in(edition, asked.section.as_ref()))
        };
        let mut found = Vec::new();
        for fresh in
            recent.iter().filter_map(|(_, noted)| noted.fresh.as_ref()).filter(|it| is_meant(&it.document))
        {
            let analysed = fresh.analysed(analysers);
            let met = match asked.order {
                Order::Best => analysed.meets(wish, analysers, &weigh),
                Order::Newest => analysed.meets(wish, analysers, &|_, _, _, _, _| 0.0),
            };
            if let Some(score) = met {
                let document = &fresh.document;
                let hit = Hit { story: document.story, short_id: document.short_id, score };
                found.push((Found { hit, published: document.published }, document));
            }
        }
        found
    }

    /// A page of the newest; `sorted` gives so many of those in files, from an instant back.
    fn newest(
        &self,
        sorted: impl Fn(usize, i64) -> Result<Vec<Dated>, SearchError>,
        searcher: &Searcher,
        mut fresh: Vec<Found>,
        limit: usize,
        after: Option<After>,
    ) -> Result<Hits, SearchError> {
        let (last, tie, told) = match after {
            Some(After::Newest(published, tie, told)) => (published, tie, told.min(DEEPEST)),
            _ => (i64::MAX, u64::MAX, 0),
        };
        let is_after = |published: i64, of: u64| (published, of) < (last, tie);
        // One more than the page has, and those of the last instant that were told already.
        let found = sorted(limit + 1 + told, last)?;
        fresh.retain(|it| is_after(it.published, tie_of(it.hit.story)));
        for (published, tie, at) in found {
            if is_after(published, tie)
                && let Some(hit) = self.hit(searcher, at, 0.0)?
            {
                fresh.push(Found { hit, published });
            }
        }
        fresh.sort_by_key(Found::newest);
        let is_more = fresh.len() > limit;
        fresh.truncate(limit);
        let next = fresh.last().filter(|_| is_more).map(|end| {
            let here = fresh.iter().filter(|it| it.published == end.published).count();
            // Where the page before ended in the same instant, those count too.
            let before = if end.published == last { told } else { 0 };
            After::Newest(end.published, tie_of(end.hit.story), here + before)
        });
        Ok(Hits { hits: fresh.into_iter().map(|it| it.hit).collect(), next, ..Hits::default() })
    }

    /// The newest of many: a period after the other, since the index knows what a period has, so that what is older is not looked at.
    fn newest_by_periods(
        &self,
        wanted: &dyn Sought,
        searcher: &Searcher,
        most: usize,
        last: i64,
    ) -> Result<Vec<Dated>, SearchError> {
        let (mut first, mut newest) = (i64::MAX, i64::MIN);
        for segment in searcher.segment_readers() {
            let published = segment.fast_fields().i64(PUBLISHED)?;
            first = first.min(period_of(published.min_value()));
            newest = newest.max(period_of(published.max_value()));
        }
        let (mut period, mut together) = (newest.min(period_of(last)), 1);
        let mut found = Vec::new();
        while found.len() < most && period >= first {
            if together > MOST_PERIODS {
                let last = last.min(end_of(period));
                found.extend(newest_of(wanted, searcher, most - found.len(), last)?);
                break;
            }
            let from = (period - together + 1).max(first);
            let periods = (from..=period).map(|period| self.fields().of_period(period));
            found.extend(newest_of(&*in_one_of(wanted, periods), searcher, most - found.len(), last)?);
            (period, together) = (from - 1, together * 2);
        }
        Ok(found)
    }

    /// A page of the best.
    fn best(
        &self,
        wanted: &dyn Sought,
        searcher: &Searcher,
        mut fresh: Vec<Found>,
        limit: usize,
        (after, all): (Option<After>, usize),
    ) -> Result<Hits, SearchError> {
        let told = match after {
            Some(After::Best(told)) => told,
            _ => 0,
        };
        if told > DEEPEST {
            return Ok(Hits::default());
        }
        // However many of the fresh come before, these are all that can stand on this page.
        let left_out = told.saturating_sub(fresh.len());
        let top = TopDocs::with_limit(limit + told - left_out).and_offset(left_out).order_by_score();
        for (score, at) in searcher.search(wanted, &top)? {
            if let Some(hit) = self.hit(searcher, at, score)? {
                fresh.push(Found { hit, published: 0 });
            }
        }
        fresh.sort_by(|a, b| b.hit.score.total_cmp(&a.hit.score));
        let hits: Vec<Hit> = fresh.into_iter().skip(told - left_out).take(limit).map(|it| it.hit).collect();
        let end = told + hits.len();
        let next = (end < all && end <= DEEPEST && !hits.is_empty()).then_some(After::Best(end));
        Ok(Hits { hits, next, ..Hits::default() })
    }

    fn hit(&self, searcher: &Searcher, at: DocAddress, score: f32) -> Result<Option<Hit>, SearchError> {
        let entry: TantivyDocument = searcher.doc(at)?;
        let word = |field| entry.get_first(field).and_then(|value| value.as_str());
        let story = word(self.fields().story).and_then(|id| id.parse().ok());
        let short_id = word(self.fields().short_id).and_then(|id| id.parse().ok());
        Ok(story.zip(short_id).map(|(story, short_id)| Hit { story, short_id, score }))
    }
}

/// How many hits there are in files, up to [`MOST_COUNTED`].
fn count(wanted: &dyn Sought, searcher: &Searcher) -> Result<usize, SearchError> {
    let weight = wanted.weight(EnableScoring::disabled_from_searcher(searcher))?;
    let mut count = 0;
    for segment in searcher.segment_readers() {
        let mut hits = weight.scorer(segment, 1.0)?;
        let mut at = hits.doc();
        while at != TERMINATED {
            count += usize::from(segment.alive_bitset().is_none_or(|alive| alive.is_alive(at)));
            if count == MOST_COUNTED {
                return Ok(count);
            }
            at = hits.advance();
        }
    }
    Ok(count)
}

/// The newest so many of all that were published until an instant.
fn newest_of(
    wanted: &dyn Sought,
    searcher: &Searcher,
    most: usize,
    last: i64,
) -> Result<Vec<Dated>, SearchError> {
    let top = TopDocs::with_limit(most).order_by((
        (SortByStaticFastValue::<i64>::for_field(PUBLISHED), Direction::Desc),
        (SortByStaticFastValue::<u64>::for_field(TIE), Direction::Desc),
    ));
    let found = if last == i64::MAX {
        searcher.search(wanted, &top)?
    } else {
        searcher.search(wanted, &FilterCollector::new(PUBLISHED.into(), move |at: i64| at <= last, top))?
    };
    Ok(found.into_iter().filter_map(|((published, tie), at)| Some((published?, tie?, at))).collect())
}

/// What words weigh by the engine's own measure (BM25), in a story it does not have.
fn weight(
    searcher: &Searcher,
    field: Field,
    words: &[Token],
    count: u32,
    length: u32,
) -> tantivy::Result<f32> {
    // The engine counts one for what begins so.
    if words.iter().any(|word| word.is_beginning) || searcher.num_docs() == 0 {
        return Ok(1.0);
    }
    let terms: Vec<Term> = words.iter().map(|word| Term::from_field_text(field, &word.word)).collect();
    let weight =
        Bm25Weight::for_terms(searcher, &terms)?.score(FieldNormReader::fieldnorm_to_id(length), count);
    Ok(if weight.is_finite() { weight } else { 1.0 })
}
