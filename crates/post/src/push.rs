//! Telling a browser by its push service.
//!
//! Sources: RFC 8030 (the protocol: TTL, Urgency, Topic), RFC 8291 (encryption for the browser), RFC 8188 (the coding
//! `aes128gcm`), RFC 8292 (VAPID: who it is that sends).

use std::path::Path;

use aws_lc_rs::aead::{AES_128_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use aws_lc_rs::agreement::{self, ECDH_P256, PrivateKey, UnparsedPublicKey};
use aws_lc_rs::hkdf::{self, HKDF_SHA256};
use aws_lc_rs::rand::{SecureRandom as _, SystemRandom};
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;
use reqwest::Url;
use reqwest::header::{AUTHORIZATION, CONTENT_ENCODING, CONTENT_TYPE, HeaderName, RETRY_AFTER};

use crate::webhook::why;
use crate::{Answer, Post};

/// The most bytes that are told at once: one record of 4096 bytes less head, padding and tag (RFC 8291 section 4).
pub const MOST: usize = 3993;
/// The size of a record.
const RECORD: u32 = 4096;
/// How long a signed word is good, in seconds; a day is the most (RFC 8292 section 2).
const GOOD: i64 = 12 * 3600;

/// The key by which push services know the agency (ECDSA on P-256).
pub struct PushKey(EcdsaKeyPair);

impl std::fmt::Debug for PushKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PushKey")
    }
}

impl PushKey {
    /// The key of a file (PKCS#8), which is made where there is none, for its owner alone.
    ///
    /// # Errors
    /// Says what is wrong with the file.
    pub fn open(path: &Path) -> Result<Self, String> {
        let bytes = crate::keys::open(path, "the key that signs pushes", || {
            let made = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &SystemRandom::new());
            made.map(|it| it.as_ref().to_vec()).map_err(|error| error.to_string())
        })?;
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &bytes);
        pair.map(PushKey).map_err(|why| format!("the key that signs pushes, {}: {why}", path.display()))
    }

    /// The public key as browsers and push services are told it: the uncompressed point in base64url.
    pub fn public(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0.public_key())
    }

    /// What says to a push service who sends (RFC 8292 section 3): a token for its origin alone, signed, and the key.
    fn word(&self, origin: &str, contact: &str, now: Timestamp) -> Result<String, String> {
        let part = |value: serde_json::Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let head = part(serde_json::json!({ "typ": "JWT", "alg": "ES256" }));
        let end = now.as_second() + GOOD;
        let claims = part(serde_json::json!({ "aud": origin, "exp": end, "sub": contact }));
        let text = format!("{head}.{claims}");
        let signed = self.0.sign(&SystemRandom::new(), text.as_bytes()).map_err(|why| why.to_string())?;
        let signature = URL_SAFE_NO_PAD.encode(signed.as_ref());
        Ok(format!("vapid t={text}.{signature}, k={}", self.public()))
    }
}

/// Where a browser is told, as it said itself (Push API section 8.1).
#[derive(Clone, Copy, Debug)]
pub struct PushTo<'a> {
    /// The address of its push service.
    pub endpoint: &'a str,
    /// Its public key: the uncompressed point, 65 bytes.
    pub key: &'a [u8],
    /// The secret that it shares, 16 bytes.
    pub auth: &'a [u8],
}

/// What a browser is told.
#[derive(Clone, Copy, Debug)]
pub struct Push<'a> {
    /// What it replaces where it has not arrived: at most 32 signs of base64url (RFC 8030 section 5.4).
    pub topic: &'a str,
    /// How long the service keeps it, in seconds.
    pub ttl: u32,
    /// `very-low`, `low`, `normal` or `high` (section 5.3).
    pub urgency: &'a str,
    /// What is told, at most [`MOST`] bytes.
    pub body: &'a [u8],
}

/// Whether a browser can be told there: TLS, but on this machine, and keys of the right sizes.
pub fn is_push(to: &PushTo<'_>) -> bool {
    let is_safe = to.endpoint.parse::<Url>().is_ok_and(|url| {
        let is_here = matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
        (url.scheme() == "https" || (url.scheme() == "http" && is_here)) && crate::is_address(to.endpoint)
    });
    is_safe && to.endpoint.len() <= 2000 && to.key.len() == 65 && to.key[0] == 4 && to.auth.len() == 16
}

