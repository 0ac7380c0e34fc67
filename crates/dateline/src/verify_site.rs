//! Checking a site from outside, by its public log: what the command line says of it.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use newsroom::{SiteAsked, check_site};

use crate::answer;
use crate::cli::Verify;

/// Checks a site and says what was found; exit status 1 where something does not hold.
///
/// # Errors
/// When the site cannot be asked, or a file cannot be read or written.
pub fn verify(site: &str, how: &Verify) -> Result<ExitCode> {
    let kept = how.kept.as_deref().filter(|path| path.exists()).map(read).transpose()?;
    let asked = SiteAsked {
        site,
        key: how.key.as_deref(),
        kept: kept.as_deref(),
        witness: how.witness.as_deref(),
        all: how.all,
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let report = runtime.block_on(check_site(asked))?;
    let holds = report.faults.is_empty();
    if let Some(path) = how.kept.as_deref().filter(|_| holds) {
        std::fs::write(path, &report.checkpoint)
            .with_context(|| format!("{} cannot be written", path.display()))?;
    }
    if how.json {
        answer::json(&serde_json::to_value(&report)?);
    } else {
        let since = report.since.map(|size| format!(", {size} of them as they were the last time"));
        answer::line(&format!(
            "{} entries under the signed root{}; {} texts and {} pages say what was recorded, {} texts are gone, as entries tell",
            report.entries,
            since.unwrap_or_default(),
            report.texts,
            report.pages,
            report.gone
        ));
        if let Some(size) = report.witnessed {
            answer::line(&format!("the witness signed {size} of them"));
        }
        if how.key.is_none() {
            let key = &report.key;
            answer::line(&format!(
                "the key came from the site itself; keep it, and give it the next time: --key {key}"
            ));
        }
        report.faults.iter().for_each(|fault| answer::fault(fault));
    }
    Ok(if holds { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))
}
