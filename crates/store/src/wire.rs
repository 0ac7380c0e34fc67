//! The wire: the append-only, gap-free, numbered log of all moves.
//!
//! Invariants: a revision and its entry stand or fall together; the sequence has no gap; every entry names
//! the hash of the one before and is signed; nothing here is ever updated but what is derived (how the
//! story stands, where it is placed), which the log can rebuild.

use std::sync::Arc;

use jiff::Timestamp;
use story::{
    Content, EntryKind, Move, Placement, PublicSequence, Revision, RevisionNumber, Sequence, ShortId, StaffId,
};
use story::{Standing, StoryId};

use crate::StoreError;
use crate::db::{Row, Sql, Tx, Value, sql};
use crate::notices::Notice;
use crate::record::{Entry, Hash, NOTHING_BEFORE, Signer, random, revision_hashes};
use crate::stories::{Listed, brought_columns, places, revision_columns, story_side};

/// What an append gave a move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Appended {
    /// Its place on the wire.
    pub sequence: Sequence,
    /// Its place among public moves; none under embargo.
    pub public: Option<PublicSequence>,
    /// How many entries the story has now.
    pub version: u32,
    /// What decides the story's address.
    pub short: ShortId,
}

/// An entry with its story as it stands now.
#[derive(Clone, Debug, PartialEq)]
pub struct WireRow {
    /// Its place on the wire.
    pub sequence: Sequence,
    /// Its place among public moves.
    pub public: Option<PublicSequence>,
    /// What it is.
    pub kind: EntryKind,
    /// When it was sent.
    pub at: Timestamp,
    /// The name of who sent it.
    pub by: Option<String>,
    /// Why, where it is a notice.
    pub reason: Option<String>,
    /// How the story stands by now.
    pub standing: Standing,
    /// How many entries the story had with this one.
    pub version: u32,
    /// The story, with the revision that the entry made, or the last one where it made none.
    pub listed: Listed,
}

const HEAD: Sql = sql!("SELECT sequence, hash FROM wire ORDER BY sequence DESC LIMIT 1");
const MOVED_AFTER: Sql =
    sql!("SELECT sequence, kind, story FROM wire WHERE sequence > $1 ORDER BY sequence LIMIT $2");
const MOVED_BETWEEN: Sql = sql!("SELECT DISTINCT story FROM wire WHERE sequence > $1 AND sequence <= $2");
const PUBLIC_HEAD: Sql = sql!("SELECT coalesce(max(public_sequence), 0) FROM wire");
const PUT_ENTRY: Sql = sql!(
    "INSERT INTO wire (sequence, public_sequence, kind, story, revision, version, at, sent_by, reason, previous, hash, signature)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"
);
const PUT_STORY: Sql = sql!(
    "INSERT INTO story (id, short, slug, slugline, language, standing, head, head_at, entries)
     VALUES ($1, $2, $3, $4, $5, 'live', 0, $6, 1)"
);
const MOVE_STORY: Sql =
    sql!("UPDATE story SET head = $2, head_at = $3, language = $4, entries = entries + 1 WHERE id = $1");
const COUNT_ENTRY: Sql = sql!("UPDATE story SET entries = entries + 1 WHERE id = $1");
const PUT_REVISION: Sql = sql!(
    "INSERT INTO revision (story, number, kind, updates, content, advisory, changes, sent_at, sent_by, salt, public_hash, house_hash,
       answers, seconded_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)"
);
const PUBLISH_REVISION: Sql = sql!("UPDATE revision SET public_at = $3 WHERE story = $1 AND number = $2");
const PUBLISH_STORY: Sql = sql!(
    "UPDATE story SET public_revision = $2, public_sequence = $3, updated = $4,
       slug = CASE WHEN first_public IS NULL THEN $5 ELSE slug END, first_public = coalesce(first_public, $4)
     WHERE id = $1"
);
const RELEASE: Sql =
    sql!("UPDATE story SET standing = 'live', withdrawn_at = NULL, reason = NULL WHERE id = $1");
