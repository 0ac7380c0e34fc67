//! The use cases: the only room that opens transactions and joins the others.
//!
//! [`Agency`] is a handle, cheap to clone. Each use case stands in a file named after what the newsroom calls
//! it; what it gives stands in [`views`]. A use case asks for the one who acts, and whether they may, before
//! anything else.

pub mod addresses;
mod alerts;
mod archive;
mod audit;
mod branches;
mod carry;
mod clients;
mod clock;
mod compose;
mod copy;
mod copydesk;
mod deliver;
mod desks;
mod diary;
mod discussions;
mod dispatch;
mod doctor;
mod documents;
mod dossiers;
mod drafts;
mod error;
mod follow;
mod gauges;
mod house;
mod import;
mod ingest;
pub mod items;
mod kills;
mod letters;
mod limits;
mod links;
mod log;
mod mails;
mod networks;
mod newsletters;
mod nodes;
mod notices;
mod old_addresses;
mod outside;
mod passwords;
mod pictures;
mod place;
mod poll;
mod portal;
mod provider;
mod quotations;
mod quoting;
mod readers;
mod reads;
mod rehearsal;
mod requests;
mod returns;
mod saved;
mod second_factor;
mod send;
mod site;
mod sources;
mod staff;
mod stale;
mod story_client;
mod subscribers;
mod subscriptions;
mod telling;
mod topics;
pub mod views;
mod websub;
mod wire;
mod wire_client;
mod witness;

use std::collections::HashMap;
use std::path::Path;
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex, OnceLock, RwLock};

use jiff::Timestamp;
use story::{House, Permission, Refusal, Sequence};
use tokio::sync::{Notify, Semaphore, broadcast, watch};

pub use carry::dkim_record;
pub use clock::Clock;
pub use compose::read_instant;
pub use copy::Where;
pub use deliver::LedgerLine;
pub use desks::DeskPage;
pub use discussions::{
    Brought, Decided, DiscussionPage, DiscussionState, EDIT_SILENTLY, Mine, Notice, Outcome, Person,
    QueuePage, RoomChange, RoomPage, SanctionOrder, Saying, Threaded, View, Waiting,
};
pub use doctor::{Health, Patient, Symptom, examine};
pub use dossiers::{Dossier, EntryAtDesk, EntryForm, EntryNow};
pub use error::Error;
pub use gauges::Gauges;
pub use import::{Imported, Taken};
pub use ingest::Took;
pub use kills::OpenKill;
pub use letters::Written;
pub use log::Logged;
pub use media::{Cut, Shape};
pub use networks::allow as is_in_networks;
pub use newsletters::NewsletterForm;
pub use outside::{SiteAsked, SiteReport, check_site};
pub use passwords::PASSWORD_LEAST;
pub use pictures::{MediaBytes, MediaPage, MediaPart, UsedIn};
pub use place::{Place, backup, move_to, restore};
pub use portal::{Given, GivenPage, GivenStory, SinceUsed};
pub use provider::Leaving;
pub use quotations::{SaidIn, SaidPage, person_slug};
pub use quoting::OfferedParagraph;
pub use readers::{
    AtDoor, Ceremony, Choices, LinkState, MAILS, Registered, Registration, Sessions, Visitor, Vouched,
};
pub use rehearsal::Rehearsed;
pub use requests::Wrong;
pub use search::{After as SearchAfter, Facet, MOST_COUNTED, Marker, Order as SearchOrder};
pub use second_factor::{Entered, FactorOffer};
pub use send::{Beside, Said, Sending};
pub use site::{Found, Sought, author_slug};
pub use sources::{RuleForm, SourceForm};
pub use stale::Carrier;
pub use store::{Cursor, EventRow, Fault, LastSaid, MediaRow, PinnedFrom, Verdict};
pub use subscribers::{DestinationForm, SubscriberPage, Tried};
pub use subscriptions::{Browser, KINDS, PushWished, RHYTHMS, Subscribed, Wish};
pub use telling::Entry;
pub use topics::{Because, SuggestedTopic, TopicPage, subject_named};
pub use websub::{FeedNow, FeedReader, HubRequest};
pub use wire_client::{Client, Pulled, Wanted};
pub use witness::Witness;

use views::{PublicMove, Staff};

/// How many moves a slow stream may lag behind before it is told to read anew.
const LAG: usize = 1024;

/// The whole agency; cheap to clone.
#[derive(Clone)]
pub struct Agency {
    inner: Arc<Inner>,
}

