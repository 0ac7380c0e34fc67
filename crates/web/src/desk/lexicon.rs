//! The house's own rules for the copy desk: written, tried on the archive, made live; and how often each check is heeded.

use axum::Form;
use axum::http::StatusCode;
use axum::response::Response;
use i18n::Arg;
use newsroom::Error;
use newsroom::views::{HouseRule, RuleHit, RuleId};
use serde::{Deserialize, Serialize};
use story::Permission;

use super::refusals::{Beside, beside};
use super::who::{Desk, on_to};
use crate::fault::Fault;

/// The most hits that are shown.
const SHOWN: usize = 20;

#[derive(Serialize)]
struct RuleView {
    id: String,
    #[serde(flatten)]
    rule: HouseRule,
    is_live: bool,
}

#[derive(Serialize)]
struct Count {
    rule: String,
    shown: u64,
    accepted: u64,
    ignored: u64,
}

#[derive(Serialize)]
struct Hit {
    headline: String,
    words: String,
}

#[derive(Serialize)]
struct Tried {
    find: String,
    said: String,
    hits: Vec<Hit>,
}

#[derive(Serialize)]
struct View {
    rules: Vec<RuleView>,
    counts: Vec<Count>,
    may_change: bool,
    typed: Typed,
    faults: Beside,
    tried: Option<Tried>,
}

/// A rule as it is typed, and what is to be done with it.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Typed {
    id: String,
    find: String,
    wanted: String,
    context: String,
    unless: String,
    reason: String,
    quotes: Option<String>,
    severity: String,
    /// `try`, `draft`, `live` or `drop`.
    #[serde(rename = "do")]
    act: String,
}

impl Typed {
    fn rule(&self) -> HouseRule {
        HouseRule {
            id: self.id.parse::<RuleId>().ok(),
            find: self.find.clone(),
            wanted: self.wanted.clone(),
            context: self.context.clone(),
            unless: self.unless.clone(),
            reason: self.reason.clone(),
            quotes: self.quotes.is_some(),
            severity: self.severity.clone(),
            is_live: self.act == "live",
        }
    }
}

/// The page.
pub async fn page(desk: Desk) -> Result<Response, Fault> {
    show(&desk, Typed::default(), Beside::new(), None).await
}

/// Tries a rule, keeps it, makes it live or takes it out.
pub async fn change(desk: Desk, Form(typed): Form<Typed>) -> Result<Response, Fault> {
    let (agency, rule) = (desk.agency(), typed.rule());
    let done = match typed.act.as_str() {
        "try" => {
            let tried = agency.try_rule(&desk.staff, &rule).await?;
            return show(&desk, typed, Beside::new(), Some(tried)).await;
        }
        "drop" => agency.drop_rule(&desk.staff, &rule).await,
        _ => agency.put_rule(&desk.staff, rule).await,
    };
    match done {
        Ok(()) => Ok(on_to("/desk/lexicon")),
        Err(Error::Faults(faults)) => {
            let faults = beside(desk.locale, &faults);
            show(&desk, typed, faults, None).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn show(
    desk: &Desk,
    typed: Typed,
    faults: Beside,
    tried: Option<(usize, Vec<RuleHit>)>,
) -> Result<Response, Fault> {
    let agency = desk.agency();
    let may_change = desk.may(Permission::Send);
    let rules = agency.lexicon(&desk.staff).await?;
    let counts = if may_change { agency.rule_counts(&desk.staff).await? } else { Vec::new() };
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let tried = tried.map(|(stories, hits)| {
        let count = |n: usize| Arg::Number(i64::try_from(n).unwrap_or(i64::MAX));
        Tried {
            find: typed.find.clone(),
            said: desk
                .say("desk-lexicon-tried", &[("count", count(hits.len())), ("stories", count(stories))]),
            hits: hits
                .into_iter()
                .take(SHOWN)
                .map(|hit| Hit { headline: hit.headline, words: hit.words })
                .collect(),
        }
    });
    let view = View {
        rules: rules
            .into_iter()
            .map(|rule| RuleView {
                id: rule.id.map(|id| id.to_string()).unwrap_or_default(),
                is_live: rule.is_live,
                rule,
            })
            .collect(),
        counts: counts
            .into_iter()
            .map(|count| Count {
                rule: count.rule,
                shown: count.shown,
                accepted: count.accepted,
                ignored: count.ignored,
            })
            .collect(),
        may_change,
        typed,
        faults,
        tried,
    };
    desk.page_with(status, "lexicon", "desk-lexicon", view)
}
