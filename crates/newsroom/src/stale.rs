//! Which stories carry what a dossier no longer says, and what would mend them?
//!
//! Nothing is changed in a story here: what is proposed becomes a draft that somebody reads and sends.

use std::collections::HashMap;

use copydesk::{Desk, Facts, Place, Sheet};
use jiff::SignedDuration;
use store::EntryRow;
use story::{
    Content, DossierKey, DossierKind, DraftId, Kind, Move, Permission, Refusal, Revision, StoryId, Topic,
    TopicSlug,
};

use crate::compose::fields_of;
use crate::quoting::plain;
use crate::send::{Beside, Sending};
use crate::views::Staff;
use crate::{Agency, Error, allow};

/// For how long a story that does not move is looked after: beyond it, it tells what was so at its time.
const LOOKED_AFTER: SignedDuration = SignedDuration::from_hours(24 * 30);
/// How many of an edition's last stories in a topic are held against its facts.
const HELD_AGAINST: u32 = 100;
/// How many paragraphs are listed.
const MOST: u32 = 300;

/// A story that carries what a dossier no longer says.
#[derive(Clone, Debug)]
pub struct Carrier {
    /// Which.
    pub story: StoryId,
    /// Its headline.
    pub headline: String,
    /// What it carries, in reading order.
    pub old: Vec<Carried>,
    /// The line that the update would have; why it would be refused, where it would.
    pub line: Result<String, Refusal>,
}

/// Something old in a story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carried {
    /// Of which entry.
    pub key: DossierKey,
    /// Where: the paragraph by its number, none for headline and lead.
    pub number: Option<u32>,
    /// What the story has.
    pub old: String,
    /// What the dossier has; nothing where it has that no longer.
    pub new: String,
}

/// A place of a story, and what stands there instead.
struct Mend {
    carried: Carried,
    at: Place,
}

impl Agency {
    /// The stories that carry what a dossier no longer says, the last moved first, each with the update that would mend it.
    pub async fn carriers(&self, who: &Staff, topic: &TopicSlug) -> Result<Vec<Carrier>, Error> {
        allow(who, Permission::Write)?;
        let topic = self.kept_dossier(topic)?;
        let mut all = Vec::new();
        for (revision, mends) in self.mends(&topic)? {
            let line = self.proposed_line(who, &revision, mended(&revision.content, &mends))?;
            let old = mends.into_iter().map(|mend| mend.carried).collect();
            all.push(Carrier {
                story: revision.story,
                headline: revision.content.headline.clone(),
                old,
                line,
            });
        }
        Ok(all)
    }

    /// Begins the update of a story that carries what a dossier no longer says.
    pub async fn begin_mending(
        &self,
        who: &Staff,
        topic: &TopicSlug,
        story: StoryId,
    ) -> Result<DraftId, Error> {
        allow(who, Permission::Write)?;
        let topic = self.kept_dossier(topic)?;
        let found = self.mends(&topic)?.into_iter().find(|(revision, _)| revision.story == story);
        let (revision, mends) = found.ok_or(Error::NotFound)?;
        let content = mended(&revision.content, &mends);
        self.begin(who, Some(story), Some(fields_of(&content, &self.house()))).await
    }

    fn proposed_line(
        &self,
        who: &Staff,
        revision: &Revision,
        content: Content,
    ) -> Result<Result<String, Refusal>, Error> {
        let sending = Sending {
            story: Some(revision.story),
            base: Some(revision.number),
            kind: Some(Kind::Update),
            content,
            advisory: None,
            answers: None,
            beside: Beside::Nothing,
            dated: None,
        };
        Ok(match self.decide(who, revision.story, sending, self.now())? {
            Ok(Move::Revision(revision)) => Ok(revision.advisory.unwrap_or_default()),
            Ok(Move::Notice { kind, .. }) => Err(Refusal::WrongKind { kind }),
            Err(refusal) => Err(refusal),
        })
    }

