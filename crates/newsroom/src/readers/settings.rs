//! A reader's own page: name, address, password, language, zone, mail, sessions.

use jiff::SignedDuration;
use serde_json::json;
use store::{Hash, Reader, ReaderSession, StoreError, Ticket};
use story::ReaderId;

use super::{TICKET, Visitor, address};
use crate::house::fault;
use crate::letters::{NewLetter, post_letter};
use crate::limits::Limited;
use crate::links::Purpose;
use crate::staff::{hash_token, new_token};
use crate::{Agency, Error};

/// How long a name stands before it may be changed again.
const NAMED: SignedDuration = SignedDuration::from_hours(24 * 14);

/// How often a reader can be written to about answers.
pub const MAILS: [&str; 4] = ["at-once", "hourly", "daily", "never"];

/// What a reader chooses.
#[derive(Clone, Debug)]
pub struct Choices<'a> {
    /// The name to be shown.
    pub name: &'a str,
    /// The language of their pages and mails.
    pub language: &'a str,
    /// Their zone; empty for the edition's.
    pub zone: &'a str,
    /// How often they are written to about answers: `at-once`, `hourly`, `daily` or `never`.
    pub mails: &'a str,
}

/// The sessions of a reader, and which of them is this one.
#[derive(Clone, Debug)]
pub struct Sessions {
    /// All of them, the last used first.
    pub all: Vec<ReaderSession>,
    /// The one that asks.
    pub this: Hash,
}

impl Agency {
    /// Keeps what a reader chose.
    pub async fn choose(&self, who: &Reader, it: Choices<'_>) -> Result<(), Error> {
        let mut reader = who.clone();
        let now = self.now();
        if discussion::names::tidy(it.name) != who.name {
            if who.named_at.is_some_and(|at| now.duration_since(at) < NAMED) {
                return Err(fault("name", "fault-name-soon", it.name));
            }
            // A name that looks like the one they have is another way to write it.
            let same = discussion::names::key(&discussion::names::tidy(it.name)) == who.name_key;
            let (name, key) = match self.reader_name(it.name) {
                Err(Error::Faults(faults))
                    if same && faults.iter().all(|it| it.key == "fault-name-taken") =>
                {
                    (discussion::names::tidy(it.name), who.name_key.clone())
                }
                other => other?,
            };
            (reader.name, reader.name_key, reader.named_at) = (name, key, Some(now));
        }
        if !it.zone.is_empty() && jiff::tz::TimeZone::get(it.zone).is_err() {
            return Err(fault("zone", "fault-zone", it.zone));
        }
        if !MAILS.contains(&it.mails) {
            return Err(fault("mails", "fault-choice", it.mails));
        }
        reader.language = i18n::Locale::of_tag(it.language).unwrap_or(i18n::Locale::English).tag().to_owned();
        reader.zone = it.zone.to_owned();
        reader.mails = it.mails.to_owned();
        match self.inner.store.write(move |tx| tx.change_reader(&reader)).await {
            Err(StoreError::Taken) => Err(fault("name", "fault-name-taken", it.name)),
            other => Ok(other?),
        }
    }

    /// Sets a new password, by the one that holds: all other sessions end.
    pub async fn change_reader_password(
        &self,
        who: &Reader,
        (old, new): (&str, &str),
        session: &str,
    ) -> Result<(), Error> {
        let kept = self.inner.store.read(|tx| tx.reader_password(who.id))?;
        self.fits(&format!("reader {}", who.address), kept, old).await?;
        self.strong_enough(new, &[&who.address, &who.name, &self.house().name])?;
        let hash = self.password_hash(new).await?;
        let (id, this) = (who.id, hash_token(session));
        self.inner
            .store
            .write(move |tx| -> Result<(), Error> {
                tx.set_reader_password(id, &hash)?;
                Ok(tx.end_reader_sessions_but(id, Some(this))?)
            })
            .await
    }

