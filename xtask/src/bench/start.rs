//! How long from the command to the first page with 10,000 stories in the folder, and how much memory when idle?

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use super::Figures;
use super::fill;
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
        drop(Served::open(&binary, &data, &["--demo"])?);
        fill::add(log, &binary, &data, 0..STORIES)?;
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

/// The bytes of all files below a folder.
///
/// # Errors
/// When it cannot be read.
pub fn size(folder: &Path) -> Result<u64> {
    let mut sum = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let about = entry.metadata()?;
        sum += if about.is_dir() { size(&entry.path())? } else { about.len() };
    }
    Ok(sum)
}
