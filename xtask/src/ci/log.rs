//! What did a step's commands say, and how is the end of it shown when the step fails?
//!
//! Invariant: everything a step's command prints is in its log, in the order printed.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail};

/// A step's log file, and the root the step works in.
pub struct Log {
    root: PathBuf,
    path: PathBuf,
    file: File,
}

impl Log {
    /// Opens an empty log at `path` for a step that works in `root`.
    ///
    /// # Errors
    /// When the file can't be made.
    pub fn open(root: &Path, path: &Path) -> Result<Log> {
        let file = File::options()
            .create(true)
            .append(true)
            .open(path)
            .with_context(|| format!("can't write {}", path.display()))?;
        file.set_len(0)?;
        Ok(Log { root: root.to_owned(), path: path.to_owned(), file })
    }

    /// The checkout's root.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// A command that will run in the root.
    pub fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.root);
        command
    }

    /// Cargo, in the root.
    pub fn cargo(&self, words: &[&str]) -> Command {
        let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
        let mut command = self.command(cargo);
        command.args(words).env("CARGO_TERM_COLOR", "never").env("CARGO_TERM_PROGRESS_WHEN", "never");
        command
    }

    /// Writes a line of our own.
    ///
    /// # Errors
    /// When the log can't be written.
    pub fn say(&mut self, line: &str) -> Result<()> {
        writeln!(self.file, "{line}").context("can't write the log")
    }

    /// Runs `command` with its output in the log; gives back what it printed.
    ///
    /// # Errors
    /// When it can't be started or its exit code is not 0.
    pub fn run(&mut self, command: &mut Command) -> Result<String> {
        let shown = shown(command);
        self.say(&format!("$ {shown}"))?;
        let before = self.file.metadata()?.len();
        let status = command
            .stdin(Stdio::null())
            .stdout(self.file.try_clone()?)
            .stderr(self.file.try_clone()?)
            .status()
            .with_context(|| format!("can't run {shown}"))?;
        let all = fs::read(&self.path)?;
        let said = String::from_utf8_lossy(all.get(before as usize..).unwrap_or_default()).into_owned();
        if !status.success() {
            bail!("{shown}: {status}");
        }
        Ok(said)
    }

    /// The log's last `lines` lines, indented.
    pub fn tail(&self, lines: usize) -> String {
        let bytes = fs::read(&self.path).unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes);
        let all: Vec<&str> = text.lines().collect();
        let from = all.len().saturating_sub(lines);
        all[from..].iter().map(|line| format!("   │ {line}\n")).collect()
    }

    /// The log's path below the root, for people.
    pub fn shown_path(&self) -> String {
        self.path.strip_prefix(&self.root).unwrap_or(&self.path).display().to_string()
    }
}

fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let mut shown = program.file_name().unwrap_or(program.as_os_str()).to_string_lossy().into_owned();
    for word in command.get_args() {
        shown.push(' ');
        shown.push_str(&word.to_string_lossy());
    }
    shown
}
