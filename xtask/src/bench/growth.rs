//! What does it cost when the archive is a hundred times as large?

use std::fmt::Write as _;
use std::fs;
use std::net::TcpListener;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

use super::hand::{self, Hand};
use super::served::{self, Served};
use super::{Figures, fill, load, page, start, wire};
use crate::ci::Log;
use crate::machine;

const SIZES: [usize; 3] = [10_000, 100_000, 1_000_000];
/// A variable with the most stories, where a million take too long to fill.
const MOST: &str = "DATELINE_BENCH_STORIES";
const STARTS: usize = 3;
const SENDS: usize = 300;
const SUBSCRIBERS: usize = 60;

/// Fills one folder further and further, and measures the same things at each size. What was filled stays for the next run.
///
/// # Errors
/// When filling or serving fails.
pub fn measure(log: &mut Log) -> Result<Figures> {
    let wrk = machine::debian(log, "wrk", "wrk")?;
    let binary = served::binary(log)?;
    let folder = super::folder()?.join("growth");
    fs::create_dir_all(&folder)?;
    let mut columns: Vec<Vec<(&str, f64)>> = Vec::new();
    let mut before = 0;
    let most = std::env::var(MOST).ok().map(|most| most.parse()).transpose()?.unwrap_or(usize::MAX);
    let sizes: Vec<usize> = SIZES.into_iter().filter(|size| *size <= most).collect();
    for size in sizes.iter().copied() {
        let data = folder.join(format!("data-{size}"));
        if !data.join("filled").exists() {
            if data.exists() {
                fs::remove_dir_all(&data)?;
            }
            match before {
                0 => drop(Served::open(&binary, &data, &["--demo"])?),
                less => {
                    let smaller = folder.join(format!("data-{less}"));
                    log.run(Command::new("cp").arg("-r").arg(smaller).arg(&data))?;
                    fs::remove_file(data.join("filled"))?;
                }
            }
            fill::add(log, &binary, &data, before..size)?;
            fs::write(data.join("filled"), "")?;
        }
        columns.push(costs(&wrk, &binary, &folder, &data)?);
        before = size;
    }
    let mut text = String::from(
        "`cargo xtask bench growth --write`: the same agency with archives of several sizes, one after the other (`DATELINE_BENCH_STORIES` is \
         the most). Pages are asked \
         for by one connection, made anew each time but for the one at hand; starts are from the command to the last byte of \
         the front page, with the files in the system's cache.\n\n| what |",
    );
    for size in &sizes {
        write!(text, " {size} |")?;
    }
    text.push_str(" largest ÷ smallest |\n|---|---|");
    text.push_str(&"---|".repeat(sizes.len()));
    text.push('\n');
    for (row, (what, smallest)) in columns[0].iter().enumerate() {
        write!(text, "| {what} |")?;
        for column in &columns {
            write!(text, " {:.2} |", column[row].1)?;
        }
        writeln!(text, " {:.2} |", columns[sizes.len() - 1][row].1 / smallest)?;
    }
    Ok(Figures { name: "growth", text })
}

fn costs(wrk: &Path, binary: &Path, folder: &Path, data: &Path) -> Result<Vec<(&'static str, f64)>> {
    // What is measured changes the archive: the copy is thrown away.
    let copy = folder.join("at-work");
    if copy.exists() {
        fs::remove_dir_all(&copy)?;
    }
    let done = Command::new("cp").arg("-r").arg(data).arg(&copy).status()?;
    if !done.success() {
        bail!("{} cannot be copied", data.display());
    }
    let (script, _) = wire::subscribers(binary, &copy, folder, SUBSCRIBERS)?;
    drop(caught_up(binary, &copy)?);
    let mut starts = Vec::new();
    for _ in 0..STARTS {
        let began = Instant::now();
        let agency = Served::open(binary, &copy, &[])?;
        served::get(&agency.address, "/", "identity")?;
        starts.push(began.elapsed().as_secs_f64() * 1e3);
    }
    let agency = Served::open(binary, &copy, &[])?;
    let story = page::article(&agency.address)?;
    std::thread::sleep(Duration::from_secs(5));
    let idle = served::kilobytes(agency.process(), "VmRSS:")? as f64 / 1000.0;
    let one = |path: &str| -> Result<f64> {
        let mut command = Command::new(wrk);
        command.args(["-t1", "-c1", "-d2s", "--latency"]).arg(format!("http://{}{path}", agency.address));
        command.arg("-s").arg(&script);
        Ok(1e3 / load::said(&mut command)?.1)
    };
    let mut hand = Hand::reach(&copy)?;
    let mut sends = Vec::new();
    for number in 0..SENDS {
        let copy =
            hand::copy(&format!("growth-{number}"), &format!("Council meets for the time {number}"), 8);
        let began = Instant::now();
        hand.send(&copy)?;
        sends.push(began.elapsed().as_secs_f64() * 1e3);
    }
    let costs = vec![
        ("a send, median, ms", middle(&mut sends)),
        ("a story's page at hand, ms", one(&story)?),
        ("a story's page, ms", one(&format!("{story}?anew"))?),
        ("the front page, ms", one("/?anew")?),
        ("a section's page, ms", one("/world?anew")?),
        ("a feed, ms", one("/feed.rss?anew")?),
        ("the newest hundred of the wire as ninjs, ms", one("/api/wire?limit=100")?),
        ("a search for one word, ms", one("/search?q=grain&anew")?),
        ("start to first page, median, ms", middle(&mut starts)),
        ("memory when idle, MB", idle),
        ("memory after this, MB", served::kilobytes(agency.process(), "VmRSS:")? as f64 / 1000.0),
        ("of it not backed by files, MB", served::kilobytes(agency.process(), "RssAnon:")? as f64 / 1000.0),
        ("data folder, MB", start::size(&copy)? as f64 / 1e6),
    ];
    drop(agency);
    let costs =
        costs.into_iter().chain([("backlog followed, entries a second", backlog(binary, &copy)?)]).collect();
    fs::remove_dir_all(&copy)?;
    Ok(costs)
}

/// How many entries a second the slowest of those who follow the wire deals with: the search index, which is made anew.
fn backlog(binary: &Path, data: &Path) -> Result<f64> {
    fs::remove_dir_all(data.join("search"))?;
    let began = Instant::now();
    let (_agency, wire) = caught_up(binary, data)?;
    Ok(wire / began.elapsed().as_secs_f64())
}

/// Serves until the search index has all that is on the wire; how many entries that are.
fn caught_up(binary: &Path, data: &Path) -> Result<(Served, f64)> {
    let free = TcpListener::bind("127.0.0.1:0")?.local_addr()?.to_string();
    let agency = Served::with(binary, data, &[], &[("DATELINE_METRICS", &free)])?;
    let field = |name: &str| -> Result<f64> {
        let numbers = served::get(&free, "/metrics", "identity")?;
        let numbers = String::from_utf8_lossy(&numbers.body).into_owned();
        let line = numbers.lines().find(|line| line.starts_with(name)).context("no such metric")?;
        Ok(line.rsplit(' ').next().unwrap_or_default().parse()?)
    };
    let wire = field("dateline_wire_entries")?;
    while field("dateline_follower_lag_entries{follower=\"searcher\"}")? > 0.0 {
        std::thread::sleep(Duration::from_millis(20));
    }
    Ok((agency, wire))
}

fn middle(all: &mut [f64]) -> f64 {
    all.sort_by(f64::total_cmp);
    all[all.len() / 2]
}
