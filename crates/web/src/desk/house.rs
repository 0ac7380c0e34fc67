//! The agency's name, its editions and their sections.

use axum::Form;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use newsroom::Error;
use newsroom::views::FieldFault;
use serde::{Deserialize, Serialize};
use story::{DatelineStyle, Edition, EditionSlug, NumberStyle, Permission, Section};

use super::refusals::{Beside, beside};
use super::standing;
use super::who::{Desk, on_to};
use crate::fault::Fault;

/// A section as it is typed.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct TypedSection {
    name: String,
    slug: String,
    description: String,
}

/// An edition as it is typed.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct TypedEdition {
    name: String,
    slug: String,
    language: String,
    zone: String,
    host: String,
    number_style: String,
    description: String,
}

/// The agency's name as it is typed.
#[derive(Debug, Deserialize)]
pub struct TypedName {
    name: String,
    /// Whether what is grave wants a second person: there when its box is checked.
    four_eyes: Option<String>,
    /// Whether all of the staff have to show a second factor.
    second_factor: Option<String>,
}

#[derive(Serialize)]
struct EditionView {
    slug: String,
    name: String,
    language: String,
    zone: String,
    href: String,
    sections: Vec<TypedSection>,
    pages: [&'static str; 4],
    is_open: bool,
    typed: TypedSection,
    faults: Beside,
}

#[derive(Serialize)]
struct StyleChoice {
    value: &'static str,
    example: String,
}

#[derive(Default, Serialize)]
struct Faults {
    name: Beside,
    edition: Beside,
}

#[derive(Serialize)]
struct View {
    name: String,
    four_eyes: bool,
    second_factor: bool,
    editions: Vec<EditionView>,
    is_open: bool,
    typed: TypedEdition,
    faults: Faults,
    styles: Vec<StyleChoice>,
}

/// What was typed in which form, and what is wrong with it.
#[derive(Default)]
struct Attempt {
    name: Option<String>,
    edition: Option<TypedEdition>,
    section: Option<(EditionSlug, TypedSection)>,
    faults: Beside,
}

/// The page.
pub async fn page(desk: Desk) -> Result<Response, Fault> {
    if !desk.may(Permission::ManageAgency) {
        return Err(Fault::NotAllowed);
    }
    show(&desk, Attempt::default())
}

/// Names the agency.
pub async fn name(desk: Desk, Form(typed): Form<TypedName>) -> Result<Response, Fault> {
    match desk.agency().name_agency(&desk.staff, &typed.name).await {
        Ok(()) => {
            desk.agency().want_four_eyes(&desk.staff, typed.four_eyes.is_some()).await?;
            desk.agency().want_second_factor(&desk.staff, typed.second_factor.is_some()).await?;
            Ok(on_to("/desk/house"))
        }
        Err(Error::Faults(faults)) => {
            let faults = beside(desk.locale, &faults);
            show(&desk, Attempt { name: Some(typed.name), faults, ..Attempt::default() })
        }
        Err(error) => Err(error.into()),
    }
}

/// Adds an edition.
pub async fn add_edition(desk: Desk, Form(typed): Form<TypedEdition>) -> Result<Response, Fault> {
    let answer = match edition(&typed) {
        Ok(edition) => desk.agency().add_edition(&desk.staff, edition).await,
        Err(faults) => Err(Error::Faults(faults)),
    };
    match answer {
        Ok(()) => Ok(on_to("/desk/house")),
        Err(Error::Faults(faults)) => {
            let faults = beside(desk.locale, &faults);
            show(&desk, Attempt { edition: Some(typed), faults, ..Attempt::default() })
        }
        Err(error) => Err(error.into()),
    }
}

/// Adds a section to an edition.
pub async fn add_section(
    desk: Desk,
    Path(edition): Path<EditionSlug>,
    Form(typed): Form<TypedSection>,
) -> Result<Response, Fault> {
    let answer = match typed.slug.trim().parse() {
        Ok(slug) => {
            let section = Section {
                slug,
                name: typed.name.trim().to_owned(),
                description: typed.description.trim().to_owned(),
            };
            desk.agency().add_section(&desk.staff, &edition, section).await
        }
        Err(_) => Err(Error::Faults(vec![wrong("slug", "fault-slug", &typed.slug)])),
    };
    match answer {
        Ok(()) => Ok(on_to(&format!("/desk/house#edition-{edition}"))),
        Err(Error::Faults(faults)) => {
            let faults = beside(desk.locale, &faults);
            show(&desk, Attempt { section: Some((edition, typed)), faults, ..Attempt::default() })
        }
        Err(error) => Err(error.into()),
    }
}

fn wrong(field: &str, key: &'static str, typed: &str) -> FieldFault {
    FieldFault { field: field.to_owned(), key, typed: typed.to_owned() }
}

fn edition(typed: &TypedEdition) -> Result<Edition, Vec<FieldFault>> {
    let slug = typed.slug.trim().parse::<EditionSlug>();
    let language = typed.language.trim().parse::<story::Language>();
    match (slug, language) {
        (Ok(slug), Ok(language)) => Ok(Edition {
            slug,
            name: typed.name.trim().to_owned(),
            description: typed.description.trim().to_owned(),
            language,
            zone: typed.zone.trim().to_owned(),
            host: Some(typed.host.trim().to_lowercase()).filter(|host| !host.is_empty()),
            number_style: typed.number_style.parse().unwrap_or_default(),
            dateline_style: DatelineStyle::default(),
            sections: Vec::new(),
        }),
        (slug, language) => {
            let slug = slug.err().map(|_| wrong("slug", "fault-slug", &typed.slug));
            let language = language.err().map(|_| wrong("language", "fault-language", &typed.language));
            Err(slug.into_iter().chain(language).collect())
        }
    }
}

fn show(desk: &Desk, attempt: Attempt) -> Result<Response, Fault> {
    let house = desk.agency().house();
    let status = if attempt.faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let Attempt { name, edition, section, faults } = attempt;
    let mut beside = Faults::default();
    if name.is_some() {
        beside.name.clone_from(&faults);
    } else if edition.is_some() {
        beside.edition.clone_from(&faults);
    }
    let editions = house.editions.iter().map(|each| {
        let typed = section.as_ref().filter(|(slug, _)| *slug == each.slug).map(|(_, typed)| typed.clone());
        EditionView {
            slug: each.slug.to_string(),
            name: each.name.clone(),
            language: each.language.to_string(),
            zone: each.zone.clone(),
            href: each
                .host
                .as_ref()
                .map_or_else(|| format!("{}/", house.prefix(&each.slug)), |host| format!("https://{host}/")),
            sections: each
                .sections
                .iter()
                .map(|section| TypedSection {
                    name: section.name.clone(),
                    slug: section.slug.to_string(),
                    description: section.description.clone(),
                })
                .collect(),
            pages: standing::PAGES,
            is_open: typed.is_some() || each.sections.is_empty(),
            faults: if typed.is_some() { faults.clone() } else { Beside::new() },
            typed: typed.unwrap_or_default(),
        }
    });
    let view = View {
        name: name.unwrap_or_else(|| house.name.clone()),
        four_eyes: house.four_eyes,
        second_factor: house.second_factor,
        editions: editions.collect(),
        is_open: edition.is_some() || house.editions.is_empty(),
        typed: edition.unwrap_or_default(),
        faults: beside,
        styles: NumberStyle::ALL
            .map(|style| StyleChoice { value: style.as_str(), example: example(style) })
            .into(),
    };
    desk.page_with(status, "house", "desk-house", view)
}

/// How a style marks a first update.
fn example(style: NumberStyle) -> String {
    match style {
        NumberStyle::Suffix => "… -1",
        NumberStyle::Reuters => "UPDATE 1-…",
        NumberStyle::Ap => "…, 1st Ld-Writethru",
        NumberStyle::Dpa => "1ST LEAD: …",
    }
    .to_owned()
}
