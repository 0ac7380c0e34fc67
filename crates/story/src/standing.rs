//! How a story stands, and which moves lead from there.

use std::str::FromStr;

use crate::{Kind, Refusal};

/// How a story stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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

impl Standing {
    /// All ways to stand.
    pub const ALL: [Standing; 5] =
        [Standing::Unsent, Standing::Live, Standing::Held, Standing::Withdrawn, Standing::TakenDown];

    /// How it stands after a move, or the rule that forbids that move here. The one table of what may follow what.
    ///
    /// # Errors
    /// [`Refusal::NeverSent`], [`Refusal::Withdrawn`], [`Refusal::Held`], [`Refusal::NotHeld`] or, for a first
    /// revision where there is one, [`Refusal::WrongKind`].
    pub fn after(self, kind: Kind) -> Result<Standing, Refusal> {
        match (self, kind) {
            (Standing::Unsent, Kind::New) => Ok(Standing::Live),
            (Standing::Unsent, Kind::Update | Kind::Correction | Kind::Refile) => {
                Err(Refusal::WrongKind { kind })
            }
            (Standing::Unsent, _) => Err(Refusal::NeverSent),
            (Standing::TakenDown, _) => Err(Refusal::Withdrawn),
            (_, Kind::Takedown) => Ok(Standing::TakenDown),
            (Standing::Withdrawn, _) => Err(Refusal::Withdrawn),
            (_, Kind::Withdrawal) => Ok(Standing::Withdrawn),
            (_, Kind::New) => Err(Refusal::WrongKind { kind }),
            (Standing::Live, Kind::Release) => Err(Refusal::NotHeld),
            (Standing::Live, Kind::Hold) => Ok(Standing::Held),
            (Standing::Live, Kind::Update | Kind::Correction | Kind::Refile | Kind::Repeat) => {
                Ok(Standing::Live)
            }
            (Standing::Held, Kind::Release) => Ok(Standing::Live),
            (Standing::Held, _) => Err(Refusal::Held),
        }
    }

    /// Whether the text has no way back: withdrawn or taken down.
    pub fn is_over(self) -> bool {
        matches!(self, Standing::Withdrawn | Standing::TakenDown)
    }

    /// The word by which machines and the store know it.
    pub fn as_str(self) -> &'static str {
        match self {
            Standing::Unsent => "unsent",
            Standing::Live => "live",
            Standing::Held => "held",
            Standing::Withdrawn => "withdrawn",
            Standing::TakenDown => "takendown",
        }
    }
}

impl FromStr for Standing {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let known = Standing::ALL.into_iter().find(|standing| standing.as_str() == text);
        known.ok_or_else(|| format!("a story cannot stand as `{text}`"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_over_stays_over() {
        for kind in Kind::ALL {
            assert_eq!(Standing::TakenDown.after(kind), Err(Refusal::Withdrawn), "{kind}");
            let after = Standing::Withdrawn.after(kind);
            match kind {
                Kind::Takedown => {
                    assert_eq!(after, Ok(Standing::TakenDown), "the law reaches what was withdrawn")
                }
                _ => assert_eq!(after, Err(Refusal::Withdrawn), "{kind}"),
            }
        }
    }

    #[test]
    fn a_held_story_is_released_or_withdrawn_and_nothing_else() {
        for kind in Kind::ALL {
            let after = Standing::Held.after(kind);
            match kind {
                Kind::Release => assert_eq!(after, Ok(Standing::Live)),
                Kind::Withdrawal => assert_eq!(after, Ok(Standing::Withdrawn)),
                Kind::Takedown => assert_eq!(after, Ok(Standing::TakenDown)),
                Kind::New => assert_eq!(after, Err(Refusal::WrongKind { kind })),
                _ => assert_eq!(after, Err(Refusal::Held), "{kind}"),
            }
        }
    }

    #[test]
    fn only_a_new_move_begins_a_story() {
        for kind in Kind::ALL {
            assert_eq!(Standing::Unsent.after(kind).is_ok(), kind == Kind::New, "{kind}");
        }
        for standing in Standing::ALL {
            assert_eq!(standing.as_str().parse(), Ok(standing));
        }
    }
}
