//! How does a story stand in the index?

use story::{EditionSlug, Language, Placement, SectionSlug, ShortId, StoryId};
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::{TantivyDocument, Term};

use crate::query::{Part, Sorting};
use crate::words::{Analysers, LANGUAGES, PLAIN, SPELT};

/// A public story in its present state.
#[derive(Clone, Debug)]
pub struct Document {
    /// Which story. Putting it again replaces it.
    pub story: StoryId,
    /// The id in its address.
    pub short_id: ShortId,
    /// Where it stands.
    pub placements: Vec<Placement>,
    /// Decides how its words are stemmed.
    pub language: Language,
    /// What its last revision was: `new`, `update`, `correction` …
    pub kind: &'static str,
    /// Weighs most.
    pub headline: String,
    /// Lead and paragraphs.
    pub text: String,
    /// What only its earlier revisions said: found where that is asked for.
    pub earlier: String,
    /// Words to find it by.
    pub keywords: Vec<String>,
    /// Who wrote it.
    pub byline: Option<String>,
    /// The places it is about.
    pub places: Vec<String>,
    /// The people it is about.
    pub people: Vec<String>,
    /// The organisations it is about.
    pub organisations: Vec<String>,
    /// The topics it is of, by their names in its language.
    pub topics: Vec<String>,
    /// When it was first published, in microseconds since 1970 (UTC).
    pub published: i64,
}

impl Document {
    /// The order of two that were published in one instant.
    pub(crate) fn tie(&self) -> u64 {
        tie_of(self.story)
    }

    /// Under what it is sorted, in small letters.
    pub(crate) fn sorted(&self) -> impl Iterator<Item = (Sorting, String)> {
        let sections = self.placements.iter().map(|placement| placement.section.as_str());
        // One of several editions may have the section of another's name.
        let once = sections
            .clone()
            .enumerate()
            .filter(move |(at, section)| !sections.clone().take(*at).any(|it| it == *section));
        once.map(|(_, section)| (Sorting::Section, section))
            .chain([(Sorting::Kind, self.kind), (Sorting::Language, self.language.as_str())])
            .map(|(by, value)| (by, value.to_lowercase()))
    }

    /// The names that stand in a part of it.
    pub(crate) fn names(&self, part: Part) -> &[String] {
        match part {
            Part::Headline | Part::Text | Part::Earlier => &[],
            Part::Keywords => &self.keywords,
            Part::Byline => self.byline.as_slice(),
            Part::Places => &self.places,
            Part::People => &self.people,
            Part::Organisations => &self.organisations,
            Part::Topics => &self.topics,
        }
    }

    /// Whether it stands in an edition, and there in a section.
    pub(crate) fn stands_in(&self, edition: &EditionSlug, section: Option<&SectionSlug>) -> bool {
        self.placements
            .iter()
            .any(|it| it.edition == *edition && section.is_none_or(|section| it.section == *section))
    }
}

/// See [`Document::tie`].
pub(crate) fn tie_of(story: StoryId) -> u64 {
    // The second half of the id is made by chance.
    story.0.as_u64_pair().1
}

/// A period, in microseconds: thirty days.
const PERIOD: i64 = 30 * 86_400 * 1_000_000;

/// The number of the period in which an instant falls.
pub(crate) fn period_of(published: i64) -> i64 {
    published.div_euclid(PERIOD)
}

/// The last instant of a period.
pub(crate) fn end_of(period: i64) -> i64 {
    (period + 1).saturating_mul(PERIOD).saturating_sub(1)
}

/// The engine's fields.
#[derive(Clone)]
pub(crate) struct Fields {
    pub story: Field,
    pub short_id: Field,
    pub edition: Field,
    /// In one edition.
    placed: Field,
    section: Field,
    kind: Field,
    language: Field,
    pub published: Field,
    tie: Field,
    /// In which period it was published.
    period: Field,
    /// The words of headlines and names as they are written, for those who write them otherwise.
    pub spelling: Field,
    /// By part, those of names.
    names: [(Part, Field); NAMES.len()],
    /// Headline, text and what was said earlier for each of [`LANGUAGES`], then for [`PLAIN`].
    by_language: Vec<[(Part, Field); 3]>,
}

/// The parts that are lists of names.
const NAMES: [Part; 6] =
    [Part::Keywords, Part::Byline, Part::Places, Part::People, Part::Organisations, Part::Topics];

/// The names of the fields by which hits are ordered and counted.
pub(crate) const PUBLISHED: &str = "published";
/// See [`PUBLISHED`].
pub(crate) const TIE: &str = "tie";

/// The name of the field of a part of names.
pub(crate) fn name_of(part: Part) -> &'static str {
    match part {
        Part::Headline => "headline",
        Part::Text => "text",
        Part::Earlier => "earlier",
        Part::Keywords => "keywords",
        Part::Byline => "byline",
        Part::Places => "places",
        Part::People => "people",
        Part::Organisations => "organisations",
        Part::Topics => "topics",
    }
}

