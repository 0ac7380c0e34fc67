//! The configuration: one documented struct, a TOML file, and `DATELINE_…` variables in front of it.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, anyhow, bail};
use newsroom::Witness;
use serde::{Deserialize, Serialize};

/// What the operator decides.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Config {
    /// The folder in which everything is kept.
    pub data: PathBuf,
    /// The file's part.
    pub keys: Keys,
}

/// The keys of `dateline.toml`.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Keys {
    /// Where to listen.
    pub listen: String,
    /// The database that several nodes share.
    pub database: String,
    /// The NATS server by which they wake each other.
    pub bus: String,
    /// The bucket of their pictures.
    pub media: String,
    /// The folder of the keys, where it is another.
    pub keys: String,
    /// The address under which readers reach the site.
    pub public_url: String,
    /// The file of the certificate's chain, for TLS of our own.
    pub certificate: String,
    /// The file of its key.
    pub certificate_key: String,
    /// Who an authority tells when something is wrong with the certificate that it gives.
    pub acme: String,
    /// The directory of the authority.
    pub acme_directory: String,
    /// The file of the root that its own certificate goes back to.
    pub acme_root: String,
    /// Where to listen for plain HTTP that is led to HTTPS.
    pub redirect: String,
    /// Where to show the numbers of the house.
    pub metrics: String,
    /// Where traces go.
    pub traces: String,
    /// Whether to serve others than this machine without TLS.
    pub insecure_http: bool,
    /// A folder of one's own templates and assets.
    pub theme: String,
    /// `human` or `json`.
    pub log: String,
    /// The most bytes of a form.
    pub body_limit: usize,
    /// The most bytes of an upload.
    pub upload_limit: usize,
    /// Open live streams.
    pub live_limit: usize,
    /// Processes that carry newsfeeds beside the one that serves.
    pub live_workers: usize,
    /// Requests under way.
    pub request_limit: usize,
    /// Bytes of finished pages in memory.
    pub page_memory: usize,
    /// Proxies whose word is taken.
    pub trusted_proxies: String,
    /// Hours between backups.
    pub backup_hours: u32,
    /// Backups that are kept.
    pub backup_keep: usize,
    /// Private networks that deliveries may reach.
    pub private_networks: String,
    /// Who else signs the public log.
    pub witnesses: String,
    /// The mail server that takes what goes out by mail.
    pub smtp: String,
    /// From whom mail comes.
    pub mail_from: String,
    /// The mailbox to which it comes back that cannot be delivered.
    pub returns: String,
    /// The provider of sign-ins.
    pub oidc_issuer: String,
    /// The name that it knows the agency by.
    pub oidc_client: String,
    /// The secret that it gave.
    pub oidc_secret: String,
    /// Providers by which readers may sign in.
    pub reader_oidc: String,
}

impl Default for Keys {
    fn default() -> Self {
        let web = web::Options::default();
        Keys {
            listen: "localhost:8080".into(),
            database: String::new(),
            bus: String::new(),
            media: String::new(),
            keys: String::new(),
            public_url: String::new(),
            insecure_http: false,
            certificate: String::new(),
            certificate_key: String::new(),
            acme: String::new(),
            acme_directory: "https://acme-v02.api.letsencrypt.org/directory".into(),
            acme_root: String::new(),
            redirect: String::new(),
            metrics: String::new(),
            traces: String::new(),
            theme: String::new(),
            log: "human".into(),
            body_limit: web.body_limit,
            upload_limit: web.upload_limit,
            live_limit: 0,
            live_workers: 0,
            request_limit: web.request_limit,
            page_memory: web.page_memory,
            trusted_proxies: web.trusted_proxies,
            backup_hours: 24,
            backup_keep: 7,
            private_networks: String::new(),
            witnesses: String::new(),
            smtp: String::new(),
            mail_from: String::new(),
            returns: String::new(),
            oidc_issuer: String::new(),
            oidc_client: String::new(),
            oidc_secret: String::new(),
            reader_oidc: String::new(),
        }
    }
}

