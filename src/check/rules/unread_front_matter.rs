//! Front matter that is there and is not read: that of included files, and of the page of missing addresses.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use crate::check::Checked;
use crate::config::Drafts;
use crate::diagnostic::{Code, Diagnostic, keep_line};
use crate::file::read_text;
use crate::front_matter::{self, Entry, Fence, Value};
use crate::page::{Page, PageId};
use crate::schema::FieldType;
use crate::source::inputs::{self, Include};
use crate::text::markdown::{is_marks, is_property};
use crate::text::path::{folder, is_index, join, name, stem};

pub(super) fn page(book: &Checked, id: PageId, problems: &mut Vec<Diagnostic>) {
    let Some(open) = open(book, id).filter(|open| are_fields(book, open)) else { return };
    let message = "properties of Logseq or Dataview, `key:: value`, are not read, and show as text";
    let help =
        "set `read-text = true` in `[preprocessor.patterns]`, or move them to front matter with `lift`";
    let found =
        Diagnostic::new(Code::UnreadFrontMatter, message).at(&book.page(id).file, open[0].span.clone());
    problems.push(found.help(help));
}

/// The properties of a page that nothing reads and nobody keeps as text.
fn open(book: &Checked, id: PageId) -> Option<Vec<Property<'_>>> {
    let page = book.page(id);
    let start = page.title_end.unwrap_or(page.front_matter.end).max(page.front_matter.end);
    let lines = properties(&page.text, start).filter(|_| !book.config.read_text)?;
    // Those that the book keeps are meant to be text.
    let field = |line: &Property<'_>| book.config.schema.get(line.key);
    let open: Vec<Property<'_>> = lines
        .into_iter()
        .filter(|line| field(line).is_none_or(|field| field.kind != FieldType::Free))
        .collect();
    open.first().filter(|first| !book.is_code(id, first.span.start))?;
    Some(open)
}

/// Whether some of the properties are fields of the book.
fn are_fields(book: &Checked, open: &[Property<'_>]) -> bool {
    open.iter().any(|line| book.config.schema.get(line.key).is_some())
}

/// Reports the properties that are no fields, with the keys of all pages in each report: together they are one.
fn strangers(book: &Checked, problems: &mut Vec<Diagnostic>) {
    let pages = book.catalog.pages.iter().enumerate().filter(|(_, page)| !page.generated);
    let open = pages.filter_map(|(id, page)| Some((page, open(book, id)?)));
    let open: Vec<_> = open.filter(|(_, open)| !are_fields(book, open)).collect();
    let keys: BTreeSet<&str> = open.iter().flat_map(|(_, open)| open.iter().map(|line| line.key)).collect();
    let message =
        "properties of Logseq or Dataview, `key:: value`, are no fields of this book, and show as text";
    let help = format!(
        "declare them in book.toml under `[preprocessor.patterns.field]`, for `lift` or `read-text`, or keep them as text, \
         with {} in `[preprocessor.patterns]`",
        keep_line(keys.into_iter())
    );
    for (page, open) in open {
        let found = Diagnostic::new(Code::UnreadFrontMatter, message).at(&page.file, open[0].span.clone());
        problems.push(found.help(help.clone()));
    }
}

/// A line `key:: value`.
struct Property<'t> {
    key: &'t str,
    span: Range<usize>,
}

/// The lines that a text starts with after `start`, if all of them are properties.
fn properties(text: &str, start: usize) -> Option<Vec<Property<'_>>> {
    let rest = text[start..].trim_start_matches(['\n', '\r']);
    // Further in it is code.
    if rest.starts_with([' ', '\t']) {
        return None;
    }
    let mut at = text.len() - rest.len();
    let mut found = Vec::new();
    for line in rest.split_inclusive('\n').take_while(|line| is_property(line)) {
        let (key, _) = line.split_once("::")?;
        found.push(Property { key: key.trim(), span: at..at + line.trim_end().len() });
        at += line.len();
    }
    let after = text[at..].lines().next().unwrap_or_default();
    // Where the same paragraph goes on with other text, these lines are text, too.
    let starts_a_block = after.starts_with(['#', '-', '*', '+', '>', '`', '~', '<', '|']);
    (after.trim().is_empty() || starts_a_block).then_some(found).filter(|found| !found.is_empty())
}

