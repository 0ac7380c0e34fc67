//! 22. A dateline of another day or, in a correction, of another place.

use jiff::tz::TimeZone;
use story::Kind;

use super::{Check, Example, Report, Run};
use crate::sheet::{Place, Sheet};
use crate::{Context, Severity};

pub const CHECK: Check = Check {
    number: 22,
    rule: "dateline",
    about: "the dateline’s date against the day in its city; in a correction the dateline stays as it was",
    languages: &[],
    run: Run::Whole(run),
    fires: &[
        Example::fires("Talks\n\nLONDON, October 13 (Meridian) - Talks ended.", "LONDON, October 13 (Meridian) -"),
        Example::fires("Talks\n\nTESSA, October 14 (Meridian) - Talks ended.", "TESSA, October 14 (Meridian) -"),
        Example::fires("Talks\n\nNEW YORK, Oct 13 (Meridian) - Talks ended.", "NEW YORK, October 13 (Meridian) -"),
        Example::fires("Talks\n\nTESSA, September 12 (Meridian) - Talks ended.", "TESSA, September 12 (Meridian) -"),
        Example::fires("---\nkind: correction\n---\nTalks\n\nMERRIN, October 12 (Meridian) - Talks ended.", "MERRIN, October 12 (Meridian) -")
            .after("Talks\n\nTESSA, October 12 (Meridian) - Talks ended."),
        Example::fires("---\nkind: correction\n---\nTalks\n\nTESSA, October 12 (Meridian) - Talks ended.", "TESSA, October 12 (Meridian) -")
            .after("Talks\n\nTESSA, October 11 (Meridian) - Talks ended."),
    ],
    silent: &[
        Example::silent("Talks\n\nLONDON, October 12 (Meridian) - Talks ended."),
        Example::silent("Talks\n\nTOKYO, October 12 (Meridian) - Talks ended."),
        Example::silent("Talks\n\nTESSA, October 11 (Meridian) - Talks ended late."),
        Example::silent("Talks\n\nTESSA (Meridian) - Talks ended."),
        Example::silent("Talks\n\nMERRIN, October 12 (Meridian) - Talks ended.").after("Talks\n\nTESSA, October 12 (Meridian) - Talks ended."),
        Example::silent("---\nkind: correction\n---\nTalks\n\nTESSA, October 12 (Meridian) - Talks ended.")
            .after("Talks\n\nTESSA, October 12 (Meridian) - Talks failed."),
        Example::silent("Talks ended in Tessa on Monday."),
    ],
};

