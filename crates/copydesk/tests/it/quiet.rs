//! The copy desk is quiet on clean copy: the corpus of revisions, and real copy where there is some.

use copydesk::{Context, Facts, Severity};
use jiff::tz::TimeZone;
use story::Content;

#[path = "../../../story/tests/it/copy.rs"]
#[allow(dead_code)]
mod copy;

/// The states of the corpus's pairs, by their bodies alone: their heads are made for comparing.
fn states() -> Vec<(String, Content)> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../story/tests/corpus");
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let text = std::fs::read_to_string(&path).unwrap();
        let Some((facts, pair)) = text.split_once("--- old\n") else { continue };
        let language =
            facts.lines().find_map(|line| line.strip_prefix("lang: ")).unwrap_or("en").parse().unwrap();
        let (old, _) = pair.split_once("--- new\n").unwrap();
        all.push((name, copy::story(old.trim(), &language)));
    }
    all
}

#[test]
fn the_copy_desk_is_quiet_on_the_corpus() {
    let facts = Facts::default();
    let (mut errors, mut warnings) = (Vec::new(), Vec::new());
    let states = states();
    for (name, content) in &states {
        let context = Context {
            // Its stories name no year; early in one, their dates lie ahead.
            now: match content.dateline {
                Some(_) => crate::NOON.parse().unwrap(),
                None => "2026-01-05T12:00:00Z".parse().unwrap(),
            },
            zone: TimeZone::UTC,
            earlier: None,
            kind: None,
            advisory: None,
            facts: &facts,
        };
        for finding in copydesk::check(content, &context) {
            // The heads are made up for comparing, with one headline for all.
            let line = format!("{name} {} {:?}: {}", finding.rule, finding.words, finding.message);
            match finding.severity {
                Severity::Error => errors.push(line),
                Severity::Warning => warnings.push(line),
                Severity::Note => {}
            }
        }
    }
    assert!(states.len() > 100);
    assert!(errors.is_empty(), "{} errors\n{}", errors.len(), errors.join("\n"));
    assert!(
        warnings.len() * 3 < states.len(),
        "{} warnings in {} stories\n{}",
        warnings.len(),
        states.len(),
        warnings.join("\n")
    );
}

/// Stories of other houses in English, from the folders of samples that hold whole texts.
fn others() -> Vec<(String, Content, jiff::Timestamp)> {
    let Some(root) = std::env::var_os("DATELINE_SAMPLES").map(std::path::PathBuf::from) else {
        println!("DATELINE_SAMPLES is not set: only the project's own copy is checked");
        return Vec::new();
    };
    let mut all = Vec::new();
    for folder in ["rss", "atom", "jsonfeed", "ninjs-3"] {
        let Ok(files) = std::fs::read_dir(root.join(folder)) else { continue };
        for path in files.map(|file| file.unwrap().path()).filter(|path| path.is_file()) {
            let Ok(document) = formats::read(&std::fs::read(&path).unwrap()) else { continue };
            for item in document.items {
                let language =
                    item.language.clone().or_else(|| document.head.language.clone()).unwrap_or_default();
                let is_english = language.is_empty() || language.to_lowercase().starts_with("en");
                let is_latin = item.title.chars().filter(|c| c.is_alphabetic()).all(|c| c < '\u{250}');
                if !is_english || !is_latin || item.body.is_empty() {
                    continue;
                }
                let mut content = Content::new(story::Language::english(), "x", item.title.clone());
                content.body = item.body.clone();
                let at = item.updated.or(item.published).unwrap_or(crate::NOON.parse().unwrap());
                all.push((format!("{}: {}", path.display(), item.title), content, at));
            }
        }
    }
    all
}

#[test]
fn the_copy_desk_finds_no_error_in_the_copy_of_other_houses() {
    let facts = Facts::default();
    let (mut errors, mut warnings, mut stories) = (Vec::new(), Vec::new(), 0);
    for (name, content, now) in others() {
        stories += 1;
        let context =
            Context { now, zone: TimeZone::UTC, earlier: None, kind: None, advisory: None, facts: &facts };
        for finding in copydesk::check(&content, &context) {
            let line = format!("{name}\n    {} {:?}: {}", finding.rule, finding.words, finding.message);
            match finding.severity {
                Severity::Error => errors.push(line),
                Severity::Warning => warnings.push(line),
                Severity::Note => {}
            }
        }
    }
    println!("{stories} stories, {} warnings\n{}", warnings.len(), warnings.join("\n"));
    assert!(errors.is_empty(), "{} errors\n{}", errors.len(), errors.join("\n"));
}
