//! Who reads the wire in the portal, in which language and zone, and how are they answered?

use axum::extract::{FromRequestParts, OriginalUri};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::Response;
use i18n::Locale;
use jiff::tz::TimeZone;
use newsroom::Agency;
use newsroom::views::{ClientUser, Subscriber};
use serde::Serialize;

use crate::Web;
use crate::desk::private;
use crate::fault::Fault;
use crate::session;

/// Somebody of a subscriber, signed in, with a request.
pub struct Portal {
    /// The room.
    pub web: Web,
    /// Who asks.
    pub user: ClientUser,
    /// Where they work.
    pub subscriber: Subscriber,
    /// The language of their portal.
    pub locale: Locale,
    /// The zone of the subscriber.
    pub zone: TimeZone,
}

#[derive(Serialize)]
struct Frame<'a> {
    title: &'a str,
    here: &'a str,
    agency: &'a str,
    subscriber: &'a str,
    user: &'a str,
    unseen: u64,
}

#[derive(Serialize)]
struct Page<'a, T> {
    portal: Frame<'a>,
    #[serde(flatten)]
    view: T,
}

impl Portal {
    /// The newsroom.
    pub fn agency(&self) -> &Agency {
        &self.web.agency
    }

    /// The address in front of all paths.
    pub fn url(&self) -> &str {
        &self.web.options.public_url
    }

    /// A message in their language.
    pub fn say(&self, key: &str, args: &[(&str, i18n::Arg<'_>)]) -> String {
        i18n::message(self.locale, key, args)
    }

    /// A page: its template's name below `client/`, its title, what it shows.
    pub fn page(
        &self,
        status: StatusCode,
        template: &str,
        title: &str,
        view: impl Serialize,
    ) -> Result<Response, Fault> {
        let house = self.agency().house();
        let portal = Frame {
            title,
            here: template,
            agency: &house.name,
            subscriber: &self.subscriber.name,
            user: &self.user.name,
            unseen: self.agency().unseen_alerts(&self.user)?,
        };
        let name = format!("client/{template}.html");
        Ok(private(status, self.web.theme.render(&name, self.locale, Page { portal, view })?))
    }
}

impl FromRequestParts<Web> for Portal {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Fault> {
        let asked = parts.extensions.get::<OriginalUri>().map_or(&parts.uri, |OriginalUri(uri)| uri);
        let next = asked.path_and_query().map(ToString::to_string).unwrap_or_default();
        let token = session::cookie(&parts.headers, web.options.client_cookie());
        let user = match token {
            Some(token) => web.agency.client_of(&token).await?,
            None => None,
        };
        let user = user.ok_or(Fault::SignIn { next })?;
        let subscriber = web.agency.subscriber_of(&user).await?;
        let locale = Locale::of_tag(&user.language).unwrap_or(Locale::English);
        let zone = TimeZone::get(&subscriber.zone).unwrap_or(TimeZone::UTC);
        Ok(Portal { web: web.clone(), user, subscriber, locale, zone })
    }
}
