//! Who is connected, and what can be given at once?
//!
//! The listener accepts connections, bounds them in number, bytes and time, reads what can mean one thing only ([`Head`]) and
//! gives what is at hand ([`Room::at_hand`]) without a further step. Streams of events are carried with as little as a socket
//! and a place in the stream. Whatever else comes, a body above all, is left to hyper.
//!
//! Measured with the same bytes beside nginx and nchan by `cargo xtask bench page` and `cargo xtask bench newsfeed`.

mod head;
mod parcel;
mod rewind;
mod stop;
mod streams;
mod talk;

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use http_body::Body;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, mpsc};

pub use head::Head;
pub use parcel::Parcel;
pub use talk::head_lines;

use rewind::Rewind;
use stop::Stopped;
use streams::Streams;
use talk::{Then, talk};

/// What answers.
pub trait Room: Send + Sync + 'static {
    /// What answers consist of.
    type Body: Body<Data = Bytes, Error: Into<Box<dyn std::error::Error + Send + Sync>>> + Send + 'static;

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
    /// The most bytes of a head.
    pub head_bytes: usize,
    /// How long a head may take from its first byte.
    pub head: Duration,
    /// How long a connection may be without a request.
    pub idle: Duration,
    /// How long the other side may take nothing of what is written.
    pub write: Duration,
    /// How long requests under way have when the house closes.
    pub end: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            connections: 15_000,
            head_bytes: 16 << 10,
            head: Duration::from_secs(10),
            idle: Duration::from_secs(75),
            write: Duration::from_secs(30),
            end: Duration::from_secs(5),
        }
    }
}

/// What whoever comes too many is told, before anything is read.
const FULL: &[u8] =
    b"HTTP/1.1 503 Service Unavailable\r\nretry-after: 2\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";

/// Serves a room on a listener until `stop` is done. Then idle connections and streams end, and requests under way have
/// [`Limits::end`] to finish.
///
/// # Errors
/// None at present: a connection that cannot be accepted is tried again.
pub async fn serve<R: Room>(
    listener: TcpListener,
    room: Arc<R>,
    limits: Limits,
    stop: impl Future<Output = ()>,
) -> io::Result<()> {
    let limits = Arc::new(limits);
    let places = Arc::new(Semaphore::new(limits.connections));
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
        let Ok(place) = places.clone().try_acquire_owned() else {
            let _ = stream.try_write(FULL);
            continue;
        };
        // An event of the newsfeed must not wait for the next one.
        let _ = stream.set_nodelay(true);
        let (room, limits, stopped, open) = (room.clone(), limits.clone(), stopped.clone(), open.clone());
        tokio::spawn(async move {
            connection(stream, peer, room, &limits, stopped).await;
            drop((place, open));
        });
    }
    drop((listener, open));
    say.say();
    let _ = tokio::time::timeout(limits.end, closed.recv()).await;
    Ok(())
}

/// One connection, to its end. Each of its three lives has memory of its own, given back with it.
async fn connection<R: Room>(
    stream: TcpStream,
    peer: SocketAddr,
    room: Arc<R>,
    limits: &Limits,
    stopped: Stopped,
) {
    let then = Box::pin(talk(stream, peer, &*room, limits, stopped.clone())).await;
    let ended = match then {
        Ok(Then::Closed) => Ok(()),
        Ok(Then::Streams(stream, body)) => {
            drop(room);
            Streams::new(stream, body, limits.write, Box::pin(stopped.wait())).await
        }
        Ok(Then::Full(stream, before)) => {
            Box::pin(full(Rewind { before, io: stream }, peer, room, limits, stopped)).await
        }
        Err(error) => Err(error),
    };
    if let Err(error) = ended {
        tracing::debug!(%error, "a connection ended by a fault");
    }
}

/// The rest of a connection by hyper.
async fn full<I, R>(
    io: I,
    peer: SocketAddr,
    room: Arc<R>,
    limits: &Limits,
    stopped: Stopped,
) -> io::Result<()>
where
    I: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    R: Room,
{
    let service = hyper::service::service_fn(move |request: Request<hyper::body::Incoming>| {
        let room = room.clone();
        async move { Ok::<_, std::convert::Infallible>(room.ask(request, peer).await) }
    });
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
    done.map_err(io::Error::other)
}