/// The name of the field of a sorting.
pub(crate) fn name_of_sorting(by: Sorting) -> &'static str {
    match by {
        Sorting::Section => "section",
        Sorting::Kind => "kind",
        Sorting::Language => "language",
    }
}

/// The engine's schema, and the fields in it.
pub(crate) fn schema() -> (Schema, Fields) {
    let analysed = |analyser: &str| {
        TextOptions::default().set_indexing_options(
            TextFieldIndexing::default()
                .set_tokenizer(analyser)
                .set_index_option(IndexRecordOption::WithFreqsAndPositions),
        )
    };
    let mut schema = Schema::builder();
    let fields = Fields {
        story: schema.add_text_field("story", STRING | STORED),
        short_id: schema.add_text_field("short_id", STRING | STORED),
        edition: schema.add_text_field("edition", STRING),
        placed: schema.add_text_field("placed", STRING),
        section: schema.add_text_field("section", STRING | FAST),
        kind: schema.add_text_field("kind", STRING | FAST),
        language: schema.add_text_field("language", STRING | FAST),
        published: schema.add_i64_field(PUBLISHED, FAST),
        tie: schema.add_u64_field(TIE, FAST),
        period: schema.add_i64_field("period", INDEXED),
        spelling: schema.add_text_field(
            "spelling",
            TextOptions::default().set_indexing_options(
                TextFieldIndexing::default()
                    .set_tokenizer(SPELT)
                    .set_index_option(IndexRecordOption::Basic)
                    .set_fieldnorms(false),
            ),
        ),
        names: NAMES.map(|part| {
            // As words to be found, and whole to be counted.
            (part, schema.add_text_field(name_of(part), analysed(PLAIN).set_fast("raw")))
        }),
        by_language: LANGUAGES
            .into_iter()
            .chain([PLAIN])
            .map(|name| {
                [Part::Headline, Part::Text, Part::Earlier].map(|part| {
                    (part, schema.add_text_field(&format!("{}_{name}", name_of(part)), analysed(name)))
                })
            })
            .collect(),
    };
    (schema.build(), fields)
}

impl Fields {
    /// A story as the engine takes it.
    pub fn entry(&self, document: &Document) -> TantivyDocument {
        let mut entry = TantivyDocument::default();
        entry.add_text(self.story, document.story.to_string());
        entry.add_text(self.short_id, document.short_id.as_str());
        for placement in &document.placements {
            entry.add_text(self.edition, placement.edition.as_str());
            entry.add_text(self.placed, placed(&placement.edition, &placement.section));
        }
        for (by, value) in document.sorted() {
            entry.add_text(self.sorting(by), value);
        }
        for (part, field) in self.by_language[Analysers::of(document.language.primary())] {
            match part {
                Part::Headline => entry.add_text(field, &document.headline),
                Part::Earlier if document.earlier.is_empty() => {}
                Part::Earlier => entry.add_text(field, &document.earlier),
                _ => entry.add_text(field, &document.text),
            }
        }
        entry.add_text(self.spelling, &document.headline);
        for (part, field) in self.names {
            for name in document.names(part) {
                entry.add_text(field, name);
                entry.add_text(self.spelling, name);
            }
        }
        entry.add_i64(self.published, document.published);
        entry.add_u64(self.tie, document.tie());
        entry.add_i64(self.period, period_of(document.published));
        entry
    }

    /// Every field in which words are sought: its part, and which analyser reads it.
    pub fn of_words(&self) -> impl Iterator<Item = (Field, Part, usize)> {
        let by_language =
            self.by_language.iter().enumerate().flat_map(|(language, fields)| {
                fields.iter().map(move |&(part, field)| (field, part, language))
            });
        by_language.chain(self.names.iter().map(|&(part, field)| (field, part, Analysers::PLAIN)))
    }

    /// The field of a part, where it is read so.
    pub fn of_part(&self, part: Part, read_by: usize) -> Option<Field> {
        self.of_words().find(|(_, of, by)| *of == part && *by == read_by).map(|(field, ..)| field)
    }

    /// The field of a sorting.
    pub fn sorting(&self, by: Sorting) -> Field {
        match by {
            Sorting::Section => self.section,
            Sorting::Kind => self.kind,
            Sorting::Language => self.language,
        }
    }

    /// What stands for all that was published in a period.
    pub fn of_period(&self, period: i64) -> Term {
        Term::from_field_i64(self.period, period)
    }

    /// What stands for one story.
    pub fn of_story(&self, story: StoryId) -> Term {
        Term::from_field_text(self.story, &story.to_string())
    }

    /// What stands for an edition, or for a section of it.
    pub fn of_place(&self, edition: &EditionSlug, section: Option<&SectionSlug>) -> Term {
        match section {
            Some(section) => Term::from_field_text(self.placed, &placed(edition, section)),
            None => Term::from_field_text(self.edition, edition.as_str()),
        }
    }
}

fn placed(edition: &EditionSlug, section: &SectionSlug) -> String {
    format!("{edition}/{section}")
}
