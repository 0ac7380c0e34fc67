//! Naming the agency, its editions, their sections and standing pages.

use std::sync::Arc;

use story::{Edition, EditionSlug, House, Permission, Section};

use crate::views::{FieldFault, Staff};
use crate::{Agency, Error, allow};

/// The most that a standing page may hold, in bytes.
const PAGE_MOST: usize = 100_000;

impl Agency {
    /// The agency with its editions, as it is now.
    pub fn house(&self) -> Arc<House> {
        self.inner.house.read().unwrap_or_else(std::sync::PoisonError::into_inner).clone()
    }

    /// Whether the agency has a name, an edition and a section: whether there is a site to show.
    pub fn is_named(&self) -> bool {
        let house = self.house();
        !house.name.is_empty() && house.editions.iter().any(|edition| !edition.sections.is_empty())
    }

    /// Names the agency.
    pub async fn name_agency(&self, who: &Staff, name: &str) -> Result<(), Error> {
        allow(who, Permission::ManageAgency)?;
        let (name, now) = (required("name", name, 80)?, self.now());
        self.inner.store.write(move |tx| tx.name_agency(&name, now)).await?;
        self.reload_house()
    }

    /// Says whether what is grave (a changed quote, a denial that came or went, a withdrawal) wants a second person.
    pub async fn want_four_eyes(&self, who: &Staff, wanted: bool) -> Result<(), Error> {
        allow(who, Permission::ManageAgency)?;
        self.inner.store.write(move |tx| tx.set_four_eyes(wanted)).await?;
        self.reload_house()
    }

    /// Says whether all of the staff have to show a second factor as they sign in.
    pub async fn want_second_factor(&self, who: &Staff, wanted: bool) -> Result<(), Error> {
        allow(who, Permission::ManageAgency)?;
        self.inner.store.write(move |tx| tx.set_second_factor(wanted)).await?;
        self.reload_house()
    }

    /// Adds an edition, or changes the one of that name.
    pub async fn add_edition(&self, who: &Staff, mut edition: Edition) -> Result<(), Error> {
        allow(who, Permission::ManageAgency)?;
        edition.name = required("name", &edition.name, 80)?;
        if crate::addresses::is_reserved(edition.slug.as_str()) {
            return Err(fault("slug", "fault-reserved", edition.slug.as_str()));
        }
        if jiff::tz::TimeZone::get(&edition.zone).is_err() {
            return Err(fault("zone", "fault-zone", &edition.zone));
        }
        self.inner.store.write(move |tx| tx.put_edition(&edition)).await?;
        self.reload_house()?;
        self.first_desk().await
    }

    /// Adds a section to an edition, or changes the one of that name.
    pub async fn add_section(
        &self,
        who: &Staff,
        edition: &EditionSlug,
        mut section: Section,
    ) -> Result<(), Error> {
        allow(who, Permission::ManageAgency)?;
        let house = self.house();
        house.edition(edition).ok_or(Error::NotFound)?;
        section.name = required("name", &section.name, 80)?;
        let slug = section.slug.as_str();
        if crate::addresses::is_reserved(slug) || house.editions.iter().any(|e| e.slug.as_str() == slug) {
            return Err(fault("slug", "fault-reserved", slug));
        }
        let edition = edition.clone();
        self.inner.store.write(move |tx| tx.put_section(&edition, &section)).await?;
        self.reload_house()
    }

    /// A standing page of an edition: its title and its plain wire copy.
    pub async fn page(&self, edition: &EditionSlug, name: &str) -> Result<Option<(String, String)>, Error> {
        Ok(self.inner.store.read(|tx| tx.page(edition, name))?)
    }

    /// Writes a standing page. Pages of the site are made anew, since any may link to it.
    pub async fn put_page(
        &self,
        who: &Staff,
        edition: &EditionSlug,
        name: &str,
        title: &str,
        copy: &str,
    ) -> Result<(), Error> {
        allow(who, Permission::ManageAgency)?;
        self.house().edition(edition).ok_or(Error::NotFound)?;
        let title = required("title", title, 120)?;
        if copy.len() > PAGE_MOST {
            return Err(fault("copy", "fault-too-long", ""));
        }
        let (edition, name, copy) = (edition.clone(), name.to_owned(), copy.to_owned());
        self.inner.store.write(move |tx| tx.put_page(&edition, &name, &title, &copy)).await?;
        self.reload_house()
    }

    /// Reads the house anew, and has other nodes look too.
    pub(crate) fn reload_house(&self) -> Result<(), Error> {
        self.read_house()?;
        if self.inner.store.is_shared() {
            self.inner.bus.wake();
        }
        Ok(())
    }

    pub(crate) fn read_house(&self) -> Result<(), Error> {
        let house = Arc::new(self.inner.store.read(|tx| tx.house())?);
        *self.inner.house.write().unwrap_or_else(std::sync::PoisonError::into_inner) = house;
        Ok(())
    }
}

pub(crate) fn fault(field: &str, key: &'static str, typed: &str) -> Error {
    Error::Faults(vec![FieldFault { field: field.to_owned(), key, typed: typed.to_owned() }])
}

pub(crate) fn required(field: &str, typed: &str, most: usize) -> Result<String, Error> {
    let text = typed.trim();
    match text.chars().count() {
        0 => Err(fault(field, "fault-empty", typed)),
        n if n > most => Err(fault(field, "fault-too-long", typed)),
        _ => Ok(text.to_owned()),
    }
}
