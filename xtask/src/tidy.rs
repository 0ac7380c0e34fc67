//! Does the checkout keep the rules of the house that no compiler checks?
//!
//! Each rule is a function from the checkout to findings; a finding names the place and the way out.

mod crates;
mod papers;
mod sources;

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use anyhow::{Result, bail};

use crate::ci::Log;
use crate::tree::{self, Package, SourceFile};

/// What the rules look at.
struct Checkout {
    files: Vec<SourceFile>,
    packages: BTreeMap<String, Package>,
}

impl Checkout {
    fn read(root: &Path) -> Result<Checkout> {
        Ok(Checkout { files: tree::files(root)?, packages: tree::packages(root)? })
    }

    /// The text of the file at `path`, where there is one.
    fn text(&self, path: &str) -> Option<&str> {
        self.files.iter().find(|file| file.path == path)?.text.as_deref()
    }
}

/// A broken rule.
#[derive(Debug, PartialEq)]
struct Finding {
    /// File below the root.
    path: String,
    /// Line from 1, or 0 for the whole file.
    line: usize,
    /// What is wrong and what to do.
    what: String,
}

impl Finding {
    fn new(path: &str, line: usize, what: impl Into<String>) -> Finding {
        Finding { path: path.to_owned(), line, what: what.into() }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(out, "{}: {}", self.path, self.what),
            line => write!(out, "{}:{line}: {}", self.path, self.what),
        }
    }
}

type Rule = fn(&Checkout) -> Vec<Finding>;

const RULES: [(&str, Rule); 13] = [
    ("rooms use only the rooms they may", crates::rooms),
    ("a world stays in its room", crates::kept),
    ("a dependency is used by who names it", crates::used),
    ("every crate obeys the workspace's lints", crates::lints),
    ("no file over 600 lines", sources::lengths),
    ("every module says what it answers", sources::module_docs),
    ("no file is called utils, common, helpers, manager", sources::names),
    ("no dollar sign in an SQL string literal", sources::sql_dollars),
    ("no path of one machine", papers::machine_paths),
    ("a crate takes what the root manifest offers", papers::taken),
    ("every direct dependency has its reason", papers::dependencies),
    ("what is defended has its place and its test", papers::security),
    ("lock files name no registry host", papers::locks),
];

fn findings(checkout: &Checkout) -> Vec<String> {
    let mut found = Vec::new();
    for (name, rule) in RULES {
        found.extend(rule(checkout).iter().map(|finding| format!("{finding} ({name})")));
    }
    found
}

/// `cargo xtask tidy`: prints what it finds.
///
/// # Errors
/// When the checkout can't be read.
pub fn run() -> Result<bool> {
    let found = findings(&Checkout::read(&tree::root())?);
    for line in &found {
        println!("{line}");
    }
    println!("{} rules, {} findings", RULES.len(), found.len());
    Ok(found.is_empty())
}

/// The step of `cargo xtask ci`.
pub fn step(log: &mut Log) -> Result<String> {
    let found = findings(&Checkout::read(log.root())?);
    for line in &found {
        log.say(line)?;
    }
    match found.len() {
        0 => Ok(format!("{} rules", RULES.len())),
        count => bail!("{count} findings"),
    }
}
