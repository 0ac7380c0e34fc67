//! From what was typed to what a story says, and back.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use story::{
    Content, Dateline, DatelineStyle, Embargo, House, Language, MediaId, Picture, Placement, Urgency,
};

use crate::topics::{MOST_SUBJECTS, subject_named, subject_shown};
use crate::views::{DraftFields, FieldFault};

/// Reads a draft's fields. What the form cannot say (people, places …) is carried over from `base`.
pub(crate) fn compose(
    fields: &DraftFields,
    base: Option<&Content>,
    house: &House,
    now: Timestamp,
) -> (Content, Vec<FieldFault>) {
    let mut faults = Vec::new();
    let mut fault = |field: &str, key: &'static str, typed: &str| {
        faults.push(FieldFault { field: field.to_owned(), key, typed: typed.to_owned() });
    };
    let mut placements = Vec::new();
    for typed in &fields.sections {
        match place(typed, house) {
            Some(placement) if !placements.contains(&placement) => placements.push(placement),
            Some(_) => {}
            None => fault("sections", "fault-section", typed),
        }
    }
    let edition =
        placements.first().and_then(|p: &Placement| house.edition(&p.edition)).or_else(|| house.home());
    let zone = edition.map_or(TimeZone::UTC, story::Edition::time_zone);
    let around = zone.to_datetime(now).date();
    let language = match fields.language.trim() {
        "" => base.map(|b| b.language.clone()).or_else(|| edition.map(|e| e.language.clone())),
        typed => typed.parse::<Language>().map_err(|_| fault("language", "fault-language", typed)).ok(),
    };
    let language = language.unwrap_or_else(Language::english);
    let mut content = base.cloned().unwrap_or_else(|| Content::new(language.clone(), "", ""));
    let (found, body, _) = formats::copy::read_body(&fields.body, &language, around);
    content.dateline = match fields.dateline.trim() {
        "" => found,
        typed => read_dateline(typed, &language, around).or_else(|| {
            fault("dateline", "fault-dateline", typed);
            None
        }),
    };
    content.body = body;
    content.headline = one_line(&fields.headline);
    content.slugline = match one_line(&fields.slugline) {
        empty if empty.is_empty() => {
            base.map_or_else(|| formats::slugline_of(&content.headline), |b| b.slugline.clone())
        }
        typed => typed,
    };
    let lead = one_line(&fields.lead);
    content.lead = if lead.is_empty() { None } else { Some(formats::copy::read_inline(&lead)) };
    content.byline = some(&fields.byline);
    content.genre = some(&fields.genre);
    content.note = if fields.note.trim().is_empty() { None } else { Some(fields.note.trim().to_owned()) };
    content.keywords = fields.keywords.split([',', '،', ';']).filter_map(some).collect();
    content.subjects = Vec::new();
    for typed in fields.subjects.lines().map(str::trim).filter(|line| !line.is_empty()) {
        match subject_named(typed, house) {
            Some(subject) if content.subjects.contains(&subject) => {}
            Some(_) if content.subjects.len() == MOST_SUBJECTS => fault("subjects", "fault-too-many", typed),
            Some(subject) => content.subjects.push(subject),
            None => fault("subjects", "fault-subject", typed),
        }
    }
    content.urgency = match fields.urgency.trim() {
        "" => Urgency::ROUTINE,
        typed => typed.parse().unwrap_or_else(|_| {
            fault("urgency", "fault-urgency", typed);
            Urgency::ROUTINE
        }),
    };
    content.embargo = match fields.embargo.trim() {
        "" => None,
        typed => match read_instant(typed, &zone) {
            Ok(until) => Some(Embargo { until, zone: edition.map_or("UTC", |e| e.zone.as_str()).to_owned() }),
            Err(key) => {
                fault("embargo", key, typed);
                None
            }
        },
    };
    content.picture = match fields.picture.trim() {
        "" => None,
        typed => match typed.parse::<MediaId>() {
            Ok(media) => Some(Picture {
                media,
                caption: one_line(&fields.caption),
                credit: one_line(&fields.credit),
                alt: one_line(&fields.alt),
            }),
            Err(_) => {
                fault("picture", "fault-picture", typed);
                None
            }
        },
    };
    content.placements = placements;
    content.language = language;
    (content, faults)
}

