//! The files of pictures, for whoever may have them: at `/media/{id}` all of it with its words inside, and at `/media/{id}/{cut}`
//! the cuts that pages show.

use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, Method};
use axum::response::Response;
use newsroom::{MediaBytes, MediaPart};
use serde::Deserialize;
use story::MediaId;

use crate::Web;
use crate::fault::Fault;
use crate::served::{Keep, Served};

/// The key in a link that a subscriber was given.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Given {
    key: Option<String>,
}

/// All of a picture, with its words inside.
pub async fn file(
    State(web): State<Web>,
    method: Method,
    headers: HeaderMap,
    Path(id): Path<String>,
    Query(given): Query<Given>,
) -> Result<Response, Fault> {
    let id: MediaId = id.parse().map_err(|_| Fault::NotFound)?;
    let found = web.agency.media_for_all(id, MediaPart::File, given.key.as_deref()).await?;
    let keep = if given.key.is_some() { Keep::Private } else { Keep::Briefly };
    Ok(Served::new(found.mime, found.bytes, keep).answer(&method, &headers))
}

/// A cut of it.
pub async fn cut(
    State(web): State<Web>,
    method: Method,
    headers: HeaderMap,
    Path((id, name)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let id: MediaId = id.parse().map_err(|_| Fault::NotFound)?;
    let part = part(&name).ok_or(Fault::NotFound)?;
    let MediaBytes { mime, bytes, is_final } = web.agency.media_for_all(id, part, None).await?;
    let keep = if is_final { Keep::Briefly } else { Keep::Revalidated };
    Ok(Served::new(mime, bytes, keep).answer(&method, &headers))
}

/// What a name asks for: `whole-640.jpg`, `card-320-50x40.avif`.
pub fn part(name: &str) -> Option<MediaPart> {
    let (cut, ending) = name.rsplit_once('.')?;
    let cut = cut.parse().ok()?;
    match ending {
        "jpg" => Some(MediaPart::Jpeg(cut)),
        "avif" => Some(MediaPart::Avif(cut)),
        _ => None,
    }
}
