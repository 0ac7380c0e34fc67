//! Readers in tests: a site that sends mail, and people who register there.

use std::time::Duration;

use testkit::{Answer, Postbox, Posted, TestSite};

/// What everybody's password is.
pub const PASSWORD: &str = "seven lanterns over Velm";

/// A site that sends mail into a box.
pub async fn site() -> (TestSite, Postbox) {
    let site = TestSite::new().await;
    let postbox = Postbox::listen(0).unwrap();
    site.agency.set_post("http://localhost:8080", &["127.0.0.0/8".to_owned()]).unwrap();
    site.agency.set_mailer(&postbox.url(), "Meridian <post@meridian.example>").unwrap();
    (site, postbox)
}

/// Waits for the mail of a number, from 1.
pub async fn mail(postbox: &Postbox, number: usize) -> Posted {
    for _ in 0..1000 {
        if let Some(mail) = postbox.posted().get(number - 1) {
            return mail.clone();
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let came: Vec<String> = postbox.posted().iter().map(|mail| mail.header("subject")).collect();
    panic!("mail {number} never came, only {came:?}");
}

/// Waits until so many mails of a subject have come, whatever else came between.
pub async fn mails_about(postbox: &Postbox, subject: &str, count: usize) {
    let came = || postbox.posted().iter().map(|mail| mail.header("subject")).collect::<Vec<_>>();
    for _ in 0..1000 {
        if came().iter().filter(|it| *it == subject).count() >= count {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("{subject} came not {count} times: {:?}", came());
}

/// What a mail says as plain text.
pub fn text(mail: &Posted) -> String {
    let document = formats::read(&mail.message).unwrap();
    let item = &document.items[0];
    let body: Vec<String> = item.body.iter().map(|it| it.text.as_plain().into_owned()).collect();
    format!("{}\n{}", item.title, body.join("\n"))
}

/// The path of the first link in a mail that has this in it.
pub fn link(mail: &Posted, part: &str) -> String {
    let text = text(mail);
    let found =
        text.split_whitespace().find(|word| word.contains(part)).unwrap_or_else(|| panic!("{part}: {text}"));
    found.split("localhost:8080").nth(1).unwrap().to_owned()
}

/// The values of all cookies that an answer set, for the next request.
pub fn cookies(answer: &Answer) -> String {
    let all = answer.headers.get_all("set-cookie").iter().filter_map(|it| it.to_str().ok());
    all.filter_map(|it| it.split(';').next()).collect::<Vec<_>>().join("; ")
}

pub async fn post_as(site: &TestSite, cookie: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
    let body: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", encode(value))).collect();
    let headers = [
        ("content-type", "application/x-www-form-urlencoded"),
        ("sec-fetch-site", "same-origin"),
        ("user-agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"),
        ("cookie", cookie),
    ];
    site.ask(axum::http::Method::POST, path, &headers, axum::body::Body::from(body.join("&"))).await
}

pub async fn get_as(site: &TestSite, cookie: &str, path: &str) -> Answer {
    site.get_with(path, &[("cookie", cookie)]).await
}

pub fn encode(text: &str) -> String {
    text.bytes()
        .map(
            |byte| {
                if byte.is_ascii_alphanumeric() {
                    char::from(byte).to_string()
                } else {
                    format!("%{byte:02X}")
                }
            },
        )
        .collect()
}

/// Registers and confirms somebody; the cookie of their session.
pub async fn registered(site: &TestSite, postbox: &Postbox, name: &str, address: &str) -> String {
    let before = postbox.posted().len();
    let fields = [("name", name), ("address", address), ("password", PASSWORD)];
    let asked = post_as(site, "", "/account/register", &fields).await;
    assert_eq!(
        (asked.status.as_u16(), asked.header("location")),
        (303, "/account/check-mail"),
        "{}",
        asked.text()
    );
    let link = link(&mail(postbox, before + 1).await, "/account/confirm/");
    let confirmed = post_as(site, &cookies(&asked), &link, &[]).await;
    assert_eq!(confirmed.header("location"), "/account?welcome", "{}", confirmed.text());
    cookies(&confirmed)
}
