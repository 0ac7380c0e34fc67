//! How does a follower hear that the wire has grown?
//!
//! The bus says only *look again*; what there is to see stands in the wire log. So a wake that is lost,
//! doubled or late does no harm, and many wakes before a listener looks are one.
//!
//! Invariant: nothing is carried here that is not in the log.

use tokio::sync::watch;

/// Wakes the followers of the wire, here and (with more variants) on other nodes.
#[derive(Clone, Debug)]
pub enum Bus {
    /// One process: a counter that listeners watch.
    Local(watch::Sender<u64>),
}

/// One follower's ear on the bus.
#[derive(Debug)]
pub struct Listener(watch::Receiver<u64>);

impl Bus {
    /// A bus within this process.
    pub fn local() -> Self {
        Bus::Local(watch::Sender::new(0))
    }

    /// Tells every listener to look at the log again. Never blocks and never fails.
    pub fn wake(&self) {
        match self {
            Bus::Local(wakes) => wakes.send_modify(|count| *count = count.wrapping_add(1)),
        }
    }

    /// A new ear. It hears what comes after; read the log once before the first wait.
    pub fn subscribe(&self) -> Listener {
        match self {
            Bus::Local(wakes) => Listener(wakes.subscribe()),
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
