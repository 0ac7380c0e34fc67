//! What does one finished answer look like in every encoding?
//!
//! Invariants:
//! - a [`Served`] never changes; whoever asks for it gets the same bytes, whoever they are;
//! - each encoding is made once, on first request, and kept;
//! - the entity tag names content and encoding, so that no cache hands out the wrong one.

use std::io::Write as _;
use std::sync::OnceLock;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::Response;
use bytes::Bytes;
use listener::{Head, Parcel};

/// How long others may keep an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// Kept, but asked for each time: pages and feeds.
    Revalidated,
    /// For ever: the address names the content.
    Immutable,
    /// For ten minutes: the address names the content, which may be taken back.
    Briefly,
    /// Kept by the reader's browser alone, asked for each time.
    Private,
    /// Never kept.
    Never,
}

impl Keep {
    /// The line that says so (RFC 9111, 5.2.2).
    pub fn header(self) -> HeaderValue {
        HeaderValue::from_static(match self {
            Keep::Revalidated => "public, no-cache",
            Keep::Immutable => "public, max-age=31536000, immutable",
            Keep::Briefly => "public, max-age=600",
            Keep::Private => "private, no-cache",
            Keep::Never => "no-store",
        })
    }
}

/// An encoding of HTTP (RFC 9110 section 8.4.1, RFC 7932, RFC 8878).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// As it is.
    Identity,
    /// Understood by all.
    Gzip,
    /// The smallest for text.
    Brotli,
    /// The fastest to read.
    Zstd,
}

impl Encoding {
    const ALL: [Encoding; 4] = [Encoding::Brotli, Encoding::Zstd, Encoding::Gzip, Encoding::Identity];

    /// The word for it in `Accept-Encoding` and `Content-Encoding`.
    pub fn as_str(self) -> &'static str {
        match self {
            Encoding::Identity => "identity",
            Encoding::Gzip => "gzip",
            Encoding::Brotli => "br",
            Encoding::Zstd => "zstd",
        }
    }

    /// The best that the other side takes: highest weight first, then the smallest.
    pub fn chosen(accept: Option<&str>) -> Encoding {
        let Some(accept) = accept else { return Encoding::Identity };
        let (mut named, mut any) = ([None; Encoding::ALL.len()], None);
        for part in accept.split(',') {
            let (name, fields) = part.split_once(';').unwrap_or((part, ""));
            let name = name.trim();
            let weight = fields
                .split(';')
                .find_map(|field| field.trim().strip_prefix("q="))
                .map_or(1.0, |q| q.trim().parse::<f32>().unwrap_or(0.0));
            if name == "*" {
                any = Some(weight);
            } else if let Some(at) =
                Encoding::ALL.iter().position(|each| name.eq_ignore_ascii_case(each.as_str()))
            {
                named[at].get_or_insert(weight);
            }
        }
        let unnamed = |encoding| any.unwrap_or(if encoding == Encoding::Identity { 0.001 } else { 0.0 });
        let mut best = (Encoding::Identity, 0.0);
        for (encoding, weight) in Encoding::ALL.into_iter().zip(named) {
            let weight = weight.unwrap_or_else(|| unnamed(encoding));
            if weight > best.1 {
                best = (encoding, weight);
            }
        }
        best.0
    }
}

/// One finished answer.
#[derive(Debug)]
pub struct Served {
    status: StatusCode,
    content_type: HeaderValue,
    keep: Keep,
    tag: String,
    headers: HeaderMap,
    identity: Bytes,
    is_worth_compressing: bool,
    /// By encoding, in the order of [`Encoding`].
    ready: [OnceLock<Ready>; 4],
}

/// An answer in one encoding.
#[derive(Debug)]
struct Ready {
    head: HeaderMap,
    bytes: Bytes,
    /// The lines of the head, as they go out.
    lines: Bytes,
    /// Those of the answer that nothing has changed.
    unchanged: Bytes,
}

impl Served {
    /// An answer of this type and content.
    pub fn new(content_type: &'static str, bytes: impl Into<Bytes>, keep: Keep) -> Self {
        let identity = bytes.into();
        Served {
            status: StatusCode::OK,
            content_type: HeaderValue::from_static(content_type),
            keep,
            tag: fingerprint(&identity),
            headers: HeaderMap::new(),
            is_worth_compressing: identity.len() > 256
                && (content_type.starts_with("text/")
                    || ["json", "xml", "javascript"].iter().any(|kind| content_type.contains(kind))),
            identity,
            ready: Default::default(),
        }
    }

