//! The room of a story: its stream of messages, live. And the list of rooms.
//!
//! A room and a discussion are two views of the same messages. The room's page is the same for everyone; who is signed in
//! writes by script in the page, and without it on a page of their own.

use axum::Form;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use newsroom::views::Item;
use newsroom::{Outcome, RoomPage, Saying};
use serde::{Deserialize, Serialize};
use serde_json::json;
use story::MessageId;

use super::page::{Address, short_of, value};
use super::view::{ChatView, MessageView, feelings};
use super::write::sentence;
use crate::ask::Ask;
use crate::fault::Fault;
use crate::layers::moved;
use crate::pages::{Rendered, Tag};
use crate::reader::Account;
use crate::rooms::site_of;
use crate::served::Served;
use crate::site::frame::Frame;
use crate::site::view::When;

#[derive(Serialize)]
struct RoomView {
    frame: Frame,
    story: String,
    path: String,
    headline: String,
    lang: String,
    dir: &'static str,
    count: u64,
    change: u64,
    last: u64,
    here: usize,
    slow: u32,
    closed: Option<&'static str>,
    is_live: bool,
    is_last: bool,
    ends: When,
    pinned: Option<MessageView>,
    messages: Vec<ChatView>,
    older: Option<String>,
    newer: Option<String>,
    reactions: Vec<(&'static str, &'static str)>,
}

/// A story's room: the last messages, `?before=` or `?after=` a number.
pub async fn room(ask: Ask, Path((.., last)): Path<Address>) -> Result<Response, Fault> {
    let before = value(&ask.query, "before").and_then(|it| it.parse().ok());
    let after = value(&ask.query, "after").and_then(|it| it.parse().ok());
    let found = ask.web.agency.room(short_of(&last)?, (before, after)).await?;
    let path = ask.web.agency.story_path(&found.item);
    if format!("{path}/chat") != ask.asked {
        return Ok(moved(&format!("{path}/chat"), None));
    }
    ask.page(async {
        let (web, site) = (&ask.web, &ask.site);
        let now = web.agency.now();
        let view = view(&ask, &found, &path, before.is_none() && after.is_none());
        let html = web.theme.render("discussion/chat.html", site.locale(), view)?;
        let tags = vec![Tag::Discussion(found.item.story), Tag::Story(found.item.story)];
        Ok(Rendered {
            served: Served::html(html),
            tags,
            until: Some(found.live_until).filter(|at| *at > now),
        })
    })
    .await
}

fn view(ask: &Ask, found: &RoomPage, path: &str, is_last: bool) -> RoomView {
    let (web, site) = (&ask.web, &ask.site);
    let now = web.agency.now();
    let content = &found.item.revision.content;
    let title =
        i18n::message(site.locale(), "chat-of", &[("headline", i18n::Arg::Text(content.headline.as_str()))]);
    let messages: Vec<ChatView> = found.messages.iter().map(|it| ChatView::of(it, path, site, web)).collect();
    let first = messages.first().map(|it| it.message.number);
    let last = messages.last().map_or(0, |it| it.message.number);
    RoomView {
        frame: Frame::of(site, title).unlisted(),
        story: found.item.story.to_string(),
        headline: content.headline.clone(),
        lang: content.language.to_string(),
        dir: content.language.direction().as_str(),
        count: found.discussion.visible,
        change: found.discussion.last_change,
        last,
        here: web.rooms.here(found.item.story),
        slow: found.discussion.slow_seconds,
        closed: found.closed.map(discussion::Closing::as_str),
        is_live: now < found.live_until,
        is_last,
        ends: When::of(found.live_until, site, now),
        pinned: found.pinned.as_ref().map(|it| MessageView::of(it, path, false, site, web)),
        older: first.filter(|_| found.has_older).map(|first| format!("{path}/chat?before={first}")),
        newer: Some(last).filter(|_| found.has_newer).map(|last| format!("{path}/chat?after={last}")),
        messages,
        reactions: feelings(),
        path: path.to_owned(),
    }
}

/// A room in the list.
#[derive(Serialize)]
struct RoomLine {
    story: String,
    href: String,
    headline: String,
    lang: String,
    dir: &'static str,
    count: u64,
    last: u64,
    here: usize,
    at: Option<When>,
}

#[derive(Serialize)]
struct ListView {
    frame: Option<Frame>,
    rooms: Vec<RoomLine>,
}

async fn lines(ask: &Ask, most: usize) -> Result<Vec<RoomLine>, Fault> {
    let (web, site) = (&ask.web, &ask.site);
    let now = web.agency.now();
    let rooms = web.agency.rooms(&site.edition().slug).await?;
    let line = |(item, discussion): (Item, newsroom::views::Discussion)| {
        let content = &item.revision.content;
        RoomLine {
            story: item.story.to_string(),
            href: format!("{}/chat", web.agency.story_path(&item)),
            headline: content.headline.clone(),
            lang: content.language.to_string(),
            dir: content.language.direction().as_str(),
            count: discussion.visible,
            last: discussion.last_sequence,
            here: web.rooms.here(item.story),
            at: discussion.last_at.map(|at| When::of(at, site, now)),
        }
    };
    Ok(rooms.into_iter().take(most).map(line).collect())
}

fn kept_for_nobody(html: String) -> Response {
    let headers = [(header::CONTENT_TYPE, "text/html; charset=utf-8"), (header::CACHE_CONTROL, "no-cache")];
    (headers, html).into_response()
}

