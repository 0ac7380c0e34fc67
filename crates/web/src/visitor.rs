//! Where does a request come from?

use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, header};
use listener::Head;
use newsroom::Visitor;
use story::ShortId;

use crate::Web;
use crate::options::Options;

/// The head of a request, by whomever it was read.
pub trait Asked {
    /// GET and the like.
    fn method(&self) -> &Method;
    /// The path, without the query.
    fn path(&self) -> &str;
    /// The other end of the connection.
    fn peer(&self) -> Option<IpAddr>;
    /// The values of a field that are text.
    fn all(&self, name: &'static str) -> impl Iterator<Item = &str>;
}

impl Asked for Parts {
    fn method(&self) -> &Method {
        &self.method
    }

    fn path(&self) -> &str {
        self.uri.path()
    }

    fn peer(&self) -> Option<IpAddr> {
        self.extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip())
    }

    fn all(&self, name: &'static str) -> impl Iterator<Item = &str> {
        self.headers.get_all(name).iter().filter_map(|value| value.to_str().ok())
    }
}

impl Asked for Head<'_> {
    fn method(&self) -> &Method {
        &self.method
    }

    fn path(&self) -> &str {
        Head::path(self)
    }

    fn peer(&self) -> Option<IpAddr> {
        Some(self.peer.ip())
    }

    fn all(&self, name: &'static str) -> impl Iterator<Item = &str> {
        Head::all(self, name)
    }
}

/// The address of whoever asks: of the connection, or, where that is a proxy that is trusted, the last address in
/// `X-Forwarded-For` that is none of such.
pub fn address(asked: &impl Asked, options: &Options) -> Option<IpAddr> {
    let peer = asked.peer()?.to_canonical();
    let is_proxy = |address| is_proxy(address, options);
    if !is_proxy(peer) {
        return Some(peer);
    }
    let all = asked.all("x-forwarded-for").flat_map(|value| value.split(','));
    let named: Vec<IpAddr> = all.map_while(|part| part.trim().parse().ok()).collect();
    Some(named.into_iter().rev().map(|it| it.to_canonical()).find(|it| !is_proxy(*it)).unwrap_or(peer))
}

/// Whether an address is a proxy's whose word is taken.
pub fn is_proxy(address: IpAddr, options: &Options) -> bool {
    let trusted = &options.trusted_proxies;
    !trusted.is_empty() && newsroom::is_in_networks(trusted, Some(address))
}

/// The network of an address, by which strangers are counted: an IPv4 /24 or an IPv6 /48.
fn network(address: IpAddr) -> String {
    match address {
        IpAddr::V4(it) => {
            let [a, b, c, _] = it.octets();
            format!("{}/24", Ipv4Addr::new(a, b, c, 0))
        }
        IpAddr::V6(it) => {
            let [a, b, c, ..] = it.segments();
            format!("{}/48", Ipv6Addr::new(a, b, c, 0, 0, 0, 0, 0))
        }
    }
}

/// The browser and the machine, as far as the browser tells.
fn device(headers: &HeaderMap) -> String {
    let told = headers.get(header::USER_AGENT).and_then(|it| it.to_str().ok()).unwrap_or_default();
    let first = |all: &[(&str, &'static str)]| {
        all.iter().find(|(mark, _)| told.contains(mark)).map(|(_, name)| *name)
    };
    let browser = first(&[
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("YaBrowser/", "Yandex"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let machine = first(&[
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    ]);
    [browser, machine].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// Words by which programs that read for themselves say what they are.
const PROGRAMS: [&str; 9] = ["bot", "crawl", "spider", "slurp", "preview", "curl", "wget", "python", "java/"];

/// A story that a person asks for, by its address, with what tells them from others; none where it is a program, or a
/// browser that only gets ready.
pub fn reading(asked: &impl Asked, options: &Options) -> Option<(ShortId, (Option<IpAddr>, String))> {
    if asked.method() != Method::GET {
        return None;
    }
    // The address is looked at first: most of what is asked for is no story.
    let mut from_end = asked.path().rsplit('/');
    let short = from_end.next()?.rsplit_once('-')?.1.parse().ok()?;
    let is_date = from_end.take(3).all(|part| !part.is_empty() && part.bytes().all(|it| it.is_ascii_digit()));
    let text = |name| asked.all(name).next().unwrap_or_default();
    let told = text("user-agent");
    let is_ready = ["sec-purpose", "purpose"].into_iter().any(|name| text(name).contains("prefetch"));
    let lower = told.to_ascii_lowercase();
    if told.is_empty() || is_ready || PROGRAMS.into_iter().any(|word| lower.contains(word)) {
        return None;
    }
    is_date.then(|| (short, (address(asked, options), told.to_owned())))
}

/// Whoever asks.
pub struct Asking(pub Visitor);

impl FromRequestParts<Web> for Asking {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Infallible> {
        let network = address(parts, &web.options).map(network).unwrap_or_default();
        Ok(Asking(Visitor { network, device: device(&parts.headers) }))
    }
}

#[cfg(test)]
mod tests {
    use axum::http::Request;

    use super::*;

    fn from(peer: &str, forwarded: &str, trusted: &str) -> String {
        let mut request = Request::builder();
        if !forwarded.is_empty() {
            request = request.header("x-forwarded-for", forwarded);
        }
        let (mut parts, ()) = request.body(()).unwrap().into_parts();
        parts.extensions.insert(ConnectInfo(SocketAddr::new(peer.parse().unwrap(), 1)));
        let options = Options { trusted_proxies: trusted.into(), ..Options::default() };
        address(&parts, &options).unwrap().to_string()
    }

    #[test]
    fn only_a_trusted_proxy_says_where_a_request_comes_from() {
        assert_eq!(from("203.0.113.5", "192.0.2.1", ""), "203.0.113.5");
        assert_eq!(from("203.0.113.5", "192.0.2.1", "10.0.0.0/8"), "203.0.113.5");
        assert_eq!(from("10.0.0.1", "192.0.2.1", "10.0.0.0/8"), "192.0.2.1");
        // What stands left of the last proxy anybody may have written.
        assert_eq!(from("10.0.0.1", "1.1.1.1, 192.0.2.1, 10.0.0.7", "10.0.0.0/8"), "192.0.2.1");
        assert_eq!(from("10.0.0.1", "nonsense", "10.0.0.0/8"), "10.0.0.1");
    }

    #[test]
    fn strangers_are_counted_by_their_network() {
        assert_eq!(network("192.0.2.77".parse().unwrap()), "192.0.2.0/24");
        assert_eq!(network("2001:db8:1:2:3::4".parse().unwrap()), "2001:db8:1::/48");
    }
}
