#![allow(clippy::unwrap_used, clippy::expect_used)]
//! What must hold of the demo on whatever day it is filled.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, date};
use story::{
    Chain, Dateline, Eyes, Kind, Language, Move, NumberStyle, Order, StaffId, StaffRole, Standing, StoryId,
};

use super::*;

/// Ordinary days and awkward ones: leap days, turns of month and year, minutes after midnight.
fn days() -> Vec<Timestamp> {
    [
        "2026-11-25T15:30:00Z",
        "2026-01-01T00:00:00Z",
        "2026-03-01T00:07:00Z",
        "2027-12-31T23:59:59Z",
        "2028-02-29T21:10:00Z",
        "2030-05-31T11:00:00Z",
    ]
    .map(|day| day.parse().unwrap())
    .to_vec()
}

fn sent_on(story: &DemoStory) -> Date {
    let zone = agency().unwrap().edition(&story.edition).unwrap().zone.clone();
    story.sent_at.to_zoned_datetime(TimeZone::get(&zone).unwrap()).date()
}

fn chains(now: Timestamp) -> BTreeMap<(String, String), Vec<DemoStory>> {
    let mut chains: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for story in stories(now).unwrap() {
        chains.entry((story.edition.clone(), story.slug.clone())).or_default().push(story);
    }
    chains
}

/// The paragraphs behind the front matter and the headline.
fn paragraphs(story: &DemoStory) -> Vec<&str> {
    let (_, body) = story.copy.strip_prefix("---\n").unwrap().split_once("---\n").unwrap();
    body.trim().split("\n\n").skip(1).collect()
}

#[test]
fn every_file_resolves_on_every_day() {
    for now in days() {
        for story in stories(now).unwrap() {
            assert!(!story.copy.contains(['{', '}']), "{}", story.path);
            assert!(story.sent_at <= now, "{} is sent after now", story.path);
            assert!(story.embargo.is_none_or(|embargo| embargo.until > now), "{}", story.path);
        }
    }
}

#[test]
fn every_chain_counts_from_zero_and_moves_forward() {
    for now in days() {
        for ((edition, slug), chain) in chains(now) {
            for (number, story) in (0..).zip(&chain) {
                assert_eq!(story.revision, number, "{edition}/{slug}");
                assert_eq!(story.kind == Kind::New, number == 0, "{}", story.path);
            }
            // Only in the first instant of a day can two moves of today fall together.
            assert!(chain.is_sorted_by_key(|story| story.sent_at), "{edition}/{slug}");
        }
    }
}

#[test]
fn no_file_writes_out_a_weekday_or_a_month() {
    let english = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February April June July \
                   August September October November December yesterday tomorrow tonight";
    let russian = "понедельник вторник среду среды четверг пятниц суббот воскресень января феврал марта марте \
                   апрел июня июне июля июле августа августе сентябр октябр ноябр декабр вчера завтра";
    let arabic = "الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت يناير فبراير أبريل يونيو يوليو أغسطس سبتمبر أكتوبر \
                  نوفمبر ديسمبر أمس غدا";
    for path in Files::iter().filter(|path| path.ends_with(".txt") && !path.contains("/pages/")) {
        let raw = text(&path).unwrap();
        for word in raw.split(|c: char| !c.is_alphanumeric()) {
            let lower = word.to_lowercase();
            let written = match path.split('/').next() {
                Some("en") => english.split_whitespace().any(|name| name == word),
                Some("ru") => russian.split_whitespace().any(|stem| lower.starts_with(stem)),
                _ => arabic.split_whitespace().any(|name| name == word),
            };
            assert!(!written, "{path} writes `{word}`; use a placeholder");
        }
    }
}

#[test]
fn a_dateline_gives_the_day_and_the_agency_of_the_move() {
    let agency = agency().unwrap();
    for now in days() {
        for story in stories(now).unwrap().iter().filter(|story| story.kind != Kind::Withdrawal) {
            let edition = agency.edition(&story.edition).unwrap();
            let language = edition.language.parse().unwrap();
            let Some(first) = paragraphs(story).first().copied() else { continue };
            let (line, _) = Dateline::find(first, &language, sent_on(story)).expect(&story.path);
            assert_eq!(line.date, Some(sent_on(story)), "{} on {now}", story.path);
            assert_eq!(line.source.as_deref(), Some(edition.name.as_str()), "{}", story.path);
        }
    }
}

