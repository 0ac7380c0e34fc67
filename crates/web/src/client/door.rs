//! How the people of a subscriber come in: one-time links, sign-in, sign-out.

use axum::extract::{Form, Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use i18n::{Arg, Locale, message};
use newsroom::{Error, PASSWORD_LEAST};
use serde::{Deserialize, Serialize};

use crate::Web;
use crate::ask::MaybeSite;
use crate::desk::{beside, private};
use crate::edition::Site;
use crate::fault::Fault;
use crate::session::{self, see_other};

fn locale(site: Option<&Site>) -> Locale {
    site.map_or(Locale::English, Site::locale)
}

/// Where to go after signing in.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Next {
    next: String,
}

#[derive(Serialize)]
struct SignIn {
    title: String,
    address: String,
    next: String,
    fault: Option<String>,
}

fn sign_in_page(web: &Web, locale: Locale, view: SignIn) -> Result<Response, Fault> {
    let status = if view.fault.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let view = SignIn { title: message(locale, "client-sign-in", &[]), ..view };
    Ok(private(status, web.theme.render("client/sign_in.html", locale, view)?))
}

/// The sign-in page.
pub async fn sign_in(
    State(web): State<Web>,
    MaybeSite(site): MaybeSite,
    Query(Next { next }): Query<Next>,
) -> Result<Response, Fault> {
    let view = SignIn { title: String::new(), address: String::new(), next, fault: None };
    sign_in_page(&web, locale(site.as_ref()), view)
}

/// Address and password.
#[derive(Deserialize)]
pub struct Credentials {
    address: String,
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
    let fault = match web.agency.sign_client_in(&typed.address, &typed.password).await {
        Ok(session) => {
            return Ok(see_other(own_path(&typed.next), &[session::begin_client(&web.options, &session)]));
        }
        Err(Error::WrongPassword) => message(locale, "sign-in-wrong", &[]),
        Err(Error::TooManyTries { seconds }) => {
            let n = i64::try_from(seconds).unwrap_or(i64::MAX);
            message(locale, "sign-in-wait", &[("n", Arg::Number(n))])
        }
        Err(other) => return Err(other.into()),
    };
    let view = SignIn { title: String::new(), address: typed.address, next: typed.next, fault: Some(fault) };
    sign_in_page(&web, locale, view)
}

/// A path of the portal to go to, and nothing else.
fn own_path(next: &str) -> &str {
    let is_own = (next == "/client" || next.starts_with("/client/") || next.starts_with("/client?"))
        && !next.contains(['\\', '\r', '\n']);
    if is_own { next } else { "/client" }
}

#[derive(Serialize)]
struct Claim {
    title: String,
    who: Option<String>,
    action: String,
    door: &'static str,
    least: usize,
    fault: Option<String>,
}

async fn claim_page(
    web: &Web,
    locale: Locale,
    token: String,
    fault: Option<String>,
) -> Result<Response, Fault> {
    let user = web.agency.client_claim(&token).await?;
    let status = if fault.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let view = Claim {
        title: message(locale, "claim-title", &[]),
        who: user.map(|user| {
            let args = [("name", Arg::Text(user.name.as_str())), ("login", Arg::Text(user.address.as_str()))];
            message(locale, "claim-for", &args)
        }),
        action: format!("/client/claim/{token}"),
        door: "/client/sign-in",
        least: PASSWORD_LEAST,
        fault,
    };
    Ok(private(status, web.theme.render("site/claim.html", locale, view)?))
}

/// The page a one-time link opens. Opening it changes nothing.
pub async fn claim(
    State(web): State<Web>,
    MaybeSite(site): MaybeSite,
    Path(token): Path<String>,
) -> Result<Response, Fault> {
    claim_page(&web, locale(site.as_ref()), token, None).await
}

/// A password.
#[derive(Deserialize)]
pub struct Password {
    password: String,
}

/// Sets the password and goes on to the wire.
pub async fn claim_password(
    State(web): State<Web>,
    MaybeSite(site): MaybeSite,
    Path(token): Path<String>,
    Form(typed): Form<Password>,
) -> Result<Response, Fault> {
    let locale = locale(site.as_ref());
    match web.agency.claim_client_password(&token, &typed.password).await {
        Ok(session) => Ok(see_other("/client", &[session::begin_client(&web.options, &session)])),
        Err(Error::Faults(faults)) => {
            let fault = beside(locale, &faults).into_values().next();
            claim_page(&web, locale, token, fault).await
        }
        Err(Error::NotFound) => claim_page(&web, locale, token, None).await,
        Err(other) => Err(other.into()),
    }
}

/// Signs out.
pub async fn leave(State(web): State<Web>, headers: axum::http::HeaderMap) -> Result<Response, Fault> {
    if let Some(token) = session::cookie(&headers, web.options.client_cookie()) {
        web.agency.sign_client_out(&token).await?;
    }
    Ok(see_other("/client/sign-in", &[session::end_client(&web.options)]))
}

#[cfg(test)]
mod tests {
    use super::own_path;

    #[test]
    fn signing_in_leads_into_the_portal_and_nowhere_else() {
        for own in ["/client", "/client/items/7", "/client?q=ferry"] {
            assert_eq!(own_path(own), own);
        }
        for other in ["", "/desk", "//evil.example", "/clients", "https://evil.example/client", "/client/\\x"]
        {
            assert_eq!(own_path(other), "/client", "{other}");
        }
    }
}
