//! Where does the index stand, what is in it, and how far along the wire is it?

use std::collections::HashSet;
use std::fs;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::tz::TimeZone;
use story::{EditionSlug, Language, Placement, SectionSlug, ShortId, StoryId};
use tantivy::collector::{Count, TopDocs};
use tantivy::directory::error::LockError;
use tantivy::directory::{Directory, RamDirectory};
use tantivy::schema::{
    FAST, Field, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions, Value,
};
use tantivy::{
    DocAddress, IndexReader, IndexWriter, Order as Direction, ReloadPolicy, TantivyDocument, TantivyError,
    Term,
};

use crate::folder::{Folder, at, is_of_this_start, note_start, wipe};
use crate::query::{self, Part};
use crate::sought::{self, Place, Places};
use crate::words::{self, LANGUAGES, PLAIN};
use crate::{SearchError, words::one_spelling};

/// What the index means. Raised whenever a field, an analyser or a stem changes; an index of another
/// number is wiped and built again.
const FORMAT: u32 = 1;
/// A backlog is dealt with by two at once; what comes one by one, by one of them.
const WRITERS: usize = 2;
/// What the engine asks for at the least; it is taken as it fills, in bytes.
const WRITER_MEMORY: usize = WRITERS * 15_000_000;
/// The most hits on one page.
const MOST_HITS: usize = 100;
/// Deeper pages are not read: nobody does, and each costs as much as all before it.
const DEEPEST: usize = 10_000;

/// A public story in its present state.
#[derive(Clone, Debug)]
pub struct Document {
    /// Which story. Putting it again replaces it.
    pub story: StoryId,
    /// The id in its address.
    pub short_id: ShortId,
    /// Where it stands.
    pub placements: Vec<Placement>,
    /// Decides how its words are stemmed.
    pub language: Language,
    /// Weighs most.
    pub headline: String,
    /// Lead and paragraphs.
    pub text: String,
    /// Words to find it by.
    pub keywords: Vec<String>,
    /// Who wrote it.
    pub byline: Option<String>,
    /// When it was first published, in microseconds since 1970 (UTC).
    pub published: i64,
}

/// In which order hits come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// What was published last, first.
    #[default]
    Newest,
    /// What fits best, first.
    Best,
}

/// What a reader asks for.
#[derive(Clone, Debug)]
pub struct Query {
    /// In one edition, or in all.
    pub edition: Option<EditionSlug>,
    /// In one section of that edition (ignored without an edition).
    pub section: Option<SectionSlug>,
    /// As typed: words, `"phrases"`, `this OR that`, `-not this`, `begin*`, `(…)`, `headline:…`, `after:2026-10-31`. Blank finds
    /// nothing.
    pub text: String,
    /// Where the days of the text begin.
    pub zone: TimeZone,
    /// Newest or best first.
    pub order: Order,
    /// At most so many hits, up to 100.
    pub limit: usize,
    /// How many hits to leave out: those on earlier pages.
    pub after: usize,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hits {
    /// How many in all.
    pub total: usize,
    /// Those on this page.
    pub hits: Vec<Hit>,
    /// What `after` is on the next page; none on the last.
    pub next: Option<usize>,
}

/// A story that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// Which story.
    pub story: StoryId,
    /// The id in its address.
    pub short_id: ShortId,
    /// How well it fits; 0 where newest come first.
    pub score: f32,
}

/// What was there when the index was opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opened {
    /// An index to go on with from its [`Index::cursor`].
    Kept,
    /// Nothing: a new index, cursor 0.
    New,
    /// One that was damaged or of another format. It was wiped; read the wire again from entry 1.
    Wiped {
        /// What was wrong with it, for the log.
        reason: String,
    },
}

/// The index. Shared by reference; a search never waits for a put.
pub struct Index {
    fields: Fields,
    engine: tantivy::Index,
    reader: IndexReader,
    /// None after a fault: the engine's writer is of no use then, and the next who writes opens another.
    writer: Mutex<Option<IndexWriter>>,
    /// What was put since the last commit.
    fresh: Mutex<HashSet<StoryId>>,
}

