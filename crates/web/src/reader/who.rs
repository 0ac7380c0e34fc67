//! Who asks, and how are they answered: somebody without an account, or a reader.

use std::convert::Infallible;

use axum::extract::{FromRequestParts, OriginalUri};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use i18n::{Arg, Locale};
use jiff::Timestamp;
use newsroom::views::Reader;
use newsroom::{Agency, Error, Visitor};
use serde::Serialize;

use crate::Web;
use crate::desk::{Beside, beside, private};
use crate::edition::Site;
use crate::fault::Fault;
use crate::session::{self, see_other};
use crate::site::frame::Frame;
use crate::site::view::When;
use crate::visitor::Asking;

/// Whoever asks for a page of an edition that nobody keeps.
pub struct Guest {
    /// The room.
    pub web: Web,
    /// The edition.
    pub site: Site,
    /// Where they come from.
    pub from: Visitor,
    /// What their browser says.
    pub headers: HeaderMap,
}

#[derive(Serialize)]
struct Page<T> {
    frame: Frame,
    #[serde(flatten)]
    view: T,
}

impl Guest {
    /// The newsroom.
    pub fn agency(&self) -> &Agency {
        &self.web.agency
    }

    /// The language of the page.
    pub fn locale(&self) -> Locale {
        self.site.locale()
    }

    /// A message in it.
    pub fn say(&self, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        i18n::message(self.locale(), key, args)
    }

    /// An instant as the page tells it.
    pub fn when(&self, at: Timestamp) -> When {
        When::of(at, &self.site, self.agency().now())
    }

    /// A page: its template, the key of its title, what it shows.
    pub fn page(&self, template: &str, title: &str, view: impl Serialize) -> Result<Response, Fault> {
        self.page_with(StatusCode::OK, template, title, view)
    }

    /// The same with a status of its own.
    pub fn page_with(
        &self,
        status: StatusCode,
        template: &str,
        title: &str,
        view: impl Serialize,
    ) -> Result<Response, Fault> {
        let frame = Frame::of(&self.site, self.say(title, &[])).unlisted();
        let html = self.web.theme.render(&format!("{template}.html"), self.locale(), Page { frame, view })?;
        Ok(private(status, html))
    }

    /// What somebody typed, again, with what is wrong beside it: 422 where anything is.
    pub fn again(
        &self,
        template: &str,
        title: &str,
        view: impl Serialize,
        is_faulty: bool,
    ) -> Result<Response, Fault> {
        let status = if is_faulty { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
        self.page_with(status, template, title, view)
    }

    /// The sentences for what a use case refused, where that is a matter of the form.
    ///
    /// # Errors
    /// Whatever else it is.
    pub fn faults(&self, error: Error) -> Result<Beside, Fault> {
        Ok(match error {
            Error::Faults(faults) => beside(self.locale(), &faults),
            Error::WrongPassword => Beside::from([("form".to_owned(), self.say("reader-wrong", &[]))]),
            Error::TooManyTries { seconds } => {
                let n = i64::try_from(seconds).unwrap_or(i64::MAX);
                let (key, n) =
                    if n < 120 { ("reader-wait", n) } else { ("reader-wait-minutes", (n + 59) / 60) };
                Beside::from([("form".to_owned(), self.say(key, &[("n", Arg::Number(n))]))])
            }
            Error::Post(_) => Beside::from([("form".to_owned(), self.say("reader-no-mail", &[]))]),
            other => return Err(other.into()),
        })
    }

    /// On to a path below the edition.
    pub fn on(&self, below: &str) -> Response {
        self.on_with(below, &[])
    }

    /// The same, with cookies.
    pub fn on_with(&self, below: &str, cookies: &[String]) -> Response {
        see_other(&self.site.path(below), cookies)
    }

    /// What the browser keeps that asked for a mail.
    pub fn visit(&self) -> Option<String> {
        session::cookie(&self.headers, self.web.options.visit_cookie())
    }

    /// Where somebody wants to go, if it is on this site; the front page otherwise.
    pub fn own(&self, next: &str) -> String {
        if is_own(next) { next.to_owned() } else { self.site.path("/") }
    }

    /// The way on after somebody came in: to where they wanted, on this site, or to the front page.
    pub fn entered(&self, token: &str, next: &str) -> Response {
        see_other(&self.own(next), &session::begin_reader(&self.web.options, token))
    }
}

/// Whether a path is one of this site and nothing else.
pub fn is_own(next: &str) -> bool {
    next.starts_with('/')
        && !next.starts_with("//")
        && !next.contains('\\')
        && next.chars().all(|c| !c.is_control() && c.is_ascii())
}

impl FromRequestParts<Web> for Guest {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Fault> {
        let site = parts.extensions.get::<Site>().cloned().ok_or(Fault::NotFound)?;
        let Asking(from) = match Asking::from_request_parts(parts, web).await {
            Ok(asking) => asking,
            Err(never) => match never {},
        };
        Ok(Guest { web: web.clone(), site, from, headers: parts.headers.clone() })
    }
}

/// A reader, signed in, with a request. Without a session a person is led to the door and back.
pub struct Account {
    /// The request.
    pub guest: Guest,
    /// Who asks.
    pub reader: Reader,
    /// The token of their session.
    pub token: String,
}

impl std::ops::Deref for Account {
    type Target = Guest;

    fn deref(&self) -> &Guest {
        &self.guest
    }
}

impl FromRequestParts<Web> for Account {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Fault> {
        let guest = Guest::from_request_parts(parts, web).await?;
        let asked = parts.extensions.get::<OriginalUri>().map_or(&parts.uri, |OriginalUri(uri)| uri);
        let next = asked.path_and_query().map(ToString::to_string).unwrap_or_default();
        let door = guest.site.path("/account/log-in");
        let Some(token) = session::cookie(&parts.headers, web.options.reader_cookie()) else {
            return Err(Fault::LogIn { door, next });
        };
        match web.agency.reader_of(&token).await? {
            Some(reader) => Ok(Account { guest, reader, token }),
            None => Err(Fault::LogIn { door, next }),
        }
    }
}

/// The reader who asks, where there is one: for pages that everybody may ask for.
pub struct MaybeReader(pub Option<Reader>);

impl FromRequestParts<Web> for MaybeReader {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Infallible> {
        let Some(token) = session::cookie(&parts.headers, web.options.reader_cookie()) else {
            return Ok(MaybeReader(None));
        };
        let found = web.agency.reader_of(&token).await;
        let found = found.inspect_err(|error| tracing::error!(%error, "a session could not be looked up"));
        Ok(MaybeReader(found.ok().flatten()))
    }
}

#[cfg(test)]
mod tests {
    use super::is_own;

    #[test]
    fn who_came_in_goes_on_within_the_site() {
        for own in ["/", "/ru/world", "/world/2026/10/12/x-abc/discussion/write?to=7"] {
            assert!(is_own(own), "{own}");
        }
        for other in
            ["", "https://evil.example", "//evil.example", "/\\evil.example", "/x\r\nSet-Cookie: a=b", "x"]
        {
            assert!(!is_own(other), "{other}");
        }
    }
}
