//! A story's page and its earlier revisions.

use axum::extract::Path;
use axum::response::Response;
use newsroom::views::{AtAddress, PublicStory};
use serde::Serialize;
use story::{Placement, Revision, RevisionNumber, ShortId};

use crate::ask::Ask;
use crate::edition::Site;
use crate::fault::Fault;
use crate::layers::moved;
use crate::pages::{Rendered, Tag};
use crate::served::Served;
use crate::site::coverage::Coverage;
use crate::site::dossiers::{BoxView, midnight};
use crate::site::frame::{Alternate, Frame, Link};
use crate::site::view::{Card, CorrectionView, StoryView, Translation, When};
use crate::site::{comparison, embed, json_ld, picture, quotes, topics, view};

/// How many revisions stand below their story.
const SHOWN: usize = 10;

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
    /// Its entry in the public log.
    entry: Option<String>,
    is_shown: bool,
}

#[derive(Serialize)]
struct StoryPage {
    frame: Frame,
    story: StoryView,
    section: Option<Link>,
    /// The topics in which it stands.
    topics: Vec<Link>,
    /// Who is quoted in it.
    quoted: Vec<Link>,
    /// What their dossiers say in short.
    dossiers: Vec<BoxView>,
    published: When,
    updated: Option<When>,
    corrections: Vec<CorrectionView>,
    /// The last of them.
    revisions: Vec<RevisionLine>,
    /// Where all of them are, where there are more.
    all_revisions: Option<Link>,
    /// The entry of the revision that is shown in the public log.
    entry: Option<Link>,
    /// The posts, where it is a live coverage.
    coverage: Option<Coverage>,
    is_present: bool,
    number: u32,
    present: String,
    /// How many messages its discussion has, and whether that is open.
    discussed: u64,
    is_discussed: bool,
    /// Whether its room is live.
    is_live: bool,
    more: Vec<Card>,
    translations: Vec<Translation>,
    json_ld: String,
    /// The markup by which others take its card in, and where machines ask for it.
    embed: String,
    oembed: String,
    picture: Option<Shared>,
}

/// The picture that stands beside a link to the page elsewhere.
#[derive(Serialize)]
struct Shared {
    url: String,
    width: u32,
    height: u32,
}

/// What an address names: the date is only for people.
type Address = (String, String, String, String, String);

/// The story at `/{section}/{yyyy}/{mm}/{dd}/{slug}-{short id}`.
pub async fn story(ask: Ask, Path((.., last)): Path<Address>) -> Result<Response, Fault> {
    show(&ask, &last, None).await
}

/// An earlier revision at `…/revisions/N`, all of them at `…/revisions/all`, or the comparison of two at `…/revisions/A..B`.
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
        Some(Err("compare")) => comparison::chosen(ask, &path),
        Some(Err("all")) => all(ask, &found, &path).await,
        Some(Err(number)) => page(ask, &found, number.parse().map_err(|_| Fault::NotFound)?, &path).await,
        Some(Ok((old, new))) => {
            let pair = (old.parse().map_err(|_| Fault::NotFound)?, new.parse().map_err(|_| Fault::NotFound)?);
            comparison::page(ask, &found, pair, &path).await
        }
    }
}

/// What changed since an earlier revision, in a few words: a part for the page of a reader who comes back.
pub async fn since(
    ask: Ask,
    Path((_, _, _, _, last, number)): Path<(String, String, String, String, String, u32)>,
) -> Result<Response, Fault> {
    let short: ShortId = last.rsplit('-').next().unwrap_or_default().parse().map_err(|_| Fault::NotFound)?;
    match ask.web.agency.story(short).await? {
        Some(AtAddress::Story(found)) => comparison::since(&ask, &found, RevisionNumber(number)).await,
        _ => Err(Fault::NotFound),
    }
}

