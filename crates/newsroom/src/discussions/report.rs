//! Reports: by a reader with a word, and legal notices with a reference (Regulation (EU) 2022/2065, articles 16 and 17).

use discussion::{Category, Finding, Phase, Reason, ReportState, State, Verdict};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use store::{Message, Reader, Report, StoreError, Tx};
use story::{MessageId, ReportId, StoryId};

use super::discussed;
use super::say::stopped;
use crate::house::{fault, required};
use crate::letters::{NewLetter, post_letter};
use crate::limits::Limited;
use crate::readers::Visitor;
use crate::{Agency, Error};

/// How many reports of trusted readers hold a message until a moderator has looked.
const HOLDS: usize = 3;
/// How old an account has to be for its report to count towards that.
const TRUSTED_AFTER: SignedDuration = SignedDuration::from_hours(24 * 7);
/// The letters of a reference: none that is taken for another.
const LETTERS: &[u8; 31] = b"23456789ABCDEFGHJKLMNPQRSTUVWXY";

/// A legal notice, from whomever.
#[derive(Clone, Debug)]
pub struct Notice<'a> {
    /// Of which message.
    pub message: MessageId,
    /// The law that it breaks.
    pub law: &'a str,
    /// Why.
    pub reason: &'a str,
    /// The name and the address of who gives notice.
    pub contact: (&'a str, &'a str),
    /// In which language they are answered.
    pub language: &'a str,
}

fn new_reference() -> Result<String, StoreError> {
    let bytes = store::random::<8>()?;
    let letter = |byte: &u8| char::from(LETTERS[usize::from(*byte) % LETTERS.len()]);
    Ok(bytes.iter().map(letter).collect())
}

impl Agency {
    /// Reports a message, once. Where several readers with a record report it, it is held until a moderator has looked;
    /// nobody is acted against for the number of reports.
    pub async fn report(
        &self,
        who: &Reader,
        id: MessageId,
        category: Category,
        reason: &str,
    ) -> Result<StoryId, Error> {
        self.limit(Limited::Act, &who.id.to_string(), "")?;
        let reason: String = reason.trim().chars().take(1000).collect();
        let (who, now, reference) = (who.clone(), self.now(), new_reference()?);
        let (story, is_held) = self
            .inner
            .store
            .write(move |tx| -> Result<(StoryId, bool), Error> {
                let message =
                    tx.message(id)?.filter(|it| it.state == State::Visible).ok_or(Error::NotFound)?;
                discussed(tx, message.story, now)?;
                if stopped(tx, &who, now)?.is_some() || message.reader == Some(who.id) {
                    return Err(Error::NotFound);
                }
                let report = Report {
                    id: ReportId::new(now),
                    reference,
                    message: id,
                    reader: Some(who.id),
                    category,
                    reason,
                    law: None,
                    contact: None,
                    language: None,
                    at: now,
                    state: ReportState::Open,
                    decided_at: None,
                    statement: None,
                };
                match tx.put_report(&report) {
                    Err(StoreError::Taken) => return Ok((message.story, false)),
                    other => other?,
                }
                Ok((message.story, hold_reported(tx, &message, now)?))
            })
            .await?;
        if is_held {
            self.discussion_changed(story);
        }
        Ok(story)
    }

    /// Takes a legal notice in; its reference, by which it can be asked after. It says itself that it came.
    pub async fn give_notice(&self, it: Notice<'_>, from: &Visitor) -> Result<String, Error> {
        let (name, address) = (required("name", it.contact.0, 120)?, it.contact.1.trim().to_lowercase());
        if !post::is_mailbox(&address) {
            return Err(fault("address", "fault-mailbox", it.contact.1));
        }
        let law = required("law", it.law, 300)?;
        let reason = required("reason", it.reason, 3000)?;
        self.limit(Limited::Notice, &address, &from.network)?;
        let (now, reference) = (self.now(), new_reference()?);
        let (language, message) = (it.language.to_owned(), it.message);
        let report = Report {
            id: ReportId::new(now),
            reference: reference.clone(),
            message,
            reader: None,
            category: Category::Illegal,
            reason,
            law: Some(law),
            contact: Some(format!("{name} <{address}>")),
            language: Some(language.clone()),
            at: now,
            state: ReportState::Open,
            decided_at: None,
            statement: None,
        };
        self.inner
            .store
            .write(move |tx| -> Result<(), Error> {
                let it =
                    tx.message(message)?.filter(|it| it.state == State::Visible).ok_or(Error::NotFound)?;
                discussed(tx, it.story, now)?;
                tx.put_report(&report)?;
                let letter = NewLetter {
                    reader: None,
                    address: &address,
                    language: &language,
                    kind: "notice",
                    content: json!({ "reference": report.reference }),
                };
                Ok(post_letter(tx, letter, now).map(drop)?)
            })
            .await?;
        self.inner.letters.notify_one();
        Ok(reference)
    }

    /// How a notice stands.
    pub async fn notice_of(&self, reference: &str) -> Result<Report, Error> {
        let reference = reference.trim().to_uppercase();
        self.inner
            .store
            .read(|tx| tx.report(&reference))?
            .filter(|it| it.law.is_some())
            .ok_or(Error::NotFound)
    }
}

/// Holds a message that enough readers with a record reported; whether it did.
fn hold_reported(tx: Tx<'_>, message: &Message, now: Timestamp) -> Result<bool, StoreError> {
    let mut count = 0;
    for report in tx.reports(message.id)?.iter().filter(|it| it.state == ReportState::Open) {
        let Some(reader) = report.reader.map(|id| tx.reader(id)).transpose()?.flatten() else { continue };
        let (upheld, decided) = tx.report_record(reader.id)?;
        let is_right = decided < 3 || upheld * 2 >= decided;
        count += usize::from(is_right && now.duration_since(reader.since) >= TRUSTED_AFTER);
    }
    // What a moderator let stand already is not taken down by numbers.
    let was_approved = tx.findings(message.id)?.iter().any(|it| it.phase == Phase::Reports);
    if count < HOLDS || was_approved {
        return Ok(false);
    }
    let finding = Finding {
        phase: Phase::Reports,
        verdict: Verdict::Hold,
        reason: Reason::Reported,
        detail: count.to_string(),
    };
    tx.put_finding(message.id, &finding, now)?;
    tx.set_message_state(message, State::Held, None)?;
    Ok(true)
}
