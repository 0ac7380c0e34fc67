//! How the staff comes in: one-time links, sign-in, and setting up a new agency.

use axum::extract::{Form, Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use i18n::Arg;
use newsroom::views::{FieldFault, Staff};
use newsroom::{Entered, Error, PASSWORD_LEAST};
use serde::{Deserialize, Serialize};
use story::{DatelineStyle, Edition, House, NumberStyle, Section};

use crate::Web;
use crate::ask::MaybeSite;
use crate::edition::Site;
use crate::fault::Fault;
use crate::served::{Keep, Served};
use crate::session::{self, StaffSession, see_other};

pub(super) fn locale(site: Option<&Site>) -> i18n::Locale {
    site.map_or(i18n::Locale::English, Site::locale)
}

fn page(web: &Web, site: Option<&Site>, name: &str, view: impl Serialize) -> Result<Response, Fault> {
    let html = web.theme.render(name, locale(site), view)?;
    let served = Served::html(html).with_keep(Keep::Never);
    Ok(served.answer(&axum::http::Method::GET, &axum::http::HeaderMap::new()))
}

fn refused(mut response: Response) -> Response {
    *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    response
}

/// The sentence for each field that could not be read.
fn sentences(locale: i18n::Locale, faults: &[FieldFault]) -> Vec<(String, String)> {
    faults.iter().map(|fault| (fault.field.clone(), i18n::message(locale, fault.key, &[]))).collect()
}

#[derive(Serialize)]
struct ClaimPage {
    title: String,
    who: Option<String>,
    action: String,
    door: &'static str,
    least: usize,
    fault: Option<String>,
}

fn claim_page(
    web: &Web,
    site: Option<&Site>,
    token: &str,
    staff: Option<&Staff>,
    fault: Option<String>,
) -> Result<Response, Fault> {
    let locale = locale(site);
    let who = staff.map(|staff| {
        let args = [("name", Arg::Text(staff.name.as_str())), ("login", Arg::Text(staff.login.as_str()))];
        i18n::message(locale, "claim-for", &args)
    });
    let title = i18n::message(locale, "claim-title", &[]);
    page(
        web,
        site,
        "site/claim.html",
        ClaimPage {
            title,
            who,
            action: format!("/claim/{token}"),
            door: "/sign-in",
            least: PASSWORD_LEAST,
            fault,
        },
    )
}

/// The page a one-time link opens. Opening it changes nothing.
pub async fn claim(
    State(web): State<Web>,
    MaybeSite(site): MaybeSite,
    Path(token): Path<String>,
) -> Result<Response, Fault> {
    let staff = web.agency.claim(&token).await?;
    claim_page(&web, site.as_ref(), &token, staff.as_ref(), None)
}

/// A password.
#[derive(Deserialize)]
pub struct Password {
    password: String,
}

/// Sets the password, signs in, and goes on to the set-up or the desk.
pub async fn claim_password(
    State(web): State<Web>,
    MaybeSite(site): MaybeSite,
    Path(token): Path<String>,
    Form(typed): Form<Password>,
) -> Result<Response, Fault> {
    match web.agency.claim_password(&token, &typed.password).await {
        Ok(entered) => {
            let to = if web.agency.is_named() { "/desk" } else { "/setup" };
            on_with(&web, site.as_ref(), entered, to)
        }
        Err(Error::Faults(faults)) => {
            let staff = web.agency.claim(&token).await?;
            let fault = sentences(locale(site.as_ref()), &faults).into_iter().next().map(|(_, text)| text);
            claim_page(&web, site.as_ref(), &token, staff.as_ref(), fault).map(refused)
        }
        Err(Error::NotFound) => claim_page(&web, site.as_ref(), &token, None, None).map(refused),
        Err(other) => Err(other.into()),
    }
}

#[derive(Serialize)]
struct SignInPage {
    title: String,
    login: String,
    next: String,
    fault: Option<String>,
    is_new: bool,
    /// The machine of the provider of sign-ins, where there is one.
    provider: Option<String>,
}

/// Where to go after signing in.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Next {
    next: String,
}