impl Post {
    /// Tells a browser. Its service says [`Answer::Gone`] when the browser wants nothing more.
    pub async fn push(
        &self,
        key: &PushKey,
        (to, it): (&PushTo<'_>, &Push<'_>),
        contact: &str,
        now: Timestamp,
    ) -> Answer {
        let refused = |said: String| Answer::Refused { said, after: None };
        let url = match to.endpoint.parse::<Url>() {
            Ok(url) if is_push(to) && !self.is_private(&url) => url,
            _ => return Answer::Gone("the address is none that may be pushed to".into()),
        };
        let sealed = PrivateKey::generate(&ECDH_P256).map_err(|why| why.to_string()).and_then(|own| {
            let mut salt = [0; 16];
            SystemRandom::new().fill(&mut salt).map_err(|why| why.to_string())?;
            seal(to, it.body, &own, salt)
        });
        let word = key.word(&url.origin().ascii_serialization(), contact, now);
        let (sealed, word) = match (sealed, word) {
            (Ok(sealed), Ok(word)) => (sealed, word),
            (Err(why), _) | (_, Err(why)) => return refused(why),
        };
        let sent = self
            .client
            .post(url)
            .header(AUTHORIZATION, word)
            .header(CONTENT_TYPE, "application/octet-stream")
            .header(CONTENT_ENCODING, "aes128gcm")
            .header(HeaderName::from_static("ttl"), it.ttl.to_string())
            .header(HeaderName::from_static("urgency"), it.urgency)
            .header(HeaderName::from_static("topic"), it.topic)
            .body(sealed)
            .send()
            .await;
        match sent {
            Ok(response) => {
                let status = response.status();
                let after = response.headers().get(RETRY_AFTER);
                let after = after.and_then(|value| value.to_str().ok()?.trim().parse().ok());
                match status.as_u16() {
                    200..=299 => Answer::Taken(status.to_string()),
                    404 | 410 => Answer::Gone(status.to_string()),
                    _ => Answer::Refused { said: status.to_string(), after },
                }
            }
            Err(error) => refused(why(&error)),
        }
    }
}

/// A body that only that browser can read (RFC 8291 section 3.4), coded as one record (RFC 8188 section 2).
fn seal(to: &PushTo<'_>, body: &[u8], own: &PrivateKey, salt: [u8; 16]) -> Result<Vec<u8>, String> {
    if body.len() > MOST {
        return Err(format!("{} bytes are more than the {MOST} that can be pushed", body.len()));
    }
    let told = own.compute_public_key().map_err(|why| why.to_string())?;
    let theirs = UnparsedPublicKey::new(&ECDH_P256, to.key);
    let keys = agreement::agree(own, theirs, "the browser’s key is none".to_owned(), |shared| {
        let info: [&[u8]; 3] = [b"WebPush: info\0", to.key, told.as_ref()];
        let secret = derived(to.auth, shared, &info, 32)?;
        let key = derived(&salt, &secret, &[b"Content-Encoding: aes128gcm\0"], 16)?;
        let nonce = derived(&salt, &secret, &[b"Content-Encoding: nonce\0"], 12)?;
        Ok((key, nonce))
    });
    let (key, nonce) = keys?;
    let key = UnboundKey::new(&AES_128_GCM, &key).map_err(|why| why.to_string())?;
    let nonce = Nonce::try_assume_unique_for_key(&nonce).map_err(|why| why.to_string())?;
    let mut text = body.to_vec();
    // The last record is marked by a two (RFC 8188 section 2).
    text.push(2);
    LessSafeKey::new(key)
        .seal_in_place_append_tag(nonce, Aad::empty(), &mut text)
        .map_err(|why| why.to_string())?;
    let mut out = salt.to_vec();
    out.extend(RECORD.to_be_bytes());
    out.push(u8::try_from(told.as_ref().len()).unwrap_or(u8::MAX));
    out.extend(told.as_ref());
    out.extend(text);
    Ok(out)
}

