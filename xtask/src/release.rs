//! What does a newsroom download, of what was it made, and does it run on a machine that has nothing?
//!
//! Invariant: the archive and the list of parts are the same bytes whenever they are made of the same commit and binary.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};
use serde_json::{Value, json};

use crate::ci::Log;
use crate::{machine, tree};

/// What goes into the archive beside the binary.
const PAPERS: [&str; 6] = ["README.md", "CHANGELOG.md", "LICENSE-APACHE", "LICENSE-MIT", "docs", "packaging"];
/// Where the agency in the bare system listens.
const TRIED_AT: &str = "127.0.0.1:18095";

/// `cargo xtask release [--try]`: makes archive, Debian package, list of parts and checksums below `target/release-files`; with `--try`
/// the package is installed into a bare Debian in a folder and started there.
///
/// # Errors
/// When a tool is missing, a build fails or the package does not run.
pub fn run(words: &[String]) -> Result<bool> {
    let is_tried = match words {
        [] => false,
        [word] if word == "--try" => true,
        _ => bail!("release takes --try, or nothing"),
    };
    let root = tree::root();
    let out = root.join("target/release-files");
    if out.exists() {
        fs::remove_dir_all(&out)?;
    }
    fs::create_dir_all(&out)?;
    let mut log = Log::open(&root, &root.join("target/release.log"))?;
    let mut build = log.cargo(&["build", "--release", "--locked", "--package", "dateline"]);
    log.run(&mut build)?;
    let metadata = metadata(&log)?;
    let version = version(&metadata)?;
    let name = format!("dateline-{version}-{}-linux", std::env::consts::ARCH);
    archive(&mut log, &out, &name)?;
    let parts = out.join(format!("dateline-{version}.cdx.json"));
    let lock = fs::read_to_string(root.join("Cargo.lock"))?;
    fs::write(&parts, format!("{:#}\n", bill(&metadata, &lock)?))?;
    let package = package(&mut log, &out)?;
    checksums(&out)?;
    for file in files(&out)? {
        println!("{}", file.display());
    }
    if is_tried {
        let said = try_package(&mut log, &package)?;
        println!("{said}");
    }
    Ok(true)
}

/// The binary without the lines of its source, the papers and what a machine needs beside it.
fn archive(log: &mut Log, out: &Path, name: &str) -> Result<()> {
    let strip = machine::debian(log, "strip", "binutils")?;
    let root = log.root().to_owned();
    let folder = out.join(name);
    fs::create_dir_all(&folder)?;
    let binary = folder.join("dateline");
    log.run(log.command(strip).arg("-o").arg(&binary).arg(root.join("target/release/dateline")))?;
    for paper in PAPERS {
        log.run(log.command("cp").arg("-r").arg(root.join(paper)).arg(&folder))?;
    }
    // Reproducible: no owner, no order of the disk, the time of the commit (reproducible-builds.org, "Archive metadata").
    let mut when = log.command("git");
    let when = when.args(["log", "-1", "--format=%ct"]).output()?;
    let when = String::from_utf8_lossy(&when.stdout).trim().to_owned();
    let mut tar = log.command("tar");
    tar.args([
        "--sort=name",
        "--owner=0",
        "--group=0",
        "--numeric-owner",
        "--use-compress-program=gzip -n -9",
    ])
    .args([format!("--mtime=@{when}"), "-cf".into()])
    .arg(out.join(format!("{name}.tar.gz")))
    .arg("-C")
    .arg(out)
    .arg(name);
    log.run(&mut tar)?;
    Ok(fs::remove_dir_all(folder)?)
}

fn package(log: &mut Log, out: &Path) -> Result<PathBuf> {
    let tools = log.root().join("target/tools");
    let cargo_deb = tools.join("bin/cargo-deb");
    if !cargo_deb.exists() {
        let mut install = log.cargo(&["install", "cargo-deb", "--locked", "--version", "^3", "--root"]);
        log.run(install.arg(&tools))?;
    }
    let mut deb = log.command(&cargo_deb);
    deb.args(["deb", "--package", "dateline", "--no-build", "--strip", "--locked", "--output"]);
    log.run(deb.arg(out))?;
    let found = files(out)?.into_iter().find(|file| file.extension().is_some_and(|ending| ending == "deb"));
    found.context("cargo-deb made no package")
}

fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut all =
        fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<Vec<_>>>()?;
    all.sort();
    Ok(all)
}

