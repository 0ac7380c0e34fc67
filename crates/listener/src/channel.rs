//! What does everybody hear who listens to the same thing? A log of events in which each listener has a place.
//!
//! An event stands in memory once. A listener is a place in the log and, while it waits, a waker; so a process of nothing
//! but listeners holds many.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

use bytes::Bytes;
use http_body::{Body, Frame};

/// How many events a slow listener may lag behind before it is told to begin anew.
const LAG: usize = 256;
/// What it is told then.
pub(crate) const RESET: &[u8] = b"event: reset\ndata: {}\n\n";

/// The events of one thing, the newest of them.
#[derive(Debug, Default)]
pub(crate) struct Channel {
    log: Mutex<Log>,
}

#[derive(Debug, Default)]
struct Log {
    /// How many events there were before the first that is kept.
    before: u64,
    /// The number of the last event that is not kept any more.
    forgotten: u64,
    events: VecDeque<(u64, Bytes)>,
    wakers: Vec<Waker>,
    /// How often the wakers were woken.
    turn: u64,
}

impl Log {
    fn end(&self) -> u64 {
        self.before + self.events.len() as u64
    }
}

impl Channel {
    fn log(&self) -> MutexGuard<'_, Log> {
        self.log.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Tells all who listen. Events are numbered in order; one with the number 0 is heard and not counted.
    pub fn tell(&self, number: u64, bytes: Bytes) {
        let wakers = {
            let mut log = self.log();
            if log.events.len() == LAG
                && let Some((gone, _)) = log.events.pop_front()
            {
                log.before += 1;
                log.forgotten = log.forgotten.max(gone);
            }
            log.events.push_back((number, bytes));
            log.turn += 1;
            std::mem::take(&mut log.wakers)
        };
        // Woken outside the lock, which each of them takes.
        wakers.into_iter().for_each(Waker::wake);
    }

    /// Listens behind an event; whoever comes too late for the next is told to begin anew.
    pub fn listen(self: &Arc<Self>, after: u64) -> Listener {
        let log = self.log();
        let is_late = log.forgotten > after;
        let first = log.events.iter().position(|(number, _)| *number > after).unwrap_or(log.events.len());
        let place = log.before + first as u64;
        drop(log);
        Listener { channel: self.clone(), place, turn: None, is_late }
    }
}

/// One who listens: the stream of what is told from its place on. It never ends by itself.
#[derive(Debug)]
pub(crate) struct Listener {
    channel: Arc<Channel>,
    place: u64,
    /// In which turn it left its waker.
    turn: Option<u64>,
    is_late: bool,
}

impl Body for Listener {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let this = &mut *self;
        let mut log = this.channel.log();
        if this.is_late || this.place < log.before {
            (this.is_late, this.place) = (false, log.end());
            return Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(RESET)))));
        }
        let at = usize::try_from(this.place - log.before).unwrap_or(usize::MAX);
        if let Some((_, bytes)) = log.events.get(at) {
            this.place += 1;
            return Poll::Ready(Some(Ok(Frame::data(bytes.clone()))));
        }
        // A task has one waker at a time, whatever else it was asked for meanwhile.
        if this.turn != Some(log.turn) {
            this.turn = Some(log.turn);
            log.wakers.push(cx.waker().clone());
        }
        Poll::Pending
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hear(listener: &mut Listener) -> Option<String> {
        let mut cx = Context::from_waker(Waker::noop());
        match Pin::new(listener).poll_frame(&mut cx) {
            Poll::Ready(Some(Ok(frame))) => {
                Some(String::from_utf8(frame.into_data().unwrap().to_vec()).unwrap())
            }
            _ => None,
        }
    }

    fn all(listener: &mut Listener) -> Vec<String> {
        std::iter::from_fn(|| hear(listener)).collect()
    }

    fn told(channel: &Channel, numbers: std::ops::RangeInclusive<u64>) {
        numbers.for_each(|number| channel.tell(number, number.to_string().into()));
    }

    #[test]
    fn whoever_listens_hears_each_event_behind_theirs_once_and_in_order() {
        let channel = Arc::new(Channel::default());
        told(&channel, 1..=5);
        let mut listener = channel.listen(3);
        assert_eq!(all(&mut listener), ["4", "5"]);
        told(&channel, 6..=7);
        channel.tell(0, ":".into());
        assert_eq!(all(&mut listener), ["6", "7", ":"]);
        assert_eq!(all(&mut channel.listen(7)), [""; 0]);
        assert_eq!(all(&mut channel.listen(100)), [""; 0]);
    }

    #[test]
    fn whoever_is_too_late_is_told_to_begin_anew_and_goes_on() {
        let channel = Arc::new(Channel::default());
        let mut slow = channel.listen(0);
        told(&channel, 1..=1000);
        for listener in [&mut slow, &mut channel.listen(1)] {
            let heard = all(listener);
            assert_eq!(heard.len(), 1);
            assert!(heard[0].starts_with("event: reset"));
            channel.tell(2000, "on".into());
            assert_eq!(all(listener), ["on"]);
        }
        // Numbers may have gaps: who heard the last that is forgotten missed nothing.
        let kept = 1000 - LAG as u64 + 2;
        assert_eq!(all(&mut channel.listen(kept)).first(), Some(&(kept + 1).to_string()));
    }

    #[test]
    fn whoever_waits_leaves_one_waker_and_is_woken() {
        let channel = Arc::new(Channel::default());
        let mut listener = channel.listen(0);
        for _ in 0..10 {
            assert_eq!(hear(&mut listener), None);
        }
        assert_eq!(channel.log().wakers.len(), 1);
        channel.tell(1, "1".into());
        assert_eq!(channel.log().wakers.len(), 0);
        assert_eq!(all(&mut listener), ["1"]);
        assert_eq!(channel.log().wakers.len(), 1);
    }
}
