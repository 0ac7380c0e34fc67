//! Who is connected, and what can be given at once?
//!
//! The listener accepts connections, bounds them in number, bytes and time, reads what can mean one thing only ([`Head`]) and
//! gives what is at hand ([`Room::at_hand`]) without a further step. Streams of events are carried with as little as a socket
//! and a place in the stream. Whatever else comes, a body above all, is left to hyper.
//!
//! Measured with the same bytes beside nginx and nchan by `cargo xtask bench page` and `cargo xtask bench newsfeed`.

mod channel;
mod head;
mod origins;
mod pace;
mod parcel;
mod passing;
mod rewind;
mod stop;
mod streams;
mod talk;
mod tls;
mod worker;
mod workers;

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use http_body::Body;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Handle;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc};

pub use head::Head;
pub use parcel::Parcel;
pub use talk::head_lines;
pub use tls::{Certificate, CertificateError, Tls};
pub use worker::work;
pub use workers::{Continued, Workers};

use origins::{Origin, Origins};
use pace::Paced;
use rewind::Rewind;
use stop::Stopped;
use streams::Streams;
use talk::{Then, talk};

/// What answers.
pub trait Room: Send + Sync + 'static {
    /// What answers consist of.
    type Body: Body<Data = Bytes, Error: Into<Box<dyn std::error::Error + Send + Sync>>> + Send + 'static;

    /// Whether a request is served also when places are scarce: the desk's, the wire's.
    fn is_preferred(&self, _: &Head<'_>) -> bool {
        true
    }

    /// Whether many come from there whom nobody can tell apart: a proxy. What one network may have open does not bind it.
    fn stands_for_many(&self, _: IpAddr) -> bool {
        false
    }

    /// The finished answer to a plain request, where there is one. Called on the thread that reads: it must not wait.
    fn at_hand(&self, head: &Head<'_>) -> Option<Parcel>;

    /// The answer to any request.
    fn ask<B>(
        &self,
        request: Request<B>,
        peer: SocketAddr,
    ) -> impl Future<Output = Response<Self::Body>> + Send
    where
        B: Body<Data = Bytes, Error: Into<Box<dyn std::error::Error + Send + Sync>>> + Send + 'static;
}

/// What a connection may take.
#[derive(Clone, Debug)]
pub struct Limits {
    /// How many connections may be open at once; who comes then is told to come back.
    pub connections: usize,
    /// How many of them are kept for who is preferred. Whoever else gets one of these is given what is at hand, or told to come
    /// back, and let go.
    pub reserved: usize,
    /// How many connections one network may have open; who comes then is told to come back.
    pub of_one_network: usize,
    /// The most bytes of a head.
    pub head_bytes: usize,
    /// How long a head may take from its first byte.
    pub head: Duration,
    /// How long a connection may be without a request.
    pub idle: Duration,
    /// How long a body may take, and a second more for each 16 KB of it.
    pub body: Duration,
    /// How long the other side may take nothing of what is written.
    pub write: Duration,
    /// How long requests under way have when the house closes.
    pub end: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            connections: 15_000,
            reserved: 500,
            of_one_network: 1000,
            head_bytes: 16 << 10,
            head: Duration::from_secs(10),
            idle: Duration::from_secs(75),
            body: Duration::from_secs(30),
            write: Duration::from_secs(30),
            end: Duration::from_secs(5),
        }
    }
}

/// How many that come too many are told so at the same time; further ones are let go without a word.
const PARTINGS: usize = 200;

/// Tells one that there is no place.
async fn refuse(mut stream: TcpStream, place: OwnedSemaphorePermit) {
    let _ = stream.try_write(FULL);
    talk::part(&mut stream).await;
    drop(place);
}

/// What whoever comes too many is told, before anything is read.
pub(crate) const FULL: &[u8] =
    b"HTTP/1.1 503 Service Unavailable\r\nretry-after: 2\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";

/// Where connections come in.
pub struct Entrance {
    /// The socket.
    pub listener: TcpListener,
    /// By what they are encrypted.
    pub tls: Option<Tls>,
    /// Whose threads carry streams, so that telling ten thousand readers keeps nobody else waiting; the same as all else where
    /// there are none. Encrypted streams stay where they are.
    pub streams: Option<Handle>,
    /// Whose processes carry streams that are the same for many; encrypted ones stay where they are.
    pub workers: Option<Arc<Workers>>,
}

