//! The search of an edition: what was asked, what was found, where it says so, and how to ask for less.

use std::ops::Range;

use axum::extract::Query;
use axum::response::{IntoResponse, Response};
use newsroom::views::Item;
use newsroom::{Facet, Found, MOST_COUNTED, Marker, SearchAfter, SearchOrder, Sought};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::ask::Ask;
use crate::edition::Site;
use crate::fault::Fault;
use crate::served::{Keep, Served};
use crate::site::frame::Frame;
use crate::site::query_value;
use crate::site::view::Card;

/// How many results a page has.
const RESULTS: usize = 20;
/// More of a query is not read, in characters.
const LONGEST: usize = 400;

/// What a reader searches for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    q: String,
    order: String,
    after: String,
    format: String,
}

#[derive(Serialize)]
struct SearchPage {
    frame: Frame,
    query: String,
    is_best: bool,
    /// Examples of what can be typed, each with what it finds.
    examples: Vec<(String, String)>,
    total: Option<usize>,
    /// There are as many at the least.
    is_more: bool,
    results: Vec<Hit>,
    narrower: Vec<Narrower>,
    /// What may have been meant, and its address.
    meant: Option<(String, String)>,
    next: Option<String>,
    first: Option<String>,
}

/// A story that was found.
#[derive(Serialize)]
struct Hit {
    card: Card,
    headline: Vec<Piece>,
    passage: Option<PassageView>,
}

#[derive(Serialize)]
struct PassageView {
    pieces: Vec<Piece>,
    is_cut_before: bool,
    is_cut_after: bool,
}

/// A piece of text, and whether it was asked for.
#[derive(Serialize)]
struct Piece {
    text: String,
    is_marked: bool,
}

/// Ways to ask for less.
#[derive(Serialize)]
struct Narrower {
    name: String,
    ways: Vec<Way>,
}

#[derive(Serialize)]
struct Way {
    label: String,
    count: usize,
    href: String,
    /// It is asked for already; the address asks for it no more.
    is_on: bool,
}

/// What can be typed, by the word in the names of its messages.
const EXAMPLES: [&str; 9] =
    ["words", "phrase", "or", "not", "brackets", "beginning", "part", "sorted", "day"];

/// The search: a page, or with `format=json` one object.
pub async fn search(ask: Ask, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    let (web, site) = (&ask.web, &ask.site);
    let query = asked.q.trim().chars().take(LONGEST).collect::<String>();
    let edition = &site.edition().slug;
    let order = if asked.order == "best" { SearchOrder::Best } else { SearchOrder::Newest };
    let after: Option<SearchAfter> = asked.after.parse().ok();
    let sought = Sought { text: &query, order, limit: RESULTS, after, counts: after.is_none() };
    let found = web.agency.search(edition, sought).await?;
    if asked.format == "json" {
        return Ok(as_json(&ask, &query, &found));
    }
    let address = |query: &str, after: Option<SearchAfter>| {
        let order = if order == SearchOrder::Best { "&order=best" } else { "" };
        let after = after.map_or(String::new(), |after| format!("&after={after}"));
        format!("{}?q={}{order}{after}", site.path("/search"), query_value(query))
    };
    let meant = match found.total {
        0 => web.agency.meant(edition, sought).await?,
        _ => None,
    };
    let mut frame = Frame::of(site, i18n::message(site.locale(), "search", &[])).unlisted();
    if !query.is_empty() {
        frame = frame.subscribe(&format!("search&value={}", query_value(&query)));
    }
    let say = |key: &str| i18n::message(site.locale(), key, &[]);
    let mut marker = Marker::new(&query);
    let view = SearchPage {
        frame,
        is_best: order == SearchOrder::Best,
        examples: EXAMPLES
            .map(|of| (say(&format!("search-example-{of}")), say(&format!("search-finds-{of}"))))
            .into(),
        is_more: found.total == MOST_COUNTED,
        total: if query.is_empty() { None } else { Some(found.total) },
        results: found
            .items
            .iter()
            .map(|item| result(item, Card::of(item, site, web), &mut marker))
            .collect(),
        narrower: narrower(&found, site, &query, |query| address(query, None)),
        meant: meant.map(|meant| (address(&meant, None), meant)),
        next: found.next.map(|next| address(&query, Some(next))),
        first: after.map(|_| address(&query, None)),
        query,
    };
    let html = web.theme.render("site/search.html", site.locale(), view)?;
    Ok(Served::html(html).with_keep(Keep::Never).answer(&ask.method, &ask.headers))
}

