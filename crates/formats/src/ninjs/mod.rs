//! ninjs, IPTC's news in JSON: 1.0 to 3.x read, 1.6, 2.2 and 3.1 written.
//!
//! Source: IPTC ninjs, schemas 1.6, 2.2 and 3.1 (iptc.org/std/ninjs). No version has a place for the kind of move, the
//! advisory line as such or the dateline: they travel in one description with the role `dateline` (1.x:
//! `description_dateline`) as JSON, which the schemas allow and a receiver who does not know it passes over.

mod read;
mod write;

pub(crate) use read::read;
pub(crate) use write::write;

use crate::field::Field;

/// The role under which our own data travels.
const OURS: &str = "dateline";

/// What an id that is no URI is written under, so that the file stays valid.
const ID: &str = "urn:dateline:item:";

macro_rules! carries {
    ($($extra:ident),*) => {
        &[
            Field::Id,
            Field::Version,
            Field::Revision,
            Field::Kind,
            Field::Status,
            Field::Urgency,
            Field::Title,
            Field::Slugline,
            Field::Link,
            Field::Language,
            Field::Genre,
            Field::Subjects,
            Field::SubjectKinds,
            Field::Keywords,
            Field::Authors,
            Field::Byline,
            Field::Credit,
            Field::Source,
            Field::Copyright,
            Field::Usage,
            Field::Created,
            Field::Published,
            Field::Updated,
            Field::Embargo,
            Field::Expires,
            Field::Summary,
            Field::Dateline,
            Field::Located,
            Field::Body,
            Field::Roles,
            Field::Tables,
            Field::Blocks,
            Field::Marks,
            Field::Links,
            Field::Note,
            Field::Advisory,
            Field::Changes,
            Field::Relations,
            Field::Media,
            Field::MediaDetails,
            $(Field::$extra),*
        ]
    };
}

/// What ninjs 3.1 carries.
pub(crate) const CARRIES_3: &[Field] = carries!(SubjectCodes);
/// What ninjs 2.2 carries.
pub(crate) const CARRIES_2: &[Field] = carries!(SubjectCodes);
/// What ninjs 1.6 carries: its subjects have a scheme and a code, and no URI.
pub(crate) const CARRIES_1: &[Field] = carries!(SubjectCodes);
