//! `cargo xtask fuzz TARGET --minutes N`: does any input make a reader or a comparison fail?
//!
//! libFuzzer with coverage, on the stable toolchain: the marks of coverage are put in by LLVM itself, without a
//! sanitizer, since there is no unsafe code to be watched. The targets stand in `fuzz/`, a workspace of its own.

use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, bail, ensure};

use crate::tree;

/// What can be fuzzed, each with the folders whose files are its seeds.
const TARGETS: [(&str, &[&str]); 6] = [
    ("diff", &["crates/story/tests/corpus"]),
    ("advisory", &["crates/story/tests/corpus"]),
    ("copy", &["crates/dateline/demo/en", "crates/dateline/demo/ru", "crates/dateline/demo/ar"]),
    ("check", &["crates/dateline/demo/en"]),
    ("formats", &[]),
    ("photo", &["crates/dateline/demo/pictures"]),
];

const MACHINE: &str = "x86_64-unknown-linux-gnu";

/// Marks of coverage for libFuzzer, and a cfg that its crate asks for.
const FLAGS: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    --cfg fuzzing -Ccodegen-units=1";

/// Fuzzes one target; false where an input was found that makes it fail. What is found stays in `target/fuzz/found`.
pub fn run(words: &[String]) -> Result<bool> {
    let (mut target, mut minutes) = (None, 3u64);
    let mut rest = words.iter();
    while let Some(word) = rest.next() {
        match word.as_str() {
            "--minutes" => {
                let given = rest.next().context("--minutes wants a number")?;
                minutes = given.parse().with_context(|| format!("--minutes: {given} is no number"))?;
            }
            word if !word.starts_with('-') && target.is_none() => target = Some(word.to_owned()),
            other => bail!("there is no option {other}"),
        }
    }
    let names = TARGETS.map(|(name, _)| name).join(", ");
    let target = target.with_context(|| format!("name a target: {names}"))?;
    let Some((name, seeds)) = TARGETS.iter().find(|(name, _)| *name == target) else {
        bail!("there is no target {target}: the targets are {names}");
    };
    let root = tree::root();
    let folder = root.join("target/fuzz");
    let built = Command::new("cargo")
        .args(["build", "--release", "--bin", name, "--target", MACHINE, "--target-dir"])
        .arg(&folder)
        .current_dir(root.join("fuzz"))
        .env("RUSTFLAGS", FLAGS)
        .status()
        .context("cargo cannot be started")?;
    ensure!(built.success(), "the target does not build");
    let corpus = folder.join("corpus").join(name);
    let found = folder.join("found").join(name);
    for each in [&corpus, &found] {
        std::fs::create_dir_all(each).with_context(|| format!("{} cannot be made", each.display()))?;
    }
    plant(&root, seeds, &corpus)?;
    let done = Command::new(folder.join(MACHINE).join("release").join(name))
        .arg(format!("-max_total_time={}", minutes * 60))
        .args(["-max_len=8192", "-timeout=10", "-print_final_stats=1"])
        .arg(format!("-artifact_prefix={}/", found.display()))
        .arg(&corpus)
        .status()
        .context("the target cannot be started")?;
    Ok(done.success())
}

/// Puts the project's own copy in as seeds. A pair of the corpus becomes two states apart by a mark.
fn plant(root: &Path, seeds: &[&str], corpus: &Path) -> Result<()> {
    for seed in seeds {
        let folder = root.join(seed);
        for entry in
            std::fs::read_dir(&folder).with_context(|| format!("{} cannot be read", folder.display()))?
        {
            let path = entry?.path();
            let Ok(text) = std::fs::read_to_string(&path) else { continue };
            let text = match text.split_once("--- old\n").and_then(|(_, pair)| pair.split_once("--- new\n")) {
                Some((old, new)) => format!("{old}\u{1}{new}"),
                None => text,
            };
            let name = path.file_name().unwrap_or_default();
            std::fs::write(corpus.join(name), text)?;
        }
    }
    Ok(())
}
