//! The program, as a person at a shell and a script meet it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

mod convert;
mod copy;
mod delivery;
mod doctor;
mod newsfeeds;
mod record;
mod secrets;
mod serving;
mod storage;

use std::path::Path;
use std::process::{Command, Output};

/// Runs the program on a data folder.
fn dateline(data: &Path, words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_dateline")).arg("--data").arg(data).args(words).output().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}
