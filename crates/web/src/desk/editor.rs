//! The page on which a story is written, and its plain form.

use axum::extract::{Multipart, Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use newsroom::views::{Draft, DraftFields, Saved};
use newsroom::{Error, Said};
use serde::{Deserialize, Serialize};
use story::{DeskId, DraftId, Permission};

use super::audit::marked;
use super::background::{self, Offered};
use super::choices::{
    DeskChoice, EditionChoice, FOLLOWING, LanguageChoice, URGENCIES, desks, editions, languages,
};
use super::fields::Typed;
use super::line::{clock, zone};
use super::preview;
use super::refusals::{Beside, beside, sentence};
use super::who::{Desk, on_to};
use crate::fault::Fault;

/// A draft, as its pages name it.
#[derive(Serialize)]
pub struct Head {
    pub id: String,
    pub version: u64,
    pub base: Option<u32>,
    pub saved: String,
    pub open_by: Option<String>,
    pub is_stale: bool,
    pub may_send: bool,
    pub desk: Option<String>,
    pub desk_name: Option<String>,
    pub filed: Option<String>,
}

impl Head {
    /// Of a draft.
    pub fn of(desk: &Desk, draft: &Draft) -> Head {
        Head {
            id: draft.line.id.to_string(),
            version: draft.version,
            base: draft.line.base.map(|number| number.0),
            saved: clock(draft.line.saved_at, &zone(&desk.agency().house())),
            open_by: draft.open_by.clone(),
            is_stale: draft.line.is_stale,
            may_send: draft.line.may_send,
            desk: draft.line.desk.as_ref().map(|(desk, _)| desk.to_string()),
            desk_name: draft.line.desk.as_ref().map(|(_, name)| name.clone()),
            filed: draft.line.filed_at.map(|at| clock(at, &zone(&desk.agency().house()))),
        }
    }
}

#[derive(Serialize)]
struct Branch {
    by: String,
    from: String,
}

/// A topic that may suit the draft.
#[derive(Serialize)]
struct SuggestedView {
    /// As it stands in the draft's list.
    line: String,
    name: String,
    is_named: bool,
    alike: usize,
    of: usize,
}

#[derive(Serialize)]
struct Suggested {
    suggested: Vec<SuggestedView>,
}

#[derive(Serialize)]
struct View {
    draft: Head,
    f: DraftFields,
    home: String,
    others: Vec<String>,
    kind: String,
    branch: Option<Branch>,
    branch_of: Option<String>,
    refusal: Option<String>,
    faults: Beside,
    diagnoses: Vec<String>,
    words: usize,
    dateline_example: String,
    embargo_example: String,
    editions: Vec<EditionChoice>,
    desks: Vec<DeskChoice>,
    urgencies: [u8; 8],
    languages: Vec<LanguageChoice>,
    suggested: Vec<SuggestedView>,
    background: Offered,
}

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// The kind of move that is meant.
    kind: String,
    /// Ask the rules, and show what they say beside the fields.
    check: Option<String>,
    /// The draft from which this one branched, and who was faster.
    from: Option<String>,
    by: Option<String>,
}

/// The page.
pub async fn page(
    desk: Desk,
    Path(id): Path<DraftId>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let draft = desk.agency().draft(&desk.staff, id).await?;
    desk.agency().open_draft(&desk.staff, id).await?;
    let mut faults = Beside::new();
    let mut refusal = None;
    if asked.check.is_some() {
        let kind = draft.line.base.and(asked.kind.parse().ok());
        let preview = desk.agency().preview(&desk.staff, id, Said { kind, ..Said::default() }).await?;
        faults = beside(desk.locale, &preview.faults);
        if let Err(rule) = &preview.outcome {
            match rule.field() {
                Some(field) => drop(faults.entry(field.to_owned()).or_insert(sentence(desk.locale, rule))),
                None => refusal = Some(sentence(desk.locale, rule)),
            }
        }
    }
    show(&desk, &draft, draft.fields.clone(), &asked, refusal, faults).await
}

async fn show(
    desk: &Desk,
    draft: &Draft,
    fields: DraftFields,
    asked: &Asked,
    refusal: Option<String>,
    faults: Beside,
) -> Result<Response, Fault> {
    let house = desk.agency().house();
    let now = desk.agency().now();
    let mut sections = fields.sections.iter().cloned();
    let home = sections.next().unwrap_or_default();
    let kind = if FOLLOWING.contains(&asked.kind.as_str()) { asked.kind.as_str() } else { "" };
    let status = if faults.is_empty() && refusal.is_none() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let view = View {
        draft: Head::of(desk, draft),
        home,
        others: sections.collect(),
        kind: kind.to_owned(),
        branch_of: draft.line.branch_of.map(|of| of.to_string()),
        branch: asked.from.clone().zip(asked.by.clone()).map(|(from, by)| Branch { by, from }),
        refusal,
        faults,
        diagnoses: Vec::new(),
        words: format!("{} {}", fields.lead, fields.body).split_whitespace().count(),
        dateline_example: dateline_example(&fields.language, &house, now),
        embargo_example: zone(&house).to_datetime(now).strftime("%Y-%m-%d 18:00").to_string(),
        editions: editions(&house),
        desks: desks(desk).await?,
        urgencies: URGENCIES,
        languages: languages(&house, &fields.language),
        suggested: suggestions(desk, &fields).await?,
        background: Offered::of(desk, &draft.line.id, &fields).await?,
        f: fields,
    };
    let is_embargoed = !view.f.embargo.is_empty();
    let title = if draft.line.base.is_some() { "desk-drafts" } else { "desk-new-story" };
    Ok(marked(desk.page_with(status, "draft", title, view)?, is_embargoed))
}

