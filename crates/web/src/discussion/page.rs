//! A discussion's pages: threads in an order, and one thread.

use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use discussion::{Mode, Order};
use newsroom::DiscussionPage;
use serde::Serialize;
use serde_json::json;
use story::ShortId;

use super::view::{MessageView, feelings};
use crate::ask::Ask;
use crate::fault::Fault;
use crate::layers::moved;
use crate::pages::{Rendered, Tag};
use crate::reader::MaybeReader;
use crate::served::{Keep, Served};
use crate::site::frame::Frame;
use crate::site::view::When;

/// What the address of a story's discussion and of its room names.
pub type Address = (String, String, String, String, String);

/// An order to choose.
#[derive(Serialize)]
struct OrderLink {
    name: &'static str,
    href: String,
    is_here: bool,
}

#[derive(Serialize)]
struct View {
    frame: Frame,
    story: String,
    path: String,
    headline: String,
    lang: String,
    dir: &'static str,
    count: u64,
    change: u64,
    closed: Option<&'static str>,
    closes: Option<When>,
    is_questions: bool,
    is_watched: bool,
    is_first: bool,
    orders: Vec<OrderLink>,
    picked: Vec<MessageView>,
    above: Vec<MessageView>,
    threads: Vec<MessageView>,
    next: Option<String>,
    is_thread: bool,
    reactions: Vec<(&'static str, &'static str)>,
}

/// The short id at the end of a story's address.
pub fn short_of(last: &str) -> Result<ShortId, Fault> {
    last.rsplit('-').next().unwrap_or_default().parse().map_err(|_| Fault::NotFound)
}

/// One value of a query.
pub fn value<'a>(query: &'a str, name: &str) -> Option<&'a str> {
    query
        .split('&')
        .find_map(|part| part.split_once('=').filter(|(key, _)| *key == name).map(|(_, value)| value))
}

/// A place in an order as an address writes it: `sequence` or `useful.sequence`.
fn cursor(text: &str) -> Option<newsroom::Cursor> {
    let (useful, sequence) = text.split_once('.').unwrap_or(("0", text));
    Some(newsroom::Cursor { useful: useful.parse().ok()?, sequence: sequence.parse().ok()? })
}

/// The discussion of a story: `?order=` and `?after=` name a page of it, `?from=` one that begins with a message.
pub async fn page(ask: Ask, Path((.., last)): Path<Address>) -> Result<Response, Fault> {
    let short = short_of(&last)?;
    let order: Option<Order> = value(&ask.query, "order").and_then(|it| it.parse().ok());
    let from = value(&ask.query, "from").and_then(|it| it.parse::<u64>().ok());
    let from = from.map(|it| newsroom::Cursor { useful: 0, sequence: it + 1 });
    let after = value(&ask.query, "after").and_then(cursor).or(from);
    let view = newsroom::View { order, after, is_unanswered: ask.has_query("unanswered") };
    let found = ask.web.agency.discussion(short, view).await?;
    let path = ask.web.agency.story_path(&found.item);
    if format!("{path}/discussion") != ask.asked {
        return Ok(moved(
            &format!("{path}/discussion"),
            Some(&ask.query).filter(|it| !it.is_empty()).map(String::as_str),
        ));
    }
    answer(&ask, &found, &path, (view, None)).await
}

/// One thread.
pub async fn thread(
    ask: Ask,
    Path((_, _, _, _, last, number)): Path<(String, String, String, String, String, u64)>,
) -> Result<Response, Fault> {
    let after = value(&ask.query, "after").and_then(cursor).map_or(0, |it| it.sequence);
    let found = ask.web.agency.thread(short_of(&last)?, number, after).await?;
    let path = ask.web.agency.story_path(&found.item);
    if format!("{path}/discussion/{number}") != ask.asked {
        return Ok(moved(&format!("{path}/discussion/{number}"), None));
    }
    answer(&ask, &found, &path, (newsroom::View::default(), Some(number))).await
}

