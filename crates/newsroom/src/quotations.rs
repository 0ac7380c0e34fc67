//! Who said what, when, in which story: kept a moment behind the wire, of what is public only.

use std::time::Duration;

use copydesk::Ran;
use jiff::tz::TimeZone;
use store::{LastSaid, QuotationRow, StoreError};
use story::{Content, EditionSlug, StoryId};

use crate::site::author_slug;
use crate::views::Item;
use crate::{Agency, Error};

/// How many entries are looked at together.
const BATCH: u32 = 300;
/// How long what moved waits for what comes behind it.
const RESTS: Duration = Duration::from_millis(500);
/// How many stand on a page.
const PER_PAGE: usize = 30;
/// In how many of the stories that a search finds quotations are looked for.
const LOOKED_IN: usize = 100;
/// How many of somebody's quotations a draft's are held against.
const HELD_AGAINST: u32 = 200;
/// From which likeness on a quotation is one that ran before in other words.
const ALIKE: f64 = 0.7;

/// What somebody said.
#[derive(Clone, Debug)]
pub struct SaidIn {
    /// Who, in what words.
    pub quotation: QuotationRow,
    /// In which story.
    pub item: Item,
}

/// A page of quotations, the last first.
#[derive(Clone, Debug)]
pub struct SaidPage {
    /// The quotations.
    pub said: Vec<SaidIn>,
    /// Behind what the next page begins, if there is one.
    pub next: Option<LastSaid>,
}

impl Agency {
    pub(crate) async fn keep_quotations(&self) {
        let mut listener = self.inner.bus.subscribe();
        loop {
            match self.take_quotations().await {
                Ok(true) => {}
                Ok(false) => {
                    if let Ok(false) = tokio::time::timeout(Duration::from_secs(1), listener.woken()).await {
                        return;
                    }
                    tokio::time::sleep(RESTS).await;
                }
                Err(error) => {
                    tracing::error!(%error, "quotations are not kept; it is tried again");
                    tokio::time::sleep(Duration::from_secs(5)).await;
                }
            }
        }
    }

    /// Takes in the quotations of what moved; whether anything did.
    async fn take_quotations(&self) -> Result<bool, StoreError> {
        let found = tokio::task::block_in_place(|| {
            self.inner.store.read(|tx| -> Result<_, StoreError> {
                let Some((stories, upto)) = tx.unquoted(BATCH)? else { return Ok(None) };
                let mut all = Vec::with_capacity(stories.len());
                for story in stories {
                    let item = tx.listed(story)?.and_then(Item::from_listed);
                    all.push((story, item.map(|item| rows_of(&item)).unwrap_or_default()));
                }
                Ok(Some((all, upto)))
            })
        })?;
        let Some((all, upto)) = found else { return Ok(false) };
        self.inner.store.write(move |tx| tx.put_quotations(&all, upto)).await?;
        Ok(true)
    }

