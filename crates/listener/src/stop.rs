//! How does every connection hear that the house closes?

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tokio::sync::watch;

/// A wait for the end, in a place of its own.
pub(crate) type Stopping = Pin<Box<dyn Future<Output = ()> + Send>>;

/// Whether the house closes.
#[derive(Clone, Debug)]
pub(crate) struct Stopped {
    hear: watch::Receiver<()>,
    is_now: Arc<AtomicBool>,
}

/// Who says it.
#[derive(Debug)]
pub(crate) struct Stop {
    say: watch::Sender<()>,
    is_now: Arc<AtomicBool>,
}

impl Stop {
    /// Says that the house closes.
    pub fn say(self) {
        self.is_now.store(true, Ordering::Release);
        let _ = self.say.send(());
    }
}

impl Stopped {
    /// The two ends: who says it, and who hears it.
    pub fn pair() -> (Stop, Stopped) {
        let ((say, hear), is_now) = (watch::channel(()), Arc::<AtomicBool>::default());
        (Stop { say, is_now: is_now.clone() }, Stopped { hear, is_now })
    }

    /// Whether it was said.
    pub fn is_now(&self) -> bool {
        self.is_now.load(Ordering::Acquire)
    }

    /// Until it is said, or who would say it is gone.
    pub async fn wait(mut self) {
        let _ = self.hear.changed().await;
    }
}
