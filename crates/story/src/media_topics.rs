//! What are IPTC's Media Topics called, and which stands above which?
//!
//! The vocabulary as IPTC released it on 2019-04-06, licensed CC BY 4.0 (`media_topics/LICENCE.md`): 1,286 topics under seventeen, with
//! names in nine languages. Retired topics keep their names, so that old copy stays readable.
//! Source: <https://cv.iptc.org/newscodes/mediatopic/>.

use std::collections::HashMap;
use std::sync::OnceLock;

/// The scheme's alias in qcodes (NewsML-G2 section "QCodes"): `medtop:20000002`.
pub const SCHEME: &str = "medtop";

/// What stands before a code in items.
const PREFIXES: [&str; 3] =
    ["medtop:", "http://cv.iptc.org/newscodes/mediatopic/", "https://cv.iptc.org/newscodes/mediatopic/"];

/// The languages of the names, by primary tag, in the order of the file's columns.
pub const LANGUAGES: [&str; 9] = ["en", "ar", "da", "de", "es", "fr", "pt", "sv", "zh"];
const DATA: &str = include_str!("media_topics/media-topics.tsv");

/// One topic.
#[derive(Debug, PartialEq, Eq)]
pub struct MediaTopic {
    /// Eight digits.
    pub code: &'static str,
    /// The code of the topic above; none for the seventeen at the top.
    pub broader: Option<&'static str>,
    /// The day on which it was retired, if it was.
    pub retired: Option<&'static str>,
    /// What it is about, in English.
    pub definition: &'static str,
    /// By [`LANGUAGES`]; empty where there is none.
    names: [&'static str; LANGUAGES.len()],
}

impl MediaTopic {
    /// Its name in a language, by primary tag, where it has one.
    pub fn name_in(&self, language: &str) -> Option<&'static str> {
        let here = LANGUAGES.iter().position(|it| *it == language).map(|at| self.names[at]);
        here.filter(|name| !name.is_empty())
    }

    /// Its name in a language, by primary tag; in English where there is none.
    pub fn name(&self, language: &str) -> &'static str {
        self.name_in(language).unwrap_or(self.names[0])
    }

    /// Its names in all languages, each once for each that has it.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.names.into_iter().filter(|name| !name.is_empty())
    }

    /// Its address in the vocabulary.
    pub fn address(&self) -> String {
        format!("{}{}", PREFIXES[1], self.code)
    }

    /// With its scheme, as it stands in items.
    pub fn qcode(&self) -> String {
        format!("{SCHEME}:{}", self.code)
    }

    /// The topics above it, the highest first, and itself.
    pub fn path(&'static self) -> Vec<&'static MediaTopic> {
        let mut path = vec![self];
        while let Some(above) = path.last().and_then(|it| it.broader).and_then(find) {
            path.push(above);
        }
        path.reverse();
        path
    }
}

/// A topic by its code, its qcode or its address.
pub fn find(code: &str) -> Option<&'static MediaTopic> {
    static BY_CODE: OnceLock<HashMap<&str, &MediaTopic>> = OnceLock::new();
    let code = PREFIXES.into_iter().find_map(|prefix| code.strip_prefix(prefix)).unwrap_or(code);
    BY_CODE.get_or_init(|| all().iter().map(|topic| (topic.code, topic)).collect()).get(code).copied()
}

/// All topics, retired ones too, by code.
pub fn all() -> &'static [MediaTopic] {
    static ALL: OnceLock<Vec<MediaTopic>> = OnceLock::new();
    ALL.get_or_init(|| DATA.lines().skip(1).filter_map(read).collect())
}

/// A line of the file.
fn read(line: &'static str) -> Option<MediaTopic> {
    let mut cells = line.split('\t');
    let mut cell = || cells.next();
    let some = |text: &'static str| (!text.is_empty()).then_some(text);
    let (code, broader, retired) = (cell()?, some(cell()?), some(cell()?));
    let mut names = [""; LANGUAGES.len()];
    for name in &mut names {
        *name = cell()?;
    }
    Some(MediaTopic { code, broader, retired, names, definition: cell()? })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn the_vocabulary_is_whole_and_hangs_together() {
        assert_eq!(
            DATA.lines().next().unwrap(),
            format!("code\tbroader\tretired\t{}\tdefinition", LANGUAGES.join("\t"))
        );
        assert_eq!(all().len(), 1286);
        assert_eq!(all().iter().filter(|it| it.broader.is_none() && it.retired.is_none()).count(), 17);
        for topic in all() {
            assert!(topic.code.len() == 8 && !topic.name("en").is_empty(), "{topic:?}");
            assert!(topic.path().len() <= 6, "{topic:?}");
            assert_eq!(find(&topic.qcode()), Some(topic));
        }
    }

    #[test]
    fn a_topic_has_a_name_in_the_language_of_the_copy_or_in_english() {
        let rental = find("medtop:20000290").unwrap();
        assert_eq!(
            ["en", "ar", "de", "ru"].map(|it| rental.name(it)),
            ["rental service", "خدمات تأجير", "Mietservice", "rental service"]
        );
        let path: Vec<_> = rental.path().iter().map(|it| it.name("en")).collect();
        assert_eq!(path.first(), Some(&"economy, business and finance"));
        assert_eq!(path.last(), Some(&"rental service"));
        assert_eq!(find("http://cv.iptc.org/newscodes/mediatopic/20000290"), Some(rental));
        assert_eq!(find("medtop:99999999"), None);
        assert_eq!(find("othertop:20000290"), None);
    }
}
