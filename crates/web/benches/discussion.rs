//! How long does a discussion of ten thousand messages take, and how many hear a room?
//!
//! Pages are asked for through every layer but the sockets; a room is heard by sockets, all in one process on two cores.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, clippy::disallowed_methods)]

use std::io::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use discussion::ReaderBadge;
use newsroom::views::Reader;
use newsroom::{Outcome, Saying};
use story::{MessageId, StoryId};
use testkit::TestSite;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

const MESSAGES: usize = 10_000;
const LISTENERS: usize = 5_000;
const A_SECOND: u64 = 50;
const SECONDS: u64 = 10;

fn percentile(times: &mut [f64], of: f64) -> f64 {
    times.sort_by(f64::total_cmp);
    times[((times.len() - 1) as f64 * of) as usize]
}

async fn say(
    site: &TestSite,
    who: &Reader,
    story: StoryId,
    parent: Option<MessageId>,
    text: String,
) -> MessageId {
    match site.agency.say(who, Saying { story, parent, text, client_id: None }).await.unwrap() {
        Outcome::Visible(message) => message.id,
        other => panic!("{other:?}"),
    }
}

/// Counts the messages that come out of a stream, also those that two reads share.
async fn listen(mut stream: TcpStream, heard: Arc<AtomicU64>) {
    const MARK: &[u8] = b"event: message";
    let (mut kept, mut part) = (Vec::new(), [0; 16 * 1024]);
    while let Ok(length @ 1..) = stream.read(&mut part).await {
        kept.extend_from_slice(&part[..length]);
        let count = kept.windows(MARK.len()).filter(|part| *part == MARK).count();
        heard.fetch_add(count as u64, Ordering::Relaxed);
        kept.drain(..kept.len().saturating_sub(MARK.len() - 1));
    }
}

async fn times(site: &TestSite, path: &str, rounds: usize) -> (f64, f64) {
    let mut all = Vec::with_capacity(rounds);
    for _ in 0..rounds {
        let start = Instant::now();
        assert_eq!(site.get(path).await.status, 200);
        all.push(start.elapsed().as_secs_f64() * 1e3);
    }
    (percentile(&mut all, 0.5), percentile(&mut all, 0.99))
}

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() {
    let site = TestSite::new().await;
    let body = "PORT MERRIN, October 12 (Meridian) - The old harbour bridge closed to lorries on Monday.";
    let sent = site.send(&format!("---\nslug: bridge\n---\nBridge closes\n\n{body}\n")).await;
    let quiet = site
        .send(&format!("---\nslug: quay\n---\nQuay closes\n\n{}\n", body.replace("bridge", "quay")))
        .await;
    let edition = "en".parse().unwrap();
    let named = ("Nora Vik", "nora@reader.example", "seven lanterns over Velm");
    let nora = site.agency.add_reader(&site.hand, named, &edition, ReaderBadge::Expert).await.unwrap();

    // No two messages say the same, so that they pack as what people write does.
    let vocabulary: Vec<&str> = "the a council harbour bridge ferry should have looked at piers before summer and say now what \
        it knew because nobody asked who pays for repair when lorries come back from quay although engineers told mayor \
        that cracks were found two years ago but report stays secret until inquiry ends I think we all remember how \
        tram stopped there every morning my father worked on it in winter they closed one lane then another without a word"
        .split_whitespace()
        .collect();
    let sentence = |n: usize| -> String {
        let mut state = n as u64 * 2_654_435_761 + 97;
        let words = (0..20).map(|_| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            vocabulary[(state >> 33) as usize % vocabulary.len()]
        });
        words.collect::<Vec<_>>().join(" ")
    };
    let start = Instant::now();
    let mut above = Vec::new();
    for n in 0..MESSAGES {
        // Every fourth begins a thread; the others answer, three levels deep.
        let depth = n % 4;
        above.truncate(depth);
        let id = say(&site, &nora, sent.story, above.last().copied(), format!("{} ({n})", sentence(n))).await;
        above.push(id);
    }
    println!("{MESSAGES} messages said one after the other: {:.1} s", start.elapsed().as_secs_f64());
    for n in 0..100 {
        say(&site, &nora, quiet.story, None, format!("{} ({n}, quiet)", sentence(n))).await;
    }

    let discussion = format!("{}/discussion", sent.path);
    for order in ["newest", "oldest", "useful"] {
        let (median, slow) = times(&site, &format!("{discussion}?order={order}"), 200).await;
        println!("first page by {order}, rendered each time: median {median:.2} ms, p99 {slow:.2} ms");
    }
    let page = site.get(&discussion).await.bytes;
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(&page).unwrap();
    println!(
        "first page: {} KB, {:.1} KB in gzip",
        page.len() / 1024,
        gzip.finish().unwrap().len() as f64 / 1024.0
    );
    let (median, slow) = times(&site, &format!("{}/chat?before=9999", sent.path), 200).await;
    println!("a page of the room of {MESSAGES}: median {median:.2} ms, p99 {slow:.2} ms");
    let (median, slow) = times(&site, &format!("{}/chat?before=99", quiet.path), 200).await;
    println!("a page of the room of 100: median {median:.2} ms, p99 {slow:.2} ms");
    for (name, story) in [(MESSAGES, sent.story), (100, quiet.story)] {
        let mut all = Vec::new();
        for n in 0..100 {
            let start = Instant::now();
            say(&site, &nora, story, None, format!("Once more, {n} in {name}")).await;
            all.push(start.elapsed().as_secs_f64() * 1e3);
        }
        let (median, slow) = (percentile(&mut all, 0.5), percentile(&mut all, 0.99));
        println!("one more message in a room of {name}: median {median:.2} ms, p99 {slow:.2} ms");
    }

    let heard = Arc::new(AtomicU64::new(0));
    let mut streams = Vec::new();
    let head = site.agency.room_head(sent.story).unwrap();
    let address = site.listen().await;
    let begun = Instant::now();
    for _ in 0..LISTENERS {
        let live = format!("GET /live?room={}:{head} HTTP/1.1\r\nhost: localhost:8080\r\n\r\n", sent.story);
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(live.as_bytes()).await.unwrap();
        streams.push(tokio::spawn(listen(stream, heard.clone())));
    }
    println!("{LISTENERS} connections opened in {:.0} ms", begun.elapsed().as_secs_f64() * 1e3);
    tokio::time::sleep(Duration::from_secs(3)).await;
    let (start, mut late) = (Instant::now(), Duration::ZERO);
    for n in 0..A_SECOND * SECONDS {
        let due = Duration::from_secs_f64(n as f64 / A_SECOND as f64);
        match due.checked_sub(start.elapsed()) {
            Some(early) => tokio::time::sleep(early).await,
            None => late = late.max(start.elapsed() - due),
        }
        say(&site, &nora, sent.story, None, format!("Live line {n} of many")).await;
    }
    let wanted = A_SECOND * SECONDS * LISTENERS as u64;
    let said = start.elapsed();
    while heard.load(Ordering::Relaxed) < wanted && start.elapsed() < said + Duration::from_secs(20) {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    println!(
        "{LISTENERS} in one room, {A_SECOND} messages a second for {SECONDS} s: {} of {wanted} heard, the last {:.0} ms after it \
         was said; the writer fell behind by {:.0} ms at the most",
        heard.load(Ordering::Relaxed),
        (start.elapsed() - said).as_secs_f64() * 1e3,
        late.as_secs_f64() * 1e3
    );
    streams.iter().for_each(tokio::task::JoinHandle::abort);
}
