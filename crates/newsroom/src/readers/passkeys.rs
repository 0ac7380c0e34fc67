//! Passkeys: a reader comes in by what their machine or phone keeps (WebAuthn Level 3), without a password.
//!
//! The protocol is `webauthn-rs`'s; only this file knows it. What a browser is asked to sign stays here, is good once and
//! for five minutes. A person must be verified by their machine, so a passkey is as good as a password and a second
//! factor. A site that is reached by a number instead of a name has none (section 5.1.2).

use jiff::SignedDuration;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use store::{Passkey, Reader, StoreError};
use webauthn_rs::prelude::{
    DiscoverableAuthentication, DiscoverableKey, PasskeyRegistration, PublicKeyCredential,
    RegisterPublicKeyCredential, Url,
};
use webauthn_rs::{Webauthn, WebauthnBuilder};

use super::Visitor;
use crate::house::fault;
use crate::limits::Limited;
use crate::staff::{hash_token, new_token};
use crate::{Agency, Error};

/// How long a browser may take to sign.
const PATIENCE: SignedDuration = SignedDuration::from_mins(5);
/// How many passkeys a reader may have.
const MOST: usize = 20;

/// What a browser is asked to sign.
#[derive(Clone, Debug)]
pub struct Ceremony {
    /// What comes back with the answer.
    pub token: String,
    /// The options for `navigator.credentials`, as WebAuthn's JSON (section 5.1.8, 5.1.9).
    pub options: Value,
}

impl Agency {
    /// Whether passkeys can be had: the site has to be known by a name.
    pub fn has_passkeys(&self) -> bool {
        self.webauthn().is_ok()
    }

    /// A reader's passkeys, the first first.
    pub fn passkeys(&self, who: &Reader) -> Result<Vec<Passkey>, Error> {
        Ok(self.inner.store.read(|tx| tx.passkeys(who.id))?)
    }

    /// Begins to make a passkey for a reader.
    ///
    /// # Errors
    /// A fault of the form when they have enough of them.
    pub async fn begin_passkey(&self, who: &Reader) -> Result<Ceremony, Error> {
        self.limit(Limited::Act, &who.id.to_string(), "")?;
        let known = self.passkeys(who)?;
        if known.len() >= MOST {
            return Err(fault("form", "fault-passkeys-enough", ""));
        }
        let known = known.into_iter().map(|it| it.credential).collect();
        let webauthn = self.webauthn()?;
        let begun = webauthn.start_passkey_registration(who.id.0, &who.address, &who.name, Some(known));
        let (options, state) = begun.map_err(refused)?;
        let mut options = serde_json::to_value(options).map_err(damaged)?;
        // It has to be found without a name typed first, so it lives in the authenticator.
        let wanted = &mut options["publicKey"]["authenticatorSelection"];
        (wanted["residentKey"], wanted["requireResidentKey"]) = (json!("required"), json!(true));
        self.keep_ceremony(Some(who), &state, options).await
    }

    /// Adds the passkey that a browser made.
    ///
    /// # Errors
    /// [`Error::NotFound`] when nothing was begun by that token or it took too long; a fault of the form when the answer
    /// does not hold or the passkey is known.
    pub async fn add_passkey(
        &self,
        who: &Reader,
        token: &str,
        name: &str,
        answer: Value,
    ) -> Result<(), Error> {
        let (id, state): (_, PasskeyRegistration) = self.end_ceremony(token).await?;
        if id != Some(who.id) {
            return Err(Error::NotFound);
        }
        let answer: RegisterPublicKeyCredential = serde_json::from_value(answer).map_err(refused)?;
        let made = self.webauthn()?.finish_passkey_registration(&answer, &state).map_err(refused)?;
        let name: String = name.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(60).collect();
        let passkey = Passkey {
            credential: made.cred_id().to_vec(),
            reader: who.id,
            name,
            kept: serde_json::to_string(&made).map_err(damaged)?,
            made_at: self.now(),
            used_at: None,
        };
        match self.inner.store.write(move |tx| tx.put_passkey(&passkey)).await {
            Err(StoreError::Taken) => Err(fault("form", "fault-passkey", "")),
            other => Ok(other?),
        }
    }

