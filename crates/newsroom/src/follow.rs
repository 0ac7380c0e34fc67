//! Those who follow the wire: each reads the log in order and can be rebuilt from entry 1.
//!
//! The *announcer* begins at the head: it tells pages what changed, lets a send know that its own page is fresh, and then
//! open streams. The *searcher* keeps its cursor in its index and begins again when that is
//! lost. The *timer* makes embargoed stories public at their instant. A follower that fails stops only
//! itself, tries again with growing delays, and says how far behind it is.

use std::sync::Arc;
use std::time::{Duration, Instant};

use store::StoreError;
use story::{EntryKind, Kind, PublicSequence, Sequence, StoryId};
use tokio::sync::broadcast;
use tracing::span::EnteredSpan;

use crate::documents;
use crate::site::public_move;
use crate::views::{Item, PublicMove};
use crate::{Agency, Error};

/// How many entries a follower takes at a time.
const BATCH: u32 = 200;
/// How many the index takes at a time: where it is far behind, each commit more is time lost.
const INDEX_BATCH: u32 = 30_000;
/// How many stories the index reads at a time, and holds.
const READ_TOGETHER: usize = 100;
/// How long the index rests when it has put what there was, so that what comes meanwhile is dealt with together.
const INDEX_RESTS: Duration = Duration::from_millis(10);
/// How long what was put waits to be kept: each commit makes files, and merges others. It is found meanwhile.
const INDEX_KEEPS: Duration = Duration::from_millis(400);
/// By how much its threads step back for all others (nice(2); on Linux a thread has what the one had that started it).
const INDEX_STEPS_BACK: i32 = 10;
/// What a wake that was lost costs at the most.
const LOST: Duration = Duration::from_secs(1);
/// How long a send waits for its own page to be fresh, at the most.
const FRESH: Duration = Duration::from_secs(2);

/// Told of each public move in order, before any open stream hears of it and before a send is answered: it must be quick.
pub type Told = Box<dyn Fn(&PublicMove) + Send + Sync>;

/// One who follows the wire.
struct Follower {
    name: &'static str,
    /// How long it rests once it has dealt with all there was, so that what comes meanwhile is dealt with together.
    rest: Duration,
    /// Deals with what is there, or with a part of it.
    step: fn(&Agency) -> Result<Step, Error>,
}

/// What a follower has done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// There was nothing to do.
    Idle,
    /// There was something, and all of it is done.
    Done,
    /// There may be more.
    More,
}

impl Step {
    /// A batch as traces tell of it, by one of its entries; one that holds nothing is not told of.
    pub(crate) fn span(follower: &str, at: Option<Sequence>, entries: usize) -> Option<EnteredSpan> {
        let at = at?;
        Some(tracing::debug_span!(parent: None, "follow", follower, sequence = at.0, entries).entered())
    }

    /// After a batch of at most so many.
    pub(crate) fn of(count: usize, most: u32) -> Step {
        match count {
            0 => Step::Idle,
            count if count < most as usize => Step::Done,
            _ => Step::More,
        }
    }
}

impl Follower {
    /// Follows until the bus is closed.
    async fn run(self, agency: Agency) {
        let mut pace = Pace::of(self.name, self.rest, &agency);
        loop {
            let dealt = tokio::task::block_in_place(|| (self.step)(&agency));
            if !pace.wait(dealt, LOST).await {
                return;
            }
        }
    }
}

/// When a follower looks again.
struct Pace {
    name: &'static str,
    rest: Duration,
    woken: bus::Listener,
    delay: Duration,
}

impl Pace {
    const SHORTEST: Duration = Duration::from_millis(100);

    fn of(name: &'static str, rest: Duration, agency: &Agency) -> Self {
        Pace { name, rest, woken: agency.inner.bus.subscribe(), delay: Self::SHORTEST }
    }

