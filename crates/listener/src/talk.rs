//! One connection by HTTP/1.1, from its first byte to its last or to where somebody else takes it over.
//!
//! Invariants:
//! - an answer at hand is written in the same turn in which its request was read;
//! - between requests a connection keeps no buffer;
//! - a head is complete within [`Limits::head`], the next one begins within [`Limits::idle`], and bytes on their way out are
//!   taken within [`Limits::write`].

use std::cell::RefCell;
use std::future::poll_fn;
use std::io;
use std::net::SocketAddr;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, Method, Request, Response, StatusCode, header};
use http_body::Body;
use http_body_util::Empty;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::Instant;

use crate::head::{Head, Read, space};
use crate::parcel::{Parcel, Pieces, date, poll_write};
use crate::stop::Stopped;
use crate::workers::{Berth, Continued, Workers};
use crate::{FULL, Limits, Room};

/// What becomes of a connection after the plain requests.
pub(crate) enum Then<I, B> {
    /// It is done.
    Closed,
    /// It carries this stream until one side ends it.
    Streams(I, Pin<Box<B>>),
    /// It goes on at a worker.
    Elsewhere(I, Continued, Berth),
    /// Something came that the full reader must judge, with these bytes first.
    Full(I, Bytes),
}

/// The most bytes that are read at once.
const SCRATCH: usize = 16 << 10;

thread_local! {
    static BUFFER: RefCell<Box<[u8; SCRATCH]>> = RefCell::new(Box::new([0; SCRATCH]));
}

/// What came in.
enum Came {
    Given(Parcel, bool),
    Asked(Request<()>, bool),
    Other,
    TooLong,
    TooMany,
    Nothing,
}

struct Talk<'a, I, R> {
    io: I,
    peer: SocketAddr,
    /// Whether the connection has one of the last places.
    is_late: bool,
    room: &'a R,
    limits: &'a Limits,
    /// What came in and was not answered yet.
    rest: Vec<u8>,
    /// Whether that is the beginning of a head.
    has_begun: bool,
    /// Since when the other side has been awaited; noted when it first is.
    since: Option<Instant>,
}

/// Answers plain requests.
pub(crate) async fn talk<I, R>(
    io: I,
    (peer, is_late): (SocketAddr, bool),
    (room, workers): (&R, Option<&Workers>),
    limits: &Limits,
    stopped: Stopped,
) -> io::Result<Then<I, R::Body>>
where
    I: AsyncRead + AsyncWrite + Unpin,
    R: Room,
{
    let mut talk = Talk { io, peer, is_late, room, limits, rest: Vec::new(), has_begun: false, since: None };
    let mut sleep = pin!(tokio::time::sleep(limits.head));
    let mut stop = pin!(stopped.clone().wait());
    let mut is_set = false;
    loop {
        let came = poll_fn(|cx| {
            if let Poll::Ready(came) = talk.poll_came(cx) {
                return Poll::Ready(came);
            }
            // What wakes by the end or by the clock is asked once, and again only when it may be so.
            if !is_set {
                let _ = stop.as_mut().poll(cx);
            }
            // Whoever is in the middle of a request may end it.
            if stopped.is_now() && talk.rest.is_empty() {
                return Poll::Ready(Ok(Came::Nothing));
            }
            let now = Instant::now();
            let since = *talk.since.get_or_insert(now);
            let until = since + if talk.rest.is_empty() { limits.idle } else { limits.head };
            if now >= until {
                return Poll::Ready(Ok(Came::Nothing));
            }
            if !is_set || until < sleep.deadline() || now >= sleep.deadline() {
                sleep.as_mut().reset(until);
                let _ = sleep.as_mut().poll(cx);
                is_set = true;
            }
            Poll::Pending
        })
        .await?;
        let is_last = match came {
            Came::Given(parcel, is_last) => {
                let is_last = is_last || stopped.is_now();
                let begun = poll_fn(|cx| Poll::Ready(parcel.begin(&mut talk.io, cx, is_last))).await?;
                if let Some(left) = begun {
                    talk.write(left).await?;
                }
                is_last
            }
            Came::Asked(request, is_last) => {
                let is_head = request.method() == Method::HEAD;
                let request = request.map(|()| Empty::<Bytes>::new());
                let response = Box::pin(room.ask(request, peer)).await;
                let is_last = is_last || stopped.is_now();
                if is_stream(&response) && !is_head {
                    let (mut parts, body) = response.into_parts();
                    let head = head(parts.status, &parts.headers, "", true);
                    let continued = parts.extensions.remove::<Continued>();
                    if let Some((continued, berth)) = continued.and_then(|it| Some((it, workers?.berth()?))) {
                        talk.write([head, date(), continued.opening.clone()].into_iter().collect()).await?;
                        return Ok(Then::Elsewhere(talk.io, continued, berth));
                    }
                    talk.write([head, date()].into_iter().collect()).await?;
                    return Ok(Then::Streams(talk.io, Box::pin(body)));
                }
                Box::pin(talk.answer(response, is_head, is_last)).await?;
                is_last
            }
            Came::Other => return Ok(Then::Full(talk.io, std::mem::take(&mut talk.rest).into())),
            Came::TooLong => {
                let said = Bytes::from_static(
                    b"HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-length: 0\r\nconnection: close\r\n",
                );
                talk.write([said, date()].into_iter().collect()).await?;
                true
            }
            Came::TooMany => {
                metrics::counter!("dateline_connections_refused_total").increment(1);
                talk.write([Bytes::from_static(FULL)].into_iter().collect()).await?;
                true
            }
            Came::Nothing => {
                let _ = poll_fn(|cx| Pin::new(&mut talk.io).poll_shutdown(cx)).await;
                return Ok(Then::Closed);
            }
        };
        if is_last {
            part(&mut talk.io).await;
            return Ok(Then::Closed);
        }
        (talk.since, talk.has_begun) = (None, false);
    }
}

