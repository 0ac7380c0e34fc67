//! How does a person write an instant? `2026-10-12 14:00 Europe/Oslo`, or as in RFC 3339 and RFC 9557.

use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, ZonedDateTime};
use story::Embargo;

/// Reads an instant and the zone it was written in; the fault says what is missing.
pub(super) fn read(value: &str) -> Result<Embargo, String> {
    let value = value.trim();
    if let Ok(zoned) = value.parse::<ZonedDateTime>() {
        return Ok(embargo(zoned.timestamp(), zoned.time_zone(), zoned.offset()));
    }
    if let Ok(timestamp) = value.parse::<Timestamp>() {
        let offset = value
            .rfind(['+', '-'])
            .filter(|at| *at > 10)
            .and_then(|at| offset(&value[at..]))
            .unwrap_or(Offset::UTC);
        return Ok(embargo(timestamp, &TimeZone::UTC, offset));
    }
    let mut words = value.splitn(3, [' ', 'T']);
    let (date, time) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let zone = words.next().map(str::trim).unwrap_or_default();
    let fault = || format!("`{value}` is no instant: write it as in 2026-10-12 14:00 Europe/Oslo");
    let time = if time.len() == 4 { format!("0{time}") } else { time.to_owned() };
    let civil: DateTime = format!("{date}T{time}").parse().map_err(|_| fault())?;
    if zone.is_empty() {
        return Err(format!("`{value}` names no zone: add one, as in {value} UTC or {value} Europe/Oslo"));
    }
    let zone = zone.trim_matches(['(', ')', '[', ']']);
    let zoned = match offset(zone) {
        Some(offset) => TimeZone::fixed(offset).to_ambiguous_zoned_datetime(civil).compatible(),
        None => TimeZone::get(zone)
            .map_err(|_| {
                format!(
                    "`{zone}` is no zone that is known here: use a name as Europe/Oslo, or UTC, or +02:00"
                )
            })
            .and_then(|zone| {
                zone.to_ambiguous_zoned_datetime(civil).compatible().map_err(|_| fault()).map(Ok)
            })?,
    }
    .map_err(|_| fault())?;
    Ok(embargo(zoned.timestamp(), zoned.time_zone(), zoned.offset()))
}

/// `UTC`, `GMT`, `Z`, `+02:00`, `UTC+2`, `-0330`.
fn offset(zone: &str) -> Option<Offset> {
    let bare = zone.strip_prefix("UTC").or_else(|| zone.strip_prefix("GMT")).unwrap_or(zone);
    if bare.is_empty() && !zone.is_empty() || bare.eq_ignore_ascii_case("z") {
        return Some(Offset::UTC);
    }
    let (sign, digits) = match bare.as_bytes().first()? {
        b'+' => (1, &bare[1..]),
        b'-' => (-1, &bare[1..]),
        _ => return None,
    };
    let (hours, minutes) = match digits.split_once(':') {
        Some(parts) => parts,
        None if digits.len() == 4 => digits.split_at_checked(2)?,
        None => (digits, "0"),
    };
    let seconds = hours.parse::<i32>().ok()? * 3600 + minutes.parse::<i32>().ok()? * 60;
    Offset::from_seconds(sign * seconds).ok()
}

/// The zone by its IANA name; a whole number of hours has one (`Etc/GMT-2` lies east), else UTC stands.
fn embargo(until: Timestamp, zone: &TimeZone, offset: Offset) -> Embargo {
    let zone = match zone.iana_name() {
        Some(name) if name != "UTC" || offset == Offset::UTC => name.to_owned(),
        _ => match offset.seconds() {
            0 => "UTC".to_owned(),
            seconds if seconds % 3600 == 0 => format!("Etc/GMT{:+}", -seconds / 3600),
            _ => "UTC".to_owned(),
        },
    };
    Embargo { until, zone }
}

/// Writes an instant as a person would, exactly where the minute or the zone does not say all.
pub(super) fn write(embargo: &Embargo) -> String {
    let Ok(zone) = TimeZone::get(&embargo.zone) else { return embargo.until.to_string() };
    let zoned = embargo.until.to_zoned_datetime(zone);
    let plain = format!("{} {}", zoned.strftime("%Y-%m-%d %H:%M"), embargo.zone);
    if read(&plain).as_ref() == Ok(embargo) { plain } else { zoned.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_is_read_with_its_zone() {
        for (text, until, zone) in [
            ("2026-10-12 14:00 Europe/Oslo", "2026-10-12T12:00:00Z", "Europe/Oslo"),
            ("2026-01-12 9:30 UTC", "2026-01-12T09:30:00Z", "UTC"),
            ("2026-01-12 09:30 +03:00", "2026-01-12T06:30:00Z", "Etc/GMT-3"),
            ("2026-01-12T09:30:00Z", "2026-01-12T09:30:00Z", "UTC"),
            ("2026-01-12T09:30:00+02:00", "2026-01-12T07:30:00Z", "Etc/GMT-2"),
            ("2026-10-25T02:30:00+01:00[Europe/Oslo]", "2026-10-25T01:30:00Z", "Europe/Oslo"),
        ] {
            let read = read(text).unwrap_or_else(|fault| panic!("{text}: {fault}"));
            assert_eq!((read.until.to_string().as_str(), read.zone.as_str()), (until, zone), "{text}");
            assert_eq!(super::read(&write(&read)), Ok(read), "{text}");
        }
        for (text, word) in [
            ("2026-10-12 14:00", "names no zone"),
            ("tomorrow", "is no instant"),
            ("2026-13-12 14:00 UTC", "is no instant"),
            ("2026-10-12 14:00 Mars/Base", "is no zone"),
        ] {
            assert!(read(text).is_err_and(|fault| fault.contains(word)), "{text}");
        }
    }
}
