//! Feeds read by us and by feed-rs; stories written; each as one line, `NAME SECONDS UNITS`.
//!
//! `feeds FILE…` reads the files that both take, in turns; `write FILE` writes the stories of a file of plain copy.

use std::hint::black_box;
use std::time::{Duration, Instant};

use formats::{Document, Format};

/// How long a turn is at the least.
const TURN: Duration = Duration::from_millis(600);
/// How many turns each side has; the median counts.
const TURNS: usize = 5;

fn main() {
    let mut words = std::env::args().skip(1);
    match words.next().as_deref() {
        Some("feeds") => feeds(words.collect()),
        Some("write") => write(words.collect()),
        _ => eprintln!("feeds FILE… or write FILE…"),
    }
}

/// Seconds that one round over everything takes, the median of some turns.
fn rounds(mut round: impl FnMut()) -> f64 {
    let mut took: Vec<f64> = (0..TURNS)
        .map(|_| {
            let (begun, mut count) = (Instant::now(), 0_u32);
            while begun.elapsed() < TURN {
                round();
                count += 1;
            }
            begun.elapsed().as_secs_f64() / f64::from(count)
        })
        .collect();
    took.sort_by(f64::total_cmp);
    took[took.len() / 2]
}

fn feeds(names: Vec<String>) {
    let files: Vec<(String, Vec<u8>)> =
        names.into_iter().filter_map(|name| Some((name.clone(), std::fs::read(name).ok()?))).collect();
    let files: Vec<_> = files
        .into_iter()
        .filter(|(_, bytes)| feed_rs::parser::parse(&bytes[..]).is_ok() && formats::read(bytes).is_ok())
        .collect();
    let bytes: usize = files.iter().map(|(_, bytes)| bytes.len()).sum();
    let ours = rounds(|| {
        for (_, bytes) in &files {
            let _ = black_box(formats::read(bytes));
        }
    });
    let theirs = rounds(|| {
        for (_, bytes) in &files {
            let _ = black_box(feed_rs::parser::parse(&bytes[..]));
        }
    });
    println!("ours {ours} {bytes}\nfeed-rs {theirs} {bytes}");
    for (name, _) in &files {
        println!("file {name}");
    }
}

fn write(names: Vec<String>) {
    let mut items = Vec::new();
    for name in names {
        let Some(bytes) = std::fs::read(name).ok() else { continue };
        items.extend(formats::read(&bytes).map(|document| document.items).unwrap_or_default());
    }
    // Stories of two kilobytes, as most of a wire are.
    let size = |item: &formats::Item| item.body.iter().map(|it| it.text.as_plain().len()).sum::<usize>();
    items.retain(|item| (1200..3000).contains(&size(item)));
    let mean = items.iter().map(size).sum::<usize>() / items.len().max(1);
    println!("stories {} {mean}", items.len());
    for format in Format::ALL {
        let documents: Vec<Document> =
            items.iter().map(|item| Document { items: vec![item.clone()], ..Document::default() }).collect();
        let took = rounds(|| {
            for document in &documents {
                black_box(format.write(document));
            }
        });
        println!("{format} {took} {}", documents.len());
    }
}
