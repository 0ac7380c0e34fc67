//! Readers who come in by a provider of sign-ins (OpenID Connect).
//!
//! A provider is believed for what it says of its own people. Somebody it is asked about for the first time comes to the
//! account of the address that it has verified; where there is none they choose a name, and have an account. An address
//! that is not verified lets nobody in, for it may be another's.

use discussion::names;
use jiff::SignedDuration;
use post::Provider;
use serde_json::Value;
use std::sync::PoisonError;
use store::{Newcomer, Reader, StoreError};
use story::EditionSlug;

use super::register::new_reader;
use super::{SESSION, Visitor};
use crate::house::fault;
use crate::limits::Limited;
use crate::provider::{Leaving, machine};
use crate::staff::{hash_token, new_token};
use crate::{Agency, Error};

/// How long somebody may take to choose a name.
const PATIENCE: SignedDuration = SignedDuration::from_mins(30);

/// What came of a return from a provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Vouched {
    /// They have an account: the session's token, and where they wanted to go.
    In(String, String),
    /// They have to choose a name first: what their browser keeps until then, and the edition.
    New(String, EditionSlug),
}

impl Agency {
    /// Lets readers sign in by a provider too.
    pub fn add_reader_provider(&self, issuer: &str, id: &str, secret: &str) -> Result<(), Error> {
        let provider = Provider::new(issuer, id, secret).map_err(Error::Provider)?;
        self.inner.reader_providers.write().unwrap_or_else(PoisonError::into_inner).push(provider);
        Ok(())
    }

    /// The names of the machines by which readers can sign in.
    pub fn reader_providers(&self) -> Vec<String> {
        let providers = self.inner.reader_providers.read().unwrap_or_else(PoisonError::into_inner);
        providers.iter().map(|it| machine(it).to_owned()).collect()
    }

    fn reader_provider(&self, name: &str) -> Result<Provider, Error> {
        let providers = self.inner.reader_providers.read().unwrap_or_else(PoisonError::into_inner);
        providers.iter().find(|it| machine(it) == name).cloned().ok_or(Error::NotFound)
    }

    /// Sends a reader to a provider; `redirect` is where it leads back to, `next` where they want to go in the end.
    pub async fn reader_leaves_for(
        &self,
        name: &str,
        redirect: &str,
        (edition, next): (&EditionSlug, &str),
        from: &Visitor,
    ) -> Result<Leaving, Error> {
        let provider = self.reader_provider(name)?;
        self.limit(Limited::Passkey, &from.network, &from.network)?;
        self.leave_for(&provider, redirect, &format!("{edition} {next}")).await
    }

    /// Takes a reader back from a provider.
    ///
    /// # Errors
    /// [`Error::NotFound`] when nothing was begun by that state, or it took too long; [`Error::Provider`] when what the
    /// provider says does not hold, or it has not verified the address of somebody new.
    pub async fn reader_returns_from(
        &self,
        name: &str,
        (state, code): (&str, &str),
        redirect: &str,
        from: &Visitor,
    ) -> Result<Vouched, Error> {
        let provider = self.reader_provider(name)?;
        let (claims, kept) = self.returned_from(&provider, (state, code), redirect).await?;
        let (edition, next) = kept.split_once(' ').ok_or(Error::NotFound)?;
        let edition: EditionSlug = edition.parse().map_err(|_| Error::NotFound)?;
        let subject = claims["sub"].as_str().filter(|it| !it.is_empty());
        let subject = subject.ok_or_else(|| Error::Provider("it does not say who that is".into()))?;
        let (issuer, subject, now) = (provider.issuer().to_owned(), subject.to_owned(), self.now());
        if let Some(reader) = self.inner.store.read(|tx| -> Result<_, StoreError> {
            tx.reader_by_identity(&issuer, &subject)?.map_or(Ok(None), |id| tx.reader(id))
        })? {
            return Ok(Vouched::In(self.begin_reader_session(&reader, from).await?, next.to_owned()));
        }
        let address = claims["email"].as_str().filter(|_| claims["email_verified"] == true);
        let address = address.and_then(|it| super::address(it).ok());
        let address = address.ok_or_else(|| Error::Provider("it has not verified an address".into()))?;
        if let Some((reader, _)) = self.inner.store.read(|tx| tx.reader_by_address(&address))? {
            let id = reader.id;
            self.inner.store.write(move |tx| tx.put_identity((&issuer, &subject), id, now)).await?;
            return Ok(Vouched::In(self.begin_reader_session(&reader, from).await?, next.to_owned()));
        }
        let token = new_token()?;
        let newcomer = Newcomer { issuer, subject, address, name: called(&claims), next: kept.clone() };
        let hash = hash_token(&token);
        self.inner.store.write(move |tx| tx.put_newcomer(hash, &newcomer, (now, now + PATIENCE))).await?;
        Ok(Vouched::New(token, edition))
    }