fn checksums(out: &Path) -> Result<()> {
    let names: Vec<String> =
        files(out)?.iter().filter_map(|file| Some(file.file_name()?.to_str()?.to_owned())).collect();
    let sums = Command::new("sha256sum").current_dir(out).args(&names).output()?;
    ensure!(sums.status.success(), "sha256sum failed");
    Ok(fs::write(out.join("SHA256SUMS"), sums.stdout)?)
}

fn metadata(log: &Log) -> Result<Value> {
    let mut cargo = log.cargo(&["metadata", "--format-version", "1", "--locked", "--filter-platform"]);
    let said = cargo.arg(format!("{}-unknown-linux-gnu", std::env::consts::ARCH)).output()?;
    ensure!(said.status.success(), "cargo metadata failed");
    Ok(serde_json::from_slice(&said.stdout)?)
}

fn packages(metadata: &Value) -> BTreeMap<&str, &Value> {
    let all = metadata["packages"].as_array().into_iter().flatten();
    all.filter_map(|package| Some((package["id"].as_str()?, package))).collect()
}

fn version(metadata: &Value) -> Result<String> {
    let all = packages(metadata);
    let ours = all.values().find(|package| package["name"] == "dateline").context("no package dateline")?;
    Ok(ours["version"].as_str().context("no version")?.to_owned())
}

/// What the binary is made of, by the words of CycloneDX 1.6: each crate that is linked or runs while it is built, where it comes from,
/// its licence and the checksum of the lock file.
fn bill(metadata: &Value, lock: &str) -> Result<Value> {
    let (all, sums) = (packages(metadata), sums(lock));
    let nodes = metadata["resolve"]["nodes"].as_array().context("no dependencies are resolved")?;
    let needs: BTreeMap<&str, BTreeSet<&str>> =
        nodes.iter().filter_map(|node| Some((node["id"].as_str()?, needed(node)))).collect();
    let root =
        all.iter().find(|(_, package)| package["name"] == "dateline").context("no package dateline")?.0;
    let (mut linked, mut next) = (BTreeSet::new(), vec![*root]);
    while let Some(id) = next.pop() {
        if linked.insert(id) {
            next.extend(needs.get(id).into_iter().flatten());
        }
    }
    let address = |id: &str| {
        let package = all.get(id).copied().unwrap_or(&Value::Null);
        let word = |key: &str| package[key].as_str().unwrap_or_default();
        format!("pkg:cargo/{}@{}", word("name"), word("version"))
    };
    let component = |id: &&str| {
        let package = all.get(*id).copied().unwrap_or(&Value::Null);
        let mut component = json!({
            "type": "library", "bom-ref": address(id), "purl": address(id),
            "name": package["name"], "version": package["version"],
        });
        if let Some(licence) = package["license"].as_str() {
            // Before SPDX had operators, crates parted licences by a slash.
            component["licenses"] = json!([{ "expression": licence.replace('/', " OR ") }]);
        }
        let key =
            (package["name"].as_str().unwrap_or_default(), package["version"].as_str().unwrap_or_default());
        if let Some(sum) = sums.get(&key) {
            component["hashes"] = json!([{ "alg": "SHA-256", "content": sum }]);
        }
        component
    };
    let dependencies: Vec<Value> = linked
        .iter()
        .map(|id| {
            let on: BTreeSet<String> = needs.get(id).into_iter().flatten().map(|id| address(id)).collect();
            json!({ "ref": address(id), "dependsOn": on })
        })
        .collect();
    let mut whole = component(root);
    whole["type"] = "application".into();
    Ok(json!({
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": { "component": whole },
        "components": linked.iter().filter(|id| *id != root).map(component).collect::<Vec<_>>(),
        "dependencies": dependencies,
    }))
}

/// What a package needs to be built or to run: nothing that only its tests use.
fn needed(node: &Value) -> BTreeSet<&str> {
    let is_needed = |dependency: &&Value| {
        let mut kinds = dependency["dep_kinds"].as_array().into_iter().flatten();
        kinds.any(|kind| kind["kind"] != "dev")
    };
    let all = node["deps"].as_array().into_iter().flatten();
    all.filter(is_needed).filter_map(|dependency| dependency["pkg"].as_str()).collect()
}

