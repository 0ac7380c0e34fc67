//! What does the listener do with connections, seen from the other end of the wire?
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod tls;

use std::convert::Infallible;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Method, Request, Response, StatusCode, header};
use http_body::{Body, Frame};
use http_body_util::BodyExt as _;
use listener::{Entrance, Head, Limits, Parcel, Room, Tls, head_lines};
use proptest::prelude::*;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Handle;
use tokio::sync::{mpsc, oneshot};

/// A body of frames that come by a channel; how many of such are alive is counted.
struct Frames(mpsc::Receiver<Bytes>, Arc<AtomicUsize>);

impl Body for Frames {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        self.0.poll_recv(cx).map(|data| data.map(|data| Ok(Frame::data(data))))
    }
}

impl Drop for Frames {
    fn drop(&mut self) {
        self.1.fetch_sub(1, Ordering::SeqCst);
    }
}

/// A room with one page at hand, one that is made, one in pieces, one that takes its time, a stream, and an echo.
#[derive(Default)]
struct Rooms {
    open: Arc<AtomicUsize>,
    asked: AtomicUsize,
}

impl Rooms {
    fn frames(&self, pieces: impl IntoIterator<Item = Bytes> + Send + 'static, goes_on: bool) -> Frames {
        let (send, receive) = mpsc::channel(8);
        let pieces: Vec<Bytes> = pieces.into_iter().collect();
        tokio::spawn(async move {
            for piece in pieces {
                if send.send(piece).await.is_err() {
                    return;
                }
            }
            if goes_on {
                send.closed().await;
            }
        });
        self.open.fetch_add(1, Ordering::SeqCst);
        Frames(receive, self.open.clone())
    }
}

impl Room for Rooms {
    type Body = http_body_util::combinators::UnsyncBoxBody<Bytes, Infallible>;

    fn is_preferred(&self, head: &Head<'_>) -> bool {
        head.path().starts_with("/desk")
    }

    fn at_hand(&self, head: &Head<'_>) -> Option<Parcel> {
        if head.target != "/at-hand" {
            return None;
        }
        let body = Bytes::from_static(b"at hand");
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_LENGTH, HeaderValue::from(body.len()));
        let body = if head.method == Method::HEAD { Bytes::new() } else { body };
        Some(Parcel { head: head_lines(StatusCode::OK, &headers), more: "", body })
    }

    async fn ask<B>(&self, request: Request<B>, _: SocketAddr) -> Response<Self::Body>
    where
        B: Body<Data = Bytes, Error: Into<Box<dyn std::error::Error + Send + Sync>>> + Send + 'static,
    {
        self.asked.fetch_add(1, Ordering::SeqCst);
        let path = request.uri().path().to_owned();
        let body = match path.as_str() {
            "/made" => http_body_util::Full::new(Bytes::from_static(b"made")).boxed_unsync(),
            "/echo" => {
                let body = request.into_body().collect().await.map_err(Into::into);
                let said = body.map_or_else(|_| Bytes::from_static(b"too slow"), |body| body.to_bytes());
                http_body_util::Full::new(said).boxed_unsync()
            }
            "/slow" => {
                tokio::time::sleep(Duration::from_millis(300)).await;
                http_body_util::Full::new(Bytes::from_static(b"slow")).boxed_unsync()
            }
            "/pieces" => self.frames(["one ", "two ", "three"].map(Bytes::from), false).boxed_unsync(),
            "/large" => self.frames((0..200).map(|_| Bytes::from(vec![b'x'; 1 << 20])), false).boxed_unsync(),
            "/stream" => self.frames(["data: 1\n\n".into()], true).boxed_unsync(),
            _ => http_body_util::Empty::new().boxed_unsync(),
        };
        let mut response = Response::new(body);
        if path == "/stream" {
            let kind = HeaderValue::from_static("text/event-stream");
            response.headers_mut().insert(header::CONTENT_TYPE, kind);
        }
        if path == "/nothing" {
            *response.status_mut() = StatusCode::NO_CONTENT;
        }
        response
    }
}

struct Open {
    address: SocketAddr,
    room: Arc<Rooms>,
    stop: Option<oneshot::Sender<()>>,
    serving: tokio::task::JoinHandle<()>,
}

async fn open(limits: Limits) -> Open {
    open_with(None, limits).await
}

