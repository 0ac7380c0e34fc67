//! Do the papers keep their word: dependencies with their reasons, no trace of one machine?

use std::collections::BTreeSet;

use super::{Checkout, Finding};

/// The table of direct dependencies.
const DEPENDENCIES: &str = "docs/dependencies.md";

/// Folders of one person's machine; a path that begins with one does not belong in the repository.
const MACHINE_PATHS: [&str; 3] = ["/work/", "/root/", "/home/"];

/// No file names a path of the machine it was written on.
pub fn machine_paths(checkout: &Checkout) -> Vec<Finding> {
    let mut found = Vec::new();
    // This file has to name them.
    for file in checkout.files.iter().filter(|file| !file.path.ends_with("tidy/papers.rs")) {
        for (line, content) in (1..).zip(file.text.as_deref().unwrap_or_default().lines()) {
            if let Some(path) = MACHINE_PATHS.iter().find(|path| stands_alone(content, path)) {
                found.push(Finding::new(&file.path, line, format!("{path} is a path of one machine")));
            }
        }
    }
    found
}

/// Whether `path` begins an absolute path in `content`, rather than a part of a URL or of a longer path.
fn stands_alone(content: &str, path: &str) -> bool {
    content.match_indices(path).any(|(at, _)| {
        let before = content[..at].chars().next_back();
        before.is_none_or(|letter| !(letter.is_alphanumeric() || "./_-}~$:*".contains(letter)))
    })
}

/// Nothing stands in the root manifest that no crate takes from there.
pub fn taken(checkout: &Checkout) -> Vec<Finding> {
    let uses: BTreeSet<&str> =
        checkout.packages.values().flat_map(|package| &package.uses).map(|used| used.name.as_str()).collect();
    let manifest = checkout.text("Cargo.toml").unwrap_or_default();
    let left = workspace_dependencies(manifest).filter(|name| !uses.contains(name));
    left.map(|name| Finding::new("Cargo.toml", 0, format!("no crate takes {name}: drop it"))).collect()
}

/// Every direct dependency has a row in `docs/dependencies.md`, every row a dependency.
pub fn dependencies(checkout: &Checkout) -> Vec<Finding> {
    let Some(paper) = checkout.text(DEPENDENCIES) else {
        return vec![Finding::new(DEPENDENCIES, 0, "the table of dependencies is missing")];
    };
    let ours = &checkout.packages;
    let uses = ours.values().flat_map(|package| &package.uses).map(|used| used.name.as_str());
    let mut named: BTreeSet<&str> = uses.filter(|name| !ours.contains_key(*name)).collect();
    let manifest = checkout.text("Cargo.toml").unwrap_or_default();
    named.extend(workspace_dependencies(manifest).filter(|name| !ours.contains_key(*name)));
    let rows: BTreeSet<&str> = rows(paper).map(|(_, name)| name).collect();

    let mut found = Vec::new();
    for name in named.difference(&rows) {
        found.push(Finding::new(DEPENDENCIES, 0, format!("{name} has no row: say why it is let in")));
    }
    for (line, name) in self::rows(paper).filter(|(_, name)| !named.contains(name)) {
        found.push(Finding::new(DEPENDENCIES, line, format!("nothing depends on {name}: drop the row")));
    }
    found
}

/// The paper that says what is defended, and by which test or in which file.
const SECURITY: &str = "docs/security.md";

/// Each test and each file that `docs/security.md` names is there.
pub fn security(checkout: &Checkout) -> Vec<Finding> {
    let mut found = Vec::new();
    let is_file = |named: &str| {
        let (room, below) = named.split_once('/').unwrap_or((named, ""));
        let places = [named.to_owned(), format!("crates/{named}"), format!("crates/{room}/src/{below}")];
        places.iter().any(|place| checkout.files.iter().any(|file| file.path == *place))
    };
    let is_test = |named: &str| {
        let signature = format!("fn {named}(");
        let mut texts = checkout.files.iter().filter_map(|file| file.text.as_deref());
        texts.any(|text| text.contains(&signature))
    };
    for (line, content) in (1..).zip(checkout.text(SECURITY).unwrap_or_default().lines()) {
        for named in content.split('`').skip(1).step_by(2) {
            let ending = named.rsplit('.').next().unwrap_or_default();
            let says_file = named.contains('/') && ["rs", "js", "md", "service"].contains(&ending);
            let says_test = named.len() > 24
                && named.bytes().all(|it| it.is_ascii_lowercase() || b"_0123456789".contains(&it));
            if says_file && !is_file(named) || says_test && !is_test(named) {
                found.push(Finding::new(SECURITY, line, format!("{named} is not there: name what is")));
            }
        }
    }
    found
}

/// The names in the first column, with their lines; rows of the table of crates only.
fn rows(paper: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = (1..).zip(paper.lines()).filter(|(_, line)| !line.contains("(npm)"));
    lines.filter_map(|(line, content)| Some((line, content.strip_prefix("| `")?.split_once('`')?.0)))
}

/// The keys of the root manifest's `[workspace.dependencies]`.
fn workspace_dependencies(manifest: &str) -> impl Iterator<Item = &str> {
    let section = manifest.split_once("[workspace.dependencies]").map_or("", |(_, rest)| rest);
    let section = section.split("\n[").next().unwrap_or_default();
    section
        .lines()
        .filter_map(|line| Some(line.split_once(" = ")?.0.trim()))
        .filter(|key| !key.starts_with('#'))
}

/// A lock file names versions and hashes, not the host it was made against.
pub fn locks(checkout: &Checkout) -> Vec<Finding> {
    let mut found = Vec::new();
    for file in checkout.files.iter().filter(|file| file.path.ends_with("package-lock.json")) {
        for (line, content) in (1..).zip(file.text.as_deref().unwrap_or_default().lines()) {
            if content.trim_start().starts_with("\"resolved\":") {
                let way_out =
                    "made with a registry's host: make it with npm install --omit-lockfile-registry-resolved";
                found.push(Finding::new(&file.path, line, way_out));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_of_one_machine_is_told_from_an_address() {
        assert!(stands_alone("see /work/main", "/work/"));
        assert!(stands_alone("\"/home/ann/x\"", "/home/"));
        assert!(!stands_alone("https://example.org/work/life", "/work/"));
        assert!(!stands_alone("../work/life", "/work/"));
    }

    #[test]
    fn the_first_column_names_the_dependency() {
        let paper = "| crate | why |\n|---|---|\n| `axum` | routes |\n| `axe-core` (npm) | rules |\n";
        assert_eq!(rows(paper).collect::<Vec<_>>(), [(3, "axum")]);
    }

    #[test]
    fn the_root_manifest_s_dependencies_are_read() {
        let manifest = "[a]\nx = 1\n[workspace.dependencies]\n# ours\nanyhow = \"1\"\njiff = { version = \"1\" }\n\n[b]\ny = 2\n";
        assert_eq!(workspace_dependencies(manifest).collect::<Vec<_>>(), ["anyhow", "jiff"]);
    }
}
