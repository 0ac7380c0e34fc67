//! Who may use whom, as `cargo metadata` tells it?

use std::collections::BTreeSet;

use super::{Checkout, Finding};
use crate::tree::Package;

/// The rooms and the rooms they may use. Tests may also use `testkit` where it does not stand below them.
const ROOMS: [(&str, &[&str]); 17] = [
    ("story", &[]),
    ("tlog", &[]),
    ("i18n", &[]),
    ("copydesk", &["story"]),
    ("discussion", &["story"]),
    ("formats", &["story"]),
    ("store", &["story", "discussion", "tlog"]),
    ("search", &["story"]),
    ("media", &["story"]),
    ("bus", &["story"]),
    ("listener", &[]),
    ("post", &["story", "formats", "i18n"]),
    (
        "newsroom",
        &[
            "story",
            "copydesk",
            "discussion",
            "formats",
            "i18n",
            "store",
            "search",
            "media",
            "bus",
            "post",
            "tlog",
        ],
    ),
    ("web", &["listener", "newsroom", "story", "discussion", "formats", "i18n", "tlog"]),
    (
        "testkit",
        &[
            "web", "listener", "newsroom", "story", "formats", "i18n", "store", "search", "media", "bus",
            "post",
        ],
    ),
    (
        "dateline",
        &[
            "web",
            "listener",
            "newsroom",
            "story",
            "copydesk",
            "discussion",
            "formats",
            "i18n",
            "store",
            "search",
            "media",
            "bus",
            "post",
            "tlog",
        ],
    ),
    ("xtask", &[]),
];

/// What tests may use beyond that: the walk of all refusals through all languages, examples as plain copy, and the
/// whole site.
const IN_TESTS: [(&str, &[&str]); 4] =
    [("i18n", &["story"]), ("copydesk", &["formats"]), ("web", &["testkit"]), ("dateline", &["testkit"])];

/// Crates of the world that one room keeps to itself, with the rooms that may name them.
const KEPT: [(&str, &[&str]); 28] = [
    ("pulldown-cmark", &["discussion"]),
    ("unicode-security", &["discussion"]),
    ("zxcvbn", &["newsroom"]),
    ("zip", &["web"]),
    ("jsonwebtoken", &["newsroom"]),
    ("lettre", &["post"]),
    ("russh", &["post"]),
    ("rusqlite", &["store"]),
    ("tokio-postgres", &["store"]),
    ("tantivy", &["search"]),
    ("async-nats", &["bus"]),
    ("image", &["media"]),
    ("quick-xml", &["formats"]),
    ("html5ever", &["formats"]),
    ("fluent-bundle", &["i18n"]),
    ("axum", &["web", "testkit"]),
    ("tower-http", &["web", "testkit"]),
    ("httparse", &["listener"]),
    ("hyper", &["listener"]),
    ("hyper-util", &["listener"]),
    ("instant-acme", &["dateline"]),
    ("mimalloc", &["dateline"]),
    ("minijinja", &["web"]),
    ("clap", &["dateline"]),
    ("spellbook", &["copydesk"]),
    ("reqwest", &["post"]),
    ("mail-parser", &["formats"]),
    ("oem_cp", &["formats"]),
];

/// A room uses only the rooms it may; siblings never use each other.
pub fn rooms(checkout: &Checkout) -> Vec<Finding> {
    let ours = &checkout.packages;
    let mut found = Vec::new();
    for package in ours.values() {
        let Some((_, may)) = ROOMS.iter().find(|(room, _)| *room == package.name) else {
            found.push(Finding::new(
                &manifest(package),
                0,
                format!(
                    "{} is a new room: give it a row in the table of rooms, with the rooms it may use",
                    package.name
                ),
            ));
            continue;
        };
        let in_tests =
            IN_TESTS.iter().find(|(room, _)| *room == package.name).map_or(&[][..], |(_, may)| may);
        for used in package.uses.iter().filter(|used| ours.contains_key(&used.name)) {
            let allowed =
                may.contains(&used.name.as_str()) || used.dev && in_tests.contains(&used.name.as_str());
            if !allowed {
                found.push(Finding::new(
                    &manifest(package),
                    0,
                    format!("{} may not use {}: join them in newsroom", package.name, used.name),
                ));
            }
        }
    }
    found
}

