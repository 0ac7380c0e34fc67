//! The staff's live stream: says that something moved; the lines themselves are asked for.

use std::convert::Infallible;
use std::time::Duration;

use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::Stream;
use futures_util::stream::unfold;
use story::Permission;
use tokio::sync::broadcast::error::RecvError;

use super::who::Desk;
use crate::fault::Fault;

/// How often it is looked whether deliveries were given up.
const LOOK: Duration = Duration::from_secs(10);

/// Events named `wire`, their data the place on the wire; a stream that fell behind says so by one event. To who manages
/// subscribers also `parked`, their data how many deliveries were given up, each time when there are more.
///
/// # Errors
/// [`Fault::NotAllowed`] to who may not read the desk.
pub async fn stream(desk: Desk) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Fault> {
    if !desk.may_somewhere(Permission::ReadDesk) {
        return Err(Fault::NotAllowed);
    }
    let entries = desk.agency().subscribe_wire();
    let agency = desk.agency().clone();
    let is_told = desk.may(Permission::ManageSubscribers);
    let known = agency.parked_deliveries().unwrap_or(0);
    let looks = tokio::time::interval(LOOK);
    let events = unfold((entries, looks, known), move |(mut entries, mut looks, mut known)| {
        let agency = agency.clone();
        async move {
            let event = loop {
                tokio::select! {
                    received = entries.recv() => match received {
                        Ok(sequence) => break Event::default().event("wire").data(sequence.to_string()),
                        Err(RecvError::Lagged(_)) => break Event::default().event("wire").data("behind"),
                        Err(RecvError::Closed) => return None,
                    },
                    _ = looks.tick(), if is_told => {
                        let parked = agency.parked_deliveries().unwrap_or(known);
                        let is_more = parked > known;
                        known = parked;
                        if is_more {
                            break Event::default().event("parked").data(parked.to_string());
                        }
                    }
                }
            };
            Some((Ok(event), (entries, looks, known)))
        }
    });
    Ok(Sse::new(events).keep_alive(KeepAlive::new().interval(Duration::from_secs(20))))
}
