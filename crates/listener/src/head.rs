//! What does a request's head say, and is it one of those that are answered here?
//!
//! A head is **plain** when it can mean one thing only: a GET or HEAD by HTTP/1.1 of a path, with one host and nothing that
//! announces a body, another protocol or an expectation. All else is left to the full reader, byte for byte as it came, so there
//! is no second opinion about where a request ends (RFC 9112 section 11.2).

use std::mem::MaybeUninit;
use std::net::SocketAddr;

use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Uri, Version};

/// The most header fields of a plain head.
const FIELDS: usize = 64;

/// Where a head's fields are noted while it is read.
pub(crate) type Space<'a> = [MaybeUninit<httparse::Header<'a>>; FIELDS];

/// Such a place; it costs nothing until it is written.
pub(crate) const fn space<'a>() -> Space<'a> {
    [const { MaybeUninit::uninit() }; FIELDS]
}

/// A plain head, read in place.
#[derive(Debug)]
pub struct Head<'a> {
    /// GET or HEAD.
    pub method: Method,
    /// What is asked for: a path, with a query where there is one. Begins with `/`.
    pub target: &'a str,
    /// Who is at the other end of the connection.
    pub peer: SocketAddr,
    fields: &'a [httparse::Header<'a>],
}

/// What stands at the beginning of what came in.
#[derive(Debug)]
pub enum Read<'a> {
    /// A plain head and how many bytes it has.
    Plain(Head<'a>, usize),
    /// The beginning of a head.
    Partial,
    /// Something that the full reader must judge.
    Other,
}

impl<'a> Head<'a> {
    /// Reads the head at the beginning of `bytes`.
    pub(crate) fn read(bytes: &'a [u8], peer: SocketAddr, space: &'a mut Space<'a>) -> Read<'a> {
        let mut request = httparse::Request::new(&mut []);
        match request.parse_with_uninit_headers(bytes, space) {
            Ok(httparse::Status::Complete(length)) => {
                plain(request, peer).map_or(Read::Other, |head| Read::Plain(head, length))
            }
            Ok(httparse::Status::Partial) => Read::Partial,
            Err(_) => Read::Other,
        }
    }

    /// The path, without the query.
    pub fn path(&self) -> &'a str {
        self.target.split('?').next().unwrap_or_default()
    }

    /// All values of a field that are text, by its name in lower case.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &'a str> {
        self.fields
            .iter()
            .filter(move |field| field.name.eq_ignore_ascii_case(name))
            .filter_map(|field| std::str::from_utf8(field.value).ok())
    }

    /// The first value of a field, by its name in lower case.
    pub fn first(&self, name: &str) -> Option<&'a str> {
        self.all(name).next()
    }

    /// Whether the other side wants the connection to end with this answer (RFC 9112 section 9.6).
    pub fn is_last(&self) -> bool {
        let mut words = self.all("connection").flat_map(|value| value.split(','));
        words.any(|word| word.trim().eq_ignore_ascii_case("close"))
    }

    /// The request as services know it; none where a part of it is not what services take.
    pub fn request(&self) -> Option<Request<()>> {
        let mut request = Request::new(());
        *request.method_mut() = self.method.clone();
        *request.uri_mut() = self.target.parse::<Uri>().ok()?;
        *request.version_mut() = Version::HTTP_11;
        let mut headers = HeaderMap::with_capacity(self.fields.len());
        for field in self.fields {
            let name = HeaderName::from_bytes(field.name.as_bytes()).ok()?;
            headers.append(name, HeaderValue::from_bytes(field.value).ok()?);
        }
        *request.headers_mut() = headers;
        Some(request)
    }
}

/// Fields that announce more than a head.
const MORE: [&str; 6] = ["content-length", "transfer-encoding", "upgrade", "expect", "te", "http2-settings"];

/// A parsed head as a plain one; none where it is not.
fn plain<'a>(request: httparse::Request<'a, 'a>, peer: SocketAddr) -> Option<Head<'a>> {
    let method = match request.method? {
        "GET" => Method::GET,
        "HEAD" => Method::HEAD,
        _ => return None,
    };
    let target = request.path?;
    if request.version != Some(1) || !target.starts_with('/') {
        return None;
    }
    let fields: &'a [httparse::Header<'a>] = request.headers;
    let mut hosts = 0;
    for field in fields {
        if MORE.iter().any(|name| field.name.eq_ignore_ascii_case(name)) {
            return None;
        }
        hosts += usize::from(field.name.eq_ignore_ascii_case("host"));
    }
    (hosts == 1).then_some(Head { method, target, peer, fields })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read<'a>(text: &'a str, space: &'a mut Space<'a>) -> Read<'a> {
        Head::read(text.as_bytes(), ([127, 0, 0, 1], 1).into(), space)
    }

    #[test]
    fn a_plain_head_is_read_to_its_end() {
        let text = "GET /world?x=1 HTTP/1.1\r\nHost: a.example\r\nAccept-Encoding: br\r\n\r\nGET /next";
        let mut space = space();
        let Read::Plain(head, length) = read(text, &mut space) else { panic!("not plain") };
        assert_eq!(&text[length..], "GET /next");
        assert_eq!(
            (head.target, head.path(), head.first("accept-encoding")),
            ("/world?x=1", "/world", Some("br"))
        );
        assert!(!head.is_last());
        let request = head.request().unwrap();
        assert_eq!(request.uri(), "/world?x=1");
        assert_eq!(request.headers().len(), 2);
    }

    #[test]
    fn what_could_mean_two_things_is_left_to_the_full_reader() {
        for text in [
            "POST / HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET / HTTP/1.0\r\nHost: a\r\n\r\n",
            "GET / HTTP/1.1\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
            "GET http://a/ HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc",
            "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n\r\n",
            "GET / HTTP/1.1\r\nHost : a\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\n folded: b\r\n\r\n",
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        ] {
            assert!(matches!(read(text, &mut space()), Read::Other), "{text:?}");
        }
    }

    #[test]
    fn every_beginning_of_a_head_is_a_beginning() {
        let text = "GET /world HTTP/1.1\r\nHost: a.example\r\nAccept-Encoding: br\r\n\r\n";
        for end in 0..text.len() {
            assert!(matches!(read(&text[..end], &mut space()), Read::Partial), "{:?}", &text[..end]);
        }
    }
}
