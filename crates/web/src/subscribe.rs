//! Subscribing by mail, and changing or ending it by the links of mails.
//!
//! Invariants: opening a link changes nothing; a mail program's one click (RFC 8058) ends just what the mail is about.

use axum::Form;
use axum::Router;
use axum::extract::{Path, Query, RawQuery};
use axum::response::Response;
use axum::routing::get;
use jiff::SignedDuration;
use newsroom::{RHYTHMS, Subscribed, Wish};
use serde::{Deserialize, Serialize};

use crate::Web;
use crate::desk::Beside;
use crate::fault::Fault;
use crate::reader::{Guest, MaybeReader};
use crate::site::view::When;

/// The addresses, below an edition.
pub fn routes() -> Router<Web> {
    Router::new()
        .route("/subscribe", get(page).post(subscribe))
        .route("/subscriptions/confirm/{token}", get(confirm_page).post(confirm))
        .route("/subscriptions/end/{token}", get(end_page).post(end))
        .route("/subscriptions/{token}", get(all).post(change))
}

/// Something to choose.
#[derive(Serialize)]
struct Choice {
    value: String,
    name: String,
    is_chosen: bool,
}

#[derive(Serialize)]
struct View {
    address: String,
    rhythm: String,
    rhythms: [&'static str; 3],
    /// One thing that a page led here for: its kind, its value, its name.
    one: Option<(String, String, String)>,
    choices: Vec<Choice>,
    feed: Option<String>,
    /// The key for browsers that are to be told.
    push_key: Option<String>,
    is_open: bool,
    done: Option<&'static str>,
    faults: Beside,
}

/// What a page led here for.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    what: String,
    value: String,
}

/// What somebody typed and chose. A form repeats `to` for each thing: `KIND` or `KIND:VALUE`.
#[derive(Default)]
struct Typed {
    address: String,
    rhythm: String,
    to: Vec<String>,
}

impl Typed {
    fn read(body: &str) -> Typed {
        let mut typed = Typed { rhythm: "daily".into(), ..Typed::default() };
        for (key, value) in form_pairs(body) {
            match key.as_str() {
                "address" => typed.address = value,
                "rhythm" => typed.rhythm = value,
                "to" if typed.to.len() < 50 => typed.to.push(value),
                _ => {}
            }
        }
        typed
    }
}

/// The pairs of a form's body (WHATWG URL, application/x-www-form-urlencoded); names may repeat.
fn form_pairs(body: &str) -> Vec<(String, String)> {
    let decode = |text: &str| {
        let (mut out, mut bytes) = (Vec::with_capacity(text.len()), text.bytes());
        while let Some(byte) = bytes.next() {
            match byte {
                b'+' => out.push(b' '),
                b'%' => {
                    let digits =
                        [bytes.next(), bytes.next()].map(|it| it.map_or('x', char::from).to_digit(16));
                    match digits {
                        [Some(high), Some(low)] => out.push((high * 16 + low) as u8),
                        _ => out.push(b'?'),
                    }
                }
                byte => out.push(byte),
            }
        }
        String::from_utf8_lossy(&out).into_owned()
    };
    body.split('&')
        .filter_map(|part| part.split_once('='))
        .map(|(key, value)| (decode(key), decode(value)))
        .collect()
}

fn split(to: &str) -> (&str, &str) {
    to.split_once(':').unwrap_or((to, ""))
}

