//! What a reader does with a message: edits or takes out their own, marks, follows, mutes.

use discussion::{Reaction, ReportState, State};
use jiff::SignedDuration;
use store::{Message, Reader, StoreError, Tx};
use story::{MessageId, ReaderId, StoryId};

use super::say::{decide, stopped};
use super::{Outcome, discussed};
use crate::limits::Limited;
use crate::{Agency, Error};

/// How long a message can be edited without a word about it.
pub const EDIT_SILENTLY: SignedDuration = SignedDuration::from_mins(5);

impl Agency {
    /// Edits one's own message. In its first minutes nothing is said about it, as long as nobody answered; later its page
    /// tells that it was edited, and what it said before. What it says now passes the phases again.
    pub async fn edit_message(&self, who: &Reader, id: MessageId, text: &str) -> Result<Outcome, Error> {
        let (who, now, text) = (who.clone(), self.now(), text.to_owned());
        let rules = self.inner.store.read(|tx| tx.discussion_rules())?;
        let outside = self.ask_checker(&rules, &text, &who).await;
        let (story, outcome) = self
            .inner
            .store
            .write(move |tx| -> Result<(StoryId, Outcome), Error> {
                let message = own(tx.message(id)?, &who)?;
                if let Some(sanction) = stopped(tx, &who, now)? {
                    return Ok((message.story, Outcome::Stopped(Box::new(sanction))));
                }
                if message.text == text {
                    return Ok((message.story, Outcome::Visible(message)));
                }
                let room = discussed(tx, message.story, now)?;
                let mut decision = decide(tx, &who, &room, true, &text, (&rules, outside, now))?;
                // How fast somebody writes, and what was said before, is not asked of what stands already.
                let is_of_new = |phase| {
                    use discussion::Phase;
                    matches!(phase, Phase::Rate | Phase::Repeat | Phase::Premoderation | Phase::Record)
                };
                decision.findings.retain(|it| !is_of_new(it.phase));
                if let Some(finding) = decision.rejection() {
                    return Ok((message.story, Outcome::Refused(finding.clone())));
                }
                let is_silent = now.duration_since(message.at) <= EDIT_SILENTLY && message.replies == 0;
                tx.edit_message(&message, &text, (!is_silent).then_some(now))?;
                for finding in &decision.findings {
                    tx.put_finding(id, finding, now)?;
                }
                if decision.is_held() && message.state == State::Visible {
                    tx.set_message_state(&message, State::Held, None)?;
                }
                let message = tx.message(id)?.ok_or(Error::NotFound)?;
                Ok((
                    message.story,
                    match message.state {
                        State::Visible => Outcome::Visible(message),
                        _ => Outcome::Held(message, decision.findings),
                    },
                ))
            })
            .await?;
        self.discussion_changed(story);
        Ok(outcome)
    }

    /// Takes one's own message out. What it said is erased, unless somebody reported it: then once that is decided.
    pub async fn delete_message(&self, who: &Reader, id: MessageId) -> Result<StoryId, Error> {
        let who = who.clone();
        let story = self
            .inner
            .store
            .write(move |tx| -> Result<StoryId, Error> {
                let message = own(tx.message(id)?, &who)?;
                tx.set_message_state(&message, State::Deleted, None)?;
                if !tx.reports(id)?.iter().any(|it| it.state == ReportState::Open) {
                    tx.erase_message_text(id)?;
                }
                Ok(message.story)
            })
            .await?;
        self.discussion_changed(story);
        Ok(story)
    }

    /// Marks somebody's message as useful, or takes that back.
    pub async fn mark_useful(&self, who: &Reader, id: MessageId, is_useful: bool) -> Result<StoryId, Error> {
        self.feel(who, id, move |tx, message, reader| tx.mark_useful(message, reader, is_useful)).await
    }

    /// Feels something about somebody's message, or does not any more.
    pub async fn react(&self, who: &Reader, id: MessageId, kind: Option<Reaction>) -> Result<StoryId, Error> {
        self.feel(who, id, move |tx, message, reader| tx.react(message, reader, kind)).await
    }

    /// Notes what a reader feels about somebody's message; nobody feels anything about their own.
    async fn feel(
        &self,
        who: &Reader,
        id: MessageId,
        note: impl FnOnce(Tx<'_>, &Message, ReaderId) -> Result<bool, StoreError> + Send + 'static,
    ) -> Result<StoryId, Error> {
        self.limit(Limited::Act, &who.id.to_string(), "")?;
        let (who, now) = (who.clone(), self.now());
        let (story, has_changed) = self
            .inner
            .store
            .write(move |tx| -> Result<_, Error> {
                let message =
                    tx.message(id)?.filter(|it| it.state == State::Visible).ok_or(Error::NotFound)?;
                discussed(tx, message.story, now)?;
                let may = message.reader != Some(who.id) && stopped(tx, &who, now)?.is_none();
                Ok((message.story, may && note(tx, &message, who.id)?))
            })
            .await?;
        if has_changed {
            self.discussion_changed(story);
        }
        Ok(story)
    }

    /// Follows a thread, or a whole discussion where no message is named; or does not any more.
    pub async fn follow_discussion(
        &self,
        who: &Reader,
        story: StoryId,
        message: Option<MessageId>,
        follows: bool,
    ) -> Result<(), Error> {
        self.limit(Limited::Act, &who.id.to_string(), "")?;
        let (id, now) = (who.id, self.now());
        self.inner
            .store
            .write(move |tx| -> Result<(), Error> {
                discussed(tx, story, now)?;
                let root = match message {
                    Some(id) => {
                        Some(tx.message(id)?.filter(|it| it.story == story).ok_or(Error::NotFound)?.root)
                    }
                    None => None,
                };
                Ok(if follows { tx.follow(id, story, root) } else { tx.unfollow(id, story, root) }?)
            })
            .await
    }

    /// Shows a reader nothing of another any more, or again.
    pub async fn mute(&self, who: &Reader, whom: ReaderId, is_muted: bool) -> Result<(), Error> {
        self.limit(Limited::Act, &who.id.to_string(), "")?;
        let id = who.id;
        self.inner
            .store
            .write(move |tx| -> Result<(), Error> {
                tx.reader(whom)?.filter(|it| it.id != id).ok_or(Error::NotFound)?;
                Ok(tx.mute(id, whom, is_muted)?)
            })
            .await
    }

    /// Whom a reader muted: their ids and names.
    pub async fn muted(&self, who: &Reader) -> Result<Vec<(ReaderId, String)>, Error> {
        Ok(self.inner.store.read(|tx| tx.muted(who.id))?)
    }
}

/// A message of one's own that can still be changed.
fn own(message: Option<Message>, who: &Reader) -> Result<Message, Error> {
    let is_own = |it: &Message| it.reader == Some(who.id) && matches!(it.state, State::Visible | State::Held);
    message.filter(is_own).ok_or(Error::NotFound)
}
