//! What a reader saved to read later, for people and for the site's worker, which keeps it for when there is no network.

use axum::Form;
use axum::extract::Query;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use story::StoryId;

use super::who::Account;
use crate::desk::Beside;
use crate::fault::Fault;
use crate::site::view::Card;

/// A story that a page led here for.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    add: String,
}

#[derive(Serialize)]
struct View {
    offered: Option<Card>,
    cards: Vec<Card>,
    faults: Beside,
}

fn show(account: &Account, add: &str, faults: Beside) -> Result<Response, Fault> {
    let (site, web) = (&account.site, &account.web);
    let saved = web.agency.saved(&account.reader)?;
    let offered = add.parse::<StoryId>().ok().filter(|id| saved.iter().all(|it| it.story != *id));
    let offered = offered.map(|id| web.agency.public_item(id)).transpose()?;
    let view = View {
        offered: offered.map(|item| Card::of(&item, site, web)),
        cards: Card::all(&saved, site, web),
        faults,
    };
    let is_faulty = !view.faults.is_empty();
    account.again("reader/saved", "reader-saved", view, is_faulty)
}

/// The list; with a story that a page led here for, the button that saves it. Opening it changes nothing.
pub async fn page(account: Account, Query(Asked { add }): Query<Asked>) -> Result<Response, Fault> {
    show(&account, &add, Beside::new())
}

/// What is to be saved, or not any more.
#[derive(Deserialize)]
pub struct Typed {
    story: StoryId,
    #[serde(rename = "do", default)]
    act: String,
}

/// Saves, or drops.
pub async fn change(account: Account, Form(typed): Form<Typed>) -> Result<Response, Fault> {
    match account.agency().save_story(&account.reader, typed.story, typed.act != "drop").await {
        Ok(()) => Ok(account.on("/account/saved")),
        Err(error) => {
            let faults = account.faults(error)?;
            show(&account, "", faults)
        }
    }
}

/// The list for the worker: address, id and version of each story.
pub async fn list(account: Account) -> Result<Response, Fault> {
    let saved = account.agency().saved(&account.reader)?;
    let line = |item: &newsroom::views::Item| -> Value {
        json!({ "address": account.agency().story_path(item), "story": item.story, "version": item.version })
    };
    let body = json!({ "saved": saved.iter().map(line).collect::<Vec<_>>() });
    let headers = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")];
    Ok((headers, body.to_string()).into_response())
}
