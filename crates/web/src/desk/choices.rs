//! What can be chosen on the desk's forms?

use i18n::Locale;
use newsroom::DeskPage;
use serde::Serialize;
use story::{House, Language, Standing};

use super::who::Desk;
use crate::fault::Fault;

/// An edition with its sections, for a select or for check boxes.
#[derive(Serialize)]
pub struct EditionChoice {
    /// Its word in addresses.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Its sections.
    pub sections: Vec<SectionChoice>,
}

/// A section of an edition.
#[derive(Serialize)]
pub struct SectionChoice {
    /// `edition/section`.
    pub value: String,
    /// Its name.
    pub name: String,
}

/// A language of copy or of the desk itself.
#[derive(Serialize)]
pub struct LanguageChoice {
    /// Its tag.
    pub tag: String,
    /// Its own name for itself; the tag where it is not known.
    pub name: String,
    /// The way it runs.
    pub dir: &'static str,
}

/// A desk.
#[derive(Clone, Serialize)]
pub struct DeskChoice {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// How many drafts are filed there.
    pub filed: usize,
}

/// All desks of the house.
pub async fn desks(desk: &Desk) -> Result<Vec<DeskChoice>, Fault> {
    let all = desk.agency().desks(&desk.staff).await?.into_iter();
    let choice =
        |it: DeskPage| DeskChoice { id: it.desk.id.to_string(), name: it.desk.name, filed: it.filed };
    Ok(all.map(choice).collect())
}

/// The urgencies, the most pressing first.
pub const URGENCIES: [u8; 8] = [1, 2, 3, 4, 5, 6, 7, 8];

/// The kinds of move that make a revision of a story already sent.
pub const FOLLOWING: [&str; 4] = ["update", "correction", "refile", "release"];

/// Those of them that a story takes as it stands.
pub fn following(standing: Standing) -> Vec<&'static str> {
    let takes = |word: &&str| word.parse().is_ok_and(|kind| standing.after(kind).is_ok());
    FOLLOWING.into_iter().filter(takes).collect()
}

/// All editions with their sections.
pub fn editions(house: &House) -> Vec<EditionChoice> {
    let all = house.editions.iter();
    all.map(|edition| EditionChoice {
        slug: edition.slug.to_string(),
        name: edition.name.clone(),
        sections: edition
            .sections
            .iter()
            .map(|section| SectionChoice {
                value: format!("{}/{}", edition.slug, section.slug),
                name: section.name.clone(),
            })
            .collect(),
    })
    .collect()
}

fn language(tag: &str, dir: &'static str) -> LanguageChoice {
    let name = Locale::of_tag(tag).map_or_else(|| tag.to_owned(), |known| known.name_in_itself().to_owned());
    LanguageChoice { tag: tag.to_owned(), name, dir }
}

/// The languages in which a story can be written: those of the editions, and the draft's own.
pub fn languages(house: &House, own: &str) -> Vec<LanguageChoice> {
    let mut all: Vec<LanguageChoice> = Vec::new();
    let own = own.parse::<story::Language>().ok();
    for each in house.editions.iter().map(|edition| &edition.language).chain(&own) {
        if !all.iter().any(|known| known.tag == each.as_str()) {
            all.push(language(each.as_str(), each.direction().as_str()));
        }
    }
    all
}

/// The languages that the desk itself speaks.
pub fn interface() -> Vec<LanguageChoice> {
    Locale::ALL.into_iter().map(|locale| language(locale.tag(), locale.direction())).collect()
}

/// The languages of the editions, each once.
pub fn house_languages(house: &House) -> Vec<Language> {
    let mut all: Vec<Language> = Vec::new();
    for edition in &house.editions {
        if all.iter().all(|known| known.primary() != edition.language.primary()) {
            all.push(edition.language.clone());
        }
    }
    all
}
