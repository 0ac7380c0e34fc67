//! Who at the subscriber used, copied or downloaded what.

use axum::http::StatusCode;
use axum::response::Response;
use newsroom::views::UsageRow;
use serde::Serialize;

use super::who::Portal;
use crate::desk::moment;
use crate::fault::Fault;

/// One note of use.
#[derive(Serialize)]
pub struct Use {
    by: String,
    what: &'static str,
    revision: u32,
    slugline: String,
    /// An address, where it was used.
    address: Option<String>,
    /// A format, where it was downloaded.
    format: Option<String>,
    at: String,
}

impl Use {
    /// Of a row.
    pub fn of(portal: &Portal, row: UsageRow, slugline: String) -> Use {
        let is_used = row.what == story::Usage::Used;
        let detail = Some(row.detail).filter(|detail| !detail.is_empty());
        Use {
            by: row.by,
            what: row.what.as_str(),
            revision: row.revision.0,
            slugline,
            address: detail.clone().filter(|_| is_used),
            format: detail.filter(|_| !is_used),
            at: moment(row.at, portal.agency().now(), &portal.zone),
        }
    }
}

#[derive(Serialize)]
struct View {
    used: Vec<Use>,
}

/// The page.
pub async fn page(portal: Portal) -> Result<Response, Fault> {
    let all = portal.agency().portal_usage(&portal.user).await?.into_iter();
    let view = View { used: all.map(|(row, slugline)| Use::of(&portal, row, slugline)).collect() };
    portal.page(StatusCode::OK, "usage", &portal.say("client-usage", &[]), view)
}