impl Entrance {
    /// Without encryption, on one set of threads.
    pub fn plain(listener: TcpListener) -> Self {
        Entrance { listener, tls: None, streams: None, workers: None }
    }
}

/// Serves a room at an entrance until `stop` is done. Then idle connections and streams end, and requests under way have
/// [`Limits::end`] to finish.
pub async fn serve<R: Room>(
    entrance: Entrance,
    room: Arc<R>,
    limits: Limits,
    stop: impl Future<Output = ()>,
) {
    let Entrance { listener, tls, streams, workers } = entrance;
    let limits = Arc::new(limits);
    let places = Arc::new(Semaphore::new(limits.connections));
    // Where there are few places, most are everybody's all the same.
    let reserved = limits.reserved.min(limits.connections / 2);
    let origins = Origins::new(limits.of_one_network);
    let partings = Arc::new(Semaphore::new(PARTINGS));
    let (say, stopped) = Stopped::pair();
    // Closed when the last connection has let go of its end.
    let (open, mut closed) = mpsc::channel::<()>(1);
    let mut stop = std::pin::pin!(stop);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stop => break,
        };
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            // Gone before it was taken; or there are no descriptors left, which others give back.
            Err(error) => {
                if !matches!(error.kind(), io::ErrorKind::ConnectionAborted | io::ErrorKind::ConnectionReset)
                {
                    tracing::error!(%error, "no connection can be accepted; is the limit of open files too low?");
                    tokio::time::sleep(Duration::from_millis(100)).await;
                }
                continue;
            }
        };
        let origin = if room.stands_for_many(peer.ip()) {
            Ok(None)
        } else {
            origins.enter(peer.ip()).map(Some).ok_or(())
        };
        let place = places.clone().try_acquire_owned();
        let (Ok(place), Ok(origin)) = (place, origin) else {
            metrics::counter!("dateline_connections_refused_total").increment(1);
            if let Ok(place) = partings.clone().try_acquire_owned() {
                tokio::spawn(refuse(stream, place));
            }
            continue;
        };
        let is_late = places.available_permits() < reserved;
        // An event of the newsfeed must not wait for the next one.
        let _ = stream.set_nodelay(true);
        let held = Held {
            _place: place,
            _origin: origin,
            _open: open.clone(),
            _counted: Counted::one("dateline_connections"),
        };
        let world = World {
            peer,
            is_late,
            room: room.clone(),
            limits: limits.clone(),
            stopped: stopped.clone(),
            streams: streams.clone(),
            workers: workers.clone(),
            held,
        };
        let tls = tls.clone();
        tokio::spawn(async move {
            let ended = match tls {
                None => connection(stream, world).await,
                Some(tls) => encrypted(stream, &tls, world).await,
            };
            if let Err(error) = ended {
                tracing::debug!(%error, "a connection ended by a fault");
            }
        });
    }
    drop((listener, open));
    say.say();
    let _ = tokio::time::timeout(limits.end, closed.recv()).await;
}

/// One more of something for as long as it lives.
struct Counted(metrics::Gauge);

impl Counted {
    fn one(name: &'static str) -> Self {
        let gauge = metrics::gauge!(name);
        gauge.increment(1);
        Counted(gauge)
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.decrement(1);
    }
}

/// What a connection has for as long as it lives.
struct Held {
    _place: OwnedSemaphorePermit,
    _origin: Option<Origin>,
    _open: mpsc::Sender<()>,
    _counted: Counted,
}

/// What a connection knows.
struct World<R> {
    peer: SocketAddr,
    /// Whether it has one of the last places.
    is_late: bool,
    room: Arc<R>,
    limits: Arc<Limits>,
    stopped: Stopped,
    streams: Option<Handle>,
    workers: Option<Arc<Workers>>,
    held: Held,
}

/// One encrypted connection, to its end. The handshake has the time of a head.
async fn encrypted<R: Room>(stream: TcpStream, tls: &Tls, world: World<R>) -> io::Result<()> {
    let accepted = tokio::time::timeout(world.limits.head, Box::pin(tls.accept(stream)));
    let (stream, is_h2) = accepted.await.map_err(|_| io::Error::from(io::ErrorKind::TimedOut))??;
    if is_h2 {
        return Box::pin(multiplexed(stream, world)).await;
    }
    match answered(stream, &world, None).await? {
        Then::Closed | Then::Elsewhere(..) => Ok(()),
        Then::Streams(stream, body) => carried(stream, body, world).await,
        Then::Full(stream, before) => Box::pin(full(Rewind { before, io: stream }, world)).await,
    }
}

