//! From the press of "send": how soon is it durable, on its page, in a thousand newsfeeds, at a subscriber, at a webhook?

use std::fmt::Write as _;
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::Command;
use std::sync::mpsc::{self, Sender};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use serde_json::Value;

use super::Figures;
use super::hand::{self, Hand};
use super::newsfeed::Readers;
use super::readers::{now, sent_at, stamp};
use super::served::{self, Served};
use crate::ci::Log;

const SENDS: usize = 300;
/// Between two sends.
const PAUSE: Duration = Duration::from_millis(100);
const NEWSFEEDS: usize = 1000;

/// Sends stories one after the other and notes when each arrives where.
///
/// # Errors
/// When the agency fails or something does not arrive.
pub fn measure(log: &mut Log) -> Result<Figures> {
    let binary = served::binary(log)?;
    let data = super::folder()?.join("press/data");
    if data.exists() {
        fs::remove_dir_all(&data)?;
    }
    drop(Served::open(&binary, &data, &["--demo"])?);
    let hook = TcpListener::bind("127.0.0.1:0")?;
    let token = subscriber(&binary, &data, "Listens", None)?;
    subscriber(&binary, &data, "Is called", Some(&format!("http://{}/", hook.local_addr()?)))?;
    let agency = Served::with(&binary, &data, &[], &[("DATELINE_PRIVATE_NETWORKS", "127.0.0.0/8")])?;
    let mut readers = Readers::open(std::slice::from_ref(&agency.address), "/live", NEWSFEEDS)?;
    let (heard, stream) = mpsc::channel();
    listen(&agency.address, &token, heard)?;
    let (called, calls) = mpsc::channel();
    answer_calls(hook, called);

    let mut hand = Hand::reach(&data)?;
    let (mut durable, mut fresh, mut found) = (Vec::new(), Vec::new(), Vec::new());
    let begun = Instant::now();
    for number in 0..SENDS {
        std::thread::sleep((PAUSE * u32::try_from(number)?).saturating_sub(begun.elapsed()));
        let at = now();
        let mark = stamp(at);
        // Half of them are new stories, half the next revision of the one before.
        let copy = hand::copy(&format!("press-{}", number / 2), &format!("Council meets {mark}"), 8);
        let sent = hand.send(&copy)?;
        durable.push(since(at));
        let address = sent["address"].as_str().context("the answer names no address")?;
        let path = format!("/{}", address.splitn(4, '/').nth(3).unwrap_or_default());
        loop {
            let page = served::get(&agency.address, &path, "identity")?;
            if memchr::memmem::find(&page.body, mark.as_bytes()).is_some() {
                break;
            }
            if since(at) > 5000.0 {
                bail!("{path} does not show what was sent: {}", page.status);
            }
        }
        fresh.push(since(at));
        let search = format!("/search?format=json&q={mark}");
        while memchr::memmem::find(&served::get(&agency.address, &search, "identity")?.body, b"\"total\":1")
            .is_none()
        {
            if since(at) > 5000.0 {
                bail!("the search does not find what was sent: {search}");
            }
        }
        found.push(since(at));
    }
    std::thread::sleep(Duration::from_secs(3));
    let told = readers.told()?;
    if told.heard != SENDS * NEWSFEEDS {
        bail!("{} of {} were heard in newsfeeds", told.heard, SENDS * NEWSFEEDS);
    }
    let mut text = format!(
        "`cargo xtask bench press --write`: {SENDS} sends, one every {} ms, half new stories and half revisions, while {NEWSFEEDS} \
         newsfeeds, a subscriber's stream and a webhook are open; everything on the two cores. Milliseconds from the press of \
         \"send\"; the page is asked for on a connection of its own once the send was answered, and made then; then a search for its \
         mark.\n\n\
         | until | median | p99 | most | goal (p99) |\n|---|---|---|---|---|\n",
        PAUSE.as_millis()
    );
    let mut line = |what: &str, mut all: Vec<f64>, goal: u32| -> Result<()> {
        if all.len() != SENDS {
            bail!("{} of {SENDS} arrived: {what}", all.len());
        }
        all.sort_by(f64::total_cmp);
        let at = |share: f64| all[((all.len() - 1) as f64 * share) as usize];
        Ok(writeln!(text, "| {what} | {:.1} | {:.1} | {:.1} | {goal} |", at(0.5), at(0.99), at(1.0))?)
    };
    line("the answer: it is durable", durable, 5)?;
    line("its own page is fresh", fresh, 10)?;
    line("a search finds it", found, 50)?;
    line("a subscriber's stream has it", stream.try_iter().collect(), 50)?;
    line("a webhook was called", calls.try_iter().collect(), 100)?;
    writeln!(
        text,
        "| {NEWSFEEDS} newsfeeds have it | {:.1} | {:.1} | {:.1} | 50 |",
        told.at(0.5),
        told.at(0.99),
        told.most
    )?;
    Ok(Figures { name: "press", text })
}