    /// Waits after a step, at the most so long where there was nothing to do; false once the bus is closed.
    async fn wait(&mut self, dealt: Result<Step, Error>, most: Duration) -> bool {
        match dealt {
            Ok(Step::More) => tokio::task::yield_now().await,
            Ok(Step::Done) => pause(self.rest).await,
            Ok(Step::Idle) => {
                if let Ok(false) = tokio::time::timeout(most, self.woken.woken()).await {
                    return false;
                }
            }
            Err(error) => {
                tracing::error!(follower = self.name, %error, "a follower failed and tries again");
                tokio::time::sleep(self.delay).await;
                self.delay = (self.delay * 2).min(Duration::from_secs(30));
                return true;
            }
        }
        self.delay = Self::SHORTEST;
        true
    }
}

/// What was put into the index and is not kept yet.
#[derive(Default)]
struct Unkept {
    /// The last entry of it, and since when the first waits.
    last: Option<(Sequence, Instant)>,
    /// How many entries.
    count: usize,
}

impl Unkept {
    fn note(&mut self, last: Sequence, count: usize) {
        let since = self.last.map_or_else(Instant::now, |(_, since)| since);
        self.last = Some((last, since));
        self.count += count;
    }

    /// How long it may still wait.
    fn left(&self) -> Duration {
        self.last.map_or(LOST, |(_, since)| INDEX_KEEPS.saturating_sub(since.elapsed()))
    }
}

/// A sleep of nothing is a millisecond at times, which a send would wait.
async fn pause(time: Duration) {
    if !time.is_zero() {
        tokio::time::sleep(time).await;
    }
}

impl Agency {
    /// Registers one who must know of every public move before readers do: a cache of pages.
    pub fn follow(&self, told: impl Fn(&PublicMove) + Send + Sync + 'static) {
        self.inner.told.write().unwrap_or_else(std::sync::PoisonError::into_inner).push(Box::new(told));
    }

    /// Registers one who tells open streams of every public move, once pages know it; of none where some were left out because
    /// they came faster than they could be told. No send waits for it.
    pub fn hear(&self, told: impl Fn(Option<&PublicMove>) + Send + Sync + 'static) {
        let mut moves = self.subscribe();
        self.keep(tokio::spawn(async move {
            loop {
                let public = match moves.recv().await {
                    Ok(public) => Some(public),
                    Err(broadcast::error::RecvError::Lagged(_)) => None,
                    Err(broadcast::error::RecvError::Closed) => return,
                };
                tokio::task::block_in_place(|| told(public.as_deref()));
            }
        }));
    }

    /// Every public move from now on.
    pub fn subscribe(&self) -> broadcast::Receiver<Arc<PublicMove>> {
        self.inner.moves.subscribe()
    }

    /// The place of every wire entry from now on, for the house.
    pub fn subscribe_wire(&self) -> broadcast::Receiver<Sequence> {
        self.inner.entries.subscribe()
    }

    /// Waits until an entry has reached pages; not longer than two seconds.
    pub(crate) async fn announced(&self, sequence: Sequence) {
        let mut seen = self.inner.announced.subscribe();
        let _ = tokio::time::timeout(FRESH, seen.wait_for(|at| *at >= sequence)).await;
    }

    /// Waits until the search index has an entry: for tests and for the command line.
    pub async fn searchable(&self, sequence: Sequence) {
        let mut seen = self.inner.searchable.subscribe();
        let _ = tokio::time::timeout(Duration::from_secs(20), seen.wait_for(|at| *at >= sequence)).await;
    }

    /// The last entry on the wire.
    pub fn head(&self) -> Result<Sequence, Error> {
        Ok(self.inner.store.read(|tx| tx.head())?.0)
    }

    pub(crate) fn start_followers(&self) -> Result<(), Error> {
        let (head, heard) =
            self.inner.store.read(|tx| -> Result<_, StoreError> { Ok((tx.head()?.0, tx.signal_head()?)) })?;
        self.inner.announced.send_replace(head);
        self.inner.heard.store(heard, std::sync::atomic::Ordering::Relaxed);
        let cursor = Sequence(self.inner.index.cursor().map_err(search_fault)?);
        self.inner.searchable.send_replace(cursor);
        self.spawn("announcer", |agency| agency.announce_next());
        self.start_searcher()?;
        let counter = self.clone();
        self.keep(tokio::spawn(async move { counter.keep_counting().await }));
        self.start_duties();
        Ok(())
    }

