//! The rules by which a move is refused, each with a name.

use jiff::Timestamp;

use crate::{Grave, Kind, Permission, Question, RevisionNumber};

/// A rule that was broken. The text is for machines and logs; `i18n` has a sentence for each name in
/// every language of the interface.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// A headline is the least a story has.
    #[error("the story has no headline: write one")]
    NoHeadline,
    /// A headline over the limit.
    #[error("the headline has {length} characters, more than {limit}: shorten it")]
    HeadlineTooLong {
        /// Its characters.
        length: usize,
        /// The most there may be.
        limit: usize,
    },
    /// A slugline holds a story's revisions together.
    #[error("the story has no slugline: give it a short working name")]
    NoSlugline,
    /// The slugline stays the same over a story's life.
    #[error("the slugline of a story stays the same: it was `{old}`")]
    SluglineChanged {
        /// The slugline as first sent.
        old: String,
    },
    /// A story stands somewhere.
    #[error("the story stands in no section: choose one")]
    NoSection,
    /// The story moved on while this was being written.
    #[error(
        "this was written on revision {base}, but the story is at revision {head}: compare and carry your changes over"
    )]
    StaleBase {
        /// What the draft was written on.
        base: RevisionNumber,
        /// What the story is at.
        head: RevisionNumber,
    },
    /// The same first revision was sent twice, or a base was named that does not exist.
    #[error("the story has no revision {base} to write on")]
    NoSuchBase {
        /// What the draft names.
        base: RevisionNumber,
    },
    /// A new revision differs from the last.
    #[error("nothing changed: a story that is sent again unchanged is a repeat, not a revision")]
    Unchanged,
    /// Only the first revision is new, and the first is never anything else.
    #[error("a move of kind {kind} cannot follow here: the first revision is new, later ones are not")]
    WrongKind {
        /// What was asked for.
        kind: Kind,
    },
    /// A refile changes no number, name or quote.
    #[error("a refile mends small faults, but {what} changed in {place}: send an update or a correction")]
    RefileChangesMeaning {
        /// `a number`, `a name`, `a quote`, `the meaning`.
        what: String,
        /// `para 3`, `the headline`.
        place: String,
    },
    /// A correction says what was wrong.
    #[error("a correction says what stood there and what is right, but nothing that was stated changed")]
    CorrectionWithoutChange,
    /// Of each changed fact the editor says whether it was wrong or has moved on.
    #[error("say of each changed fact whether it was wrong or has moved on: {} open, the first `{}` for `{}`", .questions.len(), .questions.first().map_or("", |q| &q.new), .questions.first().map_or("", |q| &q.old))]
    Unanswered {
        /// What is still open.
        questions: Vec<Question>,
    },
    /// What was wrong is corrected, not updated.
    #[error("`{old}` was wrong, so `{new}` is a correction: send it as one")]
    WrongUncorrected {
        /// What was wrong.
        old: String,
        /// What is right.
        new: String,
    },
    /// The house wants a second person for what is grave.
    #[error("{} wants a second person: ask another editor to send it", match .what { Grave::Quote => "a changed quote", Grave::Negation => "a changed denial", Grave::Withdrawal => "a withdrawal" })]
    WantsSecond {
        /// For what.
        what: Grave,
    },
    /// The advisory line does not say what the difference says.
    #[error("the advisory line is not true: {fault}")]
    UntrueAdvisory {
        /// What is wrong with it, naming the paragraph.
        fault: String,
    },
    /// A withdrawn story stays withdrawn.
    #[error("the story was withdrawn: nothing more can be sent of it")]
    Withdrawn,
    /// A held story waits.
    #[error("the story is on hold: release it, with or without a change, or withdraw it")]
    Held,
    /// Only what is held can be released.
    #[error("the story is not on hold: there is nothing to release")]
    NotHeld,
    /// A notice is about something that was sent.
    #[error("the story was never sent: send it first")]
    NeverSent,
    /// A hold, a withdrawal and a takedown say why.
    #[error("this move says why: give a reason")]
    NoReason,
    /// An embargo lies ahead.
    #[error("the embargo ends in the past: choose a later instant or take it off")]
    EmbargoInPast,
    /// What the public has cannot be embargoed any more.
    #[error("the story is already public: an embargo can no longer hold it")]
    EmbargoOnPublic,
    /// A picture has a caption and a credit.
    #[error("the picture has no {missing}: add it")]
    PictureWithout {
        /// `caption` or `credit`.
        missing: &'static str,
    },
    /// A picture that is never to be used again.
    #[error("the picture is barred: take another")]
    PictureBarred,
    /// A picture whose rights have ended, or end before the story becomes public.
    #[error("the rights to the picture end at {until}: take another, or have them prolonged")]
    PictureRightsEnd {
        /// When.
        until: Timestamp,
    },
    /// The role does not include it.
    #[error("your role does not include this: ask an editor or an administrator")]
    NotAllowed {
        /// What would be needed.
        permission: Permission,
    },
}

