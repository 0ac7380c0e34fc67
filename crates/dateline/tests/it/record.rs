//! The public log, checked from outside: an honest site holds, and each way to lie is found out.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};

use serde_json::Value;

use crate::{dateline, out};

/// The demo under a name that is the same whoever serves it.
struct Press {
    child: Child,
    address: String,
}

impl Press {
    fn open(data: &Path) -> Press {
        let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
        let mut child = Command::new(env!("CARGO_BIN_EXE_dateline"))
            .args(["serve", "--demo", "--listen", &address, "--data"])
            .arg(data)
            .env("DATELINE_PUBLIC_URL", "http://press.example")
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        assert!(line.starts_with("Dateline is at "), "{line}");
        Press { child, address }
    }
}

impl Drop for Press {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What a site in the middle makes of an answer: the path, the body.
type Lie = Box<dyn Fn(&str, Vec<u8>) -> Vec<u8> + Send>;

/// A site that passes on what another one says, with its own changes.
struct Liar {
    address: String,
    lie: Arc<Mutex<Lie>>,
}

fn head_and_body(host: &str, path: &str) -> (String, Vec<u8>) {
    let mut stream = TcpStream::connect(host).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    let split = answer.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
    (String::from_utf8_lossy(&answer[..split]).into_owned(), answer[split + 4..].to_vec())
}

impl Liar {
    fn of(running: &Press) -> Liar {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let lie: Arc<Mutex<Lie>> = Arc::new(Mutex::new(Box::new(|_, body| body)));
        let (host, held) = (running.address.clone(), lie.clone());
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(mut stream) = stream else { return };
                let mut asked = Vec::new();
                let mut some = [0; 4096];
                while !asked.windows(4).any(|four| four == b"\r\n\r\n") {
                    match stream.read(&mut some) {
                        Ok(0) | Err(_) => break,
                        Ok(count) => asked.extend(&some[..count]),
                    }
                }
                let asked = String::from_utf8_lossy(&asked).into_owned();
                let Some(path) = asked.split(' ').nth(1) else { continue };
                let (head, body) = head_and_body(&host, path);
                let status = head.split(' ').nth(1).unwrap_or("500").to_owned();
                let body = held.lock().unwrap()(path, body);
                let _ = write!(
                    stream,
                    "HTTP/1.1 {status} X\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
                    body.len()
                );
                let _ = stream.write_all(&body);
            }
        });
        Liar { address, lie }
    }

    /// Checks the site while it lies so: whether it held, and what was found.
    fn checked(
        &self,
        more: &[&str],
        lie: impl Fn(&str, Vec<u8>) -> Vec<u8> + Send + 'static,
    ) -> (bool, Value) {
        *self.lie.lock().unwrap() = Box::new(lie);
        let words = ["verify", "--site", &self.address, "--json"];
        let output = Command::new(env!("CARGO_BIN_EXE_dateline")).args(words).args(more).output().unwrap();
        let said = serde_json::from_str(&out(&output))
            .unwrap_or_else(|_| Value::from(String::from_utf8_lossy(&output.stderr).into_owned()));
        (output.status.success(), said)
    }
}

fn replaced(body: Vec<u8>, old: &str, new: &str) -> Vec<u8> {
    let text = String::from_utf8(body).unwrap();
    assert!(text.contains(old), "{old} is not in {text}");
    text.replace(old, new).into_bytes()
}

/// Waits until the log has all that is public.
fn log_size(running: &Press, least: u64) -> u64 {
    for _ in 0..400 {
        let (_, note) = head_and_body(&running.address, "/log/checkpoint");
        let size = String::from_utf8(note).unwrap().lines().nth(1).unwrap().parse().unwrap();
        if size >= least {
            return size;
        }
        std::thread::sleep(std::time::Duration::from_millis(25));
    }
    panic!("the log does not grow to {least}");
}

fn send(data: &Path, copy: &str) -> Value {
    let file = data.with_extension("txt");
    std::fs::write(&file, copy).unwrap();
    let sent = dateline(data, &["send", file.to_str().unwrap(), "--json"]);
    serde_json::from_str(&out(&sent)).unwrap()
}

