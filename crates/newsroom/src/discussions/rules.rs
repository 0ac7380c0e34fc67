//! The house's rules for discussions, and the checker outside that may be asked.
//!
//! The checker is posted what was said, signed like a webhook, and answers `{"verdict": "pass" | "tag" | "hold" |
//! "reject", "detail": "…"}`. One that does not answer in two seconds, or cannot be understood, holds the message.

use std::time::Duration;

use discussion::{Finding, Phase, Reason, Verdict};
use serde::Deserialize;
use serde_json::json;
use store::{HouseRules, Reader};
use story::Permission;

use crate::house::fault;
use crate::views::Staff;
use crate::{Agency, Error, allow};

/// How long the checker may take.
const PATIENCE: Duration = Duration::from_secs(2);

impl Agency {
    /// The house's rules.
    pub async fn discussion_rules(&self, who: &Staff) -> Result<HouseRules, Error> {
        allow(who, Permission::Moderate)?;
        Ok(self.inner.store.read(|tx| tx.discussion_rules())?)
    }

    /// Changes the house's rules.
    pub async fn set_discussion_rules(&self, who: &Staff, mut rules: HouseRules) -> Result<(), Error> {
        allow(who, Permission::Moderate)?;
        let it = &rules.rules;
        if it.least < 1 || it.most < it.least || it.most > 20_000 {
            return Err(fault("most", "fault-number", &it.most.to_string()));
        }
        if !rules.checker.is_empty() {
            if !post::is_address(&rules.checker) {
                return Err(fault("checker", "fault-address", &rules.checker));
            }
            if rules.checker_secret.is_empty() {
                rules.checker_secret = store::hex(&store::random::<32>()?);
            }
        }
        Ok(self.inner.store.write(move |tx| tx.set_discussion_rules(&rules)).await?)
    }

    /// What the checker outside says of a text; nothing where none is set.
    pub(super) async fn ask_checker(&self, rules: &HouseRules, text: &str, who: &Reader) -> Option<Finding> {
        if rules.checker.is_empty() {
            return None;
        }
        let finding = |verdict, detail: String| Finding {
            phase: Phase::Outside,
            verdict,
            reason: Reason::Checker,
            detail: detail.chars().take(200).collect(),
        };
        let Some((post, _)) = self.post() else {
            return Some(finding(Verdict::Hold, "nothing can be posted".into()));
        };
        let body =
            json!({ "type": "message.check", "text": text, "language": who.language, "account": who.id });
        let (now, body) = (self.now(), body.to_string());
        let id = format!("check_{}", story::MessageId::new(now).0.simple());
        let message = post::Message {
            address: &rules.checker,
            secret: rules.checker_secret.as_bytes(),
            id: &id,
            at: now,
            media_type: "application/json",
            body: body.as_bytes(),
        };
        let answer = tokio::time::timeout(PATIENCE, post.webhook(&message)).await;
        let said = match &answer {
            Ok(post::Answer::Taken(said)) => said.as_str(),
            Ok(other) => return Some(finding(Verdict::Hold, other.said().to_owned())),
            Err(_) => return Some(finding(Verdict::Hold, "no answer in time".into())),
        };
        let told: Option<Told> = said.split_once(": ").and_then(|(_, json)| serde_json::from_str(json).ok());
        match told {
            Some(Told { verdict: Says::Pass, .. }) => None,
            Some(Told { verdict: Says::Tag, detail }) => Some(finding(Verdict::Tag, detail)),
            Some(Told { verdict: Says::Hold, detail }) => Some(finding(Verdict::Hold, detail)),
            Some(Told { verdict: Says::Reject, detail }) => Some(finding(Verdict::Reject, detail)),
            None => Some(finding(Verdict::Hold, said.to_owned())),
        }
    }
}

/// What the checker says: 150 characters at the most.
#[derive(Deserialize)]
struct Told {
    verdict: Says,
    #[serde(default)]
    detail: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Says {
    Pass,
    Tag,
    Hold,
    Reject,
}
