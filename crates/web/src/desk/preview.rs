//! A draft for those who are not at the desk: a link that expires.

use axum::extract::{Path, State};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::Response;
use serde::Serialize;
use story::DraftId;

use super::who::{Desk, private};
use crate::Web;
use crate::edition::locale_of;
use crate::fault::Fault;
use crate::reading::Reading;

#[derive(Serialize)]
struct Made {
    title: String,
    text: String,
    link: String,
    back: String,
}

/// Makes a link and shows it.
pub async fn link(desk: &Desk, id: DraftId) -> Result<Response, Fault> {
    let token = desk.agency().preview_link(&desk.staff, id).await?;
    let view = Made {
        title: desk.say("desk-preview-link", &[]),
        text: desk.say("desk-preview-link-text", &[]),
        link: format!("{}/preview/{token}", desk.web.options.public_url),
        back: format!("/desk/drafts/{id}"),
    };
    desk.page("link", "desk-preview-link", view)
}

#[derive(Serialize)]
struct View {
    entry: Reading,
}

/// The draft as it stands, for whoever has the link.
pub async fn page(State(web): State<Web>, Path(token): Path<String>) -> Result<Response, Fault> {
    let content = web.agency.preview_by(&token).await?.ok_or(Fault::NotFound)?;
    let entry = Reading::of(&content, &web.agency.house());
    let html = web.theme.render("desk/preview.html", locale_of(&content.language), View { entry })?;
    let mut response = private(StatusCode::OK, html);
    let no_index = HeaderValue::from_static("noindex, nofollow, noarchive");
    response.headers_mut().insert(HeaderName::from_static("x-robots-tag"), no_index);
    // The link itself is the key: it must not travel on with a click.
    let no_referrer = HeaderValue::from_static("no-referrer");
    response.headers_mut().insert(HeaderName::from_static("referrer-policy"), no_referrer);
    Ok(response)
}
