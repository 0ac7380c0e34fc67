//! Telling people at subscribers of what their filters mean: in the portal, and by mail where they want it.
//!
//! However many filters mean a thing, somebody is told of it once. Of a correction, a hold or a kill everybody is told
//! who was told of the story before or who used it, whatever their filters say by then. The cursor moves in the
//! transaction that tells, so nobody is told twice; a mail keeps its id at every try.

use std::time::Duration;

use jiff::SignedDuration;
use post::{Answer, Mail, Mailer};
use store::{ClientUser, MailDue, StoreError, Transmission, Tx, WireRow};
use story::{Alert, Filter};

use crate::kills::REMINDER;
use crate::mails::{Why, words};
use crate::portal::zone_of;
use crate::subscribers::means;
use crate::{Agency, Error};

/// How many things are looked at at a time.
const BATCH: u32 = 50;
/// How many mails are handed over at once.
const MAILS: u32 = 20;
/// How long a mail is tried.
const TRIED: SignedDuration = SignedDuration::from_hours(72);

impl Agency {
    pub(crate) async fn keep_alerting(&self) {
        let mut given = self.inner.given.subscribe();
        loop {
            given.mark_unchanged();
            match self.tell_next().await {
                Ok(true) => continue,
                Ok(false) => {}
                Err(error) => tracing::error!(%error, "nobody can be told of what came; it is tried again"),
            }
            if let Err(error) = self.mail_next().await {
                tracing::error!(%error, "mails cannot be noted; they are tried again");
            }
            if let Ok(Err(_)) = tokio::time::timeout(Duration::from_secs(1), given.changed()).await {
                return;
            }
        }
    }

    /// Tells of the next things; false when there are none.
    async fn tell_next(&self) -> Result<bool, Error> {
        let behind = self.inner.store.read(|tx| -> Result<_, StoreError> {
            let mut behind = Vec::new();
            for subscriber in tx.subscribers()? {
                let is_behind = tx.alert_cursor(subscriber.id)? < tx.last_position(subscriber.id)?;
                if is_behind && !tx.client_users(subscriber.id)?.is_empty() {
                    behind.push(subscriber);
                }
            }
            Ok(behind)
        })?;
        if behind.is_empty() {
            return Ok(false);
        }
        let now = self.now();
        self.inner
            .store
            .write(move |tx| -> Result<(), StoreError> {
                for subscriber in behind {
                    let zone = zone_of(&subscriber);
                    let users = tx.client_users(subscriber.id)?;
                    for it in tx.transmissions(subscriber.id, tx.alert_cursor(subscriber.id)?, BATCH)? {
                        let row = it.sequence.map(|sequence| tx.wire_at(sequence)).transpose()?.flatten();
                        for user in users.iter().filter(|user| user.is_active) {
                            let told = match &row {
                                Some(row) => told_of(tx, user, &it, row, &zone)?,
                                None => follows(tx, user, &it)?.map(|by_mail| (String::new(), by_mail)),
                            };
                            if let Some((filters, by_mail)) = told {
                                tx.put_alert(user.id, &it, &filters, by_mail, now)?;
                            }
                        }
                        tx.put_alert_cursor(subscriber.id, it.position)?;
                    }
                }
                Ok(())
            })
            .await?;
        Ok(true)
    }

    /// Hands over the mails that are due.
    async fn mail_next(&self) -> Result<(), Error> {
        let Some((mailer, url)) = self.mailer() else { return Ok(()) };
        let due = self.inner.store.read(|tx| tx.mails_due(self.now(), MAILS))?;
        for mail in due {
            let answer = self.mail_alert(&mailer, &mail, &url).await?;
            let (client, now) = (mail.client.id, self.now());
            let (state, due_at) = match &answer {
                Answer::Taken(_) => ("sent", None),
                _ if now.duration_since(mail.at) > TRIED => ("parked", None),
                _ => {
                    let pause = SignedDuration::from_secs(30 << mail.attempts.min(7));
                    ("waiting", Some(now + pause))
                }
            };
            let said = answer.said().chars().take(300).collect::<String>();
            let key = (client, mail.position);
            self.inner.store.write(move |tx| tx.note_mail(key, state, due_at, &said)).await?;
        }
        Ok(())
    }

