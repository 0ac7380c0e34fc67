//! What the staff did: the layer that notes it, and the page that shows it.
//!
//! Every request that changes something, and each reading of copy under embargo, passes through here, so a new page is
//! noted without anybody thinking of it. What is saved as it is typed is not: the drafts keep that themselves.

use std::collections::HashMap;

use axum::Form;
use axum::body::{Body, to_bytes};
use axum::extract::{FromRequest as _, MatchedPath, Query, Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::line::{moment, zone};
use super::who::Desk;
use crate::Web;
use crate::fault::Fault;
use crate::session;

/// How many acts a page shows.
const SHOWN: u32 = 200;
/// The most characters of a field that are noted.
const MOST: usize = 80;
/// What is posted while somebody types.
const TYPING: [&str; 4] = [
    "/desk/drafts/{draft}/save",
    "/desk/drafts/{draft}/open",
    "/desk/drafts/{draft}/leave",
    "/desk/read-copy",
];
/// Fields that nobody reads but the one they are for.
const SECRET: [&str; 7] = ["password", "old", "new", "token", "secret", "code", "half"];

/// Marks an answer that shows copy which is under embargo.
#[derive(Clone, Copy)]
pub struct ShowsEmbargoed;

/// Marks an answer where it shows what nobody outside may see yet.
pub fn marked(mut response: Response, is_embargoed: bool) -> Response {
    if is_embargoed {
        response.extensions_mut().insert(ShowsEmbargoed);
    }
    response
}

fn is_noted(method: &Method, route: &str) -> bool {
    if route == "/sign-in/provider/return" {
        return method == Method::GET;
    }
    let is_staffs = route.starts_with("/desk")
        || ["/sign-in", "/sign-in/code", "/sign-out", "/setup"].contains(&route)
        || route.starts_with("/claim");
    is_staffs && method == Method::POST && !TYPING.contains(&route)
}

/// Notes what was done, once it was done; of a sign-in also that it was refused.
pub async fn note(State(web): State<Web>, request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned());
    let Some(route) = route.filter(|route| route.starts_with("/desk") || is_noted(request.method(), route))
    else {
        return next.run(request).await;
    };
    // Links are secrets: what they are for is noted, not they.
    let path = if route.starts_with("/claim") { route.clone() } else { request.uri().path().to_owned() };
    if !is_noted(request.method(), &route) {
        let headers = request.headers().clone();
        let response = next.run(request).await;
        let what = if response.extensions().get::<ShowsEmbargoed>().is_some() {
            Some("embargoed".to_owned())
        } else {
            (response.status() == StatusCode::FORBIDDEN).then(|| format!("refused {route}"))
        };
        if let Some(what) = what {
            keep(&web, &who(&web, &headers).await.unwrap_or_default(), &what, &path, "").await;
        }
        return response;
    }
    // Asked before, since what is done may be to sign out.
    let who = who(&web, request.headers()).await;
    let (request, fields) = match read(request, web.options.body_limit).await {
        Ok(read) => read,
        Err(fault) => return fault.into_response(),
    };
    let response = next.run(request).await;
    // A door that let somebody in says by its cookie whom.
    let who = match who {
        Some(who) => Some(who),
        None => entered(&web, response.headers()).await,
    };
    let is_done = response.status().is_success() || response.status().is_redirection();
    let is_shut_out = route.starts_with("/sign-in") && response.status() == StatusCode::UNPROCESSABLE_ENTITY;
    let is_refused = is_shut_out || response.status() == StatusCode::FORBIDDEN;
    if is_done || is_refused {
        let typed = || fields.get("login").map(|login| login.trim().to_lowercase());
        let who = who.or_else(typed).unwrap_or_default();
        let what = if is_refused { "refused" } else { "done" };
        keep(&web, &who, &format!("{what} {route}"), &path, &told(&fields)).await;
    }
    response
}

async fn keep(web: &Web, who: &str, what: &str, path: &str, detail: &str) {
    // It is read here as it came; further in, no NUL is left in it.
    let (who, detail) = (who.replace('\0', ""), detail.replace('\0', ""));
    // What was done stands; that it could not be noted is told to the operator.
    if let Err(error) = web.agency.note_act(&who, what, path, &detail).await {
        tracing::error!(%error, what, "what was done could not be noted");
    }
}

