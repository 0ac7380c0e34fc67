//! Who said what, in which public story, since when?

use jiff::Timestamp;
use story::{ParagraphId, Sequence, StoryId};

use crate::StoreError;
use crate::db::{Row, Sql, Tx, Value, sql};

/// The follower whose cursor says up to where the quotations are kept.
const FOLLOWER: &str = "quotations";

/// A quotation in a public story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuotationRow {
    /// In which story.
    pub story: StoryId,
    /// Which of that story's, from 0.
    pub place: u32,
    /// In which paragraph.
    pub paragraph: ParagraphId,
    /// Whose page it stands on; empty where nobody is named with a whole name.
    pub person: String,
    /// The name.
    pub name: String,
    /// What they are.
    pub title: String,
    /// Whose.
    pub organisation: String,
    /// What was said.
    pub words: String,
    /// The primary language of the story.
    pub language: String,
    /// When the story had it first.
    pub ran_at: Timestamp,
}

/// Where a page of quotations ended: the next begins behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LastSaid {
    /// When the last of it ran.
    pub ran_at: Timestamp,
    /// In which story.
    pub story: StoryId,
    /// Which of that story's.
    pub place: u32,
}

impl LastSaid {
    /// Before all.
    pub const NEWEST: LastSaid =
        LastSaid { ran_at: Timestamp::MAX, story: StoryId(uuid::Uuid::nil()), place: 0 };
}

macro_rules! rows {
    ($which:expr) => {
        sql!(concat!(
            "SELECT story, place, paragraph, person, name, title, organisation, words, language, ran_at FROM quotation ",
            $which
        ))
    };
}
const MOVED: Sql = sql!("SELECT sequence, story FROM wire WHERE sequence > $1 ORDER BY sequence LIMIT $2");
const OF_STORY: Sql = rows!("WHERE story = $1 ORDER BY place");
const OF_PERSON: Sql =
    rows!("WHERE person = $1 AND language = $2 AND ran_at <= $3
      AND (ran_at < $3 OR story > $4 OR (story = $4 AND place > $5)) ORDER BY ran_at DESC, story, place LIMIT $6");
const NEWEST: Sql =
    rows!("WHERE language = $1 AND ran_at <= $2 AND person <> ''
      AND (ran_at < $2 OR story > $3 OR (story = $3 AND place > $4)) ORDER BY ran_at DESC, story, place LIMIT $5");
const DROP: Sql = sql!("DELETE FROM quotation WHERE story = $1");
const PUT: Sql = sql!(
    "INSERT INTO quotation (story, place, paragraph, person, name, title, organisation, words, language, ran_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
);

fn quotation(row: &Row) -> Result<QuotationRow, StoreError> {
    Ok(QuotationRow {
        story: StoryId(row.uuid(0)?),
        place: row.small(1)?,
        paragraph: ParagraphId(row.small(2)?),
        person: row.text(3)?.to_owned(),
        name: row.text(4)?.to_owned(),
        title: row.text(5)?.to_owned(),
        organisation: row.text(6)?.to_owned(),
        words: row.text(7)?.to_owned(),
        language: row.text(8)?.to_owned(),
        ran_at: row.instant(9)?,
    })
}

impl Tx<'_> {
    /// The stories that moved since quotations were kept last, each once, and up to where that is; none where nothing moved.
    pub fn unquoted(&self, limit: u32) -> Result<Option<(Vec<StoryId>, Sequence)>, StoreError> {
        let rows = self.rows(MOVED, &[self.cursor(FOLLOWER)?.into(), limit.into()])?;
        let Some(last) = rows.last() else { return Ok(None) };
        let upto = Sequence(last.count(0)?);
        let mut stories = Vec::with_capacity(rows.len());
        for row in &rows {
            stories.push(StoryId(row.uuid(1)?));
        }
        stories.sort();
        stories.dedup();
        Ok(Some((stories, upto)))
    }

    /// Puts the quotations of stories in the place of those they had; what a story had before keeps its time.
    pub fn put_quotations(
        &self,
        all: &[(StoryId, Vec<QuotationRow>)],
        upto: Sequence,
    ) -> Result<(), StoreError> {
        for (story, quotations) in all {
            let before = self.story_quotations(*story)?;
            if before.is_empty() && quotations.is_empty() {
                continue;
            }
            self.run(DROP, &[(*story).into()])?;
            for it in quotations {
                let known = before.iter().find(|known| known.words == it.words);
                let values = [
                    Value::from(*story),
                    it.place.into(),
                    it.paragraph.0.into(),
                    it.person.as_str().into(),
                    it.name.as_str().into(),
                    it.title.as_str().into(),
                    it.organisation.as_str().into(),
                    it.words.as_str().into(),
                    it.language.as_str().into(),
                    known.map_or(it.ran_at, |known| known.ran_at).into(),
                ];
                self.put(PUT, &values)?;
            }
        }
        self.put_cursor(FOLLOWER, upto)
    }

    /// The quotations of a story in reading order.
    pub fn story_quotations(&self, story: StoryId) -> Result<Vec<QuotationRow>, StoreError> {
        self.rows(OF_STORY, &[story.into()])?.iter().map(quotation).collect()
    }

    /// What somebody said in stories of a language, the last first, behind a page.
    pub fn said_by(
        &self,
        person: &str,
        language: &str,
        behind: LastSaid,
        limit: u32,
    ) -> Result<Vec<QuotationRow>, StoreError> {
        let LastSaid { ran_at, story, place } = behind;
        let values =
            [person.into(), language.into(), ran_at.into(), story.into(), place.into(), limit.into()];
        self.rows(OF_PERSON, &values)?.iter().map(quotation).collect()
    }

    /// What anybody who is named said in stories of a language, the last first, behind a page.
    pub fn last_said(
        &self,
        language: &str,
        behind: LastSaid,
        limit: u32,
    ) -> Result<Vec<QuotationRow>, StoreError> {
        let LastSaid { ran_at, story, place } = behind;
        let values = [language.into(), ran_at.into(), story.into(), place.into(), limit.into()];
        self.rows(NEWEST, &values)?.iter().map(quotation).collect()
    }
}
