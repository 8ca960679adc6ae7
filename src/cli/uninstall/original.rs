//! book.toml as it was before `install`: what the program wrote goes, and what the author wrote stays, as a comment where
//! it is a setting of the plugin.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};
use toml_edit::{Document, DocumentMut, Table};

use crate::assets::ASSETS;
use crate::cli::install::{installed, must_follow};
use crate::text::listed::without;
use crate::text::{Edit, Edited};

const LISTS: [&str; 2] = ["additional-css", "additional-js"];

/// What the author may have written that looks as if the program had.
#[derive(Debug, Clone, Copy)]
struct Own {
    /// `[output.html]`, without a key.
    table: bool,
    /// Each of the lists, without an item.
    lists: [bool; 2],
    /// No comma after the last item of each of the lists.
    no_comma: [bool; 2],
}

impl Own {
    /// All that it may have been, and what is most likely first.
    fn all() -> impl Iterator<Item = Self> {
        (0..32_u8).map(|bits| {
            let bit = |at: u8| bits & (1 << at) != 0;
            Self { table: bit(0), lists: [bit(1), bit(2)], no_comma: [bit(3), bit(4)] }
        })
    }
}

/// The text that `install` made this of, where there is one; otherwise the text without what the program adds.
pub(super) fn before_install(text: &str) -> String {
    // Without the second renderer the book was installed without its index.
    let no_index = !headers(text).iter().any(|header| header.names == ["output", "patterns"]);
    // No file starts with a blank line that did not.
    let is_likely = |before: &String| !before.starts_with(['\r', '\n']) || text.starts_with(['\r', '\n']);
    let wanted = installed(text, no_index);
    let mut all = Own::all().map(|own| left(text, own)).filter(is_likely);
    let Some(first) = all.next() else { return String::new() };
    let is_it = |before: &String| installed(before, no_index) == wanted;
    if is_it(&first) { first } else { all.find(is_it).unwrap_or(first) }
}

fn left(text: &str, own: Own) -> String {
    let mut left = text.to_owned();
    for (at, key) in LISTS.iter().enumerate() {
        left = unlinked(left, key, own.lists[at], own.no_comma[at]);
    }
    let was_linked = left != text;
    left = without_tables(&left, was_linked && !own.table);
    if !text.ends_with('\n') {
        left.truncate(left.trim_end_matches(['\r', '\n']).len());
    }
    left
}

/// A list of `[output.html]`: its key and its items.
type List = (Range<usize>, Range<usize>, Vec<(Range<usize>, bool)>);

fn list(text: &str, key: &str) -> Option<List> {
    fn below<'a, 't>(table: &'a DeTable<'t>, key: &str) -> Option<(Range<usize>, &'a Spanned<DeValue<'t>>)> {
        table.iter().find(|(name, _)| name.get_ref() == key).map(|(name, value)| (name.span(), value))
    }
    let root = DeTable::parse(text).ok()?;
    let output = below(root.get_ref(), "output")?.1.get_ref().as_table()?;
    let html = below(output, "html")?.1.get_ref().as_table()?;
    let (key, list) = below(html, key)?;
    let item = |item: &Spanned<DeValue<'_>>| {
        let path = item.get_ref().as_str().map(|path| path.trim_start_matches("./"));
        let is_asset = |path| ASSETS.iter().any(|asset| asset.path == path || asset.parts.contains(&path));
        (item.span(), path.is_some_and(is_asset))
    };
    let items = list.get_ref().as_array()?.iter().map(item).collect();
    Some((key, list.span(), items))
}

/// Takes the links to the assets out of a list, and the list out with the last of them.
fn unlinked(mut text: String, key: &str, keeps_empty: bool, no_comma: bool) -> String {
    let mut was_linked = false;
    while let Some((_, _, items)) = list(&text, key)
        && let Some((item, _)) = items.iter().rfind(|(_, is_asset)| *is_asset)
    {
        let edit = without(&text, item.clone(), ",").unwrap_or_else(|| Edit::delete(item.clone()));
        text = edited(&text, edit);
        was_linked = true;
    }
    let Some((key, list, items)) = list(&text, key).filter(|_| was_linked) else { return text };
    if let Some((last, _)) = items.last() {
        return match text[last.end..].starts_with(',') && no_comma {
            true => edited(&text, Edit::delete(last.end..last.end + 1)),
            false => text,
        };
    }
    let is_bare = text[list.start + 1..list.end - 1].trim().trim_end_matches(',').is_empty();
    let line = text[..key.start].rfind('\n').map_or(0, |end| end + 1);
    let end = text[list.end..].find('\n').map_or(text.len(), |end| list.end + end + 1);
    let is_alone = !text[line..key.start].contains(['{', '=', '[']) && text[list.end..end].trim().is_empty();
    match is_bare && is_alone && !keeps_empty {
        true => edited(&text, Edit::delete(line..end)),
        false => text,
    }
}

