//! How long does a comparison take, and how does it grow?
//!
//! `cargo bench -p story`: the median of many runs, for ordinary edits and for the worst there are.
#![allow(clippy::print_stdout, clippy::disallowed_methods)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use story::compare::compare;
use story::{Content, Kind, Language, NumberStyle, Paragraph, ParagraphId, Role, Text, advisory};

/// A paragraph of about 50 words that shares most of them with its neighbours.
fn paragraph(n: usize, say: &str) -> String {
    format!(
        "Village {n} of the Calden hills {say} on Friday that {} of its wells had been tested for salt, the governor's \
         office in Tessa said, and that {} of them were to be closed before the winter. The office of works put the \
         cost at {} crowns for household {}, not counting pipes that were laid to farm {} in the valley below.",
        n * 7 % 31,
        n % 13,
        n * 31,
        n * 17,
        n * 3,
    )
}

fn story(paragraphs: impl Iterator<Item = String>) -> Content {
    let mut content = Content::new(Language::english(), "wells", "Wells tested in the hills");
    content.body = paragraphs
        .map(|text| Paragraph { id: ParagraphId(0), role: Role::Body, text: Text::plain(text) })
        .collect();
    content.number_new_paragraphs();
    content
}

fn median(runs: usize, mut run: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..runs)
        .map(|_| {
            let start = Instant::now();
            run();
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    times[times.len() / 2]
}

fn main() {
    println!(
        "{:>10}  {:>12} {:>12} {:>12} {:>12}",
        "paragraphs", "one edited", "tenth edited", "all edited", "reversed"
    );
    for size in [30, 250, 500, 1_000, 2_000, 4_000] {
        let old = story((0..size).map(|n| paragraph(n, "said")));
        let edited = |every: usize| {
            story((0..size).map(|n| paragraph(n, if n % every == 0 { "insisted" } else { "said" })))
        };
        let states =
            [edited(size), edited(10), edited(1), story((0..size).rev().map(|n| paragraph(n, "insisted")))];
        let times: Vec<String> = states
            .iter()
            .map(|new| {
                let time = median((12_000 / size).max(15), || {
                    let comparison = compare(black_box(&old), black_box(new));
                    let changes = comparison.changes(Kind::Update);
                    black_box(advisory::write(&changes, NumberStyle::Suffix, &new.language));
                });
                format!("{:>9.3} ms", time.as_secs_f64() * 1e3)
            })
            .collect();
        println!("{size:>10}  {}", times.join(" "));
    }
}
