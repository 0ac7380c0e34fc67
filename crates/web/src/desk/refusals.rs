//! What is a refusal or a fault in the words of the desk's language?

use std::collections::BTreeMap;

use i18n::{Arg, Locale, message};
use jiff::tz::TimeZone;
use newsroom::views::FieldFault;
use story::Refusal;

/// The sentence of a refusal.
pub fn sentence(locale: Locale, refusal: &Refusal) -> String {
    let key = format!("refusal-{}", refusal.name());
    let say = |args: &[(&str, Arg<'_>)]| message(locale, &key, args);
    match refusal {
        Refusal::HeadlineTooLong { length, limit } => {
            say(&[("length", Arg::Number(*length as i64)), ("limit", Arg::Number(*limit as i64))])
        }
        Refusal::SluglineChanged { old } => say(&[("old", Arg::Text(old))]),
        Refusal::StaleBase { base, head } => {
            say(&[("base", Arg::Number(base.0.into())), ("head", Arg::Number(head.0.into()))])
        }
        Refusal::NoSuchBase { base } => say(&[("base", Arg::Number(base.0.into()))]),
        Refusal::WrongKind { kind } => {
            let kind = message(locale, &format!("kind-{kind}"), &[]);
            say(&[("kind", Arg::Text(&kind))])
        }
        Refusal::RefileChangesMeaning { what, place } => {
            say(&[("what", Arg::Text(what)), ("place", Arg::Text(place))])
        }
        Refusal::Unanswered { questions } => {
            say(&[("count", Arg::Number(i64::try_from(questions.len()).unwrap_or(i64::MAX)))])
        }
        Refusal::WrongUncorrected { old, new } => say(&[("old", Arg::Text(old)), ("new", Arg::Text(new))]),
        Refusal::WantsSecond { what } => {
            let what = message(locale, &format!("grave-{}", what.as_str()), &[]);
            say(&[("what", Arg::Text(&what))])
        }
        Refusal::UntrueAdvisory { fault } => say(&[("fault", Arg::Text(fault))]),
        Refusal::PictureWithout { missing } => {
            let missing = message(locale, &format!("missing-{missing}"), &[]);
            say(&[("missing", Arg::Text(&missing))])
        }
        Refusal::PictureRightsEnd { until } => {
            let until = i18n::date_time(locale, &until.to_zoned_datetime(TimeZone::UTC));
            say(&[("until", Arg::Text(&until))])
        }
        _ => say(&[]),
    }
}

/// The sentences beside the fields, by the field's name.
pub type Beside = BTreeMap<String, String>;

/// Faults beside their fields.
pub fn beside(locale: Locale, faults: &[FieldFault]) -> Beside {
    let mut all = Beside::new();
    for fault in faults {
        // What is wrong with a filter stands in the reader's own words, with the place.
        let args: &[(&str, Arg<'_>)] = match fault.key {
            "fault-filter" => &[("what", Arg::Text(&fault.typed))],
            _ => &[],
        };
        all.entry(fault.field.clone()).or_insert_with(|| message(locale, fault.key, args));
    }
    all
}
