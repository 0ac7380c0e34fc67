//! A story's page, its earlier revisions, and what changed between two of them.

use axum::extract::Path;
use axum::response::Response;
use newsroom::views::{AtAddress, PublicStory};
use serde::Serialize;
use story::compare::{Class, RunKind, compare};
use story::{DatelineStyle, Placement, Revision, RevisionNumber, ShortId, numbered_headline};

use crate::ask::Ask;
use crate::edition::Site;
use crate::fault::Fault;
use crate::layers::moved;
use crate::pages::{Rendered, Tag};
use crate::served::Served;
use crate::site::frame::{Alternate, Frame, Link};
use crate::site::json_ld;
use crate::site::view::{Card, CorrectionView, StoryView, Translation, When};

/// A revision in the list below its story.
#[derive(Serialize)]
struct RevisionLine {
    number: u32,
    kind: &'static str,
    headline: String,
    advisory: Option<String>,
    at: When,
    href: String,
    compare: Option<String>,
    is_shown: bool,
}

#[derive(Serialize)]
struct StoryPage {
    frame: Frame,
    story: StoryView,
    section: Option<Link>,
    published: When,
    updated: Option<When>,
    corrections: Vec<CorrectionView>,
    revisions: Vec<RevisionLine>,
    is_present: bool,
    present: String,
    more: Vec<Card>,
    translations: Vec<Translation>,
    json_ld: String,
    picture_url: Option<String>,
}

/// What an address names: the date is only for people.
type Address = (String, String, String, String, String);

/// The story at `/{section}/{yyyy}/{mm}/{dd}/{slug}-{short id}`.
pub async fn story(ask: Ask, Path((.., last)): Path<Address>) -> Result<Response, Fault> {
    show(&ask, &last, None).await
}

/// An earlier revision at `…/revisions/N`, or the comparison of two at `…/revisions/A..B`.
pub async fn revision(
    ask: Ask,
    Path((_, _, _, _, last, which)): Path<(String, String, String, String, String, String)>,
) -> Result<Response, Fault> {
    show(&ask, &last, Some(&which)).await
}

async fn show(ask: &Ask, last: &str, which: Option<&str>) -> Result<Response, Fault> {
    let short = last.rsplit('-').next().unwrap_or_default();
    let short: ShortId = short.parse().map_err(|_| Fault::NotFound)?;
    let found = match ask.web.agency.story(short).await?.ok_or(Fault::NotFound)? {
        AtAddress::Held(notice) => return Err(Fault::Held(Box::new(notice))),
        AtAddress::Withdrawn(notice) => return Err(Fault::Withdrawn(Box::new(notice))),
        AtAddress::Story(found) => found,
    };
    let path = ask.web.agency.story_path(&found.item);
    let whole = match which {
        Some(which) => format!("{path}/revisions/{which}"),
        None => path.clone(),
    };
    if whole != ask.asked {
        return Ok(moved(&whole, None));
    }
    match which.map(|which| which.split_once("..").ok_or(which)) {
        None => page(ask, &found, found.item.revision.number, &path).await,
        Some(Err(number)) => page(ask, &found, number.parse().map_err(|_| Fault::NotFound)?, &path).await,
        Some(Ok((old, new))) => {
            let pair = (old.parse().map_err(|_| Fault::NotFound)?, new.parse().map_err(|_| Fault::NotFound)?);
            comparison(ask, &found, pair, &path).await
        }
    }
}

fn find(story: &PublicStory, number: RevisionNumber) -> Result<(&Revision, jiff::Timestamp), Fault> {
    let at = story.revisions.iter().position(|revision| revision.number == number).ok_or(Fault::NotFound)?;
    Ok((&story.revisions[at], story.public_at[at]))
}

