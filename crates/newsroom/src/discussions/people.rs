//! What moderators do about readers, and what these can say against it. Nobody is kept out unseen.

use discussion::{Grounds, NoteKind, ReaderBadge, SanctionKind, State};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use store::{Message, ModerationAct, Reader, ReaderNote, Sanction, StoreError, Tx};
use story::{MessageId, NoteId, Permission, ReaderId, SanctionId};

use crate::house::{fault, required};
use crate::letters::{NewLetter, post_letter};
use crate::views::Staff;
use crate::{Agency, Error, allow};

/// The longest that somebody is suspended.
const LONGEST: SignedDuration = SignedDuration::from_hours(24 * 365);

/// A reader as moderators see them: no address.
#[derive(Clone, Debug)]
pub struct Person {
    /// The reader.
    pub reader: Reader,
    /// How many of their messages stand, and of the last ones how many were taken out, of how many.
    pub record: (u32, (u32, u32)),
    /// How many of their reports were upheld, of how many.
    pub reports: (u32, u32),
    /// What was done about them.
    pub sanctions: Vec<Sanction>,
    /// What moderators noted: who, what, when.
    pub notes: Vec<(String, String, Timestamp)>,
    /// What they said, the last first.
    pub messages: Vec<Message>,
}

/// What is to be done about a reader.
#[derive(Clone, Copy, Debug)]
pub struct SanctionOrder<'a> {
    /// What.
    pub kind: SanctionKind,
    /// Why.
    pub grounds: Grounds,
    /// In the moderator's words; the reader reads them.
    pub words: &'a str,
    /// For which message.
    pub message: Option<MessageId>,
    /// For how long, for a suspension.
    pub hours: u32,
}

impl Agency {
    /// Readers whose name begins so, or whose address this is; the newest where nothing is asked.
    pub async fn find_readers(&self, who: &Staff, typed: &str) -> Result<Vec<Reader>, Error> {
        allow(who, Permission::Moderate)?;
        let (key, address) = (discussion::names::key(typed), typed.trim().to_lowercase());
        Ok(self.inner.store.read(|tx| tx.find_readers(&key, &address, 50))?)
    }

    /// A reader with their record.
    pub async fn person(&self, who: &Staff, id: ReaderId) -> Result<Person, Error> {
        allow(who, Permission::Moderate)?;
        self.inner.store.read(|tx| {
            Ok(Person {
                reader: tx.reader(id)?.ok_or(Error::NotFound)?,
                record: tx.record_of(id)?,
                reports: tx.report_record(id)?,
                sanctions: tx.sanctions(id)?,
                notes: tx.moderator_notes(id)?,
                messages: tx.messages_of(id, Timestamp::MAX, 30)?,
            })
        })
    }

    /// Notes something of a reader, for moderators only.
    pub async fn note_reader(&self, who: &Staff, id: ReaderId, text: &str) -> Result<(), Error> {
        allow(who, Permission::Moderate)?;
        let (staff, now, text) = (who.login.clone(), self.now(), required("text", text, 1000)?);
        let note = NoteId::new(now).0;
        Ok(self.inner.store.write(move |tx| tx.put_moderator_note((note, id), &staff, &text, now)).await?)
    }

    /// Says whether everything of a reader is looked at first, and what stands beside their name.
    pub async fn mark_reader(
        &self,
        who: &Staff,
        id: ReaderId,
        is_watched: bool,
        badge: ReaderBadge,
    ) -> Result<(), Error> {
        allow(who, Permission::Moderate)?;
        let (staff, now) = (who.login.clone(), self.now());
        self.inner
            .store
            .write(move |tx| -> Result<(), Error> {
                let reader = tx.reader(id)?.ok_or(Error::NotFound)?;
                let act = if is_watched == reader.is_watched { "badge" } else { "watch" };
                log(tx, (staff, act), &reader, None, now)?;
                Ok(tx.change_reader(&Reader { is_watched, badge, ..reader })?)
            })
            .await
    }

