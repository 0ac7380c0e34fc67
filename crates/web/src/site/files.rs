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

/// No such address.
pub async fn nowhere() -> Fault {
    Fault::NotFound
}

/// An address that does not take this method.
pub async fn wrong_method() -> Fault {
    Fault::Method
}
