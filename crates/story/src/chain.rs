//! A story's chain of revisions, and what may follow in it.

use jiff::Timestamp;

use crate::compare::compare;
use crate::{
    Answer, Answered, Change, Content, Fact, Kind, NumberStyle, Permission, Question, Refusal, Revision,
    RevisionNumber, StaffId, StaffRole, Standing, StoryId, Verb, advisory,
};

/// The longest headline that is taken, in characters.
const HEADLINE_LIMIT: usize = 250;

/// What is known of a story when something is to follow in it.
#[derive(Clone, Debug)]
pub struct Chain {
    /// Which story.
    pub id: StoryId,
    /// The last revision sent.
    pub head: Option<Revision>,
    /// What the revision before the last said: what it had and the last one lacks can be restored.
    pub before: Option<Content>,
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
    /// What the editor says of each changed fact: was it wrong, or has it moved on? Without, the kind of move
    /// speaks for all of them.
    pub answers: Option<Vec<Answered>>,
    /// Who sends.
    pub by: StaffId,
    /// In which role.
    pub role: StaffRole,
    /// Who looks twice, where the house wants that.
    pub eyes: Eyes,
}

impl Order {
    /// A first revision, or whatever a chain makes of it once `base` and the rest are said.
    pub fn of(content: Content, by: StaffId, role: StaffRole) -> Self {
        Order {
            base: None,
            kind: None,
            content,
            advisory: None,
            answers: None,
            by,
            role,
            eyes: Eyes::default(),
        }
    }
}

/// Whether the house wants a second person for what is grave, and who that was.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Eyes {
    /// Whether the house wants it.
    pub four: bool,
    /// Who vouched before; counts only when it is not the one who sends.
    pub seconded_by: Option<StaffId>,
}

impl Eyes {
    /// The second person, or a refusal that says for what one is wanted.
    fn second(self, by: StaffId, grave: Option<Grave>) -> Result<Option<StaffId>, Refusal> {
        let second = self.seconded_by.filter(|second| *second != by);
        match grave.filter(|_| self.four && second.is_none()) {
            Some(what) => Err(Refusal::WantsSecond { what }),
            None => Ok(second),
        }
    }
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

impl Move {
    /// Which story it moves.
    pub fn story(&self) -> StoryId {
        match self {
            Move::Revision(revision) => revision.story,
            Move::Notice { story, .. } => *story,
        }
    }

    /// The line that says what changed, where it is a revision that has one.
    pub fn advisory(&self) -> Option<&str> {
        match self {
            Move::Revision(revision) => revision.advisory.as_deref(),
            Move::Notice { .. } => None,
        }
    }
}

impl Chain {
    /// A story of which nothing was sent yet.
    pub fn unsent(id: StoryId) -> Self {
        Chain { id, head: None, before: None, standing: Standing::Unsent, is_public: false }
    }

