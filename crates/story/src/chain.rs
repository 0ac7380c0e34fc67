//! A story's chain of revisions, and what may follow in it.

use jiff::Timestamp;

use crate::compare::compare;
use crate::{
    Content, Kind, NumberStyle, Permission, Refusal, Revision, RevisionNumber, StaffId, StaffRole, StoryId,
    advisory,
};

/// The longest headline that is taken, in characters.
const HEADLINE_LIMIT: usize = 250;

/// How a story stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nothing was sent yet.
    Unsent,
    /// Sent, and in use or waiting for its embargo to end.
    Live,
    /// Not to be used until told.
    Held,
    /// Withdrawn, for good.
    Withdrawn,
    /// Removed by law, for good.
    TakenDown,
}

/// What is known of a story when something is to follow in it.
#[derive(Clone, Debug)]
pub struct Chain {
    /// Which story.
    pub id: StoryId,
    /// The last revision sent.
    pub head: Option<Revision>,
    /// How it stands.
    pub standing: Standing,
    /// Whether the public has had any of it.
    pub is_public: bool,
}

/// What an editor wants sent.
#[derive(Clone, Debug)]
pub struct Order {
    /// The revision it was written on; none for the first.
    pub base: Option<RevisionNumber>,
    /// The kind; none leaves it to the chain (new, then update).
    pub kind: Option<Kind>,
    /// What it is to say.
    pub content: Content,
    /// A line written by hand in place of the derived one; verified all the same.
    pub advisory: Option<String>,
    /// Who sends.
    pub by: StaffId,
    /// In which role.
    pub role: StaffRole,
}

/// What goes on the wire.
#[derive(Clone, Debug)]
pub enum Move {
    /// A new revision.
    Revision(Box<Revision>),
    /// A notice that makes no revision.
    Notice {
        /// Which story.
        story: StoryId,
        /// What it says to do.
        kind: Kind,
        /// Why.
        reason: String,
        /// Who sent it.
        by: StaffId,
        /// When.
        at: Timestamp,
    },
}

impl Chain {
    /// A story of which nothing was sent yet.
    pub fn unsent(id: StoryId) -> Self {
        Chain { id, head: None, standing: Standing::Unsent, is_public: false }
    }

