//! How many article pages a second, and how slow the slowest hundredth, beside nginx with the same bytes?

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context as _, Result, bail};

use super::Figures;
use super::served::{self, Answer, Served};
use crate::ci::Log;
use crate::machine;

/// Seconds of each run, and how often each side runs: ours, nginx, ours, nginx, …
const SECONDS: u32 = 8;
const ROUNDS: usize = 3;
const CONNECTIONS: [u32; 2] = [16, 128];
const NGINX: &str = "127.0.0.1:18089";

/// Runs both sides over the same page in identity and gzip.
///
/// # Errors
/// When a tool is missing or a server fails.
pub fn measure(log: &mut Log) -> Result<Figures> {
    machine::debian(log, "wrk", "wrk")?;
    // The light build serves files as fast as the full one.
    let nginx = machine::debian(log, "nginx", "nginx-light")?;
    let binary = served::binary(log)?;
    let folder = super::folder()?.join("page");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(folder.join("www"))?;
    let agency = Served::open(&binary, &folder.join("data"), &["--demo"])?;
    let path = article(&agency.address)?;

    let mut text = format!(
        "`cargo xtask bench page --write`: one article page of the demo, {SECONDS} s a run, {ROUNDS} runs a side taken in \
         turns, the median shown. nginx serves the same bytes from a file with the same header fields.\n\n\
         | encoding | bytes | connections | Dateline /s | nginx /s | ratio | p99 Dateline | p99 nginx |\n\
         |---|---|---|---|---|---|---|---|\n"
    );
    for encoding in ["identity", "gzip"] {
        let page = served::get(&agency.address, &path, encoding)?;
        if page.status != 200 {
            bail!("{path} answers {}", page.status);
        }
        let _peer = Nginx::open(&nginx, &folder, &page)?;
        let beside = served::get(NGINX, "/page", encoding)?;
        if beside.body != page.body || beside.header("content-encoding") != page.header("content-encoding") {
            bail!("nginx does not send the same bytes");
        }
        for connections in CONNECTIONS {
            let mut ours = Vec::new();
            let mut theirs = Vec::new();
            for _ in 0..ROUNDS {
                ours.push(wrk(&format!("http://{}{path}", agency.address), encoding, connections)?);
                theirs.push(wrk(&format!("http://{NGINX}/page"), encoding, connections)?);
            }
            let (ours, theirs) = (median(ours), median(theirs));
            writeln!(
                text,
                "| {encoding} | {} | {connections} | {:.0} | {:.0} | {:.2} | {:.2} ms | {:.2} ms |",
                page.body.len(),
                ours.rate,
                theirs.rate,
                ours.rate / theirs.rate,
                ours.p99,
                theirs.p99
            )?;
        }
    }
    Ok(Figures { name: "page", text })
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
            "daemon off;\nuser root;\nworker_processes auto;\npid {root}/nginx.pid;\nerror_log {root}/error.log;\n\
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
        let child = Command::new(program)
            .arg("-c")
            .arg(&path)
            .arg("-p")
            .arg(folder)
            .stdin(Stdio::null())
            .spawn()
            .context("can't run nginx")?;
        let nginx = Nginx(child);
        for _ in 0..50 {
            if served::get(NGINX, "/page", "identity").is_ok() {
                return Ok(nginx);
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        bail!("nginx does not answer: {}/error.log says why", folder.display())
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        // SIGTERM, so that the master takes its workers along.
        drop(Command::new("kill").arg(self.0.id().to_string()).status());
        drop(self.0.wait());
    }
}

/// What wrk measured.
#[derive(Clone, Copy)]
struct Run {
    /// Requests a second.
    rate: f64,
    /// The 99th percentile of latency, in milliseconds.
    p99: f64,
}

fn wrk(url: &str, encoding: &str, connections: u32) -> Result<Run> {
    let answer = Command::new("wrk")
        .args(["-t2", "--latency", &format!("-c{connections}"), &format!("-d{SECONDS}s")])
        .args(["-H", &format!("Accept-Encoding: {encoding}"), url])
        .output()
        .context("can't run wrk")?;
    let said = String::from_utf8_lossy(&answer.stdout).into_owned();
    if !answer.status.success() || said.contains("Non-2xx") || said.contains("Socket errors") {
        bail!("wrk {url}: {said}");
    }
    read_run(&said).with_context(|| format!("wrk said something else: {said}"))
}

fn read_run(said: &str) -> Option<Run> {
    let after = |word: &str| said.lines().find_map(|line| line.trim().strip_prefix(word)).map(str::trim);
    Some(Run { rate: after("Requests/sec:")?.parse().ok()?, p99: milliseconds(after("99%")?)? })
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
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_figures_of_wrk_are_read() {
        let said = "  Latency Distribution\n     50%  210.00us\n     99%    1.25ms\n  9 requests in 1s\nRequests/sec:  71234.50\n";
        let run = read_run(said).unwrap();
        assert_eq!((run.rate, run.p99), (71234.5, 1.25));
        assert_eq!(milliseconds("310.00us"), Some(0.31));
    }
}