    /// Asks for another address: a mail goes there, and it changes once that one is confirmed.
    pub async fn ask_for_address(&self, who: &Reader, typed: &str, from: &Visitor) -> Result<(), Error> {
        let url =
            self.mailer().map(|(_, url)| url).ok_or_else(|| Error::Post("no mail can be sent".into()))?;
        let address = address(typed)?;
        self.limit(Limited::Mail, &who.address, &from.network)?;
        let (token, now, reader) = (new_token()?, self.now(), who.clone());
        let edition =
            self.house().editions.iter().find(|it| it.slug.as_str() == who.edition).map(|it| it.slug.clone());
        let prefix = edition.map(|slug| self.house().prefix(&slug)).unwrap_or_default();
        self.inner
            .store
            .write(move |tx| -> Result<(), Error> {
                // An address that has an account gets nothing, and nobody is told so.
                if tx.reader_by_address(&address)?.is_some() {
                    return Ok(());
                }
                let ticket = Ticket {
                    token: hash_token(&token),
                    reader: reader.id,
                    purpose: "address".into(),
                    browser: None,
                    code: None,
                    tries: 0,
                    address: Some(address.clone()),
                };
                tx.put_ticket(&ticket, now, now + TICKET)?;
                let content = json!({ "link": format!("{url}{prefix}/account/address/{token}") });
                let letter = NewLetter {
                    reader: Some(reader.id),
                    address: &address,
                    language: &reader.language,
                    kind: "address",
                    content,
                };
                Ok(post_letter(tx, letter, now).map(drop)?)
            })
            .await?;
        self.inner.letters.notify_one();
        Ok(())
    }

    /// The address that a link confirms, while it holds. Asking changes nothing.
    pub async fn new_address(&self, token: &str) -> Result<Option<String>, Error> {
        let (hash, now) = (hash_token(token), self.now());
        let ticket = self.inner.store.read(|tx| tx.ticket(hash, now))?;
        Ok(ticket.filter(|it| it.purpose == "address").and_then(|it| it.address))
    }

    /// Changes the address by the link that went to the new one; the old one is told.
    pub async fn confirm_address(&self, token: &str) -> Result<(), Error> {
        let (hash, now) = (hash_token(token), self.now());
        self.inner
            .store
            .write(move |tx| -> Result<(), Error> {
                let ticket =
                    tx.ticket(hash, now)?.filter(|it| it.purpose == "address").ok_or(Error::NotFound)?;
                let reader = tx.reader(ticket.reader)?.ok_or(Error::NotFound)?;
                tx.end_ticket(hash)?;
                let letter = NewLetter {
                    reader: Some(reader.id),
                    address: &reader.address,
                    language: &reader.language,
                    kind: "address-changed",
                    content: json!({}),
                };
                post_letter(tx, letter, now)?;
                let address = ticket.address.ok_or(Error::NotFound)?;
                match tx.change_reader(&Reader { address, ..reader }) {
                    Err(StoreError::Taken) => Err(Error::NotFound),
                    other => Ok(other?),
                }
            })
            .await?;
        self.inner.letters.notify_one();
        Ok(())
    }

    /// A reader's sessions.
    pub async fn reader_sessions(&self, who: &Reader, session: &str) -> Result<Sessions, Error> {
        let all = self.inner.store.read(|tx| tx.reader_sessions(who.id, self.now()))?;
        Ok(Sessions { all, this: hash_token(session) })
    }

    /// Ends one session, known by the first digits of its hash, or all but this one where none is named.
    pub async fn end_reader_sessions(
        &self,
        who: &Reader,
        session: &str,
        which: Option<&str>,
    ) -> Result<(), Error> {
        let Sessions { all, this } = self.reader_sessions(who, session).await?;
        let id = who.id;
        let Some(which) = which else {
            return Ok(self.inner.store.write(move |tx| tx.end_reader_sessions_but(id, Some(this))).await?);
        };
        let found = all.into_iter().find(|it| which.len() == 16 && store::hex(&it.token).starts_with(which));
        let token = found.ok_or(Error::NotFound)?.token;
        Ok(self.inner.store.write(move |tx| tx.end_reader_session(token, id)).await?)
    }

    /// How often the reader of a mail's link is written to about answers. Asking changes nothing.
    pub async fn mails_by_link(&self, token: &str) -> Result<String, Error> {
        let id = ReaderId(self.read_link(Purpose::Notes, token)?);
        Ok(self.inner.store.read(|tx| tx.reader(id))?.ok_or(Error::NotFound)?.mails)
    }

    /// Changes that, by the link alone: who can read the mail can end it.
    pub async fn choose_mails_by_link(&self, token: &str, mails: &str) -> Result<(), Error> {
        let id = ReaderId(self.read_link(Purpose::Notes, token)?);
        if !MAILS.contains(&mails) {
            return Err(fault("mails", "fault-choice", mails));
        }
        let mails = mails.to_owned();
        self.inner
            .store
            .write(move |tx| -> Result<(), Error> {
                let reader = tx.reader(id)?.ok_or(Error::NotFound)?;
                Ok(tx.change_reader(&Reader { mails, ..reader })?)
            })
            .await
    }

    /// How the letters to a reader went, the last first.
    pub async fn letters_to(&self, who: &Reader) -> Result<Vec<store::Letter>, Error> {
        Ok(self.inner.store.read(|tx| tx.letters_of(who.id, 50))?)
    }
}
