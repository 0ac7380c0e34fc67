//! Discussions: one stream of messages for a story, its tree, its counts.
//!
//! Invariants: a discussion's count is the number of its visible messages and changes in the transaction that changes
//! them; a message is shown when it is visible or has answers that are shown; each change of a message has the next
//! number of its discussion, so whoever knows a number can be told all that came after it.

use discussion::{Closing, Mode, Order, Reaction, ReaderBadge, State};
use jiff::Timestamp;
use story::{MessageId, ReaderId, StoryId};

use crate::StoreError;
use crate::db::{Row, Sql, Tx, sql};
use crate::nodes::Signal;

/// A discussion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Discussion {
    /// Of which story.
    pub story: StoryId,
    /// What it is for.
    pub mode: Mode,
    /// Whether everything is looked at first.
    pub is_watched: bool,
    /// The least time between two messages of one reader, in seconds.
    pub slow_seconds: u32,
    /// How old an account has to be to write here, in hours.
    pub least_hours: u32,
    /// When it closes by itself.
    pub closes_at: Option<Timestamp>,
    /// Why it is closed.
    pub closed: Option<Closing>,
    /// How many messages are visible.
    pub visible: u64,
    /// The number of the last message.
    pub last_sequence: u64,
    /// The number of the last change.
    pub last_change: u64,
    /// When something was last said.
    pub last_at: Option<Timestamp>,
}

impl Discussion {
    /// One in which nothing was said.
    pub fn empty(story: StoryId) -> Self {
        Discussion {
            story,
            mode: Mode::Comments,
            is_watched: false,
            slow_seconds: 0,
            least_hours: 0,
            closes_at: None,
            closed: None,
            visible: 0,
            last_sequence: 0,
            last_change: 0,
            last_at: None,
        }
    }
}

/// A message with its author.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Which.
    pub id: MessageId,
    /// On which story.
    pub story: StoryId,
    /// Its number in the discussion, from 1.
    pub sequence: u64,
    /// The number of its last change.
    pub changed: u64,
    /// What it answers.
    pub parent: Option<MessageId>,
    /// The message at the top of its thread: itself where it answers nothing.
    pub root: MessageId,
    /// How deep it stands: 0 where it answers nothing.
    pub depth: u32,
    /// Its author, as long as they are here.
    pub reader: Option<ReaderId>,
    /// Their name; empty where they left.
    pub author: String,
    /// What stands beside the name.
    pub badge: ReaderBadge,
    /// What it says, as it was typed.
    pub text: String,
    /// How it stands.
    pub state: State,
    /// When it was said.
    pub at: Timestamp,
    /// When it was last edited, where that is told.
    pub edited_at: Option<Timestamp>,
    /// How many readers found it useful.
    pub useful: u64,
    /// How many answers are shown.
    pub replies: u64,
    /// When an editor picked it.
    pub picked_at: Option<Timestamp>,
    /// Why it was taken out.
    pub grounds: Option<String>,
    /// What readers feel about it, and how many.
    pub reactions: Vec<(Reaction, u64)>,
}

/// A place in an order: behind which message a page begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cursor {
    /// How useful that one is; for [`Order::Useful`].
    pub useful: u64,
    /// Its number.
    pub sequence: u64,
}

macro_rules! message_columns {
    () => {
        "SELECT m.id, m.story, m.sequence, m.changed, m.parent, m.root, m.depth, m.reader, coalesce(r.name, ''),
         coalesce(r.badge, 'none'), m.text, m.state, m.at, m.edited_at, m.useful, m.replies, m.picked_at, m.grounds,
         m.reactions
         FROM message m LEFT JOIN reader r ON r.id = m.reader "
    };
}
pub(crate) use message_columns;

