//! The public log: told to people, and as the files that machines check (C2SP tlog-tiles).

use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, Method};
use axum::response::Response;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;
use serde_json::json;
use story::PublicSequence;
use tlog::{Bundle, Tile};

use crate::Web;
use crate::ask::Ask;
use crate::fault::Fault;
use crate::served::{Keep, Served};
use crate::site::frame::Frame;
use crate::site::lists::Before;
use crate::site::view::When;

/// How many entries stand on a page.
const PER_PAGE: u32 = 50;

/// What checkpoints call the log: its address without the scheme.
pub fn origin(public_url: &str) -> String {
    let host = public_url.split_once("://").map_or(public_url, |(_, host)| host);
    format!("{}/log", host.trim_end_matches('/'))
}

#[derive(Serialize)]
struct Line {
    sequence: u64,
    href: String,
    kind: &'static str,
    at: When,
    headline: Option<String>,
    path: Option<String>,
    reason: Option<String>,
    revision: Option<u32>,
}

#[derive(Serialize)]
struct LogPage {
    frame: Frame,
    lines: Vec<Line>,
    next: Option<String>,
    first: Option<String>,
    /// The command that checks the site.
    command: String,
    checkpoint: String,
    /// The same as witnesses signed it, where there are any.
    witnessed: Option<String>,
}

/// The last entries, and how the log is checked.
pub async fn page(ask: Ask, Query(at): Query<Before>) -> Result<Response, Fault> {
    let (web, site) = (&ask.web, &ask.site);
    let public_url = &web.options.public_url;
    let now = web.now();
    let origin = origin(public_url);
    let entries = web.agency.last_logged(at.before.map(PublicSequence), PER_PAGE).await?;
    let lines: Vec<Line> = entries
        .into_iter()
        .map(|(entry, story)| Line {
            sequence: entry.sequence.0,
            href: site.path(&format!("/log/{}", entry.sequence)),
            kind: entry.kind.as_str(),
            at: When::of(entry.at, site, now),
            revision: entry.revision.map(|number| number.0),
            reason: entry.reason,
            headline: story.as_ref().map(|(headline, _)| headline.clone()),
            path: story.map(|(_, path)| path),
        })
        .collect();
    let title = i18n::message(site.locale(), "log", &[]);
    let mut frame = Frame::of(site, title).at(site, public_url, "/log");
    frame.description = i18n::message(site.locale(), "log-about", &[]);
    frame.is_listed = at.before.is_none();
    let last = lines.last().map(|line| line.sequence).filter(|last| *last > 1);
    let view = LogPage {
        next: last.map(|last| format!("{}?before={last}", site.path("/log"))),
        first: at.before.map(|_| site.path("/log")),
        command: format!("dateline verify --site {public_url} --key {}", web.agency.log_key(&origin)?),
        checkpoint: web.agency.log_checkpoint(&origin).await?,
        witnessed: web.agency.witnessed_checkpoint().await?,
        lines,
        frame,
    };
    let html = web.theme.render("site/log.html", site.locale(), view)?;
    Ok(Served::html(html).answer(&ask.method, &ask.headers))
}

#[derive(Serialize)]
struct EntryPage {
    frame: Frame,
    sequence: u64,
    kind: &'static str,
    at: When,
    headline: Option<String>,
    path: Option<String>,
    reason: Option<String>,
    revision: Option<u32>,
    content: Option<String>,
    /// Whether the text whose hash stands there can be read here.
    is_shown: bool,
    entry: String,
    leaf: String,
    steps: Vec<String>,
    checkpoint: String,
    size: u64,
    json: String,
}

