//! A disk that fails as it is told to, and what a cut of the power may leave of a folder on it.
//!
//! `bad_disk.c` stands between a program and the C library: it refuses what it is told to refuse, and notes down each
//! write, cut, sync, creation, renaming and removal. What was not synced before the power is cut may be there, be there in
//! part or not at all; a name may be lost that its folder was not synced for.

use std::collections::HashSet;
use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _};
use std::os::unix::fs::FileExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

/// How a disk behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DiskManner {
    /// As it should.
    Well,
    /// Nothing more fits (`ENOSPC`).
    Full,
    /// Nothing can be written (`EIO`).
    BreaksWrites,
    /// What was written cannot be made safe (`EIO` from `fsync`).
    BreaksSyncs,
    /// Nothing can be read (`EIO`).
    BreaksReads,
    /// The system made it read-only, as it does after a fault (`EROFS`).
    IsReadOnly,
    /// It says that all is safe, and it is not.
    Lies,
}

impl DiskManner {
    fn mark(self) -> u8 {
        match self {
            DiskManner::Well => b'w',
            DiskManner::Full => b'f',
            DiskManner::BreaksWrites => b'e',
            DiskManner::BreaksSyncs => b's',
            DiskManner::BreaksReads => b'r',
            DiskManner::IsReadOnly => b'o',
            DiskManner::Lies => b'l',
        }
    }
}

/// A disk under one folder, for programs that are started with its [environment](BadDisk::environment).
#[derive(Debug)]
pub struct BadDisk {
    workshop: tempfile::TempDir,
    folder: PathBuf,
}

/// One thing that was done to the disk. Sizes and places are bytes.
#[derive(Debug)]
enum Done {
    Wrote { path: PathBuf, at: u64, size_before: u64, old: Vec<u8>, new: Vec<u8> },
    Cut { path: PathBuf, to: u64, old: Vec<u8> },
    Synced { path: PathBuf },
    Created { path: PathBuf },
    Renamed { from: PathBuf, to: PathBuf, replaced: Option<Vec<u8>> },
    Removed { path: PathBuf, old: Vec<u8> },
}

/// A small generator of numbers: the same ones for the same seed.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }
}

impl BadDisk {
    /// A disk below a folder that is there.
    ///
    /// # Errors
    /// When there is no C compiler (`cc`), or the folder cannot be used.
    pub fn under(folder: &Path) -> io::Result<BadDisk> {
        let workshop = tempfile::tempdir()?;
        let source = workshop.path().join("bad_disk.c");
        fs::write(&source, include_str!("bad_disk.c"))?;
        let done = Command::new("cc")
            .args(["-shared", "-fPIC", "-O1", "-o"])
            .arg(workshop.path().join("bad_disk.so"))
            .arg(&source)
            .arg("-ldl")
            .output()?;
        if !done.status.success() {
            return Err(io::Error::other(String::from_utf8_lossy(&done.stderr).into_owned()));
        }
        fs::write(workshop.path().join("switch"), [DiskManner::Well.mark(), b'-'])?;
        Ok(BadDisk { workshop, folder: folder.canonicalize()? })
    }

    /// What a program has to be started with.
    pub fn environment(&self) -> Vec<(&'static str, OsString)> {
        let place = |name: &str| self.workshop.path().join(name).into_os_string();
        vec![
            ("LD_PRELOAD", place("bad_disk.so")),
            ("BAD_DISK_FOLDER", self.folder.clone().into_os_string()),
            ("BAD_DISK_SWITCH", place("switch")),
            ("BAD_DISK_NOTES", place("notes")),
        ]
    }

    /// From now on it behaves so.
    ///
    /// # Errors
    /// When the switch cannot be turned.
    pub fn behave(&self, manner: DiskManner) -> io::Result<()> {
        self.switch(0, manner.mark())
    }

    /// From now on, what is not yet safe is noted, for [`BadDisk::cut_power`].
    ///
    /// # Errors
    /// When the switch cannot be turned.
    pub fn take_notes(&self) -> io::Result<()> {
        let _ = fs::remove_file(self.workshop.path().join("notes"));
        self.switch(1, b'n')
    }

    fn switch(&self, at: u64, to: u8) -> io::Result<()> {
        OpenOptions::new().write(true).open(self.workshop.path().join("switch"))?.write_all_at(&[to], at)
    }

