//! NUL has no place in text: PostgreSQL keeps none, and no field of a page can hold one.
//!
//! In an address it is refused, for nothing can stand there. In forms and JSON it is dropped, as a browser drops it from a page, so
//! that nothing else of what was typed is lost.

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::fault::Fault;

/// Refuses addresses with a NUL, and drops it from forms and JSON. The bodies are within a limit already.
pub async fn drop_nul(request: Request, next: Next) -> Response {
    let is_in = |text: &str| text.contains("%00");
    if is_in(request.uri().path()) || request.uri().query().is_some_and(is_in) {
        return Fault::Bad("an address cannot hold a NUL".into()).into_response();
    }
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let drops: fn(&[u8]) -> Option<Vec<u8>> = match kind.unwrap_or_default().split(';').next().map(str::trim)
    {
        Some("application/x-www-form-urlencoded") => of_form,
        Some("application/json") => of_json,
        _ => return next.run(request).await,
    };
    let (mut parts, body) = request.into_parts();
    let Ok(bytes) = to_bytes(body, usize::MAX).await else {
        // The limit on bodies ended it; the layer around says how many bytes may come.
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    let bytes = match drops(&bytes) {
        Some(left) => {
            parts.headers.insert(header::CONTENT_LENGTH, left.len().into());
            Bytes::from(left)
        }
        None => bytes,
    };
    next.run(Request::from_parts(parts, Body::from(bytes))).await
}

/// A form without its NULs, where it has any.
fn of_form(bytes: &[u8]) -> Option<Vec<u8>> {
    without(bytes, |rest| match rest {
        [0, ..] => Some((0, 1)),
        [b'%', b'0', b'0', ..] => Some((0, 3)),
        _ => None,
    })
}

/// JSON without its NULs, where it has any: an escape whose backslash is not itself escaped (RFC 8259 section 7).
fn of_json(bytes: &[u8]) -> Option<Vec<u8>> {
    without(bytes, |rest| match rest {
        [0, ..] => Some((0, 1)),
        [b'\\', b'u', b'0', b'0', b'0', b'0', ..] => Some((0, 6)),
        [b'\\', _, ..] => Some((2, 2)),
        _ => None,
    })
}

/// Goes over bytes: at each place so many are kept, and so many are passed by; one of both where nothing is said.
fn without(bytes: &[u8], at: impl Fn(&[u8]) -> Option<(usize, usize)>) -> Option<Vec<u8>> {
    let mut left: Vec<u8> = Vec::new();
    let (mut place, mut is_clean) = (0, true);
    while let Some(rest) = bytes.get(place..).filter(|rest| !rest.is_empty()) {
        let (kept, passed) = at(rest).unwrap_or((1, 1));
        if kept < passed && is_clean {
            left = bytes[..place].to_vec();
            is_clean = false;
        }
        if !is_clean {
            left.extend_from_slice(&rest[..kept]);
        }
        place += passed;
    }
    (!is_clean).then_some(left)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn only_a_nul_is_dropped() {
        let form = |text: &str| of_form(text.as_bytes()).map(|left| String::from_utf8(left).unwrap());
        assert_eq!(form("a=1%00&b=%2500&c=\0x"), Some("a=1&b=%2500&c=x".into()));
        assert_eq!(form("a=%2500+100%25"), None);
        let json = |text: &str| of_json(text.as_bytes()).map(|left| String::from_utf8(left).unwrap());
        assert_eq!(json(r#"{"a":"x\u0000y\\u0000\n"}"#), Some(r#"{"a":"xy\\u0000\n"}"#.into()));
        assert_eq!(json(r#"{"a":"\\u0000 \u0001 \\"}"#), None);
        assert_eq!(json(r#"{"a":"\"#), None);
    }
}
