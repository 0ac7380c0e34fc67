//! Sources of copy and the rules that route it: where it comes from, where it goes, and what came.

use std::collections::HashMap;

use axum::Form;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use i18n::Arg;
use newsroom::{Error, RuleForm, SourceForm};
use serde::Serialize;
use story::{Becomes, DeskId, Intake, Permission, RuleId, SourceId};

use super::choices::{DeskChoice, EditionChoice, URGENCIES, desks, editions};
use super::line::{moment, zone};
use super::refusals::{Beside, beside};
use super::who::{Desk, on_to};
use crate::fault::Fault;

/// The most arrivals of a source that are shown.
const SHOWN: u32 = 100;

/// Fields as they are typed, by name.
type Typed = HashMap<String, String>;

fn said<'a>(typed: &'a Typed, name: &str) -> &'a str {
    typed.get(name).map_or("", String::as_str)
}

#[derive(Serialize)]
struct Row {
    id: String,
    name: String,
    intake: &'static str,
    address: String,
    to: String,
    becomes: &'static str,
    desk: String,
    is_active: bool,
    asked: Option<String>,
    next: Option<String>,
    failures: u32,
    said: String,
}

#[derive(Serialize)]
struct Rule {
    id: String,
    place: u32,
    filter: String,
    section: String,
    becomes: &'static str,
    desk: String,
    urgency: Option<u32>,
}

#[derive(Serialize)]
struct Tried {
    said: String,
    warning: Option<String>,
    headlines: Vec<String>,
}

#[derive(Serialize)]
struct List {
    sources: Vec<Row>,
    rules: Vec<Rule>,
    editions: Vec<EditionChoice>,
    desks: Vec<DeskChoice>,
    urgencies: [u8; 8],
    intakes: Vec<&'static str>,
    outcomes: Vec<&'static str>,
    fields: String,
    typed: Typed,
    faults: Beside,
    tried: Option<Tried>,
    /// A token, shown this once.
    shown: Option<String>,
}

/// All sources and rules.
pub async fn page(desk: Desk) -> Result<Response, Fault> {
    list(&desk, Typed::new(), Beside::new(), None, None).await
}

/// Adds a source or a rule, tries a rule, or changes what there is.
pub async fn change(desk: Desk, Form(typed): Form<Typed>) -> Result<Response, Fault> {
    let (agency, who) = (desk.agency(), &desk.staff);
    let source = || said(&typed, "id").parse::<SourceId>().map_err(|_| Error::NotFound);
    let rule = || said(&typed, "id").parse::<RuleId>().map_err(|_| Error::NotFound);
    let done = match said(&typed, "do") {
        "source" => match agency.add_source(who, source_form(&typed)).await {
            Ok((_, Some(token))) => {
                return list(&desk, Typed::new(), Beside::new(), None, Some(token)).await;
            }
            other => other.map(drop),
        },
        "rule" => agency.add_routing_rule(who, &rule_form(&typed)).await,
        "try" => match agency.try_filter(who, said(&typed, "filter")).await {
            Ok(tried) => {
                let tried = tell(&desk, tried);
                return list(&desk, typed, Beside::new(), Some(tried), None).await;
            }
            Err(error) => Err(error),
        },
        "use" => match source() {
            Ok(id) => agency.use_source(who, id, true).await,
            Err(error) => Err(error),
        },
        "rest" => match source() {
            Ok(id) => agency.use_source(who, id, false).await,
            Err(error) => Err(error),
        },
        "raise" => match rule() {
            Ok(id) => agency.raise_routing_rule(who, id).await,
            Err(error) => Err(error),
        },
        "drop" => match rule() {
            Ok(id) => agency.drop_routing_rule(who, id).await,
            Err(error) => Err(error),
        },
        other => return Err(Fault::Bad(format!("there is nothing to do by the name of `{other}`"))),
    };
    match done {
        Ok(()) => Ok(on_to("/desk/sources")),
        Err(Error::Faults(faults)) => {
            // The two forms of the page have fields of the same name.
            let prefix = if said(&typed, "do") == "source" { "source" } else { "rule" };
            let faults = beside(desk.locale, &faults);
            let faults =
                faults.into_iter().map(|(field, fault)| (format!("{prefix}-{field}"), fault)).collect();
            list(&desk, typed, faults, None, None).await
        }
        Err(error) => Err(error.into()),
    }
}

fn source_form(typed: &Typed) -> SourceForm {
    let of = |name: &str| said(typed, name).to_owned();
    SourceForm {
        name: of("name"),
        intake: of("intake"),
        address: of("address"),
        token: of("token"),
        section: of("to"),
        becomes: of("becomes"),
        minutes: of("minutes"),
        desk: of("at-desk"),
    }
}

fn rule_form(typed: &Typed) -> RuleForm {
    let of = |name: &str| said(typed, name).to_owned();
    RuleForm {
        filter: of("filter"),
        section: of("section"),
        becomes: of("rule-becomes"),
        desk: of("rule-desk"),
        urgency: of("urgency"),
    }
}

