//! The live newsfeed: server-sent events that resume (WHATWG HTML, section 9.2).
//!
//! One event a public move of an edition: `id` is the public sequence, `move` carries the item as the
//! newsfeed shows it, `withdrawn` the story to take out, `reset` says that too much was missed and the page
//! must read anew. An event is made once and its bytes shared by all streams of its edition.

use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};
use std::time::Duration;

use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use bytes::Bytes;
use futures_util::stream::{BoxStream, SelectAll, Stream, StreamExt as _, once, select_all, unfold};
use listener::{Continued, Workers};
use newsroom::views::PublicMove;
use serde::Serialize;
use serde_json::json;
use story::{EditionSlug, PublicSequence, StoryId};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, broadcast};

use crate::Web;
use crate::ask::Ask;
use crate::edition::Site;
use crate::fault::Fault;
use crate::rooms::Telling;
use crate::site::view::Card;

/// A line that keeps the connection known to be alive, each so often.
const HEARTBEAT: Duration = Duration::from_secs(20);
/// How many events a slow reader may lag behind before it is told to read anew.
const LAG: usize = 1024;

#[derive(Clone, Debug)]
struct Event {
    sequence: PublicSequence,
    bytes: Bytes,
}

/// The streams of each edition.
#[derive(Debug)]
pub struct Live {
    editions: RwLock<HashMap<EditionSlug, broadcast::Sender<Event>>>,
    places: Arc<Semaphore>,
    /// Whoever else carries newsfeeds.
    workers: OnceLock<Arc<Workers>>,
}

#[derive(Serialize)]
struct ItemView {
    card: Card,
}

impl Live {
    /// With room for so many streams.
    pub fn new(limit: usize) -> Self {
        Live {
            editions: RwLock::default(),
            places: Arc::new(Semaphore::new(limit)),
            workers: OnceLock::new(),
        }
    }

    /// From now on newsfeeds may be carried elsewhere too.
    pub fn set_workers(&self, workers: Arc<Workers>) {
        let _ = self.workers.set(workers);
    }

    /// A place for one more stream, where there is one.
    pub fn place(&self) -> Result<OwnedSemaphorePermit, Fault> {
        self.places.clone().try_acquire_owned().map_err(|_| Fault::Busy)
    }

    fn stream_of(&self, edition: &EditionSlug) -> broadcast::Receiver<Event> {
        let mut editions = self.editions.write().unwrap_or_else(PoisonError::into_inner);
        editions.entry(edition.clone()).or_insert_with(|| broadcast::Sender::new(LAG)).subscribe()
    }

    /// Tells the open streams of each edition that a move concerns.
    pub fn tell(&self, web: &Web, public: &PublicMove) {
        self.tell_all(web, public.sequence, |site| event(web, site, public));
    }

    /// Tells everybody to read anew: some moves were left out.
    pub fn reset(&self, web: &Web) {
        let head = web.agency.public_head();
        let head =
            head.inspect_err(|error| tracing::error!(%error, "newsfeeds cannot be told to begin anew"));
        let Ok(head) = head else { return };
        self.tell_all(web, head, |_| Some(reset(head)));
    }

    fn tell_all(&self, web: &Web, sequence: PublicSequence, event: impl Fn(&Site) -> Option<Bytes>) {
        let house = web.agency.house();
        let workers = self.workers.get();
        for at in 0..house.editions.len() {
            let Some(site) = Site::at(house.clone(), at) else { continue };
            let edition = &site.edition().slug;
            let here = {
                let editions = self.editions.read().unwrap_or_else(PoisonError::into_inner);
                editions.get(edition).filter(|sender| sender.receiver_count() > 0).cloned()
            };
            if here.is_none() && workers.is_none() {
                continue;
            }
            let Some(bytes) = event(&site) else { continue };
            if let Some(workers) = workers {
                workers.tell(edition.as_str(), sequence.0, &bytes);
            }
            if let Some(here) = here {
                let _ = here.send(Event { sequence, bytes });
            }
        }
    }
}

/// Tells to read anew, up to a place.
fn reset(head: PublicSequence) -> Bytes {
    Bytes::from(format!("id: {head}\nevent: reset\ndata: {{}}\n\n"))
}

