//! Subscribers and products: who may have what of the wire, where it goes, and how each delivery went.

use std::collections::HashMap;

use axum::Form;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use i18n::{Arg, Locale};
use jiff::SignedDuration;
use newsroom::{DestinationForm, Error, LedgerLine};
use serde::Serialize;
use story::{
    Channel, ClientId, DestinationId, Permission, ProductId, Progress, SubscriberId, SubscriberStanding,
};

use super::choices::{LanguageChoice, interface};
use super::line::{moment, zone};
use super::refusals::{Beside, beside};
use super::who::{Desk, on_to};
use crate::fault::Fault;

/// The most lines of the ledger that are shown.
const SHOWN: u32 = 60;

/// Fields as they are typed, by name.
type Typed = HashMap<String, String>;

fn said<'a>(typed: &'a Typed, name: &str) -> &'a str {
    typed.get(name).map_or("", String::as_str)
}

#[derive(Serialize)]
struct Row {
    id: String,
    name: String,
    standing: &'static str,
    products: Vec<String>,
}

#[derive(Serialize)]
struct ProductRow {
    id: String,
    name: String,
    filter: String,
    terms: String,
    /// `granted`, `denied` or nothing, for one subscriber.
    given: &'static str,
}

#[derive(Serialize)]
struct Tried {
    said: String,
    headlines: Vec<String>,
}

#[derive(Serialize)]
struct Kill {
    subscriber: String,
    id: String,
    slugline: String,
    kind: String,
    at: String,
    reminders: u32,
}

#[derive(Serialize)]
struct List {
    kills: Vec<Kill>,
    subscribers: Vec<Row>,
    products: Vec<ProductRow>,
    typed: Typed,
    faults: Beside,
    tried: Option<Tried>,
    example: &'static str,
    fields: String,
}

/// All subscribers and products.
pub async fn page(desk: Desk) -> Result<Response, Fault> {
    list(&desk, Typed::new(), Beside::new(), None).await
}

/// Adds a subscriber or a product, or tries a filter.
pub async fn change(desk: Desk, Form(typed): Form<Typed>) -> Result<Response, Fault> {
    let (agency, who) = (desk.agency(), &desk.staff);
    let done = match said(&typed, "do") {
        "subscriber" => match agency.add_subscriber(who, said(&typed, "name"), said(&typed, "zone")).await {
            Ok(id) => return Ok(on_to(&format!("/desk/subscribers/{id}"))),
            Err(error) => Err(error),
        },
        "try" => match agency.try_filter(who, said(&typed, "filter")).await {
            Ok(tried) => {
                let count = |n: usize| Arg::Number(i64::try_from(n).unwrap_or(i64::MAX));
                let args = [("count", count(tried.headlines.len())), ("of", count(tried.of))];
                let headlines = tried.headlines.into_iter().take(20).collect();
                let tried = Tried { said: desk.say("desk-product-tried", &args), headlines };
                return list(&desk, typed, Beside::new(), Some(tried)).await;
            }
            Err(error) => Err(error),
        },
        "product" => {
            let id = said(&typed, "id").parse::<ProductId>().ok();
            let fields = (said(&typed, "product"), said(&typed, "filter"), said(&typed, "terms"));
            agency.put_product(who, id, fields).await.map(drop)
        }
        other => return Err(Fault::Bad(format!("there is nothing to do by the name of `{other}`"))),
    };
    match done {
        Ok(()) => Ok(on_to("/desk/subscribers")),
        Err(Error::Faults(faults)) => {
            let mut faults = beside(desk.locale, &faults);
            // The two forms of the page have a field of the same name.
            if said(&typed, "do") == "product"
                && let Some(fault) = faults.remove("name")
            {
                faults.insert("product".into(), fault);
            }
            list(&desk, typed, faults, None).await
        }
        Err(error) => Err(error.into()),
    }
}

fn status_of(faults: &Beside) -> StatusCode {
    if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }
}

