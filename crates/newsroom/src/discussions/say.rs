//! Saying something: what was typed passes the phases, and stands, waits, or is given back with the reason.

use discussion::{Author, Decision, Finding, Place, ReaderBadge, Said, State, phases};
use jiff::{SignedDuration, Timestamp};
use store::{HouseRules, Message, NewMessage, Reader, Sanction, Tx};
use story::{MessageId, StoryId};

use super::notify::published;
use super::{Room, discussed};
use crate::{Agency, Error};

/// What somebody says.
#[derive(Clone, Debug)]
pub struct Saying {
    /// On which story.
    pub story: StoryId,
    /// What it answers.
    pub parent: Option<MessageId>,
    /// The text, as it was typed.
    pub text: String,
    /// What the browser knows it by: said twice, it comes once.
    pub client_id: Option<String>,
}

/// What became of it.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// Everybody sees it.
    Visible(Message),
    /// It waits for a moderator, for these reasons.
    Held(Message, Vec<Finding>),
    /// It was not taken, for this reason.
    Refused(Finding),
    /// Its author cannot take part at present.
    Stopped(Box<Sanction>),
}

impl Agency {
    /// Says something on a story.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the story is not public.
    pub async fn say(&self, who: &Reader, saying: Saying) -> Result<Outcome, Error> {
        let (who, now) = (who.clone(), self.now());
        let story = saying.story;
        let rules = self.inner.store.read(|tx| tx.discussion_rules())?;
        let outside = self.ask_checker(&rules, &saying.text, &who).await;
        let outcome = self
            .inner
            .store
            .write(move |tx| -> Result<Outcome, Error> {
                if let Some(sanction) = stopped(tx, &who, now)? {
                    return Ok(Outcome::Stopped(Box::new(sanction)));
                }
                if let Some(client_id) = &saying.client_id
                    && let Some(message) = tx.message_by_client(who.id, client_id)?
                {
                    return Ok(stands(tx, message)?);
                }
                let room = discussed(tx, saying.story, now)?;
                let parent = saying.parent.map(|id| tx.message(id)).transpose()?.flatten();
                let is_answerable = |it: &Message| it.story == saying.story && it.state == State::Visible;
                let has_parent = saying.parent.is_none() || parent.as_ref().is_some_and(is_answerable);
                let decision = decide(tx, &who, &room, has_parent, &saying.text, (&rules, outside, now))?;
                if let Some(finding) = decision.rejection() {
                    return Ok(Outcome::Refused(finding.clone()));
                }
                tx.open_discussion(saying.story, None)?;
                let message = tx.put_message(&NewMessage {
                    id: MessageId::new(now),
                    story: saying.story,
                    parent: saying.parent,
                    reader: who.id,
                    client_id: saying.client_id,
                    text: saying.text,
                    at: now,
                })?;
                for finding in &decision.findings {
                    tx.put_finding(message.id, finding, now)?;
                }
                if !decision.is_held() {
                    tx.set_message_state(&message, State::Visible, None)?;
                    published(tx, &message, now)?;
                }
                Ok(stands(tx, tx.message(message.id)?.ok_or(Error::NotFound)?)?)
            })
            .await?;
        if let Outcome::Visible(_) | Outcome::Held(..) = &outcome {
            self.discussion_changed(story);
        }
        Ok(outcome)
    }
}

fn stands(tx: Tx<'_>, message: Message) -> Result<Outcome, store::StoreError> {
    Ok(match message.state {
        State::Visible => Outcome::Visible(message),
        _ => {
            let findings = tx.findings(message.id)?;
            Outcome::Held(message, findings)
        }
    })
}

/// What keeps a reader from taking part at present.
pub(crate) fn stopped(
    tx: Tx<'_>,
    who: &Reader,
    now: Timestamp,
) -> Result<Option<Sanction>, store::StoreError> {
    Ok(tx.sanctions(who.id)?.into_iter().find(|it| it.holds(now)))
}

/// Passes a text through the phases.
pub(super) fn decide(
    tx: Tx<'_>,
    who: &Reader,
    room: &Room,
    has_parent: bool,
    text: &str,
    (rules, outside, now): (&HouseRules, Option<Finding>, Timestamp),
) -> Result<Decision, store::StoreError> {
    let (standing, rejected_of_last) = tx.record_of(who.id)?;
    let author = Author {
        since: who.since,
        standing,
        rejected_of_last,
        said: tx.said_since(who.id, now - SignedDuration::from_hours(1))?,
        is_watched: who.is_watched,
        is_known: who.badge != ReaderBadge::None,
    };
    let place = Place {
        is_open: room.closed.is_none(),
        has_parent,
        is_watched: room.discussion.is_watched,
        slow: SignedDuration::from_secs(i64::from(room.discussion.slow_seconds)),
        least_age: SignedDuration::from_hours(i64::from(room.discussion.least_hours)),
    };
    let said = Said { text, now, author: &author, place: &place, rules: &rules.rules };
    Ok(phases::decide(&said, outside))
}
