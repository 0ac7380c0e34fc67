//! Where are pictures kept, and how are they made fit for a page?
//!
//! Invariants:
//! - what a file is, its content says, never its name or what the sender claims;
//! - the public gets renditions only, made anew from pixels: no metadata, nothing appended, no script;
//! - the dimensions in the header are checked before a pixel is decoded, and one picture is decoded at
//!   a time, so that memory stays bounded;
//! - a rendition that is there is whole: it is written under a temporary name, synced, then renamed.

mod bucket;
mod cut;
mod folder;
mod kind;
mod rendition;
mod shelf;

pub use cut::{Cut, Shape};
pub use kind::PictureKind;
pub use rendition::{MAX_HEIGHT, MAX_WIDTH};
pub use shelf::{MediaStore, RENDITION_MIME, Rest, Stored};

/// The most bytes a picture may have: 20 MiB.
pub const MAX_BYTES: usize = 20 << 20;
/// The most pixels a picture may have: 50 million.
pub const MAX_PIXELS: u64 = 50_000_000;

/// Why a picture was not taken, for the person who uploads it; or why the shelf failed.
#[derive(Debug, thiserror::Error)]
pub enum MediaError {
    /// Nothing came.
    #[error("the file is empty: choose a picture")]
    Empty,
    /// More than [`MAX_BYTES`].
    #[error("the picture has {} MiB, more than {}: send a smaller one", .bytes.div_ceil(1 << 20), MAX_BYTES >> 20)]
    TooManyBytes {
        /// Its bytes.
        bytes: usize,
    },
    /// More than [`MAX_PIXELS`].
    #[error("the picture is {width} by {height} pixels, more than {} million in all: scale it down", MAX_PIXELS / 1_000_000)]
    TooManyPixels {
        /// As its header claims.
        width: u32,
        /// As its header claims.
        height: u32,
    },
    /// Another kind of file.
    #[error("this is {found}, not a picture that can be shown: send JPEG, PNG, WebP or GIF")]
    WrongKind {
        /// What it seems to be, with its article: `an SVG drawing`.
        found: &'static str,
    },
    /// It begins like a picture but cannot be read to the end.
    #[error("the {kind} picture cannot be read, it may be damaged or cut off: export it again ({detail})")]
    Damaged {
        /// What it begins as.
        kind: PictureKind,
        /// The decoder's words.
        detail: String,
    },
    /// What was read cannot be written as a picture for pages.
    #[error("no rendition can be made of the picture: {detail}")]
    Unfit {
        /// The encoder's words.
        detail: String,
    },
    /// The bucket cannot be used.
    #[error("the media bucket cannot be used: {why}")]
    Bucket {
        /// Why.
        why: String,
    },
    /// The folder cannot be read or written.
    #[error("the media folder failed at {path}: {source}")]
    Folder {
        /// Where.
        path: std::path::PathBuf,
        /// Why.
        source: std::io::Error,
    },
}

impl MediaError {
    /// The refusal's name, by which machines and translations know it; none where the shelf failed,
    /// which is no fault of the sender.
    pub fn name(&self) -> Option<&'static str> {
        match self {
            MediaError::Empty => Some("media-empty"),
            MediaError::TooManyBytes { .. } => Some("media-too-many-bytes"),
            MediaError::TooManyPixels { .. } => Some("media-too-many-pixels"),
            MediaError::WrongKind { .. } => Some("media-wrong-kind"),
            MediaError::Damaged { .. } | MediaError::Unfit { .. } => Some("media-damaged"),
            MediaError::Bucket { .. } | MediaError::Folder { .. } => None,
        }
    }
}