async fn show(
    guest: &Guest,
    reader: Option<&newsroom::views::Reader>,
    typed: Typed,
    (done, faults): (Option<&'static str>, Beside),
) -> Result<Response, Fault> {
    let edition = guest.site.edition();
    let one = match typed.to.first().map(|to| split(to)) {
        Some((what @ ("story" | "topic" | "author" | "search"), value)) => {
            let name = guest.agency().wish_name(&edition.slug, what, value).map_err(|_| Fault::NotFound)?;
            Some((what.to_owned(), value.to_owned(), name))
        }
        _ => None,
    };
    let chosen = |value: &str| typed.to.iter().any(|to| to == value);
    let mut choices = vec![Choice {
        value: "edition".into(),
        name: guest.say("subscribe-edition", &[]),
        is_chosen: chosen("edition"),
    }];
    choices.extend(edition.sections.iter().map(|section| {
        let value = format!("section:{}", section.slug);
        Choice { is_chosen: chosen(&value), value, name: section.name.clone() }
    }));
    choices.push(Choice {
        value: "corrections".into(),
        name: guest.say("corrections", &[]),
        is_chosen: chosen("corrections"),
    });
    choices.push(Choice {
        value: "newsletter".into(),
        name: guest.say("subscribe-newsletter", &[]),
        is_chosen: chosen("newsletter"),
    });
    let feed = typed.to.first().map(|to| split(to)).and_then(|(what, value)| match what {
        "section" => Some(guest.site.path(&format!("/{value}/feed.atom"))),
        "topic" => Some(guest.site.path(&format!("/topics/{value}/feed.atom"))),
        "author" => Some(guest.site.path(&format!("/authors/{value}/feed.atom"))),
        "search" => {
            Some(guest.site.path(&format!("/search/feed.atom?q={}", crate::site::query_value(value))))
        }
        "newsletter" => None,
        "corrections" => Some(guest.site.path("/corrections/feed.atom")),
        "story" => {
            let item = value.parse().ok().and_then(|id| guest.agency().public_item(id).ok())?;
            Some(format!("{}/feed.atom", guest.agency().story_path(&item)))
        }
        _ => Some(guest.site.path("/feed.atom")),
    });
    let is_faulty = !faults.is_empty();
    let view = View {
        address: if typed.address.is_empty() {
            reader.map(|it| it.address.clone()).unwrap_or_default()
        } else {
            typed.address.clone()
        },
        rhythm: typed.rhythm.clone(),
        rhythms: RHYTHMS,
        one,
        choices,
        feed,
        push_key: guest.agency().push_key(),
        is_open: guest.agency().sends_letters(),
        done,
        faults,
    };
    guest.again("subscribe/page", "subscribe", view, is_faulty)
}

/// The form, for all there is or for what a page led here for.
async fn page(
    guest: Guest,
    MaybeReader(reader): MaybeReader,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let to = match (asked.what.as_str(), asked.value) {
        ("", _) => vec!["edition".to_owned()],
        (what, value) if value.is_empty() => vec![what.to_owned()],
        (what, value) => vec![format!("{what}:{value}")],
    };
    let rhythm = if to[0].starts_with("story") { "at-once" } else { "daily" };
    let typed = Typed { rhythm: rhythm.into(), to, ..Typed::default() };
    show(&guest, reader.as_ref(), typed, (None, Beside::new())).await
}

/// Subscribes; the answer is the same whatever the address is.
async fn subscribe(guest: Guest, MaybeReader(reader): MaybeReader, body: String) -> Result<Response, Fault> {
    let typed = Typed::read(&body);
    let wishes: Vec<Wish<'_>> = typed
        .to
        .iter()
        .map(|to| split(to))
        .map(|(what, value)| Wish { what, value, rhythm: &typed.rhythm })
        .collect();
    let edition = &guest.site.edition().slug;
    let done = guest
        .agency()
        .subscribe_address(&typed.address, edition, &wishes, (reader.as_ref(), &guest.from))
        .await;
    match done {
        Ok(is_active) => {
            let done = if is_active { "subscribe-active" } else { "subscribe-mailed" };
            show(&guest, reader.as_ref(), typed, (Some(done), Beside::new())).await
        }
        Err(error) => {
            let faults = guest.faults(error)?;
            show(&guest, reader.as_ref(), typed, (None, faults)).await
        }
    }
}

/// A subscription in a list.
#[derive(Serialize)]
struct Line {
    id: String,
    what: String,
    name: String,
    rhythm: String,
    is_active: bool,
    is_pending: bool,
}

fn lines(found: &Subscribed) -> Vec<Line> {
    let line = |(it, name): &(newsroom::views::Subscription, String)| Line {
        id: it.id.to_string(),
        what: it.what.clone(),
        name: name.clone(),
        rhythm: it.rhythm.clone(),
        is_active: it.state == "active",
        is_pending: it.state == "pending",
    };
    found.all.iter().map(line).collect()
}

#[derive(Serialize)]
struct ConfirmView {
    token: String,
    address: String,
    lines: Vec<Line>,
}

/// The page that the mail opens: one button. Opening it changes nothing.
async fn confirm_page(guest: Guest, Path(token): Path<String>) -> Result<Response, Fault> {
    let found = guest.agency().to_confirm(&token).await?;
    let lines = lines(&found).into_iter().filter(|it| it.is_pending).collect();
    let view = ConfirmView { token, address: found.correspondent.address, lines };
    guest.page("subscribe/confirm", "subscribe-confirm", view)
}

/// Confirms, and goes on to all of them.
async fn confirm(guest: Guest, Path(token): Path<String>) -> Result<Response, Fault> {
    let all = guest.agency().confirm_subscriptions(&token).await?;
    Ok(guest.on(&format!("/subscriptions/{all}?confirmed")))
}

#[derive(Serialize)]
struct AllView {
    token: String,
    address: String,
    lines: Vec<Line>,
    rhythms: [&'static str; 3],
    most_a_day: u32,
    paused: Option<When>,
    done: Option<&'static str>,
    undo: Option<String>,
}

/// All subscriptions of whoever has the link.
async fn all(guest: Guest, Path(token): Path<String>, RawQuery(query): RawQuery) -> Result<Response, Fault> {
    let found = guest.agency().subscriptions(&token).await?;
    let now = guest.agency().now();
    let query = query.unwrap_or_default();
    let undo = query.strip_prefix("ended=").map(str::to_owned);
    let view = AllView {
        address: found.correspondent.address.clone(),
        lines: lines(&found),
        rhythms: RHYTHMS,
        most_a_day: found.correspondent.most_a_day,
        paused: found.correspondent.paused_until.filter(|at| *at > now).map(|at| guest.when(at)),
        done: match query.as_str() {
            "confirmed" => Some("subscribe-confirmed"),
            "saved" => Some("settings-saved"),
            _ if undo.is_some() => Some("subscribe-ended"),
            _ => None,
        },
        undo,
        token,
    };
    guest.page("subscribe/all", "subscriptions", view)
}

/// What somebody changes.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Changed {
    #[serde(rename = "do")]
    act: String,
    id: String,
    rhythm: String,
    most: u32,
    days: i64,
}

/// Changes one, or how somebody is written to.
async fn change(
    guest: Guest,
    Path(token): Path<String>,
    Form(typed): Form<Changed>,
) -> Result<Response, Fault> {
    let agency = guest.agency();
    let id = || typed.id.parse().map_err(|_| Fault::NotFound);
    let known = agency.subscriptions(&token).await?.correspondent;
    let mut to = format!("/subscriptions/{token}?saved");
    match typed.act.as_str() {
        "rhythm" => agency.change_subscription(&token, id()?, (&typed.rhythm, true)).await?,
        "end" => {
            agency.change_subscription(&token, id()?, (&typed.rhythm, false)).await?;
            to = format!("/subscriptions/{token}?ended={}", id()?);
        }
        "most" => agency.change_correspondence(&token, typed.most, known.paused_until).await?,
        "pause" => {
            let until = agency.now() + SignedDuration::from_hours(24 * typed.days.clamp(1, 365));
            agency.change_correspondence(&token, known.most_a_day, Some(until)).await?;
        }
        "go-on" => agency.change_correspondence(&token, known.most_a_day, None).await?,
        _ => return Err(Fault::Bad("no such act".into())),
    }
    Ok(guest.on(&to))
}

#[derive(Serialize)]
struct EndView {
    token: String,
    all: String,
    what: String,
    name: String,
    is_active: bool,
    is_changed: bool,
}

async fn end_view(guest: &Guest, token: String, is_changed: bool) -> Result<Response, Fault> {
    let (it, all) = guest.agency().to_end(&token).await?;
    let edition = it.edition.parse().map_err(|_| Fault::NotFound)?;
    let name = guest.agency().wish_name(&edition, &it.what, &it.value).unwrap_or_else(|_| it.value.clone());
    let view = EndView { token, all, is_active: it.state == "active", what: it.what, name, is_changed };
    guest.page("subscribe/end", "subscribe-end", view)
}

/// The page that a mail's foot leads to. Opening it changes nothing.
async fn end_page(guest: Guest, Path(token): Path<String>) -> Result<Response, Fault> {
    end_view(&guest, token, false).await
}

/// What a button of that page says; a mail program that ends it by one click says nothing of it.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Ended {
    again: Option<String>,
}

/// Ends it, or begins it again.
async fn end(guest: Guest, Path(token): Path<String>, Form(typed): Form<Ended>) -> Result<Response, Fault> {
    guest.agency().end_subscription(&token, typed.again.is_some()).await?;
    end_view(&guest, token, true).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_that_repeats_a_name_is_read_whole() {
        let typed =
            Typed::read("address=a%40b.example&to=edition&to=section%3Aworld&rhythm=at-once&x=%zz&to=a+b");
        assert_eq!((typed.address.as_str(), typed.rhythm.as_str()), ("a@b.example", "at-once"));
        assert_eq!(typed.to, ["edition", "section:world", "a b"]);
    }
}
