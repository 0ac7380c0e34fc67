//! Delivery under torture: destinations that fail in every way, and an agency that is killed in between.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use testkit::{Manner, Receiver};

use crate::serving::Running;
use crate::{dateline, err, out};

/// How a destination behaves at first; after so many tries it takes everything.
const MANNERS: [&[Manner]; 9] = [
    &[Manner::Takes],
    &[Manner::HangsUp, Manner::HangsUp, Manner::Takes],
    &[Manner::Takes],
    &[Manner::Says(500), Manner::Takes, Manner::Drops, Manner::Takes],
    &[Manner::Takes],
    &[Manner::Asks(3), Manner::Drops, Manner::Says(404), Manner::Takes],
    &[Manner::Drips(20), Manner::Takes],
    &[Manner::Redirects, Manner::Says(502), Manner::Takes],
    &[Manner::Drips(500), Manner::Takes],
];

/// A small generator of numbers: the same ones for the same seed.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }
}

fn add(data: &Path, name: &str, to: Option<&str>) -> Value {
    let mut words = vec!["subscriber", "add", name, "--json"];
    if let Some(to) = to {
        words.extend(["--to", to]);
    }
    let done = dateline(data, &words);
    assert_eq!(done.status.code(), Some(0), "{}", err(&done));
    serde_json::from_str(&out(&done)).unwrap()
}

/// Sends a move; whether it was acknowledged.
fn send(data: &Path, story: u64, text: u64) -> bool {
    let copy = format!(
        "---\nslug: torture-{story}\nsection: world\n---\nStory {story}\n\nThe state of things is {text}.\n"
    );
    let ask = json!({
        "do": "send", "copy": copy, "edition": null, "section": null, "story": null, "is_new": false, "kind": null
    });
    let Ok(mut stream) = UnixStream::connect(data.join("control.sock")) else { return false };
    let mut line = String::new();
    writeln!(stream, "{ask}").is_ok()
        && BufReader::new(stream).read_line(&mut line).is_ok_and(|read| read > 0)
        && serde_json::from_str::<Value>(&line).is_ok_and(|answer| answer["is_done"] == true)
}

/// Everything that a token was given: story and version, in order.
fn pulled(running: &Running, token: &str) -> Vec<(String, u64)> {
    let (mut after, mut all) = (String::new(), Vec::new());
    loop {
        let host = running.host();
        let mut stream = TcpStream::connect(host.replace("localhost", "127.0.0.1")).unwrap();
        write!(
            stream,
            "GET /api/wire?limit=100&after={after} HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {token}\r\nConnection: close\r\n\r\n"
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let value: Value = serde_json::from_str(answer.split_once("\r\n\r\n").unwrap().1).unwrap();
        for entry in value["entries"].as_array().unwrap() {
            if let (Some(story), Some(version)) = (entry["story"].as_str(), entry["version"].as_u64()) {
                all.push((story.to_owned(), version));
            }
        }
        after = value["next"].as_str().unwrap().to_owned();
        if value["nothing_new"] == true {
            return all;
        }
    }
}

/// What a destination took: story and version, each message once, in the order in which it first came.
fn taken(receiver: &Receiver) -> Vec<(String, u64)> {
    let (mut seen, mut all) = (BTreeSet::new(), Vec::new());
    for it in receiver.received().into_iter().filter(|it| it.is_taken) {
        if seen.insert(it.id.clone()) {
            let event: Value = serde_json::from_slice(&it.body).unwrap();
            if let (Some(story), Some(version)) =
                (event["data"]["story"].as_str(), event["data"]["version"].as_u64())
            {
                all.push((story.to_owned(), version));
            }
        }
    }
    all
}

fn by_story(all: &[(String, u64)]) -> BTreeMap<&str, Vec<u64>> {
    let mut stories: BTreeMap<&str, Vec<u64>> = BTreeMap::new();
    for (story, version) in all {
        stories.entry(story).or_default().push(*version);
    }
    stories
}

/// Rows 15 to 18 at once: every destination that recovers ends with every move that it was entitled to, in order per
/// story, none twice but under one id, although the agency is killed three times. `DATELINE_TORTURE=50,2000` runs it
/// with so many destinations and moves.
#[test]
fn tortured_destinations_end_with_every_move_in_order() {
    let size = std::env::var("DATELINE_TORTURE").unwrap_or_else(|_| "18,150".into());
    let (destinations, moves) = size.split_once(',').unwrap();
    let (destinations, moves): (usize, u64) = (destinations.parse().unwrap(), moves.parse().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    drop(Running::start(&data, &["--demo"]));
    std::fs::write(data.join("dateline.toml"), "private_networks = \"127.0.0.0/8\"\n").unwrap();
    let token = add(&data, "Truth", None)["token"].as_str().unwrap().to_owned();
    let gone = Receiver::listen(&[Manner::Says(410)]).unwrap();
    add(&data, "Gone", Some(&gone.url()));
    let receivers: Vec<Receiver> = (0..destinations)
        .map(|n| {
            let receiver = Receiver::listen(MANNERS[n % MANNERS.len()]).unwrap();
            add(&data, &format!("Client {n}"), Some(&receiver.url()));
            receiver
        })
        .collect();

    let (begun, mut dice, mut acknowledged) = (Instant::now(), Dice(0x5eed_da7e), 0);
    let mut running = Running::start(&data, &[]);
    for n in 0..moves {
        if [moves / 4, moves / 2, moves * 3 / 4].contains(&n) {
            // SIGKILL, and the folder is free when it is dead.
            running.child.kill().unwrap();
            running.child.wait().unwrap();
            running = Running::start(&data, &[]);
        }
        acknowledged += u64::from(send(&data, dice.below(moves / 5 + 1), n));
    }
    let sent = begun.elapsed();
    assert!(acknowledged * 10 > moves * 9, "only {acknowledged} of {moves} moves were acknowledged");
    let truth = pulled(&running, &token);
    assert!(truth.len() as u64 >= acknowledged, "what was acknowledged is on the wire");
    let patience = Instant::now() + Duration::from_secs(60 + moves / 4);
    let open = |receiver: &&Receiver| taken(receiver).len() < truth.len();
    while Instant::now() < patience && receivers.iter().any(|receiver| open(&receiver)) {
        std::thread::sleep(Duration::from_millis(100));
    }
    let whole = begun.elapsed();
    let mut tries = 0;
    for (n, receiver) in receivers.iter().enumerate() {
        let all = taken(receiver);
        tries += receiver.received().len();
        assert_eq!(by_story(&all), by_story(&truth), "destination {n}: {:?}", MANNERS[n % MANNERS.len()]);
    }
    println!(
        "{destinations} destinations, {} moves in {:.1} s, all of {} deliveries made in {:.1} s by {tries} tries",
        truth.len(),
        sent.as_secs_f64(),
        truth.len() * destinations,
        whole.as_secs_f64()
    );
    let verdict: Value = serde_json::from_str(&out(&dateline(&data, &["verify", "--json"]))).unwrap();
    assert_eq!(verdict["fault"], Value::Null);
}
