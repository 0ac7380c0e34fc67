//! The house's rules for discussions.

use axum::Form;
use axum::http::StatusCode;
use axum::response::Response;
use discussion::Rules;
use jiff::SignedDuration;
use newsroom::Error;
use newsroom::views::HouseRules;
use serde::{Deserialize, Serialize};

use crate::desk::refusals::{Beside, beside};
use crate::desk::who::Desk;
use crate::fault::Fault;

/// The rules as they are typed.
#[derive(Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Typed {
    least: usize,
    most: usize,
    links: usize,
    new_hours: i64,
    first: u32,
    rejected_percent: u32,
    all_first: Option<String>,
    close_days: u32,
    banned: String,
    suspect: String,
    checker: String,
}

#[derive(Serialize)]
struct View {
    tab: &'static str,
    typed: Typed,
    secret: String,
    is_saved: bool,
    faults: Beside,
}

fn show(
    desk: &Desk,
    typed: Typed,
    secret: String,
    is_saved: bool,
    faults: Beside,
) -> Result<Response, Fault> {
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let view = View { tab: "rules", typed, secret, is_saved, faults };
    desk.page_with(status, "moderation_rules", "moderation-rules", view)
}

fn typed(it: &HouseRules) -> Typed {
    Typed {
        least: it.rules.least,
        most: it.rules.most,
        links: it.rules.links,
        new_hours: it.rules.new_for.as_hours(),
        first: it.rules.first,
        rejected_percent: it.rules.rejected_percent,
        all_first: it.rules.all_first.then(|| "yes".to_owned()),
        close_days: it.close_days,
        banned: it.rules.banned.join("\n"),
        suspect: it.rules.suspect.join("\n"),
        checker: it.checker.clone(),
    }
}

/// The page.
pub async fn page(desk: Desk) -> Result<Response, Fault> {
    let rules = desk.agency().discussion_rules(&desk.staff).await?;
    show(&desk, typed(&rules), rules.checker_secret, false, Beside::new())
}

/// Keeps them.
pub async fn change(desk: Desk, Form(it): Form<Typed>) -> Result<Response, Fault> {
    let before = desk.agency().discussion_rules(&desk.staff).await?;
    let list = |text: &str| -> Vec<String> {
        text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
    };
    let rules = HouseRules {
        rules: Rules {
            least: it.least,
            most: it.most,
            banned: list(&it.banned),
            suspect: list(&it.suspect),
            links: it.links,
            new_for: SignedDuration::from_hours(it.new_hours.clamp(0, 24 * 365)),
            first: it.first,
            rejected_percent: it.rejected_percent.min(100),
            all_first: it.all_first.is_some(),
        },
        close_days: it.close_days,
        checker: it.checker.trim().to_owned(),
        checker_secret: before.checker_secret,
    };
    match desk.agency().set_discussion_rules(&desk.staff, rules).await {
        Ok(()) => {
            let rules = desk.agency().discussion_rules(&desk.staff).await?;
            show(&desk, typed(&rules), rules.checker_secret, true, Beside::new())
        }
        Err(Error::Faults(faults)) => show(&desk, it, String::new(), false, beside(desk.locale, &faults)),
        Err(other) => Err(other.into()),
    }
}
