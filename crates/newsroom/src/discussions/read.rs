//! What of a discussion is shown: a page of threads, one thread, the stream in order.

use std::collections::HashSet;

use discussion::{Closing, Mode, Order, Reaction};
use jiff::Timestamp;
use store::{Cursor, Discussion, Message, Reader, StoreError, Tx};
use story::{EditionSlug, MessageId, ReaderId, ShortId, StoryId};

use super::{LIVE, discussed, story_of};
use crate::views::Item;
use crate::{Agency, Error};

/// How many threads a page has.
const THREADS: u32 = 20;
/// How many answers of a message a page of threads shows, by the depth of the message.
const ANSWERS: [u32; 2] = [2, 1];
/// How many answers a thread's own page shows at the top, and below it by depth.
const OF_THREAD: [u32; 3] = [20, 3, 2];

/// A message with what answers it.
#[derive(Clone, Debug)]
pub struct Threaded {
    /// The message.
    pub message: Message,
    /// What answers it, the oldest first.
    pub answers: Vec<Threaded>,
    /// How many answers are not among them.
    pub more: u64,
}

/// Which part of a discussion.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct View {
    /// In which order; the newest first where none is named.
    pub order: Option<Order>,
    /// Behind which message.
    pub after: Option<Cursor>,
    /// Only questions that nobody answered.
    pub is_unanswered: bool,
}

/// A page of a discussion.
#[derive(Clone, Debug)]
pub struct DiscussionPage {
    /// The story.
    pub item: Item,
    /// The discussion, with its counts.
    pub discussion: Discussion,
    /// Why it is closed, if it is.
    pub closed: Option<Closing>,
    /// When it closes by itself.
    pub closes_at: Option<Timestamp>,
    /// What editors picked; on the first page.
    pub picked: Vec<Message>,
    /// What a thread's page begins above: the messages that its first one answers, the first first.
    pub above: Vec<Message>,
    /// The threads.
    pub threads: Vec<Threaded>,
    /// Where the next page begins.
    pub next: Option<Cursor>,
}

/// What a reader's own eyes see of a discussion: what the page that is the same for all cannot say.
#[derive(Clone, Debug, Default)]
pub struct Mine {
    /// The messages they marked as useful.
    pub useful: Vec<MessageId>,
    /// What they feel about messages.
    pub reactions: Vec<(MessageId, Reaction)>,
    /// Whom they muted.
    pub muted: Vec<ReaderId>,
    /// Whether they follow the whole discussion.
    pub follows: bool,
}

/// A change in a story's room.
#[derive(Clone, Debug)]
pub struct RoomChange {
    /// The message as it stands now.
    pub message: Message,
    /// What it answers.
    pub parent: Option<Message>,
}

/// A page of a story's room: the stream of messages in their order.
#[derive(Clone, Debug)]
pub struct RoomPage {
    /// The story.
    pub item: Item,
    /// The discussion.
    pub discussion: Discussion,
    /// Why nothing can be said, if so.
    pub closed: Option<Closing>,
    /// Until when it is live: from then on there is the discussion alone.
    pub live_until: Timestamp,
    /// The messages, the oldest first.
    pub messages: Vec<RoomChange>,
    /// What is pinned.
    pub pinned: Option<Message>,
    /// Whether there are older ones.
    pub has_older: bool,
    /// Whether there are newer ones.
    pub has_newer: bool,
}

/// How many messages a page of a room has.
const ROOM: u32 = 50;

impl Agency {
    /// The number of the last change in a story's room.
    pub fn room_head(&self, story: StoryId) -> Result<u64, Error> {
        Ok(self.inner.store.read(|tx| tx.discussion(story))?.map_or(0, |it| it.last_change))
    }

