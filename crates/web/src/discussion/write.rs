//! Writing a message: a page with a form; what is not taken comes back with the reason beside it.

use axum::Form;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use discussion::{Finding, Reason};
use i18n::{Arg, Locale};
use newsroom::views::{Item, Message};
use newsroom::{Outcome, Saying};
use serde::{Deserialize, Serialize};

use super::page::{Address, short_of};
use super::view::MessageView;
use crate::fault::Fault;
use crate::reader::Account;

/// What is answered.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct To {
    to: Option<u64>,
}

/// What somebody typed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    text: String,
    client_id: String,
}

#[derive(Serialize)]
struct View {
    headline: String,
    lang: String,
    dir: &'static str,
    path: String,
    action: String,
    parent: Option<MessageView>,
    text: String,
    client_id: String,
    closed: Option<&'static str>,
    is_questions: bool,
    fault: Option<String>,
    held: Option<Vec<String>>,
    href: String,
}

/// The sentence for what a phase found.
pub fn sentence(locale: Locale, it: &Finding) -> String {
    let number = it.detail.parse().unwrap_or(0);
    let key = format!("reason-{}", it.reason.as_str());
    match it.reason {
        Reason::TooShort
        | Reason::TooLong
        | Reason::TooFast
        | Reason::TooNew
        | Reason::ManyLinks
        | Reason::Reported => i18n::message(locale, &key, &[("n", Arg::Number(number))]),
        Reason::BannedWord | Reason::SuspectWord => {
            i18n::message(locale, &key, &[("word", Arg::Text(it.detail.as_str()))])
        }
        _ => i18n::message(locale, &key, &[]),
    }
}

async fn parent(account: &Account, item: &Item, to: Option<u64>) -> Result<Option<Message>, Fault> {
    let Some(number) = to else { return Ok(None) };
    let thread = account.agency().thread(item.short, number, 0).await?;
    Ok(thread.threads.into_iter().next().map(|it| it.message))
}

struct Writing {
    item: Item,
    closed: Option<&'static str>,
    is_questions: bool,
    parent: Option<Message>,
    to: Option<u64>,
}

async fn writing(account: &Account, last: &str, to: Option<u64>) -> Result<Writing, Fault> {
    let found = account.agency().discussion(short_of(last)?, newsroom::View::default()).await?;
    let parent = parent(account, &found.item, to).await?;
    Ok(Writing {
        closed: found.closed.map(discussion::Closing::as_str),
        is_questions: found.discussion.mode == discussion::Mode::Questions,
        item: found.item,
        parent,
        to,
    })
}

fn show(
    account: &Account,
    it: &Writing,
    typed: Typed,
    (fault, held): (Option<String>, Option<Vec<String>>),
) -> Result<Response, Fault> {
    let path = account.agency().story_path(&it.item);
    let content = &it.item.revision.content;
    let is_faulty = fault.is_some();
    let to = it.to.map(|to| format!("?to={to}")).unwrap_or_default();
    // What names a message that is about to be written, so that pressing twice says it once.
    let fresh = || story::MessageId::new(account.agency().now()).0.simple().to_string();
    let client_id = if typed.client_id.is_empty() { fresh() } else { typed.client_id };
    let view = View {
        headline: content.headline.clone(),
        lang: content.language.to_string(),
        dir: content.language.direction().as_str(),
        action: format!("{path}/discussion/write{to}"),
        parent: it.parent.as_ref().map(|it| MessageView::of(it, &path, false, &account.site, &account.web)),
        text: typed.text,
        client_id,
        closed: it.closed,
        is_questions: it.is_questions,
        fault,
        held,
        href: format!("{path}/discussion"),
        path,
    };
    account.again("discussion/write", "discussion-write", view, is_faulty)
}

/// The form.
pub async fn page(
    account: Account,
    Path((.., last)): Path<Address>,
    Query(to): Query<To>,
) -> Result<Response, Fault> {
    if account.agency().stopped(&account.reader).await?.is_some() {
        return Ok(account.on("/account/standing"));
    }
    let it = writing(&account, &last, to.to).await?;
    show(&account, &it, Typed::default(), (None, None))
}

/// Says it.
pub async fn say(
    account: Account,
    Path((.., last)): Path<Address>,
    Query(to): Query<To>,
    Form(typed): Form<Typed>,
) -> Result<Response, Fault> {
    let it = writing(&account, &last, to.to).await?;
    let saying = Saying {
        story: it.item.story,
        parent: it.parent.as_ref().map(|it| it.id),
        text: typed.text.replace("\r\n", "\n"),
        client_id: Some(typed.client_id.clone()).filter(|it| (8..=64).contains(&it.len())),
    };
    let locale = account.locale();
    match account.agency().say(&account.reader, saying).await? {
        Outcome::Visible(message) => {
            let path = account.agency().story_path(&it.item);
            let to = match message.parent {
                None => format!("{path}/discussion#m{}", message.sequence),
                Some(_) => format!("{path}/discussion/{}#m{}", it.to.unwrap_or_default(), message.sequence),
            };
            Ok((StatusCode::SEE_OTHER, [(axum::http::header::LOCATION, to)]).into_response())
        }
        Outcome::Held(message, findings) => {
            let reasons = findings.iter().map(|it| sentence(locale, it)).collect();
            let typed = Typed { text: message.text, ..typed };
            show(&account, &it, typed, (None, Some(reasons)))
        }
        Outcome::Refused(finding) => show(&account, &it, typed, (Some(sentence(locale, &finding)), None)),
        Outcome::Stopped(_) => Ok(account.on("/account/standing")),
    }
}

#[derive(Serialize)]
struct FollowView {
    headline: String,
    lang: String,
    dir: &'static str,
    path: String,
    follows: bool,
}

/// The page on which a whole discussion is followed, or not any more.
pub async fn follow_page(account: Account, Path((.., last)): Path<Address>) -> Result<Response, Fault> {
    let it = writing(&account, &last, None).await?;
    let mine = account.agency().mine(&account.reader, it.item.story).await?;
    let content = &it.item.revision.content;
    let view = FollowView {
        headline: content.headline.clone(),
        lang: content.language.to_string(),
        dir: content.language.direction().as_str(),
        path: account.agency().story_path(&it.item),
        follows: mine.follows,
    };
    account.page("discussion/follow", "discussion-follow", view)
}

/// Whether it is to be followed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Follows {
    follows: String,
}

/// Follows it, or not any more.
pub async fn follow(
    account: Account,
    Path((.., last)): Path<Address>,
    Form(typed): Form<Follows>,
) -> Result<Response, Fault> {
    let it = writing(&account, &last, None).await?;
    account.agency().follow_discussion(&account.reader, it.item.story, None, typed.follows == "yes").await?;
    let to = format!("{}/discussion", account.agency().story_path(&it.item));
    Ok((StatusCode::SEE_OTHER, [(axum::http::header::LOCATION, to)]).into_response())
}
