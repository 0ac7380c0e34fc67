//! A file put into a folder of another's server (SFTP over SSH, draft-ietf-secsh-filexfer-02, RFC 4253).
//!
//! We show a key of our own, made for this one server. Its key has to be named in the address; a server that shows
//! another one gets nothing, and what it showed is said.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use reqwest::Url;
use russh::client::{self, Config};
use russh::keys::ssh_key::private::{Ed25519Keypair, KeypairData};
use russh::keys::{HashAlg, PrivateKey, PrivateKeyWithHashAlg, PublicKeyOrCertificate};
use russh_sftp::client::SftpSession;
use russh_sftp::protocol::OpenFlags;
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;

use crate::{Answer, Networks, Post};

/// How long a whole delivery may take.
const LONGEST: Duration = Duration::from_secs(60);

/// A server, as its address names it: `sftp://user@host:22/folder#SHA256:…`.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Server {
    user: String,
    host: String,
    port: u16,
    folder: String,
    /// The fingerprint of its key, as `ssh-keygen -l` prints it.
    key: Option<String>,
}

fn read(address: &str) -> Option<Server> {
    let url = Url::parse(address).ok().filter(|url| url.scheme() == "sftp" && url.password().is_none())?;
    let user = Some(url.username()).filter(|user| !user.is_empty() && !user.contains('%'))?;
    let folder = url.path().trim_end_matches('/');
    Some(Server {
        user: user.to_owned(),
        host: url.host_str()?.trim_matches(['[', ']']).to_owned(),
        port: url.port().unwrap_or(22),
        folder: if folder.is_empty() { ".".into() } else { folder.to_owned() },
        key: url.fragment().filter(|key| !key.is_empty()).map(str::to_owned),
    })
}

/// Whether something is an address of a file server: `sftp://user@host/folder`, without a password.
pub fn is_file_server(typed: &str) -> bool {
    read(typed).is_some()
}

fn own_key(secret: &[u8]) -> Result<PrivateKey, String> {
    let seed =
        <[u8; 32]>::try_from(secret).map_err(|_| "the key of the destination is damaged".to_owned())?;
    let pair = KeypairData::Ed25519(Ed25519Keypair::from_seed(&seed));
    PrivateKey::new(pair, "dateline").map_err(|error| error.to_string())
}

/// The public half of the key that a secret of 32 bytes makes, as a line of `authorized_keys`.
pub fn shown_key(secret: &[u8]) -> Option<String> {
    own_key(secret).ok()?.public_key().to_openssh().ok()
}

/// Who is on the other side: takes the key that the address names, and notes what was shown.
struct Check {
    wanted: Option<String>,
    shown: Arc<Mutex<String>>,
}

impl client::Handler for Check {
    type Error = russh::Error;

    async fn check_server_key(&mut self, key: &PublicKeyOrCertificate) -> Result<bool, russh::Error> {
        let PublicKeyOrCertificate::PublicKey { key, .. } = key else { return Ok(false) };
        let shown = key.fingerprint(HashAlg::Sha256).to_string();
        let is_right = self.wanted.as_deref() == Some(shown.as_str());
        *self.shown.lock().unwrap_or_else(PoisonError::into_inner) = shown;
        Ok(is_right)
    }
}

impl Post {
    /// Puts a file on a server under a name that begins with a dot, and renames it when it is whole.
    pub async fn put_file_on(&self, address: &str, secret: &[u8], name: &str, bytes: &[u8]) -> Answer {
        let refused = |said: String| Answer::Refused { said, after: None };
        if name.is_empty() || name.starts_with('.') || name.contains(['/', '\\', '\0']) {
            return refused(format!("“{name}” can be no file's name"));
        }
        let put = async {
            let server =
                read(address).ok_or_else(|| format!("`{address}` is no address of a file server"))?;
            put(&server, own_key(secret)?, &self.networks, name, bytes).await
        };
        match tokio::time::timeout(LONGEST, put).await {
            Ok(Ok(())) => Answer::Taken("written".into()),
            Ok(Err(said)) => refused(said),
            Err(_) => refused(format!("it took longer than {} seconds", LONGEST.as_secs())),
        }
    }
}

