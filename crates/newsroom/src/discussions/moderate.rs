//! What moderators do with messages and discussions. Every act is written down with what it was before, and can be undone.

use discussion::{Finding, Grounds, NoteKind, ReportState, SanctionKind, State, markup};
use jiff::Timestamp;
use serde_json::json;
use store::{Discussion, Message, ModerationAct, Reader, Report, Sanction, StoreError, Tx};
use story::{MessageId, Permission, SanctionId, StoryId};

use super::discussed;
use super::notify::{EXCERPT, published, tell};
use crate::letters::{NewLetter, post_letter};
use crate::views::{Item, Staff};
use crate::{Agency, Error, allow};

/// How many messages a page of the queue has.
const PAGE: u32 = 20;

/// A message that waits, with all that helps to decide.
#[derive(Clone, Debug)]
pub struct Waiting {
    /// The message.
    pub message: Message,
    /// What it answers.
    pub parent: Option<Message>,
    /// The story, as long as the public sees it.
    pub item: Option<Item>,
    /// What the phases found.
    pub findings: Vec<Finding>,
    /// What readers reported.
    pub reports: Vec<Report>,
    /// Its author.
    pub author: Option<Reader>,
    /// How many of their messages stand, and of the last ones how many were taken out, of how many.
    pub record: (u32, (u32, u32)),
    /// Whether it is pinned above its room.
    pub is_pinned: bool,
}

/// A page of the queue.
#[derive(Clone, Debug)]
pub struct QueuePage {
    /// What waits longest first.
    pub waiting: Vec<Waiting>,
    /// How many wait in all.
    pub count: u64,
    /// Behind which message the next page begins.
    pub next: Option<MessageId>,
}

/// What is decided about a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decided {
    /// It stands.
    Approve,
    /// It goes, for that reason.
    Reject(Grounds),
    /// It stands out.
    Pick(bool),
    /// It stands above its room.
    Pin(bool),
}

impl Agency {
    /// What waits for a moderator, behind a message.
    pub async fn moderation_queue(&self, who: &Staff, after: Option<MessageId>) -> Result<QueuePage, Error> {
        allow(who, Permission::Moderate)?;
        let now = self.now();
        self.inner.store.read(|tx| {
            let after = after.map(|id| tx.message(id)).transpose()?.flatten().map(|it| (it.at, it.id));
            let mut messages = tx.moderation_queue(after, PAGE + 1)?;
            let has_more = messages.len() > PAGE as usize;
            messages.truncate(PAGE as usize);
            let next = messages.last().map(|it| it.id).filter(|_| has_more);
            let waiting =
                messages.into_iter().map(|it| waiting(tx, it, now)).collect::<Result<_, Error>>()?;
            Ok(QueuePage { waiting, count: tx.waiting_messages()?, next })
        })
    }

    /// How many messages wait for a moderator; none for who is none.
    pub fn waiting_messages(&self, who: &Staff) -> Result<u64, Error> {
        if allow(who, Permission::Moderate).is_err() {
            return Ok(0);
        }
        Ok(self.inner.store.read(|tx| tx.waiting_messages())?)
    }

    /// One message with all that is known of it, whatever its state.
    pub async fn moderated(&self, who: &Staff, id: MessageId) -> Result<Waiting, Error> {
        allow(who, Permission::Moderate)?;
        let now = self.now();
        self.inner.store.read(|tx| waiting(tx, tx.message(id)?.ok_or(Error::NotFound)?, now))
    }

    /// Messages that stand so, the newest first, before an instant.
    pub async fn messages_in(
        &self,
        who: &Staff,
        state: State,
        before: Option<Timestamp>,
    ) -> Result<Vec<Waiting>, Error> {
        allow(who, Permission::Moderate)?;
        let now = self.now();
        self.inner.store.read(|tx| {
            let messages = tx.messages_in(state, before.unwrap_or(Timestamp::MAX), PAGE)?;
            messages.into_iter().map(|it| waiting(tx, it, now)).collect()
        })
    }

