//! The words by which the store and machines know what concerns a discussion.

use story::words;

words! {
    /// How a message stands.
    State {
        /// Everybody sees it.
        Visible = "visible",
        /// It waits for a moderator; its author sees it.
        Held = "held",
        /// A moderator took it out; its author sees why.
        Rejected = "rejected",
        /// Its author took it out.
        Deleted = "deleted",
    }
}

words! {
    /// In which order the messages of a discussion stand.
    Order {
        /// The newest first.
        Newest = "newest",
        /// The oldest first.
        Oldest = "oldest",
        /// What most readers found useful first.
        Useful = "useful",
    }
}

words! {
    /// What a reader feels about a message, beside whether it is useful.
    Reaction {
        /// They are grateful for it.
        Thanks = "thanks",
        /// It made them laugh.
        Laugh = "laugh",
        /// They did not expect it.
        Surprise = "surprise",
        /// It made them sad.
        Sad = "sad",
    }
}

impl Reaction {
    /// The sign for it.
    pub fn sign(self) -> &'static str {
        match self {
            Reaction::Thanks => "🙏",
            Reaction::Laugh => "😄",
            Reaction::Surprise => "😮",
            Reaction::Sad => "😢",
        }
    }
}

words! {
    /// What a discussion is for.
    Mode {
        /// Readers discuss a story.
        Comments = "comments",
        /// Readers ask, experts and the newsroom answer.
        Questions = "questions",
    }
}

words! {
    /// Why a discussion is closed.
    Closing {
        /// It has run its time.
        Time = "time",
        /// A moderator closed it.
        Moderator = "moderator",
        /// The story is of a kind that is not discussed: a court is hearing it, or people grieve.
        Subject = "subject",
        /// The story was withdrawn.
        Withdrawn = "withdrawn",
    }
}

words! {
    /// Why a reader reports a message.
    Category {
        /// It insults somebody.
        Insult = "insult",
        /// It is hateful of a group.
        Hatred = "hatred",
        /// It threatens.
        Threat = "threat",
        /// It advertises or repeats itself.
        Spam = "spam",
        /// It tells what is somebody's own affair.
        Privacy = "privacy",
        /// It has nothing to do with the story.
        OffTopic = "off-topic",
        /// It is false.
        False = "false",
        /// It is against the law (Regulation (EU) 2022/2065, article 16).
        Illegal = "illegal",
    }
}

words! {
    /// Why a moderator takes a message out or acts against somebody; the author is told.
    Grounds {
        /// It insults somebody.
        Insult = "insult",
        /// It is hateful of a group.
        Hatred = "hatred",
        /// It threatens.
        Threat = "threat",
        /// It advertises or repeats itself.
        Spam = "spam",
        /// It tells what is somebody's own affair.
        Privacy = "privacy",
        /// It has nothing to do with the story.
        OffTopic = "off-topic",
        /// It is false.
        False = "false",
        /// It is against the law.
        Illegal = "illegal",
        /// Somebody passes for another.
        Impersonation = "impersonation",
        /// It cannot be read, or is in a language that is not spoken here.
        Unreadable = "unreadable",
    }
}

words! {
    /// How a report stands.
    ReportState {
        /// Nobody has decided.
        Open = "open",
        /// The message was taken out.
        Upheld = "upheld",
        /// The message stands.
        Dismissed = "dismissed",
    }
}

words! {
    /// What a moderator does about a reader: each has its reasons, and can be appealed against.
    SanctionKind {
        /// A message of theirs was taken out; they can take part.
        Removal = "removal",
        /// They must read why before they go on.
        Warning = "warning",
        /// They cannot take part until an instant.
        Suspension = "suspension",
        /// They cannot take part any more.
        Ban = "ban",
    }
}

words! {
    /// What stands beside a reader's name.
    ReaderBadge {
        /// Nothing.
        None = "none",
        /// They write for the agency.
        Writer = "writer",
        /// They edit.
        Editor = "editor",
        /// They know the subject.
        Expert = "expert",
    }
}

words! {
    /// What a reader is told of on the site.
    NoteKind {
        /// Somebody answered a message of theirs.
        Reply = "reply",
        /// Somebody named them.
        Mention = "mention",
        /// Something new in a thread or a story that they follow.
        Followed = "followed",
        /// A message of theirs that was held is there now.
        Approved = "approved",
        /// A message of theirs was taken out.
        Rejected = "rejected",
        /// An editor picked a message of theirs.
        Picked = "picked",
        /// What came of their report.
        Report = "report",
        /// What came of their appeal.
        Appeal = "appeal",
        /// A sanction that ended or was lifted.
        Lifted = "lifted",
    }
}
