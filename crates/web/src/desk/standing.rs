//! The standing pages of an edition: who we are, how to reach us, how we correct, what we know of readers.

use axum::Form;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use newsroom::Error;
use serde::{Deserialize, Serialize};
use story::{EditionSlug, Permission};

use super::refusals::{Beside, beside};
use super::who::{Desk, on_to};
use crate::fault::Fault;

/// The standing pages there are, by the word in their address, which is their key in the catalogues too.
pub const PAGES: [&str; 4] = ["about", "contact", "corrections-policy", "privacy"];

/// A page as it is typed.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Typed {
    title: String,
    copy: String,
}

#[derive(Serialize)]
struct View {
    edition: String,
    edition_name: String,
    name: &'static str,
    href: String,
    typed: Typed,
    faults: Beside,
}

/// A page as it stands.
pub async fn page(desk: Desk, Path((edition, name)): Path<(EditionSlug, String)>) -> Result<Response, Fault> {
    let name = known(&desk, &name)?;
    let page = desk.agency().page(&edition, name).await?;
    let (title, copy) = page.unwrap_or_default();
    show(&desk, &edition, name, Typed { title, copy }, Beside::new())
}

/// Writes it.
pub async fn write(
    desk: Desk,
    Path((edition, name)): Path<(EditionSlug, String)>,
    Form(mut typed): Form<Typed>,
) -> Result<Response, Fault> {
    let name = known(&desk, &name)?;
    typed.copy = typed.copy.replace("\r\n", "\n");
    match desk.agency().put_page(&desk.staff, &edition, name, &typed.title, &typed.copy).await {
        Ok(()) => Ok(on_to(&format!("/desk/house#edition-{edition}"))),
        Err(Error::Faults(faults)) => {
            let faults = beside(desk.locale, &faults);
            show(&desk, &edition, name, typed, faults)
        }
        Err(error) => Err(error.into()),
    }
}

fn known(desk: &Desk, name: &str) -> Result<&'static str, Fault> {
    if !desk.may(Permission::ManageAgency) {
        return Err(Fault::NotAllowed);
    }
    PAGES.into_iter().find(|known| *known == name).ok_or(Fault::NotFound)
}

fn show(
    desk: &Desk,
    edition: &EditionSlug,
    name: &'static str,
    typed: Typed,
    faults: Beside,
) -> Result<Response, Fault> {
    let house = desk.agency().house();
    let known = house.edition(edition).ok_or(Fault::NotFound)?;
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let view = View {
        edition: edition.to_string(),
        edition_name: known.name.clone(),
        name,
        href: format!("{}/{name}", house.prefix(edition)),
        typed,
        faults,
    };
    desk.page_with(status, "standing", "desk-pages", view)
}
