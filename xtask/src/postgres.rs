//! How does a check or a bench get a PostgreSQL of its own?

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::ci::Log;
use crate::machine;

/// A PostgreSQL server that exists as long as this does.
pub struct Server {
    child: Child,
    folder: PathBuf,
    output: PathBuf,
    port: u16,
}

impl Server {
    /// Makes a cluster and starts it; where its own user can get at it, which may not be true of the checkout.
    ///
    /// # Errors
    /// When it cannot be had or does not start.
    pub fn start(log: &mut Log, output: PathBuf, settings: &[&str]) -> Result<Server> {
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
        for setting in settings.iter().chain(&["max_connections=400"]) {
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

    /// Its address without a database.
    pub fn address(&self) -> String {
        format!("postgres://dateline@127.0.0.1:{}", self.port)
    }

    /// The file of what it says.
    pub fn output(&self) -> &Path {
        &self.output
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