/// HKDF with SHA-256 (RFC 5869): so many bytes.
fn derived(salt: &[u8], secret: &[u8], info: &[&[u8]], length: usize) -> Result<Vec<u8>, String> {
    struct Length(usize);
    impl hkdf::KeyType for Length {
        fn len(&self) -> usize {
            self.0
        }
    }
    let extracted = hkdf::Salt::new(HKDF_SHA256, salt).extract(secret);
    let mut out = vec![0; length];
    let expanded = extracted.expand(info, Length(length)).map_err(|why| why.to_string())?;
    expanded.fill(&mut out).map_err(|why| why.to_string())?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey as Signer};

    fn bytes(text: &str) -> Vec<u8> {
        URL_SAFE_NO_PAD.decode(text).unwrap()
    }

    #[test]
    fn a_body_is_sealed_as_in_appendix_a_of_rfc_8291() {
        let key =
            bytes("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4");
        let to =
            PushTo { endpoint: "https://push.example/x", key: &key, auth: &bytes("BTBZMqHH6r4Tts7J_aSIgg") };
        let own = bytes("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw");
        let own = PrivateKey::from_private_key(&ECDH_P256, &own).unwrap();
        let salt = bytes("DGv6ra1nlYgDCS1FRnbzlw").try_into().unwrap();
        let sealed = seal(&to, b"When I grow up, I want to be a watermelon", &own, salt).unwrap();
        let expected = "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN";
        assert_eq!(URL_SAFE_NO_PAD.encode(&sealed), expected);
        assert!(seal(&to, &[b'x'; MOST], &own, salt).is_ok());
        assert!(seal(&to, &[b'x'; MOST + 1], &own, salt).unwrap_err().contains("3993"));
    }

    #[test]
    fn the_example_of_rfc_8292_is_signed_in_the_form_we_sign() {
        let key = "BA1Hxzyi1RUM1b5wjxsn7nGxAszw2u61m164i3MrAIxHF6YK5h4SDYic-dRuU_RCPCfA5aq9ojSwk5Y2EmClBPs";
        let text = "eyJ0eXAiOiJKV1QiLCJhbGciOiJFUzI1NiJ9.eyJhdWQiOiJodHRwczovL3B1c2guZXhhbXBsZS5uZXQiLCJleHAiOjE0NTM1MjM3NjgsInN1YiI6Im1haWx0bzpwdXNoQGV4YW1wbGUuY29tIn0";
        let signature =
            "i3CYb7t4xfxCDquptFOepC9GAu_HLGkMlMuCGSK2rpiUfnK9ojFwDXb1JrErtmysazNjjvW2L9OkSSHzvoD1oA";
        Signer::new(&ECDSA_P256_SHA256_FIXED, bytes(key)).verify(text.as_bytes(), &bytes(signature)).unwrap();

        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("push.key");
        let pair = PushKey::open(&path).unwrap();
        assert_eq!(PushKey::open(&path).unwrap().public(), pair.public(), "the key is kept");
        let now = Timestamp::from_second(1_453_480_568).unwrap();
        let word = pair.word("https://push.example.net", "mailto:push@example.com", now).unwrap();
        let (token, key) = word.strip_prefix("vapid t=").unwrap().split_once(", k=").unwrap();
        let (signed, signature) = token.rsplit_once('.').unwrap();
        Signer::new(&ECDSA_P256_SHA256_FIXED, bytes(key))
            .verify(signed.as_bytes(), &bytes(signature))
            .unwrap();
        let claims: serde_json::Value =
            serde_json::from_slice(&bytes(signed.split_once('.').unwrap().1)).unwrap();
        assert_eq!(claims["aud"], "https://push.example.net");
        assert_eq!(claims["exp"], 1_453_480_568 + 43_200);
    }

    #[test]
    fn a_browser_is_told_over_tls_with_whole_keys_only() {
        let (key, auth) = ([4; 65], [1; 16]);
        let to = |endpoint| PushTo { endpoint, key: &key, auth: &auth };
        assert!(is_push(&to("https://push.example/abc")));
        assert!(is_push(&to("http://127.0.0.1:9000/abc")));
        for other in ["http://push.example/abc", "ftp://push.example", "https://a:b@push.example/", ""] {
            assert!(!is_push(&to(other)), "{other}");
        }
        assert!(!is_push(&PushTo { key: &key[1..], ..to("https://push.example/abc") }));
        assert!(!is_push(&PushTo { auth: &auth[1..], ..to("https://push.example/abc") }));
    }
}
