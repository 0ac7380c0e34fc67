//! `dateline convert` and `dateline validate`: files of any format of the trade into any other, or looked at.
//!
//! One file is in memory at a time, however many there are.

use std::io::{BufWriter, Read as _, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};
use formats::{Document, Format, Item, Loss, Severity};
use serde_json::json;

use crate::answer;
use crate::cli::{Convert, Validate, gather};

/// The files that are meant: those below folders too, and standard input as `-`.
fn files(asked: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let mut all = Vec::new();
    for path in asked {
        gather(path, &mut all)?;
    }
    Ok(all)
}

fn document(file: &Path) -> Result<Document> {
    let bytes = if file.as_os_str() == "-" {
        let mut bytes = Vec::new();
        let most = u64::try_from(formats::LARGEST)?.saturating_add(1);
        std::io::stdin().lock().take(most).read_to_end(&mut bytes).context("cannot read standard input")?;
        bytes
    } else {
        std::fs::read(file).context("it cannot be read")?
    };
    Ok(formats::read(&bytes)?)
}

/// Says one thing about a file on standard error: a line, or a JSON object.
fn tell(file: &Path, as_json: bool, text: &str, value: serde_json::Value) {
    let mut err = std::io::stderr();
    let _ = if as_json {
        let mut whole = json!({ "file": file.display().to_string() });
        if let (Some(whole), Some(more)) = (whole.as_object_mut(), value.as_object()) {
            whole.extend(more.clone());
        }
        writeln!(err, "{whole}")
    } else {
        writeln!(err, "{}: {text}", file.display())
    };
}

fn tell_loss(file: &Path, as_json: bool, loss: &Loss) {
    let value = json!({ "item": loss.item, "field": loss.field.as_str(), "loss": loss.what });
    tell(file, as_json, &format!("lost: {loss}"), value);
}