async fn list(
    desk: &Desk,
    mut typed: Typed,
    faults: Beside,
    tried: Option<Tried>,
) -> Result<Response, Fault> {
    let (agency, who) = (desk.agency(), &desk.staff);
    let mut subscribers = Vec::new();
    for subscriber in agency.subscribers(who).await? {
        let page = agency.subscriber(who, subscriber.id).await?;
        let mark = |is_denied: bool| if is_denied { "−" } else { "" };
        subscribers.push(Row {
            id: subscriber.id.to_string(),
            name: subscriber.name,
            standing: subscriber.standing.as_str(),
            products: page
                .entitlements
                .iter()
                .map(|it| format!("{}{}", mark(it.is_denied), it.product.name))
                .collect(),
        });
    }
    if said(&typed, "zone").is_empty() {
        typed.insert("zone".into(), zone(&agency.house()).iana_name().unwrap_or("UTC").to_owned());
    }
    for name in ["id", "name", "product", "filter", "terms"] {
        typed.entry(name.to_owned()).or_default();
    }
    let products = products(desk, &[]).await?;
    let fields: Vec<&str> = story::filter::Field::ALL.iter().map(|field| field.as_str()).collect();
    let (example, fields) = ("section = world and not urgency > 4", fields.join(", "));
    let time = |at| moment(at, agency.now(), &zone(&agency.house()));
    let kills = agency.open_kills(who).await?.into_iter().map(|open| Kill {
        id: open.subscriber.id.to_string(),
        subscriber: open.subscriber.name,
        slugline: open.slugline,
        kind: open.kill.kind,
        at: time(open.kill.at),
        reminders: open.kill.reminders,
    });
    let kills = kills.collect();
    let view = List { kills, subscribers, products, typed, faults, tried, example, fields };
    desk.page_with(status_of(&view.faults), "subscribers", "desk-subscribers", view)
}

async fn products(desk: &Desk, given: &[(ProductId, bool)]) -> Result<Vec<ProductRow>, Fault> {
    let all = desk.agency().products(&desk.staff).await?;
    Ok(all
        .into_iter()
        .map(|product| ProductRow {
            given: match given.iter().find(|(id, _)| *id == product.id) {
                Some((_, true)) => "denied",
                Some((_, false)) => "granted",
                None => "none",
            },
            id: product.id.to_string(),
            name: product.name,
            filter: product.filter,
            terms: product.terms.unwrap_or_default(),
        })
        .collect())
}

#[derive(Serialize)]
struct Place {
    id: String,
    name: String,
    channel: &'static str,
    address: String,
    format: String,
    is_active: bool,
    waiting: u64,
    parked: u64,
    tokens: Vec<Token>,
}

/// Somebody who may come into the portal.
#[derive(Serialize)]
struct Person {
    id: String,
    name: String,
    address: String,
    language: String,
    is_active: bool,
}

#[derive(Serialize)]
struct Token {
    start: String,
    label: String,
    networks: String,
    until: String,
    used: Option<String>,
}

/// A line of the ledger, to be shown.
#[derive(Serialize)]
pub struct Line {
    subscriber: String,
    destination: String,
    id: String,
    position: u64,
    kind: String,
    progress: &'static str,
    is_parked: bool,
    attempts: u32,
    at: String,
    answer: String,
    acknowledged: Option<String>,
    why: String,
}

impl Line {
    /// Of a line of the ledger.
    pub fn of(desk: &Desk, line: LedgerLine) -> Line {
        let house = desk.agency().house();
        let shown = |at| moment(at, desk.agency().now(), &zone(&house));
        let by = line.delivery.acknowledged_by.clone();
        Line {
            subscriber: line.subscriber,
            destination: line.destination.name,
            id: line.destination.id.to_string(),
            position: line.delivery.position,
            kind: line.kind,
            progress: line.delivery.progress.as_str(),
            is_parked: line.delivery.progress == Progress::Parked,
            attempts: line.delivery.attempts,
            at: shown(line.delivery.done_at.unwrap_or(line.delivery.made_at)),
            answer: line.delivery.answer.unwrap_or_default(),
            acknowledged: line
                .delivery
                .acknowledged_at
                .map(|at| format!("{} {}", by.unwrap_or_default(), shown(at))),
            why: line.why,
        }
    }
}