async fn who(web: &Web, headers: &HeaderMap) -> Option<String> {
    let token = session::cookie(headers, web.options.session_cookie())?;
    Some(web.agency.staff_of(&token).await.ok()??.login)
}

/// Who was let in by an answer.
async fn entered(web: &Web, headers: &HeaderMap) -> Option<String> {
    let set = headers.get(header::SET_COOKIE)?.to_str().ok()?;
    let token = set.split(';').next()?.strip_prefix(web.options.session_cookie())?.strip_prefix('=')?;
    Some(web.agency.staff_of(token).await.ok()??.login)
}

/// The fields of a plain form, and the request as it was.
async fn read(request: Request, limit: usize) -> Result<(Request, HashMap<String, String>), Fault> {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    if !kind.is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded")) {
        return Ok((request, HashMap::new()));
    }
    let (parts, body) = request.into_parts();
    let bytes = to_bytes(body, limit).await.map_err(|_| Fault::TooLarge(limit))?;
    let whole = Request::from_parts(parts, Body::from(bytes.clone()));
    let form = Request::post("/").header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let form = form.body(Body::from(bytes)).map_err(|_| Fault::Ours)?;
    let fields = Form::<HashMap<String, String>>::from_request(form, &()).await;
    Ok((whole, fields.map(|Form(fields)| fields).unwrap_or_default()))
}

/// What was said, without what is secret: `name=…, filter=…`.
fn told(fields: &HashMap<String, String>) -> String {
    let mut all: Vec<String> = fields
        .iter()
        .filter(|(name, value)| !SECRET.contains(&name.as_str()) && !value.is_empty())
        .map(|(name, value)| format!("{name}={}", value.chars().take(MOST).collect::<String>()))
        .collect();
    all.sort();
    all.join(", ")
}

/// Whose acts, and before when.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    who: String,
    before: String,
}

#[derive(Serialize)]
struct Act {
    at: String,
    who: String,
    /// `done`, `refused` or `embargoed`.
    kind: String,
    path: String,
    detail: String,
}

#[derive(Serialize)]
struct View {
    acts: Vec<Act>,
    people: Vec<String>,
    who: String,
    older: Option<String>,
}

/// The page.
pub async fn page(desk: Desk, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    let (agency, staff) = (desk.agency(), &desk.staff);
    let by = Some(asked.who.as_str()).filter(|who| !who.is_empty());
    let before = asked.before.parse::<Timestamp>().ok();
    let all = agency.acts(staff, by, before, SHOWN).await?;
    let older = all.last().filter(|_| all.len() == SHOWN as usize).map(|last| {
        let who = crate::site::query_value(&asked.who);
        format!("/desk/audit?who={who}&before={}", crate::site::query_value(&last.at.to_string()))
    });
    let (zone, now) = (zone(&agency.house()), agency.now());
    let acts = all.into_iter().map(|act| Act {
        at: moment(act.at, now, &zone),
        who: act.who,
        kind: act.what.split(' ').next().unwrap_or_default().to_owned(),
        path: act.path,
        detail: act.detail,
    });
    let people = agency.staff(staff).await?.into_iter().map(|person| person.login);
    let view = View { acts: acts.collect(), people: people.collect(), who: asked.who, older };
    desk.page("audit", "desk-audit", view)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_secret_is_told() {
        let fields =
            ["login", "password", "code", "token", "name"].map(|name| (name.to_owned(), format!("{name}!")));
        assert_eq!(told(&HashMap::from(fields)), "login=login!, name=name!");
    }

    #[test]
    fn what_is_typed_is_not_noted_and_every_act_is() {
        assert!(is_noted(&Method::POST, "/desk/subscribers") && is_noted(&Method::POST, "/sign-in"));
        assert!(!is_noted(&Method::POST, "/desk/drafts/{draft}/save") && !is_noted(&Method::GET, "/desk"));
        assert!(!is_noted(&Method::POST, "/client/filters"));
        assert!(is_noted(&Method::GET, "/sign-in/provider/return"));
    }
}
