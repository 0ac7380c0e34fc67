//! A hub's side of WebSub: asking whether somebody means it, and posting a feed that changed.
//!
//! Source: WebSub (W3C Recommendation, 23 January 2018), sections 5.3, 7 and 7.1.

use aws_lc_rs::hmac;
use reqwest::Url;
use reqwest::header::{CONTENT_TYPE, HeaderName, LINK};

use crate::webhook::{answer, why};
use crate::{Answer, Post};

/// A feed to be posted.
#[derive(Clone, Copy, Debug)]
pub struct Feed<'a> {
    /// Its media type.
    pub media_type: &'a str,
    /// Its bytes.
    pub body: &'a [u8],
    /// Its own address.
    pub topic: &'a str,
    /// The address of the hub.
    pub hub: &'a str,
}

impl Post {
    /// Whether a callback confirms what was asked in its name: it answers with the challenge (section 5.3).
    ///
    /// # Errors
    /// When it cannot be reached, in words.
    pub async fn confirms(&self, callback: &str, asked: &[(&str, &str)]) -> Result<bool, String> {
        let mut url: Url = callback.parse().map_err(|_| "the address cannot be read".to_owned())?;
        if self.is_private(&url) {
            return Err("the address is of a private network".into());
        }
        url.query_pairs_mut().extend_pairs(asked);
        let challenge = asked.iter().find(|(name, _)| *name == "hub.challenge").map_or("", |(_, it)| it);
        let mut response = self.client.get(url).send().await.map_err(|error| why(&error))?;
        if !response.status().is_success() {
            return Ok(false);
        }
        let mut body = Vec::new();
        while body.len() <= challenge.len() {
            match response.chunk().await.map_err(|error| why(&error))? {
                Some(more) => body.extend_from_slice(&more),
                None => break,
            }
        }
        Ok(body == challenge.as_bytes())
    }

    /// Posts a feed, signed where a secret was given (section 7.1).
    pub async fn distribute(&self, callback: &str, secret: Option<&str>, feed: &Feed<'_>) -> Answer {
        let refused = |said: String| Answer::Refused { said, after: None };
        let url = match callback.parse::<Url>() {
            Ok(url) if !self.is_private(&url) => url,
            _ => return refused("the address may not be posted to".into()),
        };
        let links = format!("<{}>; rel=\"hub\", <{}>; rel=\"self\"", feed.hub, feed.topic);
        let mut request = self.client.post(url).header(CONTENT_TYPE, feed.media_type).header(LINK, links);
        if let Some(secret) = secret {
            let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
            let signed = hmac::sign(&key, feed.body);
            let hex: String = signed.as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
            request = request.header(HeaderName::from_static("x-hub-signature"), format!("sha256={hex}"));
        }
        match request.body(feed.body.to_vec()).send().await {
            Ok(response) => answer(response).await,
            Err(error) => refused(why(&error)),
        }
    }
}
