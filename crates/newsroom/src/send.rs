//! Sending: the newsroom's procedure from a draft to the wire.
//!
//! What is to be sent is decided outside the transaction, against the story as it stands; inside, the wire
//! takes it only if the story still stands so. A lost race is a conflict, never a merge.

use std::time::Instant;

use jiff::Timestamp;
use store::{Arrival, Hash, StoreError, Subject, Tx};
use story::{
    Answered, Content, DraftId, Eyes, Kind, Move, NumberStyle, Order, Permission, Refusal, RevisionNumber,
    StoryId,
};
use story::{ShortId, compare};
use tracing::{Instrument as _, Span};

use crate::compose::compose;
use crate::drafts::read_fields;
use crate::views::{Item, Preview, Sent, Staff};
use crate::{Agency, Error, addresses, allow};

/// What is to be sent, and on what.
#[derive(Clone, Debug)]
pub struct Sending {
    /// The story; a new one without.
    pub story: Option<StoryId>,
    /// The revision it is written on.
    pub base: Option<RevisionNumber>,
    /// The kind; left to the story without.
    pub kind: Option<Kind>,
    /// What it says.
    pub content: Content,
    /// A line written by hand.
    pub advisory: Option<String>,
    /// What the editor says of each changed fact, where they were asked.
    pub answers: Option<Vec<Answered>>,
    /// What is kept in the same breath.
    pub beside: Beside,
    /// When the public had it elsewhere, where that was before.
    pub dated: Option<Timestamp>,
}

/// What is kept in the transaction of a send, or not at all: what a story came from, so that nothing comes twice.
#[derive(Clone, Debug, Default)]
pub enum Beside {
    /// The send stands alone.
    #[default]
    Nothing,
    /// The draft at the version that was seen is closed.
    Draft(DraftId, u64),
    /// An item of a file is known again by its own id and its text, and found where it stood before.
    Import(String, Hash, Vec<String>),
    /// An item of a source has become this story; with it, the line by which its sender told the change.
    Arrival(Box<Arrival>, Option<String>),
}

impl Beside {
    fn keep(self, tx: Tx<'_>, sent: &Move) -> Result<(), Error> {
        match self {
            Beside::Nothing => Ok(()),
            Beside::Draft(id, version) => match tx.close_draft(id, version, Some(sent.story()))? {
                true => Ok(()),
                false => Err(Error::DraftMoved),
            },
            Beside::Import(source, text, old) => {
                tx.put_import(&source, sent.story(), text)?;
                old.iter().try_for_each(|path| tx.put_old_address(path, sent.story()))?;
                Ok(())
            }
            Beside::Arrival(mut arrival, theirs) => {
                arrival.story = Some(sent.story());
                // What its sender says of the change is held against the difference.
                if let (Some(theirs), Some(ours)) = (theirs, sent.advisory())
                    && theirs.trim() != ours.trim()
                {
                    arrival.why = format!("its sender says {theirs}, the difference says {ours}");
                }
                Ok(tx.arrive(&arrival)?)
            }
        }
    }
}

/// What an editor says of a send beside the draft's own text.
#[derive(Clone, Debug, Default)]
pub struct Said {
    /// The kind of move; left to the story without.
    pub kind: Option<Kind>,
    /// A line written by hand.
    pub advisory: Option<String>,
    /// Of each changed fact, whether it was wrong or has moved on; without, the kind of move speaks for all.
    pub answers: Option<Vec<Answered>>,
}

