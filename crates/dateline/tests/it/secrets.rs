//! What is written in the log: however much is written, no secret.

use std::fs::File;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use serde_json::Value;

use crate::{dateline, err, out};

const PASSWORD: &str = "four grey herons by the weir";
const WRONG: &str = "five grey herons by the weir";
const OF_READER: &str = "eleven lamps along the quay";
/// In the configuration.
const OF_MAIL: &str = "mail-zq41xv";
const OF_RETURNS: &str = "returns-kw92hd";
const OF_PROVIDER: &str = "provider-tb53mc";
/// Everything that our rooms can say, and what others say short of bytes.
const FILTER: &str = "debug,dateline=trace,web=trace,newsroom=trace,store=trace,listener=trace,post=trace,media=trace,bus=trace";

struct Talking {
    child: Child,
    address: String,
    url: String,
}

impl Talking {
    /// Sends a request; the answer, whole.
    fn ask(&self, method: &str, path: &str, fields: &str, body: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nOrigin: {}\r\nConnection: close\r\n{fields}Content-Length: {}\r\n\r\n{body}",
            self.url.trim_start_matches("http://"),
            self.url,
            body.len()
        )
        .unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }

    fn post(&self, path: &str, cookie: &str, form: &[(&str, &str)]) -> String {
        let encoded: Vec<String> = form
            .iter()
            .map(|(name, value)| format!("{name}={}", value.replace(' ', "+").replace('@', "%40")))
            .collect();
        let fields = format!("Content-Type: application/x-www-form-urlencoded\r\nCookie: {cookie}\r\n");
        self.ask("POST", path, &fields, &encoded.join("&"))
    }
}

impl Drop for Talking {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The cookie that an answer sets, as `name=value`.
fn cookie(answer: &str) -> String {
    let set = answer
        .lines()
        .find_map(|line| line.strip_prefix("set-cookie: "))
        .unwrap_or_else(|| panic!("{answer}"));
    set.split(';').next().unwrap().to_owned()
}

fn value(cookie: &str) -> &str {
    cookie.split_once('=').unwrap().1
}

fn start(data: &Path, log: &Path) -> (Talking, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(["serve", "--demo", "--listen", "127.0.0.1:0", "--data"])
        .arg(data)
        .env("DATELINE_LOG_FILTER", FILTER)
        .env("DATELINE_SMTP", format!("smtp://wire:{OF_MAIL}@127.0.0.1:9"))
        .env("DATELINE_MAIL_FROM", "Meridian <post@meridian.example>")
        .env("DATELINE_RETURNS", format!("imaps://wire:{OF_RETURNS}@127.0.0.1:9/INBOX"))
        .env("DATELINE_OIDC_ISSUER", "https://127.0.0.1:9")
        .env("DATELINE_OIDC_CLIENT", "dateline")
        .env("DATELINE_OIDC_SECRET", OF_PROVIDER)
        .env("DATELINE_PRIVATE_NETWORKS", "127.0.0.0/8")
        .stdout(Stdio::piped())
        .stderr(File::create(log).unwrap())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    let url = lines.next().unwrap().rsplit(' ').next().unwrap().to_owned();
    let claim = lines.find(|line| line.contains("/claim/")).unwrap();
    // Read on, or its next line would find nobody.
    std::thread::spawn(move || lines.for_each(drop));
    let address = url.strip_prefix("http://").unwrap().replace("localhost", "127.0.0.1");
    (Talking { child, address, url }, claim.rsplit('/').next().unwrap().to_owned())
}

#[test]
fn no_secret_is_in_the_log_however_much_is_logged() {
    let folder = tempfile::tempdir().unwrap();
    let (data, log) = (folder.path().join("data"), folder.path().join("log"));
    let (agency, claim) = start(&data, &log);
    let mut secrets: Vec<String> =
        [PASSWORD, WRONG, OF_READER, OF_MAIL, OF_RETURNS, OF_PROVIDER].map(str::to_owned).into();
    secrets.push(claim.clone());

    // The staff: a link, a wrong password, the right one, a page behind it.
    assert!(agency.ask("GET", &format!("/claim/{claim}"), "", "").starts_with("HTTP/1.1 200"));
    let entered = agency.post(&format!("/claim/{claim}"), "", &[("password", PASSWORD)]);
    let first = cookie(&entered);
    assert!(
        agency.post("/sign-in", "", &[("login", "admin"), ("password", WRONG)]).starts_with("HTTP/1.1 4")
    );
    let desk = agency.ask("GET", "/desk/staff", &format!("Cookie: {first}\r\n"), "");
    assert!(desk.starts_with("HTTP/1.1 200"), "{desk:.300}");
    let login = desk.split("name=\"login\"").count();
    assert!(login > 1, "the page of the staff was shown");
    secrets.push(value(&first).to_owned());
    agency.ask("GET", "/sign-in/provider", "", "");

    // Subscribers: a token that is good, one that is none, and a webhook with its secret.
    let add = |words: &[&str]| -> Value {
        let done = dateline(&data, words);
        assert_eq!(done.status.code(), Some(0), "{}", err(&done));
        serde_json::from_str(&out(&done)).unwrap()
    };
    let token = add(&["subscriber", "add", "Pulls", "--json"])["token"].as_str().unwrap().to_owned();
    let hook = add(&["subscriber", "add", "Called", "--to", "http://127.0.0.1:9/", "--json"]);
    let pulled = agency.ask("GET", "/api/wire?limit=1", &format!("Authorization: Bearer {token}\r\n"), "");
    assert!(pulled.starts_with("HTTP/1.1 200"), "{pulled:.300}");
    let turned = token.chars().rev().collect::<String>();
    assert!(
        agency
            .ask("GET", "/api/wire", &format!("Authorization: Bearer {turned}\r\n"), "")
            .starts_with("HTTP/1.1 401")
    );
    secrets.extend([token, turned, hook["secret"].as_str().unwrap().to_owned()]);

    // A reader: an account, and the letter with its link.
    let form = [
        ("name", "Nora Vik"),
        ("address", "nora@reader.example"),
        ("password", OF_READER),
        ("again", OF_READER),
        ("rules", "1"),
        ("adult", "1"),
    ];
    let registered = agency.post("/account/register", "", &form);
    assert!(
        registered.starts_with("HTTP/1.1 200") || registered.starts_with("HTTP/1.1 303"),
        "{registered:.2000}"
    );

    // Something goes out, and cannot arrive.
    let copy = folder.path().join("copy.txt");
    std::fs::write(
        &copy,
        "---\nslug: secret-test\nsection: world\n---\nFerries stay\n\nFerries stay in port.\n",
    )
    .unwrap();
    assert_eq!(dateline(&data, &["send", copy.to_str().unwrap()]).status.code(), Some(0));
    std::thread::sleep(std::time::Duration::from_secs(3));
    drop(agency);

    let written = std::fs::read_to_string(&log).unwrap();
    assert!(written.len() > 2000, "too little was logged to mean anything: {written}");
    for secret in secrets {
        assert!(secret.len() >= 8, "{secret}");
        let lines: Vec<&str> = written.lines().filter(|line| line.contains(&secret)).collect();
        assert!(lines.is_empty(), "{secret} is in the log: {lines:#?}");
    }
}