const DISCUSSION: Sql = sql!(
    "SELECT mode, is_watched, slow_seconds, closes_at, closed, visible, last_sequence, last_change, last_at,
            least_hours
     FROM discussion WHERE story = $1"
);
const OPEN: Sql = sql!(
    "INSERT INTO discussion (story, mode, is_watched, slow_seconds, closes_at, visible, last_sequence, last_change)
     VALUES ($1, 'comments', FALSE, 0, $2, 0, 0, 0) ON CONFLICT (story) DO NOTHING"
);
const SET: Sql = sql!(
    "UPDATE discussion SET mode = $2, is_watched = $3, slow_seconds = $4, closes_at = $5, closed = $6,
     least_hours = $7 WHERE story = $1"
);
const COUNT_UP: Sql = sql!(
    "UPDATE discussion SET last_sequence = last_sequence + 1, last_change = last_change + 1, last_at = $2 WHERE story = $1
     RETURNING last_sequence, last_change"
);
const NEXT_CHANGE: Sql = sql!(
    "UPDATE discussion SET last_change = last_change + 1, visible = visible + $2 WHERE story = $1 RETURNING last_change"
);
const PUT: Sql = sql!(
    "INSERT INTO message (id, story, sequence, changed, parent, root, depth, reader, client_id, text, state, shown, at, useful, replies)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'held', FALSE, $11, 0, 0)"
);
const BY_ID: Sql = sql!(concat!(message_columns!(), "WHERE m.id = $1"));
const BY_SEQUENCE: Sql = sql!(concat!(message_columns!(), "WHERE m.story = $1 AND m.sequence = $2"));
const BY_CLIENT: Sql = sql!(concat!(message_columns!(), "WHERE m.reader = $1 AND m.client_id = $2"));
const SHOWN: Sql = sql!("SELECT shown FROM message WHERE id = $1");
const SET_STATE: Sql =
    sql!("UPDATE message SET state = $2, shown = $3, changed = $4, grounds = $5 WHERE id = $1");
const SET_SHOWN: Sql = sql!("UPDATE message SET shown = $2, replies = replies + $3 WHERE id = $1");
const EDIT: Sql = sql!("UPDATE message SET text = $2, edited_at = $3, changed = $4 WHERE id = $1");
const PUT_EDIT: Sql = sql!(
    "INSERT INTO message_edit (message, number, text, at)
     SELECT $1, coalesce(max(number), 0) + 1, $2, $3 FROM message_edit WHERE message = $1"
);
const EDITS: Sql = sql!("SELECT text, at FROM message_edit WHERE message = $1 ORDER BY number");
const ROOTS_NEWEST: Sql = sql!(concat!(
    message_columns!(),
    "WHERE m.story = $1 AND m.depth = 0 AND m.shown = TRUE AND m.sequence < $2 ORDER BY m.sequence DESC LIMIT $3"
));
const ROOTS_OLDEST: Sql = sql!(concat!(
    message_columns!(),
    "WHERE m.story = $1 AND m.depth = 0 AND m.shown = TRUE AND m.sequence > $2 ORDER BY m.sequence LIMIT $3"
));
const ROOTS_USEFUL: Sql = sql!(concat!(
    message_columns!(),
    "WHERE m.story = $1 AND m.depth = 0 AND m.shown = TRUE AND (m.useful, m.sequence) < ($2, $3)
     ORDER BY m.useful DESC, m.sequence DESC LIMIT $4"
));
const UNANSWERED: Sql = sql!(concat!(
    message_columns!(),
    "WHERE m.story = $1 AND m.depth = 0 AND m.shown = TRUE AND m.replies = 0 AND m.sequence < $2 ORDER BY m.sequence DESC LIMIT $3"
));
const ANSWERS: Sql = sql!(concat!(
    message_columns!(),
    "WHERE m.parent = $1 AND m.shown = TRUE AND m.sequence > $2 ORDER BY m.sequence LIMIT $3"
));
const PICKED: Sql = sql!(concat!(
    message_columns!(),
    "WHERE m.story = $1 AND m.picked_at IS NOT NULL AND m.state = 'visible' ORDER BY m.picked_at DESC LIMIT 5"
));
const CHANGED: Sql =
    sql!(concat!(message_columns!(), "WHERE m.story = $1 AND m.changed > $2 ORDER BY m.changed LIMIT $3"));
const OF_READER: Sql =
    sql!(concat!(message_columns!(), "WHERE m.reader = $1 AND m.at < $2 ORDER BY m.at DESC, m.id LIMIT $3"));
