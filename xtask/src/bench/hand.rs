//! How does a bench send stories to a running agency? By the socket in its folder, as the command line does.

use std::io::{BufRead as _, BufReader, Write as _};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use serde_json::{Value, json};

/// One who sends, on a connection of their own.
pub struct Hand {
    stream: BufReader<UnixStream>,
}

impl Hand {
    /// Reaches the agency that serves `data`.
    ///
    /// # Errors
    /// When nobody serves it.
    pub fn reach(data: &Path) -> Result<Hand> {
        let stream = UnixStream::connect(data.join("control.sock")).context("nobody serves the folder")?;
        stream.set_read_timeout(Some(Duration::from_secs(60)))?;
        Ok(Hand { stream: BufReader::new(stream) })
    }

    /// Sends plain wire copy as a new story, or as the next revision of the one with its slugline.
    ///
    /// # Errors
    /// When it is refused; with the agency's words.
    pub fn send(&mut self, copy: &str) -> Result<Value> {
        self.ask(&json!({ "do": "send", "copy": copy, "edition": null, "section": null, "story": null, "is_new": false, "kind": null }))
    }

    /// Asks, and waits for the answer.
    ///
    /// # Errors
    /// When it is refused; with the agency's words.
    pub fn ask(&mut self, what: &Value) -> Result<Value> {
        let mut line = what.to_string();
        line.push('\n');
        self.stream.get_mut().write_all(line.as_bytes())?;
        let mut answer = String::new();
        self.stream.read_line(&mut answer)?;
        let mut answer: Value = serde_json::from_str(&answer).context("the agency's answer is no JSON")?;
        if answer["is_done"] != true {
            bail!("refused: {}", answer["text"]);
        }
        Ok(answer["json"].take())
    }
}

/// A story of `paragraphs` paragraphs that no other one is like.
pub fn copy(slug: &str, headline: &str, paragraphs: usize) -> String {
    const WORDS: [&str; 13] = [
        "harbour", "council", "bridge", "ferry", "budget", "vote", "storm", "grain", "rail", "school",
        "ministry", "quay", "market",
    ];
    let seed: usize = slug.bytes().map(usize::from).sum();
    let mut copy = format!("---\nslug: {slug}\nsection: world\nedition: en\n---\n{headline}\n");
    for number in 0..paragraphs {
        let word = |step: usize| WORDS[(seed + number * 7 + step * step) % WORDS.len()];
        let sentence = |step: usize| {
            let (who, whom, what) = (word(step), word(step + 1), word(step + 2));
            format!(
                "The {who} of the {} spoke to the {whom} about {what} on day {}.",
                word(step + 3),
                number + step
            )
        };
        copy.push_str(&format!("\n{} {} {}\n", sentence(1), sentence(2), sentence(3)));
    }
    copy
}