    /// Takes a passkey of a reader away; nothing where it is not theirs.
    pub async fn end_passkey(&self, who: &Reader, credential: Vec<u8>) -> Result<(), Error> {
        let id = who.id;
        Ok(self.inner.store.write(move |tx| tx.end_passkey(&credential, id)).await?)
    }

    /// Begins a sign-in by whatever passkey the browser has for this site.
    pub async fn ask_for_passkey(&self, from: &Visitor) -> Result<Ceremony, Error> {
        self.limit(Limited::Passkey, &from.network, &from.network)?;
        let (options, state) = self.webauthn()?.start_discoverable_authentication().map_err(refused)?;
        let options = serde_json::to_value(options).map_err(damaged)?;
        self.keep_ceremony(None, &state, options).await
    }

    /// Signs in who holds the passkey; the session's token.
    ///
    /// # Errors
    /// [`Error::NotFound`] when nothing was begun by that token or it took too long; a fault of the form when the passkey
    /// is not known, was taken away, or its answer does not hold.
    pub async fn enter_by_passkey(
        &self,
        token: &str,
        answer: Value,
        from: &Visitor,
    ) -> Result<String, Error> {
        let (_, state): (_, DiscoverableAuthentication) = self.end_ceremony(token).await?;
        let answer: PublicKeyCredential = serde_json::from_value(answer).map_err(refused)?;
        let webauthn = self.webauthn()?;
        let (user, credential) = webauthn.identify_discoverable_authentication(&answer).map_err(refused)?;
        let found = self.inner.store.read(|tx| -> Result<_, StoreError> {
            let Some(passkey) = tx.passkey(credential)? else { return Ok(None) };
            Ok(tx.reader(passkey.reader)?.map(|reader| (passkey, reader)))
        })?;
        let (passkey, reader) =
            found.filter(|(_, reader)| reader.id.0 == user).ok_or_else(|| refused("it is not known"))?;
        let mut kept: webauthn_rs::prelude::Passkey = serde_json::from_str(&passkey.kept).map_err(damaged)?;
        let done = webauthn
            .finish_discoverable_authentication_v2(&answer, state, DiscoverableKey::from(&kept))
            .map_err(refused)?;
        kept.update_credential(&done);
        let (kept, now) = (serde_json::to_string(&kept).map_err(damaged)?, self.now());
        self.inner.store.write(move |tx| tx.use_passkey(&passkey.credential, &kept, now)).await?;
        self.begin_reader_session(&reader, from).await
    }

    fn webauthn(&self) -> Result<Webauthn, Error> {
        let url = self.post().map(|(_, url)| url).ok_or(Error::NotFound)?;
        let origin = Url::parse(&url).map_err(|_| Error::NotFound)?;
        let name = origin.domain().ok_or(Error::NotFound)?.to_owned();
        let house = self.house();
        let built = WebauthnBuilder::new(&name, &origin).and_then(|it| it.rp_name(&house.name).build());
        built.map_err(|_| Error::NotFound)
    }

    async fn keep_ceremony(
        &self,
        who: Option<&Reader>,
        state: &impl serde::Serialize,
        options: Value,
    ) -> Result<Ceremony, Error> {
        let token = new_token()?;
        let (hash, now, id) = (hash_token(&token), self.now(), who.map(|it| it.id));
        let kept = serde_json::to_string(state).map_err(damaged)?;
        self.inner.store.write(move |tx| tx.begin_ceremony(hash, id, &kept, (now, now + PATIENCE))).await?;
        Ok(Ceremony { token, options })
    }

    async fn end_ceremony<T: DeserializeOwned>(
        &self,
        token: &str,
    ) -> Result<(Option<story::ReaderId>, T), Error> {
        let (hash, now) = (hash_token(token), self.now());
        let kept = self.inner.store.write(move |tx| tx.end_ceremony(hash, now)).await?;
        let (id, state) = kept.ok_or(Error::NotFound)?;
        // A token of the other ceremony is none of this one.
        Ok((id, serde_json::from_str(&state).map_err(|_| Error::NotFound)?))
    }
}

fn refused(why: impl std::fmt::Display) -> Error {
    tracing::info!(%why, "a passkey was not taken");
    fault("form", "fault-passkey", "")
}

fn damaged(error: serde_json::Error) -> Error {
    StoreError::Damaged(format!("a passkey: {error}")).into()
}
