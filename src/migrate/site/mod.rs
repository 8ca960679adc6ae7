//! `mkdocs.yml` as its author wrote it, with the place of each value.

mod inherit;
mod keys;

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::front_matter::{self, Map, Node, Value};
use crate::migrate::error::{MigrateError, Result};
use crate::migrate::ledger::{Fate, Ledger, Lines};
use crate::text::path::join;

/// An MkDocs site.
pub(super) struct Site {
    /// The folder of `mkdocs.yml`, all links resolved.
    pub(super) root: PathBuf,
    /// The name of the configuration.
    pub(super) file: &'static str,
    /// The folder of the pages below the root, with `/`.
    pub(super) docs: String,
    text: String,
    /// The length of the file's own text, which those follow that it inherits from.
    own: usize,
    keys: Map,
    lines: Lines,
    /// Why something that it inherits was not read.
    pub(super) not_inherited: Option<String>,
}

/// An item of a list of plugins or extensions.
pub(super) struct Named<'s> {
    /// Its name, without the namespace of the theme (`material/blog`).
    pub(super) name: &'s str,
    /// Its options.
    pub(super) options: Option<&'s Map>,
    /// The line that names it.
    pub(super) line: usize,
}

const FILES: &[&str] = &["mkdocs.yml", "mkdocs.yaml"];

impl Site {
    /// Reads the configuration of the site in a folder.
    ///
    /// # Errors
    /// No `mkdocs.yml`, one that is no YAML, or a `docs_dir` that is not there or not in the folder.
    pub(super) fn read(dir: &Path) -> Result<Self> {
        let root = dir.canonicalize().map_err(MigrateError::file("cannot read", dir))?;
        let mut found = None;
        for name in FILES {
            let path = dir.join(name);
            match fs::read_to_string(&path) {
                Ok(text) => found = Some((*name, text)),
                Err(error) if error.kind() == ErrorKind::NotFound => continue,
                Err(error) => return Err(MigrateError::file("cannot read", &path)(error)),
            }
            break;
        }
        let Some((file, text)) = found else {
            let why = format!("there is no mkdocs.yml in {}: name the folder that holds it", dir.display());
            return MigrateError::refused(why);
        };
        let text = keys::plain(&text);
        let lines = Lines::of(&text);
        let mut keys = front_matter::document(&text).map_err(|(message, at)| {
            MigrateError::Refused(format!("{}:{}: {message}", dir.join(file).display(), lines.at(at)))
        })?;
        let own = text.len();
        let mut text = text;
        let not_inherited = inherit::read(&root, file, &mut keys, &mut text);
        let mut site = Self { root, file, docs: String::new(), text, own, keys, lines, not_inherited };
        let docs = site.text("docs_dir").unwrap_or("docs").to_owned();
        match join("", &docs).filter(|path| !docs.starts_with('/') && !path.is_empty()) {
            Some(path) if site.root.join(&path).is_dir() => site.docs = path,
            Some(path) => {
                let folder = dir.join(path);
                return MigrateError::refused(format!(
                    "there is no folder {}, where the pages should be",
                    folder.display()
                ));
            }
            None => {
                let why = format!(
                    "`docs_dir: {docs}` is not a folder inside {}; nothing outside it is read",
                    dir.display()
                );
                return MigrateError::refused(why);
            }
        }
        let docs_dir = site.root.join(&site.docs);
        let pages = docs_dir.canonicalize().map_err(MigrateError::file("cannot read", &docs_dir))?;
        if !pages.starts_with(&site.root) {
            let why =
                format!("`docs_dir: {docs}` leads out of {}; nothing outside it is read", dir.display());
            return MigrateError::refused(why);
        }
        Ok(site)
    }

    /// The file that places of a page are in, relative to the site.
    pub(super) fn file_of(&self, page: &str) -> String {
        format!("{}/{page}", self.docs)
    }

    /// Whether there is a file at a path below the folder of the pages.
    pub(super) fn has_file(&self, path: &str) -> bool {
        let below = join("", path).filter(|_| !path.starts_with('/'));
        below.is_some_and(|path| self.real_file(&self.file_of(&path)).is_some())
    }

    /// Where the file at a path below the site lies: no link takes it out of the site.
    pub(super) fn real_file(&self, path: &str) -> Option<PathBuf> {
        let real = self.root.join(path).canonicalize().ok()?;
        (real.starts_with(&self.root) && real.is_file()).then_some(real)
    }

    /// All keys.
    pub(super) fn keys(&self) -> &Map {
        &self.keys
    }

    /// The line of a byte of the configuration; 0 for what it inherits.
    pub(super) fn line(&self, byte: usize) -> usize {
        if byte < self.own { self.lines.at(byte) } else { 0 }
    }

    /// A text; of `!ENV [NAME, default]` the default.
    pub(super) fn text(&self, key: &str) -> Option<&str> {
        self.text_of(self.keys.get(key)?)
    }

