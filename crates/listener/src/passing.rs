//! How are connections and events passed from one process to another? Messages on a pair of sockets that keeps them apart,
//! a connection beside its message (unix(7), `SOCK_SEQPACKET` and `SCM_RIGHTS`).

use std::io::{self, IoSlice, IoSliceMut};
use std::mem::MaybeUninit;
use std::os::fd::{AsFd, OwnedFd};

use bytes::Bytes;
use rustix::net::{
    AddressFamily, RecvAncillaryBuffer, RecvAncillaryMessage, RecvFlags, SendAncillaryBuffer,
    SendAncillaryMessage, SendFlags, SocketFlags, SocketType, recvmsg, sendmsg, socketpair,
};

/// The most bytes of a message.
pub(crate) const MOST: usize = 64 << 10;

/// What one process tells the other.
#[derive(Debug)]
pub(crate) enum Message {
    /// To a worker: everybody who listens to this channel is told.
    Tell {
        /// Which channel.
        channel: String,
        /// The event's number; 0 for what is not counted.
        number: u64,
        /// The event as it is written.
        bytes: Bytes,
    },
    /// To a worker: this connection listens to a channel from now on.
    Carry {
        /// By what it is told when it ends.
        id: u32,
        /// Which channel.
        channel: String,
        /// The last event that it heard.
        after: u64,
        /// The connection.
        stream: OwnedFd,
    },
    /// From a worker: a connection has ended.
    Ended(u32),
}

/// One end of a pair.
#[derive(Debug)]
pub(crate) struct Pipe(OwnedFd);

impl From<OwnedFd> for Pipe {
    fn from(end: OwnedFd) -> Self {
        Pipe(end)
    }
}

impl From<Pipe> for OwnedFd {
    fn from(pipe: Pipe) -> Self {
        pipe.0
    }
}

impl Pipe {
    /// Both ends.
    pub fn pair() -> io::Result<(Pipe, Pipe)> {
        let (one, other) =
            socketpair(AddressFamily::UNIX, SocketType::SEQPACKET, SocketFlags::CLOEXEC, None)?;
        Ok((Pipe(one), Pipe(other)))
    }

    /// Passes a message on; waits while the other side is behind.
    pub fn pass(&self, message: &Message) -> io::Result<()> {
        let mut bytes = Vec::with_capacity(64);
        let mut stream = None;
        match message {
            Message::Tell { channel, number, bytes: event } => {
                head(&mut bytes, b'T', *number, channel);
                bytes.extend_from_slice(event);
            }
            Message::Carry { id, channel, after, stream: passed } => {
                head(&mut bytes, b'C', *after, channel);
                bytes.extend_from_slice(&id.to_be_bytes());
                stream = Some([passed.as_fd()]);
            }
            Message::Ended(id) => {
                head(&mut bytes, b'E', 0, "");
                bytes.extend_from_slice(&id.to_be_bytes());
            }
        }
        if bytes.len() > MOST {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(1))];
        let mut beside = SendAncillaryBuffer::new(&mut space);
        if let Some(stream) = &stream {
            beside.push(SendAncillaryMessage::ScmRights(stream));
        }
        loop {
            match sendmsg(&self.0, &[IoSlice::new(&bytes)], &mut beside, SendFlags::NOSIGNAL) {
                Err(rustix::io::Errno::INTR) => {}
                done => return Ok(done.map(drop)?),
            }
        }
    }

    /// The next message; none when the other side is gone.
    pub fn next(&self, space: &mut [u8; MOST]) -> io::Result<Option<Message>> {
        let mut beside_space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(1))];
        let mut beside = RecvAncillaryBuffer::new(&mut beside_space);
        let read = loop {
            let into = &mut [IoSliceMut::new(&mut space[..])];
            match recvmsg(&self.0, into, &mut beside, RecvFlags::CMSG_CLOEXEC) {
                Err(rustix::io::Errno::INTR) => {}
                // The other side fell with something of ours unread.
                Err(rustix::io::Errno::CONNRESET) => return Ok(None),
                read => break read?.bytes,
            }
        };
        if read == 0 {
            return Ok(None);
        }
        let mut passed = beside.drain().filter_map(|message| match message {
            RecvAncillaryMessage::ScmRights(streams) => Some(streams),
            _ => None,
        });
        let stream = passed.by_ref().flatten().next();
        message(&space[..read], stream).map(Some).ok_or_else(|| io::ErrorKind::InvalidData.into())
    }
}

