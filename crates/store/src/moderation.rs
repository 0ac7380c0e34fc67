//! Moderation: what the phases found, what readers reported, what moderators did about messages and people.

use discussion::{Category, Finding, Grounds, ReportState, Rules, SanctionKind, Verdict};
use jiff::{SignedDuration, Timestamp};
use story::{MessageId, ReaderId, ReportId, SanctionId, StoryId};
use uuid::Uuid;

use crate::StoreError;
use crate::db::{Row, Sql, Tx, sql};
use crate::messages::{Message, message, message_columns};

/// A report of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Which.
    pub id: ReportId,
    /// What it is called by the one who made it.
    pub reference: String,
    /// Of which message.
    pub message: MessageId,
    /// By whom, where they have an account.
    pub reader: Option<ReaderId>,
    /// Of what kind.
    pub category: Category,
    /// In their words.
    pub reason: String,
    /// Against which law, where it is a legal notice.
    pub law: Option<String>,
    /// Where they can be reached, where it is a legal notice.
    pub contact: Option<String>,
    /// The language in which they are answered there.
    pub language: Option<String>,
    /// When.
    pub at: Timestamp,
    /// How it stands.
    pub state: ReportState,
    /// When it was decided.
    pub decided_at: Option<Timestamp>,
    /// Why it was decided so.
    pub statement: Option<String>,
}

/// What was done about a reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sanction {
    /// Which.
    pub id: SanctionId,
    /// About whom.
    pub reader: ReaderId,
    /// What.
    pub kind: SanctionKind,
    /// Why.
    pub grounds: Grounds,
    /// In the moderator's words.
    pub words: String,
    /// For which message.
    pub message: Option<MessageId>,
    /// By whom of the staff.
    pub staff: String,
    /// When.
    pub at: Timestamp,
    /// Until when; for ever where none, and for a warning until it is read.
    pub until: Option<Timestamp>,
    /// When its reader read it.
    pub read_at: Option<Timestamp>,
    /// When it was lifted.
    pub lifted_at: Option<Timestamp>,
    /// What its reader says against it.
    pub appeal: Option<String>,
    /// When they did.
    pub appealed_at: Option<Timestamp>,
    /// What they were answered.
    pub answer: Option<String>,
}

impl Sanction {
    /// Whether it keeps its reader from taking part.
    pub fn holds(&self, now: Timestamp) -> bool {
        self.lifted_at.is_none()
            && match self.kind {
                SanctionKind::Removal => false,
                SanctionKind::Warning => self.read_at.is_none(),
                SanctionKind::Suspension => self.until.is_none_or(|until| now < until),
                SanctionKind::Ban => true,
            }
    }
}

/// Something that a moderator did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModerationAct {
    /// Its number, from 1.
    pub id: u64,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub staff: String,
    /// What.
    pub act: String,
    /// On which story.
    pub story: Option<StoryId>,
    /// With which message.
    pub message: Option<MessageId>,
    /// About whom.
    pub reader: Option<ReaderId>,
    /// Why.
    pub grounds: Option<String>,
    /// What it was before, so that it can be undone.
    pub before: String,
    /// When it was undone.
    pub undone_at: Option<Timestamp>,
}

/// The house's rules with what the phases do not need.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HouseRules {
    /// What the phases go by.
    pub rules: Rules,
    /// How many days a discussion stays open.
    pub close_days: u32,
    /// The address of the outside checker; empty for none.
    pub checker: String,
    /// What it is signed with.
    pub checker_secret: String,
}

// What waits is found by what it waits for, so that it does not matter how much was ever said.
const QUEUE: Sql = sql!(concat!(
    message_columns!(),
    "WHERE m.id IN (SELECT h.id FROM message h WHERE h.state = 'held'
                    UNION SELECT p.message FROM report p WHERE p.state = 'open')
       AND m.state IN ('held', 'visible') AND (m.at, m.id) > ($1, $2) ORDER BY m.at, m.id LIMIT $3"
));
const WAITING: Sql = sql!(
    "SELECT (SELECT count(*) FROM message WHERE state = 'held')
          + (SELECT count(DISTINCT p.message) FROM report p JOIN message m ON m.id = p.message
             WHERE p.state = 'open' AND m.state = 'visible')"
);
const IN_STATE: Sql =
    sql!(concat!(message_columns!(), "WHERE m.state = $1 AND m.at < $2 ORDER BY m.at DESC, m.id LIMIT $3"));
