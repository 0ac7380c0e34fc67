//! What the command line asks of an agency: of its folder, or, while that is served, of the one who serves it.

use std::process::ExitCode;

use anyhow::{Context as _, Result};
use newsroom::{Agency, Clock, Error, Where};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::config::Config;
use crate::{answer, control};

/// Something asked, as it also goes over the control socket.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
pub enum Ask {
    /// Send plain wire copy.
    Send {
        /// The copy.
        copy: String,
        /// The edition, where it names none.
        edition: Option<String>,
        /// The section, where it names none.
        section: Option<String>,
        /// The story that it continues.
        story: Option<String>,
        /// A new story in any case.
        is_new: bool,
        /// The kind, where it names none.
        kind: Option<String>,
    },
    /// Take in stories from files.
    Import {
        /// The files.
        files: Vec<std::path::PathBuf>,
        /// The edition.
        edition: Option<String>,
        /// The section.
        section: Option<String>,
    },
    /// Bring comments from elsewhere.
    BringComments {
        /// The export.
        file: std::path::PathBuf,
        /// The edition.
        edition: Option<String>,
    },
    /// Give out what was said, a line a message.
    GiveOutComments,
    /// Walk the wire.
    Verify,
    /// List the staff.
    Users,
    /// Add one of the staff.
    AddUser {
        /// The name to sign in with.
        login: String,
        /// The name as it is shown.
        name: String,
        /// What they may do.
        role: String,
        /// The language of their desk.
        language: String,
    },
    /// List the subscribers.
    Subscribers,
    /// Add a subscriber with a product and a destination.
    AddSubscriber(NewSubscriber),
    /// Set a password.
    Password {
        /// The name to sign in with.
        login: String,
        /// The password.
        password: String,
    },
}

/// A subscriber to be added, with what they may have and where it goes.
#[derive(Clone, Debug, Deserialize, Serialize, clap::Args)]
pub struct NewSubscriber {
    /// The name
    pub name: String,
    /// What they may have, as a filter: `section = world and urgency <= 3`
    #[arg(long, default_value = "all")]
    pub filter: String,
    /// Deliver to this webhook (https://…), into this folder (an absolute path), onto this file server
    /// (sftp://user@host/folder#KEY) or to this mailbox [default: they pull]
    #[arg(long, value_name = "ADDRESS")]
    pub to: Option<String>,
    /// ninjs, newsml-g2, nitf …
    #[arg(long, default_value = "ninjs")]
    pub format: String,
    /// The zone of their hours and weekdays
    #[arg(long, default_value = "UTC")]
    pub zone: String,
}

/// What came of it.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Answer {
    /// Whether it was done.
    pub is_done: bool,
    /// What there is to say, for people.
    pub text: String,
    /// The same for machines.
    pub json: Value,
}

/// Asks, and prints what came of it.
pub fn put(config: &Config, ask: &Ask, as_json: bool) -> Result<ExitCode> {
    put_at(config, ask, as_json, None)
}

/// Asks as if it were another instant; only a folder that nobody serves can be asked so.
pub fn put_at(config: &Config, ask: &Ask, as_json: bool, now: Option<jiff::Timestamp>) -> Result<ExitCode> {
    let clock = now.map_or_else(Clock::system, Clock::set_to);
    let answer = match control::ask(&config.data, ask, now.is_some())? {
        Some(answer) => answer,
        None => tokio::runtime::Runtime::new()?.block_on(async {
            anyhow::ensure!(
                config.has_agency(),
                "there is no agency in {}: start one with `dateline serve`, or name its folder with --data",
                config.data.display()
            );
            let agency = Agency::open(config.place(), clock).await?;
            Ok(carry_out(&agency, ask.clone(), "").await)
        })?,
    };
    answer::put(&answer, as_json)
}

/// Carries out what was asked. `public_url` stands in front of addresses.
pub async fn carry_out(agency: &Agency, ask: Ask, public_url: &str) -> Answer {
    match try_out(agency, ask, public_url).await {
        Ok(answer) => answer,
        Err(error) => refusal(&error),
    }
}

