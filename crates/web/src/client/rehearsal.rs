//! The rehearsal: every kind of move of an invented story, sent on demand to a destination of the subscriber.

use axum::Form;
use axum::http::StatusCode;
use axum::response::Response;
use newsroom::Rehearsed;
use serde::{Deserialize, Serialize};
use story::{DestinationId, Kind};

use super::who::Portal;
use crate::fault::Fault;

/// The kinds of move that a rehearsal has.
const KINDS: [Kind; 8] = [
    Kind::New,
    Kind::Update,
    Kind::Correction,
    Kind::Refile,
    Kind::Repeat,
    Kind::Hold,
    Kind::Release,
    Kind::Withdrawal,
];

#[derive(Serialize)]
struct Place {
    id: String,
    name: String,
    channel: &'static str,
}

#[derive(Serialize)]
struct Answer {
    kind: String,
    is_taken: bool,
    said: String,
}

#[derive(Serialize)]
struct View {
    places: Vec<Place>,
    kinds: Vec<&'static str>,
    answers: Vec<Answer>,
    address: String,
}

/// The page.
pub async fn page(portal: Portal) -> Result<Response, Fault> {
    show(&portal, Vec::new()).await
}

/// To which destination, and which kind of move; all without.
#[derive(Debug, Deserialize)]
pub struct Send {
    destination: DestinationId,
    #[serde(default)]
    kind: String,
}

/// Sends it and shows what the destination answered.
pub async fn send(portal: Portal, Form(send): Form<Send>) -> Result<Response, Fault> {
    let kind = send.kind.parse::<Kind>().ok();
    let answers = portal.agency().rehearse(&portal.user, send.destination, kind, portal.url()).await?;
    show(&portal, answers).await
}

async fn show(portal: &Portal, answers: Vec<Rehearsed>) -> Result<Response, Fault> {
    let places = portal.agency().rehearsal_destinations(&portal.user).await?.into_iter();
    let view = View {
        places: places
            .map(|it| Place { id: it.id.to_string(), name: it.name, channel: it.channel.as_str() })
            .collect(),
        kinds: KINDS.map(Kind::as_str).to_vec(),
        answers: answers
            .into_iter()
            .map(|it| Answer { kind: it.kind, is_taken: it.is_taken, said: it.said })
            .collect(),
        address: format!("{}/api/wire/test", portal.url()),
    };
    portal.page(StatusCode::OK, "test", &portal.say("client-test", &[]), view)
}