async fn page(ask: &Ask, found: &PublicStory, number: RevisionNumber, path: &str) -> Result<Response, Fault> {
    ask.page(async {
        let (web, site) = (&ask.web, &ask.site);
        let now = web.now();
        let (revision, _) = find(found, number)?;
        let is_present = number == found.item.revision.number;
        let public_url = &web.options.public_url;
        let mut frame = Frame::of(site, numbered_headline(revision, site.edition().number_style));
        if let Some(home) = found.item.home() {
            frame = frame.in_section(site, &home.section);
        }
        frame.canonical = Some(format!("{public_url}{path}"));
        frame.is_listed = is_present;
        frame.alternates = alternates(found, site, public_url, path);
        if let Some(summary) = revision.content.summary() {
            frame.description = summary.as_plain().chars().take(300).collect();
        }
        let view = StoryPage {
            story: StoryView::of(revision, site).with_advisory(revision),
            section: found.item.home().and_then(|home| section_link(home, site)),
            published: When::of(found.item.first_public, site, now),
            updated: if found.revisions.len() > 1 {
                Some(When::of(found.item.updated, site, now))
            } else {
                None
            },
            corrections: corrections(found, number, site, now),
            revisions: lines(found, number, site, now, path),
            is_present,
            present: path.to_owned(),
            more: Card::all(&found.more, site, web),
            translations: found.translations.iter().map(|item| Translation::of(item, site)).collect(),
            json_ld: json_ld::news_article(found, revision, site, public_url, path),
            picture_url: revision
                .content
                .picture
                .as_ref()
                .map(|picture| format!("{public_url}/media/{}", picture.media)),
            frame,
        };
        let html = web.theme.render("site/story.html", site.locale(), view)?;
        let mut tags = vec![Tag::Story(found.item.story)];
        tags.extend(found.more.iter().chain(&found.translations).map(|item| Tag::Story(item.story)));
        Ok(Rendered { served: Served::html(html), tags, until: None })
    })
    .await
}

/// The corrections up to a revision, the newest first.
fn corrections(
    found: &PublicStory,
    upto: RevisionNumber,
    site: &Site,
    now: jiff::Timestamp,
) -> Vec<CorrectionView> {
    let all = found.revisions.iter().zip(&found.public_at).filter(|(revision, _)| revision.number <= upto);
    let mut corrections: Vec<_> =
        all.filter_map(|(revision, at)| CorrectionView::of(revision, *at, site, now)).collect();
    corrections.reverse();
    corrections
}

fn lines(
    found: &PublicStory,
    shown: RevisionNumber,
    site: &Site,
    now: jiff::Timestamp,
    path: &str,
) -> Vec<RevisionLine> {
    let mut lines = Vec::new();
    let mut before: Option<RevisionNumber> = None;
    for (revision, at) in found.revisions.iter().zip(&found.public_at) {
        let is_last = revision.number == found.item.revision.number;
        lines.push(RevisionLine {
            number: revision.number.0,
            kind: revision.kind.as_str(),
            headline: revision.content.headline.clone(),
            advisory: revision.advisory.clone(),
            at: When::of(*at, site, now),
            href: if is_last { path.to_owned() } else { format!("{path}/revisions/{}", revision.number) },
            compare: before.map(|before| format!("{path}/revisions/{before}..{}", revision.number)),
            is_shown: revision.number == shown,
        });
        before = Some(revision.number);
    }
    lines.reverse();
    lines
}

fn alternates(found: &PublicStory, site: &Site, public_url: &str, path: &str) -> Vec<Alternate> {
    if found.translations.is_empty() {
        return Vec::new();
    }
    let own = Alternate {
        lang: found.item.revision.content.language.to_string(),
        href: format!("{public_url}{path}"),
    };
    let others = found.translations.iter().map(|item| {
        let translation = Translation::of(item, site);
        Alternate { lang: translation.lang, href: format!("{public_url}{}", translation.href) }
    });
    std::iter::once(own).chain(others).collect()
}

fn section_link(home: &Placement, site: &Site) -> Option<Link> {
    let edition = site.other(&home.edition)?;
    let section = edition.edition().section(&home.section)?;
    Some(Link {
        href: edition.path(&format!("/{}", section.slug)),
        name: section.name.clone(),
        is_here: false,
    })
}

/// Words of one side of a comparison.
#[derive(Clone, Debug, Serialize)]
pub struct Words {
    /// `same`, `old` or `new`.
    pub kind: &'static str,
    /// The words.
    pub text: String,
}

/// A pair of paragraphs side by side.
#[derive(Clone, Debug, Serialize)]
pub struct PairView {
    /// How they relate: a word for the catalogues (`class-…`) and for the style sheet.
    pub class: &'static str,
    /// The numbers on the old side.
    pub old_numbers: Vec<u32>,
    /// The numbers on the new side.
    pub new_numbers: Vec<u32>,
    /// What stood there.
    pub old: Vec<Words>,
    /// What stands there.
    pub new: Vec<Words>,
}

