//! The send sheet: what would change, what the wire would say, and the send itself.

use axum::Form;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use i18n::Arg;
use newsroom::Error;
use newsroom::views::DraftFields;
use serde::{Deserialize, Serialize};
use story::{Content, DraftId, Kind, Refusal, numbered_headline};

use super::choices::FOLLOWING;
use super::difference::{Pair, pairs};
use super::editor::Head;
use super::line::{moment, zone};
use super::reading::Reading;
use super::refusals::{Beside, beside, sentence};
use super::who::{Desk, on_to};
use crate::fault::Fault;

#[derive(Serialize)]
struct View {
    draft: Head,
    f: DraftFields,
    headline: String,
    kinds: [&'static str; 3],
    kind: &'static str,
    advisory: String,
    /// The line as it was derived: what differs from it was written by hand.
    derived: String,
    refusal: Option<String>,
    /// Beside the sheet's own fields.
    faults: Beside,
    /// In the draft's fields: each leads there.
    elsewhere: Beside,
    until: Option<String>,
    old_label: String,
    new_label: String,
    copy_dir: &'static str,
    pairs: Vec<Pair>,
    reading: Reading,
}

/// What the sheet is asked for, and what its form sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    version: u64,
    kind: String,
    advisory: String,
    derived: String,
    /// Only the sheet, to be put over the editor.
    part: Option<String>,
}

impl Asked {
    fn kind(&self) -> Kind {
        match self.kind.as_str() {
            "correction" => Kind::Correction,
            "refile" => Kind::Refile,
            _ => Kind::Update,
        }
    }

    /// The line written by hand: what was derived is derived again, so that it fits the kind.
    fn written(&self) -> Option<String> {
        let line = self.advisory.trim();
        (!line.is_empty() && line != self.derived.trim()).then(|| line.to_owned())
    }
}

/// The sheet.
pub async fn page(
    desk: Desk,
    Path(id): Path<DraftId>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    show(&desk, id, &asked, None).await
}

/// Sends what the sheet showed.
pub async fn send(desk: Desk, Path(id): Path<DraftId>, Form(asked): Form<Asked>) -> Result<Response, Fault> {
    let draft = desk.agency().draft(&desk.staff, id).await?;
    let kind = draft.line.base.map(|_| asked.kind());
    match desk.agency().send(&desk.staff, id, asked.version, kind, asked.written()).await {
        Ok(sent) => Ok(on_to(&format!("/desk?sent={}", sent.sequence))),
        Err(Error::Refused(refusal @ Refusal::NotAllowed { .. })) => Err(Error::Refused(refusal).into()),
        // Each is told on the sheet itself, which asks the same rules again.
        Err(Error::Refused(_) | Error::Faults(_)) => show(&desk, id, &asked, None).await,
        Err(error) if error.is_conflict() => {
            show(&desk, id, &asked, Some(desk.say("error-conflict-text", &[]))).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn show(desk: &Desk, id: DraftId, asked: &Asked, conflict: Option<String>) -> Result<Response, Fault> {
    let agency = desk.agency();
    let draft = agency.draft(&desk.staff, id).await?;
    let kind = draft.line.base.map(|_| asked.kind());
    let written = asked.written();
    let preview = agency.preview(&desk.staff, id, kind, written.clone()).await?;
    let mut faults = beside(desk.locale, &preview.faults);
    let mut refusal = conflict;
    let mut advisory = written.unwrap_or_default();
    let mut derived = String::new();
    let content = match &preview.outcome {
        Ok(revision) => {
            let line = revision.advisory.clone().unwrap_or_default();
            if advisory.is_empty() {
                derived.clone_from(&line);
            }
            advisory = line;
            Some(revision.content.clone())
        }
        // A writer looks at the difference all the same.
        Err(Refusal::NotAllowed { .. }) => preview.content.clone(),
        Err(rule) => {
            match rule.field() {
                Some(field) => drop(faults.entry(field.to_owned()).or_insert(sentence(desk.locale, rule))),
                None => refusal = refusal.or(Some(sentence(desk.locale, rule))),
            }
            preview.content.clone()
        }
    };
    let content = content.ok_or(Fault::NotFound)?;
    let is_refused = refusal.is_some() || !faults.is_empty();
    let is_own = |name: &str| matches!(name, "kind" | "advisory") && draft.line.base.is_some();
    let (faults, elsewhere): (Beside, Beside) = faults.into_iter().partition(|(name, _)| is_own(name));
    let view = View {
        headline: headline(desk, &preview.outcome, &content),
        kinds: FOLLOWING,
        kind: FOLLOWING.into_iter().find(|word| *word == asked.kind().as_str()).unwrap_or("update"),
        advisory,
        derived,
        refusal,
        faults,
        elsewhere,
        until: until(desk, &content),
        old_label: draft.line.base.map_or_else(String::new, |base| {
            desk.say("desk-side-revision", &[("number", Arg::Number(base.0.into()))])
        }),
        new_label: desk.say("desk-side-draft", &[]),
        copy_dir: content.language.direction().as_str(),
        pairs: preview.against.as_ref().map(|old| pairs(desk, old, &content)).unwrap_or_default(),
        reading: Reading::of(&content, &agency.house()),
        draft: Head::of(desk, &draft),
        f: draft.fields,
    };
    let (status, template) = match &asked.part {
        // The script shows the sheet whatever it says.
        Some(_) => (StatusCode::OK, "sheet_part"),
        None if is_refused => (StatusCode::UNPROCESSABLE_ENTITY, "sheet"),
        None => (StatusCode::OK, "sheet"),
    };
    desk.page_with(status, template, "desk-sheet", view)
}

fn headline(desk: &Desk, outcome: &Result<story::Revision, Refusal>, content: &Content) -> String {
    let house = desk.agency().house();
    let home = content.placements.first().and_then(|home| house.edition(&home.edition));
    match outcome {
        Ok(revision) => numbered_headline(revision, home.map(|e| e.number_style).unwrap_or_default()),
        Err(_) => content.headline.clone(),
    }
}

fn until(desk: &Desk, content: &Content) -> Option<String> {
    let house = desk.agency().house();
    content.embargo.as_ref().map(|embargo| moment(embargo.until, desk.agency().now(), &zone(&house)))
}