fn result(item: &Item, card: Card, marker: &mut Marker) -> Hit {
    let content = &item.revision.content;
    let headline = pieces(&card.headline, &marker.headline(&content.language, &card.headline));
    let texts = content.lead.iter().chain(content.body.iter().map(|paragraph| &paragraph.text));
    let texts: Vec<_> = texts.map(story::Text::as_plain).collect();
    let passage = marker.passage(&content.language, texts.iter().map(AsRef::as_ref));
    Hit {
        headline,
        passage: passage.map(|passage| PassageView {
            pieces: pieces(&passage.text, &passage.marks),
            is_cut_before: passage.is_cut.0,
            is_cut_after: passage.is_cut.1,
        }),
        card,
    }
}

/// The whole text, cut at its marks.
fn pieces(text: &str, marks: &[Range<usize>]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut at = 0;
    let mut piece = |text: &str, is_marked| {
        if !text.is_empty() {
            pieces.push(Piece { text: text.to_owned(), is_marked });
        }
    };
    for mark in marks {
        piece(&text[at..mark.start], false);
        piece(&text[mark.clone()], true);
        at = mark.end;
    }
    piece(&text[at..], false);
    pieces
}

/// By what the hits can be told apart, most frequent first: what adds it to the query, or takes it out.
fn narrower(found: &Found, site: &Site, query: &str, address: impl Fn(&str) -> String) -> Vec<Narrower> {
    let say = |key: &str| i18n::message(site.locale(), key, &[]);
    let way = |facet: Facet, found: &str, count: usize| {
        let part = say(&format!("search-part-{}", facet.name()));
        let kind = (facet == Facet::Kind).then(|| say(&format!("kind-{found}")));
        let value = kind.as_deref().unwrap_or(found);
        let is_word = value.chars().all(|c| c.is_alphanumeric() || c == '-');
        let asked = if is_word {
            format!("{part}:{value}")
        } else {
            format!("{part}:\"{}\"", value.replace('"', " "))
        };
        let without = query.strip_suffix(&asked).filter(|rest| rest.is_empty() || rest.ends_with(' '));
        let label = match facet {
            Facet::Section => {
                let section = value.parse().ok().and_then(|slug| site.edition().section(&slug));
                section.map_or_else(|| value.to_owned(), |section| section.name.clone())
            }
            _ => value.to_owned(),
        };
        let href = address(
            without.map_or_else(|| format!("{query} {asked}"), |rest| rest.trim_end().to_owned()).trim(),
        );
        Way { label, count, href, is_on: without.is_some() }
    };
    found
        .counts
        .iter()
        .map(|(facet, values)| Narrower {
            name: say(&format!("search-by-{}", facet.name())),
            ways: values.iter().map(|(value, count)| way(*facet, value, *count)).collect(),
        })
        .collect()
}

fn as_json(ask: &Ask, query: &str, found: &Found) -> Response {
    let stories: Vec<_> = found
        .items
        .iter()
        .map(|item| {
            json!({
                "id": item.story,
                "headline": item.revision.content.headline,
                "revision": item.revision.number,
                "language": item.revision.content.language,
                "published": item.first_public.to_string(),
                "updated": item.updated.to_string(),
                "url": format!("{}{}", ask.web.options.public_url, ask.web.agency.story_path(item)),
            })
        })
        .collect();
    let counts: serde_json::Map<_, _> = found
        .counts
        .iter()
        .map(|(facet, values)| {
            let values: serde_json::Map<_, _> =
                values.iter().map(|(value, count)| (value.clone(), json!(count))).collect();
            (facet.name().to_owned(), json!(values))
        })
        .collect();
    let next = found.next.map(|next| next.to_string());
    let body = json!({ "query": query, "total": found.total, "isMore": found.total == MOST_COUNTED, "stories": stories, "next": next, "counts": counts });
    Served::new("application/json", body.to_string(), Keep::Never)
        .answer(&ask.method, &ask.headers)
        .into_response()
}