impl Agency {
    /// What a send of a draft would do: the difference, the line, and whether it would be refused.
    pub async fn preview(&self, who: &Staff, id: DraftId, said: Said) -> Result<Preview, Error> {
        allow(who, Permission::Write)?;
        let row = self.draft_row(id)?;
        let who = &self.at_draft(who, &row)?;
        let base = match (row.story, row.base) {
            (Some(story), Some(number)) => self.inner.store.read(|tx| tx.revision(story, number))?,
            _ => None,
        };
        let (house, now) = (self.house(), self.now());
        let against = base.map(|base| base.content.clone());
        let (content, faults) = compose(&read_fields(&row)?, against.as_ref(), &house, now);
        let questions = against.as_ref().map(|old| compare::compare(old, &content).questions());
        let sending = Sending {
            story: row.story,
            base: row.base,
            kind: said.kind,
            content: content.clone(),
            advisory: said.advisory,
            answers: said.answers,
            beside: Beside::Draft(id, row.version),
            dated: None,
        };
        let outcome = match self.decide(who, row.story.unwrap_or(StoryId::new(now)), sending, now)? {
            Ok(Move::Revision(revision)) => Ok(*revision),
            Ok(Move::Notice { kind, .. }) => Err(Refusal::WrongKind { kind }),
            Err(refusal) => Err(refusal),
        };
        Ok(Preview {
            outcome,
            faults,
            against,
            content: Some(content),
            questions: questions.unwrap_or_default(),
        })
    }

    /// Sends a draft at the version that was seen.
    pub async fn send(&self, who: &Staff, id: DraftId, version: u64, said: Said) -> Result<Sent, Error> {
        let row = self.draft_row(id)?;
        let who = &self.at_draft(who, &row)?;
        allow(who, Permission::Send)?;
        if row.version != version {
            return Err(Error::DraftMoved);
        }
        let base = match (row.story, row.base) {
            (Some(story), Some(number)) => self.inner.store.read(|tx| tx.revision(story, number))?,
            _ => None,
        };
        let (content, faults) =
            compose(&read_fields(&row)?, base.as_ref().map(|base| &base.content), &self.house(), self.now());
        if !faults.is_empty() {
            return Err(Error::Faults(faults));
        }
        let kind = said.kind;
        let sending = Sending {
            story: row.story,
            base: row.base,
            kind,
            content,
            advisory: said.advisory,
            answers: said.answers,
            beside: Beside::Draft(id, version),
            dated: None,
        };
        // The rules speak first, then the copy desk; a second person is asked for last.
        let now = self.now();
        match self.decide(who, row.story.unwrap_or_else(|| StoryId::new(now)), sending.clone(), now)? {
            Ok(_) | Err(Refusal::WantsSecond { .. }) => {}
            Err(refusal) => return Err(refusal.into()),
        }
        let (open, found) = self.open_errors(id, kind)?;
        if open > 0 {
            return Err(Error::CopyDesk(open));
        }
        let sent = self.send_content(who, sending).await?;
        let left: Vec<(String, String)> =
            found.into_iter().map(|found| (found.rule.to_owned(), found.words)).collect();
        let now = self.now();
        self.inner.store.write(move |tx| tx.settle_findings(id, &left, now)).await?;
        Ok(sent)
    }

    /// Sends what a story is to say. Answers when it is durable and its own page is fresh.
    #[tracing::instrument(level = "debug", name = "send", skip_all, fields(story, sequence))]
    pub async fn send_content(&self, who: &Staff, sending: Sending) -> Result<Sent, Error> {
        let began = Instant::now();
        let now = self.now();
        let id = sending.story.unwrap_or_else(|| StoryId::new(now));
        let (beside, dated) = (sending.beside.clone(), sending.dated);
        let decided = match (self.decide(who, id, sending.clone(), now)?, &beside) {
            (Err(Refusal::WantsSecond { what }), Beside::Draft(draft, version)) => {
                return Err(self.vouch(Subject::Draft(*draft, *version), who, what).await?);
            }
            (decided, _) => decided?,
        };
        let sent = self.put_on_wire(decided, beside, dated).await;
        if let Ok(sent) = &sent {
            let span = Span::current();
            span.record("story", tracing::field::display(sent.story)).record("sequence", sent.sequence.0);
        }
        metrics::histogram!("dateline_send_seconds").record(began.elapsed());
        match sent {
            // The story moved on in between: ask again, and be refused by name.
            Err(Error::Store(StoreError::Conflict)) => {
                self.decide(who, id, sending, now)??;
                Err(StoreError::Conflict.into())
            }
            other => other,
        }
    }

