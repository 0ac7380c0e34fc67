//! Signing in by a provider (OpenID Connect Core 1.0, the code flow with PKCE, RFC 7636).
//!
//! A provider says who somebody is; who may come in is decided here: one of the staff whose sign-in name is the e-mail
//! address that the provider has verified, or the name that it prefers. Nobody is added by coming.

use std::sync::PoisonError;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::SignedDuration;
use jsonwebtoken::jwk::{Jwk, JwkSet};
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use post::Provider;
use serde_json::Value;

use crate::staff::{hash_token, new_token};
use crate::views::Staff;
use crate::{Agency, Error};

/// How long somebody may take at the provider.
const PATIENCE: SignedDuration = SignedDuration::from_mins(10);
/// How far clocks may be apart, in seconds.
const LEEWAY: i64 = 60;
/// The signatures that are believed: those by a key that the provider alone has.
const SIGNATURES: [Algorithm; 9] = [
    Algorithm::RS256,
    Algorithm::RS384,
    Algorithm::RS512,
    Algorithm::PS256,
    Algorithm::PS384,
    Algorithm::PS512,
    Algorithm::ES256,
    Algorithm::ES384,
    Algorithm::EdDSA,
];

/// The way to the provider.
#[derive(Clone, Debug)]
pub struct Leaving {
    /// Where to go.
    pub address: String,
    /// What the browser keeps, so that nobody else's return is taken for its own.
    pub state: String,
}

impl Agency {
    /// Lets the staff sign in by a provider.
    pub fn set_provider(&self, issuer: &str, id: &str, secret: &str) -> Result<(), Error> {
        let provider = Provider::new(issuer, id, secret).map_err(Error::Provider)?;
        *self.inner.provider.write().unwrap_or_else(PoisonError::into_inner) = Some(provider);
        Ok(())
    }

    /// The name of the provider's machine, where there is a provider.
    pub fn provider_name(&self) -> Option<String> {
        Some(machine(&self.provider().ok()?).to_owned())
    }

    /// Begins a sign-in by the provider; `redirect` is where it leads back to, `next` where they want to go.
    pub async fn leave_for_provider(&self, redirect: &str, next: &str) -> Result<Leaving, Error> {
        self.leave_for(&self.provider()?, redirect, next).await
    }

    /// Begins a sign-in by one of the providers.
    pub(crate) async fn leave_for(
        &self,
        provider: &Provider,
        redirect: &str,
        next: &str,
    ) -> Result<Leaving, Error> {
        let doors = provider.doors().await.map_err(Error::Provider)?;
        let (state, nonce, verifier) = (new_token()?, new_token()?, new_token()?);
        let (hash, now) = (hash_token(&state), self.now());
        let (kept, next) = ((nonce.clone(), verifier.clone()), next.to_owned());
        self.inner
            .store
            .write(move |tx| tx.begin_attempt(hash, (&kept.0, &kept.1), &next, (now, now + PATIENCE)))
            .await?;
        let challenge = URL_SAFE_NO_PAD.encode(hash_token(&verifier));
        let mut address = doors.authorization;
        address
            .query_pairs_mut()
            .append_pair("response_type", "code")
            .append_pair("client_id", provider.id())
            .append_pair("redirect_uri", redirect)
            .append_pair("scope", "openid email profile")
            .append_pair("state", &state)
            .append_pair("nonce", &nonce)
            .append_pair("code_challenge", &challenge)
            .append_pair("code_challenge_method", "S256");
        Ok(Leaving { address: address.into(), state })
    }

    /// Ends a sign-in by the provider: the session, and where they wanted to go.
    ///
    /// # Errors
    /// [`Error::NotFound`] when nothing was begun by that state, or it took too long; [`Error::Provider`] when what the
    /// provider says does not hold, or nobody of the staff is who it says.
    pub async fn return_from_provider(
        &self,
        state: &str,
        code: &str,
        redirect: &str,
    ) -> Result<(String, String), Error> {
        let (claims, next) = self.returned_from(&self.provider()?, (state, code), redirect).await?;
        let staff = self.staff_claimed(&claims)?;
        Ok((self.begin_session(staff.id).await?, next))
    }

    /// Ends a sign-in by one of the providers: what it says of who it is, and where they wanted to go.
    pub(crate) async fn returned_from(
        &self,
        provider: &Provider,
        (state, code): (&str, &str),
        redirect: &str,
    ) -> Result<(Value, String), Error> {
        let (hash, now) = (hash_token(state), self.now());
        let attempt = self.inner.store.write(move |tx| tx.end_attempt(hash, now)).await?;
        let (nonce, verifier, next) = attempt.ok_or(Error::NotFound)?;
        let doors = provider.doors().await.map_err(Error::Provider)?;
        let (token, access) =
            provider.redeem(&doors, (code, &verifier), redirect).await.map_err(Error::Provider)?;
        let keys = provider.keys(&doors).await.map_err(Error::Provider)?;
        let mut claims = claims(&token, &keys).map_err(Error::Provider)?;
        check(&claims, (provider.issuer(), provider.id()), &nonce, now.as_second())
            .map_err(Error::Provider)?;
        // Some give the address only to who asks for it; it counts if it is of the same person (Core section 5.3.2).
        if claims["email"].is_null() {
            let more = provider.more(&doors, &access).await.map_err(Error::Provider)?;
            if more["sub"].is_string() && more["sub"] == claims["sub"] {
                for name in ["email", "email_verified", "preferred_username", "nickname", "name"] {
                    if claims[name].is_null() {
                        claims[name] = more[name].clone();
                    }
                }
            }
        }
        Ok((claims, next))
    }

