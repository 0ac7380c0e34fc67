//! The dossiers at the desk: which there are, what they say, and the stories that carry what they no longer say.

use axum::Form;
use axum::extract::Path;
use axum::response::Response;
use jiff::civil::Date;
use newsroom::{Carrier, EntryAtDesk};
use serde::{Deserialize, Serialize};
use story::{DossierKind, DossierStanding, House, Language, Permission, Topic, TopicSlug};

use super::line::{moment, zone};
use super::refusals::sentence;
use super::who::{Desk, on_to};
use crate::difference::{Piece, pieces};
use crate::fault::Fault;

/// An entry in a list.
#[derive(Serialize)]
pub struct EntryLine {
    topic: String,
    topic_name: String,
    key: String,
    kind: &'static str,
    name: String,
    /// What it says, in a few words.
    says: String,
    at: String,
    by: String,
    review: Option<String>,
    is_overdue: bool,
    waits: bool,
    is_retired: bool,
}

impl EntryLine {
    fn of(it: &EntryAtDesk, desk: &Desk, house: &House) -> EntryLine {
        let language = language_of(desk, house);
        let entry = &it.now.entry;
        let words = entry.in_language(&language).or(entry.words.first());
        let zone = zone(house);
        let now = desk.agency().now();
        let says = words.map(|words| match entry.kind {
            DossierKind::Fact => format!("{} {}", words.value, words.unit),
            DossierKind::State => {
                let stage = entry.stage.map_or("", story::Stage::as_str);
                desk.say(&format!("dossier-stage-{stage}"), &[])
            }
            DossierKind::Deadline => entry.due().map(|day| day.to_string()).unwrap_or_default(),
            DossierKind::Event => entry.day.map(|day| day.to_string()).unwrap_or_default(),
            _ => words.text.chars().take(160).collect(),
        });
        EntryLine {
            topic: it.topic.to_string(),
            topic_name: house.topic(&it.topic).map(|topic| topic.title(&language)).unwrap_or_default(),
            key: it.now.key.to_string(),
            kind: entry.kind.as_str(),
            name: words.map(|it| it.name.clone()).unwrap_or_default(),
            says: says.unwrap_or_default().trim().to_owned(),
            at: moment(it.now.at, now, &zone),
            by: it.by.clone(),
            review: entry.review.map(|day| day.to_string()),
            is_overdue: entry.is_overdue(today(desk, house)),
            waits: it.waits,
            is_retired: entry.is_retired,
        }
    }
}

/// The language in which the desk calls topics and entries: the user's own.
pub fn language_of(desk: &Desk, house: &House) -> Language {
    let own = desk.staff.language.parse().ok();
    own.or_else(|| house.home().map(|home| home.language.clone())).unwrap_or_else(Language::english)
}

fn today(desk: &Desk, house: &House) -> Date {
    zone(house).to_datetime(desk.agency().now()).date()
}

/// The entries that ought to have been looked at by now.
pub async fn overdue(desk: &Desk) -> Result<Vec<EntryLine>, Fault> {
    let house = desk.agency().house();
    let all = desk.agency().overdue_entries(&desk.staff).await?;
    Ok(all.iter().map(|it| EntryLine::of(it, desk, &house)).collect())
}

#[derive(Serialize)]
struct Kept {
    slug: String,
    name: String,
    is_closed: bool,
}

#[derive(Serialize)]
struct ListView {
    kept: Vec<Kept>,
    /// Topics that have none.
    others: Vec<Kept>,
    overdue: Vec<EntryLine>,
}

/// All dossiers.
pub async fn list(desk: Desk) -> Result<Response, Fault> {
    let house = desk.agency().house();
    let language = language_of(&desk, &house);
    let overdue = overdue(&desk).await?;
    let kept = |topic: &Topic| Kept {
        slug: topic.slug.to_string(),
        name: topic.title(&language),
        is_closed: topic.dossier == Some(DossierStanding::Closed),
    };
    let some = |is_kept: bool| {
        let some = house.topics.iter().filter(|it| it.dossier.is_some() == is_kept);
        let mut some: Vec<Kept> = some.map(kept).collect();
        some.sort_by_cached_key(|it| (it.is_closed, it.name.to_lowercase()));
        some
    };
    let view = ListView { kept: some(true), others: some(false), overdue };
    desk.page("dossiers", "desk-dossiers", view)
}