/// Keys whose value is a secret: `DATELINE_…_FILE` names a file that holds it, and it is not printed.
const SECRET: [&str; 6] = ["bus", "database", "oidc_secret", "reader_oidc", "returns", "smtp"];

/// Every key with what it does; the test holds it against [`Keys`].
const ABOUT: [(&str, &str); 35] = [
    ("listen", "Where to listen: host and port. Port 0 takes a free one."),
    (
        "database",
        "The PostgreSQL database that several nodes share, as postgres://user:password@host/name; empty keeps all rows in the data folder. DATELINE_DATABASE_FILE names a file that holds it.",
    ),
    (
        "bus",
        "The NATS server by which nodes wake each other, as nats://user:password@host:4222, or tls:// for TLS; empty has them look every second. DATELINE_BUS_FILE names a file that holds it.",
    ),
    (
        "media",
        "The bucket of the pictures, as s3://bucket/prefix?endpoint=https://host&region=name, with AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY set; empty keeps them in media/ of the data folder.",
    ),
    ("keys", "The folder of the agency's keys, the same on every node; empty for keys/ of the data folder."),
    (
        "public_url",
        "The address under which readers reach the site, as https://news.example; empty takes the one that is listened at.",
    ),
    (
        "certificate",
        "The file of the site's certificate with the chain below it (PEM): Dateline then speaks TLS itself, HTTP/2 and HTTP/1.1. Read again when it changes; empty speaks plain HTTP.",
    ),
    ("certificate_key", "The file of the certificate's key (PEM)."),
    (
        "acme",
        "An e-mail address: an authority then certifies the site by ACME and writes to it when something is wrong. public_url must be https and lead to this machine's port 443; with this its terms are agreed to. Empty for none.",
    ),
    ("acme_directory", "The authority's directory (RFC 8555); usually Let's Encrypt's."),
    (
        "acme_root",
        "The file of the root certificate of an authority of your own (PEM); empty for the system's.",
    ),
    (
        "redirect",
        "With a certificate: where to listen for plain HTTP, as 0.0.0.0:80, and lead it to public_url; empty for nowhere.",
    ),
    (
        "metrics",
        "Where to show the numbers of the house to Prometheus, at /metrics, as localhost:9464; empty for nowhere. Anybody who reaches the address reads them.",
    ),
    (
        "traces",
        "The OpenTelemetry collector that gets traces by OTLP over HTTP, as http://localhost:4318; empty for none. OTEL_EXPORTER_OTLP_HEADERS and OTEL_TRACES_SAMPLER say more of it.",
    ),
    (
        "insecure_http",
        "Whether to serve other machines without TLS in front. Passwords and sessions then cross the network readable.",
    ),
    ("theme", "A folder whose templates/ and assets/ stand in front of the built-in ones; empty for none."),
    ("log", "How to log on standard error: human or json."),
    ("body_limit", "The most bytes a form or an API call may carry."),
    ("upload_limit", "The most bytes an uploaded picture may have."),
    (
        "live_limit",
        "How many live streams may be open at once; more are told to come back. 0: nine of ten connections that the limit of open files allows.",
    ),
    (
        "live_workers",
        "How many more processes carry newsfeeds that nothing encrypts here; each holds as many as it may open files. For hosts where one process may not open enough.",
    ),
    (
        "request_limit",
        "How many requests of readers may be under way at once, and as many of the desk and of subscribers; more are told to come back.",
    ),
    ("page_memory", "The most bytes of finished pages kept in memory."),
    (
        "trusted_proxies",
        "Networks of the proxies in front, set apart by spaces, as 10.0.0.0/8: from them X-Forwarded-For is believed; empty for none.",
    ),
    ("backup_hours", "Hours between backups into backups/ of the data folder; 0 takes none."),
    ("backup_keep", "How many of these backups are kept; the oldest go first."),
    (
        "private_networks",
        "Networks, set apart by spaces, that deliveries may reach although they are not public, as 10.0.0.0/8.",
    ),
    (
        "witnesses",
        "Who else signs the public log (C2SP tlog-witness), each as KEY ADDRESS, set apart by commas; empty for nobody.",
    ),
    (
        "smtp",
        "The mail server: smtps://user:password@host:465, smtp://user:password@host:587?tls=required, smtp://localhost:25 for one on this machine, or folder:PATH to keep mail in a folder instead of sending it; empty sends none. DATELINE_SMTP_FILE names a file that holds it.",
    ),
    ("mail_from", "From whom mail comes, as Meridian <wire@meridian.example>."),
    (
        "returns",
        "The mailbox that gets what cannot be delivered (mail to the user of mail_from with +something), as imaps://user:password@host/INBOX; empty reads none. DATELINE_RETURNS_FILE names a file that holds it.",
    ),
    (
        "oidc_issuer",
        "A provider by which the staff may sign in (OpenID Connect), as https://id.example; empty for none. It leads back to PUBLIC_URL/sign-in/provider/return.",
    ),
    ("oidc_client", "The name that the provider knows the agency by."),
    (
        "oidc_secret",
        "The secret that the provider gave. DATELINE_OIDC_SECRET_FILE names a file that holds it.",
    ),
    (
        "reader_oidc",
        "Providers by which readers may sign in, set apart by spaces, as https://client:secret@id.example; empty for none. Each leads back to PUBLIC_URL/account/provider/id.example/return. DATELINE_READER_OIDC_FILE names a file that holds them.",
    ),
];