    /// What changed in a story's room after a change, in order, at most so many; with the story.
    pub async fn room_changes(
        &self,
        story: StoryId,
        after: u64,
        limit: u32,
    ) -> Result<(Item, Vec<RoomChange>), Error> {
        let now = self.now();
        self.inner.store.read(|tx| {
            let item = discussed(tx, story, now)?.item;
            let changed = tx.messages_changed(story, after, limit)?;
            Ok((item, changed.into_iter().map(|it| with_parent(tx, it)).collect::<Result<_, StoreError>>()?))
        })
    }

    /// A page of a story's room: the last messages, or those before or after a number.
    pub async fn room(
        &self,
        short: ShortId,
        (before, after): (Option<u64>, Option<u64>),
    ) -> Result<RoomPage, Error> {
        let now = self.now();
        self.inner.store.read(|tx| {
            let room = discussed(tx, story_of(tx, short)?, now)?;
            let story = room.item.story;
            let mut messages = match after {
                Some(after) => tx.stream_after(story, after, ROOM + 1)?,
                None => tx.stream_before(story, before.unwrap_or(i64::MAX as u64), ROOM + 1)?,
            };
            let is_cut = messages.len() > ROOM as usize;
            messages.truncate(ROOM as usize);
            if after.is_none() {
                messages.reverse();
            }
            let last = messages.last().map_or(0, |it| it.sequence);
            let has_newer = match after {
                Some(_) => is_cut,
                None => before.is_some() && !tx.stream_after(story, last, 1)?.is_empty(),
            };
            let pinned = tx.pinned(story)?.filter(|it| it.state == discussion::State::Visible);
            Ok(RoomPage {
                live_until: room.item.updated + LIVE,
                item: room.item,
                discussion: room.discussion,
                closed: room.closed,
                messages: messages
                    .into_iter()
                    .map(|it| with_parent(tx, it))
                    .collect::<Result<_, StoreError>>()?,
                pinned,
                has_older: if after.is_some() { true } else { is_cut },
                has_newer,
            })
        })
    }

    /// The rooms of an edition that are live, those in which something was said last first.
    pub async fn rooms(&self, edition: &EditionSlug) -> Result<Vec<(Item, Discussion)>, Error> {
        let now = self.now();
        self.inner.store.read(|tx| {
            let mut rooms = Vec::new();
            for story in tx.last_discussed(200)? {
                let Ok(room) = discussed(tx, story, now) else { continue };
                let stands = room.item.home().is_some_and(|home| home.edition == *edition);
                if stands && room.closed.is_none() && now < room.item.updated + LIVE {
                    rooms.push((room.item, room.discussion));
                }
            }
            rooms.truncate(50);
            Ok(rooms)
        })
    }

    /// A page of a story's discussion.
    pub async fn discussion(&self, short: ShortId, view: View) -> Result<DiscussionPage, Error> {
        let now = self.now();
        self.inner.store.read(|tx| {
            let room = discussed(tx, story_of(tx, short)?, now)?;
            let story = room.item.story;
            let order = view.order.unwrap_or(Order::Newest);
            let mut roots = if view.is_unanswered && room.discussion.mode == Mode::Questions {
                tx.unanswered(story, view.after.map(|it| it.sequence), THREADS + 1)?
            } else {
                tx.message_roots(story, order, view.after, THREADS + 1)?
            };
            let next = cut(&mut roots, THREADS);
            let threads = threads(tx, roots, &ANSWERS)?;
            let picked = if view.after.is_none() { tx.picked_messages(story)? } else { Vec::new() };
            Ok(DiscussionPage {
                item: room.item,
                discussion: room.discussion,
                closed: room.closed,
                closes_at: room.closes_at,
                picked,
                above: Vec::new(),
                threads,
                next,
            })
        })
    }

