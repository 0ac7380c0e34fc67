//! Two drafts of one story side by side, to be merged: a choice for each field and paragraph that differs.

use std::collections::BTreeMap;

use axum::Form;
use axum::extract::Path;
use axum::response::Response;
use newsroom::views::{Saved, Side};
use serde::{Deserialize, Serialize};
use story::DraftId;

use super::audit::marked;
use super::who::{Desk, on_to};
use crate::difference::{Pair, pairs};
use crate::fault::Fault;

#[derive(Serialize)]
struct Field {
    name: String,
    label: String,
    mine: String,
    theirs: String,
}

#[derive(Serialize)]
struct Row {
    /// Its place in the comparison.
    at: usize,
    #[serde(flatten)]
    pair: Pair,
    /// Whether there is anything to choose.
    is_open: bool,
    /// Whether it stands on both sides, in other words.
    is_edited: bool,
}

#[derive(Serialize)]
struct View {
    mine: String,
    theirs: String,
    version: u64,
    their_version: u64,
    by: (String, String),
    fields: Vec<Field>,
    rows: Vec<Row>,
    lang: String,
    dir: &'static str,
}

/// The page.
pub async fn page(desk: Desk, Path((mine, theirs)): Path<(DraftId, DraftId)>) -> Result<Response, Fault> {
    let both = desk.agency().branches(&desk.staff, mine, theirs).await?;
    let text = |value: &serde_json::Value| match value {
        serde_json::Value::String(text) => text.clone(),
        serde_json::Value::Array(all) => {
            all.iter().filter_map(|each| each.as_str()).collect::<Vec<_>>().join(", ")
        }
        other => other.to_string(),
    };
    let fields = both.fields.iter().map(|pair| Field {
        label: desk.say(&format!("desk-{}", pair.field), &[]),
        name: pair.field.clone(),
        mine: text(&pair.mine),
        theirs: text(&pair.theirs),
    });
    let (my_content, their_content) = &both.contents;
    // The head is chosen by field; here are the paragraphs.
    let mut body = their_content.clone();
    let mut other = my_content.clone();
    for content in [&mut body, &mut other] {
        *content = story::Content { body: std::mem::take(&mut content.body), ..my_content.clone() };
    }
    let rows = pairs(desk.locale, &body, &other).into_iter().enumerate().map(|(at, pair)| Row {
        at,
        is_open: !matches!(pair.class(), "equal" | "moved"),
        is_edited: !matches!(pair.class(), "equal" | "moved" | "inserted" | "deleted"),
        pair,
    });
    let view = View {
        fields: fields.collect(),
        rows: rows.collect(),
        version: both.versions.0,
        their_version: both.versions.1,
        by: both.begun_by.clone(),
        lang: my_content.language.to_string(),
        dir: my_content.language.direction().as_str(),
        mine: mine.to_string(),
        theirs: theirs.to_string(),
    };
    let is_embargoed = my_content.embargo.is_some() || their_content.embargo.is_some();
    Ok(marked(desk.page("merge", "desk-merge", view)?, is_embargoed))
}

/// What was chosen: `field-headline`, `pair-3` …, each `mine`, `theirs` or `both`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Chosen {
    version: String,
    their_version: String,
    #[serde(flatten)]
    sides: BTreeMap<String, String>,
}

/// Merges and goes on with the merged draft.
pub async fn merge(
    desk: Desk,
    Path((mine, theirs)): Path<(DraftId, DraftId)>,
    Form(chosen): Form<Chosen>,
) -> Result<Response, Fault> {
    let number = |text: &str| text.parse().map_err(|_| Fault::Bad("the form names no version".to_owned()));
    let versions = (number(&chosen.version)?, number(&chosen.their_version)?);
    let side = |text: &str| match text {
        "theirs" => Side::Theirs,
        "both" => Side::Both,
        _ => Side::Mine,
    };
    let mut fields = BTreeMap::new();
    let mut pairs = BTreeMap::new();
    for (name, value) in &chosen.sides {
        if let Some(field) = name.strip_prefix("field-") {
            fields.insert(field.to_owned(), side(value));
        } else if let Some(at) = name.strip_prefix("pair-").and_then(|at| at.parse().ok()) {
            pairs.insert(at, side(value));
        }
    }
    let agency = desk.agency();
    let merged = agency.merge(&desk.staff, (mine, versions.0), (theirs, versions.1), &fields, &pairs).await?;
    match merged {
        Saved::Kept { .. } => Ok(on_to(&format!("/desk/drafts/{mine}"))),
        Saved::Branched { branch, .. } => Ok(on_to(&format!("/desk/drafts/{branch}"))),
    }
}
