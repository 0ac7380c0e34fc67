//! A reader takes what is theirs along, or goes.
//!
//! Who goes has fourteen days to come back. Then their row, sessions, letters, notes, marks, follows and mutes are
//! erased; what they said is erased too, or stays without a name, as they chose. The log of recent writes is emptied
//! after it, so that nothing of them stands in the folder any more; backups keep it until they expire.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use store::{Reader, StoreError, Tx};
use story::StoryId;

use crate::house::fault;
use crate::letters::{NewLetter, post_letter};
use crate::staff::hash_token;
use crate::{Agency, Error};

/// How long somebody may come back.
const GRACE: SignedDuration = SignedDuration::from_hours(24 * 14);
/// How long until the data may be taken out again.
const EXPORTED: SignedDuration = SignedDuration::from_hours(24);
/// How young a session has to be to stand for a password.
const JUST_NOW: SignedDuration = SignedDuration::from_mins(10);
/// How many messages are read at a time.
const BATCH: u32 = 500;

impl Agency {
    /// Everything that is known of a reader.
    ///
    /// # Errors
    /// [`Error::TooManyTries`] within a day of the last time.
    pub async fn reader_data(&self, who: &Reader) -> Result<Value, Error> {
        let now = self.now();
        if let Some(left) =
            who.exported_at.map(|at| EXPORTED - now.duration_since(at)).filter(|it| it.is_positive())
        {
            return Err(Error::TooManyTries { seconds: u64::try_from(left.as_secs()).unwrap_or(0).max(1) });
        }
        let data = self.inner.store.read(|tx| data(tx, who, now))?;
        let exported = Reader { exported_at: Some(now), ..who.clone() };
        self.inner.store.write(move |tx| tx.change_reader(&exported)).await?;
        Ok(data)
    }

    /// Whether somebody has a password; who came by a provider or a passkey may have none.
    pub fn has_password(&self, who: &Reader) -> Result<bool, Error> {
        Ok(self.inner.store.read(|tx| tx.reader_password(who.id))?.is_some())
    }

    /// Begins the time after which somebody is gone; by their password, or where they have none by a session that has
    /// just begun, so that nobody else does it.
    pub async fn leave(
        &self,
        (who, token): (&Reader, &str),
        password: &str,
        is_erased: bool,
    ) -> Result<Timestamp, Error> {
        match self.inner.store.read(|tx| tx.reader_password(who.id))? {
            None if self.has_just_come(who, token)? => {}
            None => return Err(fault("form", "fault-come-again", "")),
            kept => match self.fits(&format!("reader {}", who.address), kept, password).await {
                Err(Error::WrongPassword) => return Err(fault("password", "fault-password-wrong", "")),
                other => other?,
            },
        }
        let (now, how) = (self.now(), if is_erased { "erase" } else { "anonymise" });
        let until = now + GRACE;
        let leaving = Reader { leaves: Some((until, how.into())), ..who.clone() };
        self.inner
            .store
            .write(move |tx| -> Result<(), StoreError> {
                tx.change_reader(&leaving)?;
                let letter = NewLetter {
                    reader: Some(leaving.id),
                    address: &leaving.address,
                    language: &leaving.language,
                    kind: "leaving",
                    content: json!({ "until": until.to_string() }),
                };
                post_letter(tx, letter, now).map(drop)
            })
            .await?;
        self.inner.letters.notify_one();
        Ok(until)
    }

    fn has_just_come(&self, who: &Reader, token: &str) -> Result<bool, Error> {
        let (now, token) = (self.now(), hash_token(token));
        let sessions = self.inner.store.read(|tx| tx.reader_sessions(who.id, now))?;
        Ok(sessions.iter().any(|it| it.token == token && now.duration_since(it.began_at) <= JUST_NOW))
    }

    /// Comes back within the time.
    pub async fn stay(&self, who: &Reader) -> Result<(), Error> {
        let stays = Reader { leaves: None, ..who.clone() };
        Ok(self.inner.store.write(move |tx| tx.change_reader(&stays)).await?)
    }

    pub(crate) async fn keep_letting_go(&self) {
        loop {
            if let Err(error) = self.let_go().await {
                tracing::error!(%error, "a reader who goes could not be erased; it is tried again");
            }
            tokio::time::sleep(Duration::from_secs(2)).await;
        }
    }

    /// Erases the readers whose time has come.
    async fn let_go(&self) -> Result<(), Error> {
        let now = self.now();
        let leaving = self.inner.store.read(|tx| tx.leaving_readers(now))?;
        if leaving.is_empty() {
            return Ok(());
        }
        for reader in leaving {
            let touched = self.inner.store.write(move |tx| erase(tx, &reader)).await?;
            for story in touched {
                self.discussion_changed(story);
            }
        }
        tokio::task::block_in_place(|| self.inner.store.settle())?;
        Ok(())
    }
}

