//! The pictures of the house on the desk: taken in, found, described, cleared for use.

use std::collections::BTreeMap;

use axum::body::Bytes;
use axum::extract::{Multipart, Path, Query};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Form, Json};
use newsroom::{Error, MediaPart, MediaRow, Shape, UsedIn};
use serde::{Deserialize, Serialize};
use serde_json::json;
use story::{DigitalSource, Focus, MediaId, MediaRights, MediaWords, Permission};

use super::fields::unreadable;
use super::line::zone;
use super::refusals::{Beside, beside};
use super::who::{Desk, on_to};
use crate::fault::Fault;
use crate::served::Keep;

/// What a form said, by the names of its fields.
type Typed = BTreeMap<String, String>;

/// Which pictures are wanted.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    q: String,
    before: Option<MediaId>,
}

#[derive(Serialize)]
struct Thumb {
    id: String,
    caption: String,
    credit: String,
    alt: String,
    city: String,
    /// Why it cannot be used, by the end of its word in the catalogues; empty where it can.
    unusable: &'static str,
    card: String,
}

#[derive(Serialize)]
struct ListView {
    q: String,
    pictures: Vec<Thumb>,
    next: Option<String>,
    faults: Beside,
}

#[derive(Serialize)]
struct UseView {
    story: String,
    slugline: String,
    headline: String,
    path: Option<String>,
    first: u32,
    last: u32,
    is_present: bool,
}

#[derive(Serialize)]
struct OneView {
    id: String,
    mime: String,
    width: u32,
    height: u32,
    by: Option<String>,
    added: String,
    unusable: &'static str,
    typed: Typed,
    source_types: Vec<&'static str>,
    uses: Vec<UseView>,
    may_clear: bool,
    faults: Beside,
}

fn unusable(desk: &Desk, row: &MediaRow) -> &'static str {
    match &row.rights {
        MediaRights { is_barred: true, .. } => "barred",
        rights if !rights.hold(desk.agency().now()) => "ended",
        MediaRights { on_site: false, .. } => "not-on-site",
        _ => "",
    }
}

fn thumb(desk: &Desk, row: &MediaRow) -> Thumb {
    let cut = Shape::Card(row.focus).cuts(row.width, row.height);
    Thumb {
        id: row.id.to_string(),
        caption: row.words.caption.clone(),
        credit: row.words.credit.clone(),
        alt: row.words.alt.clone(),
        city: row.words.city.clone(),
        unusable: unusable(desk, row),
        card: cut.first().map(|cut| format!("/desk/media/{}/files/{cut}.jpg", row.id)).unwrap_or_default(),
    }
}

/// The pictures, the last that came first; those that a search means.
pub async fn list(desk: Desk, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    show_list(&desk, &asked, Beside::new()).await
}

async fn show_list(desk: &Desk, asked: &Asked, faults: Beside) -> Result<Response, Fault> {
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    desk.page_with(status, "media", "desk-media", view_of(desk, asked, faults).await?)
}

async fn view_of(desk: &Desk, asked: &Asked, faults: Beside) -> Result<ListView, Fault> {
    let page = desk.agency().find_media(&desk.staff, &asked.q, asked.before).await?;
    Ok(ListView {
        q: asked.q.clone(),
        pictures: page.rows.iter().map(|row| thumb(desk, row)).collect(),
        next: page.next.map(|id| id.to_string()),
        faults,
    })
}

/// The same as a part of a draft's page, to choose from.
pub async fn pick(desk: Desk, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    let view = view_of(&desk, &asked, Beside::new()).await?;
    desk.page("media_pick", "desk-media", view)
}