impl Config {
    /// Reads the file, if there is one, then the environment.
    ///
    /// # Errors
    /// A key that is not known (the nearest known one is named), or a value of the wrong kind.
    pub fn load(file: Option<&Path>, data: Option<&Path>) -> Result<Config> {
        let data = data.unwrap_or(Path::new("dateline-data")).to_owned();
        let usual = data.join("dateline.toml");
        let text = match file {
            Some(file) => {
                std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?
            }
            None => std::fs::read_to_string(&usual).unwrap_or_default(),
        };
        let shown = file.unwrap_or(&usual).display().to_string();
        let keys = Keys::parse(&text, std::env::vars()).with_context(|| shown)?;
        Ok(Config { data, keys })
    }

    /// The web room's settings, once it is known where it listens.
    pub fn web(&self, listening: &str) -> web::Options {
        let keys = &self.keys;
        let public_url =
            if keys.public_url.is_empty() { listening } else { keys.public_url.trim_end_matches('/') };
        web::Options {
            public_url: public_url.to_owned(),
            theme: if keys.theme.is_empty() { None } else { Some(PathBuf::from(&keys.theme)) },
            body_limit: keys.body_limit,
            upload_limit: keys.upload_limit,
            live_limit: keys.live_limit,
            request_limit: keys.request_limit,
            page_memory: keys.page_memory,
            trusted_proxies: keys.trusted_proxies.clone(),
        }
    }

    /// Where the agency is kept.
    pub fn place(&self) -> newsroom::Place {
        let given = |value: &str| Some(value.to_owned()).filter(|it| !it.is_empty());
        let keys = given(&self.keys.keys).map(PathBuf::from);
        let (bus, media) = (given(&self.keys.bus), given(&self.keys.media));
        newsroom::Place { folder: self.data.clone(), keys, database: given(&self.keys.database), bus, media }
    }

    /// Whether there may be an agency: in a database there is one as soon as it is served from there.
    pub fn has_agency(&self) -> bool {
        !self.keys.database.is_empty() || self.data.join("agency.sqlite").exists()
    }

    /// The mailbox to which mail comes back, without its password, and the password.
    pub fn returns(&self) -> Option<(String, String)> {
        let (scheme, rest) = self.keys.returns.split_once("://")?;
        let (pair, place) = rest.rsplit_once('@')?;
        let (user, password) = pair.split_once(':').unwrap_or((pair, ""));
        Some((format!("{scheme}://{user}@{place}"), password.to_owned()))
    }