/// What a form shows of a story, to be written on.
pub(crate) fn fields_of(content: &Content, house: &House) -> DraftFields {
    let picture = content.picture.as_ref();
    DraftFields {
        slugline: content.slugline.clone(),
        headline: content.headline.clone(),
        lead: content.lead.as_ref().map(formats::copy::write_inline).unwrap_or_default(),
        dateline: content
            .dateline
            .as_ref()
            .map(|line| line.write(&content.language, DatelineStyle::Full))
            .unwrap_or_default(),
        body: formats::copy::write_body(&content.body).trim_end().to_owned(),
        byline: content.byline.clone().unwrap_or_default(),
        sections: content.placements.iter().map(|p| format!("{}/{}", p.edition, p.section)).collect(),
        urgency: content.urgency.to_string(),
        genre: content.genre.clone().unwrap_or_default(),
        language: content.language.to_string(),
        subjects: shown_subjects(content, house),
        keywords: content.keywords.join(", "),
        note: content.note.clone().unwrap_or_default(),
        embargo: content.embargo.as_ref().map(|e| write_instant(e, house)).unwrap_or_default(),
        picture: picture.map(|p| p.media.to_string()).unwrap_or_default(),
        caption: picture.map(|p| p.caption.clone()).unwrap_or_default(),
        credit: picture.map(|p| p.credit.clone()).unwrap_or_default(),
        alt: picture.map(|p| p.alt.clone()).unwrap_or_default(),
    }
}

fn shown_subjects(content: &Content, house: &House) -> String {
    let shown = content.subjects.iter().map(|subject| subject_shown(subject, house, &content.language));
    shown.collect::<Vec<_>>().join("\n")
}

fn some(text: impl AsRef<str>) -> Option<String> {
    Some(one_line(text.as_ref())).filter(|text| !text.is_empty())
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn place(typed: &str, house: &House) -> Option<Placement> {
    let (edition, section) = typed.trim().split_once('/')?;
    let placement = Placement { edition: edition.parse().ok()?, section: section.parse().ok()? };
    house.edition(&placement.edition)?.section(&placement.section)?;
    Some(placement)
}

fn read_dateline(typed: &str, language: &Language, around: Date) -> Option<Dateline> {
    Dateline::parse(typed, language, around).or_else(|| {
        // A bare place, as it is typed before the rest is known.
        let place = typed.trim_end_matches(['-', '–', '—', ' ', ',']).trim();
        let is_place =
            !place.is_empty() && place.chars().count() <= 60 && !place.contains(['(', ')', '.', ':', '"']);
        is_place.then(|| Dateline { places: vec![place.to_owned()], date: None, source: None })
    })
}

/// `2026-10-12 14:05` in a zone, or an instant with its own offset (RFC 3339).
///
/// A time that the clocks skip or show twice is no instant: the key of the fault says which.
pub fn read_instant(typed: &str, zone: &TimeZone) -> Result<Timestamp, &'static str> {
    if let Ok(instant) = typed.parse::<Timestamp>() {
        return Ok(instant);
    }
    let civil: DateTime = typed.replace('T', " ").parse().map_err(|_| "fault-instant")?;
    let ambiguous = zone.to_ambiguous_timestamp(civil);
    match ambiguous.offset() {
        jiff::tz::AmbiguousOffset::Unambiguous { .. } => ambiguous.compatible().map_err(|_| "fault-instant"),
        jiff::tz::AmbiguousOffset::Gap { .. } => Err("fault-instant-gap"),
        jiff::tz::AmbiguousOffset::Fold { .. } => Err("fault-instant-fold"),
    }
}

fn write_instant(embargo: &Embargo, house: &House) -> String {
    let known = house.editions.iter().any(|edition| edition.zone == embargo.zone);
    match TimeZone::get(&embargo.zone) {
        Ok(zone) if known => zone.to_datetime(embargo.until).strftime("%Y-%m-%d %H:%M").to_string(),
        _ => embargo.until.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_that_the_clocks_skip_or_repeat_is_named() {
        let zone = TimeZone::get("Europe/Berlin").unwrap();
        assert_eq!(read_instant("2026-10-12 14:05", &zone).unwrap().to_string(), "2026-10-12T12:05:00Z");
        assert_eq!(
            read_instant("2026-10-12T14:05:00+03:00", &zone).unwrap().to_string(),
            "2026-10-12T11:05:00Z"
        );
        assert_eq!(read_instant("2026-03-29 02:30", &zone), Err("fault-instant-gap"));
        assert_eq!(read_instant("2026-10-25 02:30", &zone), Err("fault-instant-fold"));
        assert_eq!(read_instant("tomorrow", &zone), Err("fault-instant"));
    }
}