    /// The next revision, or the rule that forbids it.
    ///
    /// Paragraphs that the last revision had keep their ids; the advisory line is derived from the
    /// difference, or, where it was written by hand, verified against it.
    pub fn send(&self, order: Order, style: NumberStyle, now: Timestamp) -> Result<Move, Refusal> {
        if !order.role.may(Permission::Send) {
            return Err(Refusal::NotAllowed { permission: Permission::Send });
        }
        if matches!(self.standing, Standing::Withdrawn | Standing::TakenDown) {
            return Err(Refusal::Withdrawn);
        }
        let Order { base, kind, mut content, advisory: written, by, .. } = order;
        check_content(&content)?;
        self.check_embargo(&content, now)?;
        let Some(head) = &self.head else {
            return match (base, kind) {
                (Some(base), _) => Err(Refusal::NoSuchBase { base }),
                (None, Some(kind)) if kind != Kind::New => Err(Refusal::WrongKind { kind }),
                (None, _) => {
                    content.number_new_paragraphs();
                    Ok(self.revision(RevisionNumber(0), Kind::New, 0, content, None, Vec::new(), by, now))
                }
            };
        };
        match base {
            Some(base) if base == head.number => {}
            Some(base) if base > head.number => return Err(Refusal::NoSuchBase { base }),
            Some(base) => return Err(Refusal::StaleBase { base, head: head.number }),
            None => return Err(Refusal::WrongKind { kind: Kind::New }),
        }
        if content.slugline != head.content.slugline {
            return Err(Refusal::SluglineChanged { old: head.content.slugline.clone() });
        }
        let kind = kind.unwrap_or(Kind::Update);
        if !matches!(kind, Kind::Update | Kind::Correction | Kind::Refile) {
            return Err(Refusal::WrongKind { kind });
        }
        let comparison = compare(&head.content, &content);
        comparison.carry_ids(&head.content, &mut content);
        if comparison.is_unchanged() {
            return Err(Refusal::Unchanged);
        }
        if kind == Kind::Refile {
            comparison.check_refile()?;
        }
        let changes = comparison.changes(kind);
        // New matter alone corrects nothing: something that was stated has to be other, or gone.
        let corrects =
            |change: &crate::Change| matches!(change.verb, crate::Verb::Corrects | crate::Verb::Removes);
        if kind == Kind::Correction && !changes.iter().any(corrects) {
            return Err(Refusal::CorrectionWithoutChange);
        }
        let line = match written.map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()) {
            Some(line) => {
                if let Some(fault) = advisory::verify(&line, &comparison, kind).into_iter().next() {
                    return Err(Refusal::UntrueAdvisory { fault });
                }
                Some(line)
            }
            None => advisory::write(&changes, style, &content.language),
        };
        let updates = head.updates + u32::from(kind == Kind::Update);
        Ok(self.revision(head.number.next(), kind, updates, content, line, changes, by, now))
    }

    /// A withdrawal: the story is not to be used any more, in any revision.
    pub fn withdraw(
        &self,
        reason: &str,
        by: StaffId,
        role: StaffRole,
        now: Timestamp,
    ) -> Result<Move, Refusal> {
        if !role.may(Permission::Withdraw) {
            return Err(Refusal::NotAllowed { permission: Permission::Withdraw });
        }
        match self.standing {
            Standing::Unsent => Err(Refusal::NeverSent),
            Standing::Withdrawn | Standing::TakenDown => Err(Refusal::Withdrawn),
            Standing::Live | Standing::Held if reason.trim().is_empty() => Err(Refusal::NoReason),
            Standing::Live | Standing::Held => Ok(Move::Notice {
                story: self.id,
                kind: Kind::Withdrawal,
                reason: reason.trim().to_owned(),
                by,
                at: now,
            }),
        }
    }

    fn check_embargo(&self, content: &Content, now: Timestamp) -> Result<(), Refusal> {
        match &content.embargo {
            Some(_) if self.is_public => Err(Refusal::EmbargoOnPublic),
            Some(embargo) if embargo.until <= now => Err(Refusal::EmbargoInPast),
            _ => Ok(()),
        }
    }

    #[allow(clippy::too_many_arguments)]
    fn revision(
        &self,
        number: RevisionNumber,
        kind: Kind,
        updates: u32,
        content: Content,
        advisory: Option<String>,
        changes: Vec<crate::Change>,
        sent_by: StaffId,
        sent_at: Timestamp,
    ) -> Move {
        let story = self.id;
        Move::Revision(Box::new(Revision {
            story,
            number,
            kind,
            updates,
            content,
            advisory,
            changes,
            sent_at,
            sent_by,
        }))
    }
}

fn check_content(content: &Content) -> Result<(), Refusal> {
    let length = content.headline.chars().count();
    if content.headline.trim().is_empty() {
        return Err(Refusal::NoHeadline);
    }
    if length > HEADLINE_LIMIT {
        return Err(Refusal::HeadlineTooLong { length, limit: HEADLINE_LIMIT });
    }
    if content.slugline.trim().is_empty() {
        return Err(Refusal::NoSlugline);
    }
    if content.placements.is_empty() {
        return Err(Refusal::NoSection);
    }
    match &content.picture {
        Some(picture) if picture.caption.trim().is_empty() => {
            Err(Refusal::PictureWithout { missing: "caption" })
        }
        Some(picture) if picture.credit.trim().is_empty() => {
            Err(Refusal::PictureWithout { missing: "credit" })
        }
        _ => Ok(()),
    }
}