    /// Decides about a message; its author and whoever reported it are told. The number by which it can be undone.
    pub async fn decide_message(
        &self,
        who: &Staff,
        id: MessageId,
        decided: Decided,
        words: &str,
    ) -> Result<u64, Error> {
        allow(who, Permission::Moderate)?;
        let (staff, now) = (who.login.clone(), self.now());
        let words: String = words.trim().chars().take(1000).collect();
        let (act, story) = self
            .inner
            .store
            .write(move |tx| -> Result<(u64, StoryId), Error> {
                let message = tx.message(id)?.ok_or(Error::NotFound)?;
                let grounds = match decided {
                    Decided::Reject(grounds) => Some(grounds.as_str().to_owned()),
                    _ => None,
                };
                let act = ModerationAct {
                    id: 0,
                    at: now,
                    staff: staff.clone(),
                    act: act_name(decided).into(),
                    story: Some(message.story),
                    message: Some(id),
                    reader: message.reader,
                    grounds: grounds.clone(),
                    before: message.state.as_str().into(),
                    undone_at: None,
                };
                let number = tx.put_moderation(&act)?;
                match decided {
                    Decided::Approve => approve(tx, &message, now)?,
                    Decided::Reject(grounds) => reject(tx, &message, grounds, &words, &staff, now)?,
                    Decided::Pin(is_pinned) => tx.pin_message(&message, is_pinned)?,
                    Decided::Pick(is_picked) => {
                        tx.pick_message(&message, is_picked.then_some(now))?;
                        if let Some(author) = message.reader.filter(|_| is_picked) {
                            tell(tx, author, NoteKind::Picked, &message, "", now)?;
                        }
                    }
                }
                Ok((number, message.story))
            })
            .await?;
        self.inner.letters.notify_one();
        self.discussion_changed(story);
        Ok(act)
    }

    /// Undoes what was decided about a message: it stands as before, its reports are open again, its sanction is lifted.
    pub async fn undo(&self, who: &Staff, act: u64) -> Result<(), Error> {
        allow(who, Permission::Moderate)?;
        let now = self.now();
        let story = self
            .inner
            .store
            .write(move |tx| -> Result<StoryId, Error> {
                let it =
                    tx.moderation_act(act)?.filter(|it| it.undone_at.is_none()).ok_or(Error::NotFound)?;
                let message =
                    it.message.map(|id| tx.message(id)).transpose()?.flatten().ok_or(Error::NotFound)?;
                tx.undo_moderation(act, now)?;
                match it.act.as_str() {
                    "pick" => tx.pick_message(&message, None)?,
                    "unpick" => tx.pick_message(&message, Some(now))?,
                    "pin" => tx.pin_message(&message, false)?,
                    "unpin" => tx.pin_message(&message, true)?,
                    _ => {
                        let state: State = it.before.parse().map_err(StoreError::Damaged)?;
                        tx.set_message_state(&message, state, None)?;
                        tx.reopen_reports(message.id, it.at)?;
                        if let Some(reader) = message.reader {
                            lift(tx, reader, message.id, it.at, now)?;
                        }
                    }
                }
                Ok(message.story)
            })
            .await?;
        self.discussion_changed(story);
        Ok(())
    }

    /// What moderators did, the last first, before a number.
    pub async fn moderation_acts(
        &self,
        who: &Staff,
        before: Option<u64>,
    ) -> Result<Vec<ModerationAct>, Error> {
        allow(who, Permission::Moderate)?;
        let before = before.unwrap_or(i64::MAX as u64);
        Ok(self.inner.store.read(|tx| tx.moderation_acts(before, 100))?)
    }

    /// What everybody may know of what moderators did: what, when and why, on which story; neither who nor about whom.
    pub async fn public_moderation(
        &self,
        before: Option<u64>,
    ) -> Result<Vec<(ModerationAct, Option<Item>)>, Error> {
        let (before, now) = (before.unwrap_or(i64::MAX as u64), self.now());
        self.inner.store.read(|tx| {
            let acts = tx.moderation_acts(before, 50)?.into_iter().filter(|it| it.act != "approve");
            acts.map(|act| {
                let item = act.story.and_then(|story| discussed(tx, story, now).ok()).map(|room| room.item);
                let blank = ModerationAct { staff: String::new(), message: None, reader: None, ..act };
                Ok((blank, item))
            })
            .collect()
        })
    }

    /// A discussion as a moderator keeps it.
    pub async fn kept_discussion(&self, who: &Staff, story: StoryId) -> Result<(Discussion, Item), Error> {
        allow(who, Permission::Moderate)?;
        let now = self.now();
        self.inner.store.read(|tx| discussed(tx, story, now).map(|room| (room.discussion, room.item)))
    }

    /// Says how a discussion is kept: what it is for, whether it is open, until when, how slow.
    pub async fn keep_discussion(&self, who: &Staff, it: Discussion) -> Result<(), Error> {
        allow(who, Permission::Moderate)?;
        let (staff, now, story) = (who.login.clone(), self.now(), it.story);
        self.inner
            .store
            .write(move |tx| -> Result<(), Error> {
                let before = discussed(tx, it.story, now)?.discussion;
                tx.open_discussion(it.story, None)?;
                tx.set_discussion(&it)?;
                let act = match (before.closed, it.closed) {
                    (None, Some(_)) => "close",
                    (Some(_), None) => "open",
                    _ => "keep",
                };
                tx.put_moderation(&ModerationAct {
                    id: 0,
                    at: now,
                    staff,
                    act: act.into(),
                    story: Some(it.story),
                    message: None,
                    reader: None,
                    grounds: None,
                    before: before.closed.map_or("", discussion::Closing::as_str).into(),
                    undone_at: None,
                })?;
                Ok(())
            })
            .await?;
        self.discussion_changed(story);
        Ok(())
    }
}

