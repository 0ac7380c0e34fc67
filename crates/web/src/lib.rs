//! The pages, the desk, the live streams, the machine interface.
//!
//! [`open`] gives the whole room: every route stands in `routes.rs`, every layer in `layers.rs`. A handler
//! is a sentence: extract, one use case, render. Nothing here decides what the newsroom decides.

mod api;
mod ask;
mod client;
mod desk;
mod difference;
mod discussion;
pub mod edition;
mod errors;
pub mod fault;
mod layers;
mod live;
mod nul;
mod options;
pub mod pages;
mod push;
mod reader;
mod reading;
mod rooms;
mod routes;
pub mod served;
mod session;
mod site;
mod subscribe;
pub mod theme;
mod visitor;
mod websub;

use std::net::{IpAddr, SocketAddr};
use std::ops::Deref;
use std::sync::Arc;

use axum::BoxError;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use axum::response::Response;
use bytes::Bytes;
use jiff::Timestamp;
use newsroom::Agency;
use story::House;
use tower::ServiceExt as _;

pub use options::Options;
use pages::Pages;
pub use site::log::origin as log_origin;
use theme::{Theme, ThemeError};

/// What every handler can reach. A handle: each layer of each request has one of its own.
#[derive(Clone)]
pub struct Web(Arc<Reach>);

/// What a [`Web`] reaches.
pub struct Reach {
    /// The use cases.
    pub agency: Agency,
    /// Templates and files.
    pub theme: Theme,
    /// The finished pages.
    pub pages: Pages,
    /// What the operator decided.
    pub options: Options,
    live: live::Live,
    rooms: Arc<rooms::Rooms>,
    rates: api::Rates,
    under_way: layers::UnderWay,
}

impl Deref for Web {
    type Target = Reach;

    fn deref(&self) -> &Reach {
        &self.0
    }
}

impl Web {
    fn house(&self) -> Arc<House> {
        self.agency.house()
    }

    fn now(&self) -> Timestamp {
        self.agency.now()
    }
}

/// The whole room: for tests a service in the process, for the world what the listener asks.
#[derive(Clone)]
pub struct Room {
    /// All routes within all layers.
    pub service: axum::Router,
    web: Web,
}

impl Room {
    /// From now on newsfeeds may be carried by these processes too.
    pub fn set_workers(&self, workers: Arc<listener::Workers>) {
        self.web.live.set_workers(workers);
    }
}

impl listener::Room for Room {
    type Body = Body;

    fn is_preferred(&self, head: &listener::Head<'_>) -> bool {
        layers::is_preferred(head.path())
    }

    fn stands_for_many(&self, peer: IpAddr) -> bool {
        peer.is_loopback() || visitor::is_proxy(peer, &self.web.options)
    }

    fn at_hand(&self, head: &listener::Head<'_>) -> Option<listener::Parcel> {
        layers::at_hand(&self.web, head)
    }

    async fn ask<B>(&self, request: Request<B>, peer: SocketAddr) -> Response
    where
        B: http_body::Body<Data = Bytes, Error: Into<BoxError>> + Send + 'static,
    {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(peer));
        self.service.clone().oneshot(request).await.unwrap_or_else(|never| match never {})
    }
}

/// Opens the room.
///
/// # Errors
/// When the theme has a fault; the message names the template and what is wrong.
pub fn open(agency: Agency, options: Options) -> Result<Room, ThemeError> {
    let web = Web(Arc::new(Reach {
        agency,
        theme: Theme::load(options.theme.as_deref())?,
        pages: Pages::new(options.page_memory),
        live: live::Live::new(options.live_limit),
        rooms: Arc::default(),
        rates: api::Rates::default(),
        under_way: layers::UnderWay::new(options.request_limit),
        options,
    }));
    let told = web.clone();
    web.agency.follow(move |public| told.pages.turn(&pages::tags_of(public)));
    let told = web.clone();
    web.agency.hear(move |public| match public {
        Some(public) => told.live.tell(&told, public),
        None => told.live.reset(&told),
    });
    let told = web.clone();
    web.agency.follow_discussions(move |story| match story {
        Some(story) => {
            told.pages.turn(&[pages::Tag::Discussion(story)]);
            rooms::Rooms::touch(&told, story);
        }
        // With the house read anew, no page holds any more.
        None => rooms::Rooms::touch_all(&told),
    });
    let told = web.clone();
    web.agency.follow_reads(move || told.pages.turn(&[pages::Tag::MostRead]));
    let told = web.clone();
    web.agency.set_letterhead(move |kind, locale, content| {
        reader::letter(&told.theme, &told.house().name, (kind, locale), content)
    });
    let agency = web.agency.clone();
    let service = layers::around(routes::routes(&web.options), web.clone());
    agency.set_feeds(websub::reader(service.clone()));
    Ok(Room { service, web })
}
