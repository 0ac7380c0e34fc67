//! Do all dependencies have a licence we accept, a source we know, and is none of them banned?
//!
//! The rules are in `deny.toml`. Advisories are not asked here: their database is fetched over the network, and a
//! check must not change its answer overnight.

use std::path::{Path, PathBuf};

use anyhow::Result;

use super::Note;
use super::log::Log;

/// The version installed where none is found.
const VERSION: &str = "0.20.2";

/// `cargo deny check bans licenses sources`, with cargo-deny from the machine or installed under `target/tools`.
pub fn deny(log: &mut Log) -> Result<Note> {
    let program = cargo_deny(log)?;
    let mut deny = log.command(program);
    deny.args([
        "--all-features",
        "--locked",
        "check",
        "--hide-inclusion-graph",
        "bans",
        "licenses",
        "sources",
    ]);
    deny.env("CARGO_TERM_COLOR", "never");
    let said = log.run(&mut deny)?;
    Ok(said.lines().rev().find(|line| line.contains("bans ok")).unwrap_or_default().trim().to_owned())
}

fn cargo_deny(log: &mut Log) -> Result<PathBuf> {
    let ours = log.root().join("target/tools/bin/cargo-deny");
    for candidate in [Path::new("cargo-deny"), &ours] {
        if log.command(candidate).arg("--version").output().is_ok_and(|answer| answer.status.success()) {
            return Ok(candidate.to_owned());
        }
    }
    // About three minutes on two cores, once; target/tools keeps it.
    let mut cargo =
        log.cargo(&["install", "--locked", "--root", "target/tools", "--version", VERSION, "cargo-deny"]);
    log.run(&mut cargo)?;
    Ok(ours)
}