/// The event of a move, for one edition; none where the story does not stand there.
fn event(web: &Web, site: &Site, public: &PublicMove) -> Option<Bytes> {
    let edition = &site.edition().slug;
    let now = public.item.iter().flat_map(|item| &item.revision.content.placements);
    if !public.placements.iter().chain(now).any(|placement| placement.edition == *edition) {
        return None;
    }
    let (name, data) = match &public.item {
        Some(item) => {
            let card = Card::of(item, site, web);
            let html = web.theme.render("site/newsfeed_item.html", site.locale(), ItemView { card });
            let html = html
                .inspect_err(|error| tracing::error!(%error, "a newsfeed item could not be rendered"))
                .ok()?;
            let urgency = item.revision.content.urgency;
            (
                "move",
                json!({ "story": public.story, "sequence": public.sequence, "kind": public.kind, "urgency": urgency, "html": html }),
            )
        }
        None => ("withdrawn", json!({ "story": public.story, "sequence": public.sequence })),
    };
    Some(Bytes::from(format!("id: {}\nevent: {name}\ndata: {data}\n\n", public.sequence)))
}

/// The most rooms that one stream listens in.
const ROOMS: usize = 8;

/// Where a stream goes on: the place in the newsfeed, and in each room the last change that is known. As an event's id it
/// is written `PLACE STORY:CHANGE …`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct At {
    moves: Option<PublicSequence>,
    rooms: Vec<(StoryId, u64)>,
}

impl At {
    /// As a query asks for it: `after=PLACE&room=STORY:CHANGE&room=…`.
    fn asked(query: &str) -> At {
        let mut at = At::default();
        for (key, value) in query.split('&').filter_map(|part| part.split_once('=')) {
            match key {
                "after" => at.moves = value.parse().ok().map(PublicSequence),
                "room" => at.rooms.extend(room(&value.replace("%3A", ":"))),
                _ => {}
            }
        }
        at.rooms.truncate(ROOMS);
        at
    }

    /// With what the browser says it heard last.
    fn heard(mut self, id: &str) -> At {
        let mut parts = id.split(' ');
        self.moves = parts.next().and_then(|part| part.parse().ok()).map(PublicSequence).or(self.moves);
        for (story, change) in parts.filter_map(room) {
            if let Some(known) = self.rooms.iter_mut().find(|(id, _)| *id == story) {
                known.1 = known.1.max(change);
            }
        }
        self
    }

    /// A block that is no event but sets the id (WHATWG HTML, section 9.2.6); nothing where the newsfeed's own will do.
    fn block(&self) -> String {
        if self.rooms.is_empty() {
            return String::new();
        }
        let rooms: String = self.rooms.iter().map(|(story, change)| format!(" {story}:{change}")).collect();
        format!("id: {}{rooms}\n\n", self.moves.unwrap_or_default())
    }
}

fn room(text: &str) -> Option<(StoryId, u64)> {
    let (story, change) = text.split_once(':')?;
    Some((story.parse().ok()?, change.parse().ok()?))
}

/// What a stream hears next.
enum Heard {
    Move(Event),
    Room(StoryId, Telling),
    /// It fell behind: the page reads anew.
    Lost,
    /// Nothing, for a while.
    Quiet,
}

/// The live newsfeed of an edition, and the rooms of stories that are asked for.
pub async fn stream(ask: Ask) -> Result<Response, Fault> {
    let web = ask.web.clone();
    let place = web.live.place()?;
    let last = ask.headers.get("last-event-id").and_then(|id| id.to_str().ok()).unwrap_or_default();
    let mut at = At::asked(&ask.query).heard(last);
    // Subscribe first, read the log then: what comes in between is told twice by both and once to the reader.
    let receiver = web.live.stream_of(&ask.site.edition().slug);
    let head = web.agency.public_head()?;
    let (mut missed, told) = match at.moves {
        None => (Vec::new(), head),
        Some(after) => match web.agency.moves_after(after).await? {
            None => (vec![reset(head)], head),
            Some(moves) => {
                let told = moves.last().map_or(after, |public| public.sequence);
                (moves.iter().filter_map(|public| event(&web, &ask.site, public)).collect(), told)
            }
        },
    };
    at.moves = Some(told);
    let mut sources = vec![moves(receiver).boxed()];
    let mut known = Vec::new();
    for (story, after) in std::mem::take(&mut at.rooms) {
        match web.rooms.enter(&web, story, after).await {
            Ok(entered) => {
                missed.extend(entered.missed.map(|it| it.bytes));
                known.push((story, entered.upto));
                sources.push(tellings(story, entered.receiver).boxed());
            }
            Err(newsroom::Error::NotFound) => {
                missed.push(Bytes::from(format!("event: closed\ndata: {}\n\n", json!({ "story": story }))));
            }
            Err(other) => return Err(other.into()),
        }
    }
    at.rooms = known;
    if !at.rooms.is_empty() {
        missed.push(Bytes::from(at.block()));
    }
    // Spread the reconnects after a restart over four seconds.
    let jitter = u64::from(std::process::id().wrapping_mul(31).wrapping_add(head.0 as u32) % 1000) * 4;
    let opening = Bytes::from(format!("retry: {}\n: dateline\n\n", 1000 + jitter));
    // Without rooms it is the same for all, and may be carried elsewhere.
    let continued = (at.rooms.is_empty() && web.live.workers.get().is_some()).then(|| Continued {
        channel: ask.site.edition().slug.as_str().to_owned(),
        after: told.0,
        opening: [std::slice::from_ref(&opening), &missed[..]].concat().concat().into(),
    });
    let frames = once(async move { opening }).chain(futures_util::stream::iter(missed)).chain(live(
        web,
        select_all(sources),
        at,
        place,
    ));
    let mut response = Response::new(Body::from_stream(frames.map(Ok::<_, Infallible>)));
    if let Some(continued) = continued {
        response.extensions_mut().insert(continued);
    }
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert("x-accel-buffering", HeaderValue::from_static("no"));
    Ok(response)
}

