//! What does a story take from the dossiers: paragraphs to set into it, and facts to hold it against?
//!
//! A story takes from the dossiers of the topics in which it stands or which it names. Which of its paragraphs are a dossier's, and
//! as which revision, is read off the words as it is sent: whether they were set in, pasted or typed makes no difference.

use copydesk::Known;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use search::Watch;
use store::{EntryRow, PinnedFrom, Quote};
use story::{
    Content, DossierKey, DossierKind, DossierStanding, DraftId, House, Language, Paragraph, ParagraphId,
    Permission, Revision, Role, Shingles, Stage, Topic, TopicSlug,
};

use crate::compose::compose;
use crate::dossiers::{heads, rows_of};
use crate::topics::subject_shown;
use crate::views::{DraftFields, Saved, Staff};
use crate::{Agency, Error, allow, documents};

/// From which likeness on a paragraph is a reworded one of a dossier.
const REWORDED: f64 = 0.6;
/// Stages that are told of the present only: a story that tells an earlier one of them is behind.
const PRESENT: [Stage; 3] = [Stage::Proposed, Stage::InForce, Stage::Suspended];

/// A paragraph that may be set into a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferedParagraph {
    /// In the dossier of which topic.
    pub topic: TopicSlug,
    /// What that is called in the draft's language.
    pub topic_name: String,
    /// How a draft names the topic, in a line of its list.
    pub line: String,
    /// Which entry.
    pub key: DossierKey,
    /// What it is about.
    pub name: String,
    /// The paragraph, as plain copy has it.
    pub copy: String,
    /// Whether the draft has it, in this or an earlier revision.
    pub is_in: bool,
}

impl Agency {
    /// The open dossiers of a draft's topics, in which something of it can be pinned, and their paragraphs that can be set into
    /// it.
    pub async fn offered_background(
        &self,
        fields: &DraftFields,
    ) -> Result<(Vec<Topic>, Vec<OfferedParagraph>), Error> {
        let house = self.house();
        let (content, _) = compose(fields, None, &house, self.now());
        let topics = topics_of(&content, &house);
        let rows = self.inner.store.read(|tx| rows_of(tx, &topics))?;
        let language = &content.language;
        let known = quotes_in(&content, &rows);
        let offered = |row: EntryRow| {
            let words = row.entry.in_language(language)?;
            let topic = house.topic(&row.topic)?;
            Some(OfferedParagraph {
                topic_name: topic.title(language),
                line: subject_shown(&topic.subject, &house, language),
                name: words.name.clone(),
                copy: copy_of(&words.text),
                is_in: known.iter().any(|it| it.topic == row.topic && it.key == row.key),
                topic: row.topic,
                key: row.key,
            })
        };
        let public = rows.iter().filter(|row| row.is_public).cloned();
        let all = heads(public).filter(is_offered).filter_map(offered).collect();
        let open = |topic: &&Topic| topic.dossier == Some(DossierStanding::Open);
        Ok((topics.into_iter().filter(open).cloned().collect(), all))
    }

    /// Sets a paragraph of a dossier behind the last of a draft, and the draft into its topic.
    pub async fn set_in_background(
        &self,
        who: &Staff,
        draft: DraftId,
        version: u64,
        mut fields: DraftFields,
        (topic, key): (&TopicSlug, &DossierKey),
    ) -> Result<Saved, Error> {
        allow(who, Permission::Write)?;
        let house = self.house();
        let (content, _) = compose(&fields, None, &house, self.now());
        let topic = self.kept_dossier(topic)?;
        let rows = self.inner.store.read(|tx| tx.dossier_entry(&topic.slug, key))?;
        let row = rows.into_iter().find(|row| row.is_public).filter(is_offered).ok_or(Error::NotFound)?;
        let words = row.entry.in_language(&content.language).ok_or(Error::NotFound)?;
        fields.body =
            format!("{}\n\n{}", fields.body.trim_end(), copy_of(&words.text)).trim_start().to_owned();
        if !content.subjects.contains(&topic.subject) {
            let line = subject_shown(&topic.subject, &house, &content.language);
            fields.subjects = format!("{}\n{line}", fields.subjects.trim_end()).trim_start().to_owned();
        }
        self.save(who, draft, version, fields).await
    }

    /// Which paragraphs of a revision are of a dossier of its topics.
    pub(crate) fn quotes_of(&self, revision: &Revision) -> Result<Vec<Quote>, Error> {
        let house = self.house();
        let mut topics = house.topics_of(&revision.content);
        topics.retain(|it| it.dossier.is_some());
        if topics.is_empty() {
            return Ok(Vec::new());
        }
        let rows = self.inner.store.read(|tx| rows_of(tx, &topics))?;
        Ok(quotes_in(&revision.content, &rows))
    }

    /// The facts against which a story is held, and the names that are known to be spelt so. What was pinned in the draft itself
    /// holds for it already.
    pub(crate) fn known_of(
        &self,
        content: &Content,
        draft: Option<DraftId>,
    ) -> Result<(Vec<Known>, Vec<String>), Error> {
        let house = self.house();
        let topics = topics_of(content, &house);
        let rows = self.inner.store.read(|tx| rows_of(tx, &topics))?;
        let holds =
            |row: &EntryRow| row.is_public || (draft.is_some() && row.from == draft.map(PinnedFrom::Draft));
        let (known, names) = self.facts_in(&rows, &content.language, holds);
        Ok((known.into_iter().map(|(_, known)| known).collect(), names))
    }