    /// Notes that a story is a translation of another.
    pub async fn link_translation(&self, who: &Staff, id: StoryId, of: StoryId) -> Result<(), Error> {
        allow(who, Permission::Send)?;
        Ok(self.inner.store.write(move |tx| tx.link_translation(id, of)).await?)
    }

    pub(crate) fn decide(
        &self,
        who: &Staff,
        id: StoryId,
        sending: Sending,
        now: Timestamp,
    ) -> Result<Result<Move, Refusal>, Error> {
        let chain = self.inner.store.read(|tx| tx.chain(id))?;
        let style = self.style_of(&sending.content);
        // Who sends from the command line has the whole house's key anyway.
        let eyes = match sending.beside {
            Beside::Draft(draft, version) => self.eyes(Subject::Draft(draft, version), who)?,
            _ => Eyes::default(),
        };
        let order = Order {
            base: sending.base,
            kind: sending.kind,
            advisory: sending.advisory,
            answers: sending.answers,
            eyes,
            ..Order::of(sending.content, who.id, who.role)
        };
        let uncleared = self.uncleared(&order.content, now)?;
        Ok(chain.send(order, style, now).and_then(|decided| uncleared.map_or(Ok(decided), Err)))
    }

    fn style_of(&self, content: &Content) -> NumberStyle {
        let house = self.house();
        let home = content.placements.first().and_then(|home| house.edition(&home.edition));
        home.map(|edition| edition.number_style).unwrap_or_default()
    }

    pub(crate) async fn put_on_wire(
        &self,
        decided: Move,
        beside: Beside,
        dated: Option<Timestamp>,
    ) -> Result<Sent, Error> {
        let slug = match &decided {
            Move::Revision(revision) => formats::address_slug(&revision.content.headline),
            Move::Notice { .. } => String::new(),
        };
        let short = ShortId::from_random(u64::from_le_bytes(store::random()?));
        let quotes = match &decided {
            Move::Revision(revision) => self.quotes_of(revision)?,
            Move::Notice { .. } => Vec::new(),
        };
        let has_pins = match &beside {
            Beside::Draft(draft, _) => self.has_pins(*draft)?,
            _ => false,
        };
        let store = self.inner.store.clone();
        let what = decided.clone();
        let appended = self
            .inner
            .store
            .write(move |tx| -> Result<_, Error> {
                let appended = tx.append(store.signer(), &what, &slug, short, dated)?;
                if let Move::Revision(revision) = &what {
                    tx.put_quotes(revision.story, revision.number, &quotes)?;
                    tx.put_uses(revision)?;
                }
                beside.keep(tx, &what)?;
                if has_pins {
                    tx.dossiers_changed()?;
                }
                Ok(appended)
            })
            .instrument(tracing::debug_span!("keep"))
            .await?;
        if has_pins {
            self.reload_house()?;
        }
        self.inner.bus.wake();
        self.announced(appended.sequence).instrument(tracing::debug_span!("announce")).await;
        let (story, kind, revision) = match decided {
            Move::Revision(revision) => (revision.story, revision.kind, Some(revision)),
            Move::Notice { story, kind, .. } => (story, kind, None),
        };
        Ok(Sent {
            sequence: appended.sequence,
            public: appended.public,
            story,
            short: appended.short,
            slugline: match &revision {
                Some(revision) => revision.content.slugline.clone(),
                None => self.head_of(story)?.content.slugline,
            },
            revision: revision.as_ref().map(|revision| revision.number),
            kind,
            advisory: revision.as_ref().and_then(|revision| revision.advisory.clone()),
            changes: revision.as_ref().map(|revision| revision.changes.clone()).unwrap_or_default(),
            path: self.path_of(story)?,
        })
    }

    /// The path of a story that is public; empty for one that is not.
    fn path_of(&self, story: StoryId) -> Result<String, Error> {
        let item = self.inner.store.read(|tx| tx.listed(story))?.and_then(Item::from_listed);
        Ok(item.map(|item| addresses::story_path(&self.house(), &item)).unwrap_or_default())
    }
}
