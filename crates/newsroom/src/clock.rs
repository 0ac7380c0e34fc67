//! The one place that reads the clock.

use std::sync::atomic::{AtomicI64, Ordering};

use jiff::{SignedDuration, Timestamp};

/// Where `now` comes from.
#[derive(Debug)]
pub enum Clock {
    /// The machine's.
    System,
    /// One that stands until it is moved (microseconds since 1970): for tests and for filling a demo.
    Set(AtomicI64),
}

impl Clock {
    /// A clock that stands at an instant.
    pub fn set_to(now: Timestamp) -> Self {
        Clock::Set(AtomicI64::new(now.as_microsecond()))
    }

    /// The present instant, in whole microseconds.
    #[allow(clippy::disallowed_methods)]
    pub fn now(&self) -> Timestamp {
        let microsecond = match self {
            Clock::System => Timestamp::now().as_microsecond(),
            Clock::Set(at) => at.load(Ordering::Relaxed),
        };
        Timestamp::from_microsecond(microsecond).unwrap_or(Timestamp::UNIX_EPOCH)
    }

    /// Moves a standing clock; the machine's cannot be moved.
    pub fn move_to(&self, now: Timestamp) {
        if let Clock::Set(at) = self {
            at.store(now.as_microsecond(), Ordering::Relaxed);
        }
    }

    /// Waits until an instant, by this clock; a standing one is looked at again and again.
    pub(crate) async fn wait_until(&self, instant: Timestamp) {
        loop {
            let left = instant.duration_since(self.now());
            if left <= SignedDuration::ZERO {
                return;
            }
            // Never long at a time: a machine that slept, or whose clock was set, is still punctual.
            let most = if matches!(self, Clock::System) { 30_000 } else { 5 };
            let millis = u64::try_from(left.as_millis()).unwrap_or(0).clamp(1, most);
            tokio::time::sleep(std::time::Duration::from_millis(millis)).await;
        }
    }
}
