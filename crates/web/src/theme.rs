//! How does a page look: which templates, which words, which files?
//!
//! Templates and assets are embedded; a theme folder may put its own in front of them. Everything that can
//! be wrong with a template is found when the theme is loaded: its syntax, the keys it asks of the
//! catalogues, and words that stand in it instead of there.
//!
//! Invariants:
//! - a template shows nothing that it was not given: an unknown name is an error, never an empty place;
//! - text is escaped unless the code that made it says that it is markup.

mod assets;
mod check;
mod words;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use i18n::Locale;
use minijinja::value::{Serde, Value};
use minijinja::{AutoEscape, Environment, UndefinedBehavior};
use serde::Serialize;

pub use assets::Assets;
pub use check::{Fault, faults};

#[derive(rust_embed::RustEmbed)]
#[folder = "templates/"]
struct Templates;

/// Why a theme cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ThemeError {
    /// A template that does not parse.
    #[error("template {name}: {source:#}")]
    Template {
        /// Its path below `templates/`.
        name: String,
        /// What the engine says.
        source: minijinja::Error,
    },
    /// A template asks for a message that a language lacks.
    #[error(
        "template {name} asks for the message `{key}`, which not every language has: add it to the catalogues"
    )]
    Message {
        /// Its path below `templates/`.
        name: String,
        /// The key, or the beginning of one.
        key: String,
    },
    /// Words in a template, which one language alone would show.
    #[error("template {name} says `{words}` itself: put it into the catalogues")]
    Words {
        /// Its path below `templates/`.
        name: String,
        /// The words.
        words: String,
    },
    /// A file that cannot be read.
    #[error("cannot read {path}: {source}")]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
}

/// The templates in each language, and the files they need.
#[derive(Debug)]
pub struct Theme {
    environments: Vec<(Locale, Environment<'static>)>,
    assets: Arc<Assets>,
}

impl Theme {
    /// Loads the embedded theme, with a folder's files in front of it.
    pub fn load(folder: Option<&Path>) -> Result<Theme, ThemeError> {
        let assets = Arc::new(Assets::load(folder)?);
        let sources = sources(folder)?;
        for (name, source) in &sources {
            if let Some(fault) = faults(name, source).into_iter().next() {
                return Err(fault.into_error(name));
            }
        }
        let mut environments = Vec::new();
        for locale in Locale::ALL {
            environments.push((locale, environment(locale, &assets, &sources)?));
        }
        Ok(Theme { environments, assets })
    }

    /// The files.
    pub fn assets(&self) -> &Arc<Assets> {
        &self.assets
    }

    /// The names of all templates.
    pub fn templates(&self) -> Vec<String> {
        let first = self.environments.first();
        first.iter().flat_map(|(_, env)| env.templates().map(|(name, _)| name.to_owned())).collect()
    }

    /// Fills a template in a language. The view's fields are the template's names; `lang` and `dir` of the
    /// interface are added to them.
    pub fn render(&self, name: &str, locale: Locale, view: impl Serialize) -> Result<String, ThemeError> {
        let environment = self
            .environments
            .iter()
            .find(|(known, _)| *known == locale)
            .or(self.environments.first())
            .map(|(_, environment)| environment);
        let Some(environment) = environment else { return Ok(String::new()) };
        let wrap = |source| ThemeError::Template { name: name.to_owned(), source };
        let view = Value::from(Serde(view));
        let context = minijinja::context! { lang => locale.tag(), dir => locale.direction(), ..view };
        environment.get_template(name).and_then(|template| template.render(context)).map_err(wrap)
    }
}

/// All templates: path below `templates/` and source.
fn sources(folder: Option<&Path>) -> Result<Vec<(String, String)>, ThemeError> {
    let mut all = Vec::new();
    for name in Templates::iter() {
        let Some(file) = Templates::get(&name) else { continue };
        let own = folder.map(|folder| folder.join("templates").join(&*name)).filter(|path| path.is_file());
        let source = match own {
            Some(path) => {
                std::fs::read_to_string(&path).map_err(|source| ThemeError::File { path, source })?
            }
            None => String::from_utf8_lossy(&file.data).into_owned(),
        };
        all.push((name.into_owned(), source));
    }
    Ok(all)
}

fn environment(
    locale: Locale,
    assets: &Arc<Assets>,
    sources: &[(String, String)],
) -> Result<Environment<'static>, ThemeError> {
    let mut env = Environment::new();
    env.set_undefined_behavior(UndefinedBehavior::Strict);
    env.set_auto_escape_callback(|name| match name.rsplit('.').next() {
        Some("html" | "xml") => AutoEscape::Html,
        Some("json" | "webmanifest") => AutoEscape::Json,
        _ => AutoEscape::None,
    });
    env.set_formatter(|out, state, value| match (state.auto_escape(), value.as_str()) {
        (AutoEscape::Html, Some(text)) if !value.is_safe() => write_escaped(out, text),
        _ => minijinja::escape_formatter(out, state, value),
    });
    words::add(&mut env, locale);
    let files = assets.clone();
    env.add_function("asset", move |path: String| files.address(&path).map_err(words::invalid));
    for (name, source) in sources {
        env.add_template_owned(name.clone(), source.clone())
            .map_err(|source| ThemeError::Template { name: name.clone(), source })?;
    }
    Ok(env)
}

/// Escapes text for HTML and XML. The engine's own escapes slashes too, which makes every address longer and
/// no page safer: attributes are always quoted here.
fn write_escaped(out: &mut minijinja::Output<'_>, text: &str) -> Result<(), minijinja::Error> {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let escaped = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&#34;",
            b'\'' => "&#39;",
            _ => continue,
        };
        out.write_str(&text[from..at])?;
        out.write_str(escaped)?;
        from = at + 1;
    }
    Ok(out.write_str(&text[from..])?)
}
