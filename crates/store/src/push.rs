//! Web push: which browser wants to be told of what, and what of it waits.

use jiff::Timestamp;
use story::{DeviceId, ReaderId, StoryId};

use crate::StoreError;
use crate::db::{Row, Sql, Tx, sql};

/// A browser that is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PushDevice {
    /// Which.
    pub id: DeviceId,
    /// The address of its push service.
    pub endpoint: String,
    /// Its public key.
    pub key: Vec<u8>,
    /// The secret that it shares.
    pub auth: Vec<u8>,
    /// Who was signed in there, if anybody.
    pub reader: Option<ReaderId>,
}

/// What a browser wants to be told of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PushWish {
    /// In which edition.
    pub edition: String,
    /// What, as for a subscription by mail.
    pub what: String,
    /// Which one.
    pub value: String,
}

/// What a browser is told of a story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PushNote {
    /// Which browser.
    pub device: DeviceId,
    /// Which story.
    pub story: StoryId,
    /// What, as JSON, while it waits.
    pub content: Option<String>,
    /// How often it was tried.
    pub attempts: u32,
    /// Since when it waits, or waited.
    pub made_at: Timestamp,
    /// When it was last told of the story.
    pub told_at: Option<Timestamp>,
}

const PUT_DEVICE: Sql = sql!(
    "INSERT INTO push_device (id, endpoint, key, auth, reader, made_at) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (endpoint) DO UPDATE SET key = $3, auth = $4, reader = coalesce($5, push_device.reader)"
);
macro_rules! device_columns {
    () => {
        "SELECT d.id, d.endpoint, d.key, d.auth, d.reader FROM push_device d "
    };
}
const BY_ENDPOINT: Sql = sql!(concat!(device_columns!(), "WHERE d.endpoint = $1"));
const BY_ID: Sql = sql!(concat!(device_columns!(), "WHERE d.id = $1"));
const OF_READER: Sql = sql!(concat!(device_columns!(), "WHERE d.reader = $1 ORDER BY d.made_at"));
const MOVE_DEVICE: Sql = sql!("UPDATE push_device SET endpoint = $2, key = $3, auth = $4 WHERE id = $1");
const PUT_WISH: Sql = sql!(
    "INSERT INTO push_wish (device, edition, what, value, made_at) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (device, edition, what, value) DO NOTHING"
);
const WISHES: Sql =
    sql!("SELECT edition, what, value FROM push_wish WHERE device = $1 ORDER BY made_at, what, value");
const END_WISH: Sql =
    sql!("DELETE FROM push_wish WHERE device = $1 AND edition = $2 AND what = $3 AND value = $4");
const WISHED: Sql = sql!("SELECT device FROM push_wish WHERE what = $1 AND edition = $2 AND value = $3");
const PUT_NOTE: Sql = sql!(
    "INSERT INTO push_note (device, story, content, attempts, due_at, made_at) VALUES ($1, $2, $3, 0, $4, $4)
     ON CONFLICT (device, story) DO UPDATE SET content = $3, attempts = 0, due_at = $4, made_at = $4"
);
macro_rules! note_columns {
    () => {
        "SELECT device, story, content, attempts, made_at, told_at FROM push_note "
    };
}
const DUE: Sql = sql!(concat!(note_columns!(), "WHERE due_at <= $1 ORDER BY due_at LIMIT $2"));
const ABOUT: Sql = sql!(concat!(note_columns!(), "WHERE story = $1"));
const TOLD: Sql = sql!(
    "UPDATE push_note SET content = NULL, due_at = NULL, told_at = $3 WHERE device = $1 AND story = $2 AND made_at = $4"
);
const AGAIN: Sql = sql!(
    "UPDATE push_note SET attempts = attempts + 1, due_at = $3 WHERE device = $1 AND story = $2 AND made_at = $4"
);
const DROP_NOTE: Sql = sql!("DELETE FROM push_note WHERE device = $1 AND story = $2");
const TOLD_SINCE: Sql = sql!("SELECT count(*) FROM push_note WHERE device = $1 AND told_at > $2");
const SWEEP: Sql = sql!("DELETE FROM push_note WHERE due_at IS NULL AND told_at < $1");
const ERASE: [Sql; 3] = [
    sql!("DELETE FROM push_note WHERE device = $1"),
    sql!("DELETE FROM push_wish WHERE device = $1"),
    sql!("DELETE FROM push_device WHERE id = $1"),
];

fn device(row: &Row) -> Result<PushDevice, StoreError> {
    Ok(PushDevice {
        id: DeviceId(row.uuid(0)?),
        endpoint: row.text(1)?.to_owned(),
        key: row.bytes(2)?.to_vec(),
        auth: row.bytes(3)?.to_vec(),
        reader: row.maybe(4, Row::uuid)?.map(ReaderId),
    })
}

fn note(row: &Row) -> Result<PushNote, StoreError> {
    Ok(PushNote {
        device: DeviceId(row.uuid(0)?),
        story: StoryId(row.uuid(1)?),
        content: row.maybe(2, |row, at| Ok(row.text(at)?.to_owned()))?,
        attempts: row.small(3)?,
        made_at: row.instant(4)?,
        told_at: row.maybe(5, Row::instant)?,
    })
}

