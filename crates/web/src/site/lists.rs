//! Pages that list stories: front, sections, newsfeed, corrections, authors.

use axum::extract::{Path, Query};
use axum::response::Response;
use newsroom::views::Item;
use serde::{Deserialize, Serialize};
use serde_json::json;
use story::{PublicSequence, SectionSlug};

use crate::ask::Ask;
use crate::fault::Fault;
use crate::pages::{Rendered, Tag};
use crate::served::{Keep, Served};
use crate::site::frame::{Frame, Link};
use crate::site::view::{Card, CorrectionView};

#[derive(Serialize)]
struct FrontPage {
    frame: Frame,
    lead: Option<Card>,
    top: Vec<Card>,
    sections: Vec<SectionPart>,
    newsfeed: Vec<Card>,
    breaking: Option<Card>,
    most_read: Vec<Card>,
    head: u64,
}

#[derive(Serialize)]
struct SectionPart {
    link: Link,
    cards: Vec<Card>,
}

/// The front page of an edition.
pub async fn front(ask: Ask) -> Result<Response, Fault> {
    ask.page(async {
        let (web, site) = (&ask.web, &ask.site);
        let edition = site.edition().slug.clone();
        let front = web.agency.front(&edition).await?;
        let most_read = web.agency.most_read(&edition, 5)?;
        let mut tags = vec![Tag::Front(edition.clone()), Tag::Newsfeed(edition), Tag::MostRead];
        let shown =
            front.lead.iter().chain(&front.top).chain(front.sections.iter().flat_map(|(_, items)| items));
        tags.extend(shown.chain(&front.newsfeed).chain(&most_read).map(|item| Tag::Story(item.story)));
        let until = front.breaking.as_ref().map(|item| item.updated + jiff::SignedDuration::from_hours(6));
        let frame = Frame::of(site, "").at(site, &web.options.public_url, "/");
        let frame = Frame { has_newsfeed: true, ..frame };
        let view = FrontPage {
            lead: front.lead.as_ref().map(|item| Card::of(item, site, web)),
            top: Card::all(&front.top, site, web),
            sections: front
                .sections
                .iter()
                .filter(|(_, items)| !items.is_empty())
                .map(|(section, items)| SectionPart {
                    link: Link {
                        href: site.path(&format!("/{}", section.slug)),
                        name: section.name.clone(),
                        is_here: false,
                    },
                    cards: Card::all(items, site, web),
                })
                .collect(),
            newsfeed: Card::all(&front.newsfeed, site, web),
            breaking: front.breaking.as_ref().map(|item| Card::of(item, site, web)),
            most_read: Card::all(&most_read, site, web),
            head: web.agency.public_head()?.0,
            frame,
        };
        let html = web.theme.render("site/front.html", site.locale(), view)?;
        Ok(Rendered { served: Served::html(html), tags, until })
    })
    .await
}

#[derive(Serialize)]
struct ListPage {
    frame: Frame,
    title: String,
    about: String,
    cards: Vec<Card>,
    next: Option<String>,
    first: Option<String>,
    newsfeed: Vec<Card>,
    head: u64,
}

/// Where a list goes on.
#[derive(Debug, Deserialize)]
pub struct Before {
    pub before: Option<u64>,
}

/// A section of an edition.
pub async fn section(
    ask: Ask,
    Path(slug): Path<String>,
    Query(at): Query<Before>,
) -> Result<Response, Fault> {
    let slug: SectionSlug = slug.parse().map_err(|_| Fault::NotFound)?;
    ask.page(async {
        let (web, site) = (&ask.web, &ask.site);
        let edition = site.edition().slug.clone();
        let page = web.agency.section(&edition, &slug, at.before.map(PublicSequence)).await?;
        let newsfeed = web.agency.newsfeed(&edition, None, 12).await?;
        let mut tags = vec![Tag::Section(edition.clone(), slug.clone()), Tag::Newsfeed(edition)];
        tags.extend(page.items.iter().chain(&newsfeed).map(|item| Tag::Story(item.story)));
        let below = format!("/{slug}");
        let frame = Frame::of(site, page.section.name.clone()).in_section(site, &slug);
        let mut frame = frame.at(site, &web.options.public_url, &below);
        frame.description = page.section.description.clone();
        frame.has_newsfeed = true;
        frame.is_listed = at.before.is_none();
        let view = ListPage {
            title: page.section.name.clone(),
            about: page.section.description.clone(),
            cards: Card::all(&page.items, site, web),
            next: page.next.map(|next| format!("{}?before={next}", site.path(&below))),
            first: at.before.map(|_| site.path(&below)),
            newsfeed: Card::all(&newsfeed, site, web),
            head: web.agency.public_head()?.0,
            frame,
        };
        let html = web.theme.render("site/section.html", site.locale(), view)?;
        Ok(Rendered { served: Served::html(html), tags, until: None })
    })
    .await
}

/// The newsfeed on a page of its own.
pub async fn newsfeed(ask: Ask, Query(at): Query<Before>) -> Result<Response, Fault> {
    ask.page(async {
        let (web, site) = (&ask.web, &ask.site);
        let edition = site.edition().slug.clone();
        let items = web.agency.newsfeed(&edition, at.before.map(PublicSequence), 50).await?;
        let mut tags = vec![Tag::Newsfeed(edition)];
        tags.extend(items.iter().map(|item| Tag::Story(item.story)));
        let title = i18n::message(site.locale(), "newsfeed", &[]);
        let frame = Frame::of(site, title.clone()).at(site, &web.options.public_url, "/newsfeed");
        let frame = Frame { has_newsfeed: true, is_listed: at.before.is_none(), ..frame };
        let last = items.last().filter(|_| items.len() == 50);
        let view = ListPage {
            title,
            about: String::new(),
            cards: Card::all(&items, site, web),
            next: last.map(|item| format!("{}?before={}", site.path("/newsfeed"), item.sequence)),
            first: at.before.map(|_| site.path("/newsfeed")),
            newsfeed: Vec::new(),
            head: web.agency.public_head()?.0,
            frame,
        };
        let html = web.theme.render("site/newsfeed.html", site.locale(), view)?;
        Ok(Rendered { served: Served::html(html), tags, until: None })
    })
    .await
}

