//! Do others read what is written, and are the standards' own files read?

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use super::Note;
use super::log::Log;
use crate::machine;

/// The reader of feeds that most of the world's scripts use, and whose test set is the largest there is.
pub const FEEDPARSER: &str = "feedparser==6.0.11";

/// The library of Standard Webhooks, the tester of OpenAPI descriptions, a mail server, a provider of sign-ins, the types of OpenTelemetry, a reader of calendars, two of pictures.
const CLIENTS: [&str; 9] = [
    "standardwebhooks==1.1.0",
    "schemathesis==4.32.5",
    "aiosmtpd==1.4.6",
    "dkimpy==1.1.8",
    "oidc-provider-mock==0.3.4",
    "opentelemetry-proto==1.45.2",
    "icalendar==7.3.2",
    "pyexiv2==2.16.0",
    "pillow==13.0.0",
];

/// Files of plain copy that are turned into feeds.
const COPY: [&str; 3] = ["crates/dateline/demo/en", "crates/dateline/demo/ru", "crates/dateline/demo/ar"];

/// Written files are valid by the schemas (xmllint, JSON Schema); feeds parse in feedparser without a complaint; its own
/// test set is read.
pub fn formats(log: &mut Log) -> Result<Note> {
    machine::debian(log, "xmllint", "libxml2-utils")?;
    let venv = machine::python(log, "feedparser", &[FEEDPARSER])?;
    let set = test_set(log, &venv)?;
    let mut cargo = log.cargo(&["test", "--locked", "-p", "formats", "--test", "it", "--", "--nocapture"]);
    let said = log.run(cargo.env("DATELINE_FEEDPARSER", &set))?;
    let read = said.lines().find(|line| line.contains("stated values")).unwrap_or_default().to_owned();
    if said.contains("there is no xmllint") || read.is_empty() {
        bail!("the tests did not use xmllint or feedparser's set");
    }
    let parsed = feeds(log, &venv)?;
    Ok(format!("{}; {parsed}", read.trim()))
}

/// The whole site bears whatever is asked of it. What is delivered is verified by the library that the standard names, taken by mail servers and by OpenSSH, mailboxes are
/// read, and the interface keeps what its description promises.
pub fn clients(log: &mut Log) -> Result<Note> {
    machine::debian(log, "sshd", "openssh-server")?;
    machine::debian(log, "dovecot", "dovecot-imapd")?;
    machine::debian(log, "exim4", "exim4-daemon-light")?;
    machine::debian(log, "pebble", "pebble")?;
    machine::debian(log, "openssl", "openssl")?;
    let venv = machine::python(log, "clients", &CLIENTS)?;
    log.run(&mut log.cargo(&["build", "--quiet", "--locked", "-p", "dateline"]))?;
    let program = log.root().join("target/debug/dateline");
    let mut said = String::new();
    for script in ["certified", "check", "traced", "dated", "pictured", "anything"] {
        let folder = log.root().join("target/ci/clients").join(script);
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(&folder)?;
        let mut python = log.command(venv.join("bin/python"));
        python.arg(format!("xtask/clients/{script}.py")).arg(&program).arg(&folder);
        said.push_str(&log.run(&mut python)?);
    }
    let cases = said.lines().map(str::trim).find(|line| line.contains("generated, ")).unwrap_or_default();
    let all = [
        "Pebble certifies",
        "icalendar reads",
        "Exiv2 reads our pictures",
        "what Exiv2 writes is read",
        "Pillow opens our AVIF",
        "standardwebhooks verifies",
        "Exim takes",
        "Exim returns",
        "dkimpy verifies",
        "OpenSSH takes",
        "Dovecot gives",
        "a provider of sign-ins lets",
        "OpenTelemetry's own types read",
        "anything was asked",
    ];
    if !all.iter().all(|words| said.contains(words)) || cases.is_empty() {
        bail!("the clients did not say what they found");
    }
    Ok(format!(
        "a certificate had, webhooks verified, mail and SFTP taken, mail that came back noted, IMAP read, OIDC followed, traces read, pictures read both ways; {cases}"
    ))
}

/// feedparser's own tests, out of its source.
fn test_set(log: &mut Log, venv: &Path) -> Result<PathBuf> {
    let folder = log.root().join("target/tools/feedparser-source");
    fs::create_dir_all(&folder)?;
    let set = folder.join("feedparser-6.0.11/tests");
    if !set.exists() {
        let mut pip = log.command(venv.join("bin/pip"));
        pip.args(["download", "--quiet", "--no-deps", "--no-binary", ":all:", FEEDPARSER, "--dest"])
            .arg(&folder);
        log.run(&mut pip)?;
        let mut tar = log.command("tar");
        log.run(tar.args(["xzf", "feedparser-6.0.11.tar.gz"]).current_dir(&folder))?;
    }
    Ok(set)
}

/// The demo's copy as RSS and Atom, read by feedparser.
fn feeds(log: &mut Log, venv: &Path) -> Result<Note> {
    const SCRIPT: &str = "import sys, feedparser\n\
        for name in sys.argv[1:]:\n\
        \x20   feed = feedparser.parse(name)\n\
        \x20   if feed.bozo or not feed.entries:\n\
        \x20       sys.exit(f'{name}: {feed.get(\"bozo_exception\")}')\n\
        \x20   # Copy has no id; RSS may do without, Atom may not.\n\
        \x20   must = ['id', 'title'] if feed.version.startswith('atom') else ['title']\n\
        \x20   if any(not entry.get(name) for entry in feed.entries for name in must):\n\
        \x20       sys.exit(f'{name}: an entry without {must}')\n\
        \x20   print(len(feed.entries), feed.version)\n";
    let mut names = Vec::new();
    for format in ["rss", "atom"] {
        let name = log.root().join(format!("target/ci/demo.{format}.xml"));
        let mut cargo = log
            .cargo(&["run", "--quiet", "--locked", "-p", "dateline", "--", "convert", "--to", format, "-o"]);
        log.run(cargo.arg(&name).args(COPY))?;
        names.push(name);
    }
    let mut python = log.command(venv.join("bin/python"));
    let said = log.run(python.args(["-c", SCRIPT]).args(&names))?;
    let entries = said.lines().filter_map(|line| line.split(' ').next()?.parse::<usize>().ok()).max();
    let entries = entries.context("feedparser says nothing")?;
    let shown = newsboat(log, &names)?;
    Ok(format!("feedparser reads {entries} entries of RSS and Atom, newsboat shows {shown}"))
}

/// How many articles newsboat shows of feeds, the fewest of them; it shows takes of one story as one.
fn newsboat(log: &mut Log, feeds: &[PathBuf]) -> Result<usize> {
    machine::debian(log, "newsboat", "newsboat")?;
    let mut fewest = usize::MAX;
    for feed in feeds {
        let (urls, cache) = (feed.with_extension("urls"), feed.with_extension("cache"));
        fs::write(&urls, format!("file://{}\n", feed.display()))?;
        let _ = fs::remove_file(&cache);
        let mut newsboat = log.command("newsboat");
        newsboat.arg("-u").arg(&urls).arg("-c").arg(&cache).args([
            "-C",
            "/dev/null",
            "-x",
            "reload",
            "print-unread",
        ]);
        let said = log.run(&mut newsboat)?;
        let shown = said.split_whitespace().find_map(|word| word.parse().ok()).unwrap_or(0);
        if shown < 50 {
            bail!("newsboat shows {shown} articles of {}", feed.display());
        }
        fewest = fewest.min(shown);
    }
    Ok(fewest)
}