    /// What the copy desk knows by rows of dossiers, of those that hold; and the names among them.
    pub(crate) fn facts_in(
        &self,
        rows: &[EntryRow],
        language: &Language,
        holds: impl Fn(&EntryRow) -> bool,
    ) -> (Vec<(DossierKey, Known)>, Vec<String>) {
        let house = self.house();
        let zone = house.home().map_or(TimeZone::UTC, story::Edition::time_zone);
        let today = zone.to_datetime(self.now()).date();
        let mut known = Vec::new();
        let mut names = Vec::new();
        let holding = rows.iter().filter(|row| holds(row)).cloned();
        for head in heads(holding).filter(|row| !row.entry.is_retired) {
            let Some(words) = head.entry.in_language(language) else { continue };
            if matches!(head.entry.kind, DossierKind::Position | DossierKind::State) {
                names.push(words.name.clone());
            }
            let earlier = rows
                .iter()
                .filter(|row| row.topic == head.topic && row.key == head.key && row.revision < head.revision);
            let fact = fact(&head, earlier, language, (&zone, today));
            known.extend(fact.map(|fact| (head.key.clone(), fact)));
        }
        (known, names)
    }
}

/// The topics with a dossier in which a story stands, or which it names.
pub(crate) fn topics_of<'a>(content: &Content, house: &'a House) -> Vec<&'a Topic> {
    let kept: Vec<&Topic> = house.topics.iter().filter(|it| it.dossier.is_some()).collect();
    if kept.is_empty() {
        return kept;
    }
    let standing = house.topics_of(content);
    let mut watch = Watch::new();
    for topic in &kept {
        let name = topic.name(&content.language).replace('"', " ");
        watch.add(topic.slug.clone(), &format!("\"{name}\""), &TimeZone::UTC);
    }
    let whole = documents::content(content, house);
    let named = watch.met(&whole);
    kept.into_iter()
        .filter(|it| standing.iter().any(|other| other.slug == it.slug) || named.contains(&&it.slug))
        .collect()
}

fn is_offered(row: &EntryRow) -> bool {
    row.entry.kind == DossierKind::Background && !row.entry.is_retired
}

/// A paragraph of background as plain copy has it.
fn copy_of(text: &str) -> String {
    let text = formats::copy::read_inline(text);
    let paragraph = Paragraph { id: ParagraphId(1), role: Role::Background, text };
    formats::copy::write_body(&[paragraph]).trim_end().to_owned()
}

/// Which paragraphs of a story are a dossier's: word by word, or reworded.
pub(crate) fn quotes_in(content: &Content, rows: &[EntryRow]) -> Vec<Quote> {
    let told = rows.iter().filter(|row| row.entry.kind == DossierKind::Background);
    let told: Vec<(&EntryRow, String, Shingles)> = told
        .filter_map(|row| {
            let words = row.entry.in_language(&content.language)?;
            let plain = plain(&formats::copy::read_inline(&words.text).as_plain());
            let shingles = Shingles::read(&plain);
            Some((row, plain, shingles))
        })
        .collect();
    if told.is_empty() {
        return Vec::new();
    }
    let quote = |paragraph: &Paragraph| {
        let text = plain(&paragraph.text.as_plain());
        let shingles = Shingles::read(&text);
        let likeness = |(_, told, of): &(&EntryRow, String, Shingles)| {
            if *told == text { 2.0 } else { of.likeness(&shingles) }
        };
        let (row, ..) = told
            .iter()
            .map(|it| (it, likeness(it)))
            .filter(|(_, likeness)| *likeness >= REWORDED)
            .max_by(|(a, x), (b, y)| x.total_cmp(y).then(a.0.revision.cmp(&b.0.revision)))?
            .0;
        let (topic, key) = (row.topic.clone(), row.key.clone());
        Some(Quote { paragraph: paragraph.id, topic, key, of: row.revision })
    };
    content.body.iter().filter(|it| it.role.is_counted()).filter_map(quote).collect()
}

/// A text by its words alone, so that a curl or a space more makes no other text.
pub(crate) fn plain(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").replace(['’', '‘'], "'").replace(['“', '”', '«', '»'], "\"")
}

/// What the copy desk knows by an entry.
fn fact<'a>(
    head: &EntryRow,
    earlier: impl Iterator<Item = &'a EntryRow>,
    language: &Language,
    (zone, today): (&TimeZone, Date),
) -> Option<Known> {
    let words = head.entry.in_language(language)?;
    let mut former: Vec<String> = Vec::new();
    let (value, unit) = match head.entry.kind {
        DossierKind::Fact => {
            for row in earlier.filter(|row| row.entry.kind == DossierKind::Fact) {
                former.extend(row.entry.in_language(language).map(|it| it.value.clone()));
            }
            (words.value.clone(), Some(words.unit.clone()).filter(|unit| !unit.is_empty()))
        }
        DossierKind::State => {
            let stages = earlier.filter_map(|row| row.entry.stage).filter(|it| PRESENT.contains(it));
            former.extend(stages.map(|stage| stage_in(stage, language)));
            (stage_in(head.entry.stage?, language), None)
        }
        _ => return None,
    };
    former.sort();
    former.dedup();
    former.retain(|it| *it != value);
    let as_of = head.entry.as_of.map(|at| as_of(at, zone, today));
    Some(Known { name: words.name.clone(), value, unit, as_of, former })
}

/// A time of today by the clock, else by its day.
fn as_of(at: Timestamp, zone: &TimeZone, today: Date) -> String {
    let local = zone.to_datetime(at);
    let form = if local.date() == today { "%H:%M" } else { "%Y-%m-%d" };
    local.strftime(form).to_string()
}

/// What a stage is called.
fn stage_in(stage: Stage, language: &Language) -> String {
    let locale = i18n::Locale::of_tag(language.primary()).unwrap_or(i18n::Locale::English);
    i18n::message(locale, &format!("dossier-stage-{}", stage.as_str()), &[])
}