    /// What is old in which story, and what stands there instead.
    fn mends(&self, topic: &Topic) -> Result<Vec<(Revision, Vec<Mend>)>, Error> {
        let since = self.now() - LOOKED_AFTER;
        let house = self.house();
        let (rows, quoting, stands) = self.inner.store.read(|tx| -> Result<_, Error> {
            let rows = tx.dossier_entries(&topic.slug)?;
            let quoting = tx.quoting(&topic.slug, since, MOST)?;
            let mut stands = HashMap::new();
            for edition in &house.editions {
                let listed = tx.newest_about(&edition.slug, &topic.subject, None, HELD_AGAINST)?;
                let recent = listed.into_iter().filter(|it| it.updated >= Some(since));
                stands.extend(recent.map(|it| (it.story, it.revision.number)));
            }
            for (story, _) in &quoting {
                if let Some(listed) = tx.listed(*story)? {
                    stands.insert(*story, listed.revision.number);
                }
            }
            Ok((rows, quoting, stands))
        })?;
        let public = || rows.iter().filter(|row| row.is_public);
        let present: HashMap<&DossierKey, &EntryRow> = public().rev().map(|row| (&row.key, row)).collect();
        let mut found: Vec<(Revision, Vec<Mend>)> = Vec::new();
        for story in stands.keys().copied() {
            // What the public has is not the last where that waits for its embargo.
            let chain = self.inner.store.read(|tx| tx.chain(story))?;
            let Some(revision) = chain.head.filter(|head| stands.get(&story) == Some(&head.number)) else {
                continue;
            };
            let quotes = quoting.iter().filter(|(of, _)| *of == story).map(|(_, quote)| quote);
            let mut mends: Vec<Mend> = quotes
                .filter_map(|quote| {
                    let row = present.get(&quote.key).filter(|row| row.revision > quote.of)?;
                    mended_paragraph(&revision.content, quote.paragraph, row)
                })
                .collect();
            mends.extend(self.mended_facts(&revision.content, &rows));
            mends.sort_by_key(|mend| order(&mend.at));
            found.push((revision, mends));
        }
        found.retain(|(_, mends)| !mends.is_empty());
        found.sort_by_key(|(revision, _)| std::cmp::Reverse(revision.sent_at));
        Ok(found)
    }

    /// The figures and names of a story that are not the dossier's.
    fn mended_facts(&self, content: &Content, rows: &[EntryRow]) -> Vec<Mend> {
        let (known, _) = self.facts_in(rows, &content.language, |row| row.is_public);
        let none = Facts::default();
        let sheet = Sheet::of(content, &self.context(&none, None, None));
        let mut mends = Vec::new();
        for (key, fact) in known {
            let new = fact.value.clone();
            let facts = Facts { facts: vec![fact], ..Facts::default() };
            for finding in Desk::check_by("dossier", &sheet, &self.context(&facts, None, None)) {
                let part = &sheet.parts[finding.part];
                let (key, number, new) = (key.clone(), part.number(), new.clone());
                let carried = Carried { key, number, old: finding.words, new };
                mends.push(Mend { carried, at: part.place });
            }
        }
        mends
    }
}

fn order(place: &Place) -> usize {
    match place {
        Place::Headline => 0,
        Place::Lead => 1,
        Place::Paragraph(at, ..) => at + 2,
        _ => usize::MAX,
    }
}

/// A paragraph that says what an entry no longer says.
fn mended_paragraph(content: &Content, id: story::ParagraphId, row: &EntryRow) -> Option<Mend> {
    let (at, (number, paragraph)) = content.numbered().enumerate().find(|(_, (_, it))| it.id == id)?;
    let new = match row.entry.is_retired || row.entry.kind != DossierKind::Background {
        true => String::new(),
        false => row.entry.in_language(&content.language)?.text.clone(),
    };
    let old = paragraph.text.as_plain().into_owned();
    let carried = Carried { key: row.key.clone(), number, old, new };
    let is_same = plain(&formats::copy::read_inline(&carried.new).as_plain()) == plain(&carried.old);
    (!is_same).then_some(Mend { carried, at: Place::Paragraph(at, number, paragraph.role) })
}

/// A story with what is old in it set right.
fn mended(content: &Content, mends: &[Mend]) -> Content {
    let mut content = content.clone();
    let set = |text: &str, it: &Carried| text.replacen(&it.old, &it.new, 1);
    for Mend { carried, at } in mends {
        match at {
            Place::Headline => content.headline = set(&content.headline, carried),
            Place::Lead => {
                let lead = content.lead.as_ref().map(formats::copy::write_inline);
                content.lead = lead.map(|lead| formats::copy::read_inline(&set(&lead, carried)));
            }
            Place::Paragraph(at, ..) => {
                if let Some(paragraph) = content.body.get_mut(*at) {
                    let is_whole = paragraph.text.as_plain() == carried.old.as_str();
                    let source = match is_whole {
                        true => carried.new.clone(),
                        false => set(&formats::copy::write_inline(&paragraph.text), carried),
                    };
                    paragraph.text = formats::copy::read_inline(&source);
                }
            }
            _ => {}
        }
    }
    content.body.retain(|paragraph| !paragraph.text.is_blank());
    content
}
