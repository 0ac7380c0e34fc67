//! Which checks need more than Rust: vendored files, the scripts' types, the browser?

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use super::Note;
use super::log::Log;
use crate::machine::{self, Node};
use crate::tree;

/// The folder of the browser suite; its lock file also pins the type checker.
const BROWSER: &str = "browser/";

/// Where vendored bundles stand: each folder that holds a `SHA256SUMS` is one.
const VENDOR: &str = "crates/web/vendor";

/// Every file of a vendored bundle is recorded in its `SHA256SUMS` and has the recorded hash.
pub fn vendor(log: &mut Log) -> Result<Note> {
    let vendor = log.root().join(VENDOR);
    if !vendor.exists() {
        return Ok("nothing is vendored".into());
    }
    let mut folders = vec![vendor.clone()];
    for entry in fs::read_dir(&vendor)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() && entry.file_name() != "node_modules" {
            folders.push(entry.path());
        }
    }
    folders.retain(|folder| folder.join("SHA256SUMS").exists());
    if folders.is_empty() {
        bail!("{VENDOR} holds files, but no SHA256SUMS records them");
    }
    let mut files = 0;
    for folder in folders {
        let sums = fs::read_to_string(folder.join("SHA256SUMS"))?;
        let recorded: Vec<&str> = sums.lines().filter_map(|line| line.split_whitespace().nth(1)).collect();
        for entry in fs::read_dir(&folder)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let ours = entry.file_type()?.is_file() && name != "SHA256SUMS";
            if ours && !recorded.iter().any(|known| known.trim_start_matches(['*', '.', '/']) == name) {
                bail!("{} is not in the SHA256SUMS beside it", shown(&entry.path(), log.root()));
            }
        }
        files += recorded.len();
        let mut check = log.command("sha256sum");
        check.args(["--check", "--strict", "SHA256SUMS"]).current_dir(&folder);
        log.run(&mut check).with_context(|| format!("in {}", shown(&folder, log.root())))?;
    }
    Ok(format!("{files} files"))
}

/// Every vendored bundle with a `build.mjs` is what its lock file builds, byte for byte.
pub fn rebuild(log: &mut Log) -> Result<Note> {
    let node = machine::node(log)?;
    let files = tree::files(log.root())?;
    let scripts =
        files.iter().filter(|file| file.path.starts_with(VENDOR) && file.path.ends_with("/build.mjs"));
    let mut bundles = 0;
    for script in scripts {
        let folder = script.path.trim_end_matches("build.mjs");
        // In a copy, so that no installed package stands among the files that the binary takes in.
        let copy =
            log.root().join("target/ci/rebuild").join(folder.trim_start_matches(VENDOR).trim_matches('/'));
        if copy.exists() {
            fs::remove_dir_all(&copy)?;
        }
        for file in files.iter().filter(|file| file.path.starts_with(folder)) {
            let to = copy.join(file.path.trim_start_matches(folder));
            fs::create_dir_all(to.parent().unwrap_or(&copy))?;
            fs::copy(log.root().join(&file.path), to)?;
        }
        let mut npm = node.npm(log);
        log.run(npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(&copy))?;
        let mut build = node.node(log);
        log.run(build.args(["build.mjs", "--check"]).current_dir(&copy))?;
        bundles += 1;
    }
    Ok(format!("bundles: {bundles}"))
}

/// The unit tests of the site's and the desk's scripts, in Node.
pub fn scripts(log: &mut Log) -> Result<Note> {
    let node = machine::node(log)?;
    let files = tree::files(log.root())?;
    let tests = files.iter().map(|file| file.path.as_str()).filter(|path| path.ends_with(".test.js"));
    let tests: Vec<&str> = tests.filter(|path| path.starts_with("crates/")).collect();
    node_tests(log, &mut node.node(log), &tests)
}

/// `tsc` finds no fault in the scripts' JSDoc types.
pub fn types(log: &mut Log) -> Result<Note> {
    let node = machine::node(log)?;
    packages(log, &node)?;
    for project in ["tsconfig.json", "browser/tsconfig.json"] {
        let mut tsc = node.node(log);
        log.run(tsc.args(["browser/node_modules/typescript/bin/tsc", "--project", project]))?;
    }
    Ok(Note::new())
}

/// The browser suite, against a debug build that it starts itself.
pub fn browser(log: &mut Log) -> Result<Note> {
    let chromium = machine::debian(log, "chromium", "chromium")?;
    let node = machine::node(log)?;
    packages(log, &node)?;
    let mut cargo = log.cargo(&["build", "--locked", "--package", "dateline"]);
    log.run(&mut cargo)?;
    let files = tree::files(log.root())?;
    let suites = files.iter().map(|file| file.path.as_str());
    let suites: Vec<&str> =
        suites.filter(|path| path.starts_with(BROWSER) && path.ends_with(".test.js")).collect();
    let mut test = node.node(log);
    test.env("DATELINE_CHROMIUM", chromium).env("DATELINE_BINARY", log.root().join("target/debug/dateline"));
    node_tests(log, &mut test, &suites)
}

/// Runs test files in Node, one after the other; one left out is a failure.
fn node_tests(log: &mut Log, node: &mut Command, files: &[&str]) -> Result<Note> {
    if files.is_empty() {
        bail!("there is no test to run");
    }
    let said = log.run(node.args(["--test", "--test-concurrency=1", "--test-reporter=spec"]).args(files))?;
    let count = |word: &str| {
        let line = said.lines().find_map(|line| line.trim_start_matches(['ℹ', '#', ' ']).strip_prefix(word));
        line.and_then(|rest| rest.trim().parse::<u32>().ok())
    };
    match (count("tests "), count("pass "), count("skipped ")) {
        (Some(tests), Some(passed), Some(0)) if tests > 0 && tests == passed => {
            Ok(format!("{passed} tests passed"))
        }
        (tests, passed, skipped) => {
            bail!("something was left out: {tests:?} tests, {passed:?} passed, {skipped:?} skipped")
        }
    }
}

/// Installs what the suite's lock file names, unless that has been done for this very lock file.
fn packages(log: &mut Log, node: &Node) -> Result<()> {
    let folder = log.root().join(BROWSER);
    let lock = fs::read(folder.join("package-lock.json")).context("the browser suite has no lock file")?;
    let mark = folder.join("node_modules/.installed-lock");
    if fs::read(&mark).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    let mut npm = node.npm(log);
    npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(&folder);
    log.run(&mut npm)?;
    fs::write(mark, lock)?;
    Ok(())
}

fn shown(path: &Path, root: &Path) -> String {
    path.strip_prefix(root).unwrap_or(path).display().to_string()
}
