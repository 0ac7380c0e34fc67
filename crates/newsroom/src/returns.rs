//! Mail that came back: the mailbox that the operator names is read, and what it says of letters is noted.
//!
//! A letter is known by the address that it comes back to, which holds its id: 74 bits of it are random, so nobody has an
//! address suppressed who never saw the letter. Only an address that is none, or is closed, takes no more mail.

use std::sync::PoisonError;
use std::time::Duration;

use formats::Returned;
use story::LetterId;

use crate::staff::hash_token;
use crate::{Agency, Error};

/// How often the mailbox is read.
const PAUSE: Duration = Duration::from_secs(120);
/// How often it is looked whether there is one.
const UNSET: Duration = Duration::from_secs(1);

impl Agency {
    /// Has mail read that came back: the mailbox's address (`imaps://user@host/folder`) and its password.
    ///
    /// # Errors
    /// When it is no address of a mailbox.
    pub fn set_returns(&self, address: &str, password: &str) -> Result<(), Error> {
        if !post::is_mail_folder(address) {
            return Err(Error::Post(format!("`{address}` is no address of a mailbox")));
        }
        *self.inner.returns.write().unwrap_or_else(PoisonError::into_inner) =
            Some((address.to_owned(), password.to_owned()));
        Ok(())
    }

    pub(crate) async fn keep_reading_returns(&self) {
        loop {
            if self.inner.returns.read().unwrap_or_else(PoisonError::into_inner).is_none() {
                tokio::time::sleep(UNSET).await;
                continue;
            }
            if let Err(error) = self.read_returns().await {
                tracing::warn!(%error, "mail that came back cannot be read; it is tried again");
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// Reads what came back since the last time; how many letters it was about.
    pub async fn read_returns(&self) -> Result<usize, Error> {
        let set = self.inner.returns.read().unwrap_or_else(PoisonError::into_inner).clone();
        let (Some((address, password)), Some((post, _))) = (set, self.post()) else { return Ok(0) };
        let mark = self.inner.store.read(|tx| tx.returns_mark())?;
        let looked = post.look_into_mailbox(&address, &password, mark.as_deref()).await;
        let looked = looked.map_err(Error::Post)?;
        let mut count = 0;
        for message in &looked.messages {
            count += usize::from(self.note_return(message).await?);
        }
        self.inner.store.write(move |tx| tx.put_returns_mark(&looked.mark)).await?;
        Ok(count)
    }

    /// Notes what a report says of a letter; whether it was about one that will not be delivered.
    pub async fn note_return(&self, message: &[u8]) -> Result<bool, Error> {
        let Some(it) = formats::returned(message).filter(Returned::is_final) else { return Ok(false) };
        let letters = it.to.iter().filter_map(|address| {
            let token = address.split_once('@')?.0.rsplit_once('+')?.1;
            uuid::Uuid::try_parse(token).ok().map(LetterId)
        });
        let (letters, now): (Vec<LetterId>, _) = (letters.collect(), self.now());
        let noted = self.inner.store.write(move |tx| -> Result<bool, Error> {
            for id in letters {
                let Some(letter) = tx.letter(id)? else { continue };
                tx.note_letter(id, "bounced", (None, Some(now)), &it.said)?;
                if it.is_gone() {
                    tx.suppress(hash_token(&letter.address), "bounced", now)?;
                }
                return Ok(true);
            }
            Ok(false)
        });
        noted.await
    }
}
