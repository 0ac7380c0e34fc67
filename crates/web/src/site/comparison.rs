//! What changed between two revisions of a story: side by side, and in a few words.

use axum::response::{IntoResponse as _, Redirect, Response};
use newsroom::views::PublicStory;
use serde::Serialize;
use story::compare::{Class, RunKind, compare};
use story::{DatelineStyle, Kind, Revision, RevisionNumber};

use crate::ask::Ask;
use crate::edition::Site;
use crate::fault::Fault;
use crate::pages::{Rendered, Tag};
use crate::served::Served;
use crate::site::frame::Frame;
use crate::site::story::find;
use crate::site::view::When;

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

/// A revision that can be chosen.
#[derive(Serialize)]
struct Choice {
    number: u32,
    kind: &'static str,
}

#[derive(Serialize)]
struct ComparisonPage {
    choices: Vec<Choice>,
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

/// The two revisions chosen in the form lead to their comparison.
pub fn chosen(ask: &Ask, path: &str) -> Result<Response, Fault> {
    let number = |name: &str| -> Option<u32> {
        let parts = ask.query.split('&').filter_map(|part| part.split_once('='));
        parts.filter(|(key, _)| *key == name).find_map(|(_, value)| value.parse().ok())
    };
    let (one, other) = number("old").zip(number("new")).ok_or(Fault::NotFound)?;
    let to = if one == other {
        format!("{path}/revisions/{one}")
    } else {
        format!("{path}/revisions/{}..{}", one.min(other), one.max(other))
    };
    Ok(Redirect::to(&to).into_response())
}

/// The line that tells what changed from one revision to a later one: the same as it was sent where they follow each
/// other, else derived in the same way, as a correction where one in between was.
fn line(found: &PublicStory, before: &Revision, after: &Revision, site: &Site) -> Option<String> {
    if before.number.next() == after.number {
        return after.advisory.clone();
    }
    let mut between =
        found.revisions.iter().filter(|each| each.number > before.number && each.number <= after.number);
    let kind = if between.any(|it| it.corrects()) { Kind::Correction } else { Kind::Update };
    let changes = compare(&before.content, &after.content).changes(kind);
    story::advisory::write(&changes, site.edition().number_style, &after.content.language)
}

#[derive(Serialize)]
struct Since {
    count: usize,
    advisory: Option<String>,
    lang: String,
    dir: &'static str,
    href: String,
}

/// How many changes there were since a revision, the line that tells them, and where they stand side by side.
pub async fn since(ask: &Ask, found: &PublicStory, number: RevisionNumber) -> Result<Response, Fault> {
    let (before, _) = find(found, number)?;
    let present = &found.item.revision;
    if before.number >= present.number {
        return Err(Fault::NotFound);
    }
    ask.page(async {
        let path = ask.web.agency.story_path(&found.item);
        let view = Since {
            count: found.revisions.iter().filter(|revision| revision.number > before.number).count(),
            advisory: line(found, before, present, &ask.site),
            lang: present.content.language.to_string(),
            dir: present.content.language.direction().as_str(),
            href: format!("{path}/revisions/{}..{}", before.number, present.number),
        };
        let html = ask.web.theme.render("site/since.html", ask.site.locale(), view)?;
        Ok(Rendered { served: Served::html(html), tags: vec![Tag::Story(found.item.story)], until: None })
    })
    .await
}

/// Two revisions side by side, at `…/revisions/A..B`.
pub async fn page(
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
        let view = ComparisonPage {
            title,
            story_lang: after.content.language.to_string(),
            story_dir: after.content.language.direction().as_str(),
            advisory: line(found, before, after, site),
            choices: found
                .revisions
                .iter()
                .map(|revision| Choice { number: revision.number.0, kind: revision.kind.as_str() })
                .collect(),
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
