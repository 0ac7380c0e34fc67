//! Which locked crates does a copy of the advisory database warn of?
//!
//! The database is the RustSec project's (`crates/NAME/RUSTSEC-*.md`, a TOML block and then prose). It is given as a folder
//! and never fetched: this is a chore for before a release, not a check whose answer changes overnight.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use semver::{Version, VersionReq};
use toml::{Table, Value};

use crate::tree;

/// A crate of Cargo.lock.
struct Locked {
    name: String,
    version: Version,
}

/// `cargo xtask advisories --db DIR`: prints each warning; false when one is of more than an unmaintained crate.
///
/// # Errors
/// When DIR holds no database or Cargo.lock can't be read.
pub fn run(words: &[String]) -> Result<bool> {
    let [option, folder] = words else { bail!("say where the database is: cargo xtask advisories --db DIR") };
    if option != "--db" {
        bail!("there is no option {option:?}; there is --db DIR");
    }
    let crates = Path::new(folder).join("crates");
    if !crates.is_dir() {
        bail!("{folder} is no advisory database: it has no folder crates");
    }
    let lock = fs::read_to_string(tree::root().join("Cargo.lock"))?;
    let locked = locked(&lock)?;
    let mut open = 0;
    let mut notices = 0;
    for one in &locked {
        let Ok(entries) = fs::read_dir(crates.join(&one.name)) else { continue };
        for entry in entries {
            let path = entry?.path();
            if path.extension().is_none_or(|ending| ending != "md") {
                continue;
            }
            let text = fs::read_to_string(&path)?;
            let warning = warning(&text, &one.version).with_context(|| format!("{}", path.display()))?;
            match warning {
                Some(Warning::Open(id, title)) => {
                    open += 1;
                    println!("{id} {} {}: {title}", one.name, one.version);
                }
                Some(Warning::Notice(id, what)) => {
                    notices += 1;
                    println!("{id} {} {}: {what}", one.name, one.version);
                }
                None => {}
            }
        }
    }
    println!("{} crates, {open} open advisories, {notices} notices", locked.len());
    Ok(open == 0)
}

#[derive(Debug, PartialEq)]
enum Warning {
    /// A fault, with its id and title.
    Open(String, String),
    /// The crate is unmaintained or the like, with the id and the word for it.
    Notice(String, String),
}

/// What one advisory says of `version`.
fn warning(advisory: &str, version: &Version) -> Result<Option<Warning>> {
    let (front, prose) = advisory
        .split_once("```toml\n")
        .and_then(|(_, rest)| rest.split_once("\n```"))
        .context("no TOML block at the top")?;
    let front: Table = front.parse()?;
    let about = front.get("advisory").and_then(Value::as_table).context("no table advisory")?;
    if about.contains_key("withdrawn") {
        return Ok(None);
    }
    let versions = front.get("versions").and_then(Value::as_table);
    for key in ["patched", "unaffected"] {
        let requirements = versions.and_then(|table| table.get(key)).and_then(Value::as_array);
        for requirement in requirements.into_iter().flatten().filter_map(Value::as_str) {
            if VersionReq::parse(requirement)?.matches(version) {
                return Ok(None);
            }
        }
    }
    let id = about.get("id").and_then(Value::as_str).unwrap_or("an advisory without an id").to_owned();
    if let Some(what) = about.get("informational").and_then(Value::as_str)
        && what != "unsound"
    {
        return Ok(Some(Warning::Notice(id, what.to_owned())));
    }
    let title = prose.lines().find_map(|line| line.strip_prefix("# ")).unwrap_or("untitled");
    Ok(Some(Warning::Open(id, title.to_owned())))
}

/// The crates from elsewhere in a Cargo.lock.
fn locked(lock: &str) -> Result<Vec<Locked>> {
    let lock: Table = lock.parse().context("Cargo.lock")?;
    let packages = lock.get("package").and_then(Value::as_array).context("Cargo.lock names no package")?;
    let foreign = packages.iter().filter(|package| package.get("source").is_some());
    foreign
        .map(|package| {
            let field = |key| package.get(key).and_then(Value::as_str).unwrap_or_default();
            Ok(Locked { name: field("name").to_owned(), version: Version::parse(field("version"))? })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const FAULT: &str = "```toml\n[advisory]\nid = \"RUSTSEC-2099-0001\"\npackage = \"made-up\"\n\n[versions]\n\
                         patched = [\">= 1.4.2\"]\nunaffected = [\"< 1.2.0\"]\n```\n\n# Reads past the end\n\nProse.\n";

    fn of(text: &str, version: &str) -> Option<Warning> {
        warning(text, &Version::parse(version).unwrap()).unwrap()
    }

    #[test]
    fn an_advisory_is_open_between_the_unaffected_and_the_patched() {
        let open = Warning::Open("RUSTSEC-2099-0001".into(), "Reads past the end".into());
        assert_eq!(of(FAULT, "1.3.0"), Some(open));
        assert_eq!(of(FAULT, "1.1.9"), None);
        assert_eq!(of(FAULT, "1.4.2"), None);
    }

    #[test]
    fn an_unmaintained_crate_is_a_notice_and_a_withdrawn_advisory_is_none() {
        let notice = FAULT.replace("\n\n[versions]", "\ninformational = \"unmaintained\"\n\n[versions]");
        assert_eq!(
            of(&notice, "1.3.0"),
            Some(Warning::Notice("RUSTSEC-2099-0001".into(), "unmaintained".into()))
        );
        let withdrawn = FAULT.replace("\n\n[versions]", "\nwithdrawn = \"2099-02-01\"\n\n[versions]");
        assert_eq!(of(&withdrawn, "1.3.0"), None);
    }

    #[test]
    fn the_lock_file_of_this_workspace_is_read() {
        let lock = fs::read_to_string(tree::root().join("Cargo.lock")).unwrap();
        assert!(locked(&lock).unwrap().iter().any(|one| one.name == "anyhow"));
    }
}