impl Tx<'_> {
    /// Adds a browser, or its new keys; the browser as it is kept.
    pub fn put_push_device(&self, it: &PushDevice, now: Timestamp) -> Result<PushDevice, StoreError> {
        let values = [
            it.id.into(),
            it.endpoint.as_str().into(),
            it.key.as_slice().into(),
            it.auth.as_slice().into(),
            it.reader.into(),
            now.into(),
        ];
        self.run(PUT_DEVICE, &values)?;
        let found = self.push_device_at(&it.endpoint)?;
        found.ok_or_else(|| StoreError::Damaged("a browser is gone".into()))
    }

    /// The browser of an endpoint.
    pub fn push_device_at(&self, endpoint: &str) -> Result<Option<PushDevice>, StoreError> {
        self.row(BY_ENDPOINT, &[endpoint.into()])?.as_ref().map(device).transpose()
    }

    /// A browser.
    pub fn push_device(&self, id: DeviceId) -> Result<Option<PushDevice>, StoreError> {
        self.row(BY_ID, &[id.into()])?.as_ref().map(device).transpose()
    }

    /// The browsers in which a reader was signed in when they asked.
    pub fn push_devices_of(&self, id: ReaderId) -> Result<Vec<PushDevice>, StoreError> {
        self.rows(OF_READER, &[id.into()])?.iter().map(device).collect()
    }

    /// A browser has another address now.
    pub fn move_push_device(&self, it: &PushDevice) -> Result<(), StoreError> {
        let values =
            [it.id.into(), it.endpoint.as_str().into(), it.key.as_slice().into(), it.auth.as_slice().into()];
        self.run(MOVE_DEVICE, &values).map(drop)
    }

    /// A browser wants to be told of something.
    pub fn put_push_wish(&self, of: DeviceId, it: &PushWish, now: Timestamp) -> Result<(), StoreError> {
        let values = [
            of.into(),
            it.edition.as_str().into(),
            it.what.as_str().into(),
            it.value.as_str().into(),
            now.into(),
        ];
        self.run(PUT_WISH, &values).map(drop)
    }

    /// What a browser wants to be told of, the first first.
    pub fn push_wishes(&self, of: DeviceId) -> Result<Vec<PushWish>, StoreError> {
        let wish = |row: &Row| {
            Ok(PushWish {
                edition: row.text(0)?.to_owned(),
                what: row.text(1)?.to_owned(),
                value: row.text(2)?.to_owned(),
            })
        };
        self.rows(WISHES, &[of.into()])?.iter().map(wish).collect()
    }

    /// It does not any more.
    pub fn end_push_wish(&self, of: DeviceId, it: &PushWish) -> Result<(), StoreError> {
        let values =
            [of.into(), it.edition.as_str().into(), it.what.as_str().into(), it.value.as_str().into()];
        self.run(END_WISH, &values).map(drop)
    }

    /// The browsers that want to be told of one thing of an edition.
    pub fn push_wished(&self, what: &str, edition: &str, value: &str) -> Result<Vec<DeviceId>, StoreError> {
        let rows = self.rows(WISHED, &[what.into(), edition.into(), value.into()])?;
        rows.iter().map(|row| Ok(DeviceId(row.uuid(0)?))).collect()
    }

    /// A browser is to be told of a story; what waits of it is replaced.
    pub fn put_push_note(
        &self,
        of: DeviceId,
        story: StoryId,
        content: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.run(PUT_NOTE, &[of.into(), story.into(), content.into(), now.into()]).map(drop)
    }

    /// What is to be told by now, what waits longest first.
    pub fn push_notes_due(&self, now: Timestamp, limit: u32) -> Result<Vec<PushNote>, StoreError> {
        self.rows(DUE, &[now.into(), limit.into()])?.iter().map(note).collect()
    }

    /// What browsers are to be told, or were, of a story.
    pub fn push_notes_about(&self, story: StoryId) -> Result<Vec<PushNote>, StoreError> {
        self.rows(ABOUT, &[story.into()])?.iter().map(note).collect()
    }

    /// A browser was told; not where something newer waits by now.
    pub fn note_pushed(&self, it: &PushNote, now: Timestamp) -> Result<(), StoreError> {
        self.run(TOLD, &[it.device.into(), it.story.into(), now.into(), it.made_at.into()]).map(drop)
    }

    /// It is tried again then.
    pub fn push_again(&self, it: &PushNote, at: Timestamp) -> Result<(), StoreError> {
        self.run(AGAIN, &[it.device.into(), it.story.into(), at.into(), it.made_at.into()]).map(drop)
    }

    /// A browser is not told of a story.
    pub fn drop_push_note(&self, of: DeviceId, story: StoryId) -> Result<(), StoreError> {
        self.run(DROP_NOTE, &[of.into(), story.into()]).map(drop)
    }

    /// Of how many stories a browser was told since an instant.
    pub fn pushed_since(&self, of: DeviceId, since: Timestamp) -> Result<u64, StoreError> {
        self.row(TOLD_SINCE, &[of.into(), since.into()])?.map_or(Ok(0), |row| row.count(0))
    }

    /// Forgets what was told before an instant.
    pub fn sweep_push_notes(&self, before: Timestamp) -> Result<(), StoreError> {
        self.run(SWEEP, &[before.into()]).map(drop)
    }

    /// Forgets a browser with all of it.
    pub fn erase_push_device(&self, id: DeviceId) -> Result<(), StoreError> {
        for statement in ERASE {
            self.run(statement, &[id.into()])?;
        }
        Ok(())
    }
}