#[derive(Clone)]
struct Fields {
    story: Field,
    short_id: Field,
    edition: Field,
    section: Field,
    published: Field,
    keywords: Field,
    byline: Field,
    /// Headline and text for each of [`LANGUAGES`], then for [`PLAIN`].
    by_language: Vec<(Field, Field)>,
}

fn schema() -> (Schema, Fields) {
    let analysed = |analyser: &str| {
        TextOptions::default().set_indexing_options(
            TextFieldIndexing::default()
                .set_tokenizer(analyser)
                .set_index_option(IndexRecordOption::WithFreqsAndPositions),
        )
    };
    let mut schema = Schema::builder();
    let fields = Fields {
        story: schema.add_text_field("story", STRING | STORED),
        short_id: schema.add_text_field("short_id", STRING | STORED),
        edition: schema.add_text_field("edition", STRING),
        section: schema.add_text_field("section", STRING),
        published: schema.add_i64_field("published", FAST),
        keywords: schema.add_text_field("keywords", analysed(PLAIN)),
        byline: schema.add_text_field("byline", analysed(PLAIN)),
        by_language: LANGUAGES
            .into_iter()
            .chain([PLAIN])
            .map(|name| {
                (
                    schema.add_text_field(&format!("headline_{name}"), analysed(name)),
                    schema.add_text_field(&format!("text_{name}"), analysed(name)),
                )
            })
            .collect(),
    };
    (schema.build(), fields)
}

impl Index {
    /// Opens the index in a folder of its own, making it where it is missing. One that is damaged or of
    /// another format is wiped, and [`Opened`] says so: it can be had again from the wire.
    ///
    /// Fails if another process holds it or the folder cannot be used.
    pub fn open(folder: &Path) -> Result<(Self, Opened), SearchError> {
        fs::create_dir_all(folder).map_err(at(folder))?;
        let is_new = !folder.join("meta.json").exists();
        let is_doubtful = !is_new && !is_of_this_start(folder);
        let found = match is_doubtful.then(|| damage(folder)).flatten() {
            Some(reason) => Err(reason),
            None => match Self::in_directory(Folder::open(folder)?) {
                Ok(index) => {
                    index.is_of_this_format()?.then_some(index).ok_or("it is of another format".into())
                }
                Err(TantivyError::LockFailure(LockError::LockBusy, _)) => {
                    return Err(SearchError::InUse(folder.to_owned()));
                }
                Err(error) => Err(error.to_string()),
            },
        };
        let opened = match found {
            Ok(index) => (index, if is_new { Opened::New } else { Opened::Kept }),
            Err(reason) => {
                wipe(folder)?;
                (Self::in_directory(Folder::open(folder)?)?, Opened::Wiped { reason })
            }
        };
        note_start(folder)?;
        Ok(opened)
    }

    fn is_of_this_format(&self) -> Result<bool, SearchError> {
        Ok(match self.engine.load_metas()?.payload.as_deref() {
            // A first run that ended before its first commit has nothing, not something wrong.
            None => self.reader.searcher().num_docs() == 0,
            Some(payload) => cursor_of(payload).is_some(),
        })
    }

    /// An index that is gone when it is dropped.
    pub fn in_memory() -> Result<Self, SearchError> {
        Ok(Self::in_directory(RamDirectory::create())?)
    }

    fn in_directory(directory: impl Directory) -> tantivy::Result<Self> {
        let (schema, fields) = schema();
        let mut engine = tantivy::Index::open_or_create(directory, schema)?;
        engine.set_tokenizers(words::analysers());
        let reader = engine.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let writer = Mutex::new(Some(engine.writer_with_num_threads(WRITERS, WRITER_MEMORY)?));
        Ok(Self { fields, engine, reader, writer, fresh: Mutex::default() })
    }

