//! A picture on a page: in which widths and codings the reader's browser may choose it.

use newsroom::{Cut, MediaRow, Shape};
use serde::Serialize;
use story::{Content, DigitalSource};

use crate::Web;

/// The width in pixels of what a browser takes that knows no other.
const PLAIN: u32 = 640;

/// A picture with its words.
#[derive(Clone, Debug, Serialize)]
pub struct PictureView {
    /// The address of one cut of it.
    pub src: String,
    /// All its cuts as JPEG, each with its width (HTML, `srcset`).
    pub srcset: String,
    /// The same as AVIF.
    pub avif: String,
    /// In pixels, of the widest.
    pub width: u32,
    /// In pixels, of the widest.
    pub height: u32,
    /// What it shows.
    pub caption: String,
    /// Who made it.
    pub credit: String,
    /// What it shows, for those who do not see it.
    pub alt: String,
    /// What it is, by IPTC's word in small letters, where it is no photograph as it was taken.
    pub made: Option<String>,
}

/// What of it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// All of it.
    Whole,
    /// The card of a list.
    Card,
}

impl PictureView {
    /// The picture of a story as it may be shown now.
    pub fn of(content: &Content, shown: Shown, web: &Web) -> Option<PictureView> {
        let row = row_of(content, web)?;
        let picture = content.picture.as_ref()?;
        let shape = match shown {
            Shown::Whole => Shape::Whole,
            Shown::Card => Shape::Card(row.focus),
        };
        let cuts = shape.cuts(row.width, row.height);
        let widest = cuts.last()?.width;
        let plain = cuts.iter().rfind(|cut| cut.width <= PLAIN).or(cuts.first())?;
        let address = |cut: &Cut, ending: &str| format!("/media/{}/{cut}.{ending}", row.id);
        let set = |ending: &str| {
            let each = cuts.iter().map(|cut| format!("{} {}w", address(cut, ending), cut.width));
            each.collect::<Vec<_>>().join(", ")
        };
        Some(PictureView {
            src: address(plain, "jpg"),
            srcset: set("jpg"),
            avif: set("avif"),
            width: widest,
            height: shape.height_at(widest, row.width, row.height),
            caption: picture.caption.clone(),
            credit: picture.credit.clone(),
            alt: if picture.alt.is_empty() { picture.caption.clone() } else { picture.alt.clone() },
            made: match row.words.source_type {
                DigitalSource::Unsaid | DigitalSource::DigitalCapture | DigitalSource::Print => None,
                other => Some(other.as_str().to_lowercase()),
            },
        })
    }
}

/// What is known of a story's picture, where pages may show it.
pub fn row_of(content: &Content, web: &Web) -> Option<MediaRow> {
    web.agency.media_on_site(content).unwrap_or_else(|error| {
        // A page without its picture is better than none.
        tracing::warn!(%error, "a picture cannot be looked up");
        None
    })
}