    /// Starts a follower that deals with everything at once.
    pub(crate) fn spawn(&self, name: &'static str, step: fn(&Agency) -> Result<Step, Error>) {
        let follower = Follower { name, rest: Duration::ZERO, step };
        self.keep(tokio::spawn(follower.run(self.clone())));
    }

    /// The index writes on a thread of its own, which steps back; the engine's own threads come from it.
    fn start_searcher(&self) -> Result<(), Error> {
        let (stop, mut stopped) = tokio::sync::oneshot::channel::<()>();
        // Sent home with all others.
        self.keep(tokio::spawn(async move {
            let _held = stop;
            std::future::pending::<()>().await;
        }));
        let agency = self.clone();
        // A clock of its own: the thread may end after the runtime of all others.
        let clock = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .build()
            .map_err(|error| Error::Search(format!("no clock can be had for it: {error}")))?;
        std::thread::Builder::new()
            .name("searcher".into())
            .spawn(move || {
                let _ = rustix::process::nice(INDEX_STEPS_BACK);
                let mut pace = Pace::of("searcher", INDEX_RESTS, &agency);
                let mut unkept = Unkept::default();
                loop {
                    let dealt = agency.index_next(&mut unkept);
                    let goes_on = clock.block_on(async {
                        tokio::select! {
                            biased;
                            _ = &mut stopped => false,
                            goes_on = pace.wait(dealt, unkept.left()) => goes_on,
                        }
                    });
                    if !goes_on {
                        // What is not kept is read again at the next start.
                        if let Err(error) = agency.keep_index(&mut unkept) {
                            tracing::warn!(%error, "the last of the search index is not kept; it is made again");
                        }
                        return;
                    }
                }
            })
            .map_err(|error| Error::Search(format!("no thread can be started for it: {error}")))?;
        Ok(())
    }

    pub(crate) fn keep(&self, task: tokio::task::JoinHandle<()>) {
        self.note_task(task.abort_handle());
    }

    pub(crate) fn note_task(&self, task: tokio::task::AbortHandle) {
        self.inner.tasks.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(task);
    }

    /// Sends the followers home. The folder is let go of when the last handle is dropped; what was acknowledged is
    /// durable already.
    pub fn close(&self) {
        let tasks =
            std::mem::take(&mut *self.inner.tasks.lock().unwrap_or_else(std::sync::PoisonError::into_inner));
        tasks.iter().for_each(tokio::task::AbortHandle::abort);
        // Who is told holds a handle too.
        self.inner.told.write().unwrap_or_else(std::sync::PoisonError::into_inner).clear();
        self.inner.discussed.write().unwrap_or_else(std::sync::PoisonError::into_inner).clear();
        self.inner.read_told.write().unwrap_or_else(std::sync::PoisonError::into_inner).clear();
        *self.inner.feeds.write().unwrap_or_else(std::sync::PoisonError::into_inner) = None;
        *self.inner.letterhead.write().unwrap_or_else(std::sync::PoisonError::into_inner) = None;
    }

    fn announce_next(&self) -> Result<Step, Error> {
        let after = *self.inner.announced.borrow();
        let (rows, moves) = self.inner.store.read(|tx| -> Result<_, Error> {
            let rows = tx.wire_after(after, BATCH)?;
            let moves = rows.iter().map(|row| public_move(tx, row)).collect::<Result<Vec<_>, _>>()?;
            Ok((rows, moves))
        })?;
        let _span = Step::span("announcer", rows.first().map(|row| row.sequence), rows.len());
        for (row, public) in rows.iter().zip(moves) {
            if let Some(public) = public {
                for told in self.inner.told.read().unwrap_or_else(std::sync::PoisonError::into_inner).iter() {
                    told(&public);
                }
                let _ = self.inner.moves.send(Arc::new(public));
            }
            let _ = self.inner.entries.send(row.sequence);
            self.inner.announced.send_replace(row.sequence);
        }
        Ok(Step::of(rows.len(), BATCH))
    }

    /// Puts what came into the index, where it is found at once, and keeps it from time to time.
    fn index_next(&self, unkept: &mut Unkept) -> Result<Step, Error> {
        let done = self.index_more(unkept);
        if done.is_err() {
            // What was not kept is lost with the engine's writer: it is put again.
            *unkept = Unkept::default();
            self.inner.searchable.send_replace(Sequence(self.inner.index.cursor().map_err(search_fault)?));
        }
        done
    }

