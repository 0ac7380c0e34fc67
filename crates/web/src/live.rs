//! The live newsfeed: server-sent events that resume (WHATWG HTML, section 9.2).
//!
//! One event a public move of an edition: `id` is the public sequence, `move` carries the item as the
//! newsfeed shows it, `withdrawn` the story to take out, `reset` says that too much was missed and the page
//! must read anew. An event is made once and its bytes shared by all streams of its edition.

use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use axum::body::Body;
use axum::extract::Query;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use bytes::Bytes;
use futures_util::stream::{Stream, StreamExt as _, once, unfold};
use newsroom::views::PublicMove;
use serde::{Deserialize, Serialize};
use serde_json::json;
use story::{EditionSlug, PublicSequence};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, broadcast};

use crate::Web;
use crate::ask::Ask;
use crate::edition::Site;
use crate::fault::Fault;
use crate::site::view::Card;

/// A line that keeps the connection known to be alive, each so often.
const HEARTBEAT: Duration = Duration::from_secs(20);
/// How many events a slow reader may lag behind before it is told to read anew.
const LAG: usize = 256;

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
}

#[derive(Serialize)]
struct ItemView {
    card: Card,
}

impl Live {
    /// With room for so many streams.
    pub fn new(limit: usize) -> Self {
        Live { editions: RwLock::default(), places: Arc::new(Semaphore::new(limit)) }
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
        let house = web.agency.house();
        let open: Vec<_> = {
            let editions = self.editions.read().unwrap_or_else(PoisonError::into_inner);
            editions
                .iter()
                .filter(|(_, sender)| sender.receiver_count() > 0)
                .map(|(e, s)| (e.clone(), s.clone()))
                .collect()
        };
        for (edition, sender) in open {
            let at = house.editions.iter().position(|known| known.slug == edition);
            let Some(site) = at.and_then(|at| Site::at(house.clone(), at)) else { continue };
            if let Some(bytes) = event(web, &site, public) {
                let _ = sender.send(Event { sequence: public.sequence, bytes });
            }
        }
    }
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

/// Where a stream goes on.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct From {
    after: Option<u64>,
}

/// The live newsfeed of an edition.
pub async fn stream(ask: Ask, Query(from): Query<From>) -> Result<Response, Fault> {
    let web = ask.web.clone();
    let place = web.live.place()?;
    let last =
        ask.headers.get("last-event-id").and_then(|id| id.to_str().ok()).and_then(|id| id.parse().ok());
    let after = last.or(from.after).map(PublicSequence);
    // Subscribe first, read the log then: what comes in between is told twice by both and once to the reader.
    let receiver = web.live.stream_of(&ask.site.edition().slug);
    let head = web.agency.public_head()?;
    let (missed, told) = match after {
        None => (Vec::new(), head),
        Some(after) => match web.agency.moves_after(after).await? {
            None => (vec![Bytes::from(format!("id: {head}\nevent: reset\ndata: {{}}\n\n"))], head),
            Some(moves) => {
                let told = moves.last().map_or(after, |public| public.sequence);
                (moves.iter().filter_map(|public| event(&web, &ask.site, public)).collect(), told)
            }
        },
    };
    // Spread the reconnects after a restart over four seconds.
    let jitter = u64::from(std::process::id().wrapping_mul(31).wrapping_add(head.0 as u32) % 1000) * 4;
    let opening = Bytes::from(format!("retry: {}\n: dateline\n\n", 1000 + jitter));
    let frames = once(async move { opening })
        .chain(futures_util::stream::iter(missed))
        .chain(live(receiver, told, place));
    let mut response = Response::new(Body::from_stream(frames.map(Ok::<_, Infallible>)));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert("x-accel-buffering", HeaderValue::from_static("no"));
    Ok(response)
}

fn live(
    receiver: broadcast::Receiver<Event>,
    told: PublicSequence,
    place: OwnedSemaphorePermit,
) -> impl Stream<Item = Bytes> {
    unfold((receiver, told, place), |(mut receiver, mut told, place)| async move {
        loop {
            match tokio::time::timeout(HEARTBEAT, receiver.recv()).await {
                Err(_) => return Some((Bytes::from_static(b":\n\n"), (receiver, told, place))),
                Ok(Ok(event)) if event.sequence > told => {
                    told = event.sequence;
                    return Some((event.bytes, (receiver, told, place)));
                }
                Ok(Ok(_)) => {}
                Ok(Err(broadcast::error::RecvError::Lagged(_))) => {
                    let bytes = Bytes::from_static(b"event: reset\ndata: {}\n\n");
                    return Some((bytes, (receiver, told, place)));
                }
                Ok(Err(broadcast::error::RecvError::Closed)) => return None,
            }
        }
    })
}
