//! Asking an address for what it has, and not for what it gave already.
//!
//! Source: RFC 9110 sections 13 (conditional requests) and 10.2.3 (`Retry-After`), RFC 9111.

use std::time::Duration;

use reqwest::header::{
    ACCEPT, AUTHORIZATION, ETAG, HeaderMap, IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED, LOCATION,
    RETRY_AFTER,
};
use reqwest::{StatusCode, Url};

use crate::webhook::{Post, why};

/// How long an address may take to give everything.
const PATIENCE: Duration = Duration::from_secs(60);
/// How many redirects are followed.
const HOPS: usize = 5;
/// The most that is taken, in bytes.
const MOST: usize = 32 << 20;
/// What is liked best.
const LIKED: &str = "application/atom+xml, application/rss+xml, application/feed+json, application/json, \
    application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5";

/// What an address is asked with.
#[derive(Clone, Copy, Debug, Default)]
pub struct Asking<'a> {
    /// Where.
    pub address: &'a str,
    /// A token that it wants, shown as `Authorization: Bearer`; to its own host only.
    pub token: Option<&'a str>,
    /// The entity tag that it gave last.
    pub etag: Option<&'a str>,
    /// What it gave last as `Last-Modified`.
    pub modified: Option<&'a str>,
}

/// What an address gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fetched {
    /// Something, with the validators to ask by next time.
    New {
        /// What it gave.
        bytes: Vec<u8>,
        /// Its entity tag.
        etag: Option<String>,
        /// Its `Last-Modified`.
        modified: Option<String>,
    },
    /// The same as last time.
    Same,
    /// Nothing; it is gone for good.
    Gone(String),
    /// Nothing; it may be asked again, no sooner than after so many seconds where it says so.
    Refused {
        /// Why.
        said: String,
        /// How long to wait at the least, in seconds.
        after: Option<u32>,
    },
}

impl Post {
    /// Asks an address. Redirects are followed, each step looked at as the first was; nothing larger than 32 MiB is
    /// taken, and nothing that takes longer than a minute.
    pub async fn fetch(&self, asking: &Asking<'_>) -> Fetched {
        let refused = |said: &str| Fetched::Refused { said: said.into(), after: None };
        let Ok(mut url) = asking.address.parse::<Url>() else { return refused("the address cannot be read") };
        let home = url.origin();
        for _ in 0..=HOPS {
            if let Some(fault) = self.may_ask(&url) {
                return refused(fault);
            }
            let mut request = self.client.get(url.clone()).timeout(PATIENCE).header(ACCEPT, LIKED);
            // A redirect to elsewhere is shown no token.
            if let Some(token) = asking.token.filter(|_| url.origin() == home) {
                request = request.header(AUTHORIZATION, format!("Bearer {token}"));
            }
            if let Some(etag) = asking.etag {
                request = request.header(IF_NONE_MATCH, etag);
            }
            if let Some(modified) = asking.modified {
                request = request.header(IF_MODIFIED_SINCE, modified);
            }
            let response = match request.send().await {
                Ok(response) => response,
                Err(error) => return refused(&why(&error)),
            };
            if response.status().is_redirection() && response.status() != StatusCode::NOT_MODIFIED {
                let to = header(response.headers(), LOCATION).and_then(|to| url.join(&to).ok());
                let Some(to) = to else { return refused("it redirects to nowhere") };
                url = to;
                continue;
            }
            return read(response).await;
        }
        refused("it redirects too often")
    }

    /// Why an address may not be asked, if it may not.
    fn may_ask(&self, url: &Url) -> Option<&'static str> {
        if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
            return Some("the address is none of http or https");
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Some("the address has a name or a password in it: give a token instead");
        }
        self.is_private(url)
            .then_some("the address is of a private network, which the configuration does not allow")
    }
}

fn header(headers: &HeaderMap, name: reqwest::header::HeaderName) -> Option<String> {
    headers.get(name).and_then(|value| value.to_str().ok()).map(|value| value.trim().to_owned())
}

async fn read(mut response: reqwest::Response) -> Fetched {
    let status = response.status();
    let after = header(response.headers(), RETRY_AFTER).and_then(|value| value.parse().ok());
    match status {
        StatusCode::NOT_MODIFIED => return Fetched::Same,
        StatusCode::GONE => return Fetched::Gone(status.to_string()),
        _ if !status.is_success() => return Fetched::Refused { said: status.to_string(), after },
        _ => {}
    }
    let (etag, modified) = (header(response.headers(), ETAG), header(response.headers(), LAST_MODIFIED));
    let mut bytes = Vec::new();
    loop {
        match response.chunk().await {
            Ok(Some(chunk)) if bytes.len() + chunk.len() > MOST => {
                return Fetched::Refused { said: format!("it gives more than {} MiB", MOST >> 20), after };
            }
            Ok(Some(chunk)) => bytes.extend_from_slice(&chunk),
            Ok(None) => return Fetched::New { bytes, etag, modified },
            Err(error) => return Fetched::Refused { said: why(&error), after },
        }
    }
}
