//! What may a reader be called?
//!
//! A name is shown beside every message, so it must not pass for another's: names are compared by what they look like.

use unicode_normalization::UnicodeNormalization as _;
use unicode_security::MixedScript as _;

use crate::plain::{is_unseen, skeleton};

/// The fewest and the most characters of a name.
pub const LENGTH: std::ops::RangeInclusive<usize> = 2..=40;

/// Words that only the house may be called.
const OF_THE_HOUSE: [&str; 18] = [
    "admin",
    "administrator",
    "moderator",
    "editor",
    "editorial",
    "newsroom",
    "staff",
    "support",
    "system",
    "администратор",
    "модератор",
    "редактор",
    "редакция",
    "поддержка",
    "مشرف",
    "محرر",
    "التحرير",
    "الإدارة",
];

/// Why a name cannot be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameFault {
    /// Too short or too long.
    Length,
    /// It holds signs that are not seen, or that are none of a name.
    Signs,
    /// A word of it mixes letters of several scripts.
    Mixed,
    /// It looks like a name of the house.
    House,
    /// It looks like an address: readers' names are not advertisements.
    Address,
}

/// A name as it is kept: composed, one space between words.
pub fn tidy(typed: &str) -> String {
    typed.nfc().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a name is known by: two names with the same are one to a reader's eye. Beyond the look-alikes of the standard an
/// `i` is an `l`, as `1` is.
pub fn key(name: &str) -> String {
    let letters = skeleton(name).chars().filter(|c| c.is_alphanumeric()).collect::<Vec<_>>();
    letters.into_iter().map(|c| if matches!(c, 'i' | '1') { 'l' } else { c }).collect()
}

/// Checks a name that was made [`tidy`]; `house` are the names of the staff, the agency and its editions.
///
/// # Errors
/// The first thing that is wrong with it.
pub fn check<'a>(name: &str, house: impl IntoIterator<Item = &'a str>) -> Result<(), NameFault> {
    if !LENGTH.contains(&name.chars().count()) {
        return Err(NameFault::Length);
    }
    let is_sign = |c: char| {
        c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c) || " .'’-_".contains(c)
    };
    if name.chars().any(|c| is_unseen(c) || !is_sign(c)) || !name.chars().any(char::is_alphabetic) {
        return Err(NameFault::Signs);
    }
    if name.contains("www.") || name.split(' ').any(is_host) {
        return Err(NameFault::Address);
    }
    if !name.split([' ', '-', '_']).all(|word| word.is_single_script()) {
        return Err(NameFault::Mixed);
    }
    let known = key(name);
    let is_of_house = |word: &str| !key(word).is_empty() && known == key(word);
    let says_house =
        name.split([' ', '-', '_', '.']).any(|word| OF_THE_HOUSE.iter().any(|it| key(it) == key(word)));
    if says_house || house.into_iter().any(is_of_house) {
        return Err(NameFault::House);
    }
    Ok(())
}

fn is_host(word: &str) -> bool {
    let Some((host, top)) = word.rsplit_once('.') else { return false };
    !host.is_empty() && (2..=6).contains(&top.len()) && top.bytes().all(|b| b.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_of_a_person_is_taken_in_every_script() {
        for name in [
            "Nora Vik",
            "Nora",
            "Ólafur Jónsson",
            "Иван Петров",
            "نورا حداد",
            "Jean-Luc",
            "O’Brien",
            "li wei 3",
        ] {
            assert_eq!(check(name, ["Meridian"]), Ok(()), "{name}");
        }
    }

    #[test]
    fn a_name_that_passes_for_another_is_none() {
        for (name, fault) in [
            ("N", NameFault::Length),
            ("Nora\u{202e}kiV", NameFault::Signs),
            ("<b>Nora</b>", NameFault::Signs),
            ("123", NameFault::Signs),
            ("Nоra", NameFault::Mixed), // with a Cyrillic letter
            ("Moderator", NameFault::House),
            ("The Moderator", NameFault::House),
            ("МОDЕRАТОR", NameFault::Mixed),
            ("M0DERAT0R", NameFault::House),
            ("Meridian", NameFault::House),
            ("Mer1dian", NameFault::House),
            ("Ada Lund", NameFault::House),
            ("ada-lund", NameFault::House),
            ("buy at www.x", NameFault::Address),
            ("pills.com", NameFault::Address),
        ] {
            assert_eq!(check(name, ["Meridian", "Ada Lund"]), Err(fault), "{name}");
        }
    }

    #[test]
    fn two_names_that_look_alike_are_one() {
        assert_eq!(key("Nora Vik"), key("N0RA-VIK"));
        assert_eq!(key("Аnna"), key("Anna"));
        assert_ne!(key("Anna"), key("Hanna"));
        assert_eq!(tidy("  Nora \t Vik "), "Nora Vik");
    }
}