pub(super) fn sign_in_page(
    web: &Web,
    site: Option<&Site>,
    login: String,
    next: String,
    fault: Option<String>,
) -> Result<Response, Fault> {
    let title = i18n::message(locale(site), "sign-in", &[]);
    let is_new = web.agency.is_new()?;
    page(
        web,
        site,
        "site/sign_in.html",
        SignInPage { title, login, next, fault, is_new, provider: web.agency.provider_name() },
    )
}

/// The sign-in page.
pub async fn sign_in(
    State(web): State<Web>,
    MaybeSite(site): MaybeSite,
    Query(to): Query<Next>,
) -> Result<Response, Fault> {
    sign_in_page(&web, site.as_ref(), String::new(), to.next, None)
}

/// Name and password.
#[derive(Deserialize)]
pub struct Credentials {
    login: String,
    password: String,
    #[serde(default)]
    next: String,
}

/// Signs in.
pub async fn enter(
    State(web): State<Web>,
    MaybeSite(site): MaybeSite,
    Form(typed): Form<Credentials>,
) -> Result<Response, Fault> {
    let locale = locale(site.as_ref());
    let fault = match web.agency.sign_in(&typed.login, &typed.password).await {
        Ok(entered) => return on_with(&web, site.as_ref(), entered, own_path(&typed.next)),
        Err(Error::WrongPassword) => i18n::message(locale, "sign-in-wrong", &[]),
        Err(Error::TooManyTries { seconds }) => {
            let n = i64::try_from(seconds).unwrap_or(i64::MAX);
            i18n::message(locale, "sign-in-wait", &[("n", Arg::Number(n))])
        }
        Err(other) => return Err(other.into()),
    };
    sign_in_page(&web, site.as_ref(), typed.login, typed.next, Some(fault)).map(refused)
}

/// On to where they wanted, or to the question for the code.
pub(super) fn on_with(web: &Web, site: Option<&Site>, entered: Entered, to: &str) -> Result<Response, Fault> {
    match entered {
        Entered::In(session) => Ok(see_other(to, &session::begin(&web.options, &session))),
        Entered::WantsCode(half) => code_page(web, site, half, to, None),
    }
}

#[derive(Serialize)]
struct CodePage {
    title: String,
    half: String,
    next: String,
    fault: Option<String>,
}

fn code_page(
    web: &Web,
    site: Option<&Site>,
    half: String,
    next: &str,
    fault: Option<String>,
) -> Result<Response, Fault> {
    let title = i18n::message(locale(site), "sign-in", &[]);
    page(web, site, "site/sign_in_code.html", CodePage { title, half, next: next.to_owned(), fault })
}

/// The code, and by what it belongs to the password.
#[derive(Deserialize)]
pub struct Code {
    half: String,
    code: String,
    #[serde(default)]
    next: String,
}

/// Signs in by the code.
pub async fn enter_code(
    State(web): State<Web>,
    MaybeSite(site): MaybeSite,
    Form(typed): Form<Code>,
) -> Result<Response, Fault> {
    let (site, to) = (site.as_ref(), own_path(&typed.next));
    let wrong = match web.agency.enter_code(&typed.half, &typed.code).await {
        Ok(session) => return on_with(&web, site, Entered::In(session), to),
        // The password was given too long ago: once more from the start.
        Err(Error::NotFound) => return Ok(see_other("/sign-in", &[])),
        Err(Error::WrongPassword) => i18n::message(locale(site), "fault-code", &[]),
        Err(Error::TooManyTries { seconds }) => {
            let n = i64::try_from(seconds).unwrap_or(i64::MAX);
            i18n::message(locale(site), "sign-in-wait", &[("n", Arg::Number(n))])
        }
        Err(other) => return Err(other.into()),
    };
    code_page(&web, site, typed.half, to, Some(wrong)).map(refused)
}

/// A path of this site to go to; never another site's.
pub(super) fn own_path(next: &str) -> &str {
    let is_own = next.starts_with('/') && !next.starts_with("//") && !next.contains(['\\', '\r', '\n']);
    if is_own { next } else { "/desk" }
}

/// Signs out.
pub async fn leave(State(web): State<Web>, session: StaffSession) -> Result<Response, Fault> {
    web.agency.sign_out(&session.token).await?;
    Ok(see_other("/", &session::end(&web.options)))
}

