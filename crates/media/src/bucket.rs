//! Pictures in a bucket of an object store that speaks as S3 does, for several nodes.

use std::sync::Arc;

use object_store::aws::{AmazonS3, AmazonS3Builder};
use object_store::path::Path;
use object_store::{ObjectStore as _, ObjectStoreExt as _};
use tokio::runtime::Handle;

use crate::MediaError;

/// A bucket.
#[derive(Clone, Debug)]
pub(crate) struct Bucket {
    store: Arc<AmazonS3>,
    prefix: String,
    runtime: Handle,
}

impl Bucket {
    /// The bucket at `s3://name/prefix?endpoint=https://host&region=name`. Who may use it comes from the environment
    /// (`AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`), as for other programs.
    pub(crate) fn open(address: &str) -> Result<Self, MediaError> {
        let wrong = |why: &str| MediaError::Bucket {
            why: format!("{why}: write s3://bucket/prefix?endpoint=https://host"),
        };
        let rest = address.strip_prefix("s3://").ok_or_else(|| wrong("the address is none of a bucket"))?;
        let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
        let (name, prefix) = place.split_once('/').unwrap_or((place, ""));
        if name.is_empty() {
            return Err(wrong("the address names no bucket"));
        }
        let mut builder = AmazonS3Builder::from_env().with_bucket_name(name);
        for pair in query.split('&').filter(|it| !it.is_empty()) {
            builder = match pair.split_once('=') {
                Some(("endpoint", value)) => {
                    builder.with_endpoint(value).with_allow_http(value.starts_with("http://"))
                }
                Some(("region", value)) => builder.with_region(value),
                _ => return Err(wrong(&format!("`{pair}` is not known"))),
            };
        }
        let store = builder.build().map_err(|error| MediaError::Bucket { why: error.to_string() })?;
        let runtime = Handle::try_current().map_err(|error| MediaError::Bucket { why: error.to_string() })?;
        Ok(Bucket { store: Arc::new(store), prefix: prefix.trim_matches('/').to_owned(), runtime })
    }

    fn path(&self, name: &str) -> Path {
        Path::from(format!("{}/{name}", self.prefix))
    }

    /// Keeps a file; when this returns the bucket has taken it.
    pub(crate) fn put(&self, name: &str, bytes: &[u8]) -> Result<(), MediaError> {
        let put = self.runtime.block_on(self.store.put(&self.path(name), bytes.to_vec().into()));
        put.map(drop).map_err(fault)
    }

    /// A file; none where there is none.
    pub(crate) fn get(&self, name: &str) -> Result<Option<Vec<u8>>, MediaError> {
        let path = self.path(name);
        let got = self.runtime.block_on(async { self.store.get(&path).await?.bytes().await });
        match got {
            Ok(bytes) => Ok(Some(bytes.to_vec())),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(fault(error)),
        }
    }

    /// The names that begin so.
    pub(crate) fn names(&self, start: &str) -> Result<Vec<String>, MediaError> {
        let (folder, start) = start.split_once('/').unwrap_or(("", start));
        let place = self.path(folder);
        let listed = self.runtime.block_on(self.store.list_with_delimiter(Some(&place))).map_err(fault)?;
        let names = listed.objects.iter().filter_map(|object| object.location.filename());
        Ok(names.filter(|name| name.starts_with(start)).map(|name| format!("{folder}/{name}")).collect())
    }

    /// Removes a file. No error if it is not there.
    pub(crate) fn remove(&self, name: &str) -> Result<(), MediaError> {
        match self.runtime.block_on(self.store.delete(&self.path(name))) {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(fault(error)),
        }
    }
}

fn fault(error: object_store::Error) -> MediaError {
    MediaError::Bucket { why: error.to_string() }
}
