//! Stories, revisions, kinds of move, and the line that says what changed.
//!
//! This room answers one question: *given what was sent and what is to be sent, what is the next
//! revision, and what does it change?* It reads no clock, opens no file and knows no database; time
//! is an argument, and it fails only by a rule with a name ([`Refusal`]).
//!
//! Invariants:
//! - a sent [`Revision`] is never changed; what follows from it is derived again;
//! - paragraph numbers count body, background and block quotes of one revision from 1;
//! - every kind of move makes a wire entry, only some make a revision.

pub mod advisory;
mod alike;
mod answer;
mod canonical;
mod chain;
pub mod compare;
mod content;
mod dateline;
mod diary;
mod dossier;
pub mod filter;
mod house;
mod ids;
mod kind;
mod language;
mod media;
pub mod media_topics;
mod numbering;
pub mod quotes;
mod refusal;
mod revision;
mod source;
mod staff;
mod standing;
mod subscriber;
mod text;
mod topic;
#[macro_use]
mod words;

pub use alike::Shingles;
pub use answer::{Answer, Answered, Fact, Question};
pub use canonical::{FORMAT, canonical_house, canonical_json, canonical_public};
pub use chain::{Chain, Eyes, Grave, Move, Order};
pub use content::{Content, Embargo, Paragraph, Picture, Placement, Role};
pub use dateline::{Dateline, DatelineStyle};
pub use diary::{Coverage, DiaryEvent};
pub use dossier::{DossierEntry, DossierKind, EntryWords, FactStatus, Stage};
pub use filter::Filter;
pub use house::{Edition, House, Section};
pub use ids::{
    ClientId, CorrespondentId, DeskId, DestinationId, DeviceId, DossierKey, DraftId, EditionSlug, EventId,
    LetterId, MediaId, MessageId, NewsletterId, NoteId, ParagraphId, ProductId, PublicSequence, ReaderId,
    ReportId, RequestId, RevisionNumber, RuleId, SanctionId, SavedFilterId, SectionSlug, Sequence, ShortId,
    SlugError, SourceId, StaffId, StoryId, SubscriberId, SubscriptionId, TopicSlug, UsageId,
};
pub use kind::{EntryKind, Kind, Urgency};
pub use language::{Direction, Language};
pub use media::{DigitalSource, Focus, MediaRights, MediaWords};
pub use numbering::{NumberStyle, numbered_headline};
pub use refusal::Refusal;
pub use revision::{Change, Counted, Revision, Verb};
pub use source::{Becomes, Intake};
pub use staff::{Permission, StaffRole};
pub use standing::Standing;
pub use subscriber::{Alert, Channel, Progress, SubscriberStanding, Usage, excludes};
pub use text::{Run, Text};
pub use topic::{DossierStanding, OWN_SCHEME, Topic, TopicName, subjects_of};
