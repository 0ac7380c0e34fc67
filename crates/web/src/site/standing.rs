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

/// The cookie in which a reader's settings stand, as `theme.size.face.width`.
const COOKIE: &str = "reader";
const THEMES: [&str; 3] = ["auto", "light", "dark"];
const SIZES: [(&str, &str); 4] = [("small", "0.92"), ("normal", "1"), ("large", "1.15"), ("largest", "1.35")];

const FACES: [(&str, &str); 2] = [
    ("serif", "\"Literata\", \"Noto Naskh Arabic\", Georgia, \"Times New Roman\", serif"),
    (
        "sans",
        "system-ui, -apple-system, \"Segoe UI\", Roboto, \"Noto Sans\", \"Noto Sans Arabic\", sans-serif",
    ),
];
const WIDTHS: [(&str, &str); 3] = [("narrow", "31rem"), ("medium", "38rem"), ("wide", "48rem")];

/// What a reader chose.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Chosen {
    theme: String,
    size: String,
    face: String,
    width: String,
}

/// The name of what was chosen out of a list, or the usual one.
fn one_of(list: &[(&'static str, &str)], typed: &str, usual: &str) -> String {
    list.iter().map(|(name, _)| *name).find(|name| *name == typed).unwrap_or(usual).to_owned()
}

/// What a name of a list stands for in a style sheet.
fn value_of(list: &[(&'static str, &'static str)], name: &str) -> &'static str {
    list.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value)
}

impl Chosen {
    fn of(headers: &HeaderMap) -> Chosen {
        let cookie = crate::session::cookie(headers, COOKIE).unwrap_or_default();
        let mut parts = cookie.split('.').map(str::to_owned);
        let mut next = || parts.next().unwrap_or_default();
        Chosen { theme: next(), size: next(), face: next(), width: next() }.checked()
    }

    /// With the usual in place of what there is not.
    fn checked(self) -> Chosen {
        let theme = THEMES.into_iter().find(|known| *known == self.theme).unwrap_or("auto");
        Chosen {
            theme: theme.to_owned(),
            size: one_of(&SIZES, &self.size, "normal"),
            face: one_of(&FACES, &self.face, "serif"),
            width: one_of(&WIDTHS, &self.width, "medium"),
        }
    }
}

/// The style sheet of this reader: it stands at one address, so pages stay the same for all.
pub async fn reader_css(headers: HeaderMap) -> Response {
    let chosen = Chosen::of(&headers);
    let scale = value_of(&SIZES, &chosen.size);
    let face = value_of(&FACES, &chosen.face);
    let measure = value_of(&WIDTHS, &chosen.width);
    let scheme = if chosen.theme == "auto" { "light dark" } else { chosen.theme.as_str() };
    let css = format!(
        ":root {{ color-scheme: {scheme}; --scale: {scale}; --face: {face}; --measure: {measure}; }}\n"
    );
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
    faces: Vec<&'static str>,
    widths: Vec<&'static str>,
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
        faces: FACES.iter().map(|(name, _)| *name).collect(),
        widths: WIDTHS.iter().map(|(name, _)| *name).collect(),
        is_saved: ask.has_query("saved"),
    };
    let html = ask.web.theme.render("site/settings.html", site.locale(), view)?;
    Ok(Served::html(html).with_keep(Keep::Never).answer(&ask.method, &ask.headers))
}

/// Keeps the reader's settings in a cookie for a year.
pub async fn keep_settings(ask: Ask, Form(typed): Form<Chosen>) -> Response {
    let chosen = typed.checked();
    let secure = if ask.web.options.is_secure() { "; Secure" } else { "" };
    let cookie = format!(
        "{COOKIE}={}.{}.{}.{}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly{secure}",
        chosen.theme, chosen.size, chosen.face, chosen.width
    );
    let to = format!("{}?saved", ask.site.path("/settings"));
    (StatusCode::SEE_OTHER, [(header::LOCATION, to), (header::SET_COOKIE, cookie)]).into_response()
}
