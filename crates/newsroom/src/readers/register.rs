//! Registering, and confirming the address.
//!
//! Nobody has an account before the address is confirmed, so nobody can take an address that is another's. Who registers
//! one that has an account gets the same answer; its owner gets a mail that says so.

use discussion::ReaderBadge;
use jiff::Timestamp;
use serde_json::json;
use store::{Pending, Reader, StoreError};
use story::{EditionSlug, Permission, ReaderId};

use super::{PENDING, SESSION, Visitor, address};
use crate::house::fault;
use crate::letters::{NewLetter, post_letter};
use crate::limits::Limited;
use crate::staff::{hash_token, new_token};
use crate::views::Staff;
use crate::{Agency, Error, allow};

/// What somebody typed to register.
#[derive(Clone, Debug)]
pub struct Registration<'a> {
    /// The e-mail address.
    pub address: &'a str,
    /// The name to be shown.
    pub name: &'a str,
    /// The password.
    pub password: &'a str,
    /// In which edition.
    pub edition: &'a EditionSlug,
}

/// What came of confirming.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Registered {
    /// The account is there, and this is the browser that registered: the session's token.
    In(String),
    /// The account is there; it was another browser.
    Elsewhere,
}

impl Agency {
    /// Registers somebody: a mail goes to the address, whatever it is. The answer is what their browser keeps, so that
    /// confirming in the same browser signs in.
    ///
    /// # Errors
    /// Faults of the fields; none of them tells whether the address has an account.
    pub async fn register(&self, it: Registration<'_>, from: &Visitor) -> Result<String, Error> {
        let url =
            self.mailer().map(|(_, url)| url).ok_or_else(|| Error::Post("no mail can be sent".into()))?;
        let address = address(it.address)?;
        let (name, name_key) = self.reader_name(it.name)?;
        let house = self.house();
        let edition = house.edition(it.edition).ok_or(Error::NoEdition)?;
        self.strong_enough(it.password, &[&address, &name, &house.name])?;
        self.limit(Limited::Register, &address, &from.network)?;
        // The mail goes out now: another one is to be asked for a minute later at the soonest.
        let _ = self.limit(Limited::Again, &address, &from.network);
        let password = self.password_hash(it.password).await?;
        let browser = new_token()?;
        let pending = Pending {
            browser: hash_token(&browser),
            address,
            name,
            name_key,
            password,
            language: edition.language.to_string(),
            edition: it.edition.to_string(),
        };
        self.write_to(pending, url).await?;
        Ok(browser)
    }

    /// Writes once more to the address that was last registered in a browser.
    ///
    /// # Errors
    /// [`Error::TooManyTries`] with the time to wait, [`Error::NotFound`] where nothing waits there.
    pub async fn write_again(&self, browser: &str, from: &Visitor) -> Result<(), Error> {
        let url =
            self.mailer().map(|(_, url)| url).ok_or_else(|| Error::Post("no mail can be sent".into()))?;
        let (hash, now) = (hash_token(browser), self.now());
        let pending = self.inner.store.read(|tx| tx.pending_of_browser(hash, now))?.ok_or(Error::NotFound)?;
        self.limit(Limited::Again, &pending.address, &from.network)?;
        self.limit(Limited::Mail, &pending.address, &from.network)?;
        self.write_to(pending, url).await
    }

    /// Keeps somebody who has to confirm and writes to their address: both ways write the same rows, so neither takes
    /// longer.
    async fn write_to(&self, pending: Pending, url: String) -> Result<(), Error> {
        let (token, now, house) = (new_token()?, self.now(), self.house());
        let edition = house.editions.iter().find(|it| it.slug.as_str() == pending.edition);
        let prefix = edition.map(|it| house.prefix(&it.slug)).unwrap_or_default();
        self.inner
            .store
            .write(move |tx| -> Result<(), StoreError> {
                let known = tx.reader_by_address(&pending.address)?.map(|(reader, _)| reader);
                tx.put_pending(hash_token(&token), &pending, now, now + PENDING)?;
                let (kind, content) = match &known {
                    None => ("confirm", json!({ "link": format!("{url}{prefix}/account/confirm/{token}") })),
                    Some(_) => (
                        "known",
                        json!({
                            "link": format!("{url}{prefix}/account/log-in"),
                            "forgot": format!("{url}{prefix}/account/password"),
                        }),
                    ),
                };
                let letter = NewLetter {
                    reader: known.map(|reader| reader.id),
                    address: &pending.address,
                    language: &pending.language,
                    kind,
                    content,
                };
                post_letter(tx, letter, now).map(drop)
            })
            .await?;
        self.inner.letters.notify_one();
        Ok(())
    }

