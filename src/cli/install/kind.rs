//! `--kind`: a configuration to start from, for libraries of one kind.

use anyhow::{Context, Result};
use globset::GlobBuilder;
use toml_edit::DocumentMut;

/// What a library holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Kind {
    /// Decision records
    Adr,
    /// Runbooks
    Runbook,
    /// Patterns
    Pattern,
    /// Recipes
    Recipe,
}

/// The tables that say what a library is: a book that has one of them is configured.
const TABLES: &[&str] = &["entries", "catalog", "taxonomy", "field", "defaults"];

/// How decision records are named: a number first, a word before it, a folder for each.
const NUMBERED: [&str; 4] =
    ["**/[0-9]*.md", "**/[a-zA-Z]*[-_][0-9]*.md", "**/[0-9]*/README.md", "**/[a-zA-Z]*[-_][0-9]*/README.md"];

/// What chooses patterns where pages say that they are some, and where none does.
const OF_TYPE: &str = "# Patterns: pages that say `type: pattern`; laws, guides and paths stand beside them.\n\
                       [preprocessor.patterns.entries]\ntypes = [\"pattern\"]\n";
const OF_PATHS: &str = "# Patterns: every page but the front pages of folders. Where pages say `type: pattern`, write\n\
                        # `types = [\"pattern\"]`, and laws, guides and paths stand beside them.\n\
                        [preprocessor.patterns.entries]\npaths = [\"**/*.md\"]\n";

/// The pattern of [`NUMBERED`] that fits most records: pages in folders that are named after decisions, or all where
/// there is no such folder. The first, unless another fits twice as many, or more have a folder for each.
fn numbered(paths: &[String]) -> &'static str {
    let is_of_decisions = |path: &&String| {
        let mut folders = path.split('/').rev().skip(1);
        folders.any(|name| ["adr", "decision"].iter().any(|start| name.to_lowercase().starts_with(start)))
    };
    let records: Vec<&String> = paths.iter().filter(is_of_decisions).collect();
    let records = if records.is_empty() { paths.iter().collect() } else { records };
    let count = |pattern: &str| {
        let glob =
            GlobBuilder::new(pattern).literal_separator(true).build().map(|glob| glob.compile_matcher());
        glob.map_or(0, |glob| records.iter().filter(|path| glob.is_match(path.as_str())).count())
    };
    let most = NUMBERED.into_iter().rev().max_by_key(|pattern| count(pattern)).unwrap_or(NUMBERED[0]);
    let needed = if most.ends_with("README.md") { count(NUMBERED[0]) + 1 } else { 2 * count(NUMBERED[0]) };
    if count(most) >= needed { most } else { NUMBERED[0] }
}

impl Kind {
    fn tables(self) -> &'static str {
        match self {
            Self::Adr => include_str!("kinds/adr.toml"),
            Self::Runbook => include_str!("kinds/runbook.toml"),
            Self::Pattern => include_str!("kinds/pattern.toml"),
            Self::Recipe => include_str!("kinds/recipe.toml"),
        }
    }

    /// The text of `book.toml` with the tables of this kind after it, for pages at these paths; and what is to be said where it has some of its
    /// own, and gets none. `say_pattern`: whether one of them says `type: pattern`.
    ///
    /// # Errors
    /// A `book.toml` that cannot hold them.
    pub(super) fn settle(
        self,
        book: &DocumentMut,
        paths: &[String],
        say_pattern: bool,
    ) -> Result<(String, Option<String>)> {
        let text = book.to_string();
        let patterns = book.get("preprocessor").and_then(|tables| tables.get("patterns"));
        let known = TABLES
            .iter()
            .find(|name| patterns.and_then(|table| table.get(name)).is_some_and(|item| !item.is_none()));
        if let Some(known) = known {
            let said = format!(
                "kept [preprocessor.patterns.{known}]: `--kind` configures a book that has no such table"
            );
            return Ok((text, Some(said)));
        }
        let tables = match self {
            Self::Adr => self.tables().replacen(NUMBERED[0], numbered(paths), 1),
            Self::Pattern if !say_pattern => self.tables().replacen(OF_TYPE, OF_PATHS, 1),
            _ => self.tables().to_owned(),
        };
        let text = format!("{}\n\n{}", text.trim_end(), tables);
        text.parse::<DocumentMut>().context("cannot add the tables of `--kind`")?;
        Ok((text, None))
    }
}
