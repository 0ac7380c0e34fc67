//! The agency, its editions, their sections and standing pages.

use jiff::Timestamp;
use story::{DatelineStyle, Edition, EditionSlug, House, Section};

use crate::StoreError;
use crate::db::{Sql, Tx, Value, sql};
use crate::nodes::Signal;

const AGENCY: Sql = sql!("SELECT name, four_eyes, second_factor FROM agency WHERE id = 1");
const NAME_AGENCY: Sql = sql!(
    "INSERT INTO agency (id, name, created_at) VALUES (1, $1, $2) ON CONFLICT (id) DO UPDATE SET name = $1"
);
const SECOND_FACTOR: Sql = sql!("UPDATE agency SET second_factor = $1 WHERE id = 1");
const FOUR_EYES: Sql = sql!("UPDATE agency SET four_eyes = $1 WHERE id = 1");
const EDITIONS: Sql = sql!(
    "SELECT slug, name, description, language, zone, host, number_style, dateline_style FROM edition ORDER BY position, slug"
);
const SECTIONS: Sql =
    sql!("SELECT edition, slug, name, description FROM section ORDER BY edition, position, slug");
const PUT_EDITION: Sql = sql!(
    "INSERT INTO edition (slug, position, name, description, language, zone, host, number_style, dateline_style)
     VALUES ($1, (SELECT count(*) FROM edition), $2, $3, $4, $5, $6, $7, $8)
     ON CONFLICT (slug) DO UPDATE SET name = $2, description = $3, language = $4, zone = $5, host = $6,
       number_style = $7, dateline_style = $8"
);
const PUT_SECTION: Sql = sql!(
    "INSERT INTO section (edition, slug, position, name, description)
     VALUES ($1, $2, (SELECT count(*) FROM section WHERE edition = $1), $3, $4)
     ON CONFLICT (edition, slug) DO UPDATE SET name = $3, description = $4"
);
const PAGE: Sql = sql!("SELECT title, copy FROM page WHERE edition = $1 AND name = $2");
const PUT_PAGE: Sql = sql!(
    "INSERT INTO page (edition, name, title, copy) VALUES ($1, $2, $3, $4)
     ON CONFLICT (edition, name) DO UPDATE SET title = $3, copy = $4"
);

impl Tx<'_> {
    /// The agency with its editions; its name is empty until it is named.
    pub fn house(&self) -> Result<House, StoreError> {
        let (name, four_eyes, second_factor) = match self.row(AGENCY, &[])? {
            Some(row) => (row.text(0)?.to_owned(), row.truth(1)?, row.truth(2)?),
            None => (String::new(), false, false),
        };
        let mut editions = Vec::new();
        for row in self.rows(EDITIONS, &[])? {
            editions.push(Edition {
                slug: row.parsed(0)?,
                name: row.text(1)?.to_owned(),
                description: row.text(2)?.to_owned(),
                language: row.parsed(3)?,
                zone: row.text(4)?.to_owned(),
                host: row.maybe(5, |row, at| Ok(row.text(at)?.to_owned()))?,
                number_style: row.parsed(6)?,
                dateline_style: match row.text(7)? {
                    "undated" => DatelineStyle::Undated,
                    _ => DatelineStyle::Full,
                },
                sections: Vec::new(),
            });
        }
        for row in self.rows(SECTIONS, &[])? {
            let section = Section {
                slug: row.parsed(1)?,
                name: row.text(2)?.to_owned(),
                description: row.text(3)?.to_owned(),
            };
            let edition = row.text(0)?;
            if let Some(edition) = editions.iter_mut().find(|e| e.slug.as_str() == edition) {
                edition.sections.push(section);
            }
        }
        Ok(House { name, four_eyes, second_factor, editions, topics: self.topics()? })
    }

    /// Names the agency.
    pub fn name_agency(&self, name: &str, now: Timestamp) -> Result<(), StoreError> {
        self.run(NAME_AGENCY, &[name.into(), now.into()])?;
        self.signal(Signal::House)
    }

    /// Says whether all of the staff have to show a second factor.
    pub fn set_second_factor(&self, wanted: bool) -> Result<(), StoreError> {
        self.run(SECOND_FACTOR, &[wanted.into()])?;
        self.signal(Signal::House)
    }

    /// Says whether what is grave wants a second person.
    pub fn set_four_eyes(&self, wanted: bool) -> Result<(), StoreError> {
        self.run(FOUR_EYES, &[wanted.into()])?;
        self.signal(Signal::House)
    }

    /// Adds an edition behind the others, or changes the one of that name; its sections are left as they are.
    pub fn put_edition(&self, edition: &Edition) -> Result<(), StoreError> {
        let dateline_style = match edition.dateline_style {
            DatelineStyle::Full => "full",
            DatelineStyle::Undated => "undated",
        };
        let values = [
            Value::from(&edition.slug),
            edition.name.as_str().into(),
            edition.description.as_str().into(),
            edition.language.as_str().into(),
            edition.zone.as_str().into(),
            edition.host.clone().into(),
            edition.number_style.as_str().into(),
            dateline_style.into(),
        ];
        self.run(PUT_EDITION, &values)?;
        self.signal(Signal::House)
    }

    /// Adds a section behind the others of its edition, or changes the one of that name.
    pub fn put_section(&self, edition: &EditionSlug, section: &Section) -> Result<(), StoreError> {
        let values = [
            edition.into(),
            (&section.slug).into(),
            section.name.as_str().into(),
            section.description.as_str().into(),
        ];
        self.run(PUT_SECTION, &values)?;
        self.signal(Signal::House)
    }

    /// A standing page: its title and its plain wire copy.
    pub fn page(&self, edition: &EditionSlug, name: &str) -> Result<Option<(String, String)>, StoreError> {
        match self.row(PAGE, &[edition.into(), name.into()])? {
            Some(row) => Ok(Some((row.text(0)?.to_owned(), row.text(1)?.to_owned()))),
            None => Ok(None),
        }
    }

    /// Writes a standing page.
    pub fn put_page(
        &self,
        edition: &EditionSlug,
        name: &str,
        title: &str,
        copy: &str,
    ) -> Result<(), StoreError> {
        self.run(PUT_PAGE, &[edition.into(), name.into(), title.into(), copy.into()])?;
        self.signal(Signal::House)
    }
}
