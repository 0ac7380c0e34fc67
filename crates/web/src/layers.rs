//! What every request passes through, outermost first, on one screen.

use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::{DefaultBodyLimit, MatchedPath, OriginalUri, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::{Next, from_fn, from_fn_with_state, map_response};
use axum::response::{IntoResponse, Redirect, Response};
use listener::{Head, Parcel};
use tokio::sync::{Semaphore, SemaphorePermit};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::trace::TraceLayer;
use tracing::Span;
use tracing::field::Empty;

use crate::edition::{Place, Site, place};
use crate::fault::Fault;
use crate::nul::drop_nul;
use crate::served::Served;
use crate::{Web, desk, errors, visitor};

/// What pages may load and do. Nothing inline, nothing foreign; the named policies are the live
/// newsfeed's and the desk editor's, the only ones that make markup from text, and that of the site's worker.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' data:; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; \
    font-src 'self'; manifest-src 'self'; worker-src 'self'; media-src 'self'; \
    require-trusted-types-for 'script'; trusted-types dateline-newsfeed dateline-editor dateline-worker";

/// Headers of every answer.
const HEADERS: [(HeaderName, &str); 6] = [
    (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "strict-origin-when-cross-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    ),
];

/// How long a browser comes by TLS only (RFC 6797 section 6.1.1).
const A_YEAR: &str = "max-age=31536000";
/// The same as it stands in a head.
const STRICT_TRANSPORT_SECURITY_LINE: &str = "strict-transport-security: max-age=31536000\r\n";

/// Counted by the listener's threads, so its place is found once.
static AT_HAND: LazyLock<metrics::Counter> =
    LazyLock::new(|| metrics::counter!("dateline_pages_at_hand_total"));

/// Routes whose requests carry at most so many bytes; one that carries more is told how many they are.
pub fn limited(routes: Router<Web>, bytes: usize) -> Router<Web> {
    let told = move |response: Response| {
        let is_over = response.status() == StatusCode::PAYLOAD_TOO_LARGE;
        std::future::ready(if is_over { Fault::TooLarge(bytes).into_response() } else { response })
    };
    routes
        .layer(from_fn(drop_nul))
        .layer(DefaultBodyLimit::disable())
        .layer(RequestBodyLimitLayer::new(bytes))
        .layer(map_response(told))
}

/// A request as the log names it: by its route, for some addresses are secrets.
fn span(request: &Request) -> tracing::Span {
    let route = request.extensions().get::<MatchedPath>().map_or("none", MatchedPath::as_str);
    let method = request.method();
    tracing::debug_span!(
        "request",
        otel.name = format!("{method} {route}"),
        otel.kind = "server",
        otel.status_code = Empty,
        http.request.method = %method,
        http.route = route,
        http.response.status_code = Empty,
    )
}

/// What came of it, by the names of OpenTelemetry's conventions for HTTP spans.
fn note_status<B>(response: &axum::http::Response<B>, _: Duration, span: &Span) {
    let status = response.status();
    span.record("http.response.status_code", status.as_u16());
    if status.is_server_error() {
        span.record("otel.status_code", "ERROR");
    }
}

/// The routes inside all layers.
pub fn around(routes: Router<Web>, web: Web) -> Router {
    let inner = routes
        .layer(from_fn_with_state(web.clone(), desk::note))
        .layer(CsrfLayer::new())
        // A fault is told where it arises; who is told to come back, a thousand times a second, is not one.
        .layer(TraceLayer::new_for_http().make_span_with(span).on_response(note_status).on_failure(()))
        .layer(CatchPanicLayer::custom(|panic: Box<dyn std::any::Any + Send>| {
            let text = panic.downcast_ref::<&str>().copied().map(str::to_owned);
            let text = text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default();
            tracing::error!(panic = text, "a request hit a fault of ours");
            Fault::Ours.into_response()
        }))
        .with_state(web.clone());
    // The edition is taken off the path before routing, hence a router around the router.
    Router::new()
        .fallback_service(inner)
        .layer(from_fn_with_state(web.clone(), find_edition))
        .layer(from_fn_with_state(web.clone(), bound))
        .layer(from_fn_with_state(web.clone(), find_page))
        .layer(from_fn_with_state(web.clone(), count_read))
        .layer(from_fn_with_state(web, add_headers))
}

/// Puts the headers of every answer among an answer's own.
pub fn protect(headers: &mut HeaderMap) {
    for (name, value) in HEADERS {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
}

/// Gives out a finished page before anything else is asked: what most readers want costs least.
async fn find_page(State(web): State<Web>, request: Request, next: Next) -> Response {
    let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
    if is_read
        && request.uri().query().is_none()
        && let Some(page) = finished(&web, host, request.uri().path())
    {
        return page.answer(request.method(), request.headers());
    }
    next.run(request).await
}

/// The finished page at an address.
fn finished(web: &Web, host: Option<&str>, path: &str) -> Option<Arc<Served>> {
    let house = web.house();
    match place(&house, host, path, &web.options.public_url) {
        Place::Here(Some(at), path) => web.pages.find(&page_key(at, &path), &house, web.now()),
        _ => None,
    }
}

/// What the layers would answer to a plain request that they need not ask anybody about: a finished page.
pub fn at_hand(web: &Web, head: &Head<'_>) -> Option<Parcel> {
    let page = if head.target.contains('?') { None } else { finished(web, head.first("host"), head.target) }?;
    if let Some((story, who)) = visitor::reading(head, &web.options) {
        web.agency.count_read(story, &who);
    }
    AT_HAND.increment(1);
    let more = if web.options.is_secure() { STRICT_TRANSPORT_SECURITY_LINE } else { "" };
    Some(page.parcel(head, more))
}

/// Counts that a story was read, whether its page was kept or not.
async fn count_read(State(web): State<Web>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let read = visitor::reading(&parts, &web.options);
    let response = next.run(Request::from_parts(parts, body)).await;
    if let Some((story, who)) = read
        && matches!(response.status(), StatusCode::OK | StatusCode::NOT_MODIFIED)
    {
        web.agency.count_read(story, &who);
    }
    response
}

async fn add_headers(State(web): State<Web>, request: Request, next: Next) -> Response {
    let began = Instant::now();
    let mut response = next.run(request).await;
    metrics::histogram!("dateline_request_seconds").record(began.elapsed());
    let hundred = match response.status().as_u16() / 100 {
        1 => "1xx",
        2 => "2xx",
        3 => "3xx",
        4 => "4xx",
        _ => "5xx",
    };
    metrics::counter!("dateline_requests_total", "status" => hundred).increment(1);
    let headers = response.headers_mut();
    if !headers.contains_key(header::CONTENT_SECURITY_POLICY) {
        protect(headers);
    }
    if web.options.is_secure() {
        let year = HeaderValue::from_static(A_YEAR);
        headers.entry(header::STRICT_TRANSPORT_SECURITY).or_insert(year);
    }
    response
}

/// Whether a request is served also when there is too much to do: the desk's, subscribers', and of whoever asks whether all
/// is well.
pub fn is_preferred(path: &str) -> bool {
    const FIRST: [&str; 8] = ["desk", "sign-in", "sign-out", "claim", "api", "client", "healthz", "readyz"];
    FIRST.contains(&path.split('/').nth(1).unwrap_or_default())
}

/// Places for requests.
pub struct UnderWay {
    /// Of readers, those that wait too.
    all: Semaphore,
    /// Of who is preferred.
    preferred: Semaphore,
    /// Pages that are being made at once. More of them at once are not made sooner, and keep everybody else waiting.
    made: Semaphore,
    /// Newsfeeds that are being opened at once. As many wait as there are connections.
    opened: Semaphore,
}

/// How many pages are made at once for each processor.
const MADE: usize = 16;
/// How long a page waits to be made before its reader is told to come back.
const WAIT: Duration = Duration::from_millis(20);
/// How long a newsfeed waits to be opened. A browser that is told to come back gives a newsfeed up (WHATWG HTML, section
/// 9.2.3), so it is better late.
const PATIENCE: Duration = Duration::from_secs(10);

impl UnderWay {
    /// So many of readers, and of who is preferred.
    pub fn new(limit: usize) -> Self {
        let processors = std::thread::available_parallelism().map_or(1, usize::from);
        UnderWay {
            all: Semaphore::new(limit),
            preferred: Semaphore::new(limit),
            made: Semaphore::new(MADE * processors),
            opened: Semaphore::new(MADE * processors),
        }
    }

    /// The places that a request needs; none where it has to come back.
    async fn places(
        &self,
        method: &Method,
        path: &str,
    ) -> Option<(SemaphorePermit<'_>, Option<SemaphorePermit<'_>>)> {
        if is_preferred(path) {
            return Some((self.preferred.try_acquire().ok()?, None));
        }
        if path.ends_with("/live") {
            let opened = tokio::time::timeout(PATIENCE, self.opened.acquire()).await;
            return Some((opened.ok()?.ok()?, None));
        }
        let place = self.all.try_acquire().ok()?;
        // Who comes back from a provider of sign-ins waits for that provider.
        if !matches!(*method, Method::GET | Method::HEAD) || path.contains("/account") {
            return Some((place, None));
        }
        let made = match self.made.try_acquire() {
            Ok(made) => made,
            Err(_) => tokio::time::timeout(WAIT, self.made.acquire()).await.ok()?.ok()?,
        };
        // Whoever has asked meanwhile is looked at before this page is made, so that who has to wait knows it soon.
        tokio::task::yield_now().await;
        Some((place, Some(made)))
    }
}

/// Tells further requests to come back when too many are under way. A live stream counts only until its
/// first byte; open streams have a limit of their own.
async fn bound(State(web): State<Web>, request: Request, next: Next) -> Response {
    let Some(_places) = web.under_way.places(request.method(), request.uri().path()).await else {
        metrics::counter!("dateline_requests_refused_total").increment(1);
        return errors::busy(&web, request.headers()).await;
    };
    next.run(request).await
}

/// Finds the edition, and dresses faults in the edition's look.
async fn find_edition(State(web): State<Web>, mut request: Request, next: Next) -> Response {
    let house = web.house();
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
    let (at, path) = match place(&house, host, request.uri().path(), &web.options.public_url) {
        Place::Here(at, path) => (at, path),
        Place::Moved(to) => return moved(&to, request.uri().query()),
        Place::Nowhere => return errors::page(&web, None, request.headers(), &Fault::NotFound),
    };
    // An agency that has no site yet leads to its set-up.
    if at.is_none() && path == "/" {
        return Redirect::to("/setup").into_response();
    }
    // What was brought from elsewhere may have stood at the root with a query.
    let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
    if is_read
        && request.uri().path() == "/"
        && let Some(moved) = moved_from(&web, request.uri()).await
    {
        return moved;
    }
    let site = at.and_then(|at| Site::at(house.clone(), at));
    let original = request.uri().clone();
    if path != original.path() {
        let whole = match original.query() {
            Some(query) => format!("{path}?{query}"),
            None => path.clone(),
        };
        let Ok(uri) = whole.parse::<Uri>() else {
            return errors::page(&web, site.as_ref(), request.headers(), &Fault::NotFound);
        };
        *request.uri_mut() = uri;
    }
    let old = original.clone();
    request.extensions_mut().insert(OriginalUri(original));
    if let Some(site) = &site {
        request.extensions_mut().insert(site.clone());
    }
    if let Some(at) = at {
        request.extensions_mut().insert(PageKey(page_key(at, &path)));
    }
    let (method, headers) = (request.method().clone(), request.headers().clone());
    let response = next.run(request).await;
    if is_read
        && response.status() == StatusCode::NOT_FOUND
        && let Some(moved) = moved_from(&web, &old).await
    {
        return moved;
    }
    errors::dressed(&web, site.as_ref(), (&method, &headers), response)
}

/// The way to a story that stood at an address elsewhere, before it was brought here.
async fn moved_from(web: &Web, old: &Uri) -> Option<Response> {
    // Front pages are asked for with queries of all kinds; these are WordPress's.
    let is_post = |query: &str| ["p=", "page_id=", "post_type="].iter().any(|name| query.starts_with(name));
    if old.path() == "/" && !old.query().is_some_and(is_post) {
        return None;
    }
    match web.agency.moved_from(old.path(), old.query()).await {
        Ok(found) => found.map(|path| moved(&path, None)),
        Err(error) => {
            tracing::warn!(%error, "old addresses cannot be looked up");
            None
        }
    }
}

/// Under which key the page of a request is kept.
#[derive(Clone, Debug)]
pub struct PageKey(pub String);

fn page_key(edition: usize, path: &str) -> String {
    format!("{edition}{path}")
}

/// The lasting redirect to another spelling, with the query kept.
pub fn moved(to: &str, query: Option<&str>) -> Response {
    let to = query.map_or_else(|| to.to_owned(), |query| format!("{to}?{query}"));
    match HeaderValue::from_str(&to) {
        Ok(to) => (StatusCode::MOVED_PERMANENTLY, [(header::LOCATION, to)]).into_response(),
        Err(_) => Fault::NotFound.into_response(),
    }
}
