//! Who certifies the site, and when is that done again? An authority that speaks ACME (RFC 8555), which looks for its answer
//! at the site's own port (TLS-ALPN-01, RFC 8737): nothing else has to be open.
//!
//! Invariants: the certificate in use is not given up before another one is there; account, key and certificate are kept in
//! the data folder, readable by nobody else; an authority that refuses is asked again later and later.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use instant_acme::{
    Account, AccountCredentials, AuthorizationStatus, ChallengeType, Identifier, NewAccount, NewOrder,
    OrderStatus, RetryPolicy,
};
use listener::Certificate;
use newsroom::{Agency, Clock};
use rcgen::{CertificateParams, CustomExtension, KeyPair};
use x509_parser::prelude::{GeneralName, Pem};

use crate::config::Keys;

/// How often it is looked whether something is to be done.
const LOOKED: Duration = Duration::from_secs(60);
/// How soon an authority that refused is asked again, at first and at last.
const AGAIN: Duration = Duration::from_secs(60);
const AT_LAST: Duration = Duration::from_secs(6 * 3600);

/// What is asked, of whom.
#[derive(Clone, Debug)]
pub struct Authority {
    /// The address of somebody who is told when something is wrong.
    contact: String,
    /// Its directory (RFC 8555 section 7.1.1).
    directory: String,
    /// The certificate that it shows itself is signed by this one, where no other program knows it.
    root: Option<PathBuf>,
    /// Where account, key and certificate are kept.
    folder: PathBuf,
}

/// A certificate as it was kept: for which names, and from when to when.
struct Held {
    names: BTreeSet<String>,
    from: i64,
    until: i64,
}