    /// Leaves of the folder what a cut of the power might, by the dice of a seed; no program may have it open. How many
    /// writes were not safe.
    ///
    /// # Errors
    /// When the notes or the folder cannot be read and written.
    pub fn cut_power(&self, seed: u64) -> io::Result<usize> {
        let notes = match fs::read(self.workshop.path().join("notes")) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            notes => notes?,
        };
        let all = read_notes(&notes)?;
        let mut dice = Dice(seed);
        let unsafe_ones: Vec<usize> = (0..all.len()).filter(|at| !is_safe(&all, *at)).collect();
        // Whether a name comes and goes is decided for good; what was written is first undone, then done again in part.
        let stays: HashSet<usize> = unsafe_ones
            .iter()
            .copied()
            .filter(|at| !matches!(all[*at], Done::Wrote { .. } | Done::Cut { .. }) && dice.below(2) == 0)
            .collect();
        for at in unsafe_ones.iter().rev().filter(|at| !stays.contains(*at)) {
            undo(&all[*at])?;
        }
        let mut writes = 0;
        for at in unsafe_ones {
            match &all[at] {
                Done::Wrote { path, at, new, .. } => {
                    writes += 1;
                    do_again(path, *at, new, &mut dice)?;
                }
                Done::Cut { path, to, .. } if path.exists() && dice.below(2) == 0 => {
                    OpenOptions::new().write(true).open(path)?.set_len(*to)?;
                }
                _ => {}
            }
        }
        Ok(writes)
    }
}

/// Whether a cut of the power cannot take that back: its file was synced later, or for a name its folder.
fn is_safe(all: &[Done], at: usize) -> bool {
    let synced = |from: usize, what: &Path| {
        all[from..].iter().any(|done| matches!(done, Done::Synced { path } if path == what))
    };
    match &all[at] {
        Done::Synced { .. } => true,
        Done::Created { path } | Done::Removed { path, .. } | Done::Renamed { to: path, .. } => {
            path.parent().is_some_and(|parent| synced(at, parent))
        }
        Done::Wrote { path, .. } | Done::Cut { path, .. } => {
            let mut here = path.as_path();
            for done in &all[at..] {
                match done {
                    Done::Synced { path } if path == here => return true,
                    Done::Renamed { from, to, .. } if from == here => here = to,
                    _ => {}
                }
            }
            false
        }
    }
}

fn undo(done: &Done) -> io::Result<()> {
    match done {
        Done::Wrote { path, at, size_before, old, .. } => {
            let Some(file) = there(path)? else { return Ok(()) };
            file.write_all_at(old, *at)?;
            if file.metadata()?.len() > *size_before { file.set_len(*size_before) } else { Ok(()) }
        }
        Done::Cut { path, to, old } => there(path)?.map_or(Ok(()), |file| file.write_all_at(old, *to)),
        Done::Synced { .. } => Ok(()),
        Done::Created { path } => match fs::remove_file(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        },
        Done::Renamed { from, to, replaced } => {
            if from.exists() || !to.exists() {
                return Ok(());
            }
            fs::rename(to, from)?;
            replaced.as_ref().map_or(Ok(()), |old| fs::write(to, old))
        }
        Done::Removed { path, old } => fs::write(path, old),
    }
}

/// Writes again what was not safe: all of it, some of its sectors, or nothing.
fn do_again(path: &Path, at: u64, new: &[u8], dice: &mut Dice) -> io::Result<()> {
    const SECTOR: usize = 512;
    let Some(file) = there(path)? else { return Ok(()) };
    let fate = dice.below(3);
    for (n, sector) in new.chunks(SECTOR).enumerate() {
        if fate == 0 || (fate == 1 && dice.below(2) == 0) {
            file.write_all_at(sector, at + (n * SECTOR) as u64)?;
        }
    }
    Ok(())
}

fn there(path: &Path) -> io::Result<Option<File>> {
    match OpenOptions::new().write(true).read(true).open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        file => file.map(Some),
    }
}

/// Reads the records that `note` of `bad_disk.c` writes. The last may be cut off: its writer was killed before it did what
/// the record was to tell.
fn read_notes(mut notes: &[u8]) -> io::Result<Vec<Done>> {
    let mut all = Vec::new();
    while let Some(done) = read_note(&mut notes) {
        all.push(done?);
    }
    Ok(all)
}

fn read_note(notes: &mut &[u8]) -> Option<io::Result<Done>> {
    use std::os::unix::ffi::OsStringExt as _;
    let mut kind = [0];
    notes.read_exact(&mut kind).ok()?;
    let mut numbers = [0; 5];
    for number in &mut numbers {
        let mut bytes = [0; 8];
        notes.read_exact(&mut bytes).ok()?;
        *number = u64::from_ne_bytes(bytes);
    }
    let [paths, a, b, olds, news] = numbers;
    let mut take = |length: u64| {
        let (taken, rest) = notes.split_at_checked(usize::try_from(length).ok()?)?;
        *notes = rest;
        Some(taken.to_vec())
    };
    let path = PathBuf::from(OsString::from_vec(take(paths)?));
    let (old, new) = (take(olds)?, take(news)?);
    Some(Ok(match kind[0] {
        b'W' => Done::Wrote { path, at: a, size_before: b, old, new },
        b'T' => Done::Cut { path, to: a, old },
        b'S' => Done::Synced { path },
        b'C' => Done::Created { path },
        b'R' => {
            let to = PathBuf::from(OsString::from_vec(new));
            Done::Renamed { from: path, to, replaced: (a == 1).then_some(old) }
        }
        b'U' => Done::Removed { path, old },
        other => return Some(Err(io::Error::other(format!("no note begins with {other}")))),
    }))
}