#[test]
fn a_weekday_beside_a_date_is_the_weekday_of_that_date() {
    for now in days() {
        let calendar: BTreeMap<_, BTreeSet<String>> = (-400..=60)
            .flat_map(|offset| {
                ["en", "ru", "ar"].map(|language| {
                    let today =
                        now.to_zoned_datetime(TimeZone::UTC).date().checked_add(offset.days()).unwrap();
                    let name = |what: &str| placeholder::fill(what, language, today).unwrap();
                    ((language, name("{date 0}")), name("{weekday 0}"))
                })
            })
            .fold(BTreeMap::new(), |mut map, (day, weekday)| {
                map.entry(day).or_insert_with(BTreeSet::new).insert(weekday);
                map
            });
        for story in stories(now).unwrap() {
            for ((language, day), weekdays) in &calendar {
                for (at, _) in story.copy.match_indices(day.as_str()).filter(|_| *language == story.edition) {
                    let before = story.copy[..at].trim_end_matches([',', ' ', '(']);
                    for name in (0..7).map(|offset| {
                        let monday = date(2024, 1, 1).checked_add(offset.days()).unwrap();
                        placeholder::fill("{weekday 0}", language, monday).unwrap()
                    }) {
                        assert!(
                            !before.ends_with(&name) || weekdays.contains(&name),
                            "{}: {name}, {day}",
                            story.path
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn every_day_of_the_two_weeks_has_news() {
    for now in days() {
        let days: BTreeSet<Date> = stories(now).unwrap().iter().map(sent_on).collect();
        let today = now.to_zoned_datetime(TimeZone::UTC).date();
        for back in 0..14 {
            assert!(days.contains(&today.checked_sub(back.days()).unwrap()), "day -{back} of {now}");
        }
    }
}

#[test]
fn every_edition_has_six_sections_and_four_pages() {
    let agency = agency().unwrap();
    assert_eq!(agency.editions.len(), 3);
    assert!(agency.editions.iter().all(|edition| edition.sections.len() == 6));
    let pages = pages().unwrap();
    assert_eq!(pages.len(), 12);
    assert!(pages.iter().all(|page| page.copy.split("\n\n").count() >= 3));
}

#[test]
fn every_picture_is_there_small_and_described() {
    for story in stories(days()[0]).unwrap() {
        if let Some(name) = &story.picture {
            let bytes = picture(name).expect(&story.path);
            assert!(bytes.len() <= 60 * 1024 && bytes.starts_with(&[0xff, 0xd8]), "{name}");
            for key in ["\ncaption: ", "\ncredit: ", "\nalt: "] {
                assert!(story.copy.contains(key), "{} has no{key}", story.path);
            }
        }
    }
}

#[test]
fn every_translation_is_of_an_english_story() {
    let chains = chains(days()[0]);
    for ((edition, _), chain) in &chains {
        for story in chain {
            if let Some(of) = &story.translation {
                assert!(edition != "en" && chains.contains_key(&("en".into(), of.clone())), "{}", story.path);
            }
        }
    }
}

#[test]
fn every_file_reads_as_plain_copy_without_a_diagnosis() {
    for story in stories(days()[0]).unwrap().iter().filter(|story| story.kind != Kind::Withdrawal) {
        let read = formats::copy::read(&story.copy, &story.edition.parse().unwrap(), sent_on(story));
        assert_eq!(read.diagnoses, [], "{}", story.path);
        assert!(read.extra.is_empty() && read.number.is_none(), "{}", story.path);
        assert_eq!(read.slug.as_ref(), Some(&story.slug), "{}", story.path);
        assert_eq!(read.kind, Some(story.kind), "{}", story.path);
        assert_eq!(read.embargo, story.embargo, "{}", story.path);
        assert_eq!(read.lead.is_some(), story.copy.contains("\nlead: "), "{}", story.path);
        assert!(!read.sections.is_empty() && read.keywords.len() > 1, "{}", story.path);
    }
    for page in pages().unwrap() {
        let read = formats::copy::read(&page.copy, &page.edition.parse().unwrap(), date(2026, 1, 1));
        assert_eq!(read.diagnoses, [], "{}/{}", page.edition, page.name);
        assert!(!read.headline.is_empty() && read.body.len() > 1, "{}/{}", page.edition, page.name);
    }
}

#[test]
fn every_move_is_taken_by_its_chain() {
    for chain in chains(days()[0]).values() {
        let mut state = Chain::unsent(StoryId::new(chain[0].sent_at));
        for story in chain {
            let language: Language = story.edition.parse().unwrap();
            if let Some(reason) = &story.reason {
                state
                    .notice(
                        Kind::Withdrawal,
                        reason,
                        (StaffId::new(story.sent_at), StaffRole::Editor),
                        Eyes::default(),
                        story.sent_at,
                    )
                    .expect(&story.path);
                continue;
            }
            let read = formats::copy::read(&story.copy, &language, sent_on(story));
            let order = Order {
                base: state.head.as_ref().map(|head| head.number),
                kind: Some(story.kind),
                ..Order::of(
                    read.into_content(&language, &story.edition.parse().unwrap()),
                    StaffId::new(story.sent_at),
                    StaffRole::Editor,
                )
            };
            let sent = state.send(order, NumberStyle::Suffix, story.sent_at);
            let Ok(Move::Revision(revision)) = sent else { panic!("{}: {sent:?}", story.path) };
            assert_eq!(revision.number.0, story.revision, "{}", story.path);
            state.head = Some(*revision);
            state.standing = Standing::Live;
            state.is_public = story.embargo.is_none();
        }
    }
}

#[test]
fn the_dossiers_are_said_in_every_language_about_topics_that_there_are_and_the_diary_lies_ahead() {
    let agency = agency().unwrap();
    for now in days() {
        let today = now.to_zoned_datetime(TimeZone::UTC).date();
        let entries = entries(today).unwrap();
        for it in &entries {
            assert!(agency.topics.iter().any(|topic| topic.slug == it.topic.as_str()), "{}", it.topic);
            for edition in &agency.editions {
                let language: Language = edition.language.parse().unwrap();
                let words = it.entry.in_language(&language);
                assert!(words.is_some_and(|it| !it.name.is_empty()), "{}/{} in {language}", it.topic, it.key);
            }
        }
        let topics: BTreeSet<&str> = entries.iter().map(|it| it.topic.as_str()).collect();
        assert_eq!(topics.into_iter().collect::<Vec<_>>(), ["coastal-shield", "lenn-treaty"]);
        assert!(events(today).unwrap().iter().all(|it| it.day >= today && it.last_day >= it.day));
    }
}
