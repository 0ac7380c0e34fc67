//! How does a follower hear that the wire has grown?
//!
//! The bus says only *look again*; what there is to see stands in the wire log. So a wake that is lost,
//! doubled or late does no harm, and many wakes before a listener looks are one. Between nodes it is carried by NATS
//! (core protocol, no JetStream): an empty message.
//!
//! Invariant: nothing is carried here that is not in the log.

use futures_util::StreamExt as _;
use tokio::sync::watch;

/// The subject under which nodes wake each other; the agency's name in it keeps agencies on one server apart.
const SUBJECT: &str = "dateline.wake";

/// Wakes the followers of the wire, here and on other nodes.
#[derive(Clone, Debug)]
pub enum Bus {
    /// One process: a counter that listeners watch.
    Local(watch::Sender<u64>),
    /// Several: the same, turned by what comes over NATS too.
    Nats {
        /// What listeners on this node watch.
        wakes: watch::Sender<u64>,
        /// What goes out to others.
        outward: watch::Sender<u64>,
    },
}

/// One follower's ear on the bus.
#[derive(Debug)]
pub struct Listener(watch::Receiver<u64>);

/// Why there is no bus.
#[derive(Debug, thiserror::Error)]
pub enum BusError {
    /// The address names no NATS server.
    #[error("the address of the bus cannot be read ({0}): write nats://host:4222, or tls://host:4222")]
    Address(String),
}

impl Bus {
    /// A bus within this process.
    pub fn local() -> Self {
        Bus::Local(watch::Sender::new(0))
    }

    /// A bus over the NATS server at `nats://user:password@host:4222`, for the agency of that name. The server may be away:
    /// it is tried again as long as the bus is there, and until then other nodes find by themselves what is new. Must be
    /// called on a runtime.
    ///
    /// # Errors
    /// [`BusError::Address`] when no server can be meant.
    pub fn nats(address: &str, agency: &str) -> Result<Self, BusError> {
        let server: async_nats::ServerAddr =
            address.parse().map_err(|error: std::io::Error| BusError::Address(error.to_string()))?;
        let (wakes, outward) = (watch::Sender::new(0), watch::Sender::new(0));
        let subject = format!("{SUBJECT}.{agency}");
        tokio::spawn(carry(server, subject, wakes.clone(), outward.subscribe()));
        Ok(Bus::Nats { wakes, outward })
    }

    /// Tells every listener to look at the log again. Never blocks and never fails.
    pub fn wake(&self) {
        match self {
            Bus::Local(wakes) => turn(wakes),
            Bus::Nats { wakes, outward } => {
                turn(wakes);
                turn(outward);
            }
        }
    }

    /// A new ear. It hears what comes after; read the log once before the first wait.
    pub fn subscribe(&self) -> Listener {
        match self {
            Bus::Local(wakes) | Bus::Nats { wakes, .. } => Listener(wakes.subscribe()),
        }
    }
}

fn turn(counter: &watch::Sender<u64>) {
    counter.send_modify(|count| *count = count.wrapping_add(1));
}

/// Carries wakes out and in, until the bus is dropped. Many that go out before the server takes one are one.
async fn carry(
    server: async_nats::ServerAddr,
    subject: String,
    wakes: watch::Sender<u64>,
    mut outward: watch::Receiver<u64>,
) {
    // A node's own wakes would come back to it.
    let options = async_nats::ConnectOptions::new().name("dateline").no_echo().retry_on_initial_connect();
    let connected = match options.connect(server).await {
        Ok(client) => client.subscribe(subject.clone()).await.map(|inward| (client, inward)).ok(),
        Err(error) => {
            tracing::error!(%error, "the bus cannot be reached; other nodes hear of this one within a second");
            None
        }
    };
    let Some((client, mut inward)) = connected else { return };
    loop {
        tokio::select! {
            changed = outward.changed() => {
                if changed.is_err() {
                    return;
                }
                outward.borrow_and_update();
                let sent = client.publish(subject.clone(), Vec::new().into()).await;
                if let Err(error) = sent {
                    tracing::warn!(%error, "other nodes could not be woken");
                }
            }
            heard = inward.next() => match heard {
                Some(_) => turn(&wakes),
                None => return,
            },
        }
    }
}

impl Listener {
    /// Waits for the next wake, or returns at once if there was one since the last wait. `false` once
    /// the bus is gone and nothing more will come: the follower's loop ends there. Cancel-safe.
    pub async fn woken(&mut self) -> bool {
        self.0.changed().await.is_ok()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]

    use std::future::Future;
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};

    use super::*;

    fn poll(listener: &mut Listener) -> Poll<bool> {
        pin!(listener.woken()).poll(&mut Context::from_waker(Waker::noop()))
    }

    #[test]
    fn many_wakes_before_a_look_are_one() {
        let bus = Bus::local();
        let mut listener = bus.subscribe();
        assert_eq!(poll(&mut listener), Poll::Pending);
        for _ in 0..3 {
            bus.wake();
        }
        assert_eq!(poll(&mut listener), Poll::Ready(true));
        assert_eq!(poll(&mut listener), Poll::Pending);
    }

    #[test]
    fn a_wake_reaches_every_listener() {
        let bus = Bus::local();
        let mut listeners = [bus.subscribe(), bus.subscribe()];
        bus.clone().wake();
        for listener in &mut listeners {
            assert_eq!(poll(listener), Poll::Ready(true));
        }
    }

    #[test]
    fn a_bus_without_listeners_can_be_woken() {
        let bus = Bus::local();
        bus.wake();
        assert_eq!(poll(&mut bus.subscribe()), Poll::Pending);
    }

    #[test]
    fn a_listener_learns_that_the_bus_is_gone() {
        let bus = Bus::local();
        let mut listener = bus.subscribe();
        drop(bus);
        assert_eq!(poll(&mut listener), Poll::Ready(false));
    }

    #[tokio::test]
    async fn a_waiting_listener_wakes() {
        let bus = Bus::local();
        let mut listener = bus.subscribe();
        let waiting = tokio::spawn(async move { listener.woken().await });
        tokio::task::yield_now().await;
        bus.wake();
        assert!(waiting.await.unwrap());
    }
}
