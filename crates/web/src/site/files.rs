//! What pages are made of, and what stands nowhere.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, Method};
use axum::response::{IntoResponse, Response};

use crate::Web;
use crate::fault::Fault;

/// A style sheet, a script, a font.
pub async fn asset(
    State(web): State<Web>,
    method: Method,
    headers: HeaderMap,
    Path((set, path)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let file = web.theme.assets().file(&set, &path).ok_or(Fault::NotFound)?;
    Ok(file.answer(&method, &headers))
}

/// That the process is there, for whoever watches over it.
pub async fn healthz() -> impl IntoResponse {
    "ok\n"
}

/// Whether this node can do all that it is for; else what a page says that is not at hand. A node whose database is away
/// still has the pages that are, so a proxy asks for the process (`/healthz`) and an alarm for this.
pub async fn readyz(State(web): State<Web>) -> Result<&'static str, Fault> {
    web.agency.head()?;
    Ok("ready\n")
}

/// No such address.
pub async fn nowhere() -> Fault {
    Fault::NotFound
}

/// An address that does not take this method.
pub async fn wrong_method() -> Fault {
    Fault::Method
}
