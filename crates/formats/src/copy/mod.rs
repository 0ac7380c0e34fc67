//! Plain wire copy: what people type, paste and keep in files. Read and written.
//!
//! The first line is the headline with the mark of its number; then come paragraphs set apart by blank
//! lines: a bracketed advisory line, a lead that stands alone above the paragraph with the dateline, the
//! body. What copy cannot say stands in front matter. The whole notation is told in `docs/copy.md`.
//!
//! Invariants:
//! - any text reads: what is odd is a [`Diagnosis`], never a failure;
//! - writing what was read, and reading that, gives the same story.

mod body;
mod front;
mod headline;
mod inline;
mod instant;
mod item;
mod lines;

use jiff::Timestamp;
use jiff::civil::Date;
use story::{
    Content, Dateline, DatelineStyle, EditionSlug, Embargo, Kind, Language, MediaId, NumberStyle, Paragraph,
    Picture, Placement, Role, SectionSlug, Text, Urgency,
};

pub use body::{read_body, write_body};
pub use front::KEYS;
pub use inline::{read_inline, write_inline};
pub(crate) use item::{CARRIES, read_item, write_item};

use crate::Diagnosis;
use crate::slug::{address_slug, slugline_of};

/// A story as plain copy says it; what it does not say is absent.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CopyStory {
    /// Without its marks.
    pub headline: String,
    /// The number at the headline: the revision's in the suffix style, else the count of updates.
    pub number: Option<u32>,
    /// In which house's style the number stood.
    pub style: Option<NumberStyle>,
    /// From front matter, else from the headline's marks.
    pub kind: Option<Kind>,
    /// The advisory line as written, with its brackets.
    pub advisory: Option<String>,
    /// The standfirst.
    pub lead: Option<Text>,
    /// Place, date and source in front of the first paragraph.
    pub dateline: Option<Dateline>,
    /// The paragraphs; ids are 1, 2, 3 …
    pub body: Vec<Paragraph>,
    /// The slugline.
    pub slug: Option<String>,
    /// As written: `world`, or `en/world` where another edition is meant.
    pub sections: Vec<String>,
    /// The edition's word.
    pub edition: Option<String>,
    /// The language of the text.
    pub language: Option<Language>,
    /// How pressing it is.
    pub urgency: Option<Urgency>,
    /// When it was first published, for copy out of an archive.
    pub date: Option<Timestamp>,
    /// Not for release before this.
    pub embargo: Option<Embargo>,
    /// Who wrote it.
    pub byline: Option<String>,
    /// The initials at the foot.
    pub sign_off: Option<String>,
    /// The kind of writing.
    pub genre: Option<String>,
    /// Words to find it by.
    pub keywords: Vec<String>,
    /// IPTC Media Topics.
    pub subjects: Vec<String>,
    /// Places it is about.
    pub places: Vec<String>,
    /// People it is about.
    pub people: Vec<String>,
    /// Organisations it is about.
    pub organisations: Vec<String>,
    /// Where it came from.
    pub source: Option<String>,
    /// How it may be used.
    pub usage: Option<String>,
    /// The picture: a file beside the copy, or the id of one in the media store.
    pub picture: Option<String>,
    /// The picture's caption.
    pub caption: Option<String>,
    /// The picture's credit.
    pub credit: Option<String>,
    /// What the picture shows, for those who do not see it.
    pub alt: Option<String>,
    /// For editors.
    pub note: Option<String>,
    /// Keys that are not known, with their values, as they stood.
    pub extra: Vec<(String, String)>,
    /// Known keys whose value could not be read (an embargo in no known shape), with the value as it stood.
    pub unread: Vec<(String, String)>,
    /// What was odd, in the order of the text.
    pub diagnoses: Vec<Diagnosis>,
}

/// Reads plain copy. `language` holds where the front matter names none; `around` is the date near which
/// a dateline without a year lies (today).
pub fn read(source: &str, language: &Language, around: Date) -> CopyStory {
    let source = lines::plain_lines(source);
    let all = lines::lines(&source);
    let mut story = CopyStory::default();
    let (taken, background) = front::take(&all, &mut story);
    let mut rest = &all[taken..];
    while rest.first().is_some_and(|line| line.text.is_empty()) {
        rest = &rest[1..];
    }
    if let Some((first, behind)) = rest.split_first() {
        let marked = headline::unmark(first.text);
        story.headline = inline::unescape(marked.headline);
        story.number = marked.number.map(|(number, _)| number);
        story.style = marked.number.map(|(_, style)| style);
        story.kind = story.kind.or(marked.kind);
        rest = take_advisory(behind, &mut story);
    }
    let language = story.language.clone().unwrap_or_else(|| language.clone());
    let around = story.date.map_or(around, |date| date.to_zoned_datetime(jiff::tz::TimeZone::UTC).date());
    let mut blocks = body::blocks(rest);
    story.dateline = body::take_dateline(&mut blocks, &language, around);
    let may_be_lead = blocks.first().is_some_and(|block| block.alone && block.role == Role::Body);
    if story.dateline.is_none() && story.lead.is_none() && may_be_lead {
        story.dateline = body::take_dateline(&mut blocks[1..], &language, around);
        if story.dateline.is_some() {
            let lead = blocks.remove(0);
            story.lead = Some(read_inline(&lead.source)).filter(|lead| !lead.is_blank());
        }
    }
    story.body = body::paragraphs(&blocks, &mut story.diagnoses);
    mark_background(&mut story, &background);
    story
}

