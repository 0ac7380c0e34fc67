//! How is a connection encrypted, and by which certificate?
//!
//! Invariants: TLS 1.2 and 1.3 only, as rustls has them; a certificate that cannot be read never takes the place of one that
//! can; who speaks HTTP/2 says so in the handshake (RFC 7301). Who comes to see whether the site is under our hands
//! (RFC 8737) is shown the answer to that and nothing else.

use std::collections::HashMap;
use std::io;
use std::path::Path;
use std::sync::{Arc, PoisonError, RwLock};

use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use tokio_rustls::rustls;

/// HTTP/2 and HTTP/1.1 as they are named in the handshake.
pub(crate) const H2: &[u8] = b"h2";
const HTTP_1_1: &[u8] = b"http/1.1";
/// What an authority names that looks for the answer to its challenge (RFC 8737 section 6.2).
const ACME: &[u8] = b"acme-tls/1";

/// The certificate in use, which may be changed while connections come.
#[derive(Clone, Debug)]
pub struct Certificate(Arc<Shown>);

#[derive(Debug)]
struct Shown {
    site: RwLock<Arc<CertifiedKey>>,
    /// By the name that an authority asks for.
    answers: RwLock<HashMap<String, Arc<CertifiedKey>>>,
}

/// Why a certificate cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum CertificateError {
    /// The file is not there or cannot be read.
    #[error("{file} cannot be read: {why}")]
    Unread {
        /// The file.
        file: String,
        /// What is wrong with it.
        why: io::Error,
    },
    /// It is no PEM.
    #[error("{what} cannot be read: {why}")]
    Unclear {
        /// The certificate or its key.
        what: &'static str,
        /// What is wrong with it.
        why: rustls::pki_types::pem::Error,
    },
    /// It holds nothing that is looked for.
    #[error("the file of the certificate holds no certificate")]
    Empty,
    /// Key and certificate are not of each other, or of no kind that is known.
    #[error("certificate and key do not go together: {0}")]
    Unfit(#[from] rustls::Error),
}

impl Certificate {
    /// One of a chain, the site's own first, and its key, both PEM.
    ///
    /// # Errors
    /// Says what is wrong with them.
    pub fn of(chain: &[u8], key: &[u8]) -> Result<Certificate, CertificateError> {
        let site = RwLock::new(Arc::new(certified(chain, key)?));
        Ok(Certificate(Arc::new(Shown { site, answers: RwLock::default() })))
    }

    /// The same from files.
    ///
    /// # Errors
    /// Names the file and what is wrong with it.
    pub fn read(chain: &Path, key: &Path) -> Result<Certificate, CertificateError> {
        Certificate::of(&bytes(chain)?, &bytes(key)?)
    }

    /// Reads the files again; whoever connects from now on is shown what was read.
    ///
    /// # Errors
    /// As [`Certificate::read`]; the one in use stays in use.
    pub fn renew(&self, chain: &Path, key: &Path) -> Result<(), CertificateError> {
        self.change(&bytes(chain)?, &bytes(key)?)
    }

    /// Shows another from now on.
    ///
    /// # Errors
    /// As [`Certificate::of`]; the one in use stays in use.
    pub fn change(&self, chain: &[u8], key: &[u8]) -> Result<(), CertificateError> {
        let other = Arc::new(certified(chain, key)?);
        *self.0.site.write().unwrap_or_else(PoisonError::into_inner) = other;
        Ok(())
    }

    /// Shows an authority this when it comes for that name.
    ///
    /// # Errors
    /// As [`Certificate::of`].
    pub fn answer(&self, name: &str, chain: &[u8], key: &[u8]) -> Result<(), CertificateError> {
        // What it answers stands in an extension that must be understood, which only authorities do: the pair is not checked.
        let (certificates, key) = read(chain, key)?;
        let key = rustls::crypto::aws_lc_rs::sign::any_supported_type(&key)?;
        let answer = Arc::new(CertifiedKey::new(certificates, key));
        let mut answers = self.0.answers.write().unwrap_or_else(PoisonError::into_inner);
        answers.insert(name.to_ascii_lowercase(), answer);
        Ok(())
    }

    /// Has no answers for authorities any more.
    pub fn forget_answers(&self) {
        self.0.answers.write().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

impl ResolvesServerCert for Certificate {
    fn resolve(&self, hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        if hello.alpn().is_some_and(|mut names| names.any(|name| name == ACME)) {
            let answers = self.0.answers.read().unwrap_or_else(PoisonError::into_inner);
            return answers.get(&hello.server_name()?.to_ascii_lowercase()).cloned();
        }
        Some(self.0.site.read().unwrap_or_else(PoisonError::into_inner).clone())
    }
}

fn bytes(file: &Path) -> Result<Vec<u8>, CertificateError> {
    std::fs::read(file).map_err(|why| CertificateError::Unread { file: file.display().to_string(), why })
}

fn certified(chain: &[u8], key: &[u8]) -> Result<CertifiedKey, CertificateError> {
    let (certificates, key) = read(chain, key)?;
    let provider = rustls::crypto::aws_lc_rs::default_provider();
    Ok(CertifiedKey::from_der(certificates, key, &provider)?)
}

type Pair = (Vec<CertificateDer<'static>>, PrivateKeyDer<'static>);

fn read(chain: &[u8], key: &[u8]) -> Result<Pair, CertificateError> {
    let unclear = |what| move |why| CertificateError::Unclear { what, why };
    let certificates = CertificateDer::pem_slice_iter(chain)
        .collect::<Result<Vec<_>, _>>()
        .map_err(unclear("the certificate"))?;
    if certificates.is_empty() {
        return Err(CertificateError::Empty);
    }
    Ok((certificates, PrivateKeyDer::from_pem_slice(key).map_err(unclear("the certificate's key"))?))
}

/// What connections are encrypted with.
#[derive(Clone)]
pub struct Tls(tokio_rustls::TlsAcceptor);

impl Tls {
    /// By this certificate.
    ///
    /// # Errors
    /// When the versions of TLS that are wanted cannot be had.
    pub fn by(certificate: &Certificate) -> io::Result<Tls> {
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let mut config = rustls::ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(io::Error::other)?
            .with_no_client_auth()
            .with_cert_resolver(Arc::new(certificate.clone()));
        config.alpn_protocols = vec![H2.to_vec(), HTTP_1_1.to_vec(), ACME.to_vec()];
        Ok(Tls(tokio_rustls::TlsAcceptor::from(Arc::new(config))))
    }

    /// Shakes hands; the connection, and whether it speaks HTTP/2.
    pub(crate) async fn accept(
        &self,
        stream: tokio::net::TcpStream,
    ) -> io::Result<(tokio_rustls::server::TlsStream<tokio::net::TcpStream>, bool)> {
        let stream = self.0.accept(stream).await?;
        match stream.get_ref().1.alpn_protocol() {
            // The handshake was all that it came for.
            Some(ACME) => Err(io::ErrorKind::ConnectionAborted.into()),
            spoken => {
                let is_h2 = spoken == Some(H2);
                Ok((stream, is_h2))
            }
        }
    }
}
