//! What does a process do that carries streams and nothing else?

use std::collections::HashMap;
use std::io;
use std::net::TcpStream;
use std::os::fd::OwnedFd;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use tokio::runtime::Handle;

use crate::channel::Channel;
use crate::passing::{MOST, Message, Pipe};
use crate::streams::Streams;
use crate::{Limits, stop};

/// A line that keeps the connections known to be alive, each so often.
const HEARTBEAT: Duration = Duration::from_secs(20);

type Channels = Arc<Mutex<HashMap<String, Arc<Channel>>>>;

/// Carries what the house passes on, until the house ends. Must be called within a runtime, on a thread that may wait.
///
/// # Errors
/// When `end` is not an end that a house has passed on.
pub fn work(end: OwnedFd, runtime: &Handle) -> io::Result<()> {
    let pipe = Arc::new(Pipe::from(end));
    let channels = Channels::default();
    let limits = Limits::default();
    // Never said: a worker ends with the house, at once.
    let (_stop, stopped) = stop::Stopped::pair();
    let (say, ended) = std::sync::mpsc::channel();
    let telling = pipe.clone();
    std::thread::Builder::new().name("ended".into()).spawn(move || {
        while let Ok(id) = ended.recv() {
            if telling.pass(&Message::Ended(id)).is_err() {
                return;
            }
        }
    })?;
    let all = channels.clone();
    runtime.spawn(async move {
        let mut interval = tokio::time::interval(HEARTBEAT);
        loop {
            interval.tick().await;
            let all: Vec<_> = lock(&all).values().cloned().collect();
            all.iter().for_each(|channel| channel.tell(0, Bytes::from_static(b":\n\n")));
        }
    });
    let mut space = Box::new([0; MOST]);
    while let Some(message) = pipe.next(&mut space)? {
        match message {
            Message::Tell { channel, number, bytes } => named(&channels, channel).tell(number, bytes),
            Message::Carry { id, channel, after, stream } => {
                let listener = Box::pin(named(&channels, channel).listen(after));
                let (say, stop) = (say.clone(), stopped.clone());
                let time = limits.write;
                runtime.spawn(async move {
                    if let Ok(stream) = registered(stream) {
                        let _ = Streams::new(stream, listener, time, Box::pin(stop.wait())).await;
                    }
                    let _ = say.send(id);
                });
            }
            Message::Ended(_) => return Err(io::ErrorKind::InvalidData.into()),
        }
    }
    Ok(())
}

fn registered(stream: OwnedFd) -> io::Result<tokio::net::TcpStream> {
    let stream = TcpStream::from(stream);
    stream.set_nonblocking(true)?;
    tokio::net::TcpStream::from_std(stream)
}

fn lock(channels: &Channels) -> std::sync::MutexGuard<'_, HashMap<String, Arc<Channel>>> {
    channels.lock().unwrap_or_else(PoisonError::into_inner)
}

fn named(channels: &Channels, name: String) -> Arc<Channel> {
    lock(channels).entry(name).or_default().clone()
}
