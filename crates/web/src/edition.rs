//! Which edition does a request mean, and what is left of its path?
//!
//! An edition with a host of its own stands at that host's root; the first of the others at `/`, each
//! further one at `/{slug}/`. All routes are written as if there were one edition.

use std::sync::Arc;

use story::{Edition, House, Language};

/// First segments that belong to the agency as a whole, whatever the edition.
const OF_THE_HOUSE: [&str; 12] = [
    "api", "assets", "claim", "client", "desk", "healthz", "media", "preview", "readyz", "setup", "sign-in",
    "sign-out",
];

/// The edition a request is about, with the house it stands in.
#[derive(Clone, Debug)]
pub struct Site {
    house: Arc<House>,
    at: usize,
}

impl Site {
    /// The edition at a place in the house; none where there is none.
    pub fn at(house: Arc<House>, at: usize) -> Option<Site> {
        (at < house.editions.len()).then_some(Site { house, at })
    }

    /// The house.
    pub fn house(&self) -> &Arc<House> {
        &self.house
    }

    /// The edition.
    pub fn edition(&self) -> &Edition {
        &self.house.editions[self.at]
    }

    /// The language of its interface.
    pub fn locale(&self) -> i18n::Locale {
        locale_of(&self.edition().language)
    }

    /// What stands in front of its paths: empty, or `/{slug}`.
    pub fn prefix(&self) -> String {
        prefix_of(&self.house, self.edition())
    }

    /// A path of this edition, from its path below the edition (`/newsfeed`).
    pub fn path(&self, below: &str) -> String {
        format!("{}{below}", self.prefix())
    }

    /// Another edition of the same house.
    pub fn other(&self, slug: &story::EditionSlug) -> Option<Site> {
        let at = self.house.editions.iter().position(|edition| edition.slug == *slug)?;
        Some(Site { house: self.house.clone(), at })
    }

    /// All editions of the house, this one included.
    pub fn all(&self) -> impl Iterator<Item = Site> + '_ {
        (0..self.house.editions.len()).map(|at| Site { house: self.house.clone(), at })
    }

    /// The whole address of a path below this edition.
    pub fn address(&self, public_url: &str, below: &str) -> String {
        match &self.edition().host {
            Some(host) => format!("{}://{host}{below}", scheme(public_url)),
            None => format!("{public_url}{}{below}", self.prefix()),
        }
    }

    /// How a page of this edition links to a path below another: the path alone on the same host.
    pub fn link(&self, to: &Site, public_url: &str, below: &str) -> String {
        if self.edition().host == to.edition().host { to.path(below) } else { to.address(public_url, below) }
    }
}

/// The interface language for a language of copy: its own where there are catalogues, else English.
pub fn locale_of(language: &Language) -> i18n::Locale {
    i18n::Locale::of_tag(language.as_str()).unwrap_or(i18n::Locale::English)
}

fn scheme(public_url: &str) -> &str {
    public_url.split("://").next().unwrap_or("https")
}

fn prefix_of(house: &House, edition: &Edition) -> String {
    if edition.host.is_some() { String::new() } else { house.prefix(&edition.slug) }
}

/// Where a request leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// To an edition (its place in the house; none while there is none) and a path below it.
    Here(Option<usize>, String),
    /// The same thing has another address.
    Moved(String),
    /// No address at all.
    Nowhere,
}

/// Finds the edition and the path below it.
pub fn place(house: &House, host: Option<&str>, path: &str, public_url: &str) -> Place {
    if path.starts_with("//") || path.contains('\\') {
        return Place::Nowhere;
    }
    let host = host.map(|host| host.split(':').next().unwrap_or_default());
    let by_host =
        host.and_then(|host| house.editions.iter().position(|edition| edition.host.as_deref() == Some(host)));
    let mut segments = path[1..].splitn(2, '/');
    let first = segments.next().unwrap_or_default();
    let rest = segments.next();
    let is_root = |rest: Option<&str>| matches!(rest, Some(""));

    let named = house.editions.iter().position(|edition| edition.slug.as_str() == first);
    if let Some(at) = named.filter(|_| !OF_THE_HOUSE.contains(&first)) {
        let edition = &house.editions[at];
        let below = format!("/{}", rest.unwrap_or_default());
        let is_at_root = prefix_of(house, edition).is_empty();
        let here = &house.editions[by_host.unwrap_or(0)];
        let is_section = here.sections.iter().any(|section| section.slug.as_str() == first);
        if let (Some(host), true) = (&edition.host, by_host != Some(at)) {
            return Place::Moved(format!("{}://{host}{below}", scheme(public_url)));
        }
        if is_at_root && !is_section {
            return Place::Moved(below);
        }
        if !is_at_root {
            return match rest {
                None => Place::Moved(format!("/{first}/")),
                rest if is_root(rest) => Place::Here(Some(at), below),
                _ if below.ends_with('/') => Place::Moved(path.trim_end_matches('/').to_owned()),
                _ => Place::Here(Some(at), below),
            };
        }
    }
    if path != "/" && path.ends_with('/') {
        return Place::Moved(path.trim_end_matches('/').to_owned());
    }
    let at = by_host.or(if house.editions.is_empty() { None } else { Some(0) });
    Place::Here(at, path.to_owned())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;

    fn edition(slug: &str, host: Option<&str>) -> Edition {
        Edition {
            slug: slug.parse().unwrap(),
            name: slug.to_uppercase(),
            description: String::new(),
            language: slug.parse().unwrap(),
            zone: "UTC".into(),
            host: host.map(Into::into),
            number_style: Default::default(),
            dateline_style: Default::default(),
            sections: Vec::new(),
        }
    }

    fn house() -> House {
        House {
            four_eyes: false,
            second_factor: false,
            name: "Meridian".into(),
            editions: vec![edition("en", None), edition("ru", None), edition("ar", Some("ar.example"))],
            topics: Vec::new(),
        }
    }

    #[test]
    fn each_address_has_one_edition_and_one_spelling() {
        let here = |at: usize, path: &str| Place::Here(Some(at), path.into());
        let moved = |to: &str| Place::Moved(to.into());
        for (host, path, place) in [
            ("a.example", "/", here(0, "/")),
            ("a.example", "/world", here(0, "/world")),
            ("a.example", "/world/", moved("/world")),
            ("a.example", "/en/world", moved("/world")),
            ("a.example", "/en", moved("/")),
            ("a.example", "/ru", moved("/ru/")),
            ("a.example", "/ru/", here(1, "/")),
            ("a.example", "/ru/world", here(1, "/world")),
            ("a.example", "/ru/world/", moved("/ru/world")),
            ("a.example", "/ar/world", moved("https://ar.example/world")),
            ("ar.example:8080", "/world", here(2, "/world")),
            ("ar.example", "/ar/world", moved("/world")),
            ("a.example", "//evil.example/", Place::Nowhere),
            ("a.example", "/\\evil.example/", Place::Nowhere),
        ] {
            assert_eq!(super::place(&house(), Some(host), path, "https://a.example"), place, "{host}{path}");
        }
    }

    #[test]
    fn a_house_without_editions_has_pages_all_the_same() {
        let empty = House {
            name: String::new(),
            four_eyes: false,
            second_factor: false,
            editions: Vec::new(),
            topics: Vec::new(),
        };
        assert_eq!(place(&empty, None, "/", "http://x"), Place::Here(None, "/".into()));
    }

    #[test]
    fn what_belongs_to_the_house_is_reserved() {
        for word in OF_THE_HOUSE {
            assert!(newsroom::addresses::is_reserved(word), "{word}");
        }
    }
}
