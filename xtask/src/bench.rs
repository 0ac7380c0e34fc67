//! How fast is the built agency, beside a peer that does the same work?
//!
//! Invariants: the peer runs on the same machine in the same run and sends the same bytes; what is compared is a ratio.
//! Nothing here is a check: figures depend on the machine, so `cargo xtask ci` asserts none.

mod fill;
mod formats;
mod growth;
mod hand;
mod lighthouse;
mod load;
mod newsfeed;
mod nginx;
mod overload;
mod page;
mod paper;
mod press;
pub mod readers;
mod rooms;
mod search;
mod sends;
mod served;
mod start;
mod wire;

use std::fs;
use std::path::PathBuf;

use anyhow::{Result, bail};

use crate::ci::Log;
use crate::tree;

/// All benches there are.
const NAMES: &str = "page, revision, wire, newsfeed, press, sends, overload, start, growth, advisory, copydesk, formats, search, discussion, lighthouse";

/// A finished measurement: the section of the paper that it fills.
struct Figures {
    /// The section's name and the word on the command line.
    name: &'static str,
    /// What was measured, as Markdown.
    text: String,
}

/// Where benches keep their files.
fn folder() -> Result<PathBuf> {
    let folder = tree::root().join("target/bench");
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

/// `cargo xtask bench NAME [--write]`.
///
/// # Errors
/// When the bench is unknown or can't run.
pub fn run(words: &[String]) -> Result<bool> {
    let mut write = false;
    let mut names = Vec::new();
    for word in words {
        match word.as_str() {
            "--write" => write = true,
            name => names.push(name),
        }
    }
    if names.is_empty() {
        bail!("name a bench: {NAMES}");
    }
    let root = tree::root();
    let mut log = Log::open(&root, &folder()?.join("bench.log"))?;
    for name in names {
        let figures = match name {
            "page" => page::measure(&mut log)?,
            "growth" => growth::measure(&mut log)?,
            "press" => press::measure(&mut log)?,
            "wire" => wire::measure(&mut log)?,
            "start" => start::measure(&mut log)?,
            "revision" => rooms::revision()?,
            "advisory" => rooms::advisory()?,
            "copydesk" => rooms::copydesk()?,
            "discussion" => rooms::discussion()?,
            "sends" => sends::measure(&mut log)?,
            "search" => search::measure(&mut log)?,
            "formats" => formats::measure(&mut log)?,
            "lighthouse" => lighthouse::measure(&mut log)?,
            "overload" => overload::measure(&mut log)?,
            "newsfeed" => newsfeed::measure(&mut log)?,
            other => bail!("there is no bench {other:?}: there are {NAMES}"),
        };
        println!("## {}\n\n{}", figures.name, figures.text);
        if write {
            paper::put(&root, &figures)?;
        }
    }
    Ok(true)
}
