//! What the staff did: noted as it is done, seen by administrators.

use jiff::Timestamp;
use store::StaffAct;
use story::Permission;

use crate::views::Staff;
use crate::{Agency, Error, allow};

/// The most characters of what was said with an act.
const MOST: usize = 600;

impl Agency {
    /// Notes what somebody did: by the name that they sign in with, what, at which address, and what was said with it.
    pub async fn note_act(&self, who: &str, what: &str, path: &str, detail: &str) -> Result<(), Error> {
        let at = self.now();
        let cut = |text: &str, most: usize| text.chars().take(most).collect::<String>();
        let act = StaffAct {
            id: story::StaffId::new(at).0,
            at,
            who: cut(who, 60),
            what: cut(what, 100),
            path: cut(path, 200),
            detail: cut(detail, MOST),
        };
        Ok(self.inner.store.write(move |tx| tx.put_act(&act)).await?)
    }

    /// What was done before an instant, by one of the staff or by all, the last first.
    pub async fn acts(
        &self,
        who: &Staff,
        by: Option<&str>,
        before: Option<Timestamp>,
        limit: u32,
    ) -> Result<Vec<StaffAct>, Error> {
        allow(who, Permission::ManageStaff)?;
        let before = before.unwrap_or(Timestamp::MAX);
        Ok(self.inner.store.read(|tx| tx.acts(by, before, limit))?)
    }
}
