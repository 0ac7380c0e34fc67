//! What machines read beside feeds: sitemaps, robots, manifest.

use axum::response::Response;
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use serde_json::json;

use crate::ask::Ask;
use crate::fault::Fault;
use crate::pages::{Rendered, Tag};
use crate::served::{Keep, Served};

#[derive(Serialize)]
struct Sitemap {
    entries: Vec<SitemapEntry>,
    name: String,
    lang: String,
}

#[derive(Serialize)]
struct SitemapEntry {
    url: String,
    updated: String,
    published: String,
    title: String,
    lang: String,
}

async fn sitemap_of(
    ask: Ask,
    since: Option<SignedDuration>,
    limit: usize,
    template: &'static str,
) -> Result<Response, Fault> {
    ask.page(async {
        let (web, site) = (&ask.web, &ask.site);
        let edition = site.edition();
        let now = web.now();
        let from = since.map_or(Timestamp::UNIX_EPOCH, |since| now - since);
        let items = web.agency.recent(&edition.slug, from, limit).await?;
        let entries = items
            .iter()
            .map(|item| SitemapEntry {
                url: format!("{}{}", web.options.public_url, web.agency.story_path(item)),
                updated: item.updated.to_string(),
                published: item.first_public.to_string(),
                title: item.revision.content.headline.clone(),
                lang: item.revision.content.language.to_string(),
            })
            .collect();
        let view =
            Sitemap { entries, name: edition.name.clone(), lang: edition.language.primary().to_owned() };
        let xml = web.theme.render(template, site.locale(), view)?;
        let served = Served::new("application/xml; charset=utf-8", xml, Keep::Revalidated);
        let until = since.map(|_| now + SignedDuration::from_mins(10));
        Ok(Rendered { served, tags: vec![Tag::Newsfeed(edition.slug.clone())], until })
    })
    .await
}

/// All public stories of an edition (sitemaps.org 0.9), the newest 50,000.
pub async fn sitemap(ask: Ask) -> Result<Response, Fault> {
    sitemap_of(ask, None, 50_000, "site/sitemap.xml").await
}

/// The stories of the last two days, at most 1,000 (Google News sitemap).
pub async fn news_sitemap(ask: Ask) -> Result<Response, Fault> {
    sitemap_of(ask, Some(SignedDuration::from_hours(48)), 1000, "site/news_sitemap.xml").await
}

/// What robots may read.
pub async fn robots(ask: Ask) -> Result<Response, Fault> {
    let url = &ask.web.options.public_url;
    let mut text = String::from("User-agent: *\nDisallow: /desk\nDisallow: /preview/\nDisallow: /claim/\n\n");
    for site in ask.site.all() {
        for name in ["sitemap.xml", "news-sitemap.xml"] {
            text.push_str(&format!("Sitemap: {}\n", site.address(url, &format!("/{name}"))));
        }
    }
    Ok(Served::new("text/plain; charset=utf-8", text, Keep::Revalidated).answer(&ask.method, &ask.headers))
}

/// The web app manifest (W3C Application Manifest).
pub async fn manifest(ask: Ask) -> Result<Response, Fault> {
    let site = &ask.site;
    let icon = ask.web.theme.assets().address("site/icon.svg").unwrap_or_default();
    let text = json!({
        "name": site.edition().name,
        "short_name": site.edition().name,
        "description": site.edition().description,
        "lang": site.edition().language,
        "dir": site.edition().language.direction().as_str(),
        "start_url": site.path("/"),
        "scope": "/",
        "display": "minimal-ui",
        "background_color": "#fdfcf9",
        "theme_color": "#fdfcf9",
        "icons": [{ "src": icon, "sizes": "any", "type": "image/svg+xml" }],
    });
    let served = Served::new("application/manifest+json", text.to_string(), Keep::Revalidated);
    Ok(served.answer(&ask.method, &ask.headers))
}
