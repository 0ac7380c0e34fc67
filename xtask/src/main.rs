//! The project's own chores: which words may follow `cargo xtask`?
//!
//! Invariant: nothing here is part of the product, and the product uses nothing of it.

#![allow(clippy::print_stdout, clippy::print_stderr)]

mod advisories;
mod bench;
mod ci;
mod fuzz;
mod machine;
mod postgres;
mod release;
mod tidy;
mod tree;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask ci [STEP…] [--list] [--fail-fast]   run every check, or some of them
cargo xtask tidy                                check the rules of the house
cargo xtask bench NAME [--write]                measure page, start, advisory, copydesk; --write puts the figures into docs/benchmarks.md
cargo xtask fuzz TARGET [--minutes N]           look for input that makes a reader or a comparison fail
cargo xtask release [--try]                     make archive, Debian package, list of parts and checksums
cargo xtask advisories --db DIR                 compare Cargo.lock with a copy of the advisory database
";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let (chore, rest) = match words.split_first() {
        Some((chore, rest)) => (chore.as_str(), rest),
        None => ("help", &[][..]),
    };
    let done = match chore {
        "ci" => ci::run(rest),
        "tidy" => tidy::run(),
        "advisories" => advisories::run(rest),
        "bench" => bench::run(rest),
        // What a bench starts: many readers in one process.
        "readers" => bench::readers::run(rest),
        "fuzz" => fuzz::run(rest),
        "release" => release::run(rest),
        "help" | "--help" | "-h" => {
            print!("{HELP}");
            return ExitCode::SUCCESS;
        }
        other => {
            eprint!("there is no chore {other:?}\n\n{HELP}");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::from(2)
        }
    }
}
