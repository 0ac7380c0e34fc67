//! The desks of the house: their names and zones, and who stands at them as what.

use axum::Form;
use axum::http::StatusCode;
use axum::response::Response;
use newsroom::Error;
use serde::{Deserialize, Serialize};
use story::{DeskId, Permission, StaffId, StaffRole};

use super::refusals::{Beside, beside};
use super::who::{Desk, on_to};
use crate::fault::Fault;

/// What a form of the page said.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Typed {
    #[serde(rename = "do", skip_serializing)]
    act: String,
    desk: String,
    staff: String,
    role: String,
    name: String,
    zone: String,
}

#[derive(Serialize)]
struct Person {
    id: String,
    name: String,
    role: &'static str,
}

#[derive(Serialize)]
struct One {
    id: String,
    name: String,
    zone: String,
    filed: usize,
    written: usize,
    members: Vec<Person>,
    /// Who is not there yet.
    others: Vec<Person>,
}

#[derive(Serialize)]
struct View {
    desks: Vec<One>,
    roles: [&'static str; 2],
    typed: Typed,
    faults: Beside,
}

/// The page.
pub async fn page(desk: Desk) -> Result<Response, Fault> {
    let zone = desk.agency().house().home().map(|home| home.zone.clone()).unwrap_or_default();
    show(&desk, Typed { zone, ..Typed::default() }, Beside::new()).await
}

/// Adds or changes a desk, puts somebody there, or takes them from it.
pub async fn change(desk: Desk, Form(typed): Form<Typed>) -> Result<Response, Fault> {
    let (agency, who) = (desk.agency(), &desk.staff);
    let at = typed.desk.parse::<DeskId>();
    let member = typed.staff.parse::<StaffId>();
    let done = match (typed.act.as_str(), at, member) {
        ("add", _, _) => agency.put_desk(who, None, &typed.name, &typed.zone).await.map(drop),
        ("change", Ok(at), _) => agency.put_desk(who, Some(at), &typed.name, &typed.zone).await.map(drop),
        ("put", Ok(at), Ok(member)) => {
            let role: StaffRole = typed.role.parse().map_err(Fault::Bad)?;
            agency.put_at_desk(who, at, member, Some(role)).await
        }
        ("take", Ok(at), Ok(member)) => agency.put_at_desk(who, at, member, None).await,
        _ => return Err(Fault::NotFound),
    };
    match done {
        Ok(()) => Ok(on_to("/desk/desks")),
        Err(Error::Faults(faults)) => {
            let faults = beside(desk.locale, &faults);
            show(&desk, typed, faults).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn show(desk: &Desk, typed: Typed, faults: Beside) -> Result<Response, Fault> {
    if !desk.may(Permission::ManageStaff) {
        return Err(Fault::NotAllowed);
    }
    let staff = desk.agency().staff(&desk.staff).await?;
    let desks = desk.agency().desks(&desk.staff).await?.into_iter().map(|it| {
        let is_there = |id: StaffId| it.members.iter().any(|member| member.staff == id);
        let others = staff.iter().filter(|person| person.is_active && !is_there(person.id));
        One {
            others: others
                .map(|person| Person {
                    id: person.id.to_string(),
                    name: person.name.clone(),
                    role: person.role.as_str(),
                })
                .collect(),
            members: it
                .members
                .iter()
                .map(|member| Person {
                    id: member.staff.to_string(),
                    name: member.name.clone(),
                    role: member.role.as_str(),
                })
                .collect(),
            id: it.desk.id.to_string(),
            name: it.desk.name,
            zone: it.desk.zone,
            filed: it.filed,
            written: it.written,
        }
    });
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let roles = [StaffRole::Editor.as_str(), StaffRole::Writer.as_str()];
    desk.page_with(status, "desks", "desk-desks", View { desks: desks.collect(), roles, typed, faults })
}