/// Takes the pictures of a form; the page of the one, or the list.
pub async fn put(desk: Desk, mut form: Multipart) -> Result<Response, Fault> {
    let mut taken = Vec::new();
    while let Some(part) = match form.next_field().await {
        Ok(part) => part,
        Err(error) => return Ok(unreadable(error)),
    } {
        let bytes = match part.bytes().await {
            Ok(bytes) => bytes,
            Err(error) => return Ok(unreadable(error)),
        };
        match desk.agency().put_media(&desk.staff, bytes.to_vec()).await {
            Ok(row) => taken.push(row.id),
            Err(Error::Picture(_)) => {
                let faults = Beside::from([("file".to_owned(), desk.say("desk-upload-failed", &[]))]);
                return show_list(&desk, &Asked::default(), faults).await;
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(match taken[..] {
        [one] => on_to(&format!("/desk/media/{one}")),
        _ => on_to("/desk/media"),
    })
}

/// Takes a picture: its bytes as the body. What it says of itself, or 422 with `{"message"}` in the desk's language.
pub async fn upload(desk: Desk, bytes: Bytes) -> Result<Response, Fault> {
    match desk.agency().put_media(&desk.staff, bytes.to_vec()).await {
        Ok(row) => {
            let unusable = match unusable(&desk, &row) {
                "" => None,
                why => Some(desk.say(&format!("desk-media-{why}"), &[])),
            };
            let MediaWords { caption, credit, alt, .. } = row.words;
            let told = json!({
                "id": row.id, "caption": caption, "credit": credit, "alt": alt, "message": unusable,
            });
            Ok(Json(told).into_response())
        }
        Err(Error::Picture(_)) => {
            let message = desk.say("desk-upload-failed", &[]);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, Json(json!({ "message": message }))).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// A picture: what is said of it, how it may be used, where it is shown.
pub async fn one(desk: Desk, Path(id): Path<MediaId>) -> Result<Response, Fault> {
    show(&desk, id, None, Beside::new()).await
}

async fn show(desk: &Desk, id: MediaId, typed: Option<Typed>, faults: Beside) -> Result<Response, Fault> {
    let agency = desk.agency();
    let row = agency.media(&desk.staff, id).await?;
    let uses = agency.media_uses(&desk.staff, id).await?;
    let zone = zone(&agency.house());
    // What somebody else saved meanwhile is not overwritten unseen: what was typed is shown with their version.
    let mut shown = typed_of(&row, &zone);
    let version = shown.get("version").cloned().unwrap_or_default();
    if let Some(typed) = typed {
        shown.retain(|field, _| !SWITCHES.contains(&field.as_str()) && *field != "products");
        shown.extend(typed);
        shown.insert("version".into(), version);
    }
    for field in SWITCHES.iter().chain(&["products"]) {
        shown.entry((*field).to_owned()).or_default();
    }
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let used = |it: UsedIn| UseView {
        story: it.story.to_string(),
        slugline: it.slugline,
        headline: it.headline,
        path: it.path,
        first: it.first.0,
        last: it.last.0,
        is_present: it.is_present,
    };
    let view = OneView {
        id: row.id.to_string(),
        mime: row.mime.clone(),
        width: row.width,
        height: row.height,
        by: row.by.clone(),
        added: i18n::date_time(desk.locale, &row.added_at.to_zoned_datetime(zone)),
        unusable: unusable(desk, &row),
        typed: shown,
        source_types: DigitalSource::ALL.iter().map(|it| it.as_str()).collect(),
        uses: uses.into_iter().map(used).collect(),
        may_clear: desk.may(Permission::Send),
        faults,
    };
    desk.page_with(status, "media_one", "desk-media-one", view)
}

/// The fields that a browser leaves out where they are not set.
const SWITCHES: [&str; 2] = ["barred", "on-site"];

fn typed_of(row: &MediaRow, zone: &jiff::tz::TimeZone) -> Typed {
    let (words, rights) = (&row.words, &row.rights);
    let set = |is: bool| if is { "1".to_owned() } else { String::new() };
    let until = rights.until.map(|at| zone.to_datetime(at).strftime("%Y-%m-%d %H:%M").to_string());
    [
        ("version", row.version.to_string()),
        ("caption", words.caption.clone()),
        ("alt", words.alt.clone()),
        ("credit", words.credit.clone()),
        ("creator", words.creator.clone()),
        ("copyright", words.copyright.clone()),
        ("city", words.city.clone()),
        ("country", words.country.clone()),
        ("taken", words.taken.clone()),
        ("instructions", words.instructions.clone()),
        ("keywords", words.keywords.join(", ")),
        ("source-type", words.source_type.as_str().to_owned()),
        ("focus-x", row.focus.x.to_string()),
        ("focus-y", row.focus.y.to_string()),
        ("barred", set(rights.is_barred)),
        ("on-site", set(rights.on_site)),
        ("until", until.unwrap_or_default()),
        ("terms", rights.terms.clone()),
        ("products", rights.products.join("\n")),
    ]
    .map(|(field, text)| (field.to_owned(), text))
    .into()
}

/// Changes it.
pub async fn change(
    desk: Desk,
    Path(id): Path<MediaId>,
    Form(typed): Form<Typed>,
) -> Result<Response, Fault> {
    let agency = desk.agency();
    let row = agency.media(&desk.staff, id).await?;
    let said = |field: &str| typed.get(field).map(|text| text.trim().to_owned()).unwrap_or_default();
    let per_cent = |field: &str| said(field).parse::<u8>().unwrap_or(50);
    let words = MediaWords {
        caption: said("caption"),
        alt: said("alt"),
        credit: said("credit"),
        creator: said("creator"),
        copyright: said("copyright"),
        city: said("city"),
        country: said("country"),
        taken: said("taken"),
        instructions: said("instructions"),
        keywords: said("keywords").split([',', '،']).map(|word| word.trim().to_owned()).collect(),
        source_type: said("source-type").parse().unwrap_or_default(),
    };
    let focus = Focus::new(per_cent("focus-x"), per_cent("focus-y"));
    let mut faults = Beside::new();
    let until = match said("until").as_str() {
        "" => None,
        text => match newsroom::read_instant(text, &zone(&agency.house())) {
            Ok(until) => Some(until),
            Err(key) => {
                faults.insert("until".into(), desk.say(key, &[]));
                None
            }
        },
    };
    // Who may not clear pictures is not shown their rights as fields, and changes none.
    let rights = if desk.may(Permission::Send) {
        MediaRights {
            is_barred: !said("barred").is_empty(),
            until,
            on_site: !said("on-site").is_empty(),
            terms: said("terms"),
            products: said("products")
                .lines()
                .map(str::trim)
                .filter(|it| !it.is_empty())
                .map(str::to_owned)
                .collect(),
        }
    } else {
        row.rights
    };
    if !faults.is_empty() {
        return show(&desk, id, Some(typed), faults).await;
    }
    let version = said("version").parse().unwrap_or_default();
    match agency.change_media(&desk.staff, (id, version), (words, rights, focus)).await {
        Ok(()) => Ok(on_to(&format!("/desk/media/{id}"))),
        Err(Error::Faults(wrong)) => {
            let faults = beside(desk.locale, &wrong);
            show(&desk, id, Some(typed), faults).await
        }
        Err(error) => Err(error.into()),
    }
}

/// A file of a picture, whether public or not: `file.jpg` for all of it, or the name of a cut.
pub async fn file(desk: Desk, Path((id, name)): Path<(MediaId, String)>) -> Result<Response, Fault> {
    let part = match name.as_str() {
        "file.jpg" => MediaPart::File,
        name => crate::site::media::part(name).ok_or(Fault::NotFound)?,
    };
    let found = desk.agency().media_for_staff(&desk.staff, id, part).await?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(found.mime)),
        (header::CACHE_CONTROL, Keep::Private.header()),
    ];
    Ok((headers, found.bytes).into_response())
}

/// A picture as it came, to be kept.
pub async fn original(desk: Desk, Path(id): Path<MediaId>) -> Result<Response, Fault> {
    let (row, bytes) = desk.agency().media_original(&desk.staff, id).await?;
    let ending = row.mime.rsplit('/').next().unwrap_or("bin");
    let name = format!("attachment; filename=\"{id}.{ending}\"");
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/octet-stream")),
        (
            header::CONTENT_DISPOSITION,
            HeaderValue::from_str(&name).unwrap_or(HeaderValue::from_static("attachment")),
        ),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((headers, bytes).into_response())
}
