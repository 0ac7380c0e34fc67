//! Is the house well: its folder, its clock, its address, its mail? Looked at from outside, whether it runs or not.
//!
//! Nothing is changed but a file of a moment in the folder; nobody is asked but the name server and what the configuration
//! names.

use std::net::SocketAddr;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

/// How far a clock may be off.
const OFF: SignedDuration = SignedDuration::from_secs(30);
/// How many days before its end a certificate is worth a word, and is as good as ended.
const CERTIFICATE: (i64, i64) = (21, 3);
/// How many bytes have to be free so that nothing is said, and so that it goes on at all.
const FREE: (u64, u64) = (2 << 30, 256 << 20);

/// How something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Health {
    /// As it should be.
    Well,
    /// It goes on, but not for ever, or not as well as it could.
    Weak,
    /// Something does not work.
    Ill,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Symptom {
    /// How it stands.
    pub health: Health,
    /// What was looked at: `folder`, `database`, `disk`, `keys`, `backup`, `clock`, `certificate`, `mail`, `dkim`, `spf`, `dmarc`,
    /// `mx`, `returns`, `sign-in`.
    pub of: &'static str,
    /// What is so, and what to do where it should be otherwise.
    pub says: String,
}

/// What is to be looked at.
#[derive(Clone, Debug)]
pub struct Patient<'a> {
    /// The data folder.
    pub folder: &'a Path,
    /// The folder of the keys.
    pub keys: PathBuf,
    /// The database, where the rows are in one.
    pub database: Option<&'a str>,
    /// The address of the site.
    pub public_url: &'a str,
    /// The mail server; empty where no mail goes out.
    pub smtp: &'a str,
    /// From whom mail comes.
    pub mail_from: &'a str,
    /// The mailbox to which mail comes back, with its password.
    pub returns: Option<(String, String)>,
    /// The providers of sign-ins: issuer, client, secret.
    pub providers: Vec<(String, String, String)>,
    /// Private networks that may be reached.
    pub networks: &'a str,
    /// Hours between backups; 0 where none are taken.
    pub backup_hours: u32,
    /// The name server to ask; those of the machine where none is named.
    pub name_server: Option<SocketAddr>,
    /// Now.
    pub now: Timestamp,
}

fn well(of: &'static str, says: impl Into<String>) -> Symptom {
    Symptom { health: Health::Well, of, says: says.into() }
}

fn weak(of: &'static str, says: impl Into<String>) -> Symptom {
    Symptom { health: Health::Weak, of, says: says.into() }
}

fn ill(of: &'static str, says: impl Into<String>) -> Symptom {
    Symptom { health: Health::Ill, of, says: says.into() }
}

/// Looks at everything.
pub async fn examine(it: &Patient<'_>) -> Vec<Symptom> {
    let mut found = folder(it);
    found.extend(it.database.map(database));
    found.extend(address(it).await);
    found.extend(mail(it).await);
    found.extend(sign_in(it).await);
    found
}

fn database(address: &str) -> Symptom {
    match store::look_at_database(address) {
        Err(error) => ill("database", error.to_string()),
        Ok((version, _)) if version < 150_000 => {
            ill("database", format!("PostgreSQL {} is too old: use 15 or newer", version / 10_000))
        }
        Ok((version, locale)) => {
            let says =
                format!("PostgreSQL {}.{} answers, locale {locale}", version / 10_000, version % 10_000);
            match locale.as_str() {
                "C" | "POSIX" => well("database", says),
                _ => weak(
                    "database",
                    format!("{says}: names are sorted otherwise than in a folder; make it with locale C"),
                ),
            }
        }
    }
}

fn folder(it: &Patient<'_>) -> Vec<Symptom> {
    let shown = it.folder.display();
    if it.database.is_none() && !it.folder.join("agency.sqlite").exists() {
        return vec![ill(
            "folder",
            format!("{shown} holds no agency: start one there with `dateline serve`"),
        )];
    }
    let mut found = Vec::new();
    let probe = it.folder.join(".doctor");
    match std::fs::write(&probe, b"?").and_then(|()| std::fs::remove_file(&probe)) {
        Ok(()) => found.push(well("folder", format!("{shown} can be written"))),
        Err(error) => found.push(ill(
            "folder",
            format!("{shown} cannot be written: {error}. Who runs Dateline has to own it"),
        )),
    }
    found.push(match free(it.folder) {
        Err(error) => weak("disk", format!("it cannot be said how much is free: {error}")),
        Ok(free) => {
            let says = format!("{} MB free", free >> 20);
            match free {
                free if free < FREE.1 => {
                    ill("disk", format!("{says}: make room now, or nothing can be sent"))
                }
                free if free < FREE.0 => weak("disk", format!("{says}: make room soon")),
                _ => well("disk", says),
            }
        }
    });
    found.push(keys(&it.keys));
    if it.backup_hours > 0 {
        found.push(backup(&it.folder.join("backups"), it));
    }
    found
}

