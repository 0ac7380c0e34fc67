//! The people at subscribers: setting them up, and how they come in.
//!
//! They sign in by their e-mail address. Their sessions, links and cookies are not the staff's, and nothing of theirs
//! opens the desk.

use jiff::SignedDuration;
use store::{ClientUser, Destination, StoreError};
use story::{Channel, ClientId, DestinationId, Permission, SubscriberId};

use crate::house::{fault, required};
use crate::staff::{CLAIM, hash_token, new_token};
use crate::views::Staff;
use crate::{Agency, Error, allow};

/// How long a session lasts.
const SESSION: SignedDuration = SignedDuration::from_hours(24 * 7);

impl Agency {
    /// The people at a subscriber, by name.
    pub async fn client_users(&self, who: &Staff, of: SubscriberId) -> Result<Vec<ClientUser>, Error> {
        allow(who, Permission::ManageSubscribers)?;
        Ok(self.inner.store.read(|tx| tx.client_users(of))?)
    }

    /// Adds somebody at a subscriber; the token of the one-time link by which they set a password. The first one opens
    /// the portal: from then on what the subscriber is given stands there too.
    pub async fn add_client_user(
        &self,
        who: &Staff,
        of: SubscriberId,
        (name, address, language): (&str, &str, &str),
    ) -> Result<(ClientId, String), Error> {
        allow(who, Permission::ManageSubscribers)?;
        let now = self.now();
        let address = required("address", address, 120)?.to_lowercase();
        if !post::is_mailbox(&address) {
            return Err(fault("address", "fault-mailbox", &address));
        }
        let user = ClientUser {
            id: ClientId::new(now),
            subscriber: of,
            address: address.clone(),
            name: required("name", name, 80)?,
            language: language.to_owned(),
            is_active: true,
        };
        let id = user.id;
        let added = self
            .inner
            .store
            .write(move |tx| -> Result<(), Error> {
                tx.subscriber(of)?.ok_or(Error::NotFound)?;
                tx.put_client_user(&user, now)?;
                if !tx.destinations(of)?.iter().any(|it| it.channel == Channel::Portal) {
                    let portal = Destination {
                        id: DestinationId::new(now),
                        subscriber: of,
                        name: "Portal".into(),
                        channel: Channel::Portal,
                        address: String::new(),
                        format: "copy".into(),
                        secret: None,
                        is_active: true,
                    };
                    tx.put_destination(&portal, now)?;
                    // Nobody is told of what came before they were there.
                    tx.put_alert_cursor(of, tx.last_position(of)?)?;
                }
                Ok(())
            })
            .await;
        match added {
            Err(Error::Store(StoreError::Taken)) => Err(fault("address", "fault-taken", &address)),
            other => {
                other?;
                Ok((id, self.client_claim_for(who, id).await?))
            }
        }
    }

    /// Lets somebody in, or keeps them out from now on.
    pub async fn let_client_in(&self, who: &Staff, id: ClientId, is_active: bool) -> Result<(), Error> {
        allow(who, Permission::ManageSubscribers)?;
        let now = self.now();
        self.inner
            .store
            .write(move |tx| -> Result<(), Error> {
                let user = tx.client_user(id)?.ok_or(Error::NotFound)?;
                Ok(tx.put_client_user(&ClientUser { is_active, ..user }, now)?)
            })
            .await
    }

    /// A one-time link's token by which somebody at a subscriber sets a password.
    pub async fn client_claim_for(&self, who: &Staff, id: ClientId) -> Result<String, Error> {
        allow(who, Permission::ManageSubscribers)?;
        let (token, now) = (new_token()?, self.now());
        let hash = hash_token(&token);
        self.inner
            .store
            .write(move |tx| -> Result<(), Error> {
                tx.client_user(id)?.ok_or(Error::NotFound)?;
                Ok(tx.put_client_claim(hash, id, now + CLAIM)?)
            })
            .await?;
        Ok(token)
    }

    /// For whom a one-time link is, while it holds.
    pub async fn client_claim(&self, token: &str) -> Result<Option<ClientUser>, Error> {
        let (hash, now) = (hash_token(token), self.now());
        Ok(self.inner.store.read(|tx| tx.client_by_claim(hash, now))?)
    }

    /// Sets a password by a one-time link and signs in; the link is spent.
    pub async fn claim_client_password(&self, token: &str, password: &str) -> Result<String, Error> {
        let user = self.client_claim(token).await?.ok_or(Error::NotFound)?;
        self.strong_enough(password, &[&user.address, &user.name, &self.house().name])?;
        let (id, hash) = (user.id, self.password_hash(password).await?);
        self.inner.store.write(move |tx| tx.set_client_password(id, &hash)).await?;
        self.begin_client_session(id).await
    }

    /// Signs somebody at a subscriber in; the answer takes as long for an unknown address as for a wrong password.
    pub async fn sign_client_in(&self, address: &str, password: &str) -> Result<String, Error> {
        let address = address.trim().to_lowercase();
        let found = self.inner.store.read(|tx| tx.client_by_address(&address))?;
        let (user, kept) = found.filter(|(user, _)| user.is_active).unzip();
        self.fits(&format!("client {address}"), kept.flatten(), password).await?;
        self.begin_client_session(user.ok_or(Error::WrongPassword)?.id).await
    }

    /// Whose session a cookie's token is.
    pub async fn client_of(&self, token: &str) -> Result<Option<ClientUser>, Error> {
        let (hash, now) = (hash_token(token), self.now());
        Ok(self.inner.store.read(|tx| tx.client_by_session(hash, now))?)
    }

    /// Ends a session.
    pub async fn sign_client_out(&self, token: &str) -> Result<(), Error> {
        let hash = hash_token(token);
        Ok(self.inner.store.write(move |tx| tx.end_client_session(hash)).await?)
    }

    async fn begin_client_session(&self, id: ClientId) -> Result<String, Error> {
        let (token, now) = (new_token()?, self.now());
        let hash = hash_token(&token);
        self.inner.store.write(move |tx| tx.begin_client_session(hash, id, now, now + SESSION)).await?;
        Ok(token)
    }
}