    /// Warns, suspends or bans a reader. They are told on every page, and by mail, with the reason and how to appeal.
    pub async fn sanction(
        &self,
        who: &Staff,
        id: ReaderId,
        it: SanctionOrder<'_>,
    ) -> Result<SanctionId, Error> {
        allow(who, Permission::Moderate)?;
        if it.kind == SanctionKind::Removal {
            return Err(fault("kind", "fault-choice", "removal"));
        }
        let words = required("words", it.words, 1000)?;
        let hours = SignedDuration::from_hours(i64::from(it.hours));
        if it.kind == SanctionKind::Suspension && !(hours.is_positive() && hours <= LONGEST) {
            return Err(fault("hours", "fault-number", &it.hours.to_string()));
        }
        let (staff, now) = (who.login.clone(), self.now());
        let sanction = Sanction {
            id: SanctionId::new(now),
            reader: id,
            kind: it.kind,
            grounds: it.grounds,
            words,
            message: it.message,
            staff: staff.clone(),
            at: now,
            until: (it.kind == SanctionKind::Suspension).then(|| now + hours),
            read_at: None,
            lifted_at: None,
            appeal: None,
            appealed_at: None,
            answer: None,
        };
        let given = sanction.id;
        let url = self.post().map(|(_, url)| url).unwrap_or_default();
        let agency = self.clone();
        self.inner
            .store
            .write(move |tx| -> Result<(), Error> {
                let reader = tx.reader(id)?.ok_or(Error::NotFound)?;
                tx.put_sanction(&sanction)?;
                log(tx, (staff, sanction.kind.as_str()), &reader, Some(sanction.grounds), now)?;
                let letter = NewLetter {
                    reader: Some(id),
                    address: &reader.address,
                    language: &reader.language,
                    kind: "sanction",
                    content: json!({
                        "kind": sanction.kind.as_str(), "grounds": sanction.grounds.as_str(), "words": sanction.words,
                        "until": sanction.until.map(|at| at.to_string()),
                        "link": format!("{url}{}/account/standing", agency.prefix_of(&reader)),
                    }),
                };
                Ok(post_letter(tx, letter, now).map(drop)?)
            })
            .await?;
        self.inner.letters.notify_one();
        Ok(given)
    }

    /// Lifts a sanction; where it was appealed against, with an answer. A message that was taken out stands again.
    pub async fn answer_sanction(
        &self,
        who: &Staff,
        id: SanctionId,
        is_lifted: bool,
        answer: &str,
    ) -> Result<(), Error> {
        allow(who, Permission::Moderate)?;
        let (staff, now, answer) =
            (who.login.clone(), self.now(), answer.trim().chars().take(1000).collect::<String>());
        let story = self
            .inner
            .store
            .write(move |tx| -> Result<_, Error> {
                let it = tx.sanction(id)?.ok_or(Error::NotFound)?;
                // Nobody decides about an appeal against themselves, as long as there is somebody else.
                let reader = tx.reader(it.reader)?.ok_or(Error::NotFound)?;
                let was_appealed = it.appealed_at.is_some() && it.answer.is_none();
                let kind = if was_appealed { NoteKind::Appeal } else { NoteKind::Lifted };
                let lifted_at = if is_lifted { Some(now) } else { it.lifted_at };
                let answered = was_appealed.then(|| answer.clone()).or(it.answer.clone());
                tx.set_sanction(&Sanction { lifted_at, answer: answered, ..it.clone() })?;
                log(tx, (staff, if is_lifted { "lift" } else { "uphold" }), &reader, Some(it.grounds), now)?;
                let note = ReaderNote {
                    id: NoteId::new(now),
                    reader: reader.id,
                    kind,
                    message: None,
                    detail: if answer.is_empty() { it.kind.as_str().to_owned() } else { answer },
                    at: now,
                    seen_at: None,
                };
                tx.put_reader_note(&note)?;
                let message = it.message.filter(|_| is_lifted && it.kind == SanctionKind::Removal);
                let message = message.map(|id| tx.message(id)).transpose()?.flatten();
                if let Some(message) = message.as_ref().filter(|it| it.state == State::Rejected) {
                    tx.set_message_state(message, State::Visible, None)?;
                }
                Ok(message.map(|it| it.story))
            })
            .await?;
        if let Some(story) = story {
            self.discussion_changed(story);
        }
        Ok(())
    }

