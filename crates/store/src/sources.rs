//! Sources of copy from elsewhere, the rules that route it, and everything that came in.

use jiff::Timestamp;
use story::{
    Becomes, DeskId, DraftId, EditionSlug, Intake, RuleId, SectionSlug, Shingles, SourceId, StoryId,
};

use crate::StoreError;
use crate::db::{Row, Sql, Tx, sql};
use crate::record::Hash;

/// A source of copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Which.
    pub id: SourceId,
    /// Its name.
    pub name: String,
    /// How copy comes from it.
    pub intake: Intake,
    /// An address or a folder; empty where it posts to us.
    pub address: String,
    /// What we show it (a feed that wants a token), or the hash of what it shows us (a hook).
    pub secret: Option<String>,
    /// The edition its copy is for.
    pub edition: EditionSlug,
    /// The section, where no rule says another.
    pub section: SectionSlug,
    /// What becomes of its copy, where no rule says otherwise.
    pub becomes: Becomes,
    /// The desk to which its drafts go; the first without.
    pub desk: Option<DeskId>,
    /// How often it is asked, in minutes.
    pub minutes: u32,
    /// Whether it is in use.
    pub is_active: bool,
    /// Its last entity tag.
    pub etag: Option<String>,
    /// When it last said that it had changed, in its own words.
    pub modified: Option<String>,
    /// When it was last asked.
    pub asked_at: Option<Timestamp>,
    /// When it is asked next.
    pub due_at: Timestamp,
    /// How often it failed since it last answered.
    pub failures: u32,
    /// What came of the last time.
    pub said: Option<String>,
}

/// A rule that says where copy goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoutingRule {
    /// Which.
    pub id: RuleId,
    /// Its place in the order.
    pub place: u32,
    /// The copy it means, as a filter's line.
    pub filter: String,
    /// The section that the copy goes to.
    pub section: SectionSlug,
    /// What becomes of it.
    pub becomes: Becomes,
    /// The desk to which its drafts go; the source's without.
    pub desk: Option<DeskId>,
    /// How pressing the copy is, 1 to 8; as its sender says without.
    pub urgency: Option<u32>,
}

/// An item as it came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrival {
    /// From where.
    pub source: SourceId,
    /// The item's own id.
    pub item: String,
    /// The version that its sender gave it.
    pub version: Option<u64>,
    /// When its sender made this version.
    pub updated_at: Option<Timestamp>,
    /// The hash of what it said.
    pub text: Hash,
    /// Its headline.
    pub headline: String,
    /// When it came.
    pub at: Timestamp,
    /// `story`, `draft`, `nothing`, `older`, `withdrawn` or `refused`.
    pub outcome: String,
    /// Why, in words.
    pub why: String,
    /// The story it became.
    pub story: Option<StoryId>,
    /// The draft it became.
    pub draft: Option<DraftId>,
    /// By what it is told to be nearly the same as another.
    pub shingles: Shingles,
}

macro_rules! source_columns {
    () => {
        "id, name, intake, address, secret, edition, section, becomes, minutes, is_active, etag, modified, asked_at,
         due_at, failures, said, desk"
    };
}
macro_rules! arrival_columns {
    () => {
        "source, item, version, updated_at, text_hash, headline, at, outcome, why, story, draft,
         shingles"
    };
}
const SOURCES: Sql = sql!(concat!("SELECT ", source_columns!(), " FROM source ORDER BY name"));
const SOURCE: Sql = sql!(concat!("SELECT ", source_columns!(), " FROM source WHERE id = $1"));
const HOOK: Sql = sql!(concat!(
    "SELECT ",
    source_columns!(),
    " FROM source WHERE intake = 'hook' AND is_active AND secret = $1"
));
const DUE: Sql = sql!(concat!(
    "SELECT ",
    source_columns!(),
    " FROM source WHERE is_active AND intake <> 'hook' AND due_at <= $1 ORDER BY due_at LIMIT 20"
));
const PUT: Sql = sql!(
    "INSERT INTO source (id, name, intake, address, secret, edition, section, becomes, minutes, is_active, created_at,
       due_at, failures, desk)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11, 0, $12)
     ON CONFLICT (id) DO UPDATE SET name = $2, address = $4, secret = $5, edition = $6, section = $7, becomes = $8,
       minutes = $9, is_active = $10, desk = $12, due_at = $11, failures = 0,
       etag = CASE WHEN source.address = $4 THEN source.etag END,
       modified = CASE WHEN source.address = $4 THEN source.modified END"
);
const ASKED: Sql = sql!(
    "UPDATE source SET etag = $2, modified = $3, asked_at = $4, due_at = $5, failures = $6, said = $7 WHERE id = $1"
);
const RULES: Sql =
    sql!("SELECT id, place, filter, section, becomes, desk, urgency FROM routing_rule ORDER BY place, id");