/// Since which place to count.
#[derive(Debug, Deserialize)]
pub struct After {
    after: u64,
}

/// How many public moves there were since a place: `{"count": 3, "head": 812}`.
pub async fn newsfeed_count(ask: Ask, Query(since): Query<After>) -> Result<Response, Fault> {
    let edition = &ask.site.edition().slug;
    let count = ask.web.agency.newsfeed_count(edition, PublicSequence(since.after)).await?;
    let head = ask.web.agency.public_head()?;
    let body = json!({ "count": count, "head": head }).to_string();
    Ok(Served::new("application/json", body, Keep::Never).answer(&ask.method, &ask.headers))
}

/// The newest moves as a fragment: what a page that does not carry the newsfeed fills its panel with.
pub async fn newsfeed_panel(ask: Ask) -> Result<Response, Fault> {
    ask.page(async {
        let (web, site) = (&ask.web, &ask.site);
        let edition = site.edition().slug.clone();
        let items = web.agency.newsfeed(&edition, None, 20).await?;
        let mut tags = vec![Tag::Newsfeed(edition)];
        tags.extend(items.iter().map(|item| Tag::Story(item.story)));
        #[derive(Serialize)]
        struct Panel {
            cards: Vec<Card>,
        }
        let view = Panel { cards: Card::all(&items, site, web) };
        let html = web.theme.render("site/newsfeed_items.html", site.locale(), view)?;
        Ok(Rendered { served: Served::html(html), tags, until: None })
    })
    .await
}

#[derive(Serialize)]
struct CorrectionsPage {
    frame: Frame,
    corrections: Vec<CorrectedView>,
}

#[derive(Serialize)]
struct CorrectedView {
    card: Card,
    correction: CorrectionView,
}

/// What an edition got wrong, and when it put it right.
pub async fn corrections(ask: Ask) -> Result<Response, Fault> {
    ask.page(async {
        let (web, site) = (&ask.web, &ask.site);
        let edition = site.edition().slug.clone();
        let items = web.agency.corrections(&edition, 100).await?;
        let mut tags = vec![Tag::Corrections(edition)];
        tags.extend(items.iter().map(|item| Tag::Story(item.story)));
        let title = i18n::message(site.locale(), "corrections", &[]);
        let frame =
            Frame::of(site, title).at(site, &web.options.public_url, "/corrections").subscribe("corrections");
        let now = web.now();
        let corrected = |item: &Item| {
            let correction = CorrectionView::of(&item.revision, item.revision.sent_at, site, now)?;
            Some(CorrectedView { card: Card::of(item, site, web), correction })
        };
        let view = CorrectionsPage { corrections: items.iter().filter_map(corrected).collect(), frame };
        let html = web.theme.render("site/corrections.html", site.locale(), view)?;
        Ok(Rendered { served: Served::html(html), tags, until: None })
    })
    .await
}

#[derive(Serialize)]
struct MostReadPage {
    frame: Frame,
    cards: Vec<Card>,
}

/// What was read most in the last day.
pub async fn most_read(ask: Ask) -> Result<Response, Fault> {
    ask.page(async {
        let (web, site) = (&ask.web, &ask.site);
        let items = web.agency.most_read(&site.edition().slug, 20)?;
        let mut tags = vec![Tag::MostRead];
        tags.extend(items.iter().map(|item| Tag::Story(item.story)));
        let title = i18n::message(site.locale(), "most-read", &[]);
        let frame = Frame::of(site, title).at(site, &web.options.public_url, "/most-read");
        let view = MostReadPage { cards: Card::all(&items, site, web), frame };
        let html = web.theme.render("site/most_read.html", site.locale(), view)?;
        // The hour moves on although nothing is read.
        let until = Some(web.now() + jiff::SignedDuration::from_mins(10));
        Ok(Rendered { served: Served::html(html), tags, until })
    })
    .await
}

/// The stories under one byline.
pub async fn author(ask: Ask, Path(slug): Path<String>) -> Result<Response, Fault> {
    ask.page(async {
        let (web, site) = (&ask.web, &ask.site);
        let edition = site.edition().slug.clone();
        let (name, items) = web.agency.author(&edition, &slug).await?.ok_or(Fault::NotFound)?;
        let mut tags = vec![Tag::Newsfeed(edition)];
        tags.extend(items.iter().map(|item| Tag::Story(item.story)));
        let title = i18n::message(site.locale(), "stories-by", &[("name", i18n::Arg::Text(&name))]);
        let frame = Frame::of(site, title.clone())
            .at(site, &web.options.public_url, &format!("/authors/{slug}"))
            .subscribe(&format!("author&value={slug}"));
        let view = ListPage {
            title,
            about: String::new(),
            cards: Card::all(&items, site, web),
            next: None,
            first: None,
            newsfeed: Vec::new(),
            head: 0,
            frame,
        };
        let html = web.theme.render("site/author.html", site.locale(), view)?;
        Ok(Rendered { served: Served::html(html), tags, until: None })
    })
    .await
}
