//! How do a story and a draft look to searches?

use std::collections::HashSet;

use search::Document;
use store::{DraftRow, StoreError, Tx};
use story::{Content, House, Language, Placement, Revision, RevisionNumber, ShortId, StoryId};

use crate::views::{DraftFields, Item};

/// A public story, with what only its earlier revisions said.
pub(crate) fn public(tx: Tx<'_>, item: &Item, house: &House) -> Result<Document, StoreError> {
    let mut earlier = Vec::new();
    if item.revision.number > RevisionNumber(0) {
        let mut known: HashSet<String> = said(&item.revision.content).into_iter().collect();
        let revisions = tx.public_revisions(item.story)?;
        for text in revisions.iter().flat_map(|(revision, _)| said(&revision.content)) {
            if known.insert(text.clone()) {
                earlier.push(text);
            }
        }
    }
    Ok(Document {
        short_id: item.short,
        earlier: earlier.join("\n"),
        published: item.first_public.as_microsecond(),
        ..revision(&item.revision, house)
    })
}

/// One revision, whoever may read it.
pub(crate) fn revision(revision: &Revision, house: &House) -> Document {
    Document {
        story: revision.story,
        kind: revision.kind.as_str(),
        published: revision.sent_at.as_microsecond(),
        ..content(&revision.content, house)
    }
}

/// What a story says, of which nothing else is known.
pub(crate) fn content(content: &Content, house: &House) -> Document {
    let named = |topic: &String| house.subject_name(topic, &content.language).unwrap_or(topic).to_owned();
    Document {
        story: StoryId(uuid::Uuid::nil()),
        short_id: ShortId::from_random(0),
        placements: content.placements.clone(),
        language: content.language.clone(),
        kind: "draft",
        headline: content.headline.clone(),
        text: said(content)[1..].join("\n"),
        earlier: String::new(),
        keywords: content.keywords.clone(),
        byline: content.byline.clone(),
        places: content.places.clone(),
        people: content.people.clone(),
        organisations: content.organisations.clone(),
        topics: content.subjects.iter().map(named).collect(),
        published: 0,
    }
}

/// A draft as it was typed, in this language where it does not say one. It was published nowhere: its day is that of the last save.
pub(crate) fn draft(row: &DraftRow, fields: DraftFields, fallback: Language) -> Document {
    let keywords = fields.keywords.split([',', '،']).map(|it| it.trim().to_owned());
    let placement = |typed: &String| {
        let (edition, section) = typed.split_once('/')?;
        Some(Placement { edition: edition.parse().ok()?, section: section.parse().ok()? })
    };
    Document {
        story: row.story.unwrap_or_else(|| StoryId::new(row.saved_at)),
        short_id: ShortId::from_random(0),
        placements: fields.sections.iter().filter_map(placement).collect(),
        language: fields.language.parse().unwrap_or(fallback),
        kind: "draft",
        headline: fields.headline,
        text: [fields.slugline, fields.lead, fields.dateline, fields.body, fields.note].join("\n"),
        earlier: String::new(),
        keywords: keywords.filter(|it| !it.is_empty()).collect(),
        byline: Some(fields.byline),
        places: Vec::new(),
        people: Vec::new(),
        organisations: Vec::new(),
        topics: fields.subjects.lines().map(str::to_owned).collect(),
        published: row.saved_at.as_microsecond(),
    }
}

/// The headline, then lead and paragraphs.
fn said(content: &Content) -> Vec<String> {
    let texts = content.lead.iter().chain(content.body.iter().map(|paragraph| &paragraph.text));
    std::iter::once(content.headline.clone()).chain(texts.map(|text| text.as_plain().into_owned())).collect()
}
