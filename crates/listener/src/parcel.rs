//! What is given out without asking anybody: bytes that were made before.

use std::cell::RefCell;
use std::io::{self, IoSlice};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use tokio::io::AsyncWrite;

/// A finished answer.
#[derive(Clone, Debug)]
pub struct Parcel {
    /// The status line and the fields, each with its line end, without the empty line. It announces the body's length.
    pub head: Bytes,
    /// Further fields, each with its line end.
    pub more: &'static str,
    /// The body; empty for an answer without one.
    pub body: Bytes,
}

/// The end of a head for whoever keeps the connection, or closes it after this answer.
const CLOSE: &[u8] = b"connection: close\r\n";

impl Parcel {
    /// Hands all of it to the system in one call; what is not taken is left over.
    pub(crate) fn begin<I: AsyncWrite + Unpin>(
        &self,
        io: &mut I,
        cx: &mut Context<'_>,
        is_last: bool,
    ) -> io::Result<Option<Pieces>> {
        let (date, close) = (date(), if is_last { CLOSE } else { b"" });
        let parts: [&[u8]; 5] = [&self.head, self.more.as_bytes(), close, &date, &self.body];
        let length = parts.iter().map(|part| part.len()).sum::<usize>();
        let written = match Pin::new(&mut *io).poll_write_vectored(cx, &parts.map(IoSlice::new)) {
            Poll::Ready(Ok(0)) => return Err(io::ErrorKind::WriteZero.into()),
            Poll::Ready(written) => written?,
            Poll::Pending => 0,
        };
        if written == length {
            // What is encrypted may still be on its way.
            return match Pin::new(io).poll_flush(cx) {
                Poll::Ready(done) => done.map(|()| None),
                Poll::Pending => Ok(Some(Pieces::default())),
            };
        }
        let more = Bytes::from_static(self.more.as_bytes());
        let parts = [self.head.clone(), more, Bytes::from_static(close), date, self.body.clone()];
        let mut left: Pieces = parts.into_iter().collect();
        left.take(written);
        Ok(Some(left))
    }
}

thread_local! {
    static DATE: RefCell<(u64, Bytes)> = const { RefCell::new((0, Bytes::new())) };
}

/// The field `date` with the end of the head, made once a second (RFC 9110 section 6.6.1).
#[allow(
    clippy::disallowed_methods,
    reason = "the moment at which bytes leave, which no clock of the newsroom sets"
)]
pub(crate) fn date() -> Bytes {
    let now = SystemTime::now();
    let second = now.duration_since(SystemTime::UNIX_EPOCH).unwrap_or(Duration::ZERO).as_secs();
    DATE.with_borrow_mut(|kept| {
        if kept.0 != second {
            *kept = (second, Bytes::from(format!("date: {}\r\n\r\n", httpdate::HttpDate::from(now))));
        }
        kept.1.clone()
    })
}

/// The most pieces that one call hands to the system.
const AT_ONCE: usize = 64;

/// Writes pieces as far as the other side takes them; what was taken is gone from `pieces`. Ready when all are.
pub(crate) fn poll_write<I: AsyncWrite + Unpin>(
    io: &mut I,
    cx: &mut Context<'_>,
    pieces: &mut Pieces,
) -> Poll<io::Result<()>> {
    while let Some(rest) = pieces.rest() {
        let mut slices = [IoSlice::new(&[]); AT_ONCE];
        let mut count = 0;
        for (slot, piece) in slices.iter_mut().zip(rest) {
            *slot = IoSlice::new(piece);
            count += 1;
        }
        let written = ready!(Pin::new(&mut *io).poll_write_vectored(cx, &slices[..count]))?;
        if written == 0 {
            return Poll::Ready(Err(io::ErrorKind::WriteZero.into()));
        }
        pieces.take(written);
    }
    Pin::new(io).poll_flush(cx)
}

/// Bytes on their way out.
#[derive(Debug, Default)]
pub(crate) struct Pieces {
    all: Vec<Bytes>,
    at: usize,
}

impl Pieces {
    /// One more at the end; an empty one is none.
    pub fn push(&mut self, piece: Bytes) {
        if !piece.is_empty() {
            self.all.push(piece);
        }
    }

    /// How many are left.
    pub fn len(&self) -> usize {
        self.all.len() - self.at
    }

    fn rest(&self) -> Option<&[Bytes]> {
        (self.at < self.all.len()).then(|| &self.all[self.at..])
    }

    fn take(&mut self, mut written: usize) {
        while let Some(first) = self.all.get_mut(self.at) {
            if first.len() > written {
                *first = first.slice(written..);
                return;
            }
            written -= first.len();
            *first = Bytes::new();
            self.at += 1;
        }
        // Whoever waits for the next one keeps no room for it.
        *self = Pieces::default();
    }
}

impl FromIterator<Bytes> for Pieces {
    fn from_iter<T: IntoIterator<Item = Bytes>>(pieces: T) -> Self {
        let mut all = Pieces::default();
        pieces.into_iter().for_each(|piece| all.push(piece));
        all
    }
}
