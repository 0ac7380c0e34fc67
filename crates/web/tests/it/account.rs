//! How the staff signs in, and what is noted of what they do.

use story::StaffRole;
use testkit::{Answer, TestSite};

use crate::bridge;

const PASSWORD: &str = "a good long password";

/// The value of the first input of a name.
fn input(answer: &Answer, name: &str) -> String {
    let text = answer.text();
    let at = text.find(&format!("name=\"{name}\" value=\"")).unwrap_or_else(|| panic!("{name}: {text}"));
    text[at..].split('"').nth(3).unwrap().to_owned()
}

/// What an app shows for a secret at the present step, worked out by hand (RFC 6238).
fn code(site: &TestSite, secret: &str) -> String {
    let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let mut bits = String::new();
    for letter in secret.chars() {
        bits.push_str(&format!("{:05b}", letters.find(letter).unwrap()));
    }
    let bytes: Vec<u8> = bits
        .as_bytes()
        .chunks_exact(8)
        .map(|byte| u8::from_str_radix(std::str::from_utf8(byte).unwrap(), 2).unwrap())
        .collect();
    let step = u64::try_from(site.agency.now().as_second() / 30).unwrap();
    let key = aws_lc_rs::hmac::Key::new(aws_lc_rs::hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, &bytes);
    let tag = aws_lc_rs::hmac::sign(&key, &step.to_be_bytes());
    let at = usize::from(tag.as_ref()[19] & 0xf);
    let number = u32::from_be_bytes(tag.as_ref()[at..at + 4].try_into().unwrap()) & 0x7fff_ffff;
    format!("{:06}", number % 1_000_000)
}