const PUT_FINDING: Sql = sql!(
    "INSERT INTO message_finding (message, number, phase, verdict, reason, detail, at)
     SELECT $1, coalesce(max(number), 0) + 1, $2, $3, $4, $5, $6 FROM message_finding WHERE message = $1"
);
const FINDINGS: Sql =
    sql!("SELECT phase, verdict, reason, detail FROM message_finding WHERE message = $1 ORDER BY number");
const PUT_REPORT: Sql = sql!(
    "INSERT INTO report (id, reference, message, reader, category, reason, law, contact, at, state, language)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'open', $10)
     ON CONFLICT (message, reader) DO NOTHING"
);
macro_rules! report_columns {
    () => {
        "SELECT id, reference, message, reader, category, reason, law, contact, at, state, decided_at, statement, language FROM report "
    };
}
const REPORTS: Sql = sql!(concat!(report_columns!(), "WHERE message = $1 ORDER BY at, id"));
const REPORT: Sql = sql!(concat!(report_columns!(), "WHERE reference = $1"));
const REPORTS_BY: Sql = sql!(concat!(report_columns!(), "WHERE reader = $1 ORDER BY at DESC, id LIMIT $2"));
const DECIDE_REPORTS: Sql = sql!(
    "UPDATE report SET state = $2, decided_at = $3, statement = $4 WHERE message = $1 AND state = 'open'"
);
const REOPEN_REPORTS: Sql = sql!(
    "UPDATE report SET state = 'open', decided_at = NULL, statement = NULL WHERE message = $1 AND decided_at = $2"
);
const REPORT_RECORD: Sql = sql!(
    "SELECT count(*) FILTER (WHERE state = 'upheld'), count(*) FILTER (WHERE state <> 'open') FROM report WHERE reader = $1"
);
const PUT_SANCTION: Sql = sql!(
    "INSERT INTO sanction (id, reader, kind, grounds, words, message, staff, at, until) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
);
macro_rules! sanction_columns {
    () => {
        "SELECT id, reader, kind, grounds, words, message, staff, at, until, read_at, lifted_at, appeal, appealed_at, answer
         FROM sanction "
    };
}
const SANCTIONS: Sql = sql!(concat!(sanction_columns!(), "WHERE reader = $1 ORDER BY at DESC, id"));
const SANCTION: Sql = sql!(concat!(sanction_columns!(), "WHERE id = $1"));
const APPEALS: Sql = sql!(concat!(
    sanction_columns!(),
    "WHERE appealed_at IS NOT NULL AND answer IS NULL ORDER BY appealed_at, id"
));
const SET_SANCTION: Sql = sql!(
    "UPDATE sanction SET read_at = $2, lifted_at = $3, appeal = $4, appealed_at = $5, answer = $6 WHERE id = $1"
);
const ERASE_SANCTIONS: Sql = sql!("DELETE FROM sanction WHERE reader = $1");
const PUT_ACT: Sql = sql!(
    "INSERT INTO moderation (id, at, staff, act, story, message, reader, grounds, before)
     SELECT coalesce(max(id), 0) + 1, $1, $2, $3, $4, $5, $6, $7, $8 FROM moderation RETURNING id"
);
macro_rules! act_columns {
    () => {
        "SELECT id, at, staff, act, story, message, reader, grounds, before, undone_at FROM moderation "
    };
}
const ACT: Sql = sql!(concat!(act_columns!(), "WHERE id = $1"));
const ACTS: Sql = sql!(concat!(act_columns!(), "WHERE id < $1 ORDER BY id DESC LIMIT $2"));
const ACTS_ON: Sql = sql!(concat!(act_columns!(), "WHERE reader = $1 ORDER BY id DESC LIMIT $2"));
const UNDO_ACT: Sql = sql!("UPDATE moderation SET undone_at = $2 WHERE id = $1 AND undone_at IS NULL");
const FORGET_ACTS: Sql = sql!("UPDATE moderation SET reader = NULL WHERE reader = $1");
const PUT_NOTE: Sql =
    sql!("INSERT INTO moderator_note (id, reader, staff, text, at) VALUES ($1, $2, $3, $4, $5)");
const NOTES: Sql =
    sql!("SELECT staff, text, at FROM moderator_note WHERE reader = $1 ORDER BY at DESC LIMIT 100");
