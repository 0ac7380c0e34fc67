//! How the command line answers: text for people, JSON for machines, and the exit status.
//!
//! A reader that went away (a closed pipe) is no reason to fail: what was done is done.

use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use serde_json::Value;

use crate::ask::Answer;

/// Prints an answer; a refusal is exit status 1.
pub fn put(answer: &Answer, as_json: bool) -> Result<ExitCode> {
    if as_json {
        json(&answer.json);
    } else if answer.is_done {
        line(&answer.text);
    } else {
        fault(&answer.text);
    }
    Ok(if answer.is_done { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Prints text.
pub fn text(text: &str) -> Result<ExitCode> {
    line(text.trim_end());
    Ok(ExitCode::SUCCESS)
}

/// Prints one JSON object.
pub fn json(value: &Value) {
    line(&value.to_string());
}

/// Prints a line, at once: a script may be waiting for it.
pub fn line(line: &str) {
    let mut out = std::io::stdout();
    let _ = writeln!(out, "{line}").and_then(|()| out.flush());
}

/// Says what is wrong.
pub fn fault(text: &str) {
    let _ = writeln!(std::io::stderr(), "dateline: {text}");
}

/// Says that something now stands somewhere, or why not.
pub fn done<E: std::error::Error + Send + Sync + 'static>(
    result: Result<(), E>,
    at: &Path,
) -> Result<ExitCode> {
    result?;
    text(&format!("done: {}", at.display()))
}

/// A password from the first line of standard input.
pub fn password() -> Result<String> {
    let mut line = String::new();
    std::io::stdin().read_line(&mut line).context("cannot read the password from standard input")?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}
