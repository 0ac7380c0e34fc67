//! How soon do thousands of open newsfeeds hear of a send, beside nchan with the same bytes?

use std::fmt::Write as _;
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};
use serde_json::Value;

use super::hand::{self, Hand};
use super::readers::{now, stamp};
use super::served::{self, Served};
use super::{Figures, nginx};
use crate::ci::Log;
use crate::machine;

/// How many newsfeeds are open, and how many messages a second are sent for how long.
const READERS: [usize; 3] = [1_000, 10_000, 18_500];
const RATES: [u32; 3] = [1, 10, 100];
/// How long the last reader has to hear the last message.
const PATIENCE: Duration = Duration::from_secs(20);
/// How many send at once, each waiting for its answer.
const HANDS: usize = 32;
const NCHAN: u16 = 18090;
/// So many newsfeeds want several processes, where one may open 20,000 files only.
const CROWD: usize = 100_000;
const CROWD_RATES: [u32; 2] = [1, 10];
const WORKERS: usize = 6;

/// Opens the newsfeeds of both sides in turn and sends at each rate.
///
/// # Errors
/// When a tool is missing, a server fails or a reader is refused.
pub fn measure(log: &mut Log) -> Result<Figures> {
    let nginx = machine::debian_file(log, "/usr/lib/nginx/modules/ngx_nchan_module.so", "libnginx-mod-nchan")
        .and_then(|_| machine::debian(log, "nginx", "nginx-light"))?;
    let binary = served::binary(log)?;
    let folder = super::folder()?.join("newsfeed");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let mut text = format!(
        "`cargo xtask bench newsfeed --write`: newsfeeds open in two processes of readers; agency or nchan (two workers), readers \
         and sender share the two cores. Dateline sends real stories: each is a durable revision with its entry, its pages \
         and its event. nchan is given the bytes of such an event on connections that each wait for the answer, as the hands that send do ({HANDS} of either). Delay from the \
         press of send (before the send or the post) to the reader's read. Memory is the server's own (PSS) above that \
         before the readers came, a reader.\n\n\
         | readers | a second | side | sent | heard /s | missing | median | p99 | most | KiB a reader | CPU |\n\
         |---|---|---|---|---|---|---|---|---|---|---|\n",
    );
    let bench = Bench { binary, nginx, folder };
    let mut event_size = 0;
    for count in READERS {
        event_size = bench.beside(&mut text, count, 0, &RATES)?.max(event_size);
    }
    writeln!(
        text,
        "\n{CROWD} newsfeeds, where a process may open 20,000 files: the agency with `--live-workers {WORKERS}`, nchan with {WORKERS} workers, \
         {WORKERS} processes of readers.\n\n\
         | readers | a second | side | sent | heard /s | missing | median | p99 | most | KiB a reader | CPU |\n\
         |---|---|---|---|---|---|---|---|---|---|---|",
    )?;
    bench.beside(&mut text, CROWD, WORKERS, &CROWD_RATES)?;
    writeln!(text, "\nAn event has {event_size} bytes.")?;
    Ok(Figures { name: "newsfeed", text })
}

struct Bench {
    binary: PathBuf,
    nginx: PathBuf,
    folder: PathBuf,
}

