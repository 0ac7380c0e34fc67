//! A reader says what is wrong in a story.

use axum::Form;
use axum::extract::{Path, Query};
use axum::response::Response;
use newsroom::Wrong;
use newsroom::views::{AtAddress, Item};
use serde::{Deserialize, Serialize};
use story::{RevisionNumber, ShortId};

use crate::desk::Beside;
use crate::fault::Fault;
use crate::reader::{Guest, MaybeReader};
use crate::site::view::Card;

/// What somebody typed, or a page brought along.
#[derive(Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Typed {
    passage: String,
    revision: Option<u32>,
    text: String,
    address: String,
}

#[derive(Serialize)]
struct View {
    card: Card,
    typed: Typed,
    revision: u32,
    is_done: bool,
    faults: Beside,
}

async fn item(guest: &Guest, last: &str) -> Result<Item, Fault> {
    let short: ShortId = last.rsplit('-').next().unwrap_or_default().parse().map_err(|_| Fault::NotFound)?;
    match guest.agency().story(short).await?.ok_or(Fault::NotFound)? {
        AtAddress::Story(found) => Ok(found.item),
        AtAddress::Held(notice) => Err(Fault::Held(Box::new(notice))),
        AtAddress::Withdrawn(notice) => Err(Fault::Withdrawn(Box::new(notice))),
    }
}

fn show(
    guest: &Guest,
    item: &Item,
    typed: Typed,
    (is_done, faults): (bool, Beside),
) -> Result<Response, Fault> {
    let revision = typed.revision.unwrap_or(item.revision.number.0);
    let is_faulty = !faults.is_empty();
    let view = View { card: Card::of(item, &guest.site, &guest.web), typed, revision, is_done, faults };
    guest.again("site/wrong", "wrong-title", view, is_faulty)
}

type Address = (String, String, String, String, String);

/// The form, with the passage that was marked.
pub async fn page(
    guest: Guest,
    MaybeReader(reader): MaybeReader,
    Path((.., last)): Path<Address>,
    Query(mut typed): Query<Typed>,
) -> Result<Response, Fault> {
    let item = item(&guest, &last).await?;
    typed.address = reader.map(|it| it.address).unwrap_or_default();
    show(&guest, &item, typed, (false, Beside::new()))
}

/// Takes it in.
pub async fn say(
    guest: Guest,
    MaybeReader(reader): MaybeReader,
    Path((.., last)): Path<Address>,
    Form(typed): Form<Typed>,
) -> Result<Response, Fault> {
    let item = item(&guest, &last).await?;
    let wrong = Wrong {
        story: item.story,
        revision: typed.revision.map_or(item.revision.number, RevisionNumber),
        passage: &typed.passage,
        text: &typed.text,
        address: &typed.address,
        language: guest.locale().tag(),
    };
    match guest.agency().say_what_is_wrong(wrong, (reader.as_ref(), &guest.from)).await {
        Ok(()) => show(&guest, &item, Typed::default(), (true, Beside::new())),
        Err(error) => {
            let faults = guest.faults(error)?;
            show(&guest, &item, typed, (false, faults))
        }
    }
}