const UNPLACE: Sql = sql!("DELETE FROM placement WHERE story = $1");
const PLACE: Sql =
    sql!("INSERT INTO placement (edition, section, story, public_sequence) VALUES ($1, $2, $3, $4)");
const PUT_PUBLIC_MOVE: Sql = sql!(
    "INSERT INTO public_move (edition, public_sequence, story) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING"
);
const PUT_EMBARGO: Sql =
    sql!("INSERT INTO embargo (story, until) VALUES ($1, $2) ON CONFLICT (story) DO UPDATE SET until = $2");
const LIFT_EMBARGO: Sql = sql!("DELETE FROM embargo WHERE story = $1");
const NEXT_EMBARGO: Sql = sql!(
    "SELECT e.story, e.until FROM embargo e
     WHERE EXISTS (SELECT 1 FROM story s WHERE s.id = e.story AND s.standing = 'live')
     ORDER BY e.until, e.story LIMIT 1"
);
macro_rules! wire_rows {
    () => {
        concat!(
            "SELECT w.sequence, w.public_sequence, w.kind, w.at, f.name, w.reason, s.standing, w.version, ",
            brought_columns!(),
            " FROM wire w JOIN story s ON s.id = w.story
              JOIN revision r ON r.story = w.story AND r.number = coalesce(w.revision, s.head)
              LEFT JOIN staff f ON f.id = w.sent_by"
        )
    };
}
const AFTER: Sql = sql!(concat!(wire_rows!(), " WHERE w.sequence > $1 ORDER BY w.sequence LIMIT $2"));
const BEFORE: Sql = sql!(concat!(wire_rows!(), " WHERE w.sequence < $1 ORDER BY w.sequence DESC LIMIT $2"));
const LAST_OF: Sql = sql!(concat!(wire_rows!(), " WHERE w.story = $1 ORDER BY w.sequence DESC LIMIT 1"));
const PUBLIC_AFTER: Sql =
    sql!(concat!(wire_rows!(), " WHERE w.public_sequence > $1 ORDER BY w.public_sequence LIMIT $2"));
const ENTRIES: Sql = sql!(
    "SELECT w.sequence, w.public_sequence, w.kind, w.story, w.revision, w.version, w.at, w.reason, w.previous, w.hash,
       w.signature, r.public_hash, r.house_hash, w.sent_by
     FROM wire w LEFT JOIN revision r ON w.kind <> 'publication' AND r.story = w.story AND r.number = w.revision
     WHERE w.sequence > $1 ORDER BY w.sequence LIMIT $2"
);

fn wire_row(tx: Tx<'_>, row: &Row) -> Result<WireRow, StoreError> {
    Ok(WireRow {
        sequence: Sequence(row.count(0)?),
        public: row.maybe(1, Row::count)?.map(PublicSequence),
        kind: row.parsed(2)?,
        at: row.instant(3)?,
        by: row.maybe(4, |row, at| Ok(row.text(at)?.to_owned()))?,
        reason: row.maybe(5, |row, at| Ok(row.text(at)?.to_owned()))?,
        standing: row.parsed(6)?,
        version: row.small(7)?,
        listed: tx.brought_at(row, 8)?,
    })
}

/// An entry as it stands in the store, with what it was chained and signed as.
#[derive(Clone, Debug)]
pub(crate) struct Stored {
    pub entry: Entry,
    pub hash: Hash,
    pub signature: Vec<u8>,
}

/// What is asked for a send or a page, for the test of plans.
#[cfg(test)]
pub(crate) const OFTEN: [(&str, Sql); 12] = [
    ("MOVED_AFTER", MOVED_AFTER),
    ("MOVED_BETWEEN", MOVED_BETWEEN),
    ("PUBLIC_HEAD", PUBLIC_HEAD),
    ("NEXT_EMBARGO", NEXT_EMBARGO),
    ("AFTER", AFTER),
    ("BEFORE", BEFORE),
    ("PUBLIC_AFTER", PUBLIC_AFTER),
    ("ENTRIES", ENTRIES),
    ("MOVE_STORY", MOVE_STORY),
    ("PUBLISH_REVISION", PUBLISH_REVISION),
    ("PUBLISH_STORY", PUBLISH_STORY),
    ("UNPLACE", UNPLACE),
];

