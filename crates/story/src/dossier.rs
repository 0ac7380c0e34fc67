//! The standing background of a topic: facts, parties, a timeline, the states of a process, deadlines and paragraphs.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{DeskId, Language, words};

words! {
    /// What an entry of a dossier tells.
    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    DossierKind {
        /// A value that stories rely on: a toll, a price, who leads what.
        Fact = "fact",
        /// A party, and what it wants.
        Position = "position",
        /// Something that happened, for the timeline.
        Event = "event",
        /// Where somebody, or the matter itself, stands in a process.
        State = "state",
        /// A day by which something is due.
        Deadline = "deadline",
        /// A paragraph of background, to be set into stories.
        Background = "background",
    }
}

words! {
    /// How sure a fact is.
    #[derive(Default, Serialize, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    FactStatus {
        /// The house stands by it.
        #[default]
        Confirmed = "confirmed",
        /// Its source says so.
        Claimed = "claimed",
        /// Another says otherwise.
        Disputed = "disputed",
    }
}

words! {
    /// Where a process stands.
    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    Stage {
        /// Put forward.
        Proposed = "proposed",
        /// Signed, and not binding yet.
        Signed = "signed",
        /// Made binding for one of the parties.
        Ratified = "ratified",
        /// It binds.
        InForce = "in-force",
        /// It binds, and is not applied.
        Suspended = "suspended",
        /// Left, or taken back.
        Withdrawn = "withdrawn",
    }
}

/// An entry of a dossier as one of its revisions has it. What does not belong to its kind is empty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DossierEntry {
    /// What it tells.
    pub kind: DossierKind,
    /// Of a fact: as of when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Timestamp>,
    /// Of an event and a state: since which day. Of a deadline: the day from which it is counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<Date>,
    /// Of a deadline: so many days after that day.
    #[serde(default)]
    pub days: u16,
    /// Of a fact.
    #[serde(default)]
    pub status: FactStatus,
    /// Of a state.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<Stage>,
    /// What it says, by language; it stands in the editions that speak one of them.
    pub words: Vec<EntryWords>,
    /// The desk that looks after it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub desk: Option<DeskId>,
    /// The day on which it is to be looked at again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review: Option<Date>,
    /// It holds no longer, and is left to its history.
    #[serde(default)]
    pub is_retired: bool,
}

/// What an entry says in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryWords {
    /// Which.
    pub language: Language,
    /// What a fact, a state or a deadline is of; the party; the event or the paragraph in a few words.
    pub name: String,
    /// Of a fact: a number, a name, a status.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub value: String,
    /// Of a fact: what is counted.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// The paragraph, the position, or what there is to add; plain copy with inline marks.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// Who or what says so.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
}

impl DossierEntry {
    /// An entry that says nothing yet.
    pub fn new(kind: DossierKind) -> Self {
        DossierEntry {
            kind,
            as_of: None,
            day: None,
            days: 0,
            status: FactStatus::default(),
            stage: None,
            words: Vec::new(),
            desk: None,
            review: None,
            is_retired: false,
        }
    }

    /// What it says in a language.
    pub fn in_language(&self, language: &Language) -> Option<&EntryWords> {
        self.words.iter().find(|it| it.language.primary() == language.primary())
    }

    /// Of a deadline: the day on which it ends.
    pub fn due(&self) -> Option<Date> {
        let day = self.day.filter(|_| self.kind == DossierKind::Deadline)?;
        day.checked_add(jiff::Span::new().days(i64::from(self.days))).ok()
    }

    /// Of a deadline: the days that are left, none at its end and fewer beyond it.
    pub fn days_left(&self, today: Date) -> Option<i32> {
        self.due().and_then(|due| today.until(due).ok()).map(|span| span.get_days())
    }

    /// Whether it ought to have been looked at by now.
    pub fn is_overdue(&self, today: Date) -> bool {
        !self.is_retired && self.review.is_some_and(|review| review <= today)
    }

    /// The day under which it stands in a timeline, if it does.
    pub fn on_timeline(&self) -> Option<Date> {
        match self.kind {
            DossierKind::Event | DossierKind::State => self.day,
            DossierKind::Deadline => self.due(),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_deadline_is_counted_in_days() {
        let mut entry = DossierEntry::new(DossierKind::Deadline);
        assert_eq!((entry.due(), entry.days_left(date(2026, 7, 14))), (None, None));
        (entry.day, entry.days) = (Some(date(2026, 7, 14)), 150);
        assert_eq!(entry.due(), Some(date(2026, 12, 11)));
        let left = |day| entry.days_left(day).unwrap();
        assert_eq!(
            [date(2026, 7, 14), date(2026, 12, 10), date(2026, 12, 11), date(2027, 1, 11)].map(left),
            [150, 1, 0, -31]
        );
        entry.day = Some(date(9999, 12, 31));
        assert_eq!(entry.due(), None, "a day beyond the calendar is none");
    }

    #[test]
    fn an_entry_reads_what_was_written_of_it() {
        for kind in DossierKind::ALL {
            let mut entry = DossierEntry::new(*kind);
            entry.words = vec![EntryWords {
                language: "ru".parse().unwrap(),
                name: "Стороны".into(),
                value: "8".into(),
                unit: "стран".into(),
                text: String::new(),
                source: "Порт".into(),
            }];
            (entry.stage, entry.review) = (Some(Stage::InForce), Some(date(2026, 12, 1)));
            let json = serde_json::to_string(&entry).unwrap();
            assert!(json.contains(&format!("\"{}\"", kind.as_str())), "{json}");
            assert_eq!(serde_json::from_str::<DossierEntry>(&json).unwrap(), entry);
            assert!(entry.is_overdue(date(2026, 12, 1)) && !entry.is_overdue(date(2026, 11, 30)));
        }
    }
}