    /// A page.
    pub fn html(text: String) -> Self {
        Served::new("text/html; charset=utf-8", text, Keep::Revalidated)
    }

    /// With another status than 200.
    pub fn with_status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    /// With another rule for those who keep copies.
    pub fn with_keep(mut self, keep: Keep) -> Self {
        self.keep = keep;
        self
    }

    /// With one more header; a value that is not one is left out.
    pub fn with_header(mut self, name: HeaderName, value: &str) -> Self {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.headers.append(name, value);
        }
        self
    }

    /// The bytes as they are.
    pub fn bytes(&self) -> &Bytes {
        &self.identity
    }

    /// The content's fingerprint, as it stands in the entity tag.
    pub fn fingerprint(&self) -> &str {
        &self.tag
    }

    /// The bytes in an encoding.
    fn encoded(&self, encoding: Encoding) -> Bytes {
        match encoding {
            Encoding::Identity => self.identity.clone(),
            Encoding::Gzip => gzip(&self.identity),
            Encoding::Brotli => brotli(&self.identity),
            Encoding::Zstd => zstd_bytes(&self.identity),
        }
    }

    /// The encoding for who takes these.
    fn encoding(&self, accept: Option<&str>) -> Encoding {
        if self.is_worth_compressing { Encoding::chosen(accept) } else { Encoding::Identity }
    }

    /// The answer in an encoding, made once.
    fn ready(&self, encoding: Encoding) -> &Ready {
        self.ready[encoding as usize].get_or_init(|| {
            let bytes = self.encoded(encoding);
            let mut head = self.head(encoding);
            let unchanged = listener::head_lines(StatusCode::NOT_MODIFIED, &head);
            head.insert(header::CONTENT_TYPE, self.content_type.clone());
            head.insert(header::CONTENT_LENGTH, HeaderValue::from(bytes.len()));
            if encoding != Encoding::Identity {
                head.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding.as_str()));
            }
            Ready { lines: listener::head_lines(self.status, &head), unchanged, head, bytes }
        })
    }

    /// The answer to one request: not modified, the headers alone, or the bytes in the best encoding.
    pub fn answer(&self, method: &Method, request: &HeaderMap) -> Response {
        let accept = request.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok());
        let encoding = self.encoding(accept);
        let mut response = Response::new(Body::empty());
        let held = request.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
        if self.is_held(held) {
            *response.headers_mut() = self.head(encoding);
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            return response;
        }
        let ready = self.ready(encoding);
        *response.headers_mut() = ready.head.clone();
        *response.status_mut() = self.status;
        if method != Method::HEAD {
            *response.body_mut() = Body::from(ready.bytes.clone());
        }
        response
    }

    /// The same answer as bytes, for a request whose head was read as it came; `more` are further fields.
    pub fn parcel(&self, head: &Head<'_>, more: &'static str) -> Parcel {
        let ready = self.ready(self.encoding(head.first("accept-encoding")));
        if self.is_held(head.all("if-none-match")) {
            return Parcel { head: ready.unchanged.clone(), more, body: Bytes::new() };
        }
        let body = if head.method == Method::HEAD { Bytes::new() } else { ready.bytes.clone() };
        Parcel { head: ready.lines.clone(), more, body }
    }

    /// The headers that stand with and without a body.
    fn head(&self, encoding: Encoding) -> HeaderMap {
        let mut headers = self.headers.clone();
        headers.insert(header::CACHE_CONTROL, self.keep.header());
        if self.keep != Keep::Never {
            let suffix = match encoding {
                Encoding::Identity => String::new(),
                other => format!("-{}", other.as_str()),
            };
            if let Ok(tag) = HeaderValue::from_str(&format!("\"{}{suffix}\"", self.tag)) {
                headers.insert(header::ETAG, tag);
            }
        }
        headers.append(header::VARY, HeaderValue::from_static("Accept-Encoding"));
        crate::layers::protect(&mut headers);
        headers
    }

    /// Whether the other side already has this content, in whichever encoding (RFC 9110 section 13.1.2).
    fn is_held<'a>(&self, mut if_none_match: impl Iterator<Item = &'a str>) -> bool {
        self.status == StatusCode::OK
            && if_none_match.any(|value| {
                let mut tags =
                    value.split(',').map(|tag| tag.trim().trim_start_matches("W/").trim_matches('"'));
                tags.any(|tag| tag == "*" || tag.split('-').next() == Some(self.tag.as_str()))
            })
    }
}