impl Tx<'_> {
    /// Puts a move on the wire: the revision, its entry and what follows for the public, all or nothing.
    ///
    /// `slug` and `short` make the story's address and count only until the story is public; `dated` is when
    /// the public had it elsewhere, where that was before. A story whose head is not the one the move follows
    /// is [`StoreError::Conflict`].
    pub fn append(
        &self,
        signer: &Signer,
        what: &Move,
        slug: &str,
        short: ShortId,
        dated: Option<Timestamp>,
    ) -> Result<Appended, StoreError> {
        match what {
            Move::Revision(revision) => self.append_revision(signer, revision, slug, short, dated),
            Move::Notice { story, kind, reason, by, at } => {
                let notice = Notice { story: *story, kind: *kind, reason, by: *by, at: *at };
                self.append_notice(signer, &notice)
            }
        }
    }

    fn append_revision(
        &self,
        signer: &Signer,
        revision: &Revision,
        slug: &str,
        short: ShortId,
        dated: Option<Timestamp>,
    ) -> Result<Appended, StoreError> {
        let (id, at) = (revision.story, revision.sent_at);
        let content = &revision.content;
        let row = self.story(id)?;
        let (short, version) = match &row {
            None if revision.number.0 == 0 => {
                let values = [
                    id.into(),
                    short.into(),
                    slug.into(),
                    content.slugline.as_str().into(),
                    content.language.as_str().into(),
                    at.into(),
                ];
                self.put(PUT_STORY, &values)?;
                (short, 1)
            }
            Some(row) if row.head.next() == revision.number && row.standing.after(revision.kind).is_ok() => {
                if row.standing == Standing::Held {
                    self.put(RELEASE, &[id.into()])?;
                }
                self.put(
                    MOVE_STORY,
                    &[id.into(), revision.number.into(), at.into(), content.language.as_str().into()],
                )?;
                (row.short, row.entries + 1)
            }
            _ => return Err(StoreError::Conflict),
        };
        let salt = random()?;
        let hashes = revision_hashes(revision, &salt);
        self.put_revision(revision, salt, hashes)?;
        match &content.embargo {
            Some(embargo) => self.put(PUT_EMBARGO, &[id.into(), embargo.until.into()])?,
            None => self.lift_embargo(id)?,
        }
        let public = if content.embargo.is_none() { Some(self.public_head()?.next()) } else { None };
        let sequence = self.put_entry(
            signer,
            Entry {
                sequence: Sequence(0),
                public,
                kind: EntryKind::Move(revision.kind),
                story: id,
                revision: Some(revision.number),
                version,
                at,
                reason: None,
                content: Some(hashes),
                previous: NOTHING_BEFORE,
            },
            Some(revision.sent_by),
        )?;
        if let Some(public) = public {
            self.make_public(revision, public, slug, dated.map_or(at, |dated| dated.min(at)))?;
        }
        Ok(Appended { sequence, public, version, short })
    }

    /// Makes an embargoed story public, exactly once: none when its embargo is already gone or lies ahead.
    pub fn publish(
        &self,
        signer: &Signer,
        id: StoryId,
        slug: &str,
        now: Timestamp,
    ) -> Result<Option<Appended>, StoreError> {
        let due = self.row(sql!("SELECT until FROM embargo WHERE story = $1"), &[id.into()])?;
        let Some(until) = due.map(|row| row.instant(0)).transpose()? else {
            return Ok(None);
        };
        let Some(row) = self.story(id)?.filter(|row| row.standing == Standing::Live && until <= now) else {
            return Ok(None);
        };
        self.lift_embargo(id)?;
        let head = self.revision(id, row.head)?.ok_or(StoreError::Conflict)?;
        let public = self.public_head()?.next();
        let version = row.entries + 1;
        self.put(COUNT_ENTRY, &[id.into()])?;
        let sequence = self.put_entry(
            signer,
            Entry {
                sequence: Sequence(0),
                public: Some(public),
                kind: EntryKind::Publication,
                story: id,
                revision: Some(row.head),
                version,
                at: now,
                reason: None,
                content: None,
                previous: NOTHING_BEFORE,
            },
            None,
        )?;
        self.make_public(&head, public, slug, now)?;
        Ok(Some(Appended { sequence, public: Some(public), version, short: row.short }))
    }

    fn put_revision(
        &self,
        revision: &Revision,
        salt: Hash,
        (public, house): (Hash, Hash),
    ) -> Result<(), StoreError> {
        let json = |value: Result<String, serde_json::Error>| {
            value.map_err(|error| StoreError::Engine(format!("a revision cannot be written: {error}")))
        };
        let content = json(serde_json::to_string(&revision.content))?;
        if let Some(kept) = self.kept() {
            kept.keep(&salt, &Arc::new(revision.clone()), content.len());
        }
        let values = [
            revision.story.into(),
            revision.number.into(),
            revision.kind.as_str().into(),
            revision.updates.into(),
            content.into(),
            revision.advisory.clone().into(),
            json(serde_json::to_string(&revision.changes))?.into(),
            revision.sent_at.into(),
            revision.sent_by.into(),
            salt.into(),
            public.into(),
            house.into(),
            json(serde_json::to_string(&revision.answers))?.into(),
            revision.seconded_by.into(),
        ];
        self.put(PUT_REVISION, &values)
    }

    pub(crate) fn put_entry(
        &self,
        signer: &Signer,
        mut entry: Entry,
        by: Option<StaffId>,
    ) -> Result<Sequence, StoreError> {
        let (last, previous) = self.head()?;
        entry.sequence = last.next();
        entry.previous = previous;
        let hash = entry.hash();
        let values: [Value; 12] = [
            entry.sequence.into(),
            entry.public.into(),
            entry.kind.as_str().into(),
            entry.story.into(),
            entry.revision.into(),
            entry.version.into(),
            entry.at.into(),
            by.into(),
            entry.reason.into(),
            previous.into(),
            hash.into(),
            signer.sign(&hash).into(),
        ];
        self.put(PUT_ENTRY, &values)?;
        Ok(entry.sequence)
    }

    fn make_public(
        &self,
        revision: &Revision,
        public: PublicSequence,
        slug: &str,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let id = revision.story;
        self.put(PUBLISH_REVISION, &[id.into(), revision.number.into(), at.into()])?;
        self.put(PUBLISH_STORY, &[id.into(), revision.number.into(), public.into(), at.into(), slug.into()])?;
        self.place(id, Some(&revision.content), public)?;
        self.note_public_move(&revision.content.placements, public, id)
    }

    /// Places a story where what it says stands for the public, and nowhere else.
    pub(crate) fn place(
        &self,
        id: StoryId,
        content: Option<&Content>,
        public: PublicSequence,
    ) -> Result<(), StoreError> {
        self.put(UNPLACE, &[id.into()])?;
        for (edition, section) in content.map(places).unwrap_or_default() {
            self.put(PLACE, &[edition.into(), section.into(), id.into(), public.into()])?;
        }
        Ok(())
    }

    pub(crate) fn lift_embargo(&self, id: StoryId) -> Result<(), StoreError> {
        self.put(LIFT_EMBARGO, &[id.into()])
    }

    pub(crate) fn note_public_move(
        &self,
        placements: &[Placement],
        public: PublicSequence,
        id: StoryId,
    ) -> Result<(), StoreError> {
        for placement in placements {
            self.put(PUT_PUBLIC_MOVE, &[(&placement.edition).into(), public.into(), id.into()])?;
        }
        Ok(())
    }

    /// The last entry's place and hash; 0 and nothing on an empty wire.
    pub fn head(&self) -> Result<(Sequence, Hash), StoreError> {
        match self.row(HEAD, &[])? {
            Some(row) => Ok((Sequence(row.count(0)?), row.hash(1)?)),
            None => Ok((Sequence(0), NOTHING_BEFORE)),
        }
    }

    /// The stories that moved behind one place and up to another.
    pub fn moved_between(&self, after: Sequence, to: Sequence) -> Result<Vec<StoryId>, StoreError> {
        let rows = self.rows(MOVED_BETWEEN, &[after.into(), to.into()])?;
        rows.iter().map(|row| row.uuid(0).map(StoryId)).collect()
    }

    /// The last public move's place; 0 when nothing is public.
    pub fn public_head(&self) -> Result<PublicSequence, StoreError> {
        self.row(PUBLIC_HEAD, &[])?.map_or(Ok(PublicSequence(0)), |row| row.count(0).map(PublicSequence))
    }

    /// The entries behind a place, oldest first.
    pub fn wire_after(&self, after: Sequence, limit: u32) -> Result<Vec<WireRow>, StoreError> {
        self.rows(AFTER, &[after.into(), limit.into()])?.iter().map(|row| wire_row(*self, row)).collect()
    }

    /// The same without what they say: the place, the kind and the story of each.
    pub fn moved_after(
        &self,
        after: Sequence,
        limit: u32,
    ) -> Result<Vec<(Sequence, EntryKind, StoryId)>, StoreError> {
        let moved = |row: &Row| Ok((Sequence(row.count(0)?), row.parsed(1)?, StoryId(row.uuid(2)?)));
        self.rows(MOVED_AFTER, &[after.into(), limit.into()])?.iter().map(moved).collect()
    }

    /// One entry.
    pub fn wire_at(&self, sequence: Sequence) -> Result<Option<WireRow>, StoreError> {
        let before = Sequence(sequence.0.saturating_sub(1));
        let found = self.rows(AFTER, &[before.into(), 1_u32.into()])?;
        Ok(found.first().map(|row| wire_row(*self, row)).transpose()?.filter(|row| row.sequence == sequence))
    }

    /// The entries before a place, newest first; the newest of all without one.
    pub fn wire_before(&self, before: Option<Sequence>, limit: u32) -> Result<Vec<WireRow>, StoreError> {
        let before = before.map_or(Value::Int(i64::MAX), Value::from);
        self.rows(BEFORE, &[before, limit.into()])?.iter().map(|row| wire_row(*self, row)).collect()
    }

    /// The last entry of a story.
    pub fn last_on_wire(&self, story: StoryId) -> Result<Option<WireRow>, StoreError> {
        self.row(LAST_OF, &[story.into()])?.map(|row| wire_row(*self, &row)).transpose()
    }

    /// The public entries behind a place, oldest first.
    pub fn public_after(&self, after: PublicSequence, limit: u32) -> Result<Vec<WireRow>, StoreError> {
        self.rows(PUBLIC_AFTER, &[after.into(), limit.into()])?
            .iter()
            .map(|row| wire_row(*self, row))
            .collect()
    }

    /// The story whose embargo ends next, and when.
    pub fn next_embargo(&self) -> Result<Option<(StoryId, Timestamp)>, StoreError> {
        match self.row(NEXT_EMBARGO, &[])? {
            Some(row) => Ok(Some((StoryId(row.uuid(0)?), row.instant(1)?))),
            None => Ok(None),
        }
    }

    pub(crate) fn stored_entries(&self, after: Sequence, limit: u32) -> Result<Vec<Stored>, StoreError> {
        self.rows(ENTRIES, &[after.into(), limit.into()])?
            .iter()
            .map(|row| {
                let content = match (row.maybe(11, Row::hash)?, row.maybe(12, Row::hash)?) {
                    (Some(public), Some(house)) => Some((public, house)),
                    _ => None,
                };
                Ok(Stored {
                    entry: Entry {
                        sequence: Sequence(row.count(0)?),
                        public: row.maybe(1, Row::count)?.map(PublicSequence),
                        kind: row.parsed(2)?,
                        story: StoryId(row.uuid(3)?),
                        revision: row.maybe(4, Row::small)?.map(RevisionNumber),
                        version: row.small(5)?,
                        at: row.instant(6)?,
                        reason: row.maybe(7, |row, at| Ok(row.text(at)?.to_owned()))?,
                        content,
                        previous: row.hash(8)?,
                    },
                    hash: row.hash(9)?,
                    signature: row.bytes(10)?.to_vec(),
                })
            })
            .collect()
    }
}
