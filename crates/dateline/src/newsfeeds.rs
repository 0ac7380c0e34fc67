//! Where are newsfeeds carried? On threads of the agency that step back, and in processes that do nothing else.

use std::io;
use std::process::{Command, ExitCode};

use anyhow::{Context as _, Result};
use listener::Workers;
use tokio::runtime::{Builder, Runtime};
use tokio::signal::unix::{SignalKind, signal};

/// By how much the threads of newsfeeds step back for all others (nice(2); on Linux each thread has a niceness of its own): a
/// send to ten thousand readers keeps neither the desk nor the next send waiting.
const STEP_BACK: i32 = 5;
/// Open files of a worker that are no connections.
const KEPT_FILES: usize = 100;

/// The threads of newsfeeds.
///
/// # Errors
/// When they cannot be started.
pub fn threads() -> io::Result<Runtime> {
    Builder::new_multi_thread()
        .enable_all()
        .thread_name("newsfeeds")
        .on_thread_start(|| {
            let _ = rustix::process::nice(STEP_BACK);
        })
        .build()
}

/// Starts processes that carry newsfeeds, for a house whose processes may open so many files.
///
/// # Errors
/// When the program cannot be found or no thread can be started.
pub fn start(count: usize, open_files: usize) -> Result<Workers> {
    let program =
        std::env::current_exe().context("the program cannot be found, to start it for newsfeeds")?;
    let command = move || {
        let mut command = Command::new(&program);
        // It needs nothing that the agency was told, its secrets least of all.
        command.arg("newsfeeds").env_clear();
        command
    };
    let capacity = open_files.saturating_sub(KEPT_FILES);
    Workers::start(count, capacity, command).context("no process for newsfeeds can be started")
}

/// Carries what an agency passes on by standard input, until the agency ends.
pub fn carry() -> Result<ExitCode> {
    use std::os::fd::AsFd as _;
    let end = io::stdin().as_fd().try_clone_to_owned()?;
    let runtime = threads()?;
    runtime.block_on(async {
        // It ends with the agency, which may have requests under way when all processes are told to end.
        for kind in [SignalKind::terminate(), SignalKind::interrupt()] {
            let mut told = signal(kind)?;
            tokio::spawn(async move { while told.recv().await.is_some() {} });
        }
        io::Result::Ok(())
    })?;
    listener::work(end, runtime.handle())
        .context("`dateline newsfeeds` is started by `dateline serve`, not by hand")?;
    // What it still carries ends with it.
    runtime.shutdown_background();
    Ok(ExitCode::SUCCESS)
}
