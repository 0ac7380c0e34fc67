//! What becomes of the agency when far more is asked of it than it can give?

use std::fmt::Write as _;
use std::fs;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};

use super::Figures;
use super::hand::{self, Hand};
use super::served::{self, Served};
use crate::ci::Log;
use crate::machine;

/// Connections that one page after the other can just be rendered for, and the flood.
const CARRIED: u32 = 16;
const FLOOD: u32 = 20 * CARRIED;
/// Connections of the storm, far beyond the places for requests.
const STORM: u32 = 4_000;
const SECONDS: u32 = 8;

/// Floods an agency with pages that have to be rendered, with slow readers and with heads that never end, and looks how others
/// fare meanwhile.
///
/// # Errors
/// When a tool is missing or the agency falls.
pub fn measure(log: &mut Log) -> Result<Figures> {
    let wrk = machine::debian(log, "wrk", "wrk")?;
    let binary = served::binary(log)?;
    let folder = super::folder()?.join("overload");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let data = folder.join("data");
    drop(Served::open(&binary, &data, &["--demo"])?);
    let agency = Served::with(&binary, &data, &[], &[("DATELINE_LOG", "json")])?;
    let page = format!("http://{}{}?anew", agency.address, super::page::article(&agency.address)?);
    let mut text = format!(
        "`cargo xtask bench overload --write`: {SECONDS} s each; agency, load and probes share the two cores. The load asks for a \
         page that is rendered each time. Four probes ask for it too, one asks for a page at hand, one for the desk's door, \
         and one sends stories; the 99th percentile of each, in milliseconds. Memory is what the agency holds at the end \
         (VmRSS).\n\n\
         | load | answered /s | told to come back /s | page | told to come back | at hand | desk | send | memory |\n\
         |---|---|---|---|---|---|---|---|---|\n"
    );
    for (name, connections) in [
        ("none", 0),
        ("what it carries", CARRIED),
        ("20 times that", FLOOD),
        ("a storm", STORM),
        ("after it", 0),
    ] {
        let load = (connections > 0).then(|| {
            let mut command = Command::new(&wrk);
            command.args([
                "-t1",
                &format!("-c{connections}"),
                &format!("-d{SECONDS}s"),
                "--timeout",
                "10s",
                &page,
            ]);
            command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn()
        });
        let load = load.transpose().context("can't run wrk")?;
        let probes = probe(&agency, &page, &data)?;
        let (mut rate, mut refused) = (String::from("–"), String::from("–"));
        if let Some(load) = load {
            let said = String::from_utf8_lossy(&load.wait_with_output()?.stdout).into_owned();
            let all: f64 = value(&said, "requests in").unwrap_or_default();
            let other: f64 = value(&said, "Non-2xx or 3xx responses:").unwrap_or_default();
            rate = format!("{:.0}", (all - other) / f64::from(SECONDS));
            refused = format!("{:.0}", other / f64::from(SECONDS));
        }
        let memory = served::kilobytes(agency.process(), "VmRSS:")? as f64 / 1000.0;
        let line = format!(
            "| {name} ({connections}) | {rate} | {refused} | {} | {} | {} | {} | {} | {memory:.0} MB |",
            at(probes.page),
            at(probes.refused),
            at(probes.at_hand),
            at(probes.desk),
            at(probes.send)
        );
        eprintln!("{line}");
        writeln!(text, "{line}")?;
    }
    text.push_str(&strangers(&agency)?);
    Ok(Figures { name: "overload", text })
}

/// A number that stands before or after a word.
fn value(said: &str, word: &str) -> Option<f64> {
    let line = said.lines().find(|line| line.contains(word))?;
    let (before, after) = line.split_once(word)?;
    after.trim().parse().or_else(|_| before.trim().parse()).ok()
}

/// Milliseconds of the 99th percentile, and of how many.
fn at(mut times: Vec<f64>) -> String {
    times.sort_by(f64::total_cmp);
    match times.len() {
        0 => "–".to_owned(),
        count => format!("{:.1}", times[(count - 1) * 99 / 100]),
    }
}

#[derive(Default)]
struct Probes {
    page: Vec<f64>,
    refused: Vec<f64>,
    at_hand: Vec<f64>,
    desk: Vec<f64>,
    send: Vec<f64>,
}

