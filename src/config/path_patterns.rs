//! Pages by their paths, as the configuration names them.

use globset::{GlobBuilder, GlobSet};

use super::table::Table;
use crate::text::path::{folder, is_index};

/// Paths of the book's source: the start of one, such as `decisions/`, or a pattern with `*`, `?`, `[...]` or `{...}`.
#[derive(Debug, Clone, Default)]
pub struct PathPatterns {
    starts: Vec<String>,
    globs: GlobSet,
    /// Those that name front pages of folders, as `**/README.md`.
    fronts: GlobSet,
    count: usize,
}

impl PathPatterns {
    /// The patterns below `key`; those that cannot be read are reported.
    pub(super) fn read(table: &Table<'_>, key: &'static str) -> Option<Self> {
        let written = table.list(key)?;
        let mut patterns = Self { count: written.len(), ..Self::default() };
        let (mut globs, mut fronts) = (Vec::new(), Vec::new());
        for (at, text) in written.iter().enumerate() {
            let text = text.trim_start_matches("./").trim_start_matches('/');
            if !text.contains(['*', '?', '[', '{']) {
                patterns.starts.push(text.to_owned());
                continue;
            }
            match GlobBuilder::new(text).literal_separator(true).build() {
                Ok(glob) => {
                    let name = text.rsplit('/').next().unwrap_or_default();
                    fronts.extend(is_front(name).then(|| glob.clone()));
                    globs.push(glob);
                }
                Err(error) => {
                    table.reject_item(key, at, format!("`{text}` is not a pattern: {}", error.kind()))
                }
            }
        }
        patterns.globs = GlobSet::new(globs).unwrap_or_default();
        patterns.fronts = GlobSet::new(fronts).unwrap_or_default();
        Some(patterns)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Whether one of them fits the path of a page; mdBook calls a `README.md` by `index.md`, and so may they.
    pub fn fit(&self, path: &str) -> bool {
        names(path).any(|path| {
            self.starts.iter().any(|start| path.starts_with(start.as_str())) || self.globs.is_match(path)
        })
    }

    /// Whether one of them names the front page of a folder by its file, and not with all others there.
    pub(crate) fn name_front(&self, path: &str) -> bool {
        names(path).any(|path| self.starts.contains(&path) || self.fronts.is_match(path))
    }
}

/// The names of a page: its path, and of a front page also that of its `README.md`.
fn names(path: &str) -> impl Iterator<Item = String> {
    let readme =
        is_index(path).then(|| format!("{}/README.md", folder(path)).trim_start_matches('/').to_owned());
    std::iter::once(path.to_owned()).chain(readme)
}

fn is_front(name: &str) -> bool {
    matches!(name, "README.md" | "index.md")
}
