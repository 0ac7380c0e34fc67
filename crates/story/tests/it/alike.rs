//! How often is it right that two texts are nearly the same? Each pair of the corpus is one story twice; of the demo's
//! copy, takes of one story are one story and others are not, in three languages.

use std::path::Path;

use story::{Content, Shingles};

use crate::corpus;

/// The demo's copy: a story's name with its language, and a take of it.
fn takes() -> Vec<(String, Shingles)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../dateline/demo");
    let mut all = Vec::new();
    for language in ["en", "ru", "ar"] {
        for entry in std::fs::read_dir(root.join(language)).unwrap() {
            let path = entry.unwrap().path();
            let Ok(copy) = std::fs::read_to_string(&path) else { continue };
            let text = copy.splitn(3, "---\n").nth(2).unwrap_or_default();
            let name = path.file_name().unwrap().to_string_lossy().split('.').next().unwrap().to_owned();
            let content = Content::new(language.parse().unwrap(), "slug", text);
            all.push((format!("{language} {name}"), Shingles::of(&content)));
        }
    }
    all
}

#[test]
fn takes_of_one_story_are_alike_and_other_stories_are_not() {
    let (mut found, mut missed, mut right, mut wrong) = (0, Vec::new(), 0, Vec::new());
    for pair in corpus::read() {
        if Shingles::of(&pair.old).is_like(&Shingles::of(&pair.new)) {
            found += 1;
        } else {
            missed.push(pair.name);
        }
    }
    let takes = takes();
    assert!(takes.len() > 100, "{}", takes.len());
    for (at, (name, text)) in takes.iter().enumerate() {
        for (other, their) in &takes[..at] {
            match (text.is_like(their), name == other) {
                (true, true) => right += 1,
                (true, false) => wrong.push((name.as_str(), other.as_str(), text.likeness(their))),
                _ => {}
            }
        }
    }
    println!("corpus: {found} found, {missed:?} missed; demo: {right} right, {wrong:?} wrong");
    // What is missed was rewritten from end to end, or is a flash of a few words.
    assert!(found * 100 >= (found + missed.len()) * 96, "recall of {found}, without {missed:?}");
    assert!(right * 100 >= (right + wrong.len()) * 97, "precision of {right}, with {wrong:?}");
}