impl Authority {
    /// The one that the configuration names, if any.
    ///
    /// # Errors
    /// When files of a certificate are named too.
    pub fn of(keys: &Keys, data: &Path) -> Result<Option<Authority>> {
        if keys.acme.is_empty() {
            return Ok(None);
        }
        if !keys.certificate.is_empty() {
            bail!("set either acme or certificate and certificate_key: the site has one certificate");
        }
        Ok(Some(Authority {
            contact: keys.acme.clone(),
            directory: keys.acme_directory.clone(),
            root: Some(PathBuf::from(&keys.acme_root)).filter(|it| !it.as_os_str().is_empty()),
            folder: data.join("certificate"),
        }))
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// What is shown from the first moment: the one kept, or one that nobody has certified yet.
    ///
    /// # Errors
    /// When the folder cannot be used.
    pub fn first(&self) -> Result<Certificate> {
        make_private(&self.folder)?;
        if let Ok(kept) = Certificate::read(&self.file("chain.pem"), &self.file("key.pem")) {
            return Ok(kept);
        }
        let key = KeyPair::generate()?;
        let own = CertificateParams::new(vec!["not-yet-certified.invalid".to_owned()])?.self_signed(&key)?;
        Ok(Certificate::of(own.pem().as_bytes(), key.serialize_pem().as_bytes())?)
    }

    /// Has the site certified, again before that ends, and when an edition gets a name of its own. Never ends.
    pub async fn keep(self, certificate: Certificate, agency: Agency, public_url: String) {
        let mut wait = AGAIN;
        loop {
            let names = names(&agency, &public_url);
            if self.held().is_none_or(|held| held.is_due(&names, Clock::system().now().as_second())) {
                match self.certify(&certificate, &names).await {
                    Ok(()) => {
                        tracing::info!(?names, "the site is certified");
                        wait = AGAIN;
                    }
                    Err(error) => {
                        let error = format!("{error:#}");
                        tracing::warn!(%error, ?names, again = ?wait, "the site could not be certified; it is tried again");
                        tokio::time::sleep(wait).await;
                        wait = (wait * 2).min(AT_LAST);
                        continue;
                    }
                }
            }
            tokio::time::sleep(LOOKED).await;
        }
    }

    fn held(&self) -> Option<Held> {
        let chain = std::fs::read(self.file("chain.pem")).ok()?;
        let pem = Pem::iter_from_buffer(&chain).next()?.ok()?;
        let certificate = pem.parse_x509().ok()?;
        let names = certificate.subject_alternative_name().ok()??.value.general_names.iter();
        let names = names.filter_map(|it| match it {
            GeneralName::DNSName(name) => Some((*name).to_owned()),
            _ => None,
        });
        let validity = certificate.validity();
        Some(Held {
            names: names.collect(),
            from: validity.not_before.timestamp(),
            until: validity.not_after.timestamp(),
        })
    }

    async fn certify(&self, certificate: &Certificate, names: &BTreeSet<String>) -> Result<()> {
        let account = self.account().await.context("the authority has no account for us")?;
        let wanted: Vec<Identifier> = names.iter().cloned().map(Identifier::Dns).collect();
        let mut order = account.new_order(&NewOrder::new(&wanted)).await?;
        let asked = answer_all(&mut order, certificate).await;
        let status = match asked {
            Ok(()) => order.poll_ready(&RetryPolicy::default()).await.map_err(Into::into),
            Err(error) => Err(error),
        };
        certificate.forget_answers();
        let status = status?;
        if status != OrderStatus::Ready {
            let why = order.state().error.as_ref().map(ToString::to_string).unwrap_or_default();
            bail!(
                "it did not find its answer at port 443 of each of these names ({status:?}) {why}: they must lead to this \
                 machine, without another TLS in between"
            );
        }
        let key = order.finalize().await?;
        let chain = order.poll_certificate(&RetryPolicy::default()).await?;
        certificate.change(chain.as_bytes(), key.as_bytes())?;
        // The key first: a chain without its key would be asked for anew, a key without its chain does no harm.
        write_private(&self.file("key.pem"), key.as_bytes())?;
        write_private(&self.file("chain.pem"), chain.as_bytes())
    }

    /// The account that is kept, or a new one.
    async fn account(&self) -> Result<Account> {
        let builder = match &self.root {
            Some(root) => Account::builder_with_root(root)?,
            None => Account::builder()?,
        };
        let file = self.file("account.json");
        if let Ok(kept) = std::fs::read(&file) {
            let kept: AccountCredentials = serde_json::from_slice(&kept)
                .with_context(|| format!("{} is no account: delete it for a new one", file.display()))?;
            return Ok(builder.from_credentials(kept).await?);
        }
        let contact = format!("mailto:{}", self.contact);
        let new =
            NewAccount { contact: &[&contact], terms_of_service_agreed: true, only_return_existing: false };
        let (account, credentials) = builder.create(&new, self.directory.clone(), None).await?;
        write_private(&file, &serde_json::to_vec(&credentials)?)?;
        Ok(account)
    }
}

impl Held {
    /// A third of its time is left, or a name is missing.
    fn is_due(&self, names: &BTreeSet<String>, now: i64) -> bool {
        now > self.until - (self.until - self.from) / 3 || !names.is_subset(&self.names)
    }
}

/// Answers each challenge: a certificate of our own that names the site and holds the digest (RFC 8737 section 3).
async fn answer_all(order: &mut instant_acme::Order, certificate: &Certificate) -> Result<()> {
    let mut authorizations = order.authorizations();
    while let Some(authorization) = authorizations.next().await {
        let mut authorization = authorization?;
        if authorization.status == AuthorizationStatus::Valid {
            continue;
        }
        let mut challenge = authorization
            .challenge(ChallengeType::TlsAlpn01)
            .context("the authority does not offer TLS-ALPN-01: use another, or a certificate from files")?;
        let name = challenge.identifier().to_string();
        let key = KeyPair::generate()?;
        let mut answer = CertificateParams::new(vec![name.clone()])?;
        let digest = challenge.key_authorization().digest();
        answer.custom_extensions = vec![CustomExtension::new_acme_identifier(digest.as_ref())];
        let answer = answer.self_signed(&key)?;
        certificate.answer(&name, answer.pem().as_bytes(), key.serialize_pem().as_bytes())?;
        challenge.set_ready().await?;
    }
    Ok(())
}

/// The names under which the site is reached: its own, and those that editions have for themselves.
fn names(agency: &Agency, public_url: &str) -> BTreeSet<String> {
    let own = public_url.trim_start_matches("https://").split(['/', ':']).next().unwrap_or_default();
    let house = agency.house();
    let editions = house.editions.iter().filter_map(|edition| edition.host.as_deref());
    let all = std::iter::once(own).chain(editions.map(|host| host.split(':').next().unwrap_or_default()));
    all.map(str::to_ascii_lowercase).collect()
}

fn make_private(folder: &Path) -> Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
        .with_context(|| format!("cannot create {}", folder.display()))
}

fn write_private(file: &Path, bytes: &[u8]) -> Result<()> {
    use std::io::Write as _;
    use std::os::unix::fs::OpenOptionsExt as _;
    let beside = file.with_extension("part");
    let mut options = std::fs::OpenOptions::new();
    let mut write = || -> std::io::Result<()> {
        let mut part = options.write(true).create(true).truncate(true).mode(0o600).open(&beside)?;
        part.write_all(bytes)?;
        part.sync_all()?;
        std::fs::rename(&beside, file)
    };
    write().with_context(|| format!("cannot write {}", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_certificate_is_renewed_in_its_last_third_and_for_a_new_name() {
        let name = |name: &str| BTreeSet::from([name.to_owned()]);
        let held = Held { names: name("news.example"), from: 0, until: 90 };
        assert!(!held.is_due(&name("news.example"), 59));
        assert!(held.is_due(&name("news.example"), 61));
        assert!(held.is_due(&name("other.example"), 1));
    }

    #[test]
    fn files_and_an_authority_are_not_both_named() {
        let keys =
            Keys { acme: "post@news.example".into(), certificate: "chain.pem".into(), ..Keys::default() };
        assert!(Authority::of(&keys, Path::new("/tmp")).is_err());
        assert!(Authority::of(&Keys::default(), Path::new("/tmp")).unwrap().is_none());
    }
}
