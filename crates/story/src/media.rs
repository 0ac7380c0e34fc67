//! What is known of a picture in the house: its words, what matters in it, and how it may be used.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{excludes, words};

words! {
    /// What a photograph is, by IPTC's NewsCodes (`http://cv.iptc.org/newscodes/digitalsourcetype/`): what a reader is told
    /// where it is not a photograph as it was taken.
    #[derive(Default, Serialize, Deserialize)]
    #[serde(rename_all = "camelCase")]
    DigitalSource {
        /// It is not said.
        #[default]
        Unsaid = "unsaid",
        /// Taken by a camera.
        DigitalCapture = "digitalCapture",
        /// Scanned from a print or a film.
        Print = "print",
        /// Put together of several.
        CompositeCapture = "compositeCapture",
        /// Drawn by a person.
        DigitalCreation = "digitalCreation",
        /// Made by a model out of what it learned.
        TrainedAlgorithmicMedia = "trainedAlgorithmicMedia",
        /// A photograph into which a model put something.
        CompositeWithTrainedAlgorithmicMedia = "compositeWithTrainedAlgorithmicMedia",
    }
}

/// The words of a picture, by the fields of the IPTC Photo Metadata Standard 2023.1.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MediaWords {
    /// What it shows, for those who see it (Description).
    pub caption: String,
    /// What it shows, for those who do not see it (Alt Text).
    pub alt: String,
    /// The line printed beside it (Credit Line).
    pub credit: String,
    /// Who made it (Creator).
    pub creator: String,
    /// Whose it is (Copyright Notice).
    pub copyright: String,
    /// Where it was made: the city (City).
    pub city: String,
    /// Where it was made: the country (Country).
    pub country: String,
    /// The day on which it was made (Date Created), `2026-11-30`; empty where it is not known.
    pub taken: String,
    /// What editors are to know (Instructions).
    pub instructions: String,
    /// Words by which it is found (Keywords).
    pub keywords: Vec<String>,
    /// What kind of picture it is (Digital Source Type).
    pub source_type: DigitalSource,
}

/// How a picture may be used. What it forbids cannot be done.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MediaRights {
    /// It is never to be used again.
    pub is_barred: bool,
    /// The instant from which on it may not be used.
    pub until: Option<Timestamp>,
    /// Whether it may stand on the agency's own pages, which are read everywhere.
    pub on_site: bool,
    /// Where it may be used, in the words of the trade: `TURKEY OUT`, `for use in Norland only` (see [`excludes`]).
    pub terms: String,
    /// The names of the products whose subscribers may have it; of all, where it names none.
    pub products: Vec<String>,
}

impl Default for MediaRights {
    fn default() -> Self {
        MediaRights {
            is_barred: false,
            until: None,
            on_site: true,
            terms: String::new(),
            products: Vec::new(),
        }
    }
}

impl MediaRights {
    /// Whether it may be used at all at an instant.
    pub fn hold(&self, at: Timestamp) -> bool {
        !self.is_barred && self.until.is_none_or(|until| at < until)
    }

    /// Whether the public may see it at an instant.
    pub fn for_site(&self, at: Timestamp) -> bool {
        self.on_site && self.hold(at)
    }

    /// Whether a subscriber may have it at an instant: one who publishes in a territory and has the story by a product.
    pub fn for_subscriber(&self, territory: Option<&str>, product: &str, at: Timestamp) -> bool {
        self.hold(at)
            && !territory.is_some_and(|territory| excludes(&self.terms, territory))
            && (self.products.is_empty() || self.products.iter().any(|each| each == product))
    }
}

/// The point of a picture that no cut may leave out, in per cent of its width and height from its upper left corner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Focus {
    /// From the left, 0 to 100.
    pub x: u8,
    /// From the top, 0 to 100.
    pub y: u8,
}

impl Focus {
    /// The middle.
    pub const MIDDLE: Focus = Focus { x: 50, y: 50 };

    /// A point; what lies outside of the picture is moved to its edge.
    pub fn new(x: u8, y: u8) -> Focus {
        Focus { x: x.min(100), y: y.min(100) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rights_hold_until_their_end_for_whom_they_are_given() {
        let at = |second| Timestamp::from_second(second).unwrap();
        let free = MediaRights::default();
        assert!(free.for_site(at(9)) && free.for_subscriber(Some("Norland"), "World", at(9)));
        let some = MediaRights {
            until: Some(at(10)),
            on_site: false,
            terms: "NORLAND OUT".into(),
            products: vec!["World".into()],
            ..MediaRights::default()
        };
        assert!(!some.for_site(at(9)));
        for (territory, product, second, may) in [
            (Some("Sudmark"), "World", 9, true),
            (None, "World", 9, true),
            (Some("Norland"), "World", 9, false),
            (Some("Sudmark"), "Sport", 9, false),
            (Some("Sudmark"), "World", 10, false),
        ] {
            assert_eq!(
                some.for_subscriber(territory, product, at(second)),
                may,
                "{territory:?} {product} {second}"
            );
        }
        assert!(!MediaRights { is_barred: true, ..free }.hold(at(9)));
    }
}