const ERASE_NOTES: Sql = sql!("DELETE FROM moderator_note WHERE reader = $1");
const ERASE_REPORTS: Sql = sql!("UPDATE report SET reader = NULL, contact = NULL WHERE reader = $1");
const RULES: Sql = sql!(
    "SELECT least, most, links, new_hours, first_messages, rejected_percent, all_first, close_days, banned, suspect, checker, checker_secret
     FROM discussion_rules WHERE id = 1"
);
const SET_RULES: Sql = sql!(
    "UPDATE discussion_rules SET least = $1, most = $2, links = $3, new_hours = $4, first_messages = $5, rejected_percent = $6,
     all_first = $7, close_days = $8, banned = $9, suspect = $10, checker = $11, checker_secret = $12 WHERE id = 1"
);

fn words(row: &Row, at: usize) -> Result<Option<String>, StoreError> {
    row.maybe(at, |row, at| Ok(row.text(at)?.to_owned()))
}

fn report(row: &Row) -> Result<Report, StoreError> {
    Ok(Report {
        id: ReportId(row.uuid(0)?),
        reference: row.text(1)?.to_owned(),
        message: MessageId(row.uuid(2)?),
        reader: row.maybe(3, Row::uuid)?.map(ReaderId),
        category: row.parsed(4)?,
        reason: row.text(5)?.to_owned(),
        law: words(row, 6)?,
        contact: words(row, 7)?,
        at: row.instant(8)?,
        state: row.parsed(9)?,
        decided_at: row.maybe(10, Row::instant)?,
        statement: words(row, 11)?,
        language: words(row, 12)?,
    })
}

fn sanction(row: &Row) -> Result<Sanction, StoreError> {
    Ok(Sanction {
        id: SanctionId(row.uuid(0)?),
        reader: ReaderId(row.uuid(1)?),
        kind: row.parsed(2)?,
        grounds: row.parsed(3)?,
        words: row.text(4)?.to_owned(),
        message: row.maybe(5, Row::uuid)?.map(MessageId),
        staff: row.text(6)?.to_owned(),
        at: row.instant(7)?,
        until: row.maybe(8, Row::instant)?,
        read_at: row.maybe(9, Row::instant)?,
        lifted_at: row.maybe(10, Row::instant)?,
        appeal: words(row, 11)?,
        appealed_at: row.maybe(12, Row::instant)?,
        answer: words(row, 13)?,
    })
}

fn act(row: &Row) -> Result<ModerationAct, StoreError> {
    Ok(ModerationAct {
        id: row.count(0)?,
        at: row.instant(1)?,
        staff: row.text(2)?.to_owned(),
        act: row.text(3)?.to_owned(),
        story: row.maybe(4, Row::uuid)?.map(StoryId),
        message: row.maybe(5, Row::uuid)?.map(MessageId),
        reader: row.maybe(6, Row::uuid)?.map(ReaderId),
        grounds: words(row, 7)?,
        before: row.text(8)?.to_owned(),
        undone_at: row.maybe(9, Row::instant)?,
    })
}