/// One connection by HTTP/1.1, to its end. Each of its lives has memory of its own, given back with it.
async fn connection<R: Room>(stream: TcpStream, world: World<R>) -> io::Result<()> {
    match answered(stream, &world, world.workers.as_deref()).await? {
        Then::Closed => Ok(()),
        Then::Elsewhere(stream, continued, berth) => {
            // Its place here is free again; what its network may have open, and what is counted, is not.
            let Held { _origin: origin, _counted: counted, .. } = world.held;
            berth.carry(stream, continued, Box::new((origin, counted, Counted::one("dateline_streams"))))
        }
        Then::Streams(stream, body) => match world.streams.clone() {
            None => carried(stream, body, world).await,
            Some(threads) => {
                threads.spawn(async move {
                    // Registered anew with the threads that carry it.
                    match stream.into_std().and_then(TcpStream::from_std) {
                        Ok(stream) => drop(carried(stream, body, world).await),
                        Err(error) => tracing::warn!(%error, "a stream cannot be carried"),
                    }
                });
                Ok(())
            }
        },
        Then::Full(stream, before) => Box::pin(full(Rewind { before, io: stream }, world)).await,
    }
}

async fn answered<I, R>(
    stream: I,
    world: &World<R>,
    workers: Option<&Workers>,
) -> io::Result<Then<I, R::Body>>
where
    I: AsyncRead + AsyncWrite + Unpin,
    R: Room,
{
    let World { peer, is_late, room, limits, stopped, .. } = world;
    Box::pin(talk(stream, (*peer, *is_late), (&**room, workers), limits, stopped.clone())).await
}

/// Carries a stream. It keeps nothing of the house, which can close while it is open.
fn carried<I, R>(stream: I, body: Pin<Box<R::Body>>, world: World<R>) -> impl Future<Output = io::Result<()>>
where
    I: AsyncRead + AsyncWrite + Unpin,
    R: Room,
{
    let World { limits, stopped, held, .. } = world;
    async move {
        let _kept = (held, Counted::one("dateline_streams"));
        Streams::new(stream, body, limits.write, Box::pin(stopped.wait())).await
    }
}

/// The answer to a request that hyper has read.
fn asked<R: Room>(
    room: &Arc<R>,
    request: Request<hyper::body::Incoming>,
    peer: SocketAddr,
    time: Duration,
) -> impl Future<Output = Result<Response<R::Body>, std::convert::Infallible>> + Send + 'static {
    let room = room.clone();
    async move { Ok(room.ask(request.map(|body| Paced::new(body, time)), peer).await) }
}

/// One connection by HTTP/2 (RFC 9113), to its end.
async fn multiplexed<I, R>(io: I, world: World<R>) -> io::Result<()>
where
    I: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    R: Room,
{
    let World { peer, room, limits, stopped, held, .. } = world;
    let service = hyper::service::service_fn(|request| asked(&room, request, peer, limits.body));
    let serving = hyper::server::conn::http2::Builder::new(TokioExecutor::new())
        .timer(TokioTimer::new())
        .keep_alive_interval(limits.idle)
        .keep_alive_timeout(limits.head)
        .max_concurrent_streams(100)
        .max_header_list_size(u32::try_from(limits.head_bytes).unwrap_or(u32::MAX))
        .max_pending_accept_reset_streams(20)
        .serve_connection(TokioIo::new(io), service);
    let mut serving = std::pin::pin!(serving);
    let done = tokio::select! {
        done = serving.as_mut() => done,
        () = stopped.wait() => {
            serving.as_mut().graceful_shutdown();
            serving.await
        }
    };
    drop(held);
    done.map_err(io::Error::other)
}

/// The rest of a connection by hyper.
async fn full<I, R>(io: I, world: World<R>) -> io::Result<()>
where
    I: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    R: Room,
{
    let World { peer, room, limits, stopped, held, .. } = world;
    let service = hyper::service::service_fn(|request| asked(&room, request, peer, limits.body));
    let serving = hyper::server::conn::http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.idle)
        .max_buf_size(limits.head_bytes.max(8 << 10))
        .serve_connection(TokioIo::new(io), service);
    let mut serving = std::pin::pin!(serving);
    let done = tokio::select! {
        done = serving.as_mut() => done,
        () = stopped.wait() => {
            serving.as_mut().graceful_shutdown();
            serving.await
        }
    };
    drop(held);
    done.map_err(io::Error::other)
}