const SAID_SINCE: Sql = sql!(
    "SELECT at, text FROM message WHERE reader = $1 AND at > $2 ORDER BY at DESC, sequence DESC LIMIT 50"
);
const STANDING: Sql = sql!("SELECT count(*) FROM message WHERE reader = $1 AND state = 'visible'");
const LAST_STATES: Sql = sql!(
    "SELECT state FROM message WHERE reader = $1 AND state IN ('visible', 'rejected') ORDER BY at DESC, sequence DESC LIMIT 20"
);
const MARK: Sql = sql!(
    "INSERT INTO useful_mark (message, reader) VALUES ($1, $2) ON CONFLICT (message, reader) DO NOTHING"
);
const UNMARK: Sql = sql!("DELETE FROM useful_mark WHERE message = $1 AND reader = $2");
const COUNT_USEFUL: Sql = sql!("UPDATE message SET useful = useful + $2, changed = $3 WHERE id = $1");
const MARKED: Sql = sql!(
    "SELECT u.message FROM useful_mark u JOIN message m ON m.id = u.message WHERE u.reader = $1 AND m.story = $2"
);
const PICK: Sql = sql!("UPDATE message SET picked_at = $2, changed = $3 WHERE id = $1");
const AUTHORS: Sql = sql!(
    "SELECT DISTINCT r.id, r.name FROM message m JOIN reader r ON r.id = m.reader WHERE m.story = $1 LIMIT 500"
);
const FORGET_AUTHOR: Sql = sql!("UPDATE message SET reader = NULL, client_id = NULL WHERE reader = $1");
const ERASE_TEXT: Sql = sql!("UPDATE message SET text = '' WHERE id = $1");
const ERASE_EDITS: Sql = sql!("DELETE FROM message_edit WHERE message = $1");
const ERASE_FINDINGS: Sql = sql!("DELETE FROM message_finding WHERE message = $1");
macro_rules! in_stream {
    () => {
        "m.story = $1 AND m.state <> 'held'"
    };
}
const STREAM_BEFORE: Sql = sql!(concat!(
    message_columns!(),
    "WHERE ",
    in_stream!(),
    " AND m.sequence < $2 ORDER BY m.sequence DESC LIMIT $3"
));
const STREAM_AFTER: Sql = sql!(concat!(
    message_columns!(),
    "WHERE ",
    in_stream!(),
    " AND m.sequence > $2 ORDER BY m.sequence LIMIT $3"
));
const LAST_DISCUSSED: Sql = sql!(
    "SELECT story FROM discussion WHERE visible > 0 AND last_at IS NOT NULL ORDER BY last_at DESC LIMIT $1"
);
const PINNED: Sql =
    sql!(concat!(message_columns!(), "JOIN discussion d ON d.pinned = m.id WHERE d.story = $1"));
const PIN: Sql = sql!("UPDATE discussion SET pinned = $2 WHERE story = $1");

pub(crate) fn message(row: &Row) -> Result<Message, StoreError> {
    Ok(Message {
        id: MessageId(row.uuid(0)?),
        story: StoryId(row.uuid(1)?),
        sequence: row.count(2)?,
        changed: row.count(3)?,
        parent: row.maybe(4, Row::uuid)?.map(MessageId),
        root: MessageId(row.uuid(5)?),
        depth: row.small(6)?,
        reader: row.maybe(7, Row::uuid)?.map(ReaderId),
        author: row.text(8)?.to_owned(),
        badge: row.parsed(9)?,
        text: row.text(10)?.to_owned(),
        state: row.parsed(11)?,
        at: row.instant(12)?,
        edited_at: row.maybe(13, Row::instant)?,
        useful: row.count(14)?,
        replies: row.count(15)?,
        picked_at: row.maybe(16, Row::instant)?,
        grounds: row.maybe(17, |row, at| Ok(row.text(at)?.to_owned()))?,
        reactions: crate::reactions::counts(row.text(18)?),
    })
}

/// A message that is to be put down.
#[derive(Clone, Debug)]
pub struct NewMessage {
    /// Which.
    pub id: MessageId,
    /// On which story.
    pub story: StoryId,
    /// What it answers.
    pub parent: Option<MessageId>,
    /// Its author.
    pub reader: ReaderId,
    /// What their browser knows it by, so that it comes once.
    pub client_id: Option<String>,
    /// What it says.
    pub text: String,
    /// When.
    pub at: Timestamp,
}

