//! Which checks does the Rust toolchain make?

use anyhow::Result;

use super::Note;
use super::log::Log;

/// The code is formatted.
pub fn fmt(log: &mut Log) -> Result<Note> {
    let mut cargo = log.cargo(&["fmt", "--all", "--check"]);
    log.run(&mut cargo)?;
    Ok(Note::new())
}

/// No lint in any target of any crate.
pub fn clippy(log: &mut Log) -> Result<Note> {
    let mut cargo = log.cargo(&[
        "clippy",
        "--workspace",
        "--all-targets",
        "--locked",
        "--keep-going",
        "--",
        "-D",
        "warnings",
    ]);
    log.run(&mut cargo)?;
    Ok(Note::new())
}

/// Every test of every crate, by nextest where it is installed.
///
/// Where `DATELINE_SAMPLES` is unset the note says so: the tests then read the project's own fixtures only.
pub fn test(log: &mut Log) -> Result<Note> {
    let nextest = has_nextest(log);
    let words: &[&str] = if nextest {
        &["nextest", "run", "--workspace", "--locked", "--profile", "ci"]
    } else {
        &["test", "--workspace", "--locked", "--no-fail-fast", "--lib", "--bins", "--tests"]
    };
    let mut cargo = log.cargo(words);
    let said = log.run(&mut cargo)?;
    let mut note = if nextest { nextest_summary(&said) } else { test_summary(&said) };
    if std::env::var_os("DATELINE_SAMPLES").is_none() {
        note.push_str("; DATELINE_SAMPLES is unset: fixtures only");
    }
    Ok(note)
}

/// The tests of the rooms that meet the database, on a PostgreSQL server.
pub fn test_on(log: &mut Log, server: &str) -> Result<Note> {
    // The whole workspace is named, so that nothing is compiled with other features than before.
    let words: &[&str] = if has_nextest(log) {
        let rooms = "package(store) + package(newsroom) + package(web)";
        &["nextest", "run", "--workspace", "--locked", "--profile", "ci", "-E", rooms]
    } else {
        &["test", "--workspace", "--locked", "--no-fail-fast", "--lib", "--tests"]
    };
    let said = log.run(log.cargo(words).env("DATELINE_TEST_POSTGRES", server))?;
    Ok(if has_nextest(log) { nextest_summary(&said) } else { test_summary(&said) })
}

fn has_nextest(log: &Log) -> bool {
    log.cargo(&["nextest", "--version"]).output().is_ok_and(|answer| answer.status.success())
}

/// Every example in the documentation.
pub fn doctest(log: &mut Log) -> Result<Note> {
    let mut cargo = log.cargo(&["test", "--workspace", "--locked", "--no-fail-fast", "--doc"]);
    let said = log.run(&mut cargo)?;
    Ok(test_summary(&said))
}

/// The documentation builds; a broken link in it is a failure.
pub fn doc(log: &mut Log) -> Result<Note> {
    let mut cargo = log.cargo(&[
        "doc",
        "--workspace",
        "--no-deps",
        "--locked",
        "--keep-going",
        "--document-private-items",
    ]);
    cargo.env("RUSTDOCFLAGS", "-D warnings");
    log.run(&mut cargo)?;
    Ok(Note::new())
}

/// nextest's closing line, without its time.
fn nextest_summary(said: &str) -> String {
    let line = said.lines().rev().find(|line| line.trim_start().starts_with("Summary ["));
    line.and_then(|line| line.split_once(']')).map_or_else(String::new, |(_, rest)| rest.trim().to_owned())
}

/// The sum of the closing lines of `cargo test`'s binaries.
fn test_summary(said: &str) -> String {
    let mut sums = [0_u64; 3];
    for line in said.lines().filter(|line| line.starts_with("test result:")) {
        for (sum, word) in sums.iter_mut().zip([" passed", " failed", " ignored"]) {
            let count = line.split(word).next().and_then(|before| before.rsplit(' ').next());
            *sum += count.and_then(|count| count.parse::<u64>().ok()).unwrap_or(0);
        }
    }
    let [passed, failed, ignored] = sums;
    format!("{} tests run: {passed} passed, {failed} failed, {ignored} ignored", passed + failed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closing_line_of_nextest_is_kept_without_its_time() {
        let said = "  PASS x\n────\n     Summary [   1.204s] 12 tests run: 12 passed, 0 skipped\n";
        assert_eq!(nextest_summary(said), "12 tests run: 12 passed, 0 skipped");
    }

    #[test]
    fn the_closing_lines_of_cargo_test_are_summed() {
        let said = "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.0s\n\
                    test result: FAILED. 4 passed; 2 failed; 0 ignored; 0 measured\n";
        assert_eq!(test_summary(said), "9 tests run: 7 passed, 2 failed, 1 ignored");
    }
}
