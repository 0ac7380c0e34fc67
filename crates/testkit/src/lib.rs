//! A whole agency in a test: the same site that readers get, on a clock that stands.
//!
//! Nothing is mocked: requests go through every layer, moves through the wire and its followers.

mod bad_disk;
mod name_server;
mod postbox;
mod publisher;
mod push_service;
mod receiver;
mod request;

use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use http_body_util::BodyExt as _;
use newsroom::views::{Sent, Staff};
use newsroom::{Agency, Clock, Place, Where};
use story::{DatelineStyle, Edition, NumberStyle, Section, StaffRole};
use tower::ServiceExt as _;

pub use bad_disk::{BadDisk, DiskManner};
pub use name_server::NameServer;
pub use postbox::{Postbox, Posted};
pub use publisher::{Gives, Publisher};
pub use push_service::{PushService, Told};
pub use receiver::{Manner, Received, Receiver};
pub use request::Request as Asked;

/// The instant at which a test site's clock stands at first.
pub const NOON: &str = "2026-10-12T12:00:00Z";

/// A whole agency: English at `/`, Russian at `/ru/`, Arabic at `/ar/`, each with `world` and `economy`.
pub struct TestSite {
    /// The use cases.
    pub agency: Agency,
    /// One who may do everything.
    pub hand: Staff,
    room: web::Room,
    cookie: Option<String>,
    folder: tempfile::TempDir,
    database: Option<store::testing::TestDatabase>,
}

/// An answer.
pub struct Answer {
    /// Its status.
    pub status: StatusCode,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Answer {
    /// The bytes as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// A header, empty where there is none.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

#[allow(clippy::unwrap_used, clippy::expect_used, clippy::missing_panics_doc)]
impl TestSite {
    /// An agency that nobody has named yet.
    pub async fn empty() -> Self {
        let (folder, database) = (tempfile::tempdir().unwrap(), store::testing::database().unwrap());
        let place =
            Place { database: database.as_ref().map(|it| it.address()), ..Place::from(folder.path()) };
        let agency = Agency::open(place, Clock::set_to(NOON.parse().unwrap())).await.unwrap();
        let hand = agency.command_line().await.unwrap();
        let room = web::open(agency.clone(), web::Options::default()).unwrap();
        TestSite { agency, hand, room, cookie: None, folder, database }
    }

    /// Where it is kept.
    pub fn place(&self) -> Place {
        let database = self.database.as_ref().map(store::testing::TestDatabase::address);
        Place { database, ..Place::from(self.folder.path()) }
    }

    /// The same agency, stopped and started again at another instant.
    pub async fn restarted_at(self, instant: &str) -> Self {
        let place = self.place();
        let TestSite { agency, room, folder, database, .. } = self;
        agency.retire().await.unwrap();
        drop((agency, room));
        let mut tries = 0;
        let agency = loop {
            // The followers let go of the folder a moment after the last handle.
            match Agency::open(place.clone(), Clock::set_to(instant.parse().unwrap())).await {
                Ok(agency) => break agency,
                Err(error) if tries > 200 => panic!("it does not start again: {error}"),
                Err(_) => tokio::time::sleep(std::time::Duration::from_millis(20)).await,
            }
            tries += 1;
        };
        let hand = agency.command_line().await.unwrap();
        let room = web::open(agency.clone(), web::Options::default()).unwrap();
        TestSite { agency, hand, room, cookie: None, folder, database }
    }

    /// Keeps the cookie that an answer set, as a browser does.
    pub fn keep_cookie(&mut self, answer: &Answer) {
        self.cookie = answer.header("set-cookie").split(';').next().map(str::to_owned);
    }

    /// A new site with nothing sent.
    pub async fn new() -> Self {
        let site = TestSite::empty().await;
        let (agency, hand) = (&site.agency, &site.hand);
        agency.name_agency(hand, "Meridian").await.unwrap();
        for (slug, name, zone, world, economy) in [
            ("en", "Meridian", "Europe/Berlin", "World", "Economy"),
            ("ru", "Меридиан", "Europe/Moscow", "Мир", "Экономика"),
            ("ar", "ميريديان", "Asia/Riyadh", "العالم", "الاقتصاد"),
        ] {
            let edition = Edition {
                slug: slug.parse().unwrap(),
                name: name.into(),
                description: name.into(),
                language: slug.parse().unwrap(),
                zone: zone.into(),
                host: None,
                number_style: NumberStyle::Suffix,
                dateline_style: DatelineStyle::Full,
                sections: Vec::new(),
            };
            agency.add_edition(hand, edition).await.unwrap();
            for (word, name) in [("world", world), ("economy", economy)] {
                let section =
                    Section { slug: word.parse().unwrap(), name: name.into(), description: name.into() };
                agency.add_section(hand, &slug.parse().unwrap(), section).await.unwrap();
            }
        }
        site
    }

    /// Sends plain wire copy; into `world` of the English edition where it says nothing else.
    pub async fn send(&self, copy: &str) -> Sent {
        let to = Where { section: Some("world".into()), ..Where::default() };
        self.agency.send_copy(&self.hand, copy, to).await.unwrap()
    }

    /// Moves the clock on.
    pub fn later(&self, minutes: i64) {
        self.agency.clock().move_to(self.agency.now() + jiff::SignedDuration::from_mins(minutes));
    }

    /// Signs a new member of the staff in; later requests carry their session.
    pub async fn sign_in(&mut self, login: &str, role: StaffRole) -> Staff {
        let staff = self.agency.put_new_staff(login, login, role, "en").await.unwrap();
        let link = self.agency.claim_for(staff.id).await.unwrap();
        let entered = self.agency.claim_password(&link, "a good long password").await.unwrap();
        let token = entered.session().unwrap();
        self.cookie = Some(format!("dateline-insecure={token}"));
        staff
    }

    /// Asks for a page.
    pub async fn get(&self, path: &str) -> Answer {
        self.ask(Method::GET, path, &[], Body::empty()).await
    }

    /// Asks for a page with headers of one's own.
    pub async fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.ask(Method::GET, path, headers, Body::empty()).await
    }

    /// Sends a form, as a page of this site does.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body: Vec<String> =
            fields.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect();
        let headers =
            [("content-type", "application/x-www-form-urlencoded"), ("sec-fetch-site", "same-origin")];
        self.ask(Method::POST, path, &headers, Body::from(body.join("&"))).await
    }

