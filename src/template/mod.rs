//! View models to HTML, or to Markdown in text mode, through `minijinja`.
//!
//! The templates are embedded; a book overrides any of them with a file of the same name in its
//! `theme/patterns/`. Everything that a template prints is escaped, unless a filter of this module
//! made it.

mod embedded;
mod given;
mod includes;
mod inert;
mod inline;
mod names;
#[cfg(test)]
pub(crate) mod noted;
mod own;

use std::path::Path;

use minijinja::value::{Serde, Value};
use minijinja::{AutoEscape, Environment, Error, UndefinedBehavior};
use serde::Serialize;

pub(crate) use inert::inert;
pub use inline::inline_html;

use crate::config::Labels;
use crate::diagnostic::{Code, Diagnostic};
use crate::text::markdown::{markdown_text, plain};

/// The folder of a book's own templates.
pub(crate) const FOLDER: &str = "theme/patterns";

/// What a run makes of pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// HTML inside Markdown, for mdBook's HTML renderer.
    Html,
    /// Plain Markdown, for every other renderer.
    Text,
}

impl Mode {
    /// The mode for a renderer's name.
    pub fn of(renderer: &str) -> Self {
        if renderer == "html" { Mode::Html } else { Mode::Text }
    }

    fn extension(self) -> &'static str {
        match self {
            Mode::Html => "html",
            Mode::Text => "md",
        }
    }
}

/// The compiled templates of a book.
pub struct Templates {
    env: Environment<'static>,
    mode: Mode,
    /// Those of the book.
    own: own::Own,
}

impl Templates {
    /// Compiles the embedded templates and those of the book in `root`; templates of the book that cannot be read or
    /// do not compile are reported, and the embedded ones used.
    pub fn new(mode: Mode, labels: &Labels, root: &Path, problems: &mut Vec<Diagnostic>) -> Self {
        let mut env = Environment::new();
        env.set_undefined_behavior(UndefinedBehavior::Lenient);
        env.set_auto_escape_callback(|name| match name.ends_with(".html") || name.ends_with(".svg") {
            true => AutoEscape::Html,
            false => AutoEscape::None,
        });
        // What is missing prints nothing, after a filter too.
        env.set_formatter(|out, state, value| match value.is_none() {
            true => Ok(()),
            false => minijinja::escape_formatter(out, state, value),
        });
        env.add_filter("inline", |text: Option<&str>| {
            text.map(|text| Value::from_safe_string(inline_html(text)))
        });
        env.add_filter("plain", |text: Option<&str>| text.map(plain));
        env.add_filter("text", |text: Option<&str>| text.map(markdown_text));
        env.add_filter("attr", |text: Option<&str>| {
            text.map(|text| Value::from_safe_string(attribute(text)))
        });
        env.add_global("labels", Value::from(Serde(labels)));
        env.add_global("progress_words", progress_words(labels));
        // Those that a run does not need are not compiled.
        env.set_loader(|name| Ok(embedded::source(name)));
        let own = own::read(root, problems);
        for (name, source) in &own {
            if let Err(error) = env.add_template_owned(name.clone(), source.clone()) {
                problems.push(broken(name, &error));
            }
        }
        problems.extend(own::unknown_names(&env, &own));
        Self { env, mode, own }
    }

    /// The same templates for another mode.
    pub(crate) fn in_mode(&self, mode: Mode) -> Self {
        Self { env: self.env.clone(), mode, own: self.own.clone() }
    }

