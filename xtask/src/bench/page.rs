//! What does a story's page cost out of the cache, beside nginx with the same bytes?

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use super::Figures;
use super::hand::{self, Hand};
use super::load::{self, CONNECTIONS, Run, SECONDS};
use super::nginx::{PEER, Peer};
use super::served::{self, Answer, Served};
use crate::ci::Log;
use crate::machine;

/// How often each side runs: ours, nginx, ours, nginx, …
const ROUNDS: usize = 5;
/// Connections of the load on pages that are rendered anew.
const ANEW: u32 = 16;

/// Runs both sides over the same page in identity, in gzip, and asked by who has it already.
///
/// # Errors
/// When a tool is missing or a server fails.
pub fn measure(log: &mut Log) -> Result<Figures> {
    let (wrk, nginx) = tools(log)?;
    let binary = served::binary(log)?;
    let folder = super::folder()?.join("page");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let agency = Served::pinned(load::SERVER, &binary, &folder.join("data"), &["--demo"])?;
    let path = long_story(&folder.join("data"))?;

    let mut text = format!(
        "`cargo xtask bench page --write`: a story's page, the server pinned to one core and wrk with {CONNECTIONS} connections \
         to the other, {SECONDS} s a run, {ROUNDS} runs a side taken in turns, the median shown. nginx, one worker, serves the \
         same bytes from a file (`sendfile`, `gzip_static`) with the same header fields. What compares best is the processor's \
         time a request: the load has a core of its own and is what bounds the rest.\n\n\
         | asked | bytes | Dateline /s | nginx /s | ratio | Dateline µs | nginx µs | ratio | p99 Dateline | p99 nginx |\n\
         |---|---|---|---|---|---|---|---|---|---|\n"
    );
    for (asked, encoding) in [("identity", "identity"), ("gzip", "gzip"), ("gzip, unchanged", "gzip")] {
        let page = served::get(&agency.address, &path, encoding)?;
        let is_held = asked.ends_with("unchanged");
        let pair = Pair { wrk: &wrk, nginx: &nginx, folder: &folder, agency: &agency, script: None };
        let (ours, theirs) = pair.beside(&path, &page, &[("Accept-Encoding", encoding)], is_held)?;
        writeln!(
            text,
            "| {asked} | {} | {:.0} | {:.0} | {:.2} | {:.2} | {:.2} | {:.2} | {:.2} ms | {:.2} ms |",
            if is_held { 0 } else { page.body.len() },
            ours.rate,
            theirs.rate,
            ours.rate / theirs.rate,
            ours.cost,
            theirs.cost,
            ours.cost / theirs.cost,
            ours.p99,
            theirs.p99
        )?;
    }
    drop(agency);
    let agency = Served::open(&binary, &folder.join("data"), &[])?;
    writeln!(
        text,
        "\nRendered anew for each request (an address with a query is never kept), agency and wrk with {ANEW} connections on \
         both cores:\n\n| page | bytes | a second | p99 |\n|---|---|---|---|"
    )?;
    for (name, path) in [
        ("front", "/"),
        ("section", "/world"),
        ("story of the demo", &article(&agency.address)?),
        ("story of 30 KB", &path),
    ] {
        let url = format!("http://{}{path}?anew", agency.address);
        let size = served::get(&agency.address, &format!("{path}?anew"), "identity")?.body.len();
        let mut command = Command::new(&wrk);
        command.args(["-t1", "--latency", &format!("-c{ANEW}"), &format!("-d{SECONDS}s"), &url]);
        let (_, rate, p99) = load::said(&mut command)?;
        writeln!(text, "| {name} | {size} | {rate:.0} | {p99:.2} ms |")?;
    }
    Ok(Figures { name: "page", text })
}

/// Sends a story whose page has about 30 KB; its path.
fn long_story(data: &Path) -> Result<String> {
    let sent = Hand::reach(data)?.send(&hand::copy("bench-long", "Council weighs bridge and ferry", 85))?;
    let address = sent["address"].as_str().context("the answer names no address")?;
    let path = address.splitn(4, '/').nth(3).context("no path in the address")?;
    Ok(format!("/{path}"))
}

/// The path of a story of the demo: the first link of the front page that has a date in it.
pub fn article(address: &str) -> Result<String> {
    let front = served::get(address, "/", "identity")?;
    let text = String::from_utf8_lossy(&front.body).into_owned();
    let links = text.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let is_story = |path: &&str| {
        let parts: Vec<&str> = path.split('/').collect();
        parts.len() == 6 && parts[2].len() == 4 && parts[2..5].iter().all(|part| part.parse::<u32>().is_ok())
    };
    links.into_iter().find(is_story).map(str::to_owned).context("the front page links no story")
}

/// An agency and nginx on one core, taken in turns, and the load on the other.
pub struct Pair<'a> {
    /// The load.
    pub wrk: &'a Path,
    /// The peer's program.
    pub nginx: &'a Path,
    /// Where its files are.
    pub folder: &'a Path,
    /// The agency.
    pub agency: &'a Served,
    /// How the load asks, where not by the fields alone.
    pub script: Option<&'a Path>,
}

impl Pair<'_> {
    /// Asks both for the same bytes, ours and theirs in turn; the median of each. `is_held`: by who has them already.
    ///
    /// # Errors
    /// When they do not send the same bytes, or anything is refused.
    pub fn beside(
        &self,
        path: &str,
        page: &Answer,
        fields: &[(&str, &str)],
        is_held: bool,
    ) -> Result<(Run, Run)> {
        if page.status != 200 {
            bail!("{path} answers {}", page.status);
        }
        let peer = Peer::open(self.nginx, self.folder, page)?;
        let beside = served::ask(PEER, "/page", fields)?;
        if beside.body != page.body || beside.header("content-encoding") != page.header("content-encoding") {
            bail!("nginx does not send the same bytes");
        }
        let with_tag = |answer: &Answer| -> Vec<(String, String)> {
            let tag = answer
                .header("etag")
                .filter(|_| is_held)
                .map(|tag| ("If-None-Match".to_owned(), tag.to_owned()));
            fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).chain(tag).collect()
        };
        let (ours_with, theirs_with) = (with_tag(page), with_tag(&beside));
        let run = |address: &str, path: &str, fields: &[(String, String)], server| {
            let fields: Vec<(&str, &str)> =
                fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            load::run(self.wrk, &format!("http://{address}{path}"), &fields, self.script, server)
        };
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            ours.push(run(&self.agency.address, path, &ours_with, self.agency.process())?);
            theirs.push(run(PEER, "/page", &theirs_with, peer.worker()?)?);
        }
        Ok((load::median(ours), load::median(theirs)))
    }
}

/// wrk and nginx, installed where they are missing.
///
/// # Errors
/// When they cannot be had.
pub fn tools(log: &mut Log) -> Result<(PathBuf, PathBuf)> {
    // The light build serves files as fast as the full one.
    Ok((machine::debian(log, "wrk", "wrk")?, machine::debian(log, "nginx", "nginx-light")?))
}
