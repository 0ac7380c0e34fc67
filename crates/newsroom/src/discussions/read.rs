//! What of a discussion is shown: a page of threads, one thread, the stream in order.

use std::collections::HashSet;

use discussion::{Closing, Mode, Order};
use jiff::Timestamp;
use store::{Cursor, Discussion, Message, Reader, StoreError, Tx};
use story::{MessageId, ReaderId, ShortId, StoryId};

use super::{discussed, story_of};
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
    /// Whom they muted.
    pub muted: Vec<ReaderId>,
    /// Whether they follow the whole discussion.
    pub follows: bool,
}

impl Agency {
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