/// Takes the advisory line that stands under the headline, over several lines if need be.
fn take_advisory<'a>(lines: &'a [lines::Line<'a>], story: &mut CopyStory) -> &'a [lines::Line<'a>] {
    let Some(begin) = lines.iter().position(|line| !line.text.is_empty()) else { return lines };
    let mut text = String::new();
    for (taken, line) in lines[begin..].iter().take(6).enumerate() {
        if line.text.is_empty() {
            break;
        }
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(line.text);
        if is_advisory(&text) {
            story.advisory = Some(inline::unescape(&text));
            return &lines[begin + taken + 1..];
        }
    }
    lines
}

/// Whether a paragraph under the headline is an advisory line: all of it in one pair of brackets, or
/// opened by `Eds:`.
fn is_advisory(text: &str) -> bool {
    let text = text.trim().trim_end_matches('.');
    if text.chars().count() > 600 {
        return false;
    }
    if text.starts_with("Eds:") || text.starts_with("EDS:") {
        return text.len() > 4;
    }
    let inner = text
        .strip_prefix('(')
        .and_then(|inner| inner.strip_suffix(')'))
        .or_else(|| text.strip_prefix('[').and_then(|inner| inner.strip_suffix(']')));
    let mut depth = 0_i32;
    inner.is_some_and(|inner| {
        !inner.trim().is_empty()
            && !inner.ends_with('\\')
            && inner.chars().all(|c| {
                depth += match c {
                    '(' | '[' => 1,
                    ')' | ']' => -1,
                    _ => 0,
                };
                depth >= 0
            })
            && depth == 0
    })
}

fn mark_background(story: &mut CopyStory, numbers: &[u32]) {
    let mut last = 0;
    for paragraph in &mut story.body {
        if paragraph.role.is_counted() {
            last += 1;
            if numbers.contains(&last) {
                paragraph.role = Role::Background;
            }
        }
    }
    if let Some(beyond) = numbers.iter().find(|number| **number == 0 || **number > last) {
        story.diagnoses.push(Diagnosis::warning(
            1,
            1,
            format!("`background` names paragraph {beyond}, but the paragraphs are 1 to {last}"),
        ));
    }
}

/// Writes plain copy. Reading it back gives the same story, but for what copy cannot say: line ends and
/// white space at the edges of front matter, datelines in words no reader knows.
pub fn write(story: &CopyStory) -> String {
    let language = story.language.clone().unwrap_or_else(Language::english);
    let lead_in_body = story.dateline.is_some() && story.lead.is_some();
    let mut out = front::write(story, !lead_in_body);
    out.push_str(&headline::mark(
        &story.headline,
        story.number.zip(story.style.or(Some(NumberStyle::Suffix))),
    ));
    out.push('\n');
    let mut put = |paragraph: &str| {
        out.push('\n');
        out.push_str(paragraph);
        out.push('\n');
    };
    if let Some(advisory) = &story.advisory {
        put(advisory);
    }
    let mut guard = story.advisory.is_none();
    if let Some(lead) = story.lead.as_ref().filter(|_| lead_in_body) {
        let lead = body::write_body(&[Paragraph {
            id: story::ParagraphId(1),
            role: Role::Body,
            text: lead.clone(),
        }]);
        put(&guarded(lead.trim_end_matches('\n'), std::mem::take(&mut guard)));
    }
    let mut paragraphs = story.body.as_slice();
    if let Some(dateline) = &story.dateline {
        let mut line = dateline.write(&language, DatelineStyle::Full);
        if let [first, rest @ ..] = paragraphs
            && first.role == Role::Body
            && !first.text.is_blank()
        {
            paragraphs = rest;
            let text = write_inline(&first.text);
            line.push(' ');
            if text.starts_with(['-', '–', '—']) {
                line.push('\\');
            }
            line.push_str(&text);
        }
        put(&line);
        guard = false;
    }
    if !paragraphs.is_empty() {
        let text = if story.dateline.is_some() {
            body::write_behind_dateline(paragraphs)
        } else {
            body::write_body(paragraphs)
        };
        put(&guarded(text.trim_end_matches('\n'), guard));
    }
    out
}

/// Guards a paragraph that would be taken for the advisory line, which stands where it stands.
fn guarded(text: &str, guard: bool) -> String {
    let first = text.split("\n\n").next().unwrap_or_default();
    let mut lines = first.split('\n').scan(String::new(), |so_far, line| {
        so_far.push_str(line);
        Some(is_advisory(so_far))
    });
    if !guard || !lines.any(|is| is) {
        return text.to_owned();
    }
    match text.strip_prefix(['E', 'e']) {
        Some(_) => text.replacen(':', "\\:", 1),
        None => format!("\\{text}"),
    }
}

impl CopyStory {
    /// What copy can say of a story's content.
    pub fn from_content(content: &Content) -> Self {
        let edition = content.placements.first().map(|placement| placement.edition.to_string());
        let sections = content.placements.iter().map(|placement| {
            if Some(placement.edition.as_str()) == edition.as_deref() {
                placement.section.to_string()
            } else {
                format!("{}/{}", placement.edition, placement.section)
            }
        });
        CopyStory {
            headline: content.headline.clone(),
            lead: content.lead.clone(),
            dateline: content.dateline.clone(),
            body: content.body.clone(),
            slug: Some(content.slugline.clone()).filter(|slug| !slug.is_empty()),
            sections: sections.collect(),
            edition,
            language: Some(content.language.clone()),
            urgency: Some(content.urgency),
            embargo: content.embargo.clone(),
            byline: content.byline.clone(),
            sign_off: content.sign_off.clone(),
            genre: content.genre.clone(),
            keywords: content.keywords.clone(),
            subjects: content.subjects.clone(),
            places: content.places.clone(),
            people: content.people.clone(),
            organisations: content.organisations.clone(),
            source: content.origin.clone(),
            usage: content.usage_terms.clone(),
            picture: content.picture.as_ref().map(|picture| picture.media.to_string()),
            caption: content.picture.as_ref().map(|picture| picture.caption.clone()),
            credit: content.picture.as_ref().map(|picture| picture.credit.clone()),
            alt: content.picture.as_ref().map(|picture| picture.alt.clone()).filter(|alt| !alt.is_empty()),
            note: content.note.clone(),
            ..CopyStory::default()
        }
    }

    /// The content that this copy says. Where it names no language or edition, those given hold; without
    /// a slugline one is made from the headline. A picture named by file, not by id, is left to the
    /// caller, who has it in `self.picture` and must put it into the media store.
    pub fn into_content(self, language: &Language, edition: &EditionSlug) -> Content {
        let slug = self.slug.unwrap_or_else(|| slugline_of(&self.headline));
        let mut content =
            Content::new(self.language.unwrap_or_else(|| language.clone()), slug, self.headline);
        let home = self.edition.as_deref().and_then(as_slug).unwrap_or_else(|| edition.clone());
        content.placements = self
            .sections
            .iter()
            .filter_map(|section| {
                let (edition, section) = match section.split_once('/') {
                    Some((edition, section)) => (as_slug(edition)?, section),
                    None => (home.clone(), section.as_str()),
                };
                Some(Placement { edition, section: as_slug::<SectionSlug>(section)? })
            })
            .collect();
        let media = self.picture.as_deref().and_then(|picture| picture.parse::<MediaId>().ok());
        content.picture = media.map(|media| Picture {
            media,
            caption: self.caption.unwrap_or_default(),
            credit: self.credit.unwrap_or_default(),
            alt: self.alt.unwrap_or_default(),
        });
        content.lead = self.lead;
        content.dateline = self.dateline;
        content.body = self.body;
        content.byline = self.byline;
        content.sign_off = self.sign_off;
        content.urgency = self.urgency.unwrap_or_default();
        content.genre = self.genre;
        content.subjects = self.subjects;
        content.places = self.places;
        content.people = self.people;
        content.organisations = self.organisations;
        content.keywords = self.keywords;
        content.usage_terms = self.usage;
        content.origin = self.source;
        content.embargo = self.embargo;
        content.note = self.note;
        content
    }
}

/// A name as the word of an address: `World News` is `world-news`.
fn as_slug<S: std::str::FromStr>(name: &str) -> Option<S> {
    let name = name.trim();
    name.parse().ok().or_else(|| {
        let slug = address_slug(name);
        slug.get(..60).unwrap_or(&slug).trim_end_matches('-').parse().ok()
    })
}
