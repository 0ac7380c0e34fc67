//! What stands around every page: name, editions, sections, the foot.

use serde::Serialize;
use story::SectionSlug;

use crate::Web;
use crate::edition::{Site, locale_of};
use crate::fault::Fault;
use crate::site::view::When;
use crate::theme::ThemeError;

/// A link with its words.
#[derive(Clone, Debug, Serialize)]
pub struct Link {
    /// Where it leads.
    pub href: String,
    /// Its words.
    pub name: String,
    /// Whether the page itself is meant.
    pub is_here: bool,
}

/// An edition in the switcher.
#[derive(Clone, Debug, Serialize)]
pub struct EditionLink {
    /// Where it leads: the same page there where it exists, else its front page.
    pub href: String,
    /// Its name.
    pub name: String,
    /// The language of that page.
    pub lang: String,
    /// The way it runs.
    pub dir: &'static str,
    /// The language's own name for itself.
    pub language: String,
    /// Whether this is the edition at hand.
    pub is_here: bool,
}

/// The same page for another language (`hreflang`).
#[derive(Clone, Debug, Serialize)]
pub struct Alternate {
    /// The language tag, or `x-default`.
    pub lang: String,
    /// The whole address.
    pub href: String,
}

/// What stands around a page.
#[derive(Clone, Debug, Serialize)]
pub struct Frame {
    /// The page's own title, without the site's name; empty on the front page.
    pub title: String,
    /// One sentence for search engines and shared links.
    pub description: String,
    /// The edition's name.
    pub name: String,
    /// The agency's name.
    pub agency: String,
    /// The edition's word in addresses.
    pub edition: String,
    /// Its time zone (IANA name), for scripts.
    pub zone: String,
    /// What stands in front of the edition's paths.
    pub prefix: String,
    /// Its front page.
    pub home: String,
    /// Its sections.
    pub sections: Vec<Link>,
    /// All editions.
    pub editions: Vec<EditionLink>,
    /// The page's one true address.
    pub canonical: Option<String>,
    /// The same page in other languages.
    pub alternates: Vec<Alternate>,
    /// The address of the feeds that belong to the page, without their ending.
    pub feed: String,
    /// What stands behind the address of the page on which this is subscribed to.
    pub subscribe: String,
    /// Whether search engines may list it.
    pub is_listed: bool,
    /// Whether the page carries the newsfeed in itself.
    pub has_newsfeed: bool,
}

impl Frame {
    /// The frame of a page of an edition.
    pub fn of(site: &Site, title: impl Into<String>) -> Frame {
        let edition = site.edition();
        Frame {
            title: title.into(),
            description: edition.description.clone(),
            name: edition.name.clone(),
            agency: site.house().name.clone(),
            edition: edition.slug.to_string(),
            zone: edition.zone.clone(),
            prefix: site.prefix(),
            home: site.path("/"),
            sections: edition
                .sections
                .iter()
                .map(|section| Link {
                    href: site.path(&format!("/{}", section.slug)),
                    name: section.name.clone(),
                    is_here: false,
                })
                .collect(),
            editions: Vec::new(),
            canonical: None,
            alternates: Vec::new(),
            feed: site.path("/feed"),
            subscribe: String::new(),
            is_listed: true,
            has_newsfeed: false,
        }
        .with_editions(site)
    }

    fn with_editions(mut self, site: &Site) -> Self {
        // Hosts differ only where an edition has one of its own; then the link is whole.
        self.editions = site
            .all()
            .map(|other| EditionLink {
                href: site.link(&other, "https:", "/"),
                name: other.edition().name.clone(),
                lang: other.edition().language.to_string(),
                dir: other.edition().language.direction().as_str(),
                language: locale_of(&other.edition().language).name_in_itself().to_owned(),
                is_here: other.edition().slug == site.edition().slug,
            })
            .collect();
        self
    }

    /// With its one true address, from its path below the edition.
    pub fn at(mut self, site: &Site, public_url: &str, below: &str) -> Self {
        self.canonical = Some(site.address(public_url, below));
        self
    }

    /// Standing in a section.
    pub fn in_section(mut self, site: &Site, section: &SectionSlug) -> Self {
        let href = site.path(&format!("/{section}"));
        for link in &mut self.sections {
            link.is_here = link.href == href;
        }
        self.feed = format!("{href}/feed");
        self.subscribe(&format!("section&value={section}"))
    }

    /// With something of its own to subscribe to.
    pub fn subscribe(mut self, what: &str) -> Self {
        self.subscribe = format!("?what={what}");
        self
    }

    /// Not for search engines.
    pub fn unlisted(mut self) -> Self {
        self.is_listed = false;
        self
    }
}

#[derive(Serialize)]
struct FaultPage<'a> {
    frame: Option<Frame>,
    name: &'a str,
    status: u16,
    limit: Option<String>,
    notice: Option<NoticeView>,
}

/// What a withdrawn story's place says.
#[derive(Serialize)]
struct NoticeView {
    reason: String,
    at: When,
}

/// The page that tells a fault, in the edition's look; in plain English look where there is no edition.
pub fn fault_page(web: &Web, site: Option<&Site>, fault: &Fault) -> Result<String, ThemeError> {
    let locale = site.map_or(i18n::Locale::English, Site::locale);
    let limit = match fault {
        Fault::TooLarge(bytes) => Some(i18n::number(locale, *bytes as i64)),
        _ => None,
    };
    let title = i18n::message(locale, &format!("error-{}-title", fault.name()), &[]);
    let view = FaultPage {
        frame: site.map(|site| Frame::of(site, title).unlisted()),
        name: fault.name(),
        status: fault.status().as_u16(),
        limit,
        notice: site.and_then(|site| match fault {
            Fault::Withdrawn(notice) => {
                Some(NoticeView { reason: notice.reason.clone(), at: When::of(notice.at, site, web.now()) })
            }
            _ => None,
        }),
    };
    web.theme.render("site/error.html", locale, view)
}
