//! What readers do with a story beside reading it: save it, embed it, say what is wrong in it; and what is read most.

use story::StaffRole;

use crate::bridge;
use crate::people::{get_as, mail, post_as, registered, site, text};

const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_read_most_is_counted_once_a_reader_and_not_for_programs() {
    let (site, _postbox) = site().await;
    let one = site.send(&bridge(2)).await.path;
    let other = site
        .send(&bridge(2).replace("harbour-bridge", "other-bridge").replace("lorries", "buses"))
        .await
        .path;
    let read = async |path: &str, agent: &str| {
        assert!(matches!(site.get_with(path, &[("user-agent", agent)]).await.status.as_u16(), 200));
    };
    for n in 0..3 {
        read(&one, &format!("{FIREFOX} {n}")).await;
    }
    for _ in 0..9 {
        read(&other, FIREFOX).await;
        read(&other, "Examplebot/2.1 (+https://bot.example)").await;
        let ready = [("user-agent", "Mozilla/5.0 ready"), ("sec-purpose", "prefetch")];
        site.get_with(&other, &ready).await;
    }
    let front = site.get("/").await.text();
    assert!(!front.contains("Most read</a></h2>"), "nothing is counted yet");
    site.agency.write_reads().await.unwrap();
    let page = site.get("/most-read").await.text();
    let at = |word: &str| page.find(word).unwrap_or_else(|| panic!("{word} is not on the page"));
    assert!(
        at("closes to lorries") < at("closes to buses"),
        "three readers are more than one who comes again"
    );
    assert!(site.get("/").await.text().contains("Most read</a></h2>"));
    assert!(!site.get("/ru/most-read").await.text().contains("closes to lorries"));

    site.agency
        .withdraw(
            &site.hand,
            site.agency.most_read(&"en".parse().unwrap(), 1).unwrap()[0].story,
            "Wrong bridge.",
        )
        .await
        .unwrap();
    assert!(!site.get("/most-read").await.text().contains("closes to lorries"));
    site.later(60 * 25);
    assert!(
        site.agency.most_read(&"en".parse().unwrap(), 5).unwrap().is_empty(),
        "a day later it is forgotten"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_card_shows_the_story_as_it_stands_and_says_when_it_does_not_any_more() {
    let (site, _postbox) = site().await;
    let sent = site.send(&bridge(2)).await;
    let page = site.get(&sent.path).await.text();
    let embed = page.split("readonly").nth(1).unwrap().split("</textarea>").next().unwrap();
    let card = embed.replace("&#x2f;", "/").split("localhost:8080").nth(1).unwrap().to_owned();
    let card = card.split('&').next().unwrap().to_owned();
    assert!(card.starts_with("/embed/"), "{embed}");
    let first = site.get(&card).await;
    assert_eq!(first.status, 200);
    assert!(first.header("content-security-policy").contains("frame-ancestors *"));
    assert_eq!(first.header("x-frame-options"), "");
    assert!(!first.text().contains("<script"), "a card on a foreign page runs nothing");
    assert_eq!(site.get(&sent.path).await.header("x-frame-options"), "DENY");
    site.send(&bridge(3)).await;
    assert!(site.get(&card).await.text().contains("(Adds"), "it is the present revision");

    let asked = format!("/oembed?url=http%3A%2F%2Flocalhost%3A8080{}", sent.path.replace('/', "%2F"));
    assert!(page.contains("application/json+oembed") && page.contains("/oembed?url="));
    let told: serde_json::Value = serde_json::from_slice(&site.get(&asked).await.bytes).unwrap();
    assert_eq!((told["version"].as_str(), told["type"].as_str()), (Some("1.0"), Some("rich")));
    assert!(told["html"].as_str().unwrap().contains(&card));
    assert_eq!(site.get(&format!("{asked}&format=xml")).await.text().matches("<oembed>").count(), 1);
    assert_eq!(site.get(&format!("{asked}&format=yaml")).await.status, 501);
    assert_eq!(site.get("/oembed?url=https%3A%2F%2Felsewhere.example%2Fx").await.status, 404);
    site.agency.withdraw(&site.hand, sent.story, "It was another bridge.").await.unwrap();
    let gone = site.get(&card).await;
    assert_eq!(gone.status, 410);
    assert!(gone.text().contains("It was another bridge.") && !gone.text().contains("lorries"));
    assert_eq!(site.get(&asked).await.status, 404);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_story_is_saved_by_a_button_and_gone_from_the_list_when_it_is_withdrawn() {
    let (site, postbox) = site().await;
    let sent = site.send(&bridge(2)).await;
    let id = sent.story.to_string();
    let asked = site.get(&format!("/account/saved?add={id}")).await;
    assert!(asked.header("location").starts_with("/account/log-in?next="), "{}", asked.header("location"));
    let nora = registered(&site, &postbox, "Nora", "nora@reader.example").await;
    let page = get_as(&site, &nora, &format!("/account/saved?add={id}")).await.text();
    assert!(page.contains("Save for later") && page.contains("closes to lorries"));
    assert!(
        get_as(&site, &nora, "/account/saved.json").await.text().contains("[]"),
        "opening it saves nothing"
    );
    assert_eq!(post_as(&site, &nora, "/account/saved", &[("story", &id), ("do", "save")]).await.status, 303);
    let list: serde_json::Value =
        serde_json::from_slice(&get_as(&site, &nora, "/account/saved.json").await.bytes).unwrap();
    assert_eq!(
        (list["saved"][0]["address"].as_str(), &list["saved"][0]["version"]),
        (Some(&*sent.path), &1.into())
    );
    let never = "01890000-0000-7000-8000-000000000001";
    assert_eq!(post_as(&site, &nora, "/account/saved", &[("story", never)]).await.status, 404);
    site.agency.withdraw(&site.hand, sent.story, "It was another bridge.").await.unwrap();
    assert!(get_as(&site, &nora, "/account/saved.json").await.text().contains("[]"));
    assert!(!get_as(&site, &nora, "/account/saved").await.text().contains("lorries"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_reader_says_is_wrong_reaches_the_desk_and_its_answer_the_reader() {
    let (mut site, postbox) = site().await;
    let sent = site.send(&bridge(2)).await;
    let path = format!("{}/wrong", sent.path);
    let page = site.get(&format!("{path}?revision=0&passage=cracks%20in%20two%20%3Cb%3E")).await.text();
    assert!(page.contains("cracks in two &lt;b&gt;"), "{page}");
    let fields =
        [("passage", "cracks in two of its piers"), ("revision", "0"), ("text", ""), ("address", "x")];
    assert_eq!(post_as(&site, "", &path, &fields).await.status, 422);
    let fields = [
        ("passage", "cracks in two of its piers"),
        ("revision", "7"),
        ("text", "It was three piers: <script>alert(1)</script>"),
        ("address", "nora@reader.example"),
    ];
    let done = post_as(&site, "", &path, &fields).await;
    assert!(done.status == 200 && done.text().contains("Thank you"), "{}", done.text());
    assert_eq!(site.get("/desk/requests").await.status, 303);
    site.sign_in("kit", StaffRole::Moderator).await;
    assert_eq!(site.get("/desk/requests").await.status, 403);
    site.sign_in("ida", StaffRole::Writer).await;
    let list = site.get("/desk/requests").await.text();
    assert!(
        list.contains("It was three piers: &lt;script&gt;") && list.contains("cracks in two of its piers")
    );
    assert!(list.contains("class=\"count\">1"), "it is counted in the bar");
    let id = list.split("/desk/requests/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let decision = [("do", "take"), ("answer", "You are right. We correct it.")];
    assert_eq!(site.post(&format!("/desk/requests/{id}"), &decision).await.status, 303);
    let told = text(&mail(&postbox, 1).await);
    assert!(told.contains("You are right. We correct it.") && told.contains("takes it up"), "{told}");
    assert_eq!(site.post(&format!("/desk/requests/{id}"), &decision).await.status, 404, "it is decided once");
    assert!(site.get("/desk/requests?decided").await.text().contains("Taken up"));
}