/// A public revision, and when it became so.
pub fn find(story: &PublicStory, number: RevisionNumber) -> Result<(&Revision, jiff::Timestamp), Fault> {
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
        let mut frame = Frame::of(site, view::headline(revision, site.edition()));
        if let Some(home) = found.item.home() {
            frame = frame.in_section(site, &home.section);
        }
        frame.canonical = Some(format!("{public_url}{path}"));
        frame.is_listed = is_present;
        frame.alternates = alternates(found, site, public_url, path);
        if let Some(summary) = revision.content.summary() {
            frame.description = summary.as_plain().chars().take(300).collect();
        }
        let newsroom::DiscussionState { visible: discussed, is_open, closes_at, live_until } =
            web.agency.discussion_state(&found.item)?;
        let coverage = Coverage::of(found, revision, site, now);
        let (dossiers, told) = match is_present {
            true => BoxView::of(&revision.content, site, web).await?,
            false => Default::default(),
        };
        // Where days are counted, the page says something else tomorrow.
        let counted_anew = if dossiers.is_empty() { None } else { midnight(site, web) };
        let media = picture::row_of(&revision.content, web);
        let view = StoryPage {
            discussed,
            is_live: is_open && now < live_until,
            is_discussed: is_present && (is_open || discussed > 0),
            story: StoryView::of(revision, site, web).with_advisory(revision),
            section: found.item.home().and_then(|home| section_link(home, site)),
            topics: site
                .house()
                .topics_of(&revision.content)
                .into_iter()
                .map(|it| topics::link(it, site))
                .collect(),
            quoted: quotes::links(&revision.content, site),
            dossiers,
            published: When::of(found.item.first_public, site, now),
            updated: if found.revisions.len() > 1 {
                Some(When::of(found.item.updated, site, now))
            } else {
                None
            },
            corrections: corrections(found, number, site, now),
            revisions: lines(found, number, site, now, path, SHOWN),
            all_revisions: (found.revisions.len() > SHOWN).then(|| Link {
                href: format!("{path}/revisions/all"),
                name: i18n::number(site.locale(), i64::try_from(found.revisions.len()).unwrap_or(i64::MAX)),
                is_here: false,
            }),
            entry: found.places.get(&number).map(|at| Link {
                href: site.path(&format!("/log/{at}")),
                name: i18n::number(site.locale(), i64::try_from(at.0).unwrap_or(i64::MAX)),
                is_here: false,
            }),
            is_present,
            number: number.0,
            present: path.to_owned(),
            more: Card::all(&found.more, site, web),
            translations: found.translations.iter().map(|item| Translation::of(item, site)).collect(),
            embed: embed::markup(ask, &found.item),
            oembed: format!(
                "{}?url={}",
                site.address(public_url, "/oembed"),
                crate::site::query_value(&format!("{public_url}{path}"))
            ),
            json_ld: json_ld::news_article(
                found,
                revision,
                media.as_ref(),
                site,
                (public_url, path),
                coverage.as_ref(),
            ),
            picture: media.map(|row| Shared {
                url: format!("{public_url}/media/{}", row.id),
                width: row.width,
                height: row.height,
            }),
            coverage,
            frame,
        };
        let html = web.theme.render("site/story.html", site.locale(), view)?;
        let mut tags = vec![Tag::Story(found.item.story), Tag::Discussion(found.item.story)];
        tags.extend(told);
        tags.extend(found.more.iter().chain(&found.translations).map(|item| Tag::Story(item.story)));
        Ok(Rendered {
            served: Served::html(html),
            tags,
            until: closes_at.into_iter().chain(counted_anew).chain([live_until]).filter(|at| *at > now).min(),
        })
    })
    .await
}

#[derive(Serialize)]
struct RevisionsPage {
    frame: Frame,
    story: StoryView,
    present: String,
    revisions: Vec<RevisionLine>,
}

/// The list of all revisions of a story.
async fn all(ask: &Ask, found: &PublicStory, path: &str) -> Result<Response, Fault> {
    ask.page(async {
        let (web, site) = (&ask.web, &ask.site);
        let revision = &found.item.revision;
        let mut frame = Frame::of(site, view::headline(revision, site.edition())).unlisted();
        frame.canonical = Some(format!("{}{path}", web.options.public_url));
        let view = RevisionsPage {
            story: StoryView::of(revision, site, web),
            present: path.to_owned(),
            revisions: lines(found, revision.number, site, web.now(), path, usize::MAX),
            frame,
        };
        let html = web.theme.render("site/revisions.html", site.locale(), view)?;
        Ok(Rendered { served: Served::html(html), tags: vec![Tag::Story(found.item.story)], until: None })
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
    most: usize,
) -> Vec<RevisionLine> {
    let mut lines = Vec::new();
    let skipped = found.revisions.len().saturating_sub(most);
    let mut before = skipped.checked_sub(1).and_then(|at| found.revisions.get(at)).map(|it| it.number);
    for (revision, at) in found.revisions.iter().zip(&found.public_at).skip(skipped) {
        let is_last = revision.number == found.item.revision.number;
        lines.push(RevisionLine {
            number: revision.number.0,
            kind: revision.kind.as_str(),
            headline: revision.content.headline.clone(),
            advisory: revision.advisory.clone(),
            at: When::of(*at, site, now),
            href: if is_last { path.to_owned() } else { format!("{path}/revisions/{}", revision.number) },
            compare: before.map(|before| format!("{path}/revisions/{before}..{}", revision.number)),
            entry: found.places.get(&revision.number).map(|at| site.path(&format!("/log/{at}"))),
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