/// What the set-up asks.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Setup {
    agency: String,
    name: String,
    description: String,
    language: String,
    zone: String,
    slug: String,
    section: String,
    section_slug: String,
    section_description: String,
}

#[derive(Serialize)]
struct SetupPage {
    title: String,
    step: &'static str,
    typed: Setup,
    faults: std::collections::BTreeMap<String, String>,
    languages: Vec<(&'static str, &'static str)>,
}

fn step(house: &House) -> Option<&'static str> {
    if house.name.is_empty() {
        Some("agency")
    } else if house.editions.is_empty() {
        Some("edition")
    } else if house.editions.iter().all(|edition| edition.sections.is_empty()) {
        Some("section")
    } else {
        None
    }
}

fn setup_page(
    web: &Web,
    site: Option<&Site>,
    typed: Setup,
    faults: Vec<(String, String)>,
) -> Result<Response, Fault> {
    let Some(step) = step(&web.agency.house()) else {
        return Ok(see_other("/desk", &[]));
    };
    let title = i18n::message(locale(site), "setup-title", &[]);
    let languages =
        i18n::Locale::ALL.into_iter().map(|locale| (locale.tag(), locale.name_in_itself())).collect();
    let view = SetupPage { title, step, typed, faults: faults.into_iter().collect(), languages };
    page(web, site, "site/setup.html", view)
}

/// The next step of setting up: the agency's name, its first edition, its first section.
pub async fn setup(
    State(web): State<Web>,
    MaybeSite(site): MaybeSite,
    _who: StaffSession,
) -> Result<Response, Fault> {
    let typed = Setup { language: "en".into(), zone: "UTC".into(), slug: "en".into(), ..Setup::default() };
    setup_page(&web, site.as_ref(), typed, Vec::new())
}

/// Takes a step of the set-up.
pub async fn set_up(
    State(web): State<Web>,
    MaybeSite(site): MaybeSite,
    who: StaffSession,
    Form(typed): Form<Setup>,
) -> Result<Response, Fault> {
    let house = web.agency.house();
    let done = match step(&house) {
        Some("agency") => web.agency.name_agency(&who.staff, &typed.agency).await,
        Some("edition") => match (typed.slug.parse(), typed.language.parse()) {
            (Ok(slug), Ok(language)) => {
                let edition = Edition {
                    slug,
                    name: typed.name.clone(),
                    description: typed.description.trim().to_owned(),
                    language,
                    zone: typed.zone.trim().to_owned(),
                    host: None,
                    number_style: NumberStyle::default(),
                    dateline_style: DatelineStyle::default(),
                    sections: Vec::new(),
                };
                web.agency.add_edition(&who.staff, edition).await
            }
            (Err(_), _) => Err(Error::Faults(vec![fault("slug", "fault-slug")])),
            (_, Err(_)) => Err(Error::Faults(vec![fault("language", "fault-language")])),
        },
        Some(_) => match (typed.section_slug.parse(), house.home()) {
            (Ok(slug), Some(home)) => {
                let description = typed.section_description.trim().to_owned();
                let section = Section { slug, name: typed.section.clone(), description };
                web.agency.add_section(&who.staff, &home.slug, section).await
            }
            _ => Err(Error::Faults(vec![fault("slug", "fault-slug")])),
        },
        None => Ok(()),
    };
    match done {
        Ok(()) => Ok(see_other("/setup", &[])),
        Err(Error::Faults(faults)) => {
            let faults = sentences(locale(site.as_ref()), &faults);
            setup_page(&web, site.as_ref(), typed, faults).map(refused)
        }
        Err(other) => Err(other.into()),
    }
}

fn fault(field: &str, key: &'static str) -> FieldFault {
    FieldFault { field: field.to_owned(), key, typed: String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signing_in_never_leads_to_another_site() {
        for (next, to) in [
            ("/desk/drafts?x=1", "/desk/drafts?x=1"),
            ("", "/desk"),
            ("//evil.example", "/desk"),
            ("https://evil.example", "/desk"),
            ("/\\evil.example", "/desk"),
            ("/a\r\nSet-Cookie: x", "/desk"),
        ] {
            assert_eq!(own_path(next), to, "{next}");
        }
    }
}