/// Erases a reader; the stories whose discussions changed.
fn erase(tx: Tx<'_>, reader: &Reader) -> Result<Vec<StoryId>, StoreError> {
    let is_erased = reader.leaves.as_ref().is_some_and(|(_, how)| how == "erase");
    let mut touched = Vec::new();
    let mut before = Timestamp::MAX;
    loop {
        let messages = tx.messages_of(reader.id, before, BATCH)?;
        let Some(last) = messages.last() else { break };
        before = last.at;
        for message in &messages {
            if !touched.contains(&message.story) {
                touched.push(message.story);
            }
            if is_erased {
                tx.erase_message_text(message.id)?;
                tx.set_message_state(message, discussion::State::Deleted, None)?;
            }
        }
        // Messages of the same instant as the last one come again; they are the same then.
        if messages.len() < BATCH as usize {
            break;
        }
    }
    tx.forget_author(reader.id)?;
    tx.forget_follower(reader.id)?;
    tx.forget_moderated(reader.id)?;
    tx.forget_reactions(reader.id)?;
    tx.forget_entrances(reader.id)?;
    tx.forget_saved(reader.id)?;
    tx.forget_requester(reader.id, &reader.address)?;
    crate::subscriptions::forget(tx, reader)?;
    tx.erase_letters(reader.id, &reader.address)?;
    tx.erase_reader(reader.id)?;
    Ok(touched)
}

fn data(tx: Tx<'_>, who: &Reader, now: Timestamp) -> Result<Value, StoreError> {
    let mut messages = Vec::new();
    let mut before = Timestamp::MAX;
    loop {
        let page = tx.messages_of(who.id, before, BATCH)?;
        let Some(last) = page.last() else { break };
        before = last.at;
        for message in &page {
            let answers = match message.parent {
                Some(parent) => tx.message(parent)?.map(|it| json!({ "by": it.author, "text": it.text })),
                None => None,
            };
            let edits: Vec<Value> = tx
                .message_edits(message.id)?
                .into_iter()
                .map(|(text, at)| json!({ "text": text, "until": at.to_string() }))
                .collect();
            messages.push(json!({
                "id": message.id, "story": message.story, "number": message.sequence, "at": message.at.to_string(),
                "text": message.text, "state": message.state.as_str(), "useful": message.useful, "answers": answers,
                "earlier": edits, "grounds": message.grounds,
            }));
        }
        if page.len() < BATCH as usize {
            break;
        }
    }
    let sessions: Vec<Value> = tx
        .reader_sessions(who.id, now)?
        .iter()
        .map(|it| json!({ "device": it.device, "since": it.began_at.to_string(), "used": it.seen_at.to_string() }))
        .collect();
    let passkeys: Vec<Value> = tx
        .passkeys(who.id)?
        .iter()
        .map(|it| {
            json!({ "name": it.name, "since": it.made_at.to_string(), "used": it.used_at.map(|at| at.to_string()) })
        })
        .collect();
    let saved = tx.saved(who.id, BATCH)?;
    let requests: Vec<Value> = tx
        .requests_of(who.id, BATCH)?
        .iter()
        .map(|it| {
            json!({ "story": it.story, "passage": it.passage, "text": it.text, "at": it.at.to_string(),
                    "state": it.state, "answer": it.answer })
        })
        .collect();
    let mut told: Vec<Value> = Vec::new();
    for device in tx.push_devices_of(who.id)? {
        let wishes = tx.push_wishes(device.id)?;
        let wishes: Vec<Value> = wishes
            .iter()
            .map(|it| json!({ "edition": it.edition, "what": it.what, "value": it.value }))
            .collect();
        told.push(json!({ "endpoint": device.endpoint, "of": wishes }));
    }
    let providers: Vec<Value> = tx
        .identities(who.id)?
        .iter()
        .map(|(issuer, at)| json!({ "issuer": issuer, "since": at.to_string() }))
        .collect();
    let letters: Vec<Value> = tx
        .letters_of(who.id, BATCH)?
        .iter()
        .map(|it| json!({ "kind": it.kind, "at": it.made_at.to_string(), "state": it.state }))
        .collect();
    let sanctions: Vec<Value> = tx
        .sanctions(who.id)?
        .iter()
        .map(|it| {
            json!({
                "kind": it.kind.as_str(), "grounds": it.grounds.as_str(), "words": it.words, "at": it.at.to_string(),
                "until": it.until.map(|at| at.to_string()), "appeal": it.appeal, "answer": it.answer,
            })
        })
        .collect();
    let reports: Vec<Value> = tx
        .reports_by(who.id, BATCH)?
        .iter()
        .map(|it| {
            json!({ "reference": it.reference, "category": it.category.as_str(), "reason": it.reason,
                    "at": it.at.to_string(), "state": it.state.as_str() })
        })
        .collect();
    let reactions: Vec<Value> = tx
        .reactions_by(who.id)?
        .iter()
        .map(|(message, it)| json!({ "message": message, "feels": it.as_str() }))
        .collect();
    let muted: Vec<String> = tx.muted(who.id)?.into_iter().map(|(_, name)| name).collect();
    let follows: Vec<Value> =
        tx.followed(who.id)?.iter().map(|(story, root)| json!({ "story": story, "thread": root })).collect();
    Ok(json!({
        "taken_at": now.to_string(),
        "account": {
            "address": who.address, "name": who.name, "language": who.language, "zone": who.zone,
            "edition": who.edition, "badge": who.badge.as_str(), "mails": who.mails, "since": who.since.to_string(),
        },
        "messages": messages,
        "reactions": reactions,
        "found_useful": tx.marked_by(who.id)?,
        "reports": reports,
        "follows": follows,
        "muted": muted,
        "sanctions": sanctions,
        "sessions": sessions,
        "passkeys": passkeys,
        "providers": providers,
        "saved": saved,
        "corrections_asked_for": requests,
        "told_in_browsers": told,
        "letters": letters,
    }))
}
