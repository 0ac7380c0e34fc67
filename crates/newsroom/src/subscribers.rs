//! Setting up subscribers: who they are, what they may have, and where it goes.
//!
//! A subscriber without a product has nothing. A product that is denied wins over all that are granted.

use formats::Format;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use store::{AccessToken, Destination, Entitlement, Product, StoreError, Subscriber, Tx, WireRow};
use story::filter::Sample;
use story::{
    Channel, DestinationId, EntryKind, Filter, Kind, Permission, ProductId, SubscriberId, SubscriberStanding,
};

use crate::house::{fault, required};
use crate::staff::{hash_token, new_token};
use crate::views::{FieldFault, Staff};
use crate::{Agency, Error, allow};

/// How long a token holds where nothing else is said.
const TOKEN: SignedDuration = SignedDuration::from_hours(24 * 365);
/// How many moves a filter is tried on.
const TRIED: u32 = 100;

/// A subscriber with all that belongs to it.
#[derive(Clone, Debug)]
pub struct SubscriberPage {
    /// Who.
    pub subscriber: Subscriber,
    /// What they may have.
    pub entitlements: Vec<Entitlement>,
    /// Where it goes, with the tokens of each and how many deliveries wait and are parked.
    pub destinations: Vec<(Destination, Vec<AccessToken>, (u64, u64))>,
    /// How many things they were given.
    pub given: u64,
}

/// What a filter means of the last moves.
#[derive(Clone, Debug)]
pub struct Tried {
    /// How many moves it was tried on.
    pub of: usize,
    /// The headlines of those it means, newest first.
    pub headlines: Vec<String>,
}

/// The fields of a destination as they are typed.
#[derive(Clone, Debug, Default)]
pub struct DestinationForm {
    /// Its name.
    pub name: String,
    /// `pull`, `webhook` or `folder`.
    pub channel: String,
    /// An address or a folder.
    pub address: String,
    /// The format's word.
    pub format: String,
}

impl Agency {
    /// All subscribers, by name.
    pub async fn subscribers(&self, who: &Staff) -> Result<Vec<Subscriber>, Error> {
        allow(who, Permission::ManageSubscribers)?;
        Ok(self.inner.store.read(|tx| tx.subscribers())?)
    }

    /// One subscriber with all that belongs to it.
    pub async fn subscriber(&self, who: &Staff, id: SubscriberId) -> Result<SubscriberPage, Error> {
        allow(who, Permission::ManageSubscribers)?;
        self.inner.store.read(|tx| {
            let subscriber = tx.subscriber(id)?.ok_or(Error::NotFound)?;
            let destinations = tx
                .destinations(id)?
                .into_iter()
                .map(|destination| {
                    let tokens = tx.tokens(destination.id)?;
                    let counts = tx.delivery_counts(destination.id)?;
                    Ok((destination, tokens, counts))
                })
                .collect::<Result<Vec<_>, StoreError>>()?;
            Ok(SubscriberPage {
                entitlements: tx.entitlements(id)?,
                destinations,
                given: tx.last_position(id)?,
                subscriber,
            })
        })
    }

    /// Adds a subscriber.
    pub async fn add_subscriber(&self, who: &Staff, name: &str, zone: &str) -> Result<SubscriberId, Error> {
        allow(who, Permission::ManageSubscribers)?;
        let now = self.now();
        let subscriber = Subscriber {
            id: SubscriberId::new(now),
            name: required("name", name, 80)?,
            standing: SubscriberStanding::Active,
            territory: None,
            zone: zone_of(zone)?,
        };
        let id = subscriber.id;
        self.inner
            .store
            .write(move |tx| -> Result<(), Error> {
                unique(&tx, &subscriber)?;
                Ok(tx.put_subscriber(&subscriber, now)?)
            })
            .await?;
        Ok(id)
    }

    /// Changes a subscriber: name, standing, territory, zone.
    pub async fn change_subscriber(
        &self,
        who: &Staff,
        id: SubscriberId,
        (name, standing): (&str, &str),
        (territory, zone): (&str, &str),
    ) -> Result<(), Error> {
        allow(who, Permission::ManageSubscribers)?;
        let subscriber = Subscriber {
            id,
            name: required("name", name, 80)?,
            standing: standing.parse().map_err(|_| fault("standing", "fault-choice", standing))?,
            territory: Some(territory.trim().to_owned()).filter(|territory| !territory.is_empty()),
            zone: zone_of(zone)?,
        };
        let now = self.now();
        self.inner
            .store
            .write(move |tx| -> Result<(), Error> {
                tx.subscriber(id)?.ok_or(Error::NotFound)?;
                unique(&tx, &subscriber)?;
                Ok(tx.put_subscriber(&subscriber, now)?)
            })
            .await
    }

    /// All products, by name.
    pub async fn products(&self, who: &Staff) -> Result<Vec<Product>, Error> {
        allow(who, Permission::ManageSubscribers)?;
        Ok(self.inner.store.read(|tx| tx.products())?)
    }