async fn suggestions(desk: &Desk, fields: &DraftFields) -> Result<Vec<SuggestedView>, Fault> {
    let all = desk.agency().suggested_topics(fields).await?.into_iter();
    let view = |it: newsroom::SuggestedTopic| SuggestedView {
        line: it.line,
        name: it.name,
        is_named: it.because.is_named,
        alike: it.because.alike,
        of: it.because.of,
    };
    Ok(all.map(view).collect())
}

/// The topics that may suit a draft as it was saved last: a part of its page.
pub async fn suggested(desk: Desk, Path(id): Path<DraftId>) -> Result<Response, Fault> {
    let draft = desk.agency().draft(&desk.staff, id).await?;
    let suggested = suggestions(&desk, &draft.fields).await?;
    desk.page("topics_part", "desk-topics", Suggested { suggested })
}

/// What a dateline looks like here, in the story's language.
fn dateline_example(language: &str, house: &story::House, now: jiff::Timestamp) -> String {
    let language = language.parse().unwrap_or_else(|_| story::Language::english());
    let place = match language.primary() {
        "ru" => "ГОРОД",
        "ar" => "المدينة",
        _ => "CITY",
    };
    let dateline = story::Dateline {
        places: vec![place.to_owned()],
        date: Some(zone(house).to_datetime(now).date()),
        source: Some(house.name.clone()),
    };
    dateline.write(&language, story::DatelineStyle::Full)
}

/// A button of the form was pressed: all is saved first, whichever it was.
pub async fn save(desk: Desk, Path(id): Path<DraftId>, form: Multipart) -> Result<Response, Fault> {
    let mut typed = match Typed::read(form).await {
        Ok(typed) => typed,
        Err(answer) => return Ok(answer),
    };
    let agency = desk.agency();
    if typed.act == "discard" {
        agency.discard(&desk.staff, id, typed.version).await?;
        return Ok(on_to("/desk/drafts"));
    }
    let mut faults = Beside::new();
    if let Some(file) = typed.file.take() {
        match agency.put_media(&desk.staff, file).await {
            Ok(row) => {
                let fields = &mut typed.fields;
                fields.picture = row.id.to_string();
                // What it says of itself stands for what nobody typed.
                for (typed, said) in [
                    (&mut fields.caption, row.words.caption),
                    (&mut fields.credit, row.words.credit),
                    (&mut fields.alt, row.words.alt),
                ] {
                    if typed.trim().is_empty() {
                        *typed = said;
                    }
                }
            }
            Err(Error::Picture(_)) => {
                let text = desk.say("desk-upload-failed", &[]);
                faults.insert("picture".into(), text);
            }
            Err(error) => return Err(error.into()),
        }
    }
    let saved = match agency.save(&desk.staff, id, typed.version, typed.fields.clone()).await {
        Err(Error::Faults(wrong)) => {
            // Not kept, hence shown again as it was typed.
            let draft = agency.draft(&desk.staff, id).await?;
            let asked = Asked { kind: typed.kind.clone(), ..Asked::default() };
            return show(&desk, &draft, typed.fields, &asked, None, beside(desk.locale, &wrong)).await;
        }
        saved => saved?,
    };
    let kind = if FOLLOWING.contains(&typed.kind.as_str()) { typed.kind.as_str() } else { "" };
    if let Saved::Branched { branch, by } = saved {
        let by = crate::site::query_value(&by);
        return Ok(on_to(&format!("/desk/drafts/{branch}?from={id}&by={by}&kind={kind}")));
    }
    if !faults.is_empty() {
        let draft = agency.draft(&desk.staff, id).await?;
        let asked = Asked { kind: typed.kind.clone(), ..Asked::default() };
        return show(&desk, &draft, typed.fields, &asked, None, faults).await;
    }
    if let Some(entry) = typed.act.strip_prefix(background::SETS) {
        return background::set_in(&desk, id, entry, typed.fields, kind).await;
    }
    match typed.act.as_str() {
        "sheet" => Ok(on_to(&format!("/desk/drafts/{id}/send?kind={kind}"))),
        "file" => file(&desk, id, &typed.desk).await,
        "back" => {
            agency.take_back(&desk.staff, id).await?;
            Ok(on_to(&format!("/desk/drafts/{id}?kind={kind}")))
        }
        "link" if desk.may(Permission::Write) => preview::link(&desk, id).await,
        _ => Ok(on_to(&format!("/desk/drafts/{id}?kind={kind}"))),
    }
}

/// Files a draft at a desk, and goes to that desk's queue.
pub async fn file(desk: &Desk, id: DraftId, at: &str) -> Result<Response, Fault> {
    let at: DeskId = at.parse().map_err(|_| Fault::NotFound)?;
    desk.agency().file(&desk.staff, id, at).await?;
    Ok(on_to(&format!("/desk/drafts?desk={at}")))
}
