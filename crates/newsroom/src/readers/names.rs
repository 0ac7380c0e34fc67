//! May a reader be called that?

use discussion::names::{self, NameFault};
use store::StoreError;

use crate::house::fault;
use crate::{Agency, Error};

impl Agency {
    /// A name as it is kept, with what it is known by; not one of the house's, nor one that looks like another's.
    pub(super) fn reader_name(&self, typed: &str) -> Result<(String, String), Error> {
        let name = names::tidy(typed);
        let house = self.house();
        let staff: Vec<String> = self.inner.store.read(|tx| -> Result<_, StoreError> {
            Ok(tx.all_staff()?.into_iter().map(|it| it.name).collect())
        })?;
        let of_house = staff.iter().map(String::as_str);
        let of_house = of_house.chain(house.editions.iter().map(|edition| edition.name.as_str()));
        let of_house = of_house.chain([house.name.as_str()]);
        let key = match names::check(&name, of_house) {
            Ok(()) => names::key(&name),
            Err(why) => {
                let key = match why {
                    NameFault::Length => "fault-name-length",
                    NameFault::Signs => "fault-name-signs",
                    NameFault::Mixed => "fault-name-mixed",
                    NameFault::House => "fault-name-house",
                    NameFault::Address => "fault-name-address",
                };
                return Err(fault("name", key, typed));
            }
        };
        if self.inner.store.read(|tx| tx.reader_by_name(&key))?.is_some() {
            return Err(fault("name", "fault-name-taken", typed));
        }
        Ok((name, key))
    }
}
