//! Which processes carry the streams that are the same for many, so that more can be open than one process may have files?
//!
//! The house accepts a connection, answers the request, and passes the connection on with the name of what it listens to
//! ([`Continued`]). A worker holds nothing but connections and the newest events; it has no way to anything else of the house.
//! Whoever listens at a worker that falls comes back and goes on behind the last event that they heard.

use std::collections::HashMap;
use std::fmt;
use std::io;
use std::os::fd::OwnedFd;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use tokio::net::TcpStream;

use crate::channel::RESET;
use crate::passing::{MOST, Message, Pipe};

/// How many messages wait for a worker. One that is further behind is ended; whoever listens there comes back.
const WAITING: usize = 8192;
/// How long before a worker that fell is started anew.
const REST: Duration = Duration::from_secs(1);

/// A stream that is the same for all who listen to a channel, from an event on. An answer carries it among its extensions
/// beside its body, and either is used.
#[derive(Clone, Debug)]
pub struct Continued {
    /// The name of what is listened to, at most 255 bytes.
    pub channel: String,
    /// The number of the last event that is told in the opening or before.
    pub after: u64,
    /// What is written first.
    pub opening: Bytes,
}

/// The workers of a house. Dropped, they end.
pub struct Workers {
    all: Vec<Arc<Worker>>,
    /// How many connections each may hold.
    capacity: usize,
    is_over: Arc<AtomicBool>,
}

#[derive(Default)]
struct Worker(Mutex<State>);

#[derive(Default)]
struct State {
    out: Option<SyncSender<Message>>,
    /// What is kept for each connection as long as it is carried.
    kept: HashMap<u32, Held>,
    /// Places that somebody is about to take.
    taken: usize,
    last: u32,
    process: Option<Child>,
}

/// What is held for a connection and given back when it has ended.
pub(crate) type Held = Box<dyn Send>;

/// A place at a worker that was found free.
pub(crate) struct Berth(Arc<Worker>);

impl Drop for Berth {
    fn drop(&mut self) {
        self.0.state().taken -= 1;
    }
}

impl Workers {
    /// Starts so many, each by this command, for at most so many connections each; a worker has its end as standard input.
    ///
    /// # Errors
    /// When no thread can be started.
    pub fn start(
        count: usize,
        capacity: usize,
        command: impl Fn() -> Command + Send + Sync + 'static,
    ) -> io::Result<Workers> {
        let (command, is_over) = (Arc::new(command), Arc::new(AtomicBool::new(false)));
        let all = (0..count)
            .map(|_| {
                let worker = Arc::<Worker>::default();
                let (kept, command, is_over) = (worker.clone(), command.clone(), is_over.clone());
                std::thread::Builder::new().name("worker".into()).spawn(move || {
                    while !is_over.load(Ordering::Acquire) {
                        if let Err(error) = kept.keep(&*command) {
                            tracing::error!(%error, "a process for newsfeeds cannot be started; it is tried again");
                        }
                        if !is_over.load(Ordering::Acquire) {
                            tracing::warn!("a process for newsfeeds ended and is started anew");
                            std::thread::sleep(REST);
                        }
                    }
                })?;
                Ok(worker)
            })
            .collect::<io::Result<_>>()?;
        Ok(Workers { all, capacity, is_over })
    }

    /// Tells all who listen to a channel.
    pub fn tell(&self, channel: &str, number: u64, bytes: &Bytes) {
        for worker in &self.all {
            let message = Message::Tell { channel: channel.to_owned(), number, bytes: bytes.clone() };
            worker.pass(message);
        }
    }

    /// A place for a connection, at the worker that has the fewest.
    pub(crate) fn berth(&self) -> Option<Berth> {
        let count = |worker: &Arc<Worker>| {
            let state = worker.state();
            let count = state.kept.len() + state.taken;
            (state.out.is_some() && count < self.capacity).then_some(count)
        };
        let (_, worker) = self
            .all
            .iter()
            .filter_map(|worker| Some((count(worker)?, worker)))
            .min_by_key(|(count, _)| *count)?;
        worker.state().taken += 1;
        Some(Berth(worker.clone()))
    }
}

impl fmt::Debug for Workers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Workers").field("count", &self.all.len()).finish_non_exhaustive()
    }
}

impl Drop for Workers {
    fn drop(&mut self) {
        self.is_over.store(true, Ordering::Release);
        for worker in &self.all {
            worker.end();
        }
    }
}

impl Berth {
    /// Passes a connection on; what is kept is given back when it has ended.
    pub(crate) fn carry(self, stream: TcpStream, continued: Continued, kept: Held) -> io::Result<()> {
        let stream = OwnedFd::from(stream.into_std()?);
        let Continued { channel, after, .. } = continued;
        let id = {
            let mut state = self.0.state();
            state.last = state.last.wrapping_add(1);
            let id = state.last;
            state.kept.insert(id, kept);
            id
        };
        let message = Message::Carry { id, channel, after, stream };
        if !self.0.pass(message) {
            self.0.state().kept.remove(&id);
        }
        Ok(())
    }
}

impl Worker {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts a message in the queue; whoever is too far behind is ended.
    fn pass(&self, message: Message) -> bool {
        let sent = self.state().out.as_ref().map(|out| out.try_send(message));
        match sent {
            Some(Ok(())) => true,
            Some(Err(TrySendError::Full(_))) => {
                tracing::error!("a process for newsfeeds does not keep up and is ended");
                self.end();
                false
            }
            Some(Err(TrySendError::Disconnected(_))) | None => false,
        }
    }

    fn end(&self) {
        let mut state = self.state();
        state.out = None;
        if let Some(process) = &mut state.process {
            let _ = process.kill();
        }
    }

    /// Starts a process and keeps it until it ends.
    fn keep(&self, command: &dyn Fn() -> Command) -> io::Result<()> {
        let (here, there) = Pipe::pair()?;
        let here = Arc::new(here);
        let process = command().stdin(Stdio::from(OwnedFd::from(there))).spawn()?;
        let (out, queue) = sync_channel(WAITING);
        {
            let mut state = self.state();
            (state.out, state.process) = (Some(out), Some(process));
        }
        let writing = here.clone();
        let writer = std::thread::Builder::new().name("worker".into()).spawn(move || write(&writing, &queue));
        let mut space = Box::new([0; MOST]);
        while let Ok(Some(Message::Ended(id))) = here.next(&mut space) {
            let kept = self.state().kept.remove(&id);
            drop(kept);
        }
        self.end();
        let (process, kept) = {
            let mut state = self.state();
            (state.process.take(), std::mem::take(&mut state.kept))
        };
        drop(kept);
        if let Some(mut process) = process {
            process.wait()?;
        }
        let _ = writer?.join();
        Ok(())
    }
}

fn write(pipe: &Pipe, queue: &Receiver<Message>) {
    for message in queue {
        match pipe.pass(&message) {
            Ok(()) => {}
            // Too long an event: whoever listens begins anew.
            Err(error) if error.kind() == io::ErrorKind::InvalidInput => {
                if let Message::Tell { channel, number, .. } = message {
                    let _ = pipe.pass(&Message::Tell { channel, number, bytes: Bytes::from_static(RESET) });
                }
            }
            Err(_) => return,
        }
    }
}
