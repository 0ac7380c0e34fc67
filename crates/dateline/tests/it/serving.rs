//! A running agency: what it prints, what it refuses, and what is left of it when it is killed.

use std::ffi::OsString;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use serde_json::Value;
use testkit::BadDisk;

use crate::{dateline, err, out};

pub struct Running {
    pub child: Child,
    url: String,
    lines: Vec<String>,
}

impl Running {
    pub fn start(data: &Path, words: &[&str]) -> Running {
        Running::spawn(data, words, Vec::new())
    }

    /// On a disk that fails as it is told to.
    pub fn start_on(data: &Path, disk: &BadDisk) -> Running {
        Running::spawn(data, &[], disk.environment())
    }

    fn spawn(data: &Path, words: &[&str], environment: Vec<(&str, OsString)>) -> Running {
        let mut child = Command::new(env!("CARGO_BIN_EXE_dateline"))
            .args(["serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(data)
            .args(words)
            .envs(environment)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut reader = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        let url =
            line.trim().strip_prefix("Dateline is at ").expect("its first line says where it is").to_owned();
        let mut lines = Vec::new();
        if words.contains(&"--demo") {
            line.clear();
            reader.read_line(&mut line).unwrap();
            lines.push(line.trim().to_owned());
        }
        Running { child, url, lines }
    }

    pub fn host(&self) -> &str {
        self.url.strip_prefix("http://").unwrap()
    }

    pub fn get(&self, path: &str) -> String {
        let host = self.host();
        let mut stream = TcpStream::connect(host.replace("localhost", "127.0.0.1")).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn the_demo_is_a_whole_agency_that_verifies() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let running = Running::start(&data, &["--demo"]);
    assert!(running.lines[0].contains("/claim/"), "{:?}", running.lines);
    for (path, word) in [
        ("/", "Meridian"),
        ("/ru/", "Меридиан"),
        ("/ar/", "ميريديان"),
        ("/newsfeed", "(Adds details, background in paras 2, 4-8)"),
    ] {
        let page = running.get(path);
        assert!(page.starts_with("HTTP/1.1 200") && page.contains(word), "{path}");
    }
    let verdict = dateline(&data, &["verify", "--json"]);
    let json: Value = serde_json::from_str(&out(&verdict)).unwrap();
    assert_eq!((verdict.status.code(), &json["fault"]), (Some(0), &Value::Null));
    let second = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(["serve", "--listen", "127.0.0.1:0", "--data"])
        .arg(&data)
        .output()
        .unwrap();
    assert_eq!(second.status.code(), Some(1));
    assert!(err(&second).contains("in use"), "{}", err(&second));

    // A backup is taken while it runs, and is a whole agency again elsewhere.
    let (file, elsewhere) = (folder.path().join("agency.backup"), folder.path().join("elsewhere"));
    assert_eq!(dateline(&data, &["backup", file.to_str().unwrap()]).status.code(), Some(0));
    assert_eq!(dateline(&elsewhere, &["restore", file.to_str().unwrap()]).status.code(), Some(0));
    let again: Value = serde_json::from_str(&out(&dateline(&elsewhere, &["verify", "--json"]))).unwrap();
    assert_eq!(again["head"], json["head"]);
    assert_eq!(dateline(&data, &["restore", file.to_str().unwrap()]).status.code(), Some(1));
}

#[test]
fn what_other_machines_could_read_is_not_served_without_tls() {
    let folder = tempfile::tempdir().unwrap();
    let refused = dateline(folder.path(), &["serve", "--listen", "0.0.0.0:0"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(err(&refused).contains("insecure_http"), "{}", err(&refused));
}

/// Kill -9 at a hundred random moments: what was acknowledged is there, and the wire holds.
#[test]
fn a_killed_agency_has_every_acknowledged_send() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    drop(Running::start(&data, &["--demo"]));
    let mut seed: u64 = 0x5eed_da7e;
    let mut acknowledged = Vec::new();
    for round in 0..100 {
        let mut running = Running::start(&data, &[]);
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let moment = std::time::Duration::from_millis(10 + (seed >> 33) % 160);
        let id = running.child.id();
        let killer = std::thread::spawn(move || {
            std::thread::sleep(moment);
            Command::new("kill").args(["-9", &id.to_string()]).status().unwrap();
        });
        for n in 0.. {
            let copy = folder.path().join("copy.txt");
            std::fs::write(
                &copy,
                format!(
                    "---\nslug: kill-{round}-{n}\nsection: world\n---\nKill {round} {n}\n\nA paragraph.\n"
                ),
            )
            .unwrap();
            let Ok(mut stream) = std::os::unix::net::UnixStream::connect(data.join("control.sock")) else {
                break;
            };
            let text = std::fs::read_to_string(&copy).unwrap();
            let ask = serde_json::json!({ "do": "send", "copy": text, "edition": null, "section": null, "story": null, "is_new": true, "kind": null });
            if writeln!(stream, "{ask}").is_err() {
                break;
            }
            let mut line = String::new();
            match BufReader::new(stream).read_line(&mut line) {
                Ok(read) if read > 0 => {
                    let answer: Value = serde_json::from_str(&line).unwrap();
                    assert_eq!(answer["is_done"], true, "{answer}");
                    acknowledged.push(answer["json"]["story"].as_str().unwrap().to_owned());
                }
                _ => break,
            }
        }
        killer.join().unwrap();
        let _ = running.child.wait();
        running.url.clear();
    }
    assert!(acknowledged.len() > 100, "too few sends to mean anything: {}", acknowledged.len());
    let verdict = dateline(&data, &["verify", "--json"]);
    let json: Value = serde_json::from_str(&out(&verdict)).unwrap();
    assert_eq!(json["fault"], Value::Null, "{json}");
    let running = Running::start(&data, &[]);
    let sitemap = running.get("/sitemap.xml");
    let count = sitemap.matches("/kill-").count();
    assert!(
        count >= acknowledged.len(),
        "{count} of {} acknowledged stories are on the site",
        acknowledged.len()
    );
}
