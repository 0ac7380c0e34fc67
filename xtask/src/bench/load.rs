//! How does a bench load a server, and what does that cost? wrk on a core of its own, and the server's time of the processor.

use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use super::served;

/// Connections of the load, and seconds of each run.
pub const CONNECTIONS: u32 = 64;
/// Seconds of each run.
pub const SECONDS: u32 = 4;
/// The core of the servers, and that of the load.
pub const SERVER: u32 = 0;
const LOAD: u32 = 1;

/// What one run measured.
#[derive(Clone, Copy)]
pub struct Run {
    /// Requests a second.
    pub rate: f64,
    /// The 99th percentile of latency, in milliseconds.
    pub p99: f64,
    /// The server's time of the processor a request, in microseconds.
    pub cost: f64,
}

/// Loads a server for a while with these header fields, or as a script of wrk's asks.
///
/// # Errors
/// When wrk is refused anything.
pub fn run(
    wrk: &Path,
    url: &str,
    fields: &[(&str, &str)],
    script: Option<&Path>,
    server: u32,
) -> Result<Run> {
    let mut command = served::on_core(LOAD, wrk);
    command.args(["-t1", "--latency", &format!("-c{CONNECTIONS}"), &format!("-d{SECONDS}s")]);
    for (name, value) in fields {
        command.args(["-H", &format!("{name}: {value}")]);
    }
    if let Some(script) = script {
        command.arg("-s").arg(script);
    }
    let before = served::processor_time(server)?;
    let (requests, rate, p99) = said(command.arg(url))?;
    let used = served::processor_time(server)? - before;
    Ok(Run { rate, p99, cost: used * 1e6 / requests })
}

/// What wrk says: requests, requests a second, milliseconds of the 99th percentile.
///
/// # Errors
/// When it was refused anything.
pub fn said(wrk: &mut Command) -> Result<(f64, f64, f64)> {
    let answer = wrk.output().context("can't run wrk")?;
    let said = String::from_utf8_lossy(&answer.stdout).into_owned();
    if !answer.status.success() || said.contains("Non-2xx") || said.contains("Socket errors") {
        bail!("{wrk:?}: {said}");
    }
    read_run(&said).with_context(|| format!("wrk said something else: {said}"))
}

fn read_run(said: &str) -> Option<(f64, f64, f64)> {
    let after = |word: &str| said.lines().find_map(|line| line.trim().strip_prefix(word)).map(str::trim);
    let count = said.lines().find_map(|line| line.trim().split_once(" requests in "))?.0.parse().ok()?;
    Some((count, after("Requests/sec:")?.parse().ok()?, milliseconds(after("99%")?)?))
}

fn milliseconds(text: &str) -> Option<f64> {
    let at = text.find(|letter: char| letter.is_ascii_alphabetic())?;
    let number: f64 = text[..at].parse().ok()?;
    match &text[at..] {
        "us" => Some(number / 1000.0),
        "ms" => Some(number),
        "s" => Some(number * 1000.0),
        _ => None,
    }
}

/// The median of each figure.
pub fn median(runs: Vec<Run>) -> Run {
    let middle = |mut figures: Vec<f64>| {
        figures.sort_by(f64::total_cmp);
        figures[figures.len() / 2]
    };
    Run {
        rate: middle(runs.iter().map(|run| run.rate).collect()),
        p99: middle(runs.iter().map(|run| run.p99).collect()),
        cost: middle(runs.iter().map(|run| run.cost).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_figures_of_wrk_are_read() {
        let said = "  Latency Distribution\n     50%  210.00us\n     99%    1.25ms\n  9 requests in 1s\nRequests/sec:  71234.50\n";
        assert_eq!(read_run(said).unwrap(), (9.0, 71234.5, 1.25));
        assert_eq!(milliseconds("310.00us"), Some(0.31));
    }
}