async fn put(
    server: &Server,
    key: PrivateKey,
    networks: &Networks,
    name: &str,
    bytes: &[u8],
) -> Result<(), String> {
    let stream = reach(server, networks).await?;
    let shown = Arc::new(Mutex::new(String::new()));
    let check = Check { wanted: server.key.clone(), shown: shown.clone() };
    let config = Config { inactivity_timeout: Some(Duration::from_secs(30)), ..Config::default() };
    let mut session = client::connect_stream(Arc::new(config), stream, check).await.map_err(|error| {
        let shown = shown.lock().unwrap_or_else(PoisonError::into_inner).clone();
        match error {
            russh::Error::UnknownKey => {
                format!("the server shows the key {shown}, and the address does not name it: add #{shown} if it is right")
            }
            error => error.to_string(),
        }
    })?;
    let key = PrivateKeyWithHashAlg::new(Arc::new(key), None);
    let let_in =
        session.authenticate_publickey(&server.user, key).await.map_err(|error| error.to_string())?;
    if !let_in.success() {
        return Err(format!("the server does not let `{}` in with our key", server.user));
    }
    let done = write(&session, &server.folder, name, bytes).await;
    let _ = session.disconnect(russh::Disconnect::ByApplication, "", "").await;
    done
}

/// A connection to the first address of the server that may be reached.
async fn reach(server: &Server, networks: &Networks) -> Result<TcpStream, String> {
    let found = tokio::net::lookup_host((server.host.as_str(), server.port)).await;
    let found = found.map_err(|error| format!("its name leads nowhere: {error}"))?;
    let open: Vec<SocketAddr> = found.filter(|address| networks.may_reach(address.ip())).collect();
    if open.is_empty() {
        return Err("its name leads to a private network, which the configuration does not allow".into());
    }
    TcpStream::connect(open.as_slice()).await.map_err(|error| format!("it cannot be reached: {error}"))
}

async fn write(
    session: &client::Handle<Check>,
    folder: &str,
    name: &str,
    bytes: &[u8],
) -> Result<(), String> {
    let channel = session.channel_open_session().await.map_err(|error| error.to_string())?;
    channel.request_subsystem(true, "sftp").await.map_err(|error| error.to_string())?;
    let sftp = SftpSession::new(channel.into_stream()).await.map_err(|error| error.to_string())?;
    let said = |error: russh_sftp::client::error::Error| format!("it cannot be written: {error}");
    let (beside, whole) = (format!("{folder}/.{name}.part"), format!("{folder}/{name}"));
    let flags = OpenFlags::CREATE | OpenFlags::TRUNCATE | OpenFlags::WRITE;
    let mut file = sftp.open_with_flags(&beside, flags).await.map_err(said)?;
    file.write_all(bytes).await.map_err(|error| format!("it cannot be written: {error}"))?;
    file.shutdown().await.map_err(|error| format!("it cannot be written: {error}"))?;
    // A rename does not replace (section 6.5): what an earlier try left under the name goes first.
    if sftp.try_exists(&whole).await.map_err(said)? {
        sftp.remove_file(&whole).await.map_err(said)?;
    }
    sftp.rename(&beside, &whole).await.map_err(said)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_user_host_folder_and_key() {
        let server = read("sftp://wire@files.courier.example:2222/in/wire/#SHA256:abc+/x").unwrap();
        let expected = Server {
            user: "wire".into(),
            host: "files.courier.example".into(),
            port: 2222,
            folder: "/in/wire".into(),
            key: Some("SHA256:abc+/x".into()),
        };
        assert_eq!(server, expected);
        assert_eq!(
            read("sftp://wire@[2001:db8::1]").map(|it| (it.host, it.folder)).unwrap(),
            ("2001:db8::1".into(), ".".into())
        );
        for bad in ["", "sftp://files.example/in", "sftp://a:b@files.example/in", "https://a@files.example"] {
            assert!(!is_file_server(bad), "{bad}");
        }
    }

    #[test]
    fn the_key_that_is_shown_is_a_line_of_authorized_keys() {
        let line = shown_key(&[7; 32]).unwrap();
        assert!(line.starts_with("ssh-ed25519 AAAA") && line.ends_with(" dateline"), "{line}");
        assert_eq!(line, shown_key(&[7; 32]).unwrap());
        assert!(shown_key(&[7; 31]).is_none());
    }
}