    /// Adds a product, or changes the one of that id.
    pub async fn put_product(
        &self,
        who: &Staff,
        id: Option<ProductId>,
        (name, filter, terms): (&str, &str, &str),
    ) -> Result<ProductId, Error> {
        allow(who, Permission::ManageSubscribers)?;
        let now = self.now();
        let product = Product {
            id: id.unwrap_or_else(|| ProductId::new(now)),
            name: required("name", name, 80)?,
            filter: read_filter(filter)?.to_string(),
            terms: Some(terms.trim().to_owned()).filter(|terms| !terms.is_empty()),
        };
        let made = product.id;
        self.inner
            .store
            .write(move |tx| -> Result<(), Error> {
                if tx.products()?.iter().any(|other| other.name == product.name && other.id != product.id) {
                    return Err(fault("name", "fault-taken", &product.name));
                }
                Ok(tx.put_product(&product, now)?)
            })
            .await?;
        Ok(made)
    }

    /// Tries a filter on the last moves.
    pub async fn try_filter(&self, who: &Staff, filter: &str) -> Result<Tried, Error> {
        allow(who, Permission::ManageSubscribers)?;
        let filter = read_filter(filter)?;
        let rows = self.inner.store.read(|tx| tx.wire_before(None, TRIED))?;
        let headlines = rows
            .iter()
            .filter(|row| means(&filter, row, &TimeZone::UTC))
            .map(|row| row.listed.revision.content.headline.clone())
            .collect();
        Ok(Tried { of: rows.len(), headlines })
    }

    /// Sets which products a subscriber has, and which are denied; the change stands in what they are given.
    pub async fn entitle(
        &self,
        who: &Staff,
        id: SubscriberId,
        granted: Vec<ProductId>,
        denied: Vec<ProductId>,
    ) -> Result<(), Error> {
        allow(who, Permission::ManageSubscribers)?;
        let now = self.now();
        self.inner
            .store
            .write(move |tx| -> Result<(), Error> {
                tx.subscriber(id)?.ok_or(Error::NotFound)?;
                let before = tx.entitlements(id)?;
                tx.put_entitlements(id, &granted, &denied)?;
                let after = tx.entitlements(id)?;
                if before != after {
                    let named = |is_denied: bool| -> Vec<&str> {
                        let all = after.iter().filter(|it| it.is_denied == is_denied);
                        all.map(|it| it.product.name.as_str()).collect()
                    };
                    let why = serde_json::json!({ "products": named(false), "denied": named(true) });
                    tx.transmit(id, (None, None), ENTITLEMENT, &why.to_string(), now)?;
                }
                Ok(())
            })
            .await?;
        self.inner.bus.wake();
        Ok(())
    }

    /// Changes where a destination's copy goes and in which format; its secret stays.
    pub async fn change_destination(
        &self,
        who: &Staff,
        id: DestinationId,
        (address, format): (&str, &str),
    ) -> Result<(), Error> {
        allow(who, Permission::ManageSubscribers)?;
        let format = Format::named(format).ok_or_else(|| fault("format", "fault-choice", format))?;
        let (typed, now) = (address.to_owned(), self.now());
        self.inner
            .store
            .write(move |tx| -> Result<(), Error> {
                let destination = tx.destination(id)?.ok_or(Error::NotFound)?;
                let address = address_of(destination.channel, &typed)?;
                let format = format.to_string();
                Ok(tx.put_destination(&Destination { address, format, ..destination }, now)?)
            })
            .await?;
        self.inner.bus.wake();
        Ok(())
    }

    /// Adds a destination. What is shown this once is the secret that signs the deliveries of a webhook, or the public
    /// key by which a file server lets us in.
    pub async fn add_destination(
        &self,
        who: &Staff,
        of: SubscriberId,
        form: DestinationForm,
    ) -> Result<(DestinationId, Option<String>), Error> {
        allow(who, Permission::ManageSubscribers)?;
        let channel: Channel =
            form.channel.parse().map_err(|_| fault("channel", "fault-choice", &form.channel))?;
        let format =
            Format::named(&form.format).ok_or_else(|| fault("format", "fault-choice", &form.format))?;
        let address = address_of(channel, &form.address)?;
        let now = self.now();
        let secret = match channel {
            Channel::Webhook | Channel::Sftp => Some(store::random::<32>()?.to_vec()),
            _ => None,
        };
        let shown = secret.as_deref().and_then(|secret| match channel {
            Channel::Sftp => post::shown_key(secret),
            _ => Some(post::shown_secret(secret)),
        });
        let destination = Destination {
            id: DestinationId::new(now),
            subscriber: of,
            name: required("name", &form.name, 80)?,
            channel,
            address,
            format: format.to_string(),
            secret,
            is_active: true,
        };
        let id = destination.id;
        self.inner
            .store
            .write(move |tx| -> Result<(), Error> {
                tx.subscriber(of)?.ok_or(Error::NotFound)?;
                Ok(tx.put_destination(&destination, now)?)
            })
            .await?;
        Ok((id, shown))
    }

