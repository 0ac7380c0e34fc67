//! How does the house stand at this moment, in numbers? For whoever watches it.

use store::{Queues, StoreError};

use crate::{Agency, Error};

/// The numbers of a moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gauges {
    /// The last entry of the wire.
    pub wire: u64,
    /// Each follower with the entries that it has not dealt with yet.
    pub lags: Vec<(String, u64)>,
    /// What waits to leave the house.
    pub queues: Queues,
}

impl Agency {
    /// The numbers of this moment.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn gauges(&self) -> Result<Gauges, Error> {
        let (wire, cursors, queues, log) = self.inner.store.read(|tx| -> Result<_, StoreError> {
            // The log counts public entries.
            let log = tx.public_head()?.0.saturating_sub(tx.log_size()?);
            Ok((tx.head()?.0.0, tx.cursors()?, tx.queues()?, log))
        })?;
        // These two keep their place in memory and in the index.
        let own =
            [("announcer", *self.inner.announced.borrow()), ("searcher", *self.inner.searchable.borrow())];
        let own = own.map(|(name, at)| (name.to_owned(), at));
        let others = cursors.into_iter().chain(own).map(|(name, at)| (name, wire.saturating_sub(at.0)));
        let lags = others.chain([("log".to_owned(), log)]).collect();
        Ok(Gauges { wire, lags, queues })
    }
}
