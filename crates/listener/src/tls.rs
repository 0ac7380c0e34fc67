//! How is a connection encrypted, and by which certificate?
//!
//! Invariants: TLS 1.2 and 1.3 only, as rustls has them; a certificate that cannot be read never takes the place of one that
//! can; who speaks HTTP/2 says so in the handshake (RFC 7301).

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

/// The certificate in use, which may be changed while connections come.
#[derive(Clone, Debug)]
pub struct Certificate(Arc<RwLock<Arc<CertifiedKey>>>);

/// Why a certificate cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum CertificateError {
    /// The file is not there or is no PEM.
    #[error("{file} cannot be read: {why}")]
    Unread {
        /// The file.
        file: String,
        /// What is wrong with it.
        why: String,
    },
    /// It holds nothing that is looked for.
    #[error("{0} holds no certificate")]
    Empty(String),
    /// Key and certificate are not of each other, or of no kind that is known.
    #[error("certificate and key do not go together: {0}")]
    Unfit(#[from] rustls::Error),
}

impl Certificate {
    /// Reads the chain, the site's own first, and its key, both PEM.
    ///
    /// # Errors
    /// Names the file and what is wrong with it.
    pub fn read(chain: &Path, key: &Path) -> Result<Certificate, CertificateError> {
        Ok(Certificate(Arc::new(RwLock::new(Arc::new(read(chain, key)?)))))
    }

    /// Reads them again; whoever connects from now on is shown what was read.
    ///
    /// # Errors
    /// As [`Certificate::read`]; the one in use stays in use.
    pub fn renew(&self, chain: &Path, key: &Path) -> Result<(), CertificateError> {
        let read = Arc::new(read(chain, key)?);
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = read;
        Ok(())
    }
}

impl ResolvesServerCert for Certificate {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(self.0.read().unwrap_or_else(PoisonError::into_inner).clone())
    }
}

fn read(chain: &Path, key: &Path) -> Result<CertifiedKey, CertificateError> {
    let unread = |file: &Path, error: rustls::pki_types::pem::Error| CertificateError::Unread {
        file: file.display().to_string(),
        why: error.to_string(),
    };
    let certificates = CertificateDer::pem_file_iter(chain)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .map_err(|error| unread(chain, error))?;
    if certificates.is_empty() {
        return Err(CertificateError::Empty(chain.display().to_string()));
    }
    let key = PrivateKeyDer::from_pem_file(key).map_err(|error| unread(key, error))?;
    let provider = rustls::crypto::aws_lc_rs::default_provider();
    Ok(CertifiedKey::from_der(certificates, key, &provider)?)
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
        config.alpn_protocols = vec![H2.to_vec(), HTTP_1_1.to_vec()];
        Ok(Tls(tokio_rustls::TlsAcceptor::from(Arc::new(config))))
    }

    /// Shakes hands; the connection, and whether it speaks HTTP/2.
    pub(crate) async fn accept(
        &self,
        stream: tokio::net::TcpStream,
    ) -> io::Result<(tokio_rustls::server::TlsStream<tokio::net::TcpStream>, bool)> {
        let stream = self.0.accept(stream).await?;
        let is_h2 = stream.get_ref().1.alpn_protocol() == Some(H2);
        Ok((stream, is_h2))
    }
}
