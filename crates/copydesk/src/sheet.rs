//! A story laid out for the checks: its parts in reading order, each read once.

use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;
use story::{Content, DatelineStyle, Language, Role};

use crate::context::Context;
use crate::read::passage::Passage;

/// Where a part of a story stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// The headline.
    Headline,
    /// The advisory line.
    Advisory,
    /// The standfirst.
    Lead,
    /// Place, date and source.
    Dateline,
    /// A paragraph: its place in the body from 0, its number if it has one, what it is for.
    Paragraph(usize, Option<u32>, Role),
    /// Who wrote it.
    Byline,
    /// What stands below the picture.
    Caption,
    /// The editor's note.
    Note,
}

/// A part of a story.
#[derive(Clone, Debug)]
pub struct Part {
    /// Where it stands.
    pub place: Place,
    /// What it says.
    pub passage: Arc<Passage>,
    /// The addresses to which its words lead, each with the bytes of those words.
    pub links: Vec<(Range<usize>, String)>,
}

impl Part {
    /// Whether it is a numbered paragraph.
    pub fn is_body(&self) -> bool {
        matches!(self.place, Place::Paragraph(_, Some(_), _))
    }

    /// Its number, if it is a numbered paragraph.
    pub fn number(&self) -> Option<u32> {
        match self.place {
            Place::Paragraph(_, number, _) => number,
            _ => None,
        }
    }

    /// Whether it is prose: what a reader reads as sentences.
    pub fn is_prose(&self) -> bool {
        match self.place {
            Place::Lead | Place::Caption => true,
            Place::Paragraph(_, _, role) => !matches!(role, Role::Table | Role::Embed | Role::Subhead),
            _ => false,
        }
    }
}

/// A story laid out for the checks.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// The parts in reading order.
    pub parts: Vec<Part>,
    /// The language of the text.
    pub language: Language,
    /// The date around which the story's dates lie: its dateline's, else today's.
    pub date: Date,
    /// The story itself.
    pub content: Content,
}

impl Sheet {
    /// Lays a story out.
    pub fn of(content: &Content, context: &Context<'_>) -> Sheet {
        Sheet::with(content, context, |text| Arc::new(Passage::read(text)))
    }

    /// Lays a story out, with texts that were read before.
    pub(crate) fn with(
        content: &Content,
        context: &Context<'_>,
        mut read: impl FnMut(&str) -> Arc<Passage>,
    ) -> Sheet {
        let mut parts = Vec::new();
        let mut put = |place, text: &str, links| {
            if !text.trim().is_empty() {
                parts.push(Part { place, passage: read(text), links });
            }
        };
        put(Place::Headline, &content.headline, Vec::new());
        if let Some(line) = context.advisory {
            put(Place::Advisory, line, Vec::new());
        }
        if let Some(lead) = &content.lead {
            put(Place::Lead, &lead.as_plain(), links_of(lead));
        }
        if let Some(line) = &content.dateline {
            put(Place::Dateline, &line.write(&content.language, DatelineStyle::Full), Vec::new());
        }
        for (at, (number, paragraph)) in content.numbered().enumerate() {
            let place = Place::Paragraph(at, number, paragraph.role);
            put(place, &paragraph.text.as_plain(), links_of(&paragraph.text));
        }
        if let Some(byline) = &content.byline {
            put(Place::Byline, byline, Vec::new());
        }
        let captions = content.picture.iter().map(|picture| picture.caption.as_str());
        for caption in captions.chain(context.facts.captions.iter().map(String::as_str)) {
            put(Place::Caption, caption, Vec::new());
        }
        for note in content.note.iter().chain(&context.facts.note) {
            put(Place::Note, note, Vec::new());
        }
        let date = content.dateline.as_ref().and_then(|line| line.date).unwrap_or_else(|| context.today());
        Sheet { parts, language: content.language.clone(), date, content: content.clone() }
    }

    /// The numbered paragraphs, each with its place among the parts.
    pub fn body(&self) -> impl Iterator<Item = (usize, &Part)> {
        self.parts.iter().enumerate().filter(|(_, part)| part.is_body())
    }

    /// A part of a kind that stands once.
    pub fn part(&self, place: Place) -> Option<(usize, &Part)> {
        self.parts.iter().enumerate().find(|(_, part)| part.place == place)
    }

    /// Whether the text is in a language.
    pub fn speaks(&self, tag: &str) -> bool {
        self.language.primary() == tag
    }
}

/// The links of a text, each with the bytes of its words.
fn links_of(text: &story::Text) -> Vec<(Range<usize>, String)> {
    let mut at = 0;
    let mut links = Vec::new();
    for run in text.runs() {
        let end = at + run.text.len();
        links.extend(run.link.clone().map(|link| (at..end, link)));
        at = end;
    }
    links
}