/// An entry with its proof: a page, and for machines at `/log/N.json`.
pub async fn entry(ask: Ask, Path(name): Path<String>) -> Result<Response, Fault> {
    let (number, is_json) = match name.strip_suffix(".json") {
        Some(number) => (number, true),
        None => (name.as_str(), false),
    };
    let sequence: u64 = number.parse().map_err(|_| Fault::NotFound)?;
    if sequence.to_string() != number {
        return Err(Fault::NotFound);
    }
    let (web, site) = (&ask.web, &ask.site);
    let found = web.agency.logged_at(&origin(&web.options.public_url), PublicSequence(sequence)).await?;
    let found = found.ok_or(Fault::NotFound)?;
    let canonical = found.entry.canonical();
    let served = if is_json {
        let hashed = found.hashed.as_ref();
        let body = json!({
            "entry": canonical,
            "index": sequence - 1,
            "size": found.size,
            "path": found.path.iter().map(|step| STANDARD.encode(step)).collect::<Vec<_>>(),
            "checkpoint": found.checkpoint,
            "revision": hashed.map(|(salt, text)| json!({ "salt": STANDARD.encode(salt), "text": text })),
            "page": found.story.map(|(_, path)| path),
        });
        Served::new("application/json", body.to_string(), Keep::Revalidated)
    } else {
        let say = |key: &str| i18n::message(site.locale(), key, &[]);
        let below = format!("/log/{sequence}");
        let number = i18n::number(site.locale(), i64::try_from(sequence).unwrap_or(i64::MAX));
        let frame = Frame::of(site, format!("{} {number}", say("log-entry")))
            .at(site, &web.options.public_url, &below)
            .unlisted();
        let entry = &found.entry;
        let view = EntryPage {
            sequence,
            kind: entry.kind.as_str(),
            at: When::of(entry.at, site, web.now()),
            headline: found.story.as_ref().map(|(headline, _)| headline.clone()),
            path: found.story.as_ref().map(|(_, path)| path.clone()),
            reason: entry.reason.clone(),
            revision: entry.revision.map(|number| number.0),
            // As it stands in the entry.
            content: entry.content.map(|hash| hash.iter().map(|byte| format!("{byte:02x}")).collect()),
            is_shown: found.hashed.is_some(),
            leaf: STANDARD.encode(tlog::leaf_hash(canonical.as_bytes())),
            entry: canonical,
            steps: found.path.iter().map(|step| STANDARD.encode(step)).collect(),
            checkpoint: found.checkpoint,
            size: found.size,
            json: site.path(&format!("{below}.json")),
            frame,
        };
        Served::html(web.theme.render("site/log_entry.html", site.locale(), view)?)
    };
    Ok(served.answer(&ask.method, &ask.headers))
}

const TEXT: &str = "text/plain; charset=utf-8";

/// The log as it is now, signed.
pub async fn checkpoint(
    State(web): State<Web>,
    method: Method,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let note = web.agency.log_checkpoint(&origin(&web.options.public_url)).await?;
    Ok(Served::new(TEXT, note, Keep::Revalidated).answer(&method, &headers))
}

/// The largest checkpoint that witnesses signed too.
pub async fn witnessed(
    State(web): State<Web>,
    method: Method,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let note = web.agency.witnessed_checkpoint().await?.ok_or(Fault::NotFound)?;
    Ok(Served::new(TEXT, note, Keep::Revalidated).answer(&method, &headers))
}

/// The key by which it is checked.
pub async fn key(State(web): State<Web>, method: Method, headers: HeaderMap) -> Result<Response, Fault> {
    let key = web.agency.log_key(&origin(&web.options.public_url))?;
    Ok(Served::new(TEXT, format!("{key}\n"), Keep::Revalidated).answer(&method, &headers))
}

/// A tile of hashes or a bundle of entries: it never changes.
pub async fn tile(
    State(web): State<Web>,
    method: Method,
    headers: HeaderMap,
    Path(path): Path<String>,
) -> Result<Response, Fault> {
    let path = format!("tile/{path}");
    let bytes = match (Bundle::read(&path), Tile::read(&path)) {
        (Some(bundle), _) => web.agency.log_bundle(bundle).await?,
        (_, Some(tile)) => web.agency.log_tile(tile).await?,
        _ => None,
    };
    let served = Served::new("application/octet-stream", bytes.ok_or(Fault::NotFound)?, Keep::Immutable);
    Ok(served.answer(&method, &headers))
}