pub(super) fn book(book: &Checked, problems: &mut Vec<Diagnostic>) {
    strangers(book, problems);
    not_found(book, problems);
    beside(book, problems);
    included(book, problems);
}

fn read(book: &Checked, path: &str) -> Option<String> {
    read_text(&book.source.root.join(book.source.src_prefix()).join(path)).ok()
}

/// Reports the front matter of the page of missing addresses.
fn not_found(book: &Checked, problems: &mut Vec<Diagnostic>) {
    let Some(path) = &book.html.not_found else { return };
    let Some(span) = read(book, path).as_deref().and_then(fence) else { return };
    let message = format!(
        "mdBook makes its page for missing addresses from `{path}`, and shows the front matter as text"
    );
    let file = format!("{}{path}", book.source.src_prefix());
    let found = Diagnostic::new(Code::UnreadFrontMatter, message).at(&file, span);
    problems.push(found.help("remove it: no preprocessor sees this page"));
}

/// Reports the front matter of files that pages include, and the drafts among them.
fn included(book: &Checked, problems: &mut Vec<Diagnostic>) {
    let src = book.source.src_prefix();
    // Many pages may include one file.
    let mut known: HashMap<String, Option<usize>> = HashMap::new();
    for (id, page) in book.catalog.pages.iter().enumerate().filter(|(_, page)| !page.generated) {
        let Some(own) = page.file.strip_prefix(&src) else { continue };
        for include in inputs::includes(page.written()) {
            let Some(target) = join(folder(own), include.path).filter(|path| path.ends_with(".md")) else {
                continue;
            };
            if publishes_a_draft(book, page, &target) {
                problems.push(published(&page.file, &include, &target));
            } else if include.span.start > 0 && !is_shown(book, id, &include) {
                let lines = *known
                    .entry(target.clone())
                    .or_insert_with_key(|target| lines_of_front_matter(&read(book, target)?));
                problems.extend(lines.and_then(|lines| unread(page, &include, &target, lines)));
            }
        }
    }
}

/// Whether a page includes a file in code, where lines of front matter are meant to show.
fn is_shown(book: &Checked, id: PageId, include: &Include<'_>) -> bool {
    // In a page of another dialect, the text that was parsed has other places.
    book.page(id).original.is_none() && book.is_code(id, include.span.start)
}

/// What is to be said of a draft that builds leave out, in a page that they do not.
fn published(file: &str, include: &Include<'_>, target: &str) -> Diagnostic {
    let message = format!("`{target}` is a draft, whose text is published here");
    let help = "builds leave the draft out, and not its text in this page; remove the line, or `draft`";
    Diagnostic::new(Code::UnreadFrontMatter, message).at(file, include.span.clone()).help(help)
}

/// What is to be said of a file whose front matter has so many lines, if the page includes some of them.
fn unread(page: &Page, include: &Include<'_>, target: &str, of_front_matter: usize) -> Option<Diagnostic> {
    // Its last line alone is a rule.
    let some = include.lines.as_ref().filter(|some| some.start < of_front_matter)?;
    if some.start > 1 || some.end <= of_front_matter {
        return Some(partly(&page.file, include, of_front_matter));
    }
    let text = page.written();
    let line = text[..include.span.start].rfind('\n').map_or(0, |end| end + 1);
    let help = match is_marks(&text[line..include.span.start]) {
        true => "it is left out there; write what matters into the front matter of this page",
        false => "it shows there; include the file in a line of its own, or without its first lines",
    };
    let message = format!("the front matter of `{target}` is not read where the file is included");
    let found = Diagnostic::new(Code::UnreadFrontMatter, message).at(&page.file, include.span.clone());
    Some(found.help(help))
}

/// Lines of a file that are included from the middle of its front matter on.
fn partly(file: &str, include: &Include<'_>, of_front_matter: usize) -> Diagnostic {
    let path = include.path;
    let message =
        format!("the lines of `{path}` that are included are in its front matter, and show as text");
    let help = format!("begin after it: `{{{{#include {path}:{}:}}}}`", of_front_matter + 1);
    Diagnostic::new(Code::UnreadFrontMatter, message).at(file, include.span.clone()).help(help)
}