impl Bench {
    /// So many newsfeeds at the agency and then at nchan; gives the size of an event.
    fn beside(&self, text: &mut String, count: usize, workers: usize, rates: &[u32]) -> Result<usize> {
        let data = self.folder.join(format!("data-{count}"));
        let mut event_size = 0;
        // Filled first: what that took is not what readers take.
        drop(Served::open(&self.binary, &data, &["--demo"])?);
        let number = workers.to_string();
        let agency = match workers {
            0 => Served::with(&self.binary, &data, &[], &[("DATELINE_LIVE_LIMIT", "18899")])?,
            _ => Served::everywhere(&self.binary, &data, &["--live-workers", &number])?,
        };
        // They are there a moment later.
        std::thread::sleep(Duration::from_secs(1));
        let mut servers = served::children(agency.process())?;
        ensure!(servers.len() == workers, "{} of {workers} processes for newsfeeds are there", servers.len());
        servers.push(agency.process());
        let mut hands = (0..HANDS).map(|_| Hand::reach(&data)).collect::<Result<Vec<_>>>()?;
        let before = memory(&servers)?;
        let port = agency.address.rsplit(':').next().unwrap_or_default().parse()?;
        let mut readers = Readers::open(&addresses(port, workers), "/live", count)?;
        let each = (memory(&servers)? - before) / count as f64;
        for rate in rates {
            let run = Run::of(*rate, &servers, &mut readers, &mut hands, |hand, number, at| {
                let headline = format!("Council meets {}", stamp(at));
                hand.send(&hand::copy(&format!("live-{rate}-{number}"), &headline, 3)).map(drop)
            })?;
            event_size = run.size.max(event_size);
            run.line(text, (count, *rate), "Dateline", each)?;
        }
        drop((readers, agency));

        let peer = Nchan::open(&self.nginx, &self.folder, workers.max(2))?;
        let servers = served::children(peer.0.id())?;
        let before = memory(&servers)?;
        let mut readers = Readers::open(&addresses(NCHAN, workers), "/sub", count)?;
        let each = (memory(&servers)? - before) / count as f64;
        let mut publishers =
            (0..HANDS).map(|_| Ok(TcpStream::connect(nchan())?)).collect::<Result<Vec<_>>>()?;
        for rate in rates {
            let run = Run::of(*rate, &servers, &mut readers, &mut publishers, |publisher, _, at| {
                publish(publisher, &format!("{}{}", stamp(at), "x".repeat(event_size.saturating_sub(40))))
            })?;
            run.line(text, (count, *rate), "nchan", each)?;
        }
        Ok(event_size)
    }
}

/// Where each process of readers connects: two, or as many as there are workers. One address has ports for 28,000 only.
fn addresses(port: u16, workers: usize) -> Vec<String> {
    match workers {
        0 => vec![format!("127.0.0.1:{port}"); 2],
        _ => (1..=workers).map(|at| format!("127.0.0.{at}:{port}")).collect(),
    }
}

fn nchan() -> String {
    format!("127.0.0.1:{NCHAN}")
}

/// One rate, for some seconds.
struct Run {
    sent: usize,
    told: Told,
    seconds: f64,
    /// Processors that the server used, on the mean.
    used: f64,
    /// Bytes of a message as a reader gets it.
    size: usize,
}

impl Run {
    /// Sends `rate` times a second by as many hands as there are; `send` is given a hand and the instant to put into the message.
    fn of<H: Send>(
        rate: u32,
        servers: &[u32],
        readers: &mut Readers,
        hands: &mut [H],
        send: impl Fn(&mut H, u32, u64) -> Result<()> + Sync,
    ) -> Result<Run> {
        let seconds = if rate == 1 { 10 } else { 5 };
        let before = time(servers)?;
        let began = Instant::now();
        let (next, sent) = (AtomicU32::new(0), AtomicU32::new(0));
        std::thread::scope(|all| {
            let (next, sent, send) = (&next, &sent, &send);
            let at_work: Vec<_> = hands
                .iter_mut()
                .map(|hand| {
                    all.spawn(move || -> Result<()> {
                        loop {
                            let number = next.fetch_add(1, Ordering::Relaxed);
                            // Whoever cannot keep up sends less.
                            let is_late = began.elapsed() > Duration::from_secs(u64::from(seconds));
                            if number >= rate * seconds || is_late {
                                return Ok(());
                            }
                            let due = Duration::from_secs_f64(f64::from(number) / f64::from(rate));
                            std::thread::sleep(due.saturating_sub(began.elapsed()));
                            send(hand, number, now())?;
                            sent.fetch_add(1, Ordering::Relaxed);
                        }
                    })
                })
                .collect();
            at_work.into_iter().try_for_each(|it| it.join().unwrap_or_else(|_| bail!("a hand fell")))
        })?;
        let took = began.elapsed();
        let used = (time(servers)? - before) / took.as_secs_f64();
        // What was sent is heard by all, or lost: it has time enough.
        let mut told = readers.told()?;
        let late = Instant::now();
        let sent = sent.into_inner() as usize;
        let mut seconds = took.as_secs_f64();
        while told.heard < sent * readers.count && late.elapsed() < PATIENCE {
            std::thread::sleep(Duration::from_millis(100));
            let more = readers.told()?;
            // What never comes takes no time.
            if more.heard > 0 {
                seconds = took.as_secs_f64() + late.elapsed().as_secs_f64();
            }
            told.add(more);
        }
        let size = told.bytes as usize / told.heard.max(1);
        Ok(Run { sent, told, seconds, used, size })
    }

