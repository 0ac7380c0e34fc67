//! A message as templates want it.

use discussion::{Reaction, ReaderBadge, State, markup};
use newsroom::views::Message;
use newsroom::{RoomChange, Threaded};
use serde::Serialize;

use crate::Web;
use crate::edition::Site;
use crate::site::view::When;

/// How many colours generated avatars have.
const COLORS: u32 = 12;

/// The colour of somebody's avatar, from their name.
pub fn color_of(name: &str) -> u32 {
    name.bytes().fold(7_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte))) % COLORS
}

/// The letter in it.
pub fn initial_of(name: &str) -> String {
    name.chars().find(|c| c.is_alphanumeric()).map(|c| c.to_uppercase().to_string()).unwrap_or_default()
}

/// What can be felt about a message: the word, the sign.
pub fn feelings() -> Vec<(&'static str, &'static str)> {
    Reaction::ALL.iter().map(|it| (it.as_str(), it.sign())).collect()
}

/// A message.
#[derive(Debug, Serialize)]
pub struct MessageView {
    /// Its id.
    pub id: String,
    /// Its number.
    pub number: u64,
    /// The number of its last change.
    pub changed: u64,
    /// Its author's id; empty where they left.
    pub reader: String,
    /// Its author's name; none where they left.
    pub author: Option<String>,
    /// The colour of the avatar.
    pub color: u32,
    /// The letter in it.
    pub initial: String,
    /// What stands beside the name.
    pub badge: Option<&'static str>,
    /// Markup of our own making; none where it is not to be seen.
    pub html: Option<String>,
    /// Why not: `deleted` or `rejected`.
    pub gone: Option<&'static str>,
    /// When.
    pub at: When,
    /// When it was edited.
    pub edited: Option<When>,
    /// How many found it useful.
    pub useful: u64,
    /// What readers feel about it: the word, the sign, how many.
    pub reactions: Vec<(&'static str, &'static str, u64)>,
    /// Whether an editor picked it.
    pub is_picked: bool,
    /// Its own address.
    pub href: String,
    /// Whether it can be answered.
    pub is_open: bool,
    /// Its place in the tree, from 0.
    pub depth: u32,
    /// What answers it.
    pub answers: Vec<MessageView>,
    /// How many answers are not among them.
    pub more: u64,
}

impl MessageView {
    /// A message below a discussion's path.
    pub fn of(it: &Message, path: &str, is_open: bool, site: &Site, web: &Web) -> MessageView {
        let now = web.agency.now();
        let is_seen = it.state == State::Visible;
        let author = Some(it.author.clone()).filter(|name| is_seen && !name.is_empty());
        let name = author.as_deref().unwrap_or_default();
        MessageView {
            id: it.id.to_string(),
            number: it.sequence,
            changed: it.changed,
            reader: it.reader.filter(|_| is_seen).map(|id| id.to_string()).unwrap_or_default(),
            color: color_of(name),
            initial: initial_of(name),
            badge: Some(it.badge).filter(|it| is_seen && *it != ReaderBadge::None).map(ReaderBadge::as_str),
            html: is_seen.then(|| markup::html(&it.text)),
            gone: match it.state {
                State::Visible => None,
                State::Deleted => Some("deleted"),
                State::Held | State::Rejected => Some("rejected"),
            },
            at: When::of(it.at, site, now),
            edited: it.edited_at.filter(|_| is_seen).map(|at| When::of(at, site, now)),
            useful: it.useful,
            reactions: it.reactions.iter().map(|(kind, n)| (kind.as_str(), kind.sign(), *n)).collect(),
            is_picked: it.picked_at.is_some() && is_seen,
            href: format!("{path}/discussion/{}", it.sequence),
            is_open: is_open && is_seen,
            depth: it.depth,
            answers: Vec::new(),
            more: it.replies,
            author,
        }
    }

    /// A message with what answers it.
    pub fn threaded(it: &Threaded, path: &str, is_open: bool, site: &Site, web: &Web) -> MessageView {
        let answers =
            it.answers.iter().map(|it| MessageView::threaded(it, path, is_open, site, web)).collect();
        MessageView { answers, more: it.more, ..MessageView::of(&it.message, path, is_open, site, web) }
    }
}

/// A message of a room, in the stream of all.
#[derive(Debug, Serialize)]
pub struct ChatView {
    /// The message.
    #[serde(flatten)]
    pub message: MessageView,
    /// Who is answered, with what they said.
    pub quote: Option<(String, String)>,
    /// Where that stands.
    pub quoted: u64,
}

impl ChatView {
    /// A message below a story's path.
    pub fn of(it: &RoomChange, path: &str, site: &Site, web: &Web) -> ChatView {
        let parent = it.parent.as_ref();
        ChatView {
            message: MessageView::of(&it.message, path, true, site, web),
            quote: parent.map(|parent| match parent.state {
                State::Visible => (parent.author.clone(), markup::excerpt(&parent.text, 120)),
                _ => (String::new(), String::new()),
            }),
            quoted: parent.map_or(0, |parent| parent.sequence),
        }
    }
}

/// Whether a room shows a message: as it is, or as the place where one was.
pub fn is_in_stream(it: &Message) -> bool {
    it.state != State::Held
}
