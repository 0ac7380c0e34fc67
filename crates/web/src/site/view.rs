//! Stories as templates want them: display-ready, nothing left to work out.

use i18n::Locale;
use jiff::Timestamp;
use newsroom::views::Item;
use serde::Serialize;
use story::{Content, DatelineStyle, Edition, Kind, Paragraph, Revision, Role, Run, numbered_headline};

use crate::Web;
use crate::edition::{Site, locale_of};
use crate::site::picture::{PictureView, Shown};

/// An instant, for people and for machines.
#[derive(Clone, Debug, Serialize)]
pub struct When {
    /// RFC 3339, for `<time datetime>`.
    pub iso: String,
    /// Date, time and zone.
    pub text: String,
    /// The time, or the date where it was not today.
    pub short: String,
}

impl When {
    /// An instant in an edition's zone and language.
    pub fn of(at: Timestamp, site: &Site, now: Timestamp) -> When {
        let locale = site.locale();
        let zone = site.edition().time_zone();
        let here = at.to_zoned_datetime(zone.clone());
        let is_today = here.date() == now.to_zoned_datetime(zone).date();
        When {
            iso: at.to_string(),
            text: i18n::date_time(locale, &here),
            short: if is_today { i18n::time(&here) } else { i18n::date_short(locale, here.date()) },
        }
    }
}

/// A revision's headline with its number; a live coverage has none, for it changes all the time.
pub fn headline(revision: &Revision, edition: &Edition) -> String {
    if crate::site::coverage::is_one(&revision.content) {
        return revision.content.headline.clone();
    }
    numbered_headline(revision, edition.number_style)
}

/// A story in a list.
#[derive(Clone, Debug, Serialize)]
pub struct Card {
    /// Its address.
    pub href: String,
    /// With the mark of its revision.
    pub headline: String,
    /// The language of the headline.
    pub lang: String,
    /// The way it runs.
    pub dir: &'static str,
    /// The section it stands in.
    pub section: String,
    /// Its first words.
    pub summary: String,
    /// What the last revision changed.
    pub advisory: Option<String>,
    /// What it is, where that is worth a label: `live`, or `correction` by its last move.
    pub label: Option<&'static str>,
    /// When it moved last.
    pub updated: When,
    /// Flash or bulletin.
    pub is_breaking: bool,
    /// Its picture.
    pub picture: Option<PictureView>,
    /// Who wrote it.
    pub byline: Option<String>,
    /// The place of its last public move.
    pub sequence: u64,
    /// Its id.
    pub story: String,
}

impl Card {
    /// A story as a list of an edition shows it.
    pub fn of(item: &Item, site: &Site, web: &Web) -> Card {
        let revision = &item.revision;
        let content = &revision.content;
        let edition = site.edition();
        let here = content.placements.iter().find(|placement| placement.edition == edition.slug);
        let section = here.and_then(|placement| edition.section(&placement.section));
        Card {
            href: newsroom::addresses::story_path(site.house(), item),
            headline: headline(revision, edition),
            lang: content.language.to_string(),
            dir: content.language.direction().as_str(),
            section: section.map(|section| section.name.clone()).unwrap_or_default(),
            summary: content.summary().map(|text| text.as_plain().into_owned()).unwrap_or_default(),
            advisory: revision.advisory.clone(),
            label: if crate::site::coverage::is_live(content, item.updated, web.now()) {
                Some("live")
            } else if revision.kind == Kind::Correction {
                Some("correction")
            } else {
                None
            },
            updated: When::of(item.updated, site, web.now()),
            is_breaking: content.urgency.is_breaking(),
            picture: PictureView::of(content, Shown::Card, web),
            byline: content.byline.clone(),
            sequence: item.sequence.0,
            story: item.story.to_string(),
        }
    }

    /// Several.
    pub fn all(items: &[Item], site: &Site, web: &Web) -> Vec<Card> {
        items.iter().map(|item| Card::of(item, site, web)).collect()
    }
}

