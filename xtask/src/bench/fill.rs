//! Where do archives of ten thousand to a million stories come from?

use std::fs;
use std::ops::Range;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result};
use serde_json::json;

use crate::ci::Log;

/// How many stories a file that is imported has.
const IN_A_FILE: usize = 10_000;
const WORDS: [&str; 10] =
    ["harbour", "council", "bridge", "ferry", "budget", "vote", "storm", "grain", "rail", "school"];

/// Adds made-up stories of these numbers to an agency that nobody serves, as the import of another site's feed.
///
/// # Errors
/// When the import fails.
pub fn add(log: &mut Log, binary: &Path, data: &Path, numbers: Range<usize>) -> Result<()> {
    let file = data.with_extension("made-up.json");
    for first in numbers.clone().step_by(IN_A_FILE) {
        let items: Vec<_> = (first..numbers.end.min(first + IN_A_FILE)).map(item).collect();
        let feed = json!({ "version": "https://jsonfeed.org/version/1.1", "title": "Made up", "language": "en", "items": items });
        fs::write(&file, serde_json::to_vec(&feed)?)?;
        let mut import = Command::new(binary);
        import.arg("import").arg(&file).arg("--data").arg(data);
        log.run(import.stdin(Stdio::null()))
            .with_context(|| format!("the import failed: {}", log.shown_path()))?;
    }
    Ok(fs::remove_file(&file)?)
}

fn item(number: usize) -> serde_json::Value {
    let word = |step: usize| WORDS[(number / step + step) % WORDS.len()];
    let paragraph = |count: usize| {
        let sentence =
            format!("The {} of the {} spoke about the {} on day {number}. ", word(1), word(10), word(100));
        format!("<p>{}</p>", sentence.repeat(count))
    };
    // A story every ten minutes, back from October 2026.
    let (day, minute) = (number / 144, number % 144 * 10);
    let months = 2026 * 12 + 9 - day / 28;
    let (year, month, day) = (months / 12, months % 12 + 1, 28 - day % 28);
    json!({
        "id": format!("urn:made-up:{number}"),
        "url": format!("https://example.org/{number}"),
        "title": format!("{} and {} agree on {} number {number}", word(1), word(10), word(100)),
        "content_html": (2..8).map(paragraph).collect::<String>(),
        "date_published": format!("{year}-{month:02}-{day:02}T{:02}:{:02}:00Z", minute / 60, minute % 60),
    })
}
