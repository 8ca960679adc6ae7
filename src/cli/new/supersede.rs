//! `new --supersedes`: the page that a new one takes the place of says so.

use std::ops::Range;
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::convention::Convention;
use crate::catalog::Found;
use crate::cli::book_folder::BookFolder;
use crate::config::Config;
use crate::file::Root;
use crate::front_matter::edit::{Setting, set};
use crate::library::Library;
use crate::page::Page;
use crate::page_template::section_key;
use crate::text::name::{in_words, key};
use crate::text::path::relate;
use crate::text::{Edit, Edited};

/// The new page, as the old ones name it.
pub(super) struct Successor<'n> {
    /// Its path below the folder of the pages.
    pub(super) path: &'n str,
    pub(super) title: &'n str,
}

/// The page that a name means.
///
/// # Errors
/// A name of no page, or of several.
pub(super) fn page<'l>(library: &'l Library, name: &str, from: &str) -> Result<&'l Page> {
    let pages = &library.catalog.pages;
    match library.catalog.index.resolve(name, from) {
        Found::Page(id) => Ok(&pages[id]),
        Found::Ambiguous(ids) => {
            let files: Vec<&str> = ids.iter().filter_map(|id| pages[*id].path.as_deref()).collect();
            bail!("`{name}` could be any of {} pages: name one by its path: {}", ids.len(), files.join(", "))
        }
        Found::Nothing => match library.catalog.index.suggest(name) {
            Some(near) => bail!("there is no page `{name}`; did you mean `{near}`?"),
            None => bail!("there is no page `{name}`"),
        },
    }
}

/// What a page is called by: its path from the folder of the pages, where its file is named as a shell completes it.
pub(super) fn named(book: &BookFolder, src: &str, name: &str) -> String {
    let file = Path::new(name);
    let below = file.is_file().then(|| book.named(file));
    below.and_then(|file| Some(file.strip_prefix(src)?.to_owned())).unwrap_or_else(|| name.to_owned())
}

/// The text of the file of an old page, once the new one supersedes it.
///
/// # Errors
/// A file that cannot be read, or whose front matter takes no more keys.
pub(super) fn superseded(
    root: &Root,
    old: &Page,
    new: &Successor<'_>,
    convention: &Convention<'_>,
    library: &Library,
) -> Result<String> {
    let file = root.read(&old.file)?.with_context(|| format!("{} does not exist", old.file))?;
    let (mark, text) = match file.strip_prefix('\u{feff}') {
        Some(text) => ("\u{feff}", text),
        None => ("", file.as_str()),
    };
    let schema = &library.config.schema;
    let field = schema.get("superseded_by").map_or("superseded_by", |field| &field.name);
    let spelt = convention.spelling(field, schema).unwrap_or(field);
    let own = old.path.as_deref().unwrap_or_default();
    let way = relate(own, new.path);
    let mut keys = vec![(spelt, Setting::Added(vec![name(library, new, own)]))];
    if old.fields.get(field).is_none() {
        keys[0].1 = Setting::Text(name(library, new, own));
    }
    let mut edits = Vec::new();
    let status =
        old.fields.get("status").and_then(|status| Some((status, old.fields.written.get(&status.key)?)));
    match (status, status_line(text)) {
        (Some((status, node)), _) if takes(&library.config, "superseded") => {
            let is_capital = node.text().is_some_and(|word| word.starts_with(char::is_uppercase));
            let word = if is_capital { in_words("superseded") } else { "superseded".to_owned() };
            keys.push((&status.key, Setting::Text(word)));
        }
        // adr-tools keeps it in a section, and so does whoever follows it.
        (None, Some(line)) => {
            let title = new.title.replace('[', "\\[").replace(']', "\\]");
            edits.push(Edit::replace(line, format!("Superseded by [{title}]({way})")));
            keys.clear();
        }
        _ => {}
    }
    if !keys.is_empty() {
        edits.extend(set(text, &keys)?);
    }
    let after = Edited::new(text, edits).map_err(|_| anyhow::anyhow!("two edits of {}", old.file))?;
    Ok(format!("{mark}{after}"))
}

/// The one line of a section "Status".
fn status_line(text: &str) -> Option<Range<usize>> {
    let is_status =
        |line: &&str| line.starts_with("##") && section_key(line.trim_start_matches('#')) == "status";
    let heading = text.split_inclusive('\n').find(is_status)?;
    let start = heading.as_ptr() as usize - text.as_ptr() as usize + heading.len();
    let start = start + text[start..].len() - text[start..].trim_start().len();
    let rest = &text[start..];
    let paragraph = rest.split("\n\n").next()?.trim_end();
    let is_line = !paragraph.is_empty() && !paragraph.starts_with('#') && !paragraph.contains('\n');
    is_line.then(|| start..start + paragraph.len())
}

/// The name of the new page: that of its file, unless another page is called so.
fn name(library: &Library, new: &Successor<'_>, from: &str) -> String {
    let stem = crate::text::path::own_name(new.path);
    match library.catalog.index.resolve(stem, from) {
        Found::Nothing => stem.to_owned(),
        _ => relate(from, new.path),
    }
}

/// Whether the statuses of the book include one.
fn takes(config: &Config, status: &str) -> bool {
    let taxonomy = config.taxonomies.iter().find(|taxonomy| taxonomy.name == "status");
    let terms = taxonomy.map(|taxonomy| &taxonomy.terms).filter(|terms| !terms.is_empty());
    let is_named = |name: &String| key(name) == key(status);
    let is_it = |terms: &Vec<_>| {
        terms
            .iter()
            .any(|term: &crate::config::TermConfig| is_named(&term.id) || term.aliases.iter().any(is_named))
    };
    terms.is_none_or(is_it) || taxonomy.is_some_and(|taxonomy| taxonomy.open)
}