/// Two states of a story side by side: the parts of the head that differ, then the paragraphs.
pub fn pairs(old: &story::Content, new: &story::Content) -> (Vec<PairView>, Vec<PairView>) {
    let comparison = compare(old, new);
    let side = |words: &[story::compare::WordRun], mine: RunKind| -> Vec<Words> {
        words
            .iter()
            .filter(|run| run.kind == RunKind::Same || run.kind == mine)
            .map(|run| Words {
                kind: match run.kind {
                    RunKind::Same => "same",
                    RunKind::Old => "old",
                    RunKind::New => "new",
                },
                text: run.text.clone(),
            })
            .collect()
    };
    let head = comparison
        .head
        .iter()
        .map(|change| PairView {
            class: change.field.as_str(),
            old_numbers: Vec::new(),
            new_numbers: Vec::new(),
            old: side(&change.words, RunKind::Old),
            new: side(&change.words, RunKind::New),
        })
        .collect();
    let numbers = |content: &story::Content| content.numbered().map(|(number, _)| number).collect::<Vec<_>>();
    let (old_numbers, new_numbers) = (numbers(old), numbers(new));
    let body = comparison
        .pairs
        .iter()
        .map(|pair| {
            let plain = |content: &story::Content, places: &[usize], kind| {
                let texts: Vec<_> = places.iter().map(|at| content.body[*at].text.as_plain()).collect();
                if texts.is_empty() { Vec::new() } else { vec![Words { kind, text: texts.join("\n") }] }
            };
            let is_marked = !pair.words.is_empty();
            let (old_kind, new_kind) = match pair.class {
                Class::Deleted => ("old", "same"),
                Class::Inserted => ("same", "new"),
                _ => ("same", "same"),
            };
            PairView {
                class: if pair.moved && pair.class == Class::Equal { "moved" } else { pair.class.as_str() },
                old_numbers: pair.old.iter().filter_map(|at| old_numbers[*at]).collect(),
                new_numbers: pair.new.iter().filter_map(|at| new_numbers[*at]).collect(),
                old: if is_marked {
                    side(&pair.words, RunKind::Old)
                } else {
                    plain(old, &pair.old, old_kind)
                },
                new: if is_marked {
                    side(&pair.words, RunKind::New)
                } else {
                    plain(new, &pair.new, new_kind)
                },
            }
        })
        .collect();
    (head, body)
}

#[derive(Serialize)]
struct ComparisonPage {
    frame: Frame,
    title: String,
    story_lang: String,
    story_dir: &'static str,
    advisory: Option<String>,
    old: RevisionSide,
    new: RevisionSide,
    head: Vec<PairView>,
    body: Vec<PairView>,
    present: String,
}

#[derive(Serialize)]
struct RevisionSide {
    number: u32,
    at: When,
    href: String,
    dateline: Option<String>,
}

async fn comparison(
    ask: &Ask,
    found: &PublicStory,
    (old, new): (RevisionNumber, RevisionNumber),
    path: &str,
) -> Result<Response, Fault> {
    if old >= new {
        return Err(Fault::NotFound);
    }
    ask.page(async {
        let (web, site) = (&ask.web, &ask.site);
        let now = web.now();
        let ((before, before_at), (after, after_at)) = (find(found, old)?, find(found, new)?);
        let (head, body) = pairs(&before.content, &after.content);
        let side = |revision: &Revision, at| RevisionSide {
            number: revision.number.0,
            at: When::of(at, site, now),
            href: format!("{path}/revisions/{}", revision.number),
            dateline: revision
                .content
                .dateline
                .as_ref()
                .map(|line| line.write(&revision.content.language, DatelineStyle::Full)),
        };
        let numbers = [("old", i18n::Arg::Number(old.0.into())), ("new", i18n::Arg::Number(new.0.into()))];
        let title = i18n::message(site.locale(), "what-changed-between", &numbers);
        let mut frame = Frame::of(site, format!("{title}: {}", after.content.headline)).unlisted();
        frame.canonical = Some(format!("{}{path}", web.options.public_url));
        let style = site.edition().number_style;
        let is_next = old.next() == new;
        let advisory = if is_next {
            after.advisory.clone()
        } else {
            let changes = compare(&before.content, &after.content).changes(after.kind);
            story::advisory::write(&changes, style, &after.content.language)
        };
        let view = ComparisonPage {
            title,
            story_lang: after.content.language.to_string(),
            story_dir: after.content.language.direction().as_str(),
            advisory,
            old: side(before, before_at),
            new: side(after, after_at),
            head,
            body,
            present: path.to_owned(),
            frame,
        };
        let html = web.theme.render("site/comparison.html", site.locale(), view)?;
        Ok(Rendered { served: Served::html(html), tags: vec![Tag::Story(found.item.story)], until: None })
    })
    .await
}
