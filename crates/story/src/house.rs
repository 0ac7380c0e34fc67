//! The house: the agency, its editions and their sections.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use crate::{
    Content, DatelineStyle, EditionSlug, Language, NumberStyle, SectionSlug, Topic, TopicSlug, media_topics,
    subjects_of,
};

/// The agency with its editions, as one snapshot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct House {
    /// The agency's name, as it stands in datelines; empty until it is named.
    pub name: String,
    /// Whether what is grave (a changed quote, a denial that came or went, a withdrawal) wants a second person.
    pub four_eyes: bool,
    /// Whether all of the staff have to show a second factor as they sign in.
    pub second_factor: bool,
    /// The editions in order; the first stands at `/`, each other at `/{slug}/`.
    pub editions: Vec<Edition>,
    /// The topics that have a page, by their words in addresses.
    pub topics: Vec<Topic>,
}

/// One of the agency's sites.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edition {
    /// Its word in addresses.
    pub slug: EditionSlug,
    /// The site's name.
    pub name: String,
    /// One sentence on what it is.
    pub description: String,
    /// The language of its interface and of most of its stories.
    pub language: Language,
    /// Its time zone (IANA name).
    pub zone: String,
    /// The host it is served at, where it has one of its own.
    pub host: Option<String>,
    /// How it marks later revisions.
    pub number_style: NumberStyle,
    /// How it writes datelines.
    pub dateline_style: DatelineStyle,
    /// Its sections in order.
    pub sections: Vec<Section>,
}

/// A part of an edition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Its word in addresses.
    pub slug: SectionSlug,
    /// Its name.
    pub name: String,
    /// What it is about, in a sentence.
    pub description: String,
}

impl House {
    /// The edition at `/`.
    pub fn home(&self) -> Option<&Edition> {
        self.editions.first()
    }

    /// The edition of that name.
    pub fn edition(&self, slug: &EditionSlug) -> Option<&Edition> {
        self.editions.iter().find(|edition| edition.slug == *slug)
    }

    /// The topic of that name.
    pub fn topic(&self, slug: &TopicSlug) -> Option<&Topic> {
        self.topics.iter().find(|topic| topic.slug == *slug)
    }

    /// The topics in which a story stands.
    pub fn topics_of(&self, content: &Content) -> Vec<&Topic> {
        let subjects = subjects_of(content);
        self.topics.iter().filter(|topic| subjects.binary_search(&topic.subject).is_ok()).collect()
    }

    /// What a subject is called in a language: as the house calls its topic, or as the vocabulary does; none for a code of which no
    /// name is known. One without a scheme is its own name.
    pub fn subject_name<'a>(&'a self, subject: &'a str, language: &Language) -> Option<&'a str> {
        if !subject.contains(':') {
            return Some(subject);
        }
        match self.topics.iter().find(|topic| topic.subject == subject) {
            Some(topic) => Some(topic.name(language)),
            None => media_topics::find(subject).map(|it| it.name(language.primary())),
        }
    }

    /// The path below which an edition stands: empty for the first, `/{slug}` for the others.
    pub fn prefix(&self, slug: &EditionSlug) -> String {
        match self.home() {
            Some(home) if home.slug == *slug => String::new(),
            _ => format!("/{slug}"),
        }
    }
}

impl Edition {
    /// The section of that name.
    pub fn section(&self, slug: &SectionSlug) -> Option<&Section> {
        self.sections.iter().find(|section| section.slug == *slug)
    }

    /// Its time zone; UTC where the system does not know the name.
    pub fn time_zone(&self) -> TimeZone {
        TimeZone::get(&self.zone).unwrap_or(TimeZone::UTC)
    }

    /// The civil date of an instant here.
    pub fn date_of(&self, at: Timestamp) -> jiff::civil::Date {
        self.time_zone().to_datetime(at).date()
    }
}
