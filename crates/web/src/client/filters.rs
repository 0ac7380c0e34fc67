//! The filters that somebody saved, and how they are told of what these mean.

use axum::Form;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use newsroom::Error;
use serde::{Deserialize, Serialize};
use story::{Alert, SavedFilterId};

use super::who::Portal;
use crate::desk::{Beside, beside};
use crate::fault::Fault;

#[derive(Serialize)]
struct Saved {
    id: String,
    name: String,
    filter: String,
    alert: &'static str,
}

/// A filter as it is typed.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Typed {
    #[serde(rename = "do", skip_serializing)]
    act: String,
    id: String,
    name: String,
    filter: String,
    alert: String,
}

#[derive(Serialize)]
struct View {
    filters: Vec<Saved>,
    alerts: Vec<&'static str>,
    fields: String,
    example: &'static str,
    typed: Typed,
    faults: Beside,
}

/// The page.
pub async fn page(portal: Portal) -> Result<Response, Fault> {
    show(&portal, Typed::default(), Beside::new()).await
}

/// Saves, changes or drops a filter.
pub async fn change(portal: Portal, Form(typed): Form<Typed>) -> Result<Response, Fault> {
    let (agency, who) = (portal.agency(), &portal.user);
    let id = typed.id.parse::<SavedFilterId>().ok();
    let done = match (typed.act.as_str(), id) {
        ("save", id) => {
            let fields = (typed.name.as_str(), typed.filter.as_str(), typed.alert.as_str());
            agency.save_filter(who, id, fields).await.map(drop)
        }
        ("drop", Some(id)) => agency.drop_filter(who, id).await,
        _ => return Err(Fault::NotFound),
    };
    match done {
        Ok(()) => Ok(Redirect::to("/client/filters").into_response()),
        Err(Error::Faults(faults)) => show(&portal, typed, beside(portal.locale, &faults)).await,
        Err(error) => Err(error.into()),
    }
}

async fn show(portal: &Portal, typed: Typed, faults: Beside) -> Result<Response, Fault> {
    let saved = portal.agency().saved_filters(&portal.user).await?.into_iter();
    let fields: Vec<&str> = story::filter::Field::ALL.iter().map(|field| field.as_str()).collect();
    let view = View {
        filters: saved
            .map(|it| Saved {
                id: it.id.to_string(),
                name: it.name,
                filter: it.filter,
                alert: it.alert.as_str(),
            })
            .collect(),
        alerts: Alert::ALL.iter().map(|alert| alert.as_str()).collect(),
        fields: fields.join(", "),
        example: "section = world and urgency < 4",
        typed,
        faults,
    };
    let status = if view.faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    portal.page(status, "filters", &portal.say("client-filters", &[]), view)
}