/// What comes in the newsfeed; ends when the house closes.
fn moves(receiver: broadcast::Receiver<Event>) -> impl Stream<Item = Heard> {
    unfold(receiver, |mut receiver| async move {
        match receiver.recv().await {
            Ok(event) => Some((Heard::Move(event), receiver)),
            Err(broadcast::error::RecvError::Lagged(_)) => Some((Heard::Lost, receiver)),
            Err(broadcast::error::RecvError::Closed) => None,
        }
    })
}

/// What comes in a room.
fn tellings(story: StoryId, receiver: broadcast::Receiver<Telling>) -> impl Stream<Item = Heard> {
    unfold(receiver, move |mut receiver| async move {
        match receiver.recv().await {
            Ok(telling) => Some((Heard::Room(story, telling), receiver)),
            Err(broadcast::error::RecvError::Lagged(_)) => Some((Heard::Lost, receiver)),
            Err(broadcast::error::RecvError::Closed) => None,
        }
    })
}

fn live(
    web: Web,
    sources: SelectAll<BoxStream<'static, Heard>>,
    at: At,
    place: OwnedSemaphorePermit,
) -> impl Stream<Item = Bytes> {
    // The house must be able to close while streams are open, so they hold no handle on it but on the rooms.
    let rooms = web.rooms.clone();
    unfold((sources, at, place, rooms), |(mut sources, mut at, place, rooms)| async move {
        loop {
            let heard = match tokio::time::timeout(HEARTBEAT, sources.next()).await {
                Err(_) => Heard::Quiet,
                Ok(None) => return None,
                Ok(Some(heard)) => heard,
            };
            let bytes = match heard {
                Heard::Move(event) if Some(event.sequence) > at.moves => {
                    at.moves = Some(event.sequence);
                    event.bytes
                }
                Heard::Room(story, telling) => {
                    let known = at.rooms.iter_mut().find(|(id, _)| *id == story);
                    match known {
                        Some(known) if telling.upto > known.1 => known.1 = telling.upto,
                        _ => continue,
                    }
                    telling.bytes
                }
                Heard::Move(_) => continue,
                Heard::Lost => Bytes::from_static(b"event: reset\ndata: {}\n\n"),
                Heard::Quiet if at.rooms.is_empty() => Bytes::from_static(b":\n\n"),
                Heard::Quiet => {
                    let here = |(story, _): &(StoryId, u64)| {
                        let data = json!({ "story": story, "here": rooms.here(*story) });
                        format!("event: here\ndata: {data}\n\n")
                    };
                    Bytes::from(at.rooms.iter().map(here).collect::<String>())
                }
            };
            let block = at.block();
            let bytes =
                if block.is_empty() { bytes } else { [bytes.as_ref(), block.as_bytes()].concat().into() };
            return Some((bytes, (sources, at, place, rooms)));
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_goes_on_where_the_browser_heard_it_last() {
        let story = StoryId::new(jiff::Timestamp::UNIX_EPOCH);
        let at = At::asked(&format!("after=7&room={story}%3A12&room=nonsense"));
        assert_eq!(at, At { moves: Some(PublicSequence(7)), rooms: vec![(story, 12)] });
        let at = at.heard(&format!("9 {story}:15"));
        assert_eq!(at.block(), format!("id: 9 {story}:15\n\n"));
        assert_eq!(at.clone().heard("11").rooms, [(story, 15)]);
        assert_eq!(at.clone().heard(""), at);
        // Nobody is let into more rooms by what they say they heard.
        let other = StoryId::new(jiff::Timestamp::UNIX_EPOCH);
        assert_eq!(at.clone().heard(&format!("9 {other}:1")), at);
    }
}