fn refusal(error: &anyhow::Error) -> Answer {
    let name = match error.downcast_ref::<Error>() {
        Some(Error::Refused(refusal)) => refusal.name(),
        Some(Error::Faults(_)) => "fields",
        _ => "failed",
    };
    let text = format!("{error:#}");
    Answer { is_done: false, json: json!({ "refusal": name, "message": text }), text }
}

async fn try_out(agency: &Agency, ask: Ask, public_url: &str) -> Result<Answer> {
    let done = |text: String, json: Value| Answer { is_done: true, text, json };
    match ask {
        Ask::Send { copy, edition, section, story, is_new, kind } => {
            let hand = agency.command_line().await?;
            let to = Where {
                edition: edition.map(|word| word.parse()).transpose().context("--edition")?,
                section,
                story: story.map(|id| id.parse()).transpose().context("--story is a story's id (a UUID)")?,
                is_new,
                kind: kind.map(|word| word.parse()).transpose()?,
                picture: None,
                embargo: None,
            };
            let sent = agency.send_copy(&hand, &copy, to).await?;
            let address =
                if sent.path.is_empty() { String::new() } else { format!("{public_url}{}", sent.path) };
            let mut text = format!("story {}\nslugline {}\n", sent.story, sent.slugline);
            if let Some(revision) = sent.revision {
                text.push_str(&format!("revision {revision} ({})\n", sent.kind));
            }
            if let Some(line) = &sent.advisory {
                text.push_str(&format!("{line}\n"));
            }
            text.push_str(if address.is_empty() { "not public yet: it is embargoed" } else { &address });
            let json = json!({
                "story": sent.story,
                "slugline": sent.slugline,
                "revision": sent.revision,
                "kind": sent.kind,
                "sequence": sent.sequence,
                "public": sent.public,
                "advisory": sent.advisory,
                "changes": sent.changes,
                "address": address,
            });
            Ok(done(text, json))
        }
        Ask::Import { files, edition, section } => {
            crate::import::import(agency, &files, edition, section).await
        }
        Ask::BringComments { file, edition } => {
            let hand = agency.command_line().await?;
            let bytes = std::fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
            let threads = formats::comments::read(&bytes).map_err(anyhow::Error::msg)?;
            let edition = match edition {
                Some(word) => word.parse().context("--edition")?,
                None => agency.house().home().context("the agency has no edition yet")?.slug.clone(),
            };
            let brought = agency.bring_comments(&hand, threads, &edition).await?;
            let mut text =
                format!("{} comments brought, {} were there already", brought.taken, brought.known);
            for (what, why) in &brought.left {
                text.push_str(&format!("\nleft: {what}: {why}"));
            }
            Ok(done(text, serde_json::to_value(&brought)?))
        }
        Ask::GiveOutComments => {
            let hand = agency.command_line().await?;
            let mut lines = Vec::new();
            agency.given_out(&hand, |message| lines.push(message.to_string())).await?;
            Ok(done(lines.join("\n"), json!({ "messages": lines.len() })))
        }
        Ask::Verify => {
            let verdict = agency.verify().await?;
            let json = json!({
                "entries": verdict.entries,
                "revisions": verdict.revisions,
                "removed": verdict.removed,
                "head": verdict.head,
                "fault": verdict.fault.as_ref().map(|fault| json!({
                    "sequence": fault.sequence,
                    "story": fault.story,
                    "what": fault.what,
                })),
            });
            Ok(match verdict.fault {
                None => done(
                    format!(
                        "{} entries and {} revisions hold{}\nhead {}",
                        verdict.entries,
                        verdict.revisions,
                        match verdict.removed {
                            0 => String::new(),
                            removed => format!(", the text of {removed} removed by takedown"),
                        },
                        verdict.head
                    ),
                    json,
                ),
                Some(fault) => {
                    let text = format!("entry {} does not hold: {}", fault.sequence, fault.what);
                    Answer { is_done: false, text, json }
                }
            })
        }
        Ask::Users => {
            let staff: Vec<_> =
                agency.everyone().await?.into_iter().filter(|staff| staff.is_active).collect();
            let lines: Vec<String> =
                staff.iter().map(|s| format!("{}\t{}\t{}", s.login, s.role.as_str(), s.name)).collect();
            let json = staff
                .iter()
                .map(|s| json!({ "login": s.login, "name": s.name, "role": s.role, "language": s.language }))
                .collect();
            Ok(done(lines.join("\n"), json))
        }
        Ask::AddUser { login, name, role, language } => {
            let role = role.parse().map_err(anyhow::Error::msg)?;
            let staff = agency.put_new_staff(&login, &name, role, &language).await?;
            let link = format!("{public_url}/claim/{}", agency.claim_for(staff.id).await?);
            let json = json!({ "login": staff.login, "role": staff.role, "link": link });
            Ok(done(format!("{} sets a password within three days at {link}", staff.login), json))
        }
        Ask::Subscribers => {
            let hand = agency.command_line().await?;
            let (mut lines, mut all) = (Vec::new(), Vec::new());
            for subscriber in agency.subscribers(&hand).await? {
                let page = agency.subscriber(&hand, subscriber.id).await?;
                let sum = |pick: fn(&(u64, u64)) -> u64| -> u64 {
                    page.destinations.iter().map(|(_, _, counts)| pick(counts)).sum()
                };
                let (waiting, parked) = (sum(|counts| counts.0), sum(|counts| counts.1));
                let standing = subscriber.standing.as_str();
                lines.push(format!(
                    "{}\t{standing}\t{} given, {waiting} waiting, {parked} parked",
                    subscriber.name, page.given
                ));
                all.push(json!({
                    "id": subscriber.id, "name": subscriber.name, "standing": standing,
                    "given": page.given, "waiting": waiting, "parked": parked,
                }));
            }
            Ok(done(lines.join("\n"), all.into()))
        }
        Ask::AddSubscriber(new) => {
            let hand = agency.command_line().await?;
            let subscriber = agency.add_subscriber(&hand, &new.name, &new.zone).await?;
            let known = agency.products(&hand).await?.into_iter().find(|product| product.name == new.filter);
            let product = match known {
                Some(product) => product.id,
                None => agency.put_product(&hand, None, (&new.filter, &new.filter, "")).await?,
            };
            agency.entitle(&hand, subscriber, vec![product], Vec::new()).await?;
            let channel = match &new.to {
                None => "pull",
                Some(address) if address.starts_with('/') => "folder",
                Some(address) if address.starts_with("sftp:") => "sftp",
                Some(address) if address.contains('@') && !address.contains(':') => "mail",
                Some(_) => "webhook",
            };
            let form = newsroom::DestinationForm {
                name: channel.to_owned(),
                channel: channel.to_owned(),
                address: new.to.clone().unwrap_or_default(),
                format: new.format,
            };
            let (destination, secret) = agency.add_destination(&hand, subscriber, form).await?;
            let token = match channel {
                "pull" => Some(agency.make_token(&hand, destination, ("command line", ""), None).await?),
                _ => None,
            };
            let name = &new.name;
            let text = match (channel, token.as_ref().or(secret.as_ref())) {
                ("pull", Some(token)) => format!("{name} pulls with the token {token}, shown this once"),
                ("sftp", Some(key)) => format!("the server of {name} has to let this key in: {key}"),
                (_, Some(secret)) => {
                    format!("deliveries to {name} are signed with {secret}, shown this once")
                }
                (_, None) => format!("{name} is delivered to {}", new.to.as_deref().unwrap_or_default()),
            };
            Ok(done(
                text,
                json!({ "id": subscriber, "destination": destination, "token": token, "secret": secret }),
            ))
        }
        Ask::Password { login, password } => {
            let staff = agency.staff_by_login(&login).await?;
            let staff = staff.with_context(|| format!("nobody of the staff signs in as `{login}`"))?;
            agency.set_password_of(staff.id, &password).await?;
            Ok(done(format!("the password of {login} is set; all sessions ended"), json!({ "login": login })))
        }
    }
}
