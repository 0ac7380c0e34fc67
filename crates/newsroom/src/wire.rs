//! The wire as the house sees it.

use story::{Permission, Sequence};

use crate::views::{Staff, WireLine};
use crate::{Agency, Error, allow};

impl Agency {
    /// The newest entries, or those before a place; newest first.
    pub async fn wire(
        &self,
        who: &Staff,
        before: Option<Sequence>,
        limit: u32,
    ) -> Result<Vec<WireLine>, Error> {
        allow(who, Permission::ReadDesk)?;
        let rows = self.inner.store.read(|tx| tx.wire_before(before, limit.min(500)))?;
        Ok(rows.into_iter().map(line).collect())
    }

    /// The entries behind a place, oldest first.
    pub async fn wire_after(&self, who: &Staff, after: Sequence) -> Result<Vec<WireLine>, Error> {
        allow(who, Permission::ReadDesk)?;
        let rows = self.inner.store.read(|tx| tx.wire_after(after, 500))?;
        Ok(rows.into_iter().map(line).collect())
    }

    /// Walks the whole wire and says whether it is what was sent.
    pub async fn verify(&self) -> Result<store::Verdict, Error> {
        let key = self.inner.store.signer().public_key().to_vec();
        Ok(self.inner.store.walk(|tx| tx.verify(&key))?)
    }
}

pub(crate) fn line(row: store::WireRow) -> WireLine {
    WireLine {
        sequence: row.sequence,
        public: row.public,
        kind: row.kind,
        at: row.at,
        by: row.by,
        story: row.listed.story,
        short: row.listed.short,
        slug: row.listed.slug,
        first_public: row.listed.first_public,
        revision: row.listed.revision,
        reason: row.reason,
        standing: row.standing,
        version: row.version,
    }
}
