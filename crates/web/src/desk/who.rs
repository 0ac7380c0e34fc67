//! Who is at the desk, in which language, and how are they answered?

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use i18n::Locale;
use newsroom::views::Staff;
use newsroom::{Agency, Error};
use serde::Serialize;
use story::{Permission, StaffRole};

use super::keys::{self, Group};
use crate::Web;
use crate::errors::wants_json;
use crate::fault::Fault;

/// A signed-in member of the staff with a request.
pub struct Desk {
    /// The room.
    pub web: Web,
    /// Who asks.
    pub staff: Staff,
    /// The language of their desk.
    pub locale: Locale,
}

/// What stands around every page of the desk.
#[derive(Serialize)]
struct Frame<'a> {
    title: &'a str,
    here: &'a str,
    agency: &'a str,
    user: &'a str,
    may_send: bool,
    is_administrator: bool,
    keys: &'static [Group],
}

#[derive(Serialize)]
struct Page<'a, T> {
    desk: Frame<'a>,
    #[serde(flatten)]
    view: T,
}

impl Desk {
    /// The newsroom.
    pub fn agency(&self) -> &Agency {
        &self.web.agency
    }

    /// Whether their role includes something.
    pub fn may(&self, permission: Permission) -> bool {
        self.staff.role.may(permission)
    }

    /// A message in their language.
    pub fn say(&self, key: &str, args: &[(&str, i18n::Arg<'_>)]) -> String {
        i18n::message(self.locale, key, args)
    }

    /// A page: its template's name below `desk/` without the ending, its title's key, what it shows.
    pub fn page(&self, template: &str, title: &str, view: impl Serialize) -> Result<Response, Fault> {
        self.page_with(StatusCode::OK, template, title, view)
    }

    /// A page with a status of its own.
    pub fn page_with(
        &self,
        status: StatusCode,
        template: &str,
        title: &str,
        view: impl Serialize,
    ) -> Result<Response, Fault> {
        let house = self.agency().house();
        let title = self.say(title, &[]);
        let here = template.split('_').next().unwrap_or(template);
        let desk = Frame {
            title: &title,
            here,
            agency: &house.name,
            user: &self.staff.name,
            may_send: self.may(Permission::Send),
            is_administrator: self.staff.role == StaffRole::Administrator,
            keys: keys::ALL,
        };
        let html =
            self.web.theme.render(&format!("desk/{template}.html"), self.locale, Page { desk, view })?;
        Ok(private(status, html))
    }
}

/// A page that nobody keeps.
pub fn private(status: StatusCode, html: String) -> Response {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    (status, headers, html).into_response()
}

/// The way on after something was done (303, RFC 9110 section 15.4.4).
pub fn on_to(path: &str) -> Response {
    Redirect::to(path).into_response()
}

/// What the web tells of a use case that failed.
pub fn fault(error: Error) -> Fault {
    match error {
        Error::Refused(story::Refusal::NotAllowed { .. }) => Fault::NotAllowed,
        Error::Refused(refusal) => Fault::Refused(refusal),
        Error::NotFound => Fault::NotFound,
        Error::DraftMoved | Error::Store(_) if is_conflict(&error) => Fault::Conflict,
        Error::Faults(_) | Error::Picture(_) => Fault::Bad(error.to_string()),
        Error::TooManyTries { .. } => Fault::Busy,
        Error::WrongPassword => Fault::NotAllowed,
        error => {
            tracing::error!(%error, "a use case failed");
            Fault::Ours
        }
    }
}

/// Whether somebody else was faster.
pub fn is_conflict(error: &Error) -> bool {
    matches!(error, Error::DraftMoved) || error.to_string().contains("conflict")
}

/// The token in the session's cookie.
fn token<'a>(parts: &'a Parts, name: &str) -> Option<&'a str> {
    let all = parts.headers.get_all(header::COOKIE).into_iter();
    all.filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
}

impl FromRequestParts<Web> for Desk {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Response> {
        let staff = match token(parts, web.options.session_cookie()) {
            Some(token) => web.agency.staff_of(token).await.map_err(|error| fault(error).into_response())?,
            None => None,
        };
        let Some(staff) = staff else {
            let next = parts.uri.path_and_query().map(ToString::to_string).unwrap_or_default();
            if parts.method == Method::GET && !wants_json(&parts.headers) {
                let next: String = form_urlencoded(&next);
                return Err(on_to(&format!("/sign-in?next={next}")));
            }
            return Err(Fault::SignIn { next }.into_response());
        };
        let locale = Locale::of_tag(&staff.language).unwrap_or(Locale::English);
        Ok(Desk { web: web.clone(), staff, locale })
    }
}

/// A value as it may stand in a query.
pub fn form_urlencoded(text: &str) -> String {
    use std::fmt::Write as _;
    text.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(byte as char);
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
        out
    })
}
