//! The public log: each public move is in it, provably, and nothing else is.

use std::io::Write as _;
use std::net::TcpListener;

use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair as _};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use story::{PublicSequence, StaffRole};
use testkit::TestSite;
use tlog::{
    AddCheckpoint, Bundle, Checkpoint, Hash, Note, SignerKey, VerifierKey, entries_of, is_in, leaf_hash,
    only_grew,
};

use crate::bridge;

async fn key(site: &TestSite) -> VerifierKey {
    site.get("/log/key").await.text().trim().parse().unwrap()
}

async fn checkpoint(site: &TestSite) -> Checkpoint {
    Checkpoint::open(&site.get("/log/checkpoint").await.text(), &key(site).await).unwrap()
}

/// The hash of a revision's public part, as `docs/record.md` says it.
fn hashed(salt: &[u8], text: &str) -> String {
    let bytes = [&[1, 1], salt, text.as_bytes()].concat();
    let hash = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, &bytes);
    hash.as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// All entries, as the bundles have them.
async fn entries(site: &TestSite) -> Vec<Value> {
    let size = checkpoint(site).await.size;
    let mut all = Vec::new();
    for bundle in Bundle::all(size) {
        let answer = site.get(&format!("/log/{}", bundle.path())).await;
        assert_eq!(answer.header("content-type"), "application/octet-stream");
        assert!(answer.header("cache-control").contains("immutable"));
        all.extend(
            entries_of(&answer.bytes).unwrap().iter().map(|entry| serde_json::from_slice(entry).unwrap()),
        );
    }
    assert_eq!(all.len() as u64, size);
    all
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_public_move_is_in_the_log_and_each_proof_holds() {
    let site = TestSite::new().await;
    assert_eq!(checkpoint(&site).await.size, 0);
    let mut last = site.send(&bridge(2)).await;
    let mut checkpoints = Vec::new();
    for step in 0..3 {
        site.later(1);
        last = site.send(&bridge(3).replace("lorries", &format!("{step} lorries"))).await;
        site.agency.logged(last.public.unwrap()).await;
        checkpoints.push(checkpoint(&site).await);
    }
    let kinds: Vec<_> =
        entries(&site).await.iter().map(|it| it["kind"].as_str().unwrap().to_owned()).collect();
    assert_eq!(kinds, ["new", "update", "update", "update"]);
    let now = checkpoint(&site).await;
    for number in 1..=4_u64 {
        let told: Value =
            serde_json::from_str(&site.get(&format!("/log/{number}.json")).await.text()).unwrap();
        let entry = told["entry"].as_str().unwrap();
        let path: Vec<Hash> = told["path"]
            .as_array()
            .unwrap()
            .iter()
            .map(|step| STANDARD.decode(step.as_str().unwrap()).unwrap().try_into().unwrap())
            .collect();
        assert!(is_in(&leaf_hash(entry.as_bytes()), number - 1, now.size, &path, &now.root));
        // What was hashed of the text has the hash that the entry names.
        let salt = STANDARD.decode(told["revision"]["salt"].as_str().unwrap()).unwrap();
        let text = told["revision"]["text"].as_str().unwrap();
        let found = hashed(&salt, text);
        let entry: Value = serde_json::from_str(entry).unwrap();
        assert_eq!(entry["content"], found, "{text}");
        assert!(!text.contains("sent_by") && !text.contains("\"note\""));
        let page = site.get(&format!("/log/{number}")).await.text();
        assert!(page.contains("Harbour bridge closes"), "{page}");
    }
    // A story leads to its entry, and each checkpoint to the next.
    let page = site.get(&last.path).await.text();
    assert!(page.contains("href=\"/log/4\"") && page.contains("href=\"/log/1\""), "{page}");
    let tile: Vec<Hash> = site
        .get("/log/tile/0/000.p/4")
        .await
        .bytes
        .chunks_exact(32)
        .map(|hash| hash.try_into().unwrap())
        .collect();
    let old = &checkpoints[1];
    let proof =
        tlog::Tree::new(now.size, |_| Ok::<_, ()>(tile.clone())).consistency(old.size).unwrap().unwrap();
    assert!(only_grew((old.size, &old.root), (now.size, &now.root), &proof));
    for nothing in [
        "/log/0",
        "/log/5",
        "/log/01",
        "/log/x",
        "/log/5.json",
        "/log/tile/0/000",
        "/log/tile/0/000.p/5",
        "/log/tile/entries/001.p/1",
        "/log/tile/../key",
    ] {
        assert_eq!(site.get(nothing).await.status, 404, "{nothing}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_taken_back_leaves_its_hash_and_the_reason_and_is_not_shown() {
    let mut site = TestSite::new().await;
    let sent = site.send(&bridge(2)).await;
    site.sign_in("ada", StaffRole::Administrator).await;
    for (number, act, reason, is_shown) in [
        (2, "hold", "A call is out.", false),
        (3, "release", "It holds.", true),
        (4, "withdraw", "The bridge is open.", false),
        (5, "takedown", "By order of the court at Velm.", false),
    ] {
        site.later(1);
        let done = site
            .post(
                &format!("/desk/stories/{}/{act}", sent.story),
                &[("reason", reason), ("sure", "1"), ("confirm", "harbour-bridge")],
            )
            .await;
        assert_eq!(done.status, 303, "{act}: {}", done.text());
        site.agency.logged(PublicSequence(number)).await;
        let told: Value = serde_json::from_str(&site.get("/log/1.json").await.text()).unwrap();
        assert_eq!(told["revision"].is_object(), is_shown, "after {act}");
        assert!(told["entry"].as_str().unwrap().contains("\"content\":\""), "the hash stays after {act}");
    }
    let all = entries(&site).await;
    let kinds: Vec<_> = all.iter().map(|it| (it["kind"].as_str().unwrap(), it["reason"].as_str())).collect();
    assert_eq!(kinds[0], ("new", None));
    assert_eq!(kinds[4], ("takedown", Some("By order of the court at Velm.")));
    let page = site.get("/log").await.text();
    assert!(
        page.contains("By order of the court at Velm.") && !page.contains("Harbour bridge closes"),
        "{page}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_log_goes_on_where_it_was_after_a_restart() {
    let site = TestSite::new().await;
    let mut last = site.send(&bridge(2)).await;
    for step in 0..5 {
        site.later(1);
        last = site.send(&bridge(3).replace("lorries", &format!("{step} lorries"))).await;
    }
    site.agency.logged(last.public.unwrap()).await;
    let before = checkpoint(&site).await;
    let site = site.restarted_at("2026-10-12T15:00:00Z").await;
    assert_eq!(checkpoint(&site).await, before);
    let next = site.send(&bridge(4)).await.public.unwrap();
    site.agency.logged(next).await;
    assert_eq!(entries(&site).await.len() as u64, before.size + 1);
    let log = site.get("/ru/log").await.text();
    assert!(log.contains("Журнал") && log.contains("dateline verify --site"), "{log}");
}

/// A witness of one log, who signs what only grew.
struct Witness {
    address: String,
    key: VerifierKey,
}

impl Witness {
    fn of(log: VerifierKey) -> Witness {
        let pair = Ed25519KeyPair::from_seed_unchecked(&[5; 32]).unwrap();
        let key = VerifierKey::witness("witness.example", pair.public_key().as_ref()).unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let verifier = key.clone();
        std::thread::spawn(move || {
            let mut signed = (0, tlog::empty_root());
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let request = testkit::Asked::read(&mut stream).unwrap();
                assert!(request.head.starts_with("POST /add-checkpoint "), "{}", request.head);
                let asked = AddCheckpoint::read(std::str::from_utf8(&request.body).unwrap()).unwrap();
                let checkpoint = Checkpoint::open(&asked.checkpoint, &log).unwrap();
                let (status, said) = if asked.old != signed.0 {
                    (409, format!("{}\n", signed.0))
                } else if !only_grew((signed.0, &signed.1), (checkpoint.size, &checkpoint.root), &asked.proof)
                {
                    (422, String::new())
                } else {
                    signed = (checkpoint.size, checkpoint.root);
                    let sign = |bytes: &[u8]| pair.sign(bytes).as_ref().to_vec();
                    let by = SignerKey { verifier: verifier.clone(), sign: &sign };
                    (200, Note::sign(&checkpoint.text(), &by, 1_790_000_000).signature_lines())
                };
                write!(
                    stream,
                    "HTTP/1.1 {status} X\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{said}",
                    said.len()
                )
                .unwrap();
            }
        });
        Witness { address, key }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_witness_signs_what_only_grew_and_its_signature_is_shown() {
    let site = TestSite::new().await;
    site.agency.set_post("http://localhost:8080", &["127.0.0.0/8".to_owned()]).unwrap();
    let origin = key(&site).await.name().to_owned();
    let witness = Witness::of(key(&site).await);
    let asked = newsroom::Witness { key: witness.key.clone(), address: witness.address.clone() };
    assert_eq!(site.get("/log/witnessed").await.status, 404);
    for step in 0..3 {
        site.later(1);
        let last = site.send(&bridge(3).replace("lorries", &format!("{step} lorries"))).await;
        site.agency.logged(last.public.unwrap()).await;
        site.agency.ask_witness(&origin, &asked).await.unwrap();
        // Asked again for the same, it need not be.
        site.agency.ask_witness(&origin, &asked).await.unwrap();
        let text = site.get("/log/witnessed").await.text();
        assert_eq!(Note::read(&text).unwrap().signed_by(&witness.key), Ok(()));
        assert_eq!(Checkpoint::open(&text, &key(&site).await).unwrap(), checkpoint(&site).await);
        assert!(site.get("/log").await.text().contains("witness.example"));
    }
    // What another agency under the same key would show is not signed: it has another beginning.
    let other = Witness::of(key(&site).await);
    let asked = newsroom::Witness { key: other.key.clone(), address: other.address.clone() };
    // It never signed for us, and says so: it is asked from its beginning.
    site.send(&bridge(4)).await;
    assert!(site.agency.ask_witness(&origin, &asked).await.is_ok());
    // One that does not answer, or signs with another key, is a fault that says why.
    let gone = newsroom::Witness { address: "http://127.0.0.1:9".into(), ..asked.clone() };
    let last = site.send(&bridge(2)).await;
    site.agency.logged(last.public.unwrap()).await;
    assert!(
        site.agency.ask_witness(&origin, &gone).await.unwrap_err().to_string().contains("cannot be reached")
    );
    let stranger = newsroom::Witness { key: key(&site).await, ..asked };
    assert!(
        site.agency.ask_witness(&origin, &stranger).await.unwrap_err().to_string().contains("is not signed")
    );
}
