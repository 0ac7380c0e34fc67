//! What is in this checkout: its root, its files, its packages and who uses whom?

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};
use serde_json::Value;

/// Folders that hold nothing of ours.
const NOT_OURS: [&str; 4] = ["target", ".git", "node_modules", "dateline-data"];

/// The checkout's root: the folder above `xtask`.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}

/// A file of ours, with its path below the root in the spelling the rules use (`/` between folders).
pub struct SourceFile {
    /// Path below the root.
    pub path: String,
    /// Text, or none where the file is not UTF-8.
    pub text: Option<String>,
}

/// Every file of the checkout, sorted by path.
///
/// # Errors
/// When a folder or file can't be read.
pub fn files(root: &Path) -> Result<Vec<SourceFile>> {
    let mut found = Vec::new();
    walk(root, root, &mut found)?;
    found.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(found)
}

fn walk(root: &Path, folder: &Path, found: &mut Vec<SourceFile>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| format!("can't list {}", folder.display()))? {
        let entry = entry?;
        let name = entry.file_name();
        if NOT_OURS.iter().any(|other| name == *other) {
            continue;
        }
        let path = entry.path();
        let kind = entry.file_type()?;
        if kind.is_dir() {
            walk(root, &path, found)?;
        } else if kind.is_file() {
            let bytes = fs::read(&path).with_context(|| format!("can't read {}", path.display()))?;
            let below = path.strip_prefix(root)?.to_string_lossy().replace('\\', "/");
            found.push(SourceFile { path: below, text: String::from_utf8(bytes).ok() });
        }
    }
    Ok(())
}

/// One use of one package by another.
#[derive(Clone, Debug)]
pub struct Use {
    /// Name of the package used.
    pub name: String,
    /// Only for tests and examples.
    pub dev: bool,
}

/// A package of this workspace.
#[derive(Clone, Debug)]
pub struct Package {
    /// Its name, the same as its folder's.
    pub name: String,
    /// Its folder below the root.
    pub folder: String,
    /// What it uses directly, ours and others'.
    pub uses: Vec<Use>,
}

/// The workspace's packages by name, as `cargo metadata` tells them.
///
/// # Errors
/// When cargo fails or answers in another shape.
pub fn packages(root: &Path) -> Result<BTreeMap<String, Package>> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    let answer = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--no-deps"])
        .current_dir(root)
        .output()
        .context("can't run cargo metadata")?;
    if !answer.status.success() {
        bail!("cargo metadata failed: {}", String::from_utf8_lossy(&answer.stderr).trim());
    }
    let metadata: Value = serde_json::from_slice(&answer.stdout)?;
    let mut ours = BTreeMap::new();
    for package in metadata["packages"].as_array().context("cargo metadata names no packages")? {
        let name = text(&package["name"]);
        let manifest = PathBuf::from(text(&package["manifest_path"]));
        let folder = manifest.parent().and_then(|folder| folder.strip_prefix(root).ok());
        let folder = folder.context("a package stands outside the root")?.to_string_lossy().into_owned();
        let uses = package["dependencies"].as_array().into_iter().flatten();
        let uses = uses
            .map(|used| Use { name: text(&used["name"]), dev: used["kind"].as_str() == Some("dev") })
            .collect();
        ours.insert(name.clone(), Package { name, folder, uses });
    }
    Ok(ours)
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
