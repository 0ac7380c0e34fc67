//! The staff's roles, and what each may do.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// What a member of the staff is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StaffRole {
    /// Runs the house: editions, staff, settings, and all an editor may.
    Administrator,
    /// Sends.
    Editor,
    /// Files copy for an editor to send.
    Writer,
    /// Keeps the discussions; sees nothing of the desk.
    Moderator,
}

/// One thing that not everybody may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Permission {
    /// See the desk: the wire, the drafts, embargoed copy.
    ReadDesk,
    /// Write drafts.
    Write,
    /// Put a move on the wire.
    Send,
    /// Withdraw a story.
    Withdraw,
    /// Take a story down because the law demands it: its text leaves the store.
    TakeDown,
    /// Add, change and remove staff.
    ManageStaff,
    /// Set up subscribers, products and destinations, and see the ledger.
    ManageSubscribers,
    /// Name editions and sections, change the house's settings.
    ManageAgency,
    /// Keep the discussions: messages, reports, readers.
    Moderate,
}

impl Permission {
    /// All permissions.
    pub const ALL: [Permission; 9] = [
        Permission::ReadDesk,
        Permission::Write,
        Permission::Send,
        Permission::Withdraw,
        Permission::TakeDown,
        Permission::ManageStaff,
        Permission::ManageSubscribers,
        Permission::ManageAgency,
        Permission::Moderate,
    ];
}

impl StaffRole {
    /// All roles, the mightiest first.
    pub const ALL: [StaffRole; 4] =
        [StaffRole::Administrator, StaffRole::Editor, StaffRole::Writer, StaffRole::Moderator];

    /// The one table of who may do what.
    pub fn may(self, permission: Permission) -> bool {
        match permission {
            Permission::ReadDesk | Permission::Write => self <= StaffRole::Writer,
            Permission::Moderate => self <= StaffRole::Editor || self == StaffRole::Moderator,
            Permission::Send | Permission::Withdraw => self <= StaffRole::Editor,
            Permission::TakeDown
            | Permission::ManageStaff
            | Permission::ManageSubscribers
            | Permission::ManageAgency => self == StaffRole::Administrator,
        }
    }

    /// The word by which machines know it.
    pub fn as_str(self) -> &'static str {
        match self {
            StaffRole::Administrator => "administrator",
            StaffRole::Editor => "editor",
            StaffRole::Writer => "writer",
            StaffRole::Moderator => "moderator",
        }
    }
}

impl FromStr for StaffRole {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        StaffRole::ALL
            .into_iter()
            .find(|role| role.as_str() == text)
            .ok_or_else(|| format!("`{text}` is no role: use administrator, editor, writer or moderator"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moderator_keeps_discussions_and_sees_nothing_of_the_desk() {
        let may: Vec<_> = Permission::ALL.into_iter().filter(|it| StaffRole::Moderator.may(*it)).collect();
        assert_eq!(may, [Permission::Moderate]);
        assert!(StaffRole::Editor.may(Permission::Moderate) && !StaffRole::Writer.may(Permission::Moderate));
    }

    #[test]
    fn a_writer_files_and_an_editor_sends() {
        assert!(StaffRole::Writer.may(Permission::Write) && !StaffRole::Writer.may(Permission::Send));
        assert!(StaffRole::Editor.may(Permission::Send) && !StaffRole::Editor.may(Permission::ManageStaff));
        assert!(Permission::ALL.into_iter().all(|permission| StaffRole::Administrator.may(permission)));
    }
}
