//! The checker outside: asked about every message, signed, and believed only as far as it answers.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use testkit::{Manner, Receiver};

use crate::discussion::room;
use crate::people::post_as;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_checker_says_is_done_and_where_it_says_nothing_a_moderator_looks() {
    let (site, _postbox, path, [nora, _]) = room().await;
    let checker = Receiver::listen(&[Manner::Takes]).unwrap();
    let mut rules = site.agency.discussion_rules(&site.hand).await.unwrap();
    rules.checker = checker.url();
    site.agency.set_discussion_rules(&site.hand, rules).await.unwrap();
    let secret = site.agency.discussion_rules(&site.hand).await.unwrap().checker_secret;
    let shown = format!("whsec_{}", STANDARD.encode(&secret));
    let visible = async || site.get(&format!("{path}/discussion")).await.text();
    for (n, (manner, stands, waits)) in [
        (Manner::Answers(r#"{ "verdict": "pass" }"#), true, false),
        (Manner::Answers(r#"{ "verdict": "tag", "detail": "shouting" }"#), true, false),
        (Manner::Answers(r#"{ "verdict": "hold", "detail": "a threat, perhaps" }"#), false, true),
        (Manner::Answers(r#"{ "verdict": "reject", "detail": "spam" }"#), false, false),
        (Manner::Answers("I am well, thank you"), false, true),
        (Manner::Says(500), false, true),
        (Manner::HangsUp, false, true),
    ]
    .into_iter()
    .enumerate()
    {
        checker.behave(manner);
        site.later(5);
        let words = format!("The ferry was late again, for the {n}th time.");
        let before = site.agency.waiting_messages(&site.hand).unwrap();
        let said = post_as(&site, &nora, &format!("{path}/discussion/write"), &[("text", &words)]).await;
        assert_eq!(visible().await.contains(&words), stands, "{manner:?}: {}", said.text());
        let waiting = site.agency.waiting_messages(&site.hand).unwrap() - before;
        assert_eq!(waiting, u64::from(waits), "{manner:?}");
        if manner != Manner::HangsUp {
            let asked = checker.received().pop().unwrap();
            assert!(asked.is_signed_by(&shown), "{manner:?}");
            let body = String::from_utf8(asked.body).unwrap();
            assert!(body.contains(&words) && !body.contains("nora@reader.example"), "{body}");
        }
    }
}