async fn open_with(tls: Option<Tls>, limits: Limits) -> Open {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let room = Arc::new(Rooms::default());
    let (stop, stopped) = oneshot::channel();
    let serving = tokio::spawn(listener::serve(
        Entrance { listener, tls, streams: Some(Handle::current()), workers: None },
        room.clone(),
        limits,
        async {
            let _ = stopped.await;
        },
    ));
    Open { address, room, stop: Some(stop), serving }
}

impl Open {
    async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.unwrap()
    }

    /// What is answered to these bytes until the connection ends.
    async fn say(&self, text: &str) -> String {
        let mut stream = self.connect().await;
        stream.write_all(text.as_bytes()).await.unwrap();
        rest(&mut stream).await
    }
}

async fn rest(stream: &mut TcpStream) -> String {
    let mut said = Vec::new();
    let _ = stream.read_to_end(&mut said).await;
    String::from_utf8(said).unwrap()
}

async fn until(stream: &mut TcpStream, word: &str) -> String {
    let mut said = Vec::new();
    while !String::from_utf8_lossy(&said).contains(word) {
        let mut more = [0; 4096];
        let count = stream.read(&mut more).await.unwrap();
        assert!(count > 0, "it ended: {}", String::from_utf8_lossy(&said));
        said.extend_from_slice(&more[..count]);
    }
    String::from_utf8(said).unwrap()
}

fn get(path: &str, more: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nHost: a.example\r\n{more}\r\n")
}

const CLOSE: &str = "Connection: close\r\n";

/// Status lines and bodies, without the fields.
fn told(said: &str) -> Vec<String> {
    let mut told = Vec::new();
    for part in said.split("HTTP/1.1 ").skip(1) {
        let (head, body) = part.split_once("\r\n\r\n").unwrap();
        assert_eq!(head.matches("\r\ndate: ").count(), 1, "{head}");
        told.push(format!("{} {body}", head.split(' ').next().unwrap()));
    }
    told
}

#[tokio::test]
async fn requests_in_one_write_are_answered_in_their_order_whoever_answers_them() {
    let open = open(Limits::default()).await;
    let all = [
        get("/at-hand", ""),
        get("/made", ""),
        get("/pieces", ""),
        get("/nothing", ""),
        "HEAD /at-hand HTTP/1.1\r\nHost: a.example\r\n\r\n".to_owned(),
        "HEAD /made HTTP/1.1\r\nHost: a.example\r\n\r\n".to_owned(),
        "POST /echo HTTP/1.1\r\nHost: a.example\r\nContent-Length: 5\r\n\r\nhello".to_owned(),
        get("/at-hand", ""),
        get("/made", CLOSE),
    ];
    let said = told(&open.say(&all.concat()).await);
    let pieces = "4\r\none \r\n4\r\ntwo \r\n5\r\nthree\r\n0\r\n\r\n";
    // After a body the rest of the connection is hyper's, which asks for what would be at hand.
    let expected = [
        "200 at hand",
        "200 made",
        &format!("200 {pieces}"),
        "204 ",
        "200 ",
        "200 ",
        "200 hello",
        "200 ",
        "200 made",
    ];
    assert_eq!(said, expected);
}

#[tokio::test]
async fn a_length_is_told_where_it_is_known() {
    let open = open(Limits::default()).await;
    let said = open.say(&get("/made", CLOSE)).await;
    assert!(said.contains("\r\ncontent-length: 4\r\n") && !said.contains("chunked"), "{said}");
    let said = open.say(&get("/pieces", CLOSE)).await;
    assert!(
        said.contains("\r\ntransfer-encoding: chunked\r\n") && !said.contains("content-length"),
        "{said}"
    );
    let said = open.say(&get("/nothing", CLOSE)).await;
    assert!(!said.contains("chunked"), "{said}");
}

