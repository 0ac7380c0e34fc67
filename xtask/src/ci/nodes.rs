//! Does an agency of several nodes hold what one on its own does? On real PostgreSQL, NATS, haproxy and an S3 of moto's.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail};

use super::log::Log;
use super::{Note, rust};
use crate::machine;
use crate::postgres::Server;

/// An S3 of its own.
const MOTO: [&str; 1] = ["moto[server]==5.1.17"];

/// What tests keep need not outlive a power cut.
const LASTS_NOT: [&str; 3] = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"];

/// The tests of store, newsroom and web once more, on PostgreSQL. A statement that it refuses is a failure, also where a
/// follower would have tried again.
pub fn postgres(log: &mut Log) -> Result<Note> {
    let output = log.root().join("target/ci/postgres-server.log");
    let server = Server::start(log, output, &LASTS_NOT)?;
    let note = rust::test_on(log, &server.address())?;
    let said = fs::read_to_string(server.output())?;
    let refused = said.lines().filter(|line| line.contains("ERROR:") && !is_meant(line));
    if let Some(line) = refused.into_iter().next() {
        bail!("PostgreSQL refused a statement: {line}: see {}", server.output().display());
    }
    Ok(note)
}

/// What the store turns into a name of its own, what follows from it in the same transaction, and what tests do to databases.
fn is_meant(line: &str) -> bool {
    [
        "duplicate key",
        "foreign key",
        "current transaction is aborted",
        "is being accessed by other users",
        "terminating connection",
        "could not serialize",
    ]
    .iter()
    .any(|words| line.contains(words))
}

/// Three nodes behind haproxy: what one does the others show, and what is broken on purpose loses nothing.
pub fn nodes(log: &mut Log) -> Result<Note> {
    let programs = machine::postgres(log)?;
    machine::debian(log, "nats-server", "nats-server")?;
    machine::debian(log, "haproxy", "haproxy")?;
    machine::debian(log, "openssl", "openssl")?;
    let venv = machine::python(log, "moto", &MOTO)?;
    log.run(&mut log.cargo(&["build", "--quiet", "--locked", "-p", "dateline"]))?;
    let program: &Path = &log.root().join("target/debug/dateline");
    let mut found = Vec::new();
    for (script, says) in [("check", "in all: "), ("cut", "with wires cut: ")] {
        let folder = log.root().join("target/ci/nodes").join(script);
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(&folder)?;
        let mut python = log.command(venv.join("bin/python"));
        python.arg(format!("xtask/nodes/{script}.py")).arg(program).arg(&folder).arg(&programs);
        let said = log.run(&mut python)?;
        let line = said.lines().rev().find(|line| line.starts_with(says));
        found.push(line.context("it did not say what it found")?.to_owned());
    }
    Ok(found.join("; "))
}
