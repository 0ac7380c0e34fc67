//! How a reader stands: warnings that must be read, suspensions, bans, messages that were taken out; and appeals.

use axum::Form;
use axum::response::Response;
use newsroom::views::Sanction;
use serde::{Deserialize, Serialize};

use super::who::Account;
use crate::desk::Beside;
use crate::fault::Fault;
use crate::site::view::When;

#[derive(Serialize)]
struct Line {
    id: String,
    kind: &'static str,
    grounds: &'static str,
    words: String,
    at: When,
    until: Option<When>,
    holds: bool,
    wants_reading: bool,
    is_lifted: bool,
    appeal: Option<String>,
    answer: Option<String>,
}

#[derive(Serialize)]
struct View {
    lines: Vec<Line>,
    typed: String,
    about: String,
    faults: Beside,
}

fn line(account: &Account, it: Sanction) -> Line {
    let holds = it.holds(account.agency().now());
    Line {
        id: it.id.to_string(),
        kind: it.kind.as_str(),
        grounds: it.grounds.as_str(),
        at: account.when(it.at),
        until: it.until.map(|at| account.when(at)),
        holds,
        wants_reading: holds && it.kind == discussion::SanctionKind::Warning,
        is_lifted: it.lifted_at.is_some(),
        words: it.words,
        appeal: it.appeal,
        answer: it.answer,
    }
}

async fn show(account: &Account, typed: String, about: String, faults: Beside) -> Result<Response, Fault> {
    let all = account.agency().standing_of(&account.reader).await?;
    let is_faulty = !faults.is_empty();
    let lines = all.into_iter().map(|it| line(account, it)).collect();
    account.again("reader/standing", "reader-standing", View { lines, typed, about, faults }, is_faulty)
}

/// The page.
pub async fn page(account: Account) -> Result<Response, Fault> {
    show(&account, String::new(), String::new(), Beside::new()).await
}

/// What a reader does about it.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    #[serde(rename = "do")]
    act: String,
    id: String,
    words: String,
}

/// Reads a warning, or appeals.
pub async fn act(account: Account, Form(typed): Form<Typed>) -> Result<Response, Fault> {
    let id = typed.id.parse().map_err(|_| Fault::NotFound)?;
    let done = match typed.act.as_str() {
        "read" => account.agency().read_sanction(&account.reader, id).await,
        "appeal" => account.agency().appeal(&account.reader, id, &typed.words).await,
        _ => return Err(Fault::Bad("no such act".into())),
    };
    match done {
        Ok(()) => Ok(account.on("/account/standing")),
        Err(error) => {
            let faults = account.faults(error)?;
            show(&account, typed.words, typed.id, faults).await
        }
    }
}
