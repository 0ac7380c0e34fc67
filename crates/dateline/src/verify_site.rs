//! Is what a site shows what it recorded? Asked from outside, with nothing but the site and its key.
//!
//! Every entry of the public log is read and the tree counted anew, so that the root of the signed checkpoint has to come out, and that
//! of a checkpoint that was kept before: whoever takes an entry out, puts one in or alters one cannot have both. Then the texts:
//! what was hashed of each revision has to have the hash that its entry names, and the story's page has to say it.

use std::collections::HashMap;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context as _, Result, anyhow, bail};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use post::{Asking, Fetched, Networks, Post};
use serde::Deserialize;
use serde_json::{Value, json};
use tlog::{Bundle, Checkpoint, Growing, Hash, Tile, Tree, VerifierKey, leaf_hash};

use crate::answer;

/// The texts of the newest so many stories are read, where not all are wanted.
const STORIES: usize = 200;

/// What is asked.
pub struct Asked<'a> {
    /// The site's address.
    pub site: &'a str,
    /// The key; taken from the site where none is given.
    pub key: Option<&'a str>,
    /// A file with the checkpoint of the last time, which is replaced by the present one.
    pub kept: Option<&'a Path>,
    /// Read the texts of all revisions, not only of the newest stories.
    pub all: bool,
    /// Answer with one JSON object.
    pub json: bool,
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

/// What was found.
#[derive(Default)]
struct Report {
    entries: u64,
    texts: u64,
    pages: u64,
    gone: u64,
    since: Option<u64>,
    faults: Vec<String>,
}

/// Checks a site and says what was found; exit status 1 where something does not hold.
///
/// # Errors
/// When the site cannot be asked, or a file cannot be read or written.
pub fn verify(asked: &Asked<'_>) -> Result<ExitCode> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let (checkpoint, key, report) = runtime.block_on(look(asked))?;
    if let Some(path) = asked.kept.filter(|_| report.faults.is_empty()) {
        std::fs::write(path, &checkpoint).with_context(|| format!("{} cannot be written", path.display()))?;
    }
    if asked.json {
        answer::json(&told(&report, &key));
    } else {
        let since = report
            .since
            .map_or_else(String::new, |size| format!(", {size} of them as they were the last time"));
        answer::line(&format!(
            "{} entries under the signed root{since}; {} texts and {} pages say what was recorded, {} texts are gone, as entries tell",
            report.entries, report.texts, report.pages, report.gone
        ));
        if asked.key.is_none() {
            answer::line(&format!(
                "the key came from the site itself; keep it, and give it the next time: --key {key}"
            ));
        }
        report.faults.iter().for_each(|fault| answer::fault(fault));
    }
    Ok(if report.faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn told(report: &Report, key: &VerifierKey) -> Value {
    json!({
        "entries": report.entries,
        "texts": report.texts,
        "pages": report.pages,
        "gone": report.gone,
        "since": report.since,
        "key": key.to_string(),
        "faults": report.faults,
    })
}

/// A site that is asked.
struct Site {
    post: Post,
    address: String,
}

impl Site {
    async fn bytes(&self, path: &str) -> Result<Vec<u8>> {
        let address = format!("{}{path}", self.address);
        match self.post.fetch(&Asking { address: &address, ..Asking::default() }).await {
            Fetched::New { bytes, .. } => Ok(bytes),
            Fetched::Same => bail!("{address}: nothing came"),
            Fetched::Gone(said) | Fetched::Refused { said, .. } => bail!("{address}: {said}"),
        }
    }

    async fn text(&self, path: &str) -> Result<String> {
        String::from_utf8(self.bytes(path).await?).with_context(|| format!("{}{path}", self.address))
    }
}

/// The whole log as it was counted here.
struct Counted {
    entries: Vec<Entry>,
    tiles: HashMap<(u8, u64), Vec<Hash>>,
}

impl Counted {
    /// The root at a size.
    fn root(&self, size: u64) -> Result<Hash> {
        Tree::new(size, |tile: Tile| {
            let hashes = self.tiles.get(&(tile.level, tile.index));
            let width = usize::try_from(tile.width).unwrap_or(usize::MAX);
            hashes
                .and_then(|all| all.get(..width))
                .map(<[Hash]>::to_vec)
                .ok_or_else(|| anyhow!("no {}", tile.path()))
        })
        .root()
    }
}

async fn look(asked: &Asked<'_>) -> Result<(String, VerifierKey, Report)> {
    // Whoever calls says which address is meant: private networks too.
    let post = Post::new(Networks::read(["0.0.0.0/0", "::/0"])).map_err(|error| anyhow!(error))?;
    let site = Site { post, address: asked.site.trim_end_matches('/').to_owned() };
    let key: VerifierKey = match asked.key {
        Some(key) => key.parse()?,
        None => site.text("/log/key").await?.trim().parse()?,
    };
    let mut report = Report::default();
    let note = site.text("/log/checkpoint").await?;
    let checkpoint = match Checkpoint::open(&note, &key) {
        Ok(checkpoint) => checkpoint,
        Err(error) => {
            report.faults.push(format!("the checkpoint does not hold: {error}"));
            return Ok((note, key, report));
        }
    };
    let counted = count(&site, checkpoint.size).await?;
    report.entries = checkpoint.size;
    if counted.root(checkpoint.size)? != checkpoint.root {
        report.faults.push("the entries do not make the root that the site signed".into());
    }
    if let Some(path) = asked.kept.filter(|path| path.exists()) {
        let note =
            std::fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))?;
        let before =
            Checkpoint::open(&note, &key).with_context(|| format!("{} does not hold", path.display()))?;
        if before.size > checkpoint.size {
            report
                .faults
                .push(format!("the log had {} entries and has {} now", before.size, checkpoint.size));
        } else if counted.root(before.size)? != before.root {
            report.faults.push(format!("the first {} entries are not what they were", before.size));
        }
        report.since = Some(before.size);
    }
    for (at, is_present) in wanted(&counted.entries, asked.all) {
        if let Err(fault) = text(&site, &key, &counted, at, is_present, &mut report).await {
            report.faults.push(format!("entry {}: {fault:#}", counted.entries[at].sequence));
        }
    }
    Ok((note, key, report))
}