    /// The next revision, or the rule that forbids it.
    ///
    /// Paragraphs that the last revision had keep their ids; the advisory line is derived from the
    /// difference, or, where it was written by hand, verified against it.
    pub fn send(&self, order: Order, style: NumberStyle, now: Timestamp) -> Result<Move, Refusal> {
        if !order.role.may(Permission::Send) {
            return Err(Refusal::NotAllowed { permission: Permission::Send });
        }
        if self.standing.is_over() {
            return Err(Refusal::Withdrawn);
        }
        let Order { base, kind, mut content, advisory: written, answers, by, eyes, .. } = order;
        check_content(&content)?;
        self.check_embargo(&content, now)?;
        let Some(head) = &self.head else {
            return match (base, kind) {
                (Some(base), _) => Err(Refusal::NoSuchBase { base }),
                (None, Some(kind)) if kind != Kind::New => Err(Refusal::WrongKind { kind }),
                (None, _) => {
                    content.number_new_paragraphs();
                    let second = eyes.second(by, None)?;
                    Ok(self.revision(Kind::New, content, Told::default(), by, second, now))
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
        if !matches!(kind, Kind::Update | Kind::Correction | Kind::Refile | Kind::Release) {
            return Err(Refusal::WrongKind { kind });
        }
        self.standing.after(kind)?;
        let mut comparison = compare(&head.content, &content);
        if let Some(before) = &self.before {
            comparison.recall(before);
        }
        comparison.carry_ids(&head.content, &mut content);
        if comparison.is_unchanged() {
            return Err(Refusal::Unchanged);
        }
        if kind == Kind::Refile {
            comparison.check_refile()?;
        }
        let answers = answered(kind, comparison.questions(), answers)?;
        let comparison = comparison.answered(&answers);
        let changes = comparison.changes(kind);
        // New matter alone corrects nothing: something that was stated has to be other, or gone.
        let corrects = |change: &Change| matches!(change.verb, Verb::Corrects | Verb::Removes);
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
        let second = eyes.second(by, Grave::among(&answers))?;
        Ok(self.revision(kind, content, Told { line, changes, answers }, by, second, now))
    }

    /// A move that makes no revision: a repeat, a hold, a release without change, a withdrawal, a takedown.
    ///
    /// A hold, a withdrawal and a takedown say why.
    pub fn notice(
        &self,
        kind: Kind,
        reason: &str,
        (by, role): (StaffId, StaffRole),
        eyes: Eyes,
        now: Timestamp,
    ) -> Result<Move, Refusal> {
        let permission = match kind {
            Kind::Repeat | Kind::Hold | Kind::Release => Permission::Send,
            Kind::Withdrawal => Permission::Withdraw,
            Kind::Takedown => Permission::TakeDown,
            Kind::New | Kind::Update | Kind::Correction | Kind::Refile => {
                return Err(Refusal::WrongKind { kind });
            }
        };
        if !role.may(permission) {
            return Err(Refusal::NotAllowed { permission });
        }
        self.standing.after(kind)?;
        let reason = reason.trim();
        let wants_reason = matches!(kind, Kind::Hold | Kind::Withdrawal | Kind::Takedown);
        if wants_reason && reason.is_empty() {
            return Err(Refusal::NoReason);
        }
        eyes.second(by, (kind == Kind::Withdrawal).then_some(Grave::Withdrawal))?;
        Ok(Move::Notice { story: self.id, kind, reason: reason.to_owned(), by, at: now })
    }

    fn check_embargo(&self, content: &Content, now: Timestamp) -> Result<(), Refusal> {
        match &content.embargo {
            Some(_) if self.is_public => Err(Refusal::EmbargoOnPublic),
            Some(embargo) if embargo.until <= now => Err(Refusal::EmbargoInPast),
            _ => Ok(()),
        }
    }

    /// The revision after the head.
    fn revision(
        &self,
        kind: Kind,
        content: Content,
        told: Told,
        sent_by: StaffId,
        seconded_by: Option<StaffId>,
        sent_at: Timestamp,
    ) -> Move {
        let (number, updates) = match &self.head {
            Some(head) => (head.number.next(), head.updates + u32::from(kind == Kind::Update)),
            None => (RevisionNumber(0), 0),
        };
        Move::Revision(Box::new(Revision {
            story: self.id,
            number,
            kind,
            updates,
            content,
            advisory: told.line,
            changes: told.changes,
            sent_at,
            sent_by,
            answers: told.answers,
            seconded_by,
        }))
    }
}

/// What is told of a difference.
#[derive(Default)]
struct Told {
    line: Option<String>,
    changes: Vec<Change>,
    answers: Vec<Answered>,
}

/// Each question with its answer. Where the editor was asked, each has to be answered; what was wrong is mended by a
/// correction, or as a held story is released.
fn answered(
    kind: Kind,
    questions: Vec<Question>,
    given: Option<Vec<Answered>>,
) -> Result<Vec<Answered>, Refusal> {
    let by_kind = match kind {
        Kind::Correction => Answer::Wrong,
        _ => Answer::MovedOn,
    };
    let mut open = Vec::new();
    let mut all = Vec::with_capacity(questions.len());
    for question in questions {
        let known = given.as_ref().map(|given| given.iter().find(|known| known.question.is_about(&question)));
        let answer = match known {
            None => by_kind,
            Some(Some(known)) => known.answer,
            Some(None) => {
                open.push(question);
                continue;
            }
        };
        if answer == Answer::Wrong && matches!(kind, Kind::Update | Kind::Refile) {
            return Err(Refusal::WrongUncorrected { old: question.old, new: question.new });
        }
        all.push(Answered { question, answer });
    }
    if open.is_empty() { Ok(all) } else { Err(Refusal::Unanswered { questions: open }) }
}

/// What a second person looks at, where the house wants that.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Grave {
    /// Somebody is quoted in other words.
    Quote,
    /// A `not` or a denial came or went.
    Negation,
    /// A story is withdrawn.
    Withdrawal,
}

impl Grave {
    /// The word by which the catalogues (`grave-…`) know it.
    pub fn as_str(self) -> &'static str {
        match self {
            Grave::Quote => "quote",
            Grave::Negation => "negation",
            Grave::Withdrawal => "withdrawal",
        }
    }

    /// What among answered questions is grave.
    fn among(answers: &[Answered]) -> Option<Grave> {
        answers.iter().find_map(|answered| match answered.question.fact {
            Fact::Quote => Some(Grave::Quote),
            Fact::Negation => Some(Grave::Negation),
            Fact::Number | Fact::Name | Fact::Date => None,
        })
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
