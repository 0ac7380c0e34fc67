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

const ODD: &str = "---
slug: bus
caption: Mayor Ida Marr in Tessa.
---
Bus crash kills 14 on Tessa road

TESSA, October 12 (Meridian) - A bus crash killed 12 people near
Tessa on Friday, October 12, the the police  said.

\u{201c}We will *never* forget, Mayor Oda Lind told [reporters](http://localhost/x) there.
";

#[test]
fn check_tells_each_finding_where_it_stands_in_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("odd.txt");
    std::fs::write(&file, ODD).unwrap();
    let name = file.to_str().unwrap();
    let done = dateline(folder.path(), &["check", name, "--now", "2026-10-12T12:00:00Z", "--json"]);
    assert_eq!(done.status.code(), Some(1), "{}", err(&done));
    let found: Vec<Value> = out(&done).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let lines: Vec<&str> = ODD.lines().collect();
    for finding in &found {
        let number = |key: &str| usize::try_from(finding[key].as_u64().unwrap()).unwrap();
        let (line, column, length) = (number("line"), number("column"), number("length"));
        let there: String = lines[line - 1].chars().skip(column - 1).take(length).collect();
        // Words that run over a line's end begin where it says.
        let words = finding["words"].as_str().unwrap();
        assert!(words.starts_with(&there) || there.starts_with(words), "{finding}: {there:?}");
        for key in ["file", "rule", "check", "severity", "message"] {
            assert!(!finding[key].is_null(), "{finding}");
        }
    }
    let told: Vec<(u64, &str)> =
        found.iter().map(|f| (f["check"].as_u64().unwrap(), f["words"].as_str().unwrap())).collect();
    for wanted in [
        (12, "14"),
        (1, "Friday, October 12"),
        (27, "the the"),
        (27, "  "),
        (17, "\u{201c}"),
        (31, "reporters"),
        (38, "Ida Marr"),
    ] {
        assert!(told.contains(&wanted), "{wanted:?} in {told:?}");
    }
    let done = dateline(folder.path(), &["check", name, "--now", "2026-10-12T12:00:00Z"]);
    assert!(out(&done).contains("odd.txt:8:10: error [1 weekday] “Friday, October 12”"), "{}", out(&done));
}

#[test]
fn check_knows_the_earlier_revision_and_facts_from_outside() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let earlier = write("a.txt", "Talks\n\nHe is not guilty of the fire, the court in Tessa said.\n");
    let later = write("b.txt", "Talks\n\nHe is guilty of the fire, the court in Tessa said.\n");
    let facts = write("facts.json", r#"{"lexicon": {"fire": "blaze"}, "facts": {"strait members": 12}}"#);
    let done =
        dateline(folder.path(), &["check", &later, "--against", &earlier, "--facts", &facts, "--json"]);
    let text = out(&done);
    assert_eq!(done.status.code(), Some(1), "{text}");
    assert!(text.contains("\"check\":21") && text.contains("\"check\":32"), "{text}");
    let done = dateline(folder.path(), &["check", &earlier]);
    assert_eq!((done.status.code(), out(&done).as_str()), (Some(0), ""), "clean copy says nothing");
    let odd = write("odd.json", r#"{"lexcon": {}}"#);
    let done = dateline(folder.path(), &["check", &later, "--facts", &odd]);
    assert_eq!(done.status.code(), Some(1));
    assert!(err(&done).contains("lexcon"), "{}", err(&done));
}