fn free(folder: &Path) -> std::io::Result<u64> {
    let told = rustix::fs::statvfs(folder)?;
    Ok(told.f_bavail.saturating_mul(told.f_frsize))
}

fn keys(folder: &Path) -> Symptom {
    let Ok(files) = std::fs::read_dir(folder) else {
        return ill("keys", format!("{} is not there: nothing can be signed", folder.display()));
    };
    for file in files.flatten() {
        let mode = file.metadata().map(|it| it.permissions().mode() & 0o077).unwrap_or(0);
        if mode != 0 {
            let path = file.path();
            return ill("keys", format!("{0} can be read by others: chmod 600 {0}", path.display()));
        }
    }
    well("keys", "can be read by their owner only")
}

fn backup(folder: &Path, it: &Patient<'_>) -> Symptom {
    let newest = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let newest =
        newest.filter_map(|file| Timestamp::try_from(file.metadata().ok()?.modified().ok()?).ok()).max();
    let Some(at) = newest else {
        return weak("backup", "there is none yet: one is taken while the agency runs");
    };
    let age = it.now.duration_since(at);
    let hours = age.as_hours().max(0);
    if age > SignedDuration::from_hours(i64::from(it.backup_hours) * 2) {
        ill("backup", format!("the last one is {hours} hours old: look into the log for why"))
    } else {
        well("backup", format!("the last one is {hours} hours old"))
    }
}

/// The clock by what the site itself and the providers say, and the certificate.
async fn address(it: &Patient<'_>) -> Vec<Symptom> {
    let mut found = Vec::new();
    let named = std::iter::once(it.public_url).chain(it.providers.iter().map(|(issuer, ..)| issuer.as_str()));
    let mut clocks = Vec::new();
    for address in named.filter(|address| address.starts_with("http")) {
        if let Ok(at) = post::time_at(address).await {
            clocks.push((address, it.now.duration_since(at)));
        }
    }
    let off = clocks.iter().find(|(_, off)| off.abs() > OFF);
    found.push(match (off, clocks.is_empty()) {
        (Some((address, off)), _) => ill(
            "clock",
            format!("{} seconds away from that of {address}: embargoes end and codes hold by it. Let it be set (NTP)", off.as_secs()),
        ),
        (None, true) => weak("clock", "nobody could be asked for the time"),
        (None, false) => well("clock", format!("as that of {}", clocks[0].0)),
    });
    let Some(rest) = it.public_url.strip_prefix("https://") else {
        found.push(weak(
            "certificate",
            "the address is not https: passwords and sessions cross the network readable, unless all of it is this machine",
        ));
        return found;
    };
    let machine = rest.split('/').next().unwrap_or_default();
    let (host, port) = machine.rsplit_once(':').unwrap_or((machine, "443"));
    found.push(match post::certificate_until(host, port.parse().unwrap_or(443)).await {
        Err(why) => ill("certificate", format!("{machine}: {why}")),
        Ok(until) => {
            let days = until.duration_since(it.now).as_hours() / 24;
            let says = format!("{machine}: holds for {days} days");
            match days {
                days if days < CERTIFICATE.1 => ill("certificate", format!("{says}: renew it now")),
                days if days < CERTIFICATE.0 => {
                    weak("certificate", format!("{says}: why was it not renewed?"))
                }
                _ => well("certificate", says),
            }
        }
    });
    found
}

