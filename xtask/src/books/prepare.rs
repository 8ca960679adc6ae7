//! Two copies of a book: one for mdBook alone, one for us.

use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use toml_edit::{DocumentMut, Item, Table, value};

/// What mdBook runs by itself.
const OF_MDBOOK: &[&str] = &["links", "index", "html"];

/// The two copies, and what was taken out of both.
pub(crate) struct Copied {
    /// For mdBook alone: its HTML comes into `book/`.
    pub(crate) alone: PathBuf,
    /// For `install` and us: the HTML comes into `book/html/`.
    pub(crate) ours: PathBuf,
    /// The preprocessors and renderers of others, which are programs that this machine may not have.
    pub(crate) left_out: Vec<String>,
    _folder: TempDir,
}

impl Copied {
    pub(crate) fn of(root: &Path) -> Result<Self> {
        let folder = tempfile::Builder::new().prefix("mdbook-patterns-books-").tempdir()?;
        let (alone, ours) = (folder.path().join("alone"), folder.path().join("ours"));
        let text = fs::read_to_string(root.join("book.toml")).context("book.toml")?;
        let mut config: DocumentMut = text.parse().context("book.toml")?;
        let left_out = simplify(&mut config);
        for copy in [&alone, &ours] {
            copy_tree(root, copy)?;
            fs::write(copy.join("book.toml"), config.to_string())?;
        }
        Ok(Self { alone, ours, left_out, _folder: folder })
    }
}

/// Leave only what mdBook runs by itself, and have it write to `book/`; the names of what went.
fn simplify(config: &mut DocumentMut) -> Vec<String> {
    let mut left_out = Vec::new();
    for group in ["preprocessor", "output"] {
        let Some(tables) = config.get_mut(group).and_then(Item::as_table_like_mut) else { continue };
        let names: Vec<String> = tables.iter().map(|(name, _)| name.to_owned()).collect();
        for name in names.into_iter().filter(|name| !OF_MDBOOK.contains(&name.as_str())) {
            tables.remove(&name);
            left_out.push(format!("{group}.{name}"));
        }
    }
    let build = config.entry("build").or_insert_with(|| Item::Table(Table::new()));
    if let Some(build) = build.as_table_like_mut() {
        build.insert("build-dir", value("book"));
    }
    left_out
}

/// Copy a folder without what a build or a version control left in it.
fn copy_tree(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from).with_context(|| format!("cannot read {}", from.display()))? {
        let entry = entry?;
        let (name, path) = (entry.file_name(), entry.path());
        if path.is_dir() && [".git", "target", "node_modules"].iter().any(|left| name == *left) {
            continue;
        }
        if path.is_dir() {
            copy_tree(&path, &to.join(name))?;
        } else if path.is_file() {
            fs::copy(&path, to.join(name)).with_context(|| format!("cannot copy {}", path.display()))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_mdbook_runs_by_itself_stays() {
        let mut config =
            "[output.html]\nhash-files = true\n[output.epub]\n[preprocessor.spec]\n[preprocessor.links]\n"
                .parse()
                .unwrap();
        assert_eq!(simplify(&mut config), ["preprocessor.spec", "output.epub"]);
        let expected =
            "[output.html]\nhash-files = true\n[preprocessor.links]\n\n[build]\nbuild-dir = \"book\"\n";
        assert_eq!(config.to_string(), expected);
    }
}