/// The zones of cities that open datelines often, by their name in capitals (geonames.org, IANA time zones).
const CITIES: &[(&str, &str)] = &[
    ("ABUJA", "Africa/Lagos"), ("ADDIS ABABA", "Africa/Addis_Ababa"), ("ALGIERS", "Africa/Algiers"), ("AMMAN", "Asia/Amman"),
    ("AMSTERDAM", "Europe/Amsterdam"), ("ANKARA", "Europe/Istanbul"), ("ATHENS", "Europe/Athens"), ("BAGHDAD", "Asia/Baghdad"),
    ("BANGKOK", "Asia/Bangkok"), ("BEIJING", "Asia/Shanghai"), ("BEIRUT", "Asia/Beirut"), ("BERLIN", "Europe/Berlin"),
    ("BERN", "Europe/Zurich"), ("BOGOTA", "America/Bogota"), ("BOSTON", "America/New_York"), ("BRASILIA", "America/Sao_Paulo"),
    ("BRUSSELS", "Europe/Brussels"), ("BUDAPEST", "Europe/Budapest"), ("BUENOS AIRES", "America/Argentina/Buenos_Aires"),
    ("CAIRO", "Africa/Cairo"), ("CANBERRA", "Australia/Sydney"), ("CARACAS", "America/Caracas"), ("CHICAGO", "America/Chicago"),
    ("COPENHAGEN", "Europe/Copenhagen"), ("DAMASCUS", "Asia/Damascus"), ("DELHI", "Asia/Kolkata"), ("DHAKA", "Asia/Dhaka"),
    ("DOHA", "Asia/Qatar"), ("DUBAI", "Asia/Dubai"), ("DUBLIN", "Europe/Dublin"), ("EDINBURGH", "Europe/London"),
    ("FRANKFURT", "Europe/Berlin"), ("GENEVA", "Europe/Zurich"), ("HANOI", "Asia/Ho_Chi_Minh"), ("HAVANA", "America/Havana"),
    ("HELSINKI", "Europe/Helsinki"), ("HONG KONG", "Asia/Hong_Kong"), ("HOUSTON", "America/Chicago"), ("ISLAMABAD", "Asia/Karachi"),
    ("ISTANBUL", "Europe/Istanbul"), ("JAKARTA", "Asia/Jakarta"), ("JERUSALEM", "Asia/Jerusalem"), ("JOHANNESBURG", "Africa/Johannesburg"),
    ("KABUL", "Asia/Kabul"), ("KATHMANDU", "Asia/Kathmandu"), ("KHARTOUM", "Africa/Khartoum"), ("KIGALI", "Africa/Kigali"),
    ("KYIV", "Europe/Kyiv"), ("KUALA LUMPUR", "Asia/Kuala_Lumpur"), ("LAGOS", "Africa/Lagos"), ("LIMA", "America/Lima"),
    ("LISBON", "Europe/Lisbon"), ("LONDON", "Europe/London"), ("LOS ANGELES", "America/Los_Angeles"), ("MADRID", "Europe/Madrid"),
    ("MANILA", "Asia/Manila"), ("MELBOURNE", "Australia/Melbourne"), ("MEXICO CITY", "America/Mexico_City"), ("MILAN", "Europe/Rome"),
    ("MINSK", "Europe/Minsk"), ("MONTREAL", "America/Toronto"), ("MOSCOW", "Europe/Moscow"), ("MUMBAI", "Asia/Kolkata"),
    ("MUNICH", "Europe/Berlin"), ("NAIROBI", "Africa/Nairobi"), ("NEW DELHI", "Asia/Kolkata"), ("NEW YORK", "America/New_York"),
    ("OSLO", "Europe/Oslo"), ("OTTAWA", "America/Toronto"), ("PARIS", "Europe/Paris"), ("PRAGUE", "Europe/Prague"),
    ("PRETORIA", "Africa/Johannesburg"), ("PYONGYANG", "Asia/Pyongyang"), ("QUITO", "America/Guayaquil"), ("RABAT", "Africa/Casablanca"),
    ("REYKJAVIK", "Atlantic/Reykjavik"), ("RIGA", "Europe/Riga"), ("RIO DE JANEIRO", "America/Sao_Paulo"), ("RIYADH", "Asia/Riyadh"),
    ("ROME", "Europe/Rome"), ("SAN FRANCISCO", "America/Los_Angeles"), ("SANTIAGO", "America/Santiago"), ("SAO PAULO", "America/Sao_Paulo"),
    ("SARAJEVO", "Europe/Sarajevo"), ("SEOUL", "Asia/Seoul"), ("SHANGHAI", "Asia/Shanghai"), ("SINGAPORE", "Asia/Singapore"),
    ("SOFIA", "Europe/Sofia"), ("STOCKHOLM", "Europe/Stockholm"), ("STRASBOURG", "Europe/Paris"), ("SYDNEY", "Australia/Sydney"),
    ("TAIPEI", "Asia/Taipei"), ("TALLINN", "Europe/Tallinn"), ("TBILISI", "Asia/Tbilisi"), ("TEHRAN", "Asia/Tehran"),
    ("TOKYO", "Asia/Tokyo"), ("TORONTO", "America/Toronto"), ("TRIPOLI", "Africa/Tripoli"), ("TUNIS", "Africa/Tunis"),
    ("VIENNA", "Europe/Vienna"), ("VILNIUS", "Europe/Vilnius"), ("WARSAW", "Europe/Warsaw"), ("WASHINGTON", "America/New_York"),
    ("WELLINGTON", "Pacific/Auckland"), ("YEREVAN", "Asia/Yerevan"), ("ZAGREB", "Europe/Zagreb"), ("ZURICH", "Europe/Zurich"),
];

/// The zone of a city, if it is one of those that are known.
pub(super) fn zone_of(place: &str) -> Option<TimeZone> {
    let upper = place.to_uppercase();
    let name = upper.split(',').next().unwrap_or_default().trim();
    let (_, zone) = CITIES.iter().find(|(city, _)| *city == name)?;
    TimeZone::get(zone).ok()
}

fn run(sheet: &Sheet, context: &Context<'_>, report: &mut Report<'_>) {
    let Some((at, part)) = sheet.part(Place::Dateline) else { return };
    let Some(line) = &sheet.content.dateline else { return };
    let whole = 0..part.passage.text.len();
    if let (Some(earlier), Some(Kind::Correction | Kind::Withdrawal)) = (context.earlier, context.kind)
        && let Some(before) = &earlier.dateline
        && (before.places != line.places || before.date != line.date && before.date.is_some())
    {
        report.put(Severity::Error, at, whole.clone(), "a correction leaves the dateline as it was");
        return;
    }
    let Some(date) = line.date else { return };
    let zone = line.places.first().and_then(|place| zone_of(place));
    let here = zone.clone().unwrap_or_else(|| context.zone.clone()).to_datetime(context.now).date();
    let days = here.until(date).map_or(0, |span| span.get_days());
    let first = line.places.first().map_or("", String::as_str);
    if days > 0 && (zone.is_some() || days > 1) {
        report.put(Severity::Error, at, whole, format!("in {first} it is {here} now"));
    } else if days < -6 && context.earlier.is_none() {
        report.put(Severity::Warning, at, whole, format!("this is {} days ago", -days));
    }
}