    /// Lifts all sanctions that were given for the same reason by the same moderator since an instant; how many.
    pub async fn lift_all(
        &self,
        who: &Staff,
        staff: &str,
        grounds: Grounds,
        since: Timestamp,
    ) -> Result<usize, Error> {
        allow(who, Permission::Moderate)?;
        let acts = self.inner.store.read(|tx| tx.moderation_acts(i64::MAX as u64, 10_000))?;
        let mut readers: Vec<ReaderId> = acts
            .into_iter()
            .filter(|it| {
                it.at >= since && it.staff == staff && it.grounds.as_deref() == Some(grounds.as_str())
            })
            .filter_map(|it| it.reader)
            .collect();
        readers.sort();
        readers.dedup();
        let mut lifted = 0;
        for reader in readers {
            let all = self.inner.store.read(|tx| tx.sanctions(reader))?;
            for it in all.into_iter().filter(|it| {
                it.staff == staff && it.grounds == grounds && it.at >= since && it.lifted_at.is_none()
            }) {
                self.answer_sanction(who, it.id, true, "").await?;
                lifted += 1;
            }
        }
        Ok(lifted)
    }

    /// Sanctions that readers appealed against, with their readers.
    pub async fn appeals(&self, who: &Staff) -> Result<Vec<(Sanction, Reader)>, Error> {
        allow(who, Permission::Moderate)?;
        Ok(self.inner.store.read(|tx| -> Result<_, StoreError> {
            let mut all = Vec::new();
            for it in tx.appeals()? {
                if let Some(reader) = tx.reader(it.reader)? {
                    all.push((it, reader));
                }
            }
            Ok(all)
        })?)
    }

    /// How a reader stands: everything that was done about them.
    pub async fn standing_of(&self, who: &Reader) -> Result<Vec<Sanction>, Error> {
        Ok(self.inner.store.read(|tx| tx.sanctions(who.id))?)
    }

    /// What keeps a reader from taking part at present.
    pub async fn stopped(&self, who: &Reader) -> Result<Option<Sanction>, Error> {
        let now = self.now();
        Ok(self.inner.store.read(|tx| super::say::stopped(tx, who, now))?)
    }

    /// Notes that a reader read a warning; from now on they can go on.
    pub async fn read_sanction(&self, who: &Reader, id: SanctionId) -> Result<(), Error> {
        self.change_sanction(who, id, |it, now| Ok(Sanction { read_at: it.read_at.or(Some(now)), ..it }))
            .await
    }

    /// Says something against a sanction, once.
    pub async fn appeal(&self, who: &Reader, id: SanctionId, words: &str) -> Result<(), Error> {
        let words = required("words", words, 2000)?;
        let appeal = move |it: Sanction, now| match it.appealed_at {
            Some(_) => Err(fault("words", "fault-appealed", "")),
            None => Ok(Sanction { appeal: Some(words), appealed_at: Some(now), ..it }),
        };
        self.change_sanction(who, id, appeal).await
    }

    async fn change_sanction(
        &self,
        who: &Reader,
        id: SanctionId,
        change: impl FnOnce(Sanction, Timestamp) -> Result<Sanction, Error> + Send + 'static,
    ) -> Result<(), Error> {
        let (reader, now) = (who.id, self.now());
        self.inner
            .store
            .write(move |tx| -> Result<(), Error> {
                let it = tx.sanction(id)?.filter(|it| it.reader == reader).ok_or(Error::NotFound)?;
                Ok(tx.set_sanction(&change(it, now)?)?)
            })
            .await
    }
}

fn log(
    tx: Tx<'_>,
    (staff, act): (String, &str),
    reader: &Reader,
    grounds: Option<Grounds>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let act = ModerationAct {
        id: 0,
        at: now,
        staff,
        act: act.into(),
        story: None,
        message: None,
        reader: Some(reader.id),
        grounds: grounds.map(|it| it.as_str().to_owned()),
        before: String::new(),
        undone_at: None,
    };
    tx.put_moderation(&act).map(drop)
}
