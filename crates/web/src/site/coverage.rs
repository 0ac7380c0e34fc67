//! Live coverage: a story of short posts, the newest on top, with key points above them and what stands pinned.
//!
//! It is a story like any other, of the genre `live`: every post is a subhead with what follows it, every change of it a
//! revision, so nothing of it is outside the record. When a post came and when it was edited is read off the revisions, for a
//! paragraph keeps its id through them. A post that is background alone is pinned; a list before the first post is the
//! key points.

use std::collections::HashMap;

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

/// A post through the revisions: the positions at which it came and was last changed, where it was seen last, and as what.
struct Course<'a> {
    came: usize,
    changed: usize,
    seen: usize,
    post: &'a [Paragraph],
}

/// The course of every post by its subhead, in one walk through the revisions.
fn courses<'a>(revisions: &[&'a Revision]) -> HashMap<ParagraphId, Course<'a>> {
    let mut all: HashMap<ParagraphId, Course<'a>> = HashMap::new();
    for (at, revision) in revisions.iter().enumerate() {
        for post in parts(&revision.content.body).1 {
            let course = all.entry(post[0].id).or_insert(Course { came: at, changed: at, seen: at, post });
            let is_same = course.post.iter().map(|it| &it.text).eq(post.iter().map(|it| &it.text));
            // What was away in between counts as changed when it is back.
            if !is_same || course.seen + 1 < at {
                course.changed = at;
            }
            (course.seen, course.post) = (at, post);
        }
    }
    all
}

impl Coverage {
    /// The coverage as a revision shows it; none where the story is none.
    pub fn of(found: &PublicStory, revision: &Revision, site: &Site, now: Timestamp) -> Option<Coverage> {
        if !is_one(&revision.content) {
            return None;
        }
        let style = site.edition().dateline_style;
        let upto = found.revisions.iter().take_while(|it| it.number <= revision.number);
        let revisions: Vec<&Revision> = upto.map(|it| &**it).collect();
        let (before, posts) = parts(&revision.content.body);
        let (points, intro): (Vec<_>, Vec<_>) =
            before.iter().cloned().partition(|it| it.role == Role::ListItem);
        // Around each part stands what the story says of itself, without its body.
        let frame = Content { body: Vec::new(), ..revision.content.clone() };
        let part = |body: Vec<Paragraph>, has_dateline: bool| {
            let dateline = frame.dateline.clone().filter(|_| has_dateline);
            blocks(&Content { body, dateline, ..frame.clone() }, style)
        };
        let courses = courses(&revisions);
        let seen = |post: &[Paragraph]| {
            let (came, changed) = courses.get(&post[0].id).map_or((0, 0), |it| (it.came, it.changed));
            let at = |position: usize| found.public_at.get(position).copied().unwrap_or(found.item.updated);
            Post {
                id: anchor(&post[0]),
                title: post[0].text.as_plain().into_owned(),
                blocks: part(post[1..].to_vec(), false),
                at: When::of(at(came), site, now),
                edited: Some(changed).filter(|it| *it > came).map(|it| When::of(at(it), site, now)),
                state: format!("{came}.{changed}"),
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
