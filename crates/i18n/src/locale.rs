//! Which languages the interface speaks.

/// A language of the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Locale {
    /// English.
    English,
    /// Russian.
    Russian,
    /// Arabic, written from right to left, with Latin digits as most news sites have them.
    Arabic,
}

impl Locale {
    /// All languages.
    pub const ALL: [Locale; 3] = [Locale::English, Locale::Russian, Locale::Arabic];

    /// The language of a BCP 47 tag, whatever its region.
    pub fn of_tag(tag: &str) -> Option<Locale> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        Locale::ALL.into_iter().find(|locale| locale.tag().eq_ignore_ascii_case(primary))
    }

    /// The BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Locale::English => "en",
            Locale::Russian => "ru",
            Locale::Arabic => "ar",
        }
    }

    /// The value of HTML's `dir`.
    pub fn direction(self) -> &'static str {
        match self {
            Locale::Arabic => "rtl",
            Locale::English | Locale::Russian => "ltr",
        }
    }

    /// The language's name, as its speakers write it.
    pub fn name_in_itself(self) -> &'static str {
        match self {
            Locale::English => "English",
            Locale::Russian => "Русский",
            Locale::Arabic => "العربية",
        }
    }

    pub(crate) fn index(self) -> usize {
        match self {
            Locale::English => 0,
            Locale::Russian => 1,
            Locale::Arabic => 2,
        }
    }
}