    /// Somebody who has to choose a name: the address that the provider vouches for, and the name that it knows.
    pub async fn newcomer(&self, token: &str) -> Result<(String, String), Error> {
        let (hash, now) = (hash_token(token), self.now());
        let it = self.inner.store.read(|tx| tx.newcomer(hash, now))?.ok_or(Error::NotFound)?;
        Ok((it.address, it.name))
    }

    /// Gives somebody whom a provider vouches for an account by the name they chose: the session's token, and where they
    /// wanted to go.
    ///
    /// # Errors
    /// [`Error::NotFound`] when their time is over, faults of `name`.
    pub async fn welcome_newcomer(
        &self,
        token: &str,
        typed: &str,
        from: &Visitor,
    ) -> Result<(String, String), Error> {
        let (hash, now) = (hash_token(token), self.now());
        self.newcomer(token).await?;
        self.limit(Limited::Register, token, &from.network)?;
        let (name, name_key) = self.reader_name(typed)?;
        let (session, house, device) = (new_token()?, self.house(), from.device.clone());
        let session_hash = hash_token(&session);
        let written = self
            .inner
            .store
            .write(move |tx| -> Result<String, Error> {
                let it = tx.newcomer(hash, now)?.ok_or(Error::NotFound)?;
                let (edition, next) = it.next.split_once(' ').ok_or(Error::NotFound)?;
                let language = edition
                    .parse()
                    .ok()
                    .and_then(|slug| house.edition(&slug).map(|it| it.language.to_string()))
                    .ok_or(Error::NoEdition)?;
                let names = (name, name_key);
                let reader: Reader = new_reader(it.address.clone(), names, language, edition.to_owned(), now);
                tx.add_reader(&reader, None)?;
                tx.put_identity((&it.issuer, &it.subject), reader.id, now)?;
                tx.begin_reader_session((session_hash, reader.id), &device, now, now + SESSION)?;
                tx.end_newcomer(hash)?;
                Ok(next.to_owned())
            })
            .await;
        match written {
            Err(Error::Store(StoreError::Taken)) => Err(fault("name", "fault-name-taken", typed)),
            other => Ok((session, other?)),
        }
    }

    /// The providers that a reader comes in by.
    pub fn identities(&self, who: &Reader) -> Result<Vec<String>, Error> {
        let all = self.inner.store.read(|tx| tx.identities(who.id))?;
        Ok(all.into_iter().map(|(issuer, _)| issuer).collect())
    }

    /// A reader does not come in by a provider any more.
    pub async fn end_identity(&self, who: &Reader, issuer: &str) -> Result<(), Error> {
        let (id, issuer) = (who.id, issuer.to_owned());
        Ok(self.inner.store.write(move |tx| tx.end_identity(&issuer, id)).await?)
    }
}

/// The name that a provider knows somebody by, as far as it can be one here.
fn called(claims: &Value) -> String {
    let known = ["nickname", "preferred_username", "name"].into_iter().filter_map(|it| claims[it].as_str());
    known.map(names::tidy).find(|it| !it.is_empty() && !it.contains('@')).unwrap_or_default()
}
