//! The send sheet: what would change, what the wire would say, and the send itself.

use std::collections::BTreeMap;

use axum::Form;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use i18n::Arg;
use newsroom::views::DraftFields;
use newsroom::{Error, Said};
use serde::{Deserialize, Serialize};
use story::{Answer, Answered, Content, DraftId, Kind, Question, Refusal, Standing, numbered_headline};

use super::audit::marked;
use super::choices::following;
use super::editor::Head;
use super::findings::FoundView;
use super::line::{moment, zone};
use super::refusals::{Beside, beside, sentence};
use super::who::{Desk, on_to};
use crate::difference::{Pair, pairs};
use crate::fault::Fault;
use crate::reading::Reading;

#[derive(Serialize)]
struct View {
    draft: Head,
    f: DraftFields,
    headline: String,
    kinds: Vec<&'static str>,
    kind: &'static str,
    questions: Vec<Asking>,
    findings: Vec<FoundView>,
    /// Who would send it too, where the house wants a second person.
    vouchers: Vec<String>,
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

/// A changed fact: was it wrong, or has it moved on?
#[derive(Serialize)]
struct Asking {
    fact: &'static str,
    old: String,
    new: String,
    /// Where it stands, in words.
    places: String,
    /// `wrong`, `moved-on`, or nothing yet.
    answer: &'static str,
}

/// What the sheet is asked for, and what its form sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    version: String,
    kind: String,
    advisory: String,
    derived: String,
    /// Only the sheet, to be put over the editor.
    part: Option<String>,
    /// `answer-0`, `answer-1` …: what was said of each question, in their order.
    #[serde(flatten)]
    answers: BTreeMap<String, String>,
}

impl Asked {
    /// The kind that was chosen, if the story takes it; else the first that it takes.
    fn kind(&self, standing: Standing) -> Kind {
        let takes = following(standing);
        let word = takes.iter().find(|word| **word == self.kind).or(takes.first());
        word.and_then(|word| word.parse().ok()).unwrap_or(Kind::Update)
    }

    fn answer(&self, at: usize) -> Option<Answer> {
        self.answers.get(&format!("answer-{at}"))?.parse().ok()
    }

    /// The questions that were answered, with their answers.
    fn answered(&self, questions: &[Question]) -> Vec<Answered> {
        let all = questions.iter().enumerate();
        all.filter_map(|(at, question)| {
            Some(Answered { question: question.clone(), answer: self.answer(at)? })
        })
        .collect()
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
    let kind = draft.line.base.map(|_| asked.kind(draft.line.standing));
    let questions = desk.agency().preview(&desk.staff, id, Said::default()).await?.questions;
    let said = Said { kind, advisory: asked.written(), answers: Some(asked.answered(&questions)) };
    let version = asked.version.parse().map_err(|_| Fault::Bad("the form names no version".into()))?;
    match desk.agency().send(&desk.staff, id, version, said).await {
        Ok(sent) => Ok(on_to(&format!("/desk?sent={}", sent.sequence))),
        Err(Error::Refused(refusal @ Refusal::NotAllowed { .. })) => Err(Error::Refused(refusal).into()),
        // What the answers are refused for only the send can say; all else the sheet asks again by itself.
        Err(Error::Refused(refusal @ (Refusal::Unanswered { .. } | Refusal::WantsSecond { .. }))) => {
            show(&desk, id, &asked, Some(sentence(desk.locale, &refusal))).await
        }
        Err(Error::Refused(_) | Error::Faults(_)) => show(&desk, id, &asked, None).await,
        Err(Error::CopyDesk(open)) => {
            let count = Arg::Number(i64::try_from(open).unwrap_or(i64::MAX));
            show(&desk, id, &asked, Some(desk.say("desk-findings-open", &[("count", count)]))).await
        }
        Err(error) if error.is_conflict() => {
            show(&desk, id, &asked, Some(desk.say("error-conflict-text", &[]))).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn show(desk: &Desk, id: DraftId, asked: &Asked, told: Option<String>) -> Result<Response, Fault> {
    let agency = desk.agency();
    let draft = agency.draft(&desk.staff, id).await?;
    let standing = draft.line.standing;
    let kind = draft.line.base.map(|_| asked.kind(standing));
    let written = asked.written();
    let said = Said { kind, advisory: written.clone(), answers: None };
    let mut preview = agency.preview(&desk.staff, id, said.clone()).await?;
    let answered = asked.answered(&preview.questions);
    if !answered.is_empty() {
        // What is not answered yet, the kind of move answers for the time being.
        let by_kind = if kind == Some(Kind::Correction) { Answer::Wrong } else { Answer::MovedOn };
        let all = preview.questions.iter().enumerate().map(|(at, question)| Answered {
            question: question.clone(),
            answer: asked.answer(at).unwrap_or(by_kind),
        });
        preview = agency.preview(&desk.staff, id, Said { answers: Some(all.collect()), ..said }).await?;
    }
    let mut faults = beside(desk.locale, &preview.faults);
    let mut refusal = told;
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
        // A writer looks at the difference all the same; a second person is asked for only when it is sent.
        Err(Refusal::NotAllowed { .. } | Refusal::WantsSecond { .. }) => preview.content.clone(),
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
    let is_own = |name: &str| matches!(name, "kind" | "advisory" | "answers") && draft.line.base.is_some();
    let (faults, elsewhere): (Beside, Beside) = faults.into_iter().partition(|(name, _)| is_own(name));
    let view = View {
        headline: headline(desk, &preview.outcome, &content),
        kinds: following(standing),
        kind: asked.kind(standing).as_str(),
        questions: asking(desk, &preview.questions, asked),
        findings: FoundView::all(desk, agency.findings(&desk.staff, id, kind).await?),
        vouchers: agency.vouchers(&desk.staff, id, draft.version).await?,
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
        pairs: preview.against.as_ref().map(|old| pairs(desk.locale, old, &content)).unwrap_or_default(),
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
    let is_embargoed = view.until.is_some();
    Ok(marked(desk.page_with(status, template, "desk-sheet", view)?, is_embargoed))
}

fn asking(desk: &Desk, questions: &[Question], asked: &Asked) -> Vec<Asking> {
    let places = |question: &Question| {
        let fields = question.fields.iter().map(|field| desk.say(&format!("desk-{field}"), &[]));
        let paragraphs = (!question.paragraphs.is_empty()).then(|| {
            let list: Vec<String> = question.paragraphs.iter().map(ToString::to_string).collect();
            let count = i64::try_from(list.len()).unwrap_or(i64::MAX);
            desk.say("desk-in-paras", &[("count", Arg::Number(count)), ("list", Arg::Text(&list.join(", ")))])
        });
        fields.chain(paragraphs).collect::<Vec<_>>().join(" · ")
    };
    let all = questions.iter().enumerate();
    all.map(|(at, question)| Asking {
        fact: question.fact.as_str(),
        old: question.old.clone(),
        new: question.new.clone(),
        places: places(question),
        answer: asked.answer(at).map_or("", Answer::as_str),
    })
    .collect()
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