#[tokio::test]
async fn a_stream_is_told_as_it_comes_and_given_up_when_its_reader_goes() {
    let open = open(Limits::default()).await;
    let mut stream = open.connect().await;
    stream.write_all(get("/stream", "").as_bytes()).await.unwrap();
    let said = until(&mut stream, "data: 1\n\n").await;
    assert!(said.contains("connection: close") && !said.contains("chunked"), "{said}");
    assert_eq!(open.room.open.load(Ordering::SeqCst), 1);
    drop(stream);
    while open.room.open.load(Ordering::SeqCst) > 0 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

#[tokio::test]
async fn what_is_no_request_is_refused_and_harms_nobody() {
    let open = open(Limits { head_bytes: 9_000, ..Limits::default() }).await;
    let long = get("/made", &format!("X: {}\r\n", "x".repeat(20_000)));
    let many = get("/made", &"A: b\r\n".repeat(300));
    for (said, status) in [
        ("nonsense\r\n\r\n".to_owned(), "400"),
        ("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab".to_owned(), "400"),
        ("GET / HTTP/1.1\r\nHost: a\r\nHost : b\r\n\r\n".to_owned(), "400"),
        (long, "431"),
        (many, "431"),
    ] {
        let answer = open.say(&said).await;
        assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{said:.80}: {answer}");
    }
    assert_eq!(told(&open.say(&get("/made", CLOSE)).await), ["200 made"]);
}

#[tokio::test]
async fn one_network_does_not_take_all_places() {
    let open = open(Limits { of_one_network: 3, ..Limits::default() }).await;
    let mut held = Vec::new();
    for _ in 0..3 {
        let mut stream = open.connect().await;
        stream.write_all(get("/made", "").as_bytes()).await.unwrap();
        until(&mut stream, "made").await;
        held.push(stream);
    }
    assert!(open.say(&get("/made", CLOSE)).await.starts_with("HTTP/1.1 503 "));
    // Another address of this machine.
    let elsewhere = tokio::net::TcpSocket::new_v4().unwrap();
    elsewhere.bind("127.0.0.2:0".parse().unwrap()).unwrap();
    let mut stream = elsewhere.connect(open.address).await.unwrap();
    stream.write_all(get("/made", CLOSE).as_bytes()).await.unwrap();
    assert_eq!(told(&rest(&mut stream).await), ["200 made"]);
    held.pop();
    loop {
        let said = open.say(&get("/made", CLOSE)).await;
        if said.starts_with("HTTP/1.1 200 ") {
            break;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

#[tokio::test]
async fn who_takes_too_long_is_let_go() {
    let short = Duration::from_millis(100);
    let limits = Limits { head: short, idle: short * 3, write: short, ..Limits::default() };
    let open = open(limits).await;
    // A head that never ends; a connection that never asks; one that asked and went quiet.
    for said in ["GET /made HT", "", &get("/made", "")] {
        let mut stream = open.connect().await;
        stream.write_all(said.as_bytes()).await.unwrap();
        rest(&mut stream).await;
    }
    // Who does not take what they asked for.
    let mut stream = open.connect().await;
    stream.write_all(get("/large", "").as_bytes()).await.unwrap();
    until(&mut stream, "200").await;
    while open.room.open.load(Ordering::SeqCst) > 0 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

#[tokio::test]
async fn a_head_has_its_time_from_its_first_byte() {
    let limits = Limits { head: Duration::from_millis(400), ..Limits::default() };
    let open = open(limits).await;
    let mut stream = open.connect().await;
    stream.write_all(get("/made", "").as_bytes()).await.unwrap();
    until(&mut stream, "made").await;
    tokio::time::sleep(Duration::from_millis(500)).await;
    let again = get("/made", CLOSE);
    let (one, two) = again.split_at(10);
    stream.write_all(one.as_bytes()).await.unwrap();
    tokio::time::sleep(Duration::from_millis(50)).await;
    stream.write_all(two.as_bytes()).await.unwrap();
    assert_eq!(told(&rest(&mut stream).await), ["200 made"]);
}

#[tokio::test]
async fn a_body_has_to_come_at_a_pace() {
    let open = open(Limits { body: Duration::from_millis(150), ..Limits::default() }).await;
    let post = |length: usize| {
        format!("POST /echo HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n")
    };
    // A byte now and then is no pace.
    let mut stream = open.connect().await;
    stream.write_all(post(100).as_bytes()).await.unwrap();
    let mut said = String::new();
    let (mut read, mut write) = stream.split();
    let slow = async {
        while write.write_all(b"x").await.is_ok() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::select! {
        () = slow => {}
        _ = read.read_to_string(&mut said) => {}
    }
    assert_eq!(told(&said), ["200 too slow"]);
    // What is long has its time.
    let mut stream = open.connect().await;
    let part = "x".repeat(8 << 10);
    stream.write_all(post(part.len() * 8).as_bytes()).await.unwrap();
    for _ in 0..8 {
        stream.write_all(part.as_bytes()).await.unwrap();
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(told(&rest(&mut stream).await), [format!("200 {}", part.repeat(8))]);
}

#[tokio::test]
async fn who_comes_too_many_is_told_when_to_come_back() {
    let open = open(Limits { connections: 2, reserved: 0, ..Limits::default() }).await;
    let mut kept = Vec::new();
    for _ in 0..2 {
        let mut stream = open.connect().await;
        stream.write_all(get("/made", "").as_bytes()).await.unwrap();
        until(&mut stream, "made").await;
        kept.push(stream);
    }
    // Also who has said much already hears it.
    for more in ["", &"x".repeat(100_000)] {
        let said = open.say(&get("/made", &format!("X: {more}\r\n"))).await;
        assert!(said.starts_with("HTTP/1.1 503") && said.contains("retry-after"), "{said}");
    }
    kept.pop();
    let mut tries = 0;
    while !open.say(&get("/made", CLOSE)).await.starts_with("HTTP/1.1 200") {
        tries += 1;
        assert!(tries < 500, "a place that is free again is given again");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

#[tokio::test]
async fn the_last_places_are_for_who_is_preferred() {
    let open = open(Limits { connections: 4, reserved: 2, ..Limits::default() }).await;
    let mut kept = Vec::new();
    for path in ["/made", "/made", "/desk"] {
        let mut stream = open.connect().await;
        stream.write_all(get(path, "").as_bytes()).await.unwrap();
        until(&mut stream, "\r\n\r\n").await;
        kept.push(stream);
    }
    // Others are given what is at hand and let go, or told to come back.
    for (path, said) in [("/at-hand", "200 at hand"), ("/made", "503"), ("/stream", "503")] {
        let answer = open.say(&get(path, "")).await;
        assert!(
            answer.starts_with(&format!("HTTP/1.1 {}", &said[..3])) && answer.contains("connection: close"),
            "{answer}"
        );
    }
    // Who came before keeps their place.
    kept[0].write_all(get("/made", CLOSE).as_bytes()).await.unwrap();
    assert_eq!(told(&rest(&mut kept[0]).await), ["200 made"]);
}

#[tokio::test]
async fn where_there_are_few_places_most_are_everybodys() {
    let open = open(Limits { connections: 4, ..Limits::default() }).await;
    assert_eq!(told(&open.say(&get("/made", CLOSE)).await), ["200 made"]);
}

#[tokio::test]
async fn at_the_end_who_waits_goes_and_who_was_asking_is_answered() {
    let mut open = open(Limits::default()).await;
    let mut idle = open.connect().await;
    let mut stream = open.connect().await;
    stream.write_all(get("/stream", "").as_bytes()).await.unwrap();
    until(&mut stream, "data: 1").await;
    let mut asking = open.connect().await;
    asking.write_all(get("/slow", "").as_bytes()).await.unwrap();
    while open.room.asked.load(Ordering::SeqCst) < 2 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    open.stop.take().unwrap().send(()).unwrap();
    assert_eq!(rest(&mut idle).await, "");
    assert_eq!(rest(&mut stream).await, "");
    assert_eq!(told(&rest(&mut asking).await), ["200 slow"]);
    open.serving.await.unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// However the bytes arrive, the same is answered.
    #[test]
    fn requests_in_any_pieces_are_answered_alike(cuts in proptest::collection::vec(0usize..400, 0..6)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let said = runtime.block_on(async {
            let open = open(Limits::default()).await;
            let text = [get("/at-hand", "Accept: text/html\r\n"), get("/made", ""), get("/at-hand", CLOSE)].concat();
            let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut % text.len()).collect();
            cuts.sort_unstable();
            let mut stream = open.connect().await;
            stream.set_nodelay(true).unwrap();
            let mut from = 0;
            for cut in cuts.into_iter().chain([text.len()]) {
                stream.write_all(&text.as_bytes()[from..cut]).await.unwrap();
                tokio::time::sleep(Duration::from_micros(200)).await;
                from = cut;
            }
            told(&rest(&mut stream).await)
        });
        prop_assert_eq!(said, ["200 at hand", "200 made", "200 at hand"]);
    }
}
