//! Which formats are there, and what can each carry?

use crate::field::Field;
use crate::item::{Document, Head, Item};
use crate::{anpa1312, atom, copy, iptc7901, jsonfeed, newsml_g2, ninjs, nitf, rss};

/// A format that is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// IPTC ninjs 3.1.
    Ninjs3,
    /// IPTC ninjs 2.2.
    Ninjs2,
    /// IPTC ninjs 1.6.
    Ninjs1,
    /// IPTC NewsML-G2 2.35: a news item, or a news message of several.
    NewsmlG2,
    /// NITF 3.6.
    Nitf,
    /// IPTC 7901.
    Iptc7901,
    /// ANPA 1312.
    Anpa1312,
    /// RSS 2.0.
    Rss,
    /// Atom 1.0.
    Atom,
    /// JSON Feed 1.1.
    JsonFeed,
    /// Plain wire copy.
    Copy,
}

/// Something that an item said and a format has no place for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// The item's id.
    pub item: String,
    /// What kind of thing it was.
    pub field: Field,
    /// What became of it.
    pub what: String,
}

impl Format {
    /// All formats that are written.
    pub const ALL: [Format; 11] = [
        Format::Ninjs3,
        Format::Ninjs2,
        Format::Ninjs1,
        Format::NewsmlG2,
        Format::Nitf,
        Format::Iptc7901,
        Format::Anpa1312,
        Format::Rss,
        Format::Atom,
        Format::JsonFeed,
        Format::Copy,
    ];

