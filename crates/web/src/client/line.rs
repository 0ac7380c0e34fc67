//! How does a thing that was given look in a list of the portal?

use i18n::Arg;
use newsroom::Given;
use serde::Serialize;

use super::who::Portal;
use crate::desk::{clock, day};

/// A line of the portal's wire.
#[derive(Serialize)]
pub struct Line {
    pub position: u64,
    pub kind: String,
    /// RFC 3339.
    pub at: String,
    pub time: String,
    pub day: Option<String>,
    pub urgency: Option<u8>,
    pub slugline: String,
    pub headline: String,
    pub lang: String,
    pub dir: &'static str,
    pub detail: Option<String>,
    pub is_withheld: bool,
    pub is_passed: bool,
    pub wants_acknowledgement: bool,
}

impl Line {
    /// Of a thing.
    pub fn of(portal: &Portal, given: &Given) -> Line {
        let now = portal.agency().now();
        let item = given.item.as_ref();
        let language = item.and_then(|item| item.language.clone()).unwrap_or_default();
        let dir = language.parse::<story::Language>().map_or("auto", |tag| tag.direction().as_str());
        let is_withheld = item.is_some_and(formats::Item::is_withheld);
        Line {
            position: given.position,
            kind: given.kind.clone(),
            at: given.at.to_string(),
            time: clock(given.at, &portal.zone),
            day: day(given.at, now, &portal.zone),
            urgency: item.and_then(|item| item.urgency).map(story::Urgency::get),
            slugline: item.and_then(|item| item.slugline.clone()).unwrap_or_default(),
            headline: match item {
                Some(item) => item.title.clone(),
                None => products(portal, given),
            },
            lang: language,
            dir,
            detail: item.and_then(|item| if is_withheld { item.note.clone() } else { item.advisory.clone() }),
            is_withheld,
            is_passed: given.is_passed,
            wants_acknowledgement: given.wants_acknowledgement,
        }
    }
}

/// What a change of products says.
fn products(portal: &Portal, given: &Given) -> String {
    let all = given.entitlement.as_ref().and_then(|change| change["products"].as_array());
    let names: Vec<&str> = all.into_iter().flatten().filter_map(|name| name.as_str()).collect();
    portal.say("client-products-now", &[("names", Arg::Text(&names.join(", ")))])
}