/// Which topic's dossier is opened or closed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Standing {
    topic: String,
    close: String,
}

/// Opens, closes or opens again.
pub async fn change(desk: Desk, Form(typed): Form<Standing>) -> Result<Response, Fault> {
    let topic: TopicSlug = typed.topic.parse().map_err(|_| Fault::NotFound)?;
    if typed.close.is_empty() {
        desk.agency().open_dossier(&desk.staff, &topic).await?;
    } else {
        desk.agency().close_dossier(&desk.staff, &topic).await?;
    }
    Ok(on_to(&format!("/desk/dossiers/{topic}")))
}

#[derive(Serialize)]
struct CarriedLine {
    key: String,
    number: Option<u32>,
    pieces: Vec<Piece>,
}

#[derive(Serialize)]
struct CarrierLine {
    story: String,
    headline: String,
    old: Vec<CarriedLine>,
    line: Option<String>,
    refusal: Option<String>,
}

impl CarrierLine {
    fn of(it: Carrier, desk: &Desk) -> CarrierLine {
        let old = it.old.into_iter().map(|it| CarriedLine {
            key: it.key.to_string(),
            number: it.number,
            pieces: pieces(&it.old, &formats::copy::read_inline(&it.new).as_plain()),
        });
        CarrierLine {
            story: it.story.to_string(),
            headline: it.headline,
            old: old.collect(),
            refusal: it.line.as_ref().err().map(|rule| sentence(desk.locale, rule)),
            line: it.line.ok(),
        }
    }
}

#[derive(Serialize)]
struct OneView {
    slug: String,
    name: String,
    is_closed: bool,
    may_write: bool,
    kinds: Vec<&'static str>,
    entries: Vec<EntryLine>,
    carriers: Vec<CarrierLine>,
}

/// A dossier: its entries, and the stories that carry what it no longer says.
pub async fn one(desk: Desk, Path(slug): Path<TopicSlug>) -> Result<Response, Fault> {
    let house = desk.agency().house();
    let all = desk.agency().dossier_at_desk(&desk.staff, &slug).await?;
    let topic = house.topic(&slug).ok_or(Fault::NotFound)?;
    let mut entries: Vec<EntryLine> = all.iter().map(|it| EntryLine::of(it, &desk, &house)).collect();
    let place = |kind: &str| DossierKind::ALL.iter().position(|it| it.as_str() == kind);
    entries.sort_by_cached_key(|it| (it.is_retired, place(it.kind), it.name.to_lowercase()));
    let carriers = desk.agency().carriers(&desk.staff, &slug).await?;
    let is_closed = topic.dossier == Some(DossierStanding::Closed);
    let view = OneView {
        slug: slug.to_string(),
        name: topic.title(&language_of(&desk, &house)),
        is_closed,
        may_write: desk.may(Permission::Send) && !is_closed,
        kinds: DossierKind::ALL.iter().map(|kind| kind.as_str()).collect(),
        entries,
        carriers: carriers.into_iter().map(|it| CarrierLine::of(it, &desk)).collect(),
    };
    desk.page("dossiers_one", "desk-dossiers", view)
}

/// Which story is mended.
#[derive(Debug, Deserialize)]
pub struct Mend {
    story: String,
}

/// Begins the update of a story that carries what is old, and goes to it.
pub async fn mend(
    desk: Desk,
    Path(slug): Path<TopicSlug>,
    Form(Mend { story }): Form<Mend>,
) -> Result<Response, Fault> {
    let story = story.parse().map_err(|_| Fault::NotFound)?;
    let draft = desk.agency().begin_mending(&desk.staff, &slug, story).await?;
    Ok(on_to(&format!("/desk/drafts/{draft}?kind=update")))
}
