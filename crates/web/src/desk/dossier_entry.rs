//! An entry of a dossier at the desk: writing it, pinning it out of a story, its revisions.

use std::collections::BTreeMap;

use axum::Form;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use jiff::civil::Date;
use newsroom::views::FieldFault;
use newsroom::{EntryAtDesk, EntryForm, Error, PinnedFrom};
use serde::{Deserialize, Serialize};
use story::{
    DossierEntry, DossierKey, DossierKind, DossierStanding, EntryWords, FactStatus, House, Language, Stage,
    TopicSlug,
};

use super::choices::{DeskChoice, desks, house_languages};
use super::dossiers::language_of;
use super::line::{moment, zone};
use super::refusals::{Beside, beside};
use super::who::{Desk, on_to};
use crate::edition::locale_of;
use crate::fault::Fault;

/// The word in the place of an entry that is begun.
const NEW: &str = "new";

/// What the form said, by the names of its fields: `name-0`, `value-0`, `unit-0`, `text-0`, `source-0` and on by language, and the rest once.
type Typed = BTreeMap<String, String>;

/// What the address asks of a new entry.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    kind: String,
    draft: String,
    text: String,
}

#[derive(Serialize)]
struct InLanguage {
    at: usize,
    language: String,
    tag: String,
    dir: &'static str,
    name: String,
    value: String,
    unit: String,
    text: String,
    source: String,
}

#[derive(Serialize)]
struct Earlier {
    revision: u32,
    at: String,
    by: String,
    waits: bool,
    says: Vec<(String, String)>,
}

#[derive(Serialize)]
struct View {
    topic: String,
    topic_name: String,
    /// Its word; none where it is begun.
    key: Option<String>,
    kind: &'static str,
    title: String,
    is_closed: bool,
    waits: bool,
    typed: Typed,
    languages: Vec<InLanguage>,
    statuses: Vec<&'static str>,
    stages: Vec<&'static str>,
    desks: Vec<DeskChoice>,
    instant_example: String,
    earlier: Vec<Earlier>,
    faults: Beside,
}