    async fn mail_alert(&self, mailer: &Mailer, mail: &MailDue, url: &str) -> Result<Answer, Error> {
        let words = self.inner.store.read(|tx| -> Result<_, Error> {
            let subscriber = tx.subscriber(mail.client.subscriber)?.ok_or(Error::NotFound)?;
            let it = tx.transmission(subscriber.id, mail.position)?.ok_or(Error::NotFound)?;
            let given = self.given(tx, &subscriber, &it, url)?;
            let locale = i18n::Locale::of_tag(&mail.client.language).unwrap_or(i18n::Locale::English);
            let why = if mail.filters.is_empty() { Why::Had } else { Why::Filters(&mail.filters) };
            let portal = format!("{url}/client/items/{}", mail.position);
            Ok(words(locale, &zone_of(&subscriber), &given, &why, Some(&portal)))
        })?;
        let mail = Mail {
            to: &mail.client.address,
            subject: &words.subject,
            text: &words.text,
            id: &format!("alert_{}_{}", mail.client.id.0.simple(), mail.position),
            ..Mail::default()
        };
        Ok(mailer.send(&mail).await)
    }

    /// What somebody was told of, the newest first, each with the thing as the portal shows it.
    pub async fn alerts(
        &self,
        who: &ClientUser,
        public_url: &str,
    ) -> Result<Vec<(store::ClientAlert, crate::Given)>, Error> {
        let all = self.inner.store.read(|tx| -> Result<_, Error> {
            let subscriber = tx.subscriber(who.subscriber)?.ok_or(Error::NotFound)?;
            let mut all = Vec::new();
            for alert in tx.alerts(who.id, 100)? {
                if let Some(it) = tx.transmission(who.subscriber, alert.position)? {
                    let given = self.given(tx, &subscriber, &it, public_url)?;
                    all.push((alert, given));
                }
            }
            Ok(all)
        })?;
        let (id, now) = (who.id, self.now());
        if all.iter().any(|(alert, _)| alert.seen_at.is_none()) {
            self.inner.store.write(move |tx| tx.see_alerts(id, now)).await?;
        }
        Ok(all)
    }

    /// How many things somebody was told of and has not seen.
    pub fn unseen_alerts(&self, who: &ClientUser) -> Result<u64, Error> {
        Ok(self.inner.store.read(|tx| tx.unseen_alerts(who.id))?)
    }
}

/// Whether somebody is told of an entry: the names of the filters that mean it, and whether by mail.
fn told_of(
    tx: Tx<'_>,
    user: &ClientUser,
    it: &Transmission,
    row: &WireRow,
    zone: &jiff::tz::TimeZone,
) -> Result<Option<(String, bool)>, StoreError> {
    let mut names = Vec::new();
    let mut by_mail = false;
    for saved in tx.saved_filters(user.id)?.into_iter().filter(|saved| saved.alert != Alert::None) {
        // A filter that cannot be read any more means nothing.
        if saved.filter.parse::<Filter>().is_ok_and(|filter| means(&filter, row, zone)) {
            by_mail |= saved.alert == Alert::Mail;
            names.push(saved.name);
        }
    }
    let had = follows(tx, user, it)?;
    if names.is_empty() && had.is_none() {
        return Ok(None);
    }
    Ok(Some((names.join("\n"), by_mail || had == Some(true))))
}

/// Whether somebody is told of a thing because of what they were told or did before, and whether by mail.
fn follows(tx: Tx<'_>, user: &ClientUser, it: &Transmission) -> Result<Option<bool>, StoreError> {
    let follows =
        matches!(it.kind.as_str(), "correction" | "hold" | "release" | "withdrawal" | "takedown" | REMINDER);
    let Some(story) = it.story.filter(|_| follows) else { return Ok(None) };
    // Who ran a story is written to, whatever they were told by.
    if tx.has_used(user.id, story)? {
        return Ok(Some(true));
    }
    tx.told_of(user.id, story)
}
