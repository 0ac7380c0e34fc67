//! Where things stand on the site.
//!
//! A story's address is `/{section}/{yyyy}/{mm}/{dd}/{slug}-{short id}` below its home edition; only the
//! short id decides which story is meant.

use story::House;

use crate::views::Item;

/// First parts of a path that no edition and no section may have.
pub const RESERVED: [&str; 51] = [
    "about",
    "account",
    "api",
    "assets",
    "authors",
    "chats",
    "claim",
    "client",
    "contact",
    "corrections",
    "corrections-policy",
    "desk",
    "diary",
    "discussion",
    "dossiers",
    "embed",
    "favicon-ico",
    "feed",
    "feeds",
    "healthz",
    "live",
    "log",
    "manifest",
    "media",
    "metrics",
    "most-read",
    "news-sitemap",
    "newsfeed",
    "oembed",
    "preview",
    "privacy",
    "push",
    "quotes",
    "reader",
    "reader-css",
    "readyz",
    "revisions",
    "robots",
    "search",
    "settings",
    "setup",
    "sign-in",
    "sign-out",
    "sitemap",
    "static",
    "subscribe",
    "subscriptions",
    "topics",
    "websub",
    "well-known",
    "worker-js",
];

/// Whether a word is taken by the site itself.
pub fn is_reserved(word: &str) -> bool {
    RESERVED.binary_search(&word).is_ok()
}

/// The path at which a story stands.
pub fn story_path(house: &House, item: &Item) -> String {
    let Some(home) = item.home() else {
        return format!("/{}", item.short);
    };
    let date = match house.edition(&home.edition) {
        Some(edition) => edition.date_of(item.first_public),
        None => jiff::tz::TimeZone::UTC.to_datetime(item.first_public).date(),
    };
    let prefix = house.prefix(&home.edition);
    let slug = if item.slug.is_empty() { String::new() } else { format!("{}-", item.slug) };
    format!(
        "{prefix}/{}/{:04}/{:02}/{:02}/{slug}{}",
        home.section,
        date.year(),
        date.month(),
        date.day(),
        item.short
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reserved_words_are_in_order_and_are_slugs() {
        assert!(RESERVED.is_sorted());
        assert!(RESERVED.iter().all(|word| word.parse::<story::SectionSlug>().is_ok()));
        assert!(is_reserved("desk") && !is_reserved("world"));
    }
}
