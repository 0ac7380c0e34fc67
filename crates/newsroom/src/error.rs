//! Why a use case did not do what was asked.

use story::Refusal;

use crate::views::FieldFault;

/// Why a use case did not do what was asked.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Error {
    /// A rule forbids it.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Fields could not be read.
    #[error("{}", faults_as_text(.0))]
    Faults(Vec<FieldFault>),
    /// Copy that says something in its front matter that cannot be read: sent all the same, it might do what was not
    /// meant (an embargo that is not seen is a leak).
    #[error("the copy is not sent: {0}")]
    Unreadable(String),
    /// The copy desk has errors that nobody mended or set aside.
    #[error("the copy desk has {0} open errors: mend them, or say why they stand")]
    CopyDesk(usize),
    /// There is no such thing, or not for the one who asks.
    #[error("there is no such thing here")]
    NotFound,
    /// The agency has no edition yet.
    #[error("the agency has no edition yet: open the site and follow the set-up, or start it with --demo")]
    NoEdition,
    /// The name and the password do not go together, or the account is closed.
    #[error("the name or the password is wrong")]
    WrongPassword,
    /// Too many tries.
    #[error("too many tries: wait {seconds} seconds")]
    TooManyTries {
        /// How long to wait.
        seconds: u64,
    },
    /// The draft was saved, sent or thrown away in between.
    #[error("the draft changed in the meantime: look at it again")]
    DraftMoved,
    /// A picture that cannot be taken.
    #[error("{0}")]
    Picture(String),
    /// A provider of sign-ins does not let somebody in.
    #[error("the provider of sign-ins: {0}")]
    Provider(String),
    /// Nothing can be posted to the outside.
    #[error("nothing can be posted to the outside: {0}")]
    Post(String),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] store::StoreError),
    /// The public log failed.
    #[error("the public log failed: {0}")]
    Log(String),
    /// A site cannot be checked from outside.
    #[error("the site cannot be checked: {0}")]
    Outside(String),
    /// The search index failed.
    #[error("search failed: {0}")]
    Search(String),
    /// The bus cannot be used.
    #[error("the bus cannot be used: {0}")]
    Bus(String),
}

impl Error {
    /// Whether the database cannot be reached, so that the same may work in a moment.
    pub fn is_away(&self) -> bool {
        matches!(self, Error::Store(store::StoreError::Unreachable(_)))
    }

    /// Whether somebody else was faster.
    pub fn is_conflict(&self) -> bool {
        matches!(self, Error::DraftMoved | Error::Store(store::StoreError::Conflict))
    }
}

fn faults_as_text(faults: &[FieldFault]) -> String {
    let all: Vec<String> =
        faults.iter().map(|fault| format!("{}: {} (`{}`)", fault.field, fault.key, fault.typed)).collect();
    all.join("; ")
}
