//! What does a subscriber's pull of the newest hundred stories cost, beside nginx with the same bytes?

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use serde_json::Value;

use super::hand::{self, Hand};
use super::page::{Pair, tools};
use super::served::{self, Served};
use super::{Figures, load, press};
use crate::ci::Log;

const SUBSCRIBERS: usize = 400;
const STORIES: usize = 120;
/// Asks as the next subscriber each time.
const SCRIPT: &str = "local tokens, at = { TOKENS }, 0\n\
    request = function()\n\
    at = at % #tokens + 1\n\
    wrk.headers['Authorization'] = 'Bearer ' .. tokens[at]\n\
    return wrk.format()\n\
    end\n";

/// Makes subscribers, and the script by which they pull in turn: a token has six hundred requests in a minute.
///
/// # Errors
/// When one cannot be made.
pub fn subscribers(
    binary: &Path,
    data: &Path,
    folder: &Path,
    count: usize,
) -> Result<(PathBuf, Vec<String>)> {
    let tokens = (0..count)
        .map(|number| press::subscriber(binary, data, &format!("Pulls {number}"), None))
        .collect::<Result<Vec<_>>>()?;
    let script = folder.join("tokens.lua");
    fs::write(&script, SCRIPT.replace("TOKENS", &format!("\"{}\"", tokens.join("\", \""))))?;
    Ok((script, tokens))
}

/// Pulls the newest hundred entries again and again.
///
/// # Errors
/// When a tool is missing or a server fails.
pub fn measure(log: &mut Log) -> Result<Figures> {
    let (wrk, nginx) = tools(log)?;
    let binary = served::binary(log)?;
    let folder = super::folder()?.join("wire");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let data = folder.join("data");
    drop(Served::open(&binary, &data, &["--demo"])?);
    let agency = Served::pinned(load::SERVER, &binary, &data, &[])?;
    let (script, tokens) = subscribers(&binary, &data, &folder, SUBSCRIBERS)?;
    let mut hand = Hand::reach(&data)?;
    for number in 0..STORIES {
        hand.send(&hand::copy(
            &format!("wire-{number}"),
            &format!("Council meets for the time {number}"),
            4,
        ))?;
    }
    let token = &tokens[0];
    let bearer = format!("Bearer {token}");
    let path = "/api/wire?limit=100";
    let fields = [("Authorization", bearer.as_str()), ("Accept-Encoding", "identity")];
    let begun = Instant::now();
    let pull = loop {
        let pull = served::ask(&agency.address, path, &fields)?;
        let told: Value = serde_json::from_slice(&pull.body)?;
        if told["entries"].as_array().is_some_and(|entries| entries.len() == 100) {
            break pull;
        }
        if begun.elapsed() > Duration::from_secs(60) {
            bail!("a hundred stories were not given within a minute");
        }
        std::thread::sleep(Duration::from_millis(500));
    };
    // The others of them are given the same soon after.
    std::thread::sleep(Duration::from_secs(5));
    let pair = Pair { wrk: &wrk, nginx: &nginx, folder: &folder, agency: &agency, script: Some(&script) };
    let (ours, theirs) = pair.beside(path, &pull, &fields, false)?;
    let text = format!(
        "`cargo xtask bench wire --write`: a subscriber pulls a hundred entries as ninjs, warm: {SUBSCRIBERS} subscribers ask \
         in turn, and for each pull token and entitlement are looked up and the place is noted. Server and load pinned to a core each, {} connections, {} s a run, in \
         turns, the median shown; nginx, one worker, sends the same {} bytes from a file.\n\n\
         | side | pulls /s | µs a pull | p99 |\n|---|---|---|---|\n\
         | Dateline | {:.0} | {:.1} | {:.2} ms |\n| nginx | {:.0} | {:.1} | {:.2} ms |\n| ratio | {:.2} | {:.2} | |\n",
        load::CONNECTIONS,
        load::SECONDS,
        pull.body.len(),
        ours.rate,
        ours.cost,
        ours.p99,
        theirs.rate,
        theirs.cost,
        theirs.p99,
        ours.rate / theirs.rate,
        ours.cost / theirs.cost,
    );
    Ok(Figures { name: "wire", text })
}