impl Refusal {
    /// The rule's name, by which machines and translations know it.
    pub fn name(&self) -> &'static str {
        match self {
            Refusal::NoHeadline => "no-headline",
            Refusal::HeadlineTooLong { .. } => "headline-too-long",
            Refusal::NoSlugline => "no-slugline",
            Refusal::SluglineChanged { .. } => "slugline-changed",
            Refusal::NoSection => "no-section",
            Refusal::StaleBase { .. } => "stale-base",
            Refusal::NoSuchBase { .. } => "no-such-base",
            Refusal::Unchanged => "unchanged",
            Refusal::WrongKind { .. } => "wrong-kind",
            Refusal::RefileChangesMeaning { .. } => "refile-changes-meaning",
            Refusal::CorrectionWithoutChange => "correction-without-change",
            Refusal::Unanswered { .. } => "unanswered",
            Refusal::WrongUncorrected { .. } => "wrong-uncorrected",
            Refusal::WantsSecond { .. } => "wants-second",
            Refusal::UntrueAdvisory { .. } => "untrue-advisory",
            Refusal::Withdrawn => "withdrawn",
            Refusal::Held => "held",
            Refusal::NotHeld => "not-held",
            Refusal::NeverSent => "never-sent",
            Refusal::NoReason => "no-reason",
            Refusal::EmbargoInPast => "embargo-in-past",
            Refusal::EmbargoOnPublic => "embargo-on-public",
            Refusal::PictureWithout { .. } => "picture-without",
            Refusal::PictureBarred => "picture-barred",
            Refusal::PictureRightsEnd { .. } => "picture-rights-end",
            Refusal::NotAllowed { .. } => "not-allowed",
        }
    }

    /// The names of all rules, for the translations' test.
    pub const NAMES: [&'static str; 26] = [
        "no-headline",
        "headline-too-long",
        "no-slugline",
        "slugline-changed",
        "no-section",
        "stale-base",
        "no-such-base",
        "unchanged",
        "wrong-kind",
        "refile-changes-meaning",
        "correction-without-change",
        "unanswered",
        "wrong-uncorrected",
        "wants-second",
        "untrue-advisory",
        "withdrawn",
        "held",
        "not-held",
        "never-sent",
        "no-reason",
        "embargo-in-past",
        "embargo-on-public",
        "picture-without",
        "picture-barred",
        "picture-rights-end",
        "not-allowed",
    ];

    /// The field of the draft beside which it is shown, if it is about one.
    pub fn field(&self) -> Option<&'static str> {
        match self {
            Refusal::NoHeadline | Refusal::HeadlineTooLong { .. } => Some("headline"),
            Refusal::NoSlugline | Refusal::SluglineChanged { .. } => Some("slugline"),
            Refusal::NoSection => Some("sections"),
            Refusal::UntrueAdvisory { .. } => Some("advisory"),
            Refusal::WrongKind { .. }
            | Refusal::RefileChangesMeaning { .. }
            | Refusal::CorrectionWithoutChange
            | Refusal::WrongUncorrected { .. }
            | Refusal::Unchanged => Some("kind"),
            Refusal::Unanswered { .. } => Some("answers"),
            Refusal::NoReason => Some("reason"),
            Refusal::EmbargoInPast | Refusal::EmbargoOnPublic => Some("embargo"),
            Refusal::PictureWithout { missing: "caption" } => Some("caption"),
            Refusal::PictureWithout { .. } => Some("credit"),
            Refusal::PictureBarred | Refusal::PictureRightsEnd { .. } => Some("picture"),
            _ => None,
        }
    }
}
