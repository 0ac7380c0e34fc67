//! How many sends a second are durable, by how many who send at once, and how long does one wait?
//!
//! A send is all of it: the copy is read, held against the story's rules, its revision, entry, placements and signals are kept in
//! one transaction with whoever sends at the same moment, the followers make its page stale and tell the newsfeeds.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use newsroom::Where;
use testkit::TestSite;

const SECONDS: u64 = 3;

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() {
    let site = Arc::new(TestSite::new().await);
    for at_once in [1, 16, 64, 256] {
        let number = Arc::new(AtomicUsize::new(0));
        let began = Instant::now();
        let mut hands = Vec::new();
        for _ in 0..at_once {
            let (site, number) = (site.clone(), number.clone());
            hands.push(tokio::spawn(async move {
                let mut times = Vec::new();
                while began.elapsed() < Duration::from_secs(SECONDS) {
                    let number = number.fetch_add(1, Ordering::Relaxed);
                    let copy = format!(
                        "---\nslug: bench-{at_once}-{number}\n---\nCouncil meets for the time {number}\n\nPORT MERRIN, October 12 \
                         (Meridian) - The council of Port Merrin met on Monday about bridge {number} and ferry {at_once}.\n\n\
                         Its members spoke for two hours.\n"
                    );
                    let start = Instant::now();
                    site.agency.send_copy(&site.hand, &copy, Where::default()).await.unwrap();
                    times.push(start.elapsed().as_secs_f64() * 1e3);
                }
                times
            }));
        }
        let mut times = Vec::new();
        for hand in hands {
            times.extend(hand.await.unwrap());
        }
        let took = began.elapsed().as_secs_f64();
        times.sort_by(f64::total_cmp);
        println!(
            "{at_once} {:.0} {:.2} {:.2}",
            times.len() as f64 / took,
            times[times.len() / 2],
            times[times.len() * 99 / 100]
        );
    }
}
