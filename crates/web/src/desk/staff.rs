//! Who works here: adding people, and the links by which they set a password.

use axum::Form;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use i18n::{Arg, Locale};
use newsroom::Error;
use serde::{Deserialize, Serialize};
use story::{Permission, StaffId, StaffRole};

use super::choices::{LanguageChoice, interface};
use super::refusals::{Beside, beside};
use super::who::{Desk, on_to};
use crate::fault::Fault;

#[derive(Serialize)]
struct Person {
    id: String,
    name: String,
    login: String,
    role: &'static str,
    language: String,
    is_active: bool,
    has_factor: bool,
}

#[derive(Serialize)]
struct View {
    people: Vec<Person>,
    roles: [&'static str; 4],
    interface: Vec<LanguageChoice>,
    typed: Typed,
    faults: Beside,
}

/// Somebody new.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Typed {
    name: String,
    login: String,
    role: String,
    language: String,
}

/// The list.
pub async fn page(desk: Desk) -> Result<Response, Fault> {
    let typed = Typed {
        name: String::new(),
        login: String::new(),
        role: StaffRole::Writer.as_str().to_owned(),
        language: desk.staff.language.clone(),
    };
    show(&desk, typed, Beside::new()).await
}

/// Adds somebody and shows their link.
pub async fn add(desk: Desk, Form(typed): Form<Typed>) -> Result<Response, Fault> {
    let role: StaffRole = typed.role.parse().map_err(Fault::Bad)?;
    let language = Locale::of_tag(&typed.language).unwrap_or(Locale::English).tag();
    match desk.agency().add_staff(&desk.staff, &typed.login, &typed.name, role, language).await {
        Ok(token) => show_link(&desk, &typed.name, &token),
        Err(Error::Faults(faults)) => show(&desk, typed, beside(desk.locale, &faults)).await,
        Err(error) => Err(error.into()),
    }
}

/// Makes a new link for somebody.
pub async fn link(desk: Desk, Path(id): Path<StaffId>) -> Result<Response, Fault> {
    if !desk.may(Permission::ManageStaff) {
        return Err(Fault::NotAllowed);
    }
    let all = desk.agency().staff(&desk.staff).await?;
    let person = all.into_iter().find(|person| person.id == id).ok_or(Fault::NotFound)?;
    let token = desk.agency().claim_for(id).await?;
    show_link(&desk, &person.name, &token)
}

/// Takes away the second factor of somebody who lost it.
pub async fn reset_factor(desk: Desk, Path(id): Path<StaffId>) -> Result<Response, Fault> {
    desk.agency().reset_factor(&desk.staff, id).await?;
    Ok(on_to("/desk/staff"))
}

fn show_link(desk: &Desk, name: &str, token: &str) -> Result<Response, Fault> {
    #[derive(Serialize)]
    struct Made {
        title: String,
        text: String,
        link: String,
        back: &'static str,
    }
    let view = Made {
        title: desk.say("desk-password-link-title", &[("name", Arg::Text(name))]),
        text: desk.say("desk-password-link-text", &[]),
        link: format!("{}/claim/{token}", desk.web.options.public_url),
        back: "/desk/staff",
    };
    desk.page("link", "desk-staff", view)
}

async fn show(desk: &Desk, typed: Typed, faults: Beside) -> Result<Response, Fault> {
    let all = desk.agency().staff(&desk.staff).await?;
    let people = all.into_iter().map(|person| Person {
        id: person.id.to_string(),
        name: person.name,
        login: person.login,
        role: person.role.as_str(),
        language: person.language,
        is_active: person.is_active,
        has_factor: person.has_factor,
    });
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let view = View {
        people: people.collect(),
        roles: StaffRole::ALL.map(StaffRole::as_str),
        interface: interface(),
        typed,
        faults,
    };
    desk.page_with(status, "staff", "desk-staff", view)
}