fn edited(text: &str, edit: Edit) -> String {
    Edited::new(text, vec![edit]).map_or_else(|_| text.to_owned(), |text| text.to_string())
}

/// The head of a table.
struct Header {
    line: Range<usize>,
    names: Vec<String>,
}

/// The heads of all tables, in their order.
fn headers(text: &str) -> Vec<Header> {
    let mut found = Vec::new();
    if let Ok(book) = Document::parse(text) {
        find_headers(text, book.as_table(), &[], &mut found);
    }
    found.sort_by_key(|header| header.line.start);
    found
}

fn find_headers(text: &str, table: &Table, path: &[String], found: &mut Vec<Header>) {
    for (name, item) in table {
        let names = [path, &[name.to_owned()]].concat();
        let one = item.as_table().into_iter();
        for table in one.chain(item.as_array_of_tables().into_iter().flatten()) {
            if let Some(span) = table.span().filter(|_| !table.is_dotted() && !table.is_implicit()) {
                let start = text[..span.start].rfind('\n').map_or(0, |end| end + 1);
                let end = text[span.start..].find('\n').map_or(text.len(), |end| span.start + end + 1);
                found.push(Header { line: start..end, names: names.clone() });
            }
            find_headers(text, table, &names, found);
        }
    }
}

/// The text without the tables that hold nothing but what the program wrote, and with a `#` before each line of its
/// other tables.
fn without_tables(text: &str, drops_html: bool) -> String {
    let headers = headers(text);
    let ours = written_keys(text);
    let mut edits = Vec::new();
    for (at, header) in headers.iter().enumerate() {
        let end = headers.get(at + 1).map_or(text.len(), |next| next.line.start);
        let body = &text[header.line.end..end];
        // Comments and blank lines at the end are those of what follows.
        let said: Vec<&str> = body.lines().map(str::trim).collect();
        let is_said = |line: &&str| !line.is_empty() && !line.starts_with('#');
        let (said, rest) = said.split_at(said.iter().rposition(is_said).map_or(0, |last| last + 1));
        let names: Vec<&str> = header.names.iter().map(String::as_str).collect();
        let is_bare = header.line_of(text).ends_with(']');
        let is_ours = match names.as_slice() {
            // A comment right below belongs to the table.
            ["output", "html"] if drops_html && is_bare => {
                said.is_empty() && rest.first().is_none_or(|line| line.is_empty())
            }
            ["preprocessor" | "output", "patterns"] => {
                is_bare && said.iter().all(|line| ours.contains(&(*line).to_owned()))
            }
            ["preprocessor" | "output", "patterns", ..] => false,
            _ => continue,
        };
        if names == ["output", "html"] && !is_ours {
            continue;
        }
        if is_ours {
            let lines = body.split_inclusive('\n').take(said.len()).map(str::len).sum::<usize>();
            edits.push(Edit::delete(with_blank_line(text, header.line.start)..header.line.end + lines));
        } else {
            edits.extend(commented(text, header.line.start..end));
        }
    }
    Edited::new(text, edits).map_or_else(|_| text.to_owned(), |text| text.to_string())
}

impl Header {
    fn line_of<'t>(&self, text: &'t str) -> &'t str {
        text[self.line.clone()].trim()
    }
}

/// The lines that `install` writes into the plugin's tables.
fn written_keys(text: &str) -> Vec<String> {
    let book: Option<DocumentMut> = text.parse().ok();
    let before = book.map(|book| toml_edit::Array::from_iter(must_follow(&book)).to_string());
    let version = text.lines().map(str::trim).find(|line| line.starts_with("assets-version = \""));
    version.map(str::to_owned).into_iter().chain(before.map(|list| format!("before = {list}"))).collect()
}

/// Where a table starts with the blank line above it.
fn with_blank_line(text: &str, start: usize) -> usize {
    let above = &text[..start];
    ["\r\n", "\n"]
        .iter()
        .find(|end| above.ends_with(&format!("\n{end}")))
        .map_or(start, |end| start - end.len())
}

/// A `#` before each line that is not blank or a comment.
fn commented(text: &str, block: Range<usize>) -> Vec<Edit> {
    let mut start = block.start;
    let mut edits = Vec::new();
    for line in text[block].split_inclusive('\n') {
        if !line.trim().is_empty() && !line.trim_start().starts_with('#') {
            edits.push(Edit::insert(start, "# "));
        }
        start += line.len();
    }
    edits
}
