//! Is what a site shows what it recorded? Asked from outside, with nothing but the site and its key.
//!
//! Every entry of the public log is read and the tree counted anew, so that the root of the signed checkpoint has to come out, and that
//! of a checkpoint that was kept before: whoever takes an entry out, puts one in or alters one cannot have both. Then the texts:
//! what was hashed of each revision has to have the hash that its entry names, and the story's page has to say it.

use std::collections::{HashMap, HashSet};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use post::{Asking, Fetched, Networks, Post};
use serde::{Deserialize, Serialize};
use story::Content;
use tlog::{Bundle, Checkpoint, Growing, Hash, Note, Tile, Tree, VerifierKey, WIDTH, leaf_hash};

use crate::Error;

/// The texts of the newest so many stories are read, where not all are wanted.
const STORIES: usize = 200;

/// A site that is to be checked.
#[derive(Clone, Copy, Debug)]
pub struct SiteAsked<'a> {
    /// Its address.
    pub site: &'a str,
    /// The key of its log; taken from the site where none is given.
    pub key: Option<&'a str>,
    /// The checkpoint of the last time, a signed note.
    pub kept: Option<&'a str>,
    /// The key of a witness that has to have signed the log too.
    pub witness: Option<&'a str>,
    /// Read the texts of all revisions, not only the last ones of the newest stories.
    pub all: bool,
}

/// An entry, as the log has it.
#[derive(Deserialize)]
struct Entry {
    sequence: u64,
    kind: String,
    story: String,
    content: Option<String>,
}

/// An entry with its proof, as the site gives it.
#[derive(Deserialize)]
struct Shown {
    entry: String,
    size: u64,
    path: Vec<String>,
    checkpoint: String,
    revision: Option<Hashed>,
    page: Option<String>,
}

/// What was hashed of a revision.
#[derive(Deserialize)]
struct Hashed {
    salt: String,
    text: String,
}

/// Of that, what a page has to say.
#[derive(Deserialize)]
struct Recorded {
    content: Content,
}

/// What was found at a site.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SiteReport {
    /// How many entries stand under the signed root.
    pub entries: u64,
    /// How many texts have the hashes of their entries.
    pub texts: u64,
    /// How many pages say what was recorded.
    pub pages: u64,
    /// How many texts are not shown any more, as entries tell.
    pub gone: u64,
    /// How many entries the log had the last time.
    pub since: Option<u64>,
    /// How many of them a witness signed too, where one was named.
    pub witnessed: Option<u64>,
    /// The key that was used.
    pub key: String,
    /// The checkpoint, to be kept for the next time.
    pub checkpoint: String,
    /// What does not hold; nothing where all does.
    pub faults: Vec<String>,
}

/// What does not hold, or why that cannot be told, in words.
type Said<T> = Result<T, String>;

fn words(error: impl std::fmt::Display) -> String {
    error.to_string()
}

/// Where it is asked.
struct Site {
    post: Post,
    address: String,
}

impl Site {
    async fn bytes(&self, path: &str) -> Said<Vec<u8>> {
        let address = format!("{}{path}", self.address);
        match self.post.fetch(&Asking { address: &address, ..Asking::default() }).await {
            Fetched::New { bytes, .. } => Ok(bytes),
            Fetched::Same => Err(format!("{address}: nothing came")),
            Fetched::Gone(said) | Fetched::Refused { said, .. } => Err(format!("{address}: {said}")),
        }
    }

    async fn text(&self, path: &str) -> Said<String> {
        String::from_utf8(self.bytes(path).await?).map_err(|_| format!("{}{path} is no text", self.address))
    }
}

/// The whole log as it was counted here.
struct Counted {
    entries: Vec<Entry>,
    tiles: HashMap<(u8, u64), Vec<Hash>>,
}

impl Counted {
    /// The root at a size.
    fn root(&self, size: u64) -> Said<Hash> {
        let tile = |tile: Tile| {
            let hashes = self.tiles.get(&(tile.level, tile.index));
            let width = usize::try_from(tile.width).unwrap_or(usize::MAX);
            let part = hashes.and_then(|all| all.get(..width)).map(<[Hash]>::to_vec);
            part.ok_or_else(|| format!("there is no {}", tile.path()))
        };
        Tree::new(size, tile).root()
    }

