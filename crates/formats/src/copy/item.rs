//! Plain copy as one of the formats: to the model and back.

use jiff::tz::TimeZone;
use story::{DatelineStyle, Embargo, Language, Text};

use super::CopyStory;
use crate::field::Field;
use crate::item::{Author, Document, Extension, Item, Media, Subject, SubjectKind};

/// What plain copy has a place for.
pub(crate) const CARRIES: &[Field] = &[
    Field::Kind,
    Field::Urgency,
    Field::Title,
    Field::Slugline,
    Field::Link,
    Field::Language,
    Field::Genre,
    Field::Subjects,
    Field::SubjectKinds,
    Field::Keywords,
    Field::Byline,
    Field::Usage,
    Field::Published,
    Field::Embargo,
    Field::Dateline,
    Field::Body,
    Field::Roles,
    Field::Tables,
    Field::Marks,
    Field::Links,
    Field::Note,
    Field::Advisory,
];

/// Reads a story in plain copy.
pub(crate) fn read_item(text: &str) -> Document {
    // A dateline without a year is only printed again here, so any day will do.
    let copy = super::read(text, &Language::english(), jiff::civil::date(2000, 1, 1));
    let language = copy.language.clone().unwrap_or_else(Language::english);
    let subject = |kind: SubjectKind| move |name: &String| Subject { name: name.clone(), code: None, kind };
    let sections = copy.sections.iter().chain(&copy.subjects).map(subject(SubjectKind::Topic));
    let subjects = sections
        .chain(copy.places.iter().map(subject(SubjectKind::Place)))
        .chain(copy.people.iter().map(subject(SubjectKind::Person)))
        .chain(copy.organisations.iter().map(subject(SubjectKind::Organisation)));
    let picture = copy.picture.as_ref().map(|href| Media {
        href: href.clone(),
        caption: copy.caption.clone(),
        credit: copy.credit.clone(),
        alt: copy.alt.clone(),
        ..Media::default()
    });
    let slug = copy.slug.clone();
    let item = Item {
        id: slug.clone().unwrap_or_else(|| crate::slugline_of(&copy.headline)),
        kind: copy.kind,
        urgency: copy.urgency,
        title: copy.headline.clone(),
        slugline: slug,
        link: copy.source.clone(),
        language: copy.language.as_ref().map(ToString::to_string),
        genre: copy.genre.clone(),
        subjects: subjects.collect(),
        keywords: copy.keywords.clone(),
        authors: copy.byline.iter().map(Author::named).collect(),
        byline: copy.byline.clone(),
        usage: copy.usage.clone(),
        published: copy.date,
        embargo: copy.embargo.as_ref().map(|embargo| embargo.until),
        summary: copy.lead.as_ref().map(|lead| lead.as_plain().into_owned()),
        dateline: copy.dateline.as_ref().map(|line| Item::dateline(line, &language, DatelineStyle::Full)),
        body: copy.body.clone(),
        note: copy.note.clone(),
        advisory: copy.advisory.clone(),
        media: picture.into_iter().collect(),
        extensions: copy
            .extra
            .iter()
            .map(|(name, value)| Extension { name: name.clone(), value: value.clone() })
            .collect(),
        ..Item::default()
    };
    Document {
        format: "plain copy".into(),
        items: vec![item],
        diagnoses: copy.diagnoses,
        ..Document::default()
    }
}

/// Writes a story in plain copy.
pub(crate) fn write_item(item: &Item, at: usize, out: &mut Vec<u8>) {
    let of = |kind: SubjectKind| -> Vec<String> {
        item.subjects
            .iter()
            .filter(|s| s.kind == kind && !s.name.is_empty())
            .map(|s| s.name.clone())
            .collect()
    };
    let language = item.language.as_deref().and_then(|tag| tag.parse::<Language>().ok());
    let picture = item.media.first();
    let around = item.published.or(item.updated).unwrap_or_default().to_zoned_datetime(TimeZone::UTC).date();
    let reading = language.clone().unwrap_or_else(Language::english);
    let dateline = item.dateline.as_ref().and_then(|line| story::Dateline::parse(line, &reading, around));
    let mut body = item.body.clone();
    if let (Some(line), None, Some(first)) = (&item.dateline, &dateline, body.first_mut()) {
        // One that no reader of copy knows stays in the text.
        let mut runs: Vec<story::Run> = std::mem::take(&mut first.text).into();
        runs.insert(
            0,
            story::Run { text: format!("{line}{}", crate::markup::DASH), ..story::Run::default() },
        );
        first.text = Text::from(runs);
    }
    let copy = CopyStory {
        headline: item.title.clone(),
        kind: item.kind,
        advisory: item.advisory.clone(),
        dateline,
        body,
        slug: item.slugline.clone(),
        language,
        urgency: item.urgency,
        date: item.published,
        embargo: item.embargo.map(|until| Embargo { until, zone: "UTC".into() }),
        byline: item
            .byline
            .clone()
            .or_else(|| Some(item.author_names().join(", ")).filter(|names| !names.is_empty())),
        genre: item.genre.clone(),
        keywords: item.keywords.clone(),
        // Copy knows no events: they are subjects like others.
        subjects: [of(SubjectKind::Topic), of(SubjectKind::Event)].concat(),
        places: of(SubjectKind::Place),
        people: of(SubjectKind::Person),
        organisations: of(SubjectKind::Organisation),
        source: item.link.clone(),
        usage: item.usage.clone(),
        picture: picture.map(|media| media.href.clone()),
        caption: picture.and_then(|media| media.caption.clone()),
        credit: picture.and_then(|media| media.credit.clone()),
        alt: picture.and_then(|media| media.alt.clone()),
        note: item.note.clone(),
        ..CopyStory::default()
    };
    if at > 0 {
        out.push(b'\n');
    }
    out.extend_from_slice(super::write(&copy).as_bytes());
}