    /// How far along the wire the index is: what was given to the last [`Index::commit`], or 0.
    pub fn cursor(&self) -> Result<u64, SearchError> {
        Ok(self.engine.load_metas()?.payload.as_deref().and_then(cursor_of).unwrap_or(0))
    }

    /// Puts a story in, in place of what was there of it. Found after the next commit.
    pub fn put(&self, document: &Document) -> Result<(), SearchError> {
        let f = &self.fields;
        let mut entry = TantivyDocument::default();
        entry.add_text(f.story, document.story.to_string());
        entry.add_text(f.short_id, document.short_id.as_str());
        for placement in &document.placements {
            entry.add_text(f.edition, placement.edition.as_str());
            entry.add_text(f.section, section_key(&placement.edition, &placement.section));
        }
        let (headline, text) = f.by_language(document.language.primary());
        entry.add_text(headline, one_spelling(&document.headline));
        entry.add_text(text, one_spelling(&document.text));
        for keyword in &document.keywords {
            entry.add_text(f.keywords, one_spelling(keyword));
        }
        if let Some(byline) = &document.byline {
            entry.add_text(f.byline, one_spelling(byline));
        }
        entry.add_i64(f.published, document.published);

        // Taking out what is not there costs a look at every segment; most of a backlog is new.
        let is_there = !self.fresh().insert(document.story)
            || self.reader.searcher().doc_freq(&self.story_term(document.story))? > 0;
        self.write(|writer| {
            if is_there {
                writer.delete_term(self.story_term(document.story));
            }
            writer.add_document(entry).map(drop)
        })
    }

    /// Takes a story out, after the next commit; no error if it is not there.
    pub fn remove(&self, story: StoryId) -> Result<(), SearchError> {
        self.write(|writer| {
            writer.delete_term(self.story_term(story));
            Ok(())
        })
    }

    /// Writes. Where that fails, nothing since the last commit counts, and the next begins with a new writer.
    fn write(&self, act: impl FnOnce(&mut IndexWriter) -> tantivy::Result<()>) -> Result<(), SearchError> {
        let mut held = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let mut writer = match held.take() {
            Some(writer) => writer,
            None => self.engine.writer_with_num_threads(WRITERS, WRITER_MEMORY)?,
        };
        act(&mut writer)?;
        *held = Some(writer);
        Ok(())
    }

    /// Makes all puts and removes since the last commit count and be seen, with the place on the wire up
    /// to which they go. If this or a put fails, nothing since the last commit counts: read on from [`Index::cursor`].
    pub fn commit(&self, cursor: u64) -> Result<(), SearchError> {
        self.write(|writer| {
            let mut commit = writer.prepare_commit()?;
            commit.set_payload(&format!("{FORMAT} {cursor}"));
            commit.commit().map(drop)
        })?;
        self.reader.reload()?;
        self.fresh().clear();
        Ok(())
    }

    fn fresh(&self) -> MutexGuard<'_, HashSet<StoryId>> {
        self.fresh.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Erases what was taken out: its words leave the index's files, which a mere removal does only in time.
    pub fn purge(&self) -> Result<(), SearchError> {
        let payload = self.engine.load_metas()?.payload;
        self.write(|writer| {
            for segment in self.engine.searchable_segment_metas()? {
                if segment.num_deleted_docs() > 0 {
                    writer.merge(&[segment.id()]).wait()?;
                }
            }
            self.reader.reload()?;
            writer.garbage_collect_files().wait().map(drop)
        })?;
        // A merge keeps the place on the wire; where an engine would not, the index is read anew rather than wrong.
        debug_assert_eq!(payload, self.engine.load_metas()?.payload);
        Ok(())
    }

