//! Who said what: the last of it, somebody's page, and a search.

use axum::extract::{Path, Query};
use axum::response::Response;
use jiff::Timestamp;
use newsroom::{LastSaid, SaidIn, person_slug};
use serde::{Deserialize, Serialize};
use story::Content;

use crate::Web;
use crate::ask::Ask;
use crate::edition::Site;
use crate::fault::Fault;
use crate::served::Served;
use crate::site::frame::{Frame, Link};
use crate::site::query_value;
use crate::site::view::When;

/// What is asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// Words of a quotation.
    q: String,
    /// Behind what the page begins: when that ran in microseconds since 1970, its story, its place there.
    before: Option<String>,
}

impl Asked {
    fn behind(&self) -> Result<Option<LastSaid>, Fault> {
        let read = |text: &str| {
            let mut parts = text.split('_');
            let ran_at = Timestamp::from_microsecond(parts.next()?.parse().ok()?).ok()?;
            let (story, place) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
            Some(LastSaid { ran_at, story, place })
        };
        self.before.as_deref().map(|text| read(text).ok_or(Fault::NotFound)).transpose()
    }
}

/// Where the next page begins.
fn onward(path: &str, last: LastSaid) -> String {
    format!("{path}?before={}_{}_{}", last.ran_at.as_microsecond(), last.story, last.place)
}

#[derive(Serialize)]
struct QuoteView {
    words: String,
    lang: String,
    dir: &'static str,
    name: String,
    href: Option<String>,
    title: String,
    at: When,
    headline: String,
    story: String,
}

impl QuoteView {
    fn of(it: SaidIn, site: &Site, web: &Web) -> QuoteView {
        let content = &it.item.revision.content;
        QuoteView {
            lang: content.language.to_string(),
            dir: content.language.direction().as_str(),
            headline: content.headline.clone(),
            story: format!("{}#p{}", web.agency.story_path(&it.item), it.quotation.paragraph),
            at: When::of(it.quotation.ran_at, site, web.now()),
            href: Some(&it.quotation.person)
                .filter(|person| !person.is_empty())
                .map(|person| site.path(&format!("/quotes/{person}"))),
            name: it.quotation.name,
            title: it.quotation.title,
            words: it.quotation.words,
        }
    }

    fn all(said: Vec<SaidIn>, site: &Site, web: &Web) -> Vec<QuoteView> {
        said.into_iter().map(|it| QuoteView::of(it, site, web)).collect()
    }
}

#[derive(Serialize)]
struct QuotesPage {
    frame: Frame,
    title: String,
    about: String,
    /// Whether it is somebody's page.
    is_person: bool,
    q: String,
    quotes: Vec<QuoteView>,
    next: Option<String>,
    first: Option<String>,
}

/// What was said last, or what a search finds.
pub async fn page(ask: Ask, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    let (web, site) = (&ask.web, &ask.site);
    let edition = &site.edition().slug;
    let (said, next) = match asked.q.trim() {
        "" => {
            let page = web.agency.last_said(edition, asked.behind()?).await?;
            (page.said, page.next)
        }
        q => (web.agency.said_with(edition, q).await?, None),
    };
    let title = i18n::message(site.locale(), "quotes", &[]);
    let mut frame = Frame::of(site, title.clone()).at(site, &web.options.public_url, "/quotes");
    frame.is_listed = asked.before.is_none() && asked.q.is_empty();
    let view = QuotesPage {
        about: i18n::message(site.locale(), "quotes-about", &[]),
        is_person: false,
        next: next.map(|last| onward(&site.path("/quotes"), last)),
        first: asked.before.map(|_| site.path("/quotes")),
        quotes: QuoteView::all(said, site, web),
        q: asked.q,
        title,
        frame,
    };
    let html = web.theme.render("site/quotes.html", site.locale(), view)?;
    Ok(Served::html(html).answer(&ask.method, &ask.headers))
}

/// What somebody said.
pub async fn person(
    ask: Ask,
    Path(person): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let (web, site) = (&ask.web, &ask.site);
    let page = web.agency.said_by(&site.edition().slug, &person, asked.behind()?).await?;
    let title = page.said.first().map(|it| it.quotation.name.clone()).unwrap_or_default();
    let below = format!("/quotes/{}", query_value(&person));
    let mut frame = Frame::of(site, title.clone()).at(site, &web.options.public_url, &below);
    frame.is_listed = asked.before.is_none();
    let view = QuotesPage {
        about: i18n::message(site.locale(), "quotes-by", &[("name", i18n::Arg::Text(&title))]),
        is_person: true,
        q: String::new(),
        next: page.next.map(|last| onward(&site.path(&below), last)),
        first: asked.before.map(|_| site.path(&below)),
        quotes: QuoteView::all(page.said, site, web),
        title,
        frame,
    };
    let html = web.theme.render("site/quotes.html", site.locale(), view)?;
    Ok(Served::html(html).answer(&ask.method, &ask.headers))
}

/// The pages of those who are quoted in a story, each once.
pub fn links(content: &Content, site: &Site) -> Vec<Link> {
    // A page has what was said in its edition's language.
    if content.language.primary() != site.edition().language.primary() {
        return Vec::new();
    }
    let mut all: Vec<Link> = Vec::new();
    for speaker in story::quotes::quotations(content).into_iter().filter_map(|it| it.speaker) {
        let slug = person_slug(&speaker.name);
        let href = site.path(&format!("/quotes/{slug}"));
        if !slug.is_empty() && all.iter().all(|link| link.href != href) {
            all.push(Link { href, name: speaker.name, is_here: false });
        }
    }
    all
}