    fn line(&self, text: &mut String, (readers, rate): (usize, u32), side: &str, each: f64) -> Result<()> {
        ensure!(self.told.closed == 0, "{side} closed {} newsfeeds", self.told.closed);
        writeln!(
            text,
            "| {readers} | {rate} | {side} | {} | {:.0} | {} | {:.1} ms | {:.1} ms | {:.1} ms | {each:.1} | {:.2} |",
            self.sent,
            self.told.heard as f64 / self.seconds,
            (self.sent * readers).saturating_sub(self.told.heard),
            self.told.at(0.5),
            self.told.at(0.99),
            self.told.most,
            self.used,
        )?;
        Ok(())
    }
}

/// What all readers heard.
pub struct Told {
    /// How many messages.
    pub heard: usize,
    closed: usize,
    bytes: u64,
    /// Milliseconds.
    pub most: f64,
    /// Microseconds, a sample in order.
    sample: Vec<u64>,
}

impl Told {
    fn add(&mut self, more: Told) {
        self.heard += more.heard;
        self.closed += more.closed;
        self.bytes += more.bytes;
        self.most = self.most.max(more.most);
        self.sample.extend(more.sample);
        self.sample.sort_unstable();
    }

    /// A share of the delays lies below so many milliseconds.
    pub fn at(&self, share: f64) -> f64 {
        let at = ((self.sample.len().max(1) - 1) as f64 * share) as usize;
        self.sample.get(at).copied().unwrap_or_default() as f64 / 1000.0
    }
}

/// Processes of readers, each with its share.
pub struct Readers {
    count: usize,
    processes: Vec<(Child, ChildStdin, BufReader<ChildStdout>)>,
}

impl Readers {
    /// Opens so many newsfeeds, by a process for each address.
    ///
    /// # Errors
    /// When one is refused.
    pub fn open(addresses: &[String], path: &str, count: usize) -> Result<Readers> {
        let mut all = Vec::new();
        for (at, address) in addresses.iter().enumerate() {
            let share = count * (at + 1) / addresses.len() - count * at / addresses.len();
            let mut child = Command::new(std::env::current_exe()?)
                .args(["readers", address, path, &share.to_string()])
                .stdin(Stdio::piped())
                .stdout(Stdio::piped())
                .spawn()?;
            let input = child.stdin.take().context("no input")?;
            let output = BufReader::new(child.stdout.take().context("no output")?);
            all.push((child, input, output));
        }
        for (_, _, output) in &mut all {
            let mut line = String::new();
            output.read_line(&mut line)?;
            ensure!(line.starts_with("open "), "the readers could not open their newsfeeds");
        }
        Ok(Readers { count, processes: all })
    }

