//! How does a bench start and end nginx?

use std::net::TcpStream;
use std::process::{Child, Command};
use std::time::Duration;

use anyhow::{Result, bail};

/// Waits until somebody listens at an address.
///
/// # Errors
/// When nobody does within five seconds.
pub fn until_it_listens(address: &str) -> Result<()> {
    for _ in 0..50 {
        if TcpStream::connect(address).is_ok() {
            return Ok(());
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    bail!("nginx does not listen at {address}: its error log in target/bench says why")
}

/// Ends it by SIGTERM, so that the master takes its workers along.
pub fn end(master: &mut Child) {
    drop(Command::new("kill").arg(master.id().to_string()).status());
    drop(master.wait());
}
