//! What in the house says this: what is public, what is not, and what is being written?
//!
//! The index has what is public. The little that is not, copy under embargo, held or withdrawn, and open drafts, is held against the
//! query story by story, so that no word of it is ever in a file of the index.

use jiff::tz::TimeZone;
use search::Watch;
use story::{Language, Permission};

use crate::drafts::read_fields;
use crate::follow::search_fault;
use crate::views::{DraftLine, Staff, WireLine};
use crate::wire::line;
use crate::{Agency, Error, allow, documents};

/// So many stories that are not public are looked at, and as many drafts.
const MOST: u32 = 500;

/// What the house found.
#[derive(Clone, Debug)]
pub struct HouseFound {
    /// Open drafts.
    pub drafts: Vec<DraftLine>,
    /// The last entry of each story of which the public does not have the last.
    pub hidden: Vec<WireLine>,
    /// How many public stories there are.
    pub total: usize,
    /// The last entry of each public story on this page.
    pub public: Vec<WireLine>,
    /// Where the next page of them begins.
    pub next: Option<search::After>,
}

impl Agency {
    /// Asks the index.
    pub(crate) fn find(&self, query: &search::Query) -> Result<search::Hits, Error> {
        tokio::task::block_in_place(|| self.inner.index.search(query)).map_err(search_fault)
    }

    /// Searches the house, in all editions; on pages after the first only what is public. Drafts are for those who write.
    pub async fn search_house(
        &self,
        who: &Staff,
        text: &str,
        order: search::Order,
        (limit, after): (usize, Option<search::After>),
    ) -> Result<HouseFound, Error> {
        allow(who, Permission::ReadDesk)?;
        let house = self.house();
        let zone = house.home().map_or(TimeZone::UTC, story::Edition::time_zone);
        let mut watch = Watch::new();
        watch.add((), text, &zone);
        let (mut drafts, mut hidden) = (Vec::new(), Vec::new());
        if after.is_none() && watch.count() > 0 {
            let language = house.home().map_or_else(Language::english, |edition| edition.language.clone());
            if who.role.may(Permission::Write) {
                for row in self.inner.store.read(|tx| tx.open_drafts(MOST))? {
                    let draft = documents::draft(&row, read_fields(&row)?, language.clone());
                    if !watch.met(&draft).is_empty() {
                        drafts.push(self.line(who, &row)?);
                    }
                }
            }
            self.inner.store.read(|tx| -> Result<(), Error> {
                for id in tx.hidden(MOST)? {
                    let Some(row) = tx.last_on_wire(id)? else { continue };
                    if !watch.met(&documents::revision(&row.listed.revision, &house)).is_empty() {
                        hidden.push(line(row));
                    }
                }
                Ok(())
            })?;
        }
        let query = search::Query {
            edition: None,
            section: None,
            text: text.to_owned(),
            zone,
            order,
            limit,
            after,
            counts: false,
        };
        let hits = self.find(&query)?;
        let rows = self.inner.store.read(|tx| {
            let row = |hit: &search::Hit| tx.last_on_wire(hit.story).transpose();
            hits.hits.iter().filter_map(row).collect::<Result<Vec<_>, _>>()
        })?;
        let public = rows.into_iter().map(line).collect();
        Ok(HouseFound { drafts, hidden, total: hits.total, public, next: hits.next })
    }
}
