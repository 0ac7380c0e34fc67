//! How long from the command to the first page with 10,000 stories in the folder, and how much memory when idle?

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use serde_json::json;

use super::Figures;
use super::served::{self, Served};
use crate::ci::Log;

const STORIES: usize = 10_000;
const RUNS: usize = 5;

/// Fills a folder with made-up stories once, then starts it several times.
///
/// # Errors
/// When filling or serving fails.
pub fn measure(log: &mut Log) -> Result<Figures> {
    let binary = served::binary(log)?;
    let folder = super::folder()?.join("start");
    let data = folder.join("data");
    if !folder.join("filled").exists() {
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(&folder)?;
        fill(log, &binary, &folder, &data)?;
        fs::write(folder.join("filled"), "")?;
    }
    let mut starts = Vec::new();
    let mut memory = (0, 0);
    for _ in 0..RUNS {
        let began = Instant::now();
        let agency = Served::open(&binary, &data, &[])?;
        let front = served::get(&agency.address, "/", "identity")?;
        if front.status != 200 {
            bail!("the front page answers {}", front.status);
        }
        starts.push(began.elapsed());
        std::thread::sleep(Duration::from_secs(5));
        memory = (
            served::kilobytes(agency.process(), "VmRSS:")?,
            served::kilobytes(agency.process(), "RssAnon:")?,
        );
    }
    starts.sort();
    let mut text = format!(
        "`cargo xtask bench start --write`: a folder with {STORIES} stories; from the command to the last byte of the front \
         page, {RUNS} starts, files in the system's cache; memory five seconds after the first page.\n\n"
    );
    writeln!(text, "| what | figure |\n|---|---|")?;
    writeln!(text, "| start to first page, median | {:.0} ms |", starts[RUNS / 2].as_secs_f64() * 1000.0)?;
    writeln!(text, "| start to first page, slowest | {:.0} ms |", starts[RUNS - 1].as_secs_f64() * 1000.0)?;
    writeln!(text, "| memory when idle (resident) | {:.1} MB |", memory.0 as f64 / 1000.0)?;
    writeln!(text, "| of it not backed by files | {:.1} MB |", memory.1 as f64 / 1000.0)?;
    writeln!(text, "| data folder | {:.1} MB |", size(&data)? as f64 / 1e6)?;
    Ok(Figures { name: "start", text })
}

/// Makes the demo's agency in `data`, then imports a feed of made-up stories.
fn fill(log: &mut Log, binary: &Path, folder: &Path, data: &Path) -> Result<()> {
    drop(Served::open(binary, data, &["--demo"])?);
    let words =
        ["harbour", "council", "bridge", "ferry", "budget", "vote", "storm", "grain", "rail", "school"];
    let items: Vec<_> = (0..STORIES)
        .map(|number| {
            let word = |step: usize| words[(number / step + step) % words.len()];
            let paragraph = |count: usize| {
                let sentence = format!("The {} of the {} spoke about the {} on day {number}. ", word(1), word(10), word(100));
                format!("<p>{}</p>", sentence.repeat(count))
            };
            json!({
                "id": format!("urn:made-up:{number}"),
                "url": format!("https://example.org/{number}"),
                "title": format!("{} and {} agree on {} number {number}", word(1), word(10), word(100)),
                "content_html": (2..8).map(paragraph).collect::<String>(),
                "date_published": format!("2026-{:02}-{:02}T{:02}:00:00Z", 1 + number % 10, 1 + number % 28, number % 24),
            })
        })
        .collect();
    let feed = json!({ "version": "https://jsonfeed.org/version/1.1", "title": "Made up", "language": "en", "items": items });
    let file = folder.join("made-up.json");
    fs::write(&file, serde_json::to_vec(&feed)?)?;
    let mut import = Command::new(binary);
    import.arg("import").arg(&file).arg("--data").arg(data);
    log.run(import.stdin(Stdio::null()))
        .with_context(|| format!("the import failed: {}", log.shown_path()))?;
    Ok(())
}

fn size(folder: &Path) -> Result<u64> {
    let mut sum = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let about = entry.metadata()?;
        sum += if about.is_dir() { size(&entry.path())? } else { about.len() };
    }
    Ok(sum)
}
