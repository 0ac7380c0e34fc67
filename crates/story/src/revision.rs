//! A revision: one published state of a story, and what it changed.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{Answered, Content, Kind, RevisionNumber, StaffId, StoryId};

/// What an advisory line can say was done, heaviest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verb {
    /// The earlier revision was wrong.
    Corrects,
    /// Matter taken out because it was wrong or unfit.
    Removes,
    /// A claim is no longer made.
    Withdraws,
    /// True, but it misled.
    Clarifies,
    /// New lead, new angle, or the order at the top changed.
    Recasts,
    /// Most of the text is new.
    Rewrites,
    /// A fact moved on.
    Updates,
    /// New matter; the old facts stand.
    Adds,
    /// Dropped matter is back.
    Restores,
    /// Two stories became one.
    Combines,
    /// Shortened for length.
    Trims,
    /// Head matter differs.
    Changes,
    /// A small fault mended.
    Refiles,
    /// Style only.
    Edits,
    /// Sent again, unchanged.
    Repeats,
}

/// Which revision's paragraph numbers a change cites.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Counted {
    /// The numbers of the new revision.
    #[default]
    New,
    /// The numbers of the old one: what was removed or trimmed stood there.
    Old,
}

/// One thing that a revision changed: a clause of the advisory line, as data.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Change {
    /// What was done.
    pub verb: Verb,
    /// To what, in English lower case (`details`, `quotes`, `background`, `headline` …).
    pub object: String,
    /// Where, ascending; empty where it is not in a numbered paragraph.
    pub paragraphs: Vec<u32>,
    /// Whose numbers these are.
    pub of: Counted,
    /// Whether the line says `throughout` in place of the numbers.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub throughout: bool,
    /// What stood there, where one thing stands for another.
    pub old: Option<String>,
    /// What stands there now.
    pub new: Option<String>,
}

/// One published state of a story. Never changed once sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revision {
    /// Whose state.
    pub story: StoryId,
    /// Its place in the story, from 0.
    pub number: RevisionNumber,
    /// The move that made it.
    pub kind: Kind,
    /// How many updates the story has had, this one included.
    pub updates: u32,
    /// What it says.
    pub content: Content,
    /// The line that tells what it changed, with its brackets; none for the first revision.
    pub advisory: Option<String>,
    /// The same as data.
    pub changes: Vec<Change>,
    /// When it was sent.
    pub sent_at: Timestamp,
    /// Who sent it.
    pub sent_by: StaffId,
    /// What was answered of each changed fact. The house's own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<Answered>,
    /// Who looked at it before it was sent, where the house wants a second person. The house's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seconded_by: Option<StaffId>,
}

impl Revision {
    /// Whether it puts right what was wrong: a correction, or a release that mends what the hold was about.
    pub fn corrects(&self) -> bool {
        self.kind == Kind::Correction || self.changes.iter().any(|change| change.verb == Verb::Corrects)
    }
}
