//! What does the world see of the house: its records, its certificate, its clock? For whoever looks after it.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use hickory_resolver::TokioResolver;
use hickory_resolver::config::{ConnectionConfig, NameServerConfig, ResolverConfig};
use hickory_resolver::net::runtime::TokioRuntimeProvider;
use hickory_resolver::proto::rr::{RData, RecordType};
use jiff::Timestamp;
use rustls_platform_verifier::BuilderVerifierExt as _;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::ClientConfig;
use tokio_rustls::rustls::pki_types::ServerName;

/// How long anything may take to answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// Asks for records of names (RFC 1034, RFC 1035).
pub struct Names(TokioResolver);

impl Names {
    /// By a name server, or by those of the machine.
    ///
    /// # Errors
    /// When the machine names none.
    pub fn new(server: Option<SocketAddr>) -> Result<Self, String> {
        let built = match server {
            None => TokioResolver::builder_tokio().map_err(|error| error.to_string())?.build(),
            Some(server) => {
                let (mut udp, mut tcp) = (ConnectionConfig::udp(), ConnectionConfig::tcp());
                (udp.port, tcp.port) = (server.port(), server.port());
                let server = NameServerConfig::new(server.ip(), true, vec![udp, tcp]);
                let config = ResolverConfig::from_name_servers(vec![server]);
                TokioResolver::builder_with_config(config, TokioRuntimeProvider::default()).build()
            }
        };
        built.map(Names).map_err(|error| error.to_string())
    }

    /// The texts of a name; none where it has none.
    ///
    /// # Errors
    /// When nobody answers.
    pub async fn texts(&self, name: &str) -> Result<Vec<String>, String> {
        self.records(name, RecordType::TXT).await
    }

    /// The servers that take a domain's mail; none where it has none.
    ///
    /// # Errors
    /// When nobody answers.
    pub async fn mail_servers(&self, domain: &str) -> Result<Vec<String>, String> {
        self.records(domain, RecordType::MX).await
    }

    async fn records(&self, name: &str, kind: RecordType) -> Result<Vec<String>, String> {
        let asked = tokio::time::timeout(PATIENCE, self.0.lookup(format!("{name}."), kind)).await;
        let found = match asked {
            Err(_) => return Err("no name server answers".into()),
            Ok(Err(error)) if error.is_no_records_found() => return Ok(Vec::new()),
            Ok(Err(error)) => return Err(error.to_string()),
            Ok(Ok(found)) => found,
        };
        let told = found.answers().iter().filter_map(|record| match &record.data {
            RData::TXT(text) => {
                let parts = text.txt_data.iter().map(|part| String::from_utf8_lossy(part).into_owned());
                Some(parts.collect())
            }
            RData::MX(server) => Some(server.exchange.to_string().trim_end_matches('.').to_owned()),
            _ => None,
        });
        Ok(told.collect())
    }
}

/// Until when the certificate of a server holds, if this machine believes it.
///
/// # Errors
/// What is wrong, in words.
pub async fn certificate_until(host: &str, port: u16) -> Result<Timestamp, String> {
    let look = async {
        let stream = TcpStream::connect((host, port)).await;
        let stream = stream.map_err(|error| format!("it cannot be reached: {error}"))?;
        let config = ClientConfig::builder()
            .with_platform_verifier()
            .map_err(|error| format!("there is no means of encryption: {error}"))?
            .with_no_client_auth();
        let name =
            ServerName::try_from(host.to_owned()).map_err(|_| format!("`{host}` is no name of a server"))?;
        let stream = TlsConnector::from(Arc::new(config)).connect(name, stream).await;
        let stream = stream.map_err(|error| format!("its certificate is not believed: {error}"))?;
        let shown = stream.get_ref().1.peer_certificates().and_then(|all| all.first());
        let shown = shown.ok_or("it shows no certificate")?;
        let (_, certificate) =
            x509_parser::parse_x509_certificate(shown).map_err(|error| error.to_string())?;
        Timestamp::from_second(certificate.validity().not_after.timestamp()).map_err(|it| it.to_string())
    };
    tokio::time::timeout(PATIENCE, look).await.unwrap_or_else(|_| Err("it does not answer".into()))
}

/// What a web server says the time is: the header `Date` (RFC 9110 section 6.6.1), to the second.
///
/// # Errors
/// What is wrong, in words.
pub async fn time_at(address: &str) -> Result<Timestamp, String> {
    let client = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .timeout(PATIENCE)
        .build()
        .map_err(|error| error.to_string())?;
    let answer = client.head(address).send().await.map_err(|error| crate::webhook::why(&error))?;
    let told = answer.headers().get(reqwest::header::DATE).and_then(|it| it.to_str().ok());
    let told = told.ok_or("it does not say what the time is")?;
    jiff::fmt::rfc2822::parse(told).map(|it| it.timestamp()).map_err(|error| error.to_string())
}