    /// Adds a reader whose address is known to be theirs, as the demo and an import do.
    pub async fn add_reader(
        &self,
        who: &Staff,
        (name, address, password): (&str, &str, &str),
        edition: &EditionSlug,
        badge: ReaderBadge,
    ) -> Result<Reader, Error> {
        allow(who, Permission::ManageStaff)?;
        let address = self::address(address)?;
        let name = discussion::names::tidy(name);
        let password = self.password_hash(password).await?;
        let language = self.house().edition(edition).ok_or(Error::NoEdition)?.language.to_string();
        let reader = Reader {
            badge,
            ..new_reader(
                address,
                (name.clone(), discussion::names::key(&name)),
                language,
                edition.to_string(),
                self.now(),
            )
        };
        let kept = reader.clone();
        match self.inner.store.write(move |tx| tx.add_reader(&kept, Some(&password))).await {
            Err(StoreError::Taken) => Err(fault("name", "fault-name-taken", &name)),
            other => Ok(other.map(|()| reader)?),
        }
    }

    /// Whether a link confirms somebody, and whether this browser registered. Asking changes nothing.
    pub async fn confirms(&self, token: &str, browser: Option<&str>) -> Result<Option<bool>, Error> {
        let (hash, now) = (hash_token(token), self.now());
        let pending = self.inner.store.read(|tx| tx.pending(hash, now))?;
        Ok(pending.map(|pending| browser.is_some_and(|it| hash_token(it) == pending.browser)))
    }

    /// Confirms an address by the link of its mail: the account is there from now on.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the link holds no more; a fault of `name` where somebody else took the name in between.
    pub async fn confirm(
        &self,
        token: &str,
        browser: Option<&str>,
        from: &Visitor,
    ) -> Result<Registered, Error> {
        let (hash, now) = (hash_token(token), self.now());
        let browser = browser.map(hash_token);
        let session = new_token()?;
        let session_hash = hash_token(&session);
        let device = from.device.clone();
        let confirmed = self
            .inner
            .store
            .write(move |tx| -> Result<bool, Error> {
                let pending = tx.pending(hash, now)?.ok_or(Error::NotFound)?;
                if tx.reader_by_address(&pending.address)?.is_some() {
                    tx.end_pending(hash, &pending.address)?;
                    return Err(Error::NotFound);
                }
                if tx.reader_by_name(&pending.name_key)?.is_some() {
                    return Err(fault("name", "fault-name-taken", &pending.name));
                }
                let names = (pending.name, pending.name_key);
                let reader =
                    new_reader(pending.address.clone(), names, pending.language, pending.edition, now);
                tx.add_reader(&reader, Some(&pending.password))?;
                tx.end_pending(hash, &pending.address)?;
                let is_same = browser == Some(pending.browser);
                if is_same {
                    tx.begin_reader_session((session_hash, reader.id), &device, now, now + SESSION)?;
                }
                Ok(is_same)
            })
            .await?;
        Ok(if confirmed { Registered::In(session) } else { Registered::Elsewhere })
    }
}

/// An account as it begins.
pub(super) fn new_reader(
    address: String,
    (name, name_key): (String, String),
    language: String,
    edition: String,
    now: Timestamp,
) -> Reader {
    Reader {
        id: ReaderId::new(now),
        address,
        name,
        name_key,
        language,
        zone: String::new(),
        edition,
        badge: ReaderBadge::None,
        is_watched: false,
        mails: "hourly".into(),
        since: now,
        named_at: None,
        exported_at: None,
        leaves: None,
    }
}