    /// Who else signs the public log.
    ///
    /// # Errors
    /// One that is not written as it is asked for.
    pub fn witnesses(&self) -> Result<Vec<Witness>> {
        let all = self.keys.witnesses.split(',').map(str::trim).filter(|it| !it.is_empty());
        let read =
            |it: &str| it.parse().map_err(|why: String| anyhow!("witnesses: `{it}` cannot be read: {why}"));
        all.map(read).collect()
    }

    /// The providers by which readers may sign in: issuer, client, secret.
    ///
    /// # Errors
    /// One that is not written as it is asked for.
    pub fn reader_providers(&self) -> Result<Vec<(String, String, String)>> {
        let one = |text: &str| {
            let (scheme, rest) = text.split_once("://")?;
            let (pair, machine) = rest.rsplit_once('@')?;
            let (client, secret) = pair.split_once(':')?;
            Some((format!("{scheme}://{machine}"), client.to_owned(), secret.to_owned()))
        };
        let all = self.keys.reader_oidc.split_whitespace().zip(1..);
        all.map(|(text, n)| {
            one(text).with_context(|| {
                format!("reader_oidc: number {n} is not written as https://client:secret@id.example")
            })
        })
        .collect()
    }

    /// The configuration as a file with an explanation of every key.
    pub fn annotated(&self) -> String {
        let table = toml::Table::try_from(&self.keys).unwrap_or_default();
        let mut out = String::from(
            "# Dateline's configuration. Save it as dateline.toml in the data folder.\n# Every key can also be given as a variable, as DATELINE_LISTEN.\n",
        );
        for (key, about) in ABOUT {
            let value = table.get(key).map(ToString::to_string).unwrap_or_default();
            // What is printed may be shown to others.
            let value = match key {
                "bus" | "database" | "smtp" | "returns" => without_password(&value),
                _ if SECRET.contains(&key) && value.len() > 2 => "\"…\"".to_owned(),
                _ => value,
            };
            out.push_str(&format!("\n# {about}\n{key} = {value}\n"));
        }
        out
    }
}

impl Keys {
    fn parse(text: &str, variables: impl Iterator<Item = (String, String)>) -> Result<Keys> {
        let mut table: toml::Table = text.parse()?;
        let defaults = toml::Table::try_from(Keys::default())?;
        for (name, value) in variables {
            let Some(key) = name.strip_prefix("DATELINE_").map(str::to_lowercase) else { continue };
            // A secret may stand in a file of its own.
            let (key, value) = match key.strip_suffix("_file").filter(|key| SECRET.contains(key)) {
                Some(secret) => {
                    let read = std::fs::read_to_string(&value);
                    let read = read.with_context(|| format!("{name}: cannot read {value}"))?;
                    (secret.to_owned(), read.trim().to_owned())
                }
                None => (key, value),
            };
            let typed = match defaults.get(&key) {
                Some(toml::Value::Integer(_)) => toml::Value::Integer(
                    value.parse().with_context(|| format!("{name} is a whole number, not `{value}`"))?,
                ),
                Some(toml::Value::Boolean(_)) => toml::Value::Boolean(
                    value.parse().with_context(|| format!("{name} is true or false, not `{value}`"))?,
                ),
                Some(_) => toml::Value::String(value),
                None => continue,
            };
            table.insert(key, typed);
        }
        if let Some(unknown) = table.keys().find(|key| !defaults.contains_key(*key)) {
            let nearest = ABOUT
                .iter()
                .map(|(key, _)| *key)
                .min_by_key(|key| distance(key, unknown))
                .unwrap_or_default();
            bail!("unknown key `{unknown}`: did you mean `{nearest}`? `dateline config` prints all keys");
        }
        Ok(table.try_into()?)
    }
}

/// An address without the password that stands in it.
fn without_password(address: &str) -> String {
    let (Some(start), Some(end)) = (address.find("://"), address.rfind('@')) else {
        return address.to_owned();
    };
    match address[start + 3..end].split_once(':') {
        Some((user, _)) => format!("{}{user}:…{}", &address[..start + 3], &address[end..]),
        None => address.to_owned(),
    }
}