/// A part of a story's body.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Block {
    /// A paragraph, with its number.
    Paragraph {
        /// Its anchor.
        id: String,
        /// Its number.
        number: u32,
        /// Standing background.
        is_background: bool,
        /// What it says; the dateline opens the first.
        dateline: Option<String>,
        /// Its text.
        runs: Vec<Run>,
    },
    /// A quotation set apart.
    Quote {
        /// Its anchor.
        id: String,
        /// Its number.
        number: u32,
        /// Its text.
        runs: Vec<Run>,
    },
    /// A heading.
    Subhead {
        /// Its anchor.
        id: String,
        /// Its text.
        runs: Vec<Run>,
    },
    /// A list.
    List {
        /// Its items.
        items: Vec<Vec<Run>>,
    },
    /// A table.
    Table {
        /// Its rows of cells.
        rows: Vec<Vec<String>>,
    },
    /// A thing from elsewhere, by its address.
    Embed {
        /// The address; empty where it is none that may be linked.
        href: String,
        /// What stands there.
        text: String,
    },
    /// A note to the reader.
    Note {
        /// Its text.
        runs: Vec<Run>,
    },
}

/// The body as blocks: neighbouring items make a list, the dateline opens the first paragraph.
pub fn blocks(content: &Content, style: DatelineStyle) -> Vec<Block> {
    let mut dateline = content.dateline.as_ref().map(|line| line.write(&content.language, style));
    let mut blocks: Vec<Block> = Vec::new();
    for (number, paragraph) in content.numbered() {
        let runs = paragraph.text.runs().to_vec();
        let id = anchor(paragraph);
        match (paragraph.role, number) {
            (Role::Body | Role::Background, Some(number)) => blocks.push(Block::Paragraph {
                id,
                number,
                is_background: paragraph.role == Role::Background,
                dateline: dateline.take(),
                runs,
            }),
            (Role::BlockQuote, Some(number)) => blocks.push(Block::Quote { id, number, runs }),
            (Role::Subhead, _) => blocks.push(Block::Subhead { id, runs }),
            (Role::ListItem, _) => match blocks.last_mut() {
                Some(Block::List { items }) => items.push(runs),
                _ => blocks.push(Block::List { items: vec![runs] }),
            },
            (Role::Table, _) => {
                let plain = paragraph.text.as_plain();
                let rows = plain.lines().map(|row| row.split('\t').map(str::to_owned).collect()).collect();
                blocks.push(Block::Table { rows });
            }
            (Role::Embed, _) => {
                let text = paragraph.text.as_plain().into_owned();
                let href = if story::Text::is_safe_link(&text) { text.clone() } else { String::new() };
                blocks.push(Block::Embed { href, text });
            }
            _ => blocks.push(Block::Note { runs }),
        }
    }
    blocks
}

/// The address of a paragraph within its page: the same over all revisions.
pub fn anchor(paragraph: &Paragraph) -> String {
    format!("p{}", paragraph.id)
}

/// A story, whole, as its page shows it.
#[derive(Clone, Debug, Serialize)]
pub struct StoryView {
    /// Its id.
    pub id: String,
    /// With the mark of its revision.
    pub headline: String,
    /// The language of the text.
    pub lang: String,
    /// The way it runs.
    pub dir: &'static str,
    /// The standfirst.
    pub lead: Vec<Run>,
    /// What this revision changed.
    pub advisory: Option<String>,
    /// Who wrote it.
    pub byline: Option<String>,
    /// The address of the writer's page.
    pub byline_href: String,
    /// The initials at the foot.
    pub sign_off: Option<String>,
    /// Its picture.
    pub picture: Option<PictureView>,
    /// Its body.
    pub blocks: Vec<Block>,
    /// Words to find it by.
    pub keywords: Vec<String>,
    /// Minutes to read.
    pub minutes: usize,
    /// How it may be used.
    pub usage: Option<String>,
    /// Where it came from, if not from this house.
    pub origin: Option<String>,
}

