//! The control socket: how the command line reaches an agency whose folder is being served.
//!
//! A Unix socket in the data folder that only its owner can open; one JSON object a line, asked and answered.

use std::io::{BufRead as _, BufReader, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context as _, Result};
use newsroom::Agency;
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _};

use crate::ask::{Answer, Ask, carry_out};

const NAME: &str = "control.sock";
/// The longest thing that can be asked, in bytes.
const LONGEST: u64 = 32 << 20;

/// Asks whoever serves a folder; nothing when nobody does. A running agency has its own clock.
pub fn ask(folder: &Path, ask: &Ask, has_own_now: bool) -> Result<Option<Answer>> {
    let Ok(mut stream) = UnixStream::connect(folder.join(NAME)) else {
        return Ok(None);
    };
    anyhow::ensure!(
        !has_own_now,
        "--now is for a folder that is not being served: a running agency has its own clock"
    );
    stream.set_read_timeout(Some(Duration::from_secs(300)))?;
    let mut line = serde_json::to_string(ask)?;
    line.push('\n');
    stream.write_all(line.as_bytes()).context("the running agency does not listen")?;
    let mut answer = String::new();
    BufReader::new(stream).read_line(&mut answer).context("the running agency does not answer")?;
    Ok(Some(
        serde_json::from_str(&answer)
            .context("the running agency's answer cannot be read: is it of another version?")?,
    ))
}

/// Answers what is asked over the socket, as long as the agency runs.
pub fn listen(agency: Agency, public_url: String) -> Result<()> {
    let path = agency.folder().join(NAME);
    let _ = std::fs::remove_file(&path);
    let listener = tokio::net::UnixListener::bind(&path)
        .with_context(|| format!("cannot listen at {}", path.display()))?;
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600))?;
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let (agency, public_url) = (agency.clone(), public_url.clone());
            tokio::spawn(async move {
                let (read, mut write) = stream.into_split();
                let mut lines = tokio::io::BufReader::new(read.take(LONGEST)).lines();
                while let Ok(Some(line)) = lines.next_line().await {
                    let answer = match serde_json::from_str(&line) {
                        Ok(ask) => carry_out(&agency, ask, &public_url).await,
                        Err(error) => Answer {
                            is_done: false,
                            text: format!("the running agency cannot read what was asked: {error}"),
                            json: serde_json::json!({ "refusal": "failed", "message": error.to_string() }),
                        },
                    };
                    let Ok(mut text) = serde_json::to_string(&answer) else { return };
                    text.push('\n');
                    if write.write_all(text.as_bytes()).await.is_err() {
                        return;
                    }
                }
            });
        }
    });
    Ok(())
}

/// Takes the socket away.
pub fn close(folder: &Path) {
    let _ = std::fs::remove_file(folder.join(NAME));
}
