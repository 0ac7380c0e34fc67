//! A stream of events on a connection of its own: whatever is there is written in one call, and nothing is kept between.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use http_body::Body;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::Sleep;

use crate::parcel::{Pieces, poll_write};
use crate::stop::Stopping;

/// The most pieces that are gathered before they are written.
const GATHERED: usize = 64;

/// Carries a stream until it ends, the other side goes or does not take it, or the house closes.
pub(crate) struct Streams<I, B> {
    io: I,
    body: Pin<Box<B>>,
    pieces: Pieces,
    /// Set while the other side does not take what is written.
    late: Option<Pin<Box<Sleep>>>,
    time: Duration,
    stop: Stopping,
}

impl<I, B> Streams<I, B> {
    pub fn new(io: I, body: Pin<Box<B>>, time: Duration, stop: Stopping) -> Self {
        Streams { io, body, pieces: Pieces::default(), late: None, time, stop }
    }
}

impl<I, B> Future for Streams<I, B>
where
    I: AsyncRead + AsyncWrite + Unpin,
    B: Body<Data = Bytes>,
{
    type Output = io::Result<()>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = &mut *self;
        loop {
            let mut is_over = false;
            while this.pieces.len() < GATHERED {
                match this.body.as_mut().poll_frame(cx) {
                    Poll::Ready(Some(Ok(frame))) => {
                        if let Ok(data) = frame.into_data() {
                            this.pieces.push(data);
                        }
                    }
                    Poll::Ready(_) => {
                        is_over = true;
                        break;
                    }
                    Poll::Pending => break,
                }
            }
            if this.pieces.len() > 0 {
                match poll_write(&mut this.io, cx, &mut this.pieces) {
                    Poll::Ready(done) => done?,
                    Poll::Pending => {
                        let time = this.time;
                        let late = this.late.get_or_insert_with(|| Box::pin(tokio::time::sleep(time)));
                        ready!(late.as_mut().poll(cx));
                        return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
                    }
                }
                this.late = None;
                if !is_over {
                    continue;
                }
            }
            if is_over || this.stop.as_mut().poll(cx).is_ready() {
                ready!(Pin::new(&mut this.io).poll_shutdown(cx))?;
                return Poll::Ready(Ok(()));
            }
            // Who listens has nothing to say; what comes all the same is not read further.
            let mut space = [0; 64];
            let mut into = ReadBuf::new(&mut space);
            ready!(Pin::new(&mut this.io).poll_read(cx, &mut into))?;
            return Poll::Ready(Ok(()));
        }
    }
}
