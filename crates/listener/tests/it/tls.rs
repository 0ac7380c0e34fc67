//! The same connections, encrypted.

use std::path::Path;
use std::sync::Arc;

use listener::{Certificate, Limits, Tls};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

use super::{CLOSE, get, open_with, told};

/// Writes a certificate of its own for `localhost`; what a client has to trust.
fn write(folder: &Path) -> CertificateDer<'static> {
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    std::fs::write(folder.join("chain.pem"), made.cert.pem()).unwrap();
    std::fs::write(folder.join("key.pem"), made.signing_key.serialize_pem()).unwrap();
    made.cert.der().clone()
}

async fn connect(
    address: std::net::SocketAddr,
    trusted: &CertificateDer<'static>,
    spoken: &[&[u8]],
) -> std::io::Result<tokio_rustls::client::TlsStream<TcpStream>> {
    let mut roots = RootCertStore::empty();
    roots.add(trusted.clone()).unwrap();
    let provider = Arc::new(tokio_rustls::rustls::crypto::aws_lc_rs::default_provider());
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = spoken.iter().map(|it| it.to_vec()).collect();
    let stream = TcpStream::connect(address).await?;
    TlsConnector::from(Arc::new(config)).connect(ServerName::try_from("localhost").unwrap(), stream).await
}

#[tokio::test]
async fn an_encrypted_connection_is_served_alike_and_a_renewed_certificate_is_shown() {
    let folder = tempfile::tempdir().unwrap();
    let (chain, key) = (folder.path().join("chain.pem"), folder.path().join("key.pem"));
    let first = write(folder.path());
    let certificate = Certificate::read(&chain, &key).unwrap();
    let open = open_with(Some(Tls::by(&certificate).unwrap()), Limits::default()).await;

    let mut stream = connect(open.address, &first, &[b"http/1.1"]).await.unwrap();
    let all = [get("/at-hand", ""), get("/large", ""), get("/made", CLOSE)].concat();
    stream.write_all(all.as_bytes()).await.unwrap();
    let mut said = Vec::new();
    let _ = stream.read_to_end(&mut said).await;
    let said = told(&String::from_utf8(said).unwrap());
    assert_eq!((said[0].as_str(), said[2].as_str()), ("200 at hand", "200 made"));
    assert!(said[1].len() > 200 << 20, "{}", said[1].len());

    // A certificate that cannot be used does not take the place of one that can.
    std::fs::write(&key, "nonsense").unwrap();
    certificate.renew(&chain, &key).unwrap_err();
    connect(open.address, &first, &[]).await.unwrap();
    let second = write(folder.path());
    certificate.renew(&chain, &key).unwrap();
    connect(open.address, &first, &[]).await.unwrap_err();
    connect(open.address, &second, &[]).await.unwrap();
}

#[tokio::test]
async fn who_speaks_http_2_is_answered_in_it() {
    let folder = tempfile::tempdir().unwrap();
    let trusted = write(folder.path());
    let certificate =
        Certificate::read(&folder.path().join("chain.pem"), &folder.path().join("key.pem")).unwrap();
    let open = open_with(Some(Tls::by(&certificate).unwrap()), Limits::default()).await;
    let mut stream = connect(open.address, &trusted, &[b"h2", b"http/1.1"]).await.unwrap();
    assert_eq!(stream.get_ref().1.alpn_protocol(), Some(&b"h2"[..]));
    // The preface and empty settings (RFC 9113 section 3.4); the answer begins with settings.
    stream.write_all(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0").await.unwrap();
    let mut frame = [0; 9];
    stream.read_exact(&mut frame).await.unwrap();
    assert_eq!(frame[3], 4, "{frame:?}");
}

#[tokio::test]
async fn who_does_not_shake_hands_is_let_go() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path());
    let certificate =
        Certificate::read(&folder.path().join("chain.pem"), &folder.path().join("key.pem")).unwrap();
    let limits = Limits { head: std::time::Duration::from_millis(100), ..Limits::default() };
    let open = open_with(Some(Tls::by(&certificate).unwrap()), limits).await;
    for said in ["", "GET / HTTP/1.1\r\nHost: a\r\n\r\n"] {
        let mut stream = open.connect().await;
        stream.write_all(said.as_bytes()).await.unwrap();
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer).await;
        assert!(!answer.starts_with(b"HTTP"), "{answer:?}");
    }
}

#[test]
fn what_is_wrong_with_a_certificate_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let (chain, key) = (folder.path().join("chain.pem"), folder.path().join("key.pem"));
    let said = |chain: &Path, key: &Path| Certificate::read(chain, key).unwrap_err().to_string();
    assert!(said(&chain, &key).contains("chain.pem cannot be read"));
    write(folder.path());
    let other = tempfile::tempdir().unwrap();
    write(other.path());
    assert!(said(&chain, &other.path().join("key.pem")).contains("do not go together"));
    std::fs::write(&chain, "").unwrap();
    assert!(said(&chain, &key).contains("holds no certificate"));
}
