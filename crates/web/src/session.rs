//! Who asks: the cookies of sessions.

use axum::extract::{FromRequestParts, OriginalUri};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use newsroom::views::Staff;

use crate::Web;
use crate::fault::Fault;
use crate::options::Options;

/// On to somewhere of the site (303, RFC 9110 section 15.4.4), with cookies.
pub fn see_other(to: &str, cookies: &[String]) -> Response {
    let mut response = (StatusCode::SEE_OTHER, [(header::LOCATION, to.to_owned())]).into_response();
    for cookie in cookies.iter().filter_map(|cookie| cookie.parse().ok()) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

/// A cookie's value.
pub fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value.to_owned())
}

/// The `Set-Cookie`s that begin a session of the staff.
pub fn begin(options: &Options, token: &str) -> [String; 2] {
    let seconds = 43_200;
    [set(options, options.session_cookie(), token, seconds), hint(DESK, "1", seconds)]
}

/// The `Set-Cookie`s that end it.
pub fn end(options: &Options) -> [String; 2] {
    [set(options, options.session_cookie(), "", 0), hint(DESK, "", 0)]
}

/// The `Set-Cookie` that keeps what somebody left for a provider of sign-ins with.
pub fn begin_attempt(options: &Options, state: &str) -> String {
    set(options, options.attempt_cookie(), state, 600)
}

/// The `Set-Cookie` that begins a session of a client.
pub fn begin_client(options: &Options, token: &str) -> String {
    set(options, options.client_cookie(), token, 7 * 86_400)
}

/// The `Set-Cookie` that ends it.
pub fn end_client(options: &Options) -> String {
    set(options, options.client_cookie(), "", 0)
}

/// The cookies by which the scripts of a page know that it is worth asking who is signed in, as a reader and as one of
/// the staff; they say nothing else.
const HERE: &str = "dateline-here";
const DESK: &str = "dateline-desk";

/// The `Set-Cookie`s that begin a session of a reader.
pub fn begin_reader(options: &Options, token: &str) -> [String; 2] {
    let seconds = 90 * 86_400;
    [set(options, options.reader_cookie(), token, seconds), hint(HERE, "1", seconds)]
}

/// The `Set-Cookie`s that end it.
pub fn end_reader(options: &Options) -> [String; 2] {
    [set(options, options.reader_cookie(), "", 0), hint(HERE, "", 0)]
}

fn hint(name: &str, value: &str, seconds: u32) -> String {
    format!("{name}={value}; Path=/; SameSite=Lax; Max-Age={seconds}")
}

/// The `Set-Cookie` by which a browser is known that asked for a mail.
pub fn begin_visit(options: &Options, token: &str) -> String {
    set(options, options.visit_cookie(), token, 86_400)
}

fn set(options: &Options, name: &str, value: &str, seconds: u32) -> String {
    let secure = if options.is_secure() { "; Secure" } else { "" };
    format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}")
}

/// One of the staff, signed in. Without a session a person is led to the sign-in page and back.
#[derive(Clone, Debug)]
pub struct StaffSession {
    /// Who.
    pub staff: Staff,
    /// The token of the session.
    pub token: String,
}

impl FromRequestParts<Web> for StaffSession {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Fault> {
        let asked = parts.extensions.get::<OriginalUri>().map_or(&parts.uri, |OriginalUri(uri)| uri);
        let next = asked.path_and_query().map(ToString::to_string).unwrap_or_default();
        let Some(token) = cookie(&parts.headers, web.options.session_cookie()) else {
            return Err(Fault::SignIn { next });
        };
        match web.agency.staff_of(&token).await? {
            Some(staff) => Ok(StaffSession { staff, token }),
            None => Err(Fault::SignIn { next }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_found_among_others() {
        let mut headers = HeaderMap::new();
        headers.append(header::COOKIE, "a=1; reader=dark.large".parse().unwrap());
        headers.append(header::COOKIE, "session=x=y".parse().unwrap());
        assert_eq!(cookie(&headers, "reader").as_deref(), Some("dark.large"));
        assert_eq!(cookie(&headers, "session").as_deref(), Some("x=y"));
        assert_eq!(cookie(&headers, "b"), None);
    }
}
