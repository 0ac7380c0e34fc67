//! How do nodes that share a database keep together? Each follows what the others change, and one of them has the duties: what
//! must be done once, such as deliveries, mail and the end of an embargo.
//!
//! Who has the duties counts on in the database every two seconds. Whose count stands still for eight loses them to the node
//! that sees it; whoever could not count for six lays them down before that. No clock is compared with another's. What a
//! node was in the middle of when it was stopped is done again by the next, under the same id, as after a crash.

use std::time::Duration;

use store::Signal;
use tokio::task::AbortHandle;
use tokio::time::Instant;

use crate::follow::Step;
use crate::{Agency, Error};

/// The name of the duties in the store.
const DUTIES: &str = "duties";
/// How often whoever has the duties counts on, and the others look.
const BEAT: Duration = Duration::from_secs(2);
/// How long a node has the duties after it last counted.
const HELD: Duration = Duration::from_secs(6);
/// How long the count has to stand still before another node takes them.
const STILL: Duration = Duration::from_secs(8);

/// What this node knows of the duties.
#[derive(Default)]
struct Watch {
    /// Until when it has them.
    until: Option<Instant>,
    /// The count of another node, and since when it is that.
    seen: Option<(u64, Instant)>,
}

impl Agency {
    /// Begins the duties at once where no other node can have them, else as soon as this node has them.
    pub(crate) fn start_duties(&self) {
        if !self.inner.store.is_shared() {
            self.begin_duties().into_iter().for_each(|task| self.note_task(task));
            return;
        }
        let node = self.clone();
        self.keep(tokio::spawn(async move { node.watch_duties().await }));
        self.spawn("listener to nodes", |agency| agency.hear_signals());
    }

    async fn watch_duties(&self) {
        let (mut watch, mut running) = (Watch::default(), Running(Vec::new()));
        loop {
            let patience = watch.until.map_or(STILL, |until| until.saturating_duration_since(Instant::now()));
            match tokio::time::timeout(patience, self.look_at_duties(&mut watch)).await {
                Ok(Ok(true)) => {
                    watch.until = Some(Instant::now() + HELD);
                    if running.0.is_empty() {
                        tracing::info!("this node has the duties");
                        running.0 = self.begin_duties();
                    }
                }
                Ok(Ok(false)) => running.end(),
                Ok(Err(error)) => tracing::warn!(%error, "nobody can be told that this node is here"),
                Err(_) => {}
            }
            if watch.until.is_some_and(|until| until <= Instant::now()) {
                watch.until = None;
                running.end();
            }
            tokio::time::sleep(BEAT).await;
        }
    }

    /// Counts on where this node has the duties, takes them where nobody has; whether it has them.
    async fn look_at_duties(&self, watch: &mut Watch) -> Result<bool, Error> {
        let beat = self.inner.store.read(|tx| tx.duty(DUTIES))?;
        let now = Instant::now();
        let stale = match (beat, watch.seen) {
            (Some(beat), Some((seen, since))) if beat == seen => {
                Some(beat).filter(|_| now.duration_since(since) >= STILL)
            }
            (Some(beat), _) => {
                watch.seen = Some((beat, now));
                None
            }
            (None, _) => None,
        };
        let take = move |tx: store::Tx<'_>| {
            tx.take_duty(DUTIES, stale).and_then(|had| tx.sweep_signals().map(|()| had))
        };
        // The others only look.
        if beat.is_some() && stale.is_none() && watch.until.is_none() {
            return Ok(false);
        }
        Ok(self.inner.store.write(take).await?)
    }

    /// Sends the followers home and leaves the duties to another node, without its having to wait for them.
    ///
    /// # Errors
    /// When the database is away: the duties are taken over a little later then.
    pub async fn retire(&self) -> Result<(), Error> {
        self.close();
        if self.inner.store.is_shared() {
            self.inner.store.write(|tx| tx.leave_duty(DUTIES)).await?;
        }
        Ok(())
    }

    fn begin_duties(&self) -> Vec<AbortHandle> {
        macro_rules! begin {
            ($($duty:ident),*) => {
                vec![$({
                    let agency = self.clone();
                    tokio::spawn(async move { agency.$duty().await }).abort_handle()
                }),*]
            };
        }
        begin![
            keep_log,
            keep_quotations,
            keep_media,
            keep_witnesses,
            keep_dispatching,
            keep_delivering,
            keep_polling,
            keep_chasing,
            keep_alerting,
            keep_telling,
            keep_writing,
            keep_pushing,
            keep_distributing,
            keep_letting_go,
            keep_discussions,
            keep_reading_returns,
            keep_time
        ]
    }

    /// Does what other nodes say has changed.
    fn hear_signals(&self) -> Result<Step, Error> {
        let place = self.inner.heard.load(std::sync::atomic::Ordering::Relaxed);
        let signals = self.inner.store.read(|tx| tx.signals_after(place))?;
        let has_more = signals.upto != place;
        if signals.heard.iter().any(|it| matches!(it, Signal::House | Signal::Lost)) {
            self.read_house()?;
        }
        for signal in signals.heard {
            match signal {
                Signal::House => {}
                Signal::Discussion(story) => self.tell_discussion(Some(story)),
                Signal::Lost => self.tell_discussion(None),
            }
        }
        self.inner.heard.store(signals.upto, std::sync::atomic::Ordering::Relaxed);
        self.note_dispatched()?;
        Ok(if has_more { Step::More } else { Step::Idle })
    }
}

/// The duties at work; ended when the watch ends.
struct Running(Vec<AbortHandle>);

impl Running {
    fn end(&mut self) {
        if !self.0.is_empty() {
            tracing::info!("this node has laid the duties down");
        }
        self.0.drain(..).for_each(|task| task.abort());
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.end();
    }
}