    /// The same for any value.
    pub(super) fn text_of<'n>(&self, node: &'n Node) -> Option<&'n str> {
        self.default_of(node)?.text().filter(|text| !text.trim().is_empty())
    }

    /// A value; of `!ENV [NAME, default]` the default.
    pub(super) fn default_of<'n>(&self, node: &'n Node) -> Option<&'n Node> {
        match (&node.value, self.tag(node)) {
            (Value::List(items), Some("!ENV")) => items.last().filter(|_| items.len() > 1),
            (_, Some("!ENV")) => None,
            _ => Some(node),
        }
    }

    /// The tag of a value: `!ENV`, `!!python/name:x`.
    pub(super) fn tag(&self, node: &Node) -> Option<&str> {
        let own = &self.text[node.span.start.min(self.text.len())..];
        let line = self.text[..node.span.start.min(self.text.len())].rsplit('\n').next().unwrap_or_default();
        let word =
            if own.starts_with('!') { own.split_whitespace().next() } else { line.split_whitespace().last() };
        word.filter(|word| word.starts_with('!'))
    }

    /// Whether a key is `true`; `default` without it.
    pub(super) fn bool(&self, key: &str, default: bool) -> bool {
        self.text(key).map_or(default, |text| text == "true")
    }

    /// The texts of a list, with their lines.
    pub(super) fn list(&self, key: &str) -> Vec<(&str, usize)> {
        let Some(Node { value: Value::List(items), .. }) = self.keys.get(key) else { return Vec::new() };
        items
            .iter()
            .filter_map(|item| {
                let node = match &item.value {
                    // `extra_javascript` may say more than a path.
                    Value::Map(map) => map.get("path")?,
                    _ => item,
                };
                Some((self.text_of(node)?, self.line(node.span.start)))
            })
            .collect()
    }

    /// The keys of a table at the top.
    pub(super) fn table(&self, key: &str) -> Option<&Map> {
        as_map(self.keys.get(key)?)
    }

    /// The plugins.
    pub(super) fn plugins(&self) -> Vec<Named<'_>> {
        self.named("plugins")
    }

    /// The extensions of Python-Markdown.
    pub(super) fn extensions(&self) -> Vec<Named<'_>> {
        self.named("markdown_extensions")
    }

    /// The options of a plugin that the site has.
    pub(super) fn plugin(&self, name: &str) -> Option<Option<&Map>> {
        self.plugins().into_iter().find(|plugin| plugin.name == name).map(|plugin| plugin.options)
    }

    /// Whether it has one of some extensions.
    pub(super) fn has_any(&self, names: &[&str]) -> bool {
        names.iter().any(|name| self.extension(name).is_some())
    }

    /// Whether attribute lists are read.
    pub(super) fn reads_attribute_lists(&self) -> bool {
        self.has_any(&["attr_list", "extra", "pymdownx.extra"])
    }

    /// Whether footnotes are read.
    pub(super) fn reads_footnotes(&self) -> bool {
        self.has_any(&["footnotes", "extra", "pymdownx.extra"])
    }

    /// The options of an extension that the site has.
    pub(super) fn extension(&self, name: &str) -> Option<Option<&Map>> {
        self.extensions()
            .into_iter()
            .find(|extension| {
                extension.name.strip_prefix("markdown.extensions.").unwrap_or(extension.name) == name
            })
            .map(|extension| extension.options)
    }

    /// Names with options, written as a list or as a table.
    fn named(&self, key: &str) -> Vec<Named<'_>> {
        let mut found = Vec::new();
        match self.keys.get(key).map(|node| &node.value) {
            Some(Value::Map(map)) => self.add_named(map, &mut found),
            Some(Value::List(items)) => {
                for item in items {
                    match &item.value {
                        Value::Map(map) => self.add_named(map, &mut found),
                        _ => found.extend(item.text().map(|name| Named {
                            name: bare(name),
                            options: None,
                            line: self.line(item.span.start),
                        })),
                    }
                }
            }
            _ => {}
        }
        found
    }

    fn add_named<'s>(&'s self, map: &'s Map, found: &mut Vec<Named<'s>>) {
        for entry in &map.0 {
            let line = self.line(entry.key_span.start);
            found.push(Named { name: bare(&entry.key), options: as_map(&entry.node), line });
        }
    }

    /// Whether the theme has a feature.
    pub(super) fn has_feature(&self, name: &str) -> bool {
        let features = self.table("theme").and_then(|theme| theme.get("features"));
        match features.map(|node| &node.value) {
            Some(Value::List(items)) => items.iter().any(|item| item.text() == Some(name)),
            _ => false,
        }
    }

    /// Notes something of the configuration.
    pub(super) fn note(
        &self,
        ledger: &mut Ledger,
        line: usize,
        what: &str,
        fate: Fate,
        note: impl Into<String>,
    ) {
        ledger.add(self.file, line, what, fate, note);
    }
}

fn as_map(node: &Node) -> Option<&Map> {
    match &node.value {
        Value::Map(map) => Some(map),
        _ => None,
    }
}

/// `material/blog` to `blog`.
fn bare(name: &str) -> &str {
    name.strip_prefix("material/").unwrap_or(name)
}
