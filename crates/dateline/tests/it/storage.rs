//! A disk that fails: what was acknowledged is there, the rest is refused in plain words, and nothing has to be started again.

use std::io::{BufRead as _, BufReader, Write as _};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::process::Command;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use testkit::{BadDisk, DiskManner};

use crate::serving::Running;
use crate::{dateline, err, out};

/// Sends a story; the answer, where one came.
fn send(data: &Path, name: &str) -> Option<Value> {
    let copy =
        format!("---\nslug: {name}\nsection: world\n---\nThe storm of {name}\n\nThe harbour is shut.\n");
    let ask = json!({
        "do": "send", "copy": copy, "edition": null, "section": null, "story": null, "is_new": true, "kind": null
    });
    let mut stream = UnixStream::connect(data.join("control.sock")).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(20))).ok()?;
    writeln!(stream, "{ask}").ok()?;
    let mut line = String::new();
    BufReader::new(stream).read_line(&mut line).ok().filter(|read| *read > 0)?;
    serde_json::from_str(&line).ok()
}

fn was_sent(answer: Option<&Value>) -> bool {
    answer.is_some_and(|answer| answer["is_done"] == true)
}

/// What `verify` finds wrong; null when all is as it was sent.
fn fault(data: &Path) -> Value {
    let verdict = dateline(data, &["verify", "--json"]);
    match serde_json::from_str::<Value>(&out(&verdict)) {
        Ok(json) => json["fault"].clone(),
        Err(_) => Value::from(err(&verdict)),
    }
}

/// An agency that has been set up, and a disk below it.
fn agency() -> (tempfile::TempDir, std::path::PathBuf, BadDisk) {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    drop(Running::start(&data, &["--demo"]));
    let disk = BadDisk::under(&data).unwrap();
    (folder, data, disk)
}

/// Runs the agency on the disk while three hands send, kills it after a while and cuts the power: the names of the stories
/// whose sending was acknowledged, and how many writes were not safe.
fn send_until_the_power_is_cut(data: &Path, disk: &BadDisk, round: u64) -> (Vec<String>, usize) {
    disk.take_notes().unwrap();
    let mut running = Running::start_on(data, disk);
    let acknowledged = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for hand in 0..3 {
            let acknowledged = &acknowledged;
            scope.spawn(move || {
                for n in 0.. {
                    let name = format!("cut-{round}-{hand}-{n}");
                    match send(data, &name) {
                        Some(answer) => assert!(was_sent(Some(&answer)), "{answer}"),
                        None => break,
                    }
                    acknowledged.lock().unwrap().push(name);
                }
            });
        }
        std::thread::sleep(Duration::from_millis(60 + round * 37 % 400));
        running.child.kill().unwrap();
        running.child.wait().unwrap();
    });
    let lost = disk.cut_power(0x5eed_da7e ^ round).unwrap();
    // With the power goes the start of the machine under which the index was written.
    let _ = std::fs::write(data.join("search/machine-start"), "the one before");
    (acknowledged.into_inner().unwrap(), lost)
}

fn missing<'a>(data: &Path, names: &'a [String]) -> Vec<&'a String> {
    let running = Running::start(data, &[]);
    let map = running.get("/sitemap.xml");
    names.iter().filter(|name| !map.contains(&format!("the-storm-of-{name}-"))).collect()
}

#[test]
fn what_was_acknowledged_is_there_after_the_power_was_cut() {
    let (_folder, data, disk) = agency();
    let (mut acknowledged, mut unsafe_writes) = (Vec::new(), 0);
    for round in 0..24 {
        let (names, lost) = send_until_the_power_is_cut(&data, &disk, round);
        acknowledged.extend(names);
        unsafe_writes += lost;
        assert_eq!(fault(&data), Value::Null, "after cut {round}");
    }
    assert!(acknowledged.len() > 100, "too few sends to mean anything: {}", acknowledged.len());
    assert!(unsafe_writes > 0, "no cut met a write that was not safe");
    assert_eq!(missing(&data, &acknowledged), Vec::<&String>::new(), "of {}", acknowledged.len());
    let running = Running::start(&data, &[]);
    let last = acknowledged.last().unwrap();
    let until = Instant::now() + Duration::from_secs(30);
    while !running.get(&format!("/search?q={last}")).contains(&format!("the-storm-of-{last}-")) {
        assert!(Instant::now() < until, "the index did not find {last}");
        std::thread::sleep(Duration::from_millis(200));
    }
}