/// Milliseconds since an instant of the monotonic clock.
fn since(instant: u64) -> f64 {
    now().saturating_sub(instant) as f64 / 1e6
}

/// Adds a subscriber of everything; the token to pull with, where nothing is pushed to them.
///
/// # Errors
/// When it is refused.
pub fn subscriber(binary: &Path, data: &Path, name: &str, to: Option<&str>) -> Result<String> {
    let mut command = Command::new(binary);
    command.arg("--data").arg(data).args(["subscriber", "add", name, "--json"]);
    if let Some(to) = to {
        command.args(["--to", to]);
    }
    let done = command.env("DATELINE_PRIVATE_NETWORKS", "127.0.0.0/8").output()?;
    let told: Value = serde_json::from_slice(&done.stdout)
        .with_context(|| String::from_utf8_lossy(&done.stderr).into_owned())?;
    Ok(told["token"].as_str().unwrap_or_default().to_owned())
}

/// Listens to the wire as a subscriber; says how long each took.
fn listen(address: &str, token: &str, heard: Sender<f64>) -> Result<()> {
    let mut stream = TcpStream::connect(address)?;
    write!(
        stream,
        "GET /api/wire/live HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {token}\r\nAccept: text/event-stream\r\n\r\n"
    )?;
    let mut lines = BufReader::new(stream);
    let mut first = String::new();
    lines.read_line(&mut first)?;
    if !first.starts_with("HTTP/1.1 200") {
        bail!("the stream of the wire answers {first}");
    }
    std::thread::spawn(move || {
        let mut last = 0;
        for line in lines.split(b'\n').map_while(Result::ok) {
            if let Some(at) = sent_at(&line).filter(|at| *at != last) {
                last = at;
                let _ = heard.send(since(at));
            }
        }
    });
    Ok(())
}

/// Takes every call; says how long each took.
fn answer_calls(hook: TcpListener, called: Sender<f64>) {
    std::thread::spawn(move || {
        for stream in hook.incoming().map_while(Result::ok) {
            let called = called.clone();
            std::thread::spawn(move || answer(stream, &called));
        }
    });
}

fn answer(stream: TcpStream, called: &Sender<f64>) -> Option<()> {
    let mut stream = BufReader::new(stream);
    loop {
        let mut length = 0;
        loop {
            let mut line = String::new();
            if stream.read_line(&mut line).ok()? == 0 {
                return None;
            }
            let line = line.trim_end().to_ascii_lowercase();
            if let Some(value) = line.strip_prefix("content-length:") {
                length = value.trim().parse().ok()?;
            }
            if line.is_empty() {
                break;
            }
        }
        let mut body = vec![0; length];
        stream.read_exact(&mut body).ok()?;
        if let Some(at) = sent_at(&body) {
            let _ = called.send(since(at));
        }
        stream.get_mut().write_all(b"HTTP/1.1 204 No Content\r\n\r\n").ok()?;
    }
}
