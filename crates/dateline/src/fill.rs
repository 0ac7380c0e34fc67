//! Fills an empty agency with the demo: every move is really sent, each at its own time.

use std::collections::HashMap;

use anyhow::{Context as _, Result};
use newsroom::views::Staff;
use newsroom::{Agency, DestinationForm, EntryForm, SourceForm, Where};
use story::{DatelineStyle, Edition, Kind, Section, StoryId, Topic, TopicName};

use crate::demo;

/// Fills an agency whose clock stands; the clock is let go at the end.
pub async fn fill(agency: &Agency, now: jiff::Timestamp) -> Result<()> {
    let hand = agency.command_line().await?;
    let demo_agency = demo::agency()?;
    agency.name_agency(&hand, &demo_agency.name).await?;
    for edition in &demo_agency.editions {
        let slug: story::EditionSlug = edition.slug.parse()?;
        let named = Edition {
            slug: slug.clone(),
            name: edition.name.clone(),
            description: edition.description.clone(),
            language: edition.language.parse()?,
            zone: edition.zone.clone(),
            host: None,
            number_style: edition.number_style.parse().map_err(anyhow::Error::msg)?,
            dateline_style: DatelineStyle::Full,
            sections: Vec::new(),
        };
        agency.add_edition(&hand, named).await?;
        for section in &edition.sections {
            let section = Section {
                slug: section.slug.parse()?,
                name: section.name.clone(),
                description: section.description.clone(),
            };
            agency.add_section(&hand, &slug, section).await?;
        }
    }
    for topic in &demo_agency.topics {
        let slug: story::TopicSlug = topic.slug.parse()?;
        let subject = topic.subject.clone().unwrap_or_else(|| Topic::own_subject(&slug));
        let name = |(language, name): (&String, &String)| -> Result<TopicName> {
            let about = topic.about.get(language).cloned().unwrap_or_default();
            Ok(TopicName { language: language.parse()?, name: name.clone(), about })
        };
        let names = topic.name.iter().map(name).collect::<Result<Vec<_>>>()?;
        agency
            .put_topic(&hand, Topic { slug, subject, is_closed: false, names, dossier: None }, true)
            .await?;
    }
    for page in demo::pages()? {
        let (title, copy) = page.copy.split_once('\n').unwrap_or((&page.copy, ""));
        agency.put_page(&hand, &page.edition.parse()?, page.name, title.trim(), copy.trim()).await?;
    }
    subscribe(agency, &hand).await?;
    agency.put_desk(&hand, None, "World", "UTC").await?;
    agency.put_desk(&hand, None, "Sport", "UTC").await?;
    let dossiers = Dossiers::of(agency, now)?;
    dossiers.write(agency, &hand, true).await?;
    let mut sent: HashMap<(String, String), StoryId> = HashMap::new();
    let mut pictures = HashMap::new();
    let mut translations = Vec::new();
    for story in demo::stories(now)? {
        agency.clock().move_to(story.sent_at);
        let key = (story.edition.clone(), story.slug.clone());
        let known = sent.get(&key).copied();
        if story.kind == Kind::Withdrawal {
            let id = known.with_context(|| format!("{}: there is no story to withdraw", story.path))?;
            let reason = story.reason.unwrap_or_default();
            agency.withdraw(&hand, id, &reason).await.with_context(|| story.path.clone())?;
            agency.dispatched(agency.head()?).await;
            continue;
        }
        let picture = match &story.picture {
            None => None,
            Some(name) => match pictures.get(name) {
                Some(id) => Some(*id),
                None => {
                    let bytes = demo::picture(name).with_context(|| format!("there is no picture {name}"))?;
                    let id = agency.put_media(&hand, bytes).await?.id;
                    pictures.insert(name.clone(), id);
                    Some(id)
                }
            },
        };
        let to = Where {
            edition: Some(story.edition.parse()?),
            story: known,
            is_new: known.is_none(),
            kind: Some(story.kind).filter(|kind| *kind != Kind::New),
            picture,
            embargo: story.embargo.clone(),
            ..Where::default()
        };
        let done = agency.send_copy(&hand, &story.copy, to).await.with_context(|| story.path.clone())?;
        sent.insert(key, done.story);
        if let Some(of) = story.translation {
            translations.push((done.story, of));
        }
    }
    for (story, of) in translations {
        if let Some(of) = sent.get(&("en".to_owned(), of)) {
            agency.link_translation(&hand, story, *of).await?;
        }
    }
    dossiers.write(agency, &hand, false).await?;
    agency.clock().move_to(now);
    let today = agency.house().home().context("there is no edition")?.date_of(now);
    for event in demo::events(today)? {
        agency.put_event(&hand, event).await?;
    }
    discuss(agency, &hand, &sent).await?;
    agency.clock().run();
    Ok(())
}

/// The demo's dossiers, by the day of each revision.
struct Dossiers {
    now: jiff::Timestamp,
    entries: Vec<demo::DemoEntry>,
}

