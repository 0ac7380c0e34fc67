//! How a reader comes in: by password, by a link in a mail, by the code beside it on another device; and out.

use serde_json::json;
use store::{Reader, StoreError, Ticket};
use story::EditionSlug;

use super::{SESSION, TICKET, Visitor, address};
use crate::letters::{NewLetter, post_letter};
use crate::limits::Limited;
use crate::staff::{hash_token, new_token};
use crate::{Agency, Error};

/// How often a code may be tried before its mail is good for nothing.
const TRIES: u32 = 5;

/// What a link of a mail is good for, and where it was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkState {
    /// It signs in here: this is the browser that asked for it.
    Here,
    /// Another browser asked for it: the code of the mail is to be typed there.
    Elsewhere,
    /// It is good for nothing any more.
    Spent,
}

/// What a mail is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AtDoor {
    /// A link by which to sign in.
    SignIn,
    /// A link by which to set a new password.
    Password,
}

impl AtDoor {
    fn purpose(self) -> &'static str {
        match self {
            AtDoor::SignIn => "sign-in",
            AtDoor::Password => "password",
        }
    }
}

/// A code of six digits.
fn new_code() -> Result<String, StoreError> {
    // The remainder of 64 bits by a million is even to one part in 10^13.
    let number = u64::from_be_bytes(store::random::<8>()?) % 1_000_000;
    Ok(format!("{number:06}"))
}

impl Agency {
    /// Signs a reader in; the answer takes as long for an unknown address as for a wrong password.
    pub async fn sign_reader_in(&self, typed: &str, password: &str, from: &Visitor) -> Result<String, Error> {
        let address = typed.trim().to_lowercase();
        self.limit(Limited::SignIn, &address, &from.network)?;
        let (reader, kept) = self.inner.store.read(|tx| tx.reader_by_address(&address))?.unzip();
        let kept = kept.flatten();
        self.fits(&format!("reader {address}"), kept.clone(), password).await?;
        let reader = reader.ok_or(Error::WrongPassword)?;
        if kept.is_some_and(|kept| crate::passwords::is_outdated(&kept)) {
            let hash = self.password_hash(password).await?;
            let id = reader.id;
            self.inner.store.write(move |tx| tx.set_reader_password(id, &hash)).await?;
        }
        self.begin_reader_session(&reader, from).await
    }

    /// Sends a mail to an address that has an account; to another nothing goes. What is answered, the browser keeps.
    ///
    /// # Errors
    /// [`Error::TooManyTries`], and a fault of an address that is none.
    pub async fn ask_for_link(
        &self,
        what: AtDoor,
        typed: &str,
        edition: &EditionSlug,
        from: &Visitor,
    ) -> Result<String, Error> {
        let url =
            self.mailer().map(|(_, url)| url).ok_or_else(|| Error::Post("no mail can be sent".into()))?;
        let address = address(typed)?;
        self.limit(Limited::Mail, &address, &from.network)?;
        let (token, browser, code) = (new_token()?, new_token()?, new_code()?);
        let kept = browser.clone();
        let (agency, prefix) = (self.clone(), self.house().prefix(edition));
        // Whoever asks is answered before it is known whether there is an account, so time tells nothing.
        tokio::spawn(async move {
            let now = agency.now();
            let store = agency.inner.store.clone();
            let sent = store.write(move |tx| -> Result<(), StoreError> {
                let Some((reader, _)) = tx.reader_by_address(&address)? else { return Ok(()) };
                let is_sign_in = what == AtDoor::SignIn;
                let ticket = Ticket {
                    token: hash_token(&token),
                    reader: reader.id,
                    purpose: what.purpose().into(),
                    browser: Some(hash_token(&kept)),
                    code: is_sign_in.then(|| hash_token(&code)),
                    tries: 0,
                    address: None,
                };
                tx.put_ticket(&ticket, now, now + TICKET)?;
                let link = format!("{url}{prefix}/account/{}/{token}", what.purpose());
                let letter = NewLetter {
                    reader: Some(reader.id),
                    address: &reader.address,
                    language: &reader.language,
                    kind: what.purpose(),
                    content: json!({ "link": link, "code": code }),
                };
                post_letter(tx, letter, now).map(drop)
            });
            if let Err(error) = sent.await {
                tracing::error!(%error, "a link could not be sent");
            }
            agency.inner.letters.notify_one();
        });
        Ok(browser)
    }