    fn provider(&self) -> Result<Provider, Error> {
        let provider = self.inner.provider.read().unwrap_or_else(PoisonError::into_inner).clone();
        provider.ok_or(Error::NotFound)
    }

    fn staff_claimed(&self, claims: &Value) -> Result<Staff, Error> {
        let verified = claims["email"].as_str().filter(|_| claims["email_verified"] == true);
        let names = [verified, claims["preferred_username"].as_str()];
        for name in names.into_iter().flatten() {
            let login = name.trim().to_lowercase();
            let found = self.inner.store.read(|tx| tx.staff_by_login(&login))?;
            if let Some((staff, _)) = found.filter(|(staff, _)| staff.is_active) {
                return Ok(staff);
            }
        }
        let said = names.into_iter().flatten().next().unwrap_or("somebody without a verified address");
        Err(Error::Provider(format!("nobody of the staff signs in as {said}")))
    }
}

/// The name of a provider's machine: what people know it by.
pub(crate) fn machine(provider: &Provider) -> &str {
    provider.issuer().split('/').nth(2).unwrap_or_default()
}

/// What a signed token says, if one of the keys signed it.
fn claims(token: &str, keys: &Value) -> Result<Value, String> {
    let header = jsonwebtoken::decode_header(token).map_err(|error| error.to_string())?;
    if !SIGNATURES.contains(&header.alg) {
        return Err(format!("a signature of the kind {:?} is not believed", header.alg));
    }
    let keys: JwkSet = serde_json::from_value(keys.clone()).map_err(|error| error.to_string())?;
    let fits = |key: &&Jwk| header.kid.is_none() || key.common.key_id == header.kid;
    // The instants are held against our own clock below.
    let mut validation = Validation::new(header.alg);
    (validation.validate_exp, validation.validate_aud) = (false, false);
    validation.required_spec_claims.clear();
    for key in keys.keys.iter().filter(fits) {
        let Ok(key) = DecodingKey::from_jwk(key) else { continue };
        if let Ok(token) = jsonwebtoken::decode::<Value>(token, &key, &validation) {
            return Ok(token.claims);
        }
    }
    Err("none of the provider’s keys signed what it says".into())
}

/// Whether what a token says is of this issuer, for us, of this sign-in, and of now (Core section 3.1.3.7).
fn check(claims: &Value, (issuer, id): (&str, &str), nonce: &str, now: i64) -> Result<(), String> {
    let is_for_us = match &claims["aud"] {
        Value::String(one) => one == id,
        Value::Array(all) => all.iter().any(|one| one == id) && (all.len() == 1 || claims["azp"] == id),
        _ => false,
    };
    if claims["iss"].as_str().map(|issuer| issuer.trim_end_matches('/')) != Some(issuer) {
        return Err("the token is of another issuer".into());
    }
    if !is_for_us {
        return Err("the token is for somebody else".into());
    }
    if claims["nonce"] != nonce {
        return Err("the token is of another sign-in".into());
    }
    match claims["exp"].as_i64() {
        Some(end) if end + LEEWAY > now => Ok(()),
        _ => Err("the token has ended".into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_token_of_another_issuer_audience_sign_in_or_time_is_refused() {
        let good = json!({ "iss": "https://id.example/", "aud": "us", "nonce": "n", "exp": 1000 });
        let us = ("https://id.example", "us");
        assert_eq!(check(&good, us, "n", 1030), Ok(()));
        for (field, value) in [
            ("iss", json!("https://evil.example")),
            ("aud", json!("them")),
            ("aud", json!(["us", "them"])),
            ("aud", json!(null)),
            ("nonce", json!("m")),
            ("nonce", json!(null)),
            ("exp", json!(900)),
            ("exp", json!(null)),
        ] {
            let mut bad = good.clone();
            bad[field] = value.clone();
            assert!(check(&bad, us, "n", 1030).is_err(), "{field} {value}");
        }
        let mut shared = good;
        (shared["aud"], shared["azp"]) = (json!(["us", "them"]), json!("us"));
        assert_eq!(check(&shared, us, "n", 1030), Ok(()));
    }

    #[test]
    fn a_token_that_nobody_signed_or_that_a_shared_secret_signed_is_refused() {
        let part = |value: Value| URL_SAFE_NO_PAD.encode(value.to_string());
        for kind in ["none", "HS256"] {
            let token = format!("{}.{}.{}", part(json!({ "alg": kind })), part(json!({})), "AA");
            assert!(claims(&token, &json!({ "keys": [] })).is_err(), "{kind}");
        }
        let token = format!("{}.{}.AA", part(json!({ "alg": "RS256", "kid": "1" })), part(json!({})));
        assert!(claims(&token, &json!({ "keys": [] })).unwrap_err().contains("keys"));
    }
}
