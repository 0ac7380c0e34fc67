//! From a form to a draft's fields: the plain form sends what the scripts send as JSON.

use axum::extract::Multipart;
use axum::extract::multipart::MultipartError;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use newsroom::views::DraftFields;

use crate::fault::Fault;

/// What a form of the editor sent.
#[derive(Debug, Default)]
pub struct Typed {
    /// What stands in the fields.
    pub fields: DraftFields,
    /// The save that the form showed.
    pub version: u64,
    /// Which button: `save`, `sheet`, `link`, `file`, `back` or `discard`.
    pub act: String,
    /// The kind of move that is meant.
    pub kind: String,
    /// The desk that was chosen.
    pub desk: String,
    /// A chosen picture.
    pub file: Option<Vec<u8>>,
}

impl Typed {
    /// Reads the form.
    pub async fn read(mut form: Multipart) -> Result<Typed, Response> {
        let mut typed = Typed::default();
        let mut home = String::new();
        let mut others = Vec::new();
        let mut suggested = Vec::new();
        let mut is_off = false;
        while let Some(part) = form.next_field().await.map_err(unreadable)? {
            let name = part.name().unwrap_or_default().to_owned();
            if name == "file" {
                let bytes = part.bytes().await.map_err(unreadable)?;
                typed.file = Some(bytes.to_vec()).filter(|bytes| !bytes.is_empty());
                continue;
            }
            let text = part.text().await.map_err(unreadable)?.replace("\r\n", "\n").replace('\0', "");
            match name.as_str() {
                "version" => typed.version = text.parse().unwrap_or_default(),
                "do" => typed.act = text,
                "kind" => typed.kind = text,
                "desk" => typed.desk = text,
                "home" => home = text,
                "sections" => others.push(text),
                "topic" => suggested.push(text),
                "picture-off" => is_off = true,
                name => typed.put(name, text),
            }
        }
        others.retain(|each| *each != home);
        typed.fields.sections = [home].into_iter().chain(others).filter(|each| !each.is_empty()).collect();
        for topic in suggested.iter().filter(|it| !it.trim().is_empty()) {
            let subjects = &mut typed.fields.subjects;
            if !subjects.is_empty() && !subjects.ends_with('\n') {
                subjects.push('\n');
            }
            subjects.push_str(topic.trim());
        }
        if is_off {
            typed.fields.picture = String::new();
        }
        Ok(typed)
    }

    fn put(&mut self, name: &str, text: String) {
        let fields = &mut self.fields;
        let slot = match name {
            "slugline" => &mut fields.slugline,
            "headline" => &mut fields.headline,
            "lead" => &mut fields.lead,
            "dateline" => &mut fields.dateline,
            "body" => &mut fields.body,
            "byline" => &mut fields.byline,
            "urgency" => &mut fields.urgency,
            "genre" => &mut fields.genre,
            "language" => &mut fields.language,
            "subjects" => &mut fields.subjects,
            "keywords" => &mut fields.keywords,
            "note" => &mut fields.note,
            "embargo" => &mut fields.embargo,
            "picture" => &mut fields.picture,
            "caption" => &mut fields.caption,
            "credit" => &mut fields.credit,
            "alt" => &mut fields.alt,
            _ => return,
        };
        *slot = text;
    }
}

/// The answer to a form that cannot be read.
pub fn unreadable(error: MultipartError) -> Response {
    match error.status() {
        // The layer around the route knows the limit and says it.
        StatusCode::PAYLOAD_TOO_LARGE => error.into_response(),
        _ => Fault::Bad(format!("the form cannot be read: {}", error.body_text())).into_response(),
    }
}
