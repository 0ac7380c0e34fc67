//! What things are called: ids and numbers, each a type of its own so that none is taken for another.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! uuid_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            /// A new id, sortable by the time it was made (UUID version 7, RFC 9562 section 5.7).
            pub fn new(now: Timestamp) -> Self {
                let millisecond = u64::try_from(now.as_millisecond()).unwrap_or(0);
                let (seconds, rest) = (millisecond / 1000, (millisecond % 1000) as u32 * 1_000_000);
                Self(Uuid::new_v7(uuid::Timestamp::from_unix(uuid::NoContext, seconds, rest)))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.hyphenated().fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), self.0)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }
    };
}

uuid_id! {
    /// A story, over its whole life.
    StoryId
}
uuid_id! {
    /// A draft: what is being written on top of a base revision.
    DraftId
}
uuid_id! {
    /// A member of the staff.
    StaffId
}
uuid_id! {
    /// A desk: a team, and the place where its copy is.
    DeskId
}
uuid_id! {
    /// A picture or another file in the media store.
    MediaId
}

uuid_id! {
    /// A subscriber: a newsroom or another client of the wire.
    SubscriberId
}
uuid_id! {
    /// A product: what can be subscribed to.
    ProductId
}
uuid_id! {
    /// A destination: where a subscriber's copy goes.
    DestinationId
}
uuid_id! {
    /// A client's user: somebody who works at a subscriber.
    ClientId
}
uuid_id! {
    /// A filter that a client's user saved.
    SavedFilterId
}
uuid_id! {
    /// A newsletter that the desk puts together.
    NewsletterId
}
uuid_id! {
    /// What a reader says is wrong in a story.
    RequestId
}
uuid_id! {
    /// A browser that is told by web push.
    DeviceId
}
uuid_id! {
    /// A note that a client used a story.
    UsageId
}

uuid_id! {
    /// A source: where copy of others comes from.
    SourceId
}
uuid_id! {
    /// A rule that says where copy of others goes.
    RuleId
}

uuid_id! {
    /// A reader: an account of the public.
    ReaderId
}
uuid_id! {
    /// A message of a discussion.
    MessageId
}
uuid_id! {
    /// A report of a message.
    ReportId
}
uuid_id! {
    /// A warning, a suspension or a ban of a reader.
    SanctionId
}
uuid_id! {
    /// A letter: a mail to a reader.
    LetterId
}
uuid_id! {
    /// What a reader is told on the site.
    NoteId
}

uuid_id! {
    /// Somebody who is written to about news.
    CorrespondentId
}
uuid_id! {
    /// A subscription of a reader.
    SubscriptionId
}
uuid_id! {
    /// An event of the diary.
    EventId
}

macro_rules! number {
    ($(#[$doc:meta])* $name:ident($inner:ty)) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub $inner);

        impl $name {
            /// The number that follows.
            pub fn next(self) -> Self {
                Self(self.0 + 1)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = std::num::ParseIntError;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    };
}

number! {
    /// The place of a revision in its story, from 0.
    RevisionNumber(u32)
}
number! {
    /// The place of an entry on the wire, from 1, without gaps. The house only.
    Sequence(u64)
}
number! {
    /// The place of an entry among those the public may see, from 1, without gaps.
    PublicSequence(u64)
}
number! {
    /// A paragraph within its story; it stays the same while the paragraph moves and is edited.
    ParagraphId(u32)
}

/// Why a word is not a slug.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a plain word for an address: use a-z, 0-9 and single hyphens, at most 60 characters")]
pub struct SlugError(pub String);

fn is_slug(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 60
        && !text.starts_with('-')
        && !text.ends_with('-')
        && !text.contains("--")
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

macro_rules! slug {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The word itself.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = SlugError;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::try_from(text.to_owned())
            }
        }

        impl TryFrom<String> for $name {
            type Error = SlugError;
            fn try_from(text: String) -> Result<Self, Self::Error> {
                if is_slug(&text) { Ok(Self(text)) } else { Err(SlugError(text)) }
            }
        }

        impl From<$name> for String {
            fn from(slug: $name) -> String {
                slug.0
            }
        }
    };
}

slug! {
    /// An edition's word in addresses (`en`, `ru`): lower-case ASCII letters, digits, single hyphens.
    EditionSlug
}
slug! {
    /// A section's word in addresses (`world`): lower-case ASCII letters, digits, single hyphens.
    SectionSlug
}
slug! {
    /// A topic's word in addresses (`grain-deal`): lower-case ASCII letters, digits, single hyphens.
    TopicSlug
}
slug! {
    /// The word of a dossier's entry (`parties`), in its address and where it is set into a story.
    DossierKey
}

/// The ten characters at the end of a story's address that alone decide which story is meant.
///
/// Crockford's base 32 in lower case (`0-9a-z` without `i l o u`): 50 random bits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ShortId([u8; 10]);

const BASE32: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

impl ShortId {
    /// From 50 random bits (the lower bits of `random`).
    pub fn from_random(random: u64) -> Self {
        let mut letters = [0; 10];
        for (i, letter) in letters.iter_mut().enumerate() {
            *letter = BASE32[(random >> (5 * i)) as usize & 31];
        }
        Self(letters)
    }

    /// The ten characters.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl fmt::Display for ShortId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for ShortId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ShortId({self})")
    }
}

impl FromStr for ShortId {
    type Err = SlugError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match <[u8; 10]>::try_from(text.as_bytes()) {
            Ok(letters) if letters.iter().all(|b| BASE32.contains(b)) => Ok(Self(letters)),
            _ => Err(SlugError(text.to_owned())),
        }
    }
}

impl TryFrom<String> for ShortId {
    type Error = SlugError;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<ShortId> for String {
    fn from(id: ShortId) -> String {
        id.as_str().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_is_plain_words_with_single_hyphens() {
        for good in ["world", "middle-east", "a1", "24"] {
            assert!(good.parse::<SectionSlug>().is_ok(), "{good}");
        }
        for bad in ["", "-a", "a-", "a--b", "World", "мир", "a b", "a/b", &"x".repeat(61)] {
            assert!(bad.parse::<SectionSlug>().is_err(), "{bad}");
        }
    }

    #[test]
    fn a_short_id_reads_back_what_it_prints() {
        for random in [0, 1, u64::MAX, 0x1234_5678_9abc_def0] {
            let id = ShortId::from_random(random);
            assert_eq!(id.to_string().parse::<ShortId>(), Ok(id));
        }
        for bad in ["", "012345678", "01234567890", "012345678i", "01234567ÿ"] {
            assert!(bad.parse::<ShortId>().is_err(), "{bad}");
        }
    }
}
