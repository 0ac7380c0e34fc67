//! The dossiers as readers have them: what is known, who stands where, what happened and what is due.

use axum::extract::Path;
use axum::response::Response;
use formats::calendar::{Calendar, CalendarEvent, CalendarTime};
use i18n::Arg;
use jiff::ToSpan as _;
use jiff::civil::Date;
use newsroom::{Dossier, EntryNow};
use serde::Serialize;
use story::{Content, DossierKind, DossierStanding, Run, Topic, TopicSlug};

use crate::Web;
use crate::ask::Ask;
use crate::edition::Site;
use crate::fault::Fault;
use crate::pages::{Rendered, Tag};
use crate::served::{Keep, Served};
use crate::site::directory::Directory;
use crate::site::frame::{Alternate, Frame, Link};
use crate::site::topics;
use crate::site::view::When;

/// How many facts stand in the box beside a story.
const IN_BOX: usize = 3;

/// A day, for people and for machines.
#[derive(Clone, Debug, Serialize)]
struct Day {
    iso: String,
    text: String,
}

impl Day {
    fn of(day: Date, site: &Site) -> Day {
        Day { iso: day.to_string(), text: i18n::date_long(site.locale(), day) }
    }
}

/// An entry in the language of an edition.
#[derive(Clone, Debug, Serialize)]
pub struct EntryView {
    key: String,
    href: String,
    kind: &'static str,
    name: String,
    value: String,
    unit: String,
    text: Vec<Run>,
    as_of: Option<When>,
    status: &'static str,
    stage: Option<&'static str>,
    source: String,
    /// The day under which it stands in the timeline; of a deadline, the one on which it ends.
    day: Option<Day>,
    /// Of a deadline: how long there is left, in words.
    left: Option<String>,
    is_past: bool,
    changed: When,
    revision: u32,
    #[serde(skip)]
    on: Option<Date>,
}

impl EntryView {
    /// An entry, if it is said in the edition's language.
    fn of(it: &EntryNow, topic: &TopicSlug, site: &Site, web: &Web) -> Option<EntryView> {
        let (entry, now) = (&it.entry, web.now());
        let words = entry.in_language(&site.edition().language)?;
        let today = site.edition().date_of(now);
        let on = entry.on_timeline();
        let left = entry.days_left(today);
        Some(EntryView {
            key: it.key.to_string(),
            href: site.path(&format!("/dossiers/{topic}/{}", it.key)),
            kind: entry.kind.as_str(),
            name: words.name.clone(),
            value: words.value.clone(),
            unit: words.unit.clone(),
            text: formats::copy::read_inline(&words.text).runs().to_vec(),
            as_of: entry.as_of.map(|at| When::of(at, site, now)),
            status: entry.status.as_str(),
            stage: entry.stage.map(story::Stage::as_str),
            source: words.source.clone(),
            day: on.map(|day| Day::of(day, site)),
            left: left.filter(|left| *left >= 0).map(|left| {
                i18n::message(site.locale(), "dossier-days-left", &[("n", Arg::Number(i64::from(left)))])
            }),
            is_past: left.is_some_and(|left| left < 0),
            changed: When::of(it.at, site, now),
            revision: it.revision,
            on,
        })
    }

    fn all(dossier: &Dossier, site: &Site, web: &Web) -> Vec<EntryView> {
        let slug = &dossier.topic.slug;
        dossier.entries.iter().filter_map(|it| EntryView::of(it, slug, site, web)).collect()
    }
}

/// A dossier as a link.
fn link(topic: &Topic, site: &Site) -> Link {
    Link {
        href: site.path(&format!("/dossiers/{}", topic.slug)),
        name: topic.title(&site.edition().language),
        is_here: false,
    }
}

/// The link to a topic's dossier, where it has one.
pub fn of_topic(topic: &Topic, site: &Site) -> Option<Link> {
    topic.dossier.map(|_| link(topic, site))
}

/// What a dossier says in short, beside a story.
#[derive(Serialize)]
pub struct BoxView {
    dossier: Link,
    facts: Vec<EntryView>,
    /// What is due next.
    due: Option<EntryView>,
}