    /// Whether a leaf stands at a place.
    fn has(&self, at: usize, leaf: &Hash) -> bool {
        let width = WIDTH as usize;
        let tile = self.tiles.get(&(0, (at / width) as u64));
        tile.and_then(|tile| tile.get(at % width)) == Some(leaf)
    }
}

/// Checks a site from outside.
///
/// # Errors
/// When the site cannot be asked, or what was given cannot be read. What does not hold is no error but a fault in the report.
pub async fn check_site(asked: SiteAsked<'_>) -> Result<SiteReport, Error> {
    look(asked).await.map_err(Error::Outside)
}

async fn look(asked: SiteAsked<'_>) -> Said<SiteReport> {
    // Whoever calls says which address is meant: private networks too.
    let post = Post::new(Networks::read(["0.0.0.0/0", "::/0"]))?;
    let site = Site { post, address: asked.site.trim_end_matches('/').to_owned() };
    let key: VerifierKey = match asked.key {
        Some(key) => key.parse().map_err(words)?,
        None => site.text("/log/key").await?.trim().parse().map_err(words)?,
    };
    let note = site.text("/log/checkpoint").await?;
    let mut report = SiteReport { key: key.to_string(), checkpoint: note, ..SiteReport::default() };
    let checkpoint = match Checkpoint::open(&report.checkpoint, &key) {
        Ok(checkpoint) => checkpoint,
        Err(error) => {
            report.faults.push(format!("the checkpoint does not hold: {error}"));
            return Ok(report);
        }
    };
    let counted = count(&site, checkpoint.size).await?;
    report.entries = checkpoint.size;
    if counted.root(checkpoint.size)? != checkpoint.root {
        report.faults.push("the entries do not make the root that the site signed".into());
    }
    if let Some(kept) = asked.kept {
        let before = Checkpoint::open(kept, &key)
            .map_err(|error| format!("the checkpoint that was kept does not hold: {error}"))?;
        if before.size > checkpoint.size {
            let (had, has) = (before.size, checkpoint.size);
            report.faults.push(format!("the log had {had} entries and has {has} now"));
        } else if counted.root(before.size)? != before.root {
            report.faults.push(format!("the first {} entries are not what they were", before.size));
        }
        report.since = Some(before.size);
    }
    if let Some(witness) = asked.witness {
        let witness: VerifierKey = witness.parse().map_err(words)?;
        match witnessed(&site, &key, &witness, &counted).await {
            Ok(size) => report.witnessed = Some(size),
            Err(fault) => report.faults.push(format!("what the witness signed does not hold: {fault}")),
        }
    }
    for (at, is_present) in wanted(&counted.entries, asked.all) {
        if let Err(fault) = text(&site, &key, &counted, (at, is_present), &mut report).await {
            report.faults.push(format!("entry {}: {fault}", counted.entries[at].sequence));
        }
    }
    Ok(report)
}

/// How many entries a witness saw: what it signed has to be of this log.
async fn witnessed(site: &Site, key: &VerifierKey, witness: &VerifierKey, counted: &Counted) -> Said<u64> {
    let text = site.text("/log/witnessed").await?;
    Note::read(&text).and_then(|note| note.signed_by(witness)).map_err(words)?;
    let checkpoint = Checkpoint::open(&text, key).map_err(words)?;
    match counted.root(checkpoint.size) {
        Ok(root) if root == checkpoint.root => Ok(checkpoint.size),
        Ok(_) => Err("it is another log".into()),
        // It signed after the entries were read here.
        Err(_) if checkpoint.size > counted.entries.len() as u64 => Ok(checkpoint.size),
        Err(fault) => Err(fault),
    }
}