/// Reads all entries and counts the tree over them.
async fn count(site: &Site, size: u64) -> Result<Counted> {
    let (mut growing, mut entries) = (Growing::default(), Vec::new());
    for bundle in Bundle::all(size) {
        let bytes = site.bytes(&format!("/log/{}", bundle.path())).await?;
        let all = tlog::entries_of(&bytes)?;
        if all.len() as u64 != bundle.width {
            bail!("{} has {} entries, not {}", bundle.path(), all.len(), bundle.width);
        }
        for bytes in all {
            growing.push(bytes);
            let entry: Entry = serde_json::from_slice(bytes).context("an entry cannot be read")?;
            if entry.sequence != growing.size() {
                bail!("entry {} stands at place {}", entry.sequence, growing.size());
            }
            entries.push(entry);
        }
    }
    let tiles = growing.take().into_iter().map(|(level, index, hashes)| ((level, index), hashes));
    Ok(Counted { entries, tiles: tiles.collect() })
}

/// The entries whose texts are read, and whether each is the last of its story: the newest stories' last texts, or all.
fn wanted(entries: &[Entry], all: bool) -> Vec<(usize, bool)> {
    let mut seen = std::collections::HashSet::new();
    let with_text = entries.iter().enumerate().rev().filter(|(_, entry)| entry.content.is_some());
    let marked = with_text.map(|(at, entry)| (at, seen.insert(entry.story.as_str())));
    match all {
        true => marked.collect(),
        false => marked.filter(|(_, is_present)| *is_present).take(STORIES).collect(),
    }
}

/// Whether the last notice of a story says that it is not to be used.
fn is_taken_back(entries: &[Entry], story: &str) -> bool {
    let last = entries.iter().rev().find(|entry| entry.story == story);
    last.is_some_and(|entry| matches!(entry.kind.as_str(), "hold" | "withdrawal" | "takedown"))
}

async fn text(
    site: &Site,
    key: &VerifierKey,
    counted: &Counted,
    at: usize,
    is_present: bool,
    report: &mut Report,
) -> Result<()> {
    let entry = &counted.entries[at];
    let shown: Shown = serde_json::from_slice(&site.bytes(&format!("/log/{}.json", entry.sequence)).await?)?;
    let checkpoint = Checkpoint::open(&shown.checkpoint, key)?;
    let path = shown.path.iter().map(|step| hash_of(step)).collect::<Result<Vec<_>>>()?;
    let leaf = leaf_hash(shown.entry.as_bytes());
    if checkpoint.size != shown.size
        || !tlog::is_in(&leaf, at as u64, shown.size, &path, &checkpoint.root)
        || Some(&leaf) != counted.tiles.get(&(0, at as u64 / tlog::WIDTH)).and_then(|tile| tile.get(at % 256))
    {
        bail!("the site proves another entry than the log has");
    }
    let Some(hashed) = shown.revision else {
        if !is_taken_back(&counted.entries, &entry.story) {
            bail!("its text is not shown, and no entry says why");
        }
        report.gone += 1;
        return Ok(());
    };
    let found = store::public_hash(&STANDARD.decode(&hashed.salt)?, &hashed.text);
    if Some(store::hex(&found)) != entry.content {
        bail!("the text is not the one that was recorded");
    }
    report.texts += 1;
    if let Some(page) = shown.page.filter(|_| is_present) {
        let html = site.text(&page).await?;
        let text = serde_json::from_str(&hashed.text)?;
        if let Some(missing) = missing(&html, &text) {
            bail!("the page {page} does not say what was recorded: \u{201c}{missing}\u{201d}");
        }
        report.pages += 1;
    }
    Ok(())
}

fn hash_of(text: &str) -> Result<Hash> {
    STANDARD.decode(text)?.try_into().map_err(|_| anyhow!("`{text}` is no hash"))
}

/// The first of headline and paragraphs that a page does not say, letter for letter.
fn missing(html: &str, revision: &Value) -> Option<String> {
    // Posts of a live coverage are articles in the article.
    let article = html.split_once("<article").map_or(html, |(_, rest)| rest);
    let article = article.rsplit_once("</article>").map_or(article, |(inside, _)| inside);
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let said = letters(&formats::plain_text(article));
    let content = &revision["content"];
    let paragraphs = content["body"].as_array().into_iter().flatten();
    let counted = paragraphs
        .filter(|it| matches!(it["role"].as_str(), None | Some("body" | "background" | "block-quote")));
    let texts = counted.map(|it| plain_of(&it["text"]));
    let mut all = content["headline"].as_str().map(str::to_owned).into_iter().chain(texts);
    all.find(|text| !said.contains(&letters(text)))
}

/// What a text says without its marks: a string, or runs with theirs.
fn plain_of(text: &Value) -> String {
    match serde_json::from_value::<story::Text>(text.clone()) {
        Ok(text) => text.as_plain().into_owned(),
        Err(_) => String::new(),
    }
}
