//! The feeds: of an edition, a section, a topic, an author, the corrections, what a search finds. Each names the house's own hub.

use axum::extract::{Path, Query};
use axum::http::header;
use axum::response::Response;
use formats::{Document, Format, Head, Subject};
use newsroom::views::{AtAddress, Item};
use newsroom::{SearchOrder, Sought};
use serde::Deserialize;
use story::{SectionSlug, ShortId, TopicSlug, numbered_headline};

use crate::Web;
use crate::ask::Ask;
use crate::edition::Site;
use crate::fault::Fault;
use crate::pages::{Rendered, Tag};
use crate::served::{Keep, Served};
use crate::site::picture;

/// How many stories a feed has.
const FEED: usize = 50;

/// What a feed is of.
enum Of {
    Edition,
    Section(SectionSlug),
    Topic(TopicSlug),
    Author(String),
    Corrections,
    Search(String),
    Story(ShortId),
}

/// The format that a feed's last word names.
fn format_of(file: &str) -> Result<Format, Fault> {
    match file {
        "feed.rss" => Ok(Format::Rss),
        "feed.atom" => Ok(Format::Atom),
        "feed.json" => Ok(Format::JsonFeed),
        _ => Err(Fault::NotFound),
    }
}

/// RSS of an edition.
pub async fn rss(ask: Ask) -> Result<Response, Fault> {
    feed(ask, Of::Edition, Format::Rss).await
}

/// Atom of an edition.
pub async fn atom(ask: Ask) -> Result<Response, Fault> {
    feed(ask, Of::Edition, Format::Atom).await
}

/// JSON Feed of an edition.
pub async fn json(ask: Ask) -> Result<Response, Fault> {
    feed(ask, Of::Edition, Format::JsonFeed).await
}

fn section_of(section: &str) -> Result<Of, Fault> {
    Ok(Of::Section(section.parse().map_err(|_| Fault::NotFound)?))
}

/// RSS of a section.
pub async fn section_rss(ask: Ask, Path(section): Path<String>) -> Result<Response, Fault> {
    feed(ask, section_of(&section)?, Format::Rss).await
}

/// Atom of a section.
pub async fn section_atom(ask: Ask, Path(section): Path<String>) -> Result<Response, Fault> {
    feed(ask, section_of(&section)?, Format::Atom).await
}

/// JSON Feed of a section.
pub async fn section_json(ask: Ask, Path(section): Path<String>) -> Result<Response, Fault> {
    feed(ask, section_of(&section)?, Format::JsonFeed).await
}

/// The feeds of a topic.
pub async fn topic(ask: Ask, Path((topic, file)): Path<(String, String)>) -> Result<Response, Fault> {
    let topic = topic.parse().map_err(|_| Fault::NotFound)?;
    feed(ask, Of::Topic(topic), format_of(&file)?).await
}

/// The feeds of an author.
pub async fn author(ask: Ask, Path((author, file)): Path<(String, String)>) -> Result<Response, Fault> {
    feed(ask, Of::Author(author), format_of(&file)?).await
}

/// The feeds of the corrections.
pub async fn corrections(ask: Ask, Path(file): Path<String>) -> Result<Response, Fault> {
    feed(ask, Of::Corrections, format_of(&file)?).await
}

/// The feeds of one story: its present revision, for whoever wants to hear of each change.
pub async fn story(
    ask: Ask,
    Path((.., last, file)): Path<(String, String, String, String, String, String)>,
) -> Result<Response, Fault> {
    let short = last.rsplit('-').next().unwrap_or_default().parse().map_err(|_| Fault::NotFound)?;
    feed(ask, Of::Story(short), format_of(&file)?).await
}

/// What is sought.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    q: String,
}

/// The feeds of what a search finds, the newest first.
pub async fn search(
    ask: Ask,
    Path(file): Path<String>,
    Query(sought): Query<Asked>,
) -> Result<Response, Fault> {
    let words: String = sought.q.trim().chars().take(100).collect();
    if words.is_empty() {
        return Err(Fault::NotFound);
    }
    feed(ask, Of::Search(words), format_of(&file)?).await
}

/// Title, description, path below the edition, stories, and what drops the page.
type Contents = (String, String, String, Vec<Item>, Tag);

