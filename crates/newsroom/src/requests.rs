//! Readers say what is wrong in a story; the desk takes it up, or leaves it and says why.

use serde_json::json;
use store::{CorrectionRequest, Reader};
use story::{Permission, RequestId, RevisionNumber, StoryId};

use crate::house::{fault, required};
use crate::letters::{NewLetter, post_letter};
use crate::limits::Limited;
use crate::readers::Visitor;
use crate::saved::public;
use crate::views::{Item, Staff};
use crate::{Agency, Error, allow};

/// How many are listed.
const LISTED: u32 = 100;
/// How many characters of a passage are taken.
const PASSAGE: usize = 1000;

/// What a reader types.
#[derive(Clone, Copy, Debug)]
pub struct Wrong<'a> {
    /// In which story.
    pub story: StoryId,
    /// In which of its revisions they read it.
    pub revision: RevisionNumber,
    /// The passage; empty where none is meant.
    pub passage: &'a str,
    /// What is wrong with it.
    pub text: &'a str,
    /// Where they want to be answered; empty where they do not.
    pub address: &'a str,
    /// In which language.
    pub language: &'a str,
}

impl Agency {
    /// Takes in what a reader says is wrong.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the story is not public, faults of `text` and `address`.
    pub async fn say_what_is_wrong(
        &self,
        it: Wrong<'_>,
        (reader, from): (Option<&Reader>, &Visitor),
    ) -> Result<(), Error> {
        let text = required("text", it.text, 2000)?;
        let address = it.address.trim().to_lowercase();
        if !address.is_empty() && !post::is_mailbox(&address) {
            return Err(fault("address", "fault-mailbox", it.address));
        }
        self.limit(Limited::Notice, reader.map_or(&from.network, |it| &it.address), &from.network)?;
        let now = self.now();
        let request = CorrectionRequest {
            id: RequestId::new(now),
            story: it.story,
            revision: it.revision,
            passage: it.passage.trim().chars().take(PASSAGE).collect(),
            text,
            reader: reader.map(|it| it.id),
            address: Some(address).filter(|it| !it.is_empty()),
            language: it.language.to_owned(),
            at: now,
            state: "open".into(),
            staff: None,
            answer: None,
            decided_at: None,
        };
        self.inner
            .store
            .write(move |tx| -> Result<(), Error> {
                let item = public(tx, request.story)?.ok_or(Error::NotFound)?;
                // A revision that is not there yet, or was none of the public's, is the present one.
                let revision = request.revision.min(item.revision.number);
                Ok(tx.put_request(&CorrectionRequest { revision, ..request })?)
            })
            .await
    }

    /// What waits, or what was decided, each with its story where that stands.
    pub fn correction_requests(
        &self,
        who: &Staff,
        is_open: bool,
    ) -> Result<Vec<(CorrectionRequest, Option<Item>)>, Error> {
        allow(who, Permission::Write)?;
        self.inner.store.read(|tx| {
            let all = if is_open { tx.open_requests(LISTED)? } else { tx.decided_requests(LISTED)? };
            let with_story = |it: CorrectionRequest| {
                let story = public(tx, it.story)?;
                Ok((it, story))
            };
            all.into_iter().map(with_story).collect()
        })
    }

    /// How many wait, for one of the staff who may deal with them.
    pub fn waiting_requests(&self, who: &Staff) -> Result<u64, Error> {
        if !who.role.may(Permission::Write) {
            return Ok(0);
        }
        Ok(self.inner.store.read(|tx| tx.count_requests())?)
    }

    /// Takes one up, or leaves it; who asked is told, where they wanted to be.
    ///
    /// # Errors
    /// [`Error::NotFound`] where it was decided already.
    pub async fn decide_request(
        &self,
        who: &Staff,
        id: RequestId,
        is_taken: bool,
        answer: &str,
    ) -> Result<(), Error> {
        allow(who, Permission::Write)?;
        let answer: String = answer.trim().chars().take(1000).collect();
        let (now, staff) = (self.now(), who.name.clone());
        let state = if is_taken { "taken" } else { "left" };
        self.inner
            .store
            .write(move |tx| -> Result<(), Error> {
                let it = tx.request(id)?.ok_or(Error::NotFound)?;
                if !tx.decide_request(id, state, (&staff, &answer), now)? {
                    return Err(Error::NotFound);
                }
                let Some(address) = &it.address else { return Ok(()) };
                let headline = public(tx, it.story)?.map(|it| it.revision.content.headline.clone());
                let letter = NewLetter {
                    reader: it.reader,
                    address,
                    language: &it.language,
                    kind: "request-decided",
                    content: json!({ "headline": headline, "text": it.text, "state": state, "answer": answer }),
                };
                Ok(post_letter(tx, letter, now).map(drop)?)
            })
            .await?;
        self.inner.letters.notify_one();
        Ok(())
    }
}
