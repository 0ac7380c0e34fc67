//! Discussions: what readers say of stories, and how the house keeps them. One file a use case.
//!
//! Invariants: only a story that is public has a discussion; what is said passes the phases of `discussion::phases`; a
//! message is published, counted and told of in one transaction; whoever is stopped is told why; whatever a moderator
//! does is written down with what it was before.

mod bring;
mod change;
mod moderate;
mod notify;
mod people;
mod read;
mod report;
mod rules;
mod say;

use std::sync::PoisonError;

use discussion::Closing;
use jiff::{SignedDuration, Timestamp};
use store::{Discussion, HouseRules, Tx};
use story::{ShortId, StoryId};

use crate::views::Item;
use crate::{Agency, Error};

pub use bring::Brought;
pub use change::EDIT_SILENTLY;
pub use moderate::{Decided, QueuePage, Waiting};
pub use people::{Person, SanctionOrder};
pub use read::{DiscussionPage, Mine, RoomChange, RoomPage, Threaded, View};
pub use report::Notice;
pub use say::{Outcome, Saying};

/// Told of each discussion that changed, before whoever changed it is answered; of none where any of them may have.
pub type Discussed = Box<dyn Fn(Option<StoryId>) + Send + Sync>;

/// A story that is discussed, with its discussion.
pub(crate) struct Room {
    pub(crate) item: Item,
    pub(crate) discussion: Discussion,
    pub(crate) closed: Option<Closing>,
    pub(crate) closes_at: Option<Timestamp>,
}

/// When a discussion closes by itself: when a moderator said, else so many days after the story's last update.
fn closes_at(it: &Discussion, item: &Item, rules: &HouseRules) -> Option<Timestamp> {
    let days = SignedDuration::from_hours(24 * i64::from(rules.close_days));
    it.closes_at.or((rules.close_days > 0).then(|| item.updated + days))
}

/// Why a discussion is closed at an instant, if it is.
fn closed(it: &Discussion, item: &Item, rules: &HouseRules, now: Timestamp) -> Option<Closing> {
    let is_over = closes_at(it, item, rules).is_some_and(|until| until <= now);
    it.closed.or(is_over.then_some(Closing::Time))
}

/// The story of an id, as long as the public sees it, with its discussion.
pub(crate) fn discussed(tx: Tx<'_>, story: StoryId, now: Timestamp) -> Result<Room, Error> {
    let item = crate::saved::public(tx, story)?.ok_or(Error::NotFound)?;
    let discussion = tx.discussion(story)?.unwrap_or_else(|| Discussion::empty(story));
    let rules = tx.discussion_rules()?;
    let closed = closed(&discussion, &item, &rules, now);
    let closes_at = closes_at(&discussion, &item, &rules);
    Ok(Room { item, discussion, closed, closes_at })
}

/// The story behind an address.
pub(crate) fn story_of(tx: Tx<'_>, short: ShortId) -> Result<StoryId, Error> {
    Ok(tx.story_by_short(short)?.ok_or(Error::NotFound)?.id)
}

/// How long a room is live after the last update of its story.
const LIVE: SignedDuration = SignedDuration::from_hours(24);

/// How a story's discussion stands.
#[derive(Clone, Copy, Debug)]
pub struct DiscussionState {
    /// How many messages it shows.
    pub visible: u64,
    /// Whether something can be said.
    pub is_open: bool,
    /// When that ends by itself.
    pub closes_at: Option<Timestamp>,
    /// Until when its room is live.
    pub live_until: Timestamp,
}

impl Agency {
    /// Registers one who must know of every change of a discussion: a cache of pages, open streams. Without a story any of
    /// them may have changed.
    pub fn follow_discussions(&self, told: impl Fn(Option<StoryId>) + Send + Sync + 'static) {
        self.inner.discussed.write().unwrap_or_else(PoisonError::into_inner).push(Box::new(told));
    }

    /// Tells that a discussion changed.
    pub(crate) fn discussion_changed(&self, story: StoryId) {
        self.tell_discussion(Some(story));
        if self.inner.store.is_shared() {
            self.inner.bus.wake();
        }
    }

    /// Tells it on this node.
    pub(crate) fn tell_discussion(&self, story: Option<StoryId>) {
        for told in self.inner.discussed.read().unwrap_or_else(PoisonError::into_inner).iter() {
            told(story);
        }
    }

    /// How a story's discussion stands.
    pub fn discussion_state(&self, item: &Item) -> Result<DiscussionState, Error> {
        let now = self.now();
        self.inner.store.read(|tx| {
            let it = tx.discussion(item.story)?.unwrap_or_else(|| Discussion::empty(item.story));
            let rules = tx.discussion_rules()?;
            let is_open = closed(&it, item, &rules, now).is_none();
            Ok(DiscussionState {
                visible: it.visible,
                is_open,
                closes_at: closes_at(&it, item, &rules).filter(|_| is_open),
                live_until: item.updated + LIVE,
            })
        })
    }
}
