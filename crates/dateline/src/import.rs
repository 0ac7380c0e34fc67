//! Taking in files of other systems, one after the other; a bad one never stops the others.

use std::path::PathBuf;

use anyhow::{Context as _, Result};
use newsroom::Agency;
use serde_json::{Value, json};

use crate::ask::Answer;

/// Takes in every file; what was taken, what was left and why, a line each.
pub async fn import(
    agency: &Agency,
    files: &[PathBuf],
    edition: Option<String>,
    section: Option<String>,
) -> Result<Answer> {
    let hand = agency.command_line().await?;
    let edition = edition.map(|word| word.parse()).transpose().context("--edition")?;
    let section = section.map(|word| word.parse()).transpose().context("--section")?;
    let (mut lines, mut all, mut count, mut faults) = (Vec::new(), Vec::<Value>::new(), 0, 0);
    for file in files {
        let name = file.display();
        let read = std::fs::read(file)
            .map_err(|error| error.to_string())
            .and_then(|bytes| formats::read(&bytes).map_err(|error| error.to_string()));
        let document = match read {
            Ok(document) => document,
            Err(fault) => {
                faults += 1;
                lines.push(format!("{name}: {fault}"));
                all.push(json!({ "file": file, "fault": fault }));
                continue;
            }
        };
        let report = agency.import(&hand, document, edition.as_ref(), section.as_ref()).await?;
        lines.push(format!(
            "{name}: {} taken, {} left ({})",
            report.taken.len(),
            report.left.len(),
            report.format
        ));
        lines.extend(report.left.iter().map(|(what, why)| format!("  left: {what}: {why}")));
        count += report.taken.len();
        all.push(json!({ "file": file, "report": report }));
    }
    let head = agency.head()?;
    agency.searchable(head).await;
    lines.push(format!("{count} stories taken from {} files, {faults} files could not be read", files.len()));
    let json = json!({ "taken": count, "faults": faults, "files": all });
    Ok(Answer { is_done: faults < files.len() || files.is_empty(), text: lines.join("\n"), json })
}