impl<I, R> Talk<'_, I, R>
where
    I: AsyncRead + AsyncWrite + Unpin,
    R: Room,
{
    /// The next request, as soon as all of its head is there.
    fn poll_came(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<Came>> {
        // What one read brought along may be a request by itself.
        if !self.rest.is_empty() {
            let rest = std::mem::take(&mut self.rest);
            if let Some(came) = self.look(&rest) {
                return Poll::Ready(Ok(came));
            }
        }
        BUFFER.with_borrow_mut(|buffer| {
            loop {
                let mut into = ReadBuf::new(&mut buffer[..]);
                ready!(Pin::new(&mut self.io).poll_read(cx, &mut into))?;
                let read = into.filled();
                if read.is_empty() {
                    return Poll::Ready(Ok(Came::Nothing));
                }
                let came = if self.rest.is_empty() {
                    self.look(read)
                } else {
                    let mut rest = std::mem::take(&mut self.rest);
                    rest.extend_from_slice(read);
                    self.look(&rest)
                };
                if let Some(came) = came {
                    return Poll::Ready(Ok(came));
                }
            }
        })
    }

    /// What these bytes begin with; what is not used of them is kept.
    fn look(&mut self, bytes: &[u8]) -> Option<Came> {
        let mut space = space();
        match Head::read(bytes, self.peer, &mut space) {
            Read::Plain(head, length) => {
                self.rest = bytes[length..].to_vec();
                let is_scarce = self.is_late && !self.room.is_preferred(&head);
                let is_last = is_scarce || head.is_last();
                if let Some(parcel) = self.room.at_hand(&head) {
                    return Some(Came::Given(parcel, is_last));
                }
                if is_scarce {
                    return Some(Came::TooMany);
                }
                if let Some(request) = head.request() {
                    return Some(Came::Asked(request, is_last));
                }
                self.rest = bytes.to_vec();
                Some(Came::Other)
            }
            Read::Partial if bytes.len() > self.limits.head_bytes => Some(Came::TooLong),
            Read::Partial => {
                // A head has its own time from its first byte.
                if !self.has_begun {
                    self.since = None;
                }
                self.has_begun = !bytes.is_empty();
                self.rest = bytes.to_vec();
                None
            }
            Read::Other => {
                self.rest = bytes.to_vec();
                Some(Came::Other)
            }
        }
    }

    async fn write(&mut self, mut pieces: Pieces) -> io::Result<()> {
        write(&mut self.io, &mut pieces, self.limits.write).await
    }

    /// Writes a whole answer: with its length where that is known, else in chunks (RFC 9112 section 7.1).
    async fn answer(&mut self, response: Response<R::Body>, is_head: bool, is_last: bool) -> io::Result<()> {
        let (parts, body) = response.into_parts();
        let mut body = pin!(body);
        let has_body = !is_head
            && !parts.status.is_informational()
            && !matches!(parts.status, StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED);
        let known = parts.headers.contains_key(header::CONTENT_LENGTH);
        let length = body.size_hint().exact().filter(|_| !known);
        let is_chunked = has_body && !known && length.is_none();
        let framing = match length {
            Some(length) if has_body => format!("content-length: {length}\r\n"),
            _ if is_chunked => "transfer-encoding: chunked\r\n".to_owned(),
            _ => String::new(),
        };
        let mut pieces = Pieces::default();
        pieces.push(head(parts.status, &parts.headers, &framing, is_last));
        pieces.push(date());
        if !has_body {
            return self.write(pieces).await;
        }
        // The head is out: the only way to say that something is missing is to end before the end.
        let cut = |_| io::Error::from(io::ErrorKind::BrokenPipe);
        while let Some(frame) = poll_fn(|cx| body.as_mut().poll_frame(cx).map_err(cut)).await {
            let Some(data) = frame?.into_data().ok().filter(|data| !data.is_empty()) else { continue };
            if is_chunked {
                pieces.push(Bytes::from(format!("{:x}\r\n", data.len())));
                pieces.push(data);
                pieces.push(Bytes::from_static(b"\r\n"));
            } else {
                pieces.push(data);
            }
            self.write(std::mem::take(&mut pieces)).await?;
        }
        if is_chunked {
            pieces.push(Bytes::from_static(b"0\r\n\r\n"));
        }
        self.write(pieces).await
    }
}

/// How long, and how many bytes, the other side may go on talking after the last answer.
const PARTING: (Duration, usize) = (Duration::from_secs(1), 256 << 10);

/// Ends a connection so that what was written arrives: one that is closed while something unread lies in it is reset, and
/// the answer with it (RFC 9112 section 9.6).
pub(crate) async fn part<I: AsyncRead + AsyncWrite + Unpin>(io: &mut I) {
    let parting = async {
        poll_fn(|cx| Pin::new(&mut *io).poll_shutdown(cx)).await?;
        let mut left = PARTING.1;
        while left > 0 {
            let read = poll_fn(|cx| {
                BUFFER.with_borrow_mut(|buffer| {
                    let mut into = ReadBuf::new(&mut buffer[..]);
                    ready!(Pin::new(&mut *io).poll_read(cx, &mut into))?;
                    Poll::Ready(io::Result::Ok(into.filled().len()))
                })
            });
            match read.await? {
                0 => break,
                count => left = left.saturating_sub(count),
            }
        }
        io::Result::Ok(())
    };
    let _ = tokio::time::timeout(PARTING.0, parting).await;
}

/// Writes pieces, or fails when the other side takes nothing of them for so long.
pub(crate) async fn write<I: AsyncWrite + Unpin>(
    io: &mut I,
    pieces: &mut Pieces,
    time: Duration,
) -> io::Result<()> {
    // The clock is set only for who does not take all at once.
    let first = poll_fn(|cx| match poll_write(io, cx, pieces) {
        Poll::Pending => Poll::Ready(None),
        Poll::Ready(done) => Poll::Ready(Some(done)),
    });
    match first.await {
        Some(done) => done,
        None => match tokio::time::timeout(time, poll_fn(|cx| poll_write(io, cx, pieces))).await {
            Ok(done) => done,
            Err(_) => Err(io::ErrorKind::TimedOut.into()),
        },
    }
}

/// Whether an answer is a stream of events, which ends when one side goes.
fn is_stream<B>(response: &Response<B>) -> bool {
    response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes() == b"text/event-stream")
}

/// A head without its date and its end.
fn head(status: StatusCode, headers: &HeaderMap, framing: &str, is_last: bool) -> Bytes {
    let mut head = Vec::with_capacity(1024);
    head.extend_from_slice(b"HTTP/1.1 ");
    head.extend_from_slice(status.as_str().as_bytes());
    head.push(b' ');
    head.extend_from_slice(status.canonical_reason().unwrap_or_default().as_bytes());
    head.extend_from_slice(b"\r\n");
    for (name, value) in headers {
        if *name == header::DATE {
            continue;
        }
        head.extend_from_slice(name.as_str().as_bytes());
        head.extend_from_slice(b": ");
        head.extend_from_slice(value.as_bytes());
        head.extend_from_slice(b"\r\n");
    }
    head.extend_from_slice(framing.as_bytes());
    if is_last {
        head.extend_from_slice(b"connection: close\r\n");
    }
    head.into()
}

/// The lines of a head as [`Parcel::head`] has them.
pub fn head_lines(status: StatusCode, headers: &HeaderMap) -> Bytes {
    head(status, headers, "", false)
}