/// Reports files of YAML beside pages without front matter, as some libraries keep their metadata: `kep.yaml`, `retry.yaml`.
/// An editor does not ask for them: it would read them with each letter.
fn beside(book: &Checked, problems: &mut Vec<Diagnostic>) {
    if book.is_edited {
        return;
    }
    let src = book.source.root.join(book.source.src_prefix());
    let mut told: HashSet<PathBuf> = HashSet::new();
    for page in book.catalog.pages.iter().filter(|page| !page.generated && !page.has_front_matter) {
        let Some(path) = &page.path else { continue };
        let names = names_of_metadata(book, path).into_iter();
        let files = names.flat_map(|name| ENDINGS.map(|ending| format!("{name}{ending}")));
        let found = files.map(|name| (src.join(folder(path)).join(&name), name)).find(|(file, name)| {
            !told.contains(file) && read_short(file).is_some_and(|text| holds_fields(book, name, &text))
        });
        let Some((file, name)) = found else { continue };
        told.insert(file);
        let message = format!("`{name}` beside the page holds fields, and is not read");
        let help = "write them into the front matter of the page";
        let start = Diagnostic::new(Code::UnreadFrontMatter, message).at(&page.file, 0..0);
        problems.push(start.help(help));
    }
}

/// How files of YAML end.
const ENDINGS: [&str; 2] = [".yaml", ".yml"];

/// What files with metadata of a whole folder are called.
const OF_FOLDER: &[&str] = &["kep", "meta", "metadata"];

/// More than metadata: no file of that size is parsed.
const LONGEST: u64 = 64 * 1024;

/// What a file with the metadata of a page may be called: as the page, and for the page of a folder as that, or by a word that
/// says so. What has the name of another page is about that one.
fn names_of_metadata<'p>(book: &Checked, path: &'p str) -> Vec<&'p str> {
    if !is_index(path) {
        return vec![stem(path)];
    }
    let is_free = |name: &&str| {
        let page = format!("{name}.md");
        join(folder(path), &page).is_some_and(|page| book.catalog.index.path(&page).is_none())
    };
    let own = Some(name(folder(path))).filter(|own| !own.is_empty() && is_free(own));
    OF_FOLDER.iter().copied().chain(own).collect()
}

/// The text of a file, if it is one of some lines.
fn read_short(file: &Path) -> Option<String> {
    let is_short = fs::metadata(file).is_ok_and(|file| file.is_file() && file.len() <= LONGEST);
    is_short.then(|| read_text(file).ok())?
}

/// Whether a text has a title, and is about a page: two more fields of the book, and fewer keys that are none. Titles,
/// descriptions and types are in settings of programs, too, and whoever has other tables keeps data. A file whose name says
/// what it is may have more keys of its own.
fn holds_fields(book: &Checked, name: &str, text: &str) -> bool {
    let Ok(map) = front_matter::document(text) else { return false };
    let (titles, others): (Vec<_>, Vec<_>) =
        map.0.iter().partition(|entry| matches!(entry.key.as_str(), "title" | "description" | "type"));
    let (fields, strangers): (Vec<_>, Vec<_>) =
        others.into_iter().partition(|entry| book.config.schema.get(&entry.key).is_some());
    let has_name =
        OF_FOLDER.iter().any(|known| name.strip_prefix(known).is_some_and(|end| end.starts_with('.')));
    let is_table = |entry: &&Entry| matches!(entry.node.value, Value::Map(_));
    let is_metadata = has_name || fields.len() > strangers.len() && !strangers.iter().any(is_table);
    titles.iter().any(|entry| entry.key == "title") && fields.len() > 1 && is_metadata
}

/// How many lines the front matter of a text has, with its fences.
fn lines_of_front_matter(text: &str) -> Option<usize> {
    match front_matter::find(text) {
        Fence::Closed(block) => Some(text[..block.span.end].trim_end().lines().count()),
        _ => None,
    }
}

/// Whether a page includes a draft that builds leave out, and is not a draft itself.
fn publishes_a_draft(book: &Checked, page: &Page, target: &str) -> bool {
    let is_draft = |page: &Page| page.fields.bool("draft");
    let included = book.catalog.index.path(target).map(|id| book.page(id));
    book.config.drafts == Drafts::Omit && !is_draft(page) && included.is_some_and(is_draft)
}

/// The bytes of the fence that opens a front matter.
fn fence(text: &str) -> Option<Range<usize>> {
    match front_matter::find(text) {
        Fence::Closed(block) => {
            Some(block.span.start..block.inner.start.saturating_sub(1).max(block.span.start))
        }
        _ => None,
    }
}