impl BoxView {
    /// The boxes of a story's topics, and what changes them.
    pub async fn of(content: &Content, site: &Site, web: &Web) -> Result<(Vec<BoxView>, Vec<Tag>), Fault> {
        let (mut boxes, mut tags) = (Vec::new(), Vec::new());
        let kept = site.house().topics_of(content).into_iter();
        for topic in kept.filter(|it| it.dossier == Some(DossierStanding::Open)) {
            let dossier = web.agency.dossier(&topic.slug).await?;
            let all = EntryView::all(&dossier, site, web);
            tags.extend(dossier.pinned.iter().map(|story| Tag::Story(*story)));
            if all.is_empty() {
                continue;
            }
            let mut facts: Vec<EntryView> = all.iter().filter(|it| it.kind == "fact").cloned().collect();
            facts.sort_by(|a, b| b.changed.iso.cmp(&a.changed.iso).then(a.name.cmp(&b.name)));
            facts.truncate(IN_BOX);
            let due = all.into_iter().filter(|it| it.left.is_some()).min_by_key(|it| it.on);
            boxes.push(BoxView { dossier: link(topic, site), facts, due });
        }
        Ok((boxes, tags))
    }
}

/// When days are counted anew in an edition.
pub fn midnight(site: &Site, web: &Web) -> Option<jiff::Timestamp> {
    let zone = site.edition().time_zone();
    let tomorrow = site.edition().date_of(web.now()).checked_add(1.day()).ok()?;
    zone.to_timestamp(tomorrow.at(0, 0, 0, 0)).ok()
}

#[derive(Serialize)]
struct DossierPage {
    frame: Frame,
    title: String,
    about: String,
    is_closed: bool,
    topic: Link,
    slug: String,
    calendar: Option<String>,
    facts: Vec<EntryView>,
    states: Vec<EntryView>,
    positions: Vec<EntryView>,
    deadlines: Vec<EntryView>,
    background: Vec<EntryView>,
    /// What happened and what is due, the last first.
    timeline: Vec<EntryView>,
}

/// A dossier.
pub async fn dossier(ask: Ask, Path(slug): Path<String>) -> Result<Response, Fault> {
    let slug: TopicSlug = slug.parse().map_err(|_| Fault::NotFound)?;
    ask.page(async {
        let (web, site) = (&ask.web, &ask.site);
        let dossier = web.agency.dossier(&slug).await?;
        let topic = &dossier.topic;
        let language = &site.edition().language;
        let below = format!("/dossiers/{slug}");
        let title = topic.title(language);
        let mut frame = framed(site, &title, &below, web);
        frame.feed = site.path(&format!("/topics/{slug}/feed"));
        frame = frame.subscribe(&format!("topic&value={slug}"));
        if !topic.about(language).is_empty() {
            frame.description = topic.about(language).to_owned();
        }
        let all = EntryView::all(&dossier, site, web);
        let of = |kind: DossierKind| -> Vec<EntryView> {
            let mut some: Vec<_> = all.iter().filter(|it| it.kind == kind.as_str()).cloned().collect();
            some.sort_by_cached_key(|it| it.name.to_lowercase());
            some
        };
        let mut deadlines = of(DossierKind::Deadline);
        deadlines.sort_by_key(|it| (it.is_past, it.on));
        let mut timeline: Vec<EntryView> = all.iter().filter(|it| it.on.is_some()).cloned().collect();
        timeline.sort_by_key(|it| std::cmp::Reverse(it.on));
        let view = DossierPage {
            about: topic.about(language).to_owned(),
            is_closed: topic.dossier == Some(DossierStanding::Closed),
            topic: topics::link(topic, site),
            slug: slug.to_string(),
            calendar: (!deadlines.is_empty()).then(|| site.path(&format!("{below}/deadlines.ics"))),
            facts: of(DossierKind::Fact),
            states: of(DossierKind::State),
            positions: of(DossierKind::Position),
            background: of(DossierKind::Background),
            deadlines,
            timeline,
            title,
            frame,
        };
        let html = web.theme.render("site/dossier.html", site.locale(), view)?;
        Ok(Rendered {
            served: Served::html(html),
            tags: dossier.pinned.iter().map(|story| Tag::Story(*story)).collect(),
            until: midnight(site, web),
        })
    })
    .await
}

