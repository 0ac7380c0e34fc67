//! 11. A conversion in brackets that does not come out.

use super::{Check, Example, Report, Run};
use crate::read::numbers::{Number, numbers, written};
use crate::read::passage::Passage;
use crate::sheet::Sheet;
use crate::{Context, Severity};

pub const CHECK: Check = Check {
    number: 11,
    rule: "conversion",
    about: "measures and money with their conversion in brackets; money by the rate the story gives",
    languages: &["en"],
    run: Run::Whole(run),
    fires: &[
        Example::fires("The village lies 10 miles (10 km) from Tessa.", "10 km"),
        Example::fires("The wall is 20 feet (9 metres) high.", "9 metres"),
        Example::fires("It weighs 100 pounds (60 kg).", "60 kg"),
        Example::fires("The mercury hit 40 C (95 F) on Monday.", "95 F"),
        Example::fires("Fires burned 1,000 hectares (5,000 acres).", "5,000 acres"),
        Example::fires(
            "Port sold\n\nThe port was sold for 500 million euros ($600 million).\n\n($1 = 0.92 euros)",
            "$600 million",
        ),
    ],
    silent: &[
        Example::silent("The village lies 10 miles (16 km) from Tessa."),
        Example::silent("The wall is 20 feet (6 metres) high."),
        Example::silent("It weighs 100 pounds (45 kg)."),
        Example::silent("The mercury hit 40 C (104 F) on Monday."),
        Example::silent("Fires burned 1,000 hectares (2,500 acres)."),
        Example::silent("Port sold\n\nThe port was sold for 500 million euros ($543 million).\n\n($1 = 0.92 euros)"),
        Example::silent("The port was sold for 500 million euros ($543 million)."),
        Example::silent("He ran 10 miles (his best) in an hour."),
    ],
};

/// Units by what they measure, each with its factor to the first of its kind.
const UNITS: &[(&str, &[&str], f64)] = &[
    ("length", &["km", "kilometres", "kilometers", "kilometre", "kilometer", "kms"], 1.0),
    ("length", &["mile", "miles", "mi"], 1.609_344),
    ("length", &["m", "metres", "meters", "metre", "meter"], 0.001),
    ("length", &["ft", "feet", "foot"], 0.000_304_8),
    ("length", &["yard", "yards", "yd"], 0.000_914_4),
    ("length", &["cm", "centimetres", "centimeters"], 0.000_01),
    ("length", &["inch", "inches"], 0.000_025_4),
    ("mass", &["kg", "kilograms", "kilogrammes", "kilos"], 1.0),
    ("mass", &["pounds", "pound", "lb", "lbs"], 0.453_592),
    ("mass", &["tonnes", "tonne"], 1000.0),
    ("mass", &["ounces", "ounce", "oz"], 0.028_349_5),
    ("area", &["hectares", "hectare", "ha"], 1.0),
    ("area", &["acres", "acre"], 0.404_686),
    ("volume", &["litres", "liters", "litre", "liter"], 1.0),
    ("volume", &["gallons", "gallon"], 3.785_41),
    ("speed", &["kph", "kmh"], 1.0),
    ("speed", &["mph"], 1.609_344),
];

fn unit(lower: &str) -> Option<(&'static str, f64)> {
    UNITS.iter().find(|(_, words, _)| words.contains(&lower)).map(|(kind, _, factor)| (*kind, *factor))
}

fn run(sheet: &Sheet, _: &Context<'_>, report: &mut Report<'_>) {
    let rates: Vec<Rate> = sheet.parts.iter().flat_map(|part| rates(&part.passage)).collect();
    for (at, part) in sheet.parts.iter().enumerate() {
        let passage = &part.passage;
        let all = numbers(passage);
        for pair in all.windows(2) {
            let [one, other] = pair else { continue };
            let opens = (one.words.end..other.words.start).any(|word| passage.before(word).contains('('))
                || passage.before(other.words.start).contains('(');
            if !opens || other.words.start > one.words.end + 2 || !passage.before(other.words.start).contains('(') {
                continue;
            }
            let found = measure(passage, one, other).or_else(|| money(one, other, &rates));
            let Some((right, tolerance)) = found else { continue };
            if (other.value - right).abs() <= tolerance {
                continue;
            }
            let sign = other.currency.chars().next().filter(|c| !c.is_alphabetic()).map_or(0, char::len_utf8);
            let has_unit = other.currency.is_empty() || sign == 0;
            let span = passage.span(other.words.start..other.words.end + usize::from(has_unit));
            let scaled = right * other.bare / other.value;
            let message = format!("this comes to {}{}", written(scaled), if other.scale.is_empty() { String::new() } else { format!(" {}", other.scale) });
            report.put(Severity::Error, at, span.start - sign..span.end, message);
        }
    }
}

/// What a measure comes to in the other's unit, and how far off rounding may be.
fn measure(passage: &Passage, one: &Number, other: &Number) -> Option<(f64, f64)> {
    let symbol = |n: &Number| passage.words.get(n.words.end).map(|word| &passage.text[word.start..word.end]).unwrap_or_default().to_owned();
    let is_degree = |n: &Number, letter: &str| symbol(n) == letter && n.scale.is_empty();
    if is_degree(one, "C") && is_degree(other, "F") {
        return Some((one.value * 1.8 + 32.0, 1.0 + one.slack() * 1.8));
    }
    if is_degree(one, "F") && is_degree(other, "C") {
        return Some(((one.value - 32.0) / 1.8, 0.6 + one.slack()));
    }
    let (kind, factor) = unit(&one.noun)?;
    let (other_kind, other_factor) = unit(&other.noun)?;
    if kind != other_kind || factor == other_factor {
        return None;
    }
    let right = one.value * factor / other_factor;
    // Round figures are rounded on both sides: seven in a hundred, or half a unit of either.
    Some((right, (right * 0.07).max(other.slack()).max(one.slack() * factor / other_factor)))
}

/// `($1 = 0.92 euros)`: so many of one currency for one of the other.
struct Rate {
    one: String,
    other: String,
    value: f64,
}

fn name(currency: &str) -> &str {
    match currency {
        "$" => "dollar",
        "€" => "euro",
        "£" => "pound",
        "¥" => "yen",
        "₽" => "ruble",
        other => other,
    }
}

fn rates(passage: &Passage) -> Vec<Rate> {
    let all = numbers(passage);
    all.windows(2)
        .filter_map(|pair| {
            let [one, other] = pair else { return None };
            let between = passage.text.get(passage.words[one.words.end - 1].end..passage.words[other.words.start].start)?;
            let is_rate = between.contains('=') && one.value == 1.0 && !one.currency.is_empty() && !other.currency.is_empty();
            is_rate.then(|| Rate { one: name(&one.currency).into(), other: name(&other.currency).into(), value: other.value })
        })
        .collect()
}

fn money(one: &Number, other: &Number, rates: &[Rate]) -> Option<(f64, f64)> {
    let (from, to) = (name(&one.currency), name(&other.currency));
    if from.is_empty() || to.is_empty() || from == to {
        return None;
    }
    let right = rates.iter().find_map(|rate| match () {
        () if rate.one == to && rate.other == from => Some(one.value / rate.value),
        () if rate.one == from && rate.other == to => Some(one.value * rate.value),
        () => None,
    })?;
    Some((right, (right * 0.03).max(other.slack())))
}