    /// What a link is good for in this browser. Asking changes nothing.
    pub async fn link_state(
        &self,
        what: AtDoor,
        token: &str,
        browser: Option<&str>,
    ) -> Result<LinkState, Error> {
        let (hash, now) = (hash_token(token), self.now());
        let ticket = self.inner.store.read(|tx| tx.ticket(hash, now))?;
        Ok(match ticket.filter(|ticket| ticket.purpose == what.purpose()) {
            None => LinkState::Spent,
            Some(ticket) if ticket.browser == browser.map(hash_token) => LinkState::Here,
            Some(_) => LinkState::Elsewhere,
        })
    }

    /// Signs in by a mail's link, in the browser that asked for it.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the link is spent or was opened elsewhere.
    pub async fn enter_by_link(&self, token: &str, browser: &str, from: &Visitor) -> Result<String, Error> {
        let (hash, browser, now) = (hash_token(token), hash_token(browser), self.now());
        let reader = self
            .inner
            .store
            .write(move |tx| -> Result<Reader, Error> {
                let ticket =
                    tx.ticket(hash, now)?.filter(|it| it.purpose == "sign-in" && it.browser == Some(browser));
                let ticket = ticket.ok_or(Error::NotFound)?;
                tx.end_ticket(hash)?;
                tx.reader(ticket.reader)?.ok_or(Error::NotFound)
            })
            .await?;
        self.begin_reader_session(&reader, from).await
    }

    /// Signs in by the code of a mail, typed in the browser that asked for it.
    ///
    /// # Errors
    /// [`Error::WrongPassword`]; after five of them the mail is good for nothing.
    pub async fn enter_by_code(&self, code: &str, browser: &str, from: &Visitor) -> Result<String, Error> {
        self.limit(Limited::SignIn, browser, &from.network)?;
        let digits: String = code.chars().filter_map(|c| c.to_digit(10)).map(|n| n.to_string()).collect();
        let (code, browser, now) = (hash_token(&digits), hash_token(browser), self.now());
        let reader = self
            .inner
            .store
            .write(move |tx| -> Result<Option<Reader>, Error> {
                let Some(ticket) = tx.ticket_of_browser(browser, now)? else { return Ok(None) };
                if ticket.tries >= TRIES || ticket.code != Some(code) {
                    tx.try_ticket(ticket.token)?;
                    return Ok(None);
                }
                tx.end_ticket(ticket.token)?;
                Ok(tx.reader(ticket.reader)?)
            })
            .await?;
        self.begin_reader_session(&reader.ok_or(Error::WrongPassword)?, from).await
    }

    /// Sets a new password by a mail's link: all sessions end, and this browser is in.
    ///
    /// # Errors
    /// A fault of the password; [`Error::NotFound`] where the link is spent.
    pub async fn reset_reader_password(
        &self,
        token: &str,
        password: &str,
        from: &Visitor,
    ) -> Result<String, Error> {
        let (hash, now) = (hash_token(token), self.now());
        let reader = self.inner.store.read(|tx| -> Result<_, Error> {
            let ticket =
                tx.ticket(hash, now)?.filter(|it| it.purpose == "password").ok_or(Error::NotFound)?;
            tx.reader(ticket.reader)?.ok_or(Error::NotFound)
        })?;
        self.strong_enough(password, &[&reader.address, &reader.name, &self.house().name])?;
        let kept = self.password_hash(password).await?;
        let id = reader.id;
        self.inner
            .store
            .write(move |tx| -> Result<(), Error> {
                if !tx.end_ticket(hash)? {
                    return Err(Error::NotFound);
                }
                tx.set_reader_password(id, &kept)?;
                Ok(tx.end_reader_sessions_but(id, None)?)
            })
            .await?;
        self.begin_reader_session(&reader, from).await
    }

    /// Ends a session.
    pub async fn sign_reader_out(&self, token: &str) -> Result<(), Error> {
        let Some(reader) = self.reader_of(token).await? else { return Ok(()) };
        let hash = hash_token(token);
        Ok(self.inner.store.write(move |tx| tx.end_reader_session(hash, reader.id)).await?)
    }

    pub(super) async fn begin_reader_session(
        &self,
        reader: &Reader,
        from: &Visitor,
    ) -> Result<String, Error> {
        let (token, now) = (new_token()?, self.now());
        let (hash, id, device) = (hash_token(&token), reader.id, from.device.clone());
        self.inner
            .store
            .write(move |tx| tx.begin_reader_session((hash, id), &device, now, now + SESSION))
            .await?;
        Ok(token)
    }
}