const PUT_RULE: Sql = sql!(
    "INSERT INTO routing_rule (id, place, filter, section, becomes, desk, urgency)
     VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (id) DO UPDATE SET place = $2, filter = $3, section = $4, becomes = $5, desk = $6, urgency = $7"
);
const DROP_RULE: Sql = sql!("DELETE FROM routing_rule WHERE id = $1");
const ARRIVE: Sql = sql!(
    "INSERT INTO arrival (source, item, number, version, updated_at, text_hash, headline, at, outcome, why, story, draft,
       shingles)
     SELECT $1, $2, (SELECT coalesce(max(number), 0) + 1 FROM arrival WHERE source = $1 AND item = $2),
       $3, $4, $5, $6, $7, $8, $9, $10, $11, $12"
);
const SHOWN: Sql = sql!(concat!(
    "SELECT ",
    arrival_columns!(),
    " FROM arrival WHERE source = $1 AND item = $2 AND outcome <> 'older' ORDER BY number DESC LIMIT 1"
));
const HAS_TEXT: Sql = sql!(
    "SELECT 1 FROM arrival WHERE source = $1 AND item = $2 AND text_hash = $3 AND outcome = 'older' LIMIT 1"
);
const OTHERS: Sql = sql!(concat!(
    "SELECT ",
    arrival_columns!(),
    " FROM arrival WHERE at > $1 AND source <> $2 AND (story IS NOT NULL OR draft IS NOT NULL)
     ORDER BY at DESC LIMIT 2000"
));
const ARRIVALS: Sql = sql!(concat!(
    "SELECT ",
    arrival_columns!(),
    " FROM arrival WHERE source = $1 ORDER BY at DESC, number DESC LIMIT $2"
));

fn source(row: &Row) -> Result<Source, StoreError> {
    let owned = |row: &Row, at: usize| row.text(at).map(str::to_owned);
    Ok(Source {
        id: SourceId(row.uuid(0)?),
        name: owned(row, 1)?,
        intake: row.parsed(2)?,
        address: owned(row, 3)?,
        secret: row.maybe(4, owned)?,
        edition: row.parsed(5)?,
        section: row.parsed(6)?,
        becomes: row.parsed(7)?,
        minutes: row.small(8)?,
        is_active: row.truth(9)?,
        etag: row.maybe(10, owned)?,
        modified: row.maybe(11, owned)?,
        asked_at: row.maybe(12, Row::instant)?,
        due_at: row.instant(13)?,
        failures: row.small(14)?,
        said: row.maybe(15, owned)?,
        desk: row.maybe(16, Row::uuid)?.map(DeskId),
    })
}

fn arrival(row: &Row) -> Result<Arrival, StoreError> {
    Ok(Arrival {
        source: SourceId(row.uuid(0)?),
        item: row.text(1)?.to_owned(),
        version: row.maybe(2, Row::count)?,
        updated_at: row.maybe(3, Row::instant)?,
        text: row.hash(4)?,
        headline: row.text(5)?.to_owned(),
        at: row.instant(6)?,
        outcome: row.text(7)?.to_owned(),
        why: row.text(8)?.to_owned(),
        story: row.maybe(9, Row::uuid)?.map(StoryId),
        draft: row.maybe(10, Row::uuid)?.map(DraftId),
        shingles: Shingles::from_bytes(row.bytes(11)?),
    })
}

