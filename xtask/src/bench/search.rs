//! What does a search cost, beside the full-text searches of SQLite and PostgreSQL on the same stories?

use std::collections::HashMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};

use super::{Figures, rooms};
use crate::ci::Log;
use crate::machine;
use crate::postgres::Server;

/// How many stories there are, where `DATELINE_BENCH_STORIES` does not say it.
const STORIES: &str = "200000";
/// By what Python speaks to PostgreSQL.
const PACKAGES: [&str; 1] = ["psycopg[binary]==3.2.12"];

/// Builds the index and asks it, then has the peers do the same.
///
/// # Errors
/// When one of them fails.
pub fn measure(log: &mut Log) -> Result<Figures> {
    let folder = super::folder()?.join("search");
    fs::create_dir_all(&folder)?;
    let stories = std::env::var("DATELINE_BENCH_STORIES").unwrap_or_else(|_| STORIES.to_owned());
    let place = folder.to_string_lossy();
    let environment = [("DATELINE_BENCH_FOLDER", &*place), ("DATELINE_BENCH_STORIES", &*stories)];
    let ours = rows(&rooms::output("search", "archive", &environment)?);
    let fts5: HashMap<_, _> = peer(log, &folder, "fts5", &place)?.into_iter().collect();
    let settings = ["shared_buffers=2GB", "maintenance_work_mem=1GB"];
    let server = Server::start(log, super::folder()?.join("search-postgres.log"), &settings)?;
    let database = format!("{}/postgres", server.address());
    let postgres: HashMap<_, _> = peer(log, &folder, "postgres", &database)?.into_iter().collect();
    drop(server);
    fs::remove_dir_all(&folder)?;

    let mut text = format!(
        "`DATELINE_BENCH_STORIES={stories} cargo xtask bench search --write`: {stories} made-up stories of some 2 KB, their words as \
         frequent as words are (Zipf's law). FTS5 is contentless, with Porter's stems and weights for the headline; PostgreSQL keeps a \
         `tsvector` (english) with a GIN index. All are asked the same 500 questions for the first 20 stories, PostgreSQL 60 of them, \
         none longer than ten seconds. Ours is asked within an edition, and counts the hits (to 10,000) besides; theirs only list. \
         Milliseconds, median / p99, where nothing else is said.\n\n\
         | what | ours | FTS5 | PostgreSQL | ours to FTS5's |\n|---|---|---|---|---|\n"
    );
    for (name, figures) in &ours {
        let told =
            |peer: &HashMap<String, Vec<f64>>| peer.get(name).map_or("–".to_owned(), |it| joined(it));
        let ratio =
            fts5.get(name).map(|theirs| figures.iter().zip(theirs).map(|(ours, theirs)| ours / theirs));
        let ratio = ratio.map_or("–".to_owned(), |it| joined(&it.collect::<Vec<_>>()));
        writeln!(text, "| {name} | {} | {} | {} | {ratio} |", joined(figures), told(&fts5), told(&postgres))?;
    }
    Ok(Figures { name: "search", text })
}

fn peer(log: &mut Log, folder: &Path, name: &str, place: &str) -> Result<Vec<(String, Vec<f64>)>> {
    let python = machine::python(log, "search-peers", &PACKAGES)?.join("bin/python");
    let script = log.root().join("xtask/search/peers.py");
    let done = log.command(python).arg(script).args([name, place]).arg(folder).output()?;
    let said = String::from_utf8_lossy(&done.stderr);
    done.status.success().then_some(()).with_context(|| format!("{name} fails: {said}"))?;
    Ok(rows(&String::from_utf8_lossy(&done.stdout)))
}

/// A line is a name and its figures.
fn rows(text: &str) -> Vec<(String, Vec<f64>)> {
    let row = |line: &str| {
        let mut parts = line.split('\t');
        let name = parts.next()?.to_owned();
        Some((name, parts.map(|it| it.parse().ok()).collect::<Option<Vec<f64>>>()?))
    };
    text.lines().filter_map(row).filter(|(_, figures)| !figures.is_empty()).collect()
}

fn joined(figures: &[f64]) -> String {
    let told = |it: &f64| if *it < 10.0 { format!("{it:.3}") } else { format!("{it:.1}") };
    figures.iter().map(told).collect::<Vec<_>>().join(" / ")
}