/// Asks for a while, each on a connection of its own each time.
fn probe(agency: &Served, page: &str, data: &Path) -> Result<Probes> {
    let end = Instant::now() + Duration::from_secs(u64::from(SECONDS));
    let address = agency.address.replace("localhost", "127.0.0.1");
    let path = page.trim_start_matches("http://").split_once('/').map_or("/", |(_, path)| path);
    let rendered = format!("/{path}");
    let ask = |path: &str, times: &mut Probes, is_page: bool| {
        let began = Instant::now();
        let status = status(&address, path).unwrap_or_default();
        let took = began.elapsed().as_secs_f64() * 1000.0;
        match (status, is_page) {
            (503, _) => times.refused.push(took),
            (200, true) => times.page.push(took),
            (200, false) => times.at_hand.push(took),
            _ => {}
        }
        std::thread::sleep(Duration::from_millis(20));
    };
    let mut all = Probes::default();
    std::thread::scope(|threads| -> Result<()> {
        let (ask, rendered, address) = (&ask, &rendered, &address);
        let mut running = Vec::new();
        for _ in 0..4 {
            running.push(threads.spawn(move || {
                let mut times = Probes::default();
                while Instant::now() < end {
                    ask(rendered, &mut times, true);
                }
                times
            }));
        }
        running.push(threads.spawn(move || {
            let mut times = Probes::default();
            while Instant::now() < end {
                ask("/", &mut times, false);
            }
            times
        }));
        running.push(threads.spawn(move || {
            let mut times = Probes::default();
            while Instant::now() < end {
                let began = Instant::now();
                if matches!(status(address, "/sign-in"), Ok(200)) {
                    times.desk.push(began.elapsed().as_secs_f64() * 1000.0);
                }
                std::thread::sleep(Duration::from_millis(20));
            }
            times
        }));
        let mut hand = Hand::reach(data)?;
        let mut number = 0;
        while Instant::now() < end {
            number += 1;
            let slug = format!("overload-{}-{number}", super::readers::now());
            let began = Instant::now();
            hand.send(&hand::copy(&slug, &format!("Council meets {slug}"), 5))?;
            all.send.push(began.elapsed().as_secs_f64() * 1000.0);
            std::thread::sleep(Duration::from_millis(20));
        }
        for each in running {
            let each = each.join().map_err(|_| anyhow::anyhow!("a probe fell"))?;
            all.page.extend(each.page);
            all.refused.extend(each.refused);
            all.at_hand.extend(each.at_hand);
            all.desk.extend(each.desk);
        }
        Ok(())
    })?;
    Ok(all)
}

/// The status of an answer, once all of it has come.
fn status(address: &str, path: &str) -> Result<u16> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")?;
    let mut said = Vec::new();
    stream.read_to_end(&mut said)?;
    let status = said.get(9..12).and_then(|it| std::str::from_utf8(it).ok()).and_then(|it| it.parse().ok());
    status.context("no status")
}

/// Ten thousand who read a byte a second or never finish their head: what they cost, and whether others are served.
fn strangers(agency: &Served) -> Result<String> {
    let mut text = String::from(
        "\nTen thousand connections of each kind, held for 12 s; then what they cost, whether a page is given meanwhile, and \
         how many the agency has let go:\n\n| who | KiB each | a page at hand | let go |\n|---|---|---|---|\n",
    );
    let address = agency.address.replace("localhost", "127.0.0.1");
    let long = super::page::article(&agency.address)?;
    for (who, said, reads) in [
        ("reads a byte a second", format!("GET {long} HTTP/1.1\r\nHost: localhost\r\n\r\n").repeat(40), true),
        ("begins a head and never ends it", "GET / HTTP/1.1\r\nHost: loc".to_owned(), false),
        ("says nothing", String::new(), false),
        ("sends a head of a megabyte", format!("GET / HTTP/1.1\r\nX: {}", "x".repeat(60_000)), false),
    ] {
        let before = served::kilobytes(agency.process(), "VmRSS:")?;
        let mut all = Vec::new();
        for _ in 0..10_000 {
            let mut stream = TcpStream::connect(&address)?;
            stream.set_nonblocking(true)?;
            let _ = stream.write(said.as_bytes());
            all.push(stream);
        }
        let mut times = Vec::new();
        let mut gone = 0;
        let mut most = 0;
        let end = Instant::now() + Duration::from_secs(12);
        while Instant::now() < end {
            let began = Instant::now();
            if matches!(status(&address, "/"), Ok(200)) {
                times.push(began.elapsed().as_secs_f64() * 1000.0);
            }
            most = most.max(served::kilobytes(agency.process(), "VmRSS:")?);
            if reads {
                for stream in &mut all {
                    let _ = stream.read(&mut [0; 1]);
                }
            }
            std::thread::sleep(Duration::from_millis(500));
        }
        for stream in &mut all {
            // What was said is read first; then the end shows.
            let mut rest = [0; 65536];
            loop {
                match stream.read(&mut rest) {
                    Ok(0) => gone += 1,
                    Ok(_) => continue,
                    Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => {}
                    Err(_) => gone += 1,
                }
                break;
            }
        }
        let each = most.saturating_sub(before) as f64 / 10_000.0;
        let line = format!("| {who} | {each:.1} | {} ms | {gone} |", at(times));
        eprintln!("{line}");
        writeln!(text, "{line}")?;
        drop(all);
        std::thread::sleep(Duration::from_secs(2));
    }
    Ok(text)
}
