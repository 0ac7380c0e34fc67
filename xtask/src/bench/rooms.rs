//! How long do the pure rooms take? Their own benches, run and copied into the paper.

use std::process::Command;

use anyhow::{Context as _, Result, ensure};

use super::Figures;

/// The advisory line: how its cost grows with the paragraphs.
pub fn advisory() -> Result<Figures> {
    let table = output("story", "compare")?;
    let text = "`cargo xtask bench advisory --write`: two states of a story compared and told, by how much of it changed. \
                Ordinary edits grow as n log n.";
    Ok(Figures { name: "advisory", text: format!("{text}\n\n```\n{table}\n```\n") })
}

/// The copy desk: a story cold, and one changed paragraph.
pub fn copydesk() -> Result<Figures> {
    let lines = output("copydesk", "check")?;
    let text = "`cargo xtask bench copydesk --write`: all checks on a story of thirty paragraphs, about 1,700 words.";
    Ok(Figures { name: "copydesk", text: format!("{text}\n\n```\n{lines}\n```\n") })
}

/// Discussions and chats: pages of a long one, one more message, many who listen.
pub fn discussion() -> Result<Figures> {
    let lines = output("web", "discussion")?;
    let text = "`cargo xtask bench discussion --write`: the whole site and its readers in one process on two cores. A page is \
                rendered anew each time, none comes out of the cache; the room is heard by TCP connections.";
    Ok(Figures { name: "discussion", text: format!("{text}\n\n```\n{lines}\n```\n") })
}

/// Durable sends beside the bare engine.
pub fn sends() -> Result<Figures> {
    // Built first, so that neither side is measured beside a compiler.
    let built = Command::new("cargo")
        .args(["bench", "--quiet", "--no-run", "-p", "newsroom", "-p", "store"])
        .status()?;
    ensure!(built.success(), "the benches cannot be built");
    let (bare, ours) = (output("store", "durable")?, output("newsroom", "sends")?);
    let mut text = String::from(
        "`cargo xtask bench sends --write`: a send is its revision, its entry with hash and signature, its placements and \
         signals in one durable transaction, after the copy was read and held against the rules, until its page is stale and \
         the newsfeeds told. The bare engine keeps one row of 600 bytes: rusqlite, one thread that writes, group commit, \
         `synchronous = FULL`.\n\n\
         | at once | sends /s | bare rows /s | ratio | median | p99 | p99 bare |\n|---|---|---|---|---|---|---|\n",
    );
    for (bare, ours) in bare.lines().zip(ours.lines()) {
        let read = |line: &str| {
            line.split_whitespace().map(|it| it.parse().unwrap_or_default()).collect::<Vec<f64>>()
        };
        let (bare, ours) = (read(bare), read(ours));
        let [at_once, rate, median, p99] = ours[..] else { continue };
        let ratio = rate / bare[1];
        text.push_str(&format!(
            "| {at_once} | {rate:.0} | {:.0} | {ratio:.2} | {median:.2} ms | {p99:.2} ms | {:.2} ms |\n",
            bare[1], bare[3]
        ));
    }
    Ok(Figures { name: "sends", text })
}

/// What a bench of a room prints.
fn output(package: &str, bench: &str) -> Result<String> {
    let done = Command::new("cargo")
        .args(["bench", "--quiet", "-p", package, "--bench", bench])
        .output()
        .context("cargo cannot be started")?;
    ensure!(done.status.success(), "the bench fails: {}", String::from_utf8_lossy(&done.stderr));
    Ok(String::from_utf8_lossy(&done.stdout).trim_end().to_owned())
}
