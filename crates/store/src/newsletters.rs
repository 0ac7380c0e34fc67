//! Newsletters: what is put together, when it goes, and how its letters went.

use jiff::Timestamp;
use story::{CorrespondentId, LetterId, NewsletterId, StoryId};

use crate::StoreError;
use crate::db::{Row, Sql, Tx, sql};
use crate::subscriptions::Subscription;

/// A newsletter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Newsletter {
    /// Which.
    pub id: NewsletterId,
    /// Of which edition.
    pub edition: String,
    /// Its subject.
    pub subject: String,
    /// What stands above the stories, as plain copy.
    pub introduction: String,
    /// Its stories, in order.
    pub stories: Vec<StoryId>,
    /// How it stands: `draft`, `scheduled`, `sending` or `sent`.
    pub state: String,
    /// When it goes.
    pub send_at: Option<Timestamp>,
    /// To whom it was put on its way last.
    pub last_to: Option<CorrespondentId>,
    /// Who put it together.
    pub staff: String,
    /// Since when it is there.
    pub made_at: Timestamp,
    /// When the last letter of it was put on its way.
    pub sent_at: Option<Timestamp>,
    /// How its letters went: the word of a state and how many.
    pub counts: Vec<(String, u64)>,
}

macro_rules! columns {
    () => {
        "SELECT id, edition, subject, introduction, stories, state, send_at, last_to, staff, made_at, sent_at, counts
         FROM newsletter "
    };
}
const PUT: Sql = sql!(
    "INSERT INTO newsletter (id, edition, subject, introduction, stories, state, staff, made_at, counts)
     VALUES ($1, $2, $3, $4, $5, 'draft', $6, $7, '')"
);
const SET: Sql = sql!(
    "UPDATE newsletter SET subject = $2, introduction = $3, stories = $4, state = $5, send_at = $6
     WHERE id = $1 AND state IN ('draft', 'scheduled')"
);
const DROP: Sql = sql!("DELETE FROM newsletter WHERE id = $1 AND state = 'draft'");
const ONE: Sql = sql!(concat!(columns!(), "WHERE id = $1"));
const ALL: Sql = sql!(concat!(columns!(), "ORDER BY made_at DESC, id DESC LIMIT $1"));
const DUE: Sql = sql!(concat!(
    columns!(),
    "WHERE (state = 'scheduled' AND send_at <= $1) OR state = 'sending' ORDER BY send_at LIMIT 1"
));
const GO_ON: Sql =
    sql!("UPDATE newsletter SET state = $2, last_to = $3, sent_at = $4 WHERE id = $1 AND state <> 'sent'");
const AUDIENCE: Sql = sql!(
    "SELECT s.id, s.correspondent, s.edition, s.what, s.value, s.rhythm, s.state FROM subscription s
     WHERE s.what = 'newsletter' AND s.edition = $1 AND s.state = 'active' AND s.correspondent > $2
     ORDER BY s.correspondent LIMIT $3"
);
const AUDIENCE_SIZE: Sql =
    sql!("SELECT count(*) FROM subscription WHERE what = 'newsletter' AND edition = $1 AND state = 'active'");
const MARK: Sql = sql!("UPDATE letter SET newsletter = $2 WHERE id = $1");
const WENT: Sql =
    sql!("SELECT state, count(*) FROM letter WHERE newsletter = $1 GROUP BY state ORDER BY state");
const COUNT: Sql = sql!("UPDATE newsletter SET counts = $2 WHERE id = $1");

fn newsletter(row: &Row) -> Result<Newsletter, StoreError> {
    let counts = row.text(11)?.split_whitespace().filter_map(|part| {
        let (state, count) = part.split_once(':')?;
        Some((state.to_owned(), count.parse().ok()?))
    });
    Ok(Newsletter {
        id: NewsletterId(row.uuid(0)?),
        edition: row.text(1)?.to_owned(),
        subject: row.text(2)?.to_owned(),
        introduction: row.text(3)?.to_owned(),
        stories: row.text(4)?.split_whitespace().filter_map(|id| id.parse().ok()).collect(),
        state: row.text(5)?.to_owned(),
        send_at: row.maybe(6, Row::instant)?,
        last_to: row.maybe(7, Row::uuid)?.map(CorrespondentId),
        staff: row.text(8)?.to_owned(),
        made_at: row.instant(9)?,
        sent_at: row.maybe(10, Row::instant)?,
        counts: counts.collect(),
    })
}

