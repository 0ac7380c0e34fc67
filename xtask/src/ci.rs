//! Which checks are there, in which order do they run, and what do they say at the end?
//!
//! Invariants: no step is ever skipped in silence, a step that can't run has failed; one step's failure does not keep
//! the others from running, unless `--fail-fast` asks for that.

mod deny;
mod front;
mod log;
mod nodes;
mod rust;
mod standards;

use std::fs;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

use crate::{tidy, tree};
pub use log::Log;
pub use standards::FEEDPARSER;

/// What a step may say in the closing table when it has passed.
type Note = String;

/// One named check.
struct Step {
    /// The word on the command line.
    name: &'static str,
    /// One line for `--list`.
    about: &'static str,
    /// Does it; an error means that the step has failed.
    check: fn(&mut Log) -> Result<Note>,
}

/// Every step, from cheap to dear.
const STEPS: [Step; 16] = [
    Step { name: "fmt", about: "the code is formatted", check: rust::fmt },
    Step { name: "tidy", about: "the rules of the house: rooms, lengths, names, papers", check: tidy::step },
    Step { name: "vendor", about: "vendored files are those recorded", check: front::vendor },
    Step { name: "deny", about: "licences, bans and sources of all dependencies", check: deny::deny },
    Step { name: "clippy", about: "no lint, in any target", check: rust::clippy },
    Step { name: "test", about: "every test of every crate", check: rust::test },
    Step { name: "doctest", about: "every example in the documentation", check: rust::doctest },
    Step { name: "doc", about: "the documentation builds without a warning", check: rust::doc },
    Step {
        name: "formats",
        about: "what is written is valid by the standards; feedparser reads it, and its own set is read",
        check: standards::formats,
    },
    Step {
        name: "clients",
        about: "others understand the wire: standardwebhooks, a mail server, OpenSSH, Schemathesis",
        check: standards::clients,
    },
    Step {
        name: "postgres",
        about: "the tests of store, newsroom and web on PostgreSQL",
        check: nodes::postgres,
    },
    Step {
        name: "nodes",
        about: "three nodes on PostgreSQL, NATS and S3 behind haproxy, and what breaks under them",
        check: nodes::nodes,
    },
    Step { name: "rebuild", about: "vendored files are what their lock file builds", check: front::rebuild },
    Step { name: "scripts", about: "the unit tests of the scripts", check: front::scripts },
    Step { name: "types", about: "tsc over the scripts of the site and the desk", check: front::types },
    Step { name: "browser", about: "the site and the desk in headless Chromium", check: front::browser },
];

enum Outcome {
    Passed(Note),
    Failed,
    NotReached,
}

/// Runs the steps named in `words`, or all; prints each one's outcome and a table at the end.
///
/// # Errors
/// When `words` names no known step or option, or the logs' folder can't be written.
pub fn run(words: &[String]) -> Result<bool> {
    let mut fail_fast = false;
    let mut named = Vec::new();
    for word in words {
        match word.as_str() {
            "--list" => {
                for step in &STEPS {
                    println!("{:<8} {}", step.name, step.about);
                }
                return Ok(true);
            }
            "--fail-fast" => fail_fast = true,
            name if STEPS.iter().any(|step| step.name == name) => named.push(name),
            other => bail!("there is no step or option {other:?}; cargo xtask ci --list shows the steps"),
        }
    }
    let root = tree::root();
    let logs = root.join("target/ci");
    fs::create_dir_all(&logs).with_context(|| format!("can't make {}", logs.display()))?;

    let begun = Instant::now();
    let mut table: Vec<(&str, Duration, Outcome)> = Vec::new();
    for step in STEPS.iter().filter(|step| named.is_empty() || named.contains(&step.name)) {
        if fail_fast && table.iter().any(|(_, _, outcome)| matches!(outcome, Outcome::Failed)) {
            table.push((step.name, Duration::ZERO, Outcome::NotReached));
            continue;
        }
        println!("── {}: {}", step.name, step.about);
        let started = Instant::now();
        let mut log = Log::open(&root, &logs.join(format!("{}.log", step.name)))?;
        let outcome = match (step.check)(&mut log) {
            Ok(note) => {
                println!("   passed in {}  {note}", seconds(started.elapsed()));
                Outcome::Passed(note)
            }
            Err(error) => {
                print!("{}", log.tail(80));
                println!("   FAILED in {}: {error:#}", seconds(started.elapsed()));
                println!("   all of it: {}", log.shown_path());
                Outcome::Failed
            }
        };
        table.push((step.name, started.elapsed(), outcome));
    }

    println!("\n{:<8} {:>8}  outcome", "step", "seconds");
    for (name, took, outcome) in &table {
        let outcome = match outcome {
            Outcome::Passed(note) if note.is_empty() => "passed".to_owned(),
            Outcome::Passed(note) => format!("passed  {note}"),
            Outcome::Failed => "FAILED".to_owned(),
            Outcome::NotReached => "NOT REACHED".to_owned(),
        };
        println!("{name:<8} {:>8.1}  {outcome}", took.as_secs_f64());
    }
    let passed = table.iter().filter(|(_, _, outcome)| matches!(outcome, Outcome::Passed(_))).count();
    println!("{passed} of {} steps passed in {}", table.len(), seconds(begun.elapsed()));
    Ok(passed == table.len())
}

fn seconds(took: Duration) -> String {
    format!("{:.1} s", took.as_secs_f64())
}