/// A crate that a room keeps to itself is named by no other.
pub fn kept(checkout: &Checkout) -> Vec<Finding> {
    let mut found = Vec::new();
    for package in checkout.packages.values() {
        for used in &package.uses {
            if let Some((name, rooms)) = KEPT.iter().find(|(name, _)| *name == used.name)
                && !rooms.contains(&package.name.as_str())
            {
                let rooms = rooms.join(" and ");
                found.push(Finding::new(&manifest(package), 0, format!("{name} stays in {rooms}")));
            }
        }
    }
    found
}

/// No manifest names a dependency that none of its crate's sources names.
pub fn used(checkout: &Checkout) -> Vec<Finding> {
    let mut found = Vec::new();
    for package in checkout.packages.values() {
        let folder = format!("{}/", package.folder);
        let sources =
            checkout.files.iter().filter(|file| file.path.starts_with(&folder) && file.path.ends_with(".rs"));
        let mut words = BTreeSet::new();
        for text in sources.filter_map(|file| file.text.as_deref()) {
            words.extend(text.split(|letter: char| !(letter.is_alphanumeric() || letter == '_')));
        }
        for used in &package.uses {
            if !words.contains(used.name.replace('-', "_").as_str()) {
                found.push(Finding::new(
                    &manifest(package),
                    0,
                    format!("no source names {}: drop it", used.name),
                ));
            }
        }
    }
    found
}

/// Every manifest takes the workspace's lints.
pub fn lints(checkout: &Checkout) -> Vec<Finding> {
    let mut found = Vec::new();
    for package in checkout.packages.values() {
        let path = manifest(package);
        let takes = checkout.text(&path).is_some_and(|text| text.contains("[lints]\nworkspace = true"));
        if !takes {
            found.push(Finding::new(&path, 0, "add [lints] workspace = true"));
        }
    }
    found
}

fn manifest(package: &Package) -> String {
    format!("{}/Cargo.toml", package.folder)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::tree::Use;

    fn checkout(uses: &[(&str, &[&str])]) -> Checkout {
        let mut ours = BTreeMap::new();
        for (name, used) in uses {
            let uses = used.iter().map(|name| Use { name: (*name).to_owned(), dev: false }).collect();
            let package = Package { name: (*name).to_owned(), folder: format!("crates/{name}"), uses };
            ours.insert((*name).to_owned(), package);
        }
        Checkout { files: Vec::new(), packages: ours }
    }

    #[test]
    fn siblings_may_not_use_each_other() {
        let found =
            rooms(&checkout(&[("story", &[]), ("store", &["story", "search"]), ("search", &["story"])]));
        assert_eq!(
            found,
            [Finding::new("crates/store/Cargo.toml", 0, "store may not use search: join them in newsroom")]
        );
    }

    #[test]
    fn a_room_without_a_row_is_found() {
        assert_eq!(rooms(&checkout(&[("attic", &[])])).len(), 1);
    }

    #[test]
    fn sql_outside_the_store_is_found() {
        let found = kept(&checkout(&[("newsroom", &["rusqlite"]), ("store", &["rusqlite"])]));
        assert_eq!(found, [Finding::new("crates/newsroom/Cargo.toml", 0, "rusqlite stays in store")]);
    }

    #[test]
    fn every_room_named_in_the_table_is_a_row_of_it() {
        for (room, may) in ROOMS.iter().chain(&IN_TESTS) {
            for name in *may {
                assert!(ROOMS.iter().any(|(row, _)| row == name), "{room} names {name}");
            }
        }
    }
}
