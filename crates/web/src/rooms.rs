//! The live rooms of stories: who listens, and what they are told.
//!
//! What is said reaches all who listen within a tenth of a second, together with whatever else was said in it: an event is
//! made once and its bytes shared. A room is told in the order of its changes; whoever comes back names the last one they
//! know and is told the rest. Nothing is kept here that the store does not have.

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use newsroom::views::Item;
use newsroom::{Agency, Error, RoomChange};
use serde::Serialize;
use serde_json::json;
use story::StoryId;
use tokio::sync::broadcast;

use crate::Web;
use crate::discussion::ChatView;
use crate::edition::Site;

/// How long what is said waits for more.
const GATHER: Duration = Duration::from_millis(100);
/// How many changes are told one by one; beyond it a page reads anew.
const REPLAY: u32 = 300;
/// How many tellings a slow reader may lag behind.
const LAG: usize = 64;

/// Changes of a room, as everybody is told them.
#[derive(Clone, Debug)]
pub struct Telling {
    /// The number of the last change among them.
    pub upto: u64,
    /// Whole events.
    pub bytes: Bytes,
}

#[derive(Debug)]
struct Room {
    sender: broadcast::Sender<Telling>,
    told: u64,
}

/// All rooms in which somebody listens.
#[derive(Debug, Default)]
pub struct Rooms {
    open: Mutex<HashMap<StoryId, Room>>,
    gathering: Mutex<HashSet<StoryId>>,
}

/// What somebody who comes in hears.
pub struct Entered {
    /// What is said from now on.
    pub receiver: broadcast::Receiver<Telling>,
    /// What was said since the change that they know.
    pub missed: Option<Telling>,
    /// The last change that they know after that.
    pub upto: u64,
}

#[derive(Serialize)]
struct View {
    message: ChatView,
    prefix: String,
}

impl Rooms {
    fn open(&self) -> MutexGuard<'_, HashMap<StoryId, Room>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets somebody in who knows all up to a change.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the story is not public.
    pub async fn enter(&self, web: &Web, story: StoryId, after: u64) -> Result<Entered, Error> {
        // Listen first, look then: what comes in between is told twice and shown once.
        let head = web.agency.room_head(story)?;
        // Nobody knows what has not happened.
        let after = after.min(head);
        let receiver = {
            let mut open = self.open();
            // Rooms that everybody left are forgotten when somebody comes.
            open.retain(|_, room| room.sender.receiver_count() > 0);
            let room =
                open.entry(story).or_insert_with(|| Room { sender: broadcast::Sender::new(LAG), told: head });
            room.sender.subscribe()
        };
        let missed = telling(web, story, after).await?;
        let upto = missed.as_ref().map_or(head, |it| it.upto);
        Ok(Entered { receiver, missed, upto })
    }

    /// About how many listen in a room: exact up to ten, then in steps.
    pub fn here(&self, story: StoryId) -> usize {
        rounded(self.open().get(&story).map_or(0, |room| room.sender.receiver_count()))
    }

    /// Notes that something may have changed in any room.
    pub fn touch_all(web: &Web) {
        let open: Vec<StoryId> = web.rooms.open().keys().copied().collect();
        open.into_iter().for_each(|story| Rooms::touch(web, story));
    }

    /// Notes that something changed in a room; whoever listens is told in a moment.
    pub fn touch(web: &Web, story: StoryId) {
        let Ok(runtime) = tokio::runtime::Handle::try_current() else { return };
        if !web.rooms.open().contains_key(&story) {
            return;
        }
        let is_first = web.rooms.gathering.lock().unwrap_or_else(PoisonError::into_inner).insert(story);
        if is_first {
            let web = web.clone();
            runtime.spawn(async move {
                tokio::time::sleep(GATHER).await;
                web.rooms.gathering.lock().unwrap_or_else(PoisonError::into_inner).remove(&story);
                if let Err(error) = web.rooms.tell(&web, story).await {
                    tracing::error!(%error, "a room could not be told");
                }
            });
        }
    }

    async fn tell(&self, web: &Web, story: StoryId) -> Result<(), Error> {
        let Some(told) = self.open().get(&story).map(|room| room.told) else { return Ok(()) };
        let Some(telling) = telling(web, story, told).await? else { return Ok(()) };
        if let Some(room) = self.open().get_mut(&story) {
            room.told = room.told.max(telling.upto);
            let _ = room.sender.send(telling);
        }
        Ok(())
    }
}

/// The events of all changes after one; nothing where there are none.
async fn telling(web: &Web, story: StoryId, after: u64) -> Result<Option<Telling>, Error> {
    let (item, changes) = match web.agency.room_changes(story, after, REPLAY + 1).await {
        // A story that was withdrawn meanwhile takes its room along.
        Err(Error::NotFound) => {
            let bytes = Bytes::from(format!("event: closed\ndata: {}\n\n", json!({ "story": story })));
            return Ok(Some(Telling { upto: after, bytes }));
        }
        other => other?,
    };
    let Some(last) = changes.last() else { return Ok(None) };
    if changes.len() > REPLAY as usize {
        let upto = web.agency.room_head(story)?;
        let bytes = Bytes::from(format!("event: anew\ndata: {}\n\n", json!({ "story": story })));
        return Ok(Some(Telling { upto, bytes }));
    }
    let upto = last.message.changed;
    let mut text = String::new();
    for change in &changes {
        text.push_str(&event(web, &item, change));
    }
    Ok(Some(Telling { upto, bytes: Bytes::from(text) }))
}

fn event(web: &Web, item: &Item, change: &RoomChange) -> String {
    let message = &change.message;
    let is_shown = crate::discussion::is_in_stream(message);
    let html = site_of(&web.agency, item).filter(|_| is_shown).and_then(|site| {
        let message = ChatView::of(change, &web.agency.story_path(item), &site, web);
        let view = View { message, prefix: site.prefix() };
        let html = web.theme.render("discussion/chat_message.html", site.locale(), view);
        html.inspect_err(|error| tracing::error!(%error, "a message could not be rendered")).ok()
    });
    let data = json!({
        "story": message.story,
        "number": message.sequence,
        "changed": message.changed,
        "shown": is_shown,
        "html": html,
    });
    format!("event: message\ndata: {data}\n\n")
}

/// The edition in whose language a story's room is.
pub fn site_of(agency: &Agency, item: &Item) -> Option<Site> {
    let house = agency.house();
    let home = item.home()?;
    let at = house.editions.iter().position(|edition| edition.slug == home.edition)?;
    Site::at(house.clone(), at)
}

fn rounded(count: usize) -> usize {
    match count {
        0..=10 => count,
        11..=100 => count / 10 * 10,
        101..=1000 => count / 50 * 50,
        _ => count / 500 * 500,
    }
}

#[cfg(test)]
mod tests {
    use super::rounded;

    #[test]
    fn many_are_told_in_steps() {
        assert_eq!([0, 7, 10, 19, 101, 999, 5230].map(rounded), [0, 7, 10, 10, 100, 950, 5000]);
    }
}
