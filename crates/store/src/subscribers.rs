//! Subscribers, their products, and where their copy goes.

use jiff::Timestamp;
use story::{Channel, DestinationId, ProductId, SubscriberId, SubscriberStanding};

use crate::StoreError;
use crate::db::{Row, Sql, Tx, sql};
use crate::record::Hash;

/// A newsroom or another client of the wire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subscriber {
    /// Which.
    pub id: SubscriberId,
    /// Its name.
    pub name: String,
    /// How it stands.
    pub standing: SubscriberStanding,
    /// Where it publishes, for terms that keep copy from a territory.
    pub territory: Option<String>,
    /// Its time zone (IANA).
    pub zone: String,
}

/// What can be subscribed to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Product {
    /// Which.
    pub id: ProductId,
    /// Its name.
    pub name: String,
    /// The stories it means, as a filter's line.
    pub filter: String,
    /// The terms under which its stories may be used.
    pub terms: Option<String>,
}

/// A product of a subscriber.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entitlement {
    /// The product.
    pub product: Product,
    /// Whether it is denied, which wins over all that are granted.
    pub is_denied: bool,
}

/// Where a subscriber's copy goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Destination {
    /// Which.
    pub id: DestinationId,
    /// Whose.
    pub subscriber: SubscriberId,
    /// Its name.
    pub name: String,
    /// How copy reaches it.
    pub channel: Channel,
    /// An address or a folder; empty where the client asks.
    pub address: String,
    /// The format's word.
    pub format: String,
    /// What deliveries are signed with.
    pub secret: Option<Vec<u8>>,
    /// Whether it is in use.
    pub is_active: bool,
}

/// A token by which a client pulls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessToken {
    /// What it is kept as.
    pub hash: Hash,
    /// The destination that it stands for.
    pub destination: DestinationId,
    /// What the client calls it.
    pub label: String,
    /// From which networks it may be used, set apart by spaces; empty for any.
    pub networks: String,
    /// Until when it holds.
    pub expires_at: Timestamp,
    /// When it was last used.
    pub used_at: Option<Timestamp>,
}

const SUBSCRIBERS: Sql = sql!("SELECT id, name, standing, territory, zone FROM subscriber ORDER BY name");
const SUBSCRIBER: Sql = sql!("SELECT id, name, standing, territory, zone FROM subscriber WHERE id = $1");
const PUT_SUBSCRIBER: Sql = sql!(
    "INSERT INTO subscriber (id, name, standing, territory, zone, created_at) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (id) DO UPDATE SET name = $2, standing = $3, territory = $4, zone = $5"
);
const PRODUCTS: Sql = sql!("SELECT id, name, filter, terms FROM product ORDER BY name");
const PUT_PRODUCT: Sql = sql!(
    "INSERT INTO product (id, name, filter, terms, created_at) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (id) DO UPDATE SET name = $2, filter = $3, terms = $4"
);
const ENTITLEMENTS: Sql = sql!(
    "SELECT p.id, p.name, p.filter, p.terms, e.is_denied FROM entitlement e JOIN product p ON p.id = e.product
     WHERE e.subscriber = $1 ORDER BY p.name"
);
const DROP_ENTITLEMENTS: Sql = sql!("DELETE FROM entitlement WHERE subscriber = $1");
const PUT_ENTITLEMENT: Sql =
    sql!("INSERT INTO entitlement (subscriber, product, is_denied) VALUES ($1, $2, $3)");
