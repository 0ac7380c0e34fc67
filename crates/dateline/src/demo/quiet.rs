#![allow(clippy::unwrap_used, clippy::expect_used)]
//! The copy desk is quiet on clean copy: the demo's stories, each against the revision before it.

use copydesk::{Context, Facts, Severity};
use story::Language;

use super::*;

#[test]
fn the_copy_desk_is_quiet_on_the_demo() {
    // What the house's dossiers know: the invented currencies and peoples.
    let names = ["tal", "tals", "darin", "darins", "sahlanis"].map(str::to_owned).to_vec();
    let facts = Facts { names, ..Facts::default() };
    let now: Timestamp = "2026-11-25T15:30:00Z".parse().unwrap();
    let (mut stories, mut errors, mut warnings) = (0, Vec::new(), Vec::new());
    let mut earlier: Option<(String, story::Content)> = None;
    let mut all = super::stories(now).unwrap();
    all.sort_by(|a, b| (&a.edition, &a.slug, a.revision).cmp(&(&b.edition, &b.slug, b.revision)));
    for demo in all {
        let edition = agency().unwrap().edition(&demo.edition).unwrap().clone();
        let zone = TimeZone::get(&edition.zone).unwrap();
        let language: Language = demo.edition.parse().unwrap();
        let key = format!("{}/{}", demo.edition, demo.slug);
        if demo.reason.is_some() {
            continue;
        }
        let read =
            formats::copy::read(&demo.copy, &language, demo.sent_at.to_zoned_datetime(zone.clone()).date());
        let content = read.into_content(&language, &demo.edition.parse().unwrap());
        let before = earlier.as_ref().filter(|(known, _)| *known == key).map(|(_, content)| content);
        let context = Context {
            now: demo.sent_at,
            zone,
            earlier: before,
            kind: Some(demo.kind),
            advisory: None,
            facts: &facts,
        };
        stories += 1;
        for finding in copydesk::check(&content, &context) {
            let line = format!("{} {} {:?}: {}", demo.path, finding.rule, finding.words, finding.message);
            match finding.severity {
                Severity::Error => errors.push(line),
                Severity::Warning => warnings.push(line),
                Severity::Note => {}
            }
        }
        earlier = Some((key, content));
    }
    assert!(stories > 100);
    // A quotation or a denial that a correction changed is meant to be confirmed; nothing else is an error.
    errors.retain(|line| !(line.contains(" quote-altered ") || line.contains(" negation ")));
    assert!(errors.is_empty(), "{} errors\n{}", errors.len(), errors.join("\n"));
    assert!(
        warnings.len() * 3 < stories,
        "{} warnings in {stories} stories\n{}",
        warnings.len(),
        warnings.join("\n")
    );
}