/// The same with a disk that says of everything that it is safe: this shows that the cut takes what it may.
#[test]
fn a_disk_that_lies_loses_what_was_acknowledged() {
    let (_folder, data, disk) = agency();
    disk.behave(DiskManner::Lies).unwrap();
    let has_lost = (0..10).any(|round| {
        let (names, _) = send_until_the_power_is_cut(&data, &disk, round);
        fault(&data) != Value::Null || !missing(&data, &names).is_empty()
    });
    assert!(has_lost);
}

#[test]
fn a_disk_that_refuses_is_told_of_and_served_again_when_it_is_well() {
    let (_folder, data, disk) = agency();
    let running = Running::start_on(&data, &disk);
    let mut sent = Vec::new();
    for (manner, says) in [
        (DiskManner::Full, "the disk is full"),
        (DiskManner::BreaksWrites, "the disk cannot be written"),
        (DiskManner::BreaksSyncs, "the disk cannot be written"),
        (DiskManner::IsReadOnly, "the disk cannot be written"),
    ] {
        let name = |what: &str| format!("{what}-{manner:?}").to_lowercase();
        assert!(was_sent(send(&data, &name("before")).as_ref()), "{manner:?}");
        disk.behave(manner).unwrap();
        for n in 0..3 {
            let answer = send(&data, &name(&format!("during-{n}"))).expect("an answer");
            let told = answer.to_string();
            assert!(!was_sent(Some(&answer)) && told.contains(says), "{manner:?}: {told}");
        }
        for path in ["/", "/world", "/search?q=storm"] {
            assert!(running.get(path).starts_with("HTTP/1.1 200"), "{manner:?} {path}");
        }
        let examined = Command::new(env!("CARGO_BIN_EXE_dateline"))
            .arg("--data")
            .arg(&data)
            .args(["doctor", "--json"])
            .envs(disk.environment())
            .output()
            .unwrap();
        let found = out(&examined);
        assert!(manner == DiskManner::BreaksSyncs || found.contains("\"ill\""), "{manner:?}: {found}");
        disk.behave(DiskManner::Well).unwrap();
        assert!(was_sent(send(&data, &name("after")).as_ref()), "{manner:?}");
        sent.extend([name("before"), name("after")]);
    }
    // What is found follows, however long it could not be written down.
    let begun = Instant::now();
    while !running.get("/search?q=after-isreadonly&format=json").contains("The storm of after-") {
        assert!(begun.elapsed() < Duration::from_secs(60), "the search has not caught up");
        std::thread::sleep(Duration::from_millis(200));
    }
    drop(running);
    assert_eq!(fault(&data), Value::Null);
    assert_eq!(missing(&data, &sent), Vec::<&String>::new());
}

#[test]
fn a_disk_that_cannot_be_read_stops_nobody_for_good() {
    let (_folder, data, disk) = agency();
    let mut running = Running::start_on(&data, &disk);
    let page = running.get("/world?a");
    assert!(page.starts_with("HTTP/1.1 200"));
    disk.behave(DiskManner::BreaksReads).unwrap();
    for n in 0..20 {
        let answer = running.get(&format!("/corrections?{n}"));
        assert!(answer.starts_with("HTTP/1.1 200") || answer.starts_with("HTTP/1.1 5"), "{answer}");
    }
    assert!(running.child.try_wait().unwrap().is_none(), "it still runs");
    disk.behave(DiskManner::Well).unwrap();
    assert!(running.get("/corrections").starts_with("HTTP/1.1 200"));
    assert!(was_sent(send(&data, "after").as_ref()));
    drop(running);
    assert_eq!(fault(&data), Value::Null);
}

#[test]
fn an_import_that_is_killed_again_and_again_makes_each_story_once() {
    let (folder, data) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (file, data) = (folder.path().join("archive.json"), data.path().join("data"));
    drop(Running::start(&data, &["--demo"]));
    let count = 250;
    let items: Vec<_> = (0..count)
        .map(|n| json!({ "id": format!("urn:archive:{n}"), "title": format!("Archived item {n} end"), "content_text": "The ferry sailed." }))
        .collect();
    let feed = json!({ "version": "https://jsonfeed.org/version/1.1", "title": "Archive", "language": "en", "items": items });
    std::fs::write(&file, feed.to_string()).unwrap();
    let import = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
        command.arg("import").arg(&file).arg("--data").arg(&data).stdout(std::process::Stdio::piped());
        command
    };
    for round in 0..5 {
        let mut cut = import().spawn().unwrap();
        std::thread::sleep(Duration::from_millis(250 + round * 100));
        cut.kill().unwrap();
        cut.wait().unwrap();
    }
    assert!(import().status().unwrap().success());
    assert_eq!(fault(&data), Value::Null);
    let map = Running::start(&data, &[]).get("/sitemap.xml");
    for n in 0..count {
        assert_eq!(map.matches(&format!("archived-item-{n}-end-")).count(), 1, "item {n}");
    }
}