impl Tx<'_> {
    /// All sources, by name.
    pub fn sources(&self) -> Result<Vec<Source>, StoreError> {
        self.rows(SOURCES, &[])?.iter().map(source).collect()
    }

    /// One source.
    pub fn source(&self, id: SourceId) -> Result<Option<Source>, StoreError> {
        self.row(SOURCE, &[id.into()])?.as_ref().map(source).transpose()
    }

    /// The source that posts to us and shows something of this hash.
    pub fn hook(&self, secret: &str) -> Result<Option<Source>, StoreError> {
        self.row(HOOK, &[secret.into()])?.as_ref().map(source).transpose()
    }

    /// Sources that are to be asked by now.
    pub fn due_sources(&self, now: Timestamp) -> Result<Vec<Source>, StoreError> {
        self.rows(DUE, &[now.into()])?.iter().map(source).collect()
    }

    /// Adds or changes a source; it is asked at once, and goes on where it was unless it moved to another address.
    pub fn put_source(&self, it: &Source, now: Timestamp) -> Result<(), StoreError> {
        let values = [
            it.id.into(),
            it.name.as_str().into(),
            it.intake.as_str().into(),
            it.address.as_str().into(),
            it.secret.clone().into(),
            it.edition.as_str().into(),
            it.section.as_str().into(),
            it.becomes.as_str().into(),
            it.minutes.into(),
            it.is_active.into(),
            now.into(),
            it.desk.into(),
        ];
        self.run(PUT, &values).map(drop)
    }

    /// Notes that a source was asked: its validators, when it is asked next, its failures, what it said.
    pub fn note_asked(&self, it: &Source) -> Result<(), StoreError> {
        let values = [
            it.id.into(),
            it.etag.clone().into(),
            it.modified.clone().into(),
            it.asked_at.into(),
            it.due_at.into(),
            it.failures.into(),
            it.said.clone().into(),
        ];
        self.run(ASKED, &values).map(drop)
    }

    /// The rules, in their order.
    pub fn routing_rules(&self) -> Result<Vec<RoutingRule>, StoreError> {
        let rows = self.rows(RULES, &[])?;
        rows.iter()
            .map(|row| {
                Ok(RoutingRule {
                    id: RuleId(row.uuid(0)?),
                    place: row.small(1)?,
                    filter: row.text(2)?.to_owned(),
                    section: row.parsed(3)?,
                    becomes: row.parsed(4)?,
                    desk: row.maybe(5, Row::uuid)?.map(DeskId),
                    urgency: row.maybe(6, Row::small)?,
                })
            })
            .collect()
    }

    /// Adds or changes a rule.
    pub fn put_routing_rule(&self, it: &RoutingRule) -> Result<(), StoreError> {
        let values = [
            it.id.into(),
            it.place.into(),
            it.filter.as_str().into(),
            it.section.as_str().into(),
            it.becomes.as_str().into(),
            it.desk.into(),
            it.urgency.into(),
        ];
        self.run(PUT_RULE, &values).map(drop)
    }

    /// Takes a rule away; false where there was none.
    pub fn drop_routing_rule(&self, id: RuleId) -> Result<bool, StoreError> {
        Ok(self.run(DROP_RULE, &[id.into()])? == 1)
    }

    /// Notes that an item came in.
    pub fn arrive(&self, it: &Arrival) -> Result<(), StoreError> {
        let values = [
            it.source.into(),
            it.item.as_str().into(),
            it.version.into(),
            it.updated_at.into(),
            it.text.into(),
            it.headline.as_str().into(),
            it.at.into(),
            it.outcome.as_str().into(),
            it.why.as_str().into(),
            it.story.into(),
            it.draft.into(),
            it.shingles.to_bytes().into(),
        ];
        self.run(ARRIVE, &values).map(drop)
    }

    /// An item of a source as it came last, late older versions aside.
    pub fn arrived(&self, from: SourceId, item: &str) -> Result<Option<Arrival>, StoreError> {
        self.row(SHOWN, &[from.into(), item.into()])?.as_ref().map(arrival).transpose()
    }

    /// Whether an older version of an item with this text was noted before.
    pub fn arrived_late(&self, from: SourceId, item: &str, text: Hash) -> Result<bool, StoreError> {
        Ok(self.row(HAS_TEXT, &[from.into(), item.into(), text.into()])?.is_some())
    }

    /// What came from other sources after an instant and became something, the last first.
    pub fn arrivals_elsewhere(&self, after: Timestamp, from: SourceId) -> Result<Vec<Arrival>, StoreError> {
        self.rows(OTHERS, &[after.into(), from.into()])?.iter().map(arrival).collect()
    }

    /// What came from a source, the last first.
    pub fn arrivals(&self, from: SourceId, limit: u32) -> Result<Vec<Arrival>, StoreError> {
        self.rows(ARRIVALS, &[from.into(), limit.into()])?.iter().map(arrival).collect()
    }
}
