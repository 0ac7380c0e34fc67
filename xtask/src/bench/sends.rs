//! How many sends a second are durable, by how many who send at once, beside the bare engine?

use std::fmt::Write as _;
use std::fs;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use super::hand::{self, Hand};
use super::served::{self, Served};
use super::{Figures, rooms};
use crate::ci::Log;

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
    let bare = rooms::output("store", "durable")?;
    for bare in bare.lines() {
        let bare: Vec<f64> = bare.split_whitespace().map(|it| it.parse().unwrap_or_default()).collect();
        let [at_once, rows, _, bare_p99] = bare[..] else { bail!("the bare engine says {bare:?}") };
        if data.exists() {
            fs::remove_dir_all(&data)?;
        }
        drop(Served::open(&binary, &data, &["--demo"])?);
        let agency = Served::open(&binary, &data, &[])?;
        let hands = (0..at_once as usize).map(|_| Hand::reach(&data)).collect::<Result<Vec<_>>>()?;
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
                            let copy = hand::copy(
                                &format!("send-{number}"),
                                &format!("Council meets for the time {number}"),
                                2,
                            );
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
        writeln!(
            text,
            "| {at_once} | {rate:.0} | {rows:.0} | {:.2} | {:.2} ms | {:.2} ms | {bare_p99:.2} ms |",
            rate / rows,
            at(0.5),
            at(0.99)
        )?;
    }
    Ok(Figures { name: "sends", text })
}
