//! A destination of webhooks that behaves as badly as it is told to.

use std::io::Write as _;
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;

use crate::request::Request;

/// How a destination takes a delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// It takes it.
    Takes,
    /// It takes it and says that somebody acted on it.
    Acknowledges,
    /// It answers with a status.
    Says(u16),
    /// It answers 503 and asks to be left alone for so many seconds.
    Asks(u32),
    /// It takes it and hangs up before it answers.
    Drops,
    /// It answers, a byte every so many milliseconds.
    Drips(u64),
    /// It hangs up at once.
    HangsUp,
    /// It takes it and answers with a text.
    Answers(&'static str),
    /// It answers a question with the challenge that is in it, and takes everything else.
    Echoes,
    /// It answers with a redirect to an address.
    Redirects,
}

/// One delivery that came in whole.
#[derive(Clone, Debug)]
pub struct Received {
    /// The line and the headers of the request.
    pub head: String,
    /// The header `webhook-id`.
    pub id: String,
    /// The header `webhook-timestamp`.
    pub timestamp: String,
    /// The header `webhook-signature`.
    pub signature: String,
    /// What was posted.
    pub body: Vec<u8>,
    /// Whether it was answered with success, as far as the destination knows.
    pub is_taken: bool,
}

#[allow(clippy::unwrap_used, clippy::missing_panics_doc)]
impl Received {
    /// Whether it was signed by a secret, as its owner was shown it.
    pub fn is_signed_by(&self, shown: &str) -> bool {
        let secret = STANDARD.decode(shown.strip_prefix("whsec_").unwrap()).unwrap();
        let at = Timestamp::from_second(self.timestamp.parse().unwrap()).unwrap();
        let message = post::Message {
            address: "",
            secret: &secret,
            id: &self.id,
            at,
            media_type: "application/json",
            body: &self.body,
        };
        post::sign(&message) == self.signature
    }
}

/// A destination on a port of its own; it stops when it is dropped.
pub struct Receiver {
    address: SocketAddr,
    manners: Arc<Mutex<Vec<Manner>>>,
    received: Arc<Mutex<Vec<Received>>>,
    ends: Arc<AtomicBool>,
}

impl Receiver {
    /// Listens; deliveries are taken in these manners, one after another, the last for all that follow.
    ///
    /// # Errors
    /// When no port can be had.
    pub fn listen(manners: &[Manner]) -> std::io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let receiver = Receiver {
            address: listener.local_addr()?,
            manners: Arc::new(Mutex::new(manners.to_vec())),
            received: Arc::default(),
            ends: Arc::default(),
        };
        let (manners, received, ends) =
            (receiver.manners.clone(), receiver.received.clone(), receiver.ends.clone());
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if ends.load(Ordering::Relaxed) {
                    return;
                }
                let (manners, received) = (manners.clone(), received.clone());
                std::thread::spawn(move || serve(stream, &manners, &received));
            }
        });
        Ok(receiver)
    }

    /// The address to deliver to.
    pub fn url(&self) -> String {
        format!("http://{}/hook", self.address)
    }

    /// Behaves otherwise from now on.
    pub fn behave(&self, manner: Manner) {
        *self.manners.lock().unwrap_or_else(PoisonError::into_inner) = vec![manner];
    }

    /// Everything that came in.
    pub fn received(&self) -> Vec<Received> {
        self.received.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.ends.store(true, Ordering::Relaxed);
        let _ = TcpStream::connect(self.address);
    }
}

fn next(manners: &Mutex<Vec<Manner>>) -> Manner {
    let mut all = manners.lock().unwrap_or_else(PoisonError::into_inner);
    if all.len() > 1 { all.remove(0) } else { all.first().copied().unwrap_or(Manner::Takes) }
}

fn serve(mut stream: TcpStream, manners: &Mutex<Vec<Manner>>, received: &Mutex<Vec<Received>>) {
    let _ = stream.set_read_timeout(Some(Duration::from_secs(30)));
    let _ = stream.set_nodelay(true);
    while let Some(request) = Request::read(&mut stream) {
        let challenge = request
            .head
            .split("hub.challenge=")
            .nth(1)
            .map(|rest| rest.split(['&', ' ']).next().unwrap_or_default().to_owned());
        let mut request = Received {
            head: request.head.clone(),
            id: request.header("webhook-id"),
            timestamp: request.header("webhook-timestamp"),
            signature: request.header("webhook-signature"),
            body: request.body,
            is_taken: false,
        };
        let manner = next(manners);
        if manner == Manner::HangsUp {
            return;
        }
        request.is_taken = matches!(
            manner,
            Manner::Takes
                | Manner::Acknowledges
                | Manner::Answers(_)
                | Manner::Echoes
                | Manner::Drops
                | Manner::Drips(_)
        );
        received.lock().unwrap_or_else(PoisonError::into_inner).push(request);
        let (status, more) = match manner {
            Manner::Takes | Manner::Acknowledges | Manner::Answers(_) | Manner::Echoes | Manner::Drips(_) => {
                (200, String::new())
            }
            Manner::Says(status) => (status, String::new()),
            Manner::Asks(seconds) => (503, format!("Retry-After: {seconds}\r\n")),
            Manner::Redirects => (302, "Location: http://127.0.0.1:1/\r\n".into()),
            Manner::Drops | Manner::HangsUp => {
                let _ = stream.shutdown(Shutdown::Both);
                return;
            }
        };
        let said = match manner {
            Manner::Acknowledges => r#"{ "acknowledged": true, "by": "Night desk" }"#,
            Manner::Answers(text) => text,
            Manner::Echoes => challenge.as_deref().unwrap_or("ok"),
            _ => "ok",
        };
        let size = said.len();
        let answer = format!("HTTP/1.1 {status} As told\r\nContent-Length: {size}\r\n{more}\r\n{said}");
        let pause = if let Manner::Drips(pause) = manner { pause } else { 0 };
        let size = if pause == 0 { answer.len() } else { 1 };
        for part in answer.as_bytes().chunks(size) {
            if stream.write_all(part).is_err() {
                return;
            }
            if pause > 0 {
                std::thread::sleep(Duration::from_millis(pause));
            }
        }
    }
}