    fn index_more(&self, unkept: &mut Unkept) -> Result<Step, Error> {
        let after = *self.inner.searchable.borrow();
        let moved = self.inner.store.read(|tx| tx.moved_after(after, INDEX_BATCH))?;
        let Some((last, ..)) = moved.last().copied() else {
            if unkept.left().is_zero() {
                self.keep_index(unkept)?;
            }
            return Ok(Step::Idle);
        };
        let _span = Step::span("searcher", Some(last), moved.len());
        let takes_down = moved.iter().any(|(_, kind, _)| *kind == EntryKind::Move(Kind::Takedown));
        let mut ids: Vec<StoryId> = moved.iter().map(|(_, _, story)| *story).collect();
        ids.sort();
        ids.dedup();
        let house = self.house();
        for few in ids.chunks(READ_TOGETHER) {
            let stories = self.inner.store.read(|tx| -> Result<Vec<_>, StoreError> {
                few.iter()
                    .map(|id| {
                        let item = tx.listed(*id)?.and_then(Item::from_listed);
                        Ok((*id, item.map(|item| documents::public(tx, &item, &house)).transpose()?))
                    })
                    .collect()
            })?;
            for (id, document) in stories {
                match document {
                    Some(document) => self.inner.index.put(&document).map_err(search_fault)?,
                    None => self.inner.index.remove(id).map_err(search_fault)?,
                }
            }
        }
        unkept.note(last, moved.len());
        if takes_down || unkept.count >= INDEX_BATCH as usize || unkept.left().is_zero() {
            self.keep_index(unkept)?;
        }
        if takes_down {
            self.inner.index.purge().map_err(search_fault)?;
        }
        self.inner.searchable.send_replace(last);
        Ok(Step::of(moved.len(), INDEX_BATCH))
    }

    /// Keeps what was put into the index.
    fn keep_index(&self, unkept: &mut Unkept) -> Result<(), Error> {
        if let Some((last, _)) = unkept.last {
            self.inner.index.commit(last.0).map_err(search_fault)?;
        }
        *unkept = Unkept::default();
        Ok(())
    }

    /// Makes each embargoed story public at its instant, exactly once, also when that passed while nothing ran.
    pub(crate) async fn keep_time(&self) {
        let mut listener = self.inner.bus.subscribe();
        loop {
            let next = self.inner.store.read(|tx| tx.next_embargo());
            match next {
                Ok(Some((story, until))) => {
                    tokio::select! {
                        () = self.inner.clock.wait_until(until) => {
                            if let Err(error) = self.publish_due(story).await {
                                tracing::error!(%story, %error, "an embargoed story could not be made public; it is tried again");
                                tokio::time::sleep(Duration::from_secs(1)).await;
                            }
                        }
                        alive = listener.woken() => if !alive { return },
                        () = tokio::time::sleep(Duration::from_secs(1)) => {}
                    }
                }
                Ok(None) => {
                    // Another node may have sent it, and the wake may be lost.
                    if let Ok(false) = tokio::time::timeout(Duration::from_secs(1), listener.woken()).await {
                        return;
                    }
                }
                Err(error) => {
                    tracing::error!(%error, "the timer cannot read the store; it tries again");
                    tokio::time::sleep(Duration::from_secs(1)).await;
                }
            }
        }
    }

    async fn publish_due(&self, story: StoryId) -> Result<Option<PublicSequence>, Error> {
        let (store, now) = (self.inner.store.clone(), self.now());
        let done = self
            .inner
            .store
            .write(move |tx| -> Result<_, Error> {
                let headline = tx.chain(story)?.head.map(|head| head.content.headline).unwrap_or_default();
                Ok(tx.publish(store.signer(), story, &formats::address_slug(&headline), now)?)
            })
            .await?;
        self.inner.bus.wake();
        Ok(done.and_then(|appended| appended.public))
    }
}

pub(crate) fn search_fault(error: search::SearchError) -> Error {
    Error::Search(error.to_string())
}