fn framed(site: &Site, title: &str, below: &str, web: &Web) -> Frame {
    let public_url = &web.options.public_url;
    let mut frame = Frame::of(site, title).at(site, public_url, below);
    if site.house().editions.len() > 1 {
        let alternate = |other: Site| Alternate {
            lang: other.edition().language.to_string(),
            href: other.address(public_url, below),
        };
        frame.alternates = site.all().map(alternate).collect();
    }
    frame
}

#[derive(Serialize)]
struct EntryPage {
    frame: Frame,
    dossier: Link,
    entry: EntryView,
    is_retired: bool,
    earlier: Vec<EntryView>,
}

/// An entry with its revisions, or the days by which something is due (`deadlines.ics`).
pub async fn entry(ask: Ask, Path((slug, name)): Path<(String, String)>) -> Result<Response, Fault> {
    let slug: TopicSlug = slug.parse().map_err(|_| Fault::NotFound)?;
    if name == "deadlines.ics" {
        return calendar(ask, slug).await;
    }
    let key = name.parse().map_err(|_| Fault::NotFound)?;
    ask.page(async {
        let (web, site) = (&ask.web, &ask.site);
        let (topic, all, pinned) = web.agency.dossier_entry(&slug, &key).await?;
        let is_retired = all.first().is_some_and(|it| it.entry.is_retired);
        let mut views = all.iter().filter_map(|it| EntryView::of(it, &slug, site, web));
        let entry = views.next().ok_or(Fault::NotFound)?;
        let frame = framed(site, &entry.name, &format!("/dossiers/{slug}/{key}"), web);
        let view =
            EntryPage { dossier: link(&topic, site), earlier: views.collect(), is_retired, entry, frame };
        let html = web.theme.render("site/dossier_entry.html", site.locale(), view)?;
        Ok(Rendered {
            served: Served::html(html),
            tags: pinned.into_iter().map(Tag::Story).collect(),
            until: midnight(site, web),
        })
    })
    .await
}

async fn calendar(ask: Ask, slug: TopicSlug) -> Result<Response, Fault> {
    ask.page(async {
        let (web, site) = (&ask.web, &ask.site);
        let dossier = web.agency.dossier(&slug).await?;
        let public_url = &web.options.public_url;
        let host = public_url.split_once("://").map_or(public_url.as_str(), |(_, host)| host);
        let edition = &site.edition().slug;
        let day = |it: &EntryNow| {
            let words = it.entry.in_language(&site.edition().language)?;
            let due = it.entry.due()?;
            Some(CalendarEvent {
                uid: format!("{}.{slug}.{edition}@{host}", it.key),
                when: CalendarTime::Days(due, due),
                place: String::new(),
                is_cancelled: false,
                summary: words.name.clone(),
                description: formats::copy::read_inline(&words.text).as_plain().into_owned(),
                url: site.address(public_url, &format!("/dossiers/{slug}/{}", it.key)),
                sequence: it.revision - 1,
                changed: it.at,
            })
        };
        let calendar = Calendar {
            name: dossier.topic.title(&site.edition().language),
            url: site.address(public_url, &format!("/dossiers/{slug}")),
            events: dossier.entries.iter().filter_map(day).collect(),
        };
        let file = formats::calendar::write(&calendar);
        Ok(Rendered {
            served: Served::new("text/calendar; charset=utf-8", file, Keep::Revalidated),
            tags: dossier.pinned.iter().map(|story| Tag::Story(*story)).collect(),
            until: None,
        })
    })
    .await
}

/// All dossiers by their names.
pub async fn all(ask: Ask) -> Result<Response, Fault> {
    let directory = Directory {
        at: "/dossiers",
        words: ["dossiers", "dossiers-about", "dossiers-none", "dossiers-closed"],
        entry: |topic, site, is_closed| {
            let wanted = if is_closed { DossierStanding::Closed } else { DossierStanding::Open };
            (topic.dossier == Some(wanted)).then(|| link(topic, site))
        },
    };
    directory.page(&ask).await
}
