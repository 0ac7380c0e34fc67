//! The pages, the desk, the live streams, the machine interface.
//!
//! [`router`] is the whole room: every route stands in `routes.rs`, every layer in `layers.rs`. A handler
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

use std::sync::Arc;

use jiff::Timestamp;
use newsroom::Agency;
use story::House;
use tokio::sync::Semaphore;

pub use options::Options;
use pages::Pages;
use theme::{Theme, ThemeError};

/// What every handler can reach. A handle, cheap to clone.
#[derive(Clone)]
pub struct Web {
    /// The use cases.
    pub agency: Agency,
    /// Templates and files.
    pub theme: Arc<Theme>,
    /// The finished pages.
    pub pages: Arc<Pages>,
    /// What the operator decided.
    pub options: Arc<Options>,
    live: Arc<live::Live>,
    rooms: Arc<rooms::Rooms>,
    rates: Arc<api::Rates>,
    under_way: Arc<Semaphore>,
}

impl Web {
    fn house(&self) -> Arc<House> {
        self.agency.house()
    }

    fn now(&self) -> Timestamp {
        self.agency.now()
    }
}

/// The whole room as a service.
///
/// # Errors
/// When the theme has a fault; the message names the template and what is wrong.
pub fn router(agency: Agency, options: Options) -> Result<axum::Router, ThemeError> {
    let web = Web {
        agency,
        theme: Arc::new(Theme::load(options.theme.as_deref())?),
        pages: Arc::new(Pages::new(options.page_memory)),
        live: Arc::new(live::Live::new(options.live_limit)),
        rooms: Arc::default(),
        rates: Arc::default(),
        under_way: Arc::new(Semaphore::new(options.request_limit)),
        options: Arc::new(options),
    };
    let told = web.clone();
    web.agency.follow(move |public| {
        told.pages.turn(&pages::tags_of(public));
        told.live.tell(&told, public);
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
    let room = layers::around(routes::routes(&web.options), web);
    agency.set_feeds(websub::reader(room.clone()));
    Ok(room)
}

/// Serves a room on a listener until `stop` is done; requests under way are finished, streams are closed.
///
/// # Errors
/// When the listener fails.
pub async fn serve(
    listener: tokio::net::TcpListener,
    room: axum::Router,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let (tell, mut told) = tokio::sync::watch::channel(false);
    let listener = axum::serve::ListenerExt::tap_io(listener, |stream| {
        // An event of the newsfeed must not wait for the next one.
        let _ = stream.set_nodelay(true);
    });
    let serving = axum::serve(listener, room.into_make_service_with_connect_info::<std::net::SocketAddr>())
        .with_graceful_shutdown(async move {
            stop.await;
            let _ = tell.send(true);
        });
    tokio::select! {
        done = serving.into_future() => done,
        // Open streams never end by themselves: they get five seconds, as do slow requests.
        () = async {
            let _ = told.wait_for(|told| *told).await;
            tokio::time::sleep(std::time::Duration::from_secs(5)).await;
        } => Ok(()),
    }
}
