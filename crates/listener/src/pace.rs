//! A body that has to come at a pace: who sends a byte a minute does not hold a place for hours.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use tokio::time::{Instant, Sleep};

/// How many bytes a second are enough.
const PACE: u64 = 16 << 10;

/// A body that fails once it is later than `time` and a second for each [`PACE`] bytes of it that have come.
#[derive(Debug)]
pub(crate) struct Paced<B> {
    body: B,
    since: Instant,
    time: Duration,
    come: u64,
    late: Option<Pin<Box<Sleep>>>,
}

impl<B> Paced<B> {
    pub fn new(body: B, time: Duration) -> Self {
        Paced { body, since: Instant::now(), time, come: 0, late: None }
    }

    fn until(&self) -> Instant {
        self.since + self.time + Duration::from_millis(self.come * 1000 / PACE)
    }
}

impl<B> Body for Paced<B>
where
    B: Body<Data = Bytes, Error: Into<Box<dyn std::error::Error + Send + Sync>>> + Unpin,
{
    type Data = Bytes;
    type Error = Box<dyn std::error::Error + Send + Sync>;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        if let Poll::Ready(frame) = Pin::new(&mut self.body).poll_frame(cx) {
            if let Some(Ok(frame)) = &frame {
                self.come += frame.data_ref().map_or(0, |data| data.len() as u64);
            }
            return Poll::Ready(frame.map(|frame| frame.map_err(Into::into)));
        }
        let until = self.until();
        let late = self.late.get_or_insert_with(|| Box::pin(tokio::time::sleep_until(until)));
        if late.deadline() != until {
            late.as_mut().reset(until);
        }
        late.as_mut().poll(cx).map(|()| Some(Err(io::Error::from(io::ErrorKind::TimedOut).into())))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