    /// Finds stories. Whatever the text is, it is no error.
    pub fn search(&self, asked: &Query) -> Result<Hits, SearchError> {
        let wish = query::parse(&one_spelling(&asked.text), &asked.zone);
        let Some(wish) = wish.filter(|_| asked.after <= DEEPEST) else {
            return Ok(Hits::default());
        };
        let wanted = sought::build(&wish, self.filters(asked), &mut self.places()?);
        let searcher = self.reader.searcher();
        let limit = asked.limit.clamp(1, MOST_HITS);
        let top = TopDocs::with_limit(limit).and_offset(asked.after);
        let (total, found): (usize, Vec<(f32, DocAddress)>) = match asked.order {
            Order::Best => searcher.search(&wanted, &(Count, top.order_by_score()))?,
            Order::Newest => {
                let newest = top.order_by_fast_field::<i64>("published", Direction::Desc);
                let (total, found) = searcher.search(&wanted, &(Count, newest))?;
                (total, found.into_iter().map(|(_, at)| (0.0, at)).collect())
            }
        };
        let mut hits = Vec::with_capacity(found.len());
        for (score, at) in found {
            let entry: TantivyDocument = searcher.doc(at)?;
            let word = |field| entry.get_first(field).and_then(|value| value.as_str());
            let story = word(self.fields.story).and_then(|id| id.parse().ok());
            let short_id = word(self.fields.short_id).and_then(|id| id.parse().ok());
            if let (Some(story), Some(short_id)) = (story, short_id) {
                hits.push(Hit { story, short_id, score });
            }
        }
        let end = asked.after + hits.len();
        Ok(Hits { total, next: (end < total && !hits.is_empty()).then_some(end), hits })
    }

    fn filters(&self, asked: &Query) -> Vec<Term> {
        let Some(edition) = &asked.edition else { return Vec::new() };
        match &asked.section {
            Some(section) => {
                vec![Term::from_field_text(self.fields.section, &section_key(edition, section))]
            }
            None => vec![Term::from_field_text(self.fields.edition, edition.as_str())],
        }
    }

    /// Everywhere that words are sought, with its weight.
    fn places(&self) -> Result<Places, SearchError> {
        let f = &self.fields;
        let weighed = f
            .by_language
            .iter()
            .flat_map(|&(headline, text)| [(headline, Part::Headline, 3.0), (text, Part::Text, 1.0)])
            .chain([(f.keywords, Part::Keywords, 2.0), (f.byline, Part::Byline, 1.5)]);
        let words = weighed
            .map(|(field, part, boost)| {
                Ok(Place { field, part, analyser: self.engine.tokenizer_for_field(field)?, boost })
            })
            .collect::<Result<_, SearchError>>()?;
        let plain = self.engine.tokenizer_for_field(f.keywords)?;
        Ok(Places { words, plain, published: f.published })
    }

    fn story_term(&self, story: StoryId) -> Term {
        Term::from_field_text(self.fields.story, &story.to_string())
    }
}

impl std::fmt::Debug for Index {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Index").finish_non_exhaustive()
    }
}

impl Fields {
    fn by_language(&self, primary: &str) -> (Field, Field) {
        let name = words::analyser_name(primary);
        let place = LANGUAGES.into_iter().position(|language| language == name);
        self.by_language[place.unwrap_or(LANGUAGES.len())]
    }
}

/// What is wrong with the files of an index that may have been cut off while they were written; before they are read, for who reads
/// them believes them.
fn damage(folder: &Path) -> Option<String> {
    let checked = Folder::open(folder).and_then(|it| Ok(tantivy::Index::open(it)?.validate_checksum()?));
    match checked {
        Ok(damaged) if damaged.is_empty() => None,
        Ok(damaged) => Some(format!("{} of its files are damaged", damaged.len())),
        Err(error) => Some(error.to_string()),
    }
}

fn section_key(edition: &EditionSlug, section: &SectionSlug) -> String {
    format!("{edition}/{section}")
}

/// Reads what [`Index::commit`] wrote; nothing for another format.
fn cursor_of(payload: &str) -> Option<u64> {
    let (format, cursor) = payload.split_once(' ')?;
    (format.parse() == Ok(FORMAT)).then(|| cursor.parse().ok())?
}
