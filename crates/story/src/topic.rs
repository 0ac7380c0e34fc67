//! What crosses sections and editions: a subject that the house keeps a page of.

use serde::{Deserialize, Serialize};

use crate::{Content, Language, TopicSlug, media_topics};

/// The scheme of the subjects that are a house's own: `topic:grain-deal`.
pub const OWN_SCHEME: &str = "topic";

/// A topic of the house.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Topic {
    /// Its word in addresses.
    pub slug: TopicSlug,
    /// The subject that puts a story in it, by code: a Media Topic (`medtop:20000290`), with all that are narrower, or one of the
    /// house's own.
    pub subject: String,
    /// Nothing is expected to follow; what there is stays.
    pub is_closed: bool,
    /// What it is called, by language; the first stands in for those it has no name in.
    pub names: Vec<TopicName>,
    /// How its standing background stands, where it has one.
    #[serde(default)]
    pub dossier: Option<DossierStanding>,
}

/// How the dossier of a topic stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DossierStanding {
    /// It is kept up.
    Open,
    /// It is as it was when it was closed.
    Closed,
}

/// What a topic is called in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TopicName {
    /// Which.
    pub language: Language,
    /// The name.
    pub name: String,
    /// What it is about, in a sentence or two.
    pub about: String,
}

impl Topic {
    /// The subject of a topic that no vocabulary has.
    pub fn own_subject(slug: &TopicSlug) -> String {
        format!("{OWN_SCHEME}:{slug}")
    }

    /// The Media Topic that it is, if it is one.
    pub fn media_topic(&self) -> Option<&'static media_topics::MediaTopic> {
        media_topics::find(&self.subject)
    }

    fn named(&self, language: &Language) -> Option<&TopicName> {
        self.names.iter().find(|it| it.language.primary() == language.primary())
    }

    /// Its name in a language as a title: the vocabulary writes its own small.
    pub fn title(&self, language: &Language) -> String {
        let name = self.name(language);
        let mut letters = name.chars();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    }

    /// Its name in a language; that of the vocabulary, then its first, where it has none.
    pub fn name(&self, language: &Language) -> &str {
        let known = || self.media_topic().and_then(|it| it.name_in(language.primary()));
        let first = || self.names.first().map_or(self.slug.as_str(), |it| it.name.as_str());
        self.named(language).map(|it| it.name.as_str()).or_else(known).unwrap_or_else(first)
    }

    /// What it is about, where somebody wrote that in the language.
    pub fn about(&self, language: &Language) -> &str {
        self.named(language).map_or("", |it| it.about.as_str())
    }
}

/// The subjects under which a story stands, each once: its own by code, and those above them. Subjects without a scheme are words.
pub fn subjects_of(content: &Content) -> Vec<String> {
    let mut all = Vec::new();
    for subject in content.subjects.iter().filter(|it| it.contains(':')) {
        let path = media_topics::find(subject).map_or_else(
            || vec![subject.clone()],
            |it| it.path().iter().map(|above| above.qcode()).collect(),
        );
        all.extend(path);
    }
    all.sort();
    all.dedup();
    all
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn language(tag: &str) -> Language {
        tag.parse().unwrap()
    }

    #[test]
    fn a_story_stands_under_what_is_above_its_subjects() {
        let mut content = Content::new(Language::english(), "a", "A");
        content.subjects =
            ["medtop:20000290", "medtop:04000000", "topic:grain-deal", "words"].map(String::from).into();
        let all = subjects_of(&content);
        assert!(all.contains(&"topic:grain-deal".to_owned()) && all.contains(&"medtop:20000290".to_owned()));
        assert_eq!(all.iter().filter(|it| *it == "medtop:04000000").count(), 1, "{all:?}");
        assert!(all.len() > 3 && !all.contains(&"words".to_owned()), "{all:?}");
    }

    #[test]
    fn a_topic_is_called_by_its_name_in_the_language_or_by_the_nearest_there_is() {
        let name = |tag: &str, name: &str| TopicName {
            language: language(tag),
            name: name.into(),
            about: String::new(),
        };
        let slug: TopicSlug = "grain-deal".parse().unwrap();
        let mut topic = Topic {
            subject: Topic::own_subject(&slug),
            slug,
            is_closed: false,
            dossier: None,
            names: vec![name("en", "Grain deal"), name("ru", "Зерновая сделка")],
        };
        assert_eq!(
            ["en-GB", "ru", "ar"].map(|it| topic.name(&language(it)).to_owned()),
            ["Grain deal", "Зерновая сделка", "Grain deal"]
        );
        topic.subject = "medtop:20000290".into();
        assert_eq!(topic.name(&language("ar")), "خدمات تأجير");
        assert_eq!(topic.name(&language("ru")), "Зерновая сделка");
    }
}