/// The checksums of a lock file, by name and version.
fn sums(lock: &str) -> BTreeMap<(&str, &str), &str> {
    let said = |block: &'_ str, key: &str| -> Option<(usize, usize)> {
        let from = block.find(&format!("\n{key} = \""))? + key.len() + 5;
        Some((from, from + block[from..].find('"')?))
    };
    lock.split("[[package]]")
        .filter_map(|block| {
            let get = |key: &str| said(block, key).map(|(from, to)| &block[from..to]);
            Some(((get("name")?, get("version")?), get("checksum")?))
        })
        .collect()
}

/// Installs the package into a bare Debian in a folder, starts the agency there and asks it for its site.
fn try_package(log: &mut Log, package: &Path) -> Result<String> {
    let debootstrap = machine::debian(log, "debootstrap", "debootstrap")?;
    let system = log.root().join("target/bare");
    if system.exists() {
        fs::remove_dir_all(&system)?;
    }
    let mut make = log.command(debootstrap);
    make.args(["--variant=minbase", "--include=adduser,ca-certificates", "bookworm"]).arg(&system);
    log.run(&mut make)?;
    fs::copy(package, system.join("dateline.deb"))?;
    let inside = |words: &[&str]| {
        let mut command = Command::new("chroot");
        command.arg(&system).args(words);
        command
    };
    log.run(&mut inside(&["apt-get", "install", "-y", "-q", "--no-install-recommends", "/dateline.deb"]))?;
    // The folder and the user of the package, as the unit has them.
    let mut agency =
        inside(&["setpriv", "--reuid=dateline", "--regid=dateline", "--clear-groups", "dateline"]);
    agency.args(["serve", "--demo", "--listen", TRIED_AT, "--data", "/var/lib/dateline"]);
    let mut running = Running(agency.stdout(Stdio::piped()).spawn()?);
    let out = running.0.stdout.take().context("no output")?;
    let mut line = String::new();
    let mut out = BufReader::new(out);
    out.read_line(&mut line)?;
    ensure!(line.starts_with("Dateline is at "), "in the bare system it says: {line}");
    let page = ask("/")?;
    ensure!(
        page.starts_with("HTTP/1.1 200") && page.contains("Meridian"),
        "in the bare system its site is {page}"
    );
    drop((running, out));
    log.run(&mut inside(&["dateline", "--data", "/var/lib/dateline", "verify"]))?;
    log.run(&mut inside(&["apt-get", "purge", "-y", "-q", "dateline"]))?;
    ensure!(system.join("var/lib/dateline").exists(), "removing the package took the agency along");
    Ok("in a bare Debian the package is installed, serves the demo, verifies, and leaves the agency when it is removed".into())
}

struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

fn ask(path: &str) -> Result<String> {
    let begun = Instant::now();
    let mut stream = loop {
        match TcpStream::connect(TRIED_AT) {
            Ok(stream) => break stream,
            Err(error) if begun.elapsed() > Duration::from_secs(10) => return Err(error.into()),
            Err(_) => std::thread::sleep(Duration::from_millis(100)),
        }
    };
    write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    Ok(answer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_of_parts_names_what_is_linked_and_nothing_that_only_tests_use() {
        let root = tree::root();
        let log = Log::open(&root, &std::env::temp_dir().join(format!("release-{}.log", std::process::id())));
        let metadata = metadata(&log.unwrap()).unwrap();
        let lock = fs::read_to_string(root.join("Cargo.lock")).unwrap();
        let bill = bill(&metadata, &lock).unwrap();
        let parts = bill["components"].as_array().unwrap();
        let find = |name: &str| parts.iter().find(|part| part["name"] == name);
        let rusqlite = find("rusqlite").expect("it is linked");
        assert_eq!(rusqlite["licenses"][0]["expression"], "MIT");
        assert_eq!(rusqlite["hashes"][0]["content"].as_str().unwrap().len(), 64);
        assert!(find("newsroom").is_some_and(|ours| ours["hashes"].is_null()));
        assert!(find("proptest").is_none() && find("testkit").is_none() && find("xtask").is_none());
        // Whatever is needed is there.
        let known: BTreeSet<&str> =
            bill["dependencies"].as_array().unwrap().iter().filter_map(|it| it["ref"].as_str()).collect();
        let needed = bill["dependencies"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|it| it["dependsOn"].as_array().unwrap());
        assert!(needed.filter_map(Value::as_str).all(|part| known.contains(part)));
        assert!(parts.iter().all(|part| part["licenses"].is_array()), "each says its licence");
    }
}
