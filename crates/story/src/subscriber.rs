//! How does a subscriber stand, how does copy reach them, and what may they not use?

use crate::words;

words! {
    /// How a subscriber stands.
    SubscriberStanding {
        /// Gets all that their products mean.
        Active = "active",
        /// Gets nothing new for now; corrections and kills of what they had reach them.
        Paused = "paused",
        /// Gets nothing any more; corrections and kills of what they had reach them.
        Former = "former",
    }
}

words! {
    /// How copy reaches a destination.
    Channel {
        /// The client asks for it.
        Pull = "pull",
        /// It is posted to the client's address (Standard Webhooks).
        Webhook = "webhook",
        /// It is written into a folder.
        Folder = "folder",
        /// It is put into a folder of the client's server (SFTP).
        Sftp = "sftp",
        /// It is sent as e-mail.
        Mail = "mail",
        /// The client's people read it in the portal.
        Portal = "portal",
    }
}

words! {
    /// How somebody is told that a filter of theirs means an item.
    Alert {
        /// Not at all: the filter is there to look by.
        None = "none",
        /// In the portal.
        Web = "web",
        /// In the portal and by e-mail.
        Mail = "mail",
    }
}

words! {
    /// What a client did with a story.
    Usage {
        /// Published it.
        Used = "used",
        /// Copied its text.
        Copied = "copied",
        /// Downloaded it as a file.
        Downloaded = "downloaded",
    }
}

words! {
    /// How far a delivery has come.
    Progress {
        /// It is to be made.
        Waiting = "waiting",
        /// The destination has it.
        Delivered = "delivered",
        /// It was tried for three days; somebody has to look.
        Parked = "parked",
    }
}

/// Whether usage terms keep a story from a territory, as agencies write them: `TURKEY OUT`, `not for use in Turkey`,
/// `no use Turkey`, `not for use outside Norland`, `for use in Norland only`. What is written otherwise excludes nobody.
pub fn excludes(terms: &str, territory: &str) -> bool {
    let territory = territory.trim().to_lowercase();
    if territory.is_empty() {
        return false;
    }
    terms.to_lowercase().split([';', '.', '\n']).any(|clause| {
        let words: Vec<&str> =
            clause.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let wanted: Vec<&str> =
            territory.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let has = words.windows(wanted.len()).any(|window| window == wanted);
        let starts = |start: &[&str]| words.windows(start.len()).any(|window| window == start);
        let is_only = starts(&["outside"]) && words.first() != Some(&"for")
            || words.last() == Some(&"only") && starts(&["use", "in"]);
        let is_out = words.last() == Some(&"out")
            || starts(&["not", "for", "use", "in"])
            || starts(&["no", "use", "in"])
            || words.first() == Some(&"no") && words.get(1) == Some(&"use") && !starts(&["outside"]);
        if is_only { !has } else { is_out && has }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usage_terms_keep_a_story_from_where_they_say() {
        for (terms, territory, is_excluded) in [
            ("NORLAND OUT", "Norland", true),
            ("NORLAND OUT", "Kestria", false),
            ("Kestria and Norland out", "Norland", true),
            ("Not for use in Port Merrin", "port merrin", true),
            ("No use Norland. No archive.", "Norland", true),
            ("Not for use outside Norland", "Norland", false),
            ("Not for use outside Norland", "Kestria", true),
            ("No use outside Norland", "Kestria", true),
            ("For use in Norland only", "Kestria", true),
            ("For use in Norland only", "Norland", false),
            ("No archival use", "Norland", false),
            ("", "Norland", false),
            ("NORLAND OUT", "", false),
            ("North Norland out", "Nor", false),
        ] {
            assert_eq!(excludes(terms, territory), is_excluded, "{terms}: {territory}");
        }
    }
}
