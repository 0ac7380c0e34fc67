//! Which files does a page need, and at which addresses do they stand?
//!
//! All files stand below one folder whose name is the fingerprint of them all, so a style sheet or a module
//! names its neighbours as it does on disk, and everything may be kept for ever.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::ThemeError;
use crate::served::{Keep, Served, fingerprint};

#[derive(rust_embed::RustEmbed)]
#[folder = "assets/"]
struct Files;

#[derive(rust_embed::RustEmbed)]
#[folder = "vendor/"]
struct Vendor;

/// The files of a theme, finished in every encoding.
#[derive(Debug)]
pub struct Assets {
    set: String,
    files: BTreeMap<String, (Arc<Served>, Arc<Served>)>,
}

/// The types of file that are served; others (sources, licences, tests) stay in the house.
fn content_type(path: &str) -> Option<&'static str> {
    if path.contains("tests/") || path.contains("node_modules/") {
        return None;
    }
    Some(match path.rsplit('.').next()? {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "woff2" => "font/woff2",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        _ => return None,
    })
}

impl Assets {
    pub(super) fn load(folder: Option<&Path>) -> Result<Assets, ThemeError> {
        let mut all: BTreeMap<String, Vec<u8>> = BTreeMap::new();
        for name in Files::iter() {
            if let Some(file) = Files::get(&name) {
                all.insert(name.into_owned(), file.data.into_owned());
            }
        }
        for name in Vendor::iter() {
            if let Some(file) = Vendor::get(&name) {
                all.insert(format!("vendor/{name}"), file.data.into_owned());
            }
        }
        all.retain(|path, _| content_type(path).is_some());
        for (path, bytes) in &mut all {
            let own = folder.map(|folder| folder.join("assets").join(path)).filter(|own| own.is_file());
            if let Some(own) = own {
                *bytes = std::fs::read(&own).map_err(|source| ThemeError::File { path: own, source })?;
            }
        }
        let sheets: Vec<String> = all.keys().filter(|path| path.ends_with(".css")).cloned().collect();
        let joined: Vec<_> = sheets.into_iter().map(|path| (joined(&path, &all, 0), path)).collect();
        all.extend(joined.into_iter().map(|(sheet, path)| (path, sheet.into_bytes())));
        let whole: String =
            all.iter().map(|(path, bytes)| format!("{path} {}\n", fingerprint(bytes))).collect();
        let set = fingerprint(whole.as_bytes())[..12].to_owned();
        let mut files = BTreeMap::new();
        for (path, bytes) in all {
            let Some(kind) = content_type(&path) else { continue };
            let now = Served::new(kind, bytes.clone(), Keep::Immutable);
            let later = Served::new(kind, bytes, Keep::Revalidated);
            files.insert(path, (Arc::new(now), Arc::new(later)));
        }
        Ok(Assets { set, files })
    }

    /// The address of a file, from its path below `assets/` (or `vendor/…`).
    pub fn address(&self, path: &str) -> Result<String, String> {
        if self.files.contains_key(path) {
            Ok(format!("/assets/{}/{path}", self.set))
        } else {
            Err(format!("there is no asset `{path}`"))
        }
    }

    /// The file at `/assets/{set}/{path}`. A page of an earlier version finds today's file, not for keeping.
    pub fn file(&self, set: &str, path: &str) -> Option<&Arc<Served>> {
        self.files.get(path).map(|(now, later)| if set == self.set { now } else { later })
    }
}

/// A style sheet with those it imports in its place, so that a page waits for one answer and not for a chain.
/// Addresses in an imported sheet are relative to where it stood.
fn joined(path: &str, all: &BTreeMap<String, Vec<u8>>, depth: u8) -> String {
    let text = all.get(path).map(|bytes| String::from_utf8_lossy(bytes).into_owned()).unwrap_or_default();
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        let import = line.strip_prefix("@import url(\"").and_then(|rest| rest.strip_suffix("\");"));
        match import {
            Some(import) if depth < 4 => {
                let from = resolved(folder, import);
                let to_folder = import.rsplit_once('/').map_or("", |(folder, _)| folder);
                let sheet = joined(&from, all, depth + 1);
                let moved = if to_folder.is_empty() {
                    sheet
                } else {
                    sheet.replace("url(\"", &format!("url(\"{to_folder}/"))
                };
                out.push_str(&moved);
            }
            _ => {
                out.push_str(line);
                out.push('\n');
            }
        }
    }
    out
}

/// `../fonts/fonts.css` from `site` is `fonts/fonts.css`.
fn resolved(folder: &str, relative: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in relative.split('/') {
        match part {
            ".." => {
                parts.pop();
            }
            "." | "" => {}
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_is_joined_with_what_it_imports_and_its_addresses_still_lead_there() {
        let mut all = BTreeMap::new();
        all.insert(
            "site/site.css".to_owned(),
            b"@layer a;\n@import url(\"../fonts/fonts.css\");\n@import url(\"base.css\");\nb{}\n".to_vec(),
        );
        all.insert("fonts/fonts.css".to_owned(), b"@font-face{src:url(\"x.woff2\")}\n".to_vec());
        all.insert("site/base.css".to_owned(), b"a{background:url(\"i.svg\")}\n".to_vec());
        assert_eq!(
            joined("site/site.css", &all, 0),
            "@layer a;\n@font-face{src:url(\"../fonts/x.woff2\")}\na{background:url(\"i.svg\")}\nb{}\n"
        );
    }
}
