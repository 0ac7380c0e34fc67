//! What the dossiers have for a draft: paragraphs to set into it, and where its facts can be pinned.

use axum::extract::Path;
use axum::response::Response;
use newsroom::views::{DraftFields, Saved};
use serde::Serialize;
use story::{DraftId, TopicSlug};

use super::dossiers::language_of;
use super::who::{Desk, on_to};
use crate::fault::Fault;

/// How the button begins that sets a paragraph in; the topic and the entry follow.
pub const SETS: &str = "set-in:";

#[derive(Serialize)]
struct ParagraphView {
    topic: String,
    topic_name: String,
    line: String,
    key: String,
    name: String,
    copy: String,
    /// The same without its mark.
    text: String,
    is_in: bool,
}

#[derive(Serialize)]
struct PinView {
    topic: String,
    name: String,
}

/// What the dossiers have for a draft.
#[derive(Serialize)]
pub struct Offered {
    draft: String,
    paragraphs: Vec<ParagraphView>,
    pins: Vec<PinView>,
}

impl Offered {
    /// For a draft with these fields.
    pub async fn of(desk: &Desk, draft: &DraftId, fields: &DraftFields) -> Result<Offered, Fault> {
        let (topics, paragraphs) = desk.agency().offered_background(fields).await?;
        let language = language_of(desk, &desk.agency().house());
        let paragraph = |it: newsroom::OfferedParagraph| ParagraphView {
            topic: it.topic.to_string(),
            topic_name: it.topic_name,
            line: it.line,
            key: it.key.to_string(),
            name: it.name,
            text: it.copy.trim_start_matches("~ ").to_owned(),
            copy: it.copy,
            is_in: it.is_in,
        };
        let pin =
            |topic: story::Topic| PinView { topic: topic.slug.to_string(), name: topic.title(&language) };
        Ok(Offered {
            draft: draft.to_string(),
            paragraphs: paragraphs.into_iter().map(paragraph).collect(),
            pins: topics.into_iter().map(pin).collect(),
        })
    }
}

#[derive(Serialize)]
struct Part {
    background: Offered,
}

/// What the dossiers have for a draft as it was saved last: a part of its page.
pub async fn offered(desk: Desk, Path(id): Path<DraftId>) -> Result<Response, Fault> {
    let draft = desk.agency().draft(&desk.staff, id).await?;
    let background = Offered::of(&desk, &id, &draft.fields).await?;
    desk.page("background_part", "desk-drafts", Part { background })
}

/// Sets a paragraph behind the last of a draft that was just saved.
pub async fn set_in(
    desk: &Desk,
    id: DraftId,
    entry: &str,
    fields: DraftFields,
    kind: &str,
) -> Result<Response, Fault> {
    let (topic, key) = entry.split_once('/').ok_or(Fault::NotFound)?;
    let topic: TopicSlug = topic.parse().map_err(|_| Fault::NotFound)?;
    let key = key.parse().map_err(|_| Fault::NotFound)?;
    let version = desk.agency().draft(&desk.staff, id).await?.version;
    let to = desk.agency().set_in_background(&desk.staff, id, version, fields, (&topic, &key)).await?;
    let draft = match to {
        Saved::Kept { .. } => id,
        Saved::Branched { branch, .. } => branch,
    };
    Ok(on_to(&format!("/desk/drafts/{draft}?kind={kind}")))
}