impl Tx<'_> {
    /// Messages that wait for a moderator: held, or reported; those that wait longest first, behind one.
    pub fn moderation_queue(
        &self,
        after: Option<(Timestamp, MessageId)>,
        limit: u32,
    ) -> Result<Vec<Message>, StoreError> {
        let (at, id) = after.unwrap_or((Timestamp::UNIX_EPOCH, MessageId(Uuid::nil())));
        self.rows(QUEUE, &[at.into(), id.into(), limit.into()])?.iter().map(message).collect()
    }

    /// How many messages wait for a moderator.
    pub fn waiting_messages(&self) -> Result<u64, StoreError> {
        self.row(WAITING, &[])?.map_or(Ok(0), |row| row.count(0))
    }

    /// Messages that stand so, the newest first.
    pub fn messages_in(
        &self,
        state: discussion::State,
        before: Timestamp,
        limit: u32,
    ) -> Result<Vec<Message>, StoreError> {
        self.rows(IN_STATE, &[state.as_str().into(), before.into(), limit.into()])?
            .iter()
            .map(message)
            .collect()
    }

    /// Keeps what a phase found in a message.
    pub fn put_finding(&self, id: MessageId, it: &Finding, now: Timestamp) -> Result<(), StoreError> {
        let values = [
            id.into(),
            it.phase.as_str().into(),
            it.verdict.as_str().into(),
            it.reason.as_str().into(),
            it.detail.as_str().into(),
            now.into(),
        ];
        self.run(PUT_FINDING, &values).map(drop)
    }

    /// What was found in a message, in order.
    pub fn findings(&self, id: MessageId) -> Result<Vec<Finding>, StoreError> {
        let rows = self.rows(FINDINGS, &[id.into()])?;
        let finding = |row: &Row| {
            Ok(Finding {
                phase: row.parsed(0)?,
                verdict: match row.text(1)? {
                    "reject" => Verdict::Reject,
                    "hold" => Verdict::Hold,
                    _ => Verdict::Tag,
                },
                reason: row.parsed(2)?,
                detail: row.text(3)?.to_owned(),
            })
        };
        rows.iter().map(finding).collect()
    }

    /// Takes a report in; [`StoreError::Taken`] where that reader reported that message already.
    pub fn put_report(&self, it: &Report) -> Result<(), StoreError> {
        let values = [
            it.id.into(),
            it.reference.as_str().into(),
            it.message.into(),
            it.reader.into(),
            it.category.as_str().into(),
            it.reason.as_str().into(),
            it.law.as_deref().into(),
            it.contact.as_deref().into(),
            it.at.into(),
            it.language.as_deref().into(),
        ];
        if self.run(PUT_REPORT, &values)? == 0 { Err(StoreError::Taken) } else { Ok(()) }
    }

    /// The reports of a message.
    pub fn reports(&self, id: MessageId) -> Result<Vec<Report>, StoreError> {
        self.rows(REPORTS, &[id.into()])?.iter().map(report).collect()
    }

    /// A report by its reference.
    pub fn report(&self, reference: &str) -> Result<Option<Report>, StoreError> {
        self.row(REPORT, &[reference.into()])?.as_ref().map(report).transpose()
    }

    /// The reports that a reader made, the newest first.
    pub fn reports_by(&self, reader: ReaderId, limit: u32) -> Result<Vec<Report>, StoreError> {
        self.rows(REPORTS_BY, &[reader.into(), limit.into()])?.iter().map(report).collect()
    }

    /// Decides all open reports of a message.
    pub fn decide_reports(
        &self,
        id: MessageId,
        state: ReportState,
        statement: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.run(DECIDE_REPORTS, &[id.into(), state.as_str().into(), now.into(), statement.into()]).map(drop)
    }

    /// Opens the reports again that were decided at an instant.
    pub fn reopen_reports(&self, id: MessageId, decided_at: Timestamp) -> Result<(), StoreError> {
        self.run(REOPEN_REPORTS, &[id.into(), decided_at.into()]).map(drop)
    }

    /// How many of a reader's reports were upheld, of how many that were decided.
    pub fn report_record(&self, reader: ReaderId) -> Result<(u32, u32), StoreError> {
        self.row(REPORT_RECORD, &[reader.into()])?
            .map_or(Ok((0, 0)), |row| Ok((row.small(0)?, row.small(1)?)))
    }

    /// Puts a sanction down.
    pub fn put_sanction(&self, it: &Sanction) -> Result<(), StoreError> {
        let values = [
            it.id.into(),
            it.reader.into(),
            it.kind.as_str().into(),
            it.grounds.as_str().into(),
            it.words.as_str().into(),
            it.message.into(),
            it.staff.as_str().into(),
            it.at.into(),
            it.until.into(),
        ];
        self.run(PUT_SANCTION, &values).map(drop)
    }

    /// All sanctions of a reader, the last first.
    pub fn sanctions(&self, reader: ReaderId) -> Result<Vec<Sanction>, StoreError> {
        self.rows(SANCTIONS, &[reader.into()])?.iter().map(sanction).collect()
    }

    /// A sanction.
    pub fn sanction(&self, id: SanctionId) -> Result<Option<Sanction>, StoreError> {
        self.row(SANCTION, &[id.into()])?.as_ref().map(sanction).transpose()
    }

    /// Sanctions that readers appealed against and that nobody answered.
    pub fn appeals(&self) -> Result<Vec<Sanction>, StoreError> {
        self.rows(APPEALS, &[])?.iter().map(sanction).collect()
    }

    /// Changes how a sanction stands.
    pub fn set_sanction(&self, it: &Sanction) -> Result<(), StoreError> {
        let values = [
            it.id.into(),
            it.read_at.into(),
            it.lifted_at.into(),
            it.appeal.as_deref().into(),
            it.appealed_at.into(),
            it.answer.as_deref().into(),
        ];
        self.run(SET_SANCTION, &values).map(drop)
    }

    /// Notes what a moderator did; its number.
    pub fn put_moderation(&self, it: &ModerationAct) -> Result<u64, StoreError> {
        let values = [
            it.at.into(),
            it.staff.as_str().into(),
            it.act.as_str().into(),
            it.story.into(),
            it.message.into(),
            it.reader.into(),
            it.grounds.as_deref().into(),
            it.before.as_str().into(),
        ];
        self.row(PUT_ACT, &values)?.map_or(Ok(0), |row| row.count(0))
    }

    /// What a moderator did, by its number.
    pub fn moderation_act(&self, id: u64) -> Result<Option<ModerationAct>, StoreError> {
        self.row(ACT, &[id.into()])?.as_ref().map(act).transpose()
    }

    /// What moderators did before a number, the last first.
    pub fn moderation_acts(&self, before: u64, limit: u32) -> Result<Vec<ModerationAct>, StoreError> {
        self.rows(ACTS, &[before.into(), limit.into()])?.iter().map(act).collect()
    }

    /// What moderators did about a reader and what they said, the last first.
    pub fn moderation_acts_on(&self, reader: ReaderId, limit: u32) -> Result<Vec<ModerationAct>, StoreError> {
        self.rows(ACTS_ON, &[reader.into(), limit.into()])?.iter().map(act).collect()
    }

    /// Notes that something was undone; false where it was before.
    pub fn undo_moderation(&self, id: u64, now: Timestamp) -> Result<bool, StoreError> {
        Ok(self.run(UNDO_ACT, &[id.into(), now.into()])? == 1)
    }

    /// Notes something of a reader, for moderators only.
    pub fn put_moderator_note(
        &self,
        (id, reader): (Uuid, ReaderId),
        staff: &str,
        text: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.run(PUT_NOTE, &[id.into(), reader.into(), staff.into(), text.into(), now.into()]).map(drop)
    }

    /// What moderators noted of a reader, the last first: who, what, when.
    pub fn moderator_notes(&self, reader: ReaderId) -> Result<Vec<(String, String, Timestamp)>, StoreError> {
        let rows = self.rows(NOTES, &[reader.into()])?;
        rows.iter()
            .map(|row| Ok((row.text(0)?.to_owned(), row.text(1)?.to_owned(), row.instant(2)?)))
            .collect()
    }

    /// Forgets what moderation knows of a reader who goes.
    pub fn forget_moderated(&self, reader: ReaderId) -> Result<(), StoreError> {
        for statement in [ERASE_SANCTIONS, ERASE_NOTES, ERASE_REPORTS, FORGET_ACTS] {
            self.run(statement, &[reader.into()])?;
        }
        Ok(())
    }

    /// The house's rules.
    pub fn discussion_rules(&self) -> Result<HouseRules, StoreError> {
        let Some(row) = self.row(RULES, &[])? else { return Ok(HouseRules::default()) };
        let lines = |at| -> Result<Vec<String>, StoreError> {
            Ok(row.text(at)?.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect())
        };
        Ok(HouseRules {
            rules: Rules {
                least: row.small(0)? as usize,
                most: row.small(1)? as usize,
                links: row.small(2)? as usize,
                new_for: SignedDuration::from_hours(row.int(3)?),
                first: row.small(4)?,
                rejected_percent: row.small(5)?,
                all_first: row.truth(6)?,
                banned: lines(8)?,
                suspect: lines(9)?,
            },
            close_days: row.small(7)?,
            checker: row.text(10)?.to_owned(),
            checker_secret: row.text(11)?.to_owned(),
        })
    }

    /// Changes the house's rules.
    pub fn set_discussion_rules(&self, it: &HouseRules) -> Result<(), StoreError> {
        let HouseRules { rules, close_days, checker, checker_secret } = it;
        let values = [
            (rules.least as u64).into(),
            (rules.most as u64).into(),
            (rules.links as u64).into(),
            rules.new_for.as_hours().into(),
            rules.first.into(),
            rules.rejected_percent.into(),
            rules.all_first.into(),
            (*close_days).into(),
            rules.banned.join("\n").into(),
            rules.suspect.join("\n").into(),
            checker.as_str().into(),
            checker_secret.as_str().into(),
        ];
        self.run(SET_RULES, &values).map(drop)
    }
}
