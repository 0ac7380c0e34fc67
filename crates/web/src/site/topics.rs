//! The pages of topics: what crosses sections and editions.

use axum::extract::{Path, Query};
use axum::response::Response;
use serde::Serialize;
use story::{PublicSequence, Topic, TopicSlug};

use crate::ask::Ask;
use crate::edition::Site;
use crate::fault::Fault;
use crate::pages::{Rendered, Tag};
use crate::served::Served;
use crate::site::directory::Directory;
use crate::site::frame::{Alternate, Frame, Link};
use crate::site::lists::Before;
use crate::site::view::Card;
use crate::site::{dossiers, json_ld};

#[derive(Serialize)]
struct TopicPage {
    frame: Frame,
    title: String,
    about: String,
    is_closed: bool,
    dossier: Option<Link>,
    /// Wider topics of the house.
    above: Vec<Link>,
    cards: Vec<Card>,
    next: Option<String>,
    first: Option<String>,
    newsfeed: Vec<Card>,
    head: u64,
    json_ld: String,
}

/// A topic as a link.
pub fn link(topic: &Topic, site: &Site) -> Link {
    Link {
        href: site.path(&format!("/topics/{}", topic.slug)),
        name: topic.title(&site.edition().language),
        is_here: false,
    }
}

/// The topics above one, the widest first.
fn above(topic: &Topic, site: &Site) -> Vec<Link> {
    let path = topic.media_topic().map(|it| it.path()).unwrap_or_default();
    let wider = path.iter().filter_map(|it| {
        let subject = it.qcode();
        site.house().topics.iter().find(|other| other.subject == subject && other.slug != topic.slug)
    });
    wider.map(|other| link(other, site)).collect()
}

/// A topic in an edition.
pub async fn topic(ask: Ask, Path(slug): Path<String>, Query(at): Query<Before>) -> Result<Response, Fault> {
    let slug: TopicSlug = slug.parse().map_err(|_| Fault::NotFound)?;
    ask.page(async {
        let (web, site) = (&ask.web, &ask.site);
        let (edition, public_url) = (site.edition(), &web.options.public_url);
        let page = web.agency.topic(&edition.slug, &slug, at.before.map(PublicSequence)).await?;
        let newsfeed = web.agency.newsfeed(&edition.slug, None, 12).await?;
        let topic = &page.topic;
        let mut tags = vec![
            Tag::Topic(edition.slug.clone(), topic.subject.clone()),
            Tag::Newsfeed(edition.slug.clone()),
        ];
        tags.extend(page.items.iter().chain(&newsfeed).map(|item| Tag::Story(item.story)));
        let below = format!("/topics/{slug}");
        let (title, about) = (topic.title(&edition.language), topic.about(&edition.language));
        let mut frame = Frame::of(site, title.clone()).at(site, public_url, &below);
        frame.feed = site.path(&format!("{below}/feed"));
        frame = frame.subscribe(&format!("topic&value={slug}"));
        if !about.is_empty() {
            frame.description = about.to_owned();
        }
        frame.has_newsfeed = true;
        frame.is_listed = at.before.is_none();
        if site.house().editions.len() > 1 {
            frame.alternates = site
                .all()
                .map(|other| Alternate {
                    lang: other.edition().language.to_string(),
                    href: other.address(public_url, &below),
                })
                .collect();
        }
        let paths = page.items.iter().map(|item| (item, web.agency.story_path(item))).collect::<Vec<_>>();
        let view = TopicPage {
            about: about.to_owned(),
            is_closed: topic.is_closed,
            dossier: dossiers::of_topic(topic, site),
            above: above(topic, site),
            cards: Card::all(&page.items, site, web),
            next: page.next.map(|next| format!("{}?before={next}", site.path(&below))),
            first: at.before.map(|_| site.path(&below)),
            newsfeed: Card::all(&newsfeed, site, web),
            head: web.agency.public_head()?.0,
            json_ld: json_ld::collection(topic, &paths, site, public_url),
            title,
            frame,
        };
        let html = web.theme.render("site/topic.html", site.locale(), view)?;
        Ok(Rendered { served: Served::html(html), tags, until: None })
    })
    .await
}

/// All topics by their names.
pub async fn all(ask: Ask) -> Result<Response, Fault> {
    let directory = Directory {
        at: "/topics",
        words: ["topics", "topics-about", "topics-none", "topics-closed"],
        entry: |topic, site, is_closed| (topic.is_closed == is_closed).then(|| link(topic, site)),
    };
    directory.page(&ask).await
}