fn ids(stories: &[StoryId]) -> String {
    stories.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

impl Tx<'_> {
    /// Adds one, as a draft.
    pub fn put_newsletter(&self, it: &Newsletter) -> Result<(), StoreError> {
        let values = [
            it.id.into(),
            it.edition.as_str().into(),
            it.subject.as_str().into(),
            it.introduction.as_str().into(),
            ids(&it.stories).into(),
            it.staff.as_str().into(),
            it.made_at.into(),
        ];
        self.run(PUT, &values).map(drop)
    }

    /// Changes one that has not begun to go; whether it could be.
    pub fn set_newsletter(&self, it: &Newsletter) -> Result<bool, StoreError> {
        let values = [
            it.id.into(),
            it.subject.as_str().into(),
            it.introduction.as_str().into(),
            ids(&it.stories).into(),
            it.state.as_str().into(),
            it.send_at.into(),
        ];
        Ok(self.run(SET, &values)? == 1)
    }

    /// Throws a draft away.
    pub fn drop_newsletter(&self, id: NewsletterId) -> Result<(), StoreError> {
        self.run(DROP, &[id.into()]).map(drop)
    }

    /// One.
    pub fn newsletter(&self, id: NewsletterId) -> Result<Option<Newsletter>, StoreError> {
        self.row(ONE, &[id.into()])?.as_ref().map(newsletter).transpose()
    }

    /// All, the last first.
    pub fn newsletters(&self, limit: u32) -> Result<Vec<Newsletter>, StoreError> {
        self.rows(ALL, &[limit.into()])?.iter().map(newsletter).collect()
    }

    /// One that is to go by now, or is going.
    pub fn newsletter_due(&self, now: Timestamp) -> Result<Option<Newsletter>, StoreError> {
        self.row(DUE, &[now.into()])?.as_ref().map(newsletter).transpose()
    }

    /// Notes how far one has gone.
    pub fn note_newsletter(
        &self,
        id: NewsletterId,
        state: &str,
        last_to: Option<CorrespondentId>,
        sent_at: Option<Timestamp>,
    ) -> Result<(), StoreError> {
        self.run(GO_ON, &[id.into(), state.into(), last_to.into(), sent_at.into()]).map(drop)
    }

    /// Who gets the newsletter of an edition, behind somebody.
    pub fn newsletter_audience(
        &self,
        edition: &str,
        after: Option<CorrespondentId>,
        limit: u32,
    ) -> Result<Vec<Subscription>, StoreError> {
        let after = after.unwrap_or(CorrespondentId(uuid::Uuid::nil()));
        let rows = self.rows(AUDIENCE, &[edition.into(), after.into(), limit.into()])?;
        rows.iter().map(crate::subscriptions::subscription).collect()
    }

    /// How many that are.
    pub fn newsletter_audience_size(&self, edition: &str) -> Result<u64, StoreError> {
        self.row(AUDIENCE_SIZE, &[edition.into()])?.map_or(Ok(0), |row| row.count(0))
    }

    /// A letter is one of a newsletter.
    pub fn mark_newsletter_letter(&self, letter: LetterId, id: NewsletterId) -> Result<(), StoreError> {
        self.run(MARK, &[letter.into(), id.into()]).map(drop)
    }

    /// Counts how the letters of a newsletter went, as long as that is known of each.
    pub fn count_newsletter(&self, id: NewsletterId) -> Result<Vec<(String, u64)>, StoreError> {
        let rows = self.rows(WENT, &[id.into()])?;
        rows.iter().map(|row| Ok((row.text(0)?.to_owned(), row.count(1)?))).collect()
    }

    /// Keeps how they went.
    pub fn keep_newsletter_counts(
        &self,
        id: NewsletterId,
        counts: &[(String, u64)],
    ) -> Result<(), StoreError> {
        let told: Vec<String> = counts.iter().map(|(state, count)| format!("{state}:{count}")).collect();
        self.run(COUNT, &[id.into(), told.join(" ").into()]).map(drop)
    }
}