fn head(bytes: &mut Vec<u8>, kind: u8, number: u64, channel: &str) {
    let length = u8::try_from(channel.len()).unwrap_or(u8::MAX);
    bytes.push(kind);
    bytes.extend_from_slice(&number.to_be_bytes());
    bytes.push(length);
    bytes.extend_from_slice(&channel.as_bytes()[..usize::from(length)]);
}

fn message(bytes: &[u8], stream: Option<OwnedFd>) -> Option<Message> {
    let (kind, rest) = bytes.split_first()?;
    let (number, rest) = rest.split_first_chunk::<8>()?;
    let number = u64::from_be_bytes(*number);
    let (length, rest) = rest.split_first()?;
    let (channel, rest) = rest.split_at_checked(usize::from(*length))?;
    let channel = std::str::from_utf8(channel).ok()?.to_owned();
    match kind {
        b'T' => Some(Message::Tell { channel, number, bytes: Bytes::copy_from_slice(rest) }),
        b'C' => {
            let id = u32::from_be_bytes(rest.try_into().ok()?);
            Some(Message::Carry { id, channel, after: number, stream: stream? })
        }
        b'E' => Some(Message::Ended(u32::from_be_bytes(rest.try_into().ok()?))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Read as _, Write as _};
    use std::net::{TcpListener, TcpStream};

    fn next(pipe: &Pipe) -> Option<Message> {
        pipe.next(&mut [0; MOST]).unwrap()
    }

    #[test]
    fn what_is_passed_comes_as_it_was_and_apart() {
        let (here, there) = Pipe::pair().unwrap();
        let bytes = Bytes::from(vec![b'x'; 50_000]);
        here.pass(&Message::Tell { channel: "ru".into(), number: 7, bytes: bytes.clone() }).unwrap();
        here.pass(&Message::Ended(9)).unwrap();
        let Some(Message::Tell { channel, number, bytes: came }) = next(&there) else { panic!() };
        assert_eq!((channel.as_str(), number, came), ("ru", 7, bytes));
        assert!(matches!(next(&there), Some(Message::Ended(9))));
        let long = Message::Tell { channel: String::new(), number: 0, bytes: vec![0; MOST].into() };
        assert_eq!(here.pass(&long).unwrap_err().kind(), io::ErrorKind::InvalidInput);
        drop(here);
        assert!(next(&there).is_none());
    }

    #[test]
    fn a_connection_goes_on_where_it_was_passed_to() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let mut client = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        let (here, there) = Pipe::pair().unwrap();
        let stream = listener.accept().unwrap().0.into();
        here.pass(&Message::Carry { id: 3, channel: "en".into(), after: 11, stream }).unwrap();
        let Some(Message::Carry { id: 3, channel, after: 11, stream }) = next(&there) else { panic!() };
        assert_eq!(channel, "en");
        TcpStream::from(stream).write_all(b"still here").unwrap();
        let mut heard = String::new();
        client.read_to_string(&mut heard).unwrap();
        assert_eq!(heard, "still here");
    }

    #[test]
    fn what_is_no_message_is_refused() {
        for bytes in [
            &b""[..],
            b"T",
            b"C\0\0\0\0\0\0\0\0\0abcd",
            b"E\0\0\0\0\0\0\0\0\0abc",
            b"X\0\0\0\0\0\0\0\0\0",
            b"T\0\0\0\0\0\0\0\0\x09abc",
        ] {
            assert!(message(bytes, None).is_none(), "{bytes:?}");
        }
    }
}