/// The form of an entry.
pub async fn page(
    desk: Desk,
    Path((slug, name)): Path<(TopicSlug, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let house = desk.agency().house();
    if name == NEW {
        let kind = asked.kind.parse().unwrap_or(DossierKind::Fact);
        let typed = begun(kind, &asked, &desk, &house).await?;
        return show(&desk, &slug, kind, typed, Vec::new(), Beside::new()).await;
    }
    let key: DossierKey = name.parse().map_err(|_| Fault::NotFound)?;
    let all = desk.agency().entry_at_desk(&desk.staff, &slug, &key).await?;
    let last = all.first().ok_or(Fault::NotFound)?;
    let typed = typed_of(last, &house);
    let kind = last.now.entry.kind;
    show(&desk, &slug, kind, typed, all, Beside::new()).await
}

/// A new entry as the form first has it: with the words that were chosen in a draft.
async fn begun(kind: DossierKind, asked: &Asked, desk: &Desk, house: &House) -> Result<Typed, Fault> {
    let mut typed = Typed::new();
    let mut at = 0;
    if let Ok(draft) = asked.draft.parse() {
        let draft = desk.agency().draft(&desk.staff, draft).await?;
        typed.insert("draft".into(), asked.draft.clone());
        let is_its = |it: &Language| draft.fields.language.starts_with(it.primary());
        at = house_languages(house).iter().position(is_its).unwrap_or(0);
    }
    let text: String = asked.text.split_whitespace().collect::<Vec<_>>().join(" ");
    if kind != DossierKind::Fact {
        typed.insert(format!("text-{at}"), text);
    } else if !text.is_empty() {
        // A figure and what it counts, where there is one in what was chosen.
        let mut words = text.split(' ').skip_while(|word| !word.contains(|c: char| c.is_ascii_digit()));
        let trimmed = |word: &str| word.trim_matches(|c: char| ",.;:!?\"“”«»()".contains(c)).to_owned();
        match words.next() {
            Some(figure) => {
                typed.insert(format!("value-{at}"), trimmed(figure));
                typed.insert(format!("unit-{at}"), words.next().map(trimmed).unwrap_or_default());
            }
            None => drop(typed.insert(format!("value-{at}"), text.clone())),
        }
        typed.insert("chosen".into(), text);
    }
    Ok(typed)
}

fn typed_of(it: &EntryAtDesk, house: &House) -> Typed {
    let entry = &it.now.entry;
    let zone = zone(house);
    let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let mut typed: Typed = [
        ("behind", it.now.revision.to_string()),
        (
            "as-of",
            entry
                .as_of
                .map(|at| zone.to_datetime(at).strftime("%Y-%m-%d %H:%M").to_string())
                .unwrap_or_default(),
        ),
        ("day", day(entry.day)),
        ("days", entry.days.to_string()),
        ("status", entry.status.as_str().to_owned()),
        ("stage", entry.stage.map_or("", Stage::as_str).to_owned()),
        ("desk", entry.desk.map(|desk| desk.to_string()).unwrap_or_default()),
        ("review", day(entry.review)),
        ("retired", if entry.is_retired { "1".to_owned() } else { String::new() }),
    ]
    .into_iter()
    .map(|(name, value)| (name.to_owned(), value))
    .collect();
    for (at, language) in house_languages(house).iter().enumerate() {
        if let Some(words) = entry.in_language(language) {
            for (name, value) in [
                ("name", &words.name),
                ("value", &words.value),
                ("unit", &words.unit),
                ("text", &words.text),
                ("source", &words.source),
            ] {
                typed.insert(format!("{name}-{at}"), value.clone());
            }
        }
    }
    typed
}

/// Writes an entry, or a revision of it.
pub async fn put(
    desk: Desk,
    Path((slug, name)): Path<(TopicSlug, String)>,
    Form(mut typed): Form<Typed>,
) -> Result<Response, Fault> {
    let house = desk.agency().house();
    let said = |name: &str| typed.get(name).map_or("", |text| text.trim());
    let key: Option<DossierKey> = match name.as_str() {
        NEW => None,
        name => Some(name.parse().map_err(|_| Fault::NotFound)?),
    };
    let known = match &key {
        Some(key) => desk.agency().entry_at_desk(&desk.staff, &slug, key).await?,
        None => Vec::new(),
    };
    let kind = match known.first() {
        Some(last) => last.now.entry.kind,
        None => said("kind").parse().unwrap_or(DossierKind::Fact),
    };
    let mut faults = Vec::new();
    let mut fault = |field: &str, key: &'static str| {
        faults.push(FieldFault { field: field.to_owned(), key, typed: said(field).to_owned() });
    };
    let mut day = |field: &str| match said(field) {
        "" => None,
        typed => typed.parse::<Date>().map_err(|_| fault(field, "fault-day")).ok(),
    };
    let (from_day, review) = (day("day"), day("review"));
    let days = match said("days") {
        "" => 0,
        typed => typed.parse().unwrap_or_else(|_| {
            fault("days", "fault-days");
            0
        }),
    };
    let as_of = match said("as-of") {
        "" => None,
        typed => newsroom::read_instant(typed, &zone(&house)).map_err(|key| fault("as-of", key)).ok(),
    };
    let words = |(at, language): (usize, &Language)| {
        let of = |name: &str| said(&format!("{name}-{at}")).to_owned();
        EntryWords {
            language: language.clone(),
            name: of("name"),
            value: of("value"),
            unit: of("unit"),
            text: of("text"),
            source: of("source"),
        }
    };
    let entry = DossierEntry {
        as_of,
        day: from_day,
        days,
        status: said("status").parse().unwrap_or_default(),
        stage: said("stage").parse().ok(),
        words: house_languages(&house).iter().enumerate().map(words).collect(),
        desk: said("desk").parse().ok(),
        review,
        is_retired: !said("retired").is_empty(),
        ..DossierEntry::new(kind)
    };
    let chosen = match (&key, said("key")) {
        (Some(key), _) => Some(key.clone()),
        (None, "") => None,
        (None, typed) => typed.parse().map_err(|_| fault("key", "fault-slug")).ok(),
    };
    let from = said("draft").parse().ok().map(PinnedFrom::Draft);
    let done = match faults.is_empty() {
        true => {
            let behind = said("behind").parse().unwrap_or(0);
            let form = EntryForm { key: chosen, behind, entry, from };
            desk.agency().put_entry(&desk.staff, &slug, form).await.map(drop)
        }
        false => Err(Error::Faults(faults)),
    };
    match done {
        Ok(()) => Ok(on_to(&match said("draft") {
            "" => format!("/desk/dossiers/{slug}"),
            draft => format!("/desk/drafts/{draft}"),
        })),
        Err(Error::Faults(faults)) => {
            let faults = beside(desk.locale, &faults);
            // Who saves again has seen what it says by now.
            if let Some(last) = known.first() {
                typed.insert("behind".into(), last.now.revision.to_string());
            }
            show(&desk, &slug, kind, typed, known, faults).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn show(
    desk: &Desk,
    slug: &TopicSlug,
    kind: DossierKind,
    mut typed: Typed,
    all: Vec<EntryAtDesk>,
    faults: Beside,
) -> Result<Response, Fault> {
    let house = desk.agency().house();
    let topic = house.topic(slug).filter(|it| it.dossier.is_some()).ok_or(Fault::NotFound)?;
    for field in [
        "key", "behind", "as-of", "day", "days", "status", "stage", "desk", "review", "retired", "draft",
        "chosen",
    ] {
        typed.entry(field.to_owned()).or_default();
    }
    let language = language_of(desk, &house);
    let (now, zone) = (desk.agency().now(), zone(&house));
    let name_of = |it: &EntryAtDesk| {
        let words = it.now.entry.in_language(&language).or(it.now.entry.words.first());
        words.map(|words| words.name.clone()).unwrap_or_default()
    };
    let said = |name: &str, at: usize| typed.get(&format!("{name}-{at}")).cloned().unwrap_or_default();
    let in_language = |(at, it): (usize, &Language)| InLanguage {
        at,
        language: locale_of(it).name_in_itself().to_owned(),
        tag: it.to_string(),
        dir: it.direction().as_str(),
        name: said("name", at),
        value: said("value", at),
        unit: said("unit", at),
        text: said("text", at),
        source: said("source", at),
    };
    let earlier = |it: &EntryAtDesk| Earlier {
        revision: it.now.revision,
        at: moment(it.now.at, now, &zone),
        by: it.by.clone(),
        waits: it.waits,
        says: it.now.entry.words.iter().map(|words| says(&it.now.entry, words, desk)).collect(),
    };
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let view = View {
        topic: slug.to_string(),
        topic_name: topic.title(&language),
        key: all.first().map(|it| it.now.key.to_string()),
        kind: kind.as_str(),
        title: match all.first() {
            Some(last) => name_of(last),
            None => desk.say(&format!("desk-entry-new-{}", kind.as_str()), &[]),
        },
        is_closed: topic.dossier == Some(DossierStanding::Closed),
        waits: all.first().is_some_and(|it| it.waits),
        languages: house_languages(&house).iter().enumerate().map(in_language).collect(),
        statuses: FactStatus::ALL.iter().map(|it| it.as_str()).collect(),
        stages: Stage::ALL.iter().map(|it| it.as_str()).collect(),
        desks: desks(desk).await?,
        instant_example: zone.to_datetime(now).strftime("%Y-%m-%d %H:%M").to_string(),
        earlier: all.iter().map(earlier).collect(),
        typed,
        faults,
    };
    desk.page_with(status, "dossiers_entry", "desk-dossiers", view)
}

/// What a revision said in one language: the language, and the words.
fn says(entry: &DossierEntry, words: &EntryWords, desk: &Desk) -> (String, String) {
    let stage = entry.stage.map(|stage| desk.say(&format!("dossier-stage-{}", stage.as_str()), &[]));
    let day = entry.on_timeline().map(|day| day.to_string());
    let all = [Some(words.name.clone()), Some(words.value.clone()), Some(words.unit.clone()), stage, day]
        .into_iter()
        .flatten()
        .chain([words.text.clone()])
        .filter(|part| !part.is_empty());
    (words.language.to_string(), all.collect::<Vec<_>>().join(" · "))
}
