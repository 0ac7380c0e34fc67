//! One face for the engines: statements, values, rows.
//!
//! Invariants: a statement is a named constant made by [`sql!`], one text for every engine, with its
//! parameters as `$1`, `$2` …; nothing is ever pasted into a statement.

use uuid::Uuid;

use crate::StoreError;
use crate::engine::Link;
use crate::kept::Kept;

/// A statement, as each engine wants it.
///
/// SQLite numbers `$2` by first appearance but `?2` by its number, so the marks are changed when the
/// program is compiled; both have one byte, so places in error messages stay true.
#[derive(Clone, Copy, Debug)]
pub struct Sql {
    /// With `?1`, `?2` ….
    pub(crate) sqlite: &'static str,
    /// With `$1`, `$2` ….
    pub(crate) postgres: &'static str,
}

impl Sql {
    #[doc(hidden)]
    pub const fn of(sqlite: &'static str, postgres: &'static str) -> Self {
        Sql { sqlite, postgres }
    }
}

/// Changes every `$` to `?`. A statement holds no `$` but in front of a parameter's number.
pub const fn mark_parameters<const N: usize>(text: &str) -> [u8; N] {
    let mut marked = [0; N];
    let bytes = text.as_bytes();
    let mut i = 0;
    while i < N {
        marked[i] = if bytes[i] == b'$' { b'?' } else { bytes[i] };
        i += 1;
    }
    marked
}

/// Makes a statement of a text, when the program is compiled.
macro_rules! sql {
    ($text:expr) => {{
        const TEXT: &str = $text;
        const MARKED: [u8; TEXT.len()] = $crate::db::mark_parameters::<{ TEXT.len() }>(TEXT);
        const SQLITE: &str = match std::str::from_utf8(&MARKED) {
            Ok(text) => text,
            Err(_) => panic!("a statement is UTF-8"),
        };
        $crate::db::Sql::of(SQLITE, TEXT)
    }};
}
pub(crate) use sql;

/// A value on its way into a statement or out of a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nothing.
    Null,
    /// `BIGINT`.
    Int(i64),
    /// `BOOLEAN`.
    Bool(bool),
    /// `TEXT`.
    Text(String),
    /// `BYTEA`.
    Bytes(Vec<u8>),
    /// `UUID`.
    Uuid(Uuid),
}

macro_rules! into_value {
    ($($from:ty => |$x:ident| $to:expr;)*) => {
        $(impl From<$from> for Value {
            fn from($x: $from) -> Value {
                $to
            }
        })*
    };
}

into_value! {
    i64 => |x| Value::Int(x);
    u64 => |x| Value::Int(i64::try_from(x).unwrap_or(i64::MAX));
    u32 => |x| Value::Int(i64::from(x));
    bool => |x| Value::Bool(x);
    String => |x| Value::Text(x);
    &str => |x| Value::Text(x.to_owned());
    Vec<u8> => |x| Value::Bytes(x);
    &[u8] => |x| Value::Bytes(x.to_vec());
    [u8; 32] => |x| Value::Bytes(x.to_vec());
    Uuid => |x| Value::Uuid(x);
    story::StoryId => |x| Value::Uuid(x.0);
    story::StaffId => |x| Value::Uuid(x.0);
    story::DraftId => |x| Value::Uuid(x.0);
    story::DeskId => |x| Value::Uuid(x.0);
    story::EventId => |x| Value::Uuid(x.0);
    story::SubscriberId => |x| Value::Uuid(x.0);
    story::ProductId => |x| Value::Uuid(x.0);
    story::DestinationId => |x| Value::Uuid(x.0);
    story::ClientId => |x| Value::Uuid(x.0);
    story::SavedFilterId => |x| Value::Uuid(x.0);
    story::UsageId => |x| Value::Uuid(x.0);
    story::SourceId => |x| Value::Uuid(x.0);
    story::RuleId => |x| Value::Uuid(x.0);
    story::ReaderId => |x| Value::Uuid(x.0);
    story::MessageId => |x| Value::Uuid(x.0);
    story::ReportId => |x| Value::Uuid(x.0);
    story::SanctionId => |x| Value::Uuid(x.0);
    story::LetterId => |x| Value::Uuid(x.0);
    story::NoteId => |x| Value::Uuid(x.0);
    story::CorrespondentId => |x| Value::Uuid(x.0);
    story::SubscriptionId => |x| Value::Uuid(x.0);
    story::DeviceId => |x| Value::Uuid(x.0);
    story::RequestId => |x| Value::Uuid(x.0);
    story::NewsletterId => |x| Value::Uuid(x.0);
    story::MediaId => |x| Value::Uuid(x.0);
    story::RevisionNumber => |x| Value::from(x.0);
    story::Sequence => |x| Value::from(x.0);
    story::PublicSequence => |x| Value::from(x.0);
    story::ShortId => |x| Value::from(x.as_str());
    &story::EditionSlug => |x| Value::from(x.as_str());
    &story::SectionSlug => |x| Value::from(x.as_str());
    &story::TopicSlug => |x| Value::from(x.as_str());
    &story::DossierKey => |x| Value::from(x.as_str());
    jiff::Timestamp => |x| Value::Int(x.as_microsecond());
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Value {
        value.map_or(Value::Null, Into::into)
    }
}

/// A row, its values by their place.
#[derive(Clone, Debug)]
pub struct Row(pub(crate) Vec<Value>);

impl Row {
    fn wrong(&self, at: usize, wanted: &str) -> StoreError {
        StoreError::Damaged(format!("column {at} should hold {wanted}, but holds {:?}", self.0.get(at)))
    }

