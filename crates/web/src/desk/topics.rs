//! The topics that the house keeps: opening one, naming it in each language, closing it.

use std::collections::BTreeMap;

use axum::Form;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use newsroom::Error;
use newsroom::views::FieldFault;
use serde::Serialize;
use story::{House, Language, Permission, Topic, TopicName, TopicSlug};

use super::choices::house_languages;
use super::refusals::{Beside, beside};
use super::who::{Desk, on_to};
use crate::edition::locale_of;
use crate::fault::Fault;

/// What the form said, by the names of its fields: `slug`, `subject`, `closed`, `name-0`, `about-0` and on, by language.
type Typed = BTreeMap<String, String>;

#[derive(Serialize)]
struct Line {
    slug: String,
    name: String,
    subject: String,
    is_closed: bool,
}

/// What a topic is called in one language, as a part of the form.
#[derive(Serialize)]
struct InLanguage {
    at: usize,
    language: String,
    tag: String,
    dir: &'static str,
    /// What the vocabulary calls it.
    known: String,
    name: String,
    about: String,
}

#[derive(Serialize)]
struct View {
    topics: Vec<Line>,
    /// The one that is changed; none where one is opened.
    slug: Option<String>,
    title: String,
    typed: Typed,
    languages: Vec<InLanguage>,
    faults: Beside,
}

/// The topics, and the form for one more.
pub async fn page(desk: Desk) -> Result<Response, Fault> {
    show(&desk, None, Typed::new(), Beside::new())
}

/// One topic.
pub async fn one(desk: Desk, Path(slug): Path<TopicSlug>) -> Result<Response, Fault> {
    let house = desk.agency().house();
    let topic = house.topic(&slug).ok_or(Fault::NotFound)?;
    show(&desk, Some(topic), typed_of(topic, &house), Beside::new())
}

fn typed_of(topic: &Topic, house: &House) -> Typed {
    let mut typed = Typed::from([("subject".to_owned(), topic.subject.clone())]);
    for (at, language) in house_languages(house).iter().enumerate() {
        if let Some(name) = topic.names.iter().find(|it| it.language.primary() == language.primary()) {
            typed.insert(format!("name-{at}"), name.name.clone());
            typed.insert(format!("about-{at}"), name.about.clone());
        }
    }
    if topic.is_closed {
        typed.insert("closed".into(), "1".into());
    }
    typed
}

/// Opens a topic.
pub async fn open(desk: Desk, Form(typed): Form<Typed>) -> Result<Response, Fault> {
    put(desk, None, typed).await
}

/// Changes one.
pub async fn change(
    desk: Desk,
    Path(slug): Path<TopicSlug>,
    Form(typed): Form<Typed>,
) -> Result<Response, Fault> {
    put(desk, Some(slug), typed).await
}

async fn put(desk: Desk, known: Option<TopicSlug>, typed: Typed) -> Result<Response, Fault> {
    let house = desk.agency().house();
    let said = |name: &str| typed.get(name).map_or("", |text| text.trim());
    let name = |(at, language): (usize, &Language)| TopicName {
        language: language.clone(),
        name: said(&format!("name-{at}")).to_owned(),
        about: said(&format!("about-{at}")).to_owned(),
    };
    let names: Vec<TopicName> = house_languages(&house).iter().enumerate().map(name).collect();
    let subject = match said("subject") {
        "" => None,
        typed => Some(newsroom::subject_named(typed, &house).unwrap_or_else(|| typed.to_owned())),
    };
    let slug = match &known {
        Some(known) => Ok(known.clone()),
        None => slug_of(said("slug"), subject.as_deref(), &names),
    };
    let done = match slug {
        Ok(slug) => {
            let subject = subject.unwrap_or_else(|| Topic::own_subject(&slug));
            let topic = Topic { slug, subject, is_closed: !said("closed").is_empty(), names, dossier: None };
            desk.agency().put_topic(&desk.staff, topic, known.is_none()).await
        }
        Err(fault) => Err(Error::Faults(vec![fault])),
    };
    match done {
        Ok(()) => Ok(on_to("/desk/topics")),
        Err(Error::Faults(faults)) => {
            let faults = beside(desk.locale, &faults);
            let topic = known.and_then(|slug| house.topic(&slug));
            show(&desk, topic, typed, faults)
        }
        Err(error) => Err(error.into()),
    }
}

/// The word in addresses: as it was typed, or of the first name that makes one, or of the vocabulary's.
fn slug_of(typed: &str, subject: Option<&str>, names: &[TopicName]) -> Result<TopicSlug, FieldFault> {
    let known = subject.and_then(story::media_topics::find).map(|it| it.name("en"));
    let mut made = names.iter().map(|it| it.name.as_str()).chain(known).filter(|name| !name.is_empty());
    let word = match typed {
        // As long as a word in an address may be.
        "" => {
            made.next().map(|name| formats::address_slug(name).chars().take(60).collect()).unwrap_or_default()
        }
        typed => typed.to_owned(),
    };
    let (field, key) = if word.is_empty() { ("name-0", "fault-empty") } else { ("slug", "fault-slug") };
    word.parse().map_err(|_| FieldFault { field: field.into(), key, typed: typed.to_owned() })
}

fn show(desk: &Desk, topic: Option<&Topic>, mut typed: Typed, faults: Beside) -> Result<Response, Fault> {
    for field in ["slug", "subject", "closed"] {
        typed.entry(field.to_owned()).or_default();
    }
    if !desk.may(Permission::Send) {
        return Err(Fault::NotAllowed);
    }
    let house = desk.agency().house();
    let home = house.home().map_or_else(Language::english, |edition| edition.language.clone());
    let line = |topic: &Topic| Line {
        slug: topic.slug.to_string(),
        name: topic.title(&home),
        subject: topic.subject.clone(),
        is_closed: topic.is_closed,
    };
    let mut topics: Vec<Line> = house.topics.iter().map(line).collect();
    topics.sort_by_cached_key(|line| (line.is_closed, line.name.to_lowercase()));
    let said = |name: String| typed.get(&name).cloned().unwrap_or_default();
    let vocabulary = topic.and_then(Topic::media_topic);
    let in_language = |(at, language): (usize, &Language)| InLanguage {
        at,
        language: locale_of(language).name_in_itself().to_owned(),
        tag: language.to_string(),
        dir: language.direction().as_str(),
        known: vocabulary.and_then(|it| it.name_in(language.primary())).unwrap_or_default().to_owned(),
        name: said(format!("name-{at}")),
        about: said(format!("about-{at}")),
    };
    let languages = house_languages(&house).iter().enumerate().map(in_language).collect();
    let title = topic.map_or_else(|| desk.say("desk-topic-open", &[]), |it| it.title(&home));
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let slug = topic.map(|it| it.slug.to_string());
    desk.page_with(status, "topics", "desk-topics", View { topics, slug, title, typed, languages, faults })
}
