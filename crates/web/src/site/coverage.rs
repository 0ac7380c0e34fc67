//! Live coverage: a story of short posts, the newest on top, with key points above them and what stands pinned.
//!
//! It is a story like any other, of the genre `live`: every post is a subhead with what follows it, every change of it a
//! revision, so nothing of it is outside the record. When a post came and when it was edited is read off the revisions, for a
//! paragraph keeps its id through them. A post that is background alone is pinned; a list before the first post is the
//! key points.

use jiff::{SignedDuration, Timestamp};
use newsroom::views::PublicStory;
use serde::Serialize;
use story::{Content, Paragraph, ParagraphId, Revision, Role};

use crate::edition::Site;
use crate::site::view::{Block, When, anchor, blocks};

/// How long after its last change a coverage is over.
const RUNS: SignedDuration = SignedDuration::from_hours(24);

/// A post.
#[derive(Clone, Debug, Serialize)]
pub struct Post {
    /// Its anchor: that of its subhead, the same over all revisions.
    pub id: String,
    /// Its subhead.
    pub title: String,
    /// What it says.
    pub blocks: Vec<Block>,
    /// When it came.
    pub at: When,
    /// When it was edited.
    pub edited: Option<When>,
    /// What tells a state of it from another.
    pub state: String,
}

/// A live coverage as its page shows it.
#[derive(Clone, Debug, Serialize)]
pub struct Coverage {
    /// What stands before the posts, without the key points.
    pub intro: Vec<Block>,
    /// The key points.
    pub points: Vec<Block>,
    /// What is pinned.
    pub pinned: Vec<Post>,
    /// The posts, as the desk put them in order: the newest first.
    pub posts: Vec<Post>,
    /// Whether it goes on.
    pub is_live: bool,
}

/// Whether a story is a live coverage.
pub fn is_one(content: &Content) -> bool {
    content.genre.as_deref().is_some_and(|genre| genre.trim().eq_ignore_ascii_case("live"))
}

/// Whether it goes on: not a day after its last change.
pub fn is_live(content: &Content, updated: Timestamp, now: Timestamp) -> bool {
    is_one(content) && now.duration_since(updated) < RUNS
}

/// The paragraphs before the first subhead, and the posts: a subhead each with what follows it.
fn parts(body: &[Paragraph]) -> (&[Paragraph], Vec<&[Paragraph]>) {
    let starts: Vec<usize> = (0..body.len()).filter(|at| body[*at].role == Role::Subhead).collect();
    let first = starts.first().copied().unwrap_or(body.len());
    let ends = starts.iter().skip(1).copied().chain([body.len()]);
    (&body[..first], starts.iter().zip(ends).map(|(start, end)| &body[*start..end]).collect())
}

/// The post of a revision that begins with a subhead.
fn post_of(revision: &Revision, head: ParagraphId) -> Option<&[Paragraph]> {
    let (_, posts) = parts(&revision.content.body);
    posts.into_iter().find(|it| it.first().is_some_and(|it| it.id == head))
}

/// When a post came, and when it was last changed after that: positions among the revisions.
fn history(post: &[Paragraph], revisions: &[&Revision]) -> (usize, Option<usize>) {
    let Some(head) = post.first() else { return (0, None) };
    let came = revisions.iter().position(|it| post_of(it, head.id).is_some()).unwrap_or(0);
    let as_now = |revision: &&Revision| {
        post_of(revision, head.id).is_some_and(|it| {
            let texts = |all: &[Paragraph]| all.iter().map(|it| it.text.clone()).collect::<Vec<_>>();
            texts(it) == texts(post)
        })
    };
    let changed = revisions.iter().rposition(|it| !as_now(it)).map_or(0, |at| at + 1);
    (came, Some(changed).filter(|at| *at > came))
}

impl Coverage {
    /// The coverage as a revision shows it; none where the story is none.
    pub fn of(found: &PublicStory, revision: &Revision, site: &Site, now: Timestamp) -> Option<Coverage> {
        if !is_one(&revision.content) {
            return None;
        }
        let style = site.edition().dateline_style;
        let upto = found.revisions.iter().take_while(|it| it.number <= revision.number);
        let revisions: Vec<&Revision> = upto.collect();
        let (before, posts) = parts(&revision.content.body);
        let (points, intro): (Vec<_>, Vec<_>) =
            before.iter().cloned().partition(|it| it.role == Role::ListItem);
        let part = |body: Vec<Paragraph>, has_dateline: bool| {
            let mut content = revision.content.clone();
            content.body = body;
            if !has_dateline {
                content.dateline = None;
            }
            blocks(&content, style)
        };
        let seen = |post: &[Paragraph]| {
            let (came, changed) = history(post, &revisions);
            let at = |position: usize| found.public_at.get(position).copied().unwrap_or(found.item.updated);
            Post {
                id: anchor(&post[0]),
                title: post[0].text.as_plain().into_owned(),
                blocks: part(post[1..].to_vec(), false),
                at: When::of(at(came), site, now),
                edited: changed.map(|it| When::of(at(it), site, now)),
                state: format!("{came}.{}", changed.unwrap_or(came)),
            }
        };
        let is_pinned = |post: &&[Paragraph]| {
            let mut counted = post.iter().filter(|it| it.role.is_counted()).peekable();
            counted.peek().is_some() && counted.all(|it| it.role == Role::Background)
        };
        let (pinned, posts): (Vec<_>, Vec<_>) = posts.into_iter().partition(is_pinned);
        Some(Coverage {
            intro: part(intro, true),
            points: part(points, false),
            pinned: pinned.into_iter().map(seen).collect(),
            posts: posts.into_iter().map(seen).collect(),
            is_live: is_live(&revision.content, found.item.updated, now),
        })
    }
}
