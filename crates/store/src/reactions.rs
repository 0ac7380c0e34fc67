//! What readers feel about messages: one reaction each, counted with the message; and by reader, what they marked.

use discussion::Reaction;
use story::{MessageId, ReaderId, StoryId};

use crate::StoreError;
use crate::db::{Row, Sql, Tx, sql};
use crate::messages::Message;

const PUT: Sql = sql!(
    "INSERT INTO message_reaction (message, reader, kind) VALUES ($1, $2, $3)
     ON CONFLICT (message, reader) DO UPDATE SET kind = $3 WHERE message_reaction.kind <> $3"
);
const DROP: Sql = sql!("DELETE FROM message_reaction WHERE message = $1 AND reader = $2");
const COUNTS: Sql =
    sql!("SELECT kind, count(*) FROM message_reaction WHERE message = $1 GROUP BY kind ORDER BY kind");
const SET: Sql = sql!("UPDATE message SET reactions = $2, changed = $3 WHERE id = $1");
const OF: Sql = sql!(
    "SELECT f.message, f.kind FROM message_reaction f JOIN message m ON m.id = f.message
     WHERE f.reader = $1 AND m.story = $2"
);
const BY: Sql = sql!("SELECT message, kind FROM message_reaction WHERE reader = $1 ORDER BY message");
const MARKED_BY: Sql = sql!("SELECT message FROM useful_mark WHERE reader = $1 ORDER BY message");

/// Reads counts as they stand with a message.
pub(crate) fn counts(text: &str) -> Vec<(Reaction, u64)> {
    let one = |part: &str| {
        let (kind, count) = part.split_once(':')?;
        Some((kind.parse().ok()?, count.parse().ok()?))
    };
    text.split_whitespace().filter_map(one).collect()
}

impl Tx<'_> {
    /// A reader feels something about a message, or does not any more; whether that changed anything.
    pub fn react(&self, it: &Message, reader: ReaderId, kind: Option<Reaction>) -> Result<bool, StoreError> {
        let changed = match kind {
            Some(kind) => self.run(PUT, &[it.id.into(), reader.into(), kind.as_str().into()])?,
            None => self.run(DROP, &[it.id.into(), reader.into()])?,
        };
        if changed == 0 {
            return Ok(false);
        }
        let rows = self.rows(COUNTS, &[it.id.into()])?;
        let told: Result<Vec<String>, StoreError> =
            rows.iter().map(|row| Ok(format!("{}:{}", row.text(0)?, row.count(1)?))).collect();
        let change = self.next_change(it.story, 0)?;
        self.run(SET, &[it.id.into(), told?.join(" ").into(), change.into()])?;
        Ok(true)
    }

    /// What a reader feels about the messages of a story.
    pub fn reactions_of(
        &self,
        reader: ReaderId,
        story: StoryId,
    ) -> Result<Vec<(MessageId, Reaction)>, StoreError> {
        let one = |row: &Row| Ok((MessageId(row.uuid(0)?), row.parsed(1)?));
        self.rows(OF, &[reader.into(), story.into()])?.iter().map(one).collect()
    }

    /// What a reader feels about any message.
    pub fn reactions_by(&self, reader: ReaderId) -> Result<Vec<(MessageId, Reaction)>, StoreError> {
        let one = |row: &Row| Ok((MessageId(row.uuid(0)?), row.parsed(1)?));
        self.rows(BY, &[reader.into()])?.iter().map(one).collect()
    }

    /// The messages that a reader found useful.
    pub fn marked_by(&self, reader: ReaderId) -> Result<Vec<MessageId>, StoreError> {
        self.rows(MARKED_BY, &[reader.into()])?.iter().map(|row| Ok(MessageId(row.uuid(0)?))).collect()
    }

    /// Takes all reactions of a reader back.
    pub fn forget_reactions(&self, reader: ReaderId) -> Result<(), StoreError> {
        for (id, _) in self.reactions_by(reader)? {
            if let Some(message) = self.message(id)? {
                self.react(&message, reader, None)?;
            }
        }
        Ok(())
    }
}
