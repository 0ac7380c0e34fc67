//! How does one thing reach one destination: as a webhook, a file in a folder, a mail?

use std::path::Path;
use std::sync::PoisonError;

use formats::Format;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use post::{Answer, Mail, Mailer, Message, Networks, Post};
use serde_json::Value;
use store::Destination;
use story::Channel;

use crate::mails::{Why, words};
use crate::{Agency, Error, Given, Place};

/// A thing ready to be carried.
pub(crate) struct Parcel {
    /// The id of the message, the same at each try.
    pub(crate) message: String,
    /// What stands in front of a file's name, so that names sort by the order of delivery.
    pub(crate) number: String,
    /// The format of the item.
    pub(crate) format: Format,
    /// The thing as the machine interface tells it, with the item in that format.
    pub(crate) entry: Value,
    /// The thing as people read it.
    pub(crate) given: Given,
    /// The zone of who gets it.
    pub(crate) zone: TimeZone,
}

/// What is to be published so that mail of an agency is known to be its own: the name and the text of a TXT record. The
/// key is made where there is none.
///
/// # Errors
/// When the folder has no agency, or its key cannot be read.
pub fn dkim_record(place: &Place, from: &str) -> Result<String, Error> {
    let key = post::DkimKey::open(&place.keys().join("dkim.key")).map_err(Error::Post)?;
    let domain = from.rsplit('@').next().unwrap_or_default().trim_end_matches('>').trim();
    let domain = if domain.is_empty() { "DOMAIN-OF-mail_from" } else { domain };
    Ok(format!("{}._domainkey.{domain}. IN TXT \"{}\"\n", post::DKIM_SELECTOR, key.record()))
}

impl Agency {
    /// Lets deliveries reach networks that are not public. `public_url` stands in front of addresses of pages.
    pub fn set_post(&self, public_url: &str, networks: &[String]) -> Result<(), Error> {
        let post = Post::new(Networks::read(networks.iter().map(String::as_str))).map_err(Error::Post)?;
        *self.inner.post.write().unwrap_or_else(PoisonError::into_inner) =
            Some((post, public_url.trim_end_matches('/').to_owned()));
        self.inner.bus.wake();
        Ok(())
    }

    /// Lets mail go out by the operator's mail server, from an address, signed with the key in `keys/dkim.key`.
    pub fn set_mailer(&self, server: &str, from: &str) -> Result<(), Error> {
        let key = post::DkimKey::open(&self.kept_at().keys().join("dkim.key")).map_err(Error::Post)?;
        let mailer = Mailer::new(server, from).map_err(Error::Post)?.signing(key);
        *self.inner.mailer.write().unwrap_or_else(PoisonError::into_inner) = Some(mailer);
        self.inner.bus.wake();
        Ok(())
    }

    /// The way out for posts, and what stands in front of addresses of pages; none before it is set.
    pub(crate) fn post(&self) -> Option<(Post, String)> {
        self.inner.post.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The way out for mail, with the same; none where no server is set.
    pub(crate) fn mailer(&self) -> Option<(Mailer, String)> {
        let mailer = self.inner.mailer.read().unwrap_or_else(PoisonError::into_inner).clone();
        mailer.zip(self.post().map(|(_, url)| url))
    }

    /// Carries a thing to a destination and says what it answered.
    pub(crate) async fn carry(&self, to: &Destination, parcel: &Parcel, at: Timestamp) -> Answer {
        match to.channel {
            Channel::Webhook => self.carry_post(to, parcel, at).await,
            Channel::Folder => {
                let (name, bytes) = (parcel.file_name(), parcel.file_bytes());
                let folder = to.address.clone();
                tokio::task::spawn_blocking(move || post::put_file(Path::new(&folder), &name, &bytes))
                    .await
                    .unwrap_or_else(|error| refused(error.to_string()))
            }
            Channel::Sftp => {
                let Some((post, _)) = self.post() else { return refused("nothing can be sent yet".into()) };
                let secret = to.secret.as_deref().unwrap_or_default();
                post.put_file_on(&to.address, secret, &parcel.file_name(), &parcel.file_bytes()).await
            }
            Channel::Mail => self.carry_mail(to, parcel).await,
            Channel::Pull | Channel::Portal => {
                refused(format!("nothing is carried to a destination of the kind `{}`", to.channel.as_str()))
            }
        }
    }

    async fn carry_post(&self, to: &Destination, parcel: &Parcel, at: Timestamp) -> Answer {
        let Some((post, _)) = self.post() else { return refused("nothing can be posted yet".into()) };
        let kind = parcel.entry["kind"].as_str().unwrap_or_default();
        let body = serde_json::json!({
            "type": format!("wire.{kind}"), "timestamp": at.to_string(), "data": parcel.entry,
        })
        .to_string();
        let message = Message {
            address: &to.address,
            secret: to.secret.as_deref().unwrap_or_default(),
            id: &parcel.message,
            at,
            media_type: "application/json",
            body: body.as_bytes(),
        };
        post.webhook(&message).await
    }

    /// The words as mail, and the item as a file where the format is not plain copy.
    async fn carry_mail(&self, to: &Destination, parcel: &Parcel) -> Answer {
        let Some((mailer, _)) = self.mailer() else {
            return refused("no mail server is set: `smtp` and `mail_from` of the configuration".into());
        };
        let language = parcel.given.item.as_ref().and_then(|item| item.language.as_deref());
        let primary = language.and_then(|tag| tag.split('-').next()).unwrap_or_default();
        let locale = i18n::Locale::of_tag(primary).unwrap_or(i18n::Locale::English);
        let words = words(locale, &parcel.zone, &parcel.given, &Why::Destination, None);
        let (name, bytes) = (parcel.file_name(), parcel.file_bytes());
        let file = (name.as_str(), parcel.format.media_type(), bytes.as_slice());
        let mail = Mail {
            to: &to.address,
            subject: &words.subject,
            text: &words.text,
            id: &parcel.message,
            file: (parcel.format != Format::Copy && parcel.given.item.is_some()).then_some(file),
            ..Mail::default()
        };
        match mailer.send(&mail).await {
            // A server that is set up wrongly for an hour must not end a newsroom's wire.
            Answer::Gone(said) => Answer::Refused { said, after: None },
            answer => answer,
        }
    }
}

fn refused(said: String) -> Answer {
    Answer::Refused { said, after: None }
}

impl Parcel {
    /// A name that sorts by the order of delivery: `0000000042-ferry-back-v2.json`.
    fn file_name(&self) -> String {
        let entry = &self.entry;
        let words = entry["slugline"].as_str().or(entry["kind"].as_str()).unwrap_or_default();
        let slug = formats::address_slug(words);
        let version = entry["version"].as_u64().map(|version| format!("-v{version}")).unwrap_or_default();
        let ending = if entry["item"].is_null() { "json" } else { self.format.ending() };
        format!("{}-{slug}{version}.{ending}", self.number)
    }

    /// The item as a file; the entry itself where it has none.
    fn file_bytes(&self) -> Vec<u8> {
        match &self.entry["item"] {
            Value::String(text) => text.clone().into_bytes(),
            Value::Null => self.entry.to_string().into_bytes(),
            other => other.to_string().into_bytes(),
        }
    }
}
