//! Does an agency of several nodes hold what one on its own does? On real PostgreSQL, NATS, haproxy and an S3 of moto's.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

use super::log::Log;
use super::{Note, rust};
use crate::machine;

/// An S3 of its own.
const MOTO: [&str; 1] = ["moto[server]==5.1.17"];

/// A PostgreSQL server that exists as long as this does.
struct Server {
    child: Child,
    folder: PathBuf,
    output: PathBuf,
    port: u16,
}

impl Server {
    /// Makes a cluster and starts it; where its own user can get at it, which may not be true of the checkout.
    fn start(log: &mut Log, output: PathBuf) -> Result<Server> {
        let programs = machine::postgres(log)?;
        let folder = std::env::temp_dir().join(format!("dateline-postgres-{}", std::process::id()));
        fs::create_dir_all(&folder)?;
        let is_root = machine::is_root();
        if is_root {
            let mut chown = log.command("chown");
            log.run(chown.arg("postgres:postgres").arg(&folder))?;
        }
        // PostgreSQL refuses to be root.
        let as_owner = |program: &str| {
            let program = programs.join(program);
            if !is_root {
                return Command::new(program);
            }
            let mut command = Command::new("setpriv");
            command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups", "--"]).arg(program);
            command
        };
        let data = folder.join("data");
        let mut init = as_owner("initdb");
        init.args([
            "--locale=C",
            "--encoding=UTF8",
            "--auth=trust",
            "--username=dateline",
            "--no-sync",
            "-D",
        ]);
        log.run(init.arg(&data).current_dir(&folder))?;
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let mut serve = as_owner("postgres");
        serve.arg("-D").arg(&data).args(["-p", &port.to_string(), "-k"]).arg(&folder);
        // What tests keep need not outlive a power cut.
        for setting in ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=400"]
        {
            serve.args(["-c", setting]);
        }
        let said = fs::File::create(&output)?;
        let child = serve.stdout(Stdio::null()).stderr(said).current_dir(&folder).spawn()?;
        let server = Server { child, folder, output, port };
        let until = Instant::now() + Duration::from_secs(30);
        while Instant::now() < until {
            let mut ready = Command::new(programs.join("pg_isready"));
            if ready.args(["-q", "-h", "127.0.0.1", "-p", &port.to_string()]).status()?.success() {
                return Ok(server);
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        bail!("PostgreSQL did not start: see {}", server.output.display())
    }

    fn address(&self) -> String {
        format!("postgres://dateline@127.0.0.1:{}", self.port)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It ends its children; what is in it goes with the folder.
        drop(Command::new("kill").arg("-INT").arg(self.child.id().to_string()).status());
        drop(self.child.wait());
        drop(fs::remove_dir_all(&self.folder));
    }
}

/// The tests of store, newsroom and web once more, on PostgreSQL. A statement that it refuses is a failure, also where a
/// follower would have tried again.
pub fn postgres(log: &mut Log) -> Result<Note> {
    let output = log.root().join("target/ci/postgres-server.log");
    let server = Server::start(log, output)?;
    let note = rust::test_on(log, &server.address())?;
    let said = fs::read_to_string(&server.output)?;
    let refused = said.lines().filter(|line| line.contains("ERROR:") && !is_meant(line));
    if let Some(line) = refused.into_iter().next() {
        bail!("PostgreSQL refused a statement: {line}: see {}", server.output.display());
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
