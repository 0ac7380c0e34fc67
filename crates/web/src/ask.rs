//! What a handler is asked: by which request, of which edition, and how it answers with a page.

use std::convert::Infallible;

use axum::extract::{FromRequestParts, OriginalUri};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method};
use axum::response::Response;

use crate::Web;
use crate::edition::Site;
use crate::fault::Fault;
use crate::layers::PageKey;
use crate::pages::Rendered;

/// A request of a public page.
#[derive(Clone)]
pub struct Ask {
    /// The room.
    pub web: Web,
    /// The edition; a house that has none yet leads to its set-up instead.
    pub site: Site,
    /// GET or HEAD.
    pub method: Method,
    /// What the browser says of itself.
    pub headers: HeaderMap,
    /// The path with the edition in front, as it was asked.
    pub asked: String,
    /// What stands behind the question mark.
    pub query: String,
    key: Option<String>,
}

impl Ask {
    /// Whether the query holds a bare word (`?saved`).
    pub fn has_query(&self, word: &str) -> bool {
        self.query.split('&').any(|part| part == word)
    }

    /// Answers with the page kept for this address, or with the one that `render` makes. A request with a
    /// query is rendered each time: otherwise anybody could fill the memory with spellings.
    pub async fn page(
        &self,
        render: impl Future<Output = Result<Rendered, Fault>>,
    ) -> Result<Response, Fault> {
        let served = match &self.key {
            Some(key) => self.web.pages.find_or(key, self.site.house(), self.web.now(), render).await?,
            None => std::sync::Arc::new(render.await?.served),
        };
        Ok(served.answer(&self.method, &self.headers))
    }
}

impl FromRequestParts<Web> for Ask {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Fault> {
        let site = parts.extensions.get::<Site>().cloned().ok_or(Fault::NotFound)?;
        let key = parts.extensions.get::<PageKey>().filter(|_| parts.uri.query().is_none());
        let asked = parts.extensions.get::<OriginalUri>().map_or(&parts.uri, |OriginalUri(uri)| uri);
        Ok(Ask {
            web: web.clone(),
            site,
            method: parts.method.clone(),
            headers: parts.headers.clone(),
            asked: asked.path().to_owned(),
            query: asked.query().unwrap_or_default().to_owned(),
            key: key.map(|PageKey(key)| key.clone()),
        })
    }
}

/// The edition of a request, where there is one: for pages of the house as a whole.
#[derive(Clone, Debug)]
pub struct MaybeSite(pub Option<Site>);

impl<S: Send + Sync> FromRequestParts<S> for MaybeSite {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(MaybeSite(parts.extensions.get::<Site>().cloned()))
    }
}