/// What a rule would have meant; a rule that means nothing or everything is told to do so.
fn tell(desk: &Desk, tried: newsroom::Tried) -> Tried {
    let count = |n: usize| Arg::Number(i64::try_from(n).unwrap_or(i64::MAX));
    let args = [("count", count(tried.headlines.len())), ("of", count(tried.of))];
    let warning = match tried.headlines.len() {
        0 => Some(desk.say("desk-rule-nothing", &[])),
        all if all == tried.of => Some(desk.say("desk-rule-everything", &[])),
        _ => None,
    };
    let said = desk.say("desk-product-tried", &args);
    Tried { said, warning, headlines: tried.headlines.into_iter().take(20).collect() }
}

async fn list(
    desk: &Desk,
    mut typed: Typed,
    faults: Beside,
    tried: Option<Tried>,
    shown: Option<String>,
) -> Result<Response, Fault> {
    let (agency, who) = (desk.agency(), &desk.staff);
    let (house, now) = (agency.house(), agency.now());
    let time = |at| moment(at, now, &zone(&house));
    let desks = desks(desk).await?;
    let name_of = |id: Option<DeskId>| {
        let id = id.map(|id| id.to_string());
        desks.iter().find(|it| Some(&it.id) == id.as_ref()).map(|it| it.name.clone()).unwrap_or_default()
    };
    let sources = agency.sources(who).await?.into_iter().map(|source| Row {
        id: source.id.to_string(),
        name: source.name,
        intake: source.intake.as_str(),
        address: source.address,
        to: format!("{}/{}", source.edition.as_str(), source.section.as_str()),
        becomes: source.becomes.as_str(),
        desk: name_of(source.desk),
        is_active: source.is_active,
        asked: source.asked_at.map(time),
        next: (source.is_active && matches!(source.intake, Intake::Feed | Intake::Mailbox))
            .then(|| time(source.due_at)),
        failures: source.failures,
        said: source.said.unwrap_or_default(),
    });
    let sources = sources.collect();
    let rules = agency.routing_rules(who).await?.into_iter().map(|rule| Rule {
        id: rule.id.to_string(),
        place: rule.place,
        filter: rule.filter,
        section: rule.section.as_str().to_owned(),
        becomes: rule.becomes.as_str(),
        desk: name_of(rule.desk),
        urgency: rule.urgency,
    });
    let rules = rules.collect();
    for name in [
        "name",
        "intake",
        "address",
        "token",
        "to",
        "becomes",
        "minutes",
        "filter",
        "section",
        "rule-becomes",
        "at-desk",
        "rule-desk",
        "urgency",
    ] {
        typed.entry(name.to_owned()).or_default();
    }
    let rule_becomes = said(&typed, "rule-becomes").to_owned();
    typed.insert("rule_becomes".into(), rule_becomes);
    let (at_desk, rule_desk) = (said(&typed, "at-desk").to_owned(), said(&typed, "rule-desk").to_owned());
    typed.extend([("at_desk".into(), at_desk), ("rule_desk".into(), rule_desk)]);
    let fields: Vec<&str> = story::filter::Field::ALL.iter().map(|field| field.as_str()).collect();
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let view = List {
        sources,
        rules,
        editions: editions(&house),
        desks: desks.clone(),
        urgencies: URGENCIES,
        intakes: Intake::ALL.iter().map(|it| it.as_str()).collect(),
        outcomes: Becomes::ALL.iter().map(|it| it.as_str()).collect(),
        fields: fields.join(", "),
        typed,
        faults,
        tried,
        shown,
    };
    desk.page_with(status, "sources", "desk-sources", view)
}

#[derive(Serialize)]
struct Came {
    at: String,
    headline: String,
    item: String,
    outcome: String,
    why: String,
    draft: Option<String>,
}

#[derive(Serialize)]
struct One {
    name: String,
    said: String,
    arrivals: Vec<Came>,
}

/// What came from one source.
pub async fn one(desk: Desk, Path(id): Path<SourceId>) -> Result<Response, Fault> {
    if !desk.may(Permission::ManageAgency) {
        return Err(Fault::NotAllowed);
    }
    let (agency, who) = (desk.agency(), &desk.staff);
    let source =
        agency.sources(who).await?.into_iter().find(|source| source.id == id).ok_or(Fault::NotFound)?;
    let (house, now) = (agency.house(), agency.now());
    let arrivals = agency.arrivals(who, id, SHOWN).await?.into_iter().map(|it| Came {
        at: moment(it.at, now, &zone(&house)),
        headline: it.headline,
        item: it.item,
        draft: (it.outcome == "draft").then(|| it.draft.map(|draft| draft.to_string())).flatten(),
        outcome: it.outcome,
        why: it.why,
    });
    let arrivals = arrivals.collect();
    desk.page(
        "sources_one",
        "desk-sources",
        One { name: source.name, said: source.said.unwrap_or_default(), arrivals },
    )
}
