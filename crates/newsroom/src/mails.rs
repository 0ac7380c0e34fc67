//! What a mail about a story says: to a destination that is a mailbox, and to somebody whose filter means it.

use i18n::{Arg, Locale};
use jiff::tz::TimeZone;

use crate::Given;
use crate::kills::REMINDER;

/// The words of a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Words {
    /// The subject.
    pub(crate) subject: String,
    /// The text.
    pub(crate) text: String,
}

/// Why somebody gets a mail.
pub(crate) enum Why<'a> {
    /// Filters of theirs mean it: the names, one a line.
    Filters(&'a str),
    /// They were told of the story before, or used it.
    Had,
    /// Their newsroom gets the wire by mail.
    Destination,
}

/// The words of a mail that tells of a thing. `zone` is that of whoever reads it; `portal` is the address of the thing
/// in the portal, where there is one.
pub(crate) fn words(
    locale: Locale,
    zone: &TimeZone,
    given: &Given,
    why: &Why<'_>,
    portal: Option<&str>,
) -> Words {
    let say = |key: &str| i18n::message(locale, key, &[]);
    let Some(item) = &given.item else {
        return Words { subject: say("kind-entitlement"), text: say("mail-entitlement") };
    };
    let kind = given.kind.as_str();
    let is_notice = item.is_withheld();
    let subject = match kind {
        "correction" | "hold" | "release" | "withdrawal" | "takedown" | REMINDER => {
            format!("{}: {}", say(&format!("mail-{kind}")), item.title)
        }
        _ => item.title.clone(),
    };
    let mut blocks = vec![item.title.clone()];
    blocks.extend(item.advisory.clone());
    if is_notice {
        blocks.extend(item.note.clone());
        blocks.push(say(if kind == "hold" { "mail-do-not-use-yet" } else { "mail-do-not-use" }));
    } else {
        blocks.extend(item.summary.clone());
        let mut dateline = item.dateline.clone();
        for paragraph in &item.body {
            let text = paragraph.text.as_plain();
            blocks.push(match dateline.take() {
                Some(line) => format!("{line} - {text}"),
                None => text.into_owned(),
            });
        }
    }
    let at = i18n::date_time(locale, &given.at.to_zoned_datetime(zone.clone()));
    let name = i18n::zone_name(&given.at.to_zoned_datetime(zone.clone()));
    let mut foot = vec![format!("{}, {at} {name}", say(&format!("kind-{kind}")))];
    foot.extend(item.usage.clone());
    foot.extend(item.link.clone());
    if let Some(portal) = portal {
        let key = if given.wants_acknowledgement { "mail-acknowledge" } else { "mail-portal" };
        foot.push(format!("{} {portal}", say(key)));
    }
    match why {
        Why::Filters(names) => {
            let names = names.lines().collect::<Vec<_>>().join(", ");
            foot.push(i18n::message(locale, "mail-why-filters", &[("names", Arg::Text(&names))]));
        }
        Why::Had => foot.push(say("mail-why-had")),
        Why::Destination => {}
    }
    blocks.push(foot.join("\n"));
    Words { subject, text: blocks.join("\n\n") + "\n" }
}
