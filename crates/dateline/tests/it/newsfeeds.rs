//! Newsfeeds in processes of their own: who listens there hears what everybody hears, and a fall costs nobody a move.

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::time::{Duration, Instant};

use crate::serving::Running;
use crate::{dateline, err};

/// The processes that another has started.
fn children(of: u32) -> Vec<u32> {
    let all = fs::read_dir("/proc").unwrap().flatten();
    let numbers = all.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
    let parent = |process: u32| -> Option<u32> {
        let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
        let mut fields = stat.rsplit_once(')')?.1.split_whitespace();
        (fields.next()? != "Z").then(|| fields.next()?.parse().ok()).flatten()
    };
    numbers.filter(|process| parent(*process) == Some(of)).collect()
}

fn soon<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(begun.elapsed() < Duration::from_secs(20), "not within twenty seconds: {what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

struct Reader {
    stream: TcpStream,
    heard: String,
}

impl Reader {
    fn open(agency: &Running, last: &str) -> Reader {
        let host = agency.host();
        let mut stream = TcpStream::connect(host.replace("localhost", "127.0.0.1")).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        write!(stream, "GET /live HTTP/1.1\r\nHost: {host}\r\n{last}\r\n").unwrap();
        let mut reader = Reader { stream, heard: String::new() };
        reader.hear(": dateline\n\n");
        assert!(reader.heard.starts_with("HTTP/1.1 200"), "{}", reader.heard);
        reader
    }

    /// Reads until these words come.
    fn hear(&mut self, words: &str) {
        let mut space = [0; 4096];
        while !self.heard.contains(words) {
            let length = self.stream.read(&mut space).unwrap();
            assert!(length > 0, "it ended before it said {words}: {}", self.heard);
            self.heard.push_str(&String::from_utf8_lossy(&space[..length]));
        }
    }

    /// Whether the other side has ended it; looks for a moment.
    fn is_ended(&mut self) -> bool {
        self.stream.set_read_timeout(Some(Duration::from_millis(10))).unwrap();
        let ended = match self.stream.read(&mut [0; 4096]) {
            Ok(length) => length == 0,
            Err(error) => error.kind() == std::io::ErrorKind::ConnectionReset,
        };
        self.stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        ended
    }

    fn last_id(&self) -> &str {
        let from = self.heard.rfind("\nid: ").unwrap() + 5;
        self.heard[from..].split('\n').next().unwrap()
    }
}

fn send(data: &Path, words: &str) {
    let file = data.join("copy.txt");
    let slug = words.to_lowercase().replace(' ', "-");
    fs::write(
        &file,
        format!("---\nslug: {slug}\n---\n{words}\n\nPORT MERRIN, October 12 (Meridian) - So it is.\n"),
    )
    .unwrap();
    let sent = dateline(data, &["send", file.to_str().unwrap(), "--new", "--section", "world"]);
    assert!(sent.status.success(), "{}", err(&sent));
}

#[test]
fn newsfeeds_in_other_processes_hear_everything_and_outlive_a_fall() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let mut agency = Running::start(&data, &["--demo", "--live-workers", "2"]);
    let id = agency.child.id();
    let workers = soon("two workers", || Some(children(id)).filter(|all| all.len() == 2));
    for worker in &workers {
        let environment = fs::read(format!("/proc/{worker}/environ")).unwrap();
        assert!(environment.is_empty(), "a worker is told nothing of where it was started");
    }
    let mut readers: Vec<Reader> = (0..20).map(|_| Reader::open(&agency, "")).collect();
    send(&data, "The ferry sails at noon");
    readers.iter_mut().for_each(|reader| reader.hear("The ferry sails at noon"));

    let fallen = rustix::process::Pid::from_raw(i32::try_from(workers[0]).unwrap()).unwrap();
    rustix::process::kill_process(fallen, rustix::process::Signal::KILL).unwrap();
    let mut ended = Vec::new();
    soon("the newsfeeds of the one that fell end", || {
        ended.extend((0..readers.len()).filter(|at| !ended.contains(at)).collect::<Vec<_>>());
        ended.retain(|at| readers[*at].is_ended());
        (ended.len() == 10).then_some(())
    });
    send(&data, "The bridge opens again");
    let others = (0..readers.len()).filter(|at| !ended.contains(at)).collect::<Vec<_>>();
    for at in others {
        readers[at].hear("The bridge opens again");
        assert_eq!(readers[at].heard.matches("The bridge opens again").count(), 1);
    }
    // Ten were at each. Whoever comes back is told what they missed, by whichever process.
    soon("another worker", || (children(id).len() == 2).then_some(()));
    for at in ended {
        let last = format!("Last-Event-ID: {}\r\n", readers[at].last_id());
        readers[at] = Reader::open(&agency, &last);
        readers[at].hear("The bridge opens again");
        assert!(!readers[at].heard.contains("The ferry sails at noon"));
    }
    send(&data, "The market stays closed");
    readers.iter_mut().for_each(|reader| reader.hear("The market stays closed"));

    // They end with the agency, whatever else they are told.
    let workers = children(id);
    for worker in &workers {
        let worker = rustix::process::Pid::from_raw(i32::try_from(*worker).unwrap()).unwrap();
        rustix::process::kill_process(worker, rustix::process::Signal::TERM).unwrap();
    }
    std::thread::sleep(Duration::from_millis(100));
    assert_eq!(children(id), workers);
    agency.child.kill().unwrap();
    agency.child.wait().unwrap();
    soon("no worker", || {
        workers.iter().all(|worker| !Path::new(&format!("/proc/{worker}/fd/0")).exists()).then_some(())
    });
    for reader in &mut readers {
        soon("the end", || reader.is_ended().then_some(()));
    }
}
