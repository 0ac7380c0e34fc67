//! The one place that reads the clock.

use std::sync::atomic::{AtomicI64, Ordering};

use jiff::{SignedDuration, Timestamp};

/// Where `now` comes from: the machine's clock, or one that stands until it is moved.
#[derive(Debug)]
pub struct Clock {
    /// Microseconds since 1970 at which it stands; [`RUNNING`] while it is the machine's.
    stands_at: AtomicI64,
}

const RUNNING: i64 = i64::MIN;

impl Clock {
    /// The machine's clock.
    pub fn system() -> Self {
        Clock { stands_at: AtomicI64::new(RUNNING) }
    }

    /// A clock that stands at an instant: for tests and for filling a demo.
    pub fn set_to(now: Timestamp) -> Self {
        Clock { stands_at: AtomicI64::new(now.as_microsecond()) }
    }

    /// The present instant, in whole microseconds.
    #[allow(clippy::disallowed_methods)]
    pub fn now(&self) -> Timestamp {
        let microsecond = match self.stands_at.load(Ordering::Relaxed) {
            RUNNING => Timestamp::now().as_microsecond(),
            at => at,
        };
        Timestamp::from_microsecond(microsecond).unwrap_or(Timestamp::UNIX_EPOCH)
    }

    /// Moves a standing clock; the machine's cannot be moved.
    pub fn move_to(&self, now: Timestamp) {
        if !self.runs() {
            self.stands_at.store(now.as_microsecond(), Ordering::Relaxed);
        }
    }

    /// Lets a standing clock go: from now on it is the machine's.
    pub fn run(&self) {
        self.stands_at.store(RUNNING, Ordering::Relaxed);
    }

    fn runs(&self) -> bool {
        self.stands_at.load(Ordering::Relaxed) == RUNNING
    }

    /// Waits until an instant, by this clock; a standing one is looked at again and again.
    pub(crate) async fn wait_until(&self, instant: Timestamp) {
        loop {
            let left = instant.duration_since(self.now());
            if left <= SignedDuration::ZERO {
                return;
            }
            // Never long at a time: a machine that slept, or whose clock was set, is still punctual.
            let most = if self.runs() { 30_000 } else { 5 };
            let millis = u64::try_from(left.as_millis()).unwrap_or(0).clamp(1, most);
            tokio::time::sleep(std::time::Duration::from_millis(millis)).await;
        }
    }
}
