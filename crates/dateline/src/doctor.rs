//! `dateline doctor`: is the house well?

use std::net::SocketAddr;
use std::process::ExitCode;

use anyhow::Result;
use newsroom::{Health, Patient};

use crate::answer;
use crate::config::Config;

/// Looks at everything and prints a line for each thing; fails where something does not work.
pub fn examine(config: &Config, name_server: Option<SocketAddr>, is_json: bool) -> Result<ExitCode> {
    let keys = &config.keys;
    let mut providers = config.reader_providers()?;
    if !keys.oidc_issuer.is_empty() {
        providers.push((keys.oidc_issuer.clone(), keys.oidc_client.clone(), keys.oidc_secret.clone()));
    }
    let usual = format!("http://{}", keys.listen);
    let patient = Patient {
        folder: &config.data,
        keys: config.place().keys(),
        database: Some(keys.database.as_str()).filter(|it| !it.is_empty()),
        public_url: if keys.public_url.is_empty() { &usual } else { keys.public_url.trim_end_matches('/') },
        smtp: &keys.smtp,
        mail_from: &keys.mail_from,
        returns: config.returns(),
        providers,
        networks: &keys.private_networks,
        backup_hours: keys.backup_hours,
        name_server,
        now: newsroom::Clock::system().now(),
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let found = runtime.block_on(newsroom::examine(&patient));
    if is_json {
        answer::json(&serde_json::to_value(&found)?);
    } else {
        for it in &found {
            let word = match it.health {
                Health::Well => "well",
                Health::Weak => "weak",
                Health::Ill => "ILL ",
            };
            answer::line(&format!("{word}  {:<12} {}", it.of, it.says));
        }
    }
    let worst = found.iter().map(|it| it.health).max();
    Ok(if worst == Some(Health::Ill) { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}
