//! How does copy of others come in, and what becomes of it?

use crate::words;

words! {
    /// How copy comes from a source.
    Intake {
        /// An address is asked for it on a schedule: a feed, or an agency's interface.
        Feed = "feed",
        /// Files are put into a folder.
        Folder = "folder",
        /// It is posted to us.
        Hook = "hook",
        /// A mailbox is looked into.
        Mailbox = "mailbox",
    }
}

words! {
    /// What becomes of copy that came in.
    Becomes {
        /// A draft, for somebody to look at.
        Draft = "draft",
        /// A story on the wire, at once.
        Story = "story",
        /// Nothing: it is noted and left.
        Nothing = "nothing",
    }
}