async fn contents(ask: &Ask, of: &Of) -> Result<Contents, Fault> {
    let (agency, edition) = (&ask.web.agency, ask.site.edition());
    let slug = &edition.slug;
    let newsfeed = || Tag::Newsfeed(slug.clone());
    let titled = |rest: &str| format!("{}: {rest}", edition.name);
    Ok(match of {
        Of::Edition => {
            let items = agency.newsfeed(slug, None, FEED).await?;
            (edition.name.clone(), edition.description.clone(), "/".to_owned(), items, newsfeed())
        }
        Of::Section(section) => {
            let page = agency.section(slug, section, None).await?;
            let tag = Tag::Section(slug.clone(), section.clone());
            (titled(&page.section.name), page.section.description, format!("/{section}"), page.items, tag)
        }
        Of::Topic(slug) => {
            let page = agency.topic(&edition.slug, slug, None).await?;
            let (name, about) = (page.topic.title(&edition.language), page.topic.about(&edition.language));
            let tag = Tag::Topic(edition.slug.clone(), page.topic.subject.clone());
            (titled(&name), about.to_owned(), format!("/topics/{slug}"), page.items, tag)
        }
        Of::Author(author) => {
            let (name, items) = agency.author(slug, author).await?.ok_or(Fault::NotFound)?;
            (titled(&name), edition.description.clone(), format!("/authors/{author}"), items, newsfeed())
        }
        Of::Corrections => {
            let items = agency.corrections(slug, FEED).await?;
            let word = i18n::message(ask.site.locale(), "corrections", &[]);
            let tag = Tag::Corrections(slug.clone());
            (titled(&word), edition.description.clone(), "/corrections".to_owned(), items, tag)
        }
        Of::Search(words) => {
            let order = SearchOrder::Newest;
            let sought = Sought { text: words, order, limit: FEED, after: None, counts: false };
            let mut items = agency.search(slug, sought).await?.items;
            items.sort_by_key(|item| std::cmp::Reverse(item.updated));
            (titled(words), edition.description.clone(), "/search".to_owned(), items, newsfeed())
        }
        Of::Story(short) => {
            let item = match agency.story(*short).await?.ok_or(Fault::NotFound)? {
                AtAddress::Story(found) => found.item,
                AtAddress::Held(notice) => return Err(Fault::Held(Box::new(notice))),
                AtAddress::Withdrawn(notice) => return Err(Fault::Withdrawn(Box::new(notice))),
            };
            let path = agency.story_path(&item);
            let below = path.strip_prefix(&ask.site.prefix()).ok_or(Fault::NotFound)?.to_owned();
            let title = titled(&item.revision.content.headline);
            let tag = Tag::Story(item.story);
            (title, edition.description.clone(), below, vec![item], tag)
        }
    })
}

async fn feed(ask: Ask, of: Of, form: Format) -> Result<Response, Fault> {
    ask.page(async {
        let (web, site) = (&ask.web, &ask.site);
        let edition = site.edition();
        let public_url = &web.options.public_url;
        let (title, description, below, items, tag) = contents(&ask, &of).await?;
        let ending = match form {
            Format::JsonFeed => "json",
            other => other.as_str(),
        };
        let query = match &of {
            Of::Search(words) => format!("?q={}", crate::site::query_value(words)),
            _ => String::new(),
        };
        let own = site.address(public_url, below.trim_end_matches('/'));
        let own = format!("{}/feed.{ending}{query}", own.trim_end_matches('/'));
        let hub = format!("{public_url}/websub");
        let links = format!("<{hub}>; rel=\"hub\", <{own}>; rel=\"self\"");
        let head = Head {
            title,
            description: Some(description),
            home: Some(format!("{}{query}", site.address(public_url, &below))),
            own: Some(own),
            hub: Some(hub),
            language: Some(edition.language.to_string()),
            updated: items.iter().map(|item| item.updated).max(),
            ..Head::default()
        };
        let stories = items.iter().map(|item| feed_item(item, site, web, public_url)).collect();
        let (bytes, _) = form.write(&Document { head, items: stories, ..Document::default() });
        let served =
            Served::new(form.media_type(), bytes, Keep::Revalidated).with_header(header::LINK, &links);
        let mut tags = vec![tag];
        tags.extend(items.iter().map(|item| Tag::Story(item.story)));
        Ok(Rendered { served, tags, until: None })
    })
    .await
}

fn feed_item(item: &Item, site: &Site, web: &Web, public_url: &str) -> formats::Item {
    let revision = &item.revision;
    let content = &revision.content;
    let edition = site.edition();
    // The lead stands above the text, as on the page.
    let lead = content.lead.as_ref().map(|lead| story::Paragraph {
        id: story::ParagraphId(0),
        role: story::Role::Note,
        text: lead.clone(),
    });
    let mut told = newsroom::items::of_item(item, site.house(), public_url, picture::row_of(content, web));
    told.title = numbered_headline(revision, edition.number_style);
    told.summary = content.summary().map(|text| text.as_plain().into_owned());
    told.body = lead.into_iter().chain(std::mem::take(&mut told.body)).collect();
    told.subjects.extend(content.keywords.iter().map(Subject::named));
    // What is for editors stays in the house.
    told.note = None;
    told
}