async fn answer(
    ask: &Ask,
    found: &DiscussionPage,
    path: &str,
    (asked, thread): (newsroom::View, Option<u64>),
) -> Result<Response, Fault> {
    ask.page(async {
        let (web, site) = (&ask.web, &ask.site);
        let now = web.agency.now();
        let content = &found.item.revision.content;
        let is_open = found.closed.is_none();
        let here = format!("{path}/discussion");
        let order = asked.order.unwrap_or(Order::Newest);
        let is_questions = found.discussion.mode == Mode::Questions;
        let mut orders: Vec<OrderLink> = Order::ALL
            .iter()
            .map(|it| OrderLink {
                name: it.as_str(),
                href: if *it == Order::Newest {
                    here.clone()
                } else {
                    format!("{here}?order={}", it.as_str())
                },
                is_here: *it == order && !asked.is_unanswered,
            })
            .collect();
        if is_questions {
            let href = format!("{here}?unanswered");
            orders.push(OrderLink { name: "unanswered", href, is_here: asked.is_unanswered });
        }
        let next = found.next.map(|it| match (thread, order) {
            (Some(number), _) => format!("{here}/{number}?after={}", it.sequence),
            (None, Order::Useful) => format!("{here}?order=useful&after={}.{}", it.useful, it.sequence),
            (None, _) if asked.is_unanswered => format!("{here}?unanswered&after={}", it.sequence),
            (None, order) => format!("{here}?order={}&after={}", order.as_str(), it.sequence),
        });
        let title = i18n::message(
            site.locale(),
            "discussion-of",
            &[("headline", i18n::Arg::Text(content.headline.as_str()))],
        );
        let mut frame = Frame::of(site, title);
        frame.canonical = Some(format!("{}{here}", web.options.public_url));
        // The threads of a page are listed by the first one; further ones are only followed.
        frame.is_listed =
            thread.is_none() && asked == newsroom::View::default() && found.discussion.visible > 0;
        let view = View {
            frame,
            story: found.item.story.to_string(),
            path: path.to_owned(),
            headline: content.headline.clone(),
            lang: content.language.to_string(),
            dir: content.language.direction().as_str(),
            count: found.discussion.visible,
            change: found.discussion.last_change,
            closed: found.closed.map(discussion::Closing::as_str),
            closes: found.closes_at.filter(|_| is_open).map(|at| When::of(at, site, now)),
            is_questions,
            is_watched: found.discussion.is_watched,
            is_first: asked.after.is_none() && thread.is_none(),
            orders,
            picked: found.picked.iter().map(|it| MessageView::of(it, path, is_open, site, web)).collect(),
            above: found.above.iter().map(|it| MessageView::of(it, path, is_open, site, web)).collect(),
            threads: found
                .threads
                .iter()
                .map(|it| MessageView::threaded(it, path, is_open, site, web))
                .collect(),
            next,
            is_thread: thread.is_some(),
            reactions: feelings(),
        };
        let html = web.theme.render("discussion/page.html", site.locale(), view)?;
        let tags = vec![Tag::Discussion(found.item.story), Tag::Story(found.item.story)];
        Ok(Rendered { served: Served::html(html), tags, until: found.closes_at.filter(|at| *at > now) })
    })
    .await
}

/// What a signed-in reader's own eyes see of it, for scripts.
pub async fn mine(
    ask: Ask,
    MaybeReader(reader): MaybeReader,
    Path((.., last)): Path<Address>,
) -> Result<Response, Fault> {
    let found = ask.web.agency.discussion(short_of(&last)?, newsroom::View::default()).await?;
    let body = match &reader {
        None => json!({ "name": null }),
        Some(reader) => {
            let mine = ask.web.agency.mine(reader, found.item.story).await?;
            let felt: Vec<_> = mine.reactions.iter().map(|(id, it)| (id, it.as_str())).collect();
            json!({ "name": reader.name, "id": reader.id, "useful": mine.useful, "reactions": felt, "muted": mine.muted, "follows": mine.follows })
        }
    };
    let served = Served::new("application/json", body.to_string(), Keep::Never);
    let mut response = served.answer(&ask.method, &ask.headers).into_response();
    response.headers_mut().insert(header::VARY, axum::http::HeaderValue::from_static("Cookie"));
    Ok(response)
}