/// Converts; exit status 1 where a file could not be read.
pub fn convert(asked: &Convert) -> Result<ExitCode> {
    let mut out = Out::open(asked)?;
    let mut is_whole = true;
    for file in files(&asked.files)? {
        let document = match document(&file) {
            Ok(document) => document,
            Err(error) => {
                is_whole = false;
                tell(&file, asked.json, &format!("{error:#}"), json!({ "error": format!("{error:#}") }));
                continue;
            }
        };
        for left in &document.left {
            let text = format!("left: {}: {}", left.what, left.why);
            tell(&file, asked.json, &text, json!({ "left": left.what, "why": left.why }));
        }
        for diagnosis in document.diagnoses.iter().filter(|diagnosis| diagnosis.is_error()) {
            tell(&file, asked.json, &diagnosis.to_string(), json!({ "fault": diagnosis.to_string() }));
        }
        let head = document.head;
        for item in document.items {
            out.put(&file, &head, item)?;
        }
    }
    out.end()?;
    Ok(if is_whole { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Where items go: a stream, or a folder with a file for each.
struct Out<'a> {
    asked: &'a Convert,
    sink: Sink,
    /// The first item waits here until it is known whether it is the only one.
    waiting: Option<(PathBuf, formats::Head, Item)>,
    count: usize,
    losses: Vec<Loss>,
    bytes: Vec<u8>,
}

enum Sink {
    Folder(PathBuf),
    Stream { out: Box<dyn Write>, is_started: bool, file: Option<(PathBuf, PathBuf)> },
}

impl<'a> Out<'a> {
    fn open(asked: &'a Convert) -> Result<Self> {
        let sink = match &asked.output {
            Some(path) if path.is_dir() || path.as_os_str().to_string_lossy().ends_with('/') => {
                std::fs::create_dir_all(path)
                    .with_context(|| format!("cannot make the folder {}", path.display()))?;
                Sink::Folder(path.clone())
            }
            // What is no plain file (a pipe, a device) is written to as it stands.
            Some(path) if path.exists() && !path.is_file() => {
                let file = std::fs::OpenOptions::new()
                    .write(true)
                    .open(path)
                    .with_context(|| format!("cannot write {}", path.display()))?;
                Sink::Stream { out: Box::new(BufWriter::new(file)), is_started: false, file: None }
            }
            // A reader of the folder never sees half a file: it is written beside and then renamed.
            Some(path) => {
                let name = path.file_name().context("-o names no file")?.to_string_lossy().into_owned();
                let beside = path.with_file_name(format!(".{name}.part"));
                let file = std::fs::File::create(&beside)
                    .with_context(|| format!("cannot write {}", path.display()))?;
                let out = Box::new(BufWriter::new(file));
                Sink::Stream { out, is_started: false, file: Some((beside, path.clone())) }
            }
            None => {
                let out = Box::new(BufWriter::new(std::io::stdout()));
                Sink::Stream { out, is_started: false, file: None }
            }
        };
        Ok(Out { asked, sink, waiting: None, count: 0, losses: Vec::new(), bytes: Vec::new() })
    }

    fn put(&mut self, file: &Path, head: &formats::Head, item: Item) -> Result<()> {
        let to = self.asked.to.0;
        if let Sink::Folder(folder) = &self.sink {
            let path = folder.join(name(&item, self.count, to));
            self.bytes.clear();
            to.start(head, true, &mut self.bytes);
            to.item(&item, 0, true, &mut self.bytes, &mut self.losses);
            to.end(true, &mut self.bytes);
            let beside = folder.join(format!(".{}.part", self.count));
            std::fs::write(&beside, &self.bytes)
                .and_then(|()| std::fs::rename(&beside, &path))
                .with_context(|| format!("cannot write {}", path.display()))?;
            self.count += 1;
            self.tell(file);
            return Ok(());
        }
        if self.count == 0 && self.waiting.is_none() {
            self.waiting = Some((file.to_owned(), head.clone(), item));
            return Ok(());
        }
        if !to.holds_many() {
            bail!("{to} holds one story a file, and there are more: name a folder with -o FOLDER/");
        }
        if let Some((first, head, waiting)) = self.waiting.take() {
            self.write(&first, &head, &waiting, false)?;
        }
        self.write(file, head, &item, false)
    }

    fn write(&mut self, file: &Path, head: &formats::Head, item: &Item, is_one: bool) -> Result<()> {
        let to = self.asked.to.0;
        self.bytes.clear();
        let Sink::Stream { out, is_started, .. } = &mut self.sink else { return Ok(()) };
        if !*is_started {
            to.start(head, is_one, &mut self.bytes);
            *is_started = true;
        }
        to.item(item, self.count, is_one, &mut self.bytes, &mut self.losses);
        out.write_all(&self.bytes).context("cannot write the output")?;
        self.count += 1;
        self.tell(file);
        Ok(())
    }

    fn tell(&mut self, file: &Path) {
        for loss in self.losses.drain(..) {
            tell_loss(file, self.asked.json, &loss);
        }
    }

    fn end(mut self) -> Result<()> {
        let to = self.asked.to.0;
        let mut is_one = false;
        if let Some((file, head, item)) = self.waiting.take() {
            is_one = true;
            self.write(&file, &head, &item, true)?;
        }
        let Sink::Stream { mut out, is_started, file } = self.sink else { return Ok(()) };
        self.bytes.clear();
        if !is_started {
            to.start(&formats::Head::default(), false, &mut self.bytes);
        }
        to.end(is_one, &mut self.bytes);
        out.write_all(&self.bytes).and_then(|()| out.flush()).context("cannot write the output")?;
        drop(out);
        if let Some((beside, path)) = file {
            std::fs::rename(&beside, &path).with_context(|| format!("cannot write {}", path.display()))?;
        }
        Ok(())
    }
}

/// A name that sorts by the time of the version: `20261012T120500Z-ferry-back-v2.json`.
fn name(item: &Item, count: usize, format: Format) -> String {
    let at = item.updated.or(item.published).or(item.created);
    let at = at.map_or_else(|| format!("{count:08}"), |at| at.strftime("%Y%m%dT%H%M%SZ").to_string());
    let slug = formats::address_slug(item.slugline.as_deref().unwrap_or(&item.title));
    let version = item.version.map(|version| format!("-v{version}")).unwrap_or_default();
    format!("{at}-{count:05}-{slug}{version}.{}", format.ending())
}

/// Looks at files; exit status 1 where one cannot be read or has a fault.
pub fn validate(asked: &Validate) -> Result<ExitCode> {
    let mut is_sound = true;
    for file in files(&asked.files)? {
        let shown = file.display().to_string();
        let document = match document(&file) {
            Ok(document) => document,
            Err(error) => {
                is_sound = false;
                let (text, value) =
                    (format!("{shown}: {error:#}"), json!({ "file": shown, "error": format!("{error:#}") }));
                if asked.json {
                    answer::json(&value)
                } else {
                    answer::line(&text)
                }
                continue;
            }
        };
        let found = formats::validate(&document);
        is_sound &= !found.iter().any(formats::Diagnosis::is_error);
        let word = |severity: Severity| if severity == Severity::Error { "error" } else { "warning" };
        if asked.json {
            let found: Vec<_> = found
                .iter()
                .map(|one| json!({ "severity": word(one.severity), "line": one.line, "column": one.column, "message": one.message }))
                .collect();
            let left: Vec<_> =
                document.left.iter().map(|left| json!({ "what": left.what, "why": left.why })).collect();
            answer::json(&json!({
                "file": shown,
                "format": document.format,
                "items": document.items.len(),
                "left": left,
                "diagnoses": found,
            }));
            continue;
        }
        answer::line(&format!(
            "{shown}: {}: {}",
            document.format,
            match document.items.len() {
                1 => "1 item".to_owned(),
                count => format!("{count} items"),
            }
        ));
        for left in &document.left {
            answer::line(&format!("  left: {}: {}", left.what, left.why));
        }
        for one in &found {
            answer::line(&format!("  {}: {one}", word(one.severity)));
        }
    }
    Ok(if is_sound { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
