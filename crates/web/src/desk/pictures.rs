//! Pictures on the desk: taken in, and shown to the staff whether public or not.

use axum::Json;
use axum::body::Bytes;
use axum::extract::Path;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use newsroom::Error;
use serde_json::json;
use story::MediaId;

use super::who::Desk;
use crate::fault::Fault;

/// Takes a picture: its bytes as the body. `{"id"}`, or 422 with `{"message"}` in the desk's language.
pub async fn put(desk: Desk, bytes: Bytes) -> Result<Response, Fault> {
    match desk.agency().put_picture(&desk.staff, bytes.to_vec()).await {
        Ok(id) => Ok(Json(json!({ "id": id })).into_response()),
        Err(Error::Picture(_)) => {
            let message = desk.say("desk-upload-failed", &[]);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, Json(json!({ "message": message }))).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// Shows a picture.
pub async fn show(desk: Desk, Path(id): Path<MediaId>) -> Result<Response, Fault> {
    let (bytes, kind) = desk.agency().picture(id).await?.ok_or(Fault::NotFound)?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, max-age=3600")),
    ];
    Ok((headers, bytes).into_response())
}