const DESTINATIONS: Sql = sql!(
    "SELECT id, subscriber, name, kind, address, format, secret, is_active FROM destination
     WHERE subscriber = $1 ORDER BY name, id"
);
const PUSHED: Sql = sql!(
    "SELECT id, subscriber, name, kind, address, format, secret, is_active FROM destination
     WHERE kind NOT IN ('pull', 'portal') AND is_active ORDER BY id"
);
const DESTINATION: Sql = sql!(
    "SELECT id, subscriber, name, kind, address, format, secret, is_active FROM destination WHERE id = $1"
);
const PUT_DESTINATION: Sql = sql!(
    "INSERT INTO destination (id, subscriber, name, kind, address, format, secret, is_active, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     ON CONFLICT (id) DO UPDATE SET name = $3, address = $5, format = $6, secret = $7, is_active = $8"
);
const TOKENS: Sql = sql!(
    "SELECT token, destination, label, networks, expires_at, used_at FROM access_token WHERE destination = $1
     ORDER BY created_at"
);
const TOKEN: Sql = sql!(
    "SELECT token, destination, label, networks, expires_at, used_at FROM access_token
     WHERE token = $1 AND expires_at > $2"
);
const PUT_TOKEN: Sql = sql!(
    "INSERT INTO access_token (token, destination, label, networks, created_at, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6)"
);
const USE_TOKEN: Sql = sql!("UPDATE access_token SET used_at = $2 WHERE token = $1");
const DROP_TOKEN: Sql = sql!("DELETE FROM access_token WHERE token = $1 AND destination = $2");

fn owned(row: &Row, at: usize) -> Result<String, StoreError> {
    row.text(at).map(str::to_owned)
}

fn subscriber(row: &Row) -> Result<Subscriber, StoreError> {
    Ok(Subscriber {
        id: SubscriberId(row.uuid(0)?),
        name: owned(row, 1)?,
        standing: row.parsed(2)?,
        territory: row.maybe(3, owned)?,
        zone: owned(row, 4)?,
    })
}

fn product(row: &Row) -> Result<Product, StoreError> {
    Ok(Product {
        id: ProductId(row.uuid(0)?),
        name: owned(row, 1)?,
        filter: owned(row, 2)?,
        terms: row.maybe(3, owned)?,
    })
}

fn destination(row: &Row) -> Result<Destination, StoreError> {
    Ok(Destination {
        id: DestinationId(row.uuid(0)?),
        subscriber: SubscriberId(row.uuid(1)?),
        name: owned(row, 2)?,
        channel: row.parsed(3)?,
        address: owned(row, 4)?,
        format: owned(row, 5)?,
        secret: row.maybe(6, |row, at| Ok(row.bytes(at)?.to_vec()))?,
        is_active: row.truth(7)?,
    })
}

fn token(row: &Row) -> Result<AccessToken, StoreError> {
    Ok(AccessToken {
        hash: row.hash(0)?,
        destination: DestinationId(row.uuid(1)?),
        label: owned(row, 2)?,
        networks: owned(row, 3)?,
        expires_at: row.instant(4)?,
        used_at: row.maybe(5, Row::instant)?,
    })
}