    /// The same templates with functions that a stage gives them.
    #[cfg(feature = "cards")]
    pub(crate) fn with(&self, add: impl FnOnce(&mut Environment<'static>)) -> Self {
        let mut with = self.in_mode(self.mode);
        add(&mut with.env);
        with
    }

    /// The templates of the book, each with its file from the root: problems point into them.
    pub(crate) fn texts(&self) -> impl Iterator<Item = (String, &str)> {
        self.own.iter().map(|(name, source)| (format!("{FOLDER}/{name}"), source.as_str()))
    }

    /// Whether the book has a template of its own in the place of the embedded one of this name.
    pub(crate) fn is_own(&self, name: &str) -> bool {
        self.own.contains_key(&format!("{name}.{}", self.mode.extension()))
    }

    /// The mode these templates are for.
    pub fn mode(&self) -> Mode {
        self.mode
    }

    /// Renders the template `name` (without its extension): in HTML one block without blank lines,
    /// so that CommonMark keeps it whole.
    ///
    /// # Errors
    /// A template of the book that fails at run time.
    pub fn render(&self, name: &str, view: &impl Serialize) -> Result<String, Diagnostic> {
        #[cfg(test)]
        noted::note(name, view);
        let file = format!("{name}.{}", self.mode.extension());
        let rendered = self.run(&file, view).map_err(|error| broken(&file, &error))?;
        Ok(match self.mode {
            Mode::Html => without_blank_lines(&rendered),
            Mode::Text => squeeze_blank_lines(&rendered),
        })
    }

    /// Renders the template of a file that is no part of a page.
    ///
    /// # Errors
    /// As [`Templates::render`], with the place in the book's file.
    #[cfg(feature = "cards")]
    pub(crate) fn render_file(&self, file: &str, view: &impl Serialize) -> Result<String, Diagnostic> {
        self.run(file, view).map_err(|error| {
            let problem = broken(file, &error);
            let place = error.name().and_then(|name| Some((name, self.own.get(name)?)));
            match place {
                Some((name, source)) => problem.at(&format!("{FOLDER}/{name}"), line(source, error.line())),
                None => problem,
            }
        })
    }

    fn run(&self, file: &str, view: &impl Serialize) -> Result<String, Error> {
        self.env.get_template(file)?.render(Value::from(Serde(view)))
    }
}

/// A text for an attribute or an element of HTML or XML; a `/` stays one, so that addresses can be read.
pub(crate) fn attribute(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The words that `data-patterns-progress` gives its script, as JSON.
fn progress_words(labels: &Labels) -> String {
    let words = ["progress", "progress_done", "progress_page", "progress_reset", "progress_undo"];
    let word = |key: &'static str| (key.strip_prefix("progress_").unwrap_or(key), labels.get(key));
    let words: std::collections::BTreeMap<_, _> = words.into_iter().map(word).collect();
    serde_json::to_string(&words).unwrap_or_default()
}

/// The embedded templates: their files and sources.
pub(crate) fn embedded() -> impl Iterator<Item = (&'static str, &'static str)> {
    embedded::TEMPLATES.iter().copied()
}

/// The bytes of a line, counted from 1, without the space around it.
#[cfg(feature = "cards")]
fn line(source: &str, number: Option<usize>) -> std::ops::Range<usize> {
    let Some(line) = number.and_then(|number| source.lines().nth(number.checked_sub(1)?)) else {
        return 0..0;
    };
    let line = line.trim();
    let start = line.as_ptr() as usize - source.as_ptr() as usize;
    start..start + line.len()
}

fn broken(name: &str, error: &Error) -> Diagnostic {
    let mut message = format!("the template `{name}` fails: {error}");
    if let Some(detail) = std::error::Error::source(error) {
        message = format!("{message}: {detail}");
    }
    Diagnostic::new(Code::InvalidTemplate, message)
        .about(name)
        .help(format!("correct or delete `theme/patterns/{name}` in the book"))
}

/// One block of lines that all hold something.
fn without_blank_lines(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    for line in html.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(line);
    }
    // mdBook's own directives in a title are text, wherever its `links` preprocessor runs.
    if out.contains("{{#") { out.replace("{{#", "&#123;{#") } else { out }
}

/// At most one blank line between blocks.
fn squeeze_blank_lines(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut blank = false;
    for line in text.trim().lines().map(str::trim_end) {
        if line.is_empty() {
            blank = true;
            continue;
        }
        if !out.is_empty() {
            out.push_str(if blank { "\n\n" } else { "\n" });
        }
        blank = false;
        out.push_str(line);
    }
    out
}
