//! How long does a new revision take to its page, in every encoding?
//!
//! The first who asks has the page made; each encoding is made for the first who asks for it, and kept. A second one is asked for
//! again, which shows that it was made once.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, clippy::disallowed_methods)]

use std::time::Instant;

use testkit::TestSite;

const STORIES: usize = 300;
const ENCODINGS: [&str; 4] = ["identity", "zstd", "gzip", "br"];

/// Fifty paragraphs: a page of some thirty kilobytes. No two say the same, so that they pack as news does.
fn copy(story: usize, revision: usize) -> String {
    let words: Vec<&str> = "the a council harbour bridge ferry should have looked at piers before summer and say now what it knew because \
        nobody asked who pays for repair when lorries come back from quay although engineers told mayor that cracks were found two years \
        ago but report stays secret until inquiry ends minister said on Monday under pressure of unions about wages in port towns"
        .split_whitespace()
        .collect();
    let mut seed = 7 + story;
    let mut next = || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        words[(seed >> 33) % words.len()]
    };
    let paragraphs: Vec<String> = (0..50)
        .map(|n| {
            let text: Vec<&str> = (0..70).map(|_| next()).collect();
            if n == 3 {
                format!("Revision {revision} says {}.", text.join(" "))
            } else {
                format!("{}.", text.join(" "))
            }
        })
        .collect();
    format!("---\nslug: bridge-{story}\n---\nBridge closes\n\n{}\n", paragraphs.join("\n\n"))
}

fn middle(all: &mut [f64]) -> (f64, f64) {
    all.sort_by(f64::total_cmp);
    (all[all.len() / 2], all[all.len() * 99 / 100])
}

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() {
    let site = TestSite::new().await;
    let mut times = [const { Vec::new() }; ENCODINGS.len()];
    let (mut again, mut whole, mut sizes) = (Vec::new(), Vec::new(), [0; ENCODINGS.len()]);
    for story in 0..STORIES {
        let path = site.send(&copy(story, 0)).await.path;
        assert_eq!(site.get(&path).await.status, 200);
        site.later(1);
        site.send(&copy(story, 1)).await;
        let began = Instant::now();
        for (at, encoding) in ENCODINGS.into_iter().enumerate() {
            let asked = Instant::now();
            let page = site.get_with(&path, &[("accept-encoding", encoding)]).await;
            times[at].push(asked.elapsed().as_secs_f64() * 1e3);
            assert_eq!(page.status, 200);
            sizes[at] = page.bytes.len();
        }
        whole.push(began.elapsed().as_secs_f64() * 1e3);
        let asked = Instant::now();
        site.get_with(&path, &[("accept-encoding", "br")]).await;
        again.push(asked.elapsed().as_secs_f64() * 1e3);
    }
    println!("| asked, one after the other | bytes | median, ms | p99, ms |\n|---|---|---|---|");
    for ((encoding, times), bytes) in ENCODINGS.iter().zip(&mut times).zip(sizes) {
        let (median, p99) = middle(times);
        let what = if *encoding == "identity" { "identity: the page is made" } else { encoding };
        println!("| {what} | {bytes} | {median:.3} | {p99:.3} |");
    }
    let (median, p99) = middle(&mut whole);
    println!("| all of them | | {median:.3} | {p99:.3} |");
    let (median, p99) = middle(&mut again);
    println!("| br once more, at hand | | {median:.3} | {p99:.3} |");
}
