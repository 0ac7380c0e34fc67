//! The bare engine: how many rows of 600 bytes a second are durable, by how many who write at once, when one thread writes and
//! all who wait share a commit?
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

mod told;

use std::sync::mpsc;
use std::time::{Duration, Instant};

const SECONDS: u64 = 3;

fn main() {
    for at_once in [1, 16, 64, 256] {
        let folder = tempfile::tempdir().unwrap();
        let connection = rusqlite::Connection::open(folder.path().join("bare.sqlite")).unwrap();
        connection
            .execute_batch(
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
                 CREATE TABLE row (id INTEGER PRIMARY KEY, text TEXT NOT NULL);",
            )
            .unwrap();
        let (ask, asked) = mpsc::sync_channel::<(String, mpsc::SyncSender<()>)>(1024);
        let writer = std::thread::spawn(move || {
            while let Ok(first) = asked.recv() {
                let mut all = vec![first];
                all.extend(asked.try_iter().take(1023));
                connection.execute_batch("BEGIN IMMEDIATE").unwrap();
                {
                    let mut put = connection.prepare_cached("INSERT INTO row (text) VALUES (?1)").unwrap();
                    for (text, _) in &all {
                        put.execute([text]).unwrap();
                    }
                }
                connection.execute_batch("COMMIT").unwrap();
                for (_, done) in all {
                    let _ = done.send(());
                }
            }
        });
        let began = Instant::now();
        let hands: Vec<_> = (0..at_once)
            .map(|_| {
                let ask = ask.clone();
                std::thread::spawn(move || {
                    let mut times = Vec::new();
                    while began.elapsed() < Duration::from_secs(SECONDS) {
                        let start = Instant::now();
                        let (done, is_done) = mpsc::sync_channel(1);
                        ask.send(("x".repeat(600), done)).unwrap();
                        is_done.recv().unwrap();
                        times.push(start.elapsed().as_secs_f64() * 1e3);
                    }
                    times
                })
            })
            .collect();
        let times: Vec<f64> = hands.into_iter().flat_map(|hand| hand.join().unwrap()).collect();
        let took = began.elapsed().as_secs_f64();
        drop(ask);
        writer.join().unwrap();
        told::tell(at_once, times, took);
    }
}
