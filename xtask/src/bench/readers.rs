//! Many open newsfeeds in one process, and when each heard what.
//!
//! A message holds `@@NANOSECONDS@@`, the instant at which it was sent by the machine's monotonic clock, which all processes
//! share. The process says how many connections stand, waits for a line, and then says what was heard.

use std::io::{BufRead as _, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream, ToSocketAddrs as _};
use std::sync::mpsc;

use anyhow::{Context as _, Result, bail, ensure};
use rustix::event::{Timespec, epoll};
use rustix::time::{ClockId, clock_gettime};
use serde_json::json;

/// The marks around an instant, and its digits.
const MARK: &[u8] = b"@@";
const DIGITS: usize = 18;
/// An instant with its marks.
const LENGTH: usize = 2 * MARK.len() + DIGITS;

/// Nanoseconds of the monotonic clock.
pub fn now() -> u64 {
    let time = clock_gettime(ClockId::Monotonic);
    time.tv_sec as u64 * 1_000_000_000 + time.tv_nsec as u64
}

/// An instant as messages hold it.
pub fn stamp(instant: u64) -> String {
    format!("@@{instant:0DIGITS$}@@")
}

struct Reader {
    stream: TcpStream,
    /// The end of what was read, where an instant may have begun.
    tail: Vec<u8>,
    last: u64,
}

/// By how much readers step back (nice(2)). Real ones are elsewhere; here they must not keep the server from gathering what is there.
const STEP_BACK: i32 = 5;

/// `xtask readers ADDRESS PATH COUNT`: opens the streams, says `open N`, and at a line on its input what was heard.
///
/// # Errors
/// When a connection is refused.
pub fn run(words: &[String]) -> Result<bool> {
    rustix::process::nice(STEP_BACK)?;
    let [address, path, count] = words else { bail!("readers takes an address, a path and a count") };
    let address = address.to_socket_addrs()?.find(SocketAddr::is_ipv4).context("no such address")?;
    let count: usize = count.parse()?;
    let mut buffer = vec![0_u8; 256 << 10];
    let all = epoll::create(epoll::CreateFlags::CLOEXEC)?;
    let mut readers = Vec::with_capacity(count);
    for at in 0..count {
        let mut stream = TcpStream::connect(address).context("a connection is refused")?;
        write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost:8080\r\nAccept: text/event-stream\r\n\r\n")?;
        // One after the other: a crowd that comes in one instant is another question.
        let length = stream.read(&mut buffer)?;
        let answer = String::from_utf8_lossy(&buffer[..length]);
        ensure!(answer.starts_with("HTTP/1.1 200"), "a newsfeed is refused: {answer}");
        stream.set_nonblocking(true)?;
        epoll::add(&all, &stream, epoll::EventData::new_u64(at as u64), epoll::EventFlags::IN)?;
        readers.push(Reader { stream, tail: Vec::new(), last: 0 });
    }
    println!("open {count}");
    let (say, asked) = mpsc::channel();
    std::thread::spawn(move || {
        for _ in std::io::stdin().lock().lines() {
            let _ = say.send(());
        }
    });
    let mut delays: Vec<u32> = Vec::new();
    let mut closed = 0_usize;
    let mut bytes = 0_u64;
    let mut events = Vec::with_capacity(4096);
    let wait = Timespec { tv_sec: 0, tv_nsec: 20_000_000 };
    loop {
        match asked.try_recv() {
            Ok(()) => {
                say_all(&mut delays, closed, bytes)?;
                (closed, bytes) = (0, 0);
                delays.clear();
            }
            Err(mpsc::TryRecvError::Disconnected) => return Ok(true),
            Err(mpsc::TryRecvError::Empty) => {}
        }
        events.clear();
        epoll::wait(&all, rustix::buffer::spare_capacity(&mut events), Some(&wait))?;
        for event in &events {
            let reader = &mut readers[event.data.u64() as usize];
            match reader.stream.read(&mut buffer) {
                Ok(length @ 1..) => {
                    bytes += length as u64;
                    hear(reader, &buffer[..length], now(), &mut delays);
                }
                Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => {}
                _ => {
                    closed += 1;
                    epoll::delete(&all, &reader.stream)?;
                }
            }
        }
    }
}

/// Notes each instant once, also one that two reads share.
fn hear(reader: &mut Reader, read: &[u8], now: u64, delays: &mut Vec<u32>) {
    if !reader.tail.is_empty() {
        let mut seam = std::mem::take(&mut reader.tail);
        seam.extend_from_slice(&read[..read.len().min(LENGTH)]);
        note(&seam, &mut reader.last, now, delays);
    }
    note(read, &mut reader.last, now, delays);
    // A message's end follows its instant by far, so a tail is kept only where one has begun.
    let from = read.len().saturating_sub(LENGTH - 1);
    if read[from..].contains(&b'@') {
        reader.tail = read[from..].to_vec();
    }
}

/// The instants that stand in these bytes.
fn instants(bytes: &[u8]) -> impl Iterator<Item = u64> {
    memchr::memmem::find_iter(bytes, MARK).filter_map(|at| {
        let whole = bytes.get(at..at + LENGTH).filter(|whole| whole.ends_with(MARK))?;
        std::str::from_utf8(&whole[MARK.len()..MARK.len() + DIGITS]).ok()?.parse().ok()
    })
}

/// The first instant that stands in a message.
pub fn sent_at(message: &[u8]) -> Option<u64> {
    instants(message).next()
}

fn note(bytes: &[u8], last: &mut u64, now: u64, delays: &mut Vec<u32>) {
    for sent in instants(bytes) {
        if sent != *last {
            *last = sent;
            delays.push(u32::try_from(now.saturating_sub(sent) / 1000).unwrap_or(u32::MAX));
        }
    }
}

fn say_all(delays: &mut [u32], closed: usize, bytes: u64) -> Result<()> {
    delays.sort_unstable();
    let at =
        |of: f64| delays.get(((delays.len().max(1) - 1) as f64 * of) as usize).copied().unwrap_or_default();
    let told = json!({
        "heard": delays.len(), "closed": closed, "bytes": bytes,
        "median": at(0.5), "p99": at(0.99), "most": at(1.0),
        // For the figures of several processes together.
        "sample": delays.iter().step_by((delays.len() / 2000).max(1)).collect::<Vec<_>>(),
    });
    let mut out = std::io::stdout().lock();
    writeln!(out, "{told}")?;
    Ok(out.flush()?)
}