    /// Waits until the quotations of a move are kept: for tests.
    pub async fn quoted(&self, sequence: story::Sequence) {
        for _ in 0..2_000 {
            let cursors = self.inner.store.read(|tx| tx.cursors()).unwrap_or_default();
            if cursors.iter().any(|(name, at)| name == "quotations" && *at >= sequence) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    /// What somebody said in an edition's language, the last first.
    ///
    /// # Errors
    /// [`Error::NotFound`] where nobody of that name said anything.
    pub async fn said_by(
        &self,
        edition: &EditionSlug,
        person: &str,
        behind: Option<LastSaid>,
    ) -> Result<SaidPage, Error> {
        if person.is_empty() {
            return Err(Error::NotFound);
        }
        let language = self.primary_of(edition)?;
        let page = self.said(behind, |tx, at, limit| tx.said_by(person, &language, at, limit))?;
        if page.said.is_empty() { Err(Error::NotFound) } else { Ok(page) }
    }

    /// What was said last in an edition's language.
    pub async fn last_said(
        &self,
        edition: &EditionSlug,
        behind: Option<LastSaid>,
    ) -> Result<SaidPage, Error> {
        let language = self.primary_of(edition)?;
        self.said(behind, |tx, at, limit| tx.last_said(&language, at, limit))
    }

    /// The quotations with words of a search, in the stories of an edition that it finds, the last moved first.
    pub async fn said_with(&self, edition: &EditionSlug, text: &str) -> Result<Vec<SaidIn>, Error> {
        let zone = self.house().edition(edition).map_or(TimeZone::UTC, story::Edition::time_zone);
        let query = search::Query {
            edition: Some(edition.clone()),
            section: None,
            text: text.to_owned(),
            zone,
            order: search::Order::Newest,
            limit: LOOKED_IN,
            after: None,
            counts: false,
        };
        let words: Vec<String> = text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty() && !["AND", "OR", "NOT"].contains(word))
            .map(str::to_lowercase)
            .collect();
        let hits = self.find(&query)?;
        let has = |row: &QuotationRow| {
            let said = format!("{} {}", row.words, row.name).to_lowercase();
            words.iter().any(|word| said.contains(word.as_str()))
        };
        self.inner.store.read(|tx| {
            let mut found = Vec::new();
            for hit in &hits.hits {
                let Some(item) = tx.listed(hit.story)?.and_then(Item::from_listed) else { continue };
                let rows = tx.story_quotations(hit.story)?.into_iter().filter(has);
                found.extend(rows.map(|quotation| SaidIn { quotation, item: item.clone() }));
            }
            found.truncate(PER_PAGE);
            Ok(found)
        })
    }

    fn primary_of(&self, edition: &EditionSlug) -> Result<String, Error> {
        let house = self.house();
        Ok(house.edition(edition).ok_or(Error::NotFound)?.language.primary().to_owned())
    }

    fn said(
        &self,
        behind: Option<LastSaid>,
        rows: impl Fn(store::Tx<'_>, LastSaid, u32) -> Result<Vec<QuotationRow>, StoreError>,
    ) -> Result<SaidPage, Error> {
        self.inner.store.read(|tx| {
            let all = rows(tx, behind.unwrap_or(LastSaid::NEWEST), PER_PAGE as u32 + 1)?;
            let next = all.get(PER_PAGE).and_then(|_| all.get(PER_PAGE - 1)).map(|row| LastSaid {
                ran_at: row.ran_at,
                story: row.story,
                place: row.place,
            });
            let mut said = Vec::with_capacity(all.len());
            for quotation in all.into_iter().take(PER_PAGE) {
                // One that was withdrawn a moment ago is gone from here already.
                if let Some(item) = tx.listed(quotation.story)?.and_then(Item::from_listed) {
                    said.push(SaidIn { quotation, item });
                }
            }
            Ok(SaidPage { said, next })
        })
    }

    /// Quotations of the public's other stories that a draft has in nearly the same words.
    pub(crate) fn ran_before(&self, content: &Content, but: Option<StoryId>) -> Result<Vec<Ran>, Error> {
        let said = story::quotes::quotations(content);
        let language = content.language.primary();
        let mut ran: Vec<Ran> = Vec::new();
        self.inner.store.read(|tx| {
            for it in &said {
                let Some(person) =
                    it.speaker.as_ref().map(|who| person_slug(&who.name)).filter(|it| !it.is_empty())
                else {
                    continue;
                };
                for known in tx.said_by(&person, language, LastSaid::NEWEST, HELD_AGAINST)? {
                    let is_other = but != Some(known.story) && !ran.iter().any(|it| it.words == known.words);
                    if is_other && story::quotes::likeness(&known.words, &it.words) >= ALIKE {
                        let day = TimeZone::UTC.to_datetime(known.ran_at).date().to_string();
                        ran.push(Ran { words: known.words, name: known.name, day: Some(day) });
                    }
                }
            }
            Ok(ran)
        })
    }
}

fn rows_of(item: &Item) -> Vec<QuotationRow> {
    let content = &item.revision.content;
    let row = |(place, it): (u32, story::quotes::Quotation)| {
        let speaker = it.speaker.unwrap_or_default();
        QuotationRow {
            story: item.story,
            place,
            paragraph: it.paragraph,
            person: person_slug(&speaker.name),
            name: speaker.name,
            title: speaker.title,
            organisation: speaker.organisation,
            words: it.words,
            language: content.language.primary().to_owned(),
            ran_at: item.updated,
        }
    };
    (0..).zip(story::quotes::quotations(content)).map(row).collect()
}

/// The word in the address of somebody's page; empty where only a part of a name is known.
pub fn person_slug(name: &str) -> String {
    if name.contains(' ') { author_slug(name) } else { String::new() }
}
