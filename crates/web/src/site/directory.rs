//! A page of names: all topics, all dossiers, the open before the closed.

use axum::response::Response;
use serde::Serialize;
use story::Topic;

use crate::ask::Ask;
use crate::edition::Site;
use crate::fault::Fault;
use crate::pages::Rendered;
use crate::served::Served;
use crate::site::frame::{Frame, Link};

/// What stands in a directory.
pub struct Directory {
    /// Its address below that of the edition.
    pub at: &'static str,
    /// The keys of its words: its title, what it is, what stands where there is nothing, what stands above the closed ones.
    pub words: [&'static str; 4],
    /// A topic as it is listed; none where it is not, or not among these.
    pub entry: fn(&Topic, &Site, IsClosed) -> Option<Link>,
}

/// Whether the open ones are asked for, or the closed.
pub type IsClosed = bool;

#[derive(Serialize)]
struct Entry {
    link: Link,
    about: String,
}

#[derive(Serialize)]
struct View {
    frame: Frame,
    title: String,
    about: String,
    nothing: String,
    closed_title: String,
    open: Vec<Entry>,
    closed: Vec<Entry>,
}

impl Directory {
    /// Its page.
    pub async fn page(self, ask: &Ask) -> Result<Response, Fault> {
        ask.page(async {
            let (web, site) = (&ask.web, &ask.site);
            let [title, about, nothing, closed_title] =
                self.words.map(|key| i18n::message(site.locale(), key, &[]));
            let view = View {
                frame: Frame::of(site, title.clone()).at(site, &web.options.public_url, self.at),
                open: self.entries(site, false),
                closed: self.entries(site, true),
                title,
                about,
                nothing,
                closed_title,
            };
            let html = web.theme.render("site/directory.html", site.locale(), view)?;
            // What is opened, written or closed here is a change of the house, which drops every page.
            Ok(Rendered { served: Served::html(html), tags: Vec::new(), until: None })
        })
        .await
    }

    fn entries(&self, site: &Site, is_closed: IsClosed) -> Vec<Entry> {
        let language = &site.edition().language;
        let entry = |topic: &Topic| {
            let link = (self.entry)(topic, site, is_closed)?;
            Some(Entry { link, about: topic.about(language).to_owned() })
        };
        let mut entries: Vec<Entry> = site.house().topics.iter().filter_map(entry).collect();
        entries.sort_by_cached_key(|entry| entry.link.name.to_lowercase());
        entries
    }
}