    /// One message with what it answers and what answers it.
    pub async fn thread(&self, short: ShortId, sequence: u64, after: u64) -> Result<DiscussionPage, Error> {
        let now = self.now();
        self.inner.store.read(|tx| {
            let room = discussed(tx, story_of(tx, short)?, now)?;
            let first = tx.message_at(room.item.story, sequence)?.filter(is_seen).ok_or(Error::NotFound)?;
            let mut above = Vec::new();
            let mut parent = first.parent;
            while let Some(id) = parent.filter(|_| above.len() < 50) {
                let Some(message) = tx.message(id)? else { break };
                parent = message.parent;
                above.push(message);
            }
            above.reverse();
            let mut answers = tx.answers(first.id, after, OF_THREAD[0] + 1)?;
            let next = cut(&mut answers, OF_THREAD[0]);
            let answers = threads(tx, answers, &OF_THREAD[1..])?;
            Ok(DiscussionPage {
                item: room.item,
                discussion: room.discussion,
                closed: room.closed,
                closes_at: room.closes_at,
                picked: Vec::new(),
                above,
                threads: vec![Threaded { message: first, answers, more: 0 }],
                next,
            })
        })
    }

    /// What a reader's own eyes see of a discussion.
    pub async fn mine(&self, who: &Reader, story: StoryId) -> Result<Mine, Error> {
        Ok(self.inner.store.read(|tx| -> Result<_, StoreError> {
            Ok(Mine {
                useful: tx.marked_useful(who.id, story)?,
                reactions: tx.reactions_of(who.id, story)?,
                muted: tx.muted(who.id)?.into_iter().map(|(id, _)| id).collect(),
                follows: tx.followed(who.id)?.contains(&(story, None)),
            })
        })?)
    }

    /// Whether a reader follows the thread that a message stands in.
    pub async fn follows_thread(&self, who: &Reader, message: &Message) -> Result<bool, Error> {
        let thread = (message.story, Some(message.root));
        Ok(self.inner.store.read(|tx| tx.followed(who.id))?.contains(&thread))
    }

    /// A message that everybody sees, with the story it is on; its author and moderators see it in any state.
    pub async fn message(&self, id: MessageId, who: Option<&Reader>) -> Result<(Message, Item), Error> {
        let now = self.now();
        self.inner.store.read(|tx| {
            let message = tx.message(id)?.ok_or(Error::NotFound)?;
            let is_own = who.is_some_and(|who| message.reader == Some(who.id));
            if !is_own && !is_seen(&message) {
                return Err(Error::NotFound);
            }
            let item = discussed(tx, message.story, now)?.item;
            Ok((message, item))
        })
    }

    /// What a message said before it was edited, with when that ended.
    pub async fn message_history(&self, id: MessageId) -> Result<Vec<(String, Timestamp)>, Error> {
        Ok(self.inner.store.read(|tx| tx.message_edits(id))?)
    }
}

/// Whether a page shows it: as it is, or as the place where something was that was answered.
pub(crate) fn is_seen(message: &Message) -> bool {
    message.state == discussion::State::Visible || message.replies > 0
}

/// Cuts a page to its size; where the next one begins.
fn cut(page: &mut Vec<Message>, size: u32) -> Option<Cursor> {
    if page.len() <= size as usize {
        return None;
    }
    page.truncate(size as usize);
    page.last().map(|last| Cursor { useful: last.useful, sequence: last.sequence })
}

fn with_parent(tx: Tx<'_>, message: Message) -> Result<RoomChange, StoreError> {
    let parent = message.parent.map(|id| tx.message(id)).transpose()?.flatten();
    Ok(RoomChange { message, parent })
}

fn threads(tx: Tx<'_>, messages: Vec<Message>, depths: &[u32]) -> Result<Vec<Threaded>, StoreError> {
    let mut all = Vec::with_capacity(messages.len());
    let mut seen = HashSet::new();
    for message in messages.into_iter().filter(|message| seen.insert(message.id)) {
        let answers = match depths.first() {
            Some(most) if message.replies > 0 => {
                let answers = tx.answers(message.id, 0, *most)?;
                threads(tx, answers, &depths[1..])?
            }
            _ => Vec::new(),
        };
        let more = message.replies.saturating_sub(answers.len() as u64);
        all.push(Threaded { message, answers, more });
    }
    Ok(all)
}