    /// The word by which it is asked for.
    pub fn as_str(self) -> &'static str {
        match self {
            Format::Ninjs3 => "ninjs",
            Format::Ninjs2 => "ninjs-2",
            Format::Ninjs1 => "ninjs-1",
            Format::NewsmlG2 => "newsml-g2",
            Format::Nitf => "nitf",
            Format::Iptc7901 => "iptc7901",
            Format::Anpa1312 => "anpa1312",
            Format::Rss => "rss",
            Format::Atom => "atom",
            Format::JsonFeed => "jsonfeed",
            Format::Copy => "copy",
        }
    }

    /// Finds a format by its word or a common other one.
    pub fn named(word: &str) -> Option<Format> {
        let word = word.trim().to_ascii_lowercase();
        let usual = match word.as_str() {
            "ninjs-3" | "ninjs3" | "ninjs-3.1" | "json" => "ninjs",
            "ninjs2" | "ninjs-2.2" => "ninjs-2",
            "ninjs1" | "ninjs-1.6" => "ninjs-1",
            "newsmlg2" | "g2" | "newsml" => "newsml-g2",
            "nitf-3.6" => "nitf",
            "7901" | "iptc-7901" => "iptc7901",
            "1312" | "anpa" | "anpa-1312" => "anpa1312",
            "rss-2.0" | "rss2" => "rss",
            "json-feed" => "jsonfeed",
            "text" | "txt" | "plain" => "copy",
            other => other,
        };
        Format::ALL.into_iter().find(|format| format.as_str() == usual)
    }

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Format::Ninjs3 | Format::Ninjs2 | Format::Ninjs1 => "application/json",
            Format::NewsmlG2 => "application/vnd.iptc.g2.newsitem+xml",
            Format::Nitf => "application/nitf+xml",
            Format::Iptc7901 | Format::Anpa1312 => "application/octet-stream",
            Format::Rss => rss::MEDIA_TYPE,
            Format::Atom => atom::MEDIA_TYPE,
            Format::JsonFeed => jsonfeed::MEDIA_TYPE,
            Format::Copy => "text/plain; charset=utf-8",
        }
    }

    /// The usual ending of its files.
    pub fn ending(self) -> &'static str {
        match self {
            Format::Ninjs3 | Format::Ninjs2 | Format::Ninjs1 | Format::JsonFeed => "json",
            Format::NewsmlG2 | Format::Nitf | Format::Rss | Format::Atom => "xml",
            Format::Iptc7901 => "7901",
            Format::Anpa1312 => "anpa",
            Format::Copy => "txt",
        }
    }

    /// What it has a place for.
    pub fn carries(self) -> &'static [Field] {
        match self {
            Format::Ninjs3 => ninjs::CARRIES_3,
            Format::Ninjs2 => ninjs::CARRIES_2,
            Format::Ninjs1 => ninjs::CARRIES_1,
            Format::NewsmlG2 => newsml_g2::CARRIES,
            Format::Nitf => nitf::CARRIES,
            Format::Iptc7901 => iptc7901::CARRIES,
            Format::Anpa1312 => anpa1312::CARRIES,
            Format::Rss => rss::CARRIES,
            Format::Atom => atom::CARRIES,
            Format::JsonFeed => jsonfeed::CARRIES,
            Format::Copy => copy::CARRIES,
        }
    }

    /// Whether a file of it may hold more than one item.
    pub fn holds_many(self) -> bool {
        !matches!(self, Format::Nitf | Format::Copy)
    }

    /// What stands in front of the items. `is_one` says that there will be one item only.
    pub fn start(self, head: &Head, is_one: bool, out: &mut Vec<u8>) {
        match self {
            Format::NewsmlG2 if !is_one => newsml_g2::start(head, out),
            Format::Rss => rss::start(head, out),
            Format::Atom => atom::start(head, out),
            Format::JsonFeed => jsonfeed::start(head, out),
            _ => {}
        }
    }

    /// An item; what its format cannot carry is told. `at` is its place among the items, from 0; `is_one` says that
    /// it is the only one.
    pub fn item(self, item: &Item, at: usize, is_one: bool, out: &mut Vec<u8>, losses: &mut Vec<Loss>) {
        for field in Field::ALL.iter().filter(|field| !self.carries().contains(field)) {
            if field.is_in(item) {
                let what = match field {
                    Field::Dateline => "it stands at the head of the text",
                    Field::Kind | Field::Advisory if self.carries().contains(&Field::Note) => {
                        "it stands in the editor's note"
                    }
                    _ => "there is no place for it",
                };
                losses.push(Loss { item: item.id.clone(), field: *field, what: what.into() });
            }
        }
        match self {
            Format::Ninjs3 | Format::Ninjs2 | Format::Ninjs1 => {
                ninjs::write(item, self, out);
                out.push(b'\n');
            }
            Format::NewsmlG2 => newsml_g2::write(item, is_one, out),
            Format::Nitf => nitf::write(item, out),
            Format::Iptc7901 => iptc7901::write(item, at, out, losses),
            Format::Anpa1312 => anpa1312::write(item, at, out, losses),
            Format::Rss => rss::write_item(item, out),
            Format::Atom => atom::write_item(item, out),
            Format::JsonFeed => jsonfeed::write_item(item, at, out),
            Format::Copy => copy::write_item(item, at, out),
        }
    }

    /// What stands behind the items.
    pub fn end(self, is_one: bool, out: &mut Vec<u8>) {
        match self {
            Format::NewsmlG2 if !is_one => newsml_g2::end(out),
            Format::Rss => rss::end(out),
            Format::Atom => atom::end(out),
            Format::JsonFeed => jsonfeed::end(out),
            _ => {}
        }
    }

    /// A whole file, and what it could not carry.
    pub fn write(self, document: &Document) -> (Vec<u8>, Vec<Loss>) {
        let (mut out, mut losses) = (Vec::with_capacity(4096), Vec::new());
        let is_one = document.items.len() == 1;
        self.start(&document.head, is_one, &mut out);
        for (at, item) in document.items.iter().enumerate() {
            self.item(item, at, is_one, &mut out, &mut losses);
        }
        self.end(is_one, &mut out);
        (out, losses)
    }
}

impl std::fmt::Display for Format {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl std::fmt::Display for Loss {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}: {}", self.item, self.field.as_str(), self.what)
    }
}
