//! How many sends a second are durable, by how many who send at once, beside the bare engine?

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use super::hand::{self, Hand};
use super::served::{self, Served};
use super::{Figures, rooms};
use crate::ci::Log;
use crate::postgres::Server;

const SECONDS: u64 = 3;

/// Sends stories by more and more hands, each of which waits for its answer; then the bare engine does the same with rows.
///
/// # Errors
/// When the agency or the bare engine's bench fails.
pub fn measure(log: &mut Log) -> Result<Figures> {
    let binary = served::binary(log)?;
    let data = super::folder()?.join("sends/data");
    let mut text = String::from(
        "`cargo xtask bench sends --write`: a send goes by the socket of the agency's folder: the copy is read and held against \
         the rules, then its revision, its entry with hash and signature, its placements and signals are kept in one durable \
         transaction; meanwhile the followers make pages stale, tell newsfeeds and index. Everything shares the two cores. \
         The bare engine keeps one row of 600 bytes: rusqlite, one thread that writes, group commit, `synchronous = FULL`.\n\n\
         | at once | sends /s | bare rows /s | ratio | median | p99 | p99 bare |\n|---|---|---|---|---|---|---|\n",
    );
    for bare in bare(&rooms::output("store", "durable", &[])?)? {
        write!(text, "{}", beside(&binary, &data, &bare, &[])?)?;
    }
    text.push_str(
        "\nThe same with its rows in PostgreSQL, which flushes each commit too. The bare engine is tokio-postgres: each who sends has a \
         connection and commits a row of 600 bytes.\n\n\
         | at once | sends /s | bare rows /s | ratio | median | p99 | p99 bare |\n|---|---|---|---|---|---|---|\n",
    );
    let server = Server::start(log, super::folder()?.join("sends-postgres.log"), &[])?;
    let address = server.address();
    let database = format!("{address}/postgres");
    for bare in bare(&rooms::output("store", "durable_postgres", &[("DATELINE_BENCH_POSTGRES", &database)])?)?
    {
        let name = format!("agency_{}", bare.at_once);
        log.run(Command::new("psql").args(["--quiet", &database, "-c", &format!("CREATE DATABASE {name}")]))?;
        let keys = [("DATELINE_DATABASE", format!("{address}/{name}"))];
        write!(text, "{}", beside(&binary, &data, &bare, &keys)?)?;
    }
    Ok(Figures { name: "sends", text })
}

/// What the bare engine does.
struct Bare {
    at_once: usize,
    /// Rows a second.
    rows: f64,
    /// In milliseconds.
    p99: f64,
}

fn bare(said: &str) -> Result<Vec<Bare>> {
    said.lines()
        .map(|line| {
            let numbers: Vec<f64> =
                line.split_whitespace().map(|it| it.parse().unwrap_or_default()).collect();
            let [at_once, rows, _, p99] = numbers[..] else { bail!("the bare engine says {line:?}") };
            Ok(Bare { at_once: at_once as usize, rows, p99 })
        })
        .collect()
}

/// As many hands as wrote bare rows send to a new agency: a row of the table.
fn beside(binary: &Path, data: &Path, bare: &Bare, keys: &[(&str, String)]) -> Result<String> {
    if data.exists() {
        fs::remove_dir_all(data)?;
    }
    let keys: Vec<(&str, &str)> = keys.iter().map(|(name, value)| (*name, value.as_str())).collect();
    drop(Served::with(binary, data, &["--demo"], &keys)?);
    let agency = Served::with(binary, data, &[], &keys)?;
    let hands = (0..bare.at_once).map(|_| Hand::reach(data)).collect::<Result<Vec<_>>>()?;
    let number = AtomicUsize::new(0);
    let began = Instant::now();
    let mut times: Vec<f64> = std::thread::scope(|all| {
        let at_work: Vec<_> = hands
            .into_iter()
            .map(|mut hand| {
                let number = &number;
                all.spawn(move || -> Result<Vec<f64>> {
                    let mut times = Vec::new();
                    while began.elapsed() < Duration::from_secs(SECONDS) {
                        let number = number.fetch_add(1, Ordering::Relaxed);
                        let headline = format!("Council meets for the time {number}");
                        let copy = hand::copy(&format!("send-{number}"), &headline, 2);
                        let pressed = Instant::now();
                        hand.send(&copy)?;
                        times.push(pressed.elapsed().as_secs_f64() * 1e3);
                    }
                    Ok(times)
                })
            })
            .collect();
        let all: Result<Vec<_>> =
            at_work.into_iter().map(|it| it.join().unwrap_or_else(|_| bail!("a hand fell"))).collect();
        all.map(|all| all.concat())
    })?;
    let rate = times.len() as f64 / began.elapsed().as_secs_f64();
    drop(agency);
    times.sort_by(f64::total_cmp);
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
    let Bare { at_once, rows, p99 } = bare;
    Ok(format!(
        "| {at_once} | {rate:.0} | {rows:.0} | {:.2} | {:.2} ms | {:.2} ms | {p99:.2} ms |\n",
        rate / rows,
        at(0.5),
        at(0.99)
    ))
}
