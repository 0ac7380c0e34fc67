//! The bare engine: how many rows of 600 bytes a second are durable in PostgreSQL, by how many who each commit on a connection
//! of their own?
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

mod told;

use std::time::{Duration, Instant};

use tokio_postgres::{Client, NoTls};

const SECONDS: u64 = 3;

async fn connect(address: &str) -> Client {
    let (client, connection) = tokio_postgres::connect(address, NoTls).await.unwrap();
    tokio::spawn(connection);
    client
}

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() {
    let address = std::env::var("DATELINE_BENCH_POSTGRES").expect("DATELINE_BENCH_POSTGRES names a database");
    let first = connect(&address).await;
    first.batch_execute("CREATE TABLE bare (id BIGSERIAL PRIMARY KEY, text TEXT NOT NULL)").await.unwrap();
    for at_once in [1, 16, 64, 256] {
        let mut clients = Vec::new();
        for _ in 0..at_once {
            clients.push(connect(&address).await);
        }
        let began = Instant::now();
        let hands: Vec<_> = clients
            .into_iter()
            .map(|client| {
                tokio::spawn(async move {
                    let put = client.prepare("INSERT INTO bare (text) VALUES ($1)").await.unwrap();
                    let (text, mut times) = ("x".repeat(600), Vec::new());
                    while began.elapsed() < Duration::from_secs(SECONDS) {
                        let start = Instant::now();
                        client.execute(&put, &[&text]).await.unwrap();
                        times.push(start.elapsed().as_secs_f64() * 1e3);
                    }
                    times
                })
            })
            .collect();
        let mut times = Vec::new();
        for hand in hands {
            times.extend(hand.await.unwrap());
        }
        let took = began.elapsed().as_secs_f64();
        told::tell(at_once, times, took);
    }
}
