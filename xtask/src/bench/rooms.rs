//! How long do the pure rooms take? Their own benches, run and copied into the paper.

use std::process::Command;

use anyhow::{Context as _, Result, ensure};

use super::Figures;

/// The advisory line: how its cost grows with the paragraphs.
pub fn advisory() -> Result<Figures> {
    let table = output("story", "compare", &[])?;
    let text = "`cargo xtask bench advisory --write`: two states of a story compared and told, by how much of it changed. \
                Ordinary edits grow as n log n.";
    Ok(Figures { name: "advisory", text: format!("{text}\n\n```\n{table}\n```\n") })
}

/// The copy desk: a story cold, and one changed paragraph.
pub fn copydesk() -> Result<Figures> {
    let lines = output("copydesk", "check", &[])?;
    let text = "`cargo xtask bench copydesk --write`: all checks on a story of thirty paragraphs, about 1,700 words.";
    Ok(Figures { name: "copydesk", text: format!("{text}\n\n```\n{lines}\n```\n") })
}

/// Discussions and chats: pages of a long one, one more message, many who listen.
pub fn discussion() -> Result<Figures> {
    let lines = output("web", "discussion", &[])?;
    let text = "`cargo xtask bench discussion --write`: the whole site and its readers in one process on two cores. A page is \
                rendered anew each time, none comes out of the cache; the room is heard by TCP connections.";
    Ok(Figures { name: "discussion", text: format!("{text}\n\n```\n{lines}\n```\n") })
}

/// A new revision to its page: the first byte, and every encoding.
pub fn revision() -> Result<Figures> {
    let lines = output("web", "revision", &[])?;
    let text = "`cargo xtask bench revision --write`: a story whose page has 30 KB is updated; then its page is asked for in each encoding, \
                through every layer but the sockets. Each encoding is made once a revision, for who asks first.";
    Ok(Figures { name: "revision", text: format!("{text}\n\n{lines}\n") })
}

/// What a bench of a room prints.
///
/// # Errors
/// When it fails.
pub fn output(package: &str, bench: &str, environment: &[(&str, &str)]) -> Result<String> {
    let done = Command::new("cargo")
        .args(["bench", "--quiet", "-p", package, "--bench", bench])
        .envs(environment.iter().copied())
        .output()
        .context("cargo cannot be started")?;
    ensure!(done.status.success(), "the bench fails: {}", String::from_utf8_lossy(&done.stderr));
    Ok(String::from_utf8_lossy(&done.stdout).trim_end().to_owned())
}