/// How many letters differ (Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.chars().enumerate() {
        let mut before = row[0];
        row[0] = i + 1;
        for (j, cb) in b.iter().enumerate() {
            let kept = row[j + 1];
            row[j + 1] = (before + usize::from(ca != *cb)).min(row[j] + 1).min(kept + 1);
            before = kept;
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_explained_and_the_explanation_reads_back() {
        let config = Config { data: "x".into(), keys: Keys::default() };
        let table = toml::Table::try_from(Keys::default()).unwrap();
        assert_eq!(table.keys().count(), ABOUT.len());
        assert_eq!(Keys::parse(&config.annotated(), std::iter::empty()).unwrap(), config.keys);
    }

    #[test]
    fn a_password_is_not_printed_and_may_stand_in_a_file() {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), "smtps://wire:pass@word@mail.example:465\n").unwrap();
        let variable = ("DATELINE_SMTP_FILE".to_owned(), file.path().display().to_string());
        let keys = Keys::parse("", [variable].into_iter()).unwrap();
        assert_eq!(keys.smtp, "smtps://wire:pass@word@mail.example:465");
        let printed = Config { data: "x".into(), keys }.annotated();
        assert!(
            !printed.contains("pass@word") && printed.contains("smtps://wire:…@mail.example:465"),
            "{printed}"
        );
        let keys = Keys { oidc_secret: "abc".into(), smtp: "smtp://localhost:25".into(), ..Keys::default() };
        let printed = Config { data: "x".into(), keys }.annotated();
        assert!(!printed.contains("abc") && printed.contains("smtp://localhost:25"), "{printed}");
        let gone = ("DATELINE_SMTP_FILE".to_owned(), "/nowhere/at/all".to_owned());
        assert!(Keys::parse("", [gone].into_iter()).unwrap_err().to_string().contains("/nowhere/at/all"));
    }

    #[test]
    fn providers_of_readers_are_read_and_their_secrets_are_told_to_nobody() {
        let keys = Keys {
            reader_oidc: "https://us:se:cr@et@id.example/realm  http://a:b@localhost:3000".into(),
            ..Keys::default()
        };
        let config = Config { data: "x".into(), keys };
        let expected = [("https://id.example/realm", "us", "se:cr@et"), ("http://localhost:3000", "a", "b")];
        let expected: Vec<_> =
            expected.into_iter().map(|(a, b, c)| (a.to_owned(), b.to_owned(), c.to_owned())).collect();
        assert_eq!(config.reader_providers().unwrap(), expected);
        assert!(!config.annotated().contains("se:cr"));
        let keys = Keys { reader_oidc: "https://id.example se:cr@et".into(), ..Keys::default() };
        let error = Config { data: "x".into(), keys }.reader_providers().unwrap_err().to_string();
        assert!(error.contains("number 1") && !error.contains("se:cr"), "{error}");
    }

    #[test]
    fn an_unknown_key_is_an_error_that_names_the_nearest() {
        let error = Keys::parse("lisen = \"x\"", std::iter::empty()).unwrap_err().to_string();
        assert!(error.contains("`lisen`") && error.contains("`listen`"), "{error}");
        assert!(Keys::parse("body_limit = \"much\"", std::iter::empty()).is_err());
    }

    #[test]
    fn a_variable_stands_in_front_of_the_file() {
        let variables =
            [("DATELINE_LIVE_LIMIT".to_owned(), "7".to_owned()), ("OTHER".to_owned(), "x".to_owned())];
        let keys = Keys::parse("live_limit = 5\nlog = \"json\"", variables.into_iter()).unwrap();
        assert_eq!((keys.live_limit, keys.log.as_str()), (7, "json"));
        let wrong = [("DATELINE_INSECURE_HTTP".to_owned(), "perhaps".to_owned())];
        assert!(Keys::parse("", wrong.into_iter()).is_err());
    }
}