    /// What was heard since this was asked last.
    ///
    /// # Errors
    /// When a process of readers is gone.
    pub fn told(&mut self) -> Result<Told> {
        let mut all = Told { heard: 0, closed: 0, bytes: 0, most: 0.0, sample: Vec::new() };
        for (_, input, output) in &mut self.processes {
            writeln!(input)?;
            let mut line = String::new();
            output.read_line(&mut line)?;
            let told: Value = serde_json::from_str(&line)?;
            let number = |key: &str| told[key].as_u64().unwrap_or_default();
            all.heard += number("heard") as usize;
            all.closed += number("closed") as usize;
            all.bytes += number("bytes");
            all.most = all.most.max(number("most") as f64 / 1000.0);
            all.sample.extend(told["sample"].as_array().into_iter().flatten().filter_map(Value::as_u64));
        }
        all.sample.sort_unstable();
        Ok(all)
    }
}

impl Drop for Readers {
    fn drop(&mut self) {
        for (child, _, _) in &mut self.processes {
            drop(child.kill());
            drop(child.wait());
        }
    }
}

struct Nchan(Child);

impl Nchan {
    fn open(program: &Path, folder: &Path, workers: usize) -> Result<Nchan> {
        let root = folder.display();
        let conf = format!(
            "load_module /usr/lib/nginx/modules/ngx_nchan_module.so;\ndaemon off;\nuser root;\nworker_processes {workers};\n\
             pid {root}/nchan.pid;\nerror_log {root}/nchan.log;\nevents {{ worker_connections 19900; }}\n\
             http {{\n  access_log off; tcp_nodelay on; keepalive_requests 1000000; client_body_temp_path {root}/t1;\n  \
             nchan_max_reserved_memory 512M;\n  server {{\n    listen 0.0.0.0:{NCHAN} backlog=4096 reuseport;\n    \
             location = /sub {{ nchan_subscriber eventsource; nchan_channel_id bench; nchan_subscriber_first_message newest; }}\n    \
             location = /pub {{ nchan_publisher; nchan_channel_id bench; nchan_message_buffer_length 500; client_max_body_size 1m; }}\n  }}\n}}\n"
        );
        let path = folder.join("nchan.conf");
        fs::write(&path, conf)?;
        let child =
            Command::new(program).arg("-c").arg(&path).arg("-p").arg(folder).stdin(Stdio::null()).spawn()?;
        let peer = Nchan(child);
        nginx::until_it_listens(&nchan())?;
        Ok(peer)
    }
}

impl Drop for Nchan {
    fn drop(&mut self) {
        nginx::end(&mut self.0);
    }
}

/// Posts a message, and waits for the answer.
fn publish(stream: &mut TcpStream, message: &str) -> Result<()> {
    write!(
        stream,
        "POST /pub HTTP/1.1\r\nHost: localhost\r\nContent-Length: {}\r\n\r\n{message}",
        message.len()
    )?;
    let mut answer = Vec::new();
    let mut part = [0; 4096];
    loop {
        let count = stream.read(&mut part)?;
        answer.extend_from_slice(&part[..count]);
        let said = String::from_utf8_lossy(&answer);
        let Some((head, body)) = said.split_once("\r\n\r\n") else {
            ensure!(count > 0, "nchan ended the connection: {said}");
            continue;
        };
        let length = head
            .lines()
            .find_map(|line| line.to_ascii_lowercase().strip_prefix("content-length: ")?.parse().ok());
        if body.len() >= length.unwrap_or(0_usize) {
            if !head.starts_with("HTTP/1.1 20") {
                bail!("nchan refuses: {head}");
            }
            return Ok(());
        }
    }
}

/// The proportional memory of processes, in KiB.
fn memory(processes: &[u32]) -> Result<f64> {
    let mut sum = 0.0;
    for process in processes {
        let rollup = fs::read_to_string(format!("/proc/{process}/smaps_rollup"))?;
        let line = rollup.lines().find_map(|line| line.strip_prefix("Pss:")).context("no Pss")?;
        sum += line.trim().trim_end_matches(" kB").parse::<f64>()?;
    }
    Ok(sum)
}

fn time(processes: &[u32]) -> Result<f64> {
    processes.iter().map(|process| served::processor_time(*process)).sum()
}