impl StoryView {
    /// A revision as an edition shows it.
    pub fn of(revision: &Revision, site: &Site, web: &Web) -> StoryView {
        let edition = site.edition();
        let headline = headline(revision, edition);
        let content = &revision.content;
        let byline_slug = content.byline.as_deref().map(newsroom::author_slug).unwrap_or_default();
        StoryView {
            id: revision.story.to_string(),
            headline,
            lang: content.language.to_string(),
            dir: content.language.direction().as_str(),
            lead: content.lead.as_ref().map(|lead| lead.runs().to_vec()).unwrap_or_default(),
            advisory: None,
            byline: content.byline.clone(),
            byline_href: site.path(&format!("/authors/{byline_slug}")),
            sign_off: content.sign_off.clone(),
            picture: PictureView::of(content, Shown::Whole, web),
            blocks: blocks(content, edition.dateline_style),
            keywords: content.keywords.clone(),
            minutes: (content.word_count() / 220).max(1),
            usage: content.usage_terms.clone(),
            origin: content.origin.clone().filter(|origin| story::Text::is_safe_link(origin)),
        }
    }

    /// With the line that says what the revision changed.
    pub fn with_advisory(mut self, revision: &Revision) -> StoryView {
        self.advisory = revision.advisory.clone();
        self
    }
}

/// A correction, as the top of a story and the list of corrections tell it.
#[derive(Clone, Debug, Serialize)]
pub struct CorrectionView {
    /// When.
    pub at: When,
    /// What was wrong, a line each.
    pub lines: Vec<String>,
    /// The revision that put it right.
    pub revision: u32,
}

impl CorrectionView {
    /// What a correcting revision put right; none for a revision of another kind.
    pub fn of(revision: &Revision, at: Timestamp, site: &Site, now: Timestamp) -> Option<CorrectionView> {
        if !revision.corrects() {
            return None;
        }
        let locale = site.locale();
        let corrected = revision.changes.iter().filter(|change| change.verb == story::Verb::Corrects);
        let mut lines: Vec<String> = corrected.filter_map(|change| correction_line(change, locale)).collect();
        if lines.is_empty() {
            lines.extend(revision.advisory.clone());
        }
        Some(CorrectionView { at: When::of(at, site, now), lines, revision: revision.number.0 })
    }
}

fn correction_line(change: &story::Change, locale: Locale) -> Option<String> {
    use i18n::Arg;
    let (old, new) = (change.old.as_deref()?, change.new.as_deref()?);
    let what = match change.paragraphs.first() {
        Some(n) => i18n::message(locale, "correction-in", &[("n", Arg::Number(i64::from(*n)))]),
        None if change.object == "headline" => i18n::message(locale, "in-headline", &[]),
        None => i18n::message(locale, "correction", &[]),
    };
    let args = [("what", Arg::Text(&what)), ("old", Arg::Text(old)), ("new", Arg::Text(new))];
    Some(i18n::message(locale, "correction-of", &args))
}

/// A story in another language, to be read instead.
#[derive(Clone, Debug, Serialize)]
pub struct Translation {
    /// Its address.
    pub href: String,
    /// Its language tag.
    pub lang: String,
    /// The way it runs.
    pub dir: &'static str,
    /// The language's own name for itself.
    pub language: String,
    /// Its headline.
    pub headline: String,
}

impl Translation {
    /// A linked story.
    pub fn of(item: &Item, site: &Site) -> Translation {
        let content = &item.revision.content;
        Translation {
            href: newsroom::addresses::story_path(site.house(), item),
            lang: content.language.to_string(),
            dir: content.language.direction().as_str(),
            language: locale_of(&content.language).name_in_itself().to_owned(),
            headline: content.headline.clone(),
        }
    }
}