impl Dossiers {
    /// The first story of the demo is younger than what was written so many days ago.
    const BEFORE_ALL: i64 = 20;

    fn of(agency: &Agency, now: jiff::Timestamp) -> Result<Dossiers> {
        let house = agency.house();
        let today = house.home().context("there is no edition")?.date_of(now);
        Ok(Dossiers { now, entries: demo::entries(today)? })
    }

    /// Writes what was known before all stories, or what came to be known since.
    async fn write(&self, agency: &Agency, hand: &Staff, is_before: bool) -> Result<()> {
        let desk = agency.desks(hand).await?.into_iter().find(|it| it.desk.name == "World");
        for it in &self.entries {
            if (it.days_ago >= Self::BEFORE_ALL) != is_before {
                continue;
            }
            agency.clock().move_to(self.now - jiff::SignedDuration::from_hours(24 * it.days_ago));
            let house = agency.house();
            if house.topic(&it.topic).is_none_or(|topic| topic.dossier.is_none()) {
                agency.open_dossier(hand, &it.topic).await?;
            }
            let known = agency.entry_at_desk(hand, &it.topic, &it.key).await;
            let behind = known.ok().and_then(|all| all.first().map(|last| last.now.revision)).unwrap_or(0);
            let mut entry = it.entry.clone();
            entry.desk = desk.as_ref().map(|it| it.desk.id);
            let form = EntryForm { key: Some(it.key.clone()), behind, entry, from: None };
            let done = agency.put_entry(hand, &it.topic, form).await;
            done.with_context(|| format!("demo/dossiers.toml: {}/{}", it.topic, it.key))?;
        }
        Ok(())
    }
}

/// Readers who discuss some of the stories. They sign in as `reader1@readers.example` and so on, with the password that the
/// README tells.
async fn discuss(agency: &Agency, hand: &Staff, sent: &HashMap<(String, String), StoryId>) -> Result<()> {
    let rules = agency.discussion_rules(hand).await?;
    let mut easy = rules.clone();
    (easy.rules.first, easy.rules.new_for) = (0, jiff::SignedDuration::ZERO);
    agency.set_discussion_rules(hand, easy).await?;
    let all = demo::discussions()?;
    let minutes = i64::try_from(all.len()).unwrap_or(0) * 11;
    let mut at = agency.now() - jiff::SignedDuration::from_mins(minutes);
    let mut readers = HashMap::new();
    for said in &all {
        if !readers.contains_key(&said.name) {
            let address = format!("reader{}@readers.example", readers.len() + 1);
            let edition = said.edition.parse()?;
            agency.clock().move_to(at - jiff::SignedDuration::from_hours(24 * 40));
            let badge = said.badge.as_deref().unwrap_or("none").parse().map_err(anyhow::Error::msg)?;
            let reader = agency.add_reader(hand, (&said.name, &address, PASSWORD), &edition, badge).await?;
            readers.insert(said.name.clone(), reader);
        }
    }
    let mut above = Vec::new();
    for said in &all {
        let story = sent.get(&(said.edition.clone(), said.slug.clone()));
        let story = *story.with_context(|| format!("there is no story {} to discuss", said.slug))?;
        at += jiff::SignedDuration::from_mins(11);
        agency.clock().move_to(at);
        above.truncate(said.depth);
        let saying = newsroom::Saying {
            story,
            parent: above.last().copied(),
            text: said.text.clone(),
            client_id: None,
        };
        let who = &readers[&said.name];
        match agency.say(who, saying).await? {
            newsroom::Outcome::Visible(message) => above.push(message.id),
            other => anyhow::bail!("{}: {other:?}", said.text),
        }
    }
    agency.set_discussion_rules(hand, rules).await?;
    Ok(())
}

/// The password of every reader of the demo.
const PASSWORD: &str = "lanterns over the lenn";

/// Two newsrooms that subscribe, and an agency whose copy comes in.
async fn subscribe(agency: &Agency, hand: &Staff) -> Result<()> {
    for (name, product, filter) in [
        ("The Hovn Courier", "Everything in English", "language = en"),
        ("Radio Brodny", "World, urgent", "section = world and urgency <= 3"),
    ] {
        let id = agency.add_subscriber(hand, name, "Europe/Berlin").await?;
        let product = agency.put_product(hand, None, (product, filter, "")).await?;
        agency.entitle(hand, id, vec![product], Vec::new()).await?;
        let form = DestinationForm {
            name: "Newsroom system".into(),
            channel: "pull".into(),
            address: String::new(),
            format: "ninjs".into(),
        };
        agency.add_destination(hand, id, form).await?;
    }
    let form = SourceForm {
        name: "Arvenian Press".into(),
        intake: "hook".into(),
        section: "en/world".into(),
        becomes: "draft".into(),
        ..SourceForm::default()
    };
    agency.add_source(hand, form).await?;
    Ok(())
}