/// Reads all entries and counts the tree over them.
async fn count(site: &Site, size: u64) -> Said<Counted> {
    let (mut growing, mut entries) = (Growing::default(), Vec::new());
    for bundle in Bundle::all(size) {
        let bytes = site.bytes(&format!("/log/{}", bundle.path())).await?;
        let all = tlog::entries_of(&bytes).map_err(words)?;
        if all.len() as u64 != bundle.width {
            return Err(format!("{} has {} entries, not {}", bundle.path(), all.len(), bundle.width));
        }
        for bytes in all {
            growing.push(bytes);
            let place = growing.size();
            let entry: Entry = serde_json::from_slice(bytes)
                .map_err(|error| format!("the entry at place {place} cannot be read: {error}"))?;
            if entry.sequence != place {
                return Err(format!("entry {} stands at place {place}", entry.sequence));
            }
            entries.push(entry);
        }
    }
    let tiles = growing.take().into_iter().map(|(level, index, hashes)| ((level, index), hashes));
    Ok(Counted { entries, tiles: tiles.collect() })
}

/// The entries whose texts are read, and whether each is the last of its story: the newest stories' last texts, or all.
fn wanted(entries: &[Entry], all: bool) -> Vec<(usize, bool)> {
    let mut seen = HashSet::new();
    let with_text = entries.iter().enumerate().rev().filter(|(_, entry)| entry.content.is_some());
    let marked = with_text.map(|(at, entry)| (at, seen.insert(entry.story.as_str())));
    match all {
        true => marked.collect(),
        false => marked.filter(|(_, is_present)| *is_present).take(STORIES).collect(),
    }
}

/// Whether the last entry of a story says that it is not to be used.
fn is_taken_back(entries: &[Entry], story: &str) -> bool {
    let last = entries.iter().rev().find(|entry| entry.story == story);
    last.is_some_and(|entry| matches!(entry.kind.as_str(), "hold" | "withdrawal" | "takedown"))
}

/// Holds what is shown of an entry's text against the log, and the story's page against that.
async fn text(
    site: &Site,
    key: &VerifierKey,
    counted: &Counted,
    (at, is_present): (usize, bool),
    report: &mut SiteReport,
) -> Said<()> {
    let entry = &counted.entries[at];
    let shown = site.bytes(&format!("/log/{}.json", entry.sequence)).await?;
    let shown: Shown = serde_json::from_slice(&shown).map_err(words)?;
    let checkpoint = Checkpoint::open(&shown.checkpoint, key).map_err(words)?;
    let path = shown.path.iter().map(|step| hash_of(step)).collect::<Said<Vec<_>>>()?;
    let leaf = leaf_hash(shown.entry.as_bytes());
    let is_proven =
        checkpoint.size == shown.size && tlog::is_in(&leaf, at as u64, shown.size, &path, &checkpoint.root);
    if !is_proven || !counted.has(at, &leaf) {
        return Err("the site proves another entry than the log has".into());
    }
    let Some(hashed) = shown.revision else {
        if !is_taken_back(&counted.entries, &entry.story) {
            return Err("its text is not shown, and no entry says why".into());
        }
        report.gone += 1;
        return Ok(());
    };
    let salt = STANDARD.decode(&hashed.salt).map_err(words)?;
    if Some(store::hex(&store::public_hash(&salt, &hashed.text))) != entry.content {
        return Err("the text is not the one that was recorded".into());
    }
    report.texts += 1;
    if let Some(page) = shown.page.filter(|_| is_present) {
        let html = site.text(&page).await?;
        let revision: Recorded = serde_json::from_str(&hashed.text).map_err(words)?;
        if let Some(missing) = missing(&html, &revision.content) {
            return Err(format!("the page {page} does not say what was recorded: \u{201c}{missing}\u{201d}"));
        }
        report.pages += 1;
    }
    Ok(())
}

fn hash_of(text: &str) -> Said<Hash> {
    let bytes = STANDARD.decode(text).map_err(words)?;
    bytes.try_into().map_err(|_| format!("`{text}` is no hash"))
}

/// The first of headline and paragraphs that a page does not say, letter for letter.
fn missing(html: &str, content: &Content) -> Option<String> {
    // Posts of a live coverage are articles in the article.
    let article = html.split_once("<article").map_or(html, |(_, rest)| rest);
    let article = article.rsplit_once("</article>").map_or(article, |(inside, _)| inside);
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let said = letters(&formats::plain_text(article));
    let counted = content.body.iter().filter(|paragraph| paragraph.role.is_counted());
    let texts = counted.map(|paragraph| paragraph.text.as_plain().into_owned());
    let mut all = std::iter::once(content.headline.clone()).chain(texts);
    all.find(|text| !said.contains(&letters(text)))
}
