//! The rooms of stories: what is said reaches who listens, once, in order, also after a break.

use newsroom::{Outcome, Saying, View};
use story::{ShortId, StoryId};
use testkit::TestSite;

use crate::bridge;
use crate::people::{get_as, post_as, registered, site};

async fn room() -> (TestSite, String, StoryId, String) {
    let (site, postbox) = site().await;
    let sent = site.send(&bridge(3)).await;
    let nora = registered(&site, &postbox, "Nora Vik", "nora@reader.example").await;
    let mut rules = site.agency.discussion_rules(&site.hand).await.unwrap();
    rules.rules.first = 0;
    site.agency.set_discussion_rules(&site.hand, rules).await.unwrap();
    (site, sent.path, sent.story, nora)
}

async fn say(site: &TestSite, who: &str, path: &str, text: &str) -> serde_json::Value {
    let said = post_as(
        site,
        who,
        &format!("{path}/chat/say"),
        &[("text", text), ("client_id", &format!("{text:0>12}"))],
    )
    .await;
    assert_eq!(said.status, 200, "{}", said.text());
    serde_json::from_str(&said.text()).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_listens_hears_what_is_said_edited_and_taken_out_and_goes_on_after_a_break() {
    let (site, path, story, nora) = room().await;
    let live = format!("/live?room={story}:0");
    let (heard, first) = tokio::join!(site.stream_until(&live, "event: message"), async {
        tokio::time::sleep(std::time::Duration::from_millis(150)).await;
        say(&site, &nora, &path, "The first ferry is in").await
    });
    assert_eq!((first["state"].as_str(), first["number"].as_u64()), (Some("visible"), Some(1)), "{first}");
    assert!(heard.contains("The first ferry is in") && heard.contains(&format!("{story}:2")), "{heard}");
    // Somebody who comes back is told what they missed, by the id that the browser heard last.
    let page = site.get(&format!("{path}/chat")).await.text();
    let id = page.split("data-id=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let act = format!("/discussion/messages/{id}");
    post_as(&site, &nora, &act, &[("do", "edit"), ("text", "The first ferry is late")]).await;
    let at = format!("1 {story}:2");
    let missed = site.stream_until_with(&live, &[("last-event-id", &at)], "event: message").await;
    assert!(missed.contains("The first ferry is late") && !missed.contains("is in"), "{missed}");
    post_as(&site, &nora, &act, &[("do", "delete")]).await;
    let missed = site.stream_until(&format!("/live?room={story}:3"), "event: message").await;
    assert!(missed.contains("took this message out") && !missed.contains("ferry is late"), "{missed}");
    // What is told of a room leads into the edition of its story.
    let copy = "---\nedition: ru\nsection: world\nslug: most\n---\nМост закрыт\n\nМост закрыли.\n";
    let russian = site.send(copy).await;
    say(&site, &nora, &russian.path, "Наконец-то закрыли").await;
    let heard = site.stream_until(&format!("/ru/live?room={}:0", russian.story), "event: message").await;
    assert!(heard.contains("/ru/discussion/messages/") && heard.contains("Ответить"), "{heard}");
    // A room of a story that is none, or is under embargo, is closed.
    let none = StoryId::new(site.agency.now());
    let heard = site.stream_until(&format!("/live?room={none}:0"), "event: closed").await;
    assert!(heard.contains(&none.to_string()));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_sent_twice_is_said_once_and_what_is_held_is_told_to_nobody() {
    let (site, path, story, nora) = room().await;
    let one = say(&site, &nora, &path, "Said but once").await;
    let two = say(&site, &nora, &path, "Said but once").await;
    assert_eq!(one["number"], two["number"]);
    let mut rules = site.agency.discussion_rules(&site.hand).await.unwrap();
    rules.rules.all_first = true;
    site.agency.set_discussion_rules(&site.hand, rules).await.unwrap();
    let held = say(&site, &nora, &path, "Not to be heard yet").await;
    assert_eq!(held["state"], "held");
    assert!(held["why"].as_str().unwrap().contains("moderator"));
    let heard = site.stream_until(&format!("/live?room={story}:0"), &format!("{story}:3")).await;
    assert!(heard.contains("Said but once") && !heard.contains("Not to be heard"), "{heard}");
    assert!(!site.get(&format!("{path}/chat")).await.text().contains("Not to be heard"));
    // Once it is approved everybody hears it.
    let queue = site.agency.moderation_queue(&site.hand, None).await.unwrap();
    let live = format!("/live?room={story}:3");
    let (heard, ()) = tokio::join!(site.stream_until(&live, "Not to be heard"), async {
        tokio::time::sleep(std::time::Duration::from_millis(150)).await;
        let id = queue.waiting[0].message.id;
        site.agency.decide_message(&site.hand, id, newsroom::Decided::Approve, "").await.unwrap();
    });
    assert!(heard.contains("event: message"), "{heard}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_room_is_read_by_pages_is_listed_while_live_and_becomes_its_discussion_after_a_day() {
    let (site, path, story, nora) = room().await;
    let short: ShortId = path.rsplit('-').next().unwrap().parse().unwrap();
    let reader = site.agency.find_readers(&site.hand, "Nora").await.unwrap().remove(0);
    site.agency.mark_reader(&site.hand, reader.id, false, discussion::ReaderBadge::Expert).await.unwrap();
    let reader = site.agency.find_readers(&site.hand, "Nora").await.unwrap().remove(0);
    assert!(site.get("/chats").await.text().contains("No room is live"));
    for n in 0..120 {
        let saying = Saying { story, parent: None, text: format!("Line {n} of it"), client_id: None };
        let said = site.agency.say(&reader, saying).await.unwrap();
        assert!(matches!(said, Outcome::Visible(_)), "{n}: {said:?}");
    }
    let last = site.get(&format!("{path}/chat")).await.text();
    assert!(
        last.contains("Line 119 of it") && last.contains("Line 70 of it") && !last.contains("Line 69 of it")
    );
    let older =
        last.split("href=\"").find(|part| part.contains("rel=\"prev\"")).unwrap().split('"').next().unwrap();
    let page = site.get(older).await.text();
    assert!(
        page.contains("Line 69 of it") && page.contains("Line 20 of it") && !page.contains("Line 70 of it")
    );
    let newer =
        page.split("href=\"").find(|part| part.contains("rel=\"next\"")).unwrap().split('"').next().unwrap();
    assert!(site.get(newer).await.text().contains("Line 119 of it"));
    assert!(site.get("/chats").await.text().contains("Harbour bridge"));
    assert!(site.get("/chats/list").await.text().contains("120 messages"));
    assert_eq!(
        site.agency.discussion(short, View::default()).await.unwrap().discussion.visible,
        120,
        "one count"
    );
    // A moderator pins one above the room, and takes it off.
    let first = site
        .agency
        .messages_in(&site.hand, discussion::State::Visible, None)
        .await
        .unwrap()
        .remove(0)
        .message;
    for (is_pinned, count) in [(true, 1), (false, 0)] {
        site.agency
            .decide_message(&site.hand, first.id, newsroom::Decided::Pin(is_pinned), "")
            .await
            .unwrap();
        let page = site.get(&format!("{path}/chat")).await.text();
        assert_eq!(page.matches("aria-label=\"Pinned\"").count(), count, "{page}");
    }
    // Without script it is written on a page of its own.
    let write = format!("{path}/chat/write");
    assert!(get_as(&site, &nora, &write).await.text().contains("Line 119 of it"));
    let said = post_as(&site, &nora, &write, &[("text", "From a plain form")]).await;
    assert_eq!(said.header("location"), format!("{path}/chat#m121"));
    site.later(60 * 24 + 1);
    assert!(site.get(&format!("{path}/chat")).await.text().contains("The room is closed"));
    assert!(site.get("/chats").await.text().contains("No room is live"));
    assert!(site.get(&format!("{path}/discussion")).await.text().contains("121 messages"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reader_feels_one_thing_about_a_message_and_the_count_is_everybodys() {
    let (site, _postbox, path, [nora, ivo]) = crate::discussion::room().await;
    say(&site, &nora, &path, "The ferry is back.").await;
    let page = site.get(&format!("{path}/discussion")).await.text();
    let id = page.split("data-id=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let act = format!("/discussion/messages/{id}");
    let counted = async || {
        let page = site.get(&format!("{path}/chat")).await.text();
        let part = page.split("class=\"reactions\"").nth(1).unwrap_or_default();
        part.split("</p>").next().unwrap().matches("visually-hidden").count()
    };
    assert_eq!(counted().await, 0);
    for (who, what, kinds) in [
        (&ivo, "react-thanks", 1),
        (&ivo, "react-sad", 1),
        (&ivo, "react-sad", 1),
        (&nora, "react-laugh", 1),
        (&ivo, "no-reaction", 0),
    ] {
        assert_eq!(post_as(&site, who, &act, &[("do", what)]).await.status, 303, "{what}");
        assert_eq!(
            counted().await,
            kinds,
            "{what}: nobody feels anything about their own, and one thing only"
        );
    }
    let form = get_as(&site, &ivo, &act).await.text();
    assert!(form.contains("value=\"react-surprise\"") && form.contains("Surprising"), "{form}");
    assert_eq!(post_as(&site, &ivo, &act, &[("do", "react-fury")]).await.status, 400);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_room_for_accounts_of_some_age_tells_a_younger_one_how_long_it_takes() {
    let (site, _postbox, path, [nora, _]) = crate::discussion::room().await;
    let (before, _) = site.agency.kept_discussion(&site.hand, story_of(&site, &path).await).await.unwrap();
    let aged = newsroom::views::Discussion { least_hours: 48, ..before };
    site.agency.keep_discussion(&site.hand, aged).await.unwrap();
    let write = format!("{path}/discussion/write");
    let refused = post_as(&site, &nora, &write, &[("text", "May I?")]).await;
    assert!(refused.status == 422 && refused.text().contains("48 hours"), "{}", refused.text());
    site.later(48 * 60);
    assert_eq!(post_as(&site, &nora, &write, &[("text", "May I now?")]).await.status, 303);
}

async fn story_of(site: &TestSite, path: &str) -> story::StoryId {
    let page = site.get(path).await.text();
    page.split("data-story=\"").nth(1).unwrap().split('"').next().unwrap().parse().unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_moderator_acts_from_the_room_and_nobody_else_is_offered_it() {
    let (mut site, path, _, nora) = room().await;
    say(&site, &nora, &path, "All ferries are free today").await;
    let page = site.get(&format!("{path}/chat")).await.text();
    let id = page.split("data-id=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let act = format!("/desk/moderation/messages/{id}");
    let tools = format!("{act}/tools");
    assert_eq!(site.get(&tools).await.status, 303, "who is nobody is led to the door");
    site.sign_in("writer", story::StaffRole::Writer).await;
    assert_eq!(site.get(&tools).await.status, 204, "who may not is offered nothing");
    site.sign_out();
    site.sign_in("mod", story::StaffRole::Moderator).await;
    let form = site.get(&tools).await;
    assert!(form.text().contains("suspend-24") && !form.text().contains("<html"), "{}", form.text());
    assert!(form.header("cache-control").contains("no-store"));
    for (act_of, status) in [("suspend-2", 400), ("suspend-", 400), ("suspend-24", 303)] {
        let fields = [("do", act_of), ("grounds", "false"), ("words", "Not so.")];
        assert_eq!(site.post(&act, &fields).await.status, status, "{act_of}");
    }
    site.sign_out();
    let standing = get_as(&site, &nora, "/account/standing").await.text();
    assert!(standing.contains("Not so."), "{standing}");
    let said = [("text", "Once more"), ("client_id", "once-more-once")];
    let stopped = post_as(&site, &nora, &format!("{path}/chat/say"), &said).await.text();
    assert!(stopped.contains("stopped"), "{stopped}");
    assert!(site.get(&format!("{path}/chat")).await.text().contains("are free"), "what they said stands");
}
