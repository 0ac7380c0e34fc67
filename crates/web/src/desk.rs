//! The desk: where the staff write, send, correct and withdraw. One file a page or an action.
//!
//! Invariants:
//! - every page works as plain forms; script only makes it quicker;
//! - what was typed is shown again beside the refusal, never lost;
//! - no rule lives here: a form becomes a use case, a refusal becomes a sentence beside its field.

mod account;
mod audit;
mod autosave;
mod background;
mod choices;
mod desks;
mod diary;
mod dossier_entry;
mod dossiers;
mod drafts;
mod editor;
mod entry;
mod fields;
mod findings;
mod house;
mod keys;
mod lexicon;
mod line;
mod live;
mod media;
mod merge;
mod moderation;
mod newsletters;
mod notice;
mod paste;
mod preview;
mod refusals;
mod requests;
mod search;
mod sheet;
mod sources;
mod staff;
mod standing;
mod subscribers;
mod topics;
mod who;
mod wire;

pub use audit::note;
pub use line::{clock, day, moment};
pub use refusals::{Beside, beside};
pub use who::private;

use axum::Router;
use axum::routing::{get, post};

use crate::Web;

/// The desk's addresses, all but those of [`uploads`].
pub fn routes() -> Router<Web> {
    Router::new()
        // The wire
        .route("/desk", get(wire::monitor))
        .route("/desk/wire-rows", get(wire::rows))
        .route("/desk/search", get(search::page))
        .route("/desk/live", get(live::stream))
        .route("/desk/wire/{sequence}", get(entry::page).post(entry::give))
        .route("/desk/stories/{story}/{act}", get(notice::page).post(notice::send))
        // Writing
        .route("/desk/drafts", get(drafts::list).post(drafts::begin))
        .route("/desk/drafts/{draft}/save", post(autosave::save))
        .route("/desk/drafts/{draft}/open", post(autosave::open))
        .route("/desk/drafts/{draft}/leave", post(autosave::leave))
        .route("/desk/drafts/{draft}/preview", post(autosave::preview))
        .route("/desk/drafts/{draft}/file", post(drafts::file))
        .route("/desk/drafts/{draft}/send", get(sheet::page).post(sheet::send))
        .route("/desk/drafts/{draft}/merge/{other}", get(merge::page).post(merge::merge))
        .route("/desk/drafts/{draft}/topics", get(editor::suggested))
        .route("/desk/drafts/{draft}/background", get(background::offered))
        .route("/desk/drafts/{draft}/findings", get(findings::list).post(findings::set_aside))
        .route("/desk/paste", get(paste::page).post(paste::begin))
        .route("/desk/read-copy", post(paste::read))
        .route("/desk/media", get(media::list))
        .route("/desk/media-pick", get(media::pick))
        .route("/desk/media/{media}", get(media::one).post(media::change))
        .route("/desk/media/{media}/original", get(media::original))
        .route("/desk/media/{media}/files/{cut}", get(media::file))
        .route("/preview/{token}", get(preview::page))
        .route("/desk/diary", get(diary::list).post(diary::add))
        .route("/desk/diary/link", post(diary::link))
        .route("/desk/diary/{event}", get(diary::one).post(diary::change))
        .route("/diary/{token}", get(diary::calendar))
        .route("/desk/newsletters", get(newsletters::list).post(newsletters::begin))
        .route("/desk/newsletters/{newsletter}", get(newsletters::one).post(newsletters::change))
        .route("/desk/newsletters/{newsletter}/preview", get(newsletters::preview))
        // What readers say
        .route("/desk/requests", get(requests::page))
        .route("/desk/requests/{request}", post(requests::decide))
        .merge(moderation::routes())
        // The house
        .route("/desk/keys", get(keys::page))
        .route("/desk/topics", get(topics::page).post(topics::open))
        .route("/desk/topics/{topic}", get(topics::one).post(topics::change))
        .route("/desk/dossiers", get(dossiers::list).post(dossiers::change))
        .route("/desk/dossiers/{topic}", get(dossiers::one))
        .route("/desk/dossiers/{topic}/mend", post(dossiers::mend))
        .route("/desk/dossiers/{topic}/entries/{entry}", get(dossier_entry::page).post(dossier_entry::put))
        .route("/desk/lexicon", get(lexicon::page).post(lexicon::change))
        .route("/desk/sources", get(sources::page).post(sources::change))
        .route("/desk/sources/{source}", get(sources::one))
        .route("/desk/subscribers", get(subscribers::page).post(subscribers::change))
        .route("/desk/subscribers/{subscriber}", get(subscribers::one).post(subscribers::change_one))
        .route("/desk/desks", get(desks::page).post(desks::change))
        .route("/desk/account", get(account::page).post(account::change))
        .route("/desk/audit", get(audit::page))
        .route("/desk/staff", get(staff::page).post(staff::add))
        .route("/desk/staff/{staff}/link", post(staff::link))
        .route("/desk/staff/{staff}/factor", post(staff::reset_factor))
        .route("/desk/house", get(house::page))
        .route("/desk/house/name", post(house::name))
        .route("/desk/house/editions", post(house::add_edition))
        .route("/desk/house/{edition}/sections", post(house::add_section))
        .route("/desk/house/{edition}/pages/{page}", get(standing::page).post(standing::write))
}

/// The addresses that take a picture with what they are sent.
pub fn uploads() -> Router<Web> {
    Router::new()
        .route("/desk/drafts/{draft}", get(editor::page).post(editor::save))
        .route("/desk/media", post(media::put))
        .route("/desk/media-upload", post(media::upload))
}
