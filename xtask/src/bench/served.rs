//! How does a bench get a release-built agency on a port of its own, and ask it for a page?

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

use anyhow::{Context as _, Result, bail};

use crate::ci::Log;

/// Builds the release binary.
///
/// # Errors
/// When the build fails; the log has why.
pub fn binary(log: &mut Log) -> Result<PathBuf> {
    let mut cargo = log.cargo(&["build", "--release", "--locked", "--package", "dateline"]);
    log.run(&mut cargo).with_context(|| format!("the release build failed: {}", log.shown_path()))?;
    Ok(log.root().join("target/release/dateline"))
}

/// Where an agency listens.
const HERE: &str = "127.0.0.1:0";

/// A running agency; ended when dropped.
pub struct Served {
    child: Child,
    /// Kept open, or the agency's next line would fail.
    _out: BufReader<ChildStdout>,
    /// `host:port`.
    pub address: String,
}

impl Served {
    /// Serves `data`, and returns when it has said where it is.
    ///
    /// # Errors
    /// When it ends instead, with what it said last.
    pub fn open(binary: &Path, data: &Path, more: &[&str]) -> Result<Served> {
        Served::start(Command::new(binary), HERE, binary, data, more)
    }

    /// The same with keys of the configuration.
    ///
    /// # Errors
    /// As above.
    pub fn with(binary: &Path, data: &Path, more: &[&str], keys: &[(&str, &str)]) -> Result<Served> {
        let mut command = Command::new(binary);
        command.envs(keys.iter().copied());
        Served::start(command, HERE, binary, data, more)
    }

    /// The same on every address of this machine.
    ///
    /// # Errors
    /// As above.
    pub fn everywhere(binary: &Path, data: &Path, more: &[&str]) -> Result<Served> {
        let mut command = Command::new(binary);
        command.env("DATELINE_INSECURE_HTTP", "true");
        Served::start(command, "0.0.0.0:0", binary, data, more)
    }

    /// The same on one core alone.
    ///
    /// # Errors
    /// As above.
    pub fn pinned(core: u32, binary: &Path, data: &Path, more: &[&str]) -> Result<Served> {
        Served::start(on_core(core, binary), HERE, binary, data, more)
    }

    fn start(
        mut command: Command,
        listen: &str,
        binary: &Path,
        data: &Path,
        more: &[&str],
    ) -> Result<Served> {
        let mut child = command
            .args(["serve", "--listen", listen, "--data"])
            .arg(data)
            .args(more)
            .env("RUST_LOG", "warn")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("can't run {}", binary.display()))?;
        let out = child.stdout.take().context("no stdout")?;
        let mut out = BufReader::new(out);
        let mut line = String::new();
        while out.read_line(&mut line)? > 0 {
            if let Some(rest) = line.strip_prefix("Dateline is at ") {
                let url = rest.split_whitespace().next().unwrap_or_default();
                let address = url.trim_start_matches("http://").trim_end_matches('/').to_owned();
                return Ok(Served { child, _out: out, address });
            }
            line.clear();
        }
        bail!("serve ended without saying where it is: {}", child.wait()?)
    }

    /// The process, for `/proc`.
    pub fn process(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // The folder is thrown away with it: no need to wait for an orderly end.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// A program that runs on one core alone.
pub fn on_core(core: u32, program: &Path) -> Command {
    let mut command = Command::new("taskset");
    command.args(["--cpu-list", &core.to_string()]).arg(program);
    command
}

/// The time of processors that a process has used, in seconds (proc(5), `stat`).
///
/// # Errors
/// When there is no such process.
pub fn processor_time(process: u32) -> Result<f64> {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat"))?;
    // The name may hold spaces; what follows its closing bracket does not.
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks = |at: usize| -> Result<f64> { Ok(fields.get(at).context("a short line in /proc")?.parse()?) };
    // In hundredths of a second on every Linux that Rust runs on.
    Ok((ticks(11)? + ticks(12)?) / 100.0)
}

/// A size of a process in KiB (proc(5), `status`).
///
/// # Errors
/// When there is no such process or field.
pub fn kilobytes(process: u32, field: &str) -> Result<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix(field)).context("no such field in /proc")?;
    Ok(line.trim().trim_end_matches(" kB").parse()?)
}

/// The processes that a process has started.
///
/// # Errors
/// When there is no such process.
pub fn children(process: u32) -> Result<Vec<u32>> {
    let mut all = Vec::new();
    // Each is the child of the thread that started it.
    for thread in std::fs::read_dir(format!("/proc/{process}/task"))? {
        let listed = std::fs::read_to_string(thread?.path().join("children"))?;
        all.extend(listed.split_whitespace().filter_map(|id| id.parse::<u32>().ok()));
    }
    Ok(all)
}

/// One answer.
pub struct Answer {
    /// The status code.
    pub status: u16,
    /// Header lines as sent.
    pub headers: Vec<String>,
    /// The body's bytes as sent, still encoded.
    pub body: Vec<u8>,
}

impl Answer {
    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        let named = |line: &&String| line.split(':').next().is_some_and(|key| key.eq_ignore_ascii_case(name));
        Some(self.headers.iter().find(named)?.split_once(':')?.1.trim())
    }
}

/// Asks for `path` on a connection of its own.
///
/// # Errors
/// When the connection or the answer fails.
pub fn get(address: &str, path: &str, encoding: &str) -> Result<Answer> {
    ask(address, path, &[("Accept-Encoding", encoding)])
}

/// Asks with these fields.
///
/// # Errors
/// When the connection or the answer fails.
pub fn ask(address: &str, path: &str, fields: &[(&str, &str)]) -> Result<Answer> {
    let mut stream = TcpStream::connect(address).with_context(|| format!("can't reach {address}"))?;
    stream.set_read_timeout(Some(Duration::from_secs(60)))?;
    let fields: String = fields.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\n{fields}Connection: close\r\n\r\n")?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes)?;
    let end = bytes
        .windows(4)
        .position(|four| four == b"\r\n\r\n")
        .context("an answer without an end of headers")?;
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let mut lines = head.split("\r\n").map(str::to_owned);
    let first = lines.next().unwrap_or_default();
    let status =
        first.split(' ').nth(1).and_then(|code| code.parse().ok()).context("an answer without a status")?;
    let headers: Vec<String> = lines.collect();
    let answer = Answer { status, headers, body: bytes[end + 4..].to_vec() };
    if answer.header("transfer-encoding").is_some() {
        bail!("{path} is sent in chunks: a cached page has a length");
    }
    Ok(answer)
}
