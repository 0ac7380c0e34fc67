//! Posting to a client's address, signed.
//!
//! Source: Standard Webhooks 1.0.0 (standardwebhooks.com): `webhook-id`, `webhook-timestamp`, `webhook-signature`.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use aws_lc_rs::hmac;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use reqwest::header::{CONTENT_TYPE, HeaderName, RETRY_AFTER};
use reqwest::{Client, Url};

use crate::Answer;
use crate::guard::{Guard, Networks};

/// How long a destination may take to answer.
const PATIENCE: Duration = Duration::from_secs(15);
/// How much of an answer's text is kept, in characters.
const KEPT: usize = 200;

/// One thing to post.
#[derive(Clone, Copy, Debug)]
pub struct Message<'a> {
    /// Where to.
    pub address: &'a str,
    /// What signs it.
    pub secret: &'a [u8],
    /// The same over all tries.
    pub id: &'a str,
    /// When it is posted.
    pub at: Timestamp,
    /// The media type of what is posted.
    pub media_type: &'a str,
    /// What is posted.
    pub body: &'a [u8],
}

/// Posts to webhooks; cheap to clone.
#[derive(Clone)]
pub struct Post {
    pub(crate) client: Client,
    pub(crate) networks: Arc<Networks>,
}

impl Post {
    /// Makes it ready; `networks` may be reached although they are private.
    ///
    /// # Errors
    /// When the system gives no means of encryption.
    pub fn new(networks: Networks) -> Result<Self, String> {
        let networks = Arc::new(networks);
        let client = Client::builder()
            .dns_resolver(Arc::new(Guard(networks.clone())))
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .connect_timeout(Duration::from_secs(5))
            .timeout(PATIENCE)
            .pool_max_idle_per_host(2)
            .user_agent(concat!("Dateline/", env!("CARGO_PKG_VERSION")))
            .build()
            .map_err(|error| error.to_string())?;
        Ok(Post { client, networks })
    }

    /// Posts a message and says what the destination said. Never takes longer than fifteen seconds.
    pub async fn webhook(&self, message: &Message<'_>) -> Answer {
        let refused = |said: String| Answer::Refused { said, after: None };
        let Ok(url) = message.address.parse::<Url>() else {
            return refused("the address cannot be read".into());
        };
        // An address that is written as a number is not resolved, so it is looked at here.
        if self.is_private(&url) {
            return refused(
                "the address is of a private network, which the configuration does not allow".into(),
            );
        }
        let sent = self
            .client
            .post(url)
            .header(CONTENT_TYPE, message.media_type)
            .header(HeaderName::from_static("webhook-id"), message.id)
            .header(HeaderName::from_static("webhook-timestamp"), message.at.as_second().to_string())
            .header(HeaderName::from_static("webhook-signature"), sign(message))
            .body(message.body.to_vec())
            .send()
            .await;
        match sent {
            Ok(response) => answer(response).await,
            Err(error) => refused(why(&error)),
        }
    }
}

impl Post {
    /// Whether an address is written as a number of a network that may not be reached.
    pub(crate) fn is_private(&self, url: &Url) -> bool {
        let number = url.host_str().and_then(|host| host.trim_matches(['[', ']']).parse::<IpAddr>().ok());
        number.is_some_and(|address| !self.networks.may_reach(address))
    }
}

pub(crate) async fn answer(mut response: reqwest::Response) -> Answer {
    let status = response.status();
    let after =
        response.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok()?.trim().parse().ok());
    // What it says is read as far as it is kept: a body that never ends is no trap.
    let mut bytes = Vec::new();
    while bytes.len() < KEPT * 4 {
        match response.chunk().await {
            Ok(Some(chunk)) => bytes.extend_from_slice(&chunk[..chunk.len().min(KEPT * 4)]),
            Ok(None) | Err(_) => break,
        }
    }
    let text: String =
        String::from_utf8_lossy(&bytes).chars().filter(|c| !c.is_control()).take(KEPT).collect();
    let said = if text.trim().is_empty() { status.to_string() } else { format!("{status}: {}", text.trim()) };
    match status.as_u16() {
        200..=299 => Answer::Taken(said),
        410 => Answer::Gone(said),
        _ => Answer::Refused { said, after },
    }
}

pub(crate) fn why(error: &reqwest::Error) -> String {
    let kind = if error.is_timeout() {
        "it did not answer in time"
    } else if error.is_connect() {
        "it cannot be reached"
    } else {
        "the connection broke"
    };
    let mut inner: Option<&dyn std::error::Error> = std::error::Error::source(error);
    let mut last = String::new();
    while let Some(error) = inner {
        last = error.to_string();
        inner = error.source();
    }
    // The address may hold a secret: only what lies behind it is told.
    if last.is_empty() { kind.to_owned() } else { format!("{kind}: {last}") }
}

/// The signature of a message: `v1,` and the base64 of HMAC-SHA256 over `id.timestamp.body`.
pub fn sign(message: &Message<'_>) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA256, message.secret);
    let mut context = hmac::Context::with_key(&key);
    context.update(message.id.as_bytes());
    context.update(b".");
    context.update(message.at.as_second().to_string().as_bytes());
    context.update(b".");
    context.update(message.body);
    format!("v1,{}", STANDARD.encode(context.sign()))
}

/// A secret as its owner is shown it: `whsec_` and base64.
pub fn shown_secret(secret: &[u8]) -> String {
    format!("whsec_{}", STANDARD.encode(secret))
}

/// Whether a text is an address that can be posted to: `http` or `https`, a host, no name and password in it.
pub fn is_address(text: &str) -> bool {
    text.parse::<Url>().is_ok_and(|url| {
        matches!(url.scheme(), "http" | "https")
            && url.has_host()
            && url.username().is_empty()
            && url.password().is_none()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_signed_as_the_standard_says() {
        // The example of the specification's reference libraries.
        let secret = STANDARD.decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        let message = Message {
            address: "",
            secret: &secret,
            id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
            at: Timestamp::from_second(1_614_265_330).unwrap(),
            media_type: "application/json",
            body: b"{\"test\": 2432232314}",
        };
        assert_eq!(sign(&message), "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        assert!(shown_secret(&secret).starts_with("whsec_MfKQ"));
    }

    #[test]
    fn an_address_that_can_be_posted_to_is_told_from_others() {
        for (text, is_one) in [
            ("https://news.example/hook?a=1", true),
            ("http://127.0.0.1:9000/", true),
            ("ftp://news.example/", false),
            ("https://user:secret@news.example/", false),
            ("news.example/hook", false),
            ("", false),
        ] {
            assert_eq!(is_address(text), is_one, "{text}");
        }
    }
}
