//! How fast are feeds read and stories written? Beside feed-rs and feedparser, on the same files.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use super::Figures;
use crate::ci::{FEEDPARSER, Log};
use crate::machine;

/// Reads the files some times over and prints the seconds that a round takes.
const SCRIPT: &str = "import sys, time, feedparser\n\
    files = [open(name, 'rb').read() for name in sys.argv[1:]]\n\
    took = []\n\
    for _ in range(3):\n\
    \x20   begun = time.perf_counter()\n\
    \x20   for data in files:\n\
    \x20       feedparser.parse(data)\n\
    \x20   took.append(time.perf_counter() - begun)\n\
    print(sorted(took)[1])\n";

/// Reading RSS and Atom, and writing every format.
pub fn measure(log: &mut Log) -> Result<Figures> {
    let root = log.root().to_owned();
    let target = root.join("target/peers");
    let mut cargo = log.cargo(&["build", "--release", "--locked", "--manifest-path", "peers/Cargo.toml"]);
    log.run(cargo.env("CARGO_TARGET_DIR", &target))?;
    let program = target.join("release/dateline-peers");
    let venv = machine::python(log, "feedparser", &[FEEDPARSER])?;

    let mut text = String::from(
        "`cargo xtask bench formats --write`: files that all three read, in one run, one core, the median of turns. \
         Dateline makes paragraphs with roles and links of what the others keep as a string of HTML.\n\n\
         | files | bytes | Dateline | feed-rs | feedparser | feed-rs ÷ Dateline | feedparser ÷ Dateline |\n|---|---|---|---|---|---|---|\n",
    );
    for (name, files) in corpora(log)? {
        let mut command = log.command(&program);
        let said = log.run(command.arg("feeds").args(&files))?;
        let (ours, bytes) = figure(&said, "ours")?;
        let (theirs, _) = figure(&said, "feed-rs")?;
        let read: Vec<&str> = said.lines().filter_map(|line| line.strip_prefix("file ")).collect();
        let mut python = log.command(venv.join("bin/python"));
        let slow: f64 = log.run(python.args(["-c", SCRIPT]).args(&read))?.trim().parse()?;
        text.push_str(&format!(
            "| {name}, {} | {bytes} | {:.2} ms | {:.2} ms | {:.0} ms | {:.2} | {:.0} |\n",
            read.len(),
            ours * 1e3,
            theirs * 1e3,
            slow * 1e3,
            theirs / ours,
            slow / ours
        ));
    }

    let demo = root.join("crates/dateline/demo/en");
    let mut copy: Vec<PathBuf> = fs::read_dir(demo)?.filter_map(|entry| Some(entry.ok()?.path())).collect();
    copy.retain(|path| path.extension().is_some_and(|it| it == "txt"));
    copy.sort();
    let mut command = log.command(&program);
    let said = log.run(command.arg("write").args(&copy))?;
    let (_, mean) = figure(&said, "stories")?;
    text.push_str(&format!(
        "\nWritten, stories of {mean} bytes on the mean:\n\n| format | stories a second |\n|---|---|\n"
    ));
    for line in said.lines().filter(|line| !line.starts_with("stories")) {
        let name = line.split(' ').next().unwrap_or_default();
        let (took, count) = figure(&said, name)?;
        text.push_str(&format!("| {name} | {:.0} |\n", count as f64 / took));
    }
    text.push_str(&memory(log, &root, &copy)?);
    Ok(Figures { name: "formats", text })
}

/// What is read: the demo as one feed of each kind, and real files where they are at hand.
fn corpora(log: &mut Log) -> Result<Vec<(&'static str, Vec<PathBuf>)>> {
    let mut all = Vec::new();
    let root = log.root().to_owned();
    for (name, format) in [("the demo as RSS", "rss"), ("the demo as Atom", "atom")] {
        let path = root.join(format!("target/bench/demo.{format}.xml"));
        let mut cargo = log.cargo(&[
            "run",
            "--quiet",
            "--release",
            "--locked",
            "-p",
            "dateline",
            "--",
            "convert",
            "--to",
            format,
        ]);
        let copy = ["en", "ru", "ar"].map(|edition| root.join("crates/dateline/demo").join(edition));
        log.run(cargo.arg("-o").arg(&path).args(copy))?;
        all.push((name, vec![path]));
    }
    if let Some(samples) = std::env::var_os("DATELINE_SAMPLES").map(PathBuf::from) {
        let mut files = Vec::new();
        for folder in ["rss", "atom"] {
            files.extend(fs::read_dir(samples.join(folder))?.filter_map(|entry| Some(entry.ok()?.path())));
        }
        files.sort();
        all.push(("real feeds", files));
    }
    Ok(all)
}

/// The most memory that a conversion takes, of a hundred files and of a thousand.
fn memory(log: &mut Log, root: &Path, copy: &[PathBuf]) -> Result<String> {
    let mut text = String::from(
        "\nThe most memory that `dateline convert --to rss` takes:\n\n| files | resident |\n|---|---|\n",
    );
    for count in [100, 1000, 10_000] {
        let files: Vec<&PathBuf> = copy.iter().cycle().take(count).collect();
        let mut time = log.command("/usr/bin/time");
        time.args(["-f", "peak %M"]).arg(root.join("target/debug/dateline"));
        let said = log.run(time.args(["convert", "--to", "rss", "-o", "/dev/null"]).args(files))?;
        let peak = said.lines().find_map(|line| line.strip_prefix("peak ")).context("no peak was told")?;
        text.push_str(&format!("| {count} | {:.1} MB |\n", peak.trim().parse::<f64>()? / 1e3));
    }
    Ok(text)
}

/// The two numbers behind a name.
fn figure(said: &str, name: &str) -> Result<(f64, u64)> {
    let line = said.lines().find(|line| line.split(' ').next() == Some(name));
    let mut words = line.with_context(|| format!("nothing is said of {name}"))?.split(' ').skip(1);
    let mut next = || words.next().with_context(|| format!("{name} has no figure"));
    Ok((next()?.parse()?, next()?.parse()?))
}