async fn mail(it: &Patient<'_>) -> Vec<Symptom> {
    if it.smtp.is_empty() {
        return vec![weak("mail", "none goes out: nobody can register (smtp in the configuration)")];
    }
    if it.smtp.starts_with("folder:") {
        return vec![weak("mail", "is kept in a folder and goes nowhere")];
    }
    let mailer = match post::Mailer::new(it.smtp, it.mail_from) {
        Ok(mailer) => mailer,
        Err(why) => return vec![ill("mail", why)],
    };
    let mut found = vec![match mailer.greets().await {
        Ok(()) => well("mail", "the server takes our mail"),
        Err(why) => ill("mail", format!("the server does not take our mail: {why}")),
    }];
    let domain = mailer.domain();
    match post::Names::new(it.name_server) {
        Err(why) => found.push(ill("dkim", format!("no name server can be asked: {why}"))),
        Ok(names) => found.extend(records(&names, domain, it).await),
    }
    if let Some((place, password)) = &it.returns {
        let networks = post::Networks::read(it.networks.split_whitespace());
        let looked = match post::Post::new(networks) {
            Ok(post) => post.look_into_mailbox(place, password, None).await.map(drop),
            Err(why) => Err(why),
        };
        found.push(match looked {
            Ok(()) => well("returns", "the mailbox can be read"),
            Err(why) => ill("returns", format!("the mailbox cannot be read: {why}")),
        });
    } else {
        found.push(weak("returns", "nothing reads what comes back (returns in the configuration)"));
    }
    found
}

/// What the domain's records say of its mail (RFC 6376, RFC 7208, RFC 7489).
async fn records(names: &post::Names, domain: &str, it: &Patient<'_>) -> Vec<Symptom> {
    let path = it.keys.join("dkim.key");
    // Opening it makes one where there is none, which is the agency's affair.
    let key = if path.exists() {
        post::DkimKey::open(&path).map(|key| key.record())
    } else {
        Err("there is no key yet: it is made when the agency is started with smtp".to_owned())
    };
    let place = format!("{}._domainkey.{domain}", post::DKIM_SELECTOR);
    let bare = |text: &str| text.chars().filter(|it| !it.is_whitespace()).collect::<String>();
    let dkim = match (key, names.texts(&place).await) {
        (Err(why), _) => ill("dkim", why),
        (_, Err(why)) => ill("dkim", format!("{place}: {why}")),
        (Ok(key), Ok(all)) if all.iter().any(|it| bare(it) == bare(&key)) => {
            well("dkim", format!("{place} is our key"))
        }
        (Ok(_), Ok(all)) if all.is_empty() => {
            ill("dkim", format!("{place} is not there: publish what `dateline dkim` prints"))
        }
        _ => ill("dkim", format!("{place} is another key: publish what `dateline dkim` prints")),
    };
    let spf = match names.texts(domain).await {
        Err(why) => ill("spf", format!("{domain}: {why}")),
        Ok(all) => match all.iter().filter(|it| it.starts_with("v=spf1")).count() {
            0 => weak(
                "spf",
                format!("{domain} does not say who may send for it: publish v=spf1 with your mail server"),
            ),
            1 => well("spf", format!("{domain} says who may send for it")),
            _ => ill("spf", format!("{domain} says it twice, which counts as not at all: leave one v=spf1")),
        },
    };
    let place = format!("_dmarc.{domain}");
    let dmarc = match names.texts(&place).await {
        Err(why) => ill("dmarc", format!("{place}: {why}")),
        Ok(all) if all.iter().any(|it| it.starts_with("v=DMARC1")) => {
            well("dmarc", format!("{place} is there"))
        }
        Ok(_) => weak("dmarc", format!("{place} is not there: large providers refuse mail without it")),
    };
    let mx = match names.mail_servers(domain).await {
        Err(why) => ill("mx", format!("{domain}: {why}")),
        Ok(all) if all.is_empty() => {
            ill("mx", format!("{domain} takes no mail, so nothing that cannot be delivered comes back"))
        }
        Ok(all) => well("mx", format!("{domain} takes mail at {}", all.join(", "))),
    };
    vec![dkim, spf, dmarc, mx]
}

async fn sign_in(it: &Patient<'_>) -> Vec<Symptom> {
    let mut found = Vec::new();
    for (issuer, client, secret) in &it.providers {
        let asked = match post::Provider::new(issuer, client, secret) {
            Ok(provider) => provider.doors().await.map(drop),
            Err(why) => Err(why),
        };
        found.push(match asked {
            Ok(()) => well("sign-in", format!("{issuer} answers")),
            Err(why) => ill("sign-in", format!("{issuer}: {why}")),
        });
    }
    found
}