/// The live rooms of an edition.
pub async fn list(ask: Ask) -> Result<Response, Fault> {
    let title = i18n::message(ask.site.locale(), "chats", &[]);
    let frame = Frame::of(&ask.site, title).at(&ask.site, &ask.web.options.public_url, "/chats");
    let view = ListView { frame: Some(frame), rooms: lines(&ask, 50).await? };
    Ok(kept_for_nobody(ask.web.theme.render("discussion/chats.html", ask.site.locale(), view)?))
}

/// The first of them, as a part for the panel beside a page.
pub async fn part(ask: Ask) -> Result<Response, Fault> {
    let view = ListView { frame: None, rooms: lines(&ask, 6).await? };
    Ok(kept_for_nobody(ask.web.theme.render("discussion/chats_part.html", ask.site.locale(), view)?))
}

/// What somebody says.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    text: String,
    client_id: String,
    to: Option<MessageId>,
}

#[derive(Serialize)]
struct WriteView {
    path: String,
    headline: String,
    lang: String,
    dir: &'static str,
    messages: Vec<ChatView>,
    closed: Option<&'static str>,
    is_live: bool,
    text: String,
    client_id: String,
    fault: Option<String>,
    held: bool,
}

async fn write_form(
    account: &Account,
    last: &str,
    typed: Typed,
    (fault, held): (Option<String>, bool),
) -> Result<Response, Fault> {
    let found = account.agency().room(short_of(last)?, (None, None)).await?;
    let path = account.agency().story_path(&found.item);
    let content = &found.item.revision.content;
    let fresh = || MessageId::new(account.agency().now()).0.simple().to_string();
    let shown = found.messages.len().saturating_sub(10);
    let view = WriteView {
        headline: content.headline.clone(),
        lang: content.language.to_string(),
        dir: content.language.direction().as_str(),
        messages: found.messages[shown..]
            .iter()
            .map(|it| ChatView::of(it, &path, &account.site, &account.web))
            .collect(),
        closed: found.closed.map(discussion::Closing::as_str),
        is_live: account.agency().now() < found.live_until,
        text: typed.text,
        client_id: if typed.client_id.is_empty() { fresh() } else { typed.client_id },
        held,
        path,
        fault: fault.clone(),
    };
    account.again("discussion/chat_write", "chat", view, fault.is_some())
}

/// The page on which somebody without script writes: the last messages and a form.
pub async fn write_page(account: Account, Path((.., last)): Path<Address>) -> Result<Response, Fault> {
    write_form(&account, &last, Typed::default(), (None, false)).await
}

async fn speak(account: &Account, last: &str, typed: &Typed) -> Result<(RoomPage, Outcome), Fault> {
    let found = account.agency().room(short_of(last)?, (None, None)).await?;
    let saying = Saying {
        story: found.item.story,
        parent: typed.to,
        text: typed.text.replace("\r\n", "\n"),
        client_id: Some(typed.client_id.clone()).filter(|it| (8..=64).contains(&it.len())),
    };
    let outcome = account.agency().say(&account.reader, saying).await?;
    Ok((found, outcome))
}

/// Says it, and goes back to where it stands.
pub async fn write(
    account: Account,
    Path((.., last)): Path<Address>,
    Form(typed): Form<Typed>,
) -> Result<Response, Fault> {
    let (found, outcome) = speak(&account, &last, &typed).await?;
    match outcome {
        Outcome::Visible(message) => {
            let to = format!("{}/chat#m{}", account.agency().story_path(&found.item), message.sequence);
            Ok((StatusCode::SEE_OTHER, [(header::LOCATION, to)]).into_response())
        }
        Outcome::Held(..) => write_form(&account, &last, Typed::default(), (None, true)).await,
        Outcome::Refused(finding) => {
            let fault = Some(sentence(account.locale(), &finding));
            write_form(&account, &last, typed, (fault, false)).await
        }
        Outcome::Stopped(_) => Ok(account.on("/account/standing")),
    }
}

#[derive(Serialize)]
struct Part {
    message: ChatView,
    prefix: String,
}

/// Says it, for scripts: `{"state", "number", "html", "why"}`. Sent again with the same `client_id` it is said once.
pub async fn say(
    account: Account,
    Path((.., last)): Path<Address>,
    Form(typed): Form<Typed>,
) -> Result<Response, Fault> {
    let (found, outcome) = speak(&account, &last, &typed).await?;
    let locale = account.locale();
    let body = match outcome {
        Outcome::Visible(message) => {
            let parent = message.parent.map(|id| account.agency().message(id, None));
            let parent = match parent {
                Some(asked) => asked.await.ok().map(|(message, _)| message),
                None => None,
            };
            let change = newsroom::RoomChange { message, parent };
            let site = site_of(account.agency(), &found.item).ok_or(Fault::NotFound)?;
            let path = account.agency().story_path(&found.item);
            let message = ChatView::of(&change, &path, &site, &account.web);
            let html = account.web.theme.render(
                "discussion/chat_message.html",
                site.locale(),
                Part { message, prefix: site.prefix() },
            )?;
            json!({ "state": "visible", "number": change.message.sequence, "changed": change.message.changed, "html": html })
        }
        Outcome::Held(_, findings) => {
            let why: Vec<String> = findings.iter().map(|it| sentence(locale, it)).collect();
            json!({ "state": "held", "why": why.join(" ") })
        }
        Outcome::Refused(finding) => json!({ "state": "refused", "why": sentence(locale, &finding) }),
        Outcome::Stopped(_) => json!({ "state": "stopped", "why": account.say("reader-stopped", &[]) }),
    };
    let headers = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")];
    Ok((headers, body.to_string()).into_response())
}
