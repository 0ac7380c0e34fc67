//! Who is at the desk, in which language, and how are they answered?

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use i18n::Locale;
use newsroom::Agency;
use newsroom::views::Staff;
use serde::Serialize;
use story::{Permission, StaffRole};

use super::keys::{self, Group};
use crate::Web;
use crate::fault::Fault;
use crate::session::StaffSession;

/// A signed-in member of the staff with a request.
pub struct Desk {
    /// The room.
    pub web: Web,
    /// Who asks.
    pub staff: Staff,
    /// The language of their desk.
    pub locale: Locale,
    /// The token of their session.
    pub token: String,
    /// The most that they are at any desk.
    best: StaffRole,
}

/// What stands around every page of the desk.
#[derive(Serialize)]
struct Frame<'a> {
    title: &'a str,
    here: &'a str,
    agency: &'a str,
    user: &'a str,
    is_administrator: bool,
    may_read: bool,
    may_moderate: bool,
    may_send: bool,
    waiting: u64,
    requests: u64,
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

    /// Whether their role in the house, or at one of the desks, includes something.
    pub fn may_somewhere(&self, permission: Permission) -> bool {
        self.best.may(permission)
    }

    /// Whether their role in the house includes something.
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
            is_administrator: self.staff.role == StaffRole::Administrator,
            may_read: self.may_somewhere(Permission::ReadDesk),
            may_moderate: self.may(Permission::Moderate),
            may_send: self.may(Permission::Send),
            waiting: self.agency().waiting_messages(&self.staff)?,
            requests: self.agency().waiting_requests(&self.staff)?,
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

impl FromRequestParts<Web> for Desk {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Response> {
        let session = StaffSession::from_request_parts(parts, web).await;
        let StaffSession { staff, token } = session.map_err(IntoResponse::into_response)?;
        // Where the house wants a second factor, who has none yet gets no further than to set one up.
        let is_account = parts.uri.path().starts_with("/desk/account");
        if web.agency.house().second_factor && !staff.has_factor && !is_account {
            return Err(on_to("/desk/account"));
        }
        let locale = Locale::of_tag(&staff.language).unwrap_or(Locale::English);
        let best = web.agency.best_role(&staff).map_err(|error| Fault::from(error).into_response())?;
        Ok(Desk { web: web.clone(), staff, locale, token, best })
    }
}
