//! Pages that stand: about, contact, policies; and the reader's own settings.

use axum::extract::Form;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};

use crate::ask::Ask;
use crate::fault::Fault;
use crate::pages::Rendered;
use crate::served::{Keep, Served};
use crate::site::frame::Frame;
use crate::site::view::{Block, blocks};

#[derive(Serialize)]
struct StandingPage {
    frame: Frame,
    title: String,
    blocks: Vec<Block>,
}

async fn standing(ask: Ask, name: &'static str) -> Result<Response, Fault> {
    ask.page(async {
        let (web, site) = (&ask.web, &ask.site);
        let edition = site.edition();
        let page = web.agency.page(&edition.slug, name).await?;
        let (title, copy) = page.unwrap_or_else(|| (i18n::message(site.locale(), name, &[]), String::new()));
        let (_, body, _) = formats::copy::read_body(&copy, &edition.language, edition.date_of(web.now()));
        let mut content = story::Content::new(edition.language.clone(), name, title.clone());
        content.body = body;
        let view = StandingPage {
            frame: Frame::of(site, title.clone()).at(site, &web.options.public_url, &format!("/{name}")),
            title,
            blocks: blocks(&content, edition.dateline_style),
        };
        let html = web.theme.render("site/standing.html", site.locale(), view)?;
        Ok(Rendered {
            served: Served::html(html),
            tags: Vec::new(),
            until: Some(web.now() + jiff::SignedDuration::from_mins(5)),
        })
    })
    .await
}

/// Who we are.
pub async fn about(ask: Ask) -> Result<Response, Fault> {
    standing(ask, "about").await
}

/// How to reach us.
pub async fn contact(ask: Ask) -> Result<Response, Fault> {
    standing(ask, "contact").await
}

/// How we correct.
pub async fn corrections_policy(ask: Ask) -> Result<Response, Fault> {
    standing(ask, "corrections-policy").await
}

/// What we know of readers.
pub async fn privacy(ask: Ask) -> Result<Response, Fault> {
    standing(ask, "privacy").await
}

/// The cookie in which a reader's settings stand, as `theme.size`.
const COOKIE: &str = "reader";
const THEMES: [&str; 3] = ["auto", "light", "dark"];
const SIZES: [(&str, &str); 4] = [("small", "0.92"), ("normal", "1"), ("large", "1.15"), ("largest", "1.35")];

/// What a reader chose.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Chosen {
    theme: String,
    size: String,
}

impl Chosen {
    fn of(headers: &HeaderMap) -> Chosen {
        let cookie = crate::session::cookie(headers, COOKIE).unwrap_or_default();
        let (theme, size) = cookie.split_once('.').unwrap_or_default();
        Chosen::checked(theme, size)
    }

    fn checked(theme: &str, size: &str) -> Chosen {
        let theme = THEMES.into_iter().find(|known| *known == theme).unwrap_or("auto");
        let size = SIZES.iter().find(|(known, _)| *known == size).map_or("normal", |(known, _)| known);
        Chosen { theme: theme.to_owned(), size: size.to_owned() }
    }
}

/// The style sheet of this reader: it stands at one address, so pages stay the same for all.
pub async fn reader_css(headers: HeaderMap) -> Response {
    let chosen = Chosen::of(&headers);
    let scale = SIZES.iter().find(|(name, _)| *name == chosen.size).map_or("1", |(_, scale)| scale);
    let scheme = if chosen.theme == "auto" { "light dark" } else { chosen.theme.as_str() };
    let css = format!(":root {{ color-scheme: {scheme}; --scale: {scale}; }}\n");
    let mut response = ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], css).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    response.headers_mut().insert(header::VARY, HeaderValue::from_static("Cookie"));
    response
}

#[derive(Serialize)]
struct SettingsPage {
    frame: Frame,
    chosen: Chosen,
    themes: [&'static str; 3],
    sizes: Vec<&'static str>,
    is_saved: bool,
}

/// The reader's settings.
pub async fn settings(ask: Ask) -> Result<Response, Fault> {
    let site = &ask.site;
    let title = i18n::message(site.locale(), "settings", &[]);
    let view = SettingsPage {
        frame: Frame::of(site, title).unlisted(),
        chosen: Chosen::of(&ask.headers),
        themes: THEMES,
        sizes: SIZES.iter().map(|(name, _)| *name).collect(),
        is_saved: ask.has_query("saved"),
    };
    let html = ask.web.theme.render("site/settings.html", site.locale(), view)?;
    Ok(Served::html(html).with_keep(Keep::Never).answer(&ask.method, &ask.headers))
}

/// Keeps the reader's settings in a cookie for a year.
pub async fn keep_settings(ask: Ask, Form(typed): Form<Chosen>) -> Response {
    let chosen = Chosen::checked(&typed.theme, &typed.size);
    let secure = if ask.web.options.is_secure() { "; Secure" } else { "" };
    let cookie = format!(
        "{COOKIE}={}.{}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly{secure}",
        chosen.theme, chosen.size
    );
    let to = format!("{}?saved", ask.site.path("/settings"));
    (StatusCode::SEE_OTHER, [(header::LOCATION, to), (header::SET_COOKIE, cookie)]).into_response()
}