    /// Puts a destination out of use, or into use again.
    pub async fn use_destination(
        &self,
        who: &Staff,
        id: DestinationId,
        is_active: bool,
    ) -> Result<(), Error> {
        allow(who, Permission::ManageSubscribers)?;
        let now = self.now();
        self.inner
            .store
            .write(move |tx| -> Result<(), Error> {
                let destination = tx.destination(id)?.ok_or(Error::NotFound)?;
                Ok(tx.put_destination(&Destination { is_active, ..destination }, now)?)
            })
            .await?;
        self.inner.bus.wake();
        Ok(())
    }

    /// Makes a token by which a client pulls; it is shown this once and kept hashed.
    pub async fn make_token(
        &self,
        who: &Staff,
        of: DestinationId,
        (label, networks): (&str, &str),
        expires_at: Option<Timestamp>,
    ) -> Result<String, Error> {
        allow(who, Permission::ManageSubscribers)?;
        let now = self.now();
        let networks: Vec<&str> = networks.split_whitespace().collect();
        if let Some(wrong) = networks.iter().find(|network| crate::networks::read(network).is_none()) {
            return Err(fault("networks", "fault-network", wrong));
        }
        let token = format!("dl_{}", new_token()?);
        let kept = AccessToken {
            hash: hash_token(&token),
            destination: of,
            label: required("label", label, 80)?,
            networks: networks.join(" "),
            expires_at: expires_at.unwrap_or(now + TOKEN),
            used_at: None,
        };
        self.inner
            .store
            .write(move |tx| -> Result<(), Error> {
                tx.destination(of)?.filter(|it| it.channel == Channel::Pull).ok_or(Error::NotFound)?;
                Ok(tx.put_token(&kept, now)?)
            })
            .await?;
        Ok(token)
    }

    /// Ends a token, by the first digits of what it is kept as.
    pub async fn end_token(&self, who: &Staff, of: DestinationId, start: &str) -> Result<(), Error> {
        allow(who, Permission::ManageSubscribers)?;
        let start = start.to_owned();
        self.inner
            .store
            .write(move |tx| -> Result<(), Error> {
                let all = tx.tokens(of)?;
                let found =
                    all.iter().find(|token| store::hex(&token.hash).starts_with(&start) && start.len() >= 8);
                let hash = found.ok_or(Error::NotFound)?.hash;
                tx.drop_token(hash, of)?;
                Ok(())
            })
            .await
    }
}

/// The word for a change of products, among the kinds of move.
pub(crate) const ENTITLEMENT: &str = "entitlement";

fn unique(tx: &Tx<'_>, subscriber: &Subscriber) -> Result<(), Error> {
    let is_taken = tx.subscribers()?.iter().any(|it| it.name == subscriber.name && it.id != subscriber.id);
    if is_taken { Err(fault("name", "fault-taken", &subscriber.name)) } else { Ok(()) }
}

fn zone_of(typed: &str) -> Result<String, Error> {
    match TimeZone::get(typed.trim()) {
        Ok(_) => Ok(typed.trim().to_owned()),
        Err(_) => Err(fault("zone", "fault-zone", typed)),
    }
}

/// Where copy goes: nowhere for who asks, an address for a webhook, a folder that is there.
fn address_of(channel: Channel, typed: &str) -> Result<String, Error> {
    let typed = typed.trim();
    let is_right = match channel {
        Channel::Pull => return Ok(String::new()),
        // The portal is there when somebody may come in.
        Channel::Portal => return Err(fault("channel", "fault-choice", channel.as_str())),
        Channel::Webhook => post::is_address(typed),
        Channel::Folder => std::path::Path::new(typed).is_absolute(),
        Channel::Mail => post::is_mailbox(typed),
        Channel::Sftp => post::is_file_server(typed),
    };
    if is_right { Ok(typed.to_owned()) } else { Err(fault("address", "fault-address", typed)) }
}

pub(crate) fn read_filter(line: &str) -> Result<Filter, Error> {
    line.parse().map_err(|error: story::filter::FilterError| {
        Error::Faults(vec![FieldFault {
            field: "filter".into(),
            key: "fault-filter",
            typed: error.to_string(),
        }])
    })
}

/// The move that an entry is for those who get it.
pub(crate) fn kind_of(row: &WireRow) -> Option<Kind> {
    match row.kind {
        EntryKind::Move(kind) => Some(kind),
        // What becomes public is new to everyone outside.
        EntryKind::Publication => Some(Kind::New),
        EntryKind::Key => None,
    }
}

/// Whether a filter means an entry.
pub(crate) fn means(filter: &Filter, row: &WireRow, zone: &TimeZone) -> bool {
    let Some(kind) = kind_of(row) else { return false };
    let at = row.at.to_zoned_datetime(zone.clone());
    filter.matches(&Sample { content: &row.listed.revision.content, kind, at: &at })
}
