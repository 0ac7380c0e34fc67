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
