//! Pasted wire copy: read into the fields of a draft.

use axum::response::Response;
use axum::{Form, Json};
use newsroom::views::DraftFields;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::choices::{EditionChoice, editions};
use super::who::{Desk, on_to};
use crate::fault::Fault;

#[derive(Serialize)]
struct View {
    editions: Vec<EditionChoice>,
}

/// The copy, and the edition in whose language it is read.
#[derive(Debug, Deserialize)]
pub struct Pasted {
    text: String,
    #[serde(default)]
    edition: String,
}

/// The page for those without script.
pub async fn page(desk: Desk) -> Result<Response, Fault> {
    let editions = editions(&desk.agency().house());
    desk.page("paste", "desk-paste", View { editions })
}

/// Makes a draft of the copy and goes to it.
pub async fn begin(desk: Desk, Form(pasted): Form<Pasted>) -> Result<Response, Fault> {
    let (fields, _) = understood(&desk, &pasted).await?;
    let id = desk.agency().begin(&desk.staff, None, Some(fields)).await?;
    Ok(on_to(&format!("/desk/drafts/{id}")))
}

/// The fields as JSON: `{"fields": {…}, "diagnoses": ["…"]}`.
pub async fn read(desk: Desk, Json(pasted): Json<Pasted>) -> Result<Json<Value>, Fault> {
    let (fields, diagnoses) = understood(&desk, &pasted).await?;
    Ok(Json(json!({ "fields": fields, "diagnoses": diagnoses })))
}

async fn understood(desk: &Desk, pasted: &Pasted) -> Result<(DraftFields, Vec<String>), Fault> {
    let house = desk.agency().house();
    let named = pasted.edition.parse().ok().filter(|slug| house.edition(slug).is_some());
    let edition = named.or_else(|| house.home().map(|home| home.slug.clone())).ok_or(Fault::NotFound)?;
    desk.agency().read_copy(&desk.staff, &pasted.text, &edition).await.map_err(Fault::from)
}
