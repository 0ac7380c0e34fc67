//! Mail to readers: letters are put on their way in the transaction of what they tell, and sent from there.
//!
//! What a letter looks like is the theme's affair: `web` registers the [letterhead](Agency::set_letterhead). What a
//! letter said is forgotten once it was sent; that it was, is kept for thirty days.

use std::sync::PoisonError;
use std::time::Duration;

use i18n::Locale;
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use store::{Letter, StoreError, Tx};
use story::{LetterId, ReaderId, StoryId};

use crate::staff::hash_token;
use crate::{Agency, Error};

/// How many letters are handed over at once.
const BATCH: u32 = 50;
/// How long a letter is tried.
const TRIED: SignedDuration = SignedDuration::from_hours(72);
/// How long it is known how a letter went.
const KEPT: SignedDuration = SignedDuration::from_hours(24 * 30);

/// How long it is known on the site what a reader was told.
const TOLD: SignedDuration = SignedDuration::from_hours(24 * 180);

/// A letter as it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The subject.
    pub subject: String,
    /// The text.
    pub text: String,
    /// The same as HTML.
    pub html: String,
    /// The address that ends letters of this kind (RFC 8058), where there is one.
    pub unsubscribe: Option<String>,
}

/// Writes a letter: kind, language, content.
pub type Letterhead = Box<dyn Fn(&str, Locale, &Value) -> Result<Written, String> + Send + Sync>;

/// A letter that is to be written.
pub(crate) struct NewLetter<'a> {
    pub(crate) reader: Option<ReaderId>,
    pub(crate) address: &'a str,
    pub(crate) language: &'a str,
    pub(crate) kind: &'a str,
    pub(crate) content: Value,
}

/// Puts a letter on its way.
pub(crate) fn post_letter(tx: Tx<'_>, it: NewLetter<'_>, now: Timestamp) -> Result<LetterId, StoreError> {
    post_letter_about(tx, it, None, now)
}

/// Puts a letter on its way that is about a story: should that be withdrawn first, it is not sent.
pub(crate) fn post_letter_about(
    tx: Tx<'_>,
    it: NewLetter<'_>,
    story: Option<StoryId>,
    now: Timestamp,
) -> Result<LetterId, StoreError> {
    let letter = Letter {
        id: LetterId::new(now),
        reader: it.reader,
        address: it.address.to_owned(),
        language: it.language.to_owned(),
        kind: it.kind.to_owned(),
        content: Some(it.content.to_string()),
        story,
        state: "waiting".into(),
        attempts: 0,
        made_at: now,
        done_at: None,
        said: None,
    };
    tx.put_letter(&letter, now)?;
    Ok(letter.id)
}

impl Agency {
    /// Says how letters look.
    pub fn set_letterhead(
        &self,
        write: impl Fn(&str, Locale, &Value) -> Result<Written, String> + Send + Sync + 'static,
    ) {
        *self.inner.letterhead.write().unwrap_or_else(PoisonError::into_inner) = Some(Box::new(write));
    }

    /// Whether letters can be sent at all.
    pub fn sends_letters(&self) -> bool {
        self.mailer().is_some()
    }

    pub(crate) async fn keep_writing(&self) {
        let mut swept = self.now();
        loop {
            match self.write_next().await {
                Ok(true) => continue,
                Ok(false) => {}
                Err(error) => tracing::error!(%error, "letters cannot be noted; they are tried again"),
            }
            let now = self.now();
            if now.duration_since(swept) > SignedDuration::from_hours(1) {
                swept = now;
                let sweep = move |tx: Tx<'_>| -> Result<(), StoreError> {
                    tx.sweep_letters(now - KEPT)?;
                    tx.sweep_notes(now - TOLD)
                };
                if let Err(error) = self.inner.store.write(sweep).await {
                    tracing::error!(%error, "old letters cannot be forgotten; it is tried again");
                }
            }
            let _ = tokio::time::timeout(Duration::from_secs(1), self.inner.letters.notified()).await;
        }
    }

    /// Sends what is due; false when there is nothing.
    async fn write_next(&self) -> Result<bool, Error> {
        let Some((mailer, _)) = self.mailer() else { return Ok(false) };
        let due = self.inner.store.read(|tx| tx.letters_due(self.now(), BATCH))?;
        for letter in &due {
            let hash = hash_token(&letter.address);
            let outcome = if self.inner.store.read(|tx| tx.is_suppressed(hash))?.is_some() {
                Err(("suppressed", String::new()))
            } else {
                match self.written(letter) {
                    Ok(written) => self.hand_over(&mailer, letter, &written).await,
                    Err(said) => Err(("parked", said)),
                }
            };
            let now = self.now();
            let (state, due_at, said) = match outcome {
                Ok(said) => ("sent", None, said),
                Err(("waiting", said)) if now.duration_since(letter.made_at) < TRIED => {
                    ("waiting", Some(now + SignedDuration::from_secs(15 << letter.attempts.min(8))), said)
                }
                Err(("waiting", said)) => ("parked", None, said),
                Err((state, said)) => (state, None, said),
            };
            if state == "parked" {
                tracing::error!(kind = letter.kind, said, "a letter could not be sent");
            }
            let id = letter.id;
            let done_at = due_at.is_none().then_some(now);
            let said: String = said.chars().take(300).collect();
            self.inner
                .store
                .write(move |tx| -> Result<(), StoreError> {
                    tx.note_letter(id, state, (due_at, done_at), &said)?;
                    // An address that is none any more is not tried again by the next letter.
                    if state == "bounced" { tx.suppress(hash, "bounced", now) } else { Ok(()) }
                })
                .await?;
        }
        Ok(!due.is_empty())
    }

    fn written(&self, letter: &Letter) -> Result<Written, String> {
        let content =
            serde_json::from_str(letter.content.as_deref().unwrap_or("null")).unwrap_or(Value::Null);
        self.on_letterhead(&letter.kind, &letter.language, &content)
    }

    fn on_letterhead(&self, kind: &str, language: &str, content: &Value) -> Result<Written, String> {
        let locale = Locale::of_tag(language).unwrap_or(Locale::English);
        let letterhead = self.inner.letterhead.read().unwrap_or_else(PoisonError::into_inner);
        letterhead.as_ref().ok_or("nobody says how letters look")?(kind, locale, content)
    }

    /// A letter as it is read, before it is sent.
    pub(crate) fn write_letter(&self, kind: &str, language: &str, content: &Value) -> Result<Written, Error> {
        self.on_letterhead(kind, language, content).map_err(Error::Post)
    }

    async fn hand_over(
        &self,
        mailer: &post::Mailer,
        letter: &Letter,
        written: &Written,
    ) -> Result<String, (&'static str, String)> {
        let mail = post::Mail {
            to: &letter.address,
            subject: &written.subject,
            text: &written.text,
            html: Some(&written.html),
            id: &format!("letter_{}", letter.id.0.simple()),
            unsubscribe: written.unsubscribe.as_deref(),
            returns_to: Some(&letter.id.0.simple().to_string()),
            ..post::Mail::default()
        };
        match mailer.send(&mail).await {
            post::Answer::Taken(said) => Ok(said),
            post::Answer::Gone(said) => Err(("bounced", said)),
            post::Answer::Refused { said, .. } => Err(("waiting", said)),
        }
    }
}