#[test]
fn a_site_that_says_what_it_recorded_holds_and_one_that_does_not_is_found_out() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let running = Press::open(&data);
    let copy = "---\nslug: lantern\nsection: world\nedition: en\n---\nLantern found on Osk\n\nDivers found a lantern from 1931.\n";
    let public = send(&data, copy)["public"].as_u64().unwrap();
    log_size(&running, public);
    let liar = Liar::of(&running);
    let kept = folder.path().join("kept.note");
    let with_kept = ["--kept", kept.to_str().unwrap()];

    let (holds, said) = liar.checked(&with_kept, |_, body| body);
    assert!(holds, "{said}");
    assert_eq!(said["entries"], public);
    assert!(
        said["texts"].as_u64() > Some(50)
            && said["pages"].as_u64() > Some(50)
            && said["gone"].as_u64() > Some(0)
    );
    let key = said["key"].as_str().unwrap().to_owned();
    let (holds, said) = liar.checked(&["--all", "--key", &key], |_, body| body);
    assert!(holds && said["texts"].as_u64() > Some(90), "{said}");

    // It grows, and is the same as far as it was known.
    send(&data, &copy.replace("1931", "1932").replace("Divers", "Two divers"));
    log_size(&running, public + 1);
    let (holds, said) = liar.checked(&with_kept, |_, body| body);
    assert!(holds && said["since"] == public && said["entries"] == public + 1, "{said}");

    let entry = format!("/log/{}.json", public + 1);
    let page = |path: &str| path.contains("/lantern-found-on-osk-");
    let lies: Vec<(&str, Lie)> = vec![
        (
            "does not say what was recorded",
            Box::new(
                move |path, body| {
                    if page(path) { replaced(body, "from 1932", "from 1933") } else { body }
                },
            ),
        ),
        ("is not the one that was recorded", {
            let entry = entry.clone();
            Box::new(
                move |path, body| if path == entry { replaced(body, "from 1932", "from 1933") } else { body },
            )
        }),
        ("no entry says why", {
            let entry = entry.clone();
            Box::new(move |path, body| {
                if path != entry {
                    return body;
                }
                let mut json: Value = serde_json::from_slice(&body).unwrap();
                json["revision"] = Value::Null;
                json.to_string().into_bytes()
            })
        }),
        ("another entry than the log has", {
            let entry = entry.clone();
            Box::new(move |path, body| {
                if path == entry {
                    replaced(body, "\\\"kind\\\":\\\"update\\\"", "\\\"kind\\\":\\\"refile\\\"")
                } else {
                    body
                }
            })
        }),
        (
            "do not make the root",
            Box::new(|path, mut body| {
                if path.starts_with("/log/tile/entries/") {
                    let at = body.windows(8).position(|it| it == b"\"reason\"").unwrap();
                    let digits = body[..at].windows(5).position(|it| it == b"\"at\":").unwrap() + 5;
                    body[digits] = if body[digits] == b'1' { b'2' } else { b'1' };
                }
                body
            }),
        ),
        (
            "is not signed",
            Box::new(|path, body| {
                if path != "/log/checkpoint" {
                    return body;
                }
                let note = String::from_utf8(body).unwrap();
                let size = note.lines().nth(1).unwrap().to_owned();
                note.replace(&format!("\n{size}\n"), &format!("\n{}\n", size.parse::<u64>().unwrap() - 1))
                    .into_bytes()
            }),
        ),
    ];
    for (found, lie) in lies {
        let (holds, said) = liar.checked(&["--key", &key], lie);
        assert!(!holds && said["faults"].to_string().contains(found), "{found}: {said}");
    }

    // Another history under the same name and key: the house began anew, or took something out.
    let other = folder.path().join("other");
    std::fs::create_dir_all(other.join("keys")).unwrap();
    std::fs::copy(data.join("keys/wire.key"), other.join("keys/wire.key")).unwrap();
    let again = Press::open(&other);
    log_size(&again, public - 1);
    let forged = Liar::of(&again);
    let (holds, said) = forged.checked(&["--key", &key], |_, body| body);
    assert!(holds, "by itself it is a sound log: {said}");
    let (holds, said) = forged.checked(&with_kept, |_, body| body);
    assert!(!holds && said["faults"].to_string().contains("and has"), "{said}");
    for number in 0..2 {
        send(&other, &copy.replace("lantern", &format!("lamp-{number}")));
    }
    log_size(&again, public + 1);
    let (holds, said) = forged.checked(&with_kept, |_, body| body);
    assert!(!holds && said["faults"].to_string().contains("are not what they were"), "{said}");
}
