//! Kinds of move and their urgency.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// What a move does with its story.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// The first revision.
    New,
    /// Facts moved on, or matter was added.
    Update,
    /// The earlier revision was wrong.
    Correction,
    /// A small fault mended, no change of meaning.
    Refile,
    /// Sent again, unchanged: no new revision.
    Repeat,
    /// Not to be used until told.
    Hold,
    /// May be used again after a hold.
    Release,
    /// Not to be used; delete (a kill).
    Withdrawal,
    /// Removed because the law demands it: the text leaves the store.
    Takedown,
}

impl Kind {
    /// All kinds, in the order in which a story may meet them.
    pub const ALL: [Kind; 9] = [
        Kind::New,
        Kind::Update,
        Kind::Correction,
        Kind::Refile,
        Kind::Repeat,
        Kind::Hold,
        Kind::Release,
        Kind::Withdrawal,
        Kind::Takedown,
    ];

    /// The word by which machines know it.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::New => "new",
            Kind::Update => "update",
            Kind::Correction => "correction",
            Kind::Refile => "refile",
            Kind::Repeat => "repeat",
            Kind::Hold => "hold",
            Kind::Release => "release",
            Kind::Withdrawal => "withdrawal",
            Kind::Takedown => "takedown",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A word that is not a kind of move.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no kind of move")]
pub struct UnknownKind(pub String);

impl FromStr for Kind {
    type Err = UnknownKind;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Kind::ALL.into_iter().find(|kind| kind.as_str() == text).ok_or_else(|| UnknownKind(text.to_owned()))
    }
}

/// What a wire entry is: a move, or one of the two things Dateline itself notes on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EntryKind {
    /// The instant at which an embargoed or scheduled move became public.
    Publication,
    /// The signing key changed.
    Key,
    /// An editor's move.
    #[serde(untagged)]
    Move(Kind),
}

impl EntryKind {
    /// The word by which machines know it.
    pub fn as_str(self) -> &'static str {
        match self {
            EntryKind::Move(kind) => kind.as_str(),
            EntryKind::Publication => "publication",
            EntryKind::Key => "key",
        }
    }
}

impl FromStr for EntryKind {
    type Err = UnknownKind;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "publication" => Ok(EntryKind::Publication),
            "key" => Ok(EntryKind::Key),
            other => other.parse().map(EntryKind::Move),
        }
    }
}

/// How pressing a story is: 1 flash, 2 bulletin, 3 urgent, 4 routine … 8 (IPTC urgency).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Urgency(u8);

impl Urgency {
    /// Interrupts everything.
    pub const FLASH: Urgency = Urgency(1);
    /// The first full sentence of great news.
    pub const BULLETIN: Urgency = Urgency(2);
    /// Before all routine copy.
    pub const URGENT: Urgency = Urgency(3);
    /// What most stories are.
    pub const ROUTINE: Urgency = Urgency(4);

    /// The number, 1 to 8.
    pub fn get(self) -> u8 {
        self.0
    }

    /// Whether it puts a banner on every page (flash and bulletin).
    pub fn is_breaking(self) -> bool {
        self.0 <= 2
    }
}

impl Default for Urgency {
    fn default() -> Self {
        Urgency::ROUTINE
    }
}

impl fmt::Display for Urgency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A number that is not an urgency.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("urgency is a number from 1 (flash) to 8, not {0}")]
pub struct NoUrgency(pub String);

impl TryFrom<u8> for Urgency {
    type Error = NoUrgency;
    fn try_from(number: u8) -> Result<Self, Self::Error> {
        if (1..=8).contains(&number) { Ok(Urgency(number)) } else { Err(NoUrgency(number.to_string())) }
    }
}

impl From<Urgency> for u8 {
    fn from(urgency: Urgency) -> u8 {
        urgency.0
    }
}

impl FromStr for Urgency {
    type Err = NoUrgency;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.trim()
            .parse::<u8>()
            .map_err(|_| NoUrgency(text.to_owned()))
            .and_then(|number| Urgency::try_from(number).map_err(|_| NoUrgency(text.to_owned())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_reads_back_from_its_word() {
        for kind in Kind::ALL {
            assert_eq!(kind.as_str().parse(), Ok(kind));
            assert_eq!(kind.as_str().parse(), Ok(EntryKind::Move(kind)));
        }
        for entry in [EntryKind::Publication, EntryKind::Key] {
            assert_eq!(entry.as_str().parse(), Ok(entry));
        }
        assert!("kill".parse::<Kind>().is_err());
    }

    #[test]
    fn an_urgency_is_one_to_eight() {
        assert!(
            "0".parse::<Urgency>().is_err()
                && "9".parse::<Urgency>().is_err()
                && "x".parse::<Urgency>().is_err()
        );
        assert!((1..=8).all(|n| n.to_string().parse::<Urgency>().is_ok()));
        assert!(
            Urgency::FLASH.is_breaking() && Urgency::BULLETIN.is_breaking() && !Urgency::URGENT.is_breaking()
        );
    }
}