impl Tx<'_> {
    /// The discussion of a story, if anything was said or decided there.
    pub fn discussion(&self, story: StoryId) -> Result<Option<Discussion>, StoreError> {
        let Some(row) = self.row(DISCUSSION, &[story.into()])? else { return Ok(None) };
        Ok(Some(Discussion {
            story,
            mode: row.parsed(0)?,
            is_watched: row.truth(1)?,
            slow_seconds: row.small(2)?,
            closes_at: row.maybe(3, Row::instant)?,
            closed: row.maybe(4, Row::parsed)?,
            visible: row.count(5)?,
            last_sequence: row.count(6)?,
            last_change: row.count(7)?,
            last_at: row.maybe(8, Row::instant)?,
            least_hours: row.small(9)?,
        }))
    }

    /// Makes sure that a story has a discussion, which closes at an instant.
    pub fn open_discussion(&self, story: StoryId, closes_at: Option<Timestamp>) -> Result<(), StoreError> {
        self.run(OPEN, &[story.into(), closes_at.into()]).map(drop)
    }

    /// Changes what a discussion is for and how it is kept; not its counts.
    pub fn set_discussion(&self, it: &Discussion) -> Result<(), StoreError> {
        self.signal(Signal::Discussion(it.story))?;
        let values = [
            it.story.into(),
            it.mode.as_str().into(),
            it.is_watched.into(),
            it.slow_seconds.into(),
            it.closes_at.into(),
            it.closed.map(Closing::as_str).into(),
            it.least_hours.into(),
        ];
        self.run(SET, &values).map(drop)
    }

    /// Puts a message down, held; [`StoreError::Taken`] where it is there already. The discussion has to be there.
    pub fn put_message(&self, it: &NewMessage) -> Result<Message, StoreError> {
        let parent = it.parent.map(|id| self.message(id)).transpose()?.flatten();
        let counted = self.row(COUNT_UP, &[it.story.into(), it.at.into()])?;
        let counted = counted.ok_or_else(|| StoreError::Damaged("a message without a discussion".into()))?;
        let values = [
            it.id.into(),
            it.story.into(),
            counted.int(0)?.into(),
            counted.int(1)?.into(),
            parent.as_ref().map(|parent| parent.id).into(),
            parent.as_ref().map_or(it.id, |parent| parent.root).into(),
            parent.as_ref().map_or(0, |parent| parent.depth + 1).into(),
            it.reader.into(),
            it.client_id.as_deref().into(),
            it.text.as_str().into(),
            it.at.into(),
        ];
        self.run(PUT, &values)?;
        self.message(it.id)?.ok_or_else(|| StoreError::Damaged("a message is gone".into()))
    }

    /// A message.
    pub fn message(&self, id: MessageId) -> Result<Option<Message>, StoreError> {
        self.row(BY_ID, &[id.into()])?.as_ref().map(message).transpose()
    }

    /// A message by its number.
    pub fn message_at(&self, story: StoryId, sequence: u64) -> Result<Option<Message>, StoreError> {
        self.row(BY_SEQUENCE, &[story.into(), sequence.into()])?.as_ref().map(message).transpose()
    }

    /// A message by what its author's browser knows it by.
    pub fn message_by_client(
        &self,
        reader: ReaderId,
        client_id: &str,
    ) -> Result<Option<Message>, StoreError> {
        self.row(BY_CLIENT, &[reader.into(), client_id.into()])?.as_ref().map(message).transpose()
    }

    /// Changes how a message stands, and all counts with it.
    pub fn set_message_state(
        &self,
        it: &Message,
        state: State,
        grounds: Option<&str>,
    ) -> Result<(), StoreError> {
        let visible = i64::from(state == State::Visible) - i64::from(it.state == State::Visible);
        let change = self.next_change(it.story, visible)?;
        let was_shown = self.is_shown(it.id)?;
        let is_shown = state == State::Visible || it.replies > 0;
        let values = [it.id.into(), state.as_str().into(), is_shown.into(), change.into(), grounds.into()];
        self.run(SET_STATE, &values)?;
        let (mut was, mut is, mut above) = (was_shown, is_shown, it.parent);
        while let Some(parent) = above.filter(|_| was != is) {
            let Some(parent) = self.message(parent)? else { break };
            let more = i64::from(is) - i64::from(was);
            was = self.is_shown(parent.id)?;
            is = parent.state == State::Visible || parent.replies.saturating_add_signed(more) > 0;
            self.run(SET_SHOWN, &[parent.id.into(), is.into(), more.into()])?;
            above = parent.parent;
        }
        Ok(())
    }

    fn is_shown(&self, id: MessageId) -> Result<bool, StoreError> {
        self.row(SHOWN, &[id.into()])?.map_or(Ok(false), |row| row.truth(0))
    }

    pub(crate) fn next_change(&self, story: StoryId, visible: i64) -> Result<i64, StoreError> {
        let row = self.row(NEXT_CHANGE, &[story.into(), visible.into()])?;
        self.signal(Signal::Discussion(story))?;
        row.map_or_else(
            || Err(StoreError::Damaged("a message without a discussion".into())),
            |row| row.int(0),
        )
    }

    /// Changes what a message says; where that is told, what it said is kept.
    pub fn edit_message(
        &self,
        it: &Message,
        text: &str,
        told_at: Option<Timestamp>,
    ) -> Result<(), StoreError> {
        if let Some(at) = told_at {
            self.run(PUT_EDIT, &[it.id.into(), it.text.as_str().into(), at.into()])?;
        }
        let change = self.next_change(it.story, 0)?;
        let edited_at = told_at.or(it.edited_at);
        self.run(EDIT, &[it.id.into(), text.into(), edited_at.into(), change.into()]).map(drop)
    }

    /// What a message said before, the first first.
    pub fn message_edits(&self, id: MessageId) -> Result<Vec<(String, Timestamp)>, StoreError> {
        let rows = self.rows(EDITS, &[id.into()])?;
        rows.iter().map(|row| Ok((row.text(0)?.to_owned(), row.instant(1)?))).collect()
    }

    /// A page of the messages that answer nothing, behind a place.
    pub fn message_roots(
        &self,
        story: StoryId,
        order: Order,
        after: Option<Cursor>,
        limit: u32,
    ) -> Result<Vec<Message>, StoreError> {
        let most = i64::MAX as u64;
        let rows = match order {
            Order::Newest => {
                let before = after.map_or(most, |cursor| cursor.sequence);
                self.rows(ROOTS_NEWEST, &[story.into(), before.into(), limit.into()])?
            }
            Order::Oldest => {
                let after = after.map_or(0, |cursor| cursor.sequence);
                self.rows(ROOTS_OLDEST, &[story.into(), after.into(), limit.into()])?
            }
            Order::Useful => {
                let Cursor { useful, sequence } = after.unwrap_or(Cursor { useful: most, sequence: most });
                self.rows(ROOTS_USEFUL, &[story.into(), useful.into(), sequence.into(), limit.into()])?
            }
        };
        rows.iter().map(message).collect()
    }

    /// Questions that nobody answered, the newest first, behind a place.
    pub fn unanswered(
        &self,
        story: StoryId,
        before: Option<u64>,
        limit: u32,
    ) -> Result<Vec<Message>, StoreError> {
        let before = before.unwrap_or(i64::MAX as u64);
        self.rows(UNANSWERED, &[story.into(), before.into(), limit.into()])?.iter().map(message).collect()
    }

    /// What answers a message, the oldest first, behind a place.
    pub fn answers(&self, parent: MessageId, after: u64, limit: u32) -> Result<Vec<Message>, StoreError> {
        self.rows(ANSWERS, &[parent.into(), after.into(), limit.into()])?.iter().map(message).collect()
    }

    /// What editors picked, the last first.
    pub fn picked_messages(&self, story: StoryId) -> Result<Vec<Message>, StoreError> {
        self.rows(PICKED, &[story.into()])?.iter().map(message).collect()
    }

    /// The messages that changed after a number, in the order of their changes.
    pub fn messages_changed(
        &self,
        story: StoryId,
        after: u64,
        limit: u32,
    ) -> Result<Vec<Message>, StoreError> {
        self.rows(CHANGED, &[story.into(), after.into(), limit.into()])?.iter().map(message).collect()
    }

    /// The messages of a room before a number, the newest first; those that were taken out too, as places.
    pub fn stream_before(&self, story: StoryId, before: u64, limit: u32) -> Result<Vec<Message>, StoreError> {
        self.rows(STREAM_BEFORE, &[story.into(), before.into(), limit.into()])?.iter().map(message).collect()
    }

    /// The same after a number, the oldest first.
    pub fn stream_after(&self, story: StoryId, after: u64, limit: u32) -> Result<Vec<Message>, StoreError> {
        self.rows(STREAM_AFTER, &[story.into(), after.into(), limit.into()])?.iter().map(message).collect()
    }

    /// The stories on which something was said last.
    pub fn last_discussed(&self, limit: u32) -> Result<Vec<StoryId>, StoreError> {
        self.rows(LAST_DISCUSSED, &[limit.into()])?.iter().map(|row| Ok(StoryId(row.uuid(0)?))).collect()
    }

    /// What is pinned in a room.
    pub fn pinned(&self, story: StoryId) -> Result<Option<Message>, StoreError> {
        self.row(PINNED, &[story.into()])?.as_ref().map(message).transpose()
    }

    /// Pins a message in its room, or takes that back; told as a change of the message.
    pub fn pin_message(&self, it: &Message, is_pinned: bool) -> Result<(), StoreError> {
        self.run(PIN, &[it.story.into(), is_pinned.then_some(it.id).into()])?;
        self.pick_message(it, it.picked_at)
    }

    /// What a reader said before an instant, the newest first, whatever its state.
    pub fn messages_of(
        &self,
        reader: ReaderId,
        before: Timestamp,
        limit: u32,
    ) -> Result<Vec<Message>, StoreError> {
        self.rows(OF_READER, &[reader.into(), before.into(), limit.into()])?.iter().map(message).collect()
    }

    /// What a reader said after an instant, the newest first.
    pub fn said_since(
        &self,
        reader: ReaderId,
        since: Timestamp,
    ) -> Result<Vec<(Timestamp, String)>, StoreError> {
        let rows = self.rows(SAID_SINCE, &[reader.into(), since.into()])?;
        rows.iter().map(|row| Ok((row.instant(0)?, row.text(1)?.to_owned()))).collect()
    }

    /// How many messages of a reader stand, and of their last twenty how many were taken out, of how many.
    pub fn record_of(&self, reader: ReaderId) -> Result<(u32, (u32, u32)), StoreError> {
        let standing = self.row(STANDING, &[reader.into()])?.map_or(Ok(0), |row| row.small(0))?;
        let last = self.rows(LAST_STATES, &[reader.into()])?;
        let mut rejected = 0;
        for row in &last {
            rejected += u32::from(row.text(0)? == State::Rejected.as_str());
        }
        Ok((standing, (rejected, u32::try_from(last.len()).unwrap_or(u32::MAX))))
    }

    /// Marks a message as useful, or takes the mark back; whether that changed anything.
    pub fn mark_useful(&self, it: &Message, reader: ReaderId, is_useful: bool) -> Result<bool, StoreError> {
        let statement = if is_useful { MARK } else { UNMARK };
        if self.run(statement, &[it.id.into(), reader.into()])? == 0 {
            return Ok(false);
        }
        let change = self.next_change(it.story, 0)?;
        let more: i64 = if is_useful { 1 } else { -1 };
        self.run(COUNT_USEFUL, &[it.id.into(), more.into(), change.into()])?;
        Ok(true)
    }

    /// The messages of a story that a reader marked as useful.
    pub fn marked_useful(&self, reader: ReaderId, story: StoryId) -> Result<Vec<MessageId>, StoreError> {
        let rows = self.rows(MARKED, &[reader.into(), story.into()])?;
        rows.iter().map(|row| Ok(MessageId(row.uuid(0)?))).collect()
    }

    /// Picks a message, or takes that back.
    pub fn pick_message(&self, it: &Message, at: Option<Timestamp>) -> Result<(), StoreError> {
        let change = self.next_change(it.story, 0)?;
        self.run(PICK, &[it.id.into(), at.into(), change.into()]).map(drop)
    }

    /// Who takes part in a discussion: their ids and names.
    pub fn discussion_authors(&self, story: StoryId) -> Result<Vec<(ReaderId, String)>, StoreError> {
        let rows = self.rows(AUTHORS, &[story.into()])?;
        rows.iter().map(|row| Ok((ReaderId(row.uuid(0)?), row.text(1)?.to_owned()))).collect()
    }

    /// Erases what a message says, what it said before, and what was found in it.
    pub fn erase_message_text(&self, id: MessageId) -> Result<(), StoreError> {
        for statement in [ERASE_TEXT, ERASE_EDITS, ERASE_FINDINGS] {
            self.run(statement, &[id.into()])?;
        }
        Ok(())
    }

    /// Takes back all marks of a reader, and forgets that they wrote what they wrote.
    pub fn forget_author(&self, reader: ReaderId) -> Result<(), StoreError> {
        for id in self.marked_by(reader)? {
            if let Some(it) = self.message(id)? {
                self.mark_useful(&it, reader, false)?;
            }
        }
        self.run(FORGET_AUTHOR, &[reader.into()]).map(drop)
    }
}
