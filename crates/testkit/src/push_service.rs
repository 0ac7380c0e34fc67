//! A push service, and the browser behind it that can read what it is told (RFC 8030, RFC 8291).

use std::io::Write as _;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicU16, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use aws_lc_rs::aead::{AES_128_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use aws_lc_rs::agreement::{self, ECDH_P256, PrivateKey, UnparsedPublicKey};
use aws_lc_rs::hkdf::{self, HKDF_SHA256};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::request::Request;

/// What a browser was told.
#[derive(Clone, Debug)]
pub struct Told {
    /// What it replaces.
    pub topic: String,
    /// How long it is kept, in seconds.
    pub ttl: u32,
    /// How soon it has to be there.
    pub urgency: String,
    /// Who says it: the header `authorization`.
    pub by: String,
    /// What was told, as text.
    pub text: String,
}

/// A push service on a port of its own, with one browser; it stops when it is dropped.
pub struct PushService {
    address: SocketAddr,
    key: Vec<u8>,
    auth: [u8; 16],
    status: Arc<AtomicU16>,
    told: Arc<Mutex<Vec<Told>>>,
    ends: Arc<AtomicBool>,
}

#[allow(clippy::unwrap_used, clippy::missing_panics_doc)]
impl PushService {
    /// Listens, and takes what is told.
    ///
    /// # Errors
    /// When no port can be had.
    pub fn listen() -> std::io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let own = PrivateKey::generate(&ECDH_P256).unwrap();
        let service = PushService {
            address: listener.local_addr()?,
            key: own.compute_public_key().unwrap().as_ref().to_vec(),
            auth: *b"sixteen letters!",
            status: Arc::new(AtomicU16::new(201)),
            told: Arc::default(),
            ends: Arc::default(),
        };
        let (status, told, ends) = (service.status.clone(), service.told.clone(), service.ends.clone());
        let (key, auth) = (service.key.clone(), service.auth);
        std::thread::spawn(move || {
            for mut stream in listener.incoming().flatten() {
                if ends.load(Ordering::Relaxed) {
                    return;
                }
                let _ = stream.set_read_timeout(Some(Duration::from_secs(30)));
                // One connection after another: the client opens a new one when it is told that this one ends.
                if let Some(request) = Request::read(&mut stream) {
                    let status = status.load(Ordering::Relaxed);
                    if status == 201 {
                        let text = opened(&request.body, &own, (&key, &auth));
                        told.lock().unwrap_or_else(PoisonError::into_inner).push(Told {
                            topic: request.header("topic"),
                            ttl: request.header("ttl").parse().unwrap(),
                            urgency: request.header("urgency"),
                            by: request.header("authorization"),
                            text: String::from_utf8(text).unwrap(),
                        });
                    }
                    let _ = write!(
                        stream,
                        "HTTP/1.1 {status} As told\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                    );
                }
            }
        });
        Ok(service)
    }

    /// The browser's subscription as it writes it (Push API section 8).
    pub fn subscription(&self) -> String {
        format!(
            r#"{{ "endpoint": "{}", "expirationTime": null, "keys": {{ "p256dh": "{}", "auth": "{}" }} }}"#,
            self.endpoint(),
            URL_SAFE_NO_PAD.encode(&self.key),
            URL_SAFE_NO_PAD.encode(self.auth),
        )
    }

    /// Where the browser is told.
    pub fn endpoint(&self) -> String {
        format!("http://{}/push/JzLQ3raZJfFBR0aqvOMsLrt54w4rJUsV", self.address)
    }

    /// Answers with another status from now on.
    pub fn answer(&self, status: u16) {
        self.status.store(status, Ordering::Relaxed);
    }

    /// All that was told.
    pub fn told(&self) -> Vec<Told> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Drop for PushService {
    fn drop(&mut self) {
        self.ends.store(true, Ordering::Relaxed);
        let _ = TcpStream::connect(self.address);
    }
}

/// What a sealed body says to the browser (RFC 8188 section 2, RFC 8291 section 3.4).
#[allow(clippy::unwrap_used)]
fn opened(body: &[u8], own: &PrivateKey, (key, auth): (&[u8], &[u8])) -> Vec<u8> {
    let (salt, rest) = body.split_at(16);
    let (_, rest) = rest.split_at(4);
    let (theirs, sealed) = rest[1..].split_at(usize::from(rest[0]));
    let parts = agreement::agree(own, UnparsedPublicKey::new(&ECDH_P256, theirs), (), |shared| {
        let info: [&[u8]; 3] = [b"WebPush: info\0", key, theirs];
        let secret = derived(auth, shared, &info, 32);
        let key = derived(salt, &secret, &[b"Content-Encoding: aes128gcm\0"], 16);
        Ok((key, derived(salt, &secret, &[b"Content-Encoding: nonce\0"], 12)))
    });
    let (key, nonce) = parts.unwrap();
    let key = LessSafeKey::new(UnboundKey::new(&AES_128_GCM, &key).unwrap());
    let nonce = Nonce::try_assume_unique_for_key(&nonce).unwrap();
    let mut text = sealed.to_vec();
    let text = key.open_in_place(nonce, Aad::empty(), &mut text).unwrap();
    let end = text.iter().rposition(|byte| *byte != 0).unwrap();
    assert_eq!(text[end], 2, "the last record is marked");
    text[..end].to_vec()
}

#[allow(clippy::unwrap_used)]
fn derived(salt: &[u8], secret: &[u8], info: &[&[u8]], length: usize) -> Vec<u8> {
    struct Length(usize);
    impl hkdf::KeyType for Length {
        fn len(&self) -> usize {
            self.0
        }
    }
    let mut out = vec![0; length];
    let extracted = hkdf::Salt::new(HKDF_SHA256, salt).extract(secret);
    extracted.expand(info, Length(length)).unwrap().fill(&mut out).unwrap();
    out
}