#[derive(Serialize)]
struct One {
    id: String,
    name: String,
    given: u64,
    products: Vec<ProductRow>,
    people: Vec<Person>,
    interface: Vec<LanguageChoice>,
    places: Vec<Place>,
    ledger: Vec<Line>,
    standings: Vec<&'static str>,
    channels: Vec<&'static str>,
    formats: Vec<&'static str>,
    typed: Typed,
    faults: Beside,
    /// A token or a secret, shown this once.
    shown: Option<Shown>,
}

#[derive(Serialize)]
struct Shown {
    what: String,
    secret: String,
}

/// One subscriber.
pub async fn one(desk: Desk, Path(id): Path<SubscriberId>) -> Result<Response, Fault> {
    show(&desk, id, Typed::new(), Beside::new(), None).await
}

/// Changes one subscriber, or what belongs to it.
pub async fn change_one(
    desk: Desk,
    Path(id): Path<SubscriberId>,
    Form(typed): Form<Typed>,
) -> Result<Response, Fault> {
    let mut shown = None;
    match act(&desk, id, &typed, &mut shown).await {
        Ok(()) if shown.is_none() => Ok(on_to(&format!("/desk/subscribers/{id}"))),
        Ok(()) => show(&desk, id, Typed::new(), Beside::new(), shown).await,
        Err(Error::Faults(faults)) => {
            // Fields of the same name in other forms of the page are told apart by what was to be done.
            let prefix = said(&typed, "do").to_owned();
            let faults = beside(desk.locale, &faults);
            let faults =
                faults.into_iter().map(|(field, fault)| (format!("{prefix}-{field}"), fault)).collect();
            show(&desk, id, typed, faults, None).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn act(desk: &Desk, id: SubscriberId, typed: &Typed, shown: &mut Option<Shown>) -> Result<(), Error> {
    let (agency, who) = (desk.agency(), &desk.staff);
    let destination = || said(typed, "destination").parse::<DestinationId>().map_err(|_| Error::NotFound);
    let client = || said(typed, "client").parse::<ClientId>().map_err(|_| Error::NotFound);
    match said(typed, "do") {
        "change" => {
            let (name, standing) = (said(typed, "name"), said(typed, "standing"));
            agency
                .change_subscriber(who, id, (name, standing), (said(typed, "territory"), said(typed, "zone")))
                .await
        }
        "entitle" => {
            let chosen = |wanted: &str| -> Vec<ProductId> {
                let all = typed.iter().filter(|(_, value)| *value == wanted);
                all.filter_map(|(name, _)| name.strip_prefix("product-")?.parse().ok()).collect()
            };
            agency.entitle(who, id, chosen("granted"), chosen("denied")).await
        }
        "destination" => {
            let form = DestinationForm {
                name: said(typed, "name").to_owned(),
                channel: said(typed, "channel").to_owned(),
                address: said(typed, "address").to_owned(),
                format: said(typed, "format").to_owned(),
            };
            let (_, secret) = agency.add_destination(who, id, form).await?;
            let what = match said(typed, "channel") {
                "sftp" => "desk-destination-key",
                _ => "desk-destination-secret",
            };
            *shown = secret.map(|secret| Shown { what: desk.say(what, &[]), secret });
            Ok(())
        }
        "token" => {
            let days = said(typed, "days").trim().parse::<i64>().unwrap_or(365).clamp(1, 3650);
            let until = agency.now() + SignedDuration::from_hours(24 * days);
            let fields = (said(typed, "label"), said(typed, "networks"));
            let secret = agency.make_token(who, destination()?, fields, Some(until)).await?;
            *shown = Some(Shown { what: desk.say("desk-token-shown", &[]), secret });
            Ok(())
        }
        "client" => {
            let tag = Locale::of_tag(said(typed, "language")).unwrap_or(Locale::English).tag();
            let fields = (said(typed, "name"), said(typed, "address"), tag);
            let (_, token) = agency.add_client_user(who, id, fields).await?;
            *shown = Some(link(desk, &token));
            Ok(())
        }
        "client-link" => {
            let token = agency.client_claim_for(who, client()?).await?;
            *shown = Some(link(desk, &token));
            Ok(())
        }
        "client-in" => agency.let_client_in(who, client()?, true).await,
        "client-out" => agency.let_client_in(who, client()?, false).await,
        "end-token" => agency.end_token(who, destination()?, said(typed, "token")).await,
        "move" => {
            let fields = (said(typed, "address"), said(typed, "format"));
            agency.change_destination(who, destination()?, fields).await
        }
        "use" => agency.use_destination(who, destination()?, true).await,
        "rest" => agency.use_destination(who, destination()?, false).await,
        "resend" => {
            let position = said(typed, "position").parse().map_err(|_| Error::NotFound)?;
            agency.resend(who, destination()?, position).await
        }
        _ => Err(Error::NotFound),
    }
}

/// A one-time link, to be handed to whom it is for.
fn link(desk: &Desk, token: &str) -> Shown {
    let secret = format!("{}/client/claim/{token}", desk.web.options.public_url);
    Shown { what: desk.say("desk-password-link-text", &[]), secret }
}

async fn show(
    desk: &Desk,
    id: SubscriberId,
    typed: Typed,
    faults: Beside,
    shown: Option<Shown>,
) -> Result<Response, Fault> {
    if !desk.may(Permission::ManageSubscribers) {
        return Err(Fault::NotAllowed);
    }
    let (agency, who) = (desk.agency(), &desk.staff);
    let page = agency.subscriber(who, id).await?;
    let house = agency.house();
    let time = |at| moment(at, agency.now(), &zone(&house));
    let given: Vec<(ProductId, bool)> =
        page.entitlements.iter().map(|it| (it.product.id, it.is_denied)).collect();
    let places = page.destinations.into_iter().map(|(destination, tokens, (waiting, parked))| Place {
        id: destination.id.to_string(),
        name: destination.name,
        channel: destination.channel.as_str(),
        address: destination.address,
        format: destination.format,
        is_active: destination.is_active,
        waiting,
        parked,
        tokens: tokens
            .into_iter()
            .map(|token| Token {
                start: token.hash.iter().take(6).map(|byte| format!("{byte:02x}")).collect(),
                label: token.label,
                networks: token.networks,
                until: time(token.expires_at),
                used: token.used_at.map(time),
            })
            .collect(),
    });
    let places = places.collect();
    let people = agency.client_users(who, id).await?.into_iter().map(|it| Person {
        id: it.id.to_string(),
        name: it.name,
        address: it.address,
        language: it.language,
        is_active: it.is_active,
    });
    let people = people.collect();
    let ledger = agency.ledger(who, id, SHOWN).await?;
    let mut fields = Typed::from([
        ("name".to_owned(), page.subscriber.name.clone()),
        ("standing".to_owned(), page.subscriber.standing.as_str().to_owned()),
        ("territory".to_owned(), page.subscriber.territory.clone().unwrap_or_default()),
        ("zone".to_owned(), page.subscriber.zone.clone()),
        ("format".to_owned(), "ninjs".to_owned()),
        ("days".to_owned(), "365".to_owned()),
        ("address".to_owned(), String::new()),
        ("channel".to_owned(), String::new()),
        ("destination".to_owned(), String::new()),
    ]);
    fields.extend(typed);
    let view = One {
        id: id.to_string(),
        name: page.subscriber.name,
        given: page.given,
        products: products(desk, &given).await?,
        people,
        interface: interface(),
        places,
        ledger: ledger.into_iter().map(|line| Line::of(desk, line)).collect(),
        standings: SubscriberStanding::ALL.iter().map(|it| it.as_str()).collect(),
        channels: Channel::ALL.iter().filter(|it| **it != Channel::Portal).map(|it| it.as_str()).collect(),
        formats: formats::Format::ALL.iter().map(|it| it.as_str()).collect(),
        typed: fields,
        faults,
        shown,
    };
    desk.page_with(status_of(&view.faults), "subscribers_one", "desk-subscribers", view)
}
