//! What a reader does with a message: a page of its own with a button for each, so that nothing needs script.

use axum::Form;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use discussion::{Category, Reaction, State, markup};
use newsroom::views::{Item, Message};
use newsroom::{EDIT_SILENTLY, Error, Outcome};
use serde::{Deserialize, Serialize};
use story::MessageId;

use super::view::MessageView;
use super::write::sentence;
use crate::desk::Beside;
use crate::fault::Fault;
use crate::reader::{Account, Guest, MaybeReader};
use crate::site::view::When;

#[derive(Serialize)]
struct View {
    message: MessageView,
    path: String,
    headline: String,
    lang: String,
    dir: &'static str,
    is_own: bool,
    is_useful: bool,
    /// What can be felt, and what they feel: the word, the sign, whether it is it.
    reactions: Vec<(&'static str, &'static str, bool)>,
    is_muted: bool,
    follows: bool,
    /// Whether an edit says nothing of itself.
    is_early: bool,
    state: &'static str,
    grounds: Option<String>,
    text: String,
    categories: Vec<&'static str>,
    reason: String,
    category: String,
    done: Option<String>,
    faults: Beside,
}

/// What a reader pressed or typed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    #[serde(rename = "do")]
    act: String,
    text: String,
    category: String,
    reason: String,
}

async fn show(
    account: &Account,
    (message, item): (Message, Item),
    typed: Option<Typed>,
    (done, faults): (Option<&str>, Beside),
) -> Result<Response, Fault> {
    let agency = account.agency();
    let mine = agency.mine(&account.reader, item.story).await?;
    let path = agency.story_path(&item);
    let content = &item.revision.content;
    let is_own = message.reader == Some(account.reader.id);
    let is_faulty = !faults.is_empty();
    let typed = typed.unwrap_or_else(|| Typed { text: message.text.clone(), ..Typed::default() });
    let view = View {
        headline: content.headline.clone(),
        lang: content.language.to_string(),
        dir: content.language.direction().as_str(),
        is_own,
        is_useful: mine.useful.contains(&message.id),
        reactions: Reaction::ALL
            .iter()
            .map(|it| (it.as_str(), it.sign(), mine.reactions.contains(&(message.id, *it))))
            .collect(),
        is_muted: message.reader.is_some_and(|it| mine.muted.contains(&it)),
        follows: agency.follows_thread(&account.reader, &message).await?,
        is_early: agency.now().duration_since(message.at) <= EDIT_SILENTLY && message.replies == 0,
        state: message.state.as_str(),
        grounds: message.grounds.clone(),
        text: if is_own { typed.text } else { String::new() },
        categories: Category::ALL
            .iter()
            .filter(|it| **it != Category::Illegal)
            .map(|it| it.as_str())
            .collect(),
        reason: typed.reason,
        category: typed.category,
        done: done.map(|key| account.say(key, &[])),
        faults,
        message: MessageView::of(&message, &path, true, &account.site, &account.web),
        path,
    };
    account.again("discussion/act", "discussion-message", view, is_faulty)
}

/// The page.
pub async fn page(account: Account, Path(id): Path<MessageId>) -> Result<Response, Fault> {
    let found = account.agency().message(id, Some(&account.reader)).await?;
    show(&account, found, None, (None, Beside::new())).await
}

/// Does it, and goes back to where the message stands.
pub async fn act(
    account: Account,
    Path(id): Path<MessageId>,
    Form(typed): Form<Typed>,
) -> Result<Response, Fault> {
    let (agency, who) = (account.agency(), &account.reader);
    let (message, item) = agency.message(id, Some(who)).await?;
    let back = format!("{}/discussion/{}#m{}", agency.story_path(&item), message.sequence, message.sequence);
    let author = message.reader;
    let done = match typed.act.as_str() {
        "useful" => agency.mark_useful(who, id, true).await.map(drop),
        "not-useful" => agency.mark_useful(who, id, false).await.map(drop),
        "no-reaction" => agency.react(who, id, None).await.map(drop),
        act if act.starts_with("react-") => {
            let kind = act["react-".len()..].parse().map_err(Fault::Bad)?;
            agency.react(who, id, Some(kind)).await.map(drop)
        }
        "follow" => agency.follow_discussion(who, item.story, Some(id), true).await,
        "unfollow" => agency.follow_discussion(who, item.story, Some(id), false).await,
        "mute" => agency.mute(who, author.ok_or(Fault::NotFound)?, true).await,
        "unmute" => agency.mute(who, author.ok_or(Fault::NotFound)?, false).await,
        "report" => {
            let category: Category = match typed.category.parse() {
                Ok(category) => category,
                Err(_) => {
                    let faults = Beside::from([("category".to_owned(), account.say("fault-choice", &[]))]);
                    return show(&account, (message, item), Some(typed), (None, faults)).await;
                }
            };
            agency.report(who, id, category, &typed.reason).await?;
            let found = agency.message(id, Some(who)).await;
            return match found {
                Ok(found) => show(&account, found, None, (Some("discussion-reported"), Beside::new())).await,
                // It was held by that; there is nothing to go back to.
                Err(_) => account.page("discussion/done", "discussion-reported", ()),
            };
        }
        "edit" => {
            let text = typed.text.replace("\r\n", "\n");
            return match agency.edit_message(who, id, &text).await? {
                Outcome::Visible(_) => Ok(to(&back)),
                Outcome::Held(..) => {
                    let found = agency.message(id, Some(who)).await?;
                    show(&account, found, None, (Some("discussion-edit-held"), Beside::new())).await
                }
                Outcome::Refused(finding) => {
                    let faults = Beside::from([("text".to_owned(), sentence(account.locale(), &finding))]);
                    show(&account, (message, item), Some(typed), (None, faults)).await
                }
                Outcome::Stopped(_) => Ok(account.on("/account/standing")),
            };
        }
        "delete" => {
            agency.delete_message(who, id).await?;
            return Ok(to(&format!("{}/discussion", agency.story_path(&item))));
        }
        _ => return Err(Fault::Bad("no such act".into())),
    };
    match done {
        Ok(()) if message.state == State::Visible => Ok(to(&back)),
        Ok(()) => Ok(to(&format!("{}/discussion", agency.story_path(&item)))),
        Err(error @ Error::TooManyTries { .. }) => {
            let faults = account.faults(error)?;
            show(&account, (message, item), None, (None, faults)).await
        }
        Err(other) => Err(other.into()),
    }
}

fn to(path: &str) -> Response {
    (StatusCode::SEE_OTHER, [(header::LOCATION, path.to_owned())]).into_response()
}

#[derive(Serialize)]
struct Earlier {
    html: String,
    until: When,
}

#[derive(Serialize)]
struct History {
    message: MessageView,
    path: String,
    earlier: Vec<Earlier>,
}

/// What a message said before it was edited.
pub async fn history(
    guest: Guest,
    MaybeReader(reader): MaybeReader,
    Path(id): Path<MessageId>,
) -> Result<Response, Fault> {
    let (message, item) = guest.agency().message(id, reader.as_ref()).await?;
    if message.state != State::Visible {
        return Err(Fault::NotFound);
    }
    let path = guest.agency().story_path(&item);
    let earlier = guest.agency().message_history(id).await?;
    let earlier = earlier
        .into_iter()
        .map(|(text, at)| Earlier { html: markup::html(&text), until: guest.when(at) })
        .collect();
    let message = MessageView::of(&message, &path, false, &guest.site, &guest.web);
    guest.page("discussion/history", "discussion-history", History { message, path, earlier })
}
