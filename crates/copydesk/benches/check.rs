//! How long does the copy desk look: a story of thirty paragraphs cold, and one changed paragraph of it?
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::disallowed_methods)]

use std::hint::black_box;
use std::time::Instant;

use copydesk::{Context, Desk, Facts};
use jiff::tz::TimeZone;
use story::Language;

fn main() {
    let english = Language::english();
    let paragraph = |at: usize| {
        format!(
            "The port authority said on Monday, October 12, that {} ships waited outside Port Merrin and that repairs worth \
             ${}.5 million (about {} million euros) would take until November {}. “We have never seen such a storm,” harbour \
             master Oda Lind told reporters, adding that the quay, built in 1931, had lost {} metres of its wall.",
            at + 11,
            at + 2,
            at + 1,
            at % 28 + 1,
            at + 20
        )
    };
    let copy = |changed: usize| {
        let all: Vec<String> =
            (0..30).map(|at| if at == 15 { paragraph(at + changed * 31) } else { paragraph(at) }).collect();
        let text = format!("Storm shuts port\n\nPORT MERRIN, October 12 (Meridian) - {}\n", all.join("\n\n"));
        formats::copy::read(&text, &english, jiff::civil::date(2026, 10, 12))
            .into_content(&english, &"en".parse().unwrap())
    };
    let facts = Facts::default();
    let context = Context {
        now: "2026-10-12T12:00:00Z".parse().unwrap(),
        zone: TimeZone::UTC,
        earlier: None,
        kind: None,
        advisory: None,
        facts: &facts,
    };
    let median = |mut times: Vec<f64>| {
        times.sort_by(f64::total_cmp);
        times[times.len() / 2]
    };
    let first = Instant::now();
    black_box(copydesk::check(&copy(0), &context));
    println!("first of the process, the dictionary read: {:.1} ms", first.elapsed().as_secs_f64() * 1e3);
    let story = copy(0);
    let cold = (0..50).map(|_| {
        let start = Instant::now();
        black_box(copydesk::check(&story, &context));
        start.elapsed().as_secs_f64() * 1e3
    });
    println!("thirty paragraphs, cold: {:.2} ms", median(cold.collect()));
    let mut desk = Desk::new();
    desk.look(&story, &context);
    let warm = (1..200).map(|changed| {
        let next = copy(changed);
        let start = Instant::now();
        black_box(desk.look(&next, &context));
        start.elapsed().as_secs_f64() * 1e3
    });
    println!("one of thirty changed: {:.2} ms", median(warm.collect()));
}
