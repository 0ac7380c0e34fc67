//! The staff's live stream: says that something moved; the lines themselves are asked for.

use std::convert::Infallible;
use std::time::Duration;

use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::Stream;
use futures_util::stream::unfold;
use tokio::sync::broadcast::error::RecvError;

use super::who::Desk;

/// Events named `wire`, their data the place on the wire; a stream that fell behind says so by one event.
pub async fn stream(desk: Desk) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let entries = desk.agency().subscribe_wire();
    let events = unfold(entries, |mut entries| async move {
        let event = match entries.recv().await {
            Ok(sequence) => Event::default().event("wire").data(sequence.to_string()),
            Err(RecvError::Lagged(_)) => Event::default().event("wire").data("behind"),
            Err(RecvError::Closed) => return None,
        };
        Some((Ok(event), entries))
    });
    Sse::new(events).keep_alive(KeepAlive::new().interval(Duration::from_secs(20)))
}
