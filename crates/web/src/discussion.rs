//! The discussion of a story: what readers say, and what they do with it. One file a page or an action.
//!
//! Invariants: the pages of a discussion are the same for everyone; who is signed in, what they marked and whom they
//! muted comes separately, and without script on pages of their own that these link to.

mod act;
mod chat;
mod log;
mod notice;
mod page;
mod view;
mod write;

use axum::Router;
use axum::routing::{get, post};

pub use view::{ChatView, color_of, initial_of, is_in_stream};
pub use write::sentence as reason;

use crate::Web;

/// The addresses of discussions, below an edition. A story's own is that of the story with `/discussion` behind it.
pub fn routes() -> Router<Web> {
    let story = "/{section}/{year}/{month}/{day}/{story}";
    Router::new()
        .route(&format!("{story}/discussion"), get(page::page))
        .route(&format!("{story}/discussion/mine"), get(page::mine))
        .route(&format!("{story}/discussion/follow"), get(write::follow_page).post(write::follow))
        .route(&format!("{story}/discussion/write"), get(write::page).post(write::say))
        .route(&format!("{story}/discussion/{{number}}"), get(page::thread))
        .route(&format!("{story}/chat"), get(chat::room))
        .route(&format!("{story}/chat/write"), get(chat::write_page).post(chat::write))
        .route(&format!("{story}/chat/say"), post(chat::say))
        .route("/chats", get(chat::list))
        .route("/chats/list", get(chat::part))
        .route("/discussion/messages/{message}", get(act::page).post(act::act))
        .route("/discussion/messages/{message}/history", get(act::history))
        .route("/discussion/messages/{message}/notice", get(notice::page).post(notice::give))
        .route("/discussion/notices", get(notice::ask))
        .route("/discussion/log", get(log::page))
}
