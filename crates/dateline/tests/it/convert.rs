//! Files of any format into any other, on the command line.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

use crate::{dateline, err, out};

const COPY: &str = "---\nslug: ferry\nkeywords: ferry, harbour\n---\nFerry back in Tessa -1\n(Adds details in para 2)\n\nTESSA, October 12 (Meridian) - The ferry is back.\n\nIt was away for a week.\n";

fn run(words: &[&str]) -> Output {
    dateline(Path::new("unused"), words)
}

#[test]
fn any_format_becomes_any_other_and_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    std::fs::write(path("copy.txt"), COPY).unwrap();
    for format in ["ninjs", "ninjs-1", "newsml-g2", "nitf", "iptc7901", "anpa1312", "rss", "atom", "jsonfeed"]
    {
        let file = path(format);
        let done = run(&["convert", "--to", format, "-o", &file, &path("copy.txt")]);
        assert_eq!(done.status.code(), Some(0), "{format}: {}", err(&done));
        let sound = run(&["validate", &file]);
        assert_eq!(sound.status.code(), Some(0), "{format}: {}", out(&sound));
        assert!(out(&sound).contains("1 item"), "{format}: {}", out(&sound));
        let back = out(&run(&["convert", "--to", "copy", &file]));
        assert!(
            back.contains("Ferry back in Tessa") && back.contains("It was away for a week."),
            "{format}: {back}"
        );
    }
}

#[test]
fn what_is_lost_is_told_and_json_tells_it_to_machines() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("copy.txt");
    std::fs::write(&file, COPY).unwrap();
    let words = ["convert", "--to", "anpa1312", "--json", file.to_str().unwrap()];
    let done = run(&words);
    let lost: Vec<Value> = err(&done).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(lost.iter().any(|loss| loss["field"] == "keywords" && loss["file"].is_string()), "{lost:?}");
    assert!(err(&run(&["convert", "--to", "anpa1312", file.to_str().unwrap()])).contains("lost: "));
}

#[test]
fn folders_become_folders_and_one_bad_file_stops_no_other() {
    let folder = tempfile::tempdir().unwrap();
    let (inbox, outbox) = (folder.path().join("in"), folder.path().join("out"));
    std::fs::create_dir(&inbox).unwrap();
    for n in 0..20 {
        std::fs::write(
            inbox.join(format!("{n}.txt")),
            COPY.replace("slug: ferry", &format!("slug: ferry-{n}")),
        )
        .unwrap();
    }
    std::fs::write(inbox.join("bad.xml"), "<rss><channel>").unwrap();
    std::fs::write(inbox.join("none.bin"), [0, 159, 146, 150]).unwrap();
    let done = run(&["convert", "--to", "nitf", "-o", outbox.to_str().unwrap(), inbox.to_str().unwrap()]);
    // NITF holds one story a file: without a folder there is no place for twenty.
    assert_eq!(done.status.code(), Some(1));
    assert!(err(&done).contains("-o FOLDER/"), "{}", err(&done));
    let to = format!("{}/", outbox.display());
    let done = run(&["convert", "--to", "nitf", "-o", &to, inbox.to_str().unwrap()]);
    assert_eq!(done.status.code(), Some(1), "a file that cannot be read is told");
    assert!(err(&done).contains("none.bin"), "{}", err(&done));
    let names: Vec<_> = std::fs::read_dir(&outbox).unwrap().map(|it| it.unwrap().file_name()).collect();
    assert_eq!(names.len(), 20, "{names:?}");
}

#[test]
fn standard_input_is_a_file_too() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(["convert", "--to", "jsonfeed", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(COPY.as_bytes()).unwrap();
    let done = child.wait_with_output().unwrap();
    let feed: Value = serde_json::from_slice(&done.stdout).unwrap();
    assert_eq!(feed["items"][0]["title"], "Ferry back in Tessa");
    assert_eq!(feed["items"][0]["_dateline"]["advisory"], "(Adds details in para 2)");
}

#[test]
fn a_format_that_is_none_and_a_file_with_faults_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("feed.xml");
    std::fs::write(&file, "<rss version='2.0'><channel><title>T</title><item><title>One</title>").unwrap();
    let unknown = run(&["convert", "--to", "word", file.to_str().unwrap()]);
    assert!(err(&unknown).contains("newsml-g2"), "{}", err(&unknown));
    let told = run(&["validate", "--json", file.to_str().unwrap()]);
    let value: Value = serde_json::from_str(&out(&told)).unwrap();
    assert_eq!((&value["format"], &value["items"]), (&"RSS 2.0".into(), &1.into()));
    assert!(value["diagnoses"][0]["line"].is_number(), "{value}");
}

#[test]
fn a_pipe_is_written_to_and_stays_a_pipe() {
    use std::os::unix::fs::FileTypeExt as _;
    let folder = tempfile::tempdir().unwrap();
    let (file, pipe) = (folder.path().join("copy.txt"), folder.path().join("pipe"));
    std::fs::write(&file, COPY).unwrap();
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let reader = {
        let pipe = pipe.clone();
        std::thread::spawn(move || std::fs::read_to_string(pipe).unwrap())
    };
    let done = run(&["convert", "--to", "nitf", "-o", pipe.to_str().unwrap(), file.to_str().unwrap()]);
    assert_eq!(done.status.code(), Some(0), "{}", err(&done));
    assert!(reader.join().unwrap().contains("<nitf"));
    assert!(std::fs::metadata(&pipe).unwrap().file_type().is_fifo());
}
