//! A mailbox that is read (IMAP, RFC 9051): what came since the last look, and nothing of it changed.
//!
//! The mailbox is examined, not selected, and bodies are peeked at: whoever else reads it sees no difference. What was
//! there before the first look is left.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use async_imap::Client;
use futures_util::TryStreamExt as _;
use percent_encoding::percent_decode_str;
use reqwest::Url;
use rustls_platform_verifier::BuilderVerifierExt as _;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::ClientConfig;
use tokio_rustls::rustls::pki_types::ServerName;

use crate::Post;

/// How long a look may take.
const LONGEST: Duration = Duration::from_secs(120);
/// How many messages are taken at a look.
const MESSAGES: usize = 50;
/// The most bytes of a message.
const MOST: u32 = 32 << 20;

/// A mailbox, as its address names it: `imaps://user@host:993/folder`.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Place {
    user: String,
    host: String,
    port: u16,
    folder: String,
    is_secret: bool,
}

fn read(address: &str) -> Option<Place> {
    let url = Url::parse(address).ok().filter(|url| url.password().is_none())?;
    let (is_secret, usual) = match url.scheme() {
        "imaps" => (true, 993),
        "imap" => (false, 143),
        _ => return None,
    };
    let user = plain(url.username()).filter(|user| !user.is_empty())?;
    let folder = plain(url.path().trim_matches('/'))?;
    Some(Place {
        user,
        host: url.host_str()?.trim_matches(['[', ']']).to_owned(),
        port: url.port().unwrap_or(usual),
        folder: if folder.is_empty() { "INBOX".into() } else { folder },
        is_secret,
    })
}

/// A part of an address without its escapes (RFC 3986 section 2.1); none where it is no text of one line.
fn plain(part: &str) -> Option<String> {
    let text = percent_decode_str(part).decode_utf8().ok()?;
    (!text.contains(char::is_control)).then(|| text.into_owned())
}

/// Whether something is an address of a mailbox: `imaps://user@host/folder`, without a password.
pub fn is_mail_folder(typed: &str) -> bool {
    read(typed).is_some()
}

/// What a look into a mailbox gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Looked {
    /// The messages, the oldest first (RFC 5322).
    pub messages: Vec<Vec<u8>>,
    /// Where the next look goes on.
    pub mark: String,
    /// How many messages were left because they are too large.
    pub too_large: usize,
}

impl Post {
    /// Looks into a mailbox for what came behind a mark; without one, only where the next look goes on.
    ///
    /// # Errors
    /// What is wrong, in words.
    pub async fn look_into_mailbox(
        &self,
        address: &str,
        password: &str,
        mark: Option<&str>,
    ) -> Result<Looked, String> {
        let look = async {
            let place = read(address).ok_or_else(|| format!("`{address}` is no address of a mailbox"))?;
            let found = tokio::net::lookup_host((place.host.as_str(), place.port)).await;
            let found = found.map_err(|error| format!("its name leads nowhere: {error}"))?;
            let open: Vec<SocketAddr> =
                found.filter(|address| self.networks.may_reach(address.ip())).collect();
            if open.is_empty() {
                return Err(
                    "its name leads to a private network, which the configuration does not allow".into()
                );
            }
            if !place.is_secret && open.iter().any(|address| crate::guard::is_public(address.ip())) {
                return Err("a password crosses a public network only by imaps://".into());
            }
            let stream = TcpStream::connect(open.as_slice()).await;
            let stream = stream.map_err(|error| format!("it cannot be reached: {error}"))?;
            if !place.is_secret {
                return examine(stream, &place, password, mark).await;
            }
            let config = ClientConfig::builder()
                .with_platform_verifier()
                .map_err(|error| format!("there is no means of encryption: {error}"))?
                .with_no_client_auth();
            let name = ServerName::try_from(place.host.clone());
            let name = name.map_err(|_| format!("`{}` is no name of a server", place.host))?;
            let stream = TlsConnector::from(Arc::new(config)).connect(name, stream).await;
            let stream = stream.map_err(|error| format!("it is not who it should be: {error}"))?;
            examine(stream, &place, password, mark).await
        };
        let waited = tokio::time::timeout(LONGEST, look).await;
        waited.unwrap_or_else(|_| Err(format!("it took longer than {} seconds", LONGEST.as_secs())))
    }
}

async fn examine<T>(stream: T, place: &Place, password: &str, mark: Option<&str>) -> Result<Looked, String>
where
    T: AsyncRead + AsyncWrite + Unpin + std::fmt::Debug + Send,
{
    let said = |error: async_imap::error::Error| error.to_string();
    let mut client = Client::new(stream);
    let greeting = client.read_response().await.map_err(|error| error.to_string())?;
    greeting.ok_or("it hung up")?;
    let mut session = client.login(&place.user, password).await.map_err(|(error, _)| said(error))?;
    let folder = session.examine(&place.folder).await.map_err(said)?;
    let validity = folder.uid_validity.unwrap_or(0);
    // Other ids than last time (section 2.3.1.1): what is there is taken as having been there before.
    let last = mark.and_then(|mark| {
        let (of, last) = mark.split_once(':')?;
        (of.parse() == Ok(validity)).then(|| last.parse::<u32>().ok()).flatten()
    });
    let Some(mut last) = last else {
        let last = folder.uid_next.unwrap_or(1).saturating_sub(1);
        let _ = session.logout().await;
        return Ok(Looked { messages: Vec::new(), mark: format!("{validity}:{last}"), too_large: 0 });
    };
    let range = format!("{}:*", last.saturating_add(1));
    let found: Vec<_> = {
        let sizes = session.uid_fetch(&range, "(UID RFC822.SIZE)").await.map_err(said)?;
        sizes.try_collect().await.map_err(said)?
    };
    // A range that begins behind the last one means the last one all the same (section 9, seq-range).
    let mut sizes: Vec<(u32, u32)> = found
        .iter()
        .filter_map(|one| Some((one.uid?, one.size.unwrap_or(0))))
        .filter(|(uid, _)| *uid > last)
        .collect();
    sizes.sort_unstable();
    let (mut messages, mut too_large) = (Vec::new(), 0);
    for (uid, size) in sizes.into_iter().take(MESSAGES) {
        if size > MOST {
            too_large += 1;
        } else {
            let mut found = session.uid_fetch(uid.to_string(), "BODY.PEEK[]").await.map_err(said)?;
            while let Some(one) = found.try_next().await.map_err(said)? {
                messages.extend(one.body().map(<[u8]>::to_vec));
            }
        }
        last = uid;
    }
    let _ = session.logout().await;
    Ok(Looked { messages, mark: format!("{validity}:{last}"), too_large })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_user_host_and_folder() {
        let place = read("imaps://wire%40meridian.example@mail.example/Copy%20in/Agency").unwrap();
        let expected = Place {
            user: "wire@meridian.example".into(),
            host: "mail.example".into(),
            port: 993,
            folder: "Copy in/Agency".into(),
            is_secret: true,
        };
        assert_eq!(place, expected);
        assert_eq!(
            read("imap://a@127.0.0.1:1143").map(|it| (it.folder, it.port)).unwrap(),
            ("INBOX".into(), 1143)
        );
        for bad in [
            "",
            "imaps://mail.example",
            "imaps://a:b@mail.example",
            "https://a@mail.example",
            "imaps://a@m/x%0d%0ay",
        ] {
            assert!(!is_mail_folder(bad), "{bad}");
        }
    }
}
