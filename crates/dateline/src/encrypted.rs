//! TLS of our own: which certificate is shown, when it is read again, and where plain HTTP is led.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use anyhow::{Context as _, Result, bail};
use bytes::Bytes;
use http::{HeaderValue, Request, Response, StatusCode, header};
use http_body_util::Empty;
use listener::{Certificate, Entrance, Head, Limits, Parcel, Tls};
use tokio::net::TcpListener;

use crate::acme::Authority;
use crate::config::Keys;

/// How often the files are looked at.
const LOOKED: Duration = Duration::from_secs(60);

/// What connections are encrypted with, and who certifies it.
pub struct Encrypted {
    /// Shakes hands.
    pub tls: Tls,
    /// Who has to keep it certified.
    pub authority: Option<(Authority, Certificate)>,
}

/// What connections are encrypted with, where a certificate or an authority is named.
///
/// # Errors
/// When only one of the two files is named, or they cannot be used.
pub fn tls(keys: &Keys, data: &Path) -> Result<Option<Encrypted>> {
    if let Some(authority) = Authority::of(keys, data)? {
        let certificate = authority.first()?;
        let tls = Tls::by(&certificate)?;
        return Ok(Some(Encrypted { tls, authority: Some((authority, certificate)) }));
    }
    let (chain, key) = match (keys.certificate.as_str(), keys.certificate_key.as_str()) {
        ("", "") => return Ok(None),
        ("", _) | (_, "") => bail!("certificate and certificate_key are set together or not at all"),
        (chain, key) => (Path::new(chain).to_owned(), Path::new(key).to_owned()),
    };
    let certificate = Certificate::read(&chain, &key)
        .with_context(|| format!("the site cannot be encrypted by {}", chain.display()))?;
    let tls = Tls::by(&certificate)?;
    tokio::spawn(async move {
        let mut known = changed(&chain, &key);
        loop {
            tokio::time::sleep(LOOKED).await;
            let now = changed(&chain, &key);
            if now == known {
                continue;
            }
            match certificate.renew(&chain, &key) {
                Ok(()) => {
                    tracing::info!(file = %chain.display(), "a new certificate is in use");
                    known = now;
                }
                // The two files are rarely written at the same instant: the next look finds both.
                Err(error) => tracing::warn!(%error, "the new certificate cannot be used; the old one stays"),
            }
        }
    });
    Ok(Some(Encrypted { tls, authority: None }))
}

/// When the files were last written.
fn changed(chain: &Path, key: &Path) -> [Option<SystemTime>; 2] {
    [chain, key].map(|file| std::fs::metadata(file).and_then(|it| it.modified()).ok())
}

/// Leads whoever comes by plain HTTP to the site.
pub async fn lead(listener: TcpListener, public_url: String) {
    let limits = Limits { connections: 1000, ..Limits::default() };
    listener::serve(Entrance::plain(listener), Arc::new(Lead(public_url)), limits, std::future::pending())
        .await;
}

struct Lead(String);

impl listener::Room for Lead {
    type Body = Empty<Bytes>;

    fn at_hand(&self, _: &Head<'_>) -> Option<Parcel> {
        None
    }

    async fn ask<B>(&self, request: Request<B>, _: SocketAddr) -> Response<Empty<Bytes>>
    where
        B: http_body::Body<Data = Bytes, Error: Into<Box<dyn std::error::Error + Send + Sync>>>
            + Send
            + 'static,
    {
        let mut response = Response::new(Empty::new());
        *response.status_mut() = StatusCode::PERMANENT_REDIRECT;
        let path = request.uri().path_and_query().map_or("/", |it| it.as_str());
        if let Ok(to) = HeaderValue::from_str(&format!("{}{path}", self.0)) {
            response.headers_mut().insert(header::LOCATION, to);
        }
        response
    }
}