/// A site with somebody who has a second factor: its secret and the recovery codes.
async fn with_factor() -> (TestSite, String, Vec<String>) {
    let mut site = TestSite::new().await;
    site.sign_in("ada", StaffRole::Editor).await;
    let page = site.get("/desk/account").await;
    assert!(page.text().contains("<svg viewBox"), "{}", page.text());
    let secret = input(&page, "secret");
    let wrong =
        site.post("/desk/account", &[("do", "factor"), ("secret", &secret), ("code", "000000")]).await;
    assert_eq!((wrong.status.as_u16(), input(&wrong, "secret")), (422, secret.clone()));
    let now = code(&site, &secret);
    let set = site.post("/desk/account", &[("do", "factor"), ("secret", &secret), ("code", &now)]).await;
    let codes: Vec<String> = set
        .text()
        .split("<li><code>")
        .skip(1)
        .map(|rest| rest.split('<').next().unwrap().to_owned())
        .collect();
    assert_eq!(codes.len(), 10, "{}", set.text());
    site.sign_out();
    (site, secret, codes)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_secret_that_was_never_offered_is_answered_with_a_new_one() {
    let mut site = TestSite::new().await;
    site.sign_in("ada", StaffRole::Editor).await;
    for odd in ["", "a", &"a".repeat(70_000), &format!("AAAA{}", " ".repeat(70_000)), "\"><script>", "é\0"] {
        let answer =
            site.post("/desk/account", &[("do", "factor"), ("secret", odd), ("code", "000000")]).await;
        assert_eq!((answer.status.as_u16(), input(&answer, "secret").len()), (422, 32), "{odd:.20}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_factor_is_asked_for_and_each_code_is_good_once() {
    let (mut site, secret, codes) = with_factor().await;
    let enter = async |site: &TestSite| {
        let asked = site
            .post("/sign-in", &[("login", "ada"), ("password", PASSWORD), ("next", "/desk/drafts")])
            .await;
        assert_eq!((asked.status.as_u16(), asked.header("set-cookie")), (200, ""), "{}", asked.text());
        (input(&asked, "half"), input(&asked, "next"))
    };
    let (half, next) = enter(&site).await;
    let used = code(&site, &secret);
    // The code that turned it on was used; the next step's is good.
    let again = site.post("/sign-in/code", &[("half", &half), ("code", &used)]).await;
    assert_eq!(again.status, 422);
    site.later(1);
    let now = code(&site, &secret);
    let entered = site.post("/sign-in/code", &[("half", &half), ("code", &now), ("next", &next)]).await;
    assert_eq!((entered.status.as_u16(), entered.header("location")), (303, "/desk/drafts"));
    site.keep_cookie(&entered);
    assert_eq!(site.get("/desk").await.status, 200);
    site.sign_out();
    // The half is spent; without the password a code is nothing.
    site.later(1);
    let now = code(&site, &secret);
    assert_eq!(
        site.post("/sign-in/code", &[("half", &half), ("code", &now)]).await.header("location"),
        "/sign-in"
    );
    // A recovery code is good once.
    for (try_at, status) in [(0, 303), (0, 422), (1, 303)] {
        let (half, _) = enter(&site).await;
        let code = codes[try_at].to_uppercase();
        assert_eq!(site.post("/sign-in/code", &[("half", &half), ("code", &code)]).await.status, status);
    }
    // Guessing ends by itself.
    let (half, _) = enter(&site).await;
    let mut last = String::new();
    for _ in 0..7 {
        last = site.post("/sign-in/code", &[("half", &half), ("code", "123456")]).await.text();
    }
    assert!(last.contains("seconds") || last.contains("Wait"), "{last}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_the_house_wants_it_nobody_gets_further_without_a_second_factor() {
    let mut site = TestSite::new().await;
    site.sign_in("root", StaffRole::Administrator).await;
    let name = [("name", "Meridian"), ("second_factor", "1")];
    assert_eq!(site.post("/desk/house/name", &name).await.status, 303);
    for path in ["/desk", "/desk/drafts", "/desk/staff"] {
        assert_eq!(site.get(path).await.header("location"), "/desk/account", "{path}");
    }
    let page = site.get("/desk/account").await;
    let secret = input(&page, "secret");
    let now = code(&site, &secret);
    site.post("/desk/account", &[("do", "factor"), ("secret", &secret), ("code", &now)]).await;
    assert_eq!(site.get("/desk").await.status, 200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_link_for_a_new_password_does_not_pass_by_the_second_factor() {
    let (site, _, _) = with_factor().await;
    let ada = site.agency.staff_by_login("ada").await.unwrap().unwrap();
    let link = site.agency.claim_for(ada.id).await.unwrap();
    let answer = site.post(&format!("/claim/{link}"), &[("password", "another long password")]).await;
    assert_eq!((answer.status.as_u16(), answer.header("set-cookie")), (200, ""));
    assert!(answer.text().contains("name=\"half\""), "{}", answer.text());
    // An administrator takes it away from who lost everything; nobody else does.
    let mut site = site;
    site.sign_in("bo", StaffRole::Editor).await;
    let path = format!("/desk/staff/{}/factor", ada.id);
    assert_eq!(site.post(&path, &[]).await.status, 403);
    site.sign_in("root", StaffRole::Administrator).await;
    assert_eq!(site.post(&path, &[]).await.status, 303);
    site.sign_out();
    let entered = site.post("/sign-in", &[("login", "ada"), ("password", "another long password")]).await;
    assert_eq!(entered.status, 303);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_password_is_changed_by_the_one_that_holds_and_ends_every_session() {
    let mut site = TestSite::new().await;
    site.sign_in("ada", StaffRole::Writer).await;
    let change = |old: &'static str, new: &'static str| [("do", "password"), ("old", old), ("new", new)];
    assert_eq!(site.post("/desk/account", &change("wrong", "another long password")).await.status, 422);
    for soon_guessed in ["short", "password1234", "ada ada ada ada"] {
        assert_eq!(
            site.post("/desk/account", &change(PASSWORD, soon_guessed)).await.status,
            422,
            "{soon_guessed}"
        );
    }
    let done = site.post("/desk/account", &change(PASSWORD, "another long password")).await;
    assert_eq!(done.header("location"), "/sign-in");
    assert_eq!(site.get("/desk").await.status, 303, "the session is over");
    let entered = site.post("/sign-in", &[("login", "ada"), ("password", "another long password")]).await;
    site.keep_cookie(&entered);
    let elsewhere = site.agency.sign_in("ada", "another long password").await.unwrap().session().unwrap();
    assert_eq!(site.post("/desk/account", &[("do", "sessions")]).await.status, 303);
    assert_eq!(site.get("/desk").await.status, 200);
    assert!(site.agency.staff_of(&elsewhere).await.unwrap().is_none());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_staff_does_is_on_record_and_nothing_secret_is() {
    let mut site = TestSite::new().await;
    let secret = bridge(2).replace("---\nslug", "---\nembargo: 2026-10-12 15:00 Europe/Berlin\nslug");
    let sent = site.send(&secret).await;
    let open = site.send(&bridge(2).replace("harbour-bridge", "other")).await;
    site.agency.put_new_staff("ada", "Ada", StaffRole::Editor, "en").await.unwrap();
    let wrong = site.post("/sign-in", &[("login", "Ada"), ("password", "not this one at all")]).await;
    assert_eq!(wrong.status, 422);
    site.later(1);
    site.sign_in("bo", StaffRole::Editor).await;
    for sequence in [sent.sequence, open.sequence] {
        assert_eq!(site.get(&format!("/desk/wire/{}", sequence.0)).await.status, 200);
    }
    site.later(1);
    let notice = format!("/desk/stories/{}/hold", open.story);
    let held = site.post(&notice, &[("reason", "We check it."), ("from", "2")]).await;
    assert_eq!(held.status, 303, "{}", held.text());
    site.later(1);
    assert_eq!(site.get("/desk/audit").await.status, 403);
    site.later(1);
    site.sign_in("root", StaffRole::Administrator).await;
    let staff = [("name", "Cy"), ("login", "cy"), ("role", "writer"), ("language", "en")];
    assert_eq!(site.post("/desk/staff", &staff).await.status, 200);
    let acts = site.agency.acts(&site.hand, None, None, 100).await.unwrap();
    let told: Vec<(String, String)> = acts.iter().map(|act| (act.who.clone(), act.what.clone())).collect();
    let expected = [
        ("root", "done /desk/staff"),
        ("bo", "refused /desk/audit"),
        ("bo", "done /desk/stories/{story}/{act}"),
        ("bo", "embargoed"),
        ("ada", "refused /sign-in"),
    ];
    assert_eq!(told, expected.map(|(who, what)| (who.to_owned(), what.to_owned())));
    assert_eq!(acts[0].detail, "language=en, login=cy, name=Cy, role=writer");
    assert!(acts[2].detail.contains("reason=We check it."), "{}", acts[2].detail);
    assert_eq!(acts[3].path, format!("/desk/wire/{}", sent.sequence.0));
    assert!(acts.iter().all(|act| !act.detail.contains("not this one")));
    // A door names whom it let in, by a link too; the link itself is a secret.
    let ada = site.agency.staff_by_login("ada").await.unwrap().unwrap();
    let link = site.agency.claim_for(ada.id).await.unwrap();
    site.later(1);
    assert_eq!(site.post(&format!("/claim/{link}"), &[("password", PASSWORD)]).await.status, 303);
    let claimed = site.agency.acts(&site.hand, None, None, 1).await.unwrap().remove(0);
    assert_eq!((claimed.what.as_str(), claimed.path.as_str()), ("done /claim/{token}", "/claim/{token}"));
    let page = site.get("/desk/audit?who=bo").await.text();
    assert!(page.contains("We check it.") && !page.contains("name=Cy"), "{page}");
    // The send sheet shows copy under embargo too.
    let ada = site.agency.staff_by_login("root").await.unwrap().unwrap();
    let secret = site.agency.begin(&ada, Some(sent.story), None).await.unwrap();
    site.later(1);
    site.get(&format!("/desk/drafts/{secret}/send")).await;
    assert_eq!(site.agency.acts(&site.hand, None, None, 1).await.unwrap()[0].what, "embargoed");
    // What somebody types is not noted; that they threw it away is.
    let hand = site.agency.staff_by_login("root").await.unwrap().unwrap();
    site.later(1);
    let draft = site.agency.begin(&hand, None, None).await.unwrap();
    let fields = [("do", "discard"), ("version", "0")];
    assert_eq!(site.post_parts(&format!("/desk/drafts/{draft}"), &fields).await.status, 303);
    let acts = site.agency.acts(&site.hand, Some("root"), None, 2).await.unwrap();
    assert_eq!(acts[0].what, "done /desk/drafts/{draft}");
}
