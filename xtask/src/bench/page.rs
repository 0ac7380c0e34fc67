//! What does a story's page cost out of the cache, beside nginx with the same bytes?

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use anyhow::{Context as _, Result, bail};

use super::Figures;
use super::hand::{self, Hand};
use super::served::{self, Answer, Served};
use crate::ci::Log;
use crate::machine;

/// Seconds of each run, and how often each side runs: ours, nginx, ours, nginx, …
const SECONDS: u32 = 4;
const ROUNDS: usize = 5;
const CONNECTIONS: u32 = 64;
/// Connections of the load on pages that are rendered anew.
const ANEW: u32 = 16;
const NGINX: &str = "127.0.0.1:18089";
/// The core of the servers, and that of the load.
const SERVER: u32 = 0;
const LOAD: u32 = 1;

/// Runs both sides over the same page in identity, in gzip, and asked by who has it already.
///
/// # Errors
/// When a tool is missing or a server fails.
pub fn measure(log: &mut Log) -> Result<Figures> {
    let wrk = machine::debian(log, "wrk", "wrk")?;
    // The light build serves files as fast as the full one.
    let nginx = machine::debian(log, "nginx", "nginx-light")?;
    let binary = served::binary(log)?;
    let folder = super::folder()?.join("page");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(folder.join("www"))?;
    let agency = Served::pinned(SERVER, &binary, &folder.join("data"), &["--demo"])?;
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
        if page.status != 200 {
            bail!("{path} answers {}", page.status);
        }
        let peer = Nginx::open(&nginx, &folder, &page)?;
        let beside = served::get(NGINX, "/page", encoding)?;
        if beside.body != page.body || beside.header("content-encoding") != page.header("content-encoding") {
            bail!("nginx does not send the same bytes");
        }
        let is_held = asked.ends_with("unchanged");
        let held = |answer: &Answer| answer.header("etag").filter(|_| is_held).map(str::to_owned);
        let (our_tag, their_tag) = (held(&page), held(&beside));
        let mut ours = Vec::new();
        let mut theirs = Vec::new();
        for _ in 0..ROUNDS {
            let url = format!("http://{}{path}", agency.address);
            ours.push(run(&wrk, &url, encoding, our_tag.as_deref(), agency.process())?);
            let url = format!("http://{NGINX}/page");
            theirs.push(run(&wrk, &url, encoding, their_tag.as_deref(), peer.worker()?)?);
        }
        let (ours, theirs) = (median(ours), median(theirs));
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
        let (_, rate, p99) = said(&mut command)?;
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

struct Nginx(Child);

impl Nginx {
    fn open(program: &Path, folder: &Path, page: &Answer) -> Result<Nginx> {
        let encoded = page.header("content-encoding").is_some();
        fs::write(folder.join("www/page"), if encoded { b"placeholder".as_slice() } else { &page.body })?;
        let zipped = folder.join("www/page.gz");
        if encoded {
            fs::write(&zipped, &page.body)?;
        }
        let mut headers = String::new();
        for line in &page.headers {
            let (name, value) = line.split_once(':').context("a header line without a colon")?;
            let own =
                ["content-length", "content-type", "content-encoding", "date", "connection", "etag", "vary"];
            if !own.contains(&name.to_ascii_lowercase().as_str()) {
                writeln!(headers, "      add_header {name} \"{}\";", value.trim().replace('"', "\\\""))?;
            }
        }
        let kind = page.header("content-type").unwrap_or("text/html; charset=utf-8");
        let root = folder.display();
        let conf = format!(
            "daemon off;\nuser root;\nworker_processes 1;\npid {root}/nginx.pid;\nerror_log {root}/error.log;\n\
             events {{ worker_connections 4096; }}\n\
             http {{\n  access_log off; sendfile on; tcp_nopush on; tcp_nodelay on; etag on; keepalive_requests 1000000;\n  \
             open_file_cache max=100 inactive=60s; open_file_cache_valid 60s;\n  client_body_temp_path {root}/t1; \
             proxy_temp_path {root}/t2; fastcgi_temp_path {root}/t3; uwsgi_temp_path {root}/t4; scgi_temp_path {root}/t5;\n  \
             server {{\n    listen {NGINX} backlog=4096;\n    root {root}/www;\n    location / {{\n      \
             default_type \"{kind}\"; types {{}}\n      gzip_static {}; gzip_vary on;\n{headers}    }}\n  }}\n}}\n",
            if encoded { "on" } else { "off" }
        );
        let path = folder.join("nginx.conf");
        fs::write(&path, conf)?;
        let child = served::on_core(SERVER, program)
            .arg("-c")
            .arg(&path)
            .arg("-p")
            .arg(folder)
            .stdin(Stdio::null())
            .spawn()
            .context("can't run nginx")?;
        let nginx = Nginx(child);
        super::nginx::until_it_listens(NGINX)?;
        Ok(nginx)
    }
}

impl Nginx {
    /// The process that serves.
    fn worker(&self) -> Result<u32> {
        served::children(self.0.id())?.first().copied().context("nginx has no worker")
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        super::nginx::end(&mut self.0);
    }
}

/// What one run measured.
#[derive(Clone, Copy)]
struct Run {
    /// Requests a second.
    rate: f64,
    /// The 99th percentile of latency, in milliseconds.
    p99: f64,
    /// The server's time of the processor a request, in microseconds.
    cost: f64,
}

/// Loads a server for a while; `held` is the entity tag of what the reader has.
fn run(wrk: &Path, url: &str, encoding: &str, held: Option<&str>, server: u32) -> Result<Run> {
    let mut command = served::on_core(LOAD, wrk);
    command.args(["-t1", "--latency", &format!("-c{CONNECTIONS}"), &format!("-d{SECONDS}s")]);
    command.args(["-H", &format!("Accept-Encoding: {encoding}")]);
    if let Some(tag) = held {
        command.args(["-H", &format!("If-None-Match: {tag}")]);
    }
    let before = served::processor_time(server)?;
    let (requests, rate, p99) = said(command.arg(url))?;
    let used = served::processor_time(server)? - before;
    Ok(Run { rate, p99, cost: used * 1e6 / requests })
}

/// What wrk says: requests, requests a second, milliseconds of the 99th percentile.
fn said(wrk: &mut Command) -> Result<(f64, f64, f64)> {
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
fn median(runs: Vec<Run>) -> Run {
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
