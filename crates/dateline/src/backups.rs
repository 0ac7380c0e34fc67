//! Backups by the clock: one file each so many hours, the last few kept.

use std::path::PathBuf;
use std::time::Duration;

use newsroom::{Agency, Place};

/// Takes backups as long as the agency runs; `hours` 0 takes none.
pub fn start(agency: &Agency, place: &Place, hours: u32, keep: usize) {
    if hours == 0 {
        return;
    }
    let (agency, place) = (agency.clone(), place.clone());
    tokio::spawn(async move {
        loop {
            tokio::time::sleep(Duration::from_secs(u64::from(hours) * 3600)).await;
            let name = agency.now().strftime("agency-%Y%m%d-%H%M%S.backup").to_string();
            let place = place.clone();
            let taken = tokio::task::spawn_blocking(move || take(&place, &name, keep)).await;
            match taken {
                Ok(Ok(file)) => tracing::info!(file = %file.display(), "backup taken"),
                Ok(Err(error)) => {
                    tracing::error!(%error, "the backup failed; the next is tried in {hours} hours")
                }
                Err(error) => tracing::error!(%error, "the backup failed"),
            }
        }
    });
}

/// Writes a backup below the data folder and removes the oldest beyond `keep`.
fn take(place: &Place, name: &str, keep: usize) -> anyhow::Result<PathBuf> {
    let backups = place.folder.join("backups");
    std::fs::create_dir_all(&backups)?;
    let file = backups.join(name);
    newsroom::backup(place, &file)?;
    let mut all: Vec<PathBuf> = std::fs::read_dir(&backups)?
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|end| end == "backup"))
        .collect();
    // Their names sort by time.
    all.sort();
    let old = all.len().saturating_sub(keep.max(1));
    all.iter().take(old).try_for_each(std::fs::remove_file)?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;
    use newsroom::Clock;

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn the_last_few_backups_are_kept_and_each_can_be_restored() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        let place = Place::from(&data);
        let _agency = Agency::open(&data, Clock::system()).await.unwrap();
        for n in 1..=4 {
            take(&place, &format!("agency-{n}.backup"), 2).unwrap();
        }
        let left = std::fs::read_dir(data.join("backups")).unwrap().count();
        assert_eq!(left, 2);
        let elsewhere = folder.path().join("elsewhere");
        newsroom::restore(&data.join("backups/agency-4.backup"), &Place::from(&elsewhere)).unwrap();
        assert!(Agency::open(&elsewhere, Clock::system()).await.is_ok());
    }
}