impl Tx<'_> {
    /// All subscribers, by name.
    pub fn subscribers(&self) -> Result<Vec<Subscriber>, StoreError> {
        self.rows(SUBSCRIBERS, &[])?.iter().map(subscriber).collect()
    }

    /// One subscriber.
    pub fn subscriber(&self, id: SubscriberId) -> Result<Option<Subscriber>, StoreError> {
        self.row(SUBSCRIBER, &[id.into()])?.as_ref().map(subscriber).transpose()
    }

    /// Adds or changes a subscriber.
    pub fn put_subscriber(&self, it: &Subscriber, now: Timestamp) -> Result<(), StoreError> {
        let values = [
            it.id.into(),
            it.name.as_str().into(),
            it.standing.as_str().into(),
            it.territory.clone().into(),
            it.zone.as_str().into(),
            now.into(),
        ];
        self.run(PUT_SUBSCRIBER, &values).map(drop)
    }

    /// All products, by name.
    pub fn products(&self) -> Result<Vec<Product>, StoreError> {
        self.rows(PRODUCTS, &[])?.iter().map(product).collect()
    }

    /// Adds or changes a product.
    pub fn put_product(&self, it: &Product, now: Timestamp) -> Result<(), StoreError> {
        let values = [
            it.id.into(),
            it.name.as_str().into(),
            it.filter.as_str().into(),
            it.terms.clone().into(),
            now.into(),
        ];
        self.run(PUT_PRODUCT, &values).map(drop)
    }

    /// The products of a subscriber, granted and denied.
    pub fn entitlements(&self, of: SubscriberId) -> Result<Vec<Entitlement>, StoreError> {
        let rows = self.rows(ENTITLEMENTS, &[of.into()])?;
        rows.iter().map(|row| Ok(Entitlement { product: product(row)?, is_denied: row.truth(4)? })).collect()
    }

    /// Sets which products a subscriber has and which are denied.
    pub fn put_entitlements(
        &self,
        of: SubscriberId,
        granted: &[ProductId],
        denied: &[ProductId],
    ) -> Result<(), StoreError> {
        self.run(DROP_ENTITLEMENTS, &[of.into()])?;
        let denied_too = denied.iter().map(|product| (*product, true));
        let granted =
            granted.iter().filter(|product| !denied.contains(product)).map(|product| (*product, false));
        for (product, is_denied) in granted.chain(denied_too) {
            self.run(PUT_ENTITLEMENT, &[of.into(), product.into(), is_denied.into()])?;
        }
        Ok(())
    }

    /// The destinations of a subscriber.
    pub fn destinations(&self, of: SubscriberId) -> Result<Vec<Destination>, StoreError> {
        self.rows(DESTINATIONS, &[of.into()])?.iter().map(destination).collect()
    }

    /// All destinations in use that copy is pushed to.
    pub fn pushed_destinations(&self) -> Result<Vec<Destination>, StoreError> {
        self.rows(PUSHED, &[])?.iter().map(destination).collect()
    }

    /// One destination.
    pub fn destination(&self, id: DestinationId) -> Result<Option<Destination>, StoreError> {
        self.row(DESTINATION, &[id.into()])?.as_ref().map(destination).transpose()
    }

    /// Adds or changes a destination. Whose it is and how copy reaches it stays.
    pub fn put_destination(&self, it: &Destination, now: Timestamp) -> Result<(), StoreError> {
        let values = [
            it.id.into(),
            it.subscriber.into(),
            it.name.as_str().into(),
            it.channel.as_str().into(),
            it.address.as_str().into(),
            it.format.as_str().into(),
            it.secret.clone().into(),
            it.is_active.into(),
            now.into(),
        ];
        self.run(PUT_DESTINATION, &values).map(drop)
    }

    /// The tokens of a destination, the oldest first.
    pub fn tokens(&self, of: DestinationId) -> Result<Vec<AccessToken>, StoreError> {
        self.rows(TOKENS, &[of.into()])?.iter().map(token).collect()
    }

    /// A token that holds at an instant.
    pub fn token(&self, hash: Hash, now: Timestamp) -> Result<Option<AccessToken>, StoreError> {
        self.row(TOKEN, &[hash.into(), now.into()])?.as_ref().map(token).transpose()
    }

    /// Adds a token.
    pub fn put_token(&self, it: &AccessToken, now: Timestamp) -> Result<(), StoreError> {
        let values = [
            it.hash.into(),
            it.destination.into(),
            it.label.as_str().into(),
            it.networks.as_str().into(),
            now.into(),
            it.expires_at.into(),
        ];
        self.run(PUT_TOKEN, &values).map(drop)
    }

    /// Notes that a token was used.
    pub fn use_token(&self, hash: Hash, now: Timestamp) -> Result<(), StoreError> {
        self.run(USE_TOKEN, &[hash.into(), now.into()]).map(drop)
    }

    /// Ends a token; false where there is none.
    pub fn drop_token(&self, hash: Hash, of: DestinationId) -> Result<bool, StoreError> {
        Ok(self.run(DROP_TOKEN, &[hash.into(), of.into()])? == 1)
    }
}