    /// Whether nothing stands there.
    pub fn is_null(&self, at: usize) -> bool {
        matches!(self.0.get(at), None | Some(Value::Null))
    }

    /// A whole number.
    pub fn int(&self, at: usize) -> Result<i64, StoreError> {
        match self.0.get(at) {
            Some(Value::Int(number)) => Ok(*number),
            _ => Err(self.wrong(at, "a number")),
        }
    }

    /// A whole number that is not negative.
    pub fn count(&self, at: usize) -> Result<u64, StoreError> {
        u64::try_from(self.int(at)?).map_err(|_| self.wrong(at, "a number from 0"))
    }

    /// A small whole number that is not negative.
    pub fn small(&self, at: usize) -> Result<u32, StoreError> {
        u32::try_from(self.int(at)?).map_err(|_| self.wrong(at, "a small number from 0"))
    }

    /// True or false.
    pub fn truth(&self, at: usize) -> Result<bool, StoreError> {
        match self.0.get(at) {
            Some(Value::Bool(truth)) => Ok(*truth),
            Some(Value::Int(number)) => Ok(*number != 0),
            _ => Err(self.wrong(at, "true or false")),
        }
    }

    /// Text.
    pub fn text(&self, at: usize) -> Result<&str, StoreError> {
        match self.0.get(at) {
            Some(Value::Text(text)) => Ok(text),
            _ => Err(self.wrong(at, "text")),
        }
    }

    /// Bytes.
    pub fn bytes(&self, at: usize) -> Result<&[u8], StoreError> {
        match self.0.get(at) {
            Some(Value::Bytes(bytes)) => Ok(bytes),
            _ => Err(self.wrong(at, "bytes")),
        }
    }

    /// A hash or another value of 32 bytes.
    pub fn hash(&self, at: usize) -> Result<[u8; 32], StoreError> {
        self.bytes(at)?.try_into().map_err(|_| self.wrong(at, "32 bytes"))
    }

    /// A UUID.
    pub fn uuid(&self, at: usize) -> Result<Uuid, StoreError> {
        match self.0.get(at) {
            Some(Value::Uuid(id)) => Ok(*id),
            Some(Value::Bytes(bytes)) => Uuid::from_slice(bytes).map_err(|_| self.wrong(at, "a UUID")),
            _ => Err(self.wrong(at, "a UUID")),
        }
    }

    /// An instant, kept as microseconds since 1970 UTC.
    pub fn instant(&self, at: usize) -> Result<jiff::Timestamp, StoreError> {
        jiff::Timestamp::from_microsecond(self.int(at)?).map_err(|_| self.wrong(at, "an instant"))
    }

    /// What a word or a JSON text stands for.
    pub fn parsed<T: std::str::FromStr>(&self, at: usize) -> Result<T, StoreError> {
        self.text(at)?.parse().map_err(|_| self.wrong(at, std::any::type_name::<T>()))
    }

    /// Nothing, or what `read` finds there.
    pub fn maybe<T>(
        &self,
        at: usize,
        read: impl FnOnce(&Self, usize) -> Result<T, StoreError>,
    ) -> Result<Option<T>, StoreError> {
        if self.is_null(at) { Ok(None) } else { read(self, at).map(Some) }
    }
}

/// An open transaction, or a consistent view to read from.
#[derive(Clone, Copy)]
pub struct Tx<'a> {
    link: &'a Link,
    kept: Option<&'a Kept>,
}

impl<'a> Tx<'a> {
    pub(crate) fn on(link: &'a Link) -> Self {
        Tx { link, kept: None }
    }

    /// One that finds and leaves revisions among those at hand.
    pub(crate) fn with(link: &'a Link, kept: &'a Kept) -> Self {
        Tx { link, kept: Some(kept) }
    }

    /// The revisions at hand.
    pub(crate) fn kept(&self) -> Option<&'a Kept> {
        self.kept
    }

    /// Which node asks; none where one process has all rows.
    pub(crate) fn node(&self) -> Option<&'a [u8]> {
        match self.link {
            Link::Sqlite(_) => None,
            Link::Postgres(it) => Some(it.node()),
        }
    }

    pub(crate) fn rows(&self, sql: Sql, values: &[Value]) -> Result<Vec<Row>, StoreError> {
        self.link.rows(self.link.text(sql), values)
    }

    pub(crate) fn row(&self, sql: Sql, values: &[Value]) -> Result<Option<Row>, StoreError> {
        Ok(self.rows(sql, values)?.into_iter().next())
    }

    /// Runs a statement; how many rows it touched.
    pub(crate) fn run(&self, sql: Sql, values: &[Value]) -> Result<usize, StoreError> {
        self.link.run(self.link.text(sql), values)
    }

    /// Runs a statement whose answer says nothing but whether it failed; that is told by whatever is asked next, at the latest
    /// by the end of the change. On the way to a database that is elsewhere it waits for no answer of its own.
    pub(crate) fn put(&self, sql: Sql, values: &[Value]) -> Result<(), StoreError> {
        self.link.put(self.link.text(sql), values)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sqlite;

    #[test]
    fn parameters_bind_by_number_whatever_their_order() {
        let link = Link::Sqlite(sqlite::Link::in_memory().unwrap());
        let row = Tx::on(&link)
            .row(sql!("SELECT $2 || ':' || $1 || ':' || $2"), &["one".into(), "two".into()])
            .unwrap()
            .unwrap();
        assert_eq!(row.text(0).unwrap(), "two:one:two");
    }
}