    /// Sends a form that may carry files, as a page of this site does.
    pub async fn post_parts(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let parts: String = fields
            .iter()
            .map(|(name, value)| {
                format!("--part\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
            })
            .collect();
        let headers =
            [("content-type", "multipart/form-data; boundary=part"), ("sec-fetch-site", "same-origin")];
        self.ask(Method::POST, path, &headers, Body::from(format!("{parts}--part--\r\n"))).await
    }

    /// Signs out: later requests come from a stranger.
    pub fn sign_out(&mut self) {
        self.cookie = None;
    }

    /// Any request.
    pub async fn ask(&self, method: Method, path: &str, headers: &[(&str, &str)], body: Body) -> Answer {
        let mut request = Request::builder().method(method).uri(path).header(header::HOST, "localhost:8080");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some(cookie) = &self.cookie {
            request = request.header(header::COOKIE, cookie);
        }
        let response = self.room.service.clone().oneshot(request.body(body).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes().to_vec();
        Answer { status: parts.status, headers: parts.headers, bytes }
    }

    /// Opens the site to the network; the address it listens at.
    pub async fn listen(&self) -> std::net::SocketAddr {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (room, limits) = (std::sync::Arc::new(self.room.clone()), listener::Limits::default());
        tokio::spawn(listener::serve(
            listener::Entrance::plain(listener),
            room,
            limits,
            std::future::pending(),
        ));
        address
    }

    /// Opens a stream and reads it until it holds a word; what was read till then.
    pub async fn stream_until(&self, path: &str, word: &str) -> String {
        self.stream_until_with(path, &[], word).await
    }

    /// The same with headers of one's own.
    pub async fn stream_until_with(&self, path: &str, headers: &[(&str, &str)], word: &str) -> String {
        let mut request = Request::builder().uri(path).header(header::HOST, "localhost:8080");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some(cookie) = &self.cookie {
            request = request.header(header::COOKIE, cookie);
        }
        let request = request.body(Body::empty()).unwrap();
        let mut body = self.room.service.clone().oneshot(request).await.unwrap().into_body();
        let mut read = String::new();
        let reading = async {
            while !read.contains(word) {
                let frame = body.frame().await.expect("the stream ended").unwrap();
                read.push_str(&String::from_utf8_lossy(&frame.into_data().unwrap_or_default()));
            }
        };
        tokio::time::timeout(std::time::Duration::from_secs(10), reading).await.expect("the word never came");
        read
    }
}

fn encode(text: &str) -> String {
    use std::fmt::Write as _;
    text.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
        out
    })
}
