//! What the copy desk is told by the house, and what became of what it found.

use jiff::Timestamp;
use story::{DraftId, StaffId};
use uuid::Uuid;

use crate::StoreError;
use crate::db::{Row, Sql, Tx, sql};

/// A rule of the house's lexicon as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LexiconRow {
    /// Which rule.
    pub id: Uuid,
    /// What it says, as JSON.
    pub rule: String,
    /// Whether the copy desk goes by it.
    pub is_live: bool,
}

/// How often a check was heeded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleCount {
    /// The check's name.
    pub rule: String,
    /// How many findings were shown.
    pub shown: u64,
    /// How many were mended before the story was sent.
    pub accepted: u64,
    /// How many were set aside with a reason.
    pub ignored: u64,
}

const LEXICON: Sql = sql!("SELECT id, rule, is_live FROM lexicon ORDER BY changed_at, id");
const PUT_RULE: Sql = sql!(
    "INSERT INTO lexicon (id, rule, is_live, changed_at, changed_by) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (id) DO UPDATE SET rule = $2, is_live = $3, changed_at = $4, changed_by = $5"
);
const DROP_RULE: Sql = sql!("DELETE FROM lexicon WHERE id = $1");
const SHOWN: Sql = sql!(
    "INSERT INTO finding (draft, rule, words, verdict, at) VALUES ($1, $2, $3, 'shown', $4) ON CONFLICT DO NOTHING"
);
const IGNORE: Sql = sql!(
    "INSERT INTO finding (draft, rule, words, verdict, reason, staff, at) VALUES ($1, $2, $3, 'ignored', $4, $5, $6)
     ON CONFLICT (draft, rule, words) DO UPDATE SET verdict = 'ignored', reason = $4, staff = $5, at = $6"
);
const IGNORED: Sql = sql!(
    "SELECT rule, words, reason FROM finding WHERE draft = $1 AND verdict = 'ignored' ORDER BY at, rule, words"
);
const SETTLE: Sql =
    sql!("UPDATE finding SET verdict = 'accepted', at = $2 WHERE draft = $1 AND verdict = 'shown'");
const LEFT: Sql = sql!(
    "UPDATE finding SET verdict = 'left' WHERE draft = $1 AND rule = $2 AND words = $3 AND verdict = 'accepted'"
);
const COUNTS: Sql = sql!(
    "SELECT rule, count(*), sum(CASE WHEN verdict = 'accepted' THEN 1 ELSE 0 END),
       sum(CASE WHEN verdict = 'ignored' THEN 1 ELSE 0 END)
     FROM finding GROUP BY rule ORDER BY rule"
);

fn lexicon_row(row: &Row) -> Result<LexiconRow, StoreError> {
    Ok(LexiconRow { id: row.uuid(0)?, rule: row.text(1)?.to_owned(), is_live: row.truth(2)? })
}

impl Tx<'_> {
    /// The house's rules, the oldest first.
    pub fn lexicon(&self) -> Result<Vec<LexiconRow>, StoreError> {
        self.rows(LEXICON, &[])?.iter().map(lexicon_row).collect()
    }

    /// Adds or changes a rule.
    pub fn put_rule(&self, rule: &LexiconRow, by: StaffId, now: Timestamp) -> Result<(), StoreError> {
        let values = [rule.id.into(), rule.rule.as_str().into(), rule.is_live.into(), now.into(), by.into()];
        self.run(PUT_RULE, &values).map(drop)
    }

    /// Takes a rule out; false where there is none.
    pub fn drop_rule(&self, id: Uuid) -> Result<bool, StoreError> {
        Ok(self.run(DROP_RULE, &[id.into()])? == 1)
    }

    /// Notes that a finding was shown to whoever writes a draft.
    pub fn note_shown(
        &self,
        draft: DraftId,
        rule: &str,
        words: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.run(SHOWN, &[draft.into(), rule.into(), words.into(), now.into()]).map(drop)
    }

    /// Sets a finding aside, with the reason.
    pub fn ignore_finding(
        &self,
        draft: DraftId,
        (rule, words): (&str, &str),
        reason: &str,
        by: StaffId,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let values = [draft.into(), rule.into(), words.into(), reason.into(), by.into(), now.into()];
        self.run(IGNORE, &values).map(drop)
    }

    /// The findings of a draft that were set aside: rule, words, reason.
    pub fn ignored_findings(&self, draft: DraftId) -> Result<Vec<(String, String, String)>, StoreError> {
        let text = |row: &Row, at| row.text(at).map(str::to_owned);
        let rows = self.rows(IGNORED, &[draft.into()])?;
        rows.iter().map(|row| Ok((text(row, 0)?, text(row, 1)?, text(row, 2)?))).collect()
    }

    /// Notes, as a draft is sent, what became of what was shown: what is still there was left, the rest was mended.
    pub fn settle_findings(
        &self,
        draft: DraftId,
        left: &[(String, String)],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.run(SETTLE, &[draft.into(), now.into()])?;
        for (rule, words) in left {
            self.run(LEFT, &[draft.into(), rule.as_str().into(), words.as_str().into()])?;
        }
        Ok(())
    }

    /// How often each check was heeded, by its name.
    pub fn rule_counts(&self) -> Result<Vec<RuleCount>, StoreError> {
        let rows = self.rows(COUNTS, &[])?;
        rows.iter()
            .map(|row| {
                Ok(RuleCount {
                    rule: row.text(0)?.to_owned(),
                    shown: row.count(1)?,
                    accepted: row.count(2)?,
                    ignored: row.count(3)?,
                })
            })
            .collect()
    }
}