struct Inner {
    store: store::Store,
    index: search::Index,
    media: media::MediaStore,
    bus: bus::Bus,
    place: Place,
    clock: Clock,
    house: RwLock<Arc<House>>,
    told: RwLock<Vec<follow::Told>>,
    moves: broadcast::Sender<Arc<PublicMove>>,
    entries: broadcast::Sender<Sequence>,
    announced: watch::Sender<Sequence>,
    searchable: watch::Sender<Sequence>,
    given: watch::Sender<Sequence>,
    telling: telling::Telling,
    post: RwLock<Option<(post::Post, String)>>,
    mailer: RwLock<Option<post::Mailer>>,
    returns: RwLock<Option<(String, String)>>,
    provider: RwLock<Option<post::Provider>>,
    reader_providers: RwLock<Vec<post::Provider>>,
    tasks: Mutex<Vec<tokio::task::AbortHandle>>,
    hashing: Semaphore,
    decoy: OnceLock<String>,
    tries: Mutex<HashMap<String, passwords::Tries>>,
    limits: Mutex<limits::Limits>,
    letters: Notify,
    reads: Mutex<reads::Reads>,
    read_told: RwLock<Vec<reads::Told>>,
    pushes: Notify,
    push_key: OnceLock<post::PushKey>,
    letterhead: RwLock<Option<letters::Letterhead>>,
    /// Who else signs the public log, each with the origin that it signs.
    witnesses: RwLock<Vec<(String, Witness)>>,
    feeds: RwLock<Option<FeedReader>>,
    discussed: RwLock<Vec<discussions::Discussed>>,
    heard: AtomicU64,
}

impl Agency {
    /// Opens the agency where it is kept, makes it where there is none, and sets its followers going. Must be
    /// called on a runtime of several threads.
    ///
    /// # Errors
    /// When the folder is in use, of a later version, or cannot be written, or the database cannot be reached.
    pub async fn open(place: impl Into<Place>, clock: Clock) -> Result<Self, Error> {
        let place = place.into();
        let store = place.open_store()?;
        let media = place.open_media().map_err(|error| Error::Picture(error.to_string()))?;
        let bus =
            place.open_bus(store.signer().public_key()).map_err(|error| Error::Bus(error.to_string()))?;
        let (index, opened) = search::Index::open(&place.folder.join("search"))
            .map_err(|error| Error::Search(error.to_string()))?;
        if let search::Opened::Wiped { reason } = opened {
            tracing::warn!(reason, "the search index is built anew");
        }
        let house = Arc::new(store.read(|tx| tx.house())?);
        let agency = Agency {
            inner: Arc::new(Inner {
                store,
                index,
                media,
                bus,
                place,
                clock,
                house: RwLock::new(house),
                told: RwLock::default(),
                moves: broadcast::Sender::new(LAG),
                entries: broadcast::Sender::new(LAG),
                announced: watch::Sender::new(Sequence(0)),
                searchable: watch::Sender::new(Sequence(0)),
                given: watch::Sender::new(Sequence(0)),
                telling: telling::Telling::default(),
                post: RwLock::default(),
                mailer: RwLock::default(),
                returns: RwLock::default(),
                provider: RwLock::default(),
                reader_providers: RwLock::default(),
                tasks: Mutex::default(),
                hashing: Semaphore::new(2),
                decoy: OnceLock::new(),
                tries: Mutex::default(),
                limits: Mutex::default(),
                letters: Notify::new(),
                reads: Mutex::default(),
                read_told: RwLock::default(),
                pushes: Notify::new(),
                push_key: OnceLock::new(),
                letterhead: RwLock::default(),
                witnesses: RwLock::default(),
                feeds: RwLock::default(),
                discussed: RwLock::default(),
                heard: AtomicU64::new(0),
            }),
        };
        agency.note_media().await?;
        agency.start_followers()?;
        agency.first_desk().await?;
        Ok(agency)
    }

    /// The present instant.
    pub fn now(&self) -> Timestamp {
        self.inner.clock.now()
    }

    /// The clock.
    pub fn clock(&self) -> &Clock {
        &self.inner.clock
    }

    /// The data folder.
    pub fn folder(&self) -> &Path {
        &self.inner.place.folder
    }
}

/// Whether one of the staff may do something.
fn allow(who: &Staff, permission: Permission) -> Result<(), Error> {
    if who.role.may(permission) { Ok(()) } else { Err(Refusal::NotAllowed { permission }.into()) }
}
