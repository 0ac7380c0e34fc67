//! What the index remembers, and what it notices when its files are not what they were.

use std::fs;
use std::path::Path;

use search::{Index, Opened};

use crate::{ask, document};

fn reopened(folder: &Path) -> (Index, Opened) {
    Index::open(folder).unwrap()
}

#[test]
fn the_cursor_and_the_stories_survive_together() {
    let folder = tempfile::tempdir().unwrap();
    let (index, opened) = reopened(folder.path());
    assert_eq!((opened, index.cursor().unwrap()), (Opened::New, 0));
    index.put(&document(0, "en", "Grain", "Talks.")).unwrap();
    index.commit(7).unwrap();
    index.put(&document(1, "en", "Grain", "Talks.")).unwrap();
    drop(index);

    let (index, opened) = reopened(folder.path());
    assert_eq!((opened, index.cursor().unwrap()), (Opened::Kept, 7));
    assert_eq!(index.search(&ask("grain")).unwrap().total, 1, "what was not committed is not there");
    index.commit(9).unwrap();
    assert_eq!(index.cursor().unwrap(), 9);
}

#[test]
fn an_index_that_was_never_committed_is_kept_empty() {
    let folder = tempfile::tempdir().unwrap();
    drop(reopened(folder.path()));
    let (index, opened) = reopened(folder.path());
    assert_eq!((opened, index.cursor().unwrap()), (Opened::Kept, 0));
}

#[test]
fn a_damaged_index_or_one_of_another_format_is_wiped_and_says_so() {
    type Damage = fn(&Path);
    let damage: [(&str, Damage); 4] = [
        ("garbage", |folder| fs::write(folder.join("meta.json"), b"{").unwrap()),
        ("another format", |folder| {
            let meta = fs::read_to_string(folder.join("meta.json")).unwrap();
            // The number of the format stands before the cursor.
            let other = meta.replace(" 7\"", "0 7\"");
            assert_ne!(other, meta);
            fs::write(folder.join("meta.json"), other).unwrap();
        }),
        ("truncated", |folder| {
            for file in fs::read_dir(folder).unwrap().map(|f| f.unwrap().path()) {
                if file.extension().is_some_and(|e| e != "json" && e != "lock") {
                    fs::write(file, b"x").unwrap();
                }
            }
        }),
        ("missing", |folder| {
            for file in fs::read_dir(folder).unwrap().map(|f| f.unwrap().path()) {
                if file.extension().is_some_and(|e| e == "term" || e == "store" || e == "idx") {
                    fs::remove_file(file).unwrap();
                }
            }
        }),
    ];
    for (name, damage) in damage {
        let folder = tempfile::tempdir().unwrap();
        let (index, _) = reopened(folder.path());
        index.put(&document(0, "en", "Grain", "Talks.")).unwrap();
        index.commit(7).unwrap();
        drop(index);
        damage(folder.path());
        let (index, opened) = reopened(folder.path());
        assert!(matches!(opened, Opened::Wiped { .. }), "{name}: {opened:?}");
        assert_eq!(index.cursor().unwrap(), 0, "{name}");
        index.put(&document(0, "en", "Grain", "Talks.")).unwrap();
        index.commit(1).unwrap();
        assert_eq!(index.search(&ask("grain")).unwrap().total, 1, "{name}");
    }
}

#[test]
fn after_another_start_of_the_machine_a_changed_byte_in_any_file_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let (index, _) = reopened(folder.path());
    index.put(&document(0, "en", "Grain", "Talks.")).unwrap();
    index.commit(7).unwrap();
    drop(index);
    let restarted = || fs::write(folder.path().join("machine-start"), "another").unwrap();
    restarted();
    let (index, opened) = reopened(folder.path());
    assert_eq!((opened, index.cursor().unwrap()), (Opened::Kept, 7), "what is whole is kept");
    drop(index);
    let whole: Vec<_> = fs::read_dir(folder.path())
        .unwrap()
        .map(|file| file.unwrap().path())
        .map(|file| (fs::read(&file).unwrap(), file))
        .collect();
    let of_segments = |file: &Path| {
        file.extension().is_some_and(|it| it != "json" && it != "lock") && !file.ends_with(".managed.json")
    };
    let mut changed = 0;
    for (bytes, file) in whole.iter().filter(|(bytes, file)| of_segments(file) && !bytes.is_empty()) {
        let mut bytes = bytes.clone();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 0x10;
        fs::write(file, bytes).unwrap();
        restarted();
        let (index, opened) = reopened(folder.path());
        assert!(matches!(opened, Opened::Wiped { .. }), "{}: {opened:?}", file.display());
        drop(index);
        for old in fs::read_dir(folder.path()).unwrap() {
            fs::remove_file(old.unwrap().path()).unwrap();
        }
        for (bytes, file) in &whole {
            fs::write(file, bytes).unwrap();
        }
        changed += 1;
    }
    assert!(changed >= 5, "{changed} files");
}

#[test]
fn two_cannot_hold_one_index() {
    let folder = tempfile::tempdir().unwrap();
    let _held = reopened(folder.path());
    let error = Index::open(folder.path()).unwrap_err();
    assert!(matches!(error, search::SearchError::InUse(_)), "{error}");
}