fn act_name(decided: Decided) -> &'static str {
    match decided {
        Decided::Approve => "approve",
        Decided::Reject(_) => "reject",
        Decided::Pick(true) => "pick",
        Decided::Pick(false) => "unpick",
        Decided::Pin(true) => "pin",
        Decided::Pin(false) => "unpin",
    }
}

fn waiting(tx: Tx<'_>, message: Message, now: Timestamp) -> Result<Waiting, Error> {
    Ok(Waiting {
        parent: message.parent.map(|id| tx.message(id)).transpose()?.flatten(),
        item: discussed(tx, message.story, now).ok().map(|room| room.item),
        findings: tx.findings(message.id)?,
        reports: tx.reports(message.id)?,
        author: message.reader.map(|id| tx.reader(id)).transpose()?.flatten(),
        record: message.reader.map_or(Ok((0, (0, 0))), |id| tx.record_of(id))?,
        is_pinned: tx.pinned(message.story)?.is_some_and(|it| it.id == message.id),
        message,
    })
}

fn approve(tx: Tx<'_>, message: &Message, now: Timestamp) -> Result<(), Error> {
    if message.state == State::Deleted {
        return Err(Error::NotFound);
    }
    if message.state != State::Visible {
        tx.set_message_state(message, State::Visible, None)?;
        if let Some(author) = message.reader {
            tell(tx, author, NoteKind::Approved, message, "", now)?;
        }
        published(tx, message, now)?;
    }
    tell_reporters(tx, message, ReportState::Dismissed, "", now)
}

/// Takes a message out. Its author gets a statement of reasons, against which they can appeal (article 17).
fn reject(
    tx: Tx<'_>,
    message: &Message,
    grounds: Grounds,
    words: &str,
    staff: &str,
    now: Timestamp,
) -> Result<(), Error> {
    if message.state == State::Deleted {
        return Err(Error::NotFound);
    }
    tx.set_message_state(message, State::Rejected, Some(grounds.as_str()))?;
    tell_reporters(tx, message, ReportState::Upheld, grounds.as_str(), now)?;
    let Some(author) = message.reader.map(|id| tx.reader(id)).transpose()?.flatten() else { return Ok(()) };
    let sanction = Sanction {
        id: SanctionId::new(now),
        reader: author.id,
        kind: SanctionKind::Removal,
        grounds,
        words: words.to_owned(),
        message: Some(message.id),
        staff: staff.to_owned(),
        at: now,
        until: None,
        read_at: None,
        lifted_at: None,
        appeal: None,
        appealed_at: None,
        answer: None,
    };
    tx.put_sanction(&sanction)?;
    Ok(tell(tx, author.id, NoteKind::Rejected, message, grounds.as_str(), now)?)
}

/// Decides the open reports of a message, and tells whoever made them.
fn tell_reporters(
    tx: Tx<'_>,
    message: &Message,
    state: ReportState,
    statement: &str,
    now: Timestamp,
) -> Result<(), Error> {
    for report in tx.reports(message.id)?.into_iter().filter(|it| it.state == ReportState::Open) {
        if let Some(reader) = report.reader {
            tell(tx, reader, NoteKind::Report, message, state.as_str(), now)?;
        }
        let contact = report
            .contact
            .as_deref()
            .and_then(|it| it.rsplit_once('<'))
            .map(|(_, it)| it.trim_end_matches('>'));
        if let Some(address) = contact {
            let content = json!({
                "reference": report.reference, "state": state.as_str(), "grounds": statement,
                "text": markup::excerpt(&message.text, EXCERPT),
            });
            let language = report.language.as_deref().unwrap_or("en");
            let letter = NewLetter { reader: None, address, language, kind: "notice-decided", content };
            post_letter(tx, letter, now)?;
        }
    }
    Ok(tx.decide_reports(message.id, state, statement, now)?)
}

/// Lifts what was put down for a message at an instant.
fn lift(
    tx: Tx<'_>,
    reader: story::ReaderId,
    message: MessageId,
    at: Timestamp,
    now: Timestamp,
) -> Result<(), StoreError> {
    for it in tx.sanctions(reader)? {
        if it.message == Some(message) && it.at == at && it.lifted_at.is_none() {
            tx.set_sanction(&Sanction { lifted_at: Some(now), ..it })?;
        }
    }
    Ok(())
}