/// A short name for content: the first 96 bits of its SHA-256, in hexadecimal.
pub fn fingerprint(bytes: &[u8]) -> String {
    let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, bytes);
    digest.as_ref()[..12].iter().map(|byte| format!("{byte:02x}")).collect()
}

fn gzip(bytes: &[u8]) -> Bytes {
    let mut out =
        flate2::write::GzEncoder::new(Vec::with_capacity(bytes.len() / 3), flate2::Compression::new(5));
    let written = out.write_all(bytes).and_then(|()| out.finish());
    // Writing into memory does not fail; an empty answer would, so the plain bytes stand in for it.
    written.map_or_else(|_| Bytes::copy_from_slice(bytes), Bytes::from)
}

fn brotli(bytes: &[u8]) -> Bytes {
    let params = brotli::enc::BrotliEncoderParams { quality: 5, lgwin: 20, ..Default::default() };
    let mut out = Vec::with_capacity(bytes.len() / 3);
    match brotli::BrotliCompress(&mut &bytes[..], &mut out, &params) {
        Ok(_) => Bytes::from(out),
        Err(_) => Bytes::copy_from_slice(bytes),
    }
}

fn zstd_bytes(bytes: &[u8]) -> Bytes {
    zstd::bulk::compress(bytes, 3).map_or_else(|_| Bytes::copy_from_slice(bytes), Bytes::from)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;

    fn page() -> Served {
        Served::html("<p>The harbour is open again.</p>".repeat(40))
    }

    #[test]
    fn the_best_encoding_that_is_taken_is_chosen() {
        for (accept, chosen) in [
            ("", Encoding::Identity),
            ("gzip", Encoding::Gzip),
            ("gzip, deflate, br, zstd", Encoding::Brotli),
            ("br;q=0.5, zstd;q=0.9, gzip", Encoding::Gzip),
            ("br;q=0, zstd", Encoding::Zstd),
            ("*", Encoding::Brotli),
            ("identity", Encoding::Identity),
        ] {
            assert_eq!(Encoding::chosen(Some(accept)), chosen, "{accept}");
        }
        assert_eq!(Encoding::chosen(None), Encoding::Identity);
    }

    #[test]
    fn every_encoding_unpacks_to_the_same_page() {
        let page = page();
        let plain = page.bytes().to_vec();
        let mut gunzipped = Vec::new();
        let packed = page.encoded(Encoding::Gzip);
        let mut gz = flate2::read::GzDecoder::new(&packed[..]);
        std::io::Read::read_to_end(&mut gz, &mut gunzipped).unwrap();
        assert_eq!(gunzipped, plain);
        let mut unbrotlied = Vec::new();
        brotli::BrotliDecompress(&mut &page.encoded(Encoding::Brotli)[..], &mut unbrotlied).unwrap();
        assert_eq!(unbrotlied, plain);
        assert_eq!(zstd::decode_all(&page.encoded(Encoding::Zstd)[..]).unwrap(), plain);
    }

    #[test]
    fn a_page_that_the_reader_has_is_not_sent_again() {
        let page = page();
        let first = page.answer(&Method::GET, &HeaderMap::new());
        let tag = first.headers()[header::ETAG].clone();
        let mut again = HeaderMap::new();
        again.insert(header::IF_NONE_MATCH, tag);
        again.insert(header::ACCEPT_ENCODING, HeaderValue::from_static("br"));
        let second = page.answer(&Method::GET, &again);
        assert_eq!(second.status(), StatusCode::NOT_MODIFIED);
        assert!(second.headers().contains_key(header::ETAG) && second.headers().contains_key(header::VARY));
        again.insert(header::IF_NONE_MATCH, HeaderValue::from_static("\"older\""));
        assert_eq!(page.answer(&Method::GET, &again).status(), StatusCode::OK);
    }

    #[test]
    fn each_encoding_has_an_entity_tag_of_its_own() {
        let page = page();
        let tag = |accept: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(accept));
            page.answer(&Method::GET, &headers).headers()[header::ETAG].clone()
        };
        assert_ne!(tag("br"), tag("gzip"));
        assert_ne!(tag("identity"), tag("zstd"));
    }
}
