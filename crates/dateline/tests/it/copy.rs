//! Files of plain wire copy.

use serde_json::Value;

use crate::{dateline, err, out};

const OLD: &str = "Talks to resume on bridge\n\nPORT MERRIN, October 12 (Meridian) - Talks on the harbour bridge will resume on Monday, the mayor said.\n\n\"We are close,\" Mayor Ida Marr said.\n";

fn new() -> String {
    format!("{OLD}\nThe two sides met three times in September.\n")
}

#[test]
fn diff_prints_the_line_and_as_json_what_is_behind_it() {
    let folder = tempfile::tempdir().unwrap();
    let (a, b) = (folder.path().join("a.txt"), folder.path().join("b.txt"));
    std::fs::write(&a, OLD).unwrap();
    std::fs::write(&b, new()).unwrap();
    let files = [a.to_str().unwrap(), b.to_str().unwrap()];
    let done = dateline(folder.path(), &["diff", files[0], files[1]]);
    assert_eq!(done.status.code(), Some(0), "{}", err(&done));
    assert!(out(&done).starts_with("(Adds "), "{}", out(&done));
    let done = dateline(folder.path(), &["diff", files[0], files[1], "--json"]);
    let json: Value = serde_json::from_str(&out(&done)).unwrap();
    assert_eq!(json["changes"][0]["paragraphs"], serde_json::json!([3]));
    assert!(json["advisory"].is_string());
    let done = dateline(folder.path(), &["diff", files[0], files[0], "--json"]);
    let json: Value = serde_json::from_str(&out(&done)).unwrap();
    assert_eq!((done.status.code(), json["refusal"].as_str()), (Some(1), Some("unchanged")));
    for style in ["suffix", "reuters", "ap", "dpa"] {
        assert_eq!(
            dateline(folder.path(), &["diff", files[0], files[1], "--style", style]).status.code(),
            Some(0)
        );
    }
}

#[test]
fn what_is_misused_is_status_2_and_what_fails_is_status_1_with_one_line() {
    let folder = tempfile::tempdir().unwrap();
    for words in
        [&["diff", "a"][..], &["fly"], &["diff", "a", "b", "--style", "odd"], &["serve", "--nothing"]]
    {
        assert_eq!(dateline(folder.path(), words).status.code(), Some(2), "{words:?}");
    }
    for words in [
        &["diff", "no-such-file", "b"][..],
        &["verify"],
        &["send", "no-such-file"],
        &["restore", "no-such-file"],
    ] {
        let failed = dateline(folder.path(), words);
        assert_eq!(failed.status.code(), Some(1), "{words:?}");
        assert_eq!(err(&failed).trim().lines().count(), 1, "{words:?}: {}", err(&failed));
    }
    std::fs::write(folder.path().join("dateline.toml"), "lisen = \"x\"\n").unwrap();
    let failed = dateline(folder.path(), &["config"]);
    assert_eq!(failed.status.code(), Some(1));
    assert!(err(&failed).contains("listen"), "{}", err(&failed));
}

#[test]
fn the_printed_configuration_can_be_saved_and_read() {
    let folder = tempfile::tempdir().unwrap();
    let printed = out(&dateline(folder.path(), &["config"]));
    std::fs::write(folder.path().join("dateline.toml"), &printed).unwrap();
    assert_eq!(out(&dateline(folder.path(), &["config"])), printed);
}
